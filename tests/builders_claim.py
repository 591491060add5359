"""A month of money for tests: November 2019 with a whole timetable, so that each figure can be checked by hand.

Timetable: Monday to Thursday two half-days, Friday the morning; Friday 15 is a holiday. From 1 to 30 November:
16 x 2 + 4 = 36 half-days (Fridays 1, 8, 22, 29).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from centre_desk.models.attendance import Roll
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.course import SessionSlot
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.certificate import CertificateEventKind, CertificateKind
from centre_desk.rules.course import HalfDay
from centre_desk.rules.exam import Decision, ExamState, Mention
from centre_desk.store.opening import Store
from tests.builders import BuiltCentre, build_centre, build_person, build_session, enrol, take_roll

MONTH = "2019-11"
HALF_DAYS = 36
DECEMBER = datetime(2019, 12, 2, 9, 0, tzinfo=UTC)
Exceptions = dict[tuple[date, HalfDay], dict[int, MarkValue]]


@dataclass(frozen=True, slots=True)
class BuiltMonth:
    """Numbers of what `build_month` made."""

    centre: BuiltCentre
    session_id: int
    people: tuple[int, ...]
    enrolments: dict[int, int]


def build_month(
    store: Store,
    people: int = 3,
    *,
    exceptions: Exceptions | None = None,
    skip: frozenset[tuple[date, HalfDay]] = frozenset(),
    keyed_by: int = 2,
    start: date = date(2019, 11, 1),
    rates_by: int = 1,
) -> BuiltMonth:
    """Insert a session of November 2019 with every roll taken (but `skip`), keyed by Kadia unless told."""
    centre = build_centre(store, by_id=rates_by)
    session = build_session(store, centre, start=start, end=date(2019, 11, 30), by_id=2)
    numbers = tuple(build_person(store, n, given=f"Moussa{n}", family="Traoré", by_id=2) for n in range(1, people + 1))
    enrolments = enrol(store, session, numbers, start=start, by_id=2)
    for day, half in slots_of(store, session):
        if (day, half) not in skip:
            take_roll(store, session, day, half, (exceptions or {}).get((day, half)), by_id=keyed_by)
    return BuiltMonth(centre, session, numbers, enrolments)


def slots_of(store: Store, session_id: int) -> list[tuple[date, HalfDay]]:
    """Return the planned half-days of a session."""
    query = select(SessionSlot.day, SessionSlot.half_day).where(SessionSlot.session_id == session_id)
    with store.read() as db:
        return [(day, half) for day, half in db.execute(query.order_by(SessionSlot.day, SessionSlot.half_day))]


def rolls_of(store: Store) -> int:
    """Count the rolls."""
    with store.read() as db:
        return len(list(db.scalars(select(Roll.id))))


def certify(
    store: Store, built: BuiltMonth, person_id: int, *, trade: str = "MACO", issued_on: date = date(2019, 12, 2)
) -> int:
    """Insert a passed exam result and its certificate for a person; return the certificate."""
    with store.begin() as db:
        exam = db.scalars(select(Exam).where(Exam.session_id == built.session_id)).first()
        if exam is None:
            exam = Exam(
                session_id=built.session_id, held_on=date(2019, 11, 29), state=ExamState.SETTLED,
                minutes_number="PV-2019-0001", settled_on=date(2019, 11, 29), by_id=2, at=DECEMBER,
            )  # fmt: skip
            db.add(exam)
            db.flush()
        result = ExamResult(
            exam_id=exam.id, enrolment_id=built.enrolments[person_id], person_id=person_id, average=1250,
            decision=Decision.PASSED, mention=Mention.FAIRLY_GOOD, by_id=2, at=DECEMBER,
        )  # fmt: skip
        db.add(result)
        db.flush()
        number = len(list(db.scalars(select(Certificate.id)))) + 1
        row = Certificate(
            number=f"C-{number}", year=issued_on.year, sequence=number, kind=CertificateKind.TRAINING,
            person_id=person_id, trade_id=built.centre.trades[trade], exam_result_id=result.id,
            issued_on=issued_on, facts="{}", check_code="", qr_text="", by_id=2, at=DECEMBER,
        )  # fmt: skip
        db.add(row)
        db.flush()
        return row.id


def cancel(store: Store, certificate_id: int, on: date = date(2019, 12, 3)) -> None:
    """Insert the cancelling of a certificate."""
    with store.begin() as db:
        db.add(
            CertificateEvent(
                certificate_id=certificate_id, kind=CertificateEventKind.CANCELLED, on_date=on, by_id=4, at=DECEMBER
            )
        )
