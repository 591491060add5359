"""The grid of a test: criteria by assessors, one key a criterion; while one sheet is keyed, the others are hidden.

Facts: the grid of screens. Points that the grid does not know are refused in sight and move nothing.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from centre_desk.queries.assessment import AssessorSheet, CriterionRow, TestSheet
from centre_desk.rules.assessment import Criterion, share, whole_percent
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import HARD, percent
from centre_desk.views.assessment.lines import limits
from centre_desk.views.parts.grid.model import Face, GridColumn, GridModel, GridRow, Key
from centre_desk.views.parts.numerals import unshifted_digits
from centre_desk.views.parts.palette import Tone

DIRECT: Mapping[str, object] = {
    **{str(digit): digit for digit in range(10)},
    **{key: int(unshifted_digits(key)) for key in "&é\"'(-è_çà"},
}
"""The keys that give points at once: digits, and the unshifted row of an AZERTY keyboard."""

APART = "≠"
"""What stands beside points that the assessors see far apart."""


def low_sign(words: Catalogue) -> str:
    """Return what stands beside points under an eliminating threshold: the letter of the criterion."""
    return words.p("eliminating criterion", "E")


class ScoreGrid(GridModel[Any]):
    """Rows are criteria, columns the ranks of the assessors. `refused(sentence)`: points out of range."""

    refused = Signal(str)
    numeric = True

    def __init__(self, words: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._criteria: dict[int, CriterionRow] = {}
        self._sheets: dict[int, AssessorSheet] = {}
        self._rank = 0
        self._narrow = False

    def set_narrow(self, narrow: bool) -> None:
        """Say less in the heads and beside the rows of a small window; what waits to be saved stays."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._show()

    def show_sheet(self, sheet: TestSheet, rank: int) -> None:
        """Show a test; `rank` is the sheet being keyed, 0 for none."""
        self._criteria = {one.id: one for one in sheet.criteria}
        self._sheets = {one.rank: one for one in sheet.sheets}
        self._rank = rank
        self._show()

    def _show(self) -> None:
        rows = [GridRow(one.id, one.label, str(one.position)) for one in self._criteria.values()]
        sheets = self._sheets.values()
        columns = [
            GridColumn(one.rank, self._under(one), self._head(one), one.name, marked=one.rank == self._rank)
            for one in sheets
        ]
        saved = {} if self._rank else {(c, one.rank): p for one in sheets for c, p in one.points.items()}
        self.set_content(rows, columns, saved)

    def _head(self, sheet: AssessorSheet) -> str:
        """Return the name of the assessor, in a small window as `L. Diarra`."""
        words = sheet.name.split()
        return f"{words[0][0]}. {words[-1]}" if self._narrow and len(words) > 1 else sheet.name

    def marked(self) -> frozenset[str]:
        """Return the signs that stand beside points in sight: colour alone tells nobody why."""
        faces = (self.face_at(row, column) for row in range(len(self.rows)) for column in range(len(self.columns)))
        signs = {face.text.partition(" ")[2] for face in faces}
        return frozenset(signs & {low_sign(self._words), APART})

    def keyed(self) -> dict[int, int]:
        """Return the points keyed so far on the sheet in hand, by criterion."""
        points = {one: self.value_of((one, self._rank)) for one in self._criteria}
        return {one: given for one, given in points.items() if given is not None}

    def set_values(self, changes: Mapping[Key, Any]) -> int:
        """Take points that the grid knows; say which it does not."""
        good = {key: value for key, value in changes.items() if self._fits(key, value)}
        if len(good) < len(changes):
            wrong = self._criteria[next(key for key in changes if key not in good)[0]]
            self.refused.emit(
                self._words.t("{criterion}: from 0 to {most}.", criterion=wrong.label, most=wrong.max_points)
            )
        return super().set_values(good)

    def _fits(self, key: Key, value: Any) -> bool:
        return value is None or 0 <= int(value) <= self._criteria[key[0]].max_points

    # What the grid asks

    def face(self, value: Any, row: GridRow, column: GridColumn) -> Face:
        if value is None:
            return self._empty(column)
        one = self._criteria[row.id]
        low = one.eliminating and value < one.threshold_points
        if low:
            said = self._words.t("{points}, under the eliminating threshold", points=value)
            return Face(f"{value} {low_sign(self._words)}", Tone.BAD, said)
        if self._far_apart(row):
            return Face(f"{value} {APART}", Tone.WARN, self._words.t("{points}, the assessors far apart", points=value))
        return Face(str(value), Tone.PLAIN, str(value))

    def read(self, text: str, row: GridRow, column: GridColumn) -> int:
        if not text.isdigit() or not self._fits((row.id, column.id), int(text)):
            one = self._criteria[row.id]
            raise ValueError(self._words.t("from 0 to {most}", most=one.max_points))
        return int(text)

    def locked(self, row: GridRow, column: GridColumn) -> bool:
        return column.id != self._rank

    def row_note(self, row: GridRow) -> str:
        one = self._criteria[row.id]
        said = " · ".join(filter(None, (self._words.t("× {weight}", weight=one.weight), limits(one, self._words))))
        return said.replace(" ", "").replace(HARD, "") if self._narrow else said

    def column_note(self, column: GridColumn) -> str:
        points = {one: self.value_of((one, column.id)) for one in self._criteria}
        given = {one: value for one, value in points.items() if value is not None}
        if not given or len(given) < len(points):
            return ""
        rules = [Criterion(one.id, one.competence, one.weight, one.max_points) for one in self._criteria.values()]
        return percent(whole_percent(share(rules, given)), 100, self._words.language)

    def _empty(self, column: GridColumn) -> Face:
        sheet = self._sheets.get(column.id)
        if column.id == self._rank:
            return Face("", Tone.HATCHED, self._words.t("no points yet"))
        if sheet is not None and sheet.keyed:
            return Face("•", Tone.IDLE, self._words.t("keyed, hidden"))
        return Face("", Tone.IDLE, self._words.t("not keyed yet"))

    def _far_apart(self, row: GridRow) -> bool:
        """Tell whether two assessors saw something else: half of the points between them."""
        values = [self.value_of((row.id, column.id)) for column in self.columns]
        given = [value for value in values if value is not None]
        return len(given) > 1 and 2 * (max(given) - min(given)) >= self._criteria[row.id].max_points

    def _under(self, sheet: AssessorSheet) -> str:
        if sheet.rank == self._rank:
            return self._words.t("being keyed")
        if self._narrow and not self._rank and all(one.keyed for one in self._sheets.values()):
            return ""  # a small window keeps the line for a criterion
        return self._words.t("keyed") if sheet.keyed else self._words.t("to key")
