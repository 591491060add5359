"""The one read-only table of the program: rows in, columns declared, sorted and read aloud.

Facts: the look (rows of 24 px) and the measures (no `resizeColumnsToContents`). The model sorts its own rows
with Python's sort: a sorting proxy asks a Python model once per comparison, which is slower by far.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.sorting import sort_key

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter

TONE_ROLE = Qt.ItemDataRole.UserRole + 1
LINK_ROLE = Qt.ItemDataRole.UserRole + 2
SECOND_ROLE = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True)  # no slots: `Column[Row](...)` fails with them on Python 3.11
class Column(Generic[R]):
    """How one column is headed, shown, sorted and aligned.

    `tone` paints the text as a pill; `link` makes it clickable; `second` is a muted second line or word;
    `width` is in pixels, 0 shares what is left; a `spare` column gives way where the table is narrow. `whole` is the
    head in full where it is shown in short: as a tooltip, read aloud and in a copy.
    """

    header: str
    display: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    align: Qt.AlignmentFlag = LEFT
    width: int = 0
    tone: Callable[[R], Tone] | None = None
    link: bool = False
    tip: Callable[[R], str] | None = None
    name: str = ""
    spare: bool = False
    whole: str = ""

    @property
    def spoken(self) -> str:
        """Return the head in full, on one line."""
        return self.whole or self.header.replace("\n", " ")


class RowsTableModel(QAbstractTableModel, Generic[R]):
    """Shows a list of frozen rows. Nothing is ever written through it."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[R] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def rows(self) -> list[R]:
        """Return the rows in the order shown."""
        return list(self._rows)

    def row_at(self, number: int) -> R:
        """Return one row."""
        return self._rows[number]

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show other rows, sorted as the user asked last."""
        self.beginResetModel()
        self._rows = list(rows)
        self._sort_rows()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation is Qt.Orientation.Horizontal and section < len(self.columns):
            column = self.columns[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return column.header
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return column.spoken
            if role == Qt.ItemDataRole.ToolTipRole:
                return column.whole or None
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return column.align
        return None

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.display(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column.align
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.spoken}\N{NO-BREAK SPACE}: {column.display(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip else None
        if role == TONE_ROLE:
            return column.tone(row) if column.tone else None
        return column.link if role == LINK_ROLE else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted_by = (column, order) if 0 <= column < len(self.columns) else None
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index, self._rows[index.row()]) for index in before]
        self._sort_rows()
        places = {id(row): number for number, row in enumerate(self._rows)}
        after = [self.index(places[id(row)], index.column()) for index, row in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sort_rows(self) -> None:
        if self._sorted_by is None:
            return
        number, order = self._sorted_by
        column = self.columns[number]
        value = column.sort or column.display
        descending = order is Qt.SortOrder.DescendingOrder
        self._rows.sort(key=lambda row: sort_key(value(row)), reverse=descending)
