"""The calendar by keys and clicks: a day is changed, days off are taken out, another week, all sessions."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.actions.centre.calendar import add_holiday
from centre_desk.queries.course import session_rows, slots_rows
from centre_desk.rules.course import HalfDay, SlotState
from centre_desk.rules.desk import Actor
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.attendance.trainer_hours import TrainerHours
from centre_desk.views.course.all_sessions import AllSessions
from centre_desk.views.course.calendar_panel import CalendarPanel
from centre_desk.views.course.month_grid import MonthGrid
from centre_desk.views.parts.fields import DateField
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders import AT, BuiltCentre, build_centre, build_session
from tests.views.hands import find, type_text, unnamed

MakeWindow = Callable[[Actor], MainWindow]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


@pytest.fixture
def session(desk_store: Store, centre: BuiltCentre) -> int:
    return build_session(desk_store, centre)


@pytest.fixture
def panel(session: int, make_window: MakeWindow, secretary: Actor) -> CalendarPanel:
    window = make_window(secretary)
    window.context.in_sight[Room.COURSE] = session
    window.open_tab(Screen.SESSIONS, "calendar")
    found = window.panel()
    assert isinstance(found, CalendarPanel)
    return found


def dialog(qtbot: QtBot, parent: QWidget, name: str) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in parent.findChildren(QDialog, name)))
    return next(d for d in parent.findChildren(QDialog, name) if d.isVisible())


def planned(store: Store, session_id: int, day: date) -> list[HalfDay]:
    return [s.half_day for s in slots_rows(store, session_id) if s.day == day and s.state is SlotState.PLANNED]


def test_a_day_is_changed_by_keys(qtbot: QtBot, panel: CalendarPanel, session: int, desk_store: Store) -> None:
    day = date(2019, 11, 14)
    grid = find(panel, MonthGrid, "month_grid")
    grid.setFocus()
    grid.setCurrentIndex(grid.month_model.index_of(date(2019, 11, 13)))
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    form = dialog(qtbot, panel, "change_day")
    find(form, QCheckBox, "day_pm").setChecked(False)
    qtbot.mouseClick(find(form, QPushButton, "dialog_verb"), LEFT)
    qtbot.waitUntil(lambda: "Écrivez le motif" in form.refusals.text())  # type: ignore[attr-defined]
    type_text(find(form, QLineEdit, "day_reason"), "Pont, note du directeur")
    qtbot.keyClick(find(form, QLineEdit, "day_reason"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert planned(desk_store, session, day) == [HalfDay.MORNING]
    assert grid.month_model.cell(grid.currentIndex()).day == day  # type: ignore[union-attr]


def test_days_off_declared_later_are_taken_out(
    qtbot: QtBot, panel: CalendarPanel, session: int, desk_store: Store, director: Actor
) -> None:
    assert not panel.take_out.isVisible()
    add_holiday(desk_store, day=date(2019, 11, 21), name_fr="Deuil national", by=director, at=AT)
    panel.load()
    assert panel.take_out.text() == "Retirer 2 demi-journées chômées…"
    qtbot.mouseClick(panel.take_out, LEFT)
    form = dialog(qtbot, panel, "days_off")
    said = form.findChild(QWidget, "plan_preview").text()  # type: ignore[attr-defined, union-attr]
    assert "Sortent : 21/11 matin, 21/11 après-midi" in said.replace("\u00a0", " ")
    qtbot.mouseClick(find(form, QPushButton, "dialog_verb"), LEFT)
    qtbot.waitUntil(lambda: planned(desk_store, session, date(2019, 11, 21)) == [])
    qtbot.waitUntil(lambda: not panel.take_out.isVisible())


def test_another_week_for_some_days(qtbot: QtBot, panel: CalendarPanel, desk_store: Store) -> None:
    qtbot.mouseClick(find(panel, QPushButton, "calendar_week"), LEFT)
    form = dialog(qtbot, panel, "set_week")
    find(form, DateField, "week_first").set_value(date(2019, 11, 18))
    find(form, DateField, "week_last").set_value(date(2019, 11, 22))
    type_text(find(form, QLineEdit, "week_hours_am"), "matin")
    qtbot.mouseClick(find(form, QPushButton, "dialog_verb"), LEFT)
    assert form.isVisible()  # hours that cannot be read
    find(form, QLineEdit, "week_hours_am").setText("7h30-12h30")
    for weekday in range(4):
        find(form, QCheckBox, f"week_{weekday}_pm").setChecked(False)
    qtbot.mouseClick(find(form, QPushButton, "dialog_verb"), LEFT)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert session_rows(desk_store)[0].half_days == 35 - 4


def test_a_month_of_all_sessions(qtbot: QtBot, panel: CalendarPanel, session: int) -> None:
    panel.session.set_value(0)
    table = find(panel, AllSessions, "all_sessions")
    headers = [column.header for column in table.rows_model.columns]
    assert headers[:6] == ["Session", "1", "4", "5", "6", "7"]
    (row,) = table.rows()
    letters = [column.display(row) for column in table.rows_model.columns]
    assert letters[1:8] == ["", "J", "J", "J", "J", "M", "J"]
    (trainer,) = find(panel, TrainerHours, "trainer_hours").rows()
    assert (trainer.sessions, trainer.half_days, trainer.held) == (("Maçonnerie 2",), 35, 0)
    qtbot.mouseClick(find(panel, QPushButton, "calendar_next"), LEFT)
    assert panel.month.text() == "décembre 2019"
    assert panel._all is not None
    assert panel._all.rows() == []
    qtbot.mouseClick(find(panel, QPushButton, "calendar_back"), LEFT)
    panel._all.opened.emit(row)  # type: ignore[union-attr]
    assert panel.session.value() == session


def test_every_day_speaks_for_itself(panel: CalendarPanel) -> None:
    model = panel.grid.month_model
    said = model.index_of(date(2019, 11, 15)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "vendredi 15\u00a0novembre\u00a02019\nBaptême du Prophète (pont)"
    assert [name for name in unnamed(panel) if "QListView" not in name] == []  # the list of a choice is Qt’s own
