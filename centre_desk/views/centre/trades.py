"""The trades that the centre offers, with their ISCO-08 and ISCED-F codes."""

from PySide6.QtWidgets import QWidget

from centre_desk.actions.centre.places import adopt_reference_data, set_trade_active
from centre_desk.queries.centre import TradeRow, trade_rows
from centre_desk.rules.room import Room
from centre_desk.views.centre.place_dialogs import TradeDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import Column


class TradesPanel(Panel):
    """A table of trades; a link offers one or no longer."""

    reads = frozenset({Room.CENTRE})
    help_page = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Trades"))
        self.add = self.head.add_button("trade_add", t("New trade"), primary=True)
        self.table: DataTable[TradeRow] = DataTable(self._columns(), name="trades", label=t("Trades"))
        self.table.set_empty("empty", t("No trade yet."), t("Take the list that is shipped"), self._adopt)
        self.body.addWidget(self.table, 1)
        self.add.clicked.connect(lambda: self.show_dialog(TradeDialog(self.context, self)))
        self.table.linked.connect(lambda row, _column: self._toggle(row))
        self.table.opened.connect(self._toggle)

    def load(self) -> None:
        """Read the trades, those offered first."""
        rows = trade_rows(self.context.store, self.words.language)
        self.table.set_rows(sorted(rows, key=lambda row: not row.active))

    def _toggle(self, row: TradeRow) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: set_trade_active(store, trade_id=row.id, active=not row.active, by=by, at=at))

    def _adopt(self) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: adopt_reference_data(store, by=by, at=at))

    def _verb(self, row: TradeRow) -> str:
        return self.words.t("No longer offer") if row.active else self.words.p("trade", "Offer")

    def _columns(self) -> list[Column[TradeRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Code"), lambda row: row.code, width=72),
            Column(t("Name"), lambda row: row.name),
            Column(t("ISCO-08"), lambda row: row.isco08, width=84, spare=True),
            Column(t("ISCED-F"), lambda row: row.iscedf, width=84, spare=True),
            Column(
                t("State"),
                lambda row: words.p("trade", "offered" if row.active else "not offered"),
                width=116,
                tone=lambda row: Tone.OK if row.active else Tone.IDLE,
                spare=True,
            ),
            Column("", self._verb, width=148, link=True, name="offer"),
        ]
