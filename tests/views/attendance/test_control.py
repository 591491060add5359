"""Points, late entries, visits, scans and the heat map by clicks and keys."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from centre_desk.actions.attendance import apply_marks
from centre_desk.models.attendance import AttendanceSheet, LateOpening, MonitoringVisit
from centre_desk.models.course import CourseSession, Enrolment, SessionSlot
from centre_desk.models.desk import Attachment
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.drop_out import DropOutBy
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.texts.formats import full_date
from centre_desk.views.attendance import visits_dialog
from centre_desk.views.attendance.control import PointsDialog
from centre_desk.views.attendance.dates_dialog import DatesDialog
from centre_desk.views.attendance.drop_out_dialog import DropOutDialog
from centre_desk.views.attendance.heat_dialog import HeatDialog
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.attendance.visits_dialog import VisitDialog
from centre_desk.views.desk import scans_dialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, ReasonDialog
from tests.builders import take_roll
from tests.builders_attendance import Built, build_five
from tests.views.hands import find, type_path, type_text, unnamed

A = MarkValue.ABSENT
Left = Qt.MouseButton.LeftButton


@pytest.fixture
def five(desk_store: Store) -> Built:
    built = build_five(desk_store)
    for day in (6, 7):
        for half in HalfDay:
            take_roll(built.store, built.session_id, date(2019, 11, day), half, {built.people[0]: A})
    return built


@pytest.fixture
def panel(qtbot: QtBot, context: Context, five: Built) -> AttendancePanel:
    made = AttendancePanel(context)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.load()
    made.show()
    made.open_item(-five.slot(11))
    return made


def dialog(panel: AttendancePanel) -> FormDialog:
    found = [d for d in panel.findChildren(QDialog) if d.isVisible()]
    assert len(found) == 1
    assert isinstance(found[0], FormDialog)
    assert unnamed(found[0]) == []
    return found[0]


def settle(qtbot: QtBot, one: AttendancePanel | FormDialog) -> None:
    qtbot.waitUntil(lambda: not one.busy(), timeout=10_000)


def test_points_are_listed_and_lead_to_the_person(qtbot: QtBot, panel: AttendancePanel, five: Built) -> None:
    points = choose(qtbot, panel, "Points à vérifier…")
    assert isinstance(points, PointsDialog)
    settle(qtbot, points)
    assert [(row.person_id, row.count) for row in points.table.rows()] == [(five.people[0], 4)]
    with qtbot.waitSignal(panel.navigate) as told:
        points.table.opened.emit(points.table.rows()[0])
    assert told.args == [Room.OVERVIEW, five.people[0]]
    assert not points.isVisible()


def test_a_visit_is_recorded_and_printed_at_once(
    qtbot: QtBot, panel: AttendancePanel, five: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr(visits_dialog, "open_paper", lambda pdf, name: printed.append(pdf) or Path(name))
    visit = choose(qtbot, panel, "Noter une visite de l’OIM…")
    assert isinstance(visit, VisitDialog)
    type_text(visit.visitors, "Mme Sidibé, OIM Bamako")
    qtbot.keyClicks(visit.heads, "4")
    qtbot.mouseClick(find(visit, QPushButton, "visit_all"), Left)
    assert visit.seen() == five.enrolments
    qtbot.mouseClick(find(visit, QPushButton, "visit_none"), Left)
    assert visit.seen() == []
    visit.identities.item(1).setCheckState(Qt.CheckState.Checked)
    qtbot.mouseClick(visit.verb, Left)
    settle(qtbot, visit)
    qtbot.waitUntil(lambda: len(printed) == 1, timeout=10_000)
    assert printed[0].startswith(b"%PDF")
    with five.store.read() as db:
        assert db.query(MonitoringVisit).one().heads == 4


def test_a_late_entry_is_opened_with_a_reason(qtbot: QtBot, panel: AttendancePanel, five: Built) -> None:
    with five.store.begin() as db:
        week, came = date(2019, 11, 4), date(2019, 11, 1)
        db.add(AttendanceSheet(number="0009", session_id=five.session_id, week=week, received_on=came, by_id=1,
                               at=panel.context.now()))  # fmt: skip
    panel.open_item(-five.slot(5))
    why = choose(qtbot, panel, "Rouvrir la saisie…")
    assert isinstance(why, ReasonDialog)
    said = find(why, QLabel, "late_week").text()
    assert said.startswith("Maçonnerie 2, semaine du 04/11/2019 au 10/11/2019\u00a0: la feuille est arrivée le 01/11")
    type_text(why.reason, "fiche du village")
    qtbot.mouseClick(why.verb, Left)
    settle(qtbot, panel)
    with five.store.read() as db:
        assert db.query(LateOpening).one().reason == "fiche du village"


def test_a_week_that_is_not_locked_is_not_asked_about(qtbot: QtBot, panel: AttendancePanel) -> None:
    pick(qtbot, panel, "Rouvrir la saisie…")
    assert "la saisie n’est pas verrouillée" in panel.refusals.text()
    assert [d for d in panel.findChildren(QDialog) if d.isVisible()] == []


def pick(qtbot: QtBot, panel: AttendancePanel, words: str) -> None:
    """Click an entry of the menu *More…*."""
    menu = open_menu(qtbot, panel)
    [action] = [one for one in menu.actions() if one.text() == words]
    qtbot.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())


def open_menu(qtbot: QtBot, panel: AttendancePanel) -> QMenu:
    """Open the menu *More…*."""
    qtbot.mouseClick(panel.bar.more, Left)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(qtbot: QtBot, panel: AttendancePanel, words: str) -> FormDialog:
    """Click an entry of the menu *More…*, and return the form that it opens."""
    pick(qtbot, panel, words)
    return dialog(panel)


def test_a_scan_goes_into_the_desk_and_is_looked_at(
    qtbot: QtBot, panel: AttendancePanel, five: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[bytes, str]] = []
    monkeypatch.setattr(scans_dialog, "open_paper", lambda content, name: opened.append((content, name)))
    with five.store.begin() as db:
        db.add(AttendanceSheet(number="0009", session_id=five.session_id, week=date(2019, 11, 11), by_id=1,
                               at=panel.context.now()))  # fmt: skip
    panel.reread()
    scan = tmp_path / "fiche signée.png"
    scan.write_bytes(b"\x89PNG fiche")
    scans = choose(qtbot, panel, "Scans de la fiche…")
    assert scans.title.text() == "Scans de la fiche n°\u00a00009"
    qtbot.mouseClick(find(scans, QPushButton, "scan_attach"), Left)
    type_path(qtbot, scans, "scan_file", scan)
    table = find(scans, QTableView, "scans")
    qtbot.waitUntil(lambda: table.model().rowCount() == 1, timeout=10_000)
    assert scans.isVisible()  # open for the next one
    with five.store.read() as db:
        kept = db.query(Attachment).one()
        assert (kept.name, kept.subject_kind) == ("fiche signée.png", "attendance_sheet")
    qtbot.mouseClick(scans.verb, Left)
    qtbot.waitUntil(lambda: opened == [(b"\x89PNG fiche", "fiche signée.png")], timeout=10_000)


def test_who_only_reads_sees_scans_and_attaches_none(
    qtbot: QtBot, make_context: Callable[[Actor], Context], viewer: Actor, five: Built, at: datetime
) -> None:
    with five.store.begin() as db:
        db.add(AttendanceSheet(number="0009", session_id=five.session_id, week=date(2019, 11, 11), by_id=1, at=at))
    panel = AttendancePanel(make_context(viewer))
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    panel.load()
    panel.show()
    panel.open_item(-five.slot(11))
    scans = choose(qtbot, panel, "Scans de la fiche…")
    assert scans.findChildren(QPushButton, "scan_attach") == []
    assert "Aucun scan" in find(scans, QLabel, "empty_sentence").text()


Control = Qt.KeyboardModifier.ControlModifier
WEDNESDAY = full_date(date(2019, 11, 6), "fr")


@pytest.fixture
def heat(qtbot: QtBot, panel: AttendancePanel) -> HeatDialog:
    """The map of November, opened from the menu; P1 was absent on the 6th and 7th, nothing else was entered."""
    made = choose(qtbot, panel, "Carte de l’assiduité…")
    assert isinstance(made, HeatDialog)
    qtbot.waitUntil(lambda: bool(made.chart.heat.rows), timeout=10_000)
    return made


def shown(heat: HeatDialog) -> list[int]:
    return [row.person.number for row in heat.chart.heat.rows]


def click(qtbot: QtBot, heat: HeatDialog, row: int, column: int) -> None:
    """Click a cell of the map; row -1 is that of the days, column -1 that of the names."""
    qtbot.mouseClick(heat.chart.viewport(), Left, pos=heat.chart.cell_box(row, column).center())


def test_the_map_says_what_it_shows(heat: HeatDialog) -> None:
    assert "Absences de suite" in heat.said.text()
    assert heat.chart.accessibleDescription() == heat.said.text()
    legend = find(heat, QLabel, "heat_legend").text()
    assert all(sign in legend for sign in ("½ ", "– ", "▨ ", "AJ ", "! "))


def test_the_map_is_copied_with_its_rates_by_the_keyboard(qtbot: QtBot, heat: HeatDialog) -> None:
    for turn in (False, True):  # the picture, then its table
        QGuiApplication.clipboard().setText("nothing yet")
        if turn:
            qtbot.mouseClick(heat.switch, Left)
            assert heat.table is not None
            qtbot.waitUntil(heat.table.hasFocus)
        qtbot.keyClick(heat.focusWidget(), Qt.Key.Key_C, Control)
        lines = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
        assert len(lines) == 7
        assert lines[0][2:7] == ["À ce jour", "Du prévu", "De suite", "04/11", "05/11"]
        assert lines[1][:5] == ["01", "KEÏTA P1", "0\u202f%", "0\u202f%", "!"]
        assert lines[1][5:10] == ["", "", "A", "A", ""]
        assert lines[2][2:4] == ["44\u202f%", "11\u202f%"]  # 4 of 9 held, of 35 planned
        assert lines[6][:2] == ["", "Présents en\u00a0%"]
        assert lines[6][5:10] == ["", "", "80", "80", ""]  # nobody entered the 4th, 5th and 8th


def test_a_click_on_a_name_filters_to_the_person(qtbot: QtBot, heat: HeatDialog) -> None:
    click(qtbot, heat, 1, -1)
    assert shown(heat) == [2]
    qtbot.mouseClick(heat.everyone, Left)
    assert shown(heat) == [1, 2, 3, 4, 5]
    assert heat.everyone.isHidden()
    click(qtbot, heat, 2, 3)  # any cell of a row
    assert shown(heat) == [3]


def test_a_click_on_a_day_filters_to_who_was_away(qtbot: QtBot, heat: HeatDialog) -> None:
    click(qtbot, heat, -1, 2)
    assert shown(heat) == [1]
    assert heat.said.text() == f"1 absent le {WEDNESDAY}."
    qtbot.mouseClick(heat.everyone, Left)
    click(qtbot, heat, -1, 0)
    assert shown(heat) == []
    assert heat.everyone.isVisible()


def test_the_map_is_worked_by_keys_alone(qtbot: QtBot, heat: HeatDialog) -> None:
    assert heat.chart.hasFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(heat.chart, key)
    assert heat.cell.text() == f"02 KEÏTA P2, {WEDNESDAY}\u00a0: présent"
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(heat.chart, key)
    assert heat.cell.text() == f"{WEDNESDAY}\u00a0: 80\u00a0% de présents"
    qtbot.keyClick(heat.chart, Qt.Key.Key_Return)
    assert shown(heat) == [1]
    assert heat.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Home):
        qtbot.keyClick(heat.chart, key)
    assert heat.cell.text() == "01 KEÏTA P1 · Assiduité à ce jour 0\u202f% · du prévu 0\u202f% · absences de suite"


def test_the_whole_session_is_one_choice_away(qtbot: QtBot, heat: HeatDialog, five: Built) -> None:
    with five.store.begin() as db:
        db.add(SessionSlot(session_id=five.session_id, day=date(2019, 12, 2), half_day=HalfDay.MORNING))
    november = len(heat.chart.heat.days)
    heat.span.setFocus()
    qtbot.keyClick(heat.span, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(heat.chart.heat.days) == november + 1, timeout=10_000)
    assert heat.table is not None
    assert len(heat.table.rows_model.columns) == 5 + november + 1


def test_in_a_small_window_whole_cells_are_shown_and_the_rest_scrolls(qtbot: QtBot, heat: HeatDialog) -> None:
    heat.resize(642, 400)
    assert heat.size().height() <= 472
    chart = heat.chart
    assert chart.horizontalScrollBar().maximum() > 0
    before = chart.cell_box(-1, 0).left()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert chart.cell_box(-1, 0).left() < before
    assert chart.cell_box(0, -1).left() == 0  # names stay
    last = chart.cell_box(-1, len(chart.heat.days) - 1)
    assert before <= last.left()
    assert last.right() < chart.viewport().width() - 100  # and so do the rates


def test_the_menu_offers_what_one_may(qtbot: QtBot, panel: AttendancePanel) -> None:
    menu = open_menu(qtbot, panel)
    texts = [action.text() for action in menu.actions()]
    menu.close()
    wanted = {"Carte de l’assiduité…", "Points à vérifier…", "Visites de l’OIM…", "Noter une visite de l’OIM…"}
    assert {*wanted, "Rouvrir la saisie…"} <= {*texts}


@pytest.mark.parametrize("who", ["viewer", "director"])
def test_who_does_not_enter_is_offered_no_entry(
    qtbot: QtBot,
    make_context: Callable[[Actor], Context],
    five: Built,
    request: pytest.FixtureRequest,
    who: str,
) -> None:
    panel = AttendancePanel(make_context(request.getfixturevalue(who)))
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    panel.load()
    panel.show()
    panel.open_item(-five.slot(6))
    menu = open_menu(qtbot, panel)
    texts = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    opens = ["Rouvrir la saisie…"] if who == "director" else []
    assert texts == [
        "Motifs connus…", "Ouvrir une feuille par son numéro… (Ctrl+F)", "Carte de l’assiduité…",
        "Points à vérifier…", "Abandons…", "Visites de l’OIM…", *opens,
    ]  # fmt: skip
    assert [find(panel, QPushButton, name).isVisible() for name in ("roll_validate", "roll_not_held")] == [False] * 2
    assert not find(panel, QPushButton, "roll_sheet").isEnabled()


def test_new_dates_list_what_they_touch_before_it_happens(
    qtbot: QtBot, panel: AttendancePanel, five: Built, context: Context
) -> None:
    marks = {(five.enrolments[0], five.slot(8)): MarkValue.PRESENT}
    apply_marks(five.store, marks=marks, by=context.actor(), at=context.now())
    dates = choose(qtbot, panel, "Changer les dates de la session…")
    assert isinstance(dates, DatesDialog)
    dates.last.set_value(date(2019, 11, 7))
    assert dates.marks.lines() == ["08/11/2019 matin · KEÏTA P1 · présent"]
    assert dates.verb.text() == "Changer les dates, 1 pointage touché"
    type_text(dates.reason, "fin avancée")
    qtbot.mouseClick(dates.verb, Left)
    settle(qtbot, dates)
    with five.store.read() as db:
        assert db.get_one(CourseSession, five.session_id).end_on == date(2019, 11, 7)


def test_drop_out_is_shown_by_what_is_chosen(qtbot: QtBot, panel: AttendancePanel, five: Built) -> None:
    with five.store.begin() as db:
        left = db.get_one(Enrolment, five.enrolments[1])
        left.end_on, left.end_reason = date(2019, 11, 8), EndReason.DROP_OUT
    shown = choose(qtbot, panel, "Abandons…")
    assert isinstance(shown, DropOutDialog)
    settle(qtbot, shown)
    assert [(row.label, row.share) for row in shown.table.rows()] == [("Maçonnerie 2", (1, 5))]
    heads, first = [], []
    for _ in DropOutBy:
        heads.append(shown.table.rows_model.headerData(0, Qt.Orientation.Horizontal))
        first.append(shown.table.rows_model.index(0, 0).data())
        qtbot.keyClick(shown.by, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: not shown.busy(), timeout=10_000)
    assert heads == ["Session", "Filière", "Sexe", "Mois"]
    assert first == ["Maçonnerie 2", "Maçonnerie", "Homme", "novembre 2019"]
    assert [(row.label, row.share) for row in shown.table.rows()] == [("2019-11", (1, 5))]
    shown.table.copy()
    assert "abandon 1" in QGuiApplication.clipboard().text()
