"""Reprise: a centre that starts in mid-year brings in, once, what went before: numbers, totals, running sessions.

It happens before the first closing. Numbers go on after the last one used on paper; totals are added to the sums
since the agreement began; the half-days of a running session before the day are taken out: they are on paper.
"""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.attendance import Roll
from centre_desk.models.course import CourseSession, SessionSlot
from centre_desk.models.desk import Month, NumberSeries
from centre_desk.models.monthly_return import PastTotal
from centre_desk.models.overview import NumberTakenOver, SessionTakenOver, TakingOver
from centre_desk.rules.course import SlotState
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.monthly_return import NOT_CUMULATIVE, Measure
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

MARK = "repris"
"""What stands beside a half-day that was held before the desk began."""


def take_over(
    store: Store,
    *,
    numbers: Mapping[str, int],
    totals: Mapping[Measure, int],
    running_sessions: bool,
    by: Actor,
    at: datetime,
) -> Done:
    """Bring in the last number of each series, the totals so far, and the sessions that run already."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        _check(db, numbers)
        db.add(TakingOver(id=1, on_date=at.date(), by_id=by.user_id, at=at))
        for series, last in numbers.items():
            _raise_number(db, series, last)
        for measure, amount in totals.items():
            if amount and measure not in NOT_CUMULATIVE:
                db.add(PastTotal(measure=measure, amount=amount, by_id=by.user_id, at=at))
        sessions = _take_sessions(db, at.date()) if running_sessions else []
        after = {
            "numbers": dict(numbers),
            "totals": {measure.value: amount for measure, amount in totals.items()},
            "sessions": sessions,
        }
        write_journal(db, by=by, at=at, act="overview.take_over", subject=("taking_over", 1), after=after)
    return Done(frozenset(Room), 1, len(sessions))


def _check(db: Session, numbers: Mapping[str, int]) -> None:
    if db.get(TakingOver, 1) is not None:
        raise Refused([refusal("overview.taken_over_already")])
    if db.execute(select(exists().where(Month.version >= 1))).scalar_one():
        raise Refused([refusal("overview.closed_already")])
    for series, last in numbers.items():
        row = db.get(NumberSeries, series)
        if row is not None and row.last_used > last:
            raise Refused([refusal("overview.number_behind", series=series, used=row.last_used)])


def _raise_number(db: Session, series: str, last: int) -> None:
    row = db.get(NumberSeries, series)
    if row is None:
        row = NumberSeries(name=series, last_used=0)
        db.add(row)
    row.last_used = last
    db.add(NumberTakenOver(series=series, last_used=last))
    db.flush()


def _take_sessions(db: Session, today: date) -> list[int]:
    """Mark the sessions that began before today; their earlier half-days without a roll are taken out as `repris`."""
    running = select(CourseSession.id).where(CourseSession.start < today, CourseSession.end_on >= today)
    sessions = list(db.scalars(running.order_by(CourseSession.id)))
    for session in sessions:
        db.add(SessionTakenOver(session_id=session, from_day=today))
    rolled = exists().where(Roll.slot_id == SessionSlot.id)
    early = select(SessionSlot).where(SessionSlot.session_id.in_(sessions), SessionSlot.day < today, ~rolled)
    for slot in db.scalars(early):
        slot.state, slot.reason = SlotState.REMOVED, MARK
    db.flush()
    return sessions
