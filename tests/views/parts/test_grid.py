"""The grid by keys alone: type, go down, paste, fill, clear, undo; nothing is saved by a key."""

import sys
import time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.grid.block import read_block
from centre_desk.views.parts.grid.frame import CellGrid
from centre_desk.views.parts.grid.model import Face, GridColumn, GridModel, GridRow
from centre_desk.views.parts.numerals import read_hundredths
from centre_desk.views.parts.palette import Tone

Control = Qt.KeyboardModifier.ControlModifier


class MarksModel(GridModel[int]):
    """Marks out of 20; the last column is locked."""

    numeric = True

    def face(self, value: int | None, row: GridRow, column: GridColumn) -> Face:
        return Face("" if value is None else str(value), Tone.PLAIN, "")

    def read(self, text: str, row: GridRow, column: GridColumn) -> int:
        mark = read_hundredths(text)
        if mark > 2000:
            raise ValueError(f"{text} dépasse 20")
        return mark

    def write(self, value: int) -> str:
        return str(value // 100)

    def locked(self, row: GridRow, column: GridColumn) -> bool:
        return column.id == 3

    def column_note(self, column: GridColumn) -> str:
        return str(sum(self.value_of((row.id, column.id)) is not None for row in self.rows))


@pytest.fixture
def grid(qtbot: QtBot, fr: Catalogue) -> CellGrid:
    model = MarksModel()
    rows = [GridRow(10 + n, f"Personne {n}", f"{n:02d}") for n in range(1, 6)]
    columns = [GridColumn(n, f"Épreuve {n}") for n in (1, 2, 3)]
    model.set_content(rows, columns, {(11, 1): 800})
    made = CellGrid(model, fr, name="marks", label="Notes", cell_width=70)
    qtbot.addWidget(made)
    made.resize(700, 320)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.view.setFocus()
    made.go_to(11, 1)
    return made


def _type(qtbot: QtBot, grid: CellGrid, keys: str) -> None:
    """Press keys where the cursor is: in the open field, or on the cells."""
    for key in keys:
        target = QGuiApplication.focusObject()
        widget = target if isinstance(target, QLineEdit) else grid.view
        if key == "\n":
            qtbot.keyClick(widget, Qt.Key.Key_Return)
        else:
            qtbot.keyClick(widget, key)


def test_typing_starts_the_edit_and_enter_goes_down_in_edit(qtbot: QtBot, grid: CellGrid) -> None:
    _type(qtbot, grid, "12\n13\n14\n")
    assert grid.grid.pending() == {(11, 1): 1200, (12, 1): 1300, (13, 1): 1400}
    assert isinstance(QGuiApplication.focusObject(), QLineEdit)
    assert grid.view.currentIndex().row() == 3


def test_one_part_of_25_whole_marks_costs_three_keys_each(qtbot: QtBot, grid: CellGrid) -> None:
    keys = "".join(f"{mark}\n" for mark in (12, 13, 14, 15, 16))
    _type(qtbot, grid, keys)
    assert len(keys) == 3 * 5
    assert len(grid.grid.pending()) == 5


def test_an_azerty_row_without_shift_is_digits(qtbot: QtBot, grid: CellGrid) -> None:
    _type(qtbot, grid, "&(\n")
    assert grid.grid.pending() == {(11, 1): 1500}


def test_what_is_no_mark_stays_in_sight_and_is_told(qtbot: QtBot, grid: CellGrid) -> None:
    with qtbot.waitSignal(grid.told) as told:
        _type(qtbot, grid, "25\n")
    assert "dépasse 20" in told.args[0]
    assert grid.grid.pending() == {}
    field = QGuiApplication.focusObject()
    assert isinstance(field, QLineEdit)
    assert field.property("wrong") == "true"
    _type(qtbot, grid, "15\n")
    assert grid.grid.pending() == {(11, 1): 1500}


def test_a_block_is_pasted_counted_and_undone_at_once(qtbot: QtBot, grid: CellGrid) -> None:
    QGuiApplication.clipboard().setText("12\t10,5\t9\r\n13\tabs\t9\r\n")
    with qtbot.waitSignal(grid.told) as told:
        qtbot.keyClick(grid.view, Qt.Key.Key_V, Control)
    assert grid.grid.pending() == {(11, 1): 1200, (11, 2): 1050, (12, 1): 1300}
    assert told.args[0].startswith("3 valeurs prises, 3 refusées")
    qtbot.keyClick(grid.view, Qt.Key.Key_Z, Control)
    assert grid.grid.pending() == {}
    qtbot.keyClick(grid.view, Qt.Key.Key_Y, Control)
    assert len(grid.grid.pending()) == 3


def test_one_value_is_pasted_over_the_selection(qtbot: QtBot, grid: CellGrid) -> None:
    for _ in range(2):
        qtbot.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QGuiApplication.clipboard().setText("11")
    qtbot.keyClick(grid.view, Qt.Key.Key_V, Control)
    assert set(grid.grid.pending()) == {(11, 1), (12, 1), (13, 1)}


def test_delete_clears_cells_and_fill_down_repeats_the_highest(qtbot: QtBot, grid: CellGrid) -> None:
    for _ in range(2):
        qtbot.keyClick(grid.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(grid.view, Qt.Key.Key_D, Control)
    assert grid.grid.pending() == {(12, 1): 800, (13, 1): 800}
    qtbot.keyClick(grid.view, Qt.Key.Key_Delete)
    assert grid.grid.pending() == {(11, 1): None}


def test_a_locked_cell_takes_nothing(qtbot: QtBot, grid: CellGrid) -> None:
    grid.go_to(11, 3)
    _type(qtbot, grid, "1")
    assert not isinstance(QGuiApplication.focusObject(), QLineEdit)
    grid.view.set_selected(1200)
    assert grid.grid.pending() == {}


def test_letters_set_cells_at_once_where_the_grid_says_so(qtbot: QtBot, grid: CellGrid) -> None:
    grid.set_direct_keys({"a": 0})
    qtbot.keyClick(grid.view, "a")
    qtbot.keyClick(grid.view, "a")
    assert grid.grid.pending() == {(11, 1): 0, (12, 1): 0}
    assert grid.view.currentIndex().row() == 2


def test_pending_values_survive_new_content(grid: CellGrid) -> None:
    model = grid.grid
    model.set_values({(11, 1): 900, (12, 1): 700})
    model.set_content(model.rows, model.columns, {(11, 1): 900})
    assert model.pending() == {(12, 1): 700}
    model.forget()
    assert model.pending() == {}
    assert not model.undo()


def test_a_reader_is_told_person_column_and_value(grid: CellGrid) -> None:
    index = grid.grid.index(0, 0)
    told = grid.grid.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Personne 1, Épreuve 1\u00a0: 800"


def test_a_trailing_empty_line_is_dropped() -> None:
    assert read_block("1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]
    assert read_block("1\n\n2\n") == [["1"], [""], ["2"]]


def test_names_stay_in_sight_when_the_cells_scroll(qtbot: QtBot, grid: CellGrid) -> None:
    grid.resize(260, 200)
    bar = grid.view.horizontalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.maximum() > 0
    assert grid.view.verticalHeader().isVisible()
    assert grid.view.verticalHeader().mapTo(grid, QPoint(0, 0)).x() < 12


def test_a_full_screen_of_cells_is_painted_in_a_blink(qtbot: QtBot, fr: Catalogue) -> None:
    model = MarksModel()
    rows = [GridRow(n, f"Personne {n}") for n in range(40)]
    columns = [GridColumn(n + 10) for n in range(28)]
    model.set_content(rows, columns, {(r.id, c.id): 1200 for r in rows for c in columns})
    grid = CellGrid(model, fr, name="many", label="Notes", cell_width=24)
    qtbot.addWidget(grid)
    grid.resize(1000, 800)
    grid.show()
    started = time.perf_counter()
    for _ in range(5):
        grid.view.viewport().repaint()
    assert (time.perf_counter() - started) / 5 < 0.25


def test_no_reference_to_none_is_lost_by_titles(qtbot: QtBot, grid: CellGrid) -> None:
    before = sys.getrefcount(None)
    for number in range(2000):
        grid.setWindowTitle(str(number))
    assert before - sys.getrefcount(None) < 500


def test_the_cursor_keeps_its_cell_when_the_grid_is_read_again(grid: CellGrid) -> None:
    grid.go_to(13, 2)
    model = grid.grid
    model.set_content(model.rows[1:], model.columns, {(13, 2): 900})
    at = grid.view.currentIndex()
    assert model.key_at(at.row(), at.column()) == (13, 2)
    model.set_content([row for row in model.rows if row.id != 13], model.columns, {})
    assert not grid.view.currentIndex().isValid()
