"""Cards: a title with its count, rows of two lines with a pill and a link, and at most one button.

Facts: the look, *Components* and the sketch of the first screen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look


@dataclass(frozen=True, slots=True)
class CardRow:
    """What one row of a card says; `act` is what its link does, `name` the link's object name."""

    first: str
    second: str = ""
    pill: str = ""
    tone: Tone = Tone.PLAIN
    link: str = ""
    act: Callable[[], None] | None = None
    name: str = ""


class Card(QFrame):
    """A card of rows. `set_rows` shows others; `add_button` puts the one action below."""

    def __init__(self, title: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        set_look(self, "card")
        self._title = ElidedLabel(title, "heading")
        self._count = QLabel()
        self._count.setObjectName(f"{name}_count")
        set_look(self._count, "muted")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        top = QHBoxLayout()
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._count)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(16, 12, 16, 12)
        self._page.setSpacing(6)
        self._page.addLayout(top)
        self._page.addLayout(self._rows)
        self._page.addStretch(1)

    def set_title(self, title: str, count: str = "") -> None:
        """Show a title and what is counted at the right."""
        self._title.setText(title)
        self._count.setText(count)
        self.setAccessibleName(title)

    def set_count(self, count: str) -> None:
        """Show what is counted at the right of the title."""
        self._count.setText(count)

    def set_rows(self, rows: Sequence[CardRow], nothing: str = "") -> None:
        """Show rows; `nothing` is the sentence for none."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self._rows.addWidget(_CardLine(row, self))
        if not rows and nothing:
            self._rows.addWidget(_second_line(nothing))

    def add_widget(self, widget: QWidget) -> None:
        """Add something below the rows: a chart, a field."""
        self._page.insertWidget(self._page.count() - 1, widget)

    def add_button(self, name: str, text: str, *, primary: bool = False) -> QPushButton:
        """Add the card's action below its rows, as wide as the card."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        if primary:
            set_look(button, "primary")
        self._page.addWidget(button)
        return button


class _CardLine(QWidget):
    """One row: two lines of text, a pill, a link."""

    def __init__(self, row: CardRow, parent: QWidget) -> None:
        super().__init__(parent)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(_wide(ElidedLabel(row.first)))
        if row.second:
            words.addWidget(_second_line(row.second))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addLayout(words, 1)
        if row.pill:
            line.addWidget(Pill(row.pill, row.tone, self))
        if row.link:
            line.addWidget(link_button(row.link, row.act, row.name, f"{row.link}\N{NO-BREAK SPACE}: {row.first}"))


def link_button(text: str, act: Callable[[], None] | None, name: str, label: str = "") -> QPushButton:
    """Make a link that acts; `label` is what a screen reader says."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(label or text)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAutoDefault(False)  # in a form, Enter is the form's verb and never a link
    set_look(button, "link")
    if act is not None:
        button.clicked.connect(lambda _checked=False: act())
    return button


def _wide(label: ElidedLabel) -> ElidedLabel:
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return label


def _second_line(text: str) -> ElidedLabel:
    return _wide(ElidedLabel(text, "muted"))
