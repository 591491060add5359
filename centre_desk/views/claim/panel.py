"""The claims of a month: where the run stands, its lines with what deserves a look first, the basis of each.

The next step is the primary button, whoever looks: who may not take it is told so. Enter shows a line's basis.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QWidget

from centre_desk.actions.claim import (
    approve_claims,
    prepare_claims,
    release_line,
    send_back_line,
    submit_claims,
    undo_payment,
    withhold_line,
)
from centre_desk.papers.claim import PaymentSheetFacts, day_care_claim_pdf, payment_sheet_pdf, payment_slips_pdf
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.claim.papers import claim_letterhead, day_care_facts, payment_sheet_facts
from centre_desk.queries.claim.sheet import (
    LineRow,
    RunSheet,
    Totals,
    month_in_work,
    month_rows,
    run_rows,
    run_sheet,
    unpaid_rows,
)
from centre_desk.rules.claim import PENDING, LineFlag, LineState, RunState
from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import francs, month_name
from centre_desk.views.claim.basis_card import (
    DEDUCT,
    PERSON,
    RELEASE,
    SEND_BACK,
    UNDO,
    WITHHOLD,
    BasisCard,
    BasisDialog,
)
from centre_desk.views.claim.dialogs import AddArrearsDialog, DeductDialog, PayDialog
from centre_desk.views.claim.lines import line_columns
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import ReasonDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, Segments
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.stepper import Stepper

ALL, EXCEPTIONS, OPEN = "all", "exceptions", "open"
ESTABLISH, SUBMIT, APPROVE, PAY = range(4)
_NARROW = 620


class ClaimsPanel(Panel):
    """The run of one month; `Reste à payer` shows what is open of every month."""

    reads = frozenset({Room.CLAIM, Room.ATTENDANCE, Room.COURSE, Room.REGISTER, Room.CENTRE, Room.DESK})
    help_page = "claims"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._sheet: RunSheet | None = None
        self.head.set_title(t("Claims"))
        self.month: ChoiceField[str] = ChoiceField()
        name_field(self.month, "claims_month", t("Month"))
        self.head.add_widget(self.month)
        self.add = self.head.add_button("claims_add", t("Add arrears…"))
        self.again = self.head.add_button("claims_again", t("Establish again"))
        self.care = self.head.add_button("claims_day_care", t("Print the day-care claim"))
        self.slips = self.head.add_button("claims_slips", t("Print the slips"))
        self.paper = self.head.add_button("claims_print", t("Print the payment sheet"))
        self.next = self.head.add_button("claims_next", t("Establish"), primary=True)
        steps = (t("Establish"), t("Submit"), t("Approve"), t("Pay"))
        self.stepper = Stepper(self.words, steps, name="claims_steps")
        self.totals = ElidedLabel("", "muted")
        self.totals.setObjectName("claims_totals")
        self.totals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.which: Segments[str] = Segments(
            [(ALL, t("All")), (EXCEPTIONS, t("To look at")), (OPEN, t("Left to pay"))],
            name="claims_which",
            label=t("Which lines"),
        )
        self.table: DataTable[LineRow] = DataTable(line_columns(self.words), name="claims", label=t("Claim lines"))
        self.table.set_empty("claims", t("No claims for this month yet."), t("Establish"), self._establish)
        self.basis = BasisCard(self.words)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.totals, 1)
        line.addWidget(self.which)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.basis)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([560, 208])
        self.body.addWidget(self.stepper)
        self.body.addLayout(line)
        self.setFocusProxy(self.table)
        self.body.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.month.currentIndexChanged.connect(lambda _n: self._read())
        self.which.changed.connect(self._show_lines)
        self.next.clicked.connect(self._take_next_step)
        self.again.clicked.connect(self._establish)
        self.add.clicked.connect(self._add_arrears)
        self.paper.clicked.connect(lambda: self._print("etat-de-paiement", payment_sheet_pdf))
        self.slips.clicked.connect(lambda: self._print("bulletins", payment_slips_pdf))
        self.care.clicked.connect(self._print_day_care)
        self.table.chosen.connect(lambda: self.basis.show_line(self.table.current_row()))
        self.table.opened.connect(self._open_basis)
        self.basis.asked.connect(self._act_on_line)

    def load(self) -> None:
        """Read the months and the run in sight again."""
        store, today = self.context.store, self.context.today()
        chosen = self.month.value() or month_in_work(store, today)
        self.month.set_choices([(month, self._said_month(month)) for month in month_rows(store, today)])
        self.month.blockSignals(True)
        self.month.set_value(chosen)
        self.month.blockSignals(False)
        self._read()

    def open_item(self, item: int) -> None:
        """Show the month of a run."""
        self.load()
        for row in run_rows(self.context.store):
            if row.id == item:
                self.month.set_value(row.month)

    def sheet(self) -> RunSheet:
        """Return the run in sight."""
        return self._sheet or run_sheet(self.context.store, self._month())

    def step(self) -> int:
        """Return the step that is due; past the last one when all is paid."""
        sheet = self.sheet()
        if not sheet.lines:
            return ESTABLISH
        if any(LineFlag.STALE in line.flags and line.state in PENDING for line in sheet.lines):
            return ESTABLISH
        if sheet.state is RunState.DRAFT:
            return SUBMIT if sheet.count(*PENDING) else ESTABLISH
        if sheet.state is RunState.SUBMITTED:
            return APPROVE
        return PAY if sheet.totals.left else PAY + 1

    def _read(self) -> None:
        self._sheet = run_sheet(self.context.store, self._month())
        step = self.step()
        self.stepper.set_current(step)
        self.next.setText(self._verb(step))
        self.next.setAccessibleName(self.next.text())
        established = bool(self._sheet.lines)
        for button in (self.paper, self.slips, self.care, self.add):
            button.setVisible(established)
        self.again.setVisible(established and step != ESTABLISH)
        self.totals.setText(_said_totals(self._sheet, self.words))
        self.head.set_title(self.words.t("Claims"))
        self._show_lines()

    def _show_lines(self) -> None:
        kind = self.which.value()
        if kind == OPEN:
            self.table.set_rows(unpaid_rows(self.context.store))
        else:
            lines = self.sheet().lines
            self.table.set_rows([line for line in lines if kind == ALL or line.flags])
        self.basis.show_line(self.table.current_row())

    def _verb(self, step: int) -> str:
        t = self.words.t
        verbs = (t("Establish"), t("Submit"), t("Approve"), t("Record the payment"), t("Record the payment"))
        return t("Establish again") if step == ESTABLISH and self.sheet().lines else verbs[step]

    def _take_next_step(self) -> None:
        steps: dict[int, Callable[[], None]] = {
            ESTABLISH: self._establish,
            SUBMIT: self._submit,
            APPROVE: self._approve,
        }
        steps.get(self.step(), self._pay)()

    def _establish(self) -> None:
        store, month, by, at = self.context.store, self._month(), self.context.actor(), self.context.now()
        self.act(lambda: prepare_claims(store, month=month, by=by, at=at))

    def _submit(self) -> None:
        store, run, by, at = self.context.store, self.sheet().run_id, self.context.actor(), self.context.now()
        self.act(lambda: submit_claims(store, run_id=run, by=by, at=at))

    def _approve(self) -> None:
        store, run, by, at = self.context.store, self.sheet().run_id, self.context.actor(), self.context.now()
        self.act(lambda: approve_claims(store, run_id=run, by=by, at=at))

    def _pay(self) -> None:
        """Pay the chosen lines; without a choice of several, all that is open in sight."""
        chosen = self.table.selected_rows()
        rows = chosen if len(chosen) > 1 else self.table.rows()
        waiting = [row for row in rows if row.open]
        if not waiting:
            self.refusals.show_sentences([self.words.t("Nothing waits to be paid here.")])
            return
        self.show_dialog(PayDialog(self.context, self, waiting))

    def _add_arrears(self) -> None:
        sheet = self.sheet()
        people = sorted({(line.name, line.person_id) for line in sheet.lines})
        months = [month for month in month_rows(self.context.store, self.context.today()) if month < sheet.month]
        named = [(number, name) for name, number in people]
        self.show_dialog(AddArrearsDialog(self.context, self, sheet.run_id, named, months))

    def _open_basis(self, row: LineRow) -> None:
        self.basis.show_line(row)
        if self.basis.isHidden():
            dialog = BasisDialog(self.words, row, self)
            dialog.card.asked.connect(self._act_on_line)
            dialog.open()

    def _act_on_line(self, verb: str) -> None:
        row = self.table.current_row()
        if row is None:
            return
        if verb == PERSON:
            self.navigate.emit(Room.REGISTER, row.person_id)
        elif verb == DEDUCT:
            self.show_dialog(DeductDialog(self.context, self, row))
        else:
            self._ask_reason(verb, row)

    def _ask_reason(self, verb: str, row: LineRow) -> None:
        t, name = self.words.t, row.name
        title, said = {
            SEND_BACK: (t("Send back the line of {name}", name=name), t("Send back")),
            WITHHOLD: (t("Withhold the line of {name}", name=name), t("Withhold")),
            RELEASE: (t("Release the line of {name}", name=name), t("Release")),
            UNDO: (t("Take back the payment of {name}", name=name), self.words.p("payment", "Take back")),
        }[verb]
        dialog = ReasonDialog(self.context, self, title=title, verb=said)
        dialog.setObjectName(f"{verb}_reason")
        dialog.given.connect(lambda reason: self._act_with_reason(verb, row, reason))
        dialog.open()

    def _act_with_reason(self, verb: str, row: LineRow, reason: str) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        if verb == UNDO:
            payment = row.payment_id or 0
            self.act(lambda: undo_payment(store, payment_id=payment, reason=reason, by=by, at=at))
            return
        action = {SEND_BACK: send_back_line, WITHHOLD: withhold_line, RELEASE: release_line}[verb]
        self.act(lambda: action(store, line_id=row.id, reason=reason, by=by, at=at))

    def _print(self, name: str, draw: Callable[..., bytes]) -> None:
        store, month, words = self.context.store, self._month(), self.words

        def made() -> bytes:
            facts: PaymentSheetFacts = payment_sheet_facts(store, month, words)
            letterhead: Letterhead = claim_letterhead(store, month)
            return draw(facts, letterhead=letterhead, words=words)

        self.fetch(lambda _report: made(), lambda pdf: _open(pdf, f"{name}-{month}.pdf"))

    def _print_day_care(self) -> None:
        store, month, words = self.context.store, self._month(), self.words

        def made() -> bytes:
            return day_care_claim_pdf(
                day_care_facts(store, month), letterhead=claim_letterhead(store, month), words=words
            )

        self.fetch(lambda _report: made(), lambda pdf: _open(pdf, f"garderie-{month}.pdf"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside the table, the basis opens by Enter in a window of its own."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self.basis.setVisible(not narrow)

    def _month(self) -> str:
        return self.month.value() or month_in_work(self.context.store, self.context.today())

    def _said_month(self, month: str) -> str:
        return month_name(month, self.words.language)


def _open(pdf: bytes, name: str) -> None:
    open_paper(pdf, name)


def _in_part(totals: Totals) -> bool:
    """Tell whether the approved sum says something that the due one does not."""
    return totals.approved not in (0, totals.due)


def _said_totals(sheet: RunSheet, words: Catalogue) -> str:
    if not sheet.lines:
        return ""
    totals = sheet.totals
    parts = [
        words.n("{count} line", "{count} lines", totals.lines),
        words.t("due {sum}", sum=francs(totals.due, words.language)),
        *([words.t("approved {sum}", sum=francs(totals.approved, words.language))] if _in_part(totals) else []),
        words.t("left to pay {sum}", sum=francs(totals.left, words.language)),
    ]
    if sheet.count(LineState.WITHHELD):
        parts.append(words.t("withheld {sum}", sum=francs(totals.withheld, words.language)))
    return " · ".join(parts)
