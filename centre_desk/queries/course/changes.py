"""What a change would do, shown before it happens: of the timetable, of the trainer."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.queries.centre import days_off
from centre_desk.queries.course.reading import bookings_between, halves_off_for, planned_halves, timetable_of
from centre_desk.queries.course.sessions import trainer_name
from centre_desk.rules.course.changes import Change, NewDates, NewWeek, Timetable, after_change, end_to_reach
from centre_desk.rules.course.session import Booked, Booking, Clash, TrainerStay, find_clashes
from centre_desk.rules.course.timetable import LONGEST_DAYS, Half, halves_off
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class ChangePreview:
    """What a change would do: the timetable before and after it, and how many people would begin on another day."""

    before: Timetable
    after: Timetable
    people_moved: int = 0

    @property
    def leaving(self) -> tuple[Half, ...]:
        """Return the half-days that leave."""
        return tuple(sorted(self.before.planned - self.after.planned))

    @property
    def coming(self) -> tuple[Half, ...]:
        """Return the half-days that come."""
        return tuple(sorted(self.after.planned - self.before.planned))


def preview_of(
    db: Session, session: CourseSession, change: Change, rolled: frozenset[Half] = frozenset()
) -> ChangePreview:
    """Return what a change of a session's timetable would do; half-days `rolled` stay."""
    now = timetable_of(db, session, rolled)
    after = after_change(now, change, halves_off_for(db, now, change))
    return ChangePreview(now, after, _people_moved(db, session, after.start))


def preview_change(store: Store, session_id: int, change: Change) -> ChangePreview:
    """Return `preview_of` from a look of its own, for a session without rolls."""
    with store.read() as db:
        return preview_of(db, db.get_one(CourseSession, session_id), change)


def reach_length(
    db: Session,
    session: CourseSession,
    change: NewDates | NewWeek,
    *,
    half_days: int = 0,
    quarters: int = 0,
    rolled: frozenset[Half] = frozenset(),
) -> NewDates | NewWeek | None:
    """Return the change with the last day that gives a session a length; None when it is never reached."""
    now = timetable_of(db, session, rolled)
    first = change.start if isinstance(change, NewDates) else now.start
    off = halves_off(days_off(db, first, first + timedelta(days=LONGEST_DAYS)))
    return end_to_reach(now, change, off, half_days=half_days, quarters=quarters)


def _people_moved(db: Session, session: CourseSession, start: date) -> int:
    """Count who is there from the first day, or from a day before the new one, and not gone by then."""
    there = or_(Enrolment.end_on.is_(None), Enrolment.end_on >= start)
    begin = or_(Enrolment.start == session.start, Enrolment.start < start)
    query = select(func.count()).where(Enrolment.session_id == session.id, Enrolment.start != start)
    return db.scalar(query.where(begin, there)) or 0


def trainer_clashes(
    store: Store, session_id: int, trainer_id: int, first_day: date, last_day: date | None
) -> tuple[Clash, ...]:
    """Return the other sessions that a trainer has at the time of this one."""
    with store.read() as db:
        session = db.get_one(CourseSession, session_id)
        stay = TrainerStay(trainer_id, trainer_name(db, trainer_id), first_day, last_day)
        mine = Booking(session.name, frozenset(planned_halves(db, session_id)), (stay,))
        others = bookings_between(db, session.start, session.end_on, but=session_id)
        return tuple(found for found in find_clashes(mine, others) if found.booked is Booked.TRAINER)
