"""The form of a death, and the one that takes back a death recorded for the wrong person.

Both say beforehand what ends or goes on. Words are kind: whoever fills them in may have known the person.
"""

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from centre_desk.actions.overview.deaths import record_death, undo_death
from centre_desk.queries.overview.deaths import DeathSheet, StoppedRow, stopped_by_death
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import DateField
from centre_desk.views.parts.style import set_look


class DeathDialog(FormDialog):
    """The day, who told it, by which document; below, what ends with it."""

    def __init__(self, context: Context, parent: QWidget | None, person_id: int, name: str) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Death of {name}", name=name), verb=t("Record the death"))
        self.setObjectName("record_death")
        self.setMinimumWidth(520)
        self._person_id = person_id
        self.explain(
            t(
                "With our respect to the family. No roll, call, visit or reminder will follow for this person. "
                "What is owed can still be paid to the family."
            ),
            "death_respect",
        )
        self.day = DateField(self.words, context.today(), required=True)
        self.told_by = QLineEdit()
        self.document = QLineEdit()
        self.note = QLineEdit()
        self.add_field(t("Day of the death"), self.day, "death_day")
        self.add_field(t("Told by"), self.told_by, "death_told_by")
        self.add_field(t("Document"), self.document, "death_document")
        self.add_field(t("Note"), self.note, "death_note")
        stopped = stopped_by_death(context.store, person_id)
        if stopped:
            self.body.addWidget(_muted(_listed(t("Ends with it:"), stopped, self.words), "death_ends"))

    def submit(self) -> None:
        """Record the death."""
        day = self.day.value()
        if not self.ready() or day is None:
            return
        store, person, by, at = self.context.store, self._person_id, self.context.actor(), self.context.now()
        told_by, document, note = self.told_by.text(), self.document.text(), self.note.text()
        self.act(
            lambda: record_death(
                store, person_id=person, died_on=day, told_by=told_by, document=document, note=note, by=by, at=at
            )
        )


class UndoDeathDialog(FormDialog):
    """A death was recorded for the wrong person: why, and what goes on again."""

    def __init__(
        self, context: Context, parent: QWidget | None, person_id: int, name: str, death: DeathSheet
    ) -> None:
        t = context.words.t
        title = t("{name} has not died", name=name)
        super().__init__(context, parent, title=title, verb=t("Take the record back"))
        self.setObjectName("undo_death")
        self.setMinimumWidth(520)
        self._person_id = person_id
        day = short_date(death.died_on, self.words.language)
        self.explain(t("A death on {day} was recorded by mistake. The journal keeps why.", day=day), "undo_death_said")
        self.reason = QLineEdit()
        self.add_field(t("Reason"), self.reason, "undo_death_reason")
        again = [row for row in death.stopped if row.goes_on]
        over = [row for row in death.stopped if not row.goes_on]
        if again:
            self.body.addWidget(_muted(_listed(t("Goes on as before:"), again, self.words), "undo_death_again"))
        if over:
            said = t("Stays ended, for the session or the month is over (enrol the person again):")
            self.body.addWidget(_muted(_listed(said, over, self.words), "undo_death_over"))

    def submit(self) -> None:
        """Take the record back."""
        store, person, reason = self.context.store, self._person_id, self.reason.text()
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: undo_death(store, person_id=person, reason=reason, by=by, at=at))


def _listed(head: str, rows: Iterable[StoppedRow], words: Catalogue) -> str:
    return "\n".join([head, *(f"– {_said(row, words)}" for row in rows)])


def _said(row: StoppedRow, words: Catalogue) -> str:
    return " · ".join(filter(None, (words.word(row.kind), *(words.word(one) for one in row.words), row.detail)))


def _muted(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    set_look(label, "muted")
    return label
