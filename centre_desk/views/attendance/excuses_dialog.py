"""The reasons known in a session: from when to when, with their documents; one that was wrong is withdrawn."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from centre_desk.actions.attendance import attach_excuse_scan, withdraw_excuse
from centre_desk.actions.done import Done
from centre_desk.queries.attendance.excuses import ExcuseRow, excuse_rows
from centre_desk.rules.attendance.quick import numbered
from centre_desk.rules.desk import Actor, Right
from centre_desk.texts.formats import short_date
from centre_desk.views.desk.scans_dialog import ScansDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, ReasonDialog, form_button
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import RIGHT, Column


class ExcusesDialog(FormDialog):
    """Lists the reasons; scans of the chosen one are looked at and attached, and it can be withdrawn with a reason."""

    def __init__(self, context: Context, parent: QWidget | None, session_id: int, new: Callable[[], None]) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Known reasons"), verb=t("Scans…"))
        self._session_id = session_id
        self.table: DataTable[ExcuseRow] = DataTable(self._columns(), name="excuses", label=t("Known reasons"))
        self.withdraw = form_button("excuse_withdraw", t("Withdraw…"))
        may = context.actor().may(Right.TAKE_ROLL)
        self.withdraw.setVisible(may)
        if may:
            self.table.set_empty("empty", t("No reason is known in this session."), t("Excused absence…"), new)
        else:
            self.table.set_empty("empty", t("No reason is known in this session."))
        self.dismiss.setText(t("Close"))
        self._buttons.insertWidget(0, self.withdraw)
        self.body.addWidget(self.table, 1)
        self.resize(min(860, parent.window().width() - 24) if parent is not None else 860, 400)
        self.withdraw.clicked.connect(self.ask_why)
        self.table.opened.connect(self.show_scans)
        self._read()

    def submit(self) -> None:
        """Show the scans of the chosen reason."""
        row = self._row()
        if row is not None:
            self.show_scans(row)

    def show_scans(self, row: ExcuseRow) -> None:
        """Show the documents of a reason; one more may be attached."""
        store = self.context.store

        def attach(name: str, content: bytes, by: Actor, at: datetime) -> Done:
            return attach_excuse_scan(store, excuse_id=row.id, name=name, content=content, by=by, at=at)

        title = self.words.t("Scans of {name}, from {day}", name=row.name, day=short_date(row.first_day))
        may = self.context.actor().may(Right.TAKE_ROLL)
        dialog = ScansDialog(
            self.context, self, title=title, subject=("excuse", row.id), attach=attach if may else None
        )
        self._open(dialog)

    def ask_why(self) -> None:
        """Ask why the chosen reason is withdrawn."""
        row, t = self._row(), self.words.t
        if row is None:
            return
        if row.withdrawn_at is not None:
            self.refusals.show_sentences([t("This reason was taken back already.")])
            return
        dialog = ReasonDialog(self.context, self, title=t("Withdraw a reason"), verb=t("Withdraw"))
        said = t(
            "{name}, {reason}, from {first} to {last}. Rolls to come no longer propose it; marks already entered stay.",
            name=row.name,
            reason=self.words.word(row.reason),
            first=short_date(row.first_day),
            last=short_date(row.last_day),
        )
        dialog.explain(said, "excuse_withdrawn")
        dialog.given.connect(lambda reason: self._withdraw(row.id, reason))
        dialog.open()

    def _withdraw(self, excuse_id: int, reason: str) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: withdraw_excuse(store, excuse_id=excuse_id, reason=reason, by=by, at=at))

    def _row(self) -> ExcuseRow | None:
        row = self.table.current_row()
        if row is None:
            self.refusals.show_sentences([self.words.t("Choose a reason of the list first.")])
        return row

    def _open(self, dialog: FormDialog) -> None:
        dialog.acted.connect(self._finish)
        dialog.open()

    def _finish(self, done: Done) -> None:
        """Stay open for the next one."""
        self.acted.emit(done)
        self._read()

    def _read(self) -> None:
        self.table.set_rows(excuse_rows(self.context.store, self._session_id))

    def _columns(self) -> list[Column[ExcuseRow]]:
        t, word = self.words.t, self.words.word
        return [
            Column(t("No."), lambda row: numbered(row.number, 2), lambda row: row.number, RIGHT, 48),
            Column(t("Trainee"), lambda row: row.name),
            Column(t("Days"), self._days, lambda row: row.first_day, width=166),
            Column(t("Reason"), lambda row: word(row.reason), width=140),
            Column(t("Document"), self._proof, spare=True),
            Column(
                t("State"),
                lambda row: t("withdrawn") if row.withdrawn_at else t("holds"),
                width=96,
                tone=lambda row: Tone.IDLE if row.withdrawn_at else Tone.OK,
            ),
        ]

    def _days(self, row: ExcuseRow) -> str:
        if row.first_day == row.last_day:
            return short_date(row.first_day)
        return f"{short_date(row.first_day)[:5]} – {short_date(row.last_day)}"

    def _proof(self, row: ExcuseRow) -> str:
        """Say the document in words, and how many scans are kept."""
        scans = self.words.n("{count} scan", "{count} scans", row.scans) if row.scans else ""
        return " · ".join(part for part in (row.document, scans) if part)
