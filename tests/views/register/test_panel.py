"""The people on the screen, by keys and clicks: search, register, correct, children, consents."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from centre_desk.queries.register import PeopleFilter, people_rows, person_sheet
from centre_desk.rules.register import ConsentState, PersonState, Sex
from centre_desk.rules.room import Room
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.register import panel as panel_module
from centre_desk.views.register.panel import PeoplePanel
from centre_desk.views.register.person_dialog import PersonDialog
from tests.views.hands import find, type_text


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> PeoplePanel:
    made = PeoplePanel(context)
    qtbot.addWidget(made)
    made.resize(800, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.load()
    return made


def dialog(panel: QWidget, name: str) -> FormDialog:
    return next(one for one in panel.findChildren(FormDialog, name) if one.isVisible())


def link(panel: PeoplePanel, name: str) -> QPushButton:
    """The link of a row as it is now; the rows before wait for their deletion."""
    return next(one for one in panel.pane.findChildren(QPushButton, name) if one.isVisible())


def settle(qtbot: QtBot, panel: PeoplePanel) -> None:
    qtbot.waitUntil(lambda: not panel.context.runner.busy())
    QApplication.processEvents()


def register(
    qtbot: QtBot, panel: PeoplePanel, family: str, given: str, *, sex: str = "F", birth: str = "1995", number: str = ""
) -> None:
    """Register a person by keys alone; Enter in a field presses the verb."""
    qtbot.mouseClick(panel.new, Qt.MouseButton.LeftButton)
    form = dialog(panel, "person_dialog")
    for name, text in (("family", family), ("given", given), ("birth", birth), ("case_number", number)):
        type_text(find(form, QLineEdit, name), text)
    type_text(find(form, QComboBox, "sex"), sex)
    qtbot.keyClick(find(form, QLineEdit, "case_number"), Qt.Key.Key_Return)
    settle(qtbot, panel)


def test_an_empty_register_says_what_to_do(panel: PeoplePanel) -> None:
    assert panel.table.findChild(QPushButton, "empty_action").text() == "Nouvelle personne"


def test_a_person_is_registered_and_found_as_one_types(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Koulibali", "Awa", number="ml10-1")
    register(qtbot, panel, "Diarra", "Moussa", sex="H", number="ml10-2")
    assert [row.name for row in people_rows(panel.context.store)] == ["DIARRA Moussa", "KOULIBALI Awa"]
    panel.search.clear()
    type_text(panel.search, "coulibaly")
    qtbot.waitUntil(lambda: [row.name for row in panel.table.rows()] == ["KOULIBALI Awa"])
    assert panel.head.note.text() == "1 personne"
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.pane.isVisible()
    assert panel.pane.findChild(QWidget, "person_name").text() == "KOULIBALI Awa"


def test_the_person_registered_stays_selected_in_the_whole_list(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Traoré", "Awa", number="ml10-1")
    register(qtbot, panel, "Diarra", "Moussa", sex="H", number="ml10-2")
    panel.load()
    assert len(panel.table.rows()) == 2
    assert [row.name for row in panel.table.selected_rows()] == ["DIARRA Moussa"]


def test_a_form_has_at_most_twelve_fields_and_names_what_is_missing(qtbot: QtBot, panel: PeoplePanel) -> None:
    qtbot.mouseClick(panel.new, Qt.MouseButton.LeftButton)
    form = dialog(panel, "person_dialog")
    assert isinstance(form, PersonDialog)
    assert len(form.fields_shown) <= 12
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    assert "La personne n’a pas de nom" in form.refusals.text()
    assert "Le sexe manque" in form.refusals.text()
    assert form.isVisible()


def test_who_may_be_the_same_is_said_once_before_writing(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Coulibaly", "Awa")
    register(qtbot, panel, "Koulibali", "Hawa")
    form = dialog(panel, "person_dialog")
    assert "COULIBALY Awa (sans numéro de dossier) a déjà une fiche" in form.refusals.text()
    assert form.verb.text() == "Inscrire comme une autre personne"
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    assert len(people_rows(panel.context.store)) == 2


def test_a_correction_a_child_and_a_consent(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Diarra", "Binta")
    person = people_rows(panel.context.store)[0].id
    assert person_sheet(panel.context.store, person).state is PersonState.PROVISIONAL
    qtbot.mouseClick(panel.pane.correct, Qt.MouseButton.LeftButton)
    form = dialog(panel, "person_dialog")
    type_text(find(form, QLineEdit, "case_number"), "ml10-7")
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    qtbot.mouseClick(panel.pane.add_child, Qt.MouseButton.LeftButton)
    form = dialog(panel, "dependant_dialog")
    type_text(find(form, QLineEdit, "dependant_name"), "Fanta")
    type_text(find(form, QLineEdit, "dependant_birth"), "2016")
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    panel.load()
    settle(qtbot, panel)
    qtbot.mouseClick(link(panel, "consent_photo"), Qt.MouseButton.LeftButton)
    form = dialog(panel, "consent_dialog")
    find(form, QCheckBox, "consent_thumb").setChecked(True)
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    panel.load()
    settle(qtbot, panel)
    qtbot.mouseClick(link(panel, "consent_photo"), Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    sheet = person_sheet(panel.context.store, person)
    assert (sheet.state, sheet.facts.case_number) == (PersonState.ACTIVE, "ML10-7")
    assert [(d.name, d.birth_year) for d in sheet.dependants] == [("Fanta", 2016)]
    assert [(c.state, c.thumb_print) for c in sheet.asked] == [
        (ConsentState.GIVEN, True),
        (ConsentState.WITHDRAWN, False),
    ]


def test_navigation_opens_a_person_and_the_timeline_is_asked_for(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Diarra", "Binta")
    register(qtbot, panel, "Traoré", "Issa", sex="H")
    person = people_rows(panel.context.store, PeopleFilter(sex=Sex.FEMALE))[0].id
    panel.open_item(person)
    assert [row.id for row in panel.table.rows()] == [person]
    with qtbot.waitSignal(panel.navigate) as asked:
        qtbot.mouseClick(panel.pane.story, Qt.MouseButton.LeftButton)
    assert asked.args == [Room.OVERVIEW, person]


def test_a_narrow_window_shows_the_list_or_the_person(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Diarra", "Binta")
    panel.resize(460, 500)
    assert panel.pane.isVisible() != panel.table.isVisible()
    panel.pane.back.click()
    assert panel.table.isVisible()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.pane.isVisible()
    assert not panel.table.isVisible()


def test_who_only_reads_is_refused_in_the_form(
    qtbot: QtBot, make_context: Callable[..., Context], viewer: object
) -> None:
    panel = PeoplePanel(make_context(viewer))
    qtbot.addWidget(panel)
    panel.show()
    panel.load()
    register(qtbot, panel, "Diarra", "Binta")
    form = dialog(panel, "person_dialog")
    assert form.refusals.text()
    assert people_rows(panel.context.store) == []


def test_the_form_of_consent_is_printed(qtbot: QtBot, panel: PeoplePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, bytes]] = []
    monkeypatch.setattr(panel_module, "open_paper", lambda content, name: opened.append((name, content)))
    register(qtbot, panel, "Diarra", "Awa", number="ML1")
    qtbot.mouseClick(panel.pane.form, Qt.MouseButton.LeftButton)
    ((name, content),) = opened
    assert name == "consent-ML1.pdf"
    assert content.startswith(b"%PDF")
