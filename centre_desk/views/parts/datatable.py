"""The view on rows: 24-px rows, pills and links, copy as a spreadsheet's text, an empty state in place.

Facts: the look, *Components*; the keyboard of screens (Enter opens, Ctrl+C copies).
"""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from centre_desk.views.parts.empty import EmptyState
from centre_desk.views.parts.palette import Tone, tokens_for
from centre_desk.views.parts.pill import paint_pill, pill_width
from centre_desk.views.parts.table import LINK_ROLE, TONE_ROLE, Column, Index, RowsTableModel

R = TypeVar("R")
ROW_HEIGHT = 28
_LEAST_SHARE = 90
_READABLE_SHARE = 150
_JUDGED = 60
_AROUND = 24


class RowDelegate(QStyledItemDelegate):
    """Paints pills and links; other cells as the style does, elided."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone = index.data(TONE_ROLE)
        if tone is not None:
            self._paint_pill(painter, option, index, Tone(tone))
            return
        if index.data(LINK_ROLE):
            accent = QColor(tokens_for(option.palette).accent)
            option.palette.setColor(QPalette.ColorRole.Text, accent)
            option.palette.setColor(QPalette.ColorRole.HighlightedText, accent)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show what does not fit as a tooltip, unless the column has words of its own."""
        if event.type() == QEvent.Type.ToolTip and not index.data(Qt.ItemDataRole.ToolTipRole):
            text = str(index.data() or "")
            cut = option.fontMetrics.horizontalAdvance(text) > option.rect.width() - 16
            QToolTip.showText(event.globalPos(), text if cut else "", view)
            return True
        return super().helpEvent(event, view, option, index)

    def _paint_pill(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, tone: Tone) -> None:
        tokens = tokens_for(option.palette)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.soft))
        text = index.data()
        if not text:
            return
        width = min(pill_width(option.fontMetrics, text), option.rect.width() - 12)
        top = option.rect.top() + (option.rect.height() - 20) / 2
        painter.setFont(option.font)
        paint_pill(painter, QRectF(option.rect.left() + 6, top, width, 20), text, tone, tokens)


