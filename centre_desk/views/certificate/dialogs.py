"""Small forms on certificates: handed over when and to whom, a duplicate and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from centre_desk.actions.certificate import hand_over_certificates, print_certificates
from centre_desk.views.certificate.lines import Line
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import DateField
from centre_desk.views.parts.style import set_look


class HandOverDialog(FormDialog):
    """The day, and who received them if it was not the persons themselves."""

    def __init__(self, context: Context, parent: QWidget | None, lines: Sequence[Line]) -> None:
        t, n = context.words.t, context.words.n
        super().__init__(
            context,
            parent,
            title=n("Hand over {count} certificate", "Hand over {count} certificates", len(lines)),
            verb=t("Record the hand-over"),
        )
        self.setObjectName("hand_over")
        self._ids = [line.certificate_id for line in lines]
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.whom = QLineEdit()
        self.whom.setPlaceholderText(t("empty: to the person"))
        self.body.addWidget(_who(lines))
        self.add_field(t("Handed over on"), self.day, "hand_over_day")
        self.add_field(t("Received by"), self.whom, "hand_over_whom")

    def submit(self) -> None:
        """Record it."""
        day = self.day.value()
        if not self.ready() or day is None:
            return
        store, ids, whom = self.context.store, self._ids, self.whom.text().strip()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: hand_over_certificates(store, certificate_ids=ids, on_date=day, note=whom, by=by, at=at))


class DuplicateDialog(FormDialog):
    """Why a duplicate is printed; it bears its number."""

    printed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None, lines: Sequence[Line]) -> None:
        t, n = context.words.t, context.words.n
        super().__init__(
            context,
            parent,
            title=n("Duplicate of {count} certificate", "Duplicates of {count} certificates", len(lines)),
            verb=t("Print the duplicate"),
        )
        self.setObjectName("duplicate")
        self._ids = [line.certificate_id for line in lines]
        self.why = QLineEdit()
        self.body.addWidget(_who(lines))
        self.add_field(t("Reason"), self.why, "duplicate_reason")

    def submit(self) -> None:
        """Record the print, then open it."""
        why = self.why.text().strip()
        if not why:
            self.refusals.show_sentences([self.words.t("Write the reason: the journal keeps it.")])
            self.why.setFocus()
            return
        store, ids, by, at = self.context.store, self._ids, self.context.actor(), self.context.now()
        self.act(lambda: print_certificates(store, certificate_ids=ids, note=why, by=by, at=at), ok=self.printed.emit)


def _who(lines: Sequence[Line]) -> QLabel:
    label = QLabel("\n".join(f"{line.number}  {line.name}" for line in lines[:8]) + ("\n…" if len(lines) > 8 else ""))
    set_look(label, "muted")
    return label
