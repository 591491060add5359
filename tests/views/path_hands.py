"""Hands for a window without a front: click what is in sight or in the menu of other actions, fill forms, wait."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.views.parts.panel import Panel
from centre_desk.views.window.main import MainWindow
from tests.views.hands import find, type_text

LEFT = Qt.MouseButton.LeftButton
P = TypeVar("P", bound=Panel)


class Hands:
    """One person at one window."""

    def __init__(self, bot: QtBot, window: MainWindow) -> None:
        self.bot, self.window = bot, window

    def panel(self, kind: type[P]) -> P:
        """Return the panel in sight, which is of a kind."""
        panel = self.window.panel()
        assert isinstance(panel, kind), panel
        return panel

    def click(self, name: str) -> None:
        """Click a button of the panel; one in the menu of other actions is clicked there."""
        panel = self.window.panel()
        assert panel is not None
        button = find(panel, QPushButton, name)
        if button.isVisible():
            self.bot.mouseClick(button, LEFT)
            return
        self.bot.mouseClick(find(panel, QPushButton, "more_actions"), LEFT)
        self.bot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        [action] = [one for one in menu.actions() if one.text() == button.text()]
        self.bot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    def in_menu(self, name: str) -> bool:
        """Tell whether an act stands in the menu of other actions now."""
        panel = self.window.panel()
        assert panel is not None
        button = find(panel, QPushButton, name)
        self.bot.mouseClick(find(panel, QPushButton, "more_actions"), LEFT)
        self.bot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        found = button.text() in [one.text() for one in menu.actions()]
        menu.close()
        return found

    def dialog(self, name: str) -> QDialog:
        """Return the dialog of a name once it is there."""
        self.bot.waitUntil(lambda: self._open(name) is not None, timeout=10_000)
        found = self._open(name)
        assert found is not None
        return found

    def _open(self, name: str) -> QDialog | None:
        shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
        return next((one for one in shown if one.objectName() == name), None)

    def fill(self, dialog: QDialog, name: str, text: str) -> None:
        """Type over what a field holds."""
        field = find(dialog, QWidget, name)
        self.bot.mouseClick(field, LEFT)
        self.bot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        type_text(field, text)
        if isinstance(field, QLineEdit):
            assert field.text() == text

    def choose(self, dialog: QDialog, name: str, words: str) -> None:
        """Go to the value of these words by keys."""
        box = find(dialog, QComboBox, name)
        number = box.findText(words)
        assert number >= 0, [box.itemText(n) for n in range(box.count())]
        self.bot.keyClick(box, Qt.Key.Key_Home)
        for _ in range(number):
            self.bot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == words

    def submit(self, dialog: QDialog) -> None:
        """Click the verb; the form closes once the act is committed."""
        self.bot.mouseClick(find(dialog, QPushButton, "dialog_verb"), LEFT)
        self.bot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
        self.settle()

    def settle(self) -> None:
        """Wait until the runner has done all that was asked of it."""
        self.bot.waitUntil(lambda: not self.window.context.runner.busy(), timeout=10_000)
        QApplication.processEvents()
