"""What every act of attendance asks first: the right, one's own session, an open month; and the half-day itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Roll
from centre_desk.models.centre import Trainer
from centre_desk.models.course import CourseSession, Enrolment, SessionSlot, SessionTrainer
from centre_desk.queries.attendance.locks import locked_weeks
from centre_desk.queries.attendance.reading import enrolled_by_session
from centre_desk.queries.desk import month_states
from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.attendance.roll import Enrolled, HalfDayFacts, check_own_session, written
from centre_desk.rules.attendance.week import week_days, week_of
from centre_desk.rules.course import SlotState
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, Right, Role, check_month_open
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.room import Room

TOUCHED = frozenset({Room.ATTENDANCE})


@dataclass(frozen=True, slots=True)
class HalfDayRows:
    """A half-day inside an act: its slot, its roll (None: never entered), and its facts for the rules."""

    slot: SessionSlot
    roll: Roll | None
    facts: HalfDayFacts


def half_day_of(db: Session, slot_id: int) -> HalfDayRows:
    """Read a half-day; `Refused` when it is not in any timetable."""
    return half_days_of(db, [slot_id])[slot_id]


def half_days_of(db: Session, slots: Iterable[int]) -> dict[int, HalfDayRows]:
    """Read half-days with their rolls, by slot; `Refused` when one is not in any timetable."""
    wanted = set(slots)
    query = select(SessionSlot, Roll).outerjoin(Roll, Roll.slot_id == SessionSlot.id).where(SessionSlot.id.in_(wanted))
    found = {slot.id: HalfDayRows(slot, roll, _facts(slot, roll)) for slot, roll in db.execute(query)}
    refuse_if(None if wanted <= found.keys() else refusal("attendance.no_half_day"))
    return found


def _facts(slot: SessionSlot, roll: Roll | None) -> HalfDayFacts:
    state = roll.state if roll is not None and roll.state is not RollState.WITHDRAWN else None
    entered = roll.at.date() if roll is not None else None
    return HalfDayFacts(slot.day, slot.half_day, slot.state is SlotState.PLANNED, state, entered)


def allow(db: Session, by: Actor, session_id: int, days: Iterable[date], at: datetime) -> Actor:
    """Return the actor; `Refused` without the right, for a trainer's foreign session, or in a closed month."""
    actor = require(db, by, Right.TAKE_ROLL, at)
    dates = sorted(set(days))
    own = all(_teaches(db, actor.user_id, session_id, day) for day in dates)
    refuse_if(
        check_own_session(Role.SECRETARY in actor.roles, own),
        check_month_open(month_states(db), (month_of(day) for day in dates)),
    )
    return actor


def allow_week(db: Session, by: Actor, session_id: int, week: date, at: datetime) -> Actor:
    """Return the actor; `Refused` without the right, or for a trainer who teaches the session on no day of a week."""
    actor = require(db, by, Right.TAKE_ROLL, at)
    own = _teaches_between(db, actor.user_id, [session_id], *week_days(week))
    refuse_if(check_own_session(Role.SECRETARY in actor.roles, own))
    return actor


def allow_person(db: Session, by: Actor, person_id: int, first: date, last: date, at: datetime) -> Actor:
    """Return the actor; `Refused` without the right, or for a trainer who does not teach the person on those days."""
    actor = require(db, by, Right.TAKE_ROLL, at)
    sessions = select(Enrolment.session_id).where(
        Enrolment.person_id == person_id,
        Enrolment.start <= last,
        or_(Enrolment.end_on.is_(None), Enrolment.end_on >= first),
    )
    own = _teaches_between(db, actor.user_id, db.scalars(sessions), first, last)
    refuse_if(check_own_session(Role.SECRETARY in actor.roles, own))
    return actor


def _teaches(db: Session, user_id: int, session_id: int, day: date) -> bool:
    return _teaches_between(db, user_id, [session_id], day, day)


def _teaches_between(db: Session, user_id: int, sessions: Iterable[int], first: date, last: date) -> bool:
    query = (
        select(SessionTrainer.id)
        .join(Trainer, Trainer.id == SessionTrainer.trainer_id)
        .where(SessionTrainer.session_id.in_(list(sessions)), Trainer.user_id == user_id)
        .where(SessionTrainer.first_day <= last)
        .where(or_(SessionTrainer.last_day.is_(None), SessionTrainer.last_day >= first))
    )
    return db.scalars(query.limit(1)).first() is not None


def enrolled_of(db: Session, session_id: int) -> list[Enrolled]:
    """Return everybody ever enrolled in a session."""
    return enrolled_by_session(db, sessions=[session_id]).get(session_id, [])


