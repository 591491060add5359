"""A session's half-days or an enrolment changed where there are marks: what is touched was listed, and agreed to.

Half-days with a roll stay: what leaves one out is refused. Marks of the grid on half-days that go, and marks after
somebody's last day, are taken away; the journal keeps each. A signature after the last day has the last word.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from centre_desk.actions.attendance.guard import TOUCHED
from centre_desk.actions.course import people
from centre_desk.actions.course.timetable import write_change
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.queries.attendance.touched import TouchedMark, read_marks_after, read_touched
from centre_desk.rules.attendance import SIGNED
from centre_desk.rules.attendance.roll import written
from centre_desk.rules.course import EndReason
from centre_desk.rules.course.changes import Change
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def change_timetable(
    store: Store, *, session_id: int, change: Change, agreed: int, by: Actor, at: datetime, reason: str = ""
) -> Done:
    """Change a session's half-days. `agreed`: how many touched marks were listed; `count`: how many half-days change.

    `Refused` when marks are touched by another number by now, or where a half-day with a roll would leave.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = db.get(CourseSession, session_id)
        if session is None:
            raise Refused([refusal("course.not_found")])
        touched = read_touched(db, session, change)
        refuse_if(_rolls_left_out([half.day for half in touched.rolled]), _check_agreed(touched.marks, agreed))
        _take_away(db, touched.marks, ("course_session", session_id), by, at, reason)
        write_change(db, session, change, touched.plan, reason, by=by, at=at)
        count = len(touched.plan.leaving) + len(touched.plan.coming)
    return Done(TOUCHED | {Room.COURSE}, session_id, count)


def end_enrolment(
    store: Store,
    *,
    enrolment_id: int,
    end_on: date,
    reason: EndReason,
    agreed: int,
    by: Actor,
    at: datetime,
    note: str = "",
) -> Done:
    """End an enrolment. `agreed`: how many marks after the last day were listed; they are taken away.

    `Refused` where the person signed after that day: the sheet says that the enrolment did not end then.
    """

    def clear(db: Session, enrolment: Enrolment, actor: Actor) -> None:
        touched = read_marks_after(db, enrolment.id, end_on)
        refuse_if(_signed_later(touched), _check_agreed(touched, agreed))
        _take_away(db, touched, ("enrolment", enrolment.id), actor, at, note)

    done = people.end_enrolment(
        store, enrolment_id=enrolment_id, end_on=end_on, reason=reason, note=note, by=by, at=at, first=clear
    )
    return Done(done.touched | TOUCHED, done.id, agreed)


def _check_agreed(touched: Sequence[TouchedMark], agreed: int) -> tuple[Refusal, ...]:
    return (refusal("attendance.marks_touched", count=len(touched)),) if len(touched) != agreed else ()


def _signed_later(touched: Iterable[TouchedMark]) -> tuple[Refusal, ...]:
    days = list(dict.fromkeys(written(mark.day) for mark in touched if mark.value in SIGNED))
    return (refusal("attendance.signed_after_end", days=", ".join(days)),) if days else ()


def _rolls_left_out(days: list[date]) -> tuple[Refusal, ...]:
    if not days:
        return ()
    return (refusal("attendance.rolls_outside", count=len(days), first=written(days[0]), last=written(days[-1])),)


def _take_away(
    db: Session, touched: Sequence[TouchedMark], subject: tuple[str, int], by: Actor, at: datetime, reason: str
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
        subject=subject,
        event_date=touched[0].day,
        before=before,
        reason=reason.strip(),
    )
