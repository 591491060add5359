"""The pack for days without power, from the menu of the roll: next week's sheets with the marks of open exams."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from centre_desk.models.attendance import AttendanceSheet
from centre_desk.rules.desk import Actor
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.overview import pack
from centre_desk.views.window.main import MainWindow
from tests.builders import build_centre
from tests.builders_attendance import build_five
from tests.builders_results import build_exam

Left = Qt.MouseButton.LeftButton


@pytest.mark.parametrize(("exam", "title"), [(True, "FEUILLE DE NOTES"), (False, "NOTES À SAISIR PLUS TARD")])
def test_the_pack_of_next_week_is_printed_from_the_roll(
    qtbot: QtBot,
    make_window: Callable[[Actor], MainWindow],
    secretary: Actor,
    desk_store: Store,
    monkeypatch: pytest.MonkeyPatch,
    exam: bool,
    title: str,
) -> None:
    printed: list[tuple[bytes, str]] = []
    monkeypatch.setattr(pack, "open_paper", lambda pdf, name: printed.append((pdf, name)) or Path(name))
    session = build_exam(desk_store, build_centre(desk_store)).session_id if exam else build_five(desk_store).session_id
    window = make_window(secretary)
    window.go_to(Room.ATTENDANCE, session)
    panel = window.panel()
    assert isinstance(panel, AttendancePanel)
    qtbot.mouseClick(panel.bar.more, Left)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [action] = [one for one in menu.actions() if "pack" in one.text()]
    qtbot.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())
    qtbot.waitUntil(lambda: len(printed) == 1, timeout=20_000)
    pdf, name = printed[0]
    said = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert name == "pack-coupure.pdf"
    assert all(one in said for one in (title, "0001-N", "0001-R04"))
    with desk_store.read() as db:
        assert f"{db.query(AttendanceSheet).one().week}" == "2019-11-18"
