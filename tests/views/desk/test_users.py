"""Users by clicks: added with roles, given others, let go; who may not is told so."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.queries.desk import user_rows
from centre_desk.rules.desk import Actor, Role
from centre_desk.rules.room import Room
from centre_desk.views.desk.journal import JournalPanel
from centre_desk.views.desk.user_dialogs import AddUserDialog, DelegateDialog, RolesDialog
from centre_desk.views.desk.users import UsersPanel
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import ReasonDialog

MakeContext = Callable[[Actor], Context]
LEFT = Qt.MouseButton.LeftButton


def _panel(qtbot: QtBot, context: Context) -> UsersPanel:
    panel = UsersPanel(context)
    qtbot.addWidget(panel)
    panel.resize(900, 500)
    panel.load()
    panel.show()
    return panel


def test_a_user_is_added_with_roles(qtbot: QtBot, make_context: MakeContext, admin: Actor) -> None:
    panel = _panel(qtbot, make_context(admin))
    qtbot.mouseClick(panel.add, LEFT)
    dialog = panel.findChild(AddUserDialog)
    qtbot.keyClicks(dialog.findChild(QLineEdit, "user_name"), "Oumou")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "full_name"), "Oumou Diallo")
    qtbot.mouseClick(dialog.findChild(QCheckBox, "role_cashier"), LEFT, pos=_on_box())
    qtbot.keyClicks(dialog.findChild(QLineEdit, "password"), "court")
    qtbot.mouseClick(dialog.verb, LEFT)
    qtbot.waitUntil(lambda: "trop court" in dialog.refusals.text())
    qtbot.keyClicks(dialog.findChild(QLineEdit, "password"), " puis plus long")
    with qtbot.waitSignal(panel.done, timeout=20_000) as done:
        qtbot.mouseClick(dialog.verb, LEFT)
    assert done.args[0].touched == frozenset({Room.DESK})
    made = next(row for row in user_rows(panel.context.store) if row.name == "Oumou")
    assert made.roles == frozenset({Role.CASHIER})


def test_roles_are_given_by_enter_on_a_user(qtbot: QtBot, make_context: MakeContext, admin: Actor) -> None:
    panel = _panel(qtbot, make_context(admin))
    panel.table.select_where(lambda row: row.name == "Kadia")
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    dialog = panel.findChild(RolesDialog)
    qtbot.mouseClick(dialog.findChild(QCheckBox, "role_cashier"), LEFT, pos=_on_box())
    with qtbot.waitSignal(panel.done, timeout=10_000):
        qtbot.mouseClick(dialog.verb, LEFT)
    kadia = next(row for row in user_rows(panel.context.store) if row.name == "Kadia")
    assert kadia.roles == frozenset({Role.SECRETARY, Role.CASHIER})


def test_a_user_leaves_with_a_reason(qtbot: QtBot, make_context: MakeContext, admin: Actor) -> None:
    panel = _panel(qtbot, make_context(admin))
    qtbot.mouseClick(panel.let_go, LEFT)
    assert "Choisissez d’abord" in panel.refusals.text()
    panel.table.select_where(lambda row: row.name == "Adama")
    qtbot.mouseClick(panel.let_go, LEFT)
    dialog = panel.findChild(ReasonDialog)
    qtbot.mouseClick(dialog.findChild(QPushButton, "dialog_verb"), LEFT)
    assert "motif" in dialog.refusals.text()
    qtbot.keyClicks(dialog.findChild(QPlainTextEdit, "reason"), "fin de contrat")
    with qtbot.waitSignal(panel.done, timeout=10_000):
        qtbot.mouseClick(dialog.findChild(QPushButton, "dialog_verb"), LEFT)
    adama = next(row for row in user_rows(panel.context.store) if row.name == "Adama")
    assert not adama.active


def test_who_may_not_manage_users_is_told(qtbot: QtBot, make_context: MakeContext, director: Actor) -> None:
    panel = _panel(qtbot, make_context(director))
    panel.table.select_where(lambda row: row.name == "Kadia")
    panel.open_roles(panel.table.selected_rows()[0])
    dialog = panel.findChild(RolesDialog)
    qtbot.mouseClick(dialog.verb, LEFT)
    qtbot.waitUntil(lambda: "Fatoumata" in dialog.refusals.text())
    assert dialog.isVisible()


def test_a_director_lends_the_role_for_some_days(qtbot: QtBot, make_context: MakeContext, director: Actor) -> None:
    panel = _panel(qtbot, make_context(director))
    panel.table.select_where(lambda row: row.name == "Kadia")
    qtbot.mouseClick(panel.delegate, LEFT)
    dialog = panel.findChild(DelegateDialog)
    qtbot.mouseClick(dialog.verb, LEFT)
    assert "Dernier jour" in dialog.refusals.text()
    qtbot.keyClicks(dialog.findChild(QLineEdit, "last_day"), "15.11.19")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "document"), "Note de service 12")
    with qtbot.waitSignal(panel.done, timeout=10_000):
        qtbot.mouseClick(dialog.verb, LEFT)


def test_the_journal_is_read_newest_first(qtbot: QtBot, make_context: MakeContext, admin: Actor) -> None:
    panel = JournalPanel(make_context(admin))
    qtbot.addWidget(panel)
    panel.load()
    rows = panel.table.rows()
    assert rows[0].act == "desk.add_user"
    assert [row.seq for row in rows] == sorted((row.seq for row in rows), reverse=True)
    assert not panel.older.isVisibleTo(panel)


def _on_box() -> QPoint:
    return QPoint(10, 10)
