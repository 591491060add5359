"""A pill: a short word on a coloured ground. The word carries the meaning, the colour only helps.

Facts: the look, *Components*. `paint_pill` serves tables and cards alike.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from centre_desk.views.parts.palette import Tokens, Tone, tokens_for, tone_colours

_SIDE = 11
_HEIGHT = 20


def pill_width(metrics: QFontMetrics, text: str) -> int:
    """Return how wide a pill with this word is."""
    return metrics.horizontalAdvance(text) + 2 * _SIDE


def paint_pill(painter: QPainter, box: QRectF, text: str, tone: Tone, tokens: Tokens) -> None:
    """Paint a pill in the box; the word is elided where the box is too small."""
    ink, ground = tone_colours(tokens, tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(tokens.line) if tone is Tone.PLAIN else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setPen(QColor(ink))
    room = int(box.width()) - 2 * _SIDE + 4
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class Pill(QWidget):
    """A pill that stands by itself."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = "", tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, tone)

    def text(self) -> str:
        """Return the word."""
        return self._text

    def tone(self) -> Tone:
        """Return the tone."""
        return self._tone

    def say(self, text: str, tone: Tone) -> None:
        """Show a word in a tone; an empty word hides the pill."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setVisible(bool(text) and self.parent() is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self.fontMetrics(), self._text), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self._text, self._tone, tokens_for(self.palette()))
        painter.end()
