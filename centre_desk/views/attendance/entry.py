"""The entry of one half-day: quick field, preview, and the roll that they would make.

Nothing is saved here: `asked` hands a roll to the panel, once it is whole and its count agrees.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from centre_desk.queries.attendance.grid import Cell, GridHalfDay, GridSheet
from centre_desk.queries.attendance.locks import LockedWeek
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.quick import (
    SUFFIXES,
    Expected,
    QuickRoll,
    QuickText,
    Roster,
    check_quick,
    compute_roll,
    numbered,
    read_quick,
)
from centre_desk.rules.attendance.roll import check_state
from centre_desk.rules.refusal import Refusal
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.attendance.locks import lock_words
from centre_desk.views.attendance.quick_field import PreviewLine, QuickField
from centre_desk.views.parts.dialogs import form_button

_TURNS = (None, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED)
_LETTERS = {value: letter for letter, value in SUFFIXES.items()}


def roster_of(sheet: GridSheet, half: GridHalfDay, value_of: Callable[[Cell], MarkValue | None]) -> Roster:
    """Return who is expected at a half-day, with marks and reasons that are known."""
    expected = []
    for person in sheet.expected(half.day):
        cell = (person.enrolment_id, half.slot_id)
        known = value_of(cell) or (MarkValue.EXCUSED if cell in sheet.excuses else None)
        expected.append(Expected(person.enrolment_id, person.number, person.name, known))
    here = {one.number for one in expected}
    return Roster(tuple(expected), {n: name for n, name in sheet.numbers.items() if n not in here})


class RollEntry(QWidget):
    """The row with the field and its two buttons, and the line of pills below."""

    asked = Signal(object)
    refused = Signal(object)
    changed = Signal()

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._half: GridHalfDay | None = None
        self._roster = Roster((), {})
        self._locked: Refusal | None = None
        self._typed: dict[int, str] = {}
        self._seen = ""
        self.field = QuickField(words)
        self.validate = form_button("roll_validate", words.t("Validate the roll"), primary=True)
        self.not_held: QPushButton = form_button("roll_not_held", words.t("Half-day not held…"))
        self.preview = PreviewLine(words)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.field, 1)
        row.addWidget(self.validate)
        row.addWidget(self.not_held)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(8)
        page.addLayout(row)
        page.addWidget(self.preview)
        self.field.textChanged.connect(self._text_changed)
        self.field.returnPressed.connect(self._enter)
        self.validate.clicked.connect(self.submit)

    def show_half(self, half: GridHalfDay, roster: Roster) -> None:
        """Enter this half-day, for these people, from now on."""
        self._half, self._roster = half, roster

    def show_lock(self, lock: LockedWeek | None, user_id: int, today: date) -> None:
        """Say whether the week takes entries from a user, and refuse the roll where it does not."""
        shut = lock is not None and lock.opening_for(user_id, today) is None
        self._locked = lock.refusal() if lock is not None and shut else None
        self.preview.show_lock(*lock_words(lock, user_id, today, self._words))

    def offer(self, *, writes: bool) -> None:
        """Offer entry to who may enter; to others the roll is there to be read."""
        self.field.setEnabled(writes)
        for button in (self.validate, self.not_held):
            button.setVisible(writes)

    def change_half(self, left: int, slot_id: int) -> None:
        """Keep what was typed for the half-day left (its slot; 0: none), and find again what was for this one."""
        if left and self.field.text().strip():
            self._typed[left] = self.field.text()
        self.field.blockSignals(True)
        self._seen = self._typed.pop(slot_id, "")
        self.field.setText(self._seen)
        self.field.blockSignals(False)

    def bring_back(self, slot_id: int, text: str, *, shown: int) -> None:
        """Let the text of a step taken back be there when its half-day is shown; `shown`: the one in sight."""
        self._typed[slot_id] = self.field.given_back = text
        if shown == slot_id:
            self.change_half(0, slot_id)

    def anything_typed(self) -> bool:
        """Tell whether something is typed, for this half-day or for another."""
        return bool(self.field.text() or self._typed)

    def forget_typed(self) -> None:
        """Drop what is typed for any half-day."""
        self._typed.clear()
        self.field.clear()

    def typed_since(self) -> bool:
        """Tell whether the text changed since this was asked last."""
        changed, self._seen = self.field.text() != self._seen, self.field.text()
        return changed

    def read(self) -> tuple[QuickText, QuickRoll]:
        """Return what the field says and the roll it would make."""
        text = read_quick(self.field.text(), self._roster.width)
        return text, compute_roll(text, self._roster)

    def proposed(self) -> dict[int, MarkValue]:
        """Return the marks that the field's text changes, by enrolment; nothing for an empty field."""
        text, roll = self.read()
        if text.empty:
            return {}
        if text.count is not None and roll.agrees and not roll.refusals:
            return dict(roll.marks)
        return {person.enrolment_id: value for person, value in roll.exceptions}

    def show_text(self) -> None:
        """Say in pills what the text would enter."""
        text, roll = self.read()
        self.field.mark_wrong(bool(roll.refusals))
        if text.empty:
            self.preview.clear()
        else:
            self.preview.show_roll(text, roll, self._roster.width)

    def turn(self, number: int) -> None:
        """Turn one person to the next mark, as a click does: absent, late, excused, and back."""
        text, _ = self.read()
        said = {one.number: one.value for one in text.said}
        following = _TURNS[(_TURNS.index(said.get(number)) + 1) % len(_TURNS)] if said.get(number) in _TURNS else None
        said.pop(number, None)
        if following is not None:
            said[number] = following
        numbers = "".join(numbered(n, self._roster.width) + _LETTERS[value] for n, value in said.items())
        count = text.rest if text.count is None else f"={text.count}"
        before = self.field.text()
        self.field.selectAll()
        self.field.insert(numbers + count)
        self.field.setFocus()
        self.field.before_click = before

    def submit(self) -> None:
        """Ask for the roll to be validated, or say what is missing."""
        text, roll = self.read()
        stands: tuple[Refusal, ...] = check_state(self._half.facts) if self._half is not None else ()
        if self._locked is not None:
            stands = (self._locked,)  # a locked week is neither corrected in the grid nor taken back
        found = stands or check_quick(text, roll, self._roster.width)
        self.field.mark_wrong(bool(found))
        if found:
            self.refused.emit(found)
            self.field.setFocus()
        else:
            self.asked.emit(roll)

    def _enter(self) -> None:
        """Enter saves what was typed; in an empty field it does nothing."""
        if not self.read()[0].empty:
            self.submit()

    def _text_changed(self) -> None:
        self.show_text()
        self.changed.emit()
