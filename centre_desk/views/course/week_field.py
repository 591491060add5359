"""The half-days of a week as boxes to tick: two rows, Monday to Sunday, and the hours of each row.

Facts: hours change within a course (Ramadan); they are printed on the attendance sheets where they are known.
"""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QWidget

from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.timetable import WeekLine, WeekPattern, read_hours, usual_week
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import weekday_name
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.style import set_look

_MONDAY = date(2019, 11, 4).toordinal()
_DAYS = 7
_HEIGHT = 100


class WeekField(QWidget):
    """Ticked half-days of a week; the usual week to begin with."""

    changed = Signal()

    def __init__(self, words: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[tuple[int, HalfDay], QCheckBox] = {}
        self._hours: dict[HalfDay, QLineEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(4)
        for weekday in range(_DAYS):
            name = weekday_name(date.fromordinal(_MONDAY + weekday), words.language)
            caption = QLabel(name[:3])
            caption.setToolTip(name)
            set_look(caption, "muted")
            grid.addWidget(caption, 0, weekday + 1, Qt.AlignmentFlag.AlignHCenter)
            for row, half in enumerate(HalfDay, start=1):
                box = QCheckBox()
                name_field(box, f"week_{weekday}_{half.value}", f"{name} {words.word(half)}")
                box.toggled.connect(lambda _on: self.changed.emit())
                grid.addWidget(box, row, weekday + 1, Qt.AlignmentFlag.AlignHCenter)
                self._boxes[weekday, half] = box
        for row, half in enumerate(HalfDay, start=1):
            caption = QLabel(words.word(half))
            set_look(caption, "muted")
            grid.addWidget(caption, row, 0)
            self._hours[half] = self._hours_field(half, words)
            grid.addWidget(self._hours[half], row, _DAYS + 1)
        grid.setColumnStretch(_DAYS + 1, 1)
        self.setMinimumHeight(_HEIGHT)  # boxes grow with the style sheet after the first hint
        self.setFocusProxy(self._boxes[0, HalfDay.MORNING])
        self.set_lines(usual_week().lines)

    def set_lines(self, lines: Iterable[WeekLine]) -> None:
        """Tick the half-days of these lines alone, with their hours."""
        known = tuple(lines)
        ticked = {(line.weekday, line.half_day) for line in known}
        for half, field in self._hours.items():
            timed = [line for line in known if line.half_day is half and line.minutes]
            field.setText(f"{timed[0].starts}–{timed[0].ends}" if timed else "")
        for day, box in self._boxes.items():
            box.setChecked(day in ticked)

    def pattern(self, first_day: date | None = None, last_day: date | None = None) -> WeekPattern:
        """Return the ticked half-days as a week, from a day to a day where they are given."""
        ticked = (half for half, box in self._boxes.items() if box.isChecked())
        lines = (WeekLine(day, half, *self._read_hours(half)) for day, half in ticked)
        return WeekPattern(tuple(sorted(lines)), first_day, last_day)

    def unreadable(self) -> list[str]:
        """Return the hours that cannot be read, as typed."""
        return [
            field.text()
            for half, field in self._hours.items()
            if field.text().strip() and not any(self._read_hours(half))
        ]

    def _read_hours(self, half: HalfDay) -> tuple[str, str]:
        try:
            return read_hours(self._hours[half].text())
        except ValueError:
            return "", ""

    def _hours_field(self, half: HalfDay, words: Catalogue) -> QLineEdit:
        field = QLineEdit()
        label = words.t("Hours of the {half_day}", half_day=words.word(half))
        name_field(field, f"week_hours_{half.value}", label)
        field.setToolTip(label)
        field.setPlaceholderText({HalfDay.MORNING: "7:30–12:30", HalfDay.AFTERNOON: "13:00–16:00"}[half])
        field.setFixedWidth(106)
        field.textChanged.connect(lambda _text: self.changed.emit())
        return field


def unreadable_hours(week: WeekField, words: Catalogue) -> list[str]:
    """Return a sentence for each line of hours that cannot be read."""
    return [words.t("Write hours such as 7:30–12:30, not “{text}”.", text=text) for text in week.unreadable()]
