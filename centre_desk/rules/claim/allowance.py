"""The allowance of a month from the half-days of attendance, by the method of the agreement.

No public text fixes the proration, so the agreement says which of three; each rounds once, at the end.
Worked by hand: 45 000 F, 42 half-days planned, 39 present, 2 excused, 1 absent: 43 930 (nearest 5), 43 925 (down).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from centre_desk.rules.centre import ProrationMethod
from centre_desk.rules.money import Rounding, round_francs
from centre_desk.rules.refusal import Refusal, refusal

DAYS_A_MONTH = 22
_LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Counts:
    """The half-days of a person in a session and month: `planned` holds all others, those not held too.

    A half-day not held is not paid until somebody decided that it is.
    """

    planned: int = 0
    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0
    not_entered: int = 0
    not_held_paid: int = 0
    not_held_unpaid: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """A person's half-days in one session; `month_planned` is what a whole month of that timetable has."""

    session_id: int
    counts: Counts
    month_planned: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What the agreement says. `excused_cap`: excused half-days a month that count (None: all of them)."""

    method: ProrationMethod
    rounding: Rounding
    threshold_percent: int = 80
    excused_cap: int | None = None
    days_a_month: int = DAYS_A_MONTH


@dataclass(frozen=True, slots=True)
class Allowance:
    """The result: `units` of `units_planned` half-days are paid. `reached`: the threshold share was reached."""

    units: int
    units_planned: int
    excused_kept: int
    reached: bool
    gross: int


def compute_allowance(rate: int, parts: Sequence[Part], terms: Terms) -> Allowance:
    """Return the allowance of a month; never more than the rate, 0 where no half-day was planned."""
    kept = keep_excused(parts, terms.excused_cap)
    counted = [_attended(part.counts) + excused for part, excused in zip(parts, kept, strict=True)]
    holdable = [part.counts.planned - part.counts.not_held_unpaid for part in parts]
    reached = sum(counted) * 100 >= terms.threshold_percent * sum(holdable) and sum(holdable) > 0
    full = terms.method is ProrationMethod.THRESHOLD and reached
    units = holdable if full else counted
    if terms.method is ProrationMethod.DAILY:
        planned = 2 * terms.days_a_month
        exact = Fraction(rate * sum(units), planned) if planned else Fraction(0)
    else:
        planned = max((part.month_planned for part in parts), default=0)
        exact = sum(
            (Fraction(rate * n, part.month_planned) for n, part in zip(units, parts, strict=True) if n), Fraction(0)
        )
    gross = round_francs(min(exact, Fraction(rate)), terms.rounding)
    return Allowance(sum(units), planned, sum(kept), reached, gross)


def keep_excused(parts: Sequence[Part], cap: int | None) -> list[int]:
    """Return, part by part, the excused half-days that count: at most `cap` over the whole month."""
    left = cap if cap is not None else sum(part.counts.excused for part in parts)
    kept: list[int] = []
    for part in parts:
        take = min(left, part.counts.excused)
        kept.append(take)
        left -= take
    return kept


def _attended(counts: Counts) -> int:
    return counts.present + counts.late + counts.not_held_paid


def check_days_a_month(days: int) -> tuple[Refusal, ...]:
    """Refuse a number of days that no month has."""
    return () if 1 <= days <= _LONGEST_MONTH else (refusal("claim.month_out_of_range", most=_LONGEST_MONTH),)