class DataTable(QTableView, Generic[R]):
    """A table of rows. `opened(row)`: double click or Enter; `linked(row, column)`: a link was clicked."""

    opened = Signal(object)
    linked = Signal(object, str)
    chosen = Signal()

    def __init__(self, columns: Sequence[Column[R]], *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.rows_model: RowsTableModel[R] = RowsTableModel(columns, self)
        self.setModel(self.rows_model)
        self.setItemDelegate(RowDelegate(self))
        self._empty = EmptyState(self.viewport())
        self._empty.hide()
        self._can_be_empty = False
        self._set_up()
        self.rows_model.modelReset.connect(self._show_empty)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.row_at(index.row())))
        self.clicked.connect(self._clicked)

    def set_empty(self, icon: str, sentence: str, verb: str = "", act: Callable[[], None] | None = None) -> None:
        """Say what is shown while there are no rows."""
        self._empty.say(icon, sentence, verb, act)
        self._can_be_empty = True
        self._show_empty()

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show rows; those selected before stay selected where they are still there (by `id`, else equal)."""
        kept = {_identity(row) for row in self.selected_rows()}
        at, top = self.currentIndex(), self.verticalScrollBar().value()
        self.rows_model.set_rows(rows)
        self._set_widths()
        if kept:
            self._select(kept, at.column())
        self.verticalScrollBar().setValue(top)

    def rows(self) -> list[R]:
        """Return the rows in the order shown."""
        return self.rows_model.rows()

    def selected_rows(self) -> list[R]:
        """Return the selected rows from top to bottom."""
        picked = self.selectionModel().selectedRows()
        return [self.rows_model.row_at(n) for n in sorted(index.row() for index in picked)]

    def current_row(self) -> R | None:
        """Return the row with the cursor, if it is selected."""
        rows = self.selected_rows()
        at = self.currentIndex()
        if at.isValid() and self.rows_model.row_at(at.row()) in rows:
            return self.rows_model.row_at(at.row())
        return rows[0] if rows else None

    def select_where(self, wanted: Callable[[R], bool]) -> None:
        """Select the rows for which `wanted` is true, and show the first of them."""
        self._select({_identity(row) for row in self.rows() if wanted(row)}, 0)

    def copy(self) -> None:
        """Put the selected rows (all, when none is) on the clipboard, as a spreadsheet takes them."""
        rows = self.selected_rows() or self.rows()
        columns = self.rows_model.columns
        lines = ["\t".join(column.spoken for column in columns)]
        lines += ["\t".join(_flat(column.display(row)) for column in columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _set_up(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(36)
        for number, column in enumerate(self.rows_model.columns):
            header.resizeSection(number, column.width or _LEAST_SHARE)
        header.setStretchLastSection(all(column.width for column in self.rows_model.columns))
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _set_widths(self) -> None:
        """Share the room among the columns without a width by what their words need; where it is too small, scroll."""
        header, columns = self.horizontalHeader(), self.rows_model.columns
        self._give_way()
        shown = [number for number in range(len(columns)) if not self.isColumnHidden(number)]
        shared = [number for number in shown if not columns[number].width]
        room = self.viewport().width() - sum(columns[number].width for number in shown)
        for number, width in zip(shared, share_out(room, [self._needed(n) for n in shared]), strict=True):
            header.resizeSection(number, max(_LEAST_SHARE, width))

    def _needed(self, number: int) -> int:
        """Return how wide a column's words are, judged by its head and first rows."""
        column, metrics = self.rows_model.columns[number], self.fontMetrics()
        texts = [column.header, *(column.display(row) for row in self.rows()[:_JUDGED])]
        return max(metrics.horizontalAdvance(text) for text in texts) + _AROUND

    def _give_way(self) -> None:
        """Hide spare columns, the last ones first, until those that share the room are readable."""
        columns = self.rows_model.columns
        needed = sum(column.width or _READABLE_SHARE for column in columns)
        for number in reversed(range(len(columns))):
            hidden = columns[number].spare and needed > self.viewport().width()
            self.setColumnHidden(number, hidden)
            needed -= (columns[number].width or _READABLE_SHARE) if hidden else 0

    def _select(self, kept: set[object], column: int) -> None:
        model, picked, first = self.rows_model, QItemSelection(), -1
        for number, row in enumerate(model.rows()):
            if _identity(row) in kept:
                first = number if first < 0 else first
                picked.select(model.index(number, 0), model.index(number, model.columnCount() - 1))
        flags = QItemSelectionModel.SelectionFlag
        if first >= 0:
            at = model.index(first, max(column, 0))
            self.selectionModel().setCurrentIndex(at, flags.NoUpdate)
            self.scrollTo(at)
        self.selectionModel().select(picked, flags.ClearAndSelect)

    def _show_empty(self) -> None:
        shown = self._can_be_empty and self.rows_model.rowCount() == 0
        self._empty.setGeometry(self.viewport().rect())
        self._empty.setVisible(shown)
        self.horizontalHeader().setVisible(not shown)
        policy = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(policy.ScrollBarAlwaysOff if shown else policy.ScrollBarAsNeeded)

    def _clicked(self, index: QModelIndex) -> None:
        column = self.rows_model.columns[index.column()]
        if column.link and index.data():
            self.linked.emit(self.rows_model.row_at(index.row()), column.name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._set_widths()
        self._empty.setGeometry(self.viewport().rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.rows_model.row_at(self.currentIndex().row()))
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        hand = index.isValid() and bool(index.data(LINK_ROLE)) and bool(index.data())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)


def share_out(room: int, wanted: Sequence[int]) -> list[int]:
    """Share room (px): who wants less than an equal share gets that, the others share the rest equally.

    What nobody wants is shared equally too, so that the room is filled.
    """
    given, left = [0] * len(wanted), room
    for count, at in zip(range(len(wanted), 0, -1), sorted(range(len(wanted)), key=wanted.__getitem__), strict=True):
        given[at] = min(wanted[at], max(0, left) // count)
        left -= given[at]
    return [width + max(0, left) // len(given) for width in given]


def _identity(row: object) -> object:
    return getattr(row, "id", row)


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")
