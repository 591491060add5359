"""The empty state: an icon, one sentence, one button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from centre_desk.views.parts.icons import IconLabel
from centre_desk.views.parts.style import set_look


class EmptyState(QWidget):
    """Shown where there is nothing to show yet, with the one thing to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel("empty", 40)
        self._sentence = QLabel()
        self._sentence.setObjectName("empty_sentence")
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_look(self._sentence, "muted")
        self.button = QPushButton()
        self.button.setObjectName("empty_action")
        self.button.setAutoDefault(False)
        self.button.hide()
        self._act: Callable[[], None] | None = None
        page = QVBoxLayout(self)
        page.setSpacing(12)
        page.addStretch(2)
        page.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addWidget(self._sentence)
        page.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(3)
        self.button.clicked.connect(self._clicked)

    def say(self, icon: str, sentence: str, verb: str = "", act: Callable[[], None] | None = None) -> None:
        """Say what is missing and what to do; without a verb there is no button."""
        self._icon.show_icon(icon)
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.button.setText(verb)
        self.button.setAccessibleName(verb)
        self.button.setVisible(bool(verb))
        self._act = act

    def sentence(self) -> str:
        """Return the sentence."""
        return self._sentence.text()

    def _clicked(self) -> None:
        if self._act is not None:
            self._act()
