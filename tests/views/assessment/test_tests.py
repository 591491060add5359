"""The tests by keys and clicks: what a sheet of ten criteria costs, blind second entry, verdict, offer, answer."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from centre_desk.actions.assessment import adopt_reference_grids, decide_test
from centre_desk.queries.assessment import grid_rows, offers_rows, skills_test_sheet, skills_tests_rows
from centre_desk.queries.desk import scan_rows
from centre_desk.rules.assessment import GridState, OfferAnswer, OfferKind, TestState, Verdict
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import Route
from centre_desk.store.opening import Store
from centre_desk.views.assessment import panel as panel_module
from centre_desk.views.assessment.claims_panel import ClaimsPanel
from centre_desk.views.assessment.grids_panel import GridsPanel
from centre_desk.views.assessment.offers_panel import OffersPanel
from centre_desk.views.assessment.panel import TestsPanel
from tests.builders import build_centre, build_person
from tests.builders_results import ADMIN, KADIA, MONDAY, build_referral, build_tests, key_sheets
from tests.views.assessment.scene import Left, MakeScene
from tests.views.hands import find, type_path, type_text, unnamed

NAMES = (("Moussa", "Traoré"), ("Awa", "Coulibaly"))


def points(store: Store, test: int) -> list[list[int]]:
    sheet = skills_test_sheet(store, test)
    return [[one.points[c.id] for c in sheet.criteria] for one in sheet.sheets if one.points]


def test_a_sheet_of_ten_costs_11_and_leads_to_the_next(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    tests = build_tests(desk_store, build_centre(desk_store), NAMES)
    scene = open_panel(secretary)
    scene.click("tests_key_next")
    for test in tests:
        for sheet in ("4332434243", "3332434243"):
            before = scene.actions
            scene.keys(sheet)
            scene.save()
            assert scene.actions - before <= 11
        assert points(desk_store, test) == [[4, 3, 3, 2, 4, 3, 4, 2, 4, 3], [3, 3, 3, 2, 4, 3, 4, 2, 4, 3]]
    assert [row.state for row in skills_tests_rows(desk_store)] == [TestState.SCORED] * 2


def test_the_number_pad_and_a_forgotten_shift_count(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    scene = open_panel(secretary)
    scene.click("tests_key_next")
    scene.keys("4321")
    scene.keys("432", keypad=True)
    scene.keys("'é&")
    scene.save()
    scene.keys("1111111111")
    scene.save()
    assert points(desk_store, test)[0] == [4, 3, 2, 1, 4, 3, 2, 4, 2, 1]


def test_the_first_entry_is_hidden_and_points_are_in_range(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    scene = open_panel(secretary)
    assert isinstance(scene.panel, TestsPanel)
    scene.panel.open_item(test)
    scene.keys("7")
    assert "de 0 à 4" in find(scene.panel, QLabel, "test_finding").text()
    scene.keys("4" * 9)
    scene.save()
    assert "10" in scene.panel.refusals.text()  # the tenth criterion has no points
    scene.keys("4")
    scene.save()
    grid = scene.panel.page.grid
    assert {grid.face_at(row, 0).text for row in range(10)} == {"•"}
    assert grid.locked_at(0, 0)
    assert not grid.locked_at(0, 1)


def test_a_letter_is_refused_and_takes_no_digits_after_it(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    scene = open_panel(secretary)
    scene.click("tests_key_next")
    assert isinstance(scene.panel, TestsPanel)
    said = find(scene.panel, QLabel, "test_finding")
    assert "de 0 à 4" in said.text()  # before anybody errs
    scene.keys("a")
    assert "de 0 à 4" in said.text()
    assert said.text().startswith(scene.panel.page.grid.rows[0].name)
    scene.keys("4332434243")
    scene.save()
    scene.keys("0" + "4" * 9)
    scene.save()
    assert points(desk_store, test)[0] == [4, 3, 3, 2, 4, 3, 4, 2, 4, 3]
    grid, legend = scene.panel.page.grid, find(scene.panel, QLabel, "test_authors").text()
    assert {grid.face_at(0, column).text for column in range(2)} == {"4 ≠", "0 ≠"}
    assert "≠ grand écart" in legend


def test_the_verdict_is_given_by_its_button(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    able, apart = build_tests(desk_store, build_centre(desk_store), NAMES)
    key_sheets(desk_store, able, 4, 4)
    key_sheets(desk_store, apart, 4, 2)
    scene = open_panel(secretary)
    assert isinstance(scene.panel, TestsPanel)
    scene.panel.open_item(able)
    assert "compétences reconnues" in find(scene.panel, QPushButton, "test_decide").text()
    scene.panel.page.cells.view.setFocus()
    scene.keys("4444444444")
    assert not scene.panel.unsaved()
    scene.click("test_decide")
    assert skills_test_sheet(desk_store, able).verdict is Verdict.ABLE
    scene.panel.open_item(apart)
    assert not find(scene.panel, QPushButton, "test_decide").isVisible()
    scene.click("test_third")
    find(scene.dialog(), QComboBox, "assessor_3").setCurrentIndex(0)
    scene.submit()
    scene.keys("4444444444")
    scene.save()
    scene.click("test_decide")
    sheet = skills_test_sheet(desk_store, apart)
    assert (sheet.verdict, sheet.score_percent, len(sheet.sheets)) == (Verdict.ABLE, 100, 3)


def test_two_decide_together_or_nobody_was_assessed(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    apart, absent = build_tests(desk_store, build_centre(desk_store), NAMES)
    key_sheets(desk_store, apart, 4, 2)
    scene = open_panel(secretary)
    assert isinstance(scene.panel, TestsPanel)
    scene.panel.open_item(apart)
    scene.click("test_joint")
    assert unnamed(scene.dialog()) == []
    type_text(find(scene.dialog(), QPlainTextEdit, "joint_text"), "Repris à deux")
    find(scene.dialog(), QComboBox, "joint_verdict").setCurrentIndex(1)
    scene.submit()
    sheet = skills_test_sheet(desk_store, apart)
    assert (sheet.verdict, sheet.joint_decision) == (Verdict.TRAINING_OFFERED, "Repris à deux")
    scene.panel.open_item(absent)
    scene.click("test_not_assessed")
    type_text(find(scene.dialog(), QPlainTextEdit, "reason"), "Absent")
    find(scene.dialog(), QPushButton, "dialog_verb").click()
    scene.bot.waitUntil(lambda: skills_test_sheet(desk_store, absent).verdict is Verdict.NOT_ASSESSED)


def test_appointments_by_the_dialog(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    centre = build_centre(desk_store)
    adopt_reference_grids(desk_store, by=ADMIN, at=MONDAY)
    for number in (1, 2):
        build_referral(desk_store, build_person(desk_store, number), centre)
    scene = open_panel(secretary)
    assert "2 personnes attendent" in find(scene.panel, QLabel, "tests_waiting").text()
    scene.click("tests_plan")
    dialog = scene.dialog()
    assert unnamed(dialog) == []
    find(dialog, QLineEdit, "test_day").setText("12/11/2019")
    type_text(find(dialog, QLineEdit, "test_place"), "Atelier 1")
    scene.submit()
    rows = skills_tests_rows(desk_store)
    assert [(row.place, row.planned_on, len(row.assessors)) for row in rows] == [
        ("Atelier 1", date(2019, 11, 12), 2)
    ] * 2
    find(scene.panel, QTableView, "tests").selectAll()
    scene.click("tests_arrange")
    find(scene.dialog(), QComboBox, "assessor_2").setCurrentText("Adama Samaké")
    find(scene.dialog(), QLineEdit, "test_day").setText("13/11/2019")
    scene.submit()
    rows = skills_tests_rows(desk_store)
    assert {row.planned_on.day for row in rows} == {13}
    assert len({row.assessors for row in rows}) == 1


def test_assessors_are_named_on_the_page_of_the_test_too(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    test = build_tests(desk_store, build_centre(desk_store), NAMES[:1])[0]
    scene = open_panel(secretary)
    scene.panel.open_item(test)
    scene.click("tests_arrange")
    find(scene.dialog(), QLineEdit, "test_place").setText("Atelier 2")
    scene.submit()
    assert skills_tests_rows(desk_store)[0].place == "Atelier 2"
    assert skills_tests_rows(desk_store)[0].id == test


def test_the_words_of_the_choice_are_whole_in_a_small_window(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    centre = build_centre(desk_store)
    adopt_reference_grids(desk_store, by=ADMIN, at=MONDAY)
    for number in (1, 2):
        build_referral(desk_store, build_person(desk_store, number), centre)
    scene = open_panel(secretary)
    scene.panel.resize(501, 420)
    QApplication.processEvents()
    for number in range(3):
        button = find(scene.panel, QPushButton, f"tests_which_{number}")
        assert button.width() >= button.minimumSizeHint().width()


def test_the_papers_open(
    desk_store: Store, secretary: Actor, open_panel: MakeScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(panel_module, "open_paper", lambda pdf, name: opened.append(name) or Path(name))
    build_tests(desk_store, build_centre(desk_store), NAMES)
    scene = open_panel(secretary)
    scene.click("tests_grids")
    scene.click("tests_call_list")
    assert opened == ["grilles.pdf", "appel-2019-11-11.pdf"]


def test_an_unsaved_sheet_is_not_left(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    build_tests(desk_store, build_centre(desk_store), NAMES)
    scene = open_panel(secretary)
    scene.click("tests_key_next")
    scene.keys("44")
    scene.click("test_back")
    assert "Enregistrez" in scene.panel.refusals.text()
    scene.panel.discard()
    scene.click("test_back")
    assert find(scene.panel, QTableView, "tests").isVisible()


def test_the_offer_and_the_answer(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1], route=Route.EQUIPMENT_TEST)
    key_sheets(desk_store, test, 1, 1)
    decide_test(desk_store, test_id=test, verdict=Verdict.TRAINING_OFFERED, by=KADIA, at=MONDAY)
    scene = open_panel(secretary, OffersPanel)
    scene.click("offer_make")
    assert "Choisissez" in scene.panel.refusals.text()
    table = find(scene.panel, QTableView, "offers")
    table.selectRow(0)
    scene.click("offer_make")
    assert unnamed(scene.dialog()) == []
    scene.submit()
    [offer] = offers_rows(desk_store)
    assert (offer.kind, offer.kit_conditional) == (OfferKind.TRAINING, True)
    table.selectRow(0)
    scene.click("offer_answer")
    assert unnamed(scene.dialog()) == []
    scene.submit()
    assert offers_rows(desk_store)[0].answer is OfferAnswer.ACCEPTED
    assert table.model().rowCount() == 0


def test_declared_and_tested_says_the_share(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    able, other = build_tests(desk_store, build_centre(desk_store), NAMES)
    key_sheets(desk_store, able, 4, 4)
    key_sheets(desk_store, other, 1, 1)
    decide_test(desk_store, test_id=able, verdict=Verdict.ABLE, by=KADIA, at=MONDAY)
    decide_test(desk_store, test_id=other, verdict=Verdict.TRAINING_OFFERED, by=KADIA, at=MONDAY)
    scene = open_panel(secretary, ClaimsPanel)
    assert "1 personne testée sur 2 a montré" in find(scene.panel, QLabel, "claims_said").text()


def test_grids_are_taken_in_and_put_in_force(
    desk_store: Store, director: Actor, secretary: Actor, open_panel: MakeScene
) -> None:
    build_centre(desk_store)
    scene = open_panel(director, GridsPanel)
    scene.click("grid_adopt")
    assert "Choisissez" in scene.panel.refusals.text()
    scene.click("grids_take_in")
    grids, criteria = find(scene.panel, QTableView, "grids"), find(scene.panel, QTableView, "grid_criteria")
    assert grids.model().rowCount() == 7
    grids.selectRow(0)
    assert criteria.model().rowCount() == 10
    scene.click("grid_adopt")
    assert [row.state for row in grid_rows(desk_store)].count(GridState.ADOPTED) == 1
    assert unnamed(scene.panel) == []
    other = open_panel(secretary, GridsPanel)
    assert not find(other.panel, QPushButton, "grid_adopt").isVisible()


def test_who_may_what(desk_store: Store, viewer: Actor, trainer: Actor, open_panel: MakeScene) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    for actor in (viewer, trainer):
        scene = open_panel(actor)
        assert isinstance(scene.panel, TestsPanel)
        assert not find(scene.panel, QPushButton, "tests_plan").isVisible()
        scene.panel.open_item(test)
        for name in ("test_decide", "test_call_off", "test_not_assessed"):
            assert not find(scene.panel, QPushButton, name).isVisible()
        assert unnamed(scene.panel) == []


def test_the_scan_of_a_signed_sheet_is_kept_with_it(
    desk_store: Store, secretary: Actor, open_panel: MakeScene, tmp_path: Path
) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    key_sheets(desk_store, test, 4, 3)
    scan = tmp_path / "grille.pdf"
    scan.write_bytes(b"%PDF signed")
    scene = open_panel(secretary)
    assert isinstance(scene.panel, TestsPanel)
    scene.panel.open_item(test)
    scene.click("test_scans")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    second = menu.actions()[1]
    assert second.text().endswith("(0)")
    scene.bot.mouseClick(menu, Left, pos=menu.actionGeometry(second).center())
    dialog = scene.dialog()
    scene.bot.mouseClick(find(dialog, QPushButton, "scan_attach"), Left)
    type_path(scene.bot, dialog, "scan_file", scan)
    table = find(dialog, QTableView, "scans")
    scene.bot.waitUntil(lambda: table.model().rowCount() == 1, timeout=10_000)
    sheets = skills_test_sheet(desk_store, test).sheets
    assert [sheet.scans for sheet in sheets] == [0, 1]
    assert [row.name for row in scan_rows(desk_store, "assessment", sheets[1].id)] == ["grille.pdf"]
