"""The base of forms that change half-days: what would be planned and which marks that touches stand in the form.

Facts: a change lists the marks that it touches before it happens, and is agreed to with the list in sight.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QListWidget, QVBoxLayout, QWidget

from centre_desk.actions.attendance import change_timetable
from centre_desk.queries.attendance.touched import Touched, TouchedMark, touched_by_change
from centre_desk.queries.course import SessionRow
from centre_desk.rules.course.changes import Change
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.course.phrases import DOT, said_before, touched
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.style import set_look

_LIST_HEIGHT = 92


class MarksList(QWidget):
    """The marks that go, one a line, under a sentence that counts them; out of sight while there are none."""

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self.count = 0
        self.title = QLabel()
        set_look(self.title, "bad")
        self.title.setWordWrap(True)
        self.list = QListWidget()
        name_field(self.list, "touched_marks", words.t("Marks touched"))
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.setTabKeyNavigation(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.list)
        self.show_marks(())

    def show_marks(self, marks: Sequence[TouchedMark]) -> None:
        """List marks."""
        words = self._words
        self.count = len(marks)
        self.title.setText(
            words.n("{count} mark is taken away; the journal keeps it:",
                    "{count} marks are taken away; the journal keeps them:", self.count)
        )  # fmt: skip
        self.list.clear()
        for one in marks:
            day = f"{short_date(one.day, words.language)} {words.word(one.half_day)}"
            self.list.addItem(DOT.join((day, one.name, words.word(one.value))))
        self.setVisible(bool(marks))

    def lines(self) -> list[str]:
        """Return what is listed."""
        return [self.list.item(number).text() for number in range(self.list.count())]


class TouchingDialog(FormDialog):
    """A change of a session's half-days. A subclass says what `change` the fields ask for."""

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow, *, title: str, verb: str) -> None:
        super().__init__(context, parent, title=title, verb=verb)
        self.setMinimumWidth(480)
        self.session = session
        self._verb = verb
        self.plan = QLabel()
        self.plan.setObjectName("plan_preview")
        self.plan.setWordWrap(True)
        set_look(self.plan, "muted")
        self.marks = MarksList(self.words)

    def lay_out_plan(self) -> None:
        """Put what the change would do below the fields; called once they are there."""
        self.body.addWidget(self.plan)
        self.body.addWidget(self.marks)
        self.show_plan()

    def change(self) -> Change | None:
        """Return what the fields ask for; None while they cannot be read."""
        raise NotImplementedError

    def why(self) -> str:
        """Return the reason typed."""
        return ""

    def problems(self) -> list[str]:
        """Return a sentence for each field that cannot be read."""
        return []

    def show_plan(self) -> None:
        """Say what the change would do, and list the marks that it touches."""
        change = self.change()
        found = touched_by_change(self.context.store, self.session.id, change) if change is not None else None
        self.plan.setText("\n".join(self._said(found)) if found else "")
        self.plan.setVisible(found is not None)
        self.marks.show_marks(found.marks if found else ())
        count = self.marks.count
        touching = self.words.n("{verb}, {count} mark touched", "{verb}, {count} marks touched", count, verb=self._verb)
        self.verb.setText(touching if count else self._verb)
        self.verb.setAccessibleName(self.verb.text())
        self._fit()

    def _said(self, found: Touched) -> list[str]:
        said = [said_before(found.plan, self.words), *touched(found.plan, self.words)]
        if found.rolled:
            said.append(self.words.t("A half-day with a roll would leave: that is refused."))
        return said

    def submit(self) -> None:
        """Change the half-days as listed."""
        change, wrong = self.change(), self.problems()
        if wrong or change is None:
            self.refusals.show_sentences(wrong)
            return
        store, number, reason, agreed = self.context.store, self.session.id, self.why(), self.marks.count
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: change_timetable(
                store, session_id=number, change=change, reason=reason, agreed=agreed, by=by, at=at
            )
        )
