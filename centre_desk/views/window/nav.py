"""The left bar: one row a screen, with icon and words; narrower and without icons in a small window.

Facts: the look (rows of 36 px) and 1024x768 at 150 %, which is 683x512 of the window's pixels.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.icons import SIZE, paint_icon
from centre_desk.views.parts.palette import tokens_for
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import Index
from centre_desk.views.window.screens import Screen, ScreenPlan

WIDE, NARROW = 216, 182
_ROW, _SMALL_ROW = 36, 32
_SCREEN_ROLE = Qt.ItemDataRole.UserRole + 1


class _Screens(QAbstractListModel):
    def __init__(self, words: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._words = words
        self.plans: tuple[ScreenPlan, ...] = ()

    def set_plans(self, plans: Sequence[ScreenPlan]) -> None:
        self.beginResetModel()
        self.plans = tuple(plans)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.plans)

    def data(self, index: Index, role: int = 0) -> object:
        if not index.isValid():
            return None
        plan = self.plans[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words.msg(plan.title)
        return plan.screen.value if role == _SCREEN_ROLE else None


class _Row(QStyledItemDelegate):
    """Paints a row: the accent's edge and the soft ground say where one is."""

    small = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(NARROW if self.small else WIDE, _SMALL_ROW if self.small else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, box = tokens_for(option.palette), option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.fillRect(box, QColor(tokens.soft if chosen else tokens.window))
        if chosen:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(tokens.accent))
        left = box.left() + (14 if self.small else 16)
        if not self.small:
            square = QRectF(left, box.top() + (box.height() - SIZE) / 2, SIZE, SIZE)
            colour = tokens.accent if chosen else tokens.muted
            paint_icon(painter, square, str(index.data(_SCREEN_ROLE)), colour)
            left += SIZE + 12
        painter.setPen(QColor(tokens.text))
        painter.setFont(option.font)
        words = QRect(left, box.top(), box.right() - left - 6, box.height())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(flags), shown)


class NavBar(QListView):
    """The list of screens. `picked(screen)` when the user asks for one; `show_screen` follows the window."""

    picked = Signal(object)

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setAccessibleName(words.t("Screens"))
        set_look(self, "nav")
        self._screens = _Screens(words, self)
        self._row = _Row(self)
        self.setModel(self._screens)
        self.setItemDelegate(self._row)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDE)
        self.clicked.connect(self._pick)

    def set_plans(self, plans: Sequence[ScreenPlan]) -> None:
        """Offer these screens."""
        self._screens.set_plans(plans)

    def set_small(self, small: bool) -> None:
        """Take less room, in a small window."""
        if small != self._row.small:
            self._row.small = small
            self.setFixedWidth(NARROW if small else WIDE)
            self.scheduleDelayedItemsLayout()

    def show_screen(self, screen: Screen) -> None:
        """Show which screen is open."""
        for number, plan in enumerate(self._screens.plans):
            if plan.screen is screen:
                self.setCurrentIndex(self._screens.index(number))

    def index_of(self, screen: Screen) -> QModelIndex:
        """Return the place of a screen in the bar, for clicks."""
        places = [number for number, plan in enumerate(self._screens.plans) if plan.screen is screen]
        return self._screens.index(places[0]) if places else QModelIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._screens.plans[index.row()].screen)
