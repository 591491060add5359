"""A panel of the tests on screen, worked by hands that are counted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.views.parts.panel import Panel
from tests.views.hands import find, type_text

Left = Qt.MouseButton.LeftButton


class Scene:
    """A panel on screen, with a counter of what the hands do."""

    def __init__(self, bot: QtBot, panel: Panel) -> None:
        self.bot, self.panel, self.actions = bot, panel, 0
        bot.addWidget(panel)
        panel.resize(820, 640)
        panel.load()
        with bot.waitActive(panel):
            panel.show()
            panel.activateWindow()

    def keys(self, text: str, keypad: bool = False) -> None:
        for sign in text:
            target = QGuiApplication.focusObject()
            assert isinstance(target, QWidget)
            if keypad:
                self.bot.keyClick(target, sign, Qt.KeyboardModifier.KeypadModifier)
            else:
                type_text(target, sign)
            self.actions += 1

    def save(self) -> None:
        target = QGuiApplication.focusObject()
        assert isinstance(target, QWidget)
        self.bot.keyClick(target, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self.actions += 1
        self.settle()

    def click(self, name: str) -> None:
        button = find(self.panel, QPushButton, name)
        if button.isVisible():
            self.bot.mouseClick(button, Left)
        else:  # a small window keeps it in the menu of other actions
            button.click()
        self.settle()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.panel.busy(), timeout=10_000)

    def dialog(self) -> QDialog:
        return next(d for d in self.panel.findChildren(QDialog) if d.isVisible())

    def submit(self) -> None:
        dialog = self.dialog()
        find(dialog, QPushButton, "dialog_verb").click()
        self.bot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
        self.settle()
        with self.bot.waitActive(self.panel):
            self.panel.activateWindow()


MakeScene = Callable[..., Scene]
