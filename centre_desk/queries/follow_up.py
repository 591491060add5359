"""Reads of the follow-up: visits due and made, person by person, from the kit or else the certificate."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.register import Person
from centre_desk.queries.desk import setting
from centre_desk.queries.kit import KitRow, read_kits
from centre_desk.queries.register import deceased
from centre_desk.rules.follow_up import MONTHS_AFTER, Outcome, visits_due
from centre_desk.rules.kit import KitReason
from centre_desk.store.opening import Store

MONTHS_SETTING = "follow_up.months"


@dataclass(frozen=True, slots=True)
class DueVisit:
    """A visit that is due: the earliest one of a person."""

    person_id: int
    name: str
    case_number: str
    phone: str
    trade: str
    due_on: date
    made: int
    start: date

    @property
    def id(self) -> int:
        """What a list tells the row by."""
        return self.person_id


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit that was made."""

    id: int
    person_id: int
    name: str
    case_number: str
    trade: str
    due_on: date
    visited_on: date
    visitor: str
    outcome: Outcome
    profitable: bool | None
    needs: str


def due_visit_rows(store: Store, until: date) -> list[DueVisit]:
    """Return the visits due up to a day, the longest due first."""
    with store.read() as db:
        return [visit for visit in read_due_visits(db) if visit.due_on <= until]


def read_due_visits(db: Session, person_id: int | None = None) -> list[DueVisit]:
    """Return the next visit of everyone who is followed, by day; no family is called after a death."""
    months = tuple(int(number) for number in setting(db, MONTHS_SETTING, list(MONTHS_AFTER)))
    made = _outcomes(db)
    kits = [(row, start) for row in read_kits(db, person_id=person_id) if (start := followed_from(row)) is not None]
    gone = deceased(db, [row.person_id for row, _ in kits])
    kits = [(row, start) for row, start in kits if row.person_id not in gone]
    people = select(Person.id, Person.phone).where(Person.id.in_([row.person_id for row, _ in kits]))
    phones = dict(db.execute(people).all())
    found: list[DueVisit] = []
    for row, start in kits:
        outcomes = made.get(row.person_id, [])
        for due_on in visits_due(start, outcomes, months)[:1]:
            found.append(
                DueVisit(
                    row.person_id,
                    row.name,
                    row.case_number,
                    phones.get(row.person_id, ""),
                    row.trade,
                    due_on,
                    len(outcomes),
                    start,
                )
            )
    return sorted(found, key=lambda visit: (visit.due_on, visit.name, visit.person_id))


def followed_from(row: KitRow) -> date | None:
    """Return the day from which a person is followed: the kit's, else the certificate's while it holds."""
    if row.handed_on is not None:
        return row.handed_on
    return None if row.reason in (KitReason.CANCELLED, KitReason.NO_CERTIFICATE) else row.issued_on


def visit_rows(store: Store, limit: int = 500) -> list[VisitRow]:
    """Return the visits made, the newest first."""
    with store.read() as db:
        kits = {row.person_id: row for row in read_kits(db)}
        query = (
            select(FollowUpVisit)
            .where(FollowUpVisit.visited_on.is_not(None))
            .order_by(FollowUpVisit.visited_on.desc(), FollowUpVisit.id.desc())
            .limit(limit)
        )
        return [_visit_row(row, kits[row.person_id]) for row in db.scalars(query) if row.person_id in kits]


def _visit_row(row: FollowUpVisit, kit: KitRow) -> VisitRow:
    return VisitRow(
        row.id,
        row.person_id,
        kit.name,
        kit.case_number,
        kit.trade,
        row.due_on,
        row.visited_on or row.due_on,
        row.visitor,
        row.outcome or Outcome.OTHER,
        row.profitable,
        row.needs,
    )


def _outcomes(db: Session) -> dict[int, list[Outcome]]:
    query = select(FollowUpVisit.person_id, FollowUpVisit.outcome).where(FollowUpVisit.outcome.is_not(None))
    found: dict[int, list[Outcome]] = defaultdict(list)
    for person, outcome in db.execute(query.order_by(FollowUpVisit.visited_on, FollowUpVisit.id)):
        if outcome is not None:
            found[person].append(outcome)
    return found
