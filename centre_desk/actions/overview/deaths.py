"""A person has died, whether in a course or long after it: recorded on the person, and taken back if it was another.

What it stops is in `actions/course/death`. Here come the marks of days after the death, which say "absent": they are
taken out and kept, for an absence is no word for it. A signature after that day stays, and the enrolment ends with it.
"""

from datetime import date, datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from centre_desk.actions.course.death import EVERYWHERE, Stopped, take_back_death, write_death
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.course import Enrolment
from centre_desk.rules.attendance import SIGNED
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.refusal import refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def record_death(
    store: Store,
    *,
    person_id: int,
    died_on: date,
    told_by: str = "",
    document: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
) -> Done:
    """Record that a person has died. `count`: how many things it ended, called off, closed or withdrew."""

    def settle(db: Session, enrolment: Enrolment, day: date) -> tuple[date, list[Stopped]]:
        return _settle_marks(db, enrolment, day, by, at)

    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        count = write_death(
            db, person_id, died_on, told_by=told_by, document=document, note=note, by=by, at=at, settle_marks=settle
        )
    return Done(EVERYWHERE, person_id, count)


def undo_death(store: Store, *, person_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Take back a death recorded for the wrong person: just what it stopped is as before. `count`: how many things.

    An enrolment stays ended where its session is over by now or its month closed; `Refused` where its place is taken.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        refuse_if(check_reason(reason))
        count = take_back_death(db, person_id, reason, by=by, at=at)
    return Done(EVERYWHERE, person_id, count)


def _settle_marks(
    db: Session, enrolment: Enrolment, day: date, by: Actor, at: datetime
) -> tuple[date, list[Stopped]]:
    own = AttendanceMark.enrolment_id == enrolment.id
    signed = db.scalar(select(func.max(AttendanceMark.day)).where(own, AttendanceMark.value.in_(sorted(SIGNED))))
    last = max(day, signed) if signed is not None else day
    later = list(db.scalars(select(AttendanceMark).where(own, AttendanceMark.day > last).order_by(AttendanceMark.id)))
    rows = text("SELECT * FROM attendance_mark WHERE id = :id")
    taken = [(one.__tablename__, one.id, dict(db.execute(rows, {"id": one.id}).mappings().one())) for one in later]
    for mark in later:
        db.delete(mark)
    db.flush()
    if taken:
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.marks_moved_out",
            subject=("enrolment", enrolment.id),
            event_date=last,
            before={f"{mark.day.isoformat()} {mark.half_day.value}": mark.value for mark in later},
        )
    return last, taken
