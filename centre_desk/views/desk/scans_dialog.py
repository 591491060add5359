"""The scans kept beside one paper: looked at, and one more attached; none is ever taken away."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from centre_desk.actions.done import Done
from centre_desk.queries.desk import ScanRow, scan_content, scan_rows
from centre_desk.rules.desk import Actor
from centre_desk.texts.formats import clock_time, grouped, short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, form_button
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.table import RIGHT, Column

Attach = Callable[[str, bytes, Actor, datetime], Done]
"""Keeps a scan: its file name, content, who attaches it and when."""


class ScansDialog(FormDialog):
    """What is kept beside a paper (`subject`: its kind and number). Without `attach` it can only be looked at."""

    def __init__(
        self, context: Context, parent: QWidget | None, *, title: str, subject: tuple[str, int], attach: Attach | None
    ) -> None:
        t = context.words.t
        super().__init__(context, parent, title=title, verb=t("Look at it"))
        self._subject, self._attach = subject, attach
        self.table: DataTable[ScanRow] = DataTable(self._columns(), name="scans", label=title)
        self.more = form_button("scan_attach", t("Attach a scan…"))
        if attach is None:
            self.table.set_empty("empty", t("No scan is kept here."))
        else:
            self._buttons.insertWidget(0, self.more)
            self.table.set_empty("empty", t("No scan is kept here."), t("Attach a scan…"), self.choose_file)
        self.dismiss.setText(t("Close"))
        self.body.addWidget(self.table, 1)
        self.resize(640, 340)
        self.more.clicked.connect(self.choose_file)
        self.table.opened.connect(self.look_at)
        self._read()

    def submit(self) -> None:
        """Look at the chosen scan, or at the newest."""
        row = self.table.current_row() or next(iter(self.table.rows()), None)
        if row is None:
            self.refusals.show_sentences([self.words.t("No scan is kept here.")])
        else:
            self.look_at(row)

    def look_at(self, row: ScanRow) -> None:
        """Hand a scan to the system's viewer."""
        store = self.context.store
        self.fetch(lambda _report: scan_content(store, row.id), lambda content: _shown(content, row.name))

    def choose_file(self) -> None:
        """Ask for the file of a scan."""
        choose = QFileDialog(self, self.words.t("Attach a scan"))
        choose.setObjectName("scan_file")
        choose.setFileMode(QFileDialog.FileMode.ExistingFile)
        choose.setNameFilter(self.words.t("Scans (*.pdf *.jpg *.jpeg *.png)"))
        choose.fileSelected.connect(lambda name: self.keep(Path(name)))
        choose.open()

    def keep(self, path: Path) -> None:
        """Keep a scan inside the desk, and stay open for the next one."""
        attach, by, at = self._attach, self.context.actor(), self.context.now()
        if attach is not None:
            self.act(lambda: attach(path.name, path.read_bytes(), by, at))

    def _finish(self, done: Done) -> None:
        self.acted.emit(done)
        self._read()

    def _read(self) -> None:
        self.table.set_rows(scan_rows(self.context.store, *self._subject))

    def _columns(self) -> list[Column[ScanRow]]:
        t = self.words.t
        return [
            Column(t("File"), lambda row: row.name),
            Column(
                t("Kept on"),
                lambda row: f"{short_date(row.at.date())} {clock_time(row.at)}",
                lambda row: row.at,
                width=140,
            ),
            Column(t("By"), lambda row: row.actor, width=110),
            Column(
                t("Size"),
                lambda row: t("{size} KB", size=grouped(max(1, row.size // 1024), self.words.language)),
                lambda row: row.size,
                RIGHT,
                84,
            ),
        ]


def _shown(content: bytes, name: str) -> None:
    open_paper(content, name)
