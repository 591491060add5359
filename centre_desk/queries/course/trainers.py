"""What trainers have to teach in a month: each planned half-day of their sessions, with its length."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.course import CourseSession, SessionSlot
from centre_desk.queries.course.reading import patterns_of, trainer_stays
from centre_desk.rules.course import SessionState, SlotState
from centre_desk.rules.course.timetable import Half, minutes_of
from centre_desk.rules.dates import first_day, last_day


@dataclass(frozen=True, slots=True)
class Taught:
    """A half-day that a trainer has; those who teach together have it each."""

    trainer_id: int
    name: str
    session_id: int
    session: str
    half: Half
    minutes: int


def taught_in(db: Session, month: str) -> list[Taught]:
    """Return the planned half-days of every trainer in a month, by session and day."""
    slots = db.execute(
        select(CourseSession.id, SessionSlot.day, SessionSlot.half_day)
        .join(CourseSession, CourseSession.id == SessionSlot.session_id)
        .where(SessionSlot.state == SlotState.PLANNED, CourseSession.state != SessionState.CANCELLED)
        .where(SessionSlot.day.between(first_day(month), last_day(month)))
        .order_by(CourseSession.start, CourseSession.id, SessionSlot.day, SessionSlot.half_day)
    ).all()
    sessions = {number: db.get_one(CourseSession, number) for number in {row[0] for row in slots}}
    stays = trainer_stays(db, sessions)
    weeks = {number: patterns_of(db, session) for number, session in sessions.items()}
    found: list[Taught] = []
    for number, day, half_day in slots:
        session, half = sessions[number], Half(day, half_day)
        minutes = minutes_of(weeks[number], half, session.quarters_per_half_day)
        found += [
            Taught(stay.trainer_id, stay.name, number, session.name, half, minutes)
            for stay in stays.get(number, [])
            if stay.holds(day)
        ]
    return found
