"""What tests of views do with their hands: find a widget by its name, type any letters."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

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


def type_path(bot: QtBot, parent: QWidget, name: str, path: Path) -> None:
    """Type a path into a choice of files, once it has the keys, and press Enter."""
    chooser = find(parent, QFileDialog, name)
    bot.waitUntil(chooser.isActiveWindow, timeout=10_000)
    field = find(chooser, QLineEdit, "fileNameEdit")
    type_text(field, str(path))
    bot.keyClick(field, Qt.Key.Key_Return)
    bot.waitUntil(lambda: not chooser.isVisible(), timeout=10_000)


def unnamed(parent: QWidget) -> list[str]:
    """Return the widgets that a person works with and that lack an object name or an accessible name."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    everything = [widget for kind in kinds for widget in parent.findChildren(kind)]
    found = [widget for widget in everything if not widget.isHidden() and not _is_inner(widget)]
    return [
        f"{type(widget).__name__} {widget.objectName()!r}"
        for widget in found
        if not widget.objectName() or not (widget.accessibleName() or _own_words(widget))
    ]


def _own_words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _is_inner(widget: QWidget) -> bool:
    """Tell whether Qt made this widget as a piece of another: a list of a box, a header, a clear button."""
    inner = widget.objectName().startswith("qt_")
    pieces = isinstance(widget, QHeaderView | QToolButton) or type(widget).__name__ == "QTableCornerButton"
    owner = widget.parent()
    return inner or pieces or isinstance(owner, QComboBox | QTableView) or "Private" in _class_of(owner)


def _class_of(owner: QObject | None) -> str:
    """Return what Qt calls a thing; Python knows the private ones by their base alone."""
    return owner.metaObject().className() if owner is not None else ""
