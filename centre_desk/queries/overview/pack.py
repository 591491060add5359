"""The facts of the pack for days without power: each session's sheet of a week, and its exams that are open."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from centre_desk.models.attendance import AttendanceSheet
from centre_desk.models.exam import Exam
from centre_desk.papers.overview.pack import PackSession
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.attendance.sheets import week_sheets
from centre_desk.queries.exam.papers import exam_facts
from centre_desk.rules.exam import ExamState
from centre_desk.store.opening import Store


def pack_sheet(
    store: Store, sessions: Collection[int], week: date, language: str = "fr"
) -> tuple[list[PackSession], Letterhead]:
    """Return what the pack of a week holds, for the sessions whose sheets were issued."""
    sheets, letterhead = week_sheets(store, sessions, week, language)
    query = (
        select(AttendanceSheet.number, Exam.id)
        .join(Exam, Exam.session_id == AttendanceSheet.session_id)
        .where(AttendanceSheet.number.in_([sheet.number for sheet in sheets]), Exam.state == ExamState.OPEN)
        .order_by(AttendanceSheet.number, Exam.attempt)
    )
    with store.read() as db:
        exams = db.execute(query).all()
    return [
        PackSession(
            sheet,
            tuple(exam_facts(store, exam_id, language)[0] for number, exam_id in exams if number == sheet.number),
        )
        for sheet in sheets
    ], letterhead
