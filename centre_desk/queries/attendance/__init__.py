"""Reads of attendance: figures for claims and the return, rolls due, the month grid, facts of sheets.

A name is looked up in its module when it is first asked for: the first screen needs the rolls due alone, and the
other modules bring half of the rooms with them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from centre_desk.queries.attendance.due import RollDueRow, rolls_due_rows
    from centre_desk.queries.attendance.figures import (
        AttendanceOfMonth,
        PersonAttendance,
        SessionAttendance,
        attendance_of_month,
        attended_days,
        month_figures,
        person_figures,
        session_attendance,
        session_figures,
    )
    from centre_desk.queries.attendance.grid import GridSheet, grid_sheet, next_slot, session_of_slot, slots_of
    from centre_desk.queries.attendance.points import AlertRow, alert_rows
    from centre_desk.queries.attendance.sheets import week_sheets

__all__ = [
    "AlertRow",
    "AttendanceOfMonth",
    "GridSheet",
    "PersonAttendance",
    "RollDueRow",
    "SessionAttendance",
    "alert_rows",
    "attendance_of_month",
    "attended_days",
    "grid_sheet",
    "month_figures",
    "next_slot",
    "person_figures",
    "rolls_due_rows",
    "session_attendance",
    "session_figures",
    "session_of_slot",
    "slots_of",
    "week_sheets",
]

_MODULES = ("due", "figures", "grid", "points", "sheets")


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in (import_module(f"{__name__}.{one}") for one in _MODULES):
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(name)
