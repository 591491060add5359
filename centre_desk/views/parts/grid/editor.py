"""The small field in which a cell is typed: Enter goes down the column and stays in edit.

Facts: the grid of screens. What is no value stays in the field, marked, until it is mended or left.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from centre_desk.views.parts.grid.model import GridModel
from centre_desk.views.parts.numerals import unshifted_digits
from centre_desk.views.parts.style import set_look, set_style_property
from centre_desk.views.parts.table import Index

_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class CellDelegate(QStyledItemDelegate):
    """Makes the field, reads it, and tells the view where to go next."""

    stepped = Signal(QModelIndex, int, int)
    refused = Signal(str)

    def __init__(self, model: GridModel[object], parent: QObject) -> None:
        super().__init__(parent)
        self._grid = model
        self._at = QModelIndex()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = QLineEdit(parent)
        field.setObjectName("cell_editor")
        field.setAccessibleName(self._grid.spoken_at(index.row(), index.column()))
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_look(field, "cell")
        if self._grid.numeric:
            field.textEdited.connect(lambda text: _as_digits(field, text))
        field.textEdited.connect(lambda _text: set_style_property(field, "wrong", "false"))
        self._at = self._grid.index(index.row(), index.column())
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        box = option.rect
        wide = max(box.width(), 44)
        editor.setGeometry(box.center().x() - wide // 2, box.top() - 1, wide, box.height() + 2)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            self.take(editor, index.row(), index.column())

    def take(self, field: QLineEdit, row: int, column: int) -> bool:
        """Read the field into the grid; mark it when it holds no value."""
        grid, text = self._grid, field.text().strip()
        try:
            value = grid.read(text, grid.rows[row], grid.columns[column]) if text else None
        except ValueError as problem:
            set_style_property(field, "wrong", "true")
            self.refused.emit(f"{grid.rows[row].name}\N{NO-BREAK SPACE}: {problem}")
            return False
        grid.set_values({grid.key_at(row, column): value})
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._leave(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _leave(self, field: QLineEdit, step: tuple[int, int]) -> None:
        at = self._at
        if not self.take(field, at.row(), at.column()):
            field.selectAll()
            return
        self.closeEditor.emit(field, QAbstractItemDelegate.EndEditHint.NoHint)
        self.stepped.emit(at, *step)


def _as_digits(field: QLineEdit, text: str) -> None:
    digits = unshifted_digits(text)
    if digits != text:
        at = field.cursorPosition()
        field.setText(digits)
        field.setCursorPosition(at)
