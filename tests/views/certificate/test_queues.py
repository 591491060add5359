"""The queues of certificates by keys and clicks: what a batch of 20 costs, hand-over, duplicate, cancelling."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.queries.certificate.queues import certificate_rows, to_issue_rows
from centre_desk.rules.certificate import CertificateState
from centre_desk.rules.desk import Actor
from centre_desk.rules.register import PersonState
from centre_desk.store.opening import Store
from centre_desk.views.certificate import panel as panel_module
from centre_desk.views.certificate.panel import CertificatesPanel
from centre_desk.views.parts.context import Context
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders import build_centre
from tests.builders_results import build_exam, settled_exam
from tests.papers.reading import texts
from tests.views.hands import find, type_text, unnamed

Control = Qt.KeyboardModifier.ControlModifier
NAMES = [(f"Prénom{n:02d}", "Coulibaly") for n in range(1, 21)]
Opened = list[tuple[str, bytes]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    papers: Opened = []
    monkeypatch.setattr(panel_module, "open_paper", lambda pdf, name: papers.append((name, pdf)) or Path(name))
    return papers


@pytest.fixture
def twenty(desk_store: Store) -> None:
    settled_exam(desk_store, build_exam(desk_store, build_centre(desk_store), NAMES))


class Scene:
    """The panel on screen."""

    def __init__(self, bot: QtBot, panel: CertificatesPanel) -> None:
        self.bot, self.panel = bot, panel
        bot.addWidget(panel)
        panel.resize(820, 640)
        panel.load()
        with bot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        panel.table.setFocus()

    def control(self, key: Qt.Key) -> None:
        target = QGuiApplication.focusObject()
        assert isinstance(target, QWidget)
        self.bot.keyClick(target, key, Control)
        self.settle()

    def click(self, name: str) -> None:
        self.bot.mouseClick(find(self.panel, QPushButton, name), Qt.MouseButton.LeftButton)
        self.settle()

    def queue(self, number: int) -> None:
        self.click(f"certificate_queue_{number}")

    def settle(self) -> None:
        self.bot.waitUntil(lambda: not self.panel.busy(), timeout=10_000)

    def dialog(self) -> QDialog:
        return next(d for d in self.panel.findChildren(QDialog) if d.isVisible())

    def submit(self) -> None:
        dialog = self.dialog()
        find(dialog, QPushButton, "dialog_verb").click()
        self.bot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
        self.settle()


MakeScene = Callable[[Actor], Scene]


@pytest.fixture
def open_panel(qtbot: QtBot, make_context: Callable[[Actor], Context]) -> MakeScene:
    return lambda actor: Scene(qtbot, CertificatesPanel(make_context(actor)))


def test_20_certificates_cost_4_actions(
    desk_store: Store, twenty: None, secretary: Actor, qtbot: QtBot, make_window: Callable[[Actor], MainWindow],
    opened: Opened,
) -> None:  # fmt: skip
    window = make_window(secretary)
    place = window.nav.visualRect(window.nav.index_of(Screen.CERTIFICATES)).center()
    qtbot.mouseClick(window.nav.viewport(), Qt.MouseButton.LeftButton, pos=place)  # 1
    panel = window.panel()
    assert isinstance(panel, CertificatesPanel)
    table = find(panel, QTableView, "certificates")
    qtbot.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 0)).center()
    )  # 2
    qtbot.keyClick(table, Qt.Key.Key_A, Control)  # 3
    qtbot.keyClick(table, Qt.Key.Key_P, Control)  # 4
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=20_000)
    assert len(texts(opened[0][1])) == 20
    assert len(certificate_rows(desk_store, CertificateState.TO_HAND_OVER)) == 20
    assert to_issue_rows(desk_store) == []


def test_nothing_selected_means_the_whole_queue(
    desk_store: Store, twenty: None, secretary: Actor, open_panel: MakeScene, opened: Opened
) -> None:
    scene = open_panel(secretary)
    scene.control(Qt.Key.Key_P)
    scene.bot.waitUntil(lambda: bool(opened))
    assert len(texts(opened[0][1])) == 20
    scene.click("certificate_open_again")
    scene.bot.waitUntil(lambda: len(opened) == 2)
    assert opened[0] == opened[1]


def test_the_preview_is_not_signed(desk_store: Store, twenty: None, secretary: Actor, open_panel: MakeScene) -> None:
    scene = open_panel(secretary)
    scene.panel.table.selectRow(3)
    assert scene.panel.preview.pages() == 1
    assert certificate_rows(desk_store) == []


def test_handed_over_then_a_duplicate_then_cancelled(
    desk_store: Store, twenty: None, secretary: Actor, director: Actor, open_panel: MakeScene, opened: Opened
) -> None:
    scene = open_panel(secretary)
    scene.panel.table.selectRow(0)
    scene.control(Qt.Key.Key_P)
    scene.bot.waitUntil(lambda: len(opened) == 1)
    scene.queue(1)
    scene.click("certificate_hand_over")
    assert "Choisissez" in scene.panel.refusals.text()
    scene.panel.table.selectRow(0)
    scene.click("certificate_hand_over")
    assert unnamed(scene.dialog()) == []
    type_text(find(scene.dialog(), QLineEdit, "hand_over_whom"), "Sa sœur")
    scene.submit()
    [row] = certificate_rows(desk_store, CertificateState.HANDED_OVER)
    assert row.note == "Sa sœur"
    scene.queue(2)
    scene.panel.table.selectRow(0)
    scene.click("certificate_duplicate")
    type_text(find(scene.dialog(), QLineEdit, "duplicate_reason"), "Perdu")
    scene.submit()
    scene.bot.waitUntil(lambda: len(opened) == 2)
    assert "DUPLICATA n° 1" in texts(opened[1][1])[0]
    assert not find(scene.panel, QPushButton, "certificate_cancel").isVisible()
    boss = open_panel(director)
    boss.queue(3)
    boss.panel.table.selectRow(0)
    boss.click("certificate_cancel")
    type_text(find(boss.dialog(), QPlainTextEdit, "reason"), "Nom mal écrit")
    find(boss.dialog(), QPushButton, "dialog_verb").click()
    boss.bot.waitUntil(lambda: len(certificate_rows(desk_store, CertificateState.CANCELLED)) == 1)
    assert len(to_issue_rows(desk_store)) == 20  # it may be issued anew


def test_the_provisional_wait(desk_store: Store, secretary: Actor, open_panel: MakeScene, opened: Opened) -> None:
    exam = build_exam(desk_store, build_centre(desk_store))
    settled_exam(desk_store, exam)
    from centre_desk.models.register import Person

    with desk_store.begin() as db:
        db.get_one(Person, exam.people[0]).state = PersonState.PROVISIONAL
    scene = open_panel(secretary)
    scene.control(Qt.Key.Key_P)
    scene.bot.waitUntil(lambda: bool(opened))
    assert [line.provisional for line in scene.panel.table.rows()] == [True]
    scene.panel.table.selectRow(0)
    scene.control(Qt.Key.Key_P)
    assert "TRAORÉ Moussa" in scene.panel.refusals.text()


def test_who_may_what(twenty: None, viewer: Actor, open_panel: MakeScene) -> None:
    panel = open_panel(viewer).panel
    for name in ("certificate_print", "certificate_hand_over", "certificate_duplicate", "certificate_cancel"):
        assert not find(panel, QPushButton, name).isVisible()
    assert unnamed(panel) == []
