"""One doubtful line: what it says, what is doubtful about it, what it would change, and what can be done about it.

Facts: `choices.py` says which answers a doubt allows. The words are scrolled where they find no room; the answers
are always in sight.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from centre_desk.papers.phone import show_phone
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.plan import PlannedLine
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look
from centre_desk.views.referral.changes import change_sentences
from centre_desk.views.referral.choices import Choice, Entry, is_doubtful, put
from centre_desk.views.referral.lines import FATE_TONES, line_name, line_trade
from centre_desk.views.register.people import show_birth


class LineCard(QFrame):
    """Shows a line; `chosen(change, for_all)` hands the answer on, `taken_back` undoes it."""

    chosen = Signal(object, bool)
    taken_back = Signal()

    def __init__(self, words: Catalogue) -> None:
        super().__init__()
        self._words = words
        self._entry: Entry | None = None
        self._shown: list[tuple[Choice, QPushButton]] = []
        set_look(self, "card")
        self.title, self.facts, self.doubt, self.changes = QLabel(), QLabel(), QLabel(), QLabel()
        self.facts.setObjectName("import_facts")
        self.doubt.setObjectName("import_doubt")
        self.changes.setObjectName("import_changes")
        set_look(self.title, "heading")
        set_look(self.facts, "muted")
        self.pill = Pill(parent=self)
        self.all = QCheckBox()
        self.all.setObjectName("answer_all")
        self.typed = QLineEdit()
        self.typed.setObjectName("answer_text")
        self.picked: ChoiceField[str] = ChoiceField()
        self.picked.setObjectName("answer_choice")
        self.put = _button("answer_put", words.t("Correct"))
        self.back = _button("answer_back", words.t("Take the answer back"))
        set_look(self.back, "link")
        for field in (self.all, self.typed, self.picked):
            field.setAccessibleName(self.put.text())  # until a line says what they are about
        self._buttons = QVBoxLayout()
        self._lay_out()
        self.put.clicked.connect(self._put)
        self.picked.activated.connect(lambda _index: self._put())
        self.typed.returnPressed.connect(self._put)
        self.back.clicked.connect(self.taken_back)
        self.all.toggled.connect(lambda _on: self._show_ways())

    def _lay_out(self) -> None:
        for label in (self.title, self.facts, self.doubt, self.changes):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons.setSpacing(6)
        top, entry = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignTop)
        entry.addWidget(self.typed, 1)
        entry.addWidget(self.picked, 1)
        entry.addWidget(self.put)
        inner = QWidget()
        inner.setProperty("look", "page")
        page = QVBoxLayout(inner)
        page.setContentsMargins(0, 0, 8, 0)
        page.setSpacing(10)
        page.addLayout(top)
        for label in (self.facts, self.doubt, self.changes):
            page.addWidget(label)
        page.addStretch(1)
        self.area = QScrollArea()
        self.area.setObjectName("import_card")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setMinimumHeight(40)
        self.area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.setSpacing(10)
        outer.addWidget(self.area, 1)
        outer.addLayout(entry)
        outer.addLayout(self._buttons)
        outer.addWidget(self.all)
        outer.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)

    def show_line(
        self,
        line: PlannedLine,
        choices: Sequence[Choice],
        entry: Entry | None,
        alike: int,
        trades: Mapping[str, str],
        earlier: Sequence[PlannedLine] = (),
    ) -> None:
        """Show a line; a value that is asked for has the focus, an answer never: a second Enter must not give one.

        `alike` counts the other lines that raise the same doubt: one answer may settle them all. `earlier` are the
        lines of the file that it may repeat, shown with what they say.
        """
        words, doubtful = self._words, is_doubtful(line)
        self.title.setText(words.t("Line {place}: {name}", place=line.place, name=line_name(line)))
        self.pill.say(words.word(line.fate), FATE_TONES[line.fate])
        self.facts.setText(self._facts(line, trades))
        said = [*self._likely(line), *(self._of_line(one, trades) for one in earlier)]
        self._say(self.doubt, [words.refusal(f) for f in line.findings])
        self._say(self.changes, [*said, *change_sentences(line, words, trades)])
        self._show_choices(choices if doubtful else ())
        self._entry = entry if doubtful else None
        self._fill_entry()
        many = any(c.for_all for c, _ in self._shown) or (self._entry is not None and self._entry.for_all)
        self.all.setChecked(False)
        self.all.setVisible(many and alike > 0)
        self.all.setText(words.n("and answer the other line alike", "and answer the {count} other lines alike", alike))
        self.all.setAccessibleName(self.all.text())
        self.back.setVisible(not doubtful)
        self._show_ways()
        self._focus_first()
        self.area.verticalScrollBar().setValue(0)

    def _say(self, label: QLabel, sentences: Sequence[str]) -> None:
        label.setText("\n".join(sentences))
        label.setAccessibleName(label.text())
        label.setVisible(bool(sentences))

    def _likely(self, line: PlannedLine) -> list[str]:
        """Say of each person whom the line may be how sure that is, and why."""
        words = self._words
        return [
            words.t(
                "{name}: {score}/100, {reasons}",
                name=one.name,
                score=one.likeness.score,
                reasons=", ".join(words.word(reason) for reason in one.likeness.reasons),
            )
            if one.likeness.reasons
            else words.t("{name}: {score}/100", name=one.name, score=one.likeness.score)
            for one in line.likely
        ]

    def _of_line(self, line: PlannedLine, trades: Mapping[str, str]) -> str:
        title = self._words.t("Line {place}: {name}", place=line.place, name=line_name(line))
        return " · ".join(part for part in (title, self._facts(line, trades)) if part)

    def _facts(self, line: PlannedLine, trades: Mapping[str, str]) -> str:
        facts, words = line.facts, self._words
        said = (
            facts.case_number,
            words.word(facts.sex) if facts.sex else "",
            show_birth(facts.birth.day, facts.birth.year, words) if facts.birth else "",
            show_phone(facts.phone),
            facts.region,
            words.word(facts.route) if facts.route else "",
            line_trade(line, trades),
        )
        return " · ".join(part for part in said if part)

    def _fill_entry(self) -> None:
        entry = self._entry
        if entry is None:
            return
        label = self._words.word(entry.field)
        self.picked.setAccessibleName(label)
        self.typed.setAccessibleName(label)
        self.typed.setPlaceholderText(label)
        self.typed.setText(entry.text)
        self.picked.set_choices([("", f"{label}…"), *entry.choices])
        self.picked.setCurrentIndex(0)

    def _show_choices(self, choices: Sequence[Choice]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self._shown = [(choice, _button(choice.name, choice.label)) for choice in choices]
        for choice, button in self._shown:
            button.clicked.connect(self._chooser(choice))
            self._buttons.addWidget(button)
            button.show()
        for one, next_one in pairwise([self.put, *(button for _, button in self._shown), self.all]):
            QWidget.setTabOrder(one, next_one)

    def _show_ways(self) -> None:
        """Show the answers that may be given: for many lines at once only those that make sense for each of them."""
        many, entry = self.all.isChecked(), self._entry
        for choice, button in self._shown:
            button.setVisible(choice.for_all or not many)
        offered = entry is not None and (entry.for_all or not many)
        listed = entry is not None and bool(entry.choices)
        self.put.setVisible(offered and not listed)
        self.typed.setVisible(offered and not listed)
        self.picked.setVisible(offered and listed)

    def takes_value(self) -> bool:
        """Tell whether the cursor stands where a value is asked for."""
        return self.typed.hasFocus() or self.picked.hasFocus()

    def _focus_first(self) -> None:
        entry = self._entry
        if entry is not None and entry.choices:
            self.picked.setFocus()
        elif entry is not None and self._shown and self._shown[0][0].name == "answer_skip":
            self.typed.setFocus()

    def _chooser(self, choice: Choice) -> Callable[[], None]:
        return lambda: self.chosen.emit(choice.change, choice.for_all and self.all.isChecked())

    def _put(self) -> None:
        entry = self._entry
        if entry is None:
            return
        text = (self.picked.value() or "") if entry.choices else self.typed.text().strip()
        if text:
            whole = entry.field is Field.REFERRED_ON or (entry.for_all and self.all.isChecked())
            self.chosen.emit(put(entry.field, text), whole)


def _button(name: str, text: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    button.setAutoDefault(True)
    return button
