"""Appointments change only in what was changed; nobody who waits is lost; a test is held on one day."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QTableView
from sqlalchemy import func, select

from centre_desk.actions.assessment import add_third_assessor, adopt_reference_grids, assign_assessors, plan_tests
from centre_desk.models.desk import JournalEntry
from centre_desk.models.referral import Referral
from centre_desk.queries.assessment import skills_test_sheet, skills_tests_rows
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.views.parts.dialogs import FormDialog
from tests.builders import build_centre, build_person
from tests.builders_results import ADMIN, KADIA, MONDAY, build_referral, build_tests, key_sheets
from tests.views.assessment.scene import Left, MakeScene, Scene
from tests.views.hands import find, type_text, unnamed

NAMES = (("Moussa", "Traoré"), ("Awa", "Coulibaly"))


def arrange(scene: Scene) -> QDialog:
    """Open the form for all tests of the list."""
    find(scene.panel, QTableView, "tests").selectAll()
    scene.click("tests_arrange")
    return scene.dialog()


def write(dialog: QDialog, name: str, text: str) -> None:
    """Write over what a field holds, by the keys."""
    field = find(dialog, QLineEdit, name)
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def journalled(store: Store, act: str) -> int:
    with store.read() as db:
        return db.scalar(select(func.count()).where(JournalEntry.act == act)) or 0


def test_another_place_keeps_the_assessors(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    centre = build_centre(desk_store)
    [test] = build_tests(desk_store, centre, NAMES[:1])
    named = [centre.trainers[2], centre.trainers[0]]
    assign_assessors(desk_store, test_ids=[test], assessors=named, by=KADIA, at=MONDAY)
    before = skills_tests_rows(desk_store)[0]
    scene = open_panel(secretary)
    dialog = arrange(scene)
    assert unnamed(dialog) == []
    shown = [find(dialog, QComboBox, f"assessor_{number}").currentText() for number in (1, 2)]
    assert shown == list(before.assessors)
    write(dialog, "test_place", "Atelier 2")
    scene.submit()
    after = skills_tests_rows(desk_store)[0]
    assert (after.place, after.assessor_ids) == ("Atelier 2", before.assessor_ids)
    assert journalled(desk_store, "assessment.assign_assessors") == 2  # at the start, and above


def test_a_day_is_moved_after_a_third_assessor(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    centre = build_centre(desk_store)
    [test] = build_tests(desk_store, centre, NAMES[:1])
    key_sheets(desk_store, test, 4, 2)
    add_third_assessor(desk_store, test_id=test, trainer_id=centre.trainers[2], by=KADIA, at=MONDAY)
    scene = open_panel(secretary)
    dialog = arrange(scene)
    assert "saisie" in find(dialog, QLabel, "assessors_stay").text()
    assert dialog.findChild(QComboBox, "assessor_1") is None
    write(dialog, "test_day", "12/11/2019")
    scene.submit()
    row = skills_tests_rows(desk_store)[0]
    assert (row.planned_on, len(row.assessor_ids)) == (date(2019, 11, 12), 3)


def test_tests_of_several_trades_keep_what_differs(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    centre = build_centre(desk_store)
    build_tests(desk_store, centre, NAMES[:1])
    tailor = build_referral(desk_store, build_person(desk_store, 1), centre, trade="COUT")
    plan_tests(
        desk_store,
        referral_ids=[tailor],
        planned_on=date(2019, 11, 14),
        place="Atelier 3",
        assessors=centre.trainers[1:],
        by=KADIA,
        at=MONDAY,
    )
    before = {row.trade_code: (row.planned_on, row.assessor_ids) for row in skills_tests_rows(desk_store)}
    scene = open_panel(secretary)
    dialog = arrange(scene)
    assert find(dialog, QLineEdit, "test_day").text() == ""
    assert dialog.findChild(QComboBox, "assessor_1") is None
    write(dialog, "test_place", "Cour")
    scene.submit()
    rows = skills_tests_rows(desk_store)
    assert {row.trade_code: (row.planned_on, row.assessor_ids) for row in rows} == before
    assert {row.place for row in rows} == {"Cour"}


def test_who_cannot_be_called_is_listed_with_what_lacks(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    centre = build_centre(desk_store)
    adopt_reference_grids(desk_store, by=ADMIN, at=MONDAY)
    whole, *others = [build_referral(desk_store, build_person(desk_store, n), centre) for n in (1, 2, 3)]
    with desk_store.begin() as db:
        wished, neither = (db.get_one(Referral, number) for number in others)
        wished.declared_trade_id = neither.declared_trade_id = neither.wished_trade_id = None
    scene = open_panel(secretary)
    scene.click("tests_plan")
    dialog = scene.dialog()
    assert "1 personne ne" in find(dialog, QLabel, "tests_lacking").text()
    trade, waiting = find(dialog, QComboBox, "test_trade"), find(dialog, QTableView, "to_test")
    assert waiting.model().rowCount() == 2  # the wished trade stands where none is declared
    scene.bot.keyClick(trade, Qt.Key.Key_Down)
    assert not waiting.isVisible()
    lacking = find(dialog, QTableView, "to_complete").model()
    assert lacking.rowCount() == 1
    assert "pas de filière" in lacking.index(0, 2).data()
    scene.bot.mouseClick(find(dialog, QPushButton, "dialog_verb"), Left)
    assert dialog.isVisible()
    scene.bot.keyClick(trade, Qt.Key.Key_Up)
    scene.submit()
    assert sorted(row.person_id for row in skills_tests_rows(desk_store)) == [1, 2]
    assert whole


def test_what_lacks_is_written_from_the_list_of_who_cannot_be_called(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    centre = build_centre(desk_store)
    adopt_reference_grids(desk_store, by=ADMIN, at=MONDAY)
    lost = build_referral(desk_store, build_person(desk_store, 1), centre)
    with desk_store.begin() as db:
        row = db.get_one(Referral, lost)
        row.declared_trade_id = row.wished_trade_id = None
        row.remarks = "Réparation de motos"
    scene = open_panel(secretary)
    scene.click("tests_plan")
    dialog = scene.dialog()
    table = find(dialog, QTableView, "to_complete")
    place = table.visualRect(table.model().index(0, 0)).center()
    scene.bot.mouseClick(table.viewport(), Left, pos=place)
    scene.bot.mouseDClick(table.viewport(), Left, pos=place)
    form = next(one for one in dialog.findChildren(FormDialog) if one.isVisible())
    assert unnamed(form) == []
    assert "Réparation de motos" in find(form, QLabel, "referral_said").text()
    verb = find(form, QPushButton, "dialog_verb")
    scene.bot.mouseClick(verb, Left)
    scene.bot.waitUntil(lambda: "métier déclaré" in form.refusals.text())
    type_text(find(form, QComboBox, "declared_trade"), "Maçon")
    scene.bot.mouseClick(verb, Left)
    scene.bot.waitUntil(lambda: not form.isVisible(), timeout=10_000)
    assert not find(dialog, QLabel, "tests_lacking").isVisible()
    assert find(dialog, QComboBox, "test_trade").count() == 1
    assert journalled(desk_store, "referral.correct_referral") == 1
    scene.submit()
    assert [row.person_id for row in skills_tests_rows(desk_store)] == [1]


def test_another_day_on_the_second_sheet_is_asked_about(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    scene = open_panel(secretary)
    scene.click("tests_key_next")
    held = find(scene.panel, QLineEdit, "test_held_on")
    held.setText("08/11/2019")
    scene.keys("4" * 10)
    scene.save()
    assert held.text() == "08/11/2019"
    held.setText("11/11/2019")
    scene.keys("4" * 10)
    scene.save()
    dialog = scene.dialog()
    assert "08/11/2019" in find(dialog, QLabel, "question").text()
    scene.bot.mouseClick(find(dialog, QPushButton, "dialog_cancel"), Left)
    sheet = skills_test_sheet(desk_store, test)
    assert (sheet.held_on, [one.keyed for one in sheet.sheets]) == (date(2019, 11, 8), [True, False])
    scene.save()
    scene.submit()
    sheet = skills_test_sheet(desk_store, test)
    assert (sheet.held_on, [one.keyed for one in sheet.sheets]) == (date(2019, 11, 11), [True, True])
