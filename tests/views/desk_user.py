"""A person at the desk: real key presses and clicks on what is in sight, waiting on the runner, never sleeping.

Nothing here calls a slot, an action or a method that acts: fields are clicked and typed into, choices, tables, tabs
and menus are clicked where they are painted.
"""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from centre_desk.app import Front
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.nav import NavBar
from centre_desk.views.window.screens import Screen
from tests.views.hands import type_text

W = TypeVar("W", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE = 20_000
PICTURES = os.environ.get("CENTRE_DESK_PICTURES", "")
"""A folder in which `look` keeps what is in sight, for people who want to see the month."""


class Clock:
    """The clock of the story; the test moves it from act to act."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class DeskUser:
    """Hands and eyes at one window. `at(moment)` moves the clock before an act."""

    def __init__(self, qtbot: QtBot, front: Front, clock: Clock) -> None:
        self._bot, self._front, self._clock = qtbot, front, clock

    # Time and waiting

    def at(self, moment: datetime) -> None:
        """Let it be this moment."""
        self._clock.now = moment

    def settle(self) -> None:
        """Wait until the runner has done all that was asked of it, and the window has heard of it."""
        self.wait(lambda: not self._front.runner.busy())
        QApplication.processEvents()
        self.wait(lambda: not self._front.runner.busy())
        self._bring_front()

    def _bring_front(self) -> None:
        """Give the keys to what is in front, as the system does once a form has closed; offscreen has no system."""
        front = QApplication.activeModalWidget() or self._front.window
        if front is not None and not front.isActiveWindow() and QApplication.activePopupWidget() is None:
            front.activateWindow()
            self.wait(front.isActiveWindow)

    def wait(self, found: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._bot.waitUntil(lambda: bool(found()), timeout=PATIENCE)

    # What is in sight

    @property
    def window(self) -> MainWindow:
        """The window."""
        assert self._front.window is not None
        return self._front.window

    def dialog(self, name: str = "") -> QDialog:
        """Return the dialog in front, once it is active; of a name, if one is given."""

        def front() -> QDialog | None:
            shown = [
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, QDialog) and one.isVisible() and (not name or one.objectName() == name)
            ]
            return next((one for one in reversed(shown) if one.isActiveWindow()), None)

        self.wait(front)
        found = front()
        assert found is not None
        return found

    def find(self, kind: type[W], name: str, within: QWidget | None = None) -> W:
        """Return the widget of a name that is in sight, in the dialog in front if there is one."""
        place = within or self._place()
        found = [one for one in place.findChildren(kind, name) if one.isVisible()]
        assert found, f"{name} is not in sight in {place.objectName()}"
        return found[0]

    def _place(self) -> QWidget:
        """Return what a person looks at: the dialog in front, else the panel in sight."""
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        panel = self.window.panel()
        assert panel is not None
        return panel

    def reads(self, name: str) -> str:
        """Return the words of a label in sight."""
        return str(self.find(QWidget, name).property("text"))

    def look(self, name: str) -> None:
        """Keep a picture of what is in sight, if pictures are wanted."""
        if PICTURES:
            QApplication.processEvents()
            self.window.grab().save(str(Path(PICTURES) / f"{name}.png"))
            modal = QApplication.activeModalWidget()
            if modal is not None:
                modal.grab().save(str(Path(PICTURES) / f"{name}_dialog.png"))

    # Screens

    def go(self, screen: Screen, tab: str = "") -> None:
        """Click a screen in the left bar, and one of its tabs by its words."""
        nav = self.window.findChild(NavBar, "nav")
        assert nav is not None
        self._click_cell(nav, nav.index_of(screen))
        self.settle()
        if tab:
            self._click_tab(self.find(QTabBar, f"tabs_{screen.value}", self.window), tab)
        self.settle()

    def _click_tab(self, bar: QTabBar, words: str) -> None:
        titles = [bar.tabText(number) for number in range(bar.count())]
        assert words in titles, titles
        self._bot.mouseClick(bar, LEFT, pos=bar.tabRect(titles.index(words)).center())

    # Clicks

    def click(self, name: str) -> None:
        """Click a button; one that found no room is clicked in the menu of other actions."""
        place = self._place()
        shown = [one for one in place.findChildren(QAbstractButton, name) if one.isVisible()]
        if shown:
            assert shown[0].isEnabled(), f"{name} cannot be clicked"
            self._bot.mouseClick(shown[0], LEFT)
        else:
            tucked = place.findChild(QPushButton, name)
            assert tucked is not None, name
            self._bot.mouseClick(self.find(QPushButton, "more_actions"), LEFT)
            self.pick(tucked.text())
        self.settle()

    def pick(self, words: str) -> None:
        """Click an entry of the menu that is open."""
        self.wait(QApplication.activePopupWidget)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next((one for one in menu.actions() if one.text() == words), None)
        assert action is not None, [one.text() for one in menu.actions()]
        self._bot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
        self.settle()

    def click_row(self, table: str, words: str, column: str = "", keys: Qt.KeyboardModifier | None = None) -> None:
        """Click the row that holds the words in one of its cells, in the column of a title."""
        view = self.find(QTableView, table)
        self._click_cell(view, view.model().index(_row_of(view, words), _column_of(view, column)), keys)
        self.settle()

    def click_cell(self, table: str, row: int, column: int, keys: Qt.KeyboardModifier | None = None) -> None:
        """Click a cell of a table or grid, counted from 0."""
        view = self.find(QTableView, table)
        self._click_cell(view, view.model().index(row, column), keys)
        self.settle()

    def sort(self, table: str, title: str) -> None:
        """Click the head of a column."""
        view = self.find(QTableView, table)
        header, number = view.horizontalHeader(), _column_of(view, title)
        left = header.sectionViewportPosition(number)
        self._bot.mouseClick(header.viewport(), LEFT, pos=QPoint(left + 20, header.height() // 2))
        self.settle()

    def _click_cell(self, view: QAbstractItemView, index: object, keys: Qt.KeyboardModifier | None = None) -> None:
        view.scrollTo(index)  # type: ignore[arg-type]
        place: QRect = view.visualRect(index)  # type: ignore[arg-type]
        assert view.viewport().rect().contains(place.center()), "out of sight"
        at = QPoint(place.left() + min(12, place.width() // 2), place.center().y())
        self._bot.mouseClick(view.viewport(), LEFT, keys or Qt.KeyboardModifier.NoModifier, at)

    # Keys

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier | None = None) -> None:
        """Press a key, wherever the cursor is."""
        self._bot.keyClick(_focus(), key, keys or Qt.KeyboardModifier.NoModifier)
        self.settle()

    def type(self, text: str) -> None:
        """Type, wherever the cursor is: a first letter may open the field that takes the next."""
        for letter in text:
            type_text(_focus(), letter)

    def fill(self, name: str, text: str) -> None:
        """Click a field and type over what it holds."""
        field = self.find(QLineEdit, name)
        self._bot.mouseClick(field, LEFT)
        assert QApplication.focusWidget() is field, name
        self._bot.keyClick(field, Qt.Key.Key_A, CTRL)
        type_text(field, text)
        assert field.text() == text, name

    def choose(self, name: str, words: str) -> None:
        """Open a choice by a click and go down to the value of these words by keys."""
        box = self.find(QComboBox, name)
        number = box.findText(words)
        assert number >= 0, [box.itemText(n) for n in range(box.count())]
        self._bot.mouseClick(box, LEFT)
        view = box.view()
        self.wait(view.isVisible)
        self._bot.keyClick(view, Qt.Key.Key_Home)
        for _ in range(number):
            self._bot.keyClick(view, Qt.Key.Key_Down)
        self._bot.keyClick(view, Qt.Key.Key_Return)
        assert (box.currentText(), view.isVisible()) == (words, False)
        self.settle()

    def choose_file(self, path: Path) -> None:
        """Type a path into the system's choice of files."""
        chooser = self.dialog()
        assert isinstance(chooser, QFileDialog)
        self.fill("fileNameEdit", str(path))
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: not chooser.isVisible())
        self.settle()

    def submit(self) -> None:
        """Click the verb of the form in front; it closes once the act is committed."""
        form = self.dialog()
        self.click("dialog_verb")
        box = [one.property("text") for one in form.findChildren(QWidget, "refusals") if one.isVisible()]
        assert not form.isVisible(), f"{form.objectName()} is refused: {box}"

    def change_user(self, name: str, password: str) -> None:
        """Let another user sign in (Ctrl+L, name, password)."""
        self._bot.keyClick(self.window, Qt.Key.Key_L, CTRL)
        self.dialog("change_user")
        self.choose("user", name)
        self.fill("password", password)
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: self.window.context.actor().name == name)
        self.settle()


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "the cursor is nowhere"
    return widget


def _row_of(view: QTableView, words: str) -> int:
    model = view.model()
    rows = [[str(model.index(row, c).data()) for c in range(model.columnCount())] for row in range(model.rowCount())]
    found = [number for number, cells in enumerate(rows) if words in cells]
    assert found, (words, rows)
    return found[0]


def _column_of(view: QTableView, title: str) -> int:
    """Return the column of a title, else the first one in sight."""
    model, horizontal = view.model(), Qt.Orientation.Horizontal
    shown = [number for number in range(model.columnCount()) if not view.isColumnHidden(number)]
    named = [number for number in shown if str(model.headerData(number, horizontal)) == title]
    assert named or not title, title
    return named[0] if named else shown[0]
