"""What trainers have to teach in a month: half-days and hours of each session, from its planned half-days."""

from dataclasses import dataclass

from sqlalchemy import select

from centre_desk.models.course import CourseSession, SessionSlot
from centre_desk.queries.course.reading import trainer_stays
from centre_desk.rules.course import SessionState, SlotState
from centre_desk.rules.course.timetable import Half
from centre_desk.rules.dates import first_day, last_day
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class TrainerHoursRow:
    """A trainer's month: sessions, half-days, quarters of an hour, and half-days booked twice at one time."""

    id: int
    name: str
    sessions: tuple[str, ...]
    half_days: int
    quarters: int
    twice: int


def trainer_hours_rows(store: Store, month: str) -> list[TrainerHoursRow]:
    """Return who has half-days in a month, by name; those who teach together have the same half-days each."""
    taught: dict[tuple[int, str], list[tuple[str, Half, int]]] = {}
    with store.read() as db:
        slots = db.execute(
            select(
                CourseSession.id,
                CourseSession.name,
                CourseSession.quarters_per_half_day,
                SessionSlot.day,
                SessionSlot.half_day,
            )
            .join(CourseSession, CourseSession.id == SessionSlot.session_id)
            .where(SessionSlot.state == SlotState.PLANNED, CourseSession.state != SessionState.CANCELLED)
            .where(SessionSlot.day.between(first_day(month), last_day(month)))
            .order_by(CourseSession.start, CourseSession.id, SessionSlot.day, SessionSlot.half_day)
        ).all()
        stays = trainer_stays(db, {row.id for row in slots})
    for session_id, name, quarters, day, half_day in slots:
        for stay in stays.get(session_id, []):
            if stay.holds(day):
                taught.setdefault((stay.trainer_id, stay.name), []).append((name, Half(day, half_day), quarters))
    rows = [_row(trainer_id, name, found) for (trainer_id, name), found in taught.items()]
    return sorted(rows, key=lambda row: (row.name, row.id))


def _row(trainer_id: int, name: str, taught: list[tuple[str, Half, int]]) -> TrainerHoursRow:
    halves = {half for _, half, _ in taught}
    return TrainerHoursRow(
        id=trainer_id,
        name=name,
        sessions=tuple(dict.fromkeys(session for session, _, _ in taught)),
        half_days=len(taught),
        quarters=sum(quarters for _, _, quarters in taught),
        twice=len(taught) - len(halves),
    )
