"""Which weeks are locked for entry, and what was opened again: from sheets, the sites' settings and openings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceSheet, LateOpening
from centre_desk.models.course import CourseSession
from centre_desk.queries.desk import setting
from centre_desk.rules.attendance.locks import (
    LOCK_DAYS,
    Opening,
    earliest,
    is_locked,
    lock_setting,
    locked_from,
    opening_for,
)
from centre_desk.rules.attendance.roll import written
from centre_desk.rules.attendance.week import week_of
from centre_desk.rules.refusal import Refusal, refusal


@dataclass(frozen=True, slots=True)
class LockedWeek:
    """A week whose entry is locked: its first receipt, the days its site allows, and who opened it again."""

    week: date
    received_on: date
    days: int
    openings: tuple[Opening, ...]

    @property
    def since(self) -> date:
        """Return the first day on which entry was locked."""
        return locked_from(self.received_on, self.days)

    def refusal(self) -> Refusal:
        """Refuse to enter in this week: since when it is locked, and who opens it again."""
        return refusal(
            "attendance.entry_locked",
            week=written(self.week),
            day=written(self.since),
            received=written(self.received_on),
        )

    def opening_for(self, user_id: int, today: date) -> Opening | None:
        """Return what lets a user enter today; None where a second person has yet to open the week again."""
        return opening_for(self.openings, self.days, user_id, today)


def lock_days(db: Session, session_id: int) -> int:
    """Return how many days after receipt the site of a session still enters."""
    site_id = db.scalars(select(CourseSession.site_id).where(CourseSession.id == session_id)).one()
    return int(setting(db, lock_setting(site_id), LOCK_DAYS))


def locked_weeks(db: Session, session_id: int, days: Iterable[date], today: date) -> list[LockedWeek]:
    """Return the weeks of days that are locked today."""
    weeks = {week_of(day) for day in days}
    sheets = db.execute(
        select(AttendanceSheet.week, AttendanceSheet.first_received_on, AttendanceSheet.received_on)
        .where(AttendanceSheet.session_id == session_id, AttendanceSheet.week.in_(weeks))
        .order_by(AttendanceSheet.week)
    ).all()
    allowed = lock_days(db, session_id) if sheets else LOCK_DAYS
    received = [(week, earliest(first, last)) for week, first, last in sheets]
    return [
        LockedWeek(week, day, allowed, _openings(db, session_id, week))
        for week, day in received
        if day is not None and is_locked(day, allowed, today)
    ]


def _openings(db: Session, session_id: int, week: date) -> tuple[Opening, ...]:
    query = select(LateOpening.by_id, LateOpening.at, LateOpening.reason).where(
        LateOpening.session_id == session_id, LateOpening.week == week
    )
    return tuple(Opening(by_id, at.date(), reason) for by_id, at, reason in db.execute(query))
