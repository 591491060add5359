"""Somebody accepts a training at another centre: letter, answer and the word to IOM, by clicks from the path on."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from centre_desk.actions.assessment import answer_offer, decide_test, make_offer
from centre_desk.queries.overview.events import place_of_step
from centre_desk.queries.overview.timeline import person_timeline
from centre_desk.rules.assessment import OfferAnswer, OfferKind, Verdict
from centre_desk.rules.desk import Actor
from centre_desk.rules.overview import NextStep
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.assessment import offers_panel
from centre_desk.views.assessment.offers_panel import OffersPanel
from centre_desk.views.overview.timeline_panel import TimelinePanel
from centre_desk.views.referral.panel import ReferralsPanel
from centre_desk.views.window.main import MainWindow
from tests.builders import build_centre
from tests.builders_results import KADIA, MONDAY, build_tests, key_sheets
from tests.views.hands import find, unnamed
from tests.views.path_hands import LEFT, Hands

MakeWindow = Callable[[Actor], MainWindow]
DAY = MONDAY.date()
KATI = "CFP de Kati"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The papers that were opened."""
    papers: list[bytes] = []

    def keep(content: bytes, name: str) -> Path:
        papers.append(content)
        return Path(name)

    monkeypatch.setattr(offers_panel, "open_paper", keep)
    return papers


def accepted(store: Store, answer: OfferAnswer = OfferAnswer.ACCEPTED) -> None:
    [test] = build_tests(store, build_centre(store), [("Moussa", "Traoré")])
    key_sheets(store, test, 1, 1)
    decide_test(store, test_id=test, verdict=Verdict.TRAINING_OFFERED, by=KADIA, at=MONDAY)
    offer = make_offer(
        store, test_id=test, kind=OfferKind.TRAINING, partner=KATI, made_on=DAY, by=KADIA, at=MONDAY
    ).id
    answer_offer(store, offer_id=offer, answer=answer, answered_on=DAY, reason="Trop loin", by=KADIA, at=MONDAY)


def test_from_the_path_to_the_letter_and_to_iom(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor, opened: list[bytes], tmp_path: Path
) -> None:
    accepted(desk_store)
    window = make_window(secretary)
    hands = Hands(qtbot, window)

    def next_step(words: str) -> None:
        """Read the step on the path, and let it lead to the offers, where the line is chosen."""
        window.go_to(Room.OVERVIEW, 1)
        path = hands.panel(TimelinePanel)
        assert path.step.text() == words
        qtbot.mouseClick(path.next, LEFT)
        line = hands.panel(OffersPanel).table.current_row()
        assert line is not None
        assert line.person_id == 1

    next_step("Écrire la lettre à l’autre centre")
    assert unnamed(hands.panel(OffersPanel)) == []
    hands.click("letter_next")
    form = hands.dialog("write_letter")
    assert unnamed(form) == []
    assert find(form, QLineEdit, "letter_centre").text() == KATI
    hands.fill(form, "letter_contact", "M. Diallo, +223 76 00 00 09")
    hands.fill(form, "letter_remarks", "Sait déjà lire un plan.")
    hands.submit(form)
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=10_000)  # the letter opens at once
    for step, what in (
        ("Envoyer la lettre à l’autre centre", "envoyée"),
        ("Noter la réponse de l’autre centre", "reçue là-bas"),
        ("Noter la réponse de l’autre centre", "accepté là-bas"),
    ):
        next_step(step)
        hands.click("letter_next")
        form = hands.dialog("move_letter")
        assert unnamed(form) == []
        hands.choose(form, "letter_what", what)
        hands.submit(form)
    next_step("Informer l’OIM de la réponse de l’autre centre")
    hands.click("letter_next")
    form = hands.dialog("move_letter")
    assert find(form, QComboBox, "letter_what").currentText() == "L’OIM est informée"  # what comes next is proposed
    hands.submit(form)
    window.go_to(Room.OVERVIEW, 1)
    path = hands.panel(TimelinePanel)
    assert path.step.text() == "Rien à faire"
    events = [str(path.events.events.index(row).data()).split("\n")[1] for row in range(6)]
    assert events[:5] == [
        "Vers un autre centre · L’OIM est informée",
        "Vers un autre centre · accepté là-bas",
        "Vers un autre centre · reçue là-bas",
        "Vers un autre centre · envoyée",
        "Vers un autre centre · écrite",
    ]
    window.go_to(Room.REFERRAL, 1)
    book = tmp_path / "answers.xlsx"
    hands.panel(ReferralsPanel).save_answers(str(book))
    hands.settle()
    rows = [row for row in openpyxl.load_workbook(book).active.iter_rows(values_only=True) if any(row)]
    assert rows[-1][-1] == f"{KATI} · LO-2019-0001 · accepté là-bas (11/11/2019)"


def test_enter_does_what_the_line_waits_for(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor, opened: list[bytes]
) -> None:
    accepted(desk_store)
    window = make_window(secretary)
    hands = Hands(qtbot, window)
    window.go_to(Room.ASSESSMENT, -1)
    panel = hands.panel(OffersPanel)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    hands.submit(hands.dialog("write_letter"))
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    panel.table.select_where(lambda line: line.person_id == 1)
    hands.click("letter_print")
    qtbot.waitUntil(lambda: len(opened) == 2, timeout=10_000)
    assert opened[0] == opened[1]


def test_who_declined_may_be_offered_something_else(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    accepted(desk_store, OfferAnswer.DECLINED)
    window = make_window(secretary)
    hands = Hands(qtbot, window)
    window.go_to(Room.ASSESSMENT, -1)  # nothing waits, so all offers are shown
    hands.click("offer_make")
    hands.submit(hands.dialog("make_offer"))
    timeline = person_timeline(desk_store, 1, DAY)
    assert timeline.next_step is NextStep.AWAIT_ANSWER
    assert place_of_step(timeline) == (Room.ASSESSMENT, -1)
