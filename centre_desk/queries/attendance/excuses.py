"""The reasons known for the people of a session, with what proves them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import Excuse
from centre_desk.models.course import Enrolment
from centre_desk.models.desk import User
from centre_desk.models.register import Person
from centre_desk.queries.desk import scan_counts
from centre_desk.queries.register import list_name
from centre_desk.rules.attendance import ExcuseReason
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class ExcuseRow:
    """A reason from a day to a day; `document` in words, `scans`: how many are kept. Withdrawn, it holds no more."""

    id: int
    person_id: int
    number: int
    name: str
    first_day: date
    last_day: date
    reason: ExcuseReason
    document: str
    typist: str
    withdrawn_at: datetime | None
    scans: int


def excuse_rows(store: Store, session_id: int) -> list[ExcuseRow]:
    """Return the reasons that touch the enrolments of a session, the latest days first."""
    with store.read() as db:
        return _rows(db, session_id)


def _rows(db: Session, session_id: int) -> list[ExcuseRow]:
    query = (
        select(Excuse, Enrolment.register_number, Person.family_name, Person.given_names, User.name)
        .join(Enrolment, Enrolment.person_id == Excuse.person_id)
        .join(Person, Person.id == Excuse.person_id)
        .join(User, User.id == Excuse.by_id)
        .where(Enrolment.session_id == session_id, Enrolment.start <= Excuse.last_day)
        .where(or_(Enrolment.end_on.is_(None), Enrolment.end_on >= Excuse.first_day))
        .order_by(Excuse.first_day.desc(), Enrolment.register_number, Excuse.id)
    )
    rows = db.execute(query).all()
    scans = scan_counts(db, "excuse", [excuse.id for excuse, *_ in rows])
    return [
        ExcuseRow(
            excuse.id,
            excuse.person_id,
            number,
            list_name(family, given),
            excuse.first_day,
            excuse.last_day,
            excuse.reason,
            excuse.document,
            typist,
            excuse.withdrawn_at,
            scans.get(excuse.id, 0),
        )
        for excuse, number, family, given, typist in rows
    ]
