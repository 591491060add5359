"""The marks grid of an exam: candidates, parts, marks; a low attendance is shown as a point to look at only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Trade
from centre_desk.models.course import CourseSession
from centre_desk.models.exam import Exam, ExamResult, JuryMember
from centre_desk.queries.attendance import session_attendance
from centre_desk.queries.centre import trade_name
from centre_desk.queries.exam.reading import Candidate, candidates_of, marks_of, mention_bounds, parts_of, results_of
from centre_desk.rules.attendance.figures import Figures
from centre_desk.rules.exam import Decision, ExamState, JurySeat, Mark, Mention, Part, PartKind
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of the exam; `eliminating_below` in hundredths."""

    id: int
    name: str
    kind: PartKind
    weight: int
    eliminating_below: int | None

    @property
    def rule(self) -> Part:
        """Return the part as deciding needs it."""
        return Part(self.id, self.weight, self.eliminating_below)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who sits the exam, with attendance (half-days counted, of those entered) and what was decided."""

    enrolment_id: int
    person_id: int
    number: int
    name: str
    second_key: str
    case_number: str
    provisional: bool
    counted: int
    entered: int
    below_threshold: bool
    average: int | None
    decision: Decision | None
    mention: Mention | None


@dataclass(frozen=True, slots=True)
class MarksSheet:
    """An exam for the marks grid. `marks`: (enrolment, part) -> mark."""

    id: int
    session_id: int
    session_code: str
    session: str
    trade: str
    attempt: int
    held_on: date
    place: str
    pass_mark: int
    state: ExamState
    minutes_number: str
    incidents: str
    threshold_percent: int
    parts: tuple[PartRow, ...]
    candidates: tuple[CandidateRow, ...]
    marks: dict[tuple[int, int], Mark]
    jury: tuple[JurySeat, ...]
    mentions: dict[Mention, int]


def marks_sheet(store: Store, exam_id: int, today: date, language: str = "fr") -> MarksSheet:
    """Return an exam with its candidates, parts and marks."""
    with store.read() as db:
        exam = db.get_one(Exam, exam_id)
        session = db.get_one(CourseSession, exam.session_id)
        attendance = {one.enrolment_id: one for one in session_attendance(db, session.id, today).people}
        results = {result.enrolment_id: result for result in results_of(db, exam_id)}
        rows = []
        for one in candidates_of(db, exam):
            presence = attendance.get(one.enrolment_id)
            figures = presence.figures if presence else Figures()
            least = presence.threshold_percent if presence else 0
            rows.append(_row(one, figures, least, results.get(one.enrolment_id)))
        return MarksSheet(
            id=exam.id,
            session_id=session.id,
            session_code=session.code,
            session=session.name,
            trade=db.scalars(select(trade_name(language)).where(Trade.id == session.trade_id)).one(),
            attempt=exam.attempt,
            held_on=exam.held_on,
            place=exam.place,
            pass_mark=exam.pass_mark,
            state=exam.state,
            minutes_number=exam.minutes_number or "",
            incidents=exam.incidents,
            threshold_percent=next((one.threshold_percent for one in attendance.values()), 0),
            parts=_parts(db, exam_id),
            candidates=tuple(rows),
            marks={(person, part): mark for person, own in marks_of(db, exam_id).items() for part, mark in own.items()},
            jury=jury_of(db, exam_id),
            mentions=mention_bounds(db),
        )


def _row(one: Candidate, figures: Figures, least: int, result: ExamResult | None) -> CandidateRow:
    entered = figures.held - figures.not_entered
    return CandidateRow(
        enrolment_id=one.enrolment_id,
        person_id=one.person_id,
        number=one.number,
        name=one.name,
        second_key=one.second_key,
        case_number=one.case_number,
        provisional=one.provisional,
        counted=figures.counted,
        entered=entered,
        below_threshold=100 * figures.counted < least * entered,
        average=result.average if result else None,
        decision=result.decision if result else None,
        mention=result.mention if result else None,
    )


def _parts(db: Session, exam_id: int) -> tuple[PartRow, ...]:
    return tuple(PartRow(p.id, p.name, p.kind, p.weight, p.eliminating_below) for p in parts_of(db, exam_id))


def jury_of(db: Session, exam_id: int) -> tuple[JurySeat, ...]:
    """Return the members of an exam's jury."""
    members = db.scalars(select(JuryMember).where(JuryMember.exam_id == exam_id).order_by(JuryMember.id))
    return tuple(JurySeat(member.name, member.function, member.president) for member in members)
