"""The month's report by clicks, within its five acts: open, close, agree, export, agree; nothing typed again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from centre_desk.actions.claim import approve_claims, prepare_claims, submit_claims
from centre_desk.actions.monthly_return import close_month
from centre_desk.queries.monthly_return.history import closed_months
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.monthly_return import IomAnswer
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.monthly_return.closed_panel import ClosedMonthsPanel
from centre_desk.views.monthly_return.panel import ReportPanel
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.runner import Runner
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders_claim import DECEMBER, MONTH, build_month
from tests.views.claim_hands import agree, click, context_of, dialog, settled
from tests.views.hands import find, type_text, unnamed


@pytest.fixture
def window(qtbot: QtBot, desk_store: Store, fr: Catalogue, runner: Runner, director: Actor) -> Iterator[MainWindow]:
    made = MainWindow(context_of(desk_store, fr, runner, director))
    made.resize(1024, 728)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not runner.busy(), timeout=20_000)
    made.retire()


def claim(store: Store, secretary: Actor, director: Actor) -> None:
    run = prepare_claims(store, month=MONTH, by=secretary, at=DECEMBER).id
    submit_claims(store, run_id=run, by=secretary, at=DECEMBER)
    approve_claims(store, run_id=run, by=director, at=DECEMBER)


def report(qtbot: QtBot, window: MainWindow) -> ReportPanel:
    window.show_screen(Screen.REPORT)
    panel = window.panel()
    assert isinstance(panel, ReportPanel)
    settled(qtbot, panel)
    return panel


def test_the_report_within_five_acts(
    qtbot: QtBot, window: MainWindow, desk_store: Store, secretary: Actor, director: Actor, tmp_path: Path
) -> None:
    build_month(desk_store, 3)
    claim(desk_store, secretary, director)
    panel = report(qtbot, window)  # 1
    assert panel.month.value() == MONTH
    click(qtbot, panel, "report_next")  # 2
    agree(qtbot, dialog(qtbot, panel, "close_month"))  # 3
    settled(qtbot, panel)
    qtbot.waitUntil(lambda: panel.next.text() == "Exporter…")
    click(qtbot, panel, "report_next")  # 4
    shown = dialog(qtbot, panel, "export_return")
    find(shown, QLineEdit, "export_folder").setText(str(tmp_path))  # where the tests may write
    agree(qtbot, shown)  # 5
    settled(qtbot, panel)
    assert [path.name for path in tmp_path.glob("*.zip")] == ["CFP-SENOU-2019-11-v1.zip"]
    assert "CFP-SENOU-2019-11-v1.zip" in find(panel, QLabel, "report_told").text()


def test_what_blocks_is_shown_with_its_way_out(qtbot: QtBot, window: MainWindow, desk_store: Store) -> None:
    build_month(desk_store, 2)
    panel = report(qtbot, window)
    table = find(panel, DataTable, "report_checks")
    assert [row.finding.code for row in table.rows()][:1] == ["monthly_return.claims_missing"]
    with qtbot.waitSignal(panel.navigate) as asked:
        table.linked.emit(table.rows()[0], "put_right")
    assert asked.args[0] is Room.CLAIM
    click(qtbot, panel, "report_next")
    shown = dialog(qtbot, panel, "close_month")
    shown.verb.click()
    qtbot.waitUntil(lambda: "bloquent la clôture" in shown.refusals.text(), timeout=10_000)
    shown.reject()
    assert unnamed(panel) == []


def test_sent_answered_and_reopened(
    qtbot: QtBot, window: MainWindow, desk_store: Store, secretary: Actor, director: Actor
) -> None:
    build_month(desk_store, 2)
    claim(desk_store, secretary, director)
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    window.open_tab(Screen.REPORT, "closed_months")
    panel = window.panel()
    assert isinstance(panel, ClosedMonthsPanel)
    panel.reopen.click()
    shown = dialog(qtbot, panel, "month_reason")
    type_text(shown.reason, "Erreur")
    shown.verb.click()
    settled(qtbot, panel)
    assert closed_months(desk_store)[0].state is MonthState.OPEN
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    panel.load()
    find(panel, DataTable, "closed_months").selectRow(0)
    panel.sent.click()
    agree(qtbot, dialog(qtbot, panel, "mark_sent"))
    settled(qtbot, panel)
    panel.answer.click()
    shown = dialog(qtbot, panel, "record_answer")
    find(shown, ChoiceField, "answer").set_value(IomAnswer.ACCEPTED)
    agree(qtbot, shown)
    settled(qtbot, panel)
    newest = closed_months(desk_store)[0]
    assert (newest.version, newest.state, newest.answer) == (2, MonthState.SENT, IomAnswer.ACCEPTED)
    assert unnamed(panel) == []
