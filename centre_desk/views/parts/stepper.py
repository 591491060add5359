"""The steps of a run, with the one that is due: Établir, Transmettre, Approuver, Payer; or those of an import.

Facts: the claims run of screens (*status always in sight*). A tick, a number and a word say the state.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.fonts import sized
from centre_desk.views.parts.palette import Tokens, tokens_for

_DISC = 22
_GAP = 8
_LINE, _SHORT_LINE = 28, 10


class Stepper(QWidget):
    """Shows steps; `set_current` says which one is due (as many as there are steps: all done)."""

    def __init__(self, words: Catalogue, steps: Sequence[str], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._words = words
        self._steps = tuple(steps)
        self._current = 0
        self.setToolTip(" → ".join(steps))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_current(0)

    def current(self) -> int:
        """Return the number of the step that is due, from 0."""
        return self._current

    def set_current(self, number: int) -> None:
        """Say which step is due."""
        self._current = number
        due = self._steps[number] if number < len(self._steps) else self._words.t("done")
        place = min(number + 1, len(self._steps))
        self.setAccessibleName(
            self._words.t("Step {number} of {count}: {step}", number=place, count=len(self._steps), step=due)
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width(self._steps, _LINE), _DISC + 6)

    def minimumSizeHint(self) -> QSize:
        """In a small window only the step that is due keeps its words; the tooltip says all of them."""
        return QSize(self._width(self._steps[self._current : self._current + 1], _SHORT_LINE), _DISC + 6)

    def _width(self, worded: Sequence[str], line: int) -> int:
        metrics = QFontMetrics(sized(self.font(), self.font().pixelSize(), bold=True))
        words = sum(metrics.horizontalAdvance(step) + _GAP + 4 for step in worded)
        return words + len(self._steps) * (_DISC + 2) + (len(self._steps) - 1) * (line + 2 * _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, x = tokens_for(self.palette()), 1.0
        roomy = self.width() >= self.sizeHint().width()
        for number, step in enumerate(self._steps):
            if number:
                x = self._paint_line(painter, x, _LINE if roomy else _SHORT_LINE, number <= self._current, tokens)
            x = self._paint_step(painter, x, number, step if roomy or number == self._current else "", tokens)
        painter.end()

    def _paint_line(self, painter: QPainter, x: float, line: int, reached: bool, tokens: Tokens) -> float:
        middle = self.height() / 2
        painter.setPen(QPen(QColor(tokens.accent if reached else tokens.line), 2))
        painter.drawLine(QPointF(x + _GAP, middle), QPointF(x + _GAP + line, middle))
        return x + line + 2 * _GAP

    def _paint_step(self, painter: QPainter, x: float, number: int, step: str, tokens: Tokens) -> float:
        disc = QRectF(x, (self.height() - _DISC) / 2, _DISC, _DISC)
        done, due = number < self._current, number == self._current
        painter.setPen(QPen(QColor(tokens.accent if done or due else tokens.line), 2))
        painter.setBrush(QColor(tokens.accent if due else tokens.soft if done else tokens.surface))
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        painter.setFont(sized(self.font(), 11, bold=True))
        painter.setPen(QColor(tokens.on_accent if due else tokens.accent if done else tokens.muted))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "✓" if done else str(number + 1))
        painter.setFont(sized(self.font(), self.font().pixelSize(), bold=due))
        painter.setPen(QColor(tokens.text if due or done else tokens.muted))
        if not step:
            return x + _DISC
        left = x + _DISC + _GAP
        width = painter.fontMetrics().horizontalAdvance(step) + 2
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, 0, width, self.height()), flags, step)
        return left + width
