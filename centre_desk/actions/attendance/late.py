"""What guards late entry: a week opened again by a second person, and the numbers that the centre sets."""

from datetime import date, datetime

from centre_desk.actions.attendance.guard import TOUCHED
from centre_desk.actions.desk.rights import require
from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.done import Done
from centre_desk.models.attendance import LateOpening
from centre_desk.queries.attendance.locks import locked_weeks
from centre_desk.rules.attendance.alerts import THRESHOLDS, AlertKind
from centre_desk.rules.attendance.locks import lock_setting
from centre_desk.rules.attendance.roll import written
from centre_desk.rules.attendance.week import week_of
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def open_late_entry(store: Store, *, session_id: int, day: date, reason: str, by: Actor, at: datetime) -> Done:
    """Open the locked week of a day again, for somebody else to enter; the reason stands on its rolls for ever."""
    week = week_of(day)
    with store.begin() as db:
        by = require(db, by, Right.OPEN_LATE_ENTRY, at)
        locked = locked_weeks(db, session_id, [week], at.date())
        refuse_if(check_reason(reason), None if locked else refusal("attendance.not_locked", week=written(week)))
        row = LateOpening(session_id=session_id, week=week, reason=reason.strip(), by_id=by.user_id, at=at)
        db.add(row)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.open_late_entry",
            subject=("late_opening", row.id),
            event_date=week,
            after={"session": session_id, "received_on": locked[0].received_on},
            reason=row.reason,
        )
    return Done(TOUCHED, row.id)


def set_lock_days(store: Store, *, site_id: int, days: int, by: Actor, at: datetime) -> Done:
    """Say how many days after a sheet's receipt a site still enters."""
    refuse_if(_check_number(days))
    return _with_attendance(set_setting(store, key=lock_setting(site_id), value=days, by=by, at=at))


def set_point_threshold(store: Store, *, kind: AlertKind, value: int, by: Actor, at: datetime) -> Done:
    """Say from which number on something is a point to check."""
    refuse_if(_check_number(value))
    return _with_attendance(set_setting(store, key=THRESHOLDS[kind][0], value=value, by=by, at=at))


def _check_number(number: int) -> tuple[Refusal, ...]:
    return () if 0 <= number <= 366 else (refusal("attendance.number_out_of_range", number=number),)


def _with_attendance(done: Done) -> Done:
    return Done(done.touched | TOUCHED, done.id, done.count)
