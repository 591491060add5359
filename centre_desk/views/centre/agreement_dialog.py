"""An agreement with IOM: number and days, how the allowance follows attendance, places and prices by trade."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from centre_desk.actions.centre.terms import record_agreement
from centre_desk.queries.centre import TradeRow, trade_rows
from centre_desk.rules.centre import AgreedTrade, AgreementTerms, ProrationMethod
from centre_desk.rules.money import Rounding
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, DateField, FrancsField
from centre_desk.views.parts.style import set_look

_NO_CAP = -1


class AgreedTradesField(QScrollArea):
    """One line a trade: ticked, with places and unit price."""

    def __init__(self, trades: list[TradeRow], words: Catalogue) -> None:
        super().__init__()
        self._lines: list[tuple[int, QCheckBox, QSpinBox, FrancsField]] = []
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
        self.setFixedHeight(150)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _add_line(self, grid: QGridLayout, row: int, trade: TradeRow, words: Catalogue) -> None:
        box, places, price = QCheckBox(trade.name), QSpinBox(), FrancsField(words)
        name_field(box, f"agreed_{trade.code}", trade.name)
        name_field(places, f"agreed_{trade.code}_places", f"{words.t('Places')} {trade.name}")
        name_field(price, f"agreed_{trade.code}_price", f"{words.t('Price a trainee')} {trade.name}")
        places.setRange(0, 5000)
        places.valueChanged.connect(lambda count: box.setChecked(count > 0))
        for column, field in enumerate((box, places, price)):
            grid.addWidget(field, row, column)
        self._lines.append((trade.id, box, places, price))

    def trades(self) -> tuple[AgreedTrade, ...]:
        """Return the ticked trades."""
        return tuple(
            AgreedTrade(number, places.value(), price.value() or 0)
            for number, box, places, price in self._lines
            if box.isChecked()
        )

    def problems(self) -> list[str]:
        """Return what is wrong with the prices."""
        return [problem for _, _, _, price in self._lines if (problem := price.mark())]


class AgreementDialog(FormDialog):
    """The terms of an agreement."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("New agreement with IOM"), verb=t("Record the agreement"))
        self.setObjectName("add_agreement")
        self.setMinimumWidth(620)
        words, today = self.words, context.today()
        self.number, self.project = QLineEdit(), QLineEdit()
        self.budget_line, self.donor = QLineEdit(), QLineEdit()
        self.signed = DateField(words, today, required=True)
        self.start, self.end = DateField(words, today, required=True), DateField(words, today, required=True)
        self.proration: ChoiceField[ProrationMethod] = ChoiceField([(m, words.word(m)) for m in ProrationMethod])
        self.rounding: ChoiceField[Rounding] = ChoiceField([(r, words.word(r)) for r in Rounding])
        self.threshold, self.cap, self.child_age = QSpinBox(), QSpinBox(), QSpinBox()
        self.trades = AgreedTradesField(trade_rows(context.store, words.language, active=True), words)
        self._fill_in(today)
        self._lay_out_fields()

    def _fill_in(self, today: date) -> None:
        self.signed.set_value(today)
        self.start.set_value(today.replace(month=1, day=1))
        self.end.set_value(today.replace(month=12, day=31))
        self.threshold.setRange(0, 100)
        self.threshold.setValue(80)
        self.threshold.setSuffix(" %")
        self.cap.setRange(_NO_CAP, 62)
        self.cap.setValue(_NO_CAP)
        self.cap.setSpecialValueText(self.words.t("no cap"))
        self.child_age.setRange(0, 18)
        self.child_age.setValue(7)

    def _lay_out_fields(self) -> None:
        t = self.words.t
        self._row((t("Number"), self.number, "agreement_number"), (t("Signed on"), self.signed, "agreement_signed"))
        self._row((t("First day"), self.start, "agreement_start"), (t("Last day"), self.end, "agreement_end"))
        self._row((t("Project"), self.project, "agreement_project"), (t("Donor"), self.donor, "agreement_donor"))
        self._row(
            (t("Budget line"), self.budget_line, "agreement_budget"),
            (t("Child under (years)"), self.child_age, "agreement_child_age"),
        )
        self._row(
            (t("Allowance"), self.proration, "agreement_proration"),
            (t("Rounding"), self.rounding, "agreement_rounding"),
        )
        self._row(
            (t("Attendance threshold"), self.threshold, "agreement_threshold"),
            (t("Excused half-days a month"), self.cap, "agreement_cap"),
        )
        self.add_field(t("Trades"), self.trades, "agreement_trades")

    def _row(self, *pairs: tuple[str, QWidget, str]) -> None:
        """Two fields side by side, so that the form stays low."""
        row = QHBoxLayout()
        row.setSpacing(16)
        for label, field, name in pairs:
            name_field(field, name, label)
            caption = QLabel(label)
            caption.setBuddy(field)
            set_look(caption, "muted")
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(caption)
            column.addWidget(field)
            row.addLayout(column, 1)
        self.form.addRow(row)

    def submit(self) -> None:
        """Record the agreement."""
        signed, start, end = self.signed.value(), self.start.value(), self.end.value()
        wrong = [p for p in (self.signed.mark(), self.start.mark(), self.end.mark()) if p] + self.trades.problems()
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
            threshold_percent=self.threshold.value(),
            excused_cap=None if self.cap.value() == _NO_CAP else self.cap.value(),
            child_age_limit=self.child_age.value(),
        )
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: record_agreement(store, terms=terms, by=by, at=at))
