"""The quick field of the roll and the line below it that says, before Enter, what it would enter."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.quick import QuickRoll, QuickText, numbered
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.attendance.roll_grid import TONES
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.style import set_look, set_style_property

_SAID = {"absent": MarkValue.ABSENT, "late": MarkValue.LATE, "excused": MarkValue.EXCUSED}
_NAMES_SHOWN = 3
_NAMES_FIT = 560
_COUNT_LEAST = 190  # the count is read before Enter: the names give way first


class QuickField(QLineEdit):
    """Takes `0719=23`. What was typed can be undone; with nothing left, `exhausted` asks for the step before."""

    exhausted = Signal()

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roll_quick")
        self.setAccessibleName(words.t("Numbers of those absent, then = and the signatures"))
        self.setPlaceholderText(words.t("0719=23: 07 and 19 absent, 23 signatures"))
        self.setMinimumWidth(120)
        set_look(self, "quick")

    def undo(self) -> None:
        """Take back what was typed, else what was saved last."""
        if self.isUndoAvailable():
            super().undo()
        elif not self.text():
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
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

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._least), hint.height())


class PreviewLine(QWidget):
    """Pills: who is absent, late, excused, and whether the count agrees; at the right what a room adds."""

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.pills = {name: self._pill(name) for name in ("problem", "absent", "late", "excused", "count")}
        self.undo = link_button("roll_undo", words.t("Undo"))
        self.undo.hide()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        for pill in self.pills.values():
            self.row.addWidget(pill)
        self.row.addWidget(self.undo)
        self.row.addStretch(1)
        self.setMinimumHeight(24)

    def show_roll(self, text: QuickText, roll: QuickRoll, width: int) -> None:
        """Say what a text would enter."""
        self.clear()
        t = self._words.t
        for name, value in _SAID.items():
            self.pills[name].say(self._people(roll, value, width), TONES[value])
        if roll.refusals:
            self.pills["problem"].say("; ".join(self._words.refusal(one) for one in roll.refusals), Tone.BAD)
        elif text.count is None:
            tip = t("then = and the number of signatures")
            self.pills["count"].say(self._words.n("{count} present", "{count} present", roll.signed), Tone.PLAIN, tip)
        else:
            self._say_count(text.count, roll)

    def show_state(self, sentence: str, tone: Tone, tip: str = "") -> None:
        """Say one sentence: the roll as it stands, or what was just saved; more lines become the tooltip."""
        self.clear()
        self.pills["count"].say(sentence.partition("\n")[0], tone, tip or sentence)

    def clear(self) -> None:
        """Say nothing."""
        for pill in self.pills.values():
            pill.say("", Tone.PLAIN)

    def wanted(self) -> int:
        """Return the width that lets every pill be read whole."""
        return sum(pill.sizeHint().width() + self.row.spacing() for pill in self.pills.values() if pill.text())

    def texts(self) -> list[str]:
        """Return what the pills say, for tests and screen readers."""
        return [pill.text() for pill in self.pills.values() if pill.text()]

    def _say_count(self, count: int, roll: QuickRoll) -> None:
        t, present = self._words.t, roll.signed
        if roll.agrees:
            text = t("{present} present = {count} signatures", present=present, count=count)
        else:
            text = t("{present} present ≠ {count} signatures", present=present, count=count)
        self.pills["count"].say(text, Tone.OK if roll.agrees else Tone.BAD)

    def _people(self, roll: QuickRoll, value: MarkValue, width: int) -> str:
        """Name those with a mark; of many, or where there is little room, their numbers alone."""
        people = [e for e, v in roll.exceptions if v is value]
        if not people:
            return ""
        numbers = " ".join(numbered(e.number, width) for e in people)
        if self.width() < _NAMES_FIT:
            return self._words.t("{mark}: {names}", mark=value.value, names=numbers)
        names = ", ".join(f"{numbered(e.number, width)} {e.name}" for e in people)
        return self._sentence(value, names if len(people) <= _NAMES_SHOWN else numbers)

    def _sentence(self, value: MarkValue, names: str) -> str:
        t = self._words.t
        if value is MarkValue.ABSENT:
            return t("absent: {names}", names=names)
        return t("late: {names}", names=names) if value is MarkValue.LATE else t("excused: {names}", names=names)

    def _pill(self, name: str) -> ElidedPill:
        pill = ElidedPill(self, least=_COUNT_LEAST if name == "count" else 64)
        pill.setObjectName(f"roll_pill_{name}")
        return pill


def link_button(name: str, text: str) -> QPushButton:
    """Make a button that looks like a link."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text)
    set_look(button, "link")
    return button
