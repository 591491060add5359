"""Reads of the courses: sessions, their half-days, those enrolled and those who may be."""

from centre_desk.queries.course.catalogue import catalogue_book, catalogue_paper, catalogue_sheet
from centre_desk.queries.course.changes import ChangePreview, preview_change, trainer_clashes
from centre_desk.queries.course.people import CandidateRow, EnrolledRow, candidate_rows, enrolled_rows, other_rows
from centre_desk.queries.course.sessions import (
    CURRENT,
    CalendarRow,
    PlanPreview,
    SessionFilter,
    SessionRow,
    SessionSheet,
    SlotRow,
    calendar_rows,
    preview_half_days,
    preview_plan,
    preview_start,
    session_rows,
    session_sheet,
    slots_rows,
)

__all__ = [
    "CURRENT",
    "CalendarRow",
    "CandidateRow",
    "ChangePreview",
    "EnrolledRow",
    "PlanPreview",
    "SessionFilter",
    "SessionRow",
    "SessionSheet",
    "SlotRow",
    "calendar_rows",
    "candidate_rows",
    "catalogue_book",
    "catalogue_paper",
    "catalogue_sheet",
    "enrolled_rows",
    "other_rows",
    "preview_change",
    "preview_half_days",
    "preview_plan",
    "preview_start",
    "session_rows",
    "session_sheet",
    "slots_rows",
    "trainer_clashes",
]
