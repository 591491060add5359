"""Reads of sessions: the list, one whole, its half-days, a month of all of them, a plan before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Agreement, Classroom, Holiday, Site, Trade, Trainer
from centre_desk.models.course import (
    CourseSession,
    Enrolment,
    SessionPattern,
    SessionSlot,
    SessionTakenOver,
    SessionTrainer,
)
from centre_desk.models.register import Person
from centre_desk.queries.centre import days_off, trade_name
from centre_desk.queries.course.people import count_waiting
from centre_desk.queries.course.reading import (
    TAKES_PLACE,
    booking_of,
    bookings_between,
    patterns_of,
    timetable_of,
    trainer_stays,
)
from centre_desk.rules.centre import DayOff
from centre_desk.rules.course import HalfDay, SessionState, SlotState
from centre_desk.rules.course.session import Booking, Clash, TrainerStay, find_clashes
from centre_desk.rules.course.timetable import (
    LONGEST_DAYS,
    Half,
    WeekPattern,
    end_after,
    half_days_reaching,
    halves_off,
    plan_slots,
    quarters_of,
    start_before,
)
from centre_desk.rules.dates import first_day, last_day
from centre_desk.rules.register import Sex
from centre_desk.store.opening import Store

_HALF_DAYS, _QUARTERS = 15, 9
"""Where these stand among the columns of `_row_query`."""

CURRENT = frozenset({SessionState.PLANNED, SessionState.RUNNING})


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as a list shows it. `enrolled` counts the places taken, `ended` those who left early.

    `quarters`: the planned length in quarters of an hour, by the hours of its weeks where they are written.
    `taken_over`: the day on which a session that ran already was brought in; what was held before is on paper.
    """

    id: int
    code: str
    name: str
    trade_id: int
    trade: str
    site: str
    start: date
    end_on: date
    capacity: int
    quarters_per_half_day: int
    state: SessionState
    conditions: str
    enrolled: int
    women: int
    ended: int
    half_days: int
    trainer: str
    quarters: int
    taken_over: date | None = None

    @property
    def left(self) -> int:
        """Return how many places are left."""
        return max(0, self.capacity - self.enrolled)


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions to list; empty parts let all through."""

    states: frozenset[SessionState] = frozenset(SessionState)
    trade_id: int | None = None
    search: str = ""
    trainer_user_id: int | None = None
    ids: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class SessionSheet:
    """One session with its place, trainers, weeks and what is to be checked.

    `planned_off` counts the half-days still planned on what has become a day off, `waiting` those who wait for
    the trade.
    """

    row: SessionRow
    site_id: int
    classroom_id: int | None
    classroom: str
    agreement_id: int
    agreement: str
    trainers: tuple[TrainerStay, ...]
    patterns: tuple[WeekPattern, ...]
    clashes: tuple[Clash, ...]
    planned_off: int
    waiting: int

    def staying(self) -> tuple[int, ...]:
        """Return the trainers who have the session to its end."""
        return tuple(dict.fromkeys(stay.trainer_id for stay in self.trainers if stay.last_day is None))


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A half-day of the timetable; `holiday` names the day off it falls on."""

    id: int
    day: date
    half_day: HalfDay
    state: SlotState
    reason: str
    holiday: str


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """A session and its planned half-days of one month."""

    id: int
    name: str
    trade: str
    site: str
    state: SessionState
    halves: frozenset[Half]


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """What a plan would be: its last day (None: never reached), half-days, days left out, and clashes."""

    end_on: date | None
    half_days: int
    left_out: tuple[date, ...]
    clashes: tuple[Clash, ...]
    quarters: int = 0


def session_rows(store: Store, wanted: SessionFilter | None = None, language: str = "fr") -> list[SessionRow]:
    """Return the sessions wanted: those that run first, then the planned, each by their first day."""
    wanted = wanted or SessionFilter()
    with store.read() as db:
        return read_sessions(db, wanted, language)


def read_sessions(db: Session, wanted: SessionFilter, language: str) -> list[SessionRow]:
    """Return the sessions wanted, inside a session of the store."""
    query = _row_query(language).where(*_conditions(wanted)).order_by(*_order())
    rows: list[tuple[Any, ...]] = [tuple(row) for row in db.execute(query)]
    stays = trainer_stays(db, [row[0] for row in rows])
    timed = _timed_quarters(db, [row[0] for row in rows])
    return [SessionRow(*[*row[:-1], *_read_beside(row, stays, timed), row[-1]]) for row in rows]


def _read_beside(row: tuple[Any, ...], stays: dict[int, list[TrainerStay]], timed: dict[int, int]) -> tuple[str, int]:
    """Return what stands in other tables: who leads, and the length in quarters of an hour."""
    return _lead(stays.get(row[0], [])), timed.get(row[0], row[_HALF_DAYS] * row[_QUARTERS])


