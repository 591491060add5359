"""An import by clicks and keys where it is not plain: known people, odd columns, hidden sheets, lines to save."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.actions.referral import register_referral
from centre_desk.actions.register import correct_person
from centre_desk.papers.referral.reading import ReferralList
from centre_desk.queries.referral import read_file, referral_rows
from centre_desk.queries.register import people_count, person_sheet
from centre_desk.rules.referral import LineFate, Route
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import PersonFacts
from centre_desk.views.parts.context import Context
from centre_desk.views.referral.columns_dialog import ColumnsDialog
from centre_desk.views.referral.import_dialog import FIX, IMPORT, PREVIEW, ImportDialog
from centre_desk.views.referral.left_dialog import LeftDialog
from centre_desk.views.referral.panel import ReferralsPanel
from tests.views.hands import find, type_path, type_text, unnamed
from tests.views.referral.importing import FILES, LEFT, click, dialog, opened, press, settle, shown_panel

OFFICE = FILES / "orientations_2019-09_office.xlsx"
HEAD = "Nom et prénom;Sexe;Né(e) le;Dossier;Téléphone;Orientation;Filière demandée;Accord;Date d'orientation"
AWA = PersonFacts(family_name="Diarra", given_names="Awa", sex=Sex.FEMALE, birth=Birth(1990), phone="66000001")


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> ReferralsPanel:
    return shown_panel(qtbot, context)


def save(path: Path, *lines: str, head: str = HEAD) -> Path:
    path.write_text("\n".join((head, *lines)) + "\n", "utf-8")
    return path


def line(
    name: str = "DIARRA Awa", number: str = "ML1", phone: str = "66000001", trade: str = "couture", **more: str
) -> str:
    day, born = more.get("day", "01/09/2019"), more.get("born", "1990")
    return f"{name};F;{born};{number};{phone};formation;{trade};Oui;{day}"


def enter_by_hand(panel: ReferralsPanel, on: date = date(2019, 9, 1), facts: PersonFacts = AWA) -> int:
    context = panel.context
    referral = ReferralFacts(on, Route.TRAINING)
    register_referral(context.store, person=facts, referral=referral, by=context.actor(), at=context.now())
    return referral_rows(context.store)[0].person_id


def bring(qtbot: QtBot, panel: ReferralsPanel, path: Path) -> None:
    """Import a list without doubts."""
    form = opened(qtbot, panel, path)
    click(qtbot, panel, form.verb)
    assert form.pages.currentIndex() == IMPORT, form.verb.text()
    click(qtbot, panel, form.verb)


def map_columns(qtbot: QtBot, panel: ReferralsPanel, form: ImportDialog, meanings: dict[int, str]) -> ColumnsDialog:
    """Say what the columns of a file mean, in the dialog that is open."""
    columns = next(one for one in form.findChildren(ColumnsDialog) if one.isVisible())
    for number, meaning in meanings.items():
        box = find(columns, QComboBox, f"column_{number}")
        box.setCurrentIndex(box.findText(meaning))
    qtbot.mouseClick(columns.verb, LEFT)
    settle(qtbot, panel)
    settle(qtbot, panel)
    return columns


def test_each_change_is_shown_with_its_name_before_it_happens(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    bring(qtbot, panel, save(tmp_path / "a.csv", line()))
    form = opened(qtbot, panel, save(tmp_path / "b.csv", line(phone="77000002", trade="soudure")))
    assert form.preview.chosen.text() == "Choisissez une ligne pour voir tout ce qui en est dit."
    form.preview.table.selectRow(0)
    said = form.preview.chosen.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said.splitlines() == [
        "Ligne 2 : DIARRA Awa · À modifier",
        "Téléphone : 66 00 00 01 → 77 00 00 02",
        "Formation souhaitée : Coupe et couture → Soudure / construction métallique",
    ]
    remark = form.preview.table.model().index(0, form.preview.table.model().columnCount() - 1).data()
    assert "77 00 00 02" in remark
    assert unnamed(form) == []


def test_a_second_referral_says_that_the_person_is_known(qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path) -> None:
    bring(qtbot, panel, save(tmp_path / "a.csv", line()))
    form = opened(qtbot, panel, save(tmp_path / "b.csv", line(phone="77000002", day="01/10/2019")))
    click(qtbot, panel, form.verb)
    press(qtbot, panel, "answer_accept")
    click(qtbot, panel, form.previous)
    form.preview.table.selectRow(0)
    said = form.preview.chosen.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said.splitlines() == [
        "Ligne 2 : DIARRA Awa · À ajouter",
        "Déjà au registre : une seconde orientation.",
        "Téléphone : 66 00 00 01 → 77 00 00 02",
    ]


def test_a_likely_person_is_shown_with_a_score_and_completed_by_one_answer(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    person = enter_by_hand(panel)
    form = opened(qtbot, panel, save(tmp_path / "a.csv", line(phone="77000002")))
    click(qtbot, panel, form.verb)
    card = form.fixing.card
    assert "DIARRA Awa".casefold() in card.title.text().casefold()
    said = card.changes.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Awa Diarra : 75/100, même nom, naissance presque identique"
    press(qtbot, panel, f"answer_same_{person}")
    assert "du centre" in card.changes.text()
    press(qtbot, panel, "answer_keep")
    assert "reste" in card.changes.text()
    click(qtbot, panel, form.verb)
    facts = person_sheet(panel.context.store, person).facts
    assert (facts.case_number, facts.phone) == ("ML1", "+22366000001")
    assert "1 ligne lue = 0 ajoutée + 1 modifiée + 0 inchangée + 0 refusée + 0 non décidée + 0 écartée" in (
        form.outcome.sentence()
    )


def test_a_call_by_telephone_is_joined_by_its_button(qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path) -> None:
    enter_by_hand(panel, on=date(2019, 8, 28), facts=replace(AWA, case_number="ML1"))
    (row,) = referral_rows(panel.context.store)
    form = opened(qtbot, panel, save(tmp_path / "a.csv", line()))
    click(qtbot, panel, form.verb)
    button = find(form.fixing.card, QPushButton, f"answer_join_{row.id}")
    assert button.text() == "C’est l’orientation du 28/08/2019"
    assert form.fixing.table.hasFocus()
    for _ in range(12):
        if not button.hasFocus():
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert button.hasFocus(), "Tab leads from the list to the answers"
    qtbot.keyClick(button, Qt.Key.Key_Return)
    settle(qtbot, panel)
    click(qtbot, panel, form.verb)
    assert len(referral_rows(panel.context.store)) == 1
    assert form.work.plan.lines[0].fate is LineFate.CHANGED


def test_two_lines_of_one_person_may_be_said_to_be_one(qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", line(), line(number="ML2", phone="77000002"))
    form = opened(qtbot, panel, path)
    click(qtbot, panel, form.verb)
    names = [b.objectName() for b in form.fixing.card.findChildren(QPushButton) if b.isVisible()]
    assert names == ["answer_skip", "answer_same_line_2", "answer_new"]
    press(qtbot, panel, "answer_same_line_2")
    assert "ML1 → ML2" in form.fixing.card.changes.text()
    press(qtbot, panel, "answer_keep")
    click(qtbot, panel, form.verb)
    (row,) = referral_rows(panel.context.store)
    assert (row.case_number, row.phone) == ("ML1", "+22377000002")


def test_one_answer_settles_the_lines_alike_where_that_makes_sense(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    lines = [line(f"{family} Awa", f"ML{n}", f"6600000{n}", trade) for n, (family, trade) in enumerate(
        (("KONÉ", "Pêche"), ("TOURÉ", "pêche"), ("SISSOKO", "Pêche"), ("TALL", "Danse")), start=1)]  # fmt: skip
    form = opened(qtbot, panel, save(tmp_path / "a.csv", *lines))
    click(qtbot, panel, form.verb)
    many = find(form.fixing.card, QCheckBox, "answer_all")
    assert many.text() == "et répondre de même pour les 2 autres lignes"
    qtbot.mouseClick(many, LEFT)
    trades = find(form.fixing.card, QComboBox, "answer_choice")
    assert trades.isVisible()
    trades.setCurrentIndex(next(n for n in range(trades.count()) if trades.itemText(n).startswith("Soudure")))
    trades.activated.emit(trades.currentIndex())
    settle(qtbot, panel)
    assert [one.facts.training_code for one in form.work.plan.lines] == ["SOUD", "SOUD", "SOUD", ""]
    assert form.work.doubtful == 1


def test_an_answer_about_one_person_is_not_offered_for_many(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    enter_by_hand(panel)
    enter_by_hand(panel, facts=replace(AWA, family_name="Touré", phone="66000002"))
    lines = (line(), line("TOURÉ Awa", "ML2", "66000002"))
    form = opened(qtbot, panel, save(tmp_path / "a.csv", *lines))
    click(qtbot, panel, form.verb)
    card = form.fixing.card
    assert find(card, QPushButton, "answer_same_1").isVisible()
    qtbot.mouseClick(find(card, QCheckBox, "answer_all"), LEFT)
    assert [b.objectName() for b in card.findChildren(QPushButton) if b.isVisible()] == ["answer_new", "answer_skip"]
    press(qtbot, panel, "answer_new")
    assert form.work.plan.counts()[LineFate.NEW] == 2


@pytest.mark.parametrize("then", ["import", "cancel"])
def test_columns_that_are_not_known_are_mapped_once_whatever_becomes_of_the_file(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path, then: str
) -> None:
    head = "Personne;Genre;Truc"
    form = opened(qtbot, panel, save(tmp_path / "a.csv", "DIARRA Awa;F;couture", head=head))
    assert "Aucune liste de personnes" in form.refusals.text()
    assert form.verb.text() == "Préciser les colonnes…"
    qtbot.mouseClick(form.verb, LEFT)
    columns = map_columns(qtbot, panel, form, {1: "Sexe"})
    assert "Dites quelle colonne contient le nom" in columns.refusals.text()
    map_columns(qtbot, panel, form, {0: "Nom et prénoms", 2: "Formation souhaitée"})
    assert form.refusals.text() == ""
    assert [one.facts.name.family for one in form.work.plan.lines] == ["Diarra"]
    if then == "import":
        type_text(form.preview.date, "01/09/2019")
        qtbot.keyClick(form.preview.date, Qt.Key.Key_Return)
        settle(qtbot, panel)
    qtbot.mouseClick(form.dismiss, LEFT)
    again = read_file(panel.context.store, save(tmp_path / "b.csv", "KONÉ Awa;F;soudure", head=head))
    assert len(again.lines) == 1


def test_a_typed_date_stays_when_the_columns_are_settled_and_in_the_lines_saved(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    head = "Nom et prénom;Sexe;Truc;Dossier;Né(e) le;Orientation;Accord"
    path = save(
        tmp_path / "a.csv", "DIARRA Awa;F;couture;ML1;1990;formation;oui", "KONÉ Awa;?;couture;ML2;1990;formation;oui",
        head=head,
    )  # fmt: skip
    form = opened(qtbot, panel, path)
    type_text(form.preview.date, "01/09/2019")
    qtbot.keyClick(form.preview.date, Qt.Key.Key_Return)
    settle(qtbot, panel)
    qtbot.mouseClick(form.preview.columns, LEFT)
    map_columns(qtbot, panel, form, {2: "Formation souhaitée"})
    assert [one.fate for one in form.work.plan.lines] == [LineFate.NEW, LineFate.QUESTION]
    click(qtbot, panel, form.verb)
    saved = tmp_path / "left.xlsx"
    click(qtbot, panel, form.keep)
    type_path(qtbot, form, "save_as", saved)
    settle(qtbot, panel)
    assert "1 ligne est enregistrée dans left.xlsx" in form.said.text()
    assert people_count(panel.context.store) == 0, "saving imports nothing"
    again: ReferralList = read_file(panel.context.store, saved)
    assert again.referred_on == date(2019, 9, 1)
    assert [c.field and c.field.value for c in again.columns][2] == "training", "the mapping holds there too"
    click(qtbot, panel, form.verb)
    (row,) = referral_rows(panel.context.store)
    assert row.received_on == date(2019, 9, 1)


def test_lines_that_are_all_doubtful_can_be_saved(qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path) -> None:
    form = opened(qtbot, panel, save(tmp_path / "a.csv", line("", "ML1"), line("", "ML2")))
    click(qtbot, panel, form.verb)
    assert (form.pages.currentIndex(), form.verb.text()) == (FIX, "Enregistrer les lignes non prises…")
    click(qtbot, panel, form.verb)
    saved = tmp_path / "left.xlsx"
    type_path(qtbot, form, "save_as", saved)
    settle(qtbot, panel)
    rows = [row for row in openpyxl.load_workbook(saved).active.iter_rows(values_only=True) if row[-1]]
    assert rows[0][-1] == "Motif du refus"
    assert len(rows) == 3
    assert form.verb.text() == "Fermer"
    click(qtbot, panel, form.verb)
    assert not form.isVisible()


def test_rows_and_hidden_sheets_are_all_told_and_read_where_the_user_wants(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    shown, hidden, notes = book.active, book.create_sheet("Vieux"), book.create_sheet("Notes")
    head = HEAD.split(";")
    for sheet, number in ((shown, 1), (hidden, 2)):
        sheet.append(head)
        sheet.append(line(f"{'KONÉ' if number == 1 else 'TALL'} Awa", f"ML{number}", f"6600000{number}").split(";"))
    for number in range(12):
        shown.append([f"NB : remarque {number}"])
    shown.append(["Le Chef Diarra"])
    notes.append(["Lisez-moi"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    form = opened(qtbot, panel, path)
    assert form.preview.left.text() == "15 rangées ou feuilles hors liste…"
    assert "La feuille masquée Vieux contient 1 personne" in form.preview.about.text()
    for wanted in ("Vieux", "Sheet!15"):
        click(qtbot, panel, form.preview.left)
        left = next(one for one in form.findChildren(LeftDialog) if one.isVisible())
        assert unnamed(left) == []
        left.table.select_where(lambda item, wanted=wanted: item.place == wanted)
        qtbot.mouseClick(left.verb, LEFT)
        settle(qtbot, panel)
    assert [one.place for one in form.work.plan.lines] == ["Sheet!2", "Sheet!15", "Vieux!2"]
    assert form.preview.left.text() == "13 rangées ou feuilles hors liste…"
    click(qtbot, panel, form.preview.left)
    left = next(one for one in form.findChildren(LeftDialog) if one.isVisible())
    left.table.select_where(lambda item: item.place == "Notes")
    qtbot.mouseClick(left.verb, LEFT)
    assert "Il n’y a pas de liste sur Notes." in left.refusals.text()


def test_another_file_forgets_what_was_said_of_the_first(qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path) -> None:
    form = opened(qtbot, panel, save(tmp_path / "a.csv", line(), line("TALL Awa", "", "66000002")))
    click(qtbot, panel, form.verb)
    press(qtbot, panel, "answer_skip")
    others = (line("KONÉ Binta", "ML8", "66000008"), line("TOURÉ Hawa", "ML9", "66000009"))
    form.open_file(save(tmp_path / "b.csv", *others))
    settle(qtbot, panel)
    assert [one.fate for one in form.work.plan.lines] == [LineFate.NEW, LineFate.NEW]
    assert (form.pages.currentIndex(), dialog(panel)) == (PREVIEW, form)


def test_what_the_centre_corrected_is_asked_with_its_values(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    bring(qtbot, panel, save(tmp_path / "a.csv", line()))
    context = panel.context
    facts = replace(person_sheet(context.store, 1).facts, birth=Birth(1991))
    correct_person(context.store, person_id=1, facts=facts, by=context.actor(), at=context.now())
    form = opened(qtbot, panel, save(tmp_path / "b.csv", line(born="1992")))
    click(qtbot, panel, form.verb)
    said = form.fixing.card.changes.text().replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Date de naissance : vers 1991 (du centre) → vers 1992"
    assert find(form.fixing.card, QLineEdit, "answer_text").isHidden()
    press(qtbot, panel, "answer_accept")
    click(qtbot, panel, form.verb)
    assert person_sheet(context.store, 1).facts.birth == Birth(1992)


def test_answers_are_not_dropped_without_a_question(qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path) -> None:
    people = (line(), line("TALL Modibo", "ML2", "66000002", born="1980"))
    form = opened(qtbot, panel, save(tmp_path / "a.csv", *(one.replace(";Oui;", ";;") for one in people)))
    click(qtbot, panel, form.verb)
    press(qtbot, panel, "answer_accept")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(qtbot, panel)
    assert form.work.doubtful == 1, "a second Enter answers nothing"
    for leave in (lambda: qtbot.keyClick(form.fixing.table, Qt.Key.Key_Escape), form.dismiss.click):
        leave()
        asked = next(one for one in form.findChildren(QDialog) if one.isVisible())
        assert "1 réponse" in find(asked, QLabel, "question").text()
        qtbot.mouseClick(find(asked, QPushButton, "dialog_cancel"), LEFT)
        assert form.isVisible()
    form.dismiss.click()
    asked = next(one for one in form.findChildren(QDialog) if one.isVisible())
    qtbot.mouseClick(find(asked, QPushButton, "dialog_verb"), LEFT)
    assert not form.isVisible()
