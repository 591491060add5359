"""Retention on the screen: a date a project, what goes and stays is told, several files are erased together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from centre_desk.actions.overview.people import set_retention
from centre_desk.actions.register import correct_person, register_person
from centre_desk.queries.desk import journal_rows
from centre_desk.queries.register import people_count, person_sheet
from centre_desk.rules.desk import Actor
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import PersonFacts
from centre_desk.views.desk.journal import JournalPanel
from centre_desk.views.overview.erasing_dialogs import AnonymiseDialog, EraseOverDialog, RetentionDialog
from centre_desk.views.overview.retention_panel import RetentionPanel
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from tests.builders_erasing import Planted
from tests.views.hands import find, type_text, unnamed

LEFT = Qt.MouseButton.LeftButton
OVER = date(2019, 11, 1)


def opened(qtbot: QtBot, context: Context) -> RetentionPanel:
    panel = RetentionPanel(context)
    qtbot.addWidget(panel)
    panel.resize(800, 640)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.load()
    return panel


@pytest.fixture
def panel(
    qtbot: QtBot, make_context: Callable[[Actor], Context], director: Actor, secretary: Actor
) -> RetentionPanel:
    """The director's panel on two people whose time is over."""
    context = make_context(director)
    rooms = Planted(context.store)
    by, at = context.actor(), context.now()
    for given in ("Awa", "Binta"):
        facts = PersonFacts(family_name="Diarra", given_names=given, sex=Sex.FEMALE, birth=Birth(1995), phone="761234")
        register_person(context.store, facts=facts, by=secretary, at=at)
    set_retention(context.store, agreement_id=rooms.centre.agreement_id, until=OVER, by=by, at=at)
    return opened(qtbot, context)


def settle(qtbot: QtBot, panel: RetentionPanel) -> None:
    qtbot.waitUntil(lambda: not panel.context.runner.busy(), timeout=20_000)
    QApplication.processEvents()
    panel.load()


def shown(panel: RetentionPanel) -> FormDialog:
    return next(one for one in panel.findChildren(FormDialog) if one.isVisible())


def test_files_whose_time_is_over_are_erased_together(qtbot: QtBot, panel: RetentionPanel) -> None:
    store = panel.context.store
    assert [row.name for row in panel.over.rows()] == ["DIARRA Awa", "DIARRA Binta"]
    qtbot.mouseClick(panel.erase, LEFT)
    assert "Choisissez d’abord des fiches" in panel.refusals.text()
    panel.over.setFocus()
    qtbot.keyClick(panel.over, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(panel.erase, LEFT)
    form = shown(panel)
    assert isinstance(form, EraseOverDialog)
    assert unnamed(form) == []
    told = find(form, QPlainTextEdit, "erase_told").toPlainText()
    assert "2 × noms, numéros" in told
    assert "Ce qui reste, et pourquoi" in told
    assert "les sauvegardes et les envois déjà faits gardent tout" in told
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert not form.isVisible(), form.refusals.text()
    assert (panel.over.rows(), people_count(store)) == ([], 0)


def test_the_journal_says_what_was_erased(qtbot: QtBot, panel: RetentionPanel, secretary: Actor) -> None:
    store, context = panel.context.store, panel.context
    awa = panel.over.rows()[0].id
    facts = replace(person_sheet(store, awa).facts, given_names="Aoua")
    correct_person(store, person_id=awa, facts=facts, reason="Aoua le dit", by=secretary, at=context.now())
    panel.over.selectRow(0)
    qtbot.mouseClick(panel.erase, LEFT)
    qtbot.mouseClick(shown(panel).verb, LEFT)
    settle(qtbot, panel)
    journal = JournalPanel(context)
    qtbot.addWidget(journal)
    journal.load()
    column = len(journal.table.rows_model.columns) - 1
    said = [journal.table.rows_model.index(n, column).data() for n in range(3)]
    assert said[:2] == ["durée de conservation passée", "(effacé)"]
    assert journal_rows(store, limit=2)[1].erased


def test_the_date_of_a_project_is_set(qtbot: QtBot, panel: RetentionPanel) -> None:
    panel.projects.selectRow(0)
    qtbot.mouseClick(panel.keep, LEFT)
    form = shown(panel)
    assert isinstance(form, RetentionDialog)
    assert unnamed(form) == []
    until = find(form, QLineEdit, "retention_until")
    assert until.text() == "01/11/2019", "the date in force is offered"
    until.clear()
    type_text(until, "31/12/2021")
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert panel.over.rows() == []
    assert panel.projects.rows()[0].keep_until == date(2021, 12, 31)


def test_somebody_who_asks_is_found_and_erased(qtbot: QtBot, panel: RetentionPanel) -> None:
    store, context = panel.context.store, panel.context
    agreement = panel.projects.rows()[0].id
    set_retention(store, agreement_id=agreement, until=date(2030, 1, 1), by=context.actor(), at=context.now())
    qtbot.mouseClick(panel.one, LEFT)
    form = shown(panel)
    assert isinstance(form, AnonymiseDialog)
    assert unnamed(form) == []
    qtbot.mouseClick(form.verb, LEFT)
    assert "Trouvez d’abord" in form.refusals.text()
    type_text(find(form, QLineEdit, "person"), "Binta")
    assert "1 × noms, numéros" in find(form, QPlainTextEdit, "erase_told").toPlainText()
    type_text(find(form, QLineEdit, "act_reason"), "demande écrite")
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert "est gardée jusqu’au 01/01/2030" in form.refusals.text()
    qtbot.keyClick(find(form, QCheckBox, "asked_by_person"), Qt.Key.Key_Space)
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert not form.isVisible(), form.refusals.text()
    assert people_count(store) == 1


def test_who_has_not_the_right_may_look_but_not_erase(
    qtbot: QtBot, panel: RetentionPanel, make_context: Callable[[Actor], Context], secretary: Actor
) -> None:
    office = opened(qtbot, make_context(secretary))
    office.over.selectRow(0)
    qtbot.mouseClick(office.erase, LEFT)
    form = shown(office)
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, office)
    assert form.refusals.text()
    assert people_count(office.context.store) == 2
