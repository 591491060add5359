"""Who is to have a kit and who not, with the reason; hand-overs, and their record to print."""

from PySide6.QtWidgets import QWidget

from centre_desk.papers.kit import hand_over_pdf
from centre_desk.queries.kit import KitRow, hand_over_facts, kit_letterhead, kit_rows
from centre_desk.rules.kit import KitReason
from centre_desk.rules.room import Room
from centre_desk.texts.formats import short_date
from centre_desk.views.kit.dialogs import HandOverDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.fields import Segments
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.table import Column

DUE, WAITING, GIVEN = "due", "waiting", "given"


class KitsPanel(Panel):
    """One table in three views; Enter hands over, or opens the file of who gets none."""

    reads = frozenset({Room.KIT, Room.CERTIFICATE, Room.ASSESSMENT, Room.REGISTER})
    help_page = "kits"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Kits"))
        self.which: Segments[str] = Segments(
            [(DUE, t("To hand over")), (WAITING, t("Not due")), (GIVEN, t("Handed over"))],
            name="kits_which",
            label=t("Which kits"),
        )
        self.head.add_widget(self.which)
        self.paper = self.head.add_button("kit_print", t("Print the record"))
        self.give = self.head.add_button("kit_hand_over", t("Hand over"), primary=True)
        self.table: DataTable[KitRow] = DataTable(self._columns(), name="kits", label=t("Kits"))
        self.table.set_empty("kits", t("No kit is due."))
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.body.addWidget(self.table, 1)
        self.which.changed.connect(self.load)
        self.give.clicked.connect(lambda: self._hand_over(self.table.current_row()))
        self.paper.clicked.connect(lambda: self._print(self.table.current_row()))
        self.table.opened.connect(self._open)
        self.table.linked.connect(lambda row, _column: self.navigate.emit(Room.REGISTER, row.person_id))

    def load(self) -> None:
        """Read the kits again."""
        rows = kit_rows(self.context.store, self.words.language)
        shown = [row for row in rows if _view(row) == self.which.value()]
        self.table.set_rows(shown)
        if shown and not self.table.selected_rows():
            self.table.select_where(lambda row: row.id == shown[0].id)

    def open_item(self, item: int) -> None:
        """Show the kit of a person."""
        found = [row for row in kit_rows(self.context.store, self.words.language) if row.person_id == item]
        if found:
            self.which.set_value(_view(found[0]))
        self.load()
        self.table.select_where(lambda row: row.person_id == item)

    def _open(self, row: KitRow) -> None:
        if row.reason is None:
            self._hand_over(row)
        else:
            self.navigate.emit(Room.REGISTER, row.person_id)

    def _hand_over(self, row: KitRow | None) -> None:
        if row is None:
            self.refusals.show_sentences([self.words.t("Choose the person who receives a kit.")])
        else:
            self.show_dialog(HandOverDialog(self.context, self, row))

    def _print(self, row: KitRow | None) -> None:
        if row is None:
            return
        store, words, day = self.context.store, self.words, row.handed_on or self.context.today()

        def made() -> bytes:
            facts = hand_over_facts(store, row.person_id, words.language)
            return hand_over_pdf(facts, letterhead=kit_letterhead(store, day), words=words)

        self.fetch(lambda _report: made(), lambda pdf: _show(pdf, row.record or "kit"))

    def _columns(self) -> list[Column[KitRow]]:
        words, t = self.words, self.words.t
        return [
            Column(t("Name"), lambda row: row.name, link=True, name="person", tip=lambda row: row.case_number),
            Column(t("Trade"), lambda row: row.trade),
            Column(t("Certificate"), lambda row: row.certificate, width=96, spare=True),
            Column(
                t("Issued on"), lambda row: short_date(row.issued_on), lambda row: row.issued_on, width=92, spare=True
            ),
            Column(
                t("State"),
                lambda row: words.word(row.reason) if row.reason else t("To hand over"),
                width=208,
                tone=lambda row: {None: Tone.WARN, KitReason.HANDED_OVER: Tone.OK}.get(row.reason, Tone.IDLE),
                tip=lambda row: " ".join(part for part in (row.record, short_date(row.handed_on)) if part),
            ),
        ]


def _view(row: KitRow) -> str:
    return {None: DUE, KitReason.HANDED_OVER: GIVEN}.get(row.reason, WAITING)


def _show(pdf: bytes, name: str) -> None:
    open_paper(pdf, f"{name}.pdf")
