"""Day care and training fees: which days of a child, which child, which trainee, each claimed once.

Facts: IOM covers day care so that a parent can attend; claimed days never exceed the parent's days; under 7 at
course start by default. The fee of a trainee falls due in the month of the first half-day attended (not at
enrolment, so that nobody who never came is claimed; not at the end, so that the centre is paid for drop-outs).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from centre_desk.rules.dates import month_of
from centre_desk.rules.money import Rounding, round_francs
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register.birth import Birth


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; no end: still."""

    start: date
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the span."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Span") -> bool:
        """Tell whether two spans share a day."""
        return (self.end is None or other.start <= self.end) and (other.end is None or self.start <= other.end)


@dataclass(frozen=True, slots=True)
class DayCare:
    """A child's month: `days` kept of the `attended` ones, and what they cost."""

    attended: int
    days: int
    gross: int


def compute_day_care(
    parent_days: Iterable[date], placed: Iterable[Span], invoiced: int | None, rate: int, rounding: Rounding
) -> DayCare:
    """Return the days on which the parent attended and the child was placed, at most those invoiced, x rate."""
    spans = tuple(placed)
    attended = sum(1 for day in set(parent_days) if any(span.holds(day) for span in spans))
    days = attended if invoiced is None else min(attended, invoiced)
    return DayCare(attended, days, round_francs(Fraction(rate * days), rounding))


def is_under_age(birth: Birth | None, course_start: date, limit: int) -> bool:
    """Tell whether a child is under the age limit at course start; a year alone counts in the child's favour.

    Without any birth the child cannot be claimed: an auditor could not check it.
    """
    return birth is not None and not birth.is_after(course_start) and birth.youngest_on(course_start) < limit


def check_placement(wanted: Span, others: Iterable[Span]) -> tuple[Refusal, ...]:
    """Refuse a placement that ends before it starts, or gives a child two day-care centres on one day."""
    if wanted.end is not None and wanted.end < wanted.start:
        return (refusal("claim.placement_backwards", start=wanted.start.isoformat(), end=wanted.end.isoformat()),)
    taken = [other for other in others if other.overlaps(wanted)]
    return tuple(refusal("claim.placed_twice", start=other.start.isoformat()) for other in taken[:1])


def is_fee_due(first_attended: date | None, month: str) -> bool:
    """Tell whether the training fee falls due in a month: that of the first half-day present or late."""
    return first_attended is not None and month_of(first_attended) == month
