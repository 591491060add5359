"""The grids of the trades: shipped proposals and later versions, their criteria, and which one new tests use."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from centre_desk.actions.assessment import adopt_grid, adopt_reference_grids
from centre_desk.actions.done import Done
from centre_desk.queries.assessment import CriterionRow, GridRow, criteria_rows, grid_rows
from centre_desk.rules.assessment import GridState, TestKind
from centre_desk.rules.desk import Right
from centre_desk.rules.room import Room
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import RIGHT, Column

_NARROW = 560
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
        self.adopt = self.head.add_button("grid_adopt", t("Put the grid in force"), primary=True)
        self.head.offer(self.take_in, may(Right.MANAGE_SETTINGS))
        self.head.offer(self.adopt, may(Right.REOPEN_RESULTS))
        self.grids: DataTable[GridRow] = DataTable(self._grid_columns(), name="grids", label=t("Grids"))
        self.grids.set_empty("exams", t("No grid yet. The shipped proposals cover the trades of the programme."))
        self.criteria: DataTable[CriterionRow] = DataTable(
            self._criterion_columns(), name="grid_criteria", label=t("Criteria")
        )
        self.criteria.set_empty("exams", t("Choose a grid to see its criteria."))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.grids)
        self.splitter.addWidget(self.criteria)
        self.splitter.setSizes([330, 430])
        self.body.addWidget(self.splitter, 1)
        self.take_in.clicked.connect(self.take_proposals_in)
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

    def _grid_columns(self) -> list[Column[GridRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Trade"), self._about, tip=lambda row: f"{row.trade} · {words.word(row.kind)}"),
            Column(t("Version"), lambda row: str(row.version), lambda row: row.version, RIGHT, 72, spare=True),
            Column(t("State"), lambda row: words.word(row.state), width=112, tone=lambda row: _TONES[row.state]),
        ]

    def _criterion_columns(self) -> list[Column[CriterionRow]]:
        t = self.words.t
        return [
            Column(t("No."), lambda row: str(row.position), lambda row: row.position, RIGHT, 44),
            Column(t("Criterion"), lambda row: row.label, tip=lambda row: f"{row.competence} · {row.label}"),
            Column(t("Competence"), lambda row: row.competence, width=150, spare=True),
            Column(t("Weight"), lambda row: str(row.weight), lambda row: row.weight, RIGHT, 92, spare=True),
            Column(t("Points"), lambda row: str(row.max_points), lambda row: row.max_points, RIGHT, 64, spare=True),
            Column(t("Limits"), self._flags, width=84),
        ]

    def _about(self, row: GridRow) -> str:
        if row.kind is TestKind.SKILLS:
            return row.trade
        return self.words.t("Equipment · {trade}", trade=row.trade)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() <= _NARROW
        self.splitter.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    def _flags(self, row: CriterionRow) -> str:
        parts = [self.words.t("E ≥ {least}", least=row.threshold_points)] if row.eliminating else []
        return " · ".join([*parts, *([self.words.p("safety criterion", "S")] if row.safety else [])])
