"""The month's money by clicks and keys, within its budget: 6 acts of the secretary, 3 of the director."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.actions.claim import approve_claims, prepare_claims, submit_claims
from centre_desk.queries.claim.sheet import run_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.claim import LineFlag, LineKind, LineState, RunState
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.claim import panel as claim_panel
from centre_desk.views.claim.day_care_panel import DayCarePanel
from centre_desk.views.claim.panel import ClaimsPanel
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.stepper import Stepper
from centre_desk.views.runner import Runner
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders import build_child
from tests.builders_claim import DECEMBER, MONTH, build_month
from tests.views.claim_hands import LEFT, agree, click, context_of, dialog, settled
from tests.views.hands import find, type_text, unnamed

ABSENT = {(date(2019, 11, 4), HalfDay.MORNING): {2: MarkValue.ABSENT}}


class Desk:
    """A desk in December, seen by one user after the other; counts what each does."""

    def __init__(self, qtbot: QtBot, store: Store, words: Catalogue, runner: Runner) -> None:
        self.qtbot, self.store, self.words, self.runner = qtbot, store, words, runner
        self.acts = 0
        self.made: list[MainWindow] = []

    def open(self, actor: Actor) -> ClaimsPanel:
        """Sign in as somebody and go to the screen of the money: one act."""
        window = MainWindow(context_of(self.store, self.words, self.runner, actor))
        self.made.append(window)
        window.resize(1024, 728)
        window.show()
        self.acts = 1
        window.show_screen(Screen.CLAIMS)
        panel = window.panel()
        assert isinstance(panel, ClaimsPanel)
        return panel

    def click(self, panel: ClaimsPanel, name: str) -> None:
        """Click a button: one act."""
        self.acts += 1
        click(self.qtbot, panel, name)
        settled(self.qtbot, panel)

    def close(self) -> None:
        """Close every window."""
        for window in self.made:
            self.qtbot.waitUntil(lambda: not self.runner.busy())
            window.retire()


@pytest.fixture
def desk(qtbot: QtBot, desk_store: Store, fr: Catalogue, runner: Runner) -> Desk:
    made = Desk(qtbot, desk_store, fr, runner)
    yield made
    made.close()


def test_the_claims_of_100_people_within_the_budget(
    desk: Desk, secretary: Actor, director: Actor, cashier: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_month(desk.store, 100, exceptions=ABSENT)
    printed: list[str] = []
    monkeypatch.setattr(claim_panel, "open_paper", lambda content, name: printed.append(name))
    panel = desk.open(secretary)
    assert panel.next.text() == "Établir"
    desk.click(panel, "claims_next")
    assert panel.next.text() == "Transmettre"
    desk.click(panel, "claims_next")
    panel.slips.click()
    settled(desk.qtbot, panel)
    panel.paper.click()
    settled(desk.qtbot, panel)
    assert printed == ["bulletins-2019-11.pdf", "etat-de-paiement-2019-11.pdf"]
    assert desk.acts + 2 <= 6

    panel = desk.open(director)
    assert panel.next.text() == "Approuver"
    desk.click(panel, "claims_next")
    assert desk.acts <= 3
    assert run_sheet(desk.store, MONTH).state is RunState.APPROVED

    panel = desk.open(cashier)
    assert panel.next.text() == "Enregistrer le paiement"
    desk.click(panel, "claims_next")
    shown = dialog(desk.qtbot, panel, "pay")
    assert find(shown, QLabel, "pay_sum").text().startswith("200 lignes")
    agree(desk.qtbot, shown)
    sheet = run_sheet(desk.store, MONTH)
    assert (sheet.totals.left, sheet.totals.paid) == (0, sheet.totals.due)
    assert find(panel, Stepper, "claims_steps").current() == 4
    desk.click(panel, "claims_next")
    assert panel.refusals.text() == "Rien n’attend d’être payé ici."


def test_one_line_is_sent_back_with_two_more_acts(desk: Desk, secretary: Actor, director: Actor) -> None:
    build_month(desk.store, 3, exceptions=ABSENT)
    run = prepare_claims(desk.store, month=MONTH, by=secretary, at=DECEMBER).id
    submit_claims(desk.store, run_id=run, by=secretary, at=DECEMBER)
    panel = desk.open(director)
    table = find(panel, DataTable, "claims")
    table.select_where(lambda row: row.person_id == 2 and row.kind is LineKind.ALLOWANCE)
    before = desk.acts
    desk.click(panel, "line_send_back")
    shown = dialog(desk.qtbot, panel, "send_back_reason")
    type_text(find(shown, QPlainTextEdit, "reason"), "À vérifier")
    desk.qtbot.mouseClick(find(shown, QPushButton, "dialog_verb"), LEFT)
    desk.acts += 1
    settled(desk.qtbot, panel)
    assert desk.acts - before <= 2
    row = table.rows()[0]
    assert (row.state, row.note, row.flags) == (LineState.SENT_BACK, "À vérifier", (LineFlag.SENT_BACK,))
    desk.click(panel, "claims_next")
    assert run_sheet(desk.store, MONTH).count(LineState.APPROVED) == 5


def test_the_basis_stands_beside_the_line(desk: Desk, secretary: Actor) -> None:
    build_month(desk.store, 3, exceptions=ABSENT)
    prepare_claims(desk.store, month=MONTH, by=secretary, at=DECEMBER)
    panel = desk.open(secretary)
    table = find(panel, DataTable, "claims")
    table.select_where(lambda row: row.person_id == 2 and row.kind is LineKind.ALLOWANCE)
    said = find(panel, QLabel, "line_computation").text()
    assert said == "45\u202f000 × 35 / 36 demi-journées = 43\u202f750\u00a0F\u202fCFA"


def test_who_may_not_is_told_so(desk: Desk, secretary: Actor) -> None:
    build_month(desk.store, 2)
    run = prepare_claims(desk.store, month=MONTH, by=secretary, at=DECEMBER).id
    submit_claims(desk.store, run_id=run, by=secretary, at=DECEMBER)
    panel = desk.open(secretary)
    desk.click(panel, "claims_next")
    assert "Kadia" in panel.refusals.text()


def test_a_deduction_and_arrears_by_hand(desk: Desk, secretary: Actor) -> None:
    build_month(desk.store, 2)
    prepare_claims(desk.store, month=MONTH, by=secretary, at=DECEMBER)
    panel = desk.open(secretary)
    table = find(panel, DataTable, "claims")
    table.select_where(lambda row: row.person_id == 1 and row.kind is LineKind.ALLOWANCE)
    desk.click(panel, "line_deduct")
    shown = dialog(desk.qtbot, panel, "deduct")
    desk.qtbot.keyClicks(find(shown, QLineEdit, "deduct_amount"), "2 500")
    type_text(find(shown, QLineEdit, "deduct_reason"), "Avance")
    agree(desk.qtbot, shown)
    settled(desk.qtbot, panel)
    assert run_sheet(desk.store, MONTH).totals.deduction == 2_500


def test_narrow_windows_open_the_basis_by_enter(desk: Desk, secretary: Actor) -> None:
    build_month(desk.store, 1)
    prepare_claims(desk.store, month=MONTH, by=secretary, at=DECEMBER)
    panel = desk.open(secretary)
    desk.made[0].resize(683, 485)
    desk.qtbot.waitUntil(lambda: panel.basis.isHidden())
    table = find(panel, DataTable, "claims")
    table.setFocus()
    table.selectRow(0)
    desk.qtbot.keyClick(table, Qt.Key.Key_Return)
    shown = dialog(desk.qtbot, panel, "basis_dialog")
    assert "36" in find(shown, QLabel, "line_computation").text()
    shown.reject()


def test_children_are_placed_and_invoiced(desk: Desk, secretary: Actor) -> None:
    built = build_month(desk.store, 2)
    build_child(desk.store, 1, "Awa")
    desk.open(secretary)
    window = desk.made[0]
    window.open_tab(Screen.CLAIMS, "day_care")
    panel = window.panel()
    assert isinstance(panel, DayCarePanel)
    table = find(panel, DataTable, "children")
    table.opened.emit(table.rows()[0])
    agree(desk.qtbot, dialog(desk.qtbot, panel, "place_child"))
    settled(desk.qtbot, panel)
    assert table.rows()[0].provider == "Crèche Les Poussins"
    table.opened.emit(table.rows()[0])
    agree(desk.qtbot, dialog(desk.qtbot, panel, "day_care_invoice"))
    settled(desk.qtbot, panel)
    assert (table.rows()[0].invoiced, built.session_id) == (20, 1)


def test_everything_has_a_name(desk: Desk, secretary: Actor, director: Actor) -> None:
    build_month(desk.store, 2)
    run = prepare_claims(desk.store, month=MONTH, by=secretary, at=DECEMBER).id
    submit_claims(desk.store, run_id=run, by=secretary, at=DECEMBER)
    approve_claims(desk.store, run_id=run, by=director, at=DECEMBER)
    panel = desk.open(secretary)
    assert unnamed(panel) == []
