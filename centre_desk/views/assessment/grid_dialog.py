"""A new version of a grid: a copy of the chosen one is put right criterion by criterion, or a first one is written.

What is saved is a proposal: the version in force stays until the director adopts the new one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from centre_desk.actions.assessment import revise_grid
from centre_desk.queries.assessment import GridDraft
from centre_desk.rules.assessment import Bounds, GridLine, TestKind, check_grid
from centre_desk.views.assessment.criterion_fields import CriterionFields, caption
from centre_desk.views.assessment.lines import limits
from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, CountField
from centre_desk.views.parts.table import RIGHT, Column

_FRAME = 40
Purpose = tuple[int, TestKind]  # a trade and what is tested in it


@dataclass(frozen=True, slots=True)
class _Line:
    """A criterion in hand; `first` is what it said when the form was opened."""

    id: int
    line: GridLine
    first: GridLine


class GridDialog(FormDialog):
    """The criteria in a table, the fields of the chosen one beside it, the three shares above."""

    def __init__(
        self, context: Context, parent: QWidget | None, purposes: Sequence[tuple[Purpose, str]], draft: GridDraft
    ) -> None:
        t = context.words.t
        title = purposes[0][1] if len(purposes) == 1 else t("The first grid of a trade")
        super().__init__(context, parent, title=title, verb=t("Save as a proposal"))
        self.setObjectName("revise_grid")
        room = self.screen().availableGeometry().size()
        self.resize(min(760, max(640, room.width() - _FRAME)), min(480, max(440, room.height() - _FRAME)))
        self.purpose: ChoiceField[Purpose] = ChoiceField(purposes)
        self.passing = CountField(self.words, 0, 100, "%")
        self.competence = CountField(self.words, 0, 100, "%")
        self.tolerance = CountField(self.words, 0, 100, "%")
        lines = draft.lines or (GridLine(""),)
        self._next = len(lines)
        self._lines = [_Line(number, line, line) for number, line in enumerate(lines)]
        self.table: DataTable[_Line] = DataTable(self._columns(), name="grid_lines", label=t("Criteria"))
        self.table.setSortingEnabled(False)  # the order is the grid's own
        self.fields = CriterionFields(self.words)
        self.add = link_button(t("Add"), self._add, "criterion_add")
        self.remove = link_button(t("Remove"), self._remove, "criterion_remove")
        self.up = link_button(t("Up"), lambda: self._move(-1), "criterion_up")
        self.down = link_button(t("Down"), lambda: self._move(1), "criterion_down")
        self._lay_fields(draft.bounds)
        self._connect()
        self._show(0)
        if not self.form.rowCount():
            self.table.setFocus()

    def _lay_fields(self, bounds: Bounds) -> None:
        t = self.words.t
        if self.purpose.count() > 1:
            self.add_field(t("Trade and test"), self.purpose, "grid_purpose")
        shares = QHBoxLayout()
        shares.setSpacing(8)
        for label, field, name, value in (
            (t("Recognised from"), self.passing, "grid_passing", bounds.passing),
            (t("In each competence"), self.competence, "grid_competence", bounds.competence),
            (t("Gap tolerated"), self.tolerance, "grid_tolerance", bounds.tolerance),
        ):
            name_field(field, name, label)
            field.set_value(value)
            field.setFixedWidth(60)
            shares.addWidget(caption(label, field))
            shares.addWidget(field)
            shares.addSpacing(8)
        shares.addStretch(1)
        self.body.addLayout(shares)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.add, self.remove, self.up, self.down):
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self.table, 1)
        left.addLayout(buttons)
        page = QHBoxLayout()
        page.setSpacing(12)
        page.addLayout(left, 5)
        page.addWidget(self.fields, 4, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(page, 1)

    def _connect(self) -> None:
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _row: self.fields.focus_label())
        self.fields.changed.connect(self._changed)
        for keys, button in (
            (QKeySequence("Ctrl+Up"), self.up),
            (QKeySequence("Ctrl+Down"), self.down),
            (QKeySequence("Ctrl+N"), self.add),
        ):
            button.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
            shortcut = QShortcut(keys, self)
            shortcut.activated.connect(button.click)

    def submit(self) -> None:
        """Save the lines as a version of their own."""
        shares = (self.passing, self.competence, self.tolerance)
        problems = [*filter(None, (field.mark() for field in shares)), *self.fields.problems()]
        purpose = self.purpose.value()
        if not self.ready() or problems or purpose is None:
            self.refusals.show_sentences(problems)
            return
        bounds = Bounds(*(field.value() or 0 for field in shares))
        lines = [one.line for one in self._lines]
        refused = check_grid(lines, bounds)
        if refused:
            self.refusals.show_refusals(refused)
            self._show(int(str(dict(refused[0].facts).get("number", 1))) - 1)
            return
        (trade_id, kind), store = purpose, self.context.store
        by, at = self.context.actor(), self.context.now()
        self.act(lambda: revise_grid(store, trade_id=trade_id, kind=kind, lines=lines, bounds=bounds, by=by, at=at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a criterion goes on to the next one; a version is saved by its button."""
        at, inside = self._at(), self.fields.isAncestorOf(self.focusWidget() or self)
        if not inside or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif at + 1 < len(self._lines):
            self._show(at + 1)

    # The lines in hand

    def _at(self) -> int:
        row = self.table.current_row()
        return next((at for at, one in enumerate(self._lines) if row is not None and one.id == row.id), -1)

    def _show(self, at: int) -> None:
        """Show the lines again with one of them chosen, and its fields."""
        self.table.set_rows(self._lines)
        if 0 <= at < len(self._lines):
            chosen = self._lines[at].id
            self.table.select_where(lambda row: row.id == chosen)
        self._chosen()

    def _chosen(self) -> None:
        at = self._at()
        self.fields.setEnabled(at >= 0)
        if at >= 0:
            self.fields.know_competences({one.line.competence_fr: one.line.competence_en for one in self._lines})
            self.fields.show_line(self._lines[at].line, self._lines[at].first)

    def _changed(self, line: GridLine) -> None:
        at = self._at()
        if at >= 0:
            self._lines[at] = replace(self._lines[at], line=line)
            self.table.blockSignals(True)  # the fields know already what they said
            self.table.set_rows(self._lines)
            self.table.blockSignals(False)

    def _add(self) -> None:
        """Add a criterion below the chosen one, of the same competence."""
        at = self._at()
        before = self._lines[at].line if at >= 0 else GridLine("")
        fresh = GridLine("", before.competence_fr, competence_en=before.competence_en, max_points=before.max_points)
        self._lines.insert(at + 1, _Line(self._next, fresh, fresh))
        self._next += 1
        self._show(at + 1)
        self.fields.focus_label()

    def _remove(self) -> None:
        at = self._at()
        if at >= 0:
            del self._lines[at]
            self._show(min(at, len(self._lines) - 1))

    def _move(self, by: int) -> None:
        at = self._at()
        if at >= 0 and 0 <= at + by < len(self._lines):
            self._lines[at], self._lines[at + by] = self._lines[at + by], self._lines[at]
            self._show(at + by)

    def _counts(self, row: _Line) -> str:
        return " · ".join(filter(None, (f"× {row.line.weight}", limits(row.line, self.words))))

    def _columns(self) -> list[Column[_Line]]:
        t = self.words.t
        return [
            Column(t("No."), lambda row: str(self._lines.index(row) + 1), align=RIGHT, width=36),
            Column(t("Criterion"), lambda row: row.line.label_fr, tip=lambda row: row.line.competence_fr),
            Column(t("Weight and limits"), self._counts, width=126),
        ]
