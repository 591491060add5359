"""The fixture of the panels of tests."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from centre_desk.rules.desk import Actor
from centre_desk.views.assessment.panel import TestsPanel
from centre_desk.views.parts.context import Context
from tests.views.assessment.scene import MakeScene, Scene


@pytest.fixture
def open_panel(qtbot: QtBot, make_context: Callable[[Actor], Context]) -> MakeScene:
    return lambda actor, kind=TestsPanel: Scene(qtbot, kind(make_context(actor)))
