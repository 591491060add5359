"""How long work shows: a busy cursor up to 1 s, an indicator to 5 s, then a bar with a cancel.

Facts: *Progress* of screens. Lives in the status bar and listens to the runner.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.style import set_look
from centre_desk.views.runner import Job, Runner

INDICATOR_MS = 1000
BAR_MS = 5000
_CURSOR_MS = 60


class BusySign(QWidget):
    """Shows that the runner works, the more the longer it takes."""

    def __init__(self, words: Catalogue, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._has_cursor = False
        self._text = QLabel(words.t("Working…"))
        self._bar = QProgressBar()
        self._bar.setObjectName("progress")
        self._bar.setAccessibleName(words.t("Progress"))
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._cancel = QPushButton(words.t("Cancel"))
        self._cancel.setObjectName("progress_cancel")
        self._cancel.setAccessibleName(words.t("Cancel the work under way"))
        set_look(self._cancel, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        for widget in (self._text, self._bar, self._cancel):
            row.addWidget(widget)
        self._timers = [self._after(ms, act) for ms, act in self._stages()]
        runner.started.connect(self._started)
        runner.progressed.connect(self._progressed)
        runner.ended.connect(self._ended)
        self._cancel.clicked.connect(self._cancelled)
        self.hide()

    def _stages(self) -> tuple[tuple[int, Callable[[], None]], ...]:
        return (_CURSOR_MS, self._show_cursor), (INDICATOR_MS, self._show_indicator), (BAR_MS, self._show_bar)

    def _after(self, ms: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(ms)
        timer.timeout.connect(act)
        return timer

    def _started(self, job: Job) -> None:
        self._jobs.append(job)
        if len(self._jobs) == 1:
            for timer in self._timers:
                timer.start()

    def _ended(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        if self._jobs:
            return
        for timer in self._timers:
            timer.stop()
        if self._has_cursor:
            QGuiApplication.restoreOverrideCursor()
            self._has_cursor = False
        self.hide()

    def _show_cursor(self) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        self._has_cursor = True

    def _show_indicator(self) -> None:
        self._bar.setRange(0, 0)
        self._bar.hide()
        self._cancel.hide()
        self.show()

    def _show_bar(self) -> None:
        self._bar.show()
        self._cancel.show()

    def _progressed(self, job: Job, done: int, total: int) -> None:
        if job in self._jobs[:1] and total > 0:
            self._bar.setRange(0, total)
            self._bar.setValue(done)

    def _cancelled(self) -> None:
        for job in self._jobs[:1]:
            job.cancel()
