"""Step three of an import: one doubtful line after the other, each settled by one button or one value."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from centre_desk.queries.centre.places import TradeRow
from centre_desk.rules.referral.plan import Answer, ImportPlan, PlannedLine
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.table import RIGHT, Column
from centre_desk.views.referral.choices import Change, alike, choices_for, entry_for, is_doubtful
from centre_desk.views.referral.line_card import LineCard
from centre_desk.views.referral.lines import fate_column, line_name


class FixingPage(QWidget):
    """Lists the lines that were doubtful; `answered(places, change)` says what the user decided for which lines."""

    answered = Signal(object, object)

    def __init__(self, words: Catalogue, trades: Sequence[TradeRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._trades = trades
        self._names: Mapping[str, str] = {t.code: t.name for t in trades}
        self._plan = ImportPlan(())
        self._places: frozenset[str] = frozenset()
        self.table: DataTable[PlannedLine] = DataTable(
            [
                Column(words.t("Line"), lambda line: line.place, sort=lambda line: line.row, align=RIGHT, width=60),
                Column(words.t("Name"), line_name),
                fate_column(words),
            ],
            name="import_doubts",
            label=words.t("Doubtful lines"),
        )
        self.card = LineCard(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.table.setMinimumWidth(300)
        row.addWidget(self.table, 2)
        row.addWidget(self.card, 3)
        self.table.chosen.connect(self._show_line)
        self.card.chosen.connect(self._answer)
        self.card.taken_back.connect(lambda: self._answer(_forget, False))

    def begin(self, plan: ImportPlan) -> None:
        """Take up the lines that are doubtful now; they stay in the list once they are settled."""
        self._places = frozenset(line.place for line in plan.lines if is_doubtful(line))
        self.show_plan(plan)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what became of the lines, and go to the next one that waits."""
        at = self.table.current_row()
        self._plan = plan
        lines = [line for line in plan.lines if line.place in self._places or is_doubtful(line)]
        self._places |= {line.place for line in lines}
        self.table.set_rows(lines)
        waiting = [line for line in self.table.rows() if is_doubtful(line)]
        after = [line for line in waiting if at is None or line.row >= at.row]
        wanted = (after or waiting or lines)[:1]
        if wanted:
            place = wanted[0].place
            self.table.select_where(lambda line: line.place == place)
        self._show_line()

    def _show_line(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        others = sum(alike(line, other) and other.place != line.place for other in self._plan.lines)
        entry = entry_for(line, self._trades, self._words)
        self.card.show_line(line, choices_for(line, self._words), entry, others, self._names, self._earlier(line))
        if not self.card.takes_value():
            self.table.setFocus()  # an answer is chosen by Tab or the mouse, never by an Enter too many

    def _earlier(self, line: PlannedLine) -> list[PlannedLine]:
        """Return the lines of the file that a line may repeat."""
        places = {one.place for one in line.likely if not one.person_id} | {line.of_line}
        places |= {str(value) for found in line.findings for name, value in found.facts if name == "line"}
        return [other for other in self._plan.lines if other.place in places]

    def _answer(self, change: Change, for_all: bool) -> None:
        line = self.table.current_row()
        if line is None:
            return
        places = [line.place]
        if for_all:
            places = [other.place for other in self._plan.lines if alike(line, other)]
        self.answered.emit(tuple(places), change)


def _forget(answer: Answer) -> Answer:
    return Answer()
