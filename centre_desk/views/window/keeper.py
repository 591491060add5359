"""Makes backups without being asked: at the first write of a day, every half hour of work, and at exit.

Facts: the promise P7 and its schedule. An old or failing backup is told to the window, which keeps a banner.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from centre_desk.actions.desk.backups import back_up_before
from centre_desk.queries.desk import backup_rows
from centre_desk.views.parts.context import Context

EVERY_MS = 30 * 60 * 1000
OLD = timedelta(days=7)


class BackupKeeper(QObject):
    """Hears of each act (`changed`), and makes a copy when one is due."""

    made = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._changed = False
        self._running = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._half_hour)
        self._timer.start()

    def newest(self) -> datetime | None:
        """Return when the newest recorded copy was made."""
        rows = backup_rows(self._context.store, limit=1)
        return rows[0].at if rows else None

    def is_old(self) -> bool:
        """Tell whether the newest copy is older than it may be."""
        newest = self.newest()
        return newest is not None and self._context.now() - newest > OLD

    def changed(self) -> None:
        """Note that something was written; the first write of a day makes a copy at once."""
        self._changed = True
        newest = self.newest()
        if newest is None or newest.date() != self._context.today():
            self._copy("day", lambda: None)

    def before_exit(self, then: Callable[[], None]) -> None:
        """Make a copy if something changed since the last one, and then go on, whatever comes of it."""
        if self._changed:
            self._copy("exit", then)
        else:
            then()

    def _half_hour(self) -> None:
        if self._changed:
            self._copy("half_hour", lambda: None)

    def _copy(self, why: str, then: Callable[[], None]) -> None:
        if self._running and why != "exit":
            return
        self._running, self._changed = True, False
        store, at = self._context.store, self._context.now()

        def ended() -> None:
            self._running = False
            then()

        def good(_nothing: None) -> None:
            self.made.emit()
            ended()

        def bad(problem: Exception) -> None:
            self._changed = True
            self.failed.emit(problem)
            ended()

        self._context.runner.run(lambda _report: back_up_before(store, why, at), done=good, failed=bad, owner=self)
