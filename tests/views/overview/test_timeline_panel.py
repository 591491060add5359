"""The path of a person by keys and clicks: from the list, to the next room, to the printed fiche."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.rules.desk import Actor
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.overview import timeline_panel
from centre_desk.views.overview.event_list import ICONS
from centre_desk.views.overview.timeline_panel import TimelinePanel
from centre_desk.views.register.panel import PeoplePanel
from centre_desk.views.window.main import MainWindow
from centre_desk.views.window.screens import Screen
from tests.builders_overview import build_day
from tests.views.hands import find, unnamed

MakeWindow = Callable[[Actor], MainWindow]


def _path(window: MainWindow, person_id: int) -> TimelinePanel:
    window.go_to(Room.OVERVIEW, person_id)
    panel = window.panel()
    assert isinstance(panel, TimelinePanel)
    return panel


def test_the_path_says_who_what_and_the_next_step(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    built = build_day(desk_store)
    panel = _path(make_window(secretary), built.masons[4])
    assert panel.head.title.text() == "DEMBÉLÉ Mariam"
    assert panel.head.title.isVisible()
    assert panel.step.text() == "Suit une formation"
    shown = [panel.events.events.index(row).data() for row in range(panel.events.events.rowCount())]
    assert shown == [
        "06/11/2019\nInscription · Maçonnerie 2\n"
        "assiduité à ce jour 0\u202f% (0 demi-journées sur 3), du prévu 0\u202f%",
        "04/11/2019\nOrientation\nFormation · En attente",
    ]
    assert unnamed(panel) == []
    with qtbot.waitSignal(panel.navigate) as heard:
        qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton)
    assert heard.args == [Room.COURSE, built.sessions[0]]


def test_enter_opens_the_room_of_an_event(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    built = build_day(desk_store)
    panel = _path(make_window(secretary), built.masons[0])
    panel.events.setCurrentIndex(panel.events.events.index(0))
    with qtbot.waitSignal(panel.navigate) as heard:
        qtbot.keyClick(panel.events, Qt.Key.Key_Return)
    assert heard.args == [Room.COURSE, built.sessions[0]]


def test_the_tab_shows_who_was_picked_in_the_list(
    make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    built = build_day(desk_store)
    window = make_window(secretary)
    window.show_screen(Screen.PEOPLE)
    people = window.panel()
    assert isinstance(people, PeoplePanel)
    window.open_tab(Screen.PEOPLE, "timeline")
    empty = window.panel()
    assert isinstance(empty, TimelinePanel)
    assert empty.empty.isVisible()
    for person in built.masons[:2]:
        window.open_tab(Screen.PEOPLE, "people")
        people.open_item(person)
        window.open_tab(Screen.PEOPLE, "timeline")
        shown = empty.timeline()
        assert shown is not None
        assert shown.person_id == person


def test_the_fiche_is_printed_and_journalled(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build_day(desk_store)
    opened: list[tuple[bytes, str]] = []

    def keep(content: bytes, name: str) -> Path:
        opened.append((content, name))
        return Path(name)

    monkeypatch.setattr(timeline_panel, "open_paper", keep)
    panel = _path(make_window(secretary), built.masons[0])
    qtbot.mouseClick(find(panel, QPushButton, "timeline_fiche"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)
    content, name = opened[0]
    assert content.startswith(b"%PDF")
    assert name == "fiche-ML10-2019-000001.pdf"


def test_every_icon_is_there() -> None:
    from centre_desk.places import resource

    assert all(resource("icons", f"{name}.svg").is_file() for name in ICONS.values())
