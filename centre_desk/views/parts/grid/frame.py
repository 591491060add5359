"""A whole grid: its cells with frozen names, the notes at the right and the counts below, in one card."""

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.grid.headers import ColumnNotes, RowNotes
from centre_desk.views.parts.grid.model import GridModel, Key
from centre_desk.views.parts.grid.view import GridView
from centre_desk.views.parts.style import set_look


class CellGrid(QFrame):
    """Put this into a panel. `view` is the table (its object name is `name`), `grid` the model."""

    told = Signal(str, object)
    closed = Signal(str)

    def __init__(
        self,
        model: GridModel[object],
        words: Catalogue,
        *,
        name: str,
        label: str,
        cell_width: int = 24,
        row_heights: tuple[int, int] = (18, 26),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self.grid = model
        self._heights, self._cell_width = row_heights, cell_width
        self._place: Key | None = None
        self.view = GridView(model, words, name=name, label=label, parent=self)
        self._rights = RowNotes(self.view, model)
        self._below = ColumnNotes(self.view, model)
        page = QGridLayout(self)
        page.setContentsMargins(8, 8, 8, 8)
        page.setSpacing(0)
        page.addWidget(self.view, 0, 0)
        page.addWidget(self._rights, 0, 1)
        page.addWidget(self._below, 1, 0)
        self.setFocusProxy(self.view)
        self.view.told.connect(self.told)
        self.view.closed.connect(self.closed)
        self.view.verticalScrollBar().valueChanged.connect(self._rights.update)
        self.view.horizontalScrollBar().valueChanged.connect(self._below.update)
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._fit)
        model.modelReset.connect(self._find_place)
        model.edited.connect(self._count_again)
        self._fit()

    def set_direct_keys(self, keys: Mapping[str, object]) -> None:
        """Let single letters set the selected cells at once: `{"a": ABSENT}`."""
        self.view.set_direct_keys(keys)

    def paste(self) -> None:
        """Take the block on the clipboard, and the keys that follow, undo of the paste among them."""
        self.view.setFocus()
        self.view.paste()

    def set_cell_width(self, width: int) -> None:
        """Give the cells another width, where the window became smaller or larger."""
        if width != self._cell_width:
            self._cell_width = width
            self._fit()

    def set_caption(self, caption: str, beside: str = "") -> None:
        """Say, under the names, what the strip below counts, and above the notes `beside` what they are."""
        self._below.caption, self._rights.caption = caption, beside
        self._below.update()
        self._rights.update()

    def go_to(self, row_id: int, column_id: int) -> None:
        """Put the cursor on a cell and show it."""
        rows = [row.id for row in self.grid.rows]
        columns = [column.id for column in self.grid.columns]
        if row_id in rows and column_id in columns:
            index = self.grid.index(rows.index(row_id), columns.index(column_id))
            self._put_cursor(index)
            self.view.scrollTo(index)

    def bring_forward(self, column_id: int) -> None:
        """Scroll a column into sight with those before it rather than those after; the first one seen is whole."""
        columns = [column.id for column in self.grid.columns]
        if column_id not in columns:
            return
        view, at = self.view, columns.index(column_id)
        left, wide, room = view.columnViewportPosition(at), view.columnWidth(at), view.viewport().width()
        if left < 0 or left + wide > room:
            bar = view.horizontalScrollBar()
            wanted = bar.value() + left + wide - room * 3 // 4
            bar.setValue(-(-wanted // wide) * wide)

    def _keep_place(self) -> None:
        """Remember the cell with the cursor: what is read again must not stop who enters."""
        at = self.view.currentIndex()
        known = at.isValid() and at.row() < len(self.grid.rows) and at.column() < len(self.grid.columns)
        self._place = self.grid.key_at(at.row(), at.column()) if known else None

    def _find_place(self) -> None:
        """Put the cursor back on its cell, if it is still there."""
        rows = [row.id for row in self.grid.rows]
        columns = [column.id for column in self.grid.columns]
        if self._place is not None and self._place[0] in rows and self._place[1] in columns:
            self._put_cursor(self.grid.index(rows.index(self._place[0]), columns.index(self._place[1])))

    def _put_cursor(self, index: QModelIndex) -> None:
        """Select one cell alone, even while Ctrl is still held down from the save."""
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _fit(self) -> None:
        self.view.horizontalHeader().setDefaultSectionSize(self._cell_width)
        self.view.verticalHeader().updateGeometry()
        self._rights.setFixedWidth(self._rights.sizeHint().width())
        self._below.setFixedHeight(self._below.sizeHint().height())
        self.view.fit_rows(*self._heights)

    def _count_again(self) -> None:
        wanted = self._rights.sizeHint().width()
        if wanted > self._rights.width():
            self._rights.setFixedWidth(wanted)
        self._rights.update()
        self._below.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.fit_rows(*self._heights)
