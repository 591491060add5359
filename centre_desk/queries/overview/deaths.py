"""A death that is recorded, and what it stops or has stopped: what the two forms say before the act happens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Offer, OutgoingReferral, SkillsTest
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.referral import Referral
from centre_desk.models.register import Death, DeathStop
from centre_desk.queries.course.reading import can_go_on
from centre_desk.rules.assessment import OPEN_STATES, OfferAnswer
from centre_desk.rules.assessment.letter import OPEN_LETTERS
from centre_desk.rules.overview import EventKind
from centre_desk.rules.referral import ReferralState
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class StoppedRow:
    """Something that ends with a death. `goes_on`: taking the death back lets it go on."""

    kind: EventKind
    words: tuple[Enum, ...]
    detail: str
    goes_on: bool = True


@dataclass(frozen=True, slots=True)
class DeathSheet:
    """A death in force."""

    died_on: date
    told_by: str
    document: str
    note: str
    stopped: tuple[StoppedRow, ...]


def death_sheet(store: Store, person_id: int) -> DeathSheet | None:
    """Return the death of a person that is in force, with all that it stopped."""
    with store.read() as db:
        death = db.scalars(select(Death).where(Death.person_id == person_id, Death.undone_at.is_(None))).first()
        if death is None:
            return None
        stops = db.execute(
            select(DeathStop.table_name, DeathStop.row_id)
            .where(DeathStop.death_id == death.id)
            .order_by(DeathStop.id)
        )
        rows = tuple(row for table, number in stops for row in _described(db, table, [number]))
        return DeathSheet(death.died_on, death.told_by, death.document, death.note, rows)


def stopped_by_death(store: Store, person_id: int) -> list[StoppedRow]:
    """Return what runs or waits for a person, and would end with a death."""
    states = WAITING_STATES | {ReferralState.ASSIGNED}
    open_rows = (
        (Enrolment, Enrolment.end_on.is_(None)),
        (SkillsTest, SkillsTest.state.in_(OPEN_STATES)),
        (Offer, Offer.answer == OfferAnswer.PENDING),
        (OutgoingReferral, OutgoingReferral.state.in_(OPEN_LETTERS)),
        (Referral, Referral.state.in_(states)),
    )
    found: list[StoppedRow] = []
    with store.read() as db:
        for table, is_open in open_rows:
            numbers = list(db.scalars(select(table.id).where(table.person_id == person_id, is_open)))
            found += _described(db, table.__tablename__, numbers)
    return found


def _described(db: Session, table: str, numbers: Iterable[int]) -> list[StoppedRow]:
    rows: list[StoppedRow] = []
    for number in numbers:
        if table == Enrolment.__tablename__:
            enrolment = db.get_one(Enrolment, number)
            session = db.get_one(CourseSession, enrolment.session_id)
            rows.append(StoppedRow(EventKind.ENROLMENT, (), session.name, can_go_on(db, enrolment)))
        elif table == SkillsTest.__tablename__:
            test = db.get_one(SkillsTest, number)
            rows.append(StoppedRow(EventKind.TEST, (test.kind,), test.number))
        elif table == Offer.__tablename__:
            rows.append(StoppedRow(EventKind.OFFER, (db.get_one(Offer, number).kind,), ""))
        elif table == OutgoingReferral.__tablename__:
            letter = db.get_one(OutgoingReferral, number)
            rows.append(StoppedRow(EventKind.LETTER, (), f"{letter.number} · {letter.centre}"))
        elif table == Referral.__tablename__:
            rows.append(StoppedRow(EventKind.REFERRAL, (db.get_one(Referral, number).route,), ""))
    return rows
