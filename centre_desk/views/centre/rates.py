"""Dated rates: allowance, minimum wage, day care, training fee. The director alone sets them."""

from datetime import date

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from centre_desk.actions.centre.terms import set_rate
from centre_desk.queries.centre import RateRow, rate_rows, trade_rows
from centre_desk.rules.centre import DatedRate, RateKind, allowances_under_smig
from centre_desk.rules.room import Room
from centre_desk.texts.formats import francs, short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField, FrancsField
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import RIGHT, Column


class RatesPanel(Panel):
    """The history of the rates, by kind."""

    reads = frozenset({Room.CENTRE})
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Dated rates"))
        self.add = self.head.add_button("rate_add", t("New rate"), primary=True)
        self.check = QLabel()
        self.check.setObjectName("rates_check")
        self.check.setWordWrap(True)
        set_look(self.check, "bad")
        self.table: DataTable[RateRow] = DataTable(self._columns(), name="rates", label=t("Dated rates"))
        self.table.set_empty("claims", t("No rate yet: allowances need one."), t("New rate"), self.open_new)
        self.body.addWidget(self.check)
        self.body.addWidget(self.table, 1)
        self.add.clicked.connect(self.open_new)

    def load(self) -> None:
        """Read the rates, and say which allowance the minimum wage has overtaken."""
        rows = rate_rows(self.context.store, self.words.language)
        self.table.set_rows(rows)
        dated = [DatedRate(r.kind, r.amount, r.valid_from, r.valid_to) for r in rows]
        low = allowances_under_smig(dated)
        self.check.setText("\n".join(self._said(rate) for rate in low))
        self.check.setVisible(bool(low))

    def _said(self, rate: DatedRate) -> str:
        return self.words.t(
            "To check: the allowance of {amount} from {day} is under a legal minimum wage set for the same time.",
            amount=francs(rate.amount, self.words.language),
            day=short_date(rate.valid_from, self.words.language),
        )

    def _tip(self, row: RateRow) -> str:
        return " · ".join(filter(None, (self.words.word(row.kind), row.document)))

    def open_new(self) -> None:
        """Ask for a new rate."""
        self.show_dialog(RateDialog(self.context, self))

    def _columns(self) -> list[Column[RateRow]]:
        words, t, today = self.words, self.words.t, self.context.today
        first, last = words.p("first day", "From"), words.p("last day", "To")
        return [
            Column(t("Rate"), lambda row: words.word(row.kind), tip=self._tip),
            Column(t("Trade"), lambda row: row.trade or t("all"), width=120, spare=True),
            Column(t("Amount"), lambda row: francs(row.amount, words.language), lambda row: row.amount, RIGHT, 120),
            Column(first, lambda row: short_date(row.valid_from), lambda row: row.valid_from, width=96),
            Column(last, lambda row: short_date(row.valid_to), lambda row: row.valid_to, width=96, spare=True),
            Column(
                t("State"),
                lambda row: t("in force") if _in_force(row, today()) else "",
                width=96,
                tone=lambda row: Tone.OK,
                spare=True,
            ),
        ]


def _in_force(row: RateRow, today: date) -> bool:
    return row.valid_from <= today and (row.valid_to is None or today <= row.valid_to)


class RateDialog(FormDialog):
    """Kind, trade, amount, first day, document."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New rate"), verb=t("Put the rate in force"))
        self.setObjectName("set_rate")
        self.kind: ChoiceField[RateKind] = ChoiceField([(k, self.words.word(k)) for k in RateKind])
        trades = trade_rows(context.store, self.words.language, active=True)
        self.trade: ChoiceField[int] = ChoiceField([(0, t("all")), *((row.id, row.name) for row in trades)])
        self.amount = FrancsField(self.words, required=True)
        self.start = DateField(self.words, context.today(), required=True)
        self.start.set_value(context.today().replace(day=1))
        self.document = QLineEdit()
        self.add_field(t("Rate"), self.kind, "rate_kind")
        self.add_field(t("Trade"), self.trade, "rate_trade")
        self.add_field(t("Amount"), self.amount, "rate_amount")
        self.add_field(self.words.p("first day", "From"), self.start, "rate_from")
        self.add_field(t("Document"), self.document, "rate_document")

    def submit(self) -> None:
        """Put the rate in force."""
        kind, amount, start = self.kind.value(), self.amount.value(), self.start.value()
        wrong = [p for p in (self.amount.mark(), self.start.mark()) if p]
        if wrong or kind is None or amount is None or start is None:
            self.refusals.show_sentences(wrong)
            return
        trade, document = self.trade.value() or None, self.document.text()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: set_rate(
                store,
                kind=kind,
                amount=amount,
                valid_from=start,
                trade_id=trade,
                document=document,
                by=by,
                at=at,
            )
        )
