"""How panels and dialogs act: the action goes to the runner, its refusals to the box beside the form.

Facts: the house (*data goes round one way*). One act at a time: a second one, asked for while the first is
under way, is not heard, so that a double click does nothing twice.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from centre_desk.actions.done import Done
from centre_desk.rules.refusal import Refused
from centre_desk.views.parts.context import Tools
from centre_desk.views.parts.problems import file_sentence
from centre_desk.views.parts.refusals import RefusalBox
from centre_desk.views.runner import Cancelled, Job, Report

T = TypeVar("T")


class Acting(QObject):
    """Runs the acts of one panel or dialog."""

    done = Signal(object)
    refused = Signal()

    def __init__(self, tools: Tools, refusals: RefusalBox, owner: QWidget) -> None:
        super().__init__(owner)
        self._tools = tools
        self._refusals = refusals
        self._job: Job | None = None

    def act(self, action: Callable[[Report], Done], ok: Callable[[Done], None] | None = None) -> None:
        """Run an action; once it is committed, call `ok` and then emit `done`."""

        def committed(result: Done) -> None:
            if ok is not None:
                ok(result)
            self.done.emit(result)

        self.fetch(action, committed)

    def fetch(self, work: Callable[[Report], T], then: Callable[[T], None]) -> None:
        """Run work that changes nothing (a long query, a file to read) and hand its result on."""
        if self._job is not None:
            return
        self._refusals.clear()

        def ended(result: T) -> None:
            self._job = None
            then(result)

        self._job = self._tools.runner.run(work, done=ended, failed=self._failed, owner=self)

    def busy(self) -> bool:
        """Tell whether an act is under way."""
        return self._job is not None

    def show_problem(self, problem: Exception) -> None:
        """Show why something could not be done; what nobody foresaw goes to the crash dialog."""
        if isinstance(problem, Cancelled):
            return
        if isinstance(problem, Refused):
            self._refusals.show_refusals(problem.refusals)
            return
        sentence = file_sentence(problem, self._tools.words)
        if sentence:
            self._refusals.show_sentences([sentence])
        else:
            self._tools.runner.crashed.emit(problem)

    def _failed(self, problem: Exception) -> None:
        self._job = None
        self.show_problem(problem)
        self.refused.emit()
