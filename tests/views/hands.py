"""What tests of views do with their hands: find a widget by its name, type any letters."""

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

W = TypeVar("W", bound=QWidget)


def find(parent: QObject, kind: type[W], name: str) -> W:
    """Return the widget of a name; fails where there is none."""
    found = parent.findChild(kind, name)
    assert isinstance(found, kind), name
    return found


def type_text(widget: QWidget, text: str) -> None:
    """Type any letters; `qtbot.keyClicks` aborts the process on letters beyond ASCII."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
