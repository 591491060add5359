"""Lists of exams and results, and the sessions whose exam is still to be planned."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Trade, Trainer
from centre_desk.models.course import CourseSession, Enrolment, SessionTrainer
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.register import Person
from centre_desk.queries.centre import trade_name
from centre_desk.queries.exam.reading import candidates_of, marks_of, parts_of, results_of
from centre_desk.queries.register import list_name
from centre_desk.rules.course import SessionState
from centre_desk.rules.exam import Decision, ExamState, Mention
from centre_desk.rules.register import Sex
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class ExamRow:
    """An exam as the list shows it. `missing`: cells of the marks grid that hold nothing yet."""

    id: int
    session_id: int
    session_code: str
    session: str
    trade: str
    attempt: int
    held_on: date
    place: str
    state: ExamState
    minutes_number: str
    settled_on: date | None
    candidates: int
    missing: int
    passed: int
    resit: int
    absent: int


@dataclass(frozen=True, slots=True)
class ResultRow:
    """What the jury decided for a candidate."""

    id: int
    exam_id: int
    session: str
    enrolment_id: int
    person_id: int
    number: int
    name: str
    sex: Sex
    average: int | None
    decision: Decision
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class SessionToExamine:
    """A session whose next attempt may be planned, and how many would sit it."""

    id: int
    code: str
    name: str
    trade: str
    end_on: date
    attempt: int
    candidates: int


def exam_rows(store: Store, language: str = "fr", *, trainer_user_id: int | None = None) -> list[ExamRow]:
    """Return the exams, open ones first, then the newest; those of one trainer's sessions when a user is given."""
    query = (
        select(Exam, CourseSession.code, CourseSession.name, trade_name(language))
        .join(CourseSession, CourseSession.id == Exam.session_id)
        .join(Trade, Trade.id == CourseSession.trade_id)
        .order_by(Exam.state != ExamState.OPEN, Exam.held_on.desc(), Exam.id.desc())
    )
    if trainer_user_id is not None:
        own = select(SessionTrainer.session_id).join(Trainer, Trainer.id == SessionTrainer.trainer_id)
        query = query.where(Exam.session_id.in_(own.where(Trainer.user_id == trainer_user_id)))
    with store.read() as db:
        return [_exam_row(db, exam, code, name, trade) for exam, code, name, trade in db.execute(query)]


def _exam_row(db: Session, exam: Exam, code: str, name: str, trade: str) -> ExamRow:
    people = candidates_of(db, exam)
    decisions = [result.decision for result in results_of(db, exam.id)]
    return ExamRow(
        id=exam.id,
        session_id=exam.session_id,
        session_code=code,
        session=name,
        trade=trade,
        attempt=exam.attempt,
        held_on=exam.held_on,
        place=exam.place,
        state=exam.state,
        minutes_number=exam.minutes_number or "",
        settled_on=exam.settled_on,
        candidates=len(people),
        missing=_missing(db, exam, [one.enrolment_id for one in people]),
        passed=decisions.count(Decision.PASSED),
        resit=decisions.count(Decision.RESIT),
        absent=decisions.count(Decision.ABSENT),
    )


def _missing(db: Session, exam: Exam, people: list[int]) -> int:
    if exam.state is ExamState.SETTLED:
        return 0
    marks, parts = marks_of(db, exam.id), [part.id for part in parts_of(db, exam.id)]
    return sum(part not in marks.get(person, {}) for person in people for part in parts)


def results_rows(store: Store, exam_id: int) -> list[ResultRow]:
    """Return the results of an exam in force, by register number."""
    query = (
        select(ExamResult, CourseSession.name, Enrolment.register_number, Person)
        .join(Exam, Exam.id == ExamResult.exam_id)
        .join(CourseSession, CourseSession.id == Exam.session_id)
        .join(Enrolment, Enrolment.id == ExamResult.enrolment_id)
        .join(Person, Person.id == ExamResult.person_id)
        .where(ExamResult.exam_id == exam_id, ExamResult.superseded_at.is_(None))
        .order_by(Enrolment.register_number)
    )
    with store.read() as db:
        return [
            ResultRow(
                id=result.id,
                exam_id=exam_id,
                session=session,
                enrolment_id=result.enrolment_id,
                person_id=person.id,
                number=number,
                name=list_name(person.family_name, person.given_names),
                sex=person.sex,
                average=result.average,
                decision=result.decision,
                mention=result.mention,
            )
            for result, session, number, person in db.execute(query)
        ]


def to_examine(store: Store, language: str = "fr") -> list[SessionToExamine]:
    """Return the sessions that wait for an exam or for a resit, those that end first in front."""
    query = (
        select(CourseSession, trade_name(language))
        .join(Trade, Trade.id == CourseSession.trade_id)
        .where(CourseSession.state != SessionState.CANCELLED)
        .order_by(CourseSession.end_on, CourseSession.id)
    )
    with store.read() as db:
        found = [_session(db, session, trade) for session, trade in db.execute(query)]
    return [one for one in found if one is not None and one.candidates]


def _session(db: Session, session: CourseSession, trade: str) -> SessionToExamine | None:
    exams = list(db.scalars(select(Exam).where(Exam.session_id == session.id).order_by(Exam.attempt)))
    if exams and exams[-1].state is ExamState.OPEN:
        return None
    attempt = exams[-1].attempt + 1 if exams else 1
    planned = Exam(session_id=session.id, attempt=attempt, state=ExamState.OPEN)
    return SessionToExamine(
        session.id, session.code, session.name, trade, session.end_on, attempt, len(candidates_of(db, planned))
    )
