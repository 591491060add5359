"""Sessions by clicks and keys: a session of 25 within its budget, ends, reopenings, states, the catalogue."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.actions.course.people import end_enrolment
from centre_desk.queries.course import enrolled_rows, session_rows, session_sheet
from centre_desk.rules.course import EndReason, HalfDay, SessionState
from centre_desk.rules.desk import Actor
from centre_desk.rules.register import PersonState
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import ChoiceField, CountField, DateField
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders import BuiltCentre, build_centre, build_person, build_session, enrol
from tests.builders_course import refer
from tests.views.course.hands import dialog, panel_of
from tests.views.hands import find, type_text

MakeWindow = Callable[[Actor], MainWindow]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


@pytest.fixture
def window(make_window: MakeWindow, centre: BuiltCentre, secretary: Actor) -> MainWindow:
    made = make_window(secretary)
    made.show_screen(Screen.SESSIONS)
    return made


def saved(qtbot: QtBot, shown: QDialog) -> None:
    qtbot.waitUntil(lambda: not shown.isVisible(), timeout=10_000)


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    button = find(parent, QPushButton, name)
    qtbot.waitUntil(lambda: button.isVisible() and button.width() > 40)  # laid out: a hand is slower than a test
    qtbot.mouseClick(button, LEFT)


def retype(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)


def choose(parent: QWidget, name: str, text: str) -> None:
    field = find(parent, ChoiceField, name)
    field.setCurrentIndex(field.findText(text))


def waiting(store: Store, centre: BuiltCentre, count: int) -> list[int]:
    people = [build_person(store, n, family=f"Diarra {n:02d}") for n in range(1, count + 1)]
    for person in people:
        refer(store, person, centre.trades["MACO"])
    return people


class Hands:
    """Counts what a person does: a click, a key, or a word typed where the cursor stands each cost one act."""

    def __init__(self, qtbot: QtBot) -> None:
        self._bot = qtbot
        self.acts = 0

    def click(self, parent: QWidget, name: str) -> None:
        click(self._bot, parent, name)
        self.acts += 1

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self._bot.keyClick(cursor(), key, keys)
        self.acts += 1

    def word(self, text: str) -> None:
        """Type a word or a number at one go; a field reached by Tab is selected whole, so it is typed over."""
        type_text(cursor(), text)
        self.acts += 1


def cursor() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_a_session_of_25_within_its_budget(
    qtbot: QtBot, window: MainWindow, desk_store: Store, centre: BuiltCentre
) -> None:
    waiting(desk_store, centre, 25)
    hands, panel = Hands(qtbot), panel_of(window)
    hands.click(panel, "session_new")
    form = dialog(qtbot, panel, "new_session")
    qtbot.waitUntil(lambda: cursor().objectName() == "session_trade")
    hands.word("M")
    assert find(form, ChoiceField, "session_trade").currentText() == "Maçonnerie"
    hands.key(Qt.Key.Key_Tab)
    assert cursor().objectName() == "session_start"
    hands.word("041119")
    hands.key(Qt.Key.Key_Tab)
    hands.key(Qt.Key.Key_Tab)
    assert cursor().objectName() == "session_half_days"
    hands.word("35")
    hands.key(Qt.Key.Key_Return)
    saved(qtbot, form)
    qtbot.waitUntil(lambda: panel.detail.isVisible() and panel.detail.name.text() == "Maçonnerie 1")
    hands.click(panel, "session_enrol")
    people = dialog(qtbot, panel, "enrol")
    assert find(people, DateField, "enrol_start").value() == date(2019, 11, 4)  # it has not begun: from its first day
    qtbot.waitUntil(lambda: cursor().objectName() == "candidates")
    hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.key(Qt.Key.Key_Return)
    saved(qtbot, people)
    (row,) = session_rows(desk_store)
    assert (row.name, row.enrolled, row.half_days, row.end_on) == ("Maçonnerie 1", 25, 35, date(2019, 11, 29))
    assert hands.acts <= 15, hands.acts
    qtbot.waitUntil(lambda: len(panel.detail.table.rows()) == 25)
    qtbot.waitUntil(lambda: window.status.saved.text() == "Enregistré à 08:12")


def test_days_and_length_lead_to_each_other(qtbot: QtBot, window: MainWindow, desk_store: Store) -> None:
    panel = panel_of(window)
    click(qtbot, panel, "session_new")
    form = dialog(qtbot, panel, "new_session")
    choose(form, "session_trade", "Maçonnerie")
    start, end = find(form, DateField, "session_start"), find(form, DateField, "session_end")
    count, hours = find(form, CountField, "session_half_days"), find(form, CountField, "session_hours")
    retype(qtbot, start, "04/11/2019")
    retype(qtbot, count, "35")
    assert (end.value(), hours.value()) == (date(2019, 11, 29), 140)
    retype(qtbot, end, "08/11/2019")
    count.setFocus()
    assert (start.value(), count.value(), hours.value()) == (date(2019, 11, 4), 9, 36)
    find(form, ChoiceField, "session_each").set_value(12)
    assert (count.value(), hours.value()) == (9, 27)
    retype(qtbot, hours, "105")
    assert (count.value(), end.value()) == (35, date(2019, 11, 29))
    start.clear()
    retype(qtbot, end, "29/11/2019")
    count.setFocus()
    assert (start.value(), count.value()) == (date(2019, 11, 4), 35)
    type_text(find(form, QLineEdit, "week_hours_am"), "8h-11h")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    (row,) = session_rows(desk_store)
    assert (row.start, row.end_on, row.half_days, row.quarters) == (date(2019, 11, 4), date(2019, 11, 29), 35, 420)
    sheet = session_sheet(desk_store, row.id)
    assert sheet is not None
    assert {(line.starts, line.ends) for line in sheet.patterns[0].lines if line.half_day is HalfDay.MORNING} == {
        ("08:00", "11:00")
    }


def test_the_end_is_shown_while_one_types(qtbot: QtBot, window: MainWindow, desk_store: Store) -> None:
    panel = panel_of(window)
    click(qtbot, panel, "session_new")
    form = dialog(qtbot, panel, "new_session")
    choose(form, "session_trade", "Maçonnerie")
    retype(qtbot, find(form, DateField, "session_start"), "04/11/2019")
    retype(qtbot, find(form, CountField, "session_hours"), "140")
    said = form.findChild(QWidget, "plan_preview").text()  # type: ignore[attr-defined, union-attr]
    assert said == (
        "Jusqu’au vendredi 29 novembre 2019 · 35 demi-journées · 140 h · jours chômés exclus : 15/11".replace(
            " h", "\u00a0h"
        )
        .replace(" :", "\u00a0:")
        .replace("29 novembre 2019", "29\u00a0novembre\u00a02019")
    )
    assert find(form, CountField, "session_half_days").value() == 35


def test_what_is_refused_is_said_in_the_form(qtbot: QtBot, window: MainWindow, desk_store: Store) -> None:
    panel = panel_of(window)
    click(qtbot, panel, "session_new")
    form = dialog(qtbot, panel, "new_session")
    retype(qtbot, find(form, DateField, "session_start"), "31/12/2020")
    click(qtbot, form, "dialog_verb")
    box = form.refusals  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "convention 2019-07 vaut du 01/01/2019 au 31/12/2020" in box.text())
    assert session_rows(desk_store) == []
    click(qtbot, form, "dialog_cancel")


@pytest.fixture
def running(desk_store: Store, centre: BuiltCentre) -> int:
    session = build_session(desk_store, centre)
    enrol(desk_store, session, [build_person(desk_store, n, family=f"Diarra {n}") for n in (1, 2, 3)])
    return session


def click_link(qtbot: QtBot, table: DataTable[object], row: int, column: int) -> None:
    at = table.rows_model.index(row, column)
    qtbot.mouseClick(table.viewport(), LEFT, pos=table.visualRect(at).center())


def test_an_enrolment_ends_and_is_taken_back(qtbot: QtBot, running: int, window: MainWindow, desk_store: Store) -> None:
    panel = panel_of(window)
    click_link(qtbot, panel.detail.table, 1, 3)
    form = dialog(qtbot, panel, "end_enrolment")
    said = form.findChild(QWidget, "end_entails")
    assert said.text() == "Compte comme abandon dans le rapport à l’OIM."  # type: ignore[attr-defined, union-attr]
    choose(form, "end_reason", "maladie")
    assert said.text() == "Ne compte pas comme abandon."  # type: ignore[attr-defined, union-attr]
    retype(qtbot, find(form, DateField, "end_day"), "08/11/2019")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    row = enrolled_rows(desk_store, running)[1]
    assert (row.end_reason, row.end_on) == (EndReason.ILLNESS, date(2019, 11, 8))
    qtbot.waitUntil(lambda: panel.detail.table.rows()[1].end_on is not None)
    click_link(qtbot, panel.detail.table, 1, 3)
    form = dialog(qtbot, panel, "back")
    qtbot.mouseClick(find(form, QPushButton, "back_why_1"), LEFT)
    assert find(form, QPushButton, "dialog_verb").text() == "Reprendre l’inscription"
    type_text(find(form, QLineEdit, "back_reason"), "Erreur de saisie")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    assert enrolled_rows(desk_store, running)[1].end_on is None


def test_somebody_comes_back_under_a_new_number(
    qtbot: QtBot, running: int, window: MainWindow, desk_store: Store, secretary: Actor, at: datetime
) -> None:
    end_enrolment(desk_store, enrolment_id=2, end_on=date(2019, 11, 6), reason=EndReason.MATERNITY, by=secretary, at=at)
    window.reload()
    panel = panel_of(window)
    click_link(qtbot, panel.detail.table, 1, 3)
    form = dialog(qtbot, panel, "back")
    retype(qtbot, find(form, DateField, "back_day"), "06/11/2019")
    click(qtbot, form, "dialog_verb")
    qtbot.waitUntil(lambda: "a pris fin le 06/11/2019" in form.refusals.text())  # type: ignore[attr-defined]
    retype(qtbot, find(form, DateField, "back_day"), "11/11/2019")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    rows = enrolled_rows(desk_store, running)
    assert [(r.register_number, r.end_on) for r in rows if r.person_id == rows[1].person_id] == [
        (2, date(2019, 11, 6)),
        (4, None),
    ]


def test_of_a_death_only_the_mistake_is_offered(
    qtbot: QtBot, running: int, window: MainWindow, desk_store: Store, secretary: Actor, at: datetime
) -> None:
    end_enrolment(desk_store, enrolment_id=2, end_on=date(2019, 11, 6), reason=EndReason.DEATH, by=secretary, at=at)
    window.reload()
    panel = panel_of(window)
    model = panel.detail.table.rows_model
    assert model.data(model.index(1, 3)) == "Erreur…"
    click_link(qtbot, panel.detail.table, 1, 3)
    form = dialog(qtbot, panel, "back")
    assert [one.text() for one in find(form, QWidget, "back_why").findChildren(QPushButton)] == [
        "La fin était une erreur"
    ]
    assert find(form, QPushButton, "dialog_verb").text() == "Reprendre l’inscription"
    assert not find(form, DateField, "back_day").isVisible()
    type_text(find(form, QLineEdit, "back_reason"), "Homonyme")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    assert enrolled_rows(desk_store, running)[1].end_on is None


def test_somebody_without_a_referral_is_enrolled(
    qtbot: QtBot, running: int, window: MainWindow, desk_store: Store, centre: BuiltCentre
) -> None:
    for number in (4, 5):
        refer(desk_store, build_person(desk_store, number, family=f"Ba {number}"), centre.trades["MACO"])
    build_person(desk_store, 6, family="Kéita", state=PersonState.PROVISIONAL)
    panel = panel_of(window)
    click(qtbot, panel, "session_enrol")
    form = dialog(qtbot, panel, "enrol")
    table = find(form, DataTable, "candidates")
    assert [row.place for row in table.rows()] == [1, 2]
    qtbot.mouseClick(find(form, QPushButton, "enrol_from_1"), LEFT)
    qtbot.waitUntil(lambda: len(table.rows()) == 3)
    shown = next(n for n, row in enumerate(table.rows()) if row.provisional)
    assert table.rows_model.index(shown, 5).data() == "provisoire"
    table.select_where(lambda row: row.provisional)
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    assert len(enrolled_rows(desk_store, running)) == 4
    assert enrolled_rows(desk_store, running)[3].provisional


def test_somebody_unknown_is_registered_in_the_form(
    qtbot: QtBot, running: int, window: MainWindow, desk_store: Store
) -> None:
    panel = panel_of(window)
    click(qtbot, panel, "session_enrol")
    form = dialog(qtbot, panel, "enrol")
    click(qtbot, form, "enrol_new_person")
    person = dialog(qtbot, form, "person_dialog")
    type_text(find(person, QLineEdit, "family"), "Ballo")
    sex = person.fields.sex  # type: ignore[attr-defined]
    sex.setCurrentIndex(1)
    click(qtbot, person, "dialog_verb")
    saved(qtbot, person)
    table = find(form, DataTable, "candidates")
    qtbot.waitUntil(lambda: [row.name for row in table.selected_rows()] == ["BALLO"])
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    assert enrolled_rows(desk_store, running)[3].name == "BALLO"


def test_a_session_starts_is_duplicated_and_cancelled(
    qtbot: QtBot, window: MainWindow, desk_store: Store, centre: BuiltCentre
) -> None:
    session = build_session(desk_store, centre, state=SessionState.PLANNED)
    window.reload()
    panel = panel_of(window)
    click(qtbot, panel, "session_move_on")
    qtbot.waitUntil(lambda: session_rows(desk_store)[0].state is SessionState.RUNNING)
    qtbot.waitUntil(lambda: panel.detail.move_on.text() == "Terminer…")
    acts = {a.objectName(): a for a in panel.detail.menu.actions()}
    assert set(acts) == {
        "session_change",
        "session_dates",
        "session_trainer_act",
        "session_stays",
        "session_duplicate",
        "session_cancel",
    }
    acts["session_duplicate"].trigger()
    form = dialog(qtbot, panel, "duplicate_session")
    retype(qtbot, find(form, DateField, "duplicate_start"), "02/12/2019")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    qtbot.waitUntil(lambda: len(panel.table.rows()) == 2)
    assert panel.table.current_row().start == date(2019, 12, 2)  # type: ignore[union-attr]
    next(a for a in panel.detail.menu.actions() if a.objectName() == "session_cancel").trigger()
    qtbot.waitUntil(lambda: panel.findChild(QPlainTextEdit, "reason") is not None)
    qtbot.keyClicks(find(panel, QPlainTextEdit, "reason"), "Pas de formateur")
    click(qtbot, next(d for d in panel.findChildren(QDialog) if d.isVisible()), "dialog_verb")
    qtbot.waitUntil(lambda: [r.id for r in panel.table.rows()] == [session])
    qtbot.mouseClick(find(panel, QPushButton, "sessions_which_1"), LEFT)
    assert len(panel.table.rows()) == 2


def test_dates_places_and_trainer_change(
    qtbot: QtBot, running: int, window: MainWindow, desk_store: Store, centre: BuiltCentre
) -> None:
    panel = panel_of(window)

    def open_act(name: str, form: str) -> QDialog:
        next(a for a in panel.detail.menu.actions() if a.objectName() == name).trigger()
        return dialog(qtbot, panel, form)

    form = open_act("session_dates", "change_dates")
    retype(qtbot, find(form, DateField, "dates_last"), "06/12/2019")
    assert find(form, CountField, "dates_half_days").value() == 35 + 9
    retype(qtbot, find(form, CountField, "dates_half_days"), "36")
    assert find(form, DateField, "dates_last").value() == date(2019, 12, 2)
    assert find(form, CountField, "dates_hours").value() == 36 * 4
    retype(qtbot, find(form, CountField, "dates_hours"), "176")
    type_text(find(form, QLineEdit, "dates_reason"), "Retard des matériaux")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    form = open_act("session_change", "change_session")
    retype(qtbot, find(form, CountField, "change_places"), "35")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    form = open_act("session_trainer_act", "assign_trainer")
    choose(form, "trainer_new", "Rokiatou Koné")
    retype(qtbot, find(form, DateField, "trainer_first"), "18/11/2019")
    click(qtbot, form, "dialog_verb")
    saved(qtbot, form)
    sheet = session_sheet(desk_store, running)
    assert sheet is not None
    assert (sheet.row.end_on, sheet.row.capacity, sheet.row.trainer) == (date(2019, 12, 6), 35, "Rokiatou Koné")
    assert [s.last_day for s in sheet.trainers] == [date(2019, 11, 17), None]


def test_a_session_is_found_and_opened_from_elsewhere(
    qtbot: QtBot, running: int, window: MainWindow, desk_store: Store, centre: BuiltCentre
) -> None:
    over = build_session(
        desk_store,
        centre,
        code="S-1",
        name="Carrelage 1",
        start=date(2019, 9, 2),
        end=date(2019, 9, 27),
        state=SessionState.FINISHED,
    )
    window.reload()
    panel = panel_of(window)
    assert [row.id for row in panel.table.rows()] == [running]
    window.go_to(Room.COURSE, over)
    assert panel.detail.name.text() == "Carrelage 1"
    assert not panel.detail.enrol.isVisible()
    type_text(panel.search, "maçon")
    qtbot.waitUntil(lambda: [row.id for row in panel.table.rows()] == [running])


def test_a_trainer_sees_their_own_sessions(qtbot: QtBot, running: int, make_window: MakeWindow, trainer: Actor) -> None:
    window = make_window(trainer)
    window.show_screen(Screen.SESSIONS)
    assert panel_of(window).table.rows() == []


def test_the_catalogue_opens(qtbot: QtBot, running: int, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[bytes, str]] = []
    monkeypatch.setattr("centre_desk.views.course.panel.open_paper", lambda *paper: opened.append(paper))
    acts = {act.objectName(): act for act in panel_of(window).catalogue.menu().actions()}
    acts["catalogue_page"].trigger()
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    content, name = opened[0]
    assert content.startswith(b"%PDF")
    assert name == "catalogue-2019-11-11.pdf"
    acts["catalogue_book"].trigger()
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=10_000)
    content, name = opened[1]
    assert content.startswith(b"PK")
    assert name == "catalogue-2019-11-11.xlsx"
