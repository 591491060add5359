"""A month of all sessions: one line a session, a letter for each day on which it is held."""

from collections.abc import Sequence
from datetime import date

from centre_desk.queries.course import CalendarRow
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.timetable import Half
from centre_desk.rules.dates import days_between, first_day, last_day
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import weekday_name
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import CENTRE, Column

_DAY_WIDTH = 40


def letter(row: CalendarRow, day: date, words: Catalogue) -> str:
    """Return the letter of a session's day: M morning, A afternoon, J whole day; empty for none."""
    held = frozenset(half for half in HalfDay if Half(day, half) in row.halves)
    if len(held) == len(HalfDay):
        return words.p("letter of a whole day", "D")
    if HalfDay.MORNING in held:
        return words.p("letter of a half-day", "M")
    return words.p("letter of a half-day", "A") if held else ""


def month_columns(month: str, words: Catalogue) -> list[Column[CalendarRow]]:
    """Return the columns of a month: the session, then its weekdays."""
    days = [day for day in days_between(first_day(month), last_day(month)) if day.weekday() < 6]
    columns = [Column[CalendarRow](words.t("Session"), lambda row: row.name, width=150)]
    return columns + [_day_column(day, words) for day in days]


def _day_column(day: date, words: Catalogue) -> Column[CalendarRow]:
    return Column(
        f"{weekday_name(day, words.language)[0]}{day.day:02d}",
        lambda row: letter(row, day, words),
        align=CENTRE,
        width=_DAY_WIDTH,
        tone=lambda _row: Tone.SOFT,
    )


class AllSessions(DataTable[CalendarRow]):
    """The table of a month; made anew for each month, as its columns are its days."""

    def __init__(self, month: str, rows: Sequence[CalendarRow], words: Catalogue) -> None:
        super().__init__(month_columns(month, words), name="all_sessions", label=words.t("All sessions"))
        self.set_empty("sessions", words.t("No session has half-days in this month."))
        self.setSortingEnabled(False)
        self.set_rows(rows)
