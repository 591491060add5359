"""The title line of a panel: what, when, who, and its few actions at the right.

Facts: the look, *One screen*. Long titles and second lines elide, with the whole text as a tooltip.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from centre_desk.views.parts.style import set_look

_GAP = 12


class ElidedLabel(QLabel):
    """One line of text that never pushes the others away: too long, it ends in an ellipsis."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None, *, least: int = 48) -> None:
        super().__init__(text, parent)
        self._least = least
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if look:
            set_look(self, look)

    def minimumSizeHint(self) -> QSize:
        least = min(self._least, super().sizeHint().width() + 1)
        return QSize(least, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """One pixel more than the text, so that rounding does not elide what fits."""
        hint = super().sizeHint()
        return QSize(hint.width() + 1, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = QFontMetrics(self.font())
        box = self.contentsRect()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(box, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


class Head(QWidget):
    """Title, second words, and buttons at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ElidedLabel(look="title", least=360)
        self.title.setObjectName("panel_title")
        self.note = ElidedLabel(look="muted")
        self.note.setObjectName("panel_note")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.title)
        self._row.addWidget(self.note)
        self._row.addStretch(1)
        self.setMinimumHeight(34)

    def set_title(self, title: str, note: str = "") -> None:
        """Show a title, and the muted words beside it."""
        self.title.setText(title)
        self.note.setText(note)

    def add_button(self, name: str, text: str, *, primary: bool = False) -> QPushButton:
        """Add an action at the right; a screen has at most one primary button."""
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAccessibleName(text)
        if primary:
            set_look(button, "primary")
        self._row.addWidget(button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Add something else at the right: a search field, a pill, a chooser of months."""
        self._row.addWidget(widget)
