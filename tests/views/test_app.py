"""The program as it starts: the demonstration, the first run, signing in, another language, the end."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk import app
from centre_desk.app import Front
from centre_desk.places import demonstration_folder, opened_papers_folder
from centre_desk.rules.desk import Role
from centre_desk.store.opening import is_desk
from centre_desk.views.desk.sign_in_dialog import SignInDialog
from centre_desk.views.overview.first_run import FirstRun
from centre_desk.views.parts import print as printing
from centre_desk.views.parts.palette import DARK, LIGHT, tokens_for
from centre_desk.views.window import demonstration
from centre_desk.views.window.crash import CrashDialog, crash_report
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.views.hands import find, type_text

AT = datetime(2019, 11, 11, 8, 12, tzinfo=UTC)
PASSWORD = "mot de passe long"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def front(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Front]:
    monkeypatch.setenv("CENTRE_DESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(printing.QDesktopServices, "openUrl", lambda _url: True)
    qapp.setQuitOnLastWindowClosed(False)
    made = Front(qapp, clock=lambda: AT)
    yield made
    qtbot.waitUntil(lambda: not made.runner.busy(), timeout=20_000)
    if made.window is not None:
        made.window.retire()
    made.finish()


def _note(desk: Path) -> None:
    users = [
        {"name": "Fatoumata", "roles": ["director"], "password": PASSWORD},
        {"name": "Kadia", "roles": ["secretary"], "password": PASSWORD},
        {"name": "Awa", "roles": ["administrator"], "password": PASSWORD},
    ]
    note = {"desk": str(desk), "password": PASSWORD, "users": users}
    (desk / "demonstration.json").write_text(json.dumps(note), encoding="utf-8")


def _window(front: Front) -> MainWindow:
    assert front.window is not None
    return front.window


def test_the_demonstration_opens_as_its_secretary_on_today(front: Front, desk_folder: Path) -> None:
    _note(desk_folder)
    front.start(desk_folder, demonstration=True)
    window = _window(front)
    assert window.context.actor().roles == frozenset({Role.SECRETARY})
    assert window.current_screen() is Screen.TODAY
    banner = window.findChild(QLabel, "demonstration_banner_text")
    assert banner.text().startswith("Démonstration")


def test_another_role_is_tried_from_the_banner(qtbot: QtBot, front: Front, desk_folder: Path) -> None:
    _note(desk_folder)
    front.start(desk_folder, demonstration=True)
    box = _window(front).findChild(QComboBox, "try_role")
    assert [box.itemText(n) for n in range(3)] == [
        "Secrétaire · Kadia",
        "Directeur · Fatoumata",
        "Administrateur · Awa",
    ]
    qtbot.keyClick(box, Qt.Key.Key_Down)
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: _window(front).context.actor().name == "Fatoumata", timeout=10_000)
    assert _window(front).windowTitle().startswith("Fatoumata")


def test_without_its_note_the_password_is_asked_for(front: Front, desk_folder: Path) -> None:
    front.start(desk_folder, demonstration=True)
    assert isinstance(front.dialog, SignInDialog)


def test_a_new_pc_leads_through_three_pages(qtbot: QtBot, front: Front, tmp_path: Path) -> None:
    front.start(None)
    dialog = front.dialog
    assert isinstance(dialog, FirstRun)
    qtbot.mouseClick(dialog.verb, LEFT)
    assert "nom et le code" in dialog.refusals.text()
    for name, text in (("centre_name", "Centre de Sénou"), ("centre_code", "cfp-senou"), ("centre_town", "Bamako")):
        type_text(find(dialog, QLineEdit, name), text)
    desk = tmp_path / "home" / "desks" / "CFP-SENOU"
    assert dialog.folder.folder() == desk
    qtbot.keyClick(dialog.findChild(QLineEdit, "centre_town"), Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.director, "Fatoumata")
    for field in (dialog.password, dialog.again):
        qtbot.keyClicks(field, PASSWORD)
    qtbot.keyClick(dialog.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == 2, timeout=30_000)
    qtbot.mouseClick(dialog.verb, LEFT)
    assert "fiche de secours" in dialog.refusals.text()
    qtbot.mouseClick(dialog.findChild(QPushButton, "open_sheet"), LEFT)
    assert [paper.suffix for paper in opened_papers_folder().iterdir()] == [".pdf"]
    qtbot.mouseClick(dialog.verb, LEFT)
    assert _window(front).context.actor().roles >= {Role.DIRECTOR}
    assert is_desk(desk)
    assert front.preferences.desk == str(desk)


def test_the_last_desk_is_proposed_the_next_time(front: Front, desk_folder: Path) -> None:
    front._keep(desk=str(desk_folder))
    front.start(None)
    assert isinstance(front.dialog, SignInDialog)
    assert front.dialog.folder.folder() == desk_folder


def test_the_language_changes_at_once(qtbot: QtBot, front: Front, desk_folder: Path) -> None:
    _note(desk_folder)
    front.start(desk_folder, demonstration=True)
    before = _window(front)
    before.wants_language.emit("en")
    qtbot.waitUntil(lambda: _window(front) is not before)
    window = _window(front)
    assert window.nav.model().index(0, 0).data() == "Today"
    assert window.context.actor().name == "Kadia"


def test_closing_backs_up_what_changed_and_ends(qtbot: QtBot, front: Front, desk_folder: Path) -> None:
    _note(desk_folder)
    front.start(desk_folder, demonstration=True)
    window = _window(front)
    window.keeper._changed = True
    with qtbot.waitSignal(window.left, timeout=20_000):
        window.close()
    assert front.window is None
    assert list((desk_folder / "backups").glob("*.deskbackup"))


def test_a_crash_is_told_without_what_it_was_about(qtbot: QtBot, front: Front, desk_folder: Path) -> None:
    _note(desk_folder)
    front.start(desk_folder, demonstration=True)

    def broken(_report: object) -> None:
        name = "TRAORÉ Moussa"
        raise KeyError(name)

    front.runner.run(broken)
    qtbot.waitUntil(lambda: _window(front).findChild(CrashDialog) is not None)
    report = _window(front).findChild(CrashDialog).report.toPlainText()
    assert "builtins.KeyError" in report
    assert "test_app.py" in report
    assert "TRAORÉ" not in report
    assert str(Path.home()) not in report


def test_a_report_names_what_led_to_the_error() -> None:
    def inner() -> None:
        raise ValueError("secret")

    try:
        try:
            inner()
        except ValueError as problem:
            raise RuntimeError("aussi secret") from problem
    except RuntimeError as problem:
        report = crash_report(problem)
    assert report.index("builtins.RuntimeError") < report.index("builtins.ValueError")
    assert "secret" not in report


def test_a_demonstration_that_cannot_be_made_is_said(
    qtbot: QtBot, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demonstration.sys, "executable", "/bin/false")
    front.start(None)
    dialog = front.dialog
    assert isinstance(dialog, FirstRun)
    qtbot.mouseClick(find(dialog, QPushButton, "explore_first"), LEFT)
    qtbot.waitUntil(lambda: "démonstration n’a pas pu" in dialog.refusals.text(), timeout=10_000)


def test_the_demonstration_is_explored_from_the_first_run(
    qtbot: QtBot, front: Front, desk_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = demonstration_folder()
    home.mkdir(parents=True)
    shutil.copytree(desk_folder, home / "desk")
    _note(home / "desk")
    front.start(None)
    qtbot.mouseClick(find(front.dialog, QPushButton, "explore_first"), LEFT)
    qtbot.waitUntil(lambda: front.window is not None, timeout=10_000)
    assert _window(front).context.actor().name == "Kadia"
    assert front.dialog is None


def test_colours_follow_the_system_unless_the_user_chose(
    qapp: QApplication, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    hints, now = qapp.styleHints(), [DARK]
    monkeypatch.setattr(app, "system_tokens", lambda _app: now[0])
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert tokens_for(qapp.palette()) is DARK
    front._set_colours("light")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert tokens_for(qapp.palette()) is LIGHT
    front._set_colours("system")
    assert tokens_for(qapp.palette()) is DARK
    now[0] = LIGHT
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert tokens_for(qapp.palette()) is LIGHT
