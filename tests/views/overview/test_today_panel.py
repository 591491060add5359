"""The first screen by keys and clicks: cards by role, links, and Enter that opens and never saves."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.rules.desk import Actor
from centre_desk.rules.overview.today import Part, Topic
from centre_desk.rules.room import Room
from centre_desk.store.digest import data_digest, row_counts
from centre_desk.store.opening import Store
from centre_desk.views.attendance.panel import AttendancePanel
from centre_desk.views.overview.today_panel import TodayPanel
from centre_desk.views.parts.pill import Pill
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders import build_centre, build_session
from tests.builders_overview import build_day
from tests.views.hands import find, unnamed

MakeWindow = Callable[[Actor], MainWindow]


def _today(qtbot: QtBot, window: MainWindow) -> TodayPanel:
    panel = window.panel()
    assert isinstance(panel, TodayPanel)
    qtbot.waitUntil(panel.whole, timeout=10_000)
    qtbot.wait(1)  # rows are put in sight by the next turn of the event loop
    return panel


def _words(panel: TodayPanel, part: Part) -> list[str]:
    card = panel.cards[part]
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_day_and_who_acts(qtbot: QtBot, make_window: MakeWindow, secretary: Actor) -> None:
    panel = _today(qtbot, make_window(secretary))
    assert panel.head.title.text().replace("\N{NO-BREAK SPACE}", " ") == "Lundi 11 novembre 2019"
    assert panel.who.text() == "Secrétaire · Kadia"


def test_an_empty_desk_says_so_in_words(qtbot: QtBot, make_window: MakeWindow, secretary: Actor) -> None:
    panel = _today(qtbot, make_window(secretary))
    assert "Premiers pas" in _words(panel, Part.ROLLS)
    assert "Rien à vérifier." in _words(panel, Part.CHECKS)
    assert "Aucune session n’a encore commencé." in _words(panel, Part.MONTH)
    assert "aucune copie n’a encore été faite" in _words(panel, Part.DESK)
    assert panel.topic() is Topic.BACK_UP


def test_a_new_desk_says_what_it_needs_first(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    window = make_window(secretary)
    panel = _today(qtbot, window)
    pills = [pill.text() for pill in panel.cards[Part.ROLLS].findChildren(Pill) if pill.isVisible()]
    assert pills == ["à faire"] * 7
    qtbot.mouseClick(find(panel, QPushButton, "first_referrals"), Qt.MouseButton.LeftButton)
    assert window.current_screen() is Screen.PEOPLE
    centre = build_centre(desk_store)
    window.show_screen(Screen.TODAY)
    panel.load()
    _today(qtbot, window)
    pills = [pill.text() for pill in panel.cards[Part.ROLLS].findChildren(Pill) if pill.isVisible()]
    assert pills == ["fait"] * 5 + ["à faire"] * 2
    build_session(desk_store, centre, code="S-1", name="Maçonnerie 1", trade="MACO", start=date(2019, 11, 6))
    panel.load()
    _today(qtbot, window)
    assert "Premiers pas" not in _words(panel, Part.ROLLS)


def test_the_four_cards_of_a_secretary(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    build_day(desk_store)
    panel = _today(qtbot, make_window(secretary))
    assert "1 sur 5 faits" in _words(panel, Part.ROLLS)
    assert "Soudure 1 · vendredi matin" in _words(panel, Part.ROLLS)
    assert "20 présents sur 22 · saisi à 08:00" in _words(panel, Part.ROLLS)
    assert "3 absences de suite · Maçonnerie 2" in _words(panel, Part.CHECKS)
    assert "2 jours facturés en trop (octobre)" in _words(panel, Part.CHECKS)
    assert "Allocations · octobre 2019" in _words(panel, Part.MONTH)
    pills = [pill.text() for pill in panel.cards[Part.ROLLS].findChildren(Pill) if pill.isVisible()]
    assert pills == ["en retard", "à saisir", "à saisir", "à saisir", "fait"]
    assert panel.next.text() == "Saisir l’appel suivant"
    assert unnamed(panel) == []


def test_enter_opens_the_next_roll(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    build_day(desk_store)
    window = make_window(secretary)
    _today(qtbot, window)
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Return)
    assert window.current_screen() is Screen.ROLL
    assert isinstance(window.panel(), AttendancePanel)


@pytest.mark.parametrize("who", ["secretary", "trainer", "director", "cashier", "viewer", "admin"])
def test_enter_twice_saves_nothing_whoever_presses_it(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, who: str, request: pytest.FixtureRequest
) -> None:
    build_day(desk_store)
    window = make_window(request.getfixturevalue(who))
    panel = _today(qtbot, window)
    before = _everything(desk_store)
    for _ in range(2):
        qtbot.keyClick(window.focusWidget() or panel, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.context.runner.busy(), timeout=10_000)
    assert _everything(desk_store) == before


def _everything(store: Store) -> tuple[str, dict[str, int]]:
    with store.read() as db:
        return data_digest(db), row_counts(db)


def test_a_link_opens_its_own_roll(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    build_day(desk_store)
    panel = _today(qtbot, make_window(secretary))
    links = [one for one in panel.cards[Part.ROLLS].findChildren(QPushButton) if one.objectName().startswith("roll_")]
    with qtbot.waitSignal(panel.navigate) as heard:
        qtbot.mouseClick(links[1], Qt.MouseButton.LeftButton)
    assert heard.args is not None
    assert heard.args == [Room.ATTENDANCE, -int(links[1].objectName().removeprefix("roll_"))]


@pytest.mark.parametrize(
    ("who", "topic", "parts"),
    [
        ("director", Topic.APPROVE_CLAIMS, [Part.MONTH, Part.ROLLS, Part.CHECKS, Part.DESK]),
        ("cashier", None, [Part.MONTH]),
        ("trainer", None, [Part.ROLLS, Part.CHECKS]),
        ("viewer", None, list(Part)),
        ("admin", None, [Part.MONTH, Part.DESK]),
    ],
)
def test_other_roles_find_their_own_work(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, request: pytest.FixtureRequest,
    who: str, topic: Topic | None, parts: list[Part],
) -> None:  # fmt: skip
    build_day(desk_store)
    panel = _today(qtbot, make_window(request.getfixturevalue(who)))
    assert panel.topic() is topic
    assert panel.next.isVisible() == (topic is not None)
    assert {part for part, card in panel.cards.items() if card.isVisible()} == set(parts)


def test_the_user_is_changed_from_here(qtbot: QtBot, make_window: MakeWindow, secretary: Actor) -> None:
    window = make_window(secretary)
    panel = _today(qtbot, window)
    with qtbot.waitSignal(window.wants_user):
        qtbot.mouseClick(panel.change_user, Qt.MouseButton.LeftButton)


def test_a_backup_by_click_is_read_again(qtbot: QtBot, make_window: MakeWindow, secretary: Actor) -> None:
    window = make_window(secretary)
    panel = _today(qtbot, window)
    qtbot.mouseClick(find(panel, QPushButton, "backup"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "bonne" in _pills(panel), timeout=10_000)
    assert panel.topic() is None


def _pills(panel: TodayPanel) -> list[str]:
    return [pill.text() for pill in panel.cards[Part.DESK].findChildren(Pill) if pill.isVisible()]


def test_nothing_is_cut_in_the_smallest_window(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    build_day(desk_store)
    window = make_window(secretary)
    window.resize(683, 485)  # 1024x728 at 150 %
    panel = _today(qtbot, window)
    buttons = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
    assert [one.objectName() for one in buttons if one.width() < one.sizeHint().width()] == []
    assert panel.head.title.width() >= panel.head.title.sizeHint().width()
    assert panel.page.horizontalScrollBar().maximum() == 0
