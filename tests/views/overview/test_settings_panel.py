"""The numbers that the centre sets, by clicks and keys: read with what they do, changed by who may."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.queries.overview.settings import SettingRow, setting_rows
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.desk import Actor
from centre_desk.rules.overview.settings import SettingField
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import catalogue
from centre_desk.views.overview.setting_words import explain, say_value
from centre_desk.views.overview.settings_panel import SettingsPanel
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from tests.builders import build_centre, build_person
from tests.views.hands import find, type_text, unnamed

Left = Qt.MouseButton.LeftButton
MakePanel = Callable[[Actor], SettingsPanel]


@pytest.fixture
def make_panel(qtbot: QtBot, make_context: Callable[[Actor], Context], desk_store: Store) -> MakePanel:
    build_centre(desk_store)
    build_person(desk_store, 7)

    def make(actor: Actor) -> SettingsPanel:
        panel = SettingsPanel(make_context(actor))
        panel.done.connect(lambda _done: panel.load())
        qtbot.addWidget(panel)
        panel.resize(860, 640)
        panel.load()
        with qtbot.waitExposed(panel):
            panel.show()
        return panel

    return make


def click_row(qtbot: QtBot, panel: SettingsPanel, field: SettingField | AlertKind) -> None:
    table = panel.table
    at = next(n for n in range(table.model().rowCount()) if table.rows_model.row_at(n).field is field)
    index = table.model().index(at, 0)
    table.scrollTo(index)
    qtbot.mouseClick(table.viewport(), Left, pos=table.visualRect(index).center())


def open_form(qtbot: QtBot, panel: SettingsPanel, field: SettingField | AlertKind) -> FormDialog:
    click_row(qtbot, panel, field)
    qtbot.mouseClick(find(panel, QPushButton, "setting_change"), Left)
    [form] = [d for d in panel.findChildren(QDialog) if d.isVisible()]
    assert isinstance(form, FormDialog)
    assert unnamed(form) == []
    return form


def put(qtbot: QtBot, form: FormDialog) -> None:
    qtbot.mouseClick(form.verb, Left)
    qtbot.waitUntil(lambda: not form.busy(), timeout=10_000)


def shown(panel: SettingsPanel, field: SettingField | AlertKind) -> list[str]:
    """The cells of a line: what is in force, what is usual, who set it."""
    model = panel.table.rows_model
    row = next(row for row in panel.table.rows() if row.field is field)
    return [str(column.display(row)) for column in model.columns[1:]]


def test_a_threshold_is_read_and_changed(qtbot: QtBot, make_panel: MakePanel, director: Actor) -> None:
    panel = make_panel(director)
    assert find(panel, QLabel, "setting_said").text() == "Choisissez une ligne pour lire ce qu’elle fait."
    assert shown(panel, AlertKind.NO_SHEET) == ["14 jours", "14 jours", "jamais changé"]
    form = open_form(qtbot, panel, AlertKind.NO_SHEET)
    assert "elle ne se verrouille jamais" in find(panel, QLabel, "setting_said").text()
    assert find(form, QLabel, "setting_usual").text() == "Usuel\u00a0: 14 jours"
    number = find(form, QLineEdit, "setting_number")
    number.selectAll()
    qtbot.keyClicks(number, "21")
    put(qtbot, form)
    assert shown(panel, AlertKind.NO_SHEET) == ["21 jours", "14 jours", "Fatoumata, 11/11/2019"]


def test_a_site_has_its_own_lock(qtbot: QtBot, make_panel: MakePanel, admin: Actor) -> None:
    panel = make_panel(admin)
    form = open_form(qtbot, panel, SettingField.LOCK_DAYS)
    assert form.title.text() == "Délai de saisie · Sénou"
    number = find(form, QLineEdit, "setting_number")
    number.selectAll()
    qtbot.keyClicks(number, "10")
    put(qtbot, form)
    assert shown(panel, SettingField.LOCK_DAYS)[0] == "10 jours"


def test_the_form_of_case_numbers_is_tried_before_it_holds(
    qtbot: QtBot, make_panel: MakePanel, director: Actor
) -> None:
    panel = make_panel(director)
    form = open_form(qtbot, panel, SettingField.CASE_PATTERN)
    assert find(form, QPlainTextEdit, "setting_examples").toPlainText() == "ML10-2019-000007"
    pattern = find(form, QLineEdit, "setting_pattern")
    type_text(pattern, "ML20-[0-9]+")
    put(qtbot, form)
    assert "ML10-2019-000007 n’a pas cette forme" in form.refusals.text()
    pattern.clear()
    type_text(pattern, "ML10-[0-9]{4}-[0-9]{6}")
    put(qtbot, form)
    assert shown(panel, SettingField.CASE_PATTERN)[0] == "ML10-[0-9]{4}-[0-9]{6}"


def test_several_numbers_are_changed_together(qtbot: QtBot, make_panel: MakePanel, director: Actor) -> None:
    panel = make_panel(director)
    form = open_form(qtbot, panel, SettingField.MENTIONS)
    good = find(form, QLineEdit, "setting_good")
    good.selectAll()
    qtbot.keyClicks(good, "14,50")
    put(qtbot, form)
    assert "Bien 14,50" in shown(panel, SettingField.MENTIONS)[0]
    form = open_form(qtbot, panel, SettingField.VISIT_MONTHS)
    months = find(form, QLineEdit, "setting_months")
    months.clear()
    qtbot.keyClicks(months, "3 et 9")
    qtbot.mouseClick(form.verb, Left)
    assert "des mois en chiffres" in form.refusals.text()
    months.clear()
    qtbot.keyClicks(months, "3; 9")
    put(qtbot, form)
    assert shown(panel, SettingField.VISIT_MONTHS)[0] == "3, 9 mois"


def test_a_method_and_a_name_are_chosen(qtbot: QtBot, make_panel: MakePanel, director: Actor) -> None:
    panel = make_panel(director)
    form = open_form(qtbot, panel, SettingField.PARTIAL_MONTH)
    qtbot.keyClick(find(form, QComboBox, "setting_method"), Qt.Key.Key_Down)
    put(qtbot, form)
    assert shown(panel, SettingField.PARTIAL_MONTH)[0] == "demi-journées de la session dans le mois"
    form = open_form(qtbot, panel, SettingField.RECIPIENT)
    name = find(form, QLineEdit, "setting_recipient")
    name.clear()
    type_text(name, "OIM Bamako, bureau de réintégration")
    put(qtbot, form)
    assert shown(panel, SettingField.RECIPIENT)[0] == "OIM Bamako, bureau de réintégration"


def test_who_may_not_is_told_who_may(
    qtbot: QtBot, make_panel: MakePanel, admin: Actor, secretary: Actor
) -> None:
    panel = make_panel(admin)
    click_row(qtbot, panel, SettingField.DAYS_A_MONTH)
    qtbot.mouseClick(find(panel, QPushButton, "setting_change"), Left)
    assert panel.refusals.text().startswith("Le directeur fixe cela")
    reader = make_panel(secretary)
    assert find(reader, QPushButton, "setting_change").isHidden()
    click_row(qtbot, reader, AlertKind.ABSENCES)
    qtbot.keyClick(reader.table, Qt.Key.Key_Return)
    assert "Le directeur ou l’administrateur" in reader.refusals.text()
    assert unnamed(reader) == []


def test_every_number_has_words_in_both_languages(make_panel: MakePanel, director: Actor, desk_store: Store) -> None:
    make_panel(director)
    moment = datetime(2019, 11, 11, tzinfo=UTC)
    for row in setting_rows(desk_store):
        for language in ("fr", "en"):
            words = catalogue(language)
            assert explain(row, words)
            assert say_value(row, row.usual, words)
        assert isinstance(row, SettingRow)
        assert row.set_at is None or row.set_at >= moment
