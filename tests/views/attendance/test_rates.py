"""What the grid says beside its rows: absences in a row over the turn of a month, both rates by their names."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from centre_desk.queries.attendance import grid_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.figures import Figures
from centre_desk.rules.course import HalfDay
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.attendance.foot import Foot
from centre_desk.views.attendance.quick_field import PreviewLine
from centre_desk.views.attendance.roll_grid import RollGrid
from centre_desk.views.parts.grid.frame import CellGrid
from centre_desk.views.parts.palette import Tone
from tests.builders import build_centre, build_person, build_session, enrol, take_roll

A, AJ = MarkValue.ABSENT, MarkValue.EXCUSED
TODAY = date(2019, 12, 3)


@pytest.fixture
def december(desk_store: Store, fr: Catalogue) -> RollGrid:
    """Of two people the first was absent from 28 November to 2 December; the second is excused on the 2nd."""
    people = [build_person(desk_store, n, given=f"P{n}") for n in (1, 2)]
    session = build_session(desk_store, build_centre(desk_store), end=date(2019, 12, 20))
    enrol(desk_store, session, people)
    for month, day, half in ((11, 28, HalfDay.MORNING), (11, 28, HalfDay.AFTERNOON), (11, 29, HalfDay.MORNING)):
        take_roll(desk_store, session, date(2019, month, day), half, {people[0]: A})
    take_roll(desk_store, session, date(2019, 12, 2), HalfDay.MORNING, {people[0]: A, people[1]: AJ})
    sheet = grid_sheet(desk_store, session, "2019-12", TODAY)
    grid = RollGrid(fr)
    grid.show_sheet(sheet, TODAY, sheet.half_days[0].slot_id, writes=True)
    return grid


def test_absences_of_november_count_on_in_december(december: RollGrid) -> None:
    assert [december.row_note(row) for row in december.rows] == ["4×A  0\u202f%", "50\u202f%"]


def test_a_mark_that_waits_counts_at_once(december: RollGrid) -> None:
    person, first = december.rows[0].id, december.columns[0].id
    december.set_values({(person, first): MarkValue.LATE})
    assert december.row_note(december.rows[0]) == "50\u202f%"


def test_both_rates_of_a_row_are_named(qtbot: QtBot, december: RollGrid, fr: Catalogue) -> None:
    tip = december.row_tip(december.rows[1])
    assert tip == "Du mois\u00a0: assiduité à ce jour 50\u202f% · du prévu 4\u202f%"  # 1 of 2 held, of 27 planned
    cells = CellGrid(december, fr, name="cells", label="cells")
    qtbot.addWidget(cells)
    bare = cells._rights.sizeHint().width()
    cells.set_caption("présents", "une légende bien plus longue que les notes")
    assert cells._rights.sizeHint().width() > bare  # the caption is read whole


def test_morning_and_afternoon_have_a_letter(december: RollGrid) -> None:
    assert [(c.group, c.header) for c in december.columns[:3]] == [("02", "m"), ("02", "a"), ("03", "m")]


@pytest.mark.parametrize(("width", "whole"), [(1000, True), (462, False)])
def test_the_foot_is_read_whole_in_a_small_window(qtbot: QtBot, fr: Catalogue, width: int, whole: bool) -> None:
    foot = Foot(fr)
    qtbot.addWidget(foot)
    foot.resize(width, 24)
    foot.show()
    foot.show_figures(Figures(planned=200, present=92, absent=8))
    assert (foot.legend.isVisible(), foot.signs.isVisible()) == (whole, not whole)
    for label in (foot.rates, foot.legend):
        qtbot.waitUntil(lambda label=label: label.isHidden() or label.width() >= label.sizeHint().width())
    if not whole:
        qtbot.mouseClick(foot.signs, Qt.MouseButton.LeftButton)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert "AJ justifié" in [action.text() for action in menu.actions()]
        menu.close()


def test_the_first_column_in_sight_is_whole_after_scrolling(qtbot: QtBot, december: RollGrid, fr: Catalogue) -> None:
    cells = CellGrid(december, fr, name="cells", label="cells")
    qtbot.addWidget(cells)
    cells.resize(431, 300)
    cells.show()
    last = december.columns[-1].id
    cells.bring_forward(last)
    bar, wide = cells.view.horizontalScrollBar(), cells.view.columnWidth(0)
    assert bar.value() > 0
    assert bar.value() % wide == 0 or bar.value() == bar.maximum()
    seen = cells.view.columnViewportPosition(len(december.columns) - 1)
    assert 0 <= seen <= cells.view.viewport().width() - wide


def test_a_message_of_several_lines_is_read_in_the_pill_and_its_tooltip(qtbot: QtBot, fr: Catalogue) -> None:
    line = PreviewLine(fr)
    qtbot.addWidget(line)
    line.show()
    line.show_state("2 valeurs prises, 1 refusée\n« x » n’est pas une marque", Tone.BAD)
    assert line.texts() == ["2 valeurs prises, 1 refusée"]
    assert line.pills["count"].toolTip().endswith("n’est pas une marque")
