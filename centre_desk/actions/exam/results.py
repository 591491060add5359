"""*Arrêter les résultats*: the jury's decisions for every candidate, and the number of its minutes, in one act."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.exam.planning import TOUCHED, exam_of
from centre_desk.models.exam import Exam, ExamResult, JuryMember
from centre_desk.queries.exam.reading import candidates_of, marks_of, mention_bounds, parts_of, plain_parts
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.exam import Decision, ExamState, JurySeat, check_complete, check_jury, compute_result, rectified
from centre_desk.rules.refusal import refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number


def settle_results(store: Store, *, exam_id: int, by: Actor, at: datetime, on: date | None = None) -> Done:
    """Settle the results of an exam whose every candidate has a mark or a stated absence in each part.

    `count`: how many passed. Reopened and settled again, the minutes rectify the earlier ones.
    """
    day = on or at.date()
    with store.begin() as db:
        by = require(db, by, Right.SETTLE_RESULTS, at)
        exam = exam_of(db, exam_id)
        candidates, parts = candidates_of(db, exam), plain_parts(parts_of(db, exam_id))
        marks, bounds = marks_of(db, exam_id), mention_bounds(db)
        refuse_if(
            check_complete(parts, [(one.enrolment_id, one.name) for one in candidates], marks),
            check_jury(_jury(db, exam_id)),
            refusal("exam.settled_day", held=exam.held_on.isoformat())
            if not exam.held_on <= day <= at.date()
            else None,
        )
        found = {one: compute_result(parts, marks[one.enrolment_id], exam.pass_mark, bounds) for one in candidates}
        exam.minutes_number = _minutes_number(db, exam, day)
        exam.state, exam.settled_on, exam.settled_by_id = ExamState.SETTLED, day, by.user_id
        db.add_all(
            ExamResult(
                exam_id=exam_id,
                enrolment_id=one.enrolment_id,
                person_id=one.person_id,
                average=result.average,
                decision=result.decision,
                mention=result.mention,
                by_id=by.user_id,
                at=at,
            )
            for one, result in found.items()
        )
        db.flush()
        passed = sum(result.decision is Decision.PASSED for result in found.values())
        write_journal(
            db,
            by=by,
            at=at,
            act="exam.settle_results",
            subject=("exam", exam_id),
            event_date=day,
            after={"minutes": exam.minutes_number, "candidates": len(found), "passed": passed},
        )
    return Done(TOUCHED, exam_id, passed)


def _jury(db: Session, exam_id: int) -> list[JurySeat]:
    members = db.scalars(select(JuryMember).where(JuryMember.exam_id == exam_id))
    return [JurySeat(member.name, member.function, member.president) for member in members]


def _minutes_number(db: Session, exam: Exam, day: date) -> str:
    """Return the next number of the year; minutes that rectify others keep the number of the first."""
    if exam.minutes_number is None:
        return f"PV-{day.year}-{next_number(db, f'minutes-{day.year}'):04d}"
    times = select(func.count(func.distinct(ExamResult.superseded_at))).where(ExamResult.exam_id == exam.id)
    return rectified(exam.minutes_number, db.scalar(times) or 1)
