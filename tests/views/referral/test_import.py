"""The four steps of an import by keys and clicks, and what they may cost."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from centre_desk.actions.referral import import_referrals
from centre_desk.models.referral import ReferralMapping
from centre_desk.queries.referral import read_file, waiting_people
from centre_desk.queries.register import people_count
from centre_desk.rules.referral import LineFate
from centre_desk.views.parts.context import Context
from centre_desk.views.referral.columns_dialog import ColumnsDialog
from centre_desk.views.referral.import_dialog import FIX, IMPORT, PREVIEW
from centre_desk.views.referral.panel import ReferralsPanel
from tests.views.hands import find, type_text
from tests.views.referral.importing import FILES, LEFT, dialog, opened, settle, shown_panel

OFFICE, CSV = FILES / "orientations_2019-09_office.xlsx", FILES / "orientations_2019-10_excel_fr.csv"


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> ReferralsPanel:
    return shown_panel(qtbot, context)


def save_list(path: Path, people: int, *, doubtful: int = 0) -> Path:
    """Save a list of a layout of its own; the last ones have no case number."""
    lines = ["Nom et prénom;Sexe;Né(e) le;Dossier;Orientation;Filière demandée;Accord;Date d'orientation"]
    given = ["Awa", "Binta", "Coumba", "Djénéba", "Fanta", "Hawa", "Kadia", "Mariam", "Nana", "Oumou"]
    for n in range(people):
        number = "" if n >= people - doubtful else f"ML10-2019-{n:06d}"
        born = f"{n % 27 + 1:02d}/{n % 12 + 1:02d}/{1980 + n // 2}"
        lines.append(f"DIARRA {given[n % 10]};F;{born};{number};Formation;Soudure;Oui;01/09/2019")
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return path


class Counted:
    """Counts what the user does."""

    def __init__(self, qtbot: QtBot, panel: ReferralsPanel) -> None:
        self.actions = 0
        self._qtbot, self._panel = qtbot, panel

    def click(self, button: QPushButton) -> None:
        """One click."""
        self.actions += 1
        self._qtbot.mouseClick(button, LEFT)
        settle(self._qtbot, self._panel)

    def choose(self, path: Path) -> None:
        """One choice of a file."""
        self.actions += 1
        chooser = self._panel.findChild(QFileDialog, "import_chooser")
        chooser.fileSelected.emit(str(path))
        chooser.close()
        settle(self._qtbot, self._panel)

    def key(self, key: Qt.Key) -> None:
        """One key, wherever the cursor is."""
        self.actions += 1
        self._qtbot.keyClick(QApplication.focusWidget(), key)
        settle(self._qtbot, self._panel)


@pytest.mark.parametrize("doubtful", [0, 3])
def test_forty_referrals_of_a_known_layout_cost_five_actions_and_one_a_doubt(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path, doubtful: int
) -> None:
    before = save_list(tmp_path / "before.csv", 3)
    store, by, at = panel.context.store, panel.context.actor(), panel.context.now()
    import_referrals(store, referrals=read_file(store, before), mapping={}, by=by, at=at)
    path = save_list(tmp_path / "list.csv", 43, doubtful=doubtful)
    user = Counted(qtbot, panel)
    user.click(panel.bring)
    user.choose(path)
    form = dialog(panel)
    assert form.preview.sum.text().startswith("43 lignes lues = ")
    if doubtful:
        user.click(form.verb)
        for _ in range(doubtful):
            user.key(Qt.Key.Key_Return)  # an Enter too many answers nothing
            user.actions -= 1
            user.click(find(form.fixing.card, QPushButton, "answer_accept"))
    user.click(form.verb)
    assert form.pages.currentIndex() == IMPORT
    user.click(form.verb)
    assert not form.isVisible()
    assert people_count(store) == 43
    assert user.actions <= 5 + doubtful


def test_the_preview_says_the_sum_and_what_is_no_person(qtbot: QtBot, panel: ReferralsPanel) -> None:
    form = opened(qtbot, panel, OFFICE)
    assert form.pages.currentIndex() == PREVIEW
    assert form.preview.sum.text() == (
        "66 lignes lues = 54 à ajouter + 0 à modifier + 0 inchangée + 3 refusées + 9 à décider + 0 écartée"
    )
    assert "01/09/2019" in form.preview.about.text()
    assert form.preview.left.text() == "2 rangées ou feuilles hors liste…"
    assert (form.verb.text(), form.rest.text()) == ("Corriger 12 lignes", "Importer déjà 54 lignes")
    form.preview.shown.set_value(LineFate.REFUSED)
    assert [line.place for line in form.preview.table.rows()] == ["41", "61", "74"]
    assert people_count(panel.context.store) == 0


def test_every_doubt_is_settled_in_place(qtbot: QtBot, panel: ReferralsPanel) -> None:
    form = opened(qtbot, panel, OFFICE)
    qtbot.mouseClick(form.verb, LEFT)
    card = form.fixing.card

    def go(place: str) -> None:
        form.fixing.table.select_where(lambda line: line.place == place)

    def press(name: str) -> None:
        qtbot.mouseClick(find(card, QPushButton, name), LEFT)
        settle(qtbot, panel)

    go("20")
    find(card, QCheckBox, "answer_all").setChecked(True)
    press("answer_accept")
    assert {line.place for line in form.work.plan.of(LineFate.QUESTION)} == {"19", "44", "53", "73"}
    go("41")
    type_text(find(card, QLineEdit, "answer_text"), "DIARRA Oumar")
    qtbot.keyClick(find(card, QLineEdit, "answer_text"), Qt.Key.Key_Return)
    settle(qtbot, panel)
    go("53")
    trades = find(card, QComboBox, "answer_choice")
    type_text(trades, "Soudure")
    trades.activated.emit(trades.currentIndex())
    settle(qtbot, panel)
    go("61")
    find(card, QLineEdit, "answer_text").setText("03/02/1991")
    press("answer_put")
    go("73")
    shown = find(card, QLabel, "import_changes").text()
    assert "Ligne 24" in shown
    assert "ML10-2019-002018" in shown
    press("answer_same_line_24")
    assert find(card, QLabel, "import_doubt").text().startswith("F73"), "the cell of the number"
    go("73")
    press("answer_keep")
    go("73")
    press("answer_back")
    for place, name in (("73", "answer_new"), ("74", "answer_skip"), ("19", "answer_skip"), ("44", "answer_accept")):
        go(place)
        press(name)
    assert form.verb.text() == "Importer 64 lignes"
    go("19")
    press("answer_back")
    assert form.verb.text() == "Importer 64 lignes"
    go("19")
    press("answer_accept")
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert people_count(panel.context.store) == 65
    assert {row.trade for row in waiting_people(panel.context.store) if row.name == "TALL Modibo"} == {"SOUD"}


def test_the_lines_not_taken_are_saved_and_can_be_imported_again(
    qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path
) -> None:
    form = opened(qtbot, panel, OFFICE)
    qtbot.mouseClick(form.rest, LEFT)
    settle(qtbot, panel)
    assert form.pages.currentIndex() == IMPORT
    assert form.outcome.button.text() == "Enregistrer les lignes non prises…"
    path = tmp_path / "refused.xlsx"
    form.save_refused(str(path))
    settle(qtbot, panel)
    sheet = openpyxl.load_workbook(path).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[-1]]
    assert rows[0][-1] == "Motif du refus"
    assert len(rows) == 1 + 12
    source = [tuple(c.header for c in table.columns if c.header) for table in form.work.referrals.tables]
    assert rows[0][:-1] == source[0]
    assert all(row[0] for row in rows[1:]), "the running number is kept, though the import does not use it"
    again = read_file(panel.context.store, path)
    assert (len(again.lines), str(again.referred_on)) == (12, "2019-09-01")


def test_a_column_that_is_not_known_is_mapped_once(qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Nom et prénom;Sexe;Truc;Dossier\nDIARRA Awa;F;Soudure;ML1\n", "utf-8")
    form = opened(qtbot, panel, path)
    assert "Colonnes non utilisées\N{NO-BREAK SPACE}: Truc." in form.preview.about.text()
    qtbot.mouseClick(form.preview.columns, LEFT)
    columns = next(one for one in form.findChildren(ColumnsDialog) if one.isVisible())
    box = find(columns, QComboBox, "column_2")
    box.setCurrentIndex(box.findText("Formation souhaitée"))
    qtbot.mouseClick(columns.verb, LEFT)
    settle(qtbot, panel)
    assert form.preview.table.rows()[0].facts.training_code == "SOUD"
    assert form.focusWidget() is form.preview.date
    type_text(form.preview.date, "01/09/2019")
    qtbot.keyClick(form.preview.date, Qt.Key.Key_Return)
    settle(qtbot, panel)
    assert form.pages.currentIndex() == PREVIEW
    qtbot.mouseClick(form.verb, LEFT)
    card = form.fixing.card
    for _ in range(4):
        if card.picked.isVisible():
            card.picked.setCurrentIndex(1)
            card.picked.activated.emit(1)
        else:
            qtbot.mouseClick(find(card, QPushButton, "answer_accept"), LEFT)
        settle(qtbot, panel)
        if not form.work.doubtful:
            break
    qtbot.mouseClick(form.verb, LEFT)
    settle(qtbot, panel)
    assert people_count(panel.context.store) == 1
    with panel.context.store.read() as db:
        assert db.scalar(select(func.count(ReferralMapping.id))) == 1


def test_a_broken_file_is_one_sentence(qtbot: QtBot, panel: ReferralsPanel, tmp_path: Path) -> None:
    path = tmp_path / "liste.xlsx"
    path.write_bytes(OFFICE.read_bytes()[:5000])
    form = opened(qtbot, panel, path)
    assert form.refusals.text().startswith("Le fichier liste.xlsx est abîmé ou tronqué.")
    assert form.verb.text() == "Choisir un fichier…"


def test_a_file_dropped_on_the_panel_opens_its_import(qtbot: QtBot, panel: ReferralsPanel) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(CSV))])
    none = Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, none))
    settle(qtbot, panel)
    assert dialog(panel).preview.sum.text().startswith("50 lignes lues")


def test_importing_the_same_file_again_offers_nothing(qtbot: QtBot, panel: ReferralsPanel) -> None:
    store, by, at = panel.context.store, panel.context.actor(), panel.context.now()
    import_referrals(store, referrals=read_file(store, CSV), by=by, at=at)
    form = opened(qtbot, panel, CSV)
    assert "0 à ajouter + 0 à modifier + 40 inchangées" in form.preview.sum.text()
    assert not form.rest.isVisible()
    qtbot.mouseClick(form.verb, LEFT)
    assert form.pages.currentIndex() == FIX
    assert form.verb.text() == "Enregistrer les lignes non prises…", "ten lines are still open"
    assert form.dismiss.text() == "Fermer"
