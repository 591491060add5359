"""Attendance in figures: of a month by enrolment, of a person, of a session, and the days somebody came.

Always from enrolments x planned half-days. The month is read as over: what nobody entered is not entered.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.queries.attendance.reading import (
    EVER,
    Days,
    Terms,
    enrolled_by_session,
    marks_by_enrolment,
    planned_half_days,
    terms_by_session,
)
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.alerts import can_reach
from centre_desk.rules.attendance.figures import (
    Figures,
    PlannedHalfDay,
    When,
    compute_figures,
    days_attended,
    sum_figures,
)
from centre_desk.rules.attendance.roll import Enrolled
from centre_desk.rules.dates import first_day, last_day
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class AttendanceOfMonth:
    """The half-days of one enrolment in one month. `month_planned`: what the session plans in the whole month."""

    person_id: int
    enrolment_id: int
    session_id: int
    register_number: int
    start: date
    end: date | None
    month_planned: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class PersonAttendance:
    """The half-days of one enrolment from its first to its last, and whether the threshold is within reach."""

    person_id: int
    enrolment_id: int
    session_id: int
    session: str
    register_number: int
    name: str
    figures: Figures
    threshold_percent: int
    within_reach: bool


@dataclass(frozen=True, slots=True)
class SessionAttendance:
    """A session: its people, their sum, and its half-days by what became of them."""

    people: tuple[PersonAttendance, ...]
    total: Figures
    planned: int
    validated: int
    not_held: int
    to_enter: int


def month_days_of(month: str) -> Days:
    """Return the first and the last day of a month."""
    return first_day(month), last_day(month)


def attendance_of_month(db: Session, month: str) -> list[AttendanceOfMonth]:
    """Return the month of every enrolment that has a planned half-day in it, by session and register number."""
    days = month_days_of(month)
    planned = planned_half_days(db, days)
    enrolled = enrolled_by_session(db, days, sessions=planned)
    marks, terms = marks_by_enrolment(db, days, planned), terms_by_session(db, planned)
    after = days[1] + timedelta(days=1)
    found = []
    for session_id, half_days in planned.items():
        for one in enrolled.get(session_id, ()):
            own = marks.get(one.enrolment_id, {})
            figures = compute_figures(half_days, one.stay, own, after, terms[session_id].excused_cap)
            if figures.planned:
                found.append(_of_month(one, session_id, len(half_days), figures))
    return found


def _of_month(one: Enrolled, session_id: int, month_planned: int, figures: Figures) -> AttendanceOfMonth:
    return AttendanceOfMonth(
        person_id=one.person_id,
        enrolment_id=one.enrolment_id,
        session_id=session_id,
        register_number=one.number,
        start=one.stay.start,
        end=one.stay.end,
        month_planned=month_planned,
        figures=figures,
    )


def month_figures(store: Store, month: str) -> list[AttendanceOfMonth]:
    """Return `attendance_of_month` from a look of its own."""
    with store.read() as db:
        return attendance_of_month(db, month)


def attended_days(db: Session, people: Collection[int], month: str) -> dict[int, tuple[date, ...]]:
    """Return, for each person, the days of a month on which they were there for at least one half-day."""
    days = month_days_of(month)
    mark = AttendanceMark
    query = (
        select(mark.person_id, mark.day, mark.half_day, mark.value)
        .where(mark.person_id.in_(people), mark.day.between(*days))
        .where(mark.value.in_((MarkValue.PRESENT, MarkValue.LATE)))
    )
    marks: dict[int, dict[When, MarkValue]] = {person: {} for person in people}
    for person, day, half_day, value in db.execute(query):
        marks[person][day, half_day] = value
    return {person: days_attended(own) for person, own in marks.items()}


def session_figures(store: Store, session_id: int, today: date) -> SessionAttendance:
    """Return a session's figures from its first to its last half-day."""
    with store.read() as db:
        return session_attendance(db, session_id, today)


@dataclass(frozen=True, slots=True)
class SessionRead:
    """What every figure of a session is counted from: its half-days, everybody ever enrolled, marks by enrolment."""

    half_days: list[PlannedHalfDay]
    enrolled: list[Enrolled]
    marks: dict[int, dict[When, MarkValue]]
    terms: Terms


def read_session(db: Session, session_id: int) -> SessionRead:
    """Read a session from its first to its last half-day."""
    return SessionRead(
        planned_half_days(db, EVER, [session_id]).get(session_id, []),
        enrolled_by_session(db, sessions=[session_id]).get(session_id, []),
        marks_by_enrolment(db, EVER, [session_id]),
        terms_by_session(db, [session_id])[session_id],
    )


def session_attendance(db: Session, session_id: int, today: date) -> SessionAttendance:
    """Return a session's figures, inside a look or an act."""
    read = read_session(db, session_id)
    half_days = read.half_days
    people = _people(db, session_id, read, today)
    validated = sum(half.validated for half in half_days)
    not_held = sum(half.not_held for half in half_days)
    to_enter = sum(half.day <= today for half in half_days if not half.not_held and not half.validated)
    total = sum_figures(person.figures for person in people)
    return SessionAttendance(people, total, len(half_days), validated, not_held, to_enter)


def person_figures(store: Store, person_id: int, today: date) -> list[PersonAttendance]:
    """Return the figures of each enrolment of a person, the latest first."""
    with store.read() as db:
        enrolments = select(Enrolment.session_id).where(Enrolment.person_id == person_id)
        sessions = list(db.scalars(enrolments.order_by(Enrolment.start.desc())))
        found: list[PersonAttendance] = []
        for session_id in dict.fromkeys(sessions):
            read = read_session(db, session_id)
            own = [one for one in read.enrolled if one.person_id == person_id]
            found += _people(db, session_id, replace(read, enrolled=own), today)
        return found


def _people(db: Session, session_id: int, read: SessionRead, today: date) -> tuple[PersonAttendance, ...]:
    terms = read.terms
    name = db.scalars(select(CourseSession.name).where(CourseSession.id == session_id)).one()
    found = []
    for one in read.enrolled:
        own = read.marks.get(one.enrolment_id, {})
        figures = compute_figures(read.half_days, one.stay, own, today, terms.excused_cap)
        found.append(
            PersonAttendance(
                person_id=one.person_id,
                enrolment_id=one.enrolment_id,
                session_id=session_id,
                session=name,
                register_number=one.number,
                name=one.name,
                figures=figures,
                threshold_percent=terms.threshold_percent,
                within_reach=can_reach(figures, terms.threshold_percent),
            )
        )
    return tuple(found)
