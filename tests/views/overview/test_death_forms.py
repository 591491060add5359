"""A death is recorded from the person's path, says kindly what ends, and is taken back from the same place."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.queries.overview.deaths import death_sheet
from centre_desk.rules.desk import Actor
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.overview.timeline_panel import TimelinePanel
from centre_desk.views.parts.pill import Pill
from centre_desk.views.register.panel import PeoplePanel
from centre_desk.views.window.main import MainWindow
from tests.builders_overview import build_day
from tests.views.hands import find, unnamed
from tests.views.path_hands import LEFT, Hands

MakeWindow = Callable[[Actor], MainWindow]
NB = "\N{NO-BREAK SPACE}"


def shown(panel: TimelinePanel) -> list[str]:
    return [str(panel.events.events.index(row).data()) for row in range(panel.events.events.rowCount())]


def test_a_death_is_recorded_and_taken_back_from_the_path(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    person = build_day(desk_store).masons[4]
    window = make_window(secretary)
    hands = Hands(qtbot, window)
    window.go_to(Room.OVERVIEW, person)
    panel = hands.panel(TimelinePanel)
    before = shown(panel)
    assert not hands.in_menu("timeline_not_dead")
    hands.click("timeline_death")
    form = hands.dialog("record_death")
    assert "Avec notre respect à la famille" in find(form, QLabel, "death_respect").text()
    assert find(form, QLabel, "death_ends").text() == (
        f"Prend fin avec ce décès{NB}:\n– Inscription · Maçonnerie 2\n– Orientation · Formation"
    )
    assert unnamed(form) == []
    qtbot.mouseClick(find(form, QPushButton, "dialog_verb"), LEFT)
    assert form.isVisible()  # the day is asked for
    hands.fill(form, "death_day", "08/11/2019")
    hands.fill(form, "death_told_by", "Sa sœur Awa")
    hands.fill(form, "death_document", "Acte n° 12")
    hands.submit(form)
    assert panel.step.text() == f"Décédé(e){NB}: plus rien n’est prévu"
    assert not panel.next.isVisible()
    assert shown(panel)[0].startswith("08/11/2019\nDécès")
    assert "Sa sœur Awa · Acte n° 12" in shown(panel)[0]
    qtbot.mouseClick(panel.open_file, LEFT)
    hands.settle()
    said = [one.text() for one in hands.panel(PeoplePanel).findChildren(Pill)]
    assert "décédé(e) le 08/11/2019" in said

    window.go_to(Room.OVERVIEW, person)
    hands.click("timeline_not_dead")
    form = hands.dialog("undo_death")
    assert find(form, QLabel, "undo_death_again").text() == (
        f"Reprend comme avant{NB}:\n– Inscription · Maçonnerie 2\n– Orientation · Formation"
    )
    hands.fill(form, "undo_death_reason", "Un homonyme")
    hands.submit(form)
    assert death_sheet(desk_store, person) is None
    assert shown(panel) == before
    assert panel.step.text() == "Suit une formation"


def test_who_only_reads_records_none(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, viewer: Actor
) -> None:
    person = build_day(desk_store).masons[4]
    window = make_window(viewer)
    window.go_to(Room.OVERVIEW, person)
    panel = Hands(qtbot, window).panel(TimelinePanel)
    assert panel.head.more.isHidden()
    assert panel.death.isHidden()
