"""Reads of attendance: figures for claims and the return, rolls due, the month grid, facts of sheets."""

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

__all__ = [
    "AttendanceOfMonth",
    "PersonAttendance",
    "SessionAttendance",
    "attendance_of_month",
    "attended_days",
    "month_figures",
    "person_figures",
    "session_attendance",
    "session_figures",
]
