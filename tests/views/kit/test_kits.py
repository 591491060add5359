"""Kits and visits by clicks: a kit handed over, the list adopted, a visit recorded."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.actions.kit import adopt_kit_list, adopt_reference_kits
from centre_desk.queries.follow_up import visit_rows
from centre_desk.queries.kit import kit_list_rows, kit_rows
from centre_desk.rules.desk import Actor
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.kit import KitListState, KitReason
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.follow_up.panel import FollowUpPanel
from centre_desk.views.kit.lists_panel import KitListsPanel
from centre_desk.views.kit.panel import KitsPanel
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.runner import Runner
from tests.builders_claim import DECEMBER, build_month, certify
from tests.views.claim_hands import LEFT as LEFT_BUTTON
from tests.views.claim_hands import agree, click, context_of, dialog, settled
from tests.views.hands import find, unnamed


@pytest.fixture
def certified(desk_store: Store, director: Actor) -> Store:
    built = build_month(desk_store, 2)
    certify(desk_store, built, 1)
    certify(desk_store, built, 2, trade="COUT")
    adopt_reference_kits(desk_store, by=director, at=DECEMBER)
    masonry = next(row for row in kit_list_rows(desk_store) if row.trade_code == "MACO")
    adopt_kit_list(desk_store, list_id=masonry.id, by=director, at=DECEMBER)
    return desk_store


@pytest.fixture
def kits(qtbot: QtBot, certified: Store, fr: Catalogue, runner: Runner, secretary: Actor) -> Iterator[KitsPanel]:
    panel = KitsPanel(context_of(certified, fr, runner, secretary))
    qtbot.addWidget(panel)
    panel.resize(800, 600)
    panel.show()
    panel.load()
    yield panel
    settled(qtbot, panel)


def test_a_kit_is_handed_over_in_two_acts(qtbot: QtBot, kits: KitsPanel, certified: Store) -> None:
    click(qtbot, kits, "kit_hand_over")
    agree(qtbot, dialog(qtbot, kits, "hand_over"))
    settled(qtbot, kits)
    kits.load()
    assert {row.person_id: row.reason for row in kit_rows(certified)} == {
        1: KitReason.HANDED_OVER,
        2: KitReason.NO_LIST,
    }
    qtbot.mouseClick(find(kits, QPushButton, "kits_which_2"), LEFT_BUTTON)
    assert [row.record for row in find(kits, DataTable, "kits").rows()] == ["KIT-2019-0001"]


def test_the_reason_why_not_is_told(qtbot: QtBot, kits: KitsPanel) -> None:
    qtbot.mouseClick(find(kits, QPushButton, "kits_which_1"), LEFT_BUTTON)
    rows = find(kits, DataTable, "kits").rows()
    assert [(row.person_id, row.reason) for row in rows] == [(2, KitReason.NO_LIST)]
    kits.give.click()
    agree_refused = dialog(qtbot, kits, "hand_over")
    qtbot.mouseClick(find(agree_refused, QPushButton, "dialog_verb"), LEFT_BUTTON)
    settled(qtbot, kits)
    qtbot.waitUntil(lambda: "Aucune liste de kit" in agree_refused.refusals.text())
    agree_refused.reject()


def test_a_list_is_adopted(qtbot: QtBot, certified: Store, fr: Catalogue, runner: Runner, director: Actor) -> None:
    panel = KitListsPanel(context_of(certified, fr, runner, director))
    qtbot.addWidget(panel)
    panel.show()
    panel.load()
    table = find(panel, DataTable, "kit_lists")
    table.select_where(lambda row: row.trade_code == "COUT")
    assert len(find(panel, DataTable, "kit_items").rows()) == 5
    click(qtbot, panel, "kit_list_adopt")
    settled(qtbot, panel)
    states = {row.trade_code: row.state for row in kit_list_rows(certified)}
    assert states["COUT"] is KitListState.ADOPTED
    assert unnamed(panel) == []


def test_a_visit_is_recorded(qtbot: QtBot, certified: Store, fr: Catalogue, runner: Runner, secretary: Actor) -> None:
    context = context_of(certified, fr, runner, secretary)
    context._clock = lambda: DECEMBER.replace(year=2020, month=3)
    panel = FollowUpPanel(context)
    qtbot.addWidget(panel)
    panel.show()
    panel.load()
    assert len(find(panel, DataTable, "visits_due").rows()) == 2
    click(qtbot, panel, "visit_record")
    shown = dialog(qtbot, panel, "visit")
    find(shown, ChoiceField, "visit_outcome").set_value(Outcome.EMPLOYED)
    agree(qtbot, shown)
    settled(qtbot, panel)
    assert [row.outcome for row in visit_rows(certified)] == [Outcome.EMPLOYED]
    assert unnamed(panel) == []
