"""The children of the people in training, as the secretary looks after their day care in a month."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from centre_desk.models.centre import DayCareProvider
from centre_desk.models.claim import DayCareInvoice, DayCarePlacement
from centre_desk.models.course import Enrolment
from centre_desk.models.register import Dependant, Person
from centre_desk.queries.attendance import attended_days
from centre_desk.queries.register import list_name
from centre_desk.rules.dates import first_day, last_day
from centre_desk.rules.register import Kinship
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child, its parent, where it is placed now, what was invoiced, and the parent's days in the month."""

    id: int
    name: str
    birth: str
    parent_id: int
    parent: str
    placement_id: int | None
    provider_id: int | None
    provider: str
    start: date | None
    end: date | None
    invoiced: int | None
    invoice: str
    attended: int


def child_rows(store: Store, month: str) -> list[ChildRow]:
    """Return the children of everyone enrolled in a month, by parent and name."""
    first, last = first_day(month), last_day(month)
    here = select(Enrolment.person_id).where(
        Enrolment.start <= last, or_(Enrolment.end_on.is_(None), Enrolment.end_on >= first)
    )
    query = (
        select(Dependant, Person.family_name, Person.given_names)
        .join(Person, Person.id == Dependant.person_id)
        .where(Dependant.kinship == Kinship.CHILD, Dependant.ended_on.is_(None), Dependant.person_id.in_(here))
    )
    placed = select(DayCarePlacement, DayCareProvider.name).join(
        DayCareProvider, DayCareProvider.id == DayCarePlacement.provider_id
    )
    invoiced = select(DayCareInvoice).where(DayCareInvoice.month == month)
    with store.read() as db:
        placements = {
            row.dependant_id: (row, name)
            for row, name in db.execute(placed.where(DayCarePlacement.start <= last).order_by(DayCarePlacement.start))
        }
        invoices = {row.dependant_id: row for row in db.scalars(invoiced)}
        children = [(child, list_name(family, given)) for child, family, given in db.execute(query)]
        days = attended_days(db, sorted({child.person_id for child, _ in children}), month)
        rows = [
            _row(child, parent, placements.get(child.id), invoices.get(child.id), len(days[child.person_id]))
            for child, parent in children
        ]
    return sorted(rows, key=lambda row: (row.parent, row.name, row.id))


def _row(
    child: Dependant,
    parent: str,
    placed: tuple[DayCarePlacement, str] | None,
    invoice: DayCareInvoice | None,
    attended: int,
) -> ChildRow:
    placement, provider = placed or (None, "")
    return ChildRow(
        child.id,
        child.name,
        child.birth_date.isoformat() if child.birth_date else str(child.birth_year or ""),
        child.person_id,
        parent,
        placement.id if placement else None,
        placement.provider_id if placement else None,
        provider,
        placement.start if placement else None,
        placement.end_on if placement else None,
        invoice.days if invoice else None,
        invoice.number if invoice else "",
        attended,
    )
