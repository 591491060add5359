"""The small forms of day care: placing a child, ending a placement, what a day-care centre invoiced."""

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.claim import end_placement, place_child, record_invoice
from centre_desk.queries.centre.staff import providers_rows
from centre_desk.queries.claim.nursery import ChildRow
from centre_desk.rules.dates import first_day
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, CountField, DateField


class PlaceDialog(FormDialog):
    """Which day-care centre, from which day on."""

    def __init__(self, context: Context, parent: QWidget | None, child: ChildRow, month: str) -> None:
        t, p = context.words.t, context.words.p
        super().__init__(context, parent, title=t("Place {name}", name=child.name), verb=p("verb", "Place"))
        self.setObjectName("place_child")
        self._child = child
        providers = providers_rows(context.store, on=context.today())
        self.provider: ChoiceField[int] = ChoiceField([(row.id, row.name) for row in providers])
        self.start = DateField(self.words, context.today(), required=True)
        self.start.set_value(first_day(month))
        self.add_field(t("Day-care centre"), self.provider, "place_provider")
        self.add_field(self.words.p("placement", "From"), self.start, "place_start")

    def submit(self) -> None:
        """Place the child."""
        start, provider = self.start.value(), self.provider.value()
        if start is None or provider is None:
            missing = self.start.mark() or self.words.t("Add a day-care centre under Settings first.")
            self.refusals.show_sentences([missing])
            return
        store, child = self.context.store, self._child.id
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: place_child(store, dependant_id=child, provider_id=provider, start=start, by=by, at=at))


class EndPlacementDialog(FormDialog):
    """The last day at the day-care centre."""

    def __init__(self, context: Context, parent: QWidget | None, child: ChildRow) -> None:
        t = context.words.t
        title = t("End of the day care of {name}", name=child.name)
        super().__init__(context, parent, title=title, verb=t("End the placement"))
        self.setObjectName("end_placement")
        self._child = child
        self.end = DateField(self.words, context.today(), required=True)
        self.end.set_value(context.today())
        self.add_field(t("Last day"), self.end, "placement_end")

    def submit(self) -> None:
        """End the placement."""
        end, number = self.end.value(), self._child.placement_id
        if end is None or number is None:
            self.refusals.show_sentences([self.end.mark()])
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: end_placement(store, placement_id=number, end=end, by=by, at=at))


class InvoiceDialog(FormDialog):
    """How many days were invoiced, and the number of the invoice."""

    def __init__(self, context: Context, parent: QWidget | None, child: ChildRow, month: str) -> None:
        t = context.words.t
        title = t("Invoice for {name}", name=child.name)
        super().__init__(context, parent, title=title, verb=t("Record the invoice"))
        self.setObjectName("day_care_invoice")
        self._child, self._month = child, month
        self.days = CountField(self.words, 0, 31)
        self.days.set_value(child.attended if child.invoiced is None else child.invoiced)
        self.number = QLineEdit(child.invoice)
        self.add_field(t("Days invoiced"), self.days, "invoice_days")
        self.add_field(t("Invoice no."), self.number, "invoice_number")

    def submit(self) -> None:
        """Record the invoice."""
        provider, days = self._child.provider_id, self.days.value()
        if not self.ready() or days is None:
            return
        if provider is None:
            self.refusals.show_sentences([self.words.t("Place the child at a day-care centre first.")])
            return
        store, child, month = self.context.store, self._child.id, self._month
        number, by, at = self.number.text(), self.context.actor(), self.context.now()
        self.act(
            lambda: record_invoice(
                store, dependant_id=child, provider_id=provider, month=month, days=days, number=number, by=by, at=at
            )
        )
