"""Points, late entries, visits, scans and the heat map by clicks and keys."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from centre_desk.actions.attendance import apply_marks
from centre_desk.models.attendance import AttendanceSheet, LateOpening, MonitoringVisit
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import Attachment
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.drop_out import DropOutBy
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.attendance import control
from centre_desk.views.attendance.control import PointsDialog, VisitDialog
from centre_desk.views.attendance.dates_dialog import DatesDialog
from centre_desk.views.attendance.drop_out_dialog import DropOutDialog
from centre_desk.views.attendance.heat_map import HeatDialog
from centre_desk.views.attendance.panel import AttendancePanel
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
    panel.more.control.points()
    points = dialog(panel)
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
    monkeypatch.setattr(control, "open_paper", lambda pdf, name: printed.append(pdf) or Path(name))
    panel.more.control.visit()
    visit = dialog(panel)
    assert isinstance(visit, VisitDialog)
    type_text(visit.visitors, "Mme Sidibé, OIM Bamako")
    qtbot.keyClicks(visit.heads, "4")
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
    panel.more.control.open_late()
    why = dialog(panel)
    assert isinstance(why, ReasonDialog)
    type_text(why.reason, "fiche du village")
    qtbot.mouseClick(why.verb, Left)
    settle(qtbot, panel)
    with five.store.read() as db:
        assert db.query(LateOpening).one().reason == "fiche du village"


def choose(qtbot: QtBot, panel: AttendancePanel, words: str) -> FormDialog:
    """Click an entry of the menu *More…*, and return the form that it opens."""
    qtbot.mouseClick(panel.bar.more, Left)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [action] = [one for one in menu.actions() if one.text() == words]
    qtbot.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())
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


def test_the_map_filters_copies_and_turns_into_a_table(qtbot: QtBot, panel: AttendancePanel, five: Built) -> None:
    panel.more.control.heat()
    heat = dialog(panel)
    assert isinstance(heat, HeatDialog)
    assert "Absences de suite" in heat.said.text()
    assert heat.chart.accessibleDescription() == heat.said.text()
    heat.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 6
    assert lines[1].split("\t")[:4] == ["01", "KEÏTA P1", "0\u202f%", "!"]
    qtbot.mouseClick(heat.chart, Left, pos=QPoint(20, 60))
    assert [row.person.number for row in heat.table.rows()] == [1]
    qtbot.mouseClick(heat.everyone, Left)
    assert len(heat.table.rows()) == 5
    qtbot.mouseClick(heat.switch, Left)
    assert heat.table.isVisible()
    qtbot.keyClick(heat, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_the_menu_offers_what_one_may(qtbot: QtBot, panel: AttendancePanel) -> None:
    menu = QMenu(panel)
    panel.more.fill(menu)
    texts = [action.text() for action in menu.actions()]
    assert {"Carte de l’assiduité du mois…", "Points à vérifier…", "Visite de l’OIM…", "Rouvrir la saisie…"} <= {*texts}


def test_new_dates_list_what_they_touch_before_it_happens(
    qtbot: QtBot, panel: AttendancePanel, five: Built, context: Context
) -> None:
    marks = {(five.enrolments[0], five.slot(8)): MarkValue.PRESENT}
    apply_marks(five.store, marks=marks, by=context.actor(), at=context.now())
    panel.more.control.dates()
    dates = dialog(panel)
    assert isinstance(dates, DatesDialog)
    dates.last.set_value(date(2019, 11, 7))
    qtbot.mouseClick(dates.verb, Left)
    qtbot.waitUntil(lambda: dates.touched.count() == 1, timeout=10_000)
    assert dates.touched.item(0).text() == "08/11/2019 matin · KEÏTA P1 · P"
    assert dates.verb.text() == "Changer, 1 marque touchée"
    type_text(dates.reason, "fin avancée")
    qtbot.mouseClick(dates.verb, Left)
    settle(qtbot, dates)
    with five.store.read() as db:
        assert db.get_one(CourseSession, five.session_id).end_on == date(2019, 11, 7)


def test_drop_out_is_shown_by_what_is_chosen(qtbot: QtBot, panel: AttendancePanel, five: Built) -> None:
    with five.store.begin() as db:
        left = db.get_one(Enrolment, five.enrolments[1])
        left.end_on, left.end_reason = date(2019, 11, 8), EndReason.DROP_OUT
    panel.more.control.drop_out()
    shown = dialog(panel)
    assert isinstance(shown, DropOutDialog)
    settle(qtbot, shown)
    assert [(row.label, row.share) for row in shown.table.rows()] == [("Maçonnerie 2", (1, 5))]
    shown.by.set_value(DropOutBy.MONTH)
    shown.read()
    settle(qtbot, shown)
    assert [(row.label, row.share) for row in shown.table.rows()] == [("2019-11", (1, 5))]
    shown.table.copy()
    assert "abandon 1" in QGuiApplication.clipboard().text()
