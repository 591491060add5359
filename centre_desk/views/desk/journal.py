"""The journal, newest first, to be read only: who did what, when, and why."""

from PySide6.QtWidgets import QWidget

from centre_desk.queries.desk import JournalRow, journal_rows
from centre_desk.rules.room import Room
from centre_desk.texts.formats import clock_time, short_date
from centre_desk.views.desk.acts import act_words
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import RIGHT, Column

_PAGE = 200


class JournalPanel(Panel):
    """A table of entries; older ones on demand."""

    reads = frozenset(Room)
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Journal"), t("to be read only"))
        self.older = self.head.add_button("journal_older", t("Show older entries"))
        self.table: DataTable[JournalRow] = DataTable(self._columns(), name="journal", label=t("Journal"))
        self.table.set_empty("journal", t("Nothing has been done yet."))
        self.body.addWidget(self.table, 1)
        self.older.clicked.connect(self.show_older)

    def load(self) -> None:
        """Read the newest entries, as many as are shown already."""
        shown = max(len(self.table.rows()), _PAGE)
        self._show(journal_rows(self.context.store, limit=shown))

    def show_older(self) -> None:
        """Read the page before the oldest entry shown."""
        rows = self.table.rows()
        oldest = min((row.seq for row in rows), default=None)
        self._show(rows + journal_rows(self.context.store, before=oldest, limit=_PAGE))

    def _show(self, rows: list[JournalRow]) -> None:
        self.table.set_rows(rows)
        self.older.setVisible(bool(rows) and min(row.seq for row in rows) > 1)

    def _columns(self) -> list[Column[JournalRow]]:
        t = self.words.t
        return [
            Column(t("No."), lambda row: str(row.seq), lambda row: row.seq, RIGHT, 64),
            Column(
                t("When"),
                lambda row: f"{short_date(row.at.date())} {clock_time(row.at)}",
                lambda row: row.at,
                width=140,
            ),
            Column(t("Who"), lambda row: row.actor, width=130),
            Column(t("Act"), lambda row: act_words(row.act, self.words), width=210),
            Column(t("Concerns"), lambda row: f"{row.subject_kind} {row.subject_id}", width=130),
            Column(t("Reason"), lambda row: t("(erased)") if row.erased else row.reason),
        ]