def _timed_quarters(db: Session, sessions: Sequence[int]) -> dict[int, int]:
    """Return the planned length of those sessions whose weeks have hours."""
    timed = db.scalars(
        select(SessionPattern.session_id).where(SessionPattern.session_id.in_(sessions), SessionPattern.starts != "")
    )
    return {number: timetable_of(db, db.get_one(CourseSession, number)).quarters for number in set(timed)}


def _row_query(language: str) -> Select[Any]:
    people = (
        select(
            Enrolment.session_id,
            func.sum(case((TAKES_PLACE, 1), else_=0)).label("enrolled"),
            func.sum(case((and_(TAKES_PLACE, Person.sex == Sex.FEMALE), 1), else_=0)).label("women"),
            func.sum(case((TAKES_PLACE, 0), else_=1)).label("ended"),
        )
        .join(Person, Person.id == Enrolment.person_id)
        .group_by(Enrolment.session_id)
        .subquery()
    )
    slots = (
        select(SessionSlot.session_id, func.count().label("half_days"))
        .where(SessionSlot.state == SlotState.PLANNED)
        .group_by(SessionSlot.session_id)
        .subquery()
    )
    session = CourseSession
    return (
        select(
            session.id,
            session.code,
            session.name,
            session.trade_id,
            trade_name(language),
            Site.name,
            session.start,
            session.end_on,
            session.capacity,
            session.quarters_per_half_day,
            session.state,
            session.conditions,
            func.coalesce(people.c.enrolled, 0),
            func.coalesce(people.c.women, 0),
            func.coalesce(people.c.ended, 0),
            func.coalesce(slots.c.half_days, 0),
            SessionTakenOver.from_day,
        )
        .join(Trade, Trade.id == session.trade_id)
        .join(Site, Site.id == session.site_id)
        .outerjoin(people, people.c.session_id == session.id)
        .outerjoin(slots, slots.c.session_id == session.id)
        .outerjoin(SessionTakenOver, SessionTakenOver.session_id == session.id)
    )


def _order() -> tuple[Any, ...]:
    order = (SessionState.RUNNING, SessionState.PLANNED, SessionState.FINISHED, SessionState.CANCELLED)
    place = case(*((CourseSession.state == state, n) for n, state in enumerate(order)), else_=9)
    return place, CourseSession.start, CourseSession.id


