"""Signing in and changing the user, by keys: clear sentences for what does not open."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.actions.desk.sign_in import sign_in
from centre_desk.papers.desk import RecoverySheet, draw_recovery_sheet, sheet_words
from centre_desk.rules.desk import Actor, Role
from centre_desk.store.opening import Store, open_desk
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.desk.change_user_dialog import ChangeUserDialog
from centre_desk.views.desk.password_dialog import ChangePasswordDialog
from centre_desk.views.desk.recover_dialog import RecoverDialog
from centre_desk.views.desk.sign_in_dialog import SignInDialog
from centre_desk.views.parts.context import Context, Tools
from centre_desk.views.runner import Runner

AT = datetime(2019, 11, 11, 8, 12, tzinfo=UTC)
PASSWORD = "mot de passe long"


@pytest.fixture
def dialog(qtbot: QtBot, fr: Catalogue, runner: Runner, desk_folder: Path) -> Iterator[SignInDialog]:
    made = SignInDialog(Tools(fr, runner), desk_folder, lambda: AT)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    qtbot.waitUntil(lambda: not runner.busy())


def _sign_in(qtbot: QtBot, dialog: SignInDialog, name: str, password: str) -> None:
    for field, text in ((dialog.name, name), (dialog.password, password)):
        field.clear()
        qtbot.keyClicks(field, text)
    qtbot.keyClick(dialog.password, Qt.Key.Key_Return)


def test_name_password_and_enter_open_the_desk(qtbot: QtBot, dialog: SignInDialog) -> None:
    with qtbot.waitSignal(dialog.opened, timeout=10_000) as opened:
        _sign_in(qtbot, dialog, "Kadia", PASSWORD)
    store, actor = opened.args
    with store:
        assert (actor.name, actor.roles) == ("Kadia", frozenset({Role.SECRETARY}))


def test_a_wrong_password_is_said_and_can_be_typed_again(qtbot: QtBot, dialog: SignInDialog) -> None:
    _sign_in(qtbot, dialog, "Kadia", "un autre mot de passe")
    qtbot.waitUntil(lambda: "mot de passe n’est pas juste" in dialog.refusals.text(), timeout=10_000)
    assert dialog.password.hasFocus()
    with qtbot.waitSignal(dialog.opened, timeout=10_000) as opened:
        _sign_in(qtbot, dialog, "kadia", PASSWORD)
    opened.args[0].close()


def test_a_second_opener_is_told_who_has_the_desk(qtbot: QtBot, dialog: SignInDialog, desk_folder: Path) -> None:
    with open_desk(desk_folder, "Awa", PASSWORD):
        _sign_in(qtbot, dialog, "Kadia", PASSWORD)
        qtbot.waitUntil(lambda: "déjà ouvert" in dialog.refusals.text(), timeout=10_000)


def test_a_desk_of_a_newer_version_is_refused(qtbot: QtBot, dialog: SignInDialog, desk_folder: Path) -> None:
    described = (desk_folder / "desk.toml").read_text().replace("format = 1", "format = 99")
    (desk_folder / "desk.toml").write_text(described)
    _sign_in(qtbot, dialog, "Kadia", PASSWORD)
    qtbot.waitUntil(lambda: "version plus récente" in dialog.refusals.text(), timeout=10_000)


def test_a_folder_without_a_desk_is_said(qtbot: QtBot, dialog: SignInDialog, tmp_path: Path) -> None:
    dialog.folder.line.setText(str(tmp_path / "rien"))
    _sign_in(qtbot, dialog, "Kadia", PASSWORD)
    qtbot.waitUntil(lambda: "pas de dossier de centre" in dialog.refusals.text(), timeout=10_000)


def test_tab_goes_through_the_fields_before_the_buttons(qtbot: QtBot, dialog: SignInDialog) -> None:
    dialog.name.setFocus()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Tab)
    assert dialog.password.hasFocus()


def test_the_user_changes_without_closing_the_desk(qtbot: QtBot, context: Context, director: Actor) -> None:
    dialog = ChangeUserDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.user.set_value("Fatoumata")
    qtbot.keyClicks(dialog.password, PASSWORD)
    with qtbot.waitSignal(dialog.changed, timeout=10_000) as changed:
        qtbot.keyClick(dialog.password, Qt.Key.Key_Return)
    assert changed.args[0] == director


def test_a_new_password_is_typed_twice(qtbot: QtBot, context: Context, desk_store: Store) -> None:
    dialog = ChangePasswordDialog(context, None)
    qtbot.addWidget(dialog)
    dialog.show()
    for field, text in ((dialog.old, PASSWORD), (dialog.new, "quatre mots bien choisis"), (dialog.again, "x")):
        qtbot.keyClicks(field, text)
    qtbot.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)
    assert "différents" in dialog.refusals.text()
    dialog.again.clear()
    qtbot.keyClicks(dialog.again, "quatre mots bien choisis")
    with qtbot.waitSignal(dialog.acted, timeout=20_000):
        qtbot.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)


@pytest.fixture
def founded_folder(tmp_path: Path) -> tuple[Path, str]:
    from centre_desk.actions.overview.founding import found_desk
    from centre_desk.store import keys

    founded = found_desk(
        tmp_path / "neuf",
        centre_code="CFP-X",
        centre_name="Centre X",
        user_name="Mariam",
        password=PASSWORD,
        at=AT,
        cost=keys.Cost(passes=1, memory_kib=64),
    )
    founded.store.close()
    return tmp_path / "neuf", founded.recovery_code


def test_the_recovery_sheet_opens_the_desk_and_gives_a_password(
    qtbot: QtBot, fr: Catalogue, runner: Runner, founded_folder: tuple[Path, str]
) -> None:
    folder, code = founded_folder
    dialog = RecoverDialog(Tools(fr, runner), folder, lambda: AT, None)
    qtbot.addWidget(dialog)
    dialog.show()
    typed = " ".join(sheet_words(code)).lower()
    dialog.findChild(QPlainTextEdit, "recovery_code").setPlainText(typed)
    for name, text in (
        ("user_name", "Mariam"),
        ("new_password", "un tout autre secret"),
        ("again_password", "un tout autre secret"),
    ):
        qtbot.keyClicks(dialog.findChild(QLineEdit, name), text)
    with qtbot.waitSignal(dialog.opened, timeout=20_000) as opened:
        qtbot.mouseClick(dialog.findChild(QPushButton, "dialog_verb"), Qt.MouseButton.LeftButton)
    opened.args[0].close()
    store, actor = sign_in(folder, "Mariam", "un tout autre secret", AT)
    with store:
        assert actor.name == "Mariam"


def test_a_wrong_code_is_said(qtbot: QtBot, fr: Catalogue, runner: Runner, founded_folder: tuple[Path, str]) -> None:
    dialog = RecoverDialog(Tools(fr, runner), founded_folder[0], lambda: AT, None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.code.setPlainText("AAAA")
    for field in (dialog.new, dialog.again):
        qtbot.keyClicks(field, "un tout autre secret")
    qtbot.keyClicks(dialog.name, "Mariam")
    qtbot.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "fiche de secours" in dialog.refusals.text(), timeout=10_000)


def test_the_sheet_prints_the_words_that_are_typed_back(fr: Catalogue, founded_folder: tuple[Path, str]) -> None:
    import pypdfium2

    folder, code = founded_folder
    sheet = RecoverySheet("Centre X", "Bamako", str(folder), code, AT.date())
    document = pypdfium2.PdfDocument(draw_recovery_sheet(sheet, fr))
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert all(word in text for word in sheet_words(code))
    assert len(sheet_words(code)) == 8


def test_an_unsaved_entry_waits_for_its_author_alone(
    qtbot: QtBot, make_window: Callable[..., object], admin: Actor, director: Actor
) -> None:
    from centre_desk.views.window.main import MainWindow
    from centre_desk.views.window.screens import Screen

    window = make_window(admin)
    assert isinstance(window, MainWindow)
    window.open_tab(Screen.SETTINGS, "users")
    panel = window.panel()
    assert panel is not None
    panel.unsaved = lambda: True  # type: ignore[method-assign]
    window.open_tab(Screen.SETTINGS, "journal")
    journal = window.panel()
    window.become(director)
    window.open_tab(Screen.SETTINGS, "users")
    assert window.panel() is not panel
    assert not panel.isVisible()
    window.become(admin)
    window.open_tab(Screen.SETTINGS, "users")
    assert window.panel() is panel
    window.open_tab(Screen.SETTINGS, "journal")
    assert window.panel() is not journal
