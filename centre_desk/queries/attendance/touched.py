"""Which marks a change of a session's dates would touch: listed before it happens."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.models.course import CourseSession
from centre_desk.models.register import Person
from centre_desk.queries.centre import days_off
from centre_desk.queries.course.reading import patterns_of
from centre_desk.queries.register import list_name
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.timetable import Half, plan_slots
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class TouchedMark:
    """A mark on a half-day that the new dates leave out. `rolled`: its half-day has a roll, and so must stay."""

    mark_id: int
    name: str
    day: date
    half_day: HalfDay
    value: MarkValue
    rolled: bool


def marks_touched(store: Store, session_id: int, start: date, end_on: date) -> list[TouchedMark]:
    """Return the marks that new dates of a session would touch, by day and name."""
    with store.read() as db:
        return read_touched(db, session_id, start, end_on)


def read_touched(db: Session, session_id: int, start: date, end_on: date) -> list[TouchedMark]:
    """Return the marks that new dates would touch, inside an act."""
    session = db.get_one(CourseSession, session_id)
    planned = frozenset(plan_slots(patterns_of(db, session), start, end_on, days_off(db, start, end_on)))
    rolled = rolled_halves(db, session_id)
    mark = AttendanceMark
    rows = db.execute(
        select(mark.id, Person.family_name, Person.given_names, mark.day, mark.half_day, mark.value)
        .join(Person, Person.id == mark.person_id)
        .where(mark.session_id == session_id)
        .order_by(mark.day, mark.half_day, Person.family_name, Person.given_names)
    )
    return [
        TouchedMark(number, list_name(family, given), day, half, value, Half(day, half) in rolled)
        for number, family, given, day, half, value in rows
        if not start <= day <= end_on or (Half(day, half) not in planned and Half(day, half) not in rolled)
    ]


def rolled_halves(db: Session, session_id: int) -> frozenset[Half]:
    """Return the half-days of a session that have a roll."""
    query = select(Roll.day, Roll.half_day).where(Roll.session_id == session_id)
    return frozenset(Half(*row) for row in db.execute(query))
