"""The grids of the trades: shipped proposals and later versions, their criteria, and which one new tests use."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from centre_desk.actions.assessment import adopt_grid, adopt_reference_grids
from centre_desk.actions.done import Done
from centre_desk.queries.assessment import CriterionRow, GridDraft, GridRow, criteria_rows, grid_draft, grid_rows
from centre_desk.queries.centre import trade_rows
from centre_desk.rules.assessment import Bounds, GridState, TestKind, makes_sense
from centre_desk.rules.desk import Right
from centre_desk.rules.room import Room
from centre_desk.views.assessment.grid_dialog import GridDialog, Purpose
from centre_desk.views.assessment.lines import limits
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import RIGHT, Column

_NARROW = 900
_TONES = {GridState.PROPOSAL: Tone.WARN, GridState.ADOPTED: Tone.OK, GridState.RETIRED: Tone.IDLE}


class GridsPanel(Panel):
    """The tab *Grids* of the settings: versions at the left, criteria at the right."""

    reads = frozenset({Room.ASSESSMENT, Room.CENTRE})
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t, may = self.words.t, context.actor().may
        self.head.set_title(t("Grids"))
        self.take_in = self.head.add_button("grids_take_in", t("Take in the proposed grids"))
        self.first = self.head.add_button("grid_first", t("First grid of a trade…"))
        self.revise = self.head.add_button("grid_revise", t("New version…"))
        self.adopt = self.head.add_button("grid_adopt", t("Put the grid in force"), primary=True)
        for button in (self.take_in, self.first, self.revise):
            self.head.offer(button, may(Right.MANAGE_SETTINGS))
        self.head.offer(self.adopt, may(Right.REOPEN_RESULTS))
        self.grids: DataTable[GridRow] = DataTable(self._grid_columns(), name="grids", label=t("Grids"))
        self.grids.set_empty("exams", t("No grid yet. The shipped proposals cover the trades of the programme."))
        self.criteria: DataTable[CriterionRow] = DataTable(
            self._criterion_columns(), name="grid_criteria", label=t("Criteria")
        )
        self.criteria.set_empty("exams", t("Choose a grid to see its criteria."))
        self.shares = QLabel()
        self.shares.setObjectName("grid_shares")
        self.shares.setWordWrap(True)
        set_look(self.shares, "muted")
        chosen = QWidget()
        column = QVBoxLayout(chosen)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.shares)
        column.addWidget(self.criteria, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.grids)
        self.splitter.addWidget(chosen)
        self.body.addWidget(self.splitter, 1)
        self.take_in.clicked.connect(self.take_proposals_in)
        self.first.clicked.connect(self.open_first)
        self.revise.clicked.connect(self.open_revision)
        self.adopt.clicked.connect(self.put_in_force)
        self.grids.chosen.connect(self._show_criteria)

    def load(self) -> None:
        """Read the versions of the grids."""
        self.grids.set_rows(grid_rows(self.context.store, self.words.language))
        self._show_criteria()

    def take_proposals_in(self) -> None:
        """Take in the shipped grids of trades that have none."""
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: adopt_reference_grids(store, by=by, at=at), ok=self._changed)

    def open_revision(self) -> None:
        """Ask for a new version, as a copy of the chosen one."""
        row = self.grids.current_row()
        if row is None:
            self.refusals.show_sentences([self.words.t("Choose a grid in the list first.")])
            return
        same = [one.version for one in self.grids.rows() if (one.trade_id, one.kind) == (row.trade_id, row.kind)]
        title = self.words.t("{grid}: version {version}", grid=self._about(row), version=max(same) + 1)
        self._ask([((row.trade_id, row.kind), title)], grid_draft(self.context.store, row.id))

    def open_first(self) -> None:
        """Ask for the first grid of a trade that has none."""
        known = {(row.trade_id, row.kind) for row in self.grids.rows()}
        free = [
            ((trade.id, kind), f"{trade.name} · {self.words.word(kind)}")
            for trade in trade_rows(self.context.store, self.words.language, active=True)
            for kind in TestKind
            if (trade.id, kind) not in known and makes_sense(trade.code, kind, 1, GridState.PROPOSAL)
        ]
        if not free:
            said = self.words.t("Every trade has its grids. Choose one, then write a new version of it.")
            self.refusals.show_sentences([said])
            return
        self._ask(free, GridDraft(free[0][0][0], free[0][0][1], (), Bounds()))

    def _ask(self, purposes: Sequence[tuple[Purpose, str]], draft: GridDraft) -> None:
        dialog = GridDialog(self.context, self, purposes, draft)
        dialog.acted.connect(self._written)
        self.show_dialog(dialog)

    def _written(self, done: Done) -> None:
        """Show the new version, ready to be looked at and put in force."""
        self.load()
        self.grids.select_where(lambda row: row.id == done.id)

    def put_in_force(self) -> None:
        """Let new tests use the chosen version."""
        row = self.grids.current_row()
        if row is None:
            self.refusals.show_sentences([self.words.t("Choose a grid in the list first.")])
            return
        store, grid_id, by, at = self.context.store, row.id, self.context.actor(), self.context.now()
        self.act(lambda: adopt_grid(store, grid_id=grid_id, by=by, at=at), ok=self._changed)

    def _changed(self, _done: Done) -> None:
        self.load()

    def _show_criteria(self) -> None:
        row = self.grids.current_row()
        rows = criteria_rows(self.context.store, row.id, self.words.language) if row is not None else []
        self.criteria.set_rows(rows)
        self.shares.setText(self._shares(row) if row is not None else "")

    def _shares(self, row: GridRow) -> str:
        """Say what the chosen version asks for."""
        t = self.words.t
        parts = [
            t("able from {percent} %", percent=row.pass_percent),
            t("each competence from {percent} %", percent=row.competence_percent) if row.competence_percent else "",
            t("gap tolerated: {percent} %", percent=row.tolerance_percent),
        ]
        return " · ".join(filter(None, parts))

    def _named(self, row: GridRow) -> str:
        return f"{row.trade} · {self.words.word(row.kind)}"

    def _grid_columns(self) -> list[Column[GridRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Trade"), self._about, tip=self._named),
            Column(t("Version"), lambda row: str(row.version), lambda row: row.version, RIGHT, 72),
            Column(t("State"), lambda row: words.word(row.state), width=112, tone=lambda row: _TONES[row.state]),
        ]

    def _criterion_columns(self) -> list[Column[CriterionRow]]:
        t, p = self.words.t, self.words.p
        return [
            Column(t("No."), lambda row: str(row.position), lambda row: row.position, RIGHT, 40),
            Column(t("Criterion"), lambda row: row.label, tip=lambda row: f"{row.competence} · {row.label}"),
            Column(t("Competence"), lambda row: row.competence, width=170, spare=True),
            Column(p("short", "Weight"), lambda row: f"× {row.weight}", lambda row: row.weight, RIGHT, 56),
            Column(t("Points"), lambda row: str(row.max_points), lambda row: row.max_points, RIGHT, 60),
            Column(t("Limits"), lambda row: limits(row, self.words), width=84),
        ]

    def _about(self, row: GridRow) -> str:
        if row.kind is TestKind.SKILLS:
            return row.trade
        return self.words.t("Equipment · {trade}", trade=row.trade)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = Qt.Orientation.Vertical if self.width() <= _NARROW else Qt.Orientation.Horizontal
        if self.splitter.orientation() is not way or event.oldSize().isEmpty():
            self.splitter.setOrientation(way)
            self.splitter.setSizes([420, 580])
