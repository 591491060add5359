"""A month of one session: a letter for each half-day, worked by keys alone.

Facts: the look (a letter with every colour). What was taken out is struck through, a day off carries its name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from centre_desk.queries.course import SlotRow
from centre_desk.rules.course import HalfDay, SlotState
from centre_desk.rules.dates import first_day, last_day
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import full_date, weekday_name
from centre_desk.views.course.phrases import why_off
from centre_desk.views.parts.palette import Tone, tokens_for, tone_colours
from centre_desk.views.parts.style import set_look

Index = QModelIndex | QPersistentModelIndex
CELL_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the month with the half-days of the session; `off` names what makes it a day off."""

    day: date
    inside: bool
    slots: tuple[SlotRow, ...] = ()
    off: str = ""

    def planned(self) -> frozenset[HalfDay]:
        """Return the half-days that are held."""
        return frozenset(s.half_day for s in self.slots if s.state is SlotState.PLANNED)


def month_cells(month: str, slots: Iterable[SlotRow], off: dict[date, str]) -> list[DayCell]:
    """Return the days of the weeks of a month, Monday first."""
    first, last = first_day(month), last_day(month)
    monday = first - timedelta(days=first.weekday())
    by_day: dict[date, list[SlotRow]] = {}
    for slot in slots:
        by_day.setdefault(slot.day, []).append(slot)
    count = -(-((last - monday).days + 1) // 7) * 7
    days = (monday + timedelta(days=n) for n in range(count))
    return [DayCell(d, first <= d <= last, tuple(by_day.get(d, ())), off.get(d, "")) for d in days]


class MonthModel(QAbstractTableModel):
    """Weeks down, weekdays across."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._cells: list[DayCell] = []

    def set_cells(self, cells: Sequence[DayCell]) -> None:
        """Show another month."""
        self.beginResetModel()
        self._cells = list(cells)
        self.endResetModel()

    def cell(self, index: Index) -> DayCell | None:
        """Return the day at an index."""
        at = index.row() * 7 + index.column()
        return self._cells[at] if index.isValid() and at < len(self._cells) else None

    def index_of(self, day: date) -> QModelIndex:
        """Return where a day stands; an invalid index when it is not shown."""
        for at, cell in enumerate(self._cells):
            if cell.day == day and cell.inside:
                return self.index(at // 7, at % 7)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._cells) // 7

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 7

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and self._cells:
            return weekday_name(self._cells[section].day, self._words.language)
        return None

    def data(self, index: Index, role: int = 0) -> object:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == CELL_ROLE:
            return cell
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._said(cell)
        return None

    def _said(self, cell: DayCell) -> str:
        words = self._words
        lines = [full_date(cell.day, words.language)]
        for slot in cell.slots:
            why = why_off(slot, words)
            reason = f" ({why})" if why else ""
            lines.append(f"{words.word(slot.half_day)}: {words.word(slot.state)}{reason}")
        return "\n".join([*lines, cell.off] if cell.off else lines)


class MonthDelegate(QStyledItemDelegate):
    """Paints a day: its number, a letter for each half-day, the name of a day off."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = {
            HalfDay.MORNING: words.p("letter of a half-day", "M"),
            HalfDay.AFTERNOON: words.p("letter of a half-day", "A"),
        }

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, DayCell):
            return
        tokens = tokens_for(option.palette)
        box = QRectF(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QColor(tokens.accent if focused else tokens.line))
        painter.setBrush(QColor(tokens.surface if cell.inside and not cell.off else tokens.idle))
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(QColor(tokens.text if cell.inside else tokens.muted))
        painter.drawText(box.adjusted(8, 4, -6, 0), Qt.AlignmentFlag.AlignLeft, str(cell.day.day))
        if cell.off:
            self._paint_name(painter, box, cell.off, tokens.muted)
        for slot in cell.slots if cell.inside else ():
            self._paint_half(painter, option, box, slot)
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRectF, name: str, colour: str) -> None:
        painter.setPen(QColor(colour))
        room = box.adjusted(28, 4, -6, 0)
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_half(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, slot: SlotRow) -> None:
        planned = slot.state is SlotState.PLANNED
        ink, ground = tone_colours(tokens_for(option.palette), Tone.SOFT if planned else Tone.IDLE)
        if planned and slot.holiday:
            ink, ground = tone_colours(tokens_for(option.palette), Tone.WARN)
        width = (box.width() - 18) / 2
        left = box.left() + 6 + (width + 6 if slot.half_day is HalfDay.AFTERNOON else 0)
        place = QRectF(left, box.bottom() - 26, width, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(place, 4, 4)
        font = painter.font()
        font.setStrikeOut(not planned)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._letters[slot.half_day])
        font.setStrikeOut(False)
        painter.setFont(font)


class MonthGrid(QTableView):
    """The month of a session. `opened(day)`: Enter or double click on a day."""

    opened = Signal(object)

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("month_grid")
        self.setAccessibleName(words.t("Month of the session"))
        set_look(self, "month")
        self.month_model = MonthModel(words, self)
        self.setModel(self.month_model)
        self.setItemDelegate(MonthDelegate(words, self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(48)
        self.doubleClicked.connect(self._open)

    def show_month(self, month: str, slots: Iterable[SlotRow], off: dict[date, str]) -> None:
        """Show a month; the day with the cursor keeps it where it is still shown."""
        cell = self.month_model.cell(self.currentIndex())
        self.month_model.set_cells(month_cells(month, slots, off))
        if cell is not None:
            self.setCurrentIndex(self.month_model.index_of(cell.day))

    def _open(self, index: QModelIndex) -> None:
        cell = self.month_model.cell(index)
        if cell is not None and cell.inside:
            self.opened.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
