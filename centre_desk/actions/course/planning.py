"""Planning a session: its code and name, its weeks and half-days, its trainers; and planning it once more.

The half-days are written once, from the weeks minus the days off known then; later changes name each half-day.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.actions.centre.places import row_of
from centre_desk.actions.course.timetable import week_lines
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.centre import Trade
from centre_desk.models.course import CourseSession, SessionSlot, SessionTrainer
from centre_desk.queries.centre import days_off
from centre_desk.queries.course.reading import (
    agreement_facts,
    agreement_for,
    main_week_of,
    patterns_of,
    place_facts,
    places_taken,
    planned_halves,
    trainer_facts,
    trainer_stays,
)
from centre_desk.rules.course import SessionState
from centre_desk.rules.course.session import (
    NewSession,
    check_can_change,
    check_session,
)
from centre_desk.rules.course.timetable import (
    LONGEST_DAYS,
    Half,
    check_patterns,
    end_after,
    plan_slots,
    settle_patterns,
)
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number

TOUCHED = frozenset({Room.COURSE})


def plan_session(store: Store, *, plan: NewSession, by: Actor, at: datetime) -> Done:
    """Plan a session with its half-days; `Refused` where agreement, place, trainers or days do not allow it."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = write_plan(db, plan, by, at)
    return Done(TOUCHED, session.id)


def duplicate_session(store: Store, *, session_id: int, start: date, by: Actor, at: datetime) -> Done:
    """Plan a session again from another day: same trade, place, trainers, week and number of half-days."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        plan = _same_again(db, row_of(db, CourseSession, session_id), start)
        session = write_plan(db, plan, by, at)
    return Done(TOUCHED, session.id)


def write_plan(db: Session, plan: NewSession, by: Actor, at: datetime) -> CourseSession:
    """Check and write a planned session inside an act."""
    halves = plan_slots(plan.patterns, plan.start, plan.end_on, days_off(db, plan.start, plan.end_on))[: plan.half_days]
    _check_plan(db, plan, len(halves))
    trade = row_of(db, Trade, plan.trade_id)
    session = CourseSession(
        code=_next_code(db, trade, plan.start),
        name=plan.name.strip() or _next_name(db, trade),
        trade_id=plan.trade_id,
        site_id=plan.site_id,
        classroom_id=plan.classroom_id,
        agreement_id=plan.agreement_id,
        capacity=plan.capacity,
        start=plan.start,
        end_on=plan.end_on,
        quarters_per_half_day=plan.quarters_per_half_day,
        conditions=plan.conditions.strip(),
        state=SessionState.PLANNED,
        by_id=by.user_id,
        at=at,
    )
    db.add(session)
    db.flush()
    _write_parts(db, session, plan, halves, by, at)
    write_journal(
        db,
        by=by,
        at=at,
        act="course.plan_session",
        subject=("course_session", session.id),
        event_date=plan.start,
        after={
            "code": session.code,
            "trade": trade.code,
            "start": plan.start,
            "end_on": plan.end_on,
            "capacity": plan.capacity,
            "half_days": len(halves),
            "trainers": list(plan.trainer_ids),
        },
    )
    return session


def _check_plan(db: Session, plan: NewSession, half_days: int) -> None:
    refuse_if(check_patterns(plan.patterns))
    agreement = agreement_facts(db, plan.agreement_id)
    place = place_facts(db, plan.site_id, plan.classroom_id)
    if agreement is None or place is None:
        raise Refused([refusal("course.not_found")])
    trainers = trainer_facts(db, plan.trainer_ids, plan.trade_id)
    refuse_if(check_session(plan, agreement, place, trainers, half_days))


def _next_code(db: Session, trade: Trade, start: date) -> str:
    number = next_number(db, f"session-{trade.code}-{start.year}")
    return f"{trade.code}-{start.year}-{number:02d}"


def _next_name(db: Session, trade: Trade) -> str:
    known = set(db.scalars(select(CourseSession.name)))
    count = db.scalar(select(func.count()).where(CourseSession.trade_id == trade.id)) or 0
    while (name := f"{trade.name_fr} {count + 1}") in known:
        count += 1
    return name


def _write_parts(
    db: Session, session: CourseSession, plan: NewSession, halves: tuple[Half, ...], by: Actor, at: datetime
) -> None:
    weeks = settle_patterns(plan.patterns, plan.start, plan.end_on)
    db.add_all(week_lines(session.id, weeks, plan.start, plan.end_on))
    db.add_all(SessionSlot(session_id=session.id, day=h.day, half_day=h.half_day) for h in halves)
    for place, trainer_id in enumerate(plan.trainer_ids):
        db.add(
            SessionTrainer(
                session_id=session.id,
                trainer_id=trainer_id,
                lead=place == 0,
                first_day=plan.start,
                by_id=by.user_id,
                at=at,
            )
        )
    db.flush()


def _same_again(db: Session, session: CourseSession, start: date) -> NewSession:
    patterns = main_week_of(db, session)
    off = days_off(db, start, start + timedelta(days=LONGEST_DAYS))
    length = len(planned_halves(db, session.id))
    end = end_after(patterns, start, length, off)
    if end is None:
        raise Refused([refusal("course.no_end_found")])
    stays = trainer_stays(db, [session.id]).get(session.id, [])
    staying = dict.fromkeys(stay.trainer_id for stay in stays if stay.last_day is None)
    return NewSession(
        trade_id=session.trade_id,
        site_id=session.site_id,
        agreement_id=agreement_for(db, session.trade_id, start, end) or session.agreement_id,
        capacity=session.capacity,
        start=start,
        end_on=end,
        patterns=patterns,
        classroom_id=session.classroom_id,
        trainer_ids=tuple(staying),
        quarters_per_half_day=session.quarters_per_half_day,
        conditions=session.conditions,
        half_days=length,
    )


def change_session(
    store: Store,
    *,
    session_id: int,
    name: str,
    capacity: int,
    classroom_id: int | None,
    by: Actor,
    at: datetime,
    conditions: str | None = None,
) -> Done:
    """Change what a session is called, how many places it has, where it is held, and the conditions (None: keep)."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = row_of(db, CourseSession, session_id)
        refuse_if(check_can_change(session.state))
        taken = places_taken(db, session_id)
        if capacity < taken:
            raise Refused([refusal("course.fewer_than_enrolled", enrolled=taken)])
        before = _changeable(session)
        session.name, session.capacity = name.strip() or session.name, capacity
        session.classroom_id = classroom_id
        session.conditions = session.conditions if conditions is None else conditions.strip()
        _check_plan(db, _as_plan(db, session), len(planned_halves(db, session_id)))
        write_journal(
            db,
            by=by,
            at=at,
            act="course.change_session",
            subject=("course_session", session_id),
            before=before,
            after=_changeable(session),
        )
    return Done(TOUCHED, session_id)


def _changeable(session: CourseSession) -> dict[str, str | int | None]:
    return {
        "name": session.name,
        "capacity": session.capacity,
        "classroom_id": session.classroom_id,
        "conditions": session.conditions,
    }


def _as_plan(db: Session, session: CourseSession) -> NewSession:
    return NewSession(
        trade_id=session.trade_id,
        site_id=session.site_id,
        agreement_id=session.agreement_id,
        capacity=session.capacity,
        start=session.start,
        end_on=session.end_on,
        patterns=patterns_of(db, session),
        classroom_id=session.classroom_id,
        name=session.name,
        quarters_per_half_day=session.quarters_per_half_day,
    )
