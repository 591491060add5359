"""The referrals on the screen: who waits, the centre's answers, entry by hand in twelve fields."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QRadioButton
from pytestqt.qtbot import QtBot

from centre_desk.actions.register import withdraw_consent
from centre_desk.queries.referral import referral_rows
from centre_desk.queries.register import people_count, person_sheet
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.register import ConsentPurpose
from centre_desk.rules.room import Room
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.referral.by_hand_dialog import ByHandDialog
from centre_desk.views.referral.panel import ReferralsPanel
from tests.builders import build_centre
from tests.views.hands import find, type_text

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> ReferralsPanel:
    build_centre(context.store)
    made = ReferralsPanel(context)
    qtbot.addWidget(made)
    made.resize(800, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.load()
    return made


def settle(qtbot: QtBot, panel: ReferralsPanel) -> None:
    qtbot.waitUntil(lambda: not panel.context.runner.busy())
    QApplication.processEvents()
    panel.load()


def shown(panel: ReferralsPanel) -> FormDialog:
    return next(one for one in panel.findChildren(FormDialog) if one.isVisible())


def enter(
    qtbot: QtBot,
    panel: ReferralsPanel,
    given: str = "Awa",
    route: str = "Formation",
    birth: str = "1995",
    family: str = "Diarra",
) -> FormDialog:
    qtbot.mouseClick(panel.by_hand, LEFT)
    form = shown(panel)
    for name, text in (("family", family), ("given", given), ("birth", birth), ("phone", "76123456")):
        type_text(find(form, QLineEdit, name), text)
    for name, text in (("sex", "F"), ("route", route), ("trade", "Coupe")):
        type_text(find(form, QComboBox, name), text)
    find(form, QCheckBox, "consent").click()
    find(form, QCheckBox, "day_care").setChecked(True)
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    return form


def test_a_referral_by_hand_takes_twelve_fields(qtbot: QtBot, panel: ReferralsPanel) -> None:
    form = enter(qtbot, panel)
    assert isinstance(form, ByHandDialog)
    assert len(form.fields_shown) <= 12
    (row,) = panel.table.rows()
    assert (row.name, row.route, row.trade, row.day_care_wished) == ("DIARRA Awa", Route.TRAINING, "COUT", True)
    assert row.received_on == date(2019, 11, 11)
    assert len(person_sheet(panel.context.store, row.person_id).consents) == 2


def test_a_test_declares_its_trade(qtbot: QtBot, panel: ReferralsPanel) -> None:
    enter(qtbot, panel, route="Test de qualification")
    (row,) = panel.table.rows()
    assert (row.route, row.declared_trade, row.wished_trade) == (Route.SKILLS_TEST, "COUT", "")


def test_a_known_person_gets_a_second_referral_and_no_second_sheet(qtbot: QtBot, panel: ReferralsPanel) -> None:
    enter(qtbot, panel)
    form = enter(qtbot, panel, given="Hawa")
    first = find(form, QRadioButton, "likely_0")
    assert first.text().startswith("DIARRA Awa")
    qtbot.mouseClick(first, LEFT)
    assert form.verb.text() == "Ajouter l’orientation à DIARRA Awa"
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert people_count(panel.context.store) == 1
    assert len(referral_rows(panel.context.store)) == 2


def test_a_minor_who_walks_in_needs_a_guardian_for_the_consent(qtbot: QtBot, panel: ReferralsPanel) -> None:
    form = enter(qtbot, panel, birth="2004")
    assert "tuteur" in form.refusals.text()
    guardian = find(form, QLineEdit, "consent_guardian")
    assert guardian.isVisible()
    type_text(guardian, "Oumar Diarra")
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    (row,) = panel.table.rows()
    assert {one.guardian for one in person_sheet(panel.context.store, row.person_id).asked} == {"Oumar Diarra"}


def test_the_centre_accepts_and_refuses_with_a_reason(qtbot: QtBot, panel: ReferralsPanel) -> None:
    qtbot.mouseClick(panel.accept, LEFT)
    assert "Choisissez d’abord une orientation" in panel.refusals.text()
    enter(qtbot, panel)
    panel.table.selectRow(0)
    panel.accept.click()
    settle(qtbot, panel)
    assert panel.table.rows()[0].state is ReferralState.ACCEPTED
    panel.refuse.click()
    reason = shown(panel)
    type_text(find(reason, QPlainTextEdit, "reason"), "plus de place")
    qtbot.mouseClick(reason.verb, LEFT)
    settle(qtbot, panel)
    assert panel.table.rows() == []
    panel.open_item(1)
    assert [row.state for row in panel.table.selected_rows()] == [ReferralState.REFUSED]


def test_enter_opens_the_person(qtbot: QtBot, panel: ReferralsPanel) -> None:
    enter(qtbot, panel)
    panel.table.selectRow(0)
    with qtbot.waitSignal(panel.navigate) as asked:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert asked.args == [Room.REGISTER, panel.table.rows()[0].person_id]


def test_answers_go_to_iom_as_a_workbook_and_a_name_only_with_consent(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    enter(qtbot, panel)
    store, by, at = panel.context.store, panel.context.actor(), panel.context.now()
    (row,) = panel.table.rows()
    panel.table.selectRow(0)
    panel.refuse.click()
    reason = shown(panel)
    type_text(find(reason, QPlainTextEdit, "reason"), "plus de place")
    qtbot.mouseClick(reason.verb, LEFT)
    settle(qtbot, panel)
    panel.open_item(row.id)
    path = tmp_path / "answers.xlsx"
    panel.save_answers(str(path))
    settle(qtbot, panel)
    day = datetime(2019, 11, 11)  # noqa: DTZ001 - a workbook knows no zone
    assert lines(path)[-1] == (
        None, "DIARRA Awa", day, "Formation", "Coupe et couture", "Refusée",
        day, "plus de place", 0, None,
    )  # fmt: skip
    withdraw_consent(
        store, person_id=row.person_id, purpose=ConsentPurpose.TRANSFER_IOM, on_date=at.date(), by=by, at=at
    )
    panel.save_answers(str(path))
    settle(qtbot, panel)
    found = lines(path)
    assert found[-1][1] is None
    assert "1 nom est omis" in str([line[0] for line in found])


def lines(path: Path) -> list[tuple[object, ...]]:
    return [row for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True) if any(row)]


def test_a_referral_is_corrected(qtbot: QtBot, panel: ReferralsPanel) -> None:
    panel.correct.click()
    assert "Choisissez une orientation" in panel.refusals.text()
    enter(qtbot, panel)
    panel.table.selectRow(0)
    panel.correct.click()
    form = shown(panel)
    assert find(form, QComboBox, "wished_trade").currentText().startswith("Coupe")
    type_text(find(form, QComboBox, "route"), "Test de qualification")
    type_text(find(form, QComboBox, "declared_trade"), "Maçon")
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    (row,) = panel.table.rows()
    assert (row.route, row.declared_trade, row.wished_trade) == (Route.SKILLS_TEST, "MACO", "COUT")


def test_who_was_entered_by_hand_is_selected(qtbot: QtBot, panel: ReferralsPanel) -> None:
    enter(qtbot, panel)
    type_text(panel.search, "personne")
    enter(qtbot, panel, given="Binta", birth="1979", family="Konaté")
    (row,) = panel.table.selected_rows()
    assert row.name == "KONATÉ Binta"


def test_capitals_are_given_once(qtbot: QtBot, panel: ReferralsPanel) -> None:
    qtbot.mouseClick(panel.by_hand, LEFT)
    form = shown(panel)
    qtbot.waitUntil(form.isActiveWindow)
    given = find(form, QLineEdit, "given")
    for typed, expected in (
        ("fatoumata", "Fatoumata"),
        ("fatoumata", "fatoumata"),
        ("n'golo jean-luc", "N'Golo Jean-Luc"),
        ("Fanta dite binta", "Fanta dite binta"),
    ):
        given.setFocus()
        given.selectAll()
        type_text(given, typed)
        qtbot.keyClick(given, Qt.Key.Key_Tab)
        assert given.text() == expected
