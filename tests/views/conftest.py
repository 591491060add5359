"""What every test of a view is given: the program's look, a runner, a context on a real desk, a window."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.fonts import set_base_font
from centre_desk.views.parts.palette import LIGHT, wear
from centre_desk.views.runner import Runner
from centre_desk.views.window.main import MainWindow

MOMENT = datetime(2019, 11, 11, 8, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Give the tests' application the look of the program."""
    qapp.setStyle("Fusion")
    set_base_font(qapp)
    wear(qapp, LIGHT)
    return qapp


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[Runner]:
    """A runner, stopped at the end."""
    made = Runner()
    yield made
    made.stop()


@pytest.fixture
def make_context(desk_store: Store, fr: Catalogue, runner: Runner) -> Callable[[Actor], Context]:
    """Return a maker of contexts for one user or another."""

    def make(actor: Actor) -> Context:
        return Context(store=desk_store, words=fr, runner=runner, actor=actor, clock=lambda: MOMENT)

    return make


@pytest.fixture
def context(make_context: Callable[[Actor], Context], secretary: Actor) -> Context:
    """The secretary's context."""
    return make_context(secretary)


@pytest.fixture
def make_window(qtbot: QtBot, make_context: Callable[[Actor], Context]) -> Iterator[Callable[[Actor], MainWindow]]:
    """Return a maker of windows, shown at 1024x768."""
    made: list[MainWindow] = []

    def make(actor: Actor) -> MainWindow:
        window = MainWindow(make_context(actor))
        made.append(window)
        window.resize(1024, 728)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield make
    for window in made:
        qtbot.waitUntil(lambda window=window: not window.context.runner.busy())
        window.retire()
