"""Reads of exams: lists, the marks grid, results, the facts of the marks sheet and the jury's minutes."""

from centre_desk.queries.exam.lists import ExamRow, ResultRow, SessionToExamine, exam_rows, results_rows, to_examine
from centre_desk.queries.exam.papers import exam_facts, marks_sheet_paper, minutes_paper
from centre_desk.queries.exam.sheet import CandidateRow, MarksSheet, PartRow, marks_sheet

__all__ = [
    "CandidateRow",
    "ExamRow",
    "MarksSheet",
    "PartRow",
    "ResultRow",
    "SessionToExamine",
    "exam_facts",
    "exam_rows",
    "marks_sheet",
    "marks_sheet_paper",
    "minutes_paper",
    "results_rows",
    "to_examine",
]
