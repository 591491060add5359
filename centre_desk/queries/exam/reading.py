"""What acts and reads of exams share: the candidates, the parts, the marks, the results now in force.

Who sits a first attempt followed the course to its end, or is still in it; a later attempt is for those whose last
result was no pass. Once the results are settled, the candidates are those who have one.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.course import Enrolment
from centre_desk.models.exam import Exam, ExamMark, ExamPart, ExamResult
from centre_desk.models.register import Person
from centre_desk.queries.course.people import named
from centre_desk.queries.desk import setting
from centre_desk.queries.register import has_died, list_name
from centre_desk.rules.course.enrolment import second_keys
from centre_desk.rules.exam import MENTION_BOUNDS, RESITS, ExamState, Mark, Mention, Part, may_sit
from centre_desk.rules.register import PersonState, Sex

MENTIONS_SETTING = "exam.mentions"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who sits an exam. `second_key` tells two of one name apart."""

    enrolment_id: int
    person_id: int
    number: int
    name: str
    second_key: str
    case_number: str
    sex: Sex
    provisional: bool


def candidates_of(db: Session, exam: Exam) -> list[Candidate]:
    """Return who sits an exam, by register number."""
    wanted = _enrolments_of(db, exam)
    query = (
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.id.in_(wanted))
        .order_by(Enrolment.register_number)
    )
    rows = [(row[0], row[1]) for row in db.execute(query)]
    keys = second_keys(named(person) for _, person in rows)
    return [_candidate(enrolment, person, keys.get(person.id, "")) for enrolment, person in rows]


def _enrolments_of(db: Session, exam: Exam) -> set[int]:
    if exam.state is ExamState.SETTLED:
        return {result.enrolment_id for result in results_of(db, exam.id)}
    if exam.attempt > 1:
        return _may_resit(db, exam) - _deceased(db, exam)
    query = select(Enrolment).where(Enrolment.session_id == exam.session_id)
    return {one.id for one in db.scalars(query) if may_sit(one.end_on, one.end_reason)} - _deceased(db, exam)


def _deceased(db: Session, exam: Exam) -> set[int]:
    """Return the enrolments of those who have died without a mark in the exam."""
    marked = (
        select(ExamMark.enrolment_id).join(ExamPart, ExamPart.id == ExamMark.part_id).where(ExamPart.exam_id == exam.id)
    )
    query = select(Enrolment.id).where(
        Enrolment.session_id == exam.session_id, has_died(Enrolment.person_id), Enrolment.id.not_in(marked)
    )
    return set(db.scalars(query))


def _may_resit(db: Session, exam: Exam) -> set[int]:
    """Return those whose newest result, in the attempts before, was no pass."""
    query = (
        select(ExamResult.enrolment_id, ExamResult.decision)
        .join(Exam, Exam.id == ExamResult.exam_id)
        .where(Exam.session_id == exam.session_id, Exam.attempt < exam.attempt, ExamResult.superseded_at.is_(None))
        .order_by(Exam.attempt, ExamResult.id)
    )
    newest = {row.enrolment_id: row.decision for row in db.execute(query)}
    return {enrolment for enrolment, decision in newest.items() if decision in RESITS}


def _candidate(enrolment: Enrolment, person: Person, key: str) -> Candidate:
    return Candidate(
        enrolment_id=enrolment.id,
        person_id=person.id,
        number=enrolment.register_number,
        name=list_name(person.family_name, person.given_names),
        second_key=key,
        case_number=person.case_number or "",
        sex=person.sex,
        provisional=person.state is PersonState.PROVISIONAL,
    )


def parts_of(db: Session, exam_id: int) -> list[ExamPart]:
    """Return the parts of an exam in their order."""
    return list(db.scalars(select(ExamPart).where(ExamPart.exam_id == exam_id).order_by(ExamPart.position)))


def plain_parts(parts: list[ExamPart]) -> tuple[Part, ...]:
    """Return parts as deciding needs them."""
    return tuple(Part(part.id, part.weight, part.eliminating_below) for part in parts)


def marks_of(db: Session, exam_id: int) -> dict[int, dict[int, Mark]]:
    """Return the marks of an exam: enrolment -> part -> mark."""
    query = (
        select(ExamMark.enrolment_id, ExamMark.part_id, ExamMark.kind, ExamMark.value)
        .join(ExamPart, ExamPart.id == ExamMark.part_id)
        .where(ExamPart.exam_id == exam_id)
    )
    found: dict[int, dict[int, Mark]] = {}
    for enrolment, part, kind, value in db.execute(query):
        found.setdefault(enrolment, {})[part] = Mark(kind, value)
    return found


def results_of(db: Session, exam_id: int) -> list[ExamResult]:
    """Return the results of an exam that are in force."""
    query = select(ExamResult).where(ExamResult.exam_id == exam_id, ExamResult.superseded_at.is_(None))
    return list(db.scalars(query.order_by(ExamResult.id)))


def mention_bounds(db: Session) -> dict[Mention, int]:
    """Return the bounds of the mentions: the centre's setting over the usual ones."""
    own = setting(db, MENTIONS_SETTING, {})
    return {mention: int(own.get(mention.value, bound)) for mention, bound in MENTION_BOUNDS.items()}
