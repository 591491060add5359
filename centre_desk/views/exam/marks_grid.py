"""The marks grid: candidates by parts, out of 20; averages at the right, mean and count of passes below.

Facts: the grid of screens (comma or point, Enter goes down and saves nothing); A, N and I stand for no score.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject

from centre_desk.queries.exam import CandidateRow, MarksSheet, PartRow
from centre_desk.rules.exam import (
    ABSENT,
    NOT_GRADED,
    UNJUSTIFIED,
    Decision,
    ExamState,
    Mark,
    MarkKind,
    Result,
    compute_result,
    score,
)
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import decimal
from centre_desk.views.parts.fields import read_mark
from centre_desk.views.parts.grid.model import Face, GridColumn, GridModel, GridRow
from centre_desk.views.parts.palette import Tone

LETTERS: Mapping[str, Mark] = {"a": ABSENT, "n": NOT_GRADED, "i": UNJUSTIFIED}
_SHOWN = {MarkKind.ABSENT: "A", MarkKind.NOT_GRADED: "N", MarkKind.UNJUSTIFIED: "I"}


def short_mark(hundredths: int, language: str) -> str:
    """Write a mark without needless zeros: 12, 12,5, 12,25."""
    text = decimal(hundredths, language)
    return text[:-3] if hundredths % 100 == 0 else text[:-1] if hundredths % 10 == 0 else text


class MarksGrid(GridModel[Any]):
    """Rows are enrolments, columns are parts."""

    numeric = True

    def __init__(self, words: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._sheet: MarksSheet | None = None
        self._writes = False
        self._parts: dict[int, PartRow] = {}
        self._people: dict[int, CandidateRow] = {}

    def show_sheet(self, sheet: MarksSheet, *, writes: bool) -> None:
        """Show an exam; `writes`: the user may enter marks."""
        self._sheet, self._writes = sheet, writes and sheet.state is ExamState.OPEN
        self._parts = {part.id: part for part in sheet.parts}
        self._people = {one.enrolment_id: one for one in sheet.candidates}
        width = len(str(max((one.number for one in sheet.candidates), default=0)))
        rows = [self._row(one, max(2, width)) for one in sheet.candidates]
        columns = [GridColumn(part.id, self._under(part), part.name, self._spoken(part)) for part in sheet.parts]
        self.set_content(rows, columns, sheet.marks)

    def missing(self) -> int:
        """Return how many cells hold nothing, pending values counted."""
        keys = ((row.id, column.id) for row in self.rows for column in self.columns)
        return sum(self.value_of(key) is None for key in keys)

    def result(self, enrolment_id: int) -> Result | None:
        """Return what the marks in sight would give; None while one is missing."""
        marks = {part: self.value_of((enrolment_id, part)) for part in self._parts}
        given = {part: mark for part, mark in marks.items() if mark is not None}
        if self._sheet is None or len(given) < len(self._parts):
            return None
        rules = [part.rule for part in self._parts.values()]
        return compute_result(rules, given, self._sheet.pass_mark, self._sheet.mentions)

    # What the grid asks

    def face(self, value: Mark | None, row: GridRow, column: GridColumn) -> Face:
        if value is None:
            return Face("", Tone.HATCHED if self._writes else Tone.IDLE, self._words.t("no mark yet"))
        if value.value is None:
            return Face(_SHOWN[value.kind], Tone.IDLE, self._words.word(value.kind))
        low = self._parts[column.id].eliminating_below
        tone = Tone.BAD if low is not None and value.value < low else Tone.PLAIN
        text = short_mark(value.value, self._words.language)
        return Face(text, tone, self._words.t("{mark}, eliminating", mark=text) if tone is Tone.BAD else text)

    def read(self, text: str, row: GridRow, column: GridColumn) -> Mark:
        letter = text.strip().casefold()[:1]
        if letter in LETTERS:
            return LETTERS[letter]
        try:
            return score(read_mark(text))
        except ValueError:
            sentence = self._words.t("“{text}” is no mark: 0 to 20, A absent, N not graded, I unjustified", text=text)
            raise ValueError(sentence) from None

    def write(self, value: Mark) -> str:
        return _SHOWN[value.kind] if value.value is None else short_mark(value.value, self._words.language)

    def locked(self, row: GridRow, column: GridColumn) -> bool:
        return not self._writes

    def row_note(self, row: GridRow) -> str:
        one = self._people.get(row.id)
        found: Result | None = self.result(row.id)
        if one is not None and one.decision is not None:
            found = Result(one.decision, one.average, one.mention)
        if found is None:
            return ""
        average = "–" if found.average is None else decimal(found.average, self._words.language)
        return f"{average} · {self._decision(found.decision)}"

    def column_note(self, column: GridColumn) -> str:
        marks = [self.value_of((row.id, column.id)) for row in self.rows]
        values = [mark.value or 0 for mark in marks if mark is not None and mark.kind is MarkKind.SCORE]
        if not values or self._sheet is None:
            return ""
        passed = sum(value >= self._sheet.pass_mark for value in values)
        mean = decimal(sum(values) // len(values), self._words.language)
        return f"{mean} · {passed}/{len(values)}"

    def _row(self, one: CandidateRow, width: int) -> GridRow:
        tone = Tone.WARN if one.below_threshold else Tone.PLAIN
        hints = [one.second_key]
        if one.below_threshold:
            hints.append(self._words.t("● {counted} of {entered}", counted=one.counted, entered=one.entered))
        return GridRow(one.enrolment_id, one.name, f"{one.number:0{width}d}", " ".join(filter(None, hints)), tone=tone)

    def _under(self, part: PartRow) -> str:
        if part.eliminating_below is None:
            return self._words.t("× {weight}", weight=part.weight)
        least = short_mark(part.eliminating_below, self._words.language)
        return self._words.t("× {weight}, ≥ {least}", weight=part.weight, least=least)

    def _spoken(self, part: PartRow) -> str:
        return f"{part.name}, {self._words.word(part.kind)}, {self._under(part)}"

    def _decision(self, decision: Decision) -> str:
        return {
            Decision.PASSED: self._words.p("short decision", "passed"),
            Decision.RESIT: self._words.p("short decision", "resit"),
            Decision.ABSENT: self._words.p("short decision", "absent"),
        }[decision]
