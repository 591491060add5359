"""Money is whole CFA francs (XOF has no decimals: ISO 4217, CLDR).

One rounding rule, applied once per line; payouts by mobile money must be a multiple of 5 francs.
"""

from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How a line's amount becomes a payable one."""

    NEAREST_5 = "nearest_5"
    DOWN_5 = "down_5"
    UP_5 = "up_5"
    NEAREST_1 = "nearest_1"


def round_francs(exact: Fraction, rounding: Rounding) -> int:
    """Round an exact amount of francs (>= 0) to a payable one; ties of the nearest rules go up."""
    step = 1 if rounding is Rounding.NEAREST_1 else 5
    steps = exact / step
    if rounding is Rounding.DOWN_5:
        return step * (steps.numerator // steps.denominator)
    if rounding is Rounding.UP_5:
        return step * -(-steps.numerator // steps.denominator)
    return step * ((2 * steps.numerator + steps.denominator) // (2 * steps.denominator))