def _conditions(wanted: SessionFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [CourseSession.state.in_(wanted.states)]
    if wanted.trade_id is not None:
        found.append(CourseSession.trade_id == wanted.trade_id)
    if wanted.ids is not None:
        found.append(CourseSession.id.in_(wanted.ids))
    if wanted.search.strip():
        text = wanted.search.strip()
        found.append(or_(*(c.icontains(text, autoescape=True) for c in (CourseSession.name, CourseSession.code))))
    if wanted.trainer_user_id is not None:
        found.append(CourseSession.id.in_(_sessions_of_user(wanted.trainer_user_id)))
    return found


def _sessions_of_user(user_id: int) -> Select[Any]:
    own = select(SessionTrainer.session_id).join(Trainer, Trainer.id == SessionTrainer.trainer_id)
    return own.where(Trainer.user_id == user_id)


def _lead(stays: Sequence[TrainerStay]) -> str:
    """Name who has the session to its end; else who began it."""
    last = [stay for stay in stays if stay.last_day is None] or list(stays)
    return last[0].name if last else ""


def session_sheet(store: Store, session_id: int, language: str = "fr") -> SessionSheet | None:
    """Return one session whole; None when there is none of this number."""
    with store.read() as db:
        session = db.get(CourseSession, session_id)
        if session is None:
            return None
        (row,) = read_sessions(db, SessionFilter(ids=frozenset({session_id})), language)
        mine = booking_of(db, session)
        off = halves_off(days_off(db, session.start, session.end_on))
        return SessionSheet(
            row=row,
            site_id=session.site_id,
            classroom_id=session.classroom_id,
            classroom=mine.classroom_name,
            agreement_id=session.agreement_id,
            agreement=db.get_one(Agreement, session.agreement_id).number,
            trainers=mine.trainers,
            patterns=patterns_of(db, session),
            clashes=_clashes(db, mine, session),
            planned_off=len(mine.halves & off),
            waiting=count_waiting(db, session.trade_id, session.end_on) if session.state in CURRENT else 0,
        )


def _clashes(db: Session, mine: Booking, session: CourseSession) -> tuple[Clash, ...]:
    if session.state not in CURRENT:
        return ()
    return find_clashes(mine, bookings_between(db, session.start, session.end_on, but=session.id))


def slots_rows(store: Store, session_id: int, month: str | None = None, language: str = "fr") -> list[SlotRow]:
    """Return the half-days of a session, of one month where it is given, those taken out too."""
    query = (
        select(SessionSlot.id, SessionSlot.day, SessionSlot.half_day, SessionSlot.state, SessionSlot.reason)
        .where(SessionSlot.session_id == session_id)
        .order_by(SessionSlot.day, SessionSlot.half_day)
    )
    if month is not None:
        query = query.where(SessionSlot.day.between(first_day(month), last_day(month)))
    with store.read() as db:
        rows = db.execute(query).all()
        if not rows:
            return []
        names = holiday_names(db, rows[0].day, rows[-1].day, language)
        return [SlotRow(*row, names.get(Half(row.day, row.half_day), "")) for row in rows]


def holiday_names(db: Session, start: date, end: date, language: str) -> dict[Half, str]:
    """Return the name of the day off for each half-day that is off."""
    rows = db.execute(
        select(Holiday.day, Holiday.span, Holiday.name_fr, Holiday.name_en).where(
            Holiday.day.between(start, end), Holiday.cancelled.is_(False)
        )
    )
    found: dict[Half, str] = {}
    for day, span, name_fr, name_en in rows:
        name = name_en or name_fr if language == "en" else name_fr
        found.update(dict.fromkeys(halves_off([DayOff(day, span)]), name))
    return found


def calendar_rows(store: Store, month: str, language: str = "fr") -> list[CalendarRow]:
    """Return every session, but the cancelled, that has half-days in a month."""
    days = first_day(month), last_day(month)
    with store.read() as db:
        halves: dict[int, set[Half]] = {}
        for number, day, half_day in db.execute(
            select(SessionSlot.session_id, SessionSlot.day, SessionSlot.half_day).where(
                SessionSlot.day.between(*days), SessionSlot.state == SlotState.PLANNED
            )
        ):
            halves.setdefault(number, set()).add(Half(day, half_day))
        kept = frozenset(SessionState) - {SessionState.CANCELLED}
        rows = read_sessions(db, SessionFilter(states=kept, ids=frozenset(halves)), language)
        return [CalendarRow(r.id, r.name, r.trade, r.site, r.state, frozenset(halves[r.id])) for r in rows]


def preview_plan(
    store: Store,
    *,
    patterns: Sequence[WeekPattern],
    start: date,
    half_days: int | None = None,
    end_on: date | None = None,
    trainer_ids: Sequence[int] = (),
    classroom_id: int | None = None,
    usual: int = 16,
) -> PlanPreview:
    """Return what a plan would be, from its number of half-days or from its last day.

    `usual`: the quarters of a half-day whose week has no hours.
    """
    with store.read() as db:
        off = days_off(db, start, start + timedelta(days=LONGEST_DAYS))
        reached = end_on is not None
        if end_on is None:
            end_on = end_after(patterns, start, half_days or 0, off)
        if end_on is None:
            return PlanPreview(None, 0, (), ())
        planned = plan_slots(patterns, start, end_on, off)
        halves = frozenset(planned if reached else planned[:half_days])
        lost = frozenset(plan_slots(patterns, start, end_on)) - frozenset(planned)
        stays = tuple(TrainerStay(number, trainer_name(db, number), start) for number in trainer_ids)
        room = db.get(Classroom, classroom_id) if classroom_id else None
        mine = Booking("", halves, stays, classroom_id, room.name if room else "")
        clashes = find_clashes(mine, bookings_between(db, start, end_on))
        days = tuple(sorted({half.day for half in lost}))
        return PlanPreview(end_on, len(halves), days, clashes, quarters_of(patterns, halves, usual))


def preview_half_days(
    store: Store, *, patterns: Sequence[WeekPattern], start: date, quarters: int, usual: int
) -> int:
    """Return how many half-days it takes to reach a length in quarters of an hour; 0 when it is never reached."""
    with store.read() as db:
        off = days_off(db, start, start + timedelta(days=LONGEST_DAYS))
    return half_days_reaching(patterns, start, quarters, usual, off)


def preview_start(store: Store, *, patterns: Sequence[WeekPattern], end_on: date, half_days: int) -> date | None:
    """Return the first day that leads to a last day with a number of half-days, days off left out."""
    with store.read() as db:
        off = days_off(db, end_on - timedelta(days=LONGEST_DAYS), end_on)
        return start_before(patterns, end_on, half_days, off)


def trainer_name(db: Session, trainer_id: int) -> str:
    """Return the name of a trainer; empty for none."""
    trainer = db.get(Trainer, trainer_id)
    return f"{trainer.given_names} {trainer.family_name}".strip() if trainer else ""
