"""The cells of the roll: marks of a month, what was not held, what nobody entered, and what the quick field proposes.

Marks of other months that wait to be saved are kept aside with their steps of undo until their month is shown
again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from centre_desk.queries.attendance.grid import GridHalfDay, GridPerson, GridSheet
from centre_desk.queries.attendance.locks import LockedWeek
from centre_desk.rules.attendance import SIGNED, ExcuseReason, MarkValue
from centre_desk.rules.attendance.alerts import Carried, absences_now
from centre_desk.rules.attendance.figures import Figures, PlannedHalfDay, When, compute_figures
from centre_desk.rules.attendance.quick import number_width, numbered
from centre_desk.rules.attendance.roll import written
from centre_desk.rules.attendance.week import week_of
from centre_desk.rules.course import HalfDay
from centre_desk.rules.refusal import refusal
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import full_date, month_name, percent, short_date
from centre_desk.views.parts.grid.model import Face, GridColumn, GridModel, GridRow, Key
from centre_desk.views.parts.palette import Tone

KEYS: Mapping[str, MarkValue] = {
    "p": MarkValue.PRESENT,
    "a": MarkValue.ABSENT,
    "r": MarkValue.LATE,
    "j": MarkValue.EXCUSED,
}
TONES: Mapping[MarkValue, Tone] = {
    MarkValue.PRESENT: Tone.OK,
    MarkValue.ABSENT: Tone.BAD,
    MarkValue.LATE: Tone.WARN,
    MarkValue.EXCUSED: Tone.SOFT,
}
NOT_HELD_SIGN = "–"

_READ = {**KEYS, **{mark.value.casefold(): mark for mark in MarkValue}}


def reason_words(reason: str, words: Catalogue) -> str:
    """Return a reason in words: a known kind is translated, any other text stands as it was written."""
    if reason in set(ExcuseReason):
        return words.word(ExcuseReason(reason))
    return reason


def day_words(half: GridHalfDay, words: Catalogue) -> str:
    """Return a half-day in full: `lundi 11 novembre 2019, matin`."""
    return f"{full_date(half.day, words.language)}, {words.word(half.half_day)}"


@dataclass(slots=True)
class _Aside:
    """What waits in a month that is not shown."""

    pending: dict[Key, Any]
    undo: list[dict[Key, Any]]
    redo: list[dict[Key, Any]]
    saved: dict[Key, MarkValue]


class RollGrid(GridModel[Any]):
    """People by half-days. `exhausted`: an undo was asked for, and no step of entry is left."""

    exhausted = Signal()

    def __init__(self, words: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._sheet: GridSheet | None = None
        self._today = date.min
        self._current = 0
        self._writes = True
        self._people: dict[int, GridPerson] = {}
        self._halves: dict[int, GridHalfDay] = {}
        self._locked: dict[date, LockedWeek] = {}
        self._given: dict[Key, str] = {}
        self._proposed: dict[Key, MarkValue] = {}
        self._aside: dict[tuple[int, str], _Aside] = {}
        self._row_notes: dict[int, str] = {}
        self._row_tips: dict[int, str] = {}
        self._column_notes: dict[int, str] = {}
        self._marks = {mark: Face(mark.value, TONES[mark], words.word(mark)) for mark in MarkValue}
        self._known = Face(MarkValue.EXCUSED.value, Tone.HATCHED, words.t("excused, not entered yet"))
        self._missing = Face("", Tone.HATCHED, words.t("not entered"))
        self._to_come = Face("", Tone.IDLE, words.t("to come"))
        self._elsewhere = Face("", Tone.PLAIN, words.t("not enrolled then"))
        self._letters = {
            HalfDay.MORNING: words.p("half-day letter", "m"),
            HalfDay.AFTERNOON: words.p("half-day letter", "a"),
        }
        self._off: dict[int, Face] = {}
        self.edited.connect(self._count)

    # Content

    def show_sheet(self, sheet: GridSheet, today: date, slot_id: int, *, writes: bool, user_id: int = 0) -> None:
        """Show a month with one half-day marked; marks that wait in the month left are kept aside.

        `user_id`: who enters. Weeks that are locked take no marks, but those opened again for this very user.
        """
        self._put_aside()
        self._locked = {week: lock for week, lock in sheet.locked.items() if not lock.opening_for(user_id, today)}
        self._sheet, self._today, self._current, self._writes = sheet, today, slot_id, writes
        self._people = {person.enrolment_id: person for person in sheet.people}
        self._halves = {half.slot_id: half for half in sheet.half_days}
        self._off = {half.slot_id: self._face_off(half) for half in sheet.half_days if half.planned.not_held}
        self._proposed = {}
        kept = self._aside.pop((sheet.session_id, sheet.month), None)
        if kept is not None:
            self._pending, self._undo, self._redo, self._saved = kept.pending, kept.undo, kept.redo, kept.saved
        self.rows, self.columns = tuple(self._rows_of(sheet)), tuple(self._columns_of(sheet))
        self._take_saved(sheet.marks)
        self._count()  # before the reset, at which the strips take the width of what they say
        self.set_content(self.rows, self.columns, sheet.marks)

    def propose(self, slot_id: int, marks: Mapping[int, MarkValue]) -> None:
        """Show what the quick field would enter in a half-day, by enrolment; nothing of it is saved."""
        proposed = {(enrolment_id, slot_id): value for enrolment_id, value in marks.items()}
        if proposed != self._proposed:
            self._proposed = proposed
            self._count()
            if self.rows and self.columns:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def anything_waits(self) -> bool:
        """Tell whether marks wait to be saved, in the month shown or in another one."""
        return bool(self._pending) or any(aside.pending for aside in self._aside.values())

    def forget_all(self) -> None:
        """Drop what waits in every month."""
        self._aside.clear()
        self._given.clear()
        self.forget()

    def give_reason(self, key: Key, reason: str) -> None:
        """Keep why somebody is excused, until the mark that waits is saved with it."""
        self._given[key] = reason
        self._replace({})

    def reasons_given(self) -> dict[Key, str]:
        """Return the reasons of the excused marks that wait, in the grid or in the quick field."""
        return {key: why for key, why in self._given.items() if self.waits(key) and self.shows_excused(key)}

    def reason_of(self, key: Key) -> str:
        """Return the reason of a mark; a mark that waits has the one just given, for the saved one goes."""
        if self.waits(key):
            return self._given.get(key, "") if self.shows_excused(key) else ""
        return self._sheet.reasons.get(key, "") if self._sheet is not None else ""

    def waits(self, key: Key) -> bool:
        """Tell whether a mark is still to be saved, entered in the grid or proposed by the quick field."""
        return key in self._pending or key in self._proposed

    def shows_excused(self, key: Key) -> bool:
        """Tell whether a cell shows an excused absence that is saved or waits."""
        return self._proposed.get(key, self.value_of(key)) is MarkValue.EXCUSED

    def half_day(self, slot_id: int) -> GridHalfDay:
        """Return a half-day that is shown."""
        return self._halves[slot_id]

    def person(self, enrolment_id: int) -> GridPerson:
        """Return somebody who is shown."""
        return self._people[enrolment_id]

    def _put_aside(self) -> None:
        if self._sheet is not None and (self._pending or self._undo):
            aside = _Aside(self._pending, self._undo, self._redo, self._saved)
            self._aside[self._sheet.session_id, self._sheet.month] = aside
        self._pending, self._undo, self._redo = {}, [], []

    def _rows_of(self, sheet: GridSheet) -> list[GridRow]:
        width = number_width(sheet.numbers)
        return [
            GridRow(
                person.enrolment_id,
                person.name,
                numbered(person.number, width),
                person.second_key,
                tone=Tone.IDLE if person.ended and (person.stay.end or date.max) < self._today else Tone.PLAIN,
            )
            for person in sheet.people
        ]

    def _columns_of(self, sheet: GridSheet) -> list[GridColumn]:
        return [
            GridColumn(
                half.slot_id,
                header=self._letters[half.half_day],
                group=f"{half.day:%d}",
                spoken=self._spoken_day(half),
                marked=half.slot_id == self._current,
                sign="late" if half.late_reason else "lock" if week_of(half.day) in self._locked else "",
            )
            for half in sheet.half_days
        ]

    def _spoken_day(self, half: GridHalfDay) -> str:
        """Say which half-day a column is, and what its sign means."""
        said = [day_words(half, self._words)]
        if half.late_reason:
            said.append(self._words.t("entered late: {reason}", reason=half.late_reason))
        if lock := self._locked.get(week_of(half.day)):
            said.append(self._words.t("locked since {day}", day=short_date(lock.since)))
        return " · ".join(said)

    def _face_off(self, half: GridHalfDay) -> Face:
        reason = self._words.word(half.not_held_reason) if half.not_held_reason else ""
        return Face(NOT_HELD_SIGN, Tone.IDLE, self._words.t("not held: {reason}", reason=reason))

    # What a cell shows and takes

    def face(self, value: MarkValue | None, row: GridRow, column: GridColumn) -> Face:
        half = self._halves[column.id]
        if not self._people[row.id].stay.covers(half.day):
            return self._elsewhere
        if column.id in self._off:
            return self._off[column.id]
        value = self._proposed.get((row.id, column.id), value)
        if value is not None:
            return self._marks[value]
        if half.day > self._today:
            return self._to_come
        known = self._sheet is not None and (row.id, column.id) in self._sheet.excuses
        return self._known if known else self._missing

    def spoken_at(self, row: int, column: int) -> str:
        spoken = super().spoken_at(row, column)
        key = self.key_at(row, column)
        reason = self.reason_of(key)
        if reason:
            return f"{spoken} ({reason_words(reason, self._words)})"
        asks = self.shows_excused(key) and not self.locked_at(row, column)
        return f"{spoken} ({self._words.t('reason: key M')})" if asks else spoken

    def read(self, text: str, row: GridRow, column: GridColumn) -> MarkValue:
        value = _READ.get(text.strip().casefold())
        if value is None:
            raise ValueError(self._words.t("“{text}” is no mark: write P, A, R or J.", text=text.strip()))
        return value

    def write(self, value: MarkValue) -> str:
        return value.value

    def locked(self, row: GridRow, column: GridColumn) -> bool:
        half, person = self._halves[column.id], self._people[row.id]
        closed = not self._writes or self._sheet is None or not self._sheet.open or week_of(half.day) in self._locked
        return closed or column.id in self._off or half.day > self._today or not person.stay.covers(half.day)

    def why_locked(self, row: GridRow, column: GridColumn) -> str:
        half, sheet = self._halves[column.id], self._sheet
        if sheet is None or not self._writes:
            return ""
        if not sheet.open:
            month = month_name(sheet.month, self._words.language)
            return self._words.refusal(refusal("desk.month_closed", month=month))
        if lock := self._locked.get(week_of(half.day)):
            return self._words.refusal(lock.refusal())
        if column.id in self._off:
            return self._words.refusal(refusal("attendance.not_held", day=written(half.day)))
        if half.day > self._today:
            return self._words.refusal(refusal("attendance.day_to_come", day=written(half.day)))
        return self._words.refusal(refusal("attendance.not_enrolled_then", number=row.number, name=row.name))

    def fill(self, changes: Mapping[Key, MarkValue | None]) -> int:
        """Fill unmarked cells only; where all have a mark it is asked for, and changes all but the excused."""
        said = {key: value for key, value in changes.items() if value is not None}
        free = {key: value for key, value in said.items() if self.value_of(key) is not MarkValue.EXCUSED}
        unmarked = {key: value for key, value in free.items() if self.value_of(key) is None and not self._excused(key)}
        return self.set_values(unmarked or free)

    def spared(self, row: GridRow, column: GridColumn, value: MarkValue) -> str:
        excused = value is not MarkValue.EXCUSED and self._excused((row.id, column.id))
        return self._words.t("excused, it stays AJ") if excused else ""

    def outdated(self, before: MarkValue | None, saved: MarkValue | None) -> bool:
        """Drop a mark that waits over an absence which was excused meanwhile: excused is never overwritten."""
        return saved is MarkValue.EXCUSED and before is not MarkValue.EXCUSED

    def _excused(self, key: Key) -> bool:
        """Tell whether somebody is excused at a half-day, by a mark or by a reason that is known."""
        value = self.value_of(key)
        known = self._sheet is not None and key in self._sheet.excuses
        return value is MarkValue.EXCUSED or (value is None and known)

    def is_pending(self, row: int, column: int) -> bool:
        return self.key_at(row, column) in self._proposed or super().is_pending(row, column)

    def undo(self) -> bool:
        done = super().undo()
        if not done:
            self.exhausted.emit()
        return done

    # Counts

    def row_note(self, row: GridRow) -> str:
        return self._row_notes.get(row.id, "")

    def row_tip(self, row: GridRow) -> str:
        return self._row_tips.get(row.id, "")

    def column_note(self, column: GridColumn) -> str:
        return self._column_notes.get(column.id, "")

    def _count(self) -> None:
        """Count rows and columns again, marks that wait included."""
        if self._sheet is None:
            return
        planned = [half.planned for half in self._sheet.half_days]
        self._row_notes = {row.id: self._note_of(row.id, planned, self._sheet) for row in self.rows}
        self._column_notes = {column.id: self._present_at(column.id) for column in self.columns}

    def _note_of(self, enrolment_id: int, planned: list[PlannedHalfDay], sheet: GridSheet) -> str:
        stay, marks = self._people[enrolment_id].stay, self._marks_of(enrolment_id)
        figures: Figures = compute_figures(planned, stay, marks, self._today, sheet.terms.excused_cap)
        in_a_row = absences_now(planned, stay, marks, sheet.carried.get(enrolment_id, Carried()))
        flag = f"{in_a_row}×{MarkValue.ABSENT.value}" if in_a_row >= sheet.absences_in_a_row else ""
        reason = reason_words(self.reason_of((enrolment_id, self._current)), self._words)
        rate = percent(*figures.to_date, self._words.language)
        of_planned = percent(*figures.of_planned, self._words.language)
        self._row_tips[enrolment_id] = self._words.t(
            "Of the month: attendance to date {to_date} · of planned {of_planned}", to_date=rate, of_planned=of_planned
        )
        return "  ".join(part for part in (_short(reason), flag, rate) if part)

    def _marks_of(self, enrolment_id: int) -> dict[When, MarkValue]:
        found: dict[When, MarkValue] = {}
        for half in self._halves.values():
            value = self.value_of((enrolment_id, half.slot_id))
            if value is not None:
                found[half.day, half.half_day] = value
        return found

    def column_present(self, slot_id: int) -> int:
        """Return how many are there at a half-day, marks that wait included."""
        return sum(self.value_of((enrolment_id, slot_id)) in SIGNED for enrolment_id in self._people)

    def _present_at(self, slot_id: int) -> str:
        """Count who is there, once everybody expected has a mark."""
        day = self._halves[slot_id].day
        expected = [i for i, person in self._people.items() if person.stay.covers(day)]
        values = [self._proposed.get((i, slot_id), self.value_of((i, slot_id))) for i in expected]
        if slot_id in self._off or not all(values):
            return ""
        return str(sum(value in SIGNED for value in values))


def _short(reason: str) -> str:
    return reason if len(reason) <= 14 else f"{reason[:13]}…"
