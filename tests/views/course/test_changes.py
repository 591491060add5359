"""Changes of a session by clicks and keys: an end with its marks, other weeks, trainers, what clashes, the tabs."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.models.attendance import AttendanceMark
from centre_desk.queries.course import enrolled_rows, session_rows, session_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.attendance.end_dialog import EndDialog
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.certificate.panel import CertificatesPanel
from centre_desk.views.course.panel import SessionsPanel
from centre_desk.views.exam.panel import ExamsPanel
from centre_desk.views.parts.fields import ChoiceField, CountField, DateField
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders import build_session, enrol, take_roll
from tests.builders_attendance import Built, build_five
from tests.views.course.hands import dialog, panel_of
from tests.views.hands import find, type_text, unnamed

MakeWindow = Callable[[Actor], MainWindow]
LEFT = Qt.MouseButton.LeftButton
A = MarkValue.ABSENT


@pytest.fixture
def five(desk_store: Store) -> Built:
    return build_five(desk_store)


@pytest.fixture
def window(make_window: MakeWindow, five: Built, secretary: Actor) -> MainWindow:
    made = make_window(secretary)
    made.show_screen(Screen.SESSIONS)
    return made


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    qtbot.mouseClick(field, LEFT)
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(field, text)


def verb(form: QDialog) -> QPushButton:
    return find(form, QPushButton, "dialog_verb")


def save(qtbot: QtBot, form: QDialog) -> None:
    qtbot.mouseClick(verb(form), LEFT)
    qtbot.waitUntil(lambda: not form.isVisible(), timeout=10_000)


def open_act(qtbot: QtBot, panel: SessionsPanel, name: str, form: str) -> QDialog:
    next(a for a in panel.detail.menu.actions() if a.objectName() == name).trigger()
    return dialog(qtbot, panel, form)


def said(form: QWidget, name: str = "plan_preview") -> str:
    return find(form, QLabel, name).text().replace("\u00a0", " ")


def test_an_end_lists_the_marks_after_the_last_day(
    qtbot: QtBot, five: Built, window: MainWindow, desk_store: Store
) -> None:
    for day in (4, 5, 6, 7):
        take_roll(desk_store, five.session_id, date(2019, 11, day), HalfDay.MORNING, {five.people[0]: A})
    panel = panel_of(window)
    table = panel.detail.table
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.rows_model.index(0, 3)).center())
    form = dialog(qtbot, panel, "end_enrolment")
    assert isinstance(form, EndDialog)
    assert (form.marks.isVisible(), verb(form).text()) == (False, "Enregistrer la fin")
    retype(qtbot, form.day, "05/11/2019")
    assert form.marks.lines() == ["06/11/2019 matin · KEÏTA P1 · absent", "07/11/2019 matin · KEÏTA P1 · absent"]
    assert verb(form).text() == "Enregistrer la fin, 2 pointages touchés"
    assert unnamed(form) == []
    save(qtbot, form)
    row = enrolled_rows(desk_store, five.session_id)[0]
    assert (row.end_on, row.end_reason) == (date(2019, 11, 5), EndReason.DROP_OUT)
    with desk_store.read() as db:
        assert [m.day.day for m in db.query(AttendanceMark).filter_by(person_id=five.people[0])] == [4, 5]


def test_a_signature_after_the_last_day_is_named(
    qtbot: QtBot, five: Built, window: MainWindow, desk_store: Store
) -> None:
    take_roll(desk_store, five.session_id, date(2019, 11, 6))
    panel = panel_of(window)
    table = panel.detail.table
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.rows_model.index(1, 3)).center())
    form = dialog(qtbot, panel, "end_enrolment")
    retype(qtbot, find(form, DateField, "end_day"), "05/11/2019")
    qtbot.mouseClick(verb(form), LEFT)
    box = form.refusals  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Présence signée après ce jour" in box.text() and "06/11/2019" in box.text())
    assert enrolled_rows(desk_store, five.session_id)[1].end_on is None


def test_another_week_keeps_what_is_asked(qtbot: QtBot, five: Built, window: MainWindow, desk_store: Store) -> None:
    window.open_tab(Screen.SESSIONS, "calendar")
    panel = window.panel()
    assert panel is not None
    qtbot.mouseClick(find(panel, QPushButton, "calendar_week"), LEFT)
    form = dialog(qtbot, panel, "set_week")
    assert find(form, QCheckBox, "week_3_pm").isChecked()  # the session's own week is proposed
    assert not find(form, QCheckBox, "week_6_am").isChecked()  # Sunday can be held too
    retype(qtbot, find(form, DateField, "week_first"), "18/11/2019")
    for weekday in range(4):
        qtbot.mouseClick(find(form, QCheckBox, f"week_{weekday}_pm"), LEFT)
    retype(qtbot, find(form, QLineEdit, "week_hours_am"), "8h-10h")
    assert said(form).split("\n")[:2] == [
        "Actuellement : 35 demi-journées · 140 h · jusqu’au 29/11/2019",
        "Ensuite : 27 demi-journées · 88 h · jusqu’au 29/11/2019",
    ]
    qtbot.mouseClick(find(form, QPushButton, "week_keep_1"), LEFT)
    assert "Ensuite : 35 demi-journées · 104 h · jusqu’au 11/12/2019" in said(form)
    save(qtbot, form)
    (row,) = session_rows(desk_store)
    assert (row.half_days, row.quarters, row.end_on) == (35, 104 * 4, date(2019, 12, 11))


def test_every_trainer_is_shown_and_a_wrong_stay_corrected(
    qtbot: QtBot, five: Built, window: MainWindow, desk_store: Store
) -> None:
    panel = panel_of(window)
    form = open_act(qtbot, panel, "session_trainer_act", "assign_trainer")
    box = find(form, ChoiceField, "trainer_new")
    qtbot.keyClicks(box, "R")
    assert box.currentText() == "Rokiatou Koné"
    retype(qtbot, find(form, DateField, "trainer_last"), "15/11/2019")
    save(qtbot, form)
    shown = panel.detail.facts[2]
    qtbot.waitUntil(lambda: "Koné" in shown.text())
    days = ("Adama Samaké (jusqu’au 10/11)", "Rokiatou Koné (11/11 – 15/11)", "Adama Samaké (depuis le 16/11)")
    assert shown.text() == " · ".join(days)
    form = open_act(qtbot, panel, "session_stays", "trainer_stays")
    box = find(form, ChoiceField, "stay_trainer")
    qtbot.keyClicks(box, "R")
    retype(qtbot, find(form, DateField, "stay_last"), "13/11/2019")
    retype(qtbot, find(form, QLineEdit, "stay_reason"), "Revenu plus tôt")
    save(qtbot, form)
    sheet = session_sheet(desk_store, five.session_id)
    assert sheet is not None
    assert date(2019, 11, 13) in {stay.last_day for stay in sheet.trainers}


def test_duplicating_says_what_clashes_and_what_is_left_out(qtbot: QtBot, five: Built, window: MainWindow) -> None:
    form = open_act(qtbot, panel_of(window), "session_duplicate", "duplicate_session")
    retype(qtbot, find(form, DateField, "duplicate_start"), "11/11/2019")
    assert "jours chômés exclus : 15/11" in said(form)
    clashes = said(form, "plan_clashes")
    assert "Adama Samaké : aussi dans Maçonnerie 2 à partir du 11/11/2019, 26 demi-journées" in clashes
    assert "Atelier 1" in clashes
    qtbot.mouseClick(find(form, QPushButton, "dialog_cancel"), LEFT)


def test_a_session_is_planned_with_two_trainers_and_conditions(
    qtbot: QtBot, five: Built, window: MainWindow, desk_store: Store
) -> None:
    panel = panel_of(window)
    qtbot.mouseClick(find(panel, QPushButton, "session_new"), LEFT)
    form = dialog(qtbot, panel, "new_session")
    qtbot.keyClicks(find(form, ChoiceField, "session_trade"), "S")
    retype(qtbot, find(form, DateField, "session_start"), "02/12/2019")
    retype(qtbot, find(form, CountField, "session_half_days"), "60")
    qtbot.keyClicks(find(form, ChoiceField, "session_second"), "R")
    retype(qtbot, find(form, QLineEdit, "session_conditions"), "savoir lire")
    assert "60 demi-journées · 240 h" in said(form)
    save(qtbot, form)
    row = next(r for r in session_rows(desk_store) if r.trade.startswith("Soudure"))
    sheet = session_sheet(desk_store, row.id)
    assert sheet is not None
    assert (row.half_days, row.conditions) == (60, "savoir lire")
    assert {stay.name for stay in sheet.trainers} == {"Lassana Diarra", "Rokiatou Koné"}


def test_the_tabs_follow_the_session_in_sight(
    qtbot: QtBot, five: Built, window: MainWindow, desk_store: Store
) -> None:
    other = build_session(desk_store, five.centre, code="S-2", name="Soudure 1", trade="SOUD")
    enrol(desk_store, other, [])
    window.go_to(Room.COURSE, other)
    window.open_tab(Screen.SESSIONS, "roll")
    roll = window.panel()
    assert isinstance(roll, AttendancePanel)
    assert roll.session() is not None
    assert roll.session().name == "Soudure 1"  # type: ignore[union-attr]
    window.open_tab(Screen.SESSIONS, "exams")
    exams = window.panel()
    assert isinstance(exams, ExamsPanel)
    assert exams.sheet() is None
    window.open_tab(Screen.SESSIONS, "certificates")
    certificates = window.panel()
    assert isinstance(certificates, CertificatesPanel)
    assert certificates.session.value() == "Soudure 1"
    window.show_screen(Screen.CERTIFICATES)
    assert window.panel() is certificates
    assert certificates.session.value() == ""
