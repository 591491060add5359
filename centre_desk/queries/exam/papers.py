"""The facts of an exam's papers: the sheet on which marks are written, and the jury's minutes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Trade
from centre_desk.models.course import CourseSession
from centre_desk.models.desk import JournalEntry
from centre_desk.models.exam import Exam, ExamPart, ExamResult
from centre_desk.papers.exam import (
    CandidateFacts,
    ExamFacts,
    ExamPartFacts,
    JuryFacts,
    MarkFacts,
    marks_sheet_pdf,
    minutes_pdf,
)
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.centre import trade_name
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.exam.reading import Candidate, candidates_of, marks_of, parts_of, results_of
from centre_desk.queries.exam.sheet import jury_of
from centre_desk.rules.encoding import short_head
from centre_desk.rules.exam import Mark
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue


def marks_sheet_paper(store: Store, exam_id: int, words: Catalogue) -> bytes:
    """Return the PDF of the sheet on which the examiners write the marks."""
    facts, letterhead = exam_facts(store, exam_id, words.language)
    return marks_sheet_pdf(facts, letterhead=letterhead, words=words)


def minutes_paper(store: Store, exam_id: int, words: Catalogue) -> bytes:
    """Return the PDF of the jury's minutes; a draft while the results are not settled."""
    facts, letterhead = exam_facts(store, exam_id, words.language)
    return minutes_pdf(facts, letterhead=letterhead, words=words)


def exam_facts(store: Store, exam_id: int, language: str = "fr") -> tuple[ExamFacts, Letterhead]:
    """Return an exam as its papers show it, with the letterhead of its day."""
    with store.read() as db:
        exam = db.get_one(Exam, exam_id)
        session = db.get_one(CourseSession, exam.session_id)
        parts = parts_of(db, exam_id)
        facts = ExamFacts(
            session=session.code,
            trade=db.scalars(select(trade_name(language)).where(Trade.id == session.trade_id)).one(),
            attempt=exam.attempt,
            held_on=exam.held_on,
            place=exam.place,
            pass_mark=exam.pass_mark,
            parts=tuple(ExamPartFacts(p.name, p.kind, p.weight, p.eliminating_below) for p in parts),
            candidates=_candidates(db, exam, parts),
            jury=tuple(JuryFacts(seat.name, seat.function, seat.president) for seat in jury_of(db, exam_id)),
            number=exam.minutes_number or "" if exam.settled_on else "",
            incidents=exam.incidents,
            settled_on=exam.settled_on,
            rectifies=_rectified(exam.minutes_number or ""),
            head_code=_head_code(db, exam_id),
        )
        return facts, letterhead_of(db, exam.settled_on or exam.held_on)


def _candidates(db: Session, exam: Exam, parts: list[ExamPart]) -> tuple[CandidateFacts, ...]:
    marks = marks_of(db, exam.id)
    results = {result.enrolment_id: result for result in results_of(db, exam.id)}
    return tuple(
        _candidate(one, parts, marks.get(one.enrolment_id, {}), results.get(one.enrolment_id))
        for one in candidates_of(db, exam)
    )


def _candidate(
    one: Candidate, parts: list[ExamPart], marks: dict[int, Mark], result: ExamResult | None
) -> CandidateFacts:
    own = (marks.get(part.id) for part in parts)
    return CandidateFacts(
        number=one.number,
        name=one.name,
        sex=one.sex,
        case_number=one.case_number,
        second_key=one.second_key,
        marks=tuple(MarkFacts(mark.kind, mark.value) if mark else None for mark in own),
        average=result.average if result else None,
        decision=result.decision if result else None,
        mention=result.mention if result else None,
    )


def _rectified(number: str) -> str:
    """Return the number of the minutes that these ones correct: PV-2019-0007-R2 corrects -R1, -R1 the first."""
    first, dash, times = number.partition("-R")
    if not dash:
        return ""
    return first if times == "1" else f"{first}-R{int(times) - 1}"


def _head_code(db: Session, exam_id: int) -> str:
    """Return the short code of the journal entry that settled the exam, for the foot of the minutes."""
    query = (
        select(JournalEntry.hash)
        .where(JournalEntry.act == "exam.settle_results", JournalEntry.subject_id == exam_id)
        .order_by(JournalEntry.seq.desc())
    )
    return short_head(db.scalars(query).first() or "")
