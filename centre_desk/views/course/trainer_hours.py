"""The trainers' month below the calendar of all sessions: half-days, hours, and what is booked twice."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from centre_desk.queries.course import TrainerHoursRow
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.course.phrases import hours
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import RIGHT, Column


class TrainerHours(DataTable[TrainerHoursRow]):
    """One line a trainer."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(_columns(words), name="trainer_hours", label=words.t("Hours of the trainers"), parent=parent)
        self.set_empty("people", words.t("No trainer has half-days in this month."))
        self.setMaximumHeight(170)

    def show_month(self, rows: Sequence[TrainerHoursRow]) -> None:
        """Show the trainers of a month."""
        self.set_rows(rows)


def _columns(words: Catalogue) -> list[Column[TrainerHoursRow]]:
    t = words.t
    return [
        Column(t("Trainer"), lambda row: row.name, width=170),
        Column(t("Sessions"), lambda row: ", ".join(row.sessions), tip=lambda row: ", ".join(row.sessions)),
        Column(t("Half-days"), lambda row: str(row.half_days), lambda row: row.half_days, RIGHT, 124),
        Column(t("Hours"), lambda row: hours(row.quarters, words), lambda row: row.quarters, RIGHT, 90),
        Column(
            t("Twice at one time"),
            lambda row: words.n("{count} half-day", "{count} half-days", row.twice) if row.twice else "",
            lambda row: row.twice,
            width=150,
            tone=lambda row: Tone.BAD if row.twice else Tone.PLAIN,
        ),
    ]
