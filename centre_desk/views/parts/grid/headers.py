"""The frozen parts of a grid: names at the left, days above, notes at the right and counts below.

Facts: the sketch of the roll. Names are the vertical header of the table, so they stay in sight by
themselves; the notes are two strips that follow the scrolling of the cells.
"""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip, QWidget

from centre_desk.views.parts.grid.model import GridModel, GridRow
from centre_desk.views.parts.icons import paint_icon
from centre_desk.views.parts.palette import Tone, tokens_for, tone_colours

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_SPACE = 8
_WIDEST = 300
_LEAST = 120
_SIGN = 13


class NamesHeader(QHeaderView):
    """Number and name of each row; the second key of a name in muted letters after it."""

    def __init__(self, model: GridModel[object], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._grid = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(16)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(_whole(row)) for row in self._grid.rows), default=80)
        return QSize(min(_number_width(metrics, self._grid) + widest + 3 * _SPACE, self._room()), 0)

    def _room(self) -> int:
        """Return how wide names may be: in a small window cells have half of the room, or what few need."""
        view = self.parentWidget()
        if not isinstance(view, QTableView):
            return _WIDEST
        cells = len(self._grid.columns) * view.horizontalHeader().defaultSectionSize()
        free = view.width() - cells - view.verticalScrollBar().sizeHint().width()
        return min(_WIDEST, max(_LEAST, view.width() * 46 // 100, free))

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:
        if section >= len(self._grid.rows):
            return
        row, tokens = self._grid.rows[section], tokens_for(self.palette())
        metrics = QFontMetrics(self.font())
        numbers = _number_width(metrics, self._grid)
        painter.fillRect(box, QColor(tokens.surface))
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRect(box.left(), box.top(), numbers, box.height()), int(_RIGHT), row.number)
        left = box.left() + numbers + _SPACE
        room = box.right() - left - _SPACE
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        ink = tokens.text if row.tone is Tone.PLAIN else tone_colours(tokens, row.tone)[0]
        painter.setPen(QColor(ink))
        painter.drawText(QRect(left, box.top(), room, box.height()), int(_LEFT), name)
        used = metrics.horizontalAdvance(name) + _SPACE
        if row.second and used < room:
            rest = metrics.elidedText(row.second, Qt.TextElideMode.ElideRight, room - used)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRect(left + used, box.top(), room - used, box.height()), int(_LEFT), rest)


class ColumnsHeader(QHeaderView):
    """Titles of columns; a title that neighbours share is painted once over them."""

    def __init__(self, model: GridModel[object], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(12)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        lines = 1 + any(column.group and column.header for column in self._grid.columns)
        return QSize(0, 8 + lines * (QFontMetrics(self.font()).height() + 1) + self._signs())

    def _signs(self) -> int:
        """Return how much room the signs below the titles take."""
        return _SIGN if any(column.sign for column in self._grid.columns) else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        tokens = tokens_for(self.palette())
        painter.fillRect(event.rect(), QColor(tokens.surface))
        painter.setFont(self.font())
        two = any(column.group and column.header for column in self._grid.columns)
        height = self.height() - 4 - self._signs()
        for first, last, title in self._groups():
            left = self.sectionViewportPosition(first)
            right = self.sectionViewportPosition(last) + self.sectionSize(last)
            box = QRect(left, 2, right - left, height // 2 if two else height)
            marked = any(column.marked for column in self._grid.columns[first : last + 1])
            self._paint_title(painter, box, title, marked)
        for number, column in enumerate(self._grid.columns):
            if column.header:
                left, width = self.sectionViewportPosition(number), self.sectionSize(number)
                top = height // 2 if two else 2
                box = QRect(left, top, width, height - top if two else height)
                self._paint_title(painter, box, column.header, column.marked)
            if column.sign:
                middle = self.sectionViewportPosition(number) + self.sectionSize(number) / 2
                sign = QRectF(middle - _SIGN / 2, height + 2, _SIGN, _SIGN)
                paint_icon(painter, sign, column.sign, tone_colours(tokens, Tone.WARN)[0])
        painter.end()

    def _groups(self) -> list[tuple[int, int, str]]:
        groups: list[tuple[int, int, str]] = []
        for number, column in enumerate(self._grid.columns):
            if groups and column.group and groups[-1][2] == column.group:
                groups[-1] = (groups[-1][0], number, column.group)
            else:
                groups.append((number, number, column.group))
        return groups

    def _paint_title(self, painter: QPainter, box: QRect, title: str, marked: bool) -> None:
        tokens = tokens_for(self.palette())
        painter.setPen(QColor(tokens.accent if marked else tokens.muted))
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, box.width() - 2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)


class RowNotes(QWidget):
    """The strip at the right: what `row_note` says of each row, under a caption; more of it as a tooltip."""

    def __init__(self, view: QTableView, model: GridModel[object]) -> None:
        super().__init__(view.parentWidget())
        self._view, self._grid = view, model
        self.caption = ""

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        notes = [self._grid.row_note(row) for row in self._grid.rows]
        words = [*notes, self.caption] if any(notes) else []
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        return QSize(widest + 2 * _SPACE if widest else 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(tokens_for(self.palette()).muted))
        top = self._view.viewport().y()
        painter.drawText(QRect(0, 0, self.width() - _SPACE, top), int(_RIGHT), self.caption)
        painter.setClipRect(0, top, self.width(), self._view.viewport().height())
        for number, row in enumerate(self._grid.rows):
            y = self._view.rowViewportPosition(number)
            height = self._view.rowHeight(number)
            if -height < y < self._view.viewport().height():
                box = QRect(0, top + y, self.width() - _SPACE, height)
                painter.drawText(box, int(_RIGHT), self._grid.row_note(row))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = self._view.rowAt(event.pos().y() - self._view.viewport().y())
            tip = self._grid.row_tip(self._grid.rows[at]) if 0 <= at < len(self._grid.rows) else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)


class ColumnNotes(QWidget):
    """The strip below: what `column_note` counts in each column, with a caption under the names."""

    def __init__(self, view: QTableView, model: GridModel[object]) -> None:
        super().__init__(view.parentWidget())
        self._view, self._grid = view, model
        self.caption = ""

    def sizeHint(self) -> QSize:
        any_note = any(self._grid.column_note(column) for column in self._grid.columns)
        return QSize(0, QFontMetrics(self.font()).height() + 8 if any_note else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QColor(tokens_for(self.palette()).muted))
        left = self._view.viewport().x()
        painter.drawText(QRect(0, 0, left - _SPACE, self.height()), int(_RIGHT), self.caption)
        painter.setClipRect(left, 0, self._view.viewport().width(), self.height())
        for number, column in enumerate(self._grid.columns):
            x, width = self._view.columnViewportPosition(number), self._view.columnWidth(number)
            if -width < x < self._view.viewport().width():
                box = QRect(left + x, 0, width, self.height())
                painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._grid.column_note(column))
        painter.end()


def _whole(row: GridRow) -> str:
    return f"{row.name}  {row.second}" if row.second else row.name


def _number_width(metrics: QFontMetrics, model: GridModel[object]) -> int:
    return max((metrics.horizontalAdvance(row.number) for row in model.rows), default=0) + 4
