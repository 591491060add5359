"""The cells of a grid: painted in one go, worked by keys alone.

Facts: the grid of screens. Arrows, Tab, F2, typing starts the edit, Enter goes down; Del clears, Ctrl+D fills
down, Ctrl+C and Ctrl+V speak to spreadsheets, Ctrl+Z and Ctrl+Y step; no key ever saves.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.grid.block import plan_paste, read_block, spread, write_block
from centre_desk.views.parts.grid.editor import CellDelegate
from centre_desk.views.parts.grid.headers import ColumnsHeader, NamesHeader
from centre_desk.views.parts.grid.model import GridModel, Key
from centre_desk.views.parts.grid.paint import Inks, make_inks, paint_cell, paint_cursor
from centre_desk.views.parts.palette import Tone, tokens_for
from centre_desk.views.parts.style import set_look

_GAP = 2
_CHANGING = (Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class GridView(QTableView):
    """Shows a `GridModel`. `told(sentence, tone)` speaks of pastes and of what was refused.

    `closed(sentence)`: a key was to change cells of which none takes a value.
    """

    told = Signal(str, object)
    closed = Signal(str)

    def __init__(self, model: GridModel[object], words: Catalogue, *, name: str, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid, self._words = model, words
        self._direct: dict[str, object] = {}
        self._inks: tuple[bool, Inks] | None = None
        self.setObjectName(name)
        self.setAccessibleName(label)
        set_look(self, "grid")
        self.setHorizontalHeader(ColumnsHeader(model, self))
        self.setVerticalHeader(NamesHeader(model, self))
        self.setModel(model)
        delegate = CellDelegate(model, self)
        self.setItemDelegate(delegate)
        self._set_up()
        delegate.stepped.connect(self._step_and_edit)
        delegate.refused.connect(lambda sentence: self.told.emit(sentence, Tone.BAD))

    def set_direct_keys(self, keys: Mapping[str, object]) -> None:
        """Let single letters set the selected cells at once, without a field: `{"a": ABSENT}`."""
        self._direct = {key.casefold(): value for key, value in keys.items()}

    def selected_keys(self) -> list[Key]:
        """Return row id and column id of the selected cells that take values."""
        return [self.grid.key_at(row, column) for row, column in self._open_cells()]

    def set_selected(self, value: object | None) -> int:
        """Let one value wait in all selected cells that take one; return how many really change."""
        changes = dict.fromkeys(self.selected_keys(), value)
        return self.grid.fill(changes) if value is not None and len(changes) > 1 else self.grid.set_values(changes)

    def copy(self) -> None:
        """Put the selected block on the clipboard."""
        rows, columns = self._extent()
        QGuiApplication.clipboard().setText(write_block(self.grid, rows, columns))

    def paste(self) -> None:
        """Take a block from the clipboard as one step of undo, and say what was taken and what not."""
        rows, columns = self._extent()
        block = read_block(QGuiApplication.clipboard().text())
        if not block or not rows:
            return
        plan = plan_paste(self.grid, spread(block, len(rows), len(columns)), rows[0], columns[0])
        self.grid.set_values(plan.values)
        taken = self._words.n("{count} value taken", "{count} values taken", plan.taken)
        if not plan.refused:
            self.told.emit(taken, Tone.OK)
            return
        refused = self._words.n("{count} refused", "{count} refused", len(plan.refused))
        self.told.emit(f"{taken}, {refused}\n" + "\n".join(plan.refused), Tone.BAD)

    def undo(self) -> None:
        """Take the last step of entry back."""
        self.grid.undo()

    def redo(self) -> None:
        """Do the step again that was taken back."""
        self.grid.redo()

    def fill_down(self) -> None:
        """Give each selected column the value of its highest selected cell."""
        highest: dict[int, object | None] = {}
        changes: dict[Key, object | None] = {}
        for row, column in self._open_cells():
            value = highest.setdefault(column, self.grid.value(row, column))
            changes[self.grid.key_at(row, column)] = value
        self.grid.fill(changes)

    def fit_rows(self, least: int, most: int) -> None:
        """Make rows as tall as lets all of them be seen, within limits."""
        room = self.viewport().height()
        height = room // max(len(self.grid.rows), 1)
        self.verticalHeader().setDefaultSectionSize(max(least, min(most, height)))

    def _set_up(self) -> None:
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _step_and_edit(self, at: QModelIndex, down: int, across: int) -> None:
        target = self._next_open(at.row(), at.column(), down, across)
        if target is None:
            self.setFocus()
            return
        index = self.grid.index(*target)
        self.setCurrentIndex(index)
        self.edit(index)

    def _next_open(self, row: int, column: int, down: int, across: int) -> tuple[int, int] | None:
        row, column = row + down, column + across
        while 0 <= row < len(self.grid.rows) and 0 <= column < len(self.grid.columns):
            if not self.grid.locked_at(row, column):
                return row, column
            row, column = row + down, column + across
        return None

    def _extent(self) -> tuple[range, range]:
        cells = [(index.row(), index.column()) for index in self.selectedIndexes()]
        if not cells:
            return range(0), range(0)
        rows, columns = [row for row, _ in cells], [column for _, column in cells]
        return range(min(rows), max(rows) + 1), range(min(columns), max(columns) + 1)

    def _open_cells(self) -> list[tuple[int, int]]:
        cells = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        return [cell for cell in cells if not self.grid.locked_at(*cell)]

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._locked_key(event) or self._grid_key(event) or self._direct_key(event) or self._stray_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def _locked_key(self, event: QKeyEvent) -> bool:
        """Say of a key that would change a cell why it does not: where the grid is locked, silence looks broken."""
        at = self.currentIndex()
        changes = event.key() in _CHANGING or (_is_plain(event) and event.text().isprintable() and event.text().strip())
        if not changes or not at.isValid() or self._open_cells() or not self.grid.locked_at(at.row(), at.column()):
            return False
        why = self.grid.why_locked(self.grid.rows[at.row()], self.grid.columns[at.column()])
        if why:
            self.closed.emit(why)
        return bool(why)

    def _stray_key(self, event: QKeyEvent) -> bool:
        """Refuse a letter that is no value where one key is one value: no field opens for the keys that follow."""
        text, at = event.text().strip(), self.currentIndex()
        if not self._direct or not text or not text.isprintable() or not _is_plain(event) or not self._open_cells():
            return False
        row, column = self.grid.rows[at.row()], self.grid.columns[at.column()]
        try:
            self.grid.read(text, row, column)
        except ValueError as problem:
            self.told.emit(f"{row.name}\N{NO-BREAK SPACE}: {problem}", Tone.BAD)
            return True
        return False

    def _grid_key(self, event: QKeyEvent) -> bool:
        standard = QKeySequence.StandardKey
        for keys, act in (
            (standard.Copy, self.copy),
            (standard.Paste, self.paste),
            (standard.Undo, self.undo),
            (standard.Redo, self.redo),
        ):
            if event.matches(keys):
                act()
                return True
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_D and control:
            self.fill_down()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.set_selected(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_down()
        else:
            return False
        return True

    def _go_down(self) -> None:
        at = self.currentIndex()
        target = self._next_open(at.row(), at.column(), 1, 0)
        if target is not None:
            self.setCurrentIndex(self.grid.index(*target))

    def _direct_key(self, event: QKeyEvent) -> bool:
        key = event.text().casefold()
        if not _is_plain(event) or key not in self._direct:
            return False
        many = len(self.selectedIndexes()) > 1
        value, at = self._direct[key], self.currentIndex()
        self.set_selected(value)
        if not many and at.isValid() and self.grid.value(at.row(), at.column()) == value:
            self._go_down()  # a value that the grid did not take moves nothing
        return True

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        inks = self._current_inks()
        picked = {(index.row(), index.column()) for index in self.selectedIndexes()}
        for row, y, height in self._visible_rows(event.rect()):
            for column, x, width in self._visible_columns(event.rect()):
                box = QRect(x + 1, y + 1, width - _GAP, height - _GAP)
                face, here = self.grid.face_at(row, column), (row, column) in picked
                pending = self.grid.is_pending(row, column)
                paint_cell(painter, box, face, inks, selected=here, pending=pending)
        at = self.currentIndex()
        if at.isValid() and self.hasFocus():
            paint_cursor(painter, self.visualRect(at).adjusted(1, 1, -1, -1), inks)
        painter.end()

    def _visible_rows(self, area: QRect) -> list[tuple[int, int, int]]:
        if not self.grid.rows:
            return []
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        numbers = range(max(first, 0), (last if last >= 0 else len(self.grid.rows) - 1) + 1)
        return [(n, self.rowViewportPosition(n), self.rowHeight(n)) for n in numbers]

    def _visible_columns(self, area: QRect) -> list[tuple[int, int, int]]:
        if not self.grid.columns:
            return []
        first, last = self.columnAt(area.left()), self.columnAt(area.right())
        numbers = range(max(first, 0), (last if last >= 0 else len(self.grid.columns) - 1) + 1)
        return [(n, self.columnViewportPosition(n), self.columnWidth(n)) for n in numbers]

    def _current_inks(self) -> Inks:
        tokens = tokens_for(self.palette())
        if self._inks is None or self._inks[0] != tokens.dark:
            self._inks = (tokens.dark, make_inks(tokens))
        return self._inks[1]

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.indexAt(event.pos())
            spoken = self.grid.spoken_at(index.row(), index.column()) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), spoken, self)
            return True
        return super().viewportEvent(event)


def _is_plain(event: QKeyEvent) -> bool:
    """Tell whether a key is typed without Ctrl or Alt; digits of the number pad count too."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
