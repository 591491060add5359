"""The report of a month: what stands in the way of closing it, what it will say, closing and exporting it.

Facts: the screen's words (*Rapport mensuel*, *Clôturer et signer*, *Corriger*). Nothing is typed again here.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from centre_desk.papers.monthly_return.facts import Count
from centre_desk.queries.monthly_return.checklist import CheckItem, checklist
from centre_desk.queries.monthly_return.history import Preview, month_choices, month_to_close, preview
from centre_desk.rules.desk import MonthState
from centre_desk.rules.monthly_return import Severity
from centre_desk.rules.room import Room
from centre_desk.texts.formats import grouped, month_name
from centre_desk.views.monthly_return.dialogs import BandsDialog, CloseDialog, ExportDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import RIGHT, Column

STATE_TONES = {MonthState.OPEN: Tone.SOFT, MonthState.SEALED: Tone.OK, MonthState.SENT: Tone.IDLE}


class ReportPanel(Panel):
    """Checklist at the left, the figures at the right; the primary button closes, then exports."""

    reads = frozenset(Room)
    help_page = "report"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._preview: Preview | None = None
        self.head.set_title(t("Monthly report"))
        self.state = Pill("", Tone.PLAIN, self)
        self.month: ChoiceField[str] = ChoiceField()
        name_field(self.month, "report_month", t("Month"))
        self.head.add_widget(self.state)
        self.head.add_widget(self.month)
        self.bands = self.head.add_button("report_bands", t("Age bands…"))
        self.next = self.head.add_button("report_next", t("Close and sign"), primary=True)
        self.checks: DataTable[CheckItem] = DataTable(
            self._check_columns(), name="report_checks", label=t("Points to check")
        )
        self.checks.set_empty("done", t("Nothing stands in the way."))
        self.counts: DataTable[Count] = DataTable(self._count_columns(), name="report_counts", label=t("Preview"))
        self.told = QLabel()
        self._lay_out()
        self.month.currentIndexChanged.connect(lambda _n: self._read())
        self.bands.clicked.connect(lambda: self.show_dialog(BandsDialog(self.context, self)))
        self.next.clicked.connect(self._take_next_step)
        self.checks.linked.connect(lambda row, _column: self._put_right(row))
        self.checks.opened.connect(self._put_right)

    def _lay_out(self) -> None:
        self.told.setObjectName("report_told")
        self.told.setWordWrap(True)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told.hide()
        set_look(self.told, "ok")
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(_headed(self.words.t("Points to check"), self.checks))
        self.splitter.addWidget(_headed(self.words.t("Preview"), self.counts))
        self.splitter.setSizes([200, 300])
        self.body.addWidget(self.told)
        self.body.addWidget(self.splitter, 1)

    def load(self) -> None:
        """Read the months and the report in sight again."""
        store, today = self.context.store, self.context.today()
        chosen = self.month.value() or month_to_close(store, today)
        said = [(month, month_name(month, self.words.language)) for month, _ in month_choices(store, today)]
        self.month.set_choices(said)
        self.month.blockSignals(True)
        self.month.set_value(chosen)
        self.month.blockSignals(False)
        self._read()

    def _read(self) -> None:
        store, month = self.context.store, self._month()
        self.fetch(
            lambda _report: (preview(store, month), checklist(store, month)),
            lambda found: self._show(month, *found),
        )

    def _show(self, month: str, found: Preview, items: list[CheckItem]) -> None:
        if month != self._month():
            self._read()
            return
        self._preview = found
        t, closed = self.words.t, found.sealed
        self.state.say(self.words.word(found.state), STATE_TONES[found.state])
        self.next.setText(t("Export…") if closed else t("Close and sign"))
        self.next.setAccessibleName(self.next.text())
        self.checks.set_empty(
            "lock" if closed else "done", t("This month is closed.") if closed else t("Nothing stands in the way.")
        )
        self.checks.set_rows([] if closed else items)
        self.counts.set_rows(found.sheet.counts)

    def items(self) -> list[CheckItem]:
        """Return the lines of the checklist in sight."""
        return self.checks.rows()

    def _take_next_step(self) -> None:
        if self._preview is None:
            return
        if self._preview.sealed:
            self.export()
        else:
            warnings = sum(1 for item in self.items() if item.severity is Severity.WARNING)
            self.show_dialog(CloseDialog(self.context, self, self._month(), warnings))

    def export(self) -> None:
        """Ask where the package goes."""
        dialog = ExportDialog(self.context, self, self._month())
        dialog.acted.connect(lambda _done: self._tell(self.words.t("The report is in {file}.", file=dialog.made)))
        self.show_dialog(dialog)

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.setVisible(bool(sentence))

    def _put_right(self, item: CheckItem) -> None:
        self.navigate.emit(item.room, item.target)

    def _month(self) -> str:
        return self.month.value() or month_to_close(self.context.store, self.context.today())

    def _check_columns(self) -> list[Column[CheckItem]]:
        words, t = self.words, self.words.t
        return [
            Column(
                words.p("column", "Weight"),
                lambda row: words.word(row.severity),
                width=132,
                tone=lambda row: Tone.BAD if row.severity is Severity.BLOCKING else Tone.WARN,
            ),
            Column(t("How many"), lambda row: str(row.count), lambda row: row.count, RIGHT, 78),
            Column(
                t("What was found"),
                lambda row: words.refusal(row.finding).partition(". ")[0].rstrip("."),
                tip=lambda row: words.refusal(row.finding),
            ),
            Column("", lambda _row: t("Put right"), width=84, link=True, name="put_right"),
        ]

    def _since(self, row: Count) -> str:
        """Return the sum since the agreement began, and how much of it a start in mid-year brought in."""
        words, language = self.words, self.words.language
        whole = "" if row.cumulative is None else grouped(row.cumulative, language)
        if not row.taken_over:
            return whole
        return words.t("{sum} (of which {count} taken over)", sum=whole, count=grouped(row.taken_over, language))

    def _count_columns(self) -> list[Column[Count]]:
        words, language = self.words, self.words.language

        def number(value: int | None) -> str:
            return "" if value is None else grouped(value, language)

        return [
            Column(words.t("The month in figures"), lambda row: words.word(row.measure)),
            Column(words.p("column", "F"), lambda row: number(row.female), lambda row: row.female, RIGHT, 64),
            Column(words.p("column", "M"), lambda row: number(row.male), lambda row: row.male, RIGHT, 64),
            Column(words.t("Total"), lambda row: number(row.total), lambda row: row.total, RIGHT, 92),
            Column(
                words.t("Since the agreement began"),
                lambda row: self._since(row),
                lambda row: row.cumulative or 0,
                RIGHT,
                236,
                spare=True,
            ),
        ]


def _headed(title: str, table: QWidget) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    heading = QLabel(title)
    set_look(heading, "heading")
    column.addWidget(heading)
    column.addWidget(table, 1)
    return box
