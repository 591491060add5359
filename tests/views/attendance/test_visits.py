"""Visits of IOM by clicks and keys: seen by every reader of the roll, printed again, their scans kept and looked at."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from centre_desk.actions.attendance import record_visit
from centre_desk.models.desk import Attachment
from centre_desk.queries.attendance.visits import visit_rows
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.views.attendance import visits_dialog
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.attendance.visits_dialog import VisitsDialog
from centre_desk.views.desk.scans_dialog import ScansDialog
from centre_desk.views.parts.context import Context
from tests.builders import build_person, build_session, enrol, take_roll
from tests.builders_attendance import Built, build_five
from tests.views.attendance.test_control import choose, settle
from tests.views.hands import find, type_path, unnamed

Left = Qt.MouseButton.LeftButton
MakeContext = Callable[[Actor], Context]


@pytest.fixture
def five(desk_store: Store, secretary: Actor, at: datetime) -> Built:
    """A session with two visits, of which the first counted one head fewer than the roll."""
    built = build_five(desk_store)
    take_roll(desk_store, built.session_id, date(2019, 11, 7), HalfDay.MORNING, {built.people[0]: MarkValue.ABSENT})
    for day, heads in ((7, 3), (8, 5)):
        record_visit(
            desk_store, slot_id=built.slot(day), visitors="Mme Sidibé, OIM Bamako", heads=heads,
            identities=built.enrolments[1:3], by=secretary, at=at,
        )  # fmt: skip
    return built


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What was handed to the viewer."""
    found: list[bytes] = []
    monkeypatch.setattr(visits_dialog, "open_paper", lambda pdf, name: found.append(pdf) or Path(name))
    return found


def visits(qtbot: QtBot, context: Context, five: Built) -> VisitsDialog:
    """Open the list from the menu of the roll."""
    panel = AttendancePanel(context)
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    panel.load()
    panel.show()
    panel.open_item(-five.slot(11))
    made = choose(qtbot, panel, "Visites de l’OIM…")
    assert isinstance(made, VisitsDialog)
    settle(qtbot, made)
    return made


def click_row(qtbot: QtBot, dialog: VisitsDialog, row: int) -> None:
    at = dialog.table.visualRect(dialog.table.rows_model.index(row, 0)).center()
    qtbot.mouseClick(dialog.table.viewport(), Left, pos=at)


@pytest.mark.parametrize("who", ["viewer", "director", "secretary"])
def test_every_reader_of_the_roll_sees_the_visits_and_prints_them_again(
    qtbot: QtBot, make_context: MakeContext, five: Built, printed: list[bytes], who: str, request: pytest.FixtureRequest
) -> None:
    dialog = visits(qtbot, make_context(request.getfixturevalue(who)), five)
    model = dialog.table.rows_model
    said = [[model.index(row, column).data() for column in range(6)] for row in range(2)]
    assert said == [
        ["0002", "08/11/2019 matin", "Mme Sidibé, OIM Bamako", "5", "–", "–"],
        ["0001", "07/11/2019 matin", "Mme Sidibé, OIM Bamako", "3", "4", "-1"],
    ]
    click_row(qtbot, dialog, 1)
    qtbot.mouseClick(dialog.verb, Left)
    qtbot.waitUntil(lambda: len(printed) == 1, timeout=10_000)
    said = pypdfium2.PdfDocument(printed[0])[0].get_textpage().get_text_range().replace("\u00a0", " ")
    assert "Fiche de visite n° 0001" in said
    assert dialog.isVisible()


def test_of_two_visits_one_must_be_chosen(qtbot: QtBot, context: Context, five: Built, printed: list[bytes]) -> None:
    dialog = visits(qtbot, context, five)
    qtbot.mouseClick(dialog.verb, Left)
    assert dialog.refusals.isVisible()
    assert printed == []


def test_visits_of_all_sessions_are_one_choice_away(
    qtbot: QtBot, context: Context, five: Built, secretary: Actor, at: datetime
) -> None:
    other = build_session(five.store, five.centre, code="S-2019-002", name="Couture 1", trade="COUT")
    enrol(five.store, other, [build_person(five.store, 9)])
    slot = Built(five.store, five.centre, other, [], []).slot(6)
    record_visit(five.store, slot_id=slot, visitors="OIM", heads=1, identities=[], by=secretary, at=at)
    dialog = visits(qtbot, context, five)
    assert [row.session for row in dialog.table.rows()] == ["Maçonnerie 2"] * 2
    choice = find(dialog, QComboBox, "visits_session")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(dialog.table.rows()) == 3, timeout=10_000)
    assert dialog.table.rows()[-1].session == "Couture 1"


def test_the_scan_of_a_signed_sheet_is_kept_beside_the_visit(
    qtbot: QtBot, context: Context, five: Built, tmp_path: Path
) -> None:
    scan = tmp_path / "visite.png"
    scan.write_bytes(b"\x89PNG visite")
    dialog = visits(qtbot, context, five)
    click_row(qtbot, dialog, 0)
    qtbot.mouseClick(find(dialog, QPushButton, "visits_scans"), Left)
    scans = dialog.findChild(ScansDialog)
    assert isinstance(scans, ScansDialog)
    assert scans.title.text() == "Scans de la visite du 08/11/2019"
    assert unnamed(scans) == []
    qtbot.mouseClick(find(scans, QPushButton, "scan_attach"), Left)
    type_path(qtbot, scans, "scan_file", scan)
    table = find(scans, QTableView, "scans")
    qtbot.waitUntil(lambda: table.model().rowCount() == 1, timeout=10_000)
    qtbot.mouseClick(scans.dismiss, Left)
    qtbot.waitUntil(lambda: [row.scans for row in dialog.table.rows()] == [1, 0], timeout=10_000)
    with five.store.read() as db:
        assert db.query(Attachment).one().subject_id == visit_rows(five.store, None)[0].id


def test_who_only_reads_attaches_nothing(qtbot: QtBot, make_context: MakeContext, viewer: Actor, five: Built) -> None:
    dialog = visits(qtbot, make_context(viewer), five)
    click_row(qtbot, dialog, 0)
    qtbot.mouseClick(find(dialog, QPushButton, "visits_scans"), Left)
    scans = dialog.findChild(ScansDialog)
    assert isinstance(scans, ScansDialog)
    assert scans.findChildren(QPushButton, "scan_attach") == []
