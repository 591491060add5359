"""Our own 20-px line icons, in the colour that the painter asks for.

Facts: `resources/icons/*.svg`, one stroke width, `currentColor`. Painted as vectors, so that 150 % is sharp.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from centre_desk.places import resource
from centre_desk.views.parts.palette import tokens_for

SIZE = 20


@lru_cache(maxsize=64)
def _drawing(name: str, colour: str) -> QSvgRenderer:
    drawn = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawn.replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, box: QRectF, name: str, colour: str) -> None:
    """Paint the icon `name` into the box."""
    _drawing(name, colour).render(painter, box)


def icon(name: str, colour: str, size: int = SIZE) -> QIcon:
    """Return an icon for a button or a menu; ask again when the palette changes."""
    ratio = 2
    pixmap = QPixmap(size * ratio, size * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, QRectF(0, 0, size * ratio, size * ratio), name, colour)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QIcon(pixmap)


class IconLabel(QWidget):
    """An icon that stands by itself, in the muted colour of the palette in force."""

    def __init__(self, name: str, size: int = SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size = name, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), self._name, tokens_for(self.palette()).muted)
        painter.end()
