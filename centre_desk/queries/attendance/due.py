"""What attendance asks of somebody today: rolls due and late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Roll
from centre_desk.models.centre import Trainer
from centre_desk.models.course import CourseSession, Enrolment, SessionSlot, SessionTrainer
from centre_desk.rules.attendance import SIGNED, RollState
from centre_desk.rules.attendance.due import DueState, due_state
from centre_desk.rules.attendance.week import week_of
from centre_desk.rules.course import HalfDay, SessionState, SlotState
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class RollDueRow:
    """A half-day up to today. `present` of `people` and `entered_at` once it is done."""

    slot_id: int
    session_id: int
    session: str
    day: date
    half_day: HalfDay
    state: DueState
    people: int
    present: int
    entered_at: datetime | None
    sheet_number: str
    sheet_received_on: date | None

    @property
    def item(self) -> int:
        """Return what `navigate(Room.ATTENDANCE, item)` opens this half-day by: its slot, negated."""
        return -self.slot_id


def rolls_due_rows(store: Store, today: date, user_id: int | None = None) -> list[RollDueRow]:
    """Return the rolls still missing, oldest first, then all of today. `user_id`: a trainer's own sessions only."""
    open_roll = or_(Roll.id.is_(None), Roll.state == RollState.WITHDRAWN)
    query = (
        select(
            SessionSlot.id,
            SessionSlot.session_id,
            CourseSession.name,
            SessionSlot.day,
            SessionSlot.half_day,
            Roll.state,
            _people().label("people"),
            _signed(),
            Roll.at,
        )
        .join(CourseSession, CourseSession.id == SessionSlot.session_id)
        .outerjoin(Roll, Roll.slot_id == SessionSlot.id)
        .where(SessionSlot.state == SlotState.PLANNED, CourseSession.state != SessionState.CANCELLED)
        .where(or_(SessionSlot.day == today, and_(SessionSlot.day < today, open_roll)), _people() > 0)
        .order_by(SessionSlot.day, CourseSession.name, SessionSlot.half_day)
    )
    with store.read() as db:
        if user_id is not None:
            query = query.where(SessionSlot.session_id.in_(sessions_of_user(db, user_id)))
        rows = db.execute(query).all()
        sheets = _sheets(db, {row[1] for row in rows})
    found = []
    for slot_id, session_id, name, day, half_day, roll, people, signed, entered_at in rows:
        state = due_state(day, roll, today)
        sheet = sheets.get((session_id, week_of(day)), ("", None))
        done = entered_at if state is DueState.DONE else None
        found.append(RollDueRow(slot_id, session_id, name, day, half_day, state, people, signed, done, *sheet))
    return found


def _people() -> ColumnElement[int]:
    """Count who is enrolled on the day of a half-day."""
    return (
        select(func.count(Enrolment.id))
        .where(Enrolment.session_id == SessionSlot.session_id, Enrolment.start <= SessionSlot.day)
        .where(or_(Enrolment.end_on.is_(None), Enrolment.end_on >= SessionSlot.day))
        .correlate(SessionSlot)
        .scalar_subquery()
    )


def _signed() -> ColumnElement[int]:
    """Count who was there at a half-day."""
    mark = AttendanceMark
    return (
        select(func.count(mark.id))
        .where(mark.session_id == SessionSlot.session_id, mark.day == SessionSlot.day)
        .where(mark.half_day == SessionSlot.half_day, mark.value.in_(SIGNED))
        .correlate(SessionSlot)
        .scalar_subquery()
    )


def _sheets(db: Session, sessions: Collection[int]) -> dict[tuple[int, date], tuple[str, date | None]]:
    sheet = AttendanceSheet
    query = select(sheet.session_id, sheet.week, sheet.number, sheet.received_on).where(sheet.session_id.in_(sessions))
    return {(session_id, week): (number, received) for session_id, week, number, received in db.execute(query)}


def sessions_of_user(db: Session, user_id: int) -> frozenset[int]:
    """Return the sessions that a user teaches or taught."""
    query = (
        select(SessionTrainer.session_id)
        .join(Trainer, Trainer.id == SessionTrainer.trainer_id)
        .where(Trainer.user_id == user_id)
    )
    return frozenset(db.scalars(query))
