"""Papers of attendance: the numbered sheet of a week, and the sheet of a visit."""

from centre_desk.papers.attendance.sheet import (
    NAMES_A_PAGE,
    AttendanceSheetFacts,
    SheetDay,
    SheetName,
    SlotUse,
    attendance_sheets_pdf,
    sheet_identity,
)

__all__ = [
    "NAMES_A_PAGE",
    "AttendanceSheetFacts",
    "SheetDay",
    "SheetName",
    "SlotUse",
    "attendance_sheets_pdf",
    "sheet_identity",
]
