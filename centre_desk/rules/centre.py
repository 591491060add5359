"""What the centre agrees with IOM: kinds of rates, dated facts in force, holidays.

Amounts are unconfirmed by any public text, so every rate is a dated row that the director sets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.rules.refusal import Refusal, refusal


class RateKind(StrEnum):
    """What an amount is for: francs a month (allowance, SMIG), a day (day care), a trainee (training fee)."""

    ALLOWANCE = "allowance"
    SMIG = "smig"
    DAY_CARE = "day_care"
    TRAINING_FEE = "training_fee"


class ProrationMethod(StrEnum):
    """How a monthly allowance follows attendance; no public text fixes it, so the agreement says which."""

    HALF_DAYS = "half_days"
    THRESHOLD = "threshold"
    DAILY = "daily"


class HolidayKind(StrEnum):
    """Why a day is off."""

    FIXED = "fixed"
    MOVABLE = "movable"
    BRIDGE = "bridge"
    OTHER = "other"


class SignatoryKind(StrEnum):
    """Who may sign a paper of the centre."""

    DIRECTOR = "director"
    TRAINER = "trainer"
    JURY = "jury"
    IOM = "iom"


class HolidaySpan(StrEnum):
    """How much of the day is off."""

    DAY = "day"
    MORNING = "am"
    AFTERNOON = "pm"


@dataclass(frozen=True, slots=True)
class DatedRate:
    """An amount in whole francs in force from a day to a day (None: still)."""

    kind: RateKind
    amount: int
    valid_from: date
    valid_to: date | None = None
    trade_id: int | None = None


def rate_on(rates: Iterable[DatedRate], kind: RateKind, day: date, trade_id: int | None = None) -> int | None:
    """Return the amount of a kind in force on a day: the trade's own before the general one; None if none."""
    found = [
        r
        for r in rates
        if r.kind is kind
        and r.valid_from <= day
        and (r.valid_to is None or day <= r.valid_to)
        and r.trade_id in (None, trade_id)
    ]
    if not found:
        return None
    return max(found, key=lambda r: (r.trade_id is not None, r.valid_from)).amount


def check_rate(kind: RateKind, amount: int, smig: int | None) -> tuple[Refusal, ...]:
    """Refuse a negative rate, and an allowance under the legal minimum wage in force (source: `slightly higher`)."""
    if amount < 0:
        return (refusal("centre.negative_rate", amount=amount),)
    if kind is RateKind.ALLOWANCE and smig is not None and amount < smig:
        return (refusal("centre.allowance_under_smig", amount=amount, smig=smig),)
    return ()


def check_period(start: date, end: date | None) -> tuple[Refusal, ...]:
    """Refuse a period that ends before it starts."""
    if end is not None and end < start:
        return (refusal("centre.period_backwards", start=start.isoformat(), end=end.isoformat()),)
    return ()
