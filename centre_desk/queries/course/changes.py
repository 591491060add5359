"""What a change would do, shown before it happens: other dates, another trainer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.queries.centre import days_off
from centre_desk.queries.course.reading import bookings_between, patterns_of, planned_halves
from centre_desk.queries.course.sessions import trainer_name
from centre_desk.rules.course.session import Booked, Booking, Clash, TrainerStay, find_clashes
from centre_desk.rules.course.timetable import Half, plan_slots
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class DatesPreview:
    """What other dates change: half-days that leave and come, and how many people would begin on another day."""

    half_days: int
    leaving: tuple[Half, ...]
    coming: tuple[Half, ...]
    people_moved: int


def preview_dates(store: Store, session_id: int, start: date, end_on: date) -> DatesPreview:
    """Return what moving a session to other dates would change; half-days with a roll do not let themselves move."""
    with store.read() as db:
        session = db.get_one(CourseSession, session_id)
        wanted = frozenset(plan_slots(patterns_of(db, session), start, end_on, days_off(db, start, end_on)))
        known = frozenset(planned_halves(db, session_id))
        moved = select(func.count()).where(Enrolment.session_id == session_id, Enrolment.start != start)
        begin = (Enrolment.start == session.start) | (Enrolment.start < start)
        people = db.scalar(moved.where(begin)) or 0
    return DatesPreview(len(wanted), tuple(sorted(known - wanted)), tuple(sorted(wanted - known)), people)


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
