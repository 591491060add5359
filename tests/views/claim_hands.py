"""Windows on the money of November, opened in December, by whoever acts."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.panel import Panel
from centre_desk.views.runner import Runner
from tests.builders_claim import DECEMBER
from tests.views.hands import find

LEFT = Qt.MouseButton.LeftButton
MakePanel = Callable[[Actor], Panel]


def context_of(store: Store, words: Catalogue, runner: Runner, actor: Actor) -> Context:
    """Return a context of December."""
    return Context(store=store, words=words, runner=runner, actor=actor, clock=lambda: DECEMBER)


def settled(qtbot: QtBot, panel: Panel) -> None:
    """Wait until nothing runs, and let the panel read what was done."""
    qtbot.waitUntil(lambda: not panel.context.runner.busy(), timeout=20_000)


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    """Click the button of a name and wait for what it does."""
    qtbot.mouseClick(find(parent, QPushButton, name), LEFT)


def dialog(qtbot: QtBot, parent: QWidget, name: str) -> QDialog:
    """Return the dialog of a name, once it is shown."""
    qtbot.waitUntil(lambda: any(d.isVisible() for d in parent.findChildren(QDialog, name)))
    return next(d for d in parent.findChildren(QDialog, name) if d.isVisible())


def agree(qtbot: QtBot, shown: QDialog) -> None:
    """Use the verb of a dialog and wait until it is done."""
    qtbot.mouseClick(find(shown, QPushButton, "dialog_verb"), LEFT)
    qtbot.waitUntil(lambda: not shown.isVisible(), timeout=30_000)
