"""Acts of attendance: rolls and half-days not held, marks of the grid, reasons, sheets, late openings, visits."""

from centre_desk.actions.attendance.dates import change_timetable, end_enrolment
from centre_desk.actions.attendance.excuses import record_excuse, withdraw_excuse
from centre_desk.actions.attendance.late import open_late_entry, set_lock_days, set_point_threshold
from centre_desk.actions.attendance.marks import apply_marks, correct_closed_mark
from centre_desk.actions.attendance.rolls import record_not_held, validate_roll, withdraw_roll
from centre_desk.actions.attendance.scans import attach_excuse_scan, attach_roll_scan, attach_scan
from centre_desk.actions.attendance.sheets import issue_sheets, receive_sheet
from centre_desk.actions.attendance.visits import attach_visit_scan, record_visit

__all__ = [
    "apply_marks",
    "attach_excuse_scan",
    "attach_roll_scan",
    "attach_scan",
    "attach_visit_scan",
    "change_timetable",
    "correct_closed_mark",
    "end_enrolment",
    "issue_sheets",
    "open_late_entry",
    "receive_sheet",
    "record_excuse",
    "record_not_held",
    "record_visit",
    "set_lock_days",
    "set_point_threshold",
    "validate_roll",
    "withdraw_excuse",
    "withdraw_roll",
]
