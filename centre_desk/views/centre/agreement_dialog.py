"""An agreement with IOM: number and days, how the allowance follows attendance, places and prices by trade."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from centre_desk.actions.centre.terms import record_agreement
from centre_desk.queries.centre import TradeRow, trade_rows
from centre_desk.rules.centre import AgreedTrade, AgreementTerms, ProrationMethod
from centre_desk.rules.money import Rounding
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, CountField, DateField, FrancsField
from centre_desk.views.parts.style import set_look


class AgreedTradesField(QScrollArea):
    """One line a trade: ticked, with places and unit price."""

    def __init__(self, trades: list[TradeRow], words: Catalogue) -> None:
        super().__init__()
        self._lines: list[tuple[int, QCheckBox, CountField, FrancsField]] = []
        inside = QWidget()
        set_look(inside, "page")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        heads = (words.t("Trade"), words.t("Places"), words.t("Price a trainee"))
        for column, text in enumerate(heads):
            caption = QLabel(text)
            set_look(caption, "muted")
            grid.addWidget(caption, 0, column)
        for row, trade in enumerate(trades, start=1):
            self._add_line(grid, row, trade, words)
        grid.setColumnStretch(0, 1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFixedHeight(124)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _add_line(self, grid: QGridLayout, row: int, trade: TradeRow, words: Catalogue) -> None:
        box, places, price = QCheckBox(trade.name), CountField(words, 0, 5000), FrancsField(words)
        name_field(box, f"agreed_{trade.code}", trade.name)
        name_field(places, f"agreed_{trade.code}_places", f"{words.t('Places')} {trade.name}")
        name_field(price, f"agreed_{trade.code}_price", f"{words.t('Price a trainee')} {trade.name}")
        places.counted.connect(lambda count: box.setChecked(count > 0))
        for column, field in enumerate((box, places, price)):
            grid.addWidget(field, row, column)
        self._lines.append((trade.id, box, places, price))

    def trades(self) -> tuple[AgreedTrade, ...]:
        """Return the ticked trades."""
        return tuple(
            AgreedTrade(number, places.value() or 0, price.value() or 0)
            for number, box, places, price in self._lines
            if box.isChecked()
        )

    def problems(self) -> list[str]:
        """Return what is wrong with places and prices."""
        ticked = [(places, price) for _, box, places, price in self._lines if box.isChecked()]
        return [problem for fields in ticked for field in fields if (problem := field.mark())]


class AgreementDialog(FormDialog):
    """The terms of an agreement."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New agreement with IOM"), verb=t("Record the agreement"))
        self.setObjectName("add_agreement")
        self.setMinimumWidth(660)
        words, today = self.words, context.today()
        self.number, self.project = QLineEdit(), QLineEdit()
        self.budget_line, self.donor = QLineEdit(), QLineEdit()
        self.signed = DateField(words, today, required=True)
        self.start, self.end = DateField(words, today, required=True), DateField(words, today, required=True)
        self.proration: ChoiceField[ProrationMethod] = ChoiceField([(m, words.word(m)) for m in ProrationMethod])
        self.rounding: ChoiceField[Rounding] = ChoiceField([(r, words.word(r)) for r in Rounding])
        self.threshold, self.child_age = CountField(words, 0, 100, "%"), CountField(words, 0, 18)
        self.cap = CountField(words, 0, 62, required=False)
        self.cap.setPlaceholderText(t("no cap"))
        self.trades = AgreedTradesField(trade_rows(context.store, words.language, active=True), words)
        self._fill_in(today)
        self._lay_out_fields()

    def _fill_in(self, today: date) -> None:
        self.signed.set_value(today)
        self.start.set_value(today.replace(month=1, day=1))
        self.end.set_value(today.replace(month=12, day=31))
        self.threshold.set_value(80)
        self.child_age.set_value(7)

    def _lay_out_fields(self) -> None:
        t = self.words.t
        fields: tuple[tuple[str, QWidget, str], ...] = (
            (t("Number"), self.number, "agreement_number"),
            (t("Signed on"), self.signed, "agreement_signed"),
            (t("First day"), self.start, "agreement_start"),
            (t("Last day"), self.end, "agreement_end"),
            (t("Project"), self.project, "agreement_project"),
            (t("Donor"), self.donor, "agreement_donor"),
            (t("Budget line"), self.budget_line, "agreement_budget"),
            (t("Child’s age limit"), self.child_age, "agreement_child_age"),
            (t("Allowance"), self.proration, "agreement_proration"),
            (t("Rounding"), self.rounding, "agreement_rounding"),
            (t("Threshold"), self.threshold, "agreement_threshold"),
            (t("Excused a month"), self.cap, "agreement_cap"),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for number, (label, field, name) in enumerate(fields):
            self._put(grid, number, label, field, name)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)
        name_field(self.trades, "agreement_trades", t("Trades"))
        self.body.addWidget(self.trades)

    def _put(self, grid: QGridLayout, number: int, label: str, field: QWidget, name: str) -> None:
        """Two fields a line, so that the form stays low."""
        name_field(field, name, label)
        caption = QLabel(label)
        caption.setBuddy(field)
        set_look(caption, "muted")
        field.setMinimumWidth(120)
        grid.addWidget(caption, number // 2, number % 2 * 2)
        grid.addWidget(field, number // 2, number % 2 * 2 + 1)

    def submit(self) -> None:
        """Record the agreement."""
        signed, start, end = self.signed.value(), self.start.value(), self.end.value()
        fields = (self.signed, self.start, self.end, self.threshold, self.child_age, self.cap)
        wrong = [problem for field in fields if (problem := field.mark())] + self.trades.problems()
        if wrong or signed is None or start is None or end is None:
            self.refusals.show_sentences(wrong)
            return
        terms = AgreementTerms(
            number=self.number.text(),
            signed_on=signed,
            start=start,
            end_on=end,
            trades=self.trades.trades(),
            project=self.project.text(),
            budget_line=self.budget_line.text(),
            donor=self.donor.text(),
            proration=self.proration.value() or ProrationMethod.HALF_DAYS,
            rounding=self.rounding.value() or Rounding.NEAREST_5,
            threshold_percent=self.threshold.value() or 0,
            excused_cap=self.cap.value(),
            child_age_limit=self.child_age.value() or 0,
        )
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: record_agreement(store, terms=terms, by=by, at=at))
