"""The timeline as a list that is painted: day, icon on a line, what happened, what came of it.

Facts: `queries/overview/events`. Each event has its words beside its icon; Enter or a double click opens its room.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from centre_desk.queries.overview.events import event_lines
from centre_desk.queries.overview.timeline import TimelineEvent
from centre_desk.rules.overview import EventKind
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.icons import SIZE, paint_icon
from centre_desk.views.parts.palette import Tokens, tokens_for
from centre_desk.views.parts.table import Index

ICONS: dict[EventKind, str] = {
    EventKind.REFERRAL: "import",
    EventKind.TEST: "exams",
    EventKind.OFFER: "next",
    EventKind.LETTER: "export",
    EventKind.ENROLMENT: "sessions",
    EventKind.COURSE_END: "done",
    EventKind.RESULT: "exams",
    EventKind.CERTIFICATE: "certificates",
    EventKind.PAYMENT: "claims",
    EventKind.EXCUSE: "user",
    EventKind.CORRECTION: "warning",
    EventKind.KIT: "kits",
    EventKind.VISIT: "user",
    EventKind.DEATH: "remember",
}
_ROW, _DAY, _ICON = 48, 92, 32
_EVENT_ROLE = Qt.ItemDataRole.UserRole + 1


class EventsModel(QAbstractListModel):
    """The events of one person, newest first, and a word on attendance for each enrolment."""

    def __init__(self, words: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self._events: tuple[TimelineEvent, ...] = ()
        self._notes: dict[int, str] = {}

    def show_events(self, events: Sequence[TimelineEvent], notes: dict[int, str]) -> None:
        """Show other events; `notes` stand behind the enrolments of a session."""
        self.beginResetModel()
        self._events, self._notes = tuple(events), notes
        self.endResetModel()

    def event_at(self, row: int) -> TimelineEvent:
        """Return one event."""
        return self._events[row]

    def lines(self, event: TimelineEvent) -> tuple[str, str]:
        """Return the two lines of an event."""
        first, second = event_lines(event, self._words)
        note = self._notes.get(event.item_id, "") if event.kind is EventKind.ENROLMENT else ""
        return first, " · ".join(part for part in (second, note) if part)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._events)

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        event = self._events[index.row()]
        if role == _EVENT_ROLE:
            return event
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = (short_date(event.day, self._words.language), *self.lines(event))
            return "\n".join(part for part in said if part)
        return None


class _EventDelegate(QStyledItemDelegate):
    """Paints one event."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_DAY + 240, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, box = tokens_for(option.palette), option.rect
        model, event = index.model(), index.data(_EVENT_ROLE)
        if not isinstance(model, EventsModel) or not isinstance(event, TimelineEvent):
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(tokens.soft))
        painter.save()
        self._paint_line(painter, box, tokens, index.row(), model.rowCount())
        paint_icon(painter, self._icon_box(box), ICONS[event.kind], tokens.accent)
        first, second = model.lines(event)
        day = short_date(event.day)
        painter.setFont(option.font)
        self._write(painter, QRect(box.left() + 12, box.top() + 5, _DAY - 16, 19), day, tokens.muted)
        left = box.left() + _DAY + _ICON + 8
        room = box.right() - left - 12
        self._write(painter, QRect(left, box.top() + 5, room, 19), first, tokens.text, bold=True)
        self._write(painter, QRect(left, box.top() + 24, room, 19), second, tokens.muted)
        painter.restore()

    def _icon_box(self, box: QRect) -> QRectF:
        return QRectF(box.left() + _DAY + (_ICON - SIZE) / 2, box.top() + 4, SIZE, SIZE)

    def _paint_line(self, painter: QPainter, box: QRect, tokens: Tokens, row: int, rows: int) -> None:
        """Join an event with the one below it."""
        if row < rows - 1:
            middle = box.left() + _DAY + _ICON // 2
            painter.fillRect(QRect(middle, box.top() + SIZE + 7, 1, _ROW - SIZE - 6), QColor(tokens.hatch))

    def _write(self, painter: QPainter, box: QRect, text: str, colour: str, *, bold: bool = False) -> None:
        kept = painter.font()
        font = QFont(kept)
        font.setBold(bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.setFont(kept)


class EventList(QListView):
    """The list; `opened(event)` by Enter or a double click."""

    opened = Signal(object)

    def __init__(self, words: Catalogue, *, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.events = EventsModel(words, self)
        self.setModel(self.events)
        self.setItemDelegate(_EventDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.events.event_at(index.row())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and at.isValid():
            self.opened.emit(self.events.event_at(at.row()))
        else:
            super().keyPressEvent(event)
