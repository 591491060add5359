"""The rows that every figure of attendance is made from: planned half-days, enrolments, marks, of some days.

Core selects on the ranges that are asked for; marks are read by session, which is how they are indexed.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import String, and_, or_, select, type_coerce
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.models.centre import Agreement
from centre_desk.models.course import CourseSession, Enrolment, SessionSlot
from centre_desk.models.register import Person
from centre_desk.queries.course.people import named
from centre_desk.queries.register import died_before, list_name
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.figures import PlannedHalfDay, Stay, When
from centre_desk.rules.attendance.roll import Enrolled
from centre_desk.rules.course import HalfDay, SessionState, SlotState
from centre_desk.rules.course.enrolment import second_keys

Days = tuple[date, date]
EVER: Days = (date.min, date.max)
_MARKS = {mark.value: mark for mark in MarkValue}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the agreement of a session says about attendance."""

    excused_cap: int | None
    threshold_percent: int


def planned_half_days(
    db: Session, days: Days, sessions: Collection[int] | None = None
) -> dict[int, list[PlannedHalfDay]]:
    """Return the half-days still planned of sessions that were not cancelled, in order, by session."""
    query = (
        select(SessionSlot.session_id, SessionSlot.day, SessionSlot.half_day, Roll.state, Roll.paid)
        .join(CourseSession, CourseSession.id == SessionSlot.session_id)
        .outerjoin(Roll, Roll.slot_id == SessionSlot.id)
        .where(SessionSlot.day.between(*days), SessionSlot.state == SlotState.PLANNED)
        .where(CourseSession.state != SessionState.CANCELLED)
        .order_by(SessionSlot.session_id, SessionSlot.day, SessionSlot.half_day)
    )
    if sessions is not None:
        query = query.where(SessionSlot.session_id.in_(sessions))
    found: dict[int, list[PlannedHalfDay]] = {}
    for session_id, day, half_day, roll, paid in db.execute(query):
        found.setdefault(session_id, []).append(PlannedHalfDay(day, half_day, roll, paid))
    return found


def enrolled_by_session(
    db: Session, days: Days = EVER, *, sessions: Collection[int] | None = None, people: Collection[int] | None = None
) -> dict[int, list[Enrolled]]:
    """Return who is enrolled at some time of the days, by session, in the order of register numbers."""
    query = (
        select(
            Enrolment.session_id,
            Enrolment.id,
            Enrolment.person_id,
            Enrolment.register_number,
            Person.family_name,
            Person.given_names,
            Enrolment.start,
            Enrolment.end_on,
        )
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.start <= days[1], or_(Enrolment.end_on.is_(None), Enrolment.end_on >= days[0]))
        .where(~died_before(Enrolment.person_id, Enrolment.start))
        .order_by(Enrolment.session_id, Enrolment.register_number)
    )
    if sessions is not None:
        query = query.where(Enrolment.session_id.in_(sessions))
    if people is not None:
        query = query.where(Enrolment.person_id.in_(people))
    found: dict[int, list[Enrolled]] = {}
    for session_id, enrolment_id, person_id, number, family, given, start, end in db.execute(query):
        one = Enrolled(enrolment_id, person_id, number, list_name(family, given), Stay(start, end))
        found.setdefault(session_id, []).append(one)
    return found


def keys_of_session(db: Session, session_id: int) -> dict[int, str]:
    """Return what tells people of one name in a session apart, by person; nobody else is named."""
    query = select(Person).join(Enrolment, Enrolment.person_id == Person.id).where(Enrolment.session_id == session_id)
    return dict(second_keys(named(person) for person in db.scalars(query)))


def marks_by_enrolment(db: Session, days: Days, sessions: Collection[int]) -> dict[int, dict[When, MarkValue]]:
    """Return the marks of sessions in some days, by enrolment."""
    mark = AttendanceMark
    plain = [type_coerce(column, String) for column in (mark.day, mark.half_day, mark.value)]
    query = select(mark.enrolment_id, plain[0], plain[1], plain[2]).where(
        and_(mark.session_id.in_(sessions), mark.day.between(*days))
    )
    whens: dict[tuple[str, str], When] = {}  # each day is read once, not once a person: sessions have many marks
    found: dict[int, dict[When, MarkValue]] = {}
    for enrolment_id, day, half_day, value in db.execute(query):
        when = whens.get((day, half_day))
        if when is None:
            when = whens[day, half_day] = (date.fromisoformat(day), HalfDay(half_day))
        own = found.get(enrolment_id)
        if own is None:
            own = found[enrolment_id] = {}
        own[when] = _MARKS[value]
    return found


def terms_by_session(db: Session, sessions: Collection[int]) -> Mapping[int, Terms]:
    """Return cap and threshold of the agreements of sessions."""
    query = (
        select(CourseSession.id, Agreement.excused_cap, Agreement.threshold_percent)
        .join(Agreement, Agreement.id == CourseSession.agreement_id)
        .where(CourseSession.id.in_(sessions))
    )
    return {number: Terms(cap, threshold) for number, cap, threshold in db.execute(query)}
