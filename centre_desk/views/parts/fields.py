"""Fields that read what people at a centre type: days, births, francs, marks, choices.

Facts: the grid and entry rules of screens. A field never refuses a key; it says what is wrong when it is
left, in the words that `problem()` gives to the form.
"""

from collections.abc import Sequence
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import HARD, decimal, grouped, short_date
from centre_desk.views.parts.days import Birth, read_birth, read_day
from centre_desk.views.parts.numerals import read_francs, read_hundredths, unshifted_digits, without_spaces
from centre_desk.views.parts.style import set_look, set_style_property

T = TypeVar("T")
_EDGES = 8


class ReadingField(QLineEdit):
    """A field whose text is read into a value; marked when it is left with something unreadable."""

    def __init__(self, words: Catalogue, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.required = required
        self.editingFinished.connect(self._left)
        self.textEdited.connect(lambda _text: set_style_property(self, "wrong", "false"))

    def problem(self) -> str:
        """Return what is wrong with the text, and how it is written; nothing when it can be read."""
        text = self.text().strip()
        if not text:
            missing = self._words.t("{field} is missing.", field=self.accessibleName())
            return missing if self.required else ""
        try:
            self._read(text)
        except ValueError:
            return self._sentence()
        return ""

    def mark(self) -> str:
        """Mark the field if something is wrong with it, and return what."""
        problem = self.problem()
        set_style_property(self, "wrong", "true" if problem else "false")
        return problem

    def _read(self, text: str) -> object:
        raise NotImplementedError

    def _sentence(self) -> str:
        raise NotImplementedError

    def _shown(self) -> str:
        """Return the text as the field writes it once it is left."""
        return self.text()

    def _left(self) -> None:
        wrong = bool(self.text().strip()) and bool(self.problem())
        set_style_property(self, "wrong", "true" if wrong else "false")
        if self.text().strip() and not wrong:
            self.setText(self._shown())


class DateField(ReadingField):
    """A day: `11/11/2019`, `11.11.19`, `111119`; Up and Down go by days."""

    def __init__(self, words: Catalogue, today: date, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, required=required, parent=parent)
        self._today = today
        self.setPlaceholderText(words.t("dd/mm/yyyy"))

    def value(self) -> date | None:
        """Return the day, or None for an empty or unreadable field."""
        try:
            return self._read(self.text()) if self.text().strip() else None
        except ValueError:
            return None

    def set_value(self, day: date | None) -> None:
        """Show a day."""
        self.setText(short_date(day))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        day = self.value()
        if step is None or day is None:
            super().keyPressEvent(event)
        else:
            self.set_value(date.fromordinal(day.toordinal() + step))

    def _read(self, text: str) -> date:
        return read_day(text, self._today)

    def _sentence(self) -> str:
        return self._words.t("{field}: write a day such as 11/11/2019.", field=self.accessibleName())

    def _shown(self) -> str:
        return short_date(self.value())


class BirthField(ReadingField):
    """A birth: a day, or a year alone (`1992`, `vers 1992`)."""

    def __init__(
        self, words: Catalogue, reference: date, *, required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, required=required, parent=parent)
        self._reference = reference
        self.setPlaceholderText(words.t("dd/mm/yyyy or a year"))

    def value(self) -> Birth | None:
        """Return the birth, or None for an empty or unreadable field."""
        try:
            return self._read(self.text()) if self.text().strip() else None
        except ValueError:
            return None

    def set_value(self, birth: Birth | None) -> None:
        """Show a birth."""
        self.setText(self._write(birth) if birth else "")

    def _read(self, text: str) -> Birth:
        return read_birth(text, self._reference)

    def _write(self, birth: Birth) -> str:
        return short_date(birth.day) if birth.day else self._words.t("about {year}", year=birth.year)

    def _sentence(self) -> str:
        return self._words.t(
            "{field}: write a past day such as 25/03/1992, or a year alone.", field=self.accessibleName()
        )

    def _shown(self) -> str:
        birth = self.value()
        return self._write(birth) if birth else self.text()


class FrancsField(ReadingField):
    """Whole CFA francs: `45000`, `45 000`, `45.000 F CFA`."""

    def __init__(self, words: Catalogue, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words, required=required, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText("F CFA")

    def value(self) -> int | None:
        """Return the francs, or None for an empty or unreadable field."""
        try:
            return read_francs(self.text()) if self.text().strip() else None
        except ValueError:
            return None

    def set_value(self, francs: int | None) -> None:
        """Show an amount."""
        self.setText("" if francs is None else grouped(francs, self._words.language))

    def _read(self, text: str) -> int:
        return read_francs(text)

    def _sentence(self) -> str:
        return self._words.t("{field}: write whole francs such as 45 000.", field=self.accessibleName())

    def _shown(self) -> str:
        value = self.value()
        return self.text() if value is None else grouped(value, self._words.language)


class MarkField(ReadingField):
    """A mark out of `most` (20), in hundredths: `12`, `12,5`, `12.50`."""

    def __init__(
        self, words: Catalogue, *, most: int = 2000, required: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, required=required, parent=parent)
        self._most = most
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def value(self) -> int | None:
        """Return the mark in hundredths, or None for an empty or unreadable field."""
        try:
            return self._read(self.text()) if self.text().strip() else None
        except ValueError:
            return None

    def set_value(self, hundredths: int | None) -> None:
        """Show a mark."""
        self.setText("" if hundredths is None else decimal(hundredths, self._words.language))

    def _read(self, text: str) -> int:
        return read_mark(text, self._most)

    def _sentence(self) -> str:
        return self._words.t(
            "{field}: write a mark from 0 to {most}, such as 12,5.",
            field=self.accessibleName(),
            most=self._most // 100,
        )

    def _shown(self) -> str:
        value = self.value()
        return self.text() if value is None else decimal(value, self._words.language)


def read_mark(text: str, most: int = 2000) -> int:
    """Read a mark as hundredths, at most `most`. ValueError for another text."""
    mark = read_hundredths(text)
    if mark > most:
        raise ValueError(text)
    return mark


class CountField(ReadingField):
    """A whole number in a range, with a unit where there is one: `25`, `240 h`; Up and Down count."""

    counted = Signal(int)

    def __init__(self, words: Catalogue, least: int, most: int, unit: str = "", *, required: bool = True) -> None:
        super().__init__(words, required=required)
        self._least, self._most, self._unit = least, most, unit
        self.textEdited.connect(lambda _text: self._tell())

    def value(self) -> int | None:
        """Return the number, or None for an empty or unreadable field."""
        try:
            return self._read(self.text()) if self.text().strip() else None
        except ValueError:
            return None

    def set_value(self, number: int | None) -> None:
        """Show a number."""
        self.setText("" if number is None else f"{number}{self._unit and HARD + self._unit}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        number = self.value()
        if step is None or number is None:
            super().keyPressEvent(event)
        else:
            self.set_value(max(self._least, min(number + step, self._most)))
            self._tell()

    def _tell(self) -> None:
        number = self.value()
        if number is not None:
            self.counted.emit(number)

    def _read(self, text: str) -> int:
        plain = without_spaces(text).removesuffix(self._unit)
        number = int(unshifted_digits(plain) if not plain.isdigit() else plain)
        if not self._least <= number <= self._most:
            raise ValueError(text)
        return number

    def _sentence(self) -> str:
        return self._words.t(
            "{field}: write a number from {least} to {most}.",
            field=self.accessibleName(),
            least=self._least,
            most=self._most,
        )

    def _shown(self) -> str:
        number = self.value()
        return self.text() if number is None else f"{number}{self._unit and HARD + self._unit}"


class ChoiceField(QComboBox, Generic[T]):
    """One of a few values, shown in words."""

    def __init__(self, choices: Sequence[tuple[T, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[T] = []
        self.setMinimumWidth(88)  # in a small window a choice gives way before it covers its neighbours
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[T, str]]) -> None:
        """Offer other values; the chosen one stays chosen if it is still offered."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _ in choices]
        self.addItems([words for _, words in choices])
        self.blockSignals(False)
        if kept is not None:
            self.set_value(kept)

    def value(self) -> T | None:
        """Return the chosen value."""
        at = self.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def set_value(self, value: T) -> None:
        """Choose a value, if it is offered."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def shown_text(self) -> str:
        """Return the words in sight: elided where the field is too narrow for them."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self).width()
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)

    def showPopup(self) -> None:
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 2 * _EDGES)  # the list shows whole words
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.shown_text()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class Segments(QWidget, Generic[T]):
    """Two to four values side by side, one pressed: morning | afternoon."""

    changed = Signal()

    def __init__(
        self, choices: Sequence[tuple[T, str]], *, name: str, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self._values = [value for value, _ in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, (_, words) in enumerate(choices):
            button = QPushButton(words)
            button.setObjectName(f"{name}_{number}")
            button.setAccessibleName(f"{label}\N{NO-BREAK SPACE}: {words}")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            set_look(button, "step")
            self._group.addButton(button, number)
            row.addWidget(button)
        row.addStretch(1)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda _id: self.changed.emit())

    def value(self) -> T:
        """Return the pressed value."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: T) -> None:
        """Press a value."""
        self._group.button(self._values.index(value)).setChecked(True)


def beside(*fields: QWidget, shares: Sequence[int] = (2, 2, 3)) -> QWidget:
    """Put fields on one line, each with its share of the width."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for field, share in zip(fields, shares, strict=False):
        row.addWidget(field, share)
    both.setFocusProxy(fields[0])
    return both
