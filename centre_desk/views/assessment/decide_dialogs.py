"""Decisions that the sheets alone do not carry: together in writing, or not assessed and why."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from centre_desk.actions.assessment import decide_test
from centre_desk.rules.assessment import Verdict
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField

_OPEN = (Verdict.ABLE, Verdict.TRAINING_OFFERED)


class JointDialog(FormDialog):
    """The verdict that the two assessors settle together, with what they wrote."""

    def __init__(self, context: Context, parent: QWidget | None, test_id: int, proposed: Verdict) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Joint decision of the assessors"), verb=t("Record the decision"))
        self.setObjectName("joint_decision")
        self._test_id = test_id
        self.verdict: ChoiceField[Verdict] = ChoiceField([(one, self.words.word(one)) for one in _OPEN])
        self.verdict.set_value(proposed)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(84)
        self.add_field(t("Verdict"), self.verdict, "joint_verdict")
        self.add_field(t("What they decided, and why"), self.text, "joint_text")

    def submit(self) -> None:
        """Record it."""
        text, verdict = self.text.toPlainText().strip(), self.verdict.value()
        if not text or verdict is None:
            self.refusals.show_sentences([self.words.t("Write what the assessors decided together.")])
            self.text.setFocus()
            return
        store, test_id, by, at = self.context.store, self._test_id, self.context.actor(), self.context.now()
        self.act(lambda: decide_test(store, test_id=test_id, verdict=verdict, joint_decision=text, by=by, at=at))
