"""Words of attendance: marks, rolls, why a half-day was not held, reasons, alerts, and why an act is refused."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.attendance.drop_out import DropOutBy
from centre_desk.rules.attendance.due import DueState
from centre_desk.texts.catalogue import N_, NP_, Msg

if TYPE_CHECKING:
    from centre_desk.texts.catalogue import Catalogue

WORDS: tuple[dict[Enum, Msg], ...] = (
    {
        MarkValue.PRESENT: NP_("mark", "present"),
        MarkValue.ABSENT: NP_("mark", "absent"),
        MarkValue.LATE: NP_("mark", "late"),
        MarkValue.EXCUSED: NP_("mark", "excused"),
    },
    {
        RollState.VALIDATED: NP_("roll", "validated"),
        RollState.NOT_HELD: NP_("roll", "not held"),
        RollState.WITHDRAWN: NP_("roll", "taken back"),
    },
    {
        NotHeldReason.POWER: N_("power cut"),
        NotHeldReason.TRAINER_ILL: N_("trainer ill"),
        NotHeldReason.STRIKE: N_("strike"),
        NotHeldReason.SECURITY: N_("security"),
        NotHeldReason.ELECTION: N_("election"),
        NotHeldReason.RAIN: N_("rain"),
        NotHeldReason.CENTRE_CLOSED: N_("centre closed"),
        NotHeldReason.OTHER: NP_("reason", "other"),
    },
    {
        ExcuseReason.ILLNESS: N_("illness"),
        ExcuseReason.CHILD_ILL: N_("child ill"),
        ExcuseReason.BEREAVEMENT: N_("bereavement"),
        ExcuseReason.MATERNITY: N_("maternity"),
        ExcuseReason.FORMALITY: N_("formality"),
        ExcuseReason.OTHER: NP_("reason", "other"),
    },
    {
        AlertKind.ABSENCES: N_("absences in a row"),
        AlertKind.OUT_OF_REACH: N_("threshold out of reach"),
        AlertKind.SAME_DAYS: N_("days all the same on one sheet"),
        AlertKind.LATE_ENTRY: N_("entered long after receipt"),
        AlertKind.NO_SHEET: N_("roll without its sheet"),
        AlertKind.HOLIDAY_WORK: N_("course on a holiday"),
        AlertKind.TWO_PLACES: N_("present in two places"),
        AlertKind.VISIT_COUNT: N_("head count of a visit"),
    },
    {
        DropOutBy.SESSION: NP_("by", "session"),
        DropOutBy.TRADE: NP_("by", "trade"),
        DropOutBy.SEX: NP_("by", "sex"),
        DropOutBy.MONTH: NP_("by", "month"),
    },
    {
        DueState.DUE: NP_("roll", "to enter"),
        DueState.LATE: NP_("roll", "overdue"),
        DueState.DONE: NP_("roll", "done"),
        DueState.NOT_HELD: NP_("roll", "not held"),
    },
)

REFUSALS: dict[str, Msg] = {
    "attendance.number_twice": N_("Number {number} is there twice. Keep it once."),
    "attendance.unknown_number": N_("Nobody of this session has number {number}. Look at the sheet again."),
    "attendance.not_enrolled_then": N_(
        "{number} {name} is not enrolled on that day. Take the number out, or change the dates of the enrolment."
    ),
    "attendance.not_understood": N_(
        "“{text}” is not understood. Write numbers such as 0719, r for late, j for excused, then = and the signatures."
    ),
    "attendance.no_count": N_("Count the signatures on the sheet and write them after =, such as =23."),
    "attendance.count_differs": N_(
        "{counted} signatures were counted, the roll has {expected} present. Said not to have signed: {names}. "
        "Look at the sheet again, then correct the numbers or the count."
    ),
    "attendance.count_differs_all": N_(
        "{counted} signatures were counted, the roll has everyone present, {expected}. "
        "Write the numbers of those who did not sign, or correct the count."
    ),
    "attendance.not_planned": N_(
        "No course is planned on {day} at that time. Choose another half-day, or change the timetable."
    ),
    "attendance.day_to_come": N_("{day} is still to come. The roll is taken on the day itself."),
    "attendance.already_validated": N_(
        "The roll of {day} is validated already. Correct it in the grid, or take it back first."
    ),
    "attendance.not_held": N_("This half-day of {day} is recorded as not held. Take that back first."),
    "attendance.not_marked": N_("Without a mark: {names}. Nobody is present unmarked; mark them too."),
    "attendance.nobody_enrolled": N_("Nobody is enrolled on that day. Enrol people in the session first."),
    "attendance.not_of_session": N_("Somebody here is not enrolled in this session. Open the session again."),
    "attendance.has_marks": N_(
        "The roll of {day} has marks. Take the roll back or clear the marks, then record it as not held."
    ),
    "attendance.no_decider": N_("Write who decided whether this half-day is paid."),
    "attendance.other_without_document": N_("For another reason, write which document explains it."),
    "attendance.nothing_to_undo": N_("Nothing is recorded on {day} that could be taken back."),
    "attendance.reason_needed": N_("The roll of {day} was entered before today. Write why it is changed."),
    "attendance.not_emptied": N_(
        "The roll of {day} is validated: {name} cannot be without a mark. Choose another mark, or take the roll back."
    ),
    "attendance.days_backwards": N_("The last day ({last}) is before the first ({first}). Correct the days."),
    "attendance.days_too_many": N_("A reason for {days} days is longer than a year. Correct the days."),
    "attendance.receipt_out_of_range": N_(
        "The sheet came in between its week ({first}) and today ({last}). Correct the day."
    ),
    "attendance.not_your_session": N_(
        "This is a session of another trainer. Ask the secretary, or choose one of your own sessions."
    ),
    "attendance.no_half_day": N_("This half-day is not in the timetable any more. Open the session again."),
    "attendance.no_author": N_(
        "This trainer did not have the session on {day}. Choose who took the roll, or change the session’s trainers."
    ),
    "attendance.was_held": N_("This half-day is not recorded as not held any more. Open it again."),
    "attendance.changed_since": N_(
        "These marks were changed since they were saved: they stay as they are. Correct them in the grid."
    ),
    "attendance.nothing_to_save": N_("Nothing has changed in the grid: there is nothing to save."),
    "attendance.month_still_open": N_("The month is still open. Correct the mark in the grid itself."),
    "attendance.same_mark": N_("This is the mark that stands already. Choose another one."),
    "attendance.no_excuse": N_("This reason was taken back already."),
    "attendance.no_course_that_week": N_("No course is planned in the week of {week}. Choose another week."),
    "attendance.entry_locked": N_(
        "Entry of the week of {week} is locked since {day}: its sheet came in on {received}. "
        "Ask a second person to open it again, with the reason (More…, Open a late entry)."
    ),
    "attendance.not_locked": N_("Entry of the week of {week} is not locked. Enter the roll as usual."),
    "attendance.visit_to_come": N_("{day} is still to come. A visit is recorded on the day itself or later."),
    "attendance.no_visitor": N_("Write who visited, and from which office."),
    "attendance.heads_too_few": N_(
        "{heads} heads were counted, but {seen} identities were seen. Count again, or take ticks out."
    ),
    "attendance.rolls_outside": N_(
        "{count} half-days with a roll, from {first} to {last}, would leave. Choose days that hold them: a half-day "
        "with a roll stays, or is recorded as not held."
    ),
    "attendance.marks_touched": N_("The change touches {count} marks by now. Look at the list, then do it again."),
    "attendance.signed_after_end": N_(
        "Signed as present after that day: {days}. Choose a later last day, or correct these rolls first."
    ),
    "attendance.marked_elsewhere": N_(
        "already marked in {session} on {day}. End that enrolment before, or take that mark out."
    ),
    "attendance.marked_twice": N_(
        "Somebody would have two marks for one half-day. Look at the other session of these people first."
    ),
    "attendance.number_out_of_range": N_("{number} is not a number from 0 to 366. Correct it."),
    "attendance.no_visit": N_("This visit is not recorded. Open the list of visits again."),
    "attendance.no_sheet": N_("No sheet was issued for this week. Print it first."),
}


def say_point(words: Catalogue, kind: AlertKind, count: int, day: date | None) -> str:
    """Return a point to check in words: what was found, never what it would mean."""
    n, t = words.n, words.t
    when = f"{day:%d/%m}" if day is not None else ""
    if kind is AlertKind.ABSENCES:
        return n("{count} absence in a row", "{count} absences in a row", count)
    if kind is AlertKind.OUT_OF_REACH:
        return t("can no longer reach {percent} %", percent=count)
    if kind is AlertKind.SAME_DAYS:
        return t("week of {day}: {count} days with the same marks", day=when, count=count)
    if kind is AlertKind.LATE_ENTRY:
        return n(
            "week of {day}: entered {count} day after its receipt",
            "week of {day}: entered {count} days after its receipt",
            count,
            day=when,
        )
    if kind is AlertKind.NO_SHEET:
        return n(
            "week of {day}: no sheet received after {count} day",
            "week of {day}: no sheet received after {count} days",
            count,
            day=when,
        )
    if kind is AlertKind.HOLIDAY_WORK:
        return n("holiday of {day}: {count} present", "holiday of {day}: {count} present", count, day=when)
    if kind is AlertKind.VISIT_COUNT:
        return _say_heads(words, count, when)
    return n(
        "{count} half-day in two sessions at one time, last on {day}",
        "{count} half-days in two sessions at one time, last on {day}",
        count,
        day=when,
    )


def _say_heads(words: Catalogue, count: int, when: str) -> str:
    if count < 0:
        return words.n(
            "visit of {day}: {count} head fewer than on the roll, to check",
            "visit of {day}: {count} heads fewer than on the roll, to check",
            -count,
            day=when,
        )
    return words.n(
        "visit of {day}: {count} head more than on the roll, to check",
        "visit of {day}: {count} heads more than on the roll, to check",
        count,
        day=when,
    )
