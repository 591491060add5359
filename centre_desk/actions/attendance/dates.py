"""A session with marks moved to other days: what it touches is listed first, and agreed to by its number.

Half-days with a roll stay: dates that leave one out are refused. Marks of the grid on half-days that go are
taken away with them, and the journal keeps each one.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from centre_desk.actions.attendance.guard import TOUCHED
from centre_desk.actions.course.timetable import move_dates
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.course import CourseSession
from centre_desk.queries.attendance.touched import TouchedMark, read_touched, rolled_halves
from centre_desk.rules.attendance.roll import written
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def move_session(
    store: Store, *, session_id: int, start: date, end_on: date, reason: str, agreed: int, by: Actor, at: datetime
) -> Done:
    """Move a session; `agreed`: how many touched marks were listed. `Refused` when it is another number by now."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = db.get_one(CourseSession, session_id)
        rolled = rolled_halves(db, session_id)
        outside = sorted({half.day for half in rolled if not start <= half.day <= end_on})
        refuse_if(_rolls_outside(outside))
        touched = read_touched(db, session_id, start, end_on)
        refuse_if(refusal("attendance.marks_touched", count=len(touched)) if len(touched) != agreed else None)
        _take_away(db, touched, session_id, by, at, reason)
        move_dates(db, session, start, end_on, reason, by=by, at=at, keep=rolled)
    return Done(TOUCHED | {Room.COURSE}, session_id, len(touched))


def _rolls_outside(days: list[date]) -> tuple[Refusal, ...]:
    if not days:
        return ()
    return (refusal("attendance.rolls_outside", count=len(days), first=written(days[0]), last=written(days[-1])),)


def _take_away(
    db: Session, touched: list[TouchedMark], session_id: int, by: Actor, at: datetime, reason: str
) -> None:
    if not touched:
        return
    before: dict[str, object] = {}
    for one in touched:
        mark = db.get_one(AttendanceMark, one.mark_id)
        before[f"{mark.enrolment_id} {mark.day.isoformat()} {mark.half_day.value}"] = mark.value
        db.delete(mark)
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="attendance.marks_moved_out",
        subject=("course_session", session_id),
        event_date=touched[0].day,
        before=before,
        reason=reason.strip(),
    )
