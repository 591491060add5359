"""Which marks a change of a session's half-days, or an end of an enrolment, would touch: listed before it happens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.models.course import CourseSession
from centre_desk.models.register import Person
from centre_desk.queries.course.changes import ChangePreview, preview_of, reach_length
from centre_desk.queries.register import list_name
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.changes import Change, NewDates, NewWeek
from centre_desk.rules.course.timetable import Half
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class TouchedMark:
    """A mark that a change takes away."""

    mark_id: int
    name: str
    day: date
    half_day: HalfDay
    value: MarkValue


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change of a session's half-days would do.

    `marks`: those that it takes away; `rolled`: half-days with a roll that would have to leave, and may not.
    """

    plan: ChangePreview
    marks: tuple[TouchedMark, ...]
    rolled: tuple[Half, ...]


def touched_by_change(store: Store, session_id: int, change: Change) -> Touched:
    """Return what a change of a session's half-days would touch, by day and name."""
    with store.read() as db:
        return read_touched(db, db.get_one(CourseSession, session_id), change)


def read_touched(db: Session, session: CourseSession, change: Change) -> Touched:
    """Return what a change would touch, inside an act."""
    rolled = rolled_halves(db, session.id)
    plan = preview_of(db, session, change, rolled)
    kept = tuple(half for half in plan.leaving if half in rolled)
    marks = _marks(db, AttendanceMark.session_id == session.id, {half.day for half in plan.leaving})
    going = frozenset(plan.leaving) - rolled
    return Touched(plan, tuple(mark for mark in marks if Half(mark.day, mark.half_day) in going), kept)


def change_reaching(
    store: Store, session_id: int, change: NewDates | NewWeek, *, half_days: int = 0, quarters: int = 0
) -> NewDates | NewWeek | None:
    """Return the change with the last day that gives a session a length; None when it is never reached."""
    with store.read() as db:
        session, rolled = db.get_one(CourseSession, session_id), rolled_halves(db, session_id)
        return reach_length(db, session, change, half_days=half_days, quarters=quarters, rolled=rolled)


def marks_after(store: Store, enrolment_id: int, last: date) -> tuple[TouchedMark, ...]:
    """Return the marks of an enrolment after a day, in order."""
    with store.read() as db:
        return read_marks_after(db, enrolment_id, last)


def read_marks_after(db: Session, enrolment_id: int, last: date) -> tuple[TouchedMark, ...]:
    """Return the marks of an enrolment after a day, inside an act."""
    mark = AttendanceMark
    return _marks(db, (mark.enrolment_id == enrolment_id) & (mark.day > last))


def _marks(
    db: Session, which: ColumnElement[bool], days: Collection[date] | None = None
) -> tuple[TouchedMark, ...]:
    mark = AttendanceMark
    query = (
        select(mark.id, Person.family_name, Person.given_names, mark.day, mark.half_day, mark.value)
        .join(Person, Person.id == mark.person_id)
        .where(which)
        .order_by(mark.day, mark.half_day, Person.family_name, Person.given_names, mark.id)
    )
    if days is not None:
        query = query.where(mark.day.in_(days))
    rows = db.execute(query)
    return tuple(TouchedMark(row[0], list_name(row[1], row[2]), *row[3:]) for row in rows)


def rolled_halves(db: Session, session_id: int) -> frozenset[Half]:
    """Return the half-days of a session that have a roll."""
    query = select(Roll.day, Roll.half_day).where(Roll.session_id == session_id)
    return frozenset(Half(*row) for row in db.execute(query))
