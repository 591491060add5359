"""A session's dates changed once there are marks: the marks that it touches are listed before it happens."""

from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from centre_desk.actions.attendance.dates import move_session
from centre_desk.queries.attendance.touched import TouchedMark, marks_touched
from centre_desk.queries.course import SessionRow
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import DateField


class DatesDialog(FormDialog):
    """New first and last day, why, and what they touch."""

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Change the dates of the session"), verb=t("Show what it touches"))
        self._session = session
        self._listed: tuple[object, object] | None = None
        self.first = DateField(self.words, context.today(), required=True)
        self.last = DateField(self.words, context.today(), required=True)
        self.first.set_value(session.start)
        self.last.set_value(session.end_on)
        self.reason = QLineEdit()
        self.touched = QListWidget()
        self.touched.setFixedHeight(140)
        self.add_field(t("First day"), self.first, "dates_first")
        self.add_field(t("Last day"), self.last, "dates_last")
        self.add_field(t("Reason"), self.reason, "dates_reason")
        self.add_field(t("Marks touched"), self.touched, "dates_touched")
        for field in (self.first, self.last):
            field.textEdited.connect(lambda _text: self._forget())

    def submit(self) -> None:
        """List what the dates touch; then, for the same dates, change them."""
        if not self.ready():
            return
        first, last = self.first.value(), self.last.value()
        if first is None or last is None:
            return
        store, session_id = self.context.store, self._session.id
        if self._listed != (first, last):
            self._listed = (first, last)
            self.fetch(lambda _report: marks_touched(store, session_id, first, last), self._show)
            return
        by, at, reason, agreed = self.context.actor(), self.context.now(), self.reason.text(), self._count
        self.act(
            lambda: move_session(
                store, session_id=session_id, start=first, end_on=last, reason=reason, agreed=agreed, by=by, at=at
            )
        )

    def _show(self, found: list[TouchedMark]) -> None:
        self._count = len(found)
        self.touched.clear()
        for one in found:
            day = f"{short_date(one.day)} {self.words.word(one.half_day)}"
            self.touched.addItem(f"{day} · {one.name} · {one.value.value}")
        if not found:
            self.touched.addItem(self.words.t("No mark is touched."))
        self.verb.setText(self.words.n("Change, {count} mark touched", "Change, {count} marks touched", len(found)))

    def _forget(self) -> None:
        self._listed = None
        self.verb.setText(self.words.t("Show what it touches"))
