"""Long work off the window: one worker thread, results back in the window's thread by queued signals.

The only threaded file. Jobs run one after the other, in the order in which they were asked for. What a job
raises always comes back; a cancel raises `Cancelled` inside the job, which rolls its transaction back.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

T = TypeVar("T")
Report = Callable[[int, int], None]
_COLLECT_MS = 500


class Cancelled(Exception):
    """The user cancelled the work; nothing was written."""


class Job:
    """One piece of work and who is told of its end; made by `Runner.run`."""

    def __init__(
        self,
        action: Callable[[Report], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[Exception], None] | None,
        progress: Callable[[int, int], None] | None,
        owner: QObject | None,
    ) -> None:
        self.action, self.done, self.failed, self.progress = action, done, failed, progress
        self.owner = owner
        self.cancelled = False

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self.cancelled = True

    def heard(self) -> bool:
        """Tell whether who asked is still there to be told."""
        return self.owner is None or shiboken6.isValid(self.owner)


class _Worker(QObject):
    """Lives in the worker thread."""

    ended = Signal(object, object, object)
    progressed = Signal(object, int, int)

    @Slot(object)
    def work(self, job: Job) -> None:
        def report(done: int, total: int) -> None:
            if job.cancelled:
                raise Cancelled
            self.progressed.emit(job, done, total)

        try:
            if job.cancelled:
                raise Cancelled
            result = job.action(report)
        except Exception as problem:  # whatever it is, the asker hears of it
            self.ended.emit(job, None, problem)
        else:
            self.ended.emit(job, result, None)


class _Collector(QTimer):
    """Lets Python's garbage go in the window's thread alone.

    Python collects cycles in whichever thread allocates; a forgotten dialog would be destroyed by the worker,
    and Qt does not survive that.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setInterval(_COLLECT_MS)
        self.timeout.connect(self.collect)
        gc.disable()
        self.start()

    def collect(self) -> None:
        """Collect the oldest generation that is full."""
        full = [
            n for n, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)) if count > most
        ]
        if full:
            gc.collect(full[-1])

    def end(self) -> None:
        """Give the collecting back to Python."""
        self.stop()
        gc.enable()


class Runner(QObject):
    """Runs jobs in one worker thread; `started` and `progressed` feed the window's busy signs."""

    started = Signal(object)
    progressed = Signal(object, int, int)
    ended = Signal(object)
    crashed = Signal(object)
    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = 0
        self._thread = QThread(self)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.work, Qt.ConnectionType.QueuedConnection)
        self._worker.ended.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._worker.progressed.connect(self._progress, Qt.ConnectionType.QueuedConnection)
        self._collector = _Collector(self)
        self._thread.start()

    def run(
        self,
        action: Callable[[Report], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[int, int], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run `action(report)` in the worker thread; `done` or `failed` is called in the window's thread.

        Neither is called when `owner` is gone by then. Without `failed`, an error goes to `crashed`.
        """
        job = Job(action, done, failed, progress, owner)
        self._waiting += 1
        self.started.emit(job)
        self._asked.emit(job)
        return job

    def busy(self) -> bool:
        """Tell whether work is running or waiting."""
        return self._waiting > 0

    def stop(self) -> None:
        """End the thread after the running job. Called once, when the window closes."""
        self._thread.quit()
        self._thread.wait()
        self._collector.end()

    @Slot(object, object, object)
    def _end(self, job: Job, result: object, problem: Exception | None) -> None:
        self._waiting -= 1
        self.ended.emit(job)
        if not job.heard():
            return
        if problem is None:
            if job.done is not None:
                job.done(result)
        elif job.failed is not None:
            job.failed(problem)
        elif not isinstance(problem, Cancelled):
            self.crashed.emit(problem)

    @Slot(object, int, int)
    def _progress(self, job: Job, done: int, total: int) -> None:
        self.progressed.emit(job, done, total)
        if job.progress is not None and job.heard():
            job.progress(done, total)
