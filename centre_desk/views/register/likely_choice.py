"""The question about likely people: who is already in the register, how alike with which reasons, and which it is.

Nobody is taken for another by itself: "another person" is chosen until somebody says otherwise, but for one case
number, which is one person's alone.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from centre_desk.queries.register import LikelyPerson
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.style import set_look
from centre_desk.views.register.people import likeness_words, person_words

CERTAIN = 100
_LEAST, _TALLEST = 62, 118


class LikelyChoice(QFrame):
    """Hidden until somebody is likely; `changed` when another answer is chosen, `opened` asks for a sheet."""

    changed = Signal()
    opened = Signal(int)

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setObjectName("likely")
        self.setAccessibleName(words.t("Likely the same person"))
        self._rows: list[LikelyPerson] = []
        self._group = QButtonGroup(self)
        self._title = QLabel()
        self._title.setObjectName("likely_title")
        set_look(self._title, "heading")
        self._note = QLabel()
        self._note.setObjectName("likely_note")
        self._note.setWordWrap(True)
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        set_look(self._note, "muted")
        self._note.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        page = QWidget()
        page.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidget(page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self._scroll)
        column.addWidget(self._note)
        self._group.idToggled.connect(lambda _id, pressed: self.changed.emit() if pressed else None)
        self.hide()

    def ask(self, rows: Sequence[LikelyPerson]) -> None:
        """Offer the likely people and, last, another person."""
        before = self.chosen()
        self._rows = list(rows)
        for button in self._group.buttons():
            self._group.removeButton(button)
        while item := self._list.takeAt(0):
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, likely in enumerate(self._rows):
            self._list.addWidget(self._line(number, likely))
        self._list.addWidget(self._button(len(self._rows), self._words.t("None of them: another person")))
        first = self._first(before)
        self._group.button(first).setChecked(True)
        count = len(self._rows)
        self._title.setText(self._words.n("{count} person is like this one", "{count} people are like this one", count))
        self.setVisible(bool(self._rows))
        page = self._scroll.widget()
        if page is not None:
            tall = min(_TALLEST, page.sizeHint().height())
            self._scroll.setMinimumHeight(min(_LEAST, tall))
            self._scroll.setMaximumHeight(tall)
        self._group.button(first).setFocus()

    def _first(self, before: LikelyPerson | None) -> int:
        """Return which answer is chosen first: the one given before, the one of one case number, else another."""
        ids = [likely.row.id for likely in self._rows]
        if before is not None and before.row.id in ids:
            return ids.index(before.row.id)
        return 0 if self._rows and self._rows[0].likeness.score == CERTAIN else len(self._rows)

    def set_note(self, text: str) -> None:
        """Say below what the answer would change."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def chosen(self) -> LikelyPerson | None:
        """Return who it is; None for another person, and while nobody was likely."""
        at = self._group.checkedId()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def others(self) -> tuple[int, ...]:
        """Return who was offered and is not the person."""
        chosen = self.chosen()
        return tuple(one.row.id for one in self._rows if chosen is None or one.row.id != chosen.row.id)

    def _line(self, number: int, likely: LikelyPerson) -> QWidget:
        words = self._words
        text = f"{person_words(likely.row, words)}\n{likeness_words(likely.likeness, words)}"
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button(number, text), 1)
        see = link_button(words.t("Open the file"), lambda: self.opened.emit(likely.row.id), f"likely_open_{number}")
        see.setAccessibleName(f"{see.text()}\N{NO-BREAK SPACE}: {likely.row.name}")
        row.addWidget(see, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _button(self, number: int, text: str) -> QRadioButton:
        button = QRadioButton(text)
        button.setObjectName(f"likely_{number}")
        button.setAccessibleName(text)
        self._group.addButton(button, number)
        return button
