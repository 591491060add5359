"""The verified copies of the desk: make one, put one on a stick, and prove that one can be restored."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from centre_desk.actions.desk.backups import back_up, try_restore
from centre_desk.queries.desk import BackupRow, backup_rows
from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import N_, Msg
from centre_desk.texts.formats import clock_time, grouped, short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import RIGHT, Column

_WHY: dict[str, Msg] = {
    "asked": N_("asked for"),
    "day": N_("first entry of the day"),
    "half_hour": N_("half an hour of work"),
    "exit": N_("at closing"),
    "import": N_("before an import"),
    "upgrade": N_("before an upgrade"),
    "closing": N_("before closing a month"),
}


class BackupsPanel(Panel):
    """A table of copies, the newest first."""

    reads = frozenset(Room)
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Backups"))
        self.elsewhere = self.head.add_button("backup_elsewhere", t("Back up to a USB key…"))
        self.attempt = self.head.add_button("backup_try", t("Try a restore"))
        self.now = self.head.add_button("backup_now", t("Back up now"), primary=True)
        self.result = QLabel()
        self.result.setObjectName("backup_result")
        self.result.setWordWrap(True)
        set_look(self.result, "ok")
        self.result.hide()
        self.table: DataTable[BackupRow] = DataTable(self._columns(), name="backups", label=t("Backups"))
        self.table.set_empty("backup", t("No backup yet."), t("Back up now"), self.back_up_here)
        self.body.addWidget(self.result)
        self.body.addWidget(self.table, 1)
        self.now.clicked.connect(self.back_up_here)
        self.elsewhere.clicked.connect(self._ask_where)
        self.attempt.clicked.connect(self.try_one)

    def load(self) -> None:
        """Read the list of copies."""
        self.table.set_rows(backup_rows(self.context.store))

    def back_up_here(self) -> None:
        """Make a copy in the desk's own folder."""
        self._back_up(None)

    def back_up_to(self, folder: str) -> None:
        """Make a copy elsewhere."""
        self._back_up(Path(folder))

    def try_one(self) -> None:
        """Unpack the chosen copy (the newest, when none is chosen) apart and check all of it."""
        rows = self.table.rows()
        row = self.table.current_row() or (rows[0] if rows else None)
        if row is None:
            self.refusals.show_sentences([self.words.t("There is no backup to try. Make one first.")])
            return
        store, name = self.context.store, row.name
        by, at = self.context.actor(), self.context.now()
        self._say("")
        said = self.words.t("{name} was unpacked and checked: it can be restored.", name=name)
        self.act(lambda: try_restore(store, name=name, by=by, at=at), ok=lambda _done: self._say(said))

    def _back_up(self, folder: Path | None) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self._say("")
        said = self.words.t("The backup is made and verified.")
        self.act(lambda: back_up(store, why="asked", by=by, at=at, folder=folder), ok=lambda _done: self._say(said))

    def _say(self, sentence: str) -> None:
        self.result.setText(sentence)
        self.result.setVisible(bool(sentence))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.words.t("Choose a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.back_up_to)
        dialog.open()

    def _why(self, row: BackupRow) -> str:
        return self.words.msg(_WHY[row.why]) if row.why in _WHY else row.why

    def _here(self, row: BackupRow) -> bool:
        return (self.context.store.folder / "backups" / row.name).is_file()

    def _columns(self) -> list[Column[BackupRow]]:
        t = self.words.t
        return [
            Column(t("No."), lambda row: str(row.sequence), lambda row: row.sequence, RIGHT, 56),
            Column(
                self.words.p("backup", "Made"),
                lambda row: f"{short_date(row.at.date())} {clock_time(row.at)}",
                lambda row: row.at,
                width=140,
            ),
            Column(t("Occasion"), self._why),
            Column(t("File"), lambda row: row.name),
            Column(
                t("Size"),
                lambda row: t("{size} KB", size=grouped(row.size // 1024, self.words.language)),
                lambda row: row.size,
                RIGHT,
                90,
            ),
            Column(
                t("State"),
                lambda row: t("verified") if self._here(row) else t("elsewhere"),
                width=110,
                tone=lambda row: Tone.OK if self._here(row) else Tone.IDLE,
            ),
        ]
