"""A band across the window that stays: the demonstration, or a backup that is old or failed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.style import set_look, set_style_property


class Banner(QFrame):
    """One line of words, at the right a chooser or a button."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        set_look(self, "banner")
        self._text = ElidedLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._text.setObjectName(f"{name}_text")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 4, 20, 4)
        self._row.setSpacing(12)
        self._row.addWidget(self._text, 1)

    def say(self, text: str, tone: Tone = Tone.WARN) -> None:
        """Show words in a tone; no words hide the banner."""
        self._text.setText(text)
        self.setAccessibleName(text)
        set_style_property(self, "tone", tone.value)
        self.setVisible(bool(text))

    def text(self) -> str:
        """Return the words."""
        return self._text.text()

    def add_chooser(self, name: str, label: str, choices: Sequence[str], chosen: Callable[[int], None]) -> QComboBox:
        """Add a chooser at the right, with its label."""
        caption = QLabel(label)
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.addItems(list(choices))
        box.activated.connect(chosen)
        self._row.addWidget(caption)
        self._row.addWidget(box)
        return box

    def add_button(self, name: str, text: str, act: Callable[[], None]) -> QPushButton:
        """Add a button at the right."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _checked=False: act())
        self._row.addWidget(button)
        return button
