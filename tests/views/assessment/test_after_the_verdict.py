"""What follows a verdict in the window: the paper, an offer anew, a job; who keyed what; the counts of the claims."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from centre_desk.actions.assessment import adopt_reference_grids, answer_offer, decide_test, make_offer, plan_tests
from centre_desk.queries.assessment import offers_rows, skills_test_sheet
from centre_desk.rules.assessment import OfferAnswer, OfferKind, Verdict
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import Route
from centre_desk.store.opening import Store
from centre_desk.views.assessment import claims_panel, sheet_acts
from centre_desk.views.assessment.claims_panel import ClaimsPanel
from centre_desk.views.assessment.offers_panel import OffersPanel
from centre_desk.views.assessment.panel import TestsPanel
from tests.builders import BuiltCentre, build_centre, build_person
from tests.builders_results import ADMIN, KADIA, MONDAY, able_test, build_referral, build_tests, key_sheets
from tests.papers.reading import texts
from tests.views.assessment.scene import Left, MakeScene, Scene
from tests.views.hands import find, type_text, unnamed

NAMES = (("Moussa", "Traoré"), ("Awa", "Coulibaly"))


def on_page(scene: Scene, test: int) -> None:
    assert isinstance(scene.panel, TestsPanel)
    scene.panel.open_item(test)
    QApplication.processEvents()


def primaries(scene: Scene) -> list[str]:
    """Return the primary buttons in sight."""
    buttons = scene.panel.head.findChildren(QPushButton)
    return [one.objectName() for one in buttons if one.isVisible() and one.property("look") == "primary"]


def plan_equipment(store: Store, centre: BuiltCentre) -> int:
    referral = build_referral(store, build_person(store, 900), centre, route=Route.EQUIPMENT_TEST)
    plan = {"planned_on": MONDAY.date(), "assessors": centre.trainers[:2], "by": KADIA, "at": MONDAY}
    return plan_tests(store, referral_ids=[referral], **plan).id  # type: ignore[arg-type]


def test_the_result_is_printed_from_the_test(
    desk_store: Store, secretary: Actor, open_panel: MakeScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: dict[str, bytes] = {}
    monkeypatch.setattr(sheet_acts, "open_paper", lambda pdf, name: opened.update({name: pdf}) or Path(name))
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1], route=Route.EQUIPMENT_TEST)
    key_sheets(desk_store, test, 1, 1)
    scene = open_panel(secretary)
    on_page(scene, test)
    assert find(scene.panel, QPushButton, "test_result").isHidden()
    scene.click("test_decide")
    scene.click("test_offer")
    scene.submit()
    scene.click("test_result")
    [(name, pdf)] = opened.items()
    [page] = texts(pdf)
    assert name == "T-2019-0001-resultat.pdf"
    assert "TRAORÉ Moussa" in page
    assert "Formation proposée" in page
    assert "11 novembre 2019" in page
    assert "Adama Samaké, Rokiatou Koné" in page
    assert "au plus tard le 11 décembre 2019" in page


def test_one_verb_is_primary_and_whole(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    centre = build_centre(desk_store)
    able, apart = build_tests(desk_store, centre, NAMES)
    equipment = plan_equipment(desk_store, centre)
    key_sheets(desk_store, able, 4, 4)
    key_sheets(desk_store, apart, 4, 2)
    able_test(desk_store, equipment)
    scene = open_panel(secretary)
    on_page(scene, able)
    decide = find(scene.panel, QPushButton, "test_decide")
    assert primaries(scene) == ["test_decide"]
    assert decide.width() >= decide.sizeHint().width()
    on_page(scene, apart)
    assert primaries(scene) == ["test_third"]
    on_page(scene, equipment)  # no certificate follows the use of equipment
    assert primaries(scene) == ["test_offer"]


def test_a_job_after_a_passed_test(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    able_test(desk_store, test)
    scene = open_panel(secretary)
    on_page(scene, test)
    scene.click("test_offer")
    dialog = scene.dialog()
    assert find(dialog, QComboBox, "offer_kind").currentText() == "emploi"
    type_text(find(dialog, QLineEdit, "offer_partner"), "Entreprise Bɛnkan")
    scene.submit()
    [offer] = offers_rows(desk_store)
    assert (offer.kind, offer.partner) == (OfferKind.JOB, "Entreprise Bɛnkan")
    on_page(scene, test)
    assert find(scene.panel, QPushButton, "test_offer").isHidden()  # one offer at a time


def test_who_declined_is_offered_anew_when_asked_for(
    desk_store: Store, secretary: Actor, open_panel: MakeScene
) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1], route=Route.EQUIPMENT_TEST)
    key_sheets(desk_store, test, 1, 1)
    decide_test(desk_store, test_id=test, verdict=Verdict.TRAINING_OFFERED, by=KADIA, at=MONDAY)
    day = MONDAY.date()
    first = make_offer(desk_store, test_id=test, kind=OfferKind.TRAINING, made_on=day, by=KADIA, at=MONDAY)
    answer_offer(
        desk_store,
        offer_id=first.id,
        answer=OfferAnswer.DECLINED,
        answered_on=day,
        reason="Part en voyage",
        by=KADIA,
        at=MONDAY,
    )
    scene = open_panel(secretary, OffersPanel)
    table = find(scene.panel, QTableView, "offers")
    assert table.model().rowCount() == 0  # nobody is asked again by itself
    scene.click("offers_which_1")
    assert table.model().rowCount() == 1
    table.selectRow(0)
    scene.click("offer_make")
    scene.submit()
    assert [row.answer for row in offers_rows(desk_store)] == [OfferAnswer.PENDING, OfferAnswer.DECLINED]
    table.selectRow(1)
    scene.click("offer_make")
    assert "Choisissez" in scene.panel.refusals.text()  # one stands already


def test_the_page_says_who_assessed_and_who_keyed(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    key_sheets(desk_store, test, 4, 4)
    scene = open_panel(secretary)
    on_page(scene, test)
    said = find(scene.panel, QLabel, "test_authors").text().splitlines()
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in said] == [
        "Fiche n° T-2019-0001/1, Adama Samaké (saisie : Kadia, 11/11/2019 08:00)",
        "Fiche n° T-2019-0001/2, Rokiatou Koné (saisie : Kadia, 11/11/2019 08:00)",
    ]


def test_why_nobody_was_assessed_is_a_question(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    scene = open_panel(secretary)
    on_page(scene, test)
    for button, asked in (("test_not_assessed", "n’a pas été évalué"), ("test_call_off", "est-il annulé")):
        scene.click(button)
        dialog = scene.dialog()
        assert asked in dialog.windowTitle()
        assert find(dialog, QPlainTextEdit, "reason").toPlainText() == ""
        scene.bot.mouseClick(find(dialog, QPushButton, "dialog_cancel"), Left)


def test_both_assessors_stand_in_a_small_window(desk_store: Store, secretary: Actor, open_panel: MakeScene) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), NAMES[:1])
    scene = open_panel(secretary)
    scene.panel.resize(501, 420)
    on_page(scene, test)
    view = find(scene.panel, QTableView, "score_grid")
    for column in (0, 1):
        right = view.columnViewportPosition(column) + view.columnWidth(column)
        assert right <= view.viewport().width()
    scene.keys("44")
    scene.panel.resize(820, 640)  # what is keyed survives another size of the window
    QApplication.processEvents()
    scene.keys("4" * 8)
    scene.save()
    assert skills_test_sheet(desk_store, test).sheets[0].keyed


def test_declared_and_tested_of_some_days(
    desk_store: Store, secretary: Actor, open_panel: MakeScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[bytes] = []
    monkeypatch.setattr(claims_panel, "open_paper", lambda pdf, name: opened.append(pdf) or Path(name))
    centre = build_centre(desk_store)
    adopt_reference_grids(desk_store, by=ADMIN, at=MONDAY)
    build_referral(desk_store, build_person(desk_store, 1), centre, received_on=date(2019, 9, 30))
    build_referral(desk_store, build_person(desk_store, 2), centre, received_on=date(2019, 10, 1))
    scene = open_panel(secretary, ClaimsPanel)
    assert unnamed(scene.panel) == []
    table = find(scene.panel, QTableView, "claims_tested")
    assert table.model().index(0, 1).data() == "2"
    since = find(scene.panel, QLineEdit, "claims_since")
    since.setFocus()
    type_text(since, "01/10/2019")
    scene.bot.keyClick(since, Qt.Key.Key_Return)
    assert table.model().index(0, 1).data() == "1"
    table.selectRow(0)
    scene.bot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == [
        "Filière\tDéclarés\tEn attente\tRendez-vous\tTestés\tCompétences reconnues\tFormation proposée\tNon évalué"
        "\tConfirmées",
        "Maçonnerie\t1\t1\t0\t0\t0\t0\t0\t–",
    ]
    scene.click("claims_print")
    [page] = texts(opened[0])
    assert "depuis le 1er octobre 2019" in page
    for narrow in (501, 820):
        scene.panel.resize(narrow, 420)
        QApplication.processEvents()
        assert not any(table.isColumnHidden(n) for n in range(9))
        assert table.horizontalScrollBar().maximum() == 0
