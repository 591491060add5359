"""One process of the start: opens a window and ends at its first paint: ours on a desk, or a bare one.

Imports nothing before it knows which of the two it is; `python -m` and the package are part of both.
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def open_ours(folder: str) -> int:
    """Open the program's own window signed in, and end once the cards of the first screen are painted."""
    import gc

    gc.disable()  # as the program's own door does
    from datetime import UTC, datetime
    from pathlib import Path

    from centre_desk.app import Front, make_application
    from centre_desk.views.overview.today_panel import TodayPanel

    app = make_application(sys.argv[:1])
    front = Front(app, lambda: datetime(2019, 11, 11, 8, 12, tzinfo=UTC))
    front.start(Path(folder), demonstration=True)
    window = front.window
    assert window is not None
    panel = window.panel()
    assert isinstance(panel, TodayPanel)
    _end_at_paint(panel.cards[next(iter(panel.cards))])
    return app.exec()


def open_bare() -> int:
    """Open a bare main window, and end at its first paint."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1024, 740)
    _end_at_paint(window)
    window.show()
    return app.exec()


def _end_at_paint(widget: object) -> None:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QWidget

    class Waiting(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                os._exit(0)
            return False

    assert isinstance(widget, QWidget)
    widget.waiting = Waiting(widget)  # type: ignore[attr-defined]
    widget.installEventFilter(widget.waiting)  # type: ignore[attr-defined]


if __name__ == "__main__":
    sys.exit(open_ours(sys.argv[2]) if sys.argv[1] == "ours" else open_bare())
