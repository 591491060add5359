"""The window: screens by role and key, acts that touch, users that change, unsaved entries that wait."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.queries.desk import backup_rows
from centre_desk.rules.desk import Actor
from centre_desk.views.parts.dialogs import QuestionDialog
from centre_desk.views.window.help import HelpDialog
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import SCREENS, Screen
from tests.views.hands import find, unnamed

MakeWindow = Callable[[Actor], MainWindow]


def _click_screen(qtbot: QtBot, window: MainWindow, screen: Screen) -> None:
    box = window.nav.visualRect(window.nav.index_of(screen))
    qtbot.mouseClick(window.nav.viewport(), Qt.MouseButton.LeftButton, pos=box.center())


def test_a_secretary_has_the_ten_screens(make_window: MakeWindow, secretary: Actor) -> None:
    window = make_window(secretary)
    assert window.nav.model().rowCount() == 10
    assert window.nav.model().index(0, 0).data() == "Aujourd’hui"
    assert window.current_screen() is Screen.TODAY


def test_a_trainer_has_their_own_screens(make_window: MakeWindow, trainer: Actor) -> None:
    window = make_window(trainer)
    names = [window.nav.model().index(n, 0).data() for n in range(window.nav.model().rowCount())]
    assert names == ["Aujourd’hui", "Sessions", "Appel", "Compétences et examens"]


def test_screens_open_by_click_and_by_key(qtbot: QtBot, make_window: MakeWindow, secretary: Actor) -> None:
    window = make_window(secretary)
    _click_screen(qtbot, window, Screen.ROLL)
    assert window.current_screen() is Screen.ROLL
    for number, plan in enumerate(SCREENS):
        key = Qt.Key(Qt.Key.Key_0 + (number + 1) % 10)
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert window.current_screen() is plan.screen


def test_what_is_typed_after_opening_the_people_searches_them(
    qtbot: QtBot, make_window: MakeWindow, secretary: Actor
) -> None:
    window = make_window(secretary)
    place = window.nav.visualRect(window.nav.index_of(Screen.PEOPLE)).center()
    qtbot.mouseClick(window.nav.viewport(), Qt.MouseButton.LeftButton, pos=place)
    field = find(window, QLineEdit, "people_search")
    assert window.focusWidget() is field


def test_a_backup_by_click_is_saved_and_listed(qtbot: QtBot, make_window: MakeWindow, admin: Actor) -> None:
    window = make_window(admin)
    window.open_tab(Screen.SETTINGS, "backups")
    panel = window.panel()
    assert panel is not None
    now = panel.findChild(QPushButton, "backup_now")
    qtbot.mouseClick(now, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.status.saved.text() == "Enregistré à 08:12", timeout=10_000)
    assert [row.why for row in backup_rows(window.context.store)] == ["asked"]
    result = panel.findChild(QLabel, "backup_result")
    assert result.text() == "La sauvegarde est faite et vérifiée."
    qtbot.mouseClick(panel.findChild(QPushButton, "backup_try"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "peut être restaurée" in result.text(), timeout=10_000)


def test_every_menu_entry_has_words_and_every_key_is_taken_once(make_window: MakeWindow, secretary: Actor) -> None:
    window = make_window(secretary)
    actions = [action for action in window.menuBar().findChildren(QAction) if action.objectName()]
    keys = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
    assert all(action.text() for action in actions)
    assert len(keys) == len(set(keys))
    assert len(actions) > 30


def test_every_widget_of_the_settings_has_its_names(make_window: MakeWindow, admin: Actor) -> None:
    window = make_window(admin)
    for name in ("users", "backups", "journal"):
        window.open_tab(Screen.SETTINGS, name)
    assert unnamed(window) == []


def test_nothing_is_cut_in_the_smallest_window(qtbot: QtBot, make_window: MakeWindow, admin: Actor) -> None:
    window = make_window(admin)
    window.resize(683, 485)  # 1024x728 at 150 %
    for name in ("users", "backups", "journal"):
        window.open_tab(Screen.SETTINGS, name)
        qtbot.wait(1)
        panel = window.panel()
        assert panel is not None
        buttons = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
        assert [one.objectName() for one in buttons if one.width() < one.sizeHint().width()] == []
    assert window.width() == 683
    longest = max(window.nav.fontMetrics().horizontalAdvance(words) for words in _screen_words(window))
    assert longest < window.nav.width() - 20


def test_an_entry_under_way_is_said_and_kept_until_saved(make_window: MakeWindow, admin: Actor) -> None:
    window = make_window(admin)
    window.open_tab(Screen.SETTINGS, "users")
    panel = window.panel()
    assert panel is not None
    panel.unsaved = lambda: True  # type: ignore[method-assign]
    panel.edited.emit()
    assert window.status.saved.text() == "Saisie non enregistrée"
    window.close()
    assert window.isVisible()
    dialog = window.findChild(QuestionDialog)
    assert dialog is not None
    dialog.dismiss.click()
    del panel.unsaved
    panel.edited.emit()
    assert window.status.saved.text() == ""


def test_the_help_and_the_sheet_of_shortcuts_open(qtbot: QtBot, make_window: MakeWindow, secretary: Actor) -> None:
    window = make_window(secretary)
    qtbot.keyClick(window, Qt.Key.Key_F1, Qt.KeyboardModifier.ControlModifier)
    sheet = window.findChild(HelpDialog)
    assert sheet is not None
    text = sheet.browser.toPlainText()
    assert "Ctrl+L" in text
    assert "Changer d’utilisateur" in text


def _screen_words(window: MainWindow) -> list[str]:
    model = window.nav.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
