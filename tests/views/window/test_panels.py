"""The living panels: read again when something changed, and when the day did."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import N_, Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.panel import Panel
from centre_desk.views.runner import Runner
from centre_desk.views.window.panels import Panels
from centre_desk.views.window.screens import Tab


class CountingPanel(Panel):
    """Counts how often it was read."""

    read = 0

    def load(self) -> None:
        """Count."""
        self.read += 1


def test_a_panel_is_read_again_on_another_day(
    qtbot: QtBot, desk_store: Store, fr: Catalogue, runner: Runner, secretary: Actor
) -> None:
    moments = [datetime(2019, 11, 11, 17, tzinfo=UTC)]
    context = Context(store=desk_store, words=fr, runner=runner, actor=secretary, clock=lambda: moments[-1])
    owner = QObject()
    panels = Panels(context, owner)
    panel = panels.panel(Tab("counting", N_("Today"), CountingPanel))
    qtbot.addWidget(panel)
    assert isinstance(panel, CountingPanel)
    for _ in range(2):
        panels.refresh(panel)
    assert panel.read == 1
    moments.append(moments[0] + timedelta(hours=14))
    panels.refresh(panel)
    assert panel.read == 2
