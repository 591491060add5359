"""What a grid of cells holds: people by columns, saved values, and those that wait for one Save.

Facts: the grid of screens (one paste = one undo; nothing is published by a key). A room subclasses
`GridModel` and says how a value looks, is read and is locked; an action saves `pending()` in one go.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import Index

V = TypeVar("V")
T = TypeVar("T")
Key = tuple[int, int]


class Waits(Enum):
    """What a step of undo puts back into a cell in which nothing waited: whatever is saved there by then."""

    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One person of the grid. `second` tells people of the same name apart; `note` stands at the right."""

    id: int
    name: str
    number: str = ""
    second: str = ""
    note: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column. Neighbours of the same `group` share one title (two half-days of a day).

    `sign`: an icon below the title; `spoken` says in words what it means.
    """

    id: int
    header: str = ""
    group: str = ""
    spoken: str = ""
    marked: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """How a value looks: a short text, a tone, and the words for tooltip and screen reader."""

    text: str = ""
    tone: Tone = Tone.PLAIN
    spoken: str = ""


class GridModel(QAbstractTableModel, Generic[V]):
    """Rows, columns and values; edits wait in `pending` over the saved values, each step can be undone."""

    edited = Signal()
    numeric = False

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[GridRow, ...] = ()
        self.columns: tuple[GridColumn, ...] = ()
        self._saved: dict[Key, V] = {}
        self._pending: dict[Key, V | None] = {}
        self._undo: list[dict[Key, V | Waits | None]] = []
        self._redo: list[dict[Key, V | Waits | None]] = []

    # What a room says about its values

    def face(self, value: V | None, row: GridRow, column: GridColumn) -> Face:
        """Say how a value looks."""
        return Face("" if value is None else self.write(value))

    def read(self, text: str, row: GridRow, column: GridColumn) -> V:
        """Read what was typed or pasted; ValueError with a plain sentence when it is no value."""
        raise NotImplementedError

    def write(self, value: V) -> str:
        """Write a value as it is edited and copied."""
        return str(value)

    def locked(self, row: GridRow, column: GridColumn) -> bool:
        """Tell whether this cell takes no value."""
        return False

    def why_locked(self, row: GridRow, column: GridColumn) -> str:
        """Say why a cell takes no value and what opens it; nothing where that is plain to see."""
        return ""

    def spared(self, row: GridRow, column: GridColumn, value: V) -> str:
        """Say why a pasted block leaves this cell alone; nothing where it takes the value."""
        return ""

    def outdated(self, before: V | None, saved: V | None) -> bool:
        """Tell whether what waits in a cell is dropped, because another value was saved there meanwhile."""
        return False

    def row_note(self, row: GridRow) -> str:
        """Say what stands at the right of a row, pending values counted."""
        return row.note

    def row_tip(self, row: GridRow) -> str:
        """Say more about the note of a row, as a tooltip."""
        return ""

    def column_note(self, column: GridColumn) -> str:
        """Say what stands below a column, pending values counted."""
        return ""

    # Content

    def set_content(self, rows: Sequence[GridRow], columns: Sequence[GridColumn], saved: Mapping[Key, V]) -> None:
        """Show other content. Pending values and their undo steps stay where their cell is still there."""
        self.beginResetModel()
        self.rows, self.columns = tuple(rows), tuple(columns)
        self._take_saved(saved)
        cells = {(row.id, column.id) for row in rows for column in columns}
        self._pending = {
            key: value for key, value in self._pending.items() if key in cells and value != self._saved.get(key)
        }
        if not self._pending:
            self._undo, self._redo = [], []
        self.endResetModel()
        self.edited.emit()

    def value(self, row: int, column: int) -> V | None:
        """Return the value of a cell, a pending one before a saved one."""
        return self.value_of((self.rows[row].id, self.columns[column].id))

    def value_of(self, key: Key) -> V | None:
        """Return the value of a row id and a column id."""
        return self._pending[key] if key in self._pending else self._saved.get(key)

    def pending(self) -> dict[Key, V | None]:
        """Return what waits to be saved: None clears a saved value."""
        return dict(self._pending)

    def forget(self) -> None:
        """Drop what waits to be saved, for good: after the save, or when the user throws it away."""
        self._undo, self._redo = [], []
        self._replace(dict.fromkeys(self._pending, Waits.NOTHING))

    def set_values(self, changes: Mapping[Key, V | None]) -> int:
        """Let values wait to be saved, as one step of undo; return how many cells really change."""
        real = {key: value for key, value in changes.items() if self.value_of(key) != value}
        if real:
            self._undo.append(self._waiting_at(real))
            self._redo = []
            self._replace(real)
        return len(real)

    def fill(self, changes: Mapping[Key, V | None]) -> int:
        """Let one value wait in many cells at once (a key on a selection, fill down); a room may spare some."""
        return self.set_values(changes)

    def undo(self) -> bool:
        """Take the last step back; tell whether there was one."""
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        """Do the step again that was taken back; tell whether there was one."""
        return self._step(self._redo, self._undo)

    def key_at(self, row: int, column: int) -> Key:
        """Return the row id and the column id of a place."""
        return self.rows[row].id, self.columns[column].id

    def face_at(self, row: int, column: int) -> Face:
        """Return how the cell at a place looks."""
        return self.face(self.value(row, column), self.rows[row], self.columns[column])

    def locked_at(self, row: int, column: int) -> bool:
        """Tell whether the cell at a place takes no value."""
        return self.locked(self.rows[row], self.columns[column])

    def is_pending(self, row: int, column: int) -> bool:
        """Tell whether the cell at a place waits to be saved."""
        return self.key_at(row, column) in self._pending

    def _step(self, source: list[dict[Key, V | Waits | None]], target: list[dict[Key, V | Waits | None]]) -> bool:
        """Take one step; those that change nothing, for the same was saved elsewhere meanwhile, are passed over."""
        while source:
            values = source.pop()
            before = {key: self.value_of(key) for key in values}
            target.append(self._waiting_at(values))
            self._replace(values)
            if before != {key: self.value_of(key) for key in values}:
                return True
        return False

    def _waiting_at(self, keys: Iterable[Key]) -> dict[Key, V | Waits | None]:
        """Return what waits in cells. Not what is saved there: that may be another value when the step is taken."""
        return {key: self._pending.get(key, Waits.NOTHING) for key in keys}

    def _take_saved(self, saved: Mapping[Key, V]) -> None:
        """Know other saved values; what waits over one that may not be overwritten goes, and its steps with it."""
        before, self._saved = self._saved, dict(saved)
        touched = {*self._pending, *(key for step in (*self._undo, *self._redo) for key in step)}
        gone = {key for key in touched if self.outdated(before.get(key), saved.get(key))}
        if gone:
            self._pending = _without(self._pending, gone)
            self._undo = [left for step in self._undo if (left := _without(step, gone))]
            self._redo = [left for step in self._redo if (left := _without(step, gone))]

    def _replace(self, values: Mapping[Key, V | Waits | None]) -> None:
        for key, value in values.items():
            if isinstance(value, Waits) or value == self._saved.get(key):
                self._pending.pop(key, None)
            else:
                self._pending[key] = value
        if self.rows and self.columns:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.edited.emit()

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and not self.locked_at(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.face_at(row, column).text
        if role == Qt.ItemDataRole.EditRole:
            value = self.value(row, column)
            return "" if value is None else self.write(value)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken_at(row, column)
        return None

    def spoken_at(self, row: int, column: int) -> str:
        """Return what a screen reader says of a cell."""
        head, face = self.columns[column], self.face_at(row, column)
        where = head.spoken or f"{head.group} {head.header}".strip()
        return f"{self.rows[row].name}, {where}\N{NO-BREAK SPACE}: {face.spoken or face.text}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            row = self.rows[section]
            return f"{row.number} {row.name}".strip()
        column = self.columns[section]
        return column.spoken or f"{column.group} {column.header}".strip()


def _without(cells: Mapping[Key, T], gone: Collection[Key]) -> dict[Key, T]:
    return {key: value for key, value in cells.items() if key not in gone}
