"""A list of IOM dropped on the tab of the people opens its import."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from centre_desk.rules.desk import Actor
from centre_desk.views.referral.import_dialog import ImportDialog
from centre_desk.views.register.panel import PeoplePanel
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen

CSV = Path(__file__).parent.parent.parent / "fixtures" / "referrals" / "orientations_2019-10_excel_fr.csv"


def test_a_file_dropped_on_the_people_opens_its_import(
    qtbot: QtBot, make_window: Callable[[Actor], MainWindow], secretary: Actor
) -> None:
    window = make_window(secretary)
    window.show_screen(Screen.PEOPLE)
    assert isinstance(window.panel(), PeoplePanel)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(CSV))])
    window.dropEvent(
        QDropEvent(
            QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    qtbot.waitUntil(lambda: not window.context.runner.busy(), timeout=20_000)
    QApplication.processEvents()
    dialog = next(one for one in window.findChildren(ImportDialog) if one.isVisible())
    assert dialog.preview.sum.text().startswith("50 lignes lues")
    dialog.reject()
