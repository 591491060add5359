"""What the roll says of its locks beforehand, who took it, its sheet's number, and the reasons that are known."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from centre_desk.actions.attendance import (
    issue_sheets,
    open_late_entry,
    receive_sheet,
    record_excuse,
    validate_roll,
)
from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Excuse, Roll
from centre_desk.models.centre import Trainer
from centre_desk.models.course import SessionTrainer
from centre_desk.models.desk import Attachment
from centre_desk.queries.desk import journal_rows
from centre_desk.rules.attendance import ExcuseReason, MarkValue
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.views.attendance.excuses_dialog import ExcusesDialog
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog, ReasonDialog
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders import build_person, build_session, enrol, take_roll
from tests.builders_attendance import Built, build_five
from tests.views.attendance.test_control import choose, dialog, settle
from tests.views.hands import find, type_path, type_text

P, A, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.EXCUSED
Left = Qt.MouseButton.LeftButton
Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def five(desk_store: Store) -> Built:
    return build_five(desk_store)


@pytest.fixture
def panel(qtbot: QtBot, context: Context, five: Built) -> AttendancePanel:
    made = AttendancePanel(context)
    qtbot.addWidget(made)
    made.resize(820, 660)
    made.load()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open_item(-five.slot(11))
    return made


@pytest.fixture
def locked(five: Built, secretary: Actor, at: datetime) -> int:
    """The sheet of the week of 4 November, received on the 1st: entry is locked since the 9th."""
    moment = at.replace(day=5)
    sheet = issue_sheets(five.store, sessions=[five.session_id], week=date(2019, 11, 4), by=secretary, at=moment).id
    with five.store.begin() as db:
        one = db.get_one(AttendanceSheet, sheet)
        one.received_on = one.first_received_on = date(2019, 11, 1)
    return sheet


def column_of(panel: AttendancePanel, slot: int) -> int:
    return [column.id for column in panel.grid.columns].index(slot)


# The lock


def test_a_locked_week_says_so_before_anybody_types(
    qtbot: QtBot, panel: AttendancePanel, five: Built, locked: int
) -> None:
    panel.open_item(-five.slot(5))
    assert panel.entry.preview.texts() == ["verrouillé depuis le 09/11"]
    tip = panel.entry.preview.pills["lock"].accessibleDescription()
    assert "arrivée le 01/11/2019" in tip
    assert "Rouvrir la saisie" in tip
    at = column_of(panel, five.slot(5))
    assert panel.grid.locked_at(0, at)
    assert panel.grid.columns[at].sign == "lock"
    said = "mardi 5\u00a0novembre\u00a02019, matin · verrouillé depuis le 09/11/2019"
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert panel.grid.headerData(at, Qt.Orientation.Horizontal, role) == said
    panel.cells.go_to(five.enrolments[0], five.slot(5))
    qtbot.keyClick(panel.cells.view, "a")
    assert panel.grid.pending() == {}
    panel.open_item(-five.slot(11))
    assert panel.entry.preview.texts() == []
    assert not panel.grid.locked_at(0, column_of(panel, five.slot(11)))


def test_a_locked_week_says_its_remedy_to_every_key(
    qtbot: QtBot, panel: AttendancePanel, five: Built, locked: int
) -> None:
    take_roll(five.store, five.session_id, date(2019, 11, 5))  # validated: neither the grid nor taking back helps
    panel.reread()
    panel.open_item(-five.slot(5))
    type_text(panel.entry.field, "01=4")
    qtbot.keyClick(panel.entry.field, Qt.Key.Key_Return)
    assert "(Autres…, Rouvrir la saisie)" in panel.refusals.text()
    assert "dans la grille" not in panel.refusals.text()
    panel.cells.go_to(five.enrolments[0], five.slot(5))
    for key in (Qt.Key.Key_A, Qt.Key.Key_F2, Qt.Key.Key_Delete):
        panel.refusals.clear()
        qtbot.keyClick(panel.cells.view, key)
        assert "(Autres…, Rouvrir la saisie)" in panel.refusals.text()
    assert panel.grid.pending() == {}
    panel.discard()


def test_a_week_opened_again_is_entered_and_shows_for_ever_as_late(
    qtbot: QtBot, panel: AttendancePanel, five: Built, locked: int, director: Actor, at: datetime
) -> None:
    day = date(2019, 11, 5)
    open_late_entry(five.store, session_id=five.session_id, day=day, reason="fiche du village", by=director, at=at)
    panel.open_item(-five.slot(5))
    assert panel.entry.preview.texts() == ["rouvert, en retard"]
    assert "fiche du village" in panel.entry.preview.pills["lock"].toolTip()
    assert not panel.grid.locked_at(0, column_of(panel, five.slot(5)))
    assert find(panel, QLabel, "roll_late").isHidden()
    type_text(panel.entry.field, "=5")
    qtbot.keyClick(panel.entry.field, Qt.Key.Key_Return)
    settle(qtbot, panel)
    late = find(panel, QLabel, "roll_late")
    assert late.isVisible()
    assert late.text() == "Saisi en retard\u00a0: mar. 5, matin (fiche du village)"
    column = panel.grid.columns[column_of(panel, five.slot(5))]
    assert column.sign == "late"
    assert "saisi en retard\u00a0: fiche du village" in column.spoken


def test_a_receipt_is_put_right_with_a_reason(
    qtbot: QtBot, panel: AttendancePanel, five: Built, secretary: Actor, at: datetime
) -> None:
    week = date(2019, 11, 11)
    sheet = issue_sheets(five.store, sessions=[five.session_id], week=week, by=secretary, at=at).id
    with five.store.begin() as db:
        db.get_one(AttendanceSheet, sheet).week = date(2019, 11, 4)  # a week that is over
    receive_sheet(five.store, sheet_id=sheet, received_on=date(2019, 11, 8), by=secretary, at=at)
    panel.open_item(-five.slot(7))
    qtbot.mouseClick(find(panel, QPushButton, "roll_sheet"), Left)
    receipt = dialog(panel)
    assert "Déjà noté\u00a0: 08/11/2019" in find(receipt, QLabel, "sheet_noted").text()
    day = find(receipt, QLineEdit, "sheet_received_on")
    day.selectAll()
    qtbot.keyClicks(day, "101119")
    qtbot.mouseClick(receipt.verb, Left)
    settle(qtbot, receipt)
    assert receipt.refusals.text() != ""
    type_text(find(receipt, QLineEdit, "sheet_reason"), "registre du courrier")
    qtbot.mouseClick(receipt.verb, Left)
    settle(qtbot, receipt)
    with five.store.read() as db:
        one = db.get_one(AttendanceSheet, sheet)
        assert (one.received_on, one.first_received_on) == (date(2019, 11, 10), date(2019, 11, 8))


# Who took the roll, and from which sheet


def second_trainer(five: Built, at: datetime) -> int:
    with five.store.begin() as db:
        trainer = db.query(Trainer).order_by(Trainer.id).all()[1]
        db.query(SessionTrainer).one().lead = True
        db.add(SessionTrainer(session_id=five.session_id, trainer_id=trainer.id, first_day=date(2019, 11, 4),
                              by_id=1, at=at))  # fmt: skip
        return trainer.id


def test_the_trainer_who_took_the_roll_is_chosen(
    qtbot: QtBot, panel: AttendancePanel, five: Built, at: datetime
) -> None:
    link = find(panel, QPushButton, "roll_author")
    assert link.isHidden()  # with one trainer there is nothing to ask
    second = second_trainer(five, at)
    panel.load()
    assert link.isVisible()
    assert link.text() == "par A. Samaké\u00a0▾"
    qtbot.mouseClick(link, Left)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    [action] = [one for one in menu.actions() if one.text() == "Rokiatou Koné"]
    qtbot.mouseClick(menu, Left, pos=menu.actionGeometry(action).center())
    assert link.accessibleName() == "Appel fait par\u00a0: Rokiatou Koné"
    type_text(panel.entry.field, "=5")
    qtbot.keyClick(panel.entry.field, Qt.Key.Key_Return)
    settle(qtbot, panel)
    with five.store.read() as db:
        assert db.query(Roll).one().author_id == second
    assert link.text() == "par A. Samaké\u00a0▾"  # the next half-day is asked about anew


def test_a_roll_is_opened_by_the_number_of_its_sheet(
    qtbot: QtBot, make_window: Callable[[Actor], MainWindow], five: Built, secretary: Actor, at: datetime
) -> None:
    other = build_session(five.store, five.centre, code="S-2019-002", name="Couture 1", trade="COUT")
    enrol(five.store, other, [build_person(five.store, 9)])
    for session in (five.session_id, other):
        issue_sheets(five.store, sessions=[session], week=date(2019, 11, 4), by=secretary, at=at)
    take_roll(five.store, other, date(2019, 11, 4))
    window = make_window(secretary)
    window.show_screen(Screen.ROLL)
    panel = window.panel()
    assert isinstance(panel, AttendancePanel)

    def open_sheet(text: str) -> FormDialog:
        qtbot.keyClick(window, Qt.Key.Key_F, Control)
        asked = dialog(panel)
        number = find(asked, QLineEdit, "sheet_number")
        number.clear()
        qtbot.keyClicks(number, text)
        qtbot.keyClick(number, Qt.Key.Key_Return)
        return asked

    asked = open_sheet("7")
    assert "Aucune feuille ne porte le n°\u00a00007" in asked.refusals.text()
    qtbot.mouseClick(asked.dismiss, Left)
    asked = open_sheet("2")
    assert not asked.isVisible()
    assert panel.bar.session.currentText() == "Couture 1"
    assert panel.bar.day.text() == "lundi 4, après-midi"  # the morning is entered already
    qtbot.waitUntil(panel.entry.field.hasFocus)
    open_sheet("CDF1/CFP/0001/MAC/P1")
    assert (panel.bar.session.currentText(), panel.bar.day.text()) == ("Maçonnerie 2", "lundi 4, matin")


# Known reasons


def excuse(five: Built, person: int, by: Actor, at: datetime) -> int:
    return record_excuse(
        five.store, person_id=five.people[person], first_day=date(2019, 11, 12), last_day=date(2019, 11, 14),
        reason=ExcuseReason.BEREAVEMENT, document="lettre", by=by, at=at,
    ).id  # fmt: skip


def test_known_reasons_are_listed_proved_and_withdrawn(
    qtbot: QtBot, panel: AttendancePanel, five: Built, secretary: Actor, at: datetime, tmp_path: Path
) -> None:
    number = excuse(five, 1, secretary, at)
    known = choose(qtbot, panel, "Motifs connus…")
    assert isinstance(known, ExcusesDialog)
    qtbot.mouseClick(known.withdraw, Left)
    assert "Choisissez d’abord un motif" in known.refusals.text()
    table = find(known, QTableView, "excuses")
    qtbot.mouseClick(table.viewport(), Left, pos=QPoint(60, 14))
    qtbot.mouseClick(known.verb, Left)
    scans = next(d for d in known.findChildren(FormDialog) if d.isVisible())
    assert scans.title.text() == "Scans de KEÏTA P2, à partir du 12/11/2019"
    scan = tmp_path / "acte.pdf"
    scan.write_bytes(b"%PDF acte")
    qtbot.mouseClick(find(scans, QPushButton, "scan_attach"), Left)
    type_path(qtbot, scans, "scan_file", scan)
    qtbot.waitUntil(lambda: known.table.rows()[0].scans == 1, timeout=10_000)
    qtbot.mouseClick(scans.dismiss, Left)
    qtbot.mouseClick(known.withdraw, Left)
    why = next(d for d in known.findChildren(ReasonDialog) if d.isVisible())
    assert "KEÏTA P2, décès d’un proche" in find(why, QLabel, "excuse_withdrawn").text()
    type_text(why.reason, "mauvaise personne")
    qtbot.mouseClick(why.verb, Left)
    settle(qtbot, known)
    assert [row.withdrawn_at is None for row in known.table.rows()] == [False]
    with five.store.read() as db:
        assert db.get_one(Excuse, number).withdrawn_at is not None
        assert db.query(Attachment).one().subject_kind == "excuse"
    assert journal_rows(five.store)[0].reason == "mauvaise personne"


def test_a_document_goes_in_with_its_reason(
    qtbot: QtBot, panel: AttendancePanel, five: Built, tmp_path: Path
) -> None:
    panel.cells.go_to(five.enrolments[0], five.slot(11))
    form = choose(qtbot, panel, "Absence justifiée…")
    find(form, QComboBox, "excuse_reason").setCurrentIndex(0)
    scan = tmp_path / "certificat.pdf"
    scan.write_bytes(b"%PDF certificat")
    qtbot.mouseClick(find(form, QPushButton, "excuse_scan_choose"), Left)
    type_path(qtbot, form, "scan_file", scan)
    assert find(form, QLabel, "excuse_scan_chosen").text() == "certificat.pdf"
    qtbot.mouseClick(form.verb, Left)
    settle(qtbot, form)
    with five.store.read() as db:
        kept = db.query(Attachment).one()
        assert (kept.subject_kind, kept.subject_id, kept.content) == ("excuse", 1, b"%PDF certificat")


def saved(five: Built, person: int) -> tuple[MarkValue, str]:
    with five.store.read() as db:
        mark = db.query(AttendanceMark).filter_by(enrolment_id=five.enrolments[person]).one()
        return mark.value, mark.reason


def give(qtbot: QtBot, panel: AttendancePanel, words: str) -> None:
    """Press M, write the reason, record it."""
    panel.cells.view.setFocus()
    qtbot.keyClick(panel.cells.view, Qt.Key.Key_M)
    form = dialog(panel)
    other = find(form, QLineEdit, "mark_reason_other")
    other.clear()
    type_text(other, words)
    qtbot.mouseClick(form.verb, Left)
    settle(qtbot, form)
    with qtbot.waitActive(panel):
        panel.activateWindow()
    panel.cells.view.setFocus()


def test_a_reason_is_given_to_a_mark_by_a_key(qtbot: QtBot, panel: AttendancePanel, five: Built) -> None:
    view, slot = panel.cells.view, five.slot(11)
    panel.cells.go_to(five.enrolments[0], slot)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_M)
    assert "marquez-la d’abord avec J" in panel.refusals.text()
    qtbot.keyClick(view, "j")
    panel.cells.go_to(five.enrolments[0], slot)
    assert panel.grid.spoken_at(0, column_of(panel, slot)).endswith("justifié (motif\u00a0: touche M)")
    give(qtbot, panel, "")
    assert panel.grid.row_note(panel.grid.rows[0]).startswith("maladie")
    qtbot.keyClick(view, Qt.Key.Key_S, Control)
    settle(qtbot, panel)
    assert saved(five, 0) == (AJ, "illness")
    give(qtbot, panel, "convoquée au tribunal")
    settle(qtbot, panel)
    assert saved(five, 0) == (AJ, "convoquée au tribunal")
    assert panel.entry.preview.texts() == ["lundi 11, matin\u00a0: motif donné, convoquée au tribunal"]
    qtbot.mouseClick(find(panel, QPushButton, "roll_undo"), Left)
    settle(qtbot, panel)
    assert saved(five, 0) == (AJ, "illness")


def test_a_reason_given_goes_with_the_roll_and_is_offered_by_the_cell(
    qtbot: QtBot, panel: AttendancePanel, five: Built
) -> None:
    slot = five.slot(11)
    type_text(panel.entry.field, "03j")
    index = panel.grid.index(2, column_of(panel, slot))
    panel.cells.view.customContextMenuRequested.emit(panel.cells.view.visualRect(index).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.mouseClick(menu, Left, pos=menu.actionGeometry(menu.actions()[0]).center())
    form = dialog(panel)
    choice = find(form, QComboBox, "mark_reason")
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.mouseClick(form.verb, Left)
    assert panel.grid.row_note(panel.grid.rows[2]).startswith("enfant malade")
    type_text(panel.entry.field, "=4")
    qtbot.keyClick(panel.entry.field, Qt.Key.Key_Return)
    settle(qtbot, panel)
    assert saved(five, 2) == (AJ, "child_ill")


def test_a_reason_learnt_later_is_the_reason_of_its_correction(
    qtbot: QtBot, panel: AttendancePanel, five: Built, secretary: Actor, at: datetime
) -> None:
    marks = five.marks(n1=AJ)
    earlier = at.replace(day=8)
    validate_roll(five.store, slot_id=five.slot(8), marks=marks, signatures=4, by=secretary, at=earlier)
    panel.load()
    panel.cells.go_to(five.enrolments[0], five.slot(8))
    panel.cells.view.setFocus()
    give(qtbot, panel, "certificat reçu")
    settle(qtbot, panel)
    assert saved(five, 0) == (AJ, "certificat reçu")
    assert journal_rows(five.store)[0].reason == "motif\u00a0: certificat reçu"


# Names before Enter


def test_every_name_is_there_before_enter(qtbot: QtBot, panel: AttendancePanel, five: Built) -> None:
    preview = panel.entry.preview
    type_text(panel.entry.field, "01020304")
    everybody = "absents\u00a0: 01 KEÏTA P1, 02 KEÏTA P2, 03 KEÏTA P3, 04 KEÏTA P4"
    assert preview.texts() == [everybody, "1 présent"]
    panel.resize(panel.minimumSizeHint().width(), 420)
    qtbot.waitUntil(lambda: preview.width() < 500)
    pill = preview.pills["absent"]
    qtbot.waitUntil(lambda: pill.width() >= pill.sizeHint().width())
    assert pill.text() == "A\u00a0: 01 KEÏTA P1, 02 KEÏTA P2, 03 KEÏTA P3 +1"
    assert pill.toolTip() == pill.accessibleDescription() == everybody


def test_what_is_refused_leaves_names_and_count_in_sight(
    qtbot: QtBot, panel: AttendancePanel, five: Built
) -> None:
    preview = panel.entry.preview
    type_text(panel.entry.field, "0102099=3")
    assert preview.problem.isVisible()
    problem, *pills = preview.texts()
    assert "numéro 09" in problem
    assert pills == ["absents\u00a0: 01 KEÏTA P1, 02 KEÏTA P2", "3 présents"]
    for name in ("absent", "count"):
        pill = preview.pills[name]
        assert pill.width() >= pill.sizeHint().width()
        assert pill.geometry().right() <= preview.width()
