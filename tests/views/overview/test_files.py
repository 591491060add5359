"""Files as a whole on the screen: what is missing, two made one and parted, two exchanged after what moves was seen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy import text as sql

from centre_desk.actions.referral import register_referral
from centre_desk.actions.register import register_person
from centre_desk.models.register import Person
from centre_desk.queries.overview.exchange import Balance, ExchangeLine, ExchangePlan
from centre_desk.queries.overview.people import HeldFact
from centre_desk.queries.register import people_count, person_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.roll import HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.rules.overview import HeldKind
from centre_desk.rules.overview.exchange import ExchangeEffect
from centre_desk.rules.referral import Route
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.register import ConsentPurpose, ConsentState, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import ConsentAnswer, PersonFacts
from centre_desk.store.series import next_number
from centre_desk.texts.catalogue import catalogue
from centre_desk.views.overview.files_panel import FilesPanel
from centre_desk.views.overview.people_dialogs import ExchangeDialog, MergeDialog, plan_lines
from centre_desk.views.overview.taking_over_dialog import TakenOverDialog, TakingOverDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.register.person_dialog import PersonDialog
from tests.builders import build_centre, build_session, enrol, take_roll
from tests.builders_claim import build_month, certify
from tests.views.hands import find, type_text, unnamed

LEFT = Qt.MouseButton.LeftButton
AWA = PersonFacts(family_name="Koulibali", given_names="Awa", sex=Sex.FEMALE, birth=Birth(1995), case_number="ML1")


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> FilesPanel:
    by, at = context.actor(), context.now()
    register_person(context.store, facts=AWA, by=by, at=at)
    register_person(context.store, facts=replace(AWA, given_names="Aoua", case_number=""), by=by, at=at)
    made = FilesPanel(context)
    qtbot.addWidget(made)
    made.resize(800, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.load()
    return made


def settle(qtbot: QtBot, panel: FilesPanel) -> None:
    qtbot.waitUntil(lambda: not panel.context.runner.busy())
    QApplication.processEvents()
    panel.load()


def shown(panel: FilesPanel) -> FormDialog:
    return next(one for one in panel.findChildren(FormDialog) if one.isVisible())


def fill(form: FormDialog, *typed: tuple[str, str]) -> None:
    for name, text in typed:
        type_text(find(form, QLineEdit, name), text)


def test_two_files_are_made_one_and_parted(qtbot: QtBot, panel: FilesPanel) -> None:
    (row,) = panel.missing.rows()
    assert (row.name, len(row.missing)) == ("KOULIBALI Aoua", 1)
    qtbot.mouseClick(panel.merge, LEFT)
    form = shown(panel)
    assert isinstance(form, MergeDialog)
    assert unnamed(form) == []
    qtbot.mouseClick(form.verb, LEFT)
    assert "Trouvez d’abord" in form.refusals.text()
    fill(form, ("kept", "ML1"), ("other", "Aoua"), ("act_reason", "une seule femme"))
    form.pickers[1].found.set_value(2)
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert not form.isVisible()
    assert people_count(panel.context.store) == 1
    qtbot.mouseClick(panel.undo, LEFT)
    assert "Choisissez d’abord deux fiches" in panel.refusals.text()
    panel.acts.selectRow(0)
    qtbot.mouseClick(panel.undo, LEFT)
    reason = shown(panel)
    type_text(find(reason, QPlainTextEdit, "reason"), "deux sœurs")
    qtbot.mouseClick(reason.verb, LEFT)
    settle(qtbot, panel)
    assert people_count(panel.context.store) == 2
    assert panel.acts.rows()[0].undone


def test_two_of_another_sex_are_made_one_only_after_a_tick(qtbot: QtBot, panel: FilesPanel) -> None:
    store, by, at = panel.context.store, panel.context.actor(), panel.context.now()
    man = replace(AWA, given_names="Modibo", sex=Sex.MALE, birth=Birth(1999), case_number="ML7")
    told = ReferralFacts(received_on=at.date(), route=Route.TRAINING)
    consent = ConsentAnswer(ConsentPurpose.PHOTO, ConsentState.GIVEN, at.date())
    register_referral(store, person=man, referral=told, consents=(consent,), by=by, at=at)
    qtbot.mouseClick(panel.merge, LEFT)
    form = shown(panel)
    assert isinstance(form, MergeDialog)
    fill(form, ("kept", "ML1"), ("other", "ML7"), ("act_reason", "doublon"))
    said, sure = find(form, QLabel, "merge_differs"), find(form, QCheckBox, "merge_sure")
    parts = said.text().replace("\N{NO-BREAK SPACE}", " ").split(" · ")
    assert parts == ["Diffèrent : sexe Femme / Homme", "naissance vers 1995 / vers 1999", "n° de dossier ML1 / ML7"]
    assert said.isVisible()
    assert "KOULIBALI Modibo" in form.held.toPlainText()
    assert "2 faits" in form.held.toPlainText()
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert "Le sexe ou la naissance" in form.refusals.text()
    assert people_count(store) == 3
    qtbot.keyClick(sure, Qt.Key.Key_Space)
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert people_count(store) == 2


def test_what_moves_is_listed_before_two_are_exchanged(qtbot: QtBot, panel: FilesPanel) -> None:
    store = panel.context.store
    session = build_session(store, build_centre(store))
    by, at = panel.context.actor(), panel.context.now()
    men = [replace(AWA, given_names=g, sex=Sex.MALE, case_number=g) for g in ("Modibo", "Salif")]
    one, other = (register_person(store, facts=facts, by=by, at=at).id for facts in men)
    enrol(store, session, (one, other))
    take_roll(store, session, panel.context.today().replace(day=4))
    qtbot.mouseClick(panel.exchange, LEFT)
    form = shown(panel)
    assert isinstance(form, ExchangeDialog)
    fill(form, ("one", "Modibo"), ("other", "Salif"), ("act_reason", "signatures échangées"))
    said = form.held.toPlainText()
    assert said.count("04/11/2019 · Demi-journée · matin · présent") == 2
    assert said.rindex("Inscription") < said.index("Demi-journée"), "what fills pages comes last"
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert person_sheet(store, one).facts.given_names == "Salif"


def test_what_went_before_is_brought_in_by_the_director(
    qtbot: QtBot, make_context: Callable[[Actor], Context], director: Actor
) -> None:
    panel = FilesPanel(make_context(director))
    qtbot.addWidget(panel)
    panel.resize(1024, 640)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.before.click()
    form = shown(panel)
    assert isinstance(form, TakingOverDialog)
    assert unnamed(form) == []
    fill(form, ("number_certificate-2019", "147"), ("number_attendance-sheet", "x"))
    qtbot.mouseClick(form.verb, LEFT)
    assert "feuille de présence" in form.refusals.text()
    find(form, QLineEdit, "number_attendance-sheet").clear()
    fill(form, ("number_attendance-sheet", "9"), ("total_certified_f", "70"), ("total_certified_m", "50"))
    assert find(form, QLineEdit, "total_certified_all").placeholderText() == "120"
    fill(form, ("total_referred_all", "300"), ("total_enrolled_all", "310"))
    sure, running = find(form, QCheckBox, "totals_sure"), find(form, QCheckBox, "running_sessions")
    assert "Aucune session en cours" in find(form, QLabel, "running_found").text()
    assert not sure.isVisible()
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert "310 inscrits pour 300 orientés" in form.refusals.text()
    qtbot.keyClick(sure, Qt.Key.Key_Space)
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert "décochez" in form.refusals.text()
    qtbot.keyClick(running, Qt.Key.Key_Space)
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert not form.isVisible(), form.refusals.text()
    with panel.context.store.begin() as db:
        assert next_number(db, "certificate-2019") == 148
    panel.before.click()
    seen = shown(panel)
    assert isinstance(seen, TakenOverDialog)
    assert unnamed(seen) == []
    said = find(seen, QPlainTextEdit, "taken_over_list").toPlainText()
    assert said.startswith("Repris le 11/11/2019 à 08:12 par Fatoumata.")
    for line in ("certificat · 2019 – 147", "Orientés par l’OIM – 300", "Ont reçu un certificat – 120 (70 F, 50 H)"):
        assert line in said.splitlines()
    qtbot.mouseClick(seen.verb, LEFT)
    assert QGuiApplication.clipboard().text() == said


def test_what_went_before_comes_too_late_after_the_first_closing(
    qtbot: QtBot, make_context: Callable[[Actor], Context], director: Actor
) -> None:
    panel = FilesPanel(make_context(director))
    qtbot.addWidget(panel)
    with panel.context.store.begin() as db:
        db.execute(sql("INSERT INTO month (month, state, version) VALUES ('2019-10', 'sealed', 1)"))
    with qtbot.waitExposed(panel):
        panel.show()
    panel.before.click()
    assert "avant la première clôture" in panel.refusals.text()
    assert panel.findChildren(FormDialog) == []




def click_cell(qtbot: QtBot, table: DataTable[Any], row: int, column: int) -> None:
    at = table.visualRect(table.rows_model.index(row, column)).center()
    qtbot.mouseClick(table.viewport(), LEFT, pos=at)


def test_what_is_missing_leads_to_its_field_by_one_click(qtbot: QtBot, panel: FilesPanel) -> None:
    click_cell(qtbot, panel.missing, 0, 1)
    form = shown(panel)
    assert isinstance(form, PersonDialog)
    qtbot.waitUntil(lambda: find(form, QLineEdit, "case_number").hasFocus())


def test_likely_duplicates_are_made_one_or_told_apart(qtbot: QtBot, panel: FilesPanel) -> None:
    qtbot.mouseClick(find(panel, QPushButton, "files_view_1"), LEFT)
    settle(qtbot, panel)
    (pair,) = panel.likely.rows()
    assert (pair.kept.name, pair.other.name, pair.likeness.score) == ("KOULIBALI Awa", "KOULIBALI Aoua", 75)
    columns = len(panel.likely.rows_model.columns)
    click_cell(qtbot, panel.likely, 0, columns - 2)
    form = shown(panel)
    assert isinstance(form, MergeDialog)
    assert form.chosen() == [pair.kept.id, pair.other.id]
    form.reject()
    click_cell(qtbot, panel.likely, 0, columns - 1)
    settle(qtbot, panel)
    qtbot.waitUntil(lambda: panel.likely.rows() == [])
    assert people_count(panel.context.store) == 2


def test_what_stands_against_an_exchange_is_said_before_the_click(qtbot: QtBot, panel: FilesPanel) -> None:
    store = panel.context.store
    built = build_month(store, 2)
    certify(store, built, built.people[0])
    with store.begin() as db:
        for person in db.scalars(select(Person).where(Person.id.in_(built.people))):
            person.search_text = f" {person.given_names.lower()}"
    qtbot.mouseClick(panel.exchange, LEFT)
    form = shown(panel)
    assert isinstance(form, ExchangeDialog)
    assert unnamed(form) == []
    fill(form, ("one", "Moussa1"), ("other", "Moussa2"))
    assert "seul le directeur" in form.refusals.text()
    said = form.held.toPlainText()
    assert "Est annulé avec le motif, et proposé à l’établissement pour TRAORÉ Moussa2" in said
    assert "02/12/2019 · Certificat · C-1" in said


def test_money_and_certificates_come_before_half_days() -> None:
    half_day = HeldFact(HeldKind.ATTENDANCE, "2019-11-04", (HalfDay.MORNING, MarkValue.PRESENT))
    certificate = HeldFact(HeldKind.CERTIFICATE, "2019-11-08", (), "C-7")
    plan = ExchangePlan(
        names={1: "DIARRA Awa", 2: "KONÉ Awa"},
        obstacles=(),
        lines=(
            ExchangeLine(1, ExchangeEffect.MOVES, "KONÉ Awa", half_day),
            ExchangeLine(2, ExchangeEffect.CANCELLED, "DIARRA Awa", certificate),
        ),
        balances=(Balance(1, "KONÉ Awa", "2019-10", 12_500),),
    )
    lines = list(plan_lines(plan, catalogue("fr")))
    at = [next(n for n, line in enumerate(lines) if what in line) for what in ("12", "C-7", "Demi-journée")]
    assert at[0] == 0
    assert at == sorted(at)
