"""What tests of the sessions' screen do with their hands: find its panel and the form in front."""

from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.views.course.panel import SessionsPanel
from centre_desk.views.window.main import MainWindow


def panel_of(window: MainWindow) -> SessionsPanel:
    """Return the panel of the sessions, which is in sight."""
    panel = window.panel()
    assert isinstance(panel, SessionsPanel)
    return panel


def dialog(qtbot: QtBot, parent: QWidget, name: str) -> QDialog:
    """Return the form of a name, once it has the keys."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in parent.findChildren(QDialog, name)))
    shown = next(d for d in parent.findChildren(QDialog, name) if d.isVisible())
    qtbot.waitUntil(shown.isActiveWindow)
    return shown