def marks_at(db: Session, slot: SessionSlot) -> dict[int, AttendanceMark]:
    """Return the marks of a half-day of a session, by enrolment."""
    query = select(AttendanceMark).where(
        AttendanceMark.session_id == slot.session_id,
        AttendanceMark.day == slot.day,
        AttendanceMark.half_day == slot.half_day,
    )
    return {mark.enrolment_id: mark for mark in db.scalars(query)}


def check_one_place(db: Session, slot: SessionSlot, people: Iterable[Enrolled]) -> Iterator[Refusal]:
    """Refuse, by name, a mark for somebody who has one of the same half-day in another session, or another stay."""
    asked = {one.person_id: one for one in people}
    mark = AttendanceMark
    query = (
        select(mark.person_id, CourseSession.name)
        .join(CourseSession, CourseSession.id == mark.session_id)
        .where(mark.person_id.in_(asked), mark.day == slot.day, mark.half_day == slot.half_day)
        .where(mark.enrolment_id.not_in([one.enrolment_id for one in asked.values()]))
    )
    for person_id, session in db.execute(query):
        name = asked[person_id].name
        yield refusal("attendance.marked_elsewhere", place=name, session=session, day=written(slot.day))


def write_mark(
    db: Session,
    known: AttendanceMark | None,
    slot: SessionSlot,
    person: Enrolled,
    value: MarkValue | None,
    reason: str | None,
    by: Actor,
    at: datetime,
) -> None:
    """Insert, change or clear one mark. `reason` none keeps the one that stands with this very mark."""
    if value is None:
        if known is not None:
            db.delete(known)
        return
    if known is None:
        known = AttendanceMark(
            session_id=slot.session_id,
            person_id=person.person_id,
            enrolment_id=person.enrolment_id,
            day=slot.day,
            half_day=slot.half_day,
            reason="",
        )
        db.add(known)
    if reason is None:
        reason = (known.reason or "") if known.value is value else ""
    known.value, known.reason, known.by_id, known.at = value, reason, by.user_id, at


def trainers_on(db: Session, session_id: int, day: date) -> dict[int, int | None]:
    """Return who has a session on a day, who leads first; each trainer's user, if they are one."""
    query = (
        select(SessionTrainer.trainer_id, Trainer.user_id)
        .join(Trainer, Trainer.id == SessionTrainer.trainer_id)
        .where(SessionTrainer.session_id == session_id, SessionTrainer.first_day <= day)
        .where(or_(SessionTrainer.last_day.is_(None), SessionTrainer.last_day >= day))
        .order_by(SessionTrainer.lead.desc(), SessionTrainer.id)
    )
    return dict(db.execute(query).all())


def sheet_of(db: Session, session_id: int, day: date) -> AttendanceSheet | None:
    """Return the numbered sheet of a session's week, if one was issued."""
    query = select(AttendanceSheet).where(
        AttendanceSheet.session_id == session_id, AttendanceSheet.week == week_of(day)
    )
    return db.scalars(query).first()


def by_value(marks: Mapping[int, MarkValue] | Mapping[int, MarkValue | None]) -> dict[str, list[int]]:
    """Return marks as the journal keeps them: enrolments by mark, `-` for none."""
    found: dict[str, list[int]] = {}
    for enrolment_id, value in sorted(marks.items()):
        found.setdefault(value.value if value else "-", []).append(enrolment_id)
    return found


def one_session(half_days: Iterable[HalfDayRows]) -> int:
    """Return the session that half-days belong to; `Refused` for half-days of several."""
    sessions = {rows.slot.session_id for rows in half_days}
    if len(sessions) != 1:
        raise Refused([refusal("attendance.no_half_day")])
    return sessions.pop()


def late_reasons(db: Session, session_id: int, days: Iterable[date], by: Actor, at: datetime) -> dict[date, str]:
    """Return why days are entered late; `Refused` where entry is locked and no second person opened it again."""
    dates, today = set(days), at.date()
    found: dict[date, str] = {}
    for locked in locked_weeks(db, session_id, dates, today):
        opening = locked.opening_for(by.user_id, today)
        if opening is None:
            raise Refused([locked.refusal()])
        found |= {day: opening.reason for day in dates if week_of(day) == locked.week}
    return found


def show_late(db: Session, mark: AttendanceMark, why: str) -> None:
    """Let the roll of a mark show for ever as late."""
    query = select(Roll).where(
        Roll.session_id == mark.session_id, Roll.day == mark.day, Roll.half_day == mark.half_day
    )
    for roll in db.scalars(query):
        roll.late_reason = why
