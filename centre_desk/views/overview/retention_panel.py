"""How long files are kept: the date of each project, whose time is over, and making these anonymous together.

Facts: `queries/overview/retention`. The acts ask for the right; who has it not may look.
"""

from PySide6.QtWidgets import QWidget

from centre_desk.queries.overview.retention import OverRow, ProjectRow, over_rows, project_rows
from centre_desk.rules.room import Room
from centre_desk.texts.formats import grouped, short_date
from centre_desk.views.overview.erasing_dialogs import (
    AnonymiseDialog,
    EraseOverDialog,
    RetentionDialog,
    until_words,
)
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import RIGHT, Column


class RetentionPanel(Panel):
    """Projects above, with their dates; below, the files whose time is over: several are erased together."""

    reads = frozenset(Room)
    help_page = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.keep = self.head.add_button("retention_date", t("Set the date…"))
        self.one = self.head.add_button("retention_one", t("One file…"))
        self.erase = self.head.add_button("retention_erase", t("Make anonymous…"), primary=True)
        self.projects: DataTable[ProjectRow] = DataTable(
            self._project_columns(), name="retention_projects", label=t("Projects")
        )
        self.over: DataTable[OverRow] = DataTable(
            self._over_columns(), name="retention_over", label=t("Files whose time is over")
        )
        self.projects.set_empty("settings", t("No agreement yet: enter it in the settings."))
        self.over.set_empty("done", t("No file is over its time."))
        self.body.addWidget(self.projects, 1)
        self.body.addWidget(self.over, 2)
        self.over.opened.connect(lambda row: self.navigate.emit(Room.REGISTER, row.id))
        self.keep.clicked.connect(self.set_date)
        self.one.clicked.connect(lambda: self.show_dialog(AnonymiseDialog(self.context, self)))
        self.erase.clicked.connect(self.ask_erase)

    def load(self) -> None:
        """Read the projects and the files whose time is over."""
        store, today = self.context.store, self.context.today()
        self.projects.set_rows(project_rows(store, today))
        rows = over_rows(store, today)
        self.over.set_rows(rows)
        count = self.words.n("{count} file is over its time", "{count} files are over their time", len(rows))
        self.head.set_title(self.words.t("Retention"), count if rows else "")

    def set_date(self) -> None:
        """Ask until when the files of a project are kept."""
        self.show_dialog(RetentionDialog(self.context, self, self.projects.rows(), self.projects.current_row()))

    def ask_erase(self) -> None:
        """Show what goes and what stays of the files chosen, before they are made anonymous."""
        rows = self.over.selected_rows()
        if not rows:
            self.refusals.show_sentences([self.words.t("Choose files in the lower table first (Ctrl+A: all).")])
            return
        self.refusals.show_sentences([])
        self.show_dialog(EraseOverDialog(self.context, self, rows))

    def _project_columns(self) -> list[Column[ProjectRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Agreement"), lambda row: row.number, width=104),
            Column(t("Project"), lambda row: row.project),
            Column(
                t("Ends on"),
                lambda row: short_date(row.end_on, words.language),
                sort=lambda row: row.end_on,
                width=92,
                spare=True,
            ),
            Column(t("Kept until"), lambda row: until_words(row, words), width=134),
            Column(
                t("Files"),
                lambda row: grouped(row.people, words.language),
                lambda row: row.people,
                RIGHT,
                72,
                spare=True,
            ),
            Column(t("To be erased"), lambda row: grouped(row.over, words.language), lambda row: row.over, RIGHT, 92),
        ]

    def _over_columns(self) -> list[Column[OverRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Name"), lambda row: row.name),
            Column(t("Case number"), lambda row: row.case_number, width=150, spare=True),
            Column(
                t("Kept until"),
                lambda row: short_date(row.keep_until, words.language),
                sort=lambda row: row.keep_until,
                width=134,
            ),
            Column(
                t("In the way"),
                lambda row: words.word(row.in_the_way) if row.in_the_way else "",
                width=180,
                tone=lambda row: Tone.WARN,
            ),
        ]
