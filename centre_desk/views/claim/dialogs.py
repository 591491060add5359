"""The small forms of the run: paying lines, deducting from one, adding one by hand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from centre_desk.actions.claim import add_line, deduct_from_line, record_payments
from centre_desk.queries.claim.sheet import LineRow
from centre_desk.rules.claim import LineKind, PaymentMode
from centre_desk.texts.formats import francs, month_name
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField, FrancsField


class PayDialog(FormDialog):
    """How many lines and what sum, then way, reference and day: one entry for all of them."""

    def __init__(self, context: Context, parent: QWidget | None, lines: Sequence[LineRow]) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Record the payment"), verb=t("Record the payment"))
        self.setObjectName("pay")
        self._lines = [line.id for line in lines]
        total = francs(sum(line.net for line in lines), self.words.language)
        said = self.words.n("{count} line: {total}", "{count} lines: {total}", len(lines), total=total)
        self.sum = QLabel(said)
        self.sum.setObjectName("pay_sum")
        self.mode: ChoiceField[PaymentMode] = ChoiceField([(mode, self.words.word(mode)) for mode in PaymentMode])
        self.reference = QLineEdit()
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.form.addRow(self.sum)
        self.add_field(t("Way of paying"), self.mode, "pay_mode")
        self.add_field(t("Reference"), self.reference, "pay_reference")
        self.add_field(t("Paid on"), self.day, "pay_day")

    def submit(self) -> None:
        """Record the payment of all the lines."""
        day, mode = self.day.value(), self.mode.value()
        if day is None or mode is None:
            self.refusals.show_sentences([self.day.mark()])
            return
        store, lines, reference = self.context.store, self._lines, self.reference.text()
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: record_payments(store, line_ids=lines, mode=mode, reference=reference, paid_on=day, by=by, at=at)
        )


class DeductDialog(FormDialog):
    """What is deducted from a line, and why."""

    def __init__(self, context: Context, parent: QWidget | None, line: LineRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Deduct from {name}", name=line.name), verb=t("Deduct"))
        self.setObjectName("deduct")
        self._line = line
        self.amount = FrancsField(self.words, required=True)
        self.amount.set_value(line.basis.get("recover") or None)
        self.reason = QLineEdit()
        self.add_field(t("Amount to deduct"), self.amount, "deduct_amount")
        self.add_field(t("Reason"), self.reason, "deduct_reason")

    def submit(self) -> None:
        """Set the deduction."""
        amount = self.amount.value()
        if amount is None:
            self.refusals.show_sentences([self.amount.mark()])
            return
        store, number, reason = self.context.store, self._line.id, self.reason.text()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: deduct_from_line(store, line_id=number, amount=amount, reason=reason, by=by, at=at))


class AddArrearsDialog(FormDialog):
    """Arrears that the facts do not give: a month before the program, an error outside of it."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        run_id: int,
        people: Sequence[tuple[int, str]],
        months: list[str],
    ) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Add arrears by hand"), verb=t("Add"))
        self.setObjectName("add_arrears")
        self._run = run_id
        self.person: ChoiceField[int] = ChoiceField(list(people))
        said = [(month, month_name(month, self.words.language)) for month in months]
        self.month: ChoiceField[str] = ChoiceField(said)
        self.amount = FrancsField(self.words, required=True)
        self.reason = QLineEdit()
        self.add_field(t("Person"), self.person, "arrears_person")
        self.add_field(t("Month that it mends"), self.month, "arrears_month")
        self.add_field(t("Amount"), self.amount, "arrears_amount")
        self.add_field(t("Reason"), self.reason, "arrears_reason")

    def submit(self) -> None:
        """Add the line."""
        amount, person, month = self.amount.value(), self.person.value(), self.month.value()
        if amount is None or person is None or month is None:
            self.refusals.show_sentences([self.amount.mark()])
            return
        store, run, reason = self.context.store, self._run, self.reason.text()
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: add_line(
                store,
                run_id=run,
                kind=LineKind.ARREARS,
                person_id=person,
                amount=amount,
                reason=reason,
                arrears_of=month,
                by=by,
                at=at,
            )
        )
