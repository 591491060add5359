"""A visit: when, by whom, what became of the person, whether the business pays, what is needed."""

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.follow_up import record_visit
from centre_desk.queries.follow_up import DueVisit
from centre_desk.rules.follow_up import Outcome
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField


class VisitDialog(FormDialog):
    """Six fields, the first two filled."""

    def __init__(self, context: Context, parent: QWidget | None, visit: DueVisit) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Visit to {name}", name=visit.name), verb=t("Record the visit"))
        self.setObjectName("visit")
        self._visit = visit
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.visitor = QLineEdit(context.actor().name)
        self.outcome: ChoiceField[Outcome] = ChoiceField([(one, self.words.word(one)) for one in Outcome])
        self.profitable: ChoiceField[str] = ChoiceField([("", t("not said")), ("yes", t("yes")), ("no", t("no"))])
        self.needs = QLineEdit()
        self.add_field(t("Visited on"), self.day, "visit_day")
        self.add_field(t("Outcome"), self.outcome, "visit_outcome")
        self.add_field(t("Profitable, says the person"), self.profitable, "visit_profitable")
        self.add_field(t("Needs"), self.needs, "visit_needs")
        self.add_field(t("Visitor"), self.visitor, "visit_visitor")

    def submit(self) -> None:
        """Record the visit."""
        day, outcome = self.day.value(), self.outcome.value()
        if day is None or outcome is None:
            self.refusals.show_sentences([self.day.mark()])
            return
        profitable = {"yes": True, "no": False}.get(self.profitable.value() or "")
        store, person, needs, visitor = (
            self.context.store,
            self._visit.person_id,
            self.needs.text(),
            self.visitor.text(),
        )
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: record_visit(
                store,
                person_id=person,
                visited_on=day,
                outcome=outcome,
                visitor=visitor,
                profitable=profitable,
                needs=needs,
                by=by,
                at=at,
            )
        )
