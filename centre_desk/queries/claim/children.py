"""The day-care lines of a month: the days on which the parent attended and the child was placed, x the rate.

Facts: placements, the provider's invoice, the parent's marks, the child's birth against the agreement's limit.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from centre_desk.models.claim import DayCareInvoice, DayCarePlacement
from centre_desk.models.register import Dependant
from centre_desk.queries.attendance import attended_days
from centre_desk.queries.claim.due import DueLine, MonthFacts, as_basis
from centre_desk.rules.centre import RateKind
from centre_desk.rules.claim import LineFlag, LineKind
from centre_desk.rules.claim.day_care import DayCare, Span, compute_day_care, is_under_age
from centre_desk.rules.dates import first_day, last_day
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register import Kinship
from centre_desk.rules.register.birth import Birth


@dataclass(frozen=True, slots=True)
class Invoice:
    """What a provider invoiced for a child."""

    provider_id: int
    number: str
    days: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A child with its placements of the month (provider, days), the last one last."""

    dependant_id: int
    person_id: int
    birth: Birth | None
    spans: tuple[tuple[int, Span], ...]
    invoice: Invoice | None

    @property
    def provider_id(self) -> int:
        """The day-care centre of the month: that of the invoice, else the last one."""
        return self.invoice.provider_id if self.invoice else self.spans[-1][0]

    @property
    def own_spans(self) -> tuple[Span, ...]:
        """The days at that centre: no provider is paid for another's days."""
        return tuple(span for provider, span in self.spans if provider == self.provider_id)


def day_care_lines(facts: MonthFacts) -> Iterator[DueLine]:
    """Return a line for each child placed in the month whose parent attended, or that was invoiced."""
    children = placed_children(facts.db, facts.month)
    days = attended_days(facts.db, sorted({child.person_id for child in children}), facts.month)
    for child in children:
        rows = facts.presence.get(child.person_id)
        rate = facts.rate(RateKind.DAY_CARE, _rate_day(child, facts.month))
        if not rows or rate is None:
            continue
        course = facts.courses[rows[0].session_id]
        invoiced = child.invoice.days if child.invoice else None
        found = compute_day_care(days[child.person_id], child.own_spans, invoiced, rate, course.terms.rounding)
        if found.attended or invoiced:
            under = is_under_age(child.birth, course.start, course.child_age_limit)
            late = None if under else LineFlag.OVER_AGE
            yield _line(child, found, rate, course.id, facts.withheld(child.person_id) or late)


def _line(child: Placed, found: DayCare, rate: int, session_id: int, withheld: LineFlag | None) -> DueLine:
    basis = {
        "attended": found.attended,
        "invoiced": child.invoice.days if child.invoice else None,
        "invoice": child.invoice.number if child.invoice else "",
        "days": found.days,
    }
    return DueLine(
        LineKind.DAY_CARE,
        child.person_id,
        found.days,
        found.attended,
        rate,
        found.gross,
        as_basis(basis),
        session_id=session_id,
        dependant_id=child.dependant_id,
        provider_id=child.provider_id,
        withheld=withheld,
    )


def missing_day_care_rate(facts: MonthFacts) -> Iterator[Refusal]:
    """Name the day for which no day-care rate is set, where a child is placed."""
    days = [_rate_day(child, facts.month) for child in placed_children(facts.db, facts.month)]
    lacking = [day for day in days if facts.rate(RateKind.DAY_CARE, day) is None]
    if lacking:
        yield refusal("claim.no_day_care_rate", day=min(lacking).isoformat())


def placed_children(db: Session, month: str) -> list[Placed]:
    """Return the children who were placed at a day-care centre in a month."""
    spans, people = defaultdict(list), {}
    query = (
        select(DayCarePlacement, Dependant)
        .join(Dependant, Dependant.id == DayCarePlacement.dependant_id)
        .where(
            Dependant.kinship == Kinship.CHILD,
            DayCarePlacement.start <= last_day(month),
            or_(DayCarePlacement.end_on.is_(None), DayCarePlacement.end_on >= first_day(month)),
        )
        .order_by(Dependant.person_id, Dependant.id, DayCarePlacement.start)
    )
    for placement, child in db.execute(query):
        people[child.id] = child
        spans[child.id].append((placement.provider_id, Span(placement.start, placement.end_on)))
    invoices = _invoices(db, month)
    return [
        Placed(number, child.person_id, birth_of_child(child), tuple(spans[number]), invoices.get(number))
        for number, child in people.items()
    ]


def birth_of_child(child: Dependant) -> Birth | None:
    """Return when a child was born, as far as it is known."""
    if child.birth_date is not None:
        return Birth(child.birth_date.year, child.birth_date)
    return None if child.birth_year is None else Birth(child.birth_year)


def _invoices(db: Session, month: str) -> dict[int, Invoice]:
    query = select(
        DayCareInvoice.dependant_id, DayCareInvoice.provider_id, DayCareInvoice.number, DayCareInvoice.days
    ).where(DayCareInvoice.month == month)
    return {child: Invoice(provider, number, days) for child, provider, number, days in db.execute(query)}


def _rate_day(child: Placed, month: str) -> date:
    return max(first_day(month), child.own_spans[0].start if child.own_spans else first_day(month))
