"""The quick field of the roll and the line below it that says, before Enter, what it would enter."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.quick import QuickRoll, QuickText, numbered
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.attendance.roll_grid import TONES
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.pill import Pill, pill_width
from centre_desk.views.parts.style import set_look, set_style_property

_SAID = {"absent": MarkValue.ABSENT, "late": MarkValue.LATE, "excused": MarkValue.EXCUSED}
_COUNT_LEAST = 190  # the count is read before Enter: the names give way first
_ALWAYS = ("lock",)
GIVES_WAY = "gives_way"
"""A property of what stands at the right of the preview: true where it leaves its room to the names."""


class QuickField(QLineEdit):
    """Takes `0719=23`. What was typed can be undone; with nothing left, `exhausted` asks for the step before.

    `given_back` is the text that came back with a step taken back: the next undo goes on to the step before it.
    `before_click` is what stood here before a click in the grid wrote a number; None once anything else happens.
    A block pasted right after such a click was meant for the cell clicked: the click's number goes, and
    `block_pasted` asks for the paste.
    """

    exhausted = Signal()
    block_pasted = Signal()

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roll_quick")
        self.setAccessibleName(words.t("Numbers of those absent, then = and the signatures"))
        self.setPlaceholderText(words.t("0719=23: 07 and 19 absent, 23 signatures"))
        self.setMinimumWidth(120)
        set_look(self, "quick")
        self.given_back = ""
        self.before_click: str | None = None
        self.textChanged.connect(self._forget_click)

    def undo(self) -> None:
        """Take back what was typed, else what was saved last."""
        if self.isUndoAvailable():
            super().undo()
        elif self.text() in ("", self.given_back):
            self.exhausted.emit()

    def mark_wrong(self, wrong: bool) -> None:
        """Frame the field in the colour of what is refused."""
        set_style_property(self, "wrong", "true" if wrong else "false")

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window and PgUp, PgDn to the panel."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo)
            if undo or event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                event.ignore()
                return False
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._forget_click()
        super().mousePressEvent(event)

    def _forget_click(self) -> None:
        self.before_click = None

    def _paste_block(self) -> bool:
        """Hand a block on to the cell clicked last; tell whether there was both."""
        text = QGuiApplication.clipboard().text().rstrip("\r\n")
        if self.before_click is None or not ("\t" in text or "\n" in text):
            return False
        self.setText(self.before_click)
        self.block_pasted.emit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Paste) and self._paste_block():
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ElidedPill(Pill):
    """A pill that gives way: too long, it ends in an ellipsis, with all its words as a tooltip."""

    def __init__(self, parent: QWidget | None = None, *, least: int = 64) -> None:
        super().__init__(parent=parent)
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str, tone: Tone, tip: str = "") -> None:
        super().say(text, tone)
        self.setToolTip(tip or text)
        self.setAccessibleDescription(tip)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._least), hint.height())


class PreviewLine(QWidget):
    """Pills: who is absent, late, excused, and whether the count agrees; at the right what a room adds.

    What is refused has a line of its own below, so that names and count stay in sight. Of many people as many are
    named as find room; the tooltip and the words for a screen reader name all.
    """

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._roll: tuple[QuickRoll, int] | None = None
        self.pills = {name: self._pill(name) for name in ("absent", "late", "excused", "count", "lock")}
        self.problem = QLabel()
        self.problem.setObjectName("roll_problem")
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        set_look(self.problem, "bad")
        self.problem.hide()
        self.undo = link_button("roll_undo", words.t("Undo"))
        self.undo.hide()
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        for pill in self.pills.values():
            self.row.addWidget(pill)
        self.row.addWidget(self.undo)
        self.row.addStretch(1)
        self._below = QHBoxLayout()
        self._below.setSpacing(8)
        self._below.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(4)
        page.addLayout(self.row)
        page.addLayout(self._below)
        page.addWidget(self.problem)
        self.setMinimumHeight(24)

    def show_roll(self, text: QuickText, roll: QuickRoll, width: int) -> None:
        """Say what a text would enter."""
        self.clear()
        t = self._words.t
        if roll.refusals:
            self._say_problem("\n".join(dict.fromkeys(self._words.refusal(one) for one in roll.refusals)))
        if text.count is None:
            tip = t("then = and the number of signatures")
            self.pills["count"].say(self._words.n("{count} present", "{count} present", roll.signed), Tone.PLAIN, tip)
        else:
            self._say_count(text.count, roll)
        self._roll = (roll, width)
        self._name_people()

    def show_state(self, sentence: str, tone: Tone, tip: str = "") -> None:
        """Say one sentence: the roll as it stands, or what was just saved; more lines become the tooltip."""
        self.clear()
        self.pills["count"].say(sentence.partition("\n")[0], tone, tip or sentence)

    def show_lock(self, sentence: str, tone: Tone, tip: str = "") -> None:
        """Say for as long as the half-day is shown that its entry is locked, or was opened again; empty: neither."""
        self.pills["lock"].say(sentence, tone, tip)

    def clear(self) -> None:
        """Say nothing but what always holds for the half-day."""
        self._roll = None
        self._say_problem("")
        for name, pill in self.pills.items():
            if name not in _ALWAYS:
                pill.say("", Tone.PLAIN)

    def wanted(self) -> int:
        """Return the width that lets everything of the first line be read whole but what gives way."""
        names = (self.pills[name] for name in _SAID if self.pills[name].text() and not self._names_below())
        return sum(pill.sizeHint().width() + self.row.spacing() for pill in names) + sum(self._taken())

    def texts(self) -> list[str]:
        """Return what the line says, for tests and screen readers."""
        said = [self.problem.text(), *(pill.text() for pill in self.pills.values())]
        return [text for text in said if text]

    def _say_problem(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setAccessibleName(text)
        self.problem.setVisible(bool(text))

    def _say_count(self, count: int, roll: QuickRoll) -> None:
        t, present = self._words.t, roll.signed
        if roll.agrees:
            text = t("{present} present = {count} signatures", present=present, count=count)
        else:
            text = t("{present} present ≠ {count} signatures", present=present, count=count)
        agrees = roll.agrees and not roll.refusals
        self.pills["count"].say(text, Tone.OK if agrees else Tone.BAD)

    def _name_people(self) -> None:
        """Name who has which mark, as many of them as find room beside the count."""
        if self._roll is None:
            return
        roll, width = self._roll
        groups: dict[str, list[str]] = {}
        for name, value in _SAID.items():
            people = [f"{numbered(e.number, width)} {e.name}" for e, v in roll.exceptions if v is value]
            if people:
                groups[name] = people
            else:
                self.pills[name].say("", Tone.PLAIN)
        room = self.width() - sum(self._taken())
        least = {name: self._wide(self._short(name, people, 1)) for name, people in groups.items()}
        below = sum(least.values()) > room
        self._put_names(below=below)
        room = self.width() if below else room
        for name, people in groups.items():
            del least[name]
            text = self._fitting(name, people, room - sum(least.values()))
            self.pills[name].say(text, TONES[_SAID[name]], self._sentence(_SAID[name], ", ".join(people)))
            room -= self._wide(text)

    def _put_names(self, *, below: bool) -> None:
        """Give the names a line of their own where not one of each mark finds room beside the count."""
        if below == self._names_below():
            return
        left, entered = (self.row, self._below) if below else (self._below, self.row)
        for at, name in enumerate(_SAID):
            left.removeWidget(self.pills[name])
            entered.insertWidget(at, self.pills[name])

    def _names_below(self) -> bool:
        return self._below.indexOf(self.pills["absent"]) >= 0

    def _taken(self) -> Iterator[int]:
        """Return the widths of what stands beside the names and does not give way for them."""
        for pill in (self.pills["count"], self.pills["lock"]):
            if pill.text():
                yield pill.sizeHint().width() + self.row.spacing()
        beside = (item.widget() for at in range(self.row.count()) if (item := self.row.itemAt(at)) is not None)
        for widget in beside:
            if isinstance(widget, QPushButton) and not widget.isHidden() and not widget.property(GIVES_WAY):
                yield widget.sizeHint().width() + self.row.spacing()

    def _fitting(self, name: str, people: Sequence[str], room: int) -> str:
        for shown in range(len(people), 0, -1):
            for text in (self._long(name, people, shown), self._short(name, people, shown)):
                if self._wide(text) <= room:
                    return text
        return self._short(name, people, 1)

    def _wide(self, text: str) -> int:
        return pill_width(self.fontMetrics(), text) + self.row.spacing()

    def _long(self, name: str, people: Sequence[str], shown: int) -> str:
        return self._sentence(_SAID[name], _first(people, shown))

    def _short(self, name: str, people: Sequence[str], shown: int) -> str:
        return self._words.t("{mark}: {names}", mark=_SAID[name].value, names=_first(people, shown))

    def _sentence(self, value: MarkValue, names: str) -> str:
        t = self._words.t
        if value is MarkValue.ABSENT:
            return t("absent: {names}", names=names)
        return t("late: {names}", names=names) if value is MarkValue.LATE else t("excused: {names}", names=names)

    def _pill(self, name: str) -> ElidedPill:
        pill = ElidedPill(self, least=_COUNT_LEAST if name == "count" else 64)
        pill.setObjectName(f"roll_pill_{name}")
        return pill

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_people()


def _first(people: Sequence[str], shown: int) -> str:
    """Name the first, and count the rest."""
    rest = len(people) - shown
    return ", ".join(people[:shown]) + (f" +{rest}" if rest else "")


def link_button(name: str, text: str) -> QPushButton:
    """Make a button that looks like a link."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    set_look(button, "link")
    return button
