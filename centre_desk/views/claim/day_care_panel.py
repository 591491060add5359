"""The children in day care: where each is placed, what was invoiced, on how many days the parent attended."""

from PySide6.QtWidgets import QWidget

from centre_desk.queries.claim.nursery import ChildRow, child_rows
from centre_desk.queries.claim.sheet import month_in_work, month_rows
from centre_desk.rules.room import Room
from centre_desk.texts.formats import month_name, short_date
from centre_desk.views.claim.day_care_dialogs import EndPlacementDialog, InvoiceDialog, PlaceDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import name_field
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import CENTRE, Column


class DayCarePanel(Panel):
    """One table; Enter places a child, or records the invoice of one who is placed."""

    reads = frozenset({Room.CLAIM, Room.REGISTER, Room.ATTENDANCE, Room.COURSE, Room.CENTRE})
    help_page = "claims"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Day care"))
        self.month: ChoiceField[str] = ChoiceField()
        name_field(self.month, "day_care_month", t("Month"))
        self.head.add_widget(self.month)
        self.table: DataTable[ChildRow] = DataTable(self._columns(), name="children", label=t("Children in day care"))
        self.table.set_empty("claims", t("Nobody in training has a child entered in their file."))
        self.body.addWidget(self.table, 1)
        self.month.currentIndexChanged.connect(lambda _n: self._read())
        self.table.opened.connect(lambda row: self._act(row, "invoice" if row.placement_id else "place"))
        self.table.linked.connect(self._act)

    def load(self) -> None:
        """Read the months and the children again."""
        store, today = self.context.store, self.context.today()
        chosen = self.month.value() or month_in_work(store, today)
        said = [(month, month_name(month, self.words.language)) for month in month_rows(store, today)]
        self.month.set_choices(said)
        self.month.blockSignals(True)
        self.month.set_value(chosen)
        self.month.blockSignals(False)
        self._read()

    def _read(self) -> None:
        month = self.month.value()
        self.table.set_rows(child_rows(self.context.store, month) if month else [])

    def _act(self, row: ChildRow, verb: str) -> None:
        month = self.month.value() or month_in_work(self.context.store, self.context.today())
        if verb == "parent":
            self.navigate.emit(Room.REGISTER, row.parent_id)
        elif verb == "invoice" and row.placement_id:
            self.show_dialog(InvoiceDialog(self.context, self, row, month))
        elif row.placement_id and row.end is None:
            self.show_dialog(EndPlacementDialog(self.context, self, row))
        else:
            self.show_dialog(PlaceDialog(self.context, self, row, month))

    def _columns(self) -> list[Column[ChildRow]]:
        t = self.words.t
        return [
            Column(t("Child"), lambda row: row.name),
            Column(t("Born"), lambda row: row.birth[:4], width=68, tip=lambda row: row.birth, spare=True),
            Column(t("Parent in training"), lambda row: row.parent, link=True, name="parent"),
            Column(
                t("Day-care centre"),
                lambda row: row.provider or t("not placed"),
                tone=lambda row: Tone.OK if row.placement_id and row.end is None else Tone.IDLE,
            ),
            Column(t("Since"), lambda row: short_date(row.start), width=94, spare=True),
            Column(
                self.words.p("day care", "Days"),
                lambda row: str(row.attended),
                lambda row: row.attended,
                CENTRE,
                60,
                spare=True,
            ),
            Column(t("Invoiced"), self._said_invoice, width=94, link=True, name="invoice"),
            Column("", self._verb, width=74, link=True, name="place"),
        ]

    def _said_invoice(self, row: ChildRow) -> str:
        if row.placement_id is None:
            return ""
        return self.words.t("Record…") if row.invoiced is None else str(row.invoiced)

    def _verb(self, row: ChildRow) -> str:
        return self.words.t("End…") if row.placement_id and row.end is None else self.words.t("Place…")
