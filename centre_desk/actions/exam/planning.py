"""An exam of a session is planned: its day, its parts with their weights, its jury. A later attempt is a resit."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.course import CourseSession
from centre_desk.models.exam import Exam, ExamPart, JuryMember
from centre_desk.queries.exam.reading import candidates_of, marks_of, parts_of
from centre_desk.rules.course import SessionState
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.exam import ExamState, JurySeat, PartPlan, check_exam, check_jury
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store

TOUCHED = frozenset({Room.EXAM})
PASS_MARK = 1000


def plan_exam(
    store: Store,
    *,
    session_id: int,
    held_on: date,
    by: Actor,
    at: datetime,
    parts: Sequence[PartPlan] = (),
    place: str = "",
    pass_mark: int | None = None,
) -> Done:
    """Plan the next attempt of a session's exam. A resit takes parts and pass mark of the one before, if not given."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = db.get_one(CourseSession, session_id)
        before = _newest(db, session_id)
        parts = parts or (_copied(db, before) if before else ())
        least = pass_mark or (before.pass_mark if before else PASS_MARK)
        refuse_if(
            refusal("exam.session_cancelled") if session.state is SessionState.CANCELLED else None,
            refusal("exam.one_is_open") if before is not None and before.state is ExamState.OPEN else None,
            check_exam(parts, least, held_on, session.start),
        )
        exam = Exam(
            session_id=session_id,
            attempt=before.attempt + 1 if before else 1,
            held_on=held_on,
            place=place.strip(),
            pass_mark=least,
            state=ExamState.OPEN,
            by_id=by.user_id,
            at=at,
        )
        db.add(exam)
        db.flush()
        refuse_if(None if candidates_of(db, exam) else refusal("exam.no_candidates"))
        _write_parts(db, exam.id, parts)
        after = {"session": session_id, "attempt": exam.attempt, "held_on": held_on, "parts": _shown(parts)}
        _journal(db, exam, "exam.plan_exam", by, at, after=after)
    return Done(TOUCHED, exam.id)


def _newest(db: Session, session_id: int) -> Exam | None:
    query = select(Exam).where(Exam.session_id == session_id).order_by(Exam.attempt.desc())
    return db.scalars(query.limit(1)).first()


def _copied(db: Session, exam: Exam) -> tuple[PartPlan, ...]:
    return tuple(PartPlan(part.name, part.kind, part.weight, part.eliminating_below) for part in parts_of(db, exam.id))


def _write_parts(db: Session, exam_id: int, parts: Sequence[PartPlan]) -> None:
    db.add_all(
        ExamPart(
            exam_id=exam_id,
            position=position,
            name=part.name.strip(),
            kind=part.kind,
            weight=part.weight,
            eliminating_below=part.eliminating_below,
        )
        for position, part in enumerate(parts, 1)
    )
    db.flush()


def _shown(parts: Sequence[PartPlan]) -> str:
    return "; ".join(f"{part.name} x{part.weight}" for part in parts)


def change_exam(
    store: Store,
    *,
    exam_id: int,
    held_on: date,
    place: str,
    incidents: str,
    by: Actor,
    at: datetime,
    parts: Sequence[PartPlan] | None = None,
) -> Done:
    """Correct day, place and incidents of an open exam; its parts too, as long as nothing is marked."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        exam = db.get_one(Exam, exam_id)
        session = db.get_one(CourseSession, exam.session_id)
        planned = _copied(db, exam) if parts is None else tuple(parts)
        changed = planned != _copied(db, exam)
        refuse_if(
            check_open(exam),
            check_exam(planned, exam.pass_mark, held_on, session.start),
            refusal("exam.parts_have_marks") if changed and marks_of(db, exam_id) else None,
        )
        before = {"held_on": exam.held_on, "place": exam.place, "incidents": exam.incidents}
        exam.held_on, exam.place, exam.incidents = held_on, place.strip(), incidents.strip()
        if changed:
            db.execute(delete(ExamPart).where(ExamPart.exam_id == exam_id))
            _write_parts(db, exam_id, planned)
        after = {"held_on": held_on, "place": exam.place, "incidents": exam.incidents, "parts": _shown(planned)}
        _journal(db, exam, "exam.change_exam", by, at, before=before, after=after)
    return Done(TOUCHED, exam_id)


def set_jury(store: Store, *, exam_id: int, jury: Sequence[JurySeat], by: Actor, at: datetime) -> Done:
    """Name the members of an open exam's jury and who presides; said again, it is replaced."""
    refuse_if(check_jury(jury))
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        exam = db.get_one(Exam, exam_id)
        refuse_if(check_open(exam))
        known = list(db.scalars(select(JuryMember).where(JuryMember.exam_id == exam_id).order_by(JuryMember.id)))
        before = {"members": personal("; ".join(member.name for member in known))} if known else {}
        db.execute(delete(JuryMember).where(JuryMember.exam_id == exam_id))
        db.add_all(
            JuryMember(
                exam_id=exam_id,
                name=seat.name.strip(),
                function=seat.function.strip(),
                president=seat.president,
                by_id=by.user_id,
                at=at,
            )
            for seat in jury
        )
        after = {"members": personal("; ".join(seat.name for seat in jury)), "count": len(jury)}
        _journal(db, exam, "exam.set_jury", by, at, before=before, after=after)
    return Done(TOUCHED, exam_id)


def check_open(exam: Exam) -> tuple[Refusal, ...]:
    """Refuse to change an exam whose results are settled."""
    return () if exam.state is ExamState.OPEN else (refusal("exam.settled"),)


def exam_of(db: Session, exam_id: int) -> Exam:
    """Return an exam that is still open; `Refused` when its results are settled."""
    exam = db.get_one(Exam, exam_id)
    if refusals := check_open(exam):
        raise Refused(refusals)
    return exam


def _journal(
    db: Session,
    exam: Exam,
    act: str,
    by: Actor,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    write_journal(
        db, by=by, at=at, act=act, subject=("exam", exam.id), event_date=exam.held_on, before=before, after=after
    )
