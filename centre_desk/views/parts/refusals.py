"""The list of what stands in the way, beside the form that it concerns; each line names its remedy.

Facts: refusals of rules, in the words of `texts/<room>.py`; file problems in one plain sentence.
"""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget

from centre_desk.rules.refusal import Refusal
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.icons import IconLabel
from centre_desk.views.parts.style import set_look

_TALLEST = 132


class RefusalBox(QFrame):
    """Hidden while nothing is refused. Lines can be copied; a screen reader is told of each."""

    changed = Signal()

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("refusals")
        self.setAccessibleName(words.t("Refused"))
        set_look(self, "refusals")
        self._lines = _wrapping_label("refusal_lines")
        self._scroll = _Fitting(self._lines)
        self._close = QPushButton("×")
        self._close.setObjectName("refusals_close")
        self._close.setAccessibleName(words.t("Hide the message"))
        self._close.setAutoDefault(False)
        set_look(self._close, "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(IconLabel("warning"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._scroll, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.clicked.connect(self.clear)
        self.hide()

    def show_refusals(self, refusals: Iterable[Refusal]) -> None:
        """Show the sentences of refusals, each once."""
        self.show_sentences(dict.fromkeys(self._words.refusal(one) for one in refusals))

    def show_sentences(self, sentences: Iterable[str]) -> None:
        """Show plain sentences."""
        lines = list(sentences)
        bullet = "" if len(lines) == 1 else "•\N{NO-BREAK SPACE}"
        self._lines.setText("\n".join(f"{bullet}{line}" for line in lines))
        self._lines.setAccessibleName("\n".join(lines))
        self.setVisible(bool(lines))
        self._scroll.updateGeometry()
        self.changed.emit()

    def text(self) -> str:
        """Return what is shown; empty when nothing is."""
        return self._lines.text()

    def clear(self) -> None:
        """Take the list away."""
        self.show_sentences(())


def _wrapping_label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label


class _Fitting(QScrollArea):
    """As tall as its text up to a limit, then it scrolls."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self._label = label
        self.setWidget(label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        label.setAutoFillBackground(False)
        self.setSizePolicy(_as_tall_as_wide_allows())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(_TALLEST, self._label.heightForWidth(width))

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 20)


def _as_tall_as_wide_allows() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy
