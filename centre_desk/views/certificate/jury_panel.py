"""The exams with one act more: the director reopens settled results, as long as no certificate came from them.

It stands in this room, for reopening must know of the certificates.
"""

from PySide6.QtWidgets import QWidget

from centre_desk.actions.certificate import reopen_exam
from centre_desk.rules.desk import Right
from centre_desk.rules.exam import ExamState
from centre_desk.rules.room import Room
from centre_desk.views.exam.panel import ExamsPanel
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import ReasonDialog


class JuryPanel(ExamsPanel):
    """The tab *Exams* as the window shows it."""

    reads = ExamsPanel.reads | {Room.CERTIFICATE}

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.reopen = self.head.add_button("exam_reopen", self.words.t("Reopen the results…"))
        self.reopen.hide()
        self.reopen.clicked.connect(self.ask_reopening)

    def load(self) -> None:
        """Read the exams; the act is there for settled ones, for the director."""
        super().load()
        self._offer()

    def open_item(self, item: int) -> None:
        """Show one exam."""
        super().open_item(item)
        self._offer()

    def ask_reopening(self) -> None:
        """Ask why the results are reopened."""
        t, sheet = self.words.t, self.sheet()
        if sheet is None:
            return
        dialog = ReasonDialog(
            self.context, self, title=t("Reopen {number}", number=sheet.minutes_number), verb=t("Reopen the results")
        )
        dialog.given.connect(lambda reason: self._reopen(sheet.id, reason))
        dialog.open()

    def _reopen(self, exam_id: int, reason: str) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: reopen_exam(store, exam_id=exam_id, reason=reason, by=by, at=at), ok=lambda _done: self.load())

    def _chosen(self) -> None:
        super()._chosen()
        self._offer()

    def _offer(self) -> None:
        sheet = self.sheet()
        settled = sheet is not None and sheet.state is ExamState.SETTLED
        self.head.offer(self.reopen, settled and self.context.actor().may(Right.REOPEN_RESULTS))
