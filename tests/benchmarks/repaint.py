"""The roll's grid of 40 people by 62 half-days painted whole, against a bare delegate that paints the same letters.

Goal: at most 1.5 times.
"""

import sys
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from centre_desk.queries.attendance import grid_sheet
from centre_desk.texts.catalogue import catalogue
from centre_desk.views.attendance.roll_grid import KEYS, RollGrid
from centre_desk.views.parts.fonts import set_base_font
from centre_desk.views.parts.grid.frame import CellGrid
from centre_desk.views.parts.palette import LIGHT, tokens_for, wear
from tests.benchmarks.desks import open_new_desk
from tests.benchmarks.grid import FEW, MONTH, PEOPLE, TODAY, prepare
from tests.benchmarks.measuring import Result, compare

_COLUMNS, _SIZE, GOAL = 62, QSize(2400, 1100), 1.5
Index = QModelIndex | QPersistentModelIndex


class _Letters(QAbstractTableModel):
    """Forty by sixty-two letters."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return PEOPLE

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return _COLUMNS

    def data(self, index: Index, role: int = 0) -> object:
        return ("P" if index.column() < 20 else "") if role == Qt.ItemDataRole.DisplayRole else None


class _Bare(QStyledItemDelegate):
    """Fills the cell and draws its letter, no more; brush and pen are made once."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(parent)
        tokens = tokens_for(parent.palette())
        self._ground, self._ink = QBrush(QColor(tokens.ok_ground)), QPen(QColor(tokens.ok))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.fillRect(option.rect, self._ground)
        painter.setPen(self._ink)
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, index.data())


def measure(pairs: int = 25) -> Result:
    """Paint both into pictures in turn."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    set_base_font(app)
    wear(app, LIGHT)
    with open_new_desk() as (store, _):
        sheet = grid_sheet(store, prepare(store, FEW), MONTH, TODAY)
    words = catalogue("fr")
    grid = RollGrid(words)
    cells = CellGrid(grid, words, name="grid", label="grid", row_heights=(16, 26))
    cells.set_direct_keys(KEYS)
    grid.show_sheet(sheet, date(2019, 12, 31), sheet.half_days[0].slot_id, writes=True)
    bare = QTableView()
    bare.setModel(_Letters(bare))
    bare.setItemDelegate(_Bare(bare))
    for number in range(_COLUMNS):
        bare.setColumnWidth(number, cells.view.columnWidth(0))
    for number in range(PEOPLE):
        bare.setRowHeight(number, cells.view.rowHeight(0))
    for view in (cells, bare):
        view.resize(_SIZE)
        view.show()
    app.processEvents()
    room, mine = cells.view.viewport().size(), bare.viewport().size()
    bare.resize(_SIZE + (room - mine))  # both paint the same cells
    app.processEvents()
    return compare("repaint", lambda: _paint(cells.view), lambda: _paint(bare), pairs=pairs, warm_up=3, goal=GOAL)


def _paint(view: QTableView) -> None:
    port = view.viewport()
    image = QImage(port.size(), QImage.Format.Format_RGB32)
    port.render(image)
