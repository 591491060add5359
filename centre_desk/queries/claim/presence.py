"""The half-days of a month as money counts them: per person and session, and what a whole month would have.

Facts: attendance from its own room; the timetable's weekly half-days and the holidays for the days on which the
session did not run yet or any more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Roll
from centre_desk.models.course import CourseSession, SessionPattern
from centre_desk.queries.attendance import AttendanceOfMonth, attendance_of_month
from centre_desk.queries.centre.terms import days_off
from centre_desk.rules.attendance import SIGNED, RollState
from centre_desk.rules.centre import HolidaySpan
from centre_desk.rules.claim.allowance import Counts
from centre_desk.rules.course import HalfDay
from centre_desk.rules.dates import days_between, first_day, last_day

_OFF = {
    HolidaySpan.DAY: frozenset(HalfDay),
    HolidaySpan.MORNING: frozenset({HalfDay.MORNING}),
    HolidaySpan.AFTERNOON: frozenset({HalfDay.AFTERNOON}),
}


@dataclass(frozen=True, slots=True)
class Presence:
    """A person's half-days in one enrolment and month; `month_planned`: those of the session in the month."""

    person_id: int
    enrolment_id: int
    session_id: int
    month_planned: int
    counts: Counts


def presence_of(db: Session, month: str) -> list[Presence]:
    """Return the half-days of everyone enrolled in a month, by person and enrolment."""
    rows = (
        Presence(row.person_id, row.enrolment_id, row.session_id, row.month_planned, _counts(row))
        for row in attendance_of_month(db, month)
    )
    return sorted(rows, key=lambda row: (row.person_id, row.enrolment_id))


def _counts(row: AttendanceOfMonth) -> Counts:
    figures = row.figures
    return Counts(
        planned=figures.planned,
        present=figures.present,
        late=figures.late,
        excused=figures.excused,
        absent=figures.absent,
        not_entered=figures.not_entered,
        not_held_paid=figures.not_held_paid,
        not_held_unpaid=figures.not_held - figures.not_held_paid,
    )


def undecided_sessions(db: Session, month: str) -> frozenset[int]:
    """Return the sessions with half-days not held of which nobody said yet whether they are paid."""
    query = select(Roll.session_id).where(
        Roll.day.between(first_day(month), last_day(month)), Roll.state == RollState.NOT_HELD, Roll.paid.is_(None)
    )
    return frozenset(db.scalars(query))


def first_attended(db: Session, enrolments: Iterable[int]) -> dict[int, date]:
    """Return the day of the first half-day present or late, for those of the enrolments that have one."""
    query = (
        select(AttendanceMark.enrolment_id, func.min(AttendanceMark.day))
        .where(AttendanceMark.enrolment_id.in_(list(enrolments)), AttendanceMark.value.in_(sorted(SIGNED)))
        .group_by(AttendanceMark.enrolment_id)
    )
    return dict(db.execute(query).all())


def sheets_of(db: Session, month: str) -> dict[int, list[str]]:
    """Return the numbers of the attendance sheets of a month by session: the proofs of its lines."""
    found: dict[int, list[str]] = defaultdict(list)
    query = (
        select(AttendanceSheet.session_id, AttendanceSheet.number)
        .where(AttendanceSheet.week.between(_monday(first_day(month)), last_day(month)))
        .order_by(AttendanceSheet.number)
    )
    for session_id, number in db.execute(query):
        found[session_id].append(number)
    return found


def half_days_outside(db: Session, session_ids: Iterable[int], month: str) -> dict[int, int]:
    """Return, by session, the half-days that its timetable would have on the days of a month outside of it."""
    wanted = sorted(set(session_ids))
    off = _days_off(db, month)
    patterns: dict[int, list[SessionPattern]] = defaultdict(list)
    for pattern in db.scalars(select(SessionPattern).where(SessionPattern.session_id.in_(wanted))):
        patterns[pattern.session_id].append(pattern)
    spans = select(CourseSession.id, CourseSession.start, CourseSession.end_on).where(CourseSession.id.in_(wanted))
    found: dict[int, int] = {}
    for number, start, end in db.execute(spans):
        days = [day for day in days_between(first_day(month), last_day(month)) if not start <= day <= end]
        found[number] = sum(_half_days(patterns[number], day, min(max(day, start), end), off) for day in days)
    return found


def _half_days(
    patterns: Iterable[SessionPattern], day: date, like: date, off: Mapping[date, frozenset[HalfDay]]
) -> int:
    """Count the half-days that a day would have under the weekly pattern in force on the day `like`."""
    return sum(
        1
        for pattern in patterns
        if pattern.first_day <= like <= pattern.last_day
        and pattern.weekday == day.weekday()
        and pattern.half_day not in off.get(day, frozenset())
    )


def _days_off(db: Session, month: str) -> dict[date, frozenset[HalfDay]]:
    found: dict[date, frozenset[HalfDay]] = {}
    for one in days_off(db, first_day(month), last_day(month)):
        found[one.day] = found.get(one.day, frozenset()) | _OFF[one.span]
    return found


def _monday(day: date) -> date:
    return date.fromordinal(day.toordinal() - day.weekday())
