"""The small forms of kits: the hand-over of one, what representatives said about a list."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from centre_desk.actions.kit import hand_over_kit, review_kit_list, revise_kit_list
from centre_desk.queries.kit import KitItemRow, KitListRow, KitRow
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import DateField


class HandOverDialog(FormDialog):
    """On which day, where, before whom."""

    def __init__(self, context: Context, parent: QWidget | None, row: KitRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Kit of {name}", name=row.name), verb=t("Hand over"))
        self.setObjectName("hand_over")
        self._row = row
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.place, self.witness, self.remarks = QLineEdit(), QLineEdit(), QLineEdit()
        self.add_field(t("Handed over on"), self.day, "hand_over_day")
        self.add_field(t("Place"), self.place, "hand_over_place")
        self.add_field(t("Witness"), self.witness, "hand_over_witness")
        self.add_field(t("Remarks"), self.remarks, "hand_over_remarks")

    def submit(self) -> None:
        """Record the hand-over."""
        day = self.day.value()
        if day is None:
            self.refusals.show_sentences([self.day.mark()])
            return
        store, person = self.context.store, self._row.person_id
        place, witness, remarks = self.place.text(), self.witness.text(), self.remarks.text()
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: hand_over_kit(
                store,
                person_id=person,
                handed_on=day,
                place=place,
                witness=witness,
                remarks=remarks,
                by=by,
                at=at,
            )
        )


class ReviseDialog(FormDialog):
    """A new version of a list, one thing a line: `2 Truelle`."""

    def __init__(self, context: Context, parent: QWidget | None, row: KitListRow) -> None:
        t = context.words.t
        title = t("New version of the kit: {trade}", trade=row.trade)
        super().__init__(context, parent, title=title, verb=t("Save as a proposal"))
        self.setObjectName("kit_revise")
        self._row = row
        self._english = {item.name_fr: item.name_en for item in row.items}
        self.things = QPlainTextEdit("\n".join(f"{item.quantity} {item.name_fr}" for item in row.items))
        self.things.setTabChangesFocus(True)
        self.things.setFixedHeight(220)
        self.add_field(t("Quantity and thing, one a line"), self.things, "kit_things")

    def submit(self) -> None:
        """Save the version."""
        lines = [line.strip() for line in self.things.toPlainText().splitlines() if line.strip()]
        items = [self._item(number, line) for number, line in enumerate(lines, 1)]
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        trade = self._row.trade_id
        self.act(lambda: revise_kit_list(store, trade_id=trade, items=items, by=by, at=at))

    def _item(self, position: int, line: str) -> KitItemRow:
        """Read a line; without a number in front there is one of the thing."""
        first, _, rest = line.partition(" ")
        quantity, name = (int(first), rest.strip()) if first.isdecimal() else (1, line)
        return KitItemRow(position, name, self._english.get(name, ""), quantity)


class ReviewDialog(FormDialog):
    """What migrant representatives and trainers said about a list."""

    def __init__(self, context: Context, parent: QWidget | None, row: KitListRow) -> None:
        t = context.words.t
        title = t("Review of the kit: {trade}", trade=row.trade)
        super().__init__(context, parent, title=title, verb=t("Record the review"))
        self.setObjectName("kit_review")
        self._row = row
        self.feedback = QPlainTextEdit(row.feedback)
        self.feedback.setTabChangesFocus(True)
        self.feedback.setFixedHeight(96)
        self.add_field(t("What they said"), self.feedback, "kit_feedback")

    def submit(self) -> None:
        """Record the review."""
        store, number, said = self.context.store, self._row.id, self.feedback.toPlainText()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: review_kit_list(store, list_id=number, feedback=said, by=by, at=at))
