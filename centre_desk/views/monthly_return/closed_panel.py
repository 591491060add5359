"""The closed months: versions, exports, what was sent and what IOM answered; reopening and replacing."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from centre_desk.actions.done import Done
from centre_desk.actions.monthly_return import reopen_month, replace_return
from centre_desk.queries.monthly_return.history import ClosedMonth, closed_months
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.monthly_return import IomAnswer
from centre_desk.rules.room import Room
from centre_desk.texts.formats import month_name, short_date
from centre_desk.views.monthly_return.dialogs import AnswerDialog, ExportDialog, NamesDialog, SentDialog
from centre_desk.views.monthly_return.panel import STATE_TONES
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, ReasonDialog
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import Column

_ANSWER_TONES = {
    IomAnswer.RECEIVED: Tone.SOFT,
    IomAnswer.ACCEPTED: Tone.OK,
    IomAnswer.QUESTIONS: Tone.WARN,
    IomAnswer.REPLACEMENT_ASKED: Tone.BAD,
}


class ClosedMonthsPanel(Panel):
    """A table of versions; what can be done with the chosen month stands above."""

    reads = frozenset({Room.MONTHLY_RETURN, Room.DESK})
    help_page = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Closed months"))
        self.replace = self.head.add_button("return_replace", t("Replacing report…"))
        self.reopen = self.head.add_button("return_reopen", t("Reopen the month…"))
        self.names = self.head.add_button("return_names", t("List of names…"))
        self.answer = self.head.add_button("return_answer", t("IOM’s answer…"))
        self.sent = self.head.add_button("return_sent", t("It was sent…"))
        self.export = self.head.add_button("return_export", t("Export…"), primary=True)
        self.table: DataTable[ClosedMonth] = DataTable(self._columns(), name="closed_months", label=t("Closed months"))
        self.table.set_empty("report", t("No month is closed yet."))
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.told = QLabel()
        self.told.setObjectName("closed_told")
        set_look(self.told, "ok")
        self.told.hide()
        self.body.addWidget(self.told)
        self.body.addWidget(self.table, 1)
        self._connect()

    def _connect(self) -> None:
        self.export.clicked.connect(self._export)
        self.sent.clicked.connect(lambda: self._ask(SentDialog))
        self.answer.clicked.connect(lambda: self._ask(AnswerDialog))
        self.names.clicked.connect(lambda: self._ask(NamesDialog))
        self.reopen.clicked.connect(lambda: self._ask_reason(reopen_month, self.words.t("Reopen")))
        self.replace.clicked.connect(lambda: self._ask_reason(replace_return, self.words.t("Replace")))
        self.table.opened.connect(lambda _row: self._export())

    def load(self) -> None:
        """Read the closed months again."""
        rows = closed_months(self.context.store)
        self.table.set_rows(rows)
        if rows and not self.table.selected_rows():
            self.table.select_where(lambda row: row.id == rows[0].id)

    def _month(self) -> str:
        """Return the chosen month; without one, say so."""
        row = self.table.current_row()
        if row is None:
            self.refusals.show_sentences([self.words.t("Choose a closed month.")])
        return row.month if row else ""

    def _ask(self, make: Callable[[Context, QWidget, str], FormDialog]) -> None:
        month = self._month()
        if month:
            self.show_dialog(make(self.context, self, month))

    def _export(self) -> None:
        month = self._month()
        if month:
            dialog = ExportDialog(self.context, self, month)
            dialog.acted.connect(lambda _done: self._tell(dialog))
            self.show_dialog(dialog)

    def _tell(self, dialog: ExportDialog) -> None:
        self.told.setText(self.words.t("The report is in {file}.", file=dialog.made))
        self.told.show()

    def _ask_reason(self, action: Callable[..., Done], verb: str) -> None:
        month = self._month()
        if not month:
            return
        said = f"{verb}\N{NO-BREAK SPACE}: {month_name(month, self.words.language)}"
        dialog = ReasonDialog(self.context, self, title=said, verb=verb)
        dialog.setObjectName("month_reason")
        by: Actor = self.context.actor()
        store, at = self.context.store, self.context.now()
        dialog.given.connect(lambda reason: self.act(lambda: action(store, month=month, reason=reason, by=by, at=at)))
        dialog.open()

    def _said_month(self, row: ClosedMonth) -> str:
        month = month_name(row.month, self.words.language)
        return self.words.t("{month}, v{version}", month=month, version=row.version)

    def _said_exports(self, row: ClosedMonth) -> str:
        return self.words.n("{count} export", "{count} exports", row.exported)

    def _columns(self) -> list[Column[ClosedMonth]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Month"), self._said_month, lambda row: (row.month, row.version)),
            Column(
                t("State"),
                lambda row: t("replaced") if row.state is MonthState.OPEN else words.word(row.state),
                width=96,
                tone=lambda row: Tone.PLAIN if row.state is MonthState.OPEN else STATE_TONES[row.state],
            ),
            Column(
                t("Closed on"),
                lambda row: short_date(row.sealed_at.date()),
                lambda row: row.sealed_at,
                width=92,
                spare=True,
            ),
            Column(t("Signed by"), lambda row: row.signed_by, tip=self._said_exports, spare=True),
            Column(t("Sent on"), lambda row: short_date(row.sent_on), lambda row: row.sent_on, width=92),
            Column(
                t("IOM’s answer"),
                lambda row: words.word(row.answer) if row.answer else "",
                width=146,
                tone=lambda row: _ANSWER_TONES.get(row.answer, Tone.PLAIN) if row.answer else Tone.PLAIN,
                tip=lambda row: row.note,
            ),
        ]
