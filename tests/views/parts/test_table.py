"""Tables of rows: sorted as people sort, read aloud, copied as a spreadsheet takes them."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from centre_desk.views.parts.datatable import DataTable, share_out
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import RIGHT, Column, RowsTableModel


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str
    amount: int


ROWS = [_Row(1, "Traoré", 500), _Row(2, "Élan", 45000), _Row(3, "dembélé", 7), _Row(4, "Ɲaré", 80)]


def _columns() -> list[Column[_Row]]:
    return [
        Column("Nom", lambda row: row.name, tone=lambda row: Tone.OK),
        Column("Montant", lambda row: f"{row.amount} F", lambda row: row.amount, RIGHT, 120),
        Column("", lambda row: "Ouvrir", link=True, name="open", width=80),
    ]


@pytest.fixture
def table(qtbot: QtBot) -> DataTable[_Row]:
    made: DataTable[_Row] = DataTable(_columns(), name="people", label="Personnes")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.set_rows(ROWS)
    made.show()
    return made


def _names(table: DataTable[_Row]) -> list[str]:
    return [row.name for row in table.rows()]


def test_words_sort_without_accents_and_amounts_as_numbers(table: DataTable[_Row]) -> None:
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert _names(table) == ["dembélé", "Élan", "Ɲaré", "Traoré"]
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert [row.amount for row in table.rows()] == [45000, 500, 80, 7]
    table.set_rows(ROWS[:2])
    assert [row.amount for row in table.rows()] == [45000, 500]


def test_the_selection_stays_on_its_rows(table: DataTable[_Row]) -> None:
    table.select_where(lambda row: row.id == 3)
    table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert [row.id for row in table.selected_rows()] == [3]
    table.set_rows([_Row(9, "Aw", 1), *ROWS])
    assert [row.id for row in table.selected_rows()] == [3]


def test_ctrl_c_copies_rows_as_a_spreadsheet_takes_them(qtbot: QtBot, table: DataTable[_Row]) -> None:
    table.select_where(lambda row: row.id in (1, 3))
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == "Nom\tMontant\t\nTraoré\t500 F\tOuvrir\ndembélé\t7 F\tOuvrir"


def test_enter_opens_and_a_link_is_clicked(qtbot: QtBot, table: DataTable[_Row]) -> None:
    table.select_where(lambda row: row.id == 2)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].id == 2
    place = table.visualRect(table.rows_model.index(0, 2)).center()
    with qtbot.waitSignal(table.linked) as linked:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert (linked.args[0].id, linked.args[1]) == (1, "open")


def test_every_cell_can_be_read_aloud(table: DataTable[_Row]) -> None:
    index = table.rows_model.index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Montant\u00a0: 500 F"
    assert table.accessibleName() == "Personnes"


def test_no_rows_show_a_sentence_and_one_button(qtbot: QtBot, table: DataTable[_Row]) -> None:
    asked: list[int] = []
    table.set_empty("people", "Aucune personne.", "Importer", lambda: asked.append(1))
    button = table.findChild(QPushButton, "empty_action")
    assert not button.isVisible()
    table.set_rows([])
    assert button.isVisible()
    assert not table.horizontalHeader().isVisible()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [1]
    table.set_rows(ROWS)
    assert not button.isVisible()


def test_the_model_alone_needs_no_window() -> None:
    model: RowsTableModel[_Row] = RowsTableModel(_columns())
    model.set_rows(ROWS)
    assert (model.rowCount(), model.columnCount()) == (4, 3)
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) == "Nom"
    assert model.data(model.index(0, 1), Qt.ItemDataRole.TextAlignmentRole) == RIGHT


@pytest.mark.parametrize(
    ("room", "wanted", "given"),
    [
        (300, [100, 100], [150, 150]),
        (300, [60, 400], [60, 240]),
        (300, [60, 200], [80, 220]),
        (90, [100, 100, 100], [30, 30, 30]),
        (-5, [50, 60], [0, 0]),
        (100, [], []),
    ],
)
def test_room_goes_to_the_columns_whose_words_need_it(room: int, wanted: list[int], given: list[int]) -> None:
    assert share_out(room, wanted) == given
