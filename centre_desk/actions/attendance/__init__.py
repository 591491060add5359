"""Acts of attendance: rolls and half-days not held, marks of the grid, known reasons, numbered sheets."""

from centre_desk.actions.attendance.excuses import record_excuse, withdraw_excuse
from centre_desk.actions.attendance.marks import apply_marks, correct_closed_mark
from centre_desk.actions.attendance.rolls import record_not_held, validate_roll, withdraw_roll
from centre_desk.actions.attendance.sheets import issue_sheets, receive_sheet

__all__ = [
    "apply_marks",
    "correct_closed_mark",
    "issue_sheets",
    "receive_sheet",
    "record_excuse",
    "record_not_held",
    "validate_roll",
    "withdraw_excuse",
    "withdraw_roll",
]
