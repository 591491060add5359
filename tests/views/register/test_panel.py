"""The people on the screen, by keys and clicks: search, register, correct, children, consents."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from centre_desk.queries.overview.likely import likely_pairs
from centre_desk.queries.register import PeopleFilter, people_rows, person_sheet
from centre_desk.rules.register import ConsentState, IdKind, PersonState, Sex
from centre_desk.rules.room import Room
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.register import panel as panel_module
from centre_desk.views.register.panel import PeoplePanel
from centre_desk.views.register.person_dialog import PersonDialog
from tests.views.hands import find, type_text, unnamed

NB = "\N{NO-BREAK SPACE}"


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


def answers(form: QWidget) -> list[str]:
    """The answers offered to the question about likely people."""
    buttons = sorted(form.findChildren(QRadioButton), key=lambda one: one.objectName())
    return [one.text() for one in buttons if one.isVisible()]


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


def test_who_may_be_the_same_is_asked_with_score_and_reasons(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Coulibaly", "Awa")
    register(qtbot, panel, "Koulibali", "Hawa")
    form = dialog(panel, "person_dialog")
    assert unnamed(form) == []
    assert answers(form) == [
        f"COULIBALY Awa · — · vers 1995\n75{NB}%{NB}: même nom, naissance presque identique",
        "Aucune d’elles : une autre personne".replace(" :", f"{NB}:"),
    ]
    assert form.verb.text() == "Inscrire comme une autre personne"
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    assert len(people_rows(panel.context.store)) == 2
    assert likely_pairs(panel.context.store) == [], "two people: nobody is asked about them again"


def test_the_likely_one_takes_what_was_typed(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Coulibaly", "Awa")
    register(qtbot, panel, "Koulibali", "Hawa", number="ml10-9")
    form = dialog(panel, "person_dialog")
    qtbot.mouseClick(find(form, QRadioButton, "likely_0"), Qt.MouseButton.LeftButton)
    assert form.verb.text() == "Mettre à jour la fiche de COULIBALY Awa"
    assert find(form, QLabel, "likely_note").text().endswith("Coulibaly → Koulibali; Awa → Hawa; ML10-9")
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    (row,) = people_rows(panel.context.store)
    assert (row.name, row.case_number, row.state) == ("KOULIBALI Hawa", "ML10-9", PersonState.ACTIVE)


def test_the_likely_one_is_opened_and_nothing_is_written(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Coulibaly", "Awa")
    register(qtbot, panel, "Traoré", "Issa", sex="H")
    register(qtbot, panel, "Koulibali", "Hawa")
    form = dialog(panel, "person_dialog")
    qtbot.mouseClick(find(form, QPushButton, "likely_open_0"), Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    assert not form.isVisible()
    assert panel.pane.findChild(QWidget, "person_name").text() == "COULIBALY Awa"
    assert len(people_rows(panel.context.store)) == 2
    assert panel.new.text() == "Revenir à la saisie"
    qtbot.mouseClick(panel.new, Qt.MouseButton.LeftButton)
    assert dialog(panel, "person_dialog") is form
    assert find(form, QLineEdit, "given").text() == "Hawa"
    assert panel.new.text() == "Nouvelle personne"
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    assert len(people_rows(panel.context.store)) == 3


def test_a_list_narrowed_to_one_person_says_so_and_shows_all_again(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Traoré", "Awa", number="ml10-1")
    register(qtbot, panel, "Diarra", "Moussa", sex="H", number="ml10-2")
    assert panel.head.note.text() == "1 personne"
    assert panel.narrowed.isVisible()
    qtbot.mouseClick(panel.narrowed, Qt.MouseButton.LeftButton)
    assert not panel.narrowed.isVisible()
    assert panel.head.note.text() == "2 personnes"
    assert [row.name for row in panel.table.selected_rows()] == ["DIARRA Moussa"]


def test_the_paper_of_identity_is_kept_with_its_kind_and_a_slip_is_asked_about(
    qtbot: QtBot, panel: PeoplePanel
) -> None:
    register(qtbot, panel, "Diarra", "Binta", number="ml1")
    qtbot.mouseClick(panel.pane.correct, Qt.MouseButton.LeftButton)
    form = dialog(panel, "person_dialog")
    assert unnamed(form) == []
    qtbot.waitUntil(form.isActiveWindow)
    number, doubt = find(form, QLineEdit, "id_number"), find(form, QLabel, "id_doubt")
    for typed, said in (
        ("2295 1234567 001k", ""),
        ("22951234567001", "14 chiffres et une lettre"),
        ("12881234567001k", "année de naissance"),
    ):
        number.clear()
        qtbot.mouseClick(number, Qt.MouseButton.LeftButton)
        type_text(number, typed)
        qtbot.keyClick(number, Qt.Key.Key_Tab)
        assert find(form, QComboBox, "id_kind").currentText() == "carte NINA"
        assert said in doubt.text()
        assert doubt.isVisible() == bool(said)
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    facts = person_sheet(panel.context.store, people_rows(panel.context.store)[0].id).facts
    assert (facts.id_kind, facts.id_number) == (IdKind.NINA, "12881234567001K")


def test_a_correction_reaches_what_only_the_lists_of_iom_bring(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Diarra", "Binta", number="ml1")
    qtbot.mouseClick(panel.pane.correct, Qt.MouseButton.LeftButton)
    form = dialog(panel, "person_dialog")
    for name, text in (("birth_place", "Kita"), ("return_country", "Libye"), ("return_date", "02/09/2019"),
                       ("education", "primaire"), ("remarks", "veuve"), ("individual_number", "I-7")):  # fmt: skip
        type_text(find(form, QLineEdit, name), text)
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    facts = person_sheet(panel.context.store, people_rows(panel.context.store)[0].id).facts
    assert (facts.birth_place, facts.return_country, facts.return_date) == ("Kita", "Libye", date(2019, 9, 2))
    assert (facts.education, facts.remarks, facts.individual_number) == ("primaire", "veuve", "I-7")


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
    form = dialog(panel, "withdraw_dialog")
    day = find(form, QLineEdit, "withdrawn_on")
    assert (day.text(), form.verb.text()) == ("11/11/2019", "Retirer")
    day.clear()
    type_text(day, "12/11/2019")
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    assert "postérieur à aujourd’hui" in form.refusals.text()
    day.clear()
    type_text(day, "11/11/2019")
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    sheet = person_sheet(panel.context.store, person)
    assert (sheet.state, sheet.facts.case_number) == (PersonState.ACTIVE, "ML10-7")
    assert [(d.name, d.birth_year) for d in sheet.dependants] == [("Fanta", 2016)]
    assert [(c.state, c.thumb_print) for c in sheet.asked] == [
        (ConsentState.GIVEN, True),
        (ConsentState.WITHDRAWN, False),
    ]


def test_a_minor_needs_a_guardian(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Diarra", "Binta", birth="2004", number="ml1")
    qtbot.mouseClick(link(panel, "consent_training_file"), Qt.MouseButton.LeftButton)
    form = dialog(panel, "consent_dialog")
    guardian = find(form, QLineEdit, "consent_guardian")
    assert guardian.placeholderText() == "obligatoire : moins de 18 ans".replace(" :", f"{NB}:")
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    assert "tuteur" in form.refusals.text()
    type_text(guardian, "Oumar Diarra")
    qtbot.mouseClick(form.verb, Qt.MouseButton.LeftButton)
    settle(qtbot, panel)
    (answer,) = person_sheet(panel.context.store, people_rows(panel.context.store)[0].id).asked
    assert answer.guardian == "Oumar Diarra"


def test_what_is_missing_leads_to_its_field(qtbot: QtBot, panel: PeoplePanel) -> None:
    register(qtbot, panel, "Diarra", "Binta", birth="")
    qtbot.mouseClick(link(panel, "missing_birth"), Qt.MouseButton.LeftButton)
    form = dialog(panel, "person_dialog")
    qtbot.waitUntil(lambda: find(form, QLineEdit, "birth").hasFocus())


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
