"""The trainers' month below the calendar of all sessions: what is planned, held, not held, and booked twice."""

from PySide6.QtWidgets import QWidget

from centre_desk.queries.attendance.trainers import TrainerHoursRow, trainer_hours_rows
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.course.phrases import DOT, hours
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import RIGHT, Column


class TrainerHours(DataTable[TrainerHoursRow]):
    """One line a trainer."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        words = context.words
        super().__init__(_columns(words), name="trainer_hours", label=words.t("Hours of the trainers"), parent=parent)
        self._context = context
        self.set_empty("people", words.t("No trainer has half-days in this month."))
        self.setMaximumHeight(170)

    def show_month(self, month: str) -> None:
        """Show the trainers of a month."""
        self.set_rows(trainer_hours_rows(self._context.store, month))


def _columns(words: Catalogue) -> list[Column[TrainerHoursRow]]:
    t = words.t
    return [
        Column(t("Trainer"), lambda row: row.name),
        Column(t("Sessions"), lambda row: ", ".join(row.sessions), tip=lambda row: ", ".join(row.sessions), spare=True),
        Column(
            words.p("half-days of a trainer", "Planned"),
            lambda row: _with_hours(row.half_days, row.quarters, words),
            lambda row: row.half_days,
            RIGHT,
            104,
        ),
        Column(
            words.p("half-days of a trainer", "Held"),
            lambda row: _with_hours(row.held, row.held_quarters, words),
            lambda row: row.held,
            RIGHT,
            104,
        ),
        Column(
            t("Not held"), lambda row: str(row.not_held or ""), lambda row: row.not_held, RIGHT, 104, spare=True
        ),
        Column(
            t("At one time"),
            lambda row: words.n("{count} twice", "{count} twice", row.twice) if row.twice else "",
            lambda row: row.twice,
            width=122,
            tone=lambda row: Tone.BAD if row.twice else Tone.PLAIN,
        ),
    ]


def _with_hours(half_days: int, quarters: int, words: Catalogue) -> str:
    return DOT.join((str(half_days), hours(quarters, words))) if half_days else ""
