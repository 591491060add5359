"""The kit lists of the trades: proposals, what representatives said about them, the one in force."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from centre_desk.actions.kit import adopt_kit_list, adopt_reference_kits
from centre_desk.queries.kit import KitItemRow, KitListRow, kit_list_rows
from centre_desk.rules.kit import KitListState
from centre_desk.rules.room import Room
from centre_desk.views.kit.dialogs import ReviewDialog, ReviseDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import RIGHT, Column

_TONES = {
    KitListState.PROPOSAL: Tone.WARN,
    KitListState.REVIEWED: Tone.SOFT,
    KitListState.ADOPTED: Tone.OK,
    KitListState.RETIRED: Tone.IDLE,
}


class KitListsPanel(Panel):
    """Lists at the left, the things of the one in sight at the right."""

    reads = frozenset({Room.KIT, Room.CENTRE})
    help_page = "kits"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Kit lists"))
        self.shipped = self.head.add_button("kit_lists_shipped", t("Take the proposals that are shipped"))
        self.review = self.head.add_button("kit_list_review", t("Record a review…"))
        self.revise = self.head.add_button("kit_list_revise", t("New version…"))
        self.adopt = self.head.add_button("kit_list_adopt", t("Adopt the list"), primary=True)
        self.table: DataTable[KitListRow] = DataTable(self._columns(), name="kit_lists", label=t("Kit lists"))
        self.table.set_empty("kits", t("No kit list yet."), t("Take the proposals that are shipped"), self._take)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.items: DataTable[KitItemRow] = DataTable(self._item_columns(), name="kit_items", label=t("Things in it"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.items)
        splitter.setSizes([400, 400])
        self.body.addWidget(splitter, 1)
        self.table.chosen.connect(self._show_items)
        self.shipped.clicked.connect(self._take)
        self.review.clicked.connect(lambda: self._ask(ReviewDialog))
        self.revise.clicked.connect(lambda: self._ask(ReviseDialog))
        self.adopt.clicked.connect(self._adopt)

    def load(self) -> None:
        """Read the lists again."""
        rows = kit_list_rows(self.context.store, self.words.language)
        self.table.set_rows(rows)
        if rows and not self.table.selected_rows():
            self.table.select_where(lambda row: row.id == rows[0].id)
        self._show_items()

    def _show_items(self) -> None:
        row = self.table.current_row()
        self.items.set_rows(row.items if row else [])

    def _take(self) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: adopt_reference_kits(store, by=by, at=at))

    def _ask(self, make: Callable[[Context, QWidget, KitListRow], FormDialog]) -> None:
        row = self.table.current_row()
        if row is not None:
            self.show_dialog(make(self.context, self, row))

    def _adopt(self) -> None:
        row = self.table.current_row()
        if row is None:
            self.refusals.show_sentences([self.words.t("Choose the list to adopt.")])
            return
        store, number, by, at = self.context.store, row.id, self.context.actor(), self.context.now()
        self.act(lambda: adopt_kit_list(store, list_id=number, by=by, at=at))

    def _columns(self) -> list[Column[KitListRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Trade"), lambda row: row.trade, tip=lambda row: row.feedback),
            Column(t("Version"), lambda row: str(row.version), lambda row: row.version, RIGHT, 76),
            Column(t("State"), lambda row: words.word(row.state), width=110, tone=lambda row: _TONES[row.state]),
        ]

    def _item_columns(self) -> list[Column[KitItemRow]]:
        t, english = self.words.t, self.words.language == "en"
        return [
            Column(t("Thing"), lambda row: row.name_en if english and row.name_en else row.name_fr),
            Column(t("Quantity"), lambda row: str(row.quantity), lambda row: row.quantity, RIGHT, 88),
        ]
