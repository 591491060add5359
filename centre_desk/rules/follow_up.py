"""What becomes of a person after success: when visits are due, and what they found.

Facts: visits check whether a business is profitable (source); how long after is unconfirmed, so a setting.
"""

import itertools
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from centre_desk.rules.refusal import Refusal, refusal

MONTHS_AFTER = (3, 6, 12)
LAST_MONTH = 60


class Outcome(StrEnum):
    """What the visit found."""

    OWN_BUSINESS = "own_business"
    EMPLOYED = "employed"
    INTERNSHIP = "internship"
    SEEKING = "seeking"
    NOT_REACHED = "not_reached"
    MOVED = "moved"
    OTHER = "other"


def add_months(day: date, months: int) -> date:
    """Return the same day some months later; the last of the month where that has fewer days."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def visits_due(start: date, outcomes: Iterable[Outcome], months: Sequence[int] = MONTHS_AFTER) -> tuple[date, ...]:
    """Return the days on which visits are still due after `start` (the kit, else the certificate).

    Each visit that reached the person answers the earliest due one; somebody not reached stays due.
    """
    made = sum(1 for outcome in outcomes if outcome is not Outcome.NOT_REACHED)
    return tuple(add_months(start, number) for number in sorted(months)[made:])


def check_visit(visited_on: date, start: date, today: date) -> tuple[Refusal, ...]:
    """Refuse a visit before the person was certified, or still to come."""
    if visited_on > today:
        return (refusal("follow_up.in_future"),)
    if visited_on < start:
        return (refusal("follow_up.before_start", start=start.isoformat()),)
    return ()


def check_months(months: Sequence[int]) -> tuple[Refusal, ...]:
    """Refuse visits that are not at least one, each later than the one before, within five years."""
    rising = all(first < second for first, second in itertools.pairwise(months))
    fits = bool(months) and months[0] >= 1 and months[-1] <= LAST_MONTH and rising
    return () if fits else (refusal("follow_up.months_wrong", most=LAST_MONTH),)
