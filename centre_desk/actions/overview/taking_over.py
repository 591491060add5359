"""Reprise: a centre that starts in mid-year brings in, once, what went before: numbers, totals, running sessions.

It happens before the first closing. Numbers go on after the last one used on paper; totals are added to the sums
since the agreement began; the half-days of a running session before the day are taken out: they are on paper.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.attendance import Roll
from centre_desk.models.course import SessionSlot, SessionTakenOver
from centre_desk.models.desk import NumberSeries
from centre_desk.models.monthly_return import PastTotal
from centre_desk.models.overview import NumberTakenOver, TakingOver
from centre_desk.queries.overview.taking_over import running_ids, why_not_in
from centre_desk.rules.course import TAKEN_OVER, SlotState
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.monthly_return import NOT_CUMULATIVE, Measure, PastFigure, check_past, unlikely_past
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def take_over(
    store: Store,
    *,
    numbers: Mapping[str, int],
    totals: Mapping[Measure, PastFigure],
    running_sessions: bool,
    by: Actor,
    at: datetime,
    note: str = "",
    totals_sure: bool = False,
) -> Done:
    """Bring in the last number of each series, the totals so far, and the sessions that run already.

    It is done once, so that totals which hardly fit each other are refused unless `totals_sure`, and running sessions
    asked for where there is none.
    """
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        refuse_if(why_not_in(db))
        refuse_if(_check_numbers(db, numbers), *(check_past(one) for one in totals.values()))
        refuse_if(None if totals_sure else unlikely_past(totals))
        brought = {one: figure for one, figure in totals.items() if figure.total and one not in NOT_CUMULATIVE}
        sessions = running_ids(db, at.date()) if running_sessions else []
        refuse_if(refusal("overview.no_running_session") if running_sessions and not sessions else None)
        refuse_if(None if numbers or brought or sessions else refusal("overview.nothing_taken_over"))
        db.add(TakingOver(id=1, on_date=at.date(), note=note.strip(), by_id=by.user_id, at=at))
        for series, last in numbers.items():
            _raise_number(db, series, last)
        for measure, figure in brought.items():
            sexes = {"female": figure.female, "male": figure.male}
            db.add(PastTotal(measure=measure, amount=figure.total, **sexes, by_id=by.user_id, at=at))
        _take_sessions(db, sessions, at.date())
        after = {
            "numbers": dict(numbers),
            "totals": {measure.value: asdict(figure) for measure, figure in brought.items()},
            "sessions": sessions,
        }
        write_journal(
            db, by=by, at=at, act="overview.take_over", subject=("taking_over", 1), after=after, reason=note.strip()
        )
    return Done(frozenset(Room), 1, len(sessions))


def _check_numbers(db: Session, numbers: Mapping[str, int]) -> Iterator[Refusal]:
    for series, last in numbers.items():
        row = db.get(NumberSeries, series)
        if row is not None and row.last_used > last:
            yield refusal("overview.number_behind", series=series, used=row.last_used)


def _raise_number(db: Session, series: str, last: int) -> None:
    row = db.get(NumberSeries, series)
    if row is None:
        row = NumberSeries(name=series, last_used=0)
        db.add(row)
    row.last_used = last
    db.add(NumberTakenOver(series=series, last_used=last))
    db.flush()


def _take_sessions(db: Session, sessions: list[int], today: date) -> None:
    """Mark the sessions; their half-days before today without a roll are taken out, as held on paper."""
    for session in sessions:
        db.add(SessionTakenOver(session_id=session, from_day=today))
    rolled = exists().where(Roll.slot_id == SessionSlot.id)
    early = select(SessionSlot).where(
        SessionSlot.session_id.in_(sessions),
        SessionSlot.day < today,
        SessionSlot.state == SlotState.PLANNED,
        ~rolled,
    )
    for slot in db.scalars(early):
        slot.state, slot.reason = SlotState.REMOVED, TAKEN_OVER
    db.flush()
