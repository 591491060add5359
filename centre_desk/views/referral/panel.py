"""The referrals: who waits and how long, what the centre answers, and the ways in: a file, or by hand.

Facts: `queries/referral.referral_rows`. A file dropped anywhere on the panel opens its import.
"""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from centre_desk.actions.done import Done
from centre_desk.actions.referral import move_referrals, save_answers
from centre_desk.actions.referral.saving import Onward
from centre_desk.papers.phone import show_phone
from centre_desk.queries.centre.places import trade_rows
from centre_desk.queries.referral import ReferralFilter, ReferralRow, referral_rows
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.rules.room import Room
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import ReasonDialog
from centre_desk.views.parts.drops import dropped_file
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import SaveAs
from centre_desk.views.parts.searchfield import SearchField
from centre_desk.views.parts.table import RIGHT, Column
from centre_desk.views.referral.by_hand_dialog import ByHandDialog
from centre_desk.views.referral.correct_dialog import CorrectReferralDialog
from centre_desk.views.referral.import_dialog import ImportDialog, file_chooser

_TONES = {
    ReferralState.RECEIVED: Tone.WARN,
    ReferralState.ACCEPTED: Tone.SOFT,
    ReferralState.WAITING: Tone.WARN,
    ReferralState.ASSIGNED: Tone.OK,
    ReferralState.REFUSED: Tone.BAD,
    ReferralState.WITHDRAWN: Tone.IDLE,
}


class ReferralsPanel(Panel):
    """Lists referrals, brings new ones in, and records the centre's answers."""

    reads = frozenset({Room.REGISTER, Room.REFERRAL})
    help_page = "people"

    def __init__(self, context: Context, parent: QWidget | None = None, *, onward: Onward | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._onward = onward
        self._trades: dict[str, str] = {}
        self.head.set_title(t("Referrals"))
        self.correct = self.head.add_button("referral_correct", t("Correct the referral…"), rare=True)
        self.answers = self.head.add_button("referral_answers", t("Answers to IOM…"))
        self.refuse = self.head.add_button("referral_refuse", t("Refuse…"))
        self.withdraw = self.head.add_button("referral_withdraw", t("Withdrawn by IOM…"))
        self.wait = self.head.add_button("referral_wait", t("Let wait"))
        self.accept = self.head.add_button("referral_accept", t("Accept"))
        self._draft: ByHandDialog | None = None
        self.by_hand = self.head.add_button("referral_by_hand", t("By hand…"))
        self.bring = self.head.add_button("referral_import", t("Import a file…"), primary=True)
        self.search = SearchField(name="referrals_search", label=t("Name, number or telephone"))
        self.state: ChoiceField[frozenset[ReferralState]] = ChoiceField(self._state_choices())
        self.route: ChoiceField[Route | None] = ChoiceField(self._route_choices())
        self.table: DataTable[ReferralRow] = DataTable(self._columns(), name="referrals", label=t("Referrals"))
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        t = self.words.t
        for field, name, label in (
            (self.state, "referrals_state", t("State")),
            (self.route, "referrals_route", t("Referred for")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(label)
            field.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        filters = QHBoxLayout()
        filters.setSpacing(12)
        filters.addWidget(self.search, 1)
        filters.addWidget(self.state)
        filters.addWidget(self.route)
        self.body.addLayout(filters)
        self.body.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._show_list())
        self.search.left.connect(self.table.setFocus)
        self.state.currentIndexChanged.connect(lambda _index: self._show_list())
        self.route.currentIndexChanged.connect(lambda _index: self._show_list())
        self.table.opened.connect(lambda row: self.navigate.emit(Room.REGISTER, row.person_id))
        self.bring.clicked.connect(self.choose_file)
        self.answers.clicked.connect(self._ask_where)
        self.correct.clicked.connect(self.open_correct)
        self.by_hand.clicked.connect(self.open_by_hand)
        self.accept.clicked.connect(lambda: self._move_chosen(ReferralState.ACCEPTED))
        self.wait.clicked.connect(lambda: self._move_chosen(ReferralState.WAITING))
        self.refuse.clicked.connect(lambda: self._ask_reason(ReferralState.REFUSED))
        self.withdraw.clicked.connect(lambda: self._ask_reason(ReferralState.WITHDRAWN))

    def load(self) -> None:
        """Read the trades and the list."""
        trades = trade_rows(self.context.store, self.words.language)
        self._trades = {trade.code: trade.name for trade in trades}
        self._show_list()

    def open_item(self, item: int) -> None:
        """Show one referral, whatever was searched before."""
        self.search.clear()
        self.state.set_value(frozenset(ReferralState))
        self.route.set_value(None)
        self._show_list()
        self.table.select_where(lambda row: row.id == item)

    def focus_search(self) -> bool:
        """Put the cursor into the search field."""
        self.search.setFocus()
        self.search.selectAll()
        return True

    def take_file(self, path: Path) -> None:
        """Open the import of a file that was dropped on the window."""
        self.open_import(path)

    def choose_file(self) -> None:
        """Ask for a file and open its import."""
        chooser = file_chooser(self, self.words.t("Referral file"))
        chooser.fileSelected.connect(lambda name: self.open_import(Path(name)))
        chooser.open()

    def open_by_hand(self) -> None:
        """Open the form for who was announced by telephone or walks in, or the one put aside to look at a file."""
        if self._draft is not None:
            dialog, self._draft = self._draft, None
            self.by_hand.setText(self.words.t("By hand…"))
            self.by_hand.setAccessibleName(self.by_hand.text())
            dialog.open()
            return
        dialog = ByHandDialog(self.context, self)
        dialog.open_wanted.connect(lambda person_id: self._put_aside(dialog, person_id))
        self.show_dialog(dialog)
        dialog.acted.connect(self._show_new)

    def _show_new(self, done: Done) -> None:
        """Select what was entered by hand; the filters give way only where they would hide it."""
        self._show_list()
        if any(row.id == done.id for row in self.table.rows()):
            self.table.select_where(lambda row: row.id == done.id)
        else:
            self.open_item(done.id)

    def open_correct(self) -> None:
        """Open the form that puts the chosen referral right."""
        rows = self.table.selected_rows()
        if len(rows) == 1:
            self.show_dialog(CorrectReferralDialog(self.context, self, rows[0]))
        else:
            self.refusals.show_sentences([self.words.t("Choose one referral in the table first.")])

    def _put_aside(self, dialog: ByHandDialog, person_id: int) -> None:
        """Show a file of the register and keep the form with what was typed: the button leads back to it."""
        self._draft = dialog
        self.by_hand.setText(self.words.t("Back to the form"))
        self.by_hand.setAccessibleName(self.by_hand.text())
        self.navigate.emit(Room.REGISTER, person_id)

    def open_import(self, path: Path) -> None:
        """Open the import of a file at its preview."""
        dialog = ImportDialog(self.context, self, path)
        dialog.acted.connect(self.done)
        dialog.open()

    def _ask_where(self) -> None:
        name = f"{self.words.t('Answers to the referrals')} {self.context.today().isoformat()}.xlsx"
        place = SaveAs(self.words, self, name=name, kinds="(*.xlsx)")
        place.placed.connect(self.save_answers)
        place.open()

    def save_answers(self, name: str) -> None:
        """Save what became of the lines chosen, or of all that are shown, for IOM."""
        rows = self.table.selected_rows()
        ids = tuple(row.id for row in (rows if len(rows) > 1 else self.table.rows()))
        store, words, path = self.context.store, self.words, Path(name)
        by, at = self.context.actor(), self.context.now()
        onward = self._onward
        self.act(lambda: save_answers(store, referral_ids=ids, path=path, words=words, by=by, at=at, onward=onward))

    def _show_list(self) -> None:
        wanted = ReferralFilter(
            search=self.search.text(),
            states=self.state.value() or frozenset(ReferralState),
            route=self.route.value(),
        )
        rows = referral_rows(self.context.store, wanted)
        self.table.set_rows(rows)
        count = self.words.n("{count} referral", "{count} referrals", len(rows))
        self.head.set_title(self.words.t("Referrals"), count)
        if wanted.search:
            self.table.set_empty("search", self.words.t("No referral is found under this."))
        else:
            sentence = self.words.t("No referral waits. Drop IOM’s list here, or choose it.")
            self.table.set_empty("import", sentence, self.words.t("Import a file…"), self.choose_file)

    def _chosen(self) -> list[ReferralRow]:
        rows = self.table.selected_rows()
        if not rows:
            self.refusals.show_sentences([self.words.t("Choose a referral in the table first.")])
        return rows

    def _ask_reason(self, state: ReferralState) -> None:
        rows = self._chosen()
        if not rows:
            return
        t = self.words.t
        refused = state is ReferralState.REFUSED
        title = t("Refuse the referral") if refused else t("IOM withdraws the referral")
        verb = t("Refuse") if refused else t("Record the withdrawal")
        dialog = ReasonDialog(self.context, self, title=title, verb=verb)
        dialog.given.connect(lambda reason: self._move(rows, state, reason))
        dialog.open()

    def _move_chosen(self, state: ReferralState) -> None:
        self._move(self._chosen(), state, "")

    def _move(self, rows: list[ReferralRow], state: ReferralState, reason: str) -> None:
        if not rows:
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        on, ids = self.context.today(), tuple(row.id for row in rows)
        self.act(lambda: move_referrals(store, referral_ids=ids, state=state, on_date=on, reason=reason, by=by, at=at))

    def _columns(self) -> list[Column[ReferralRow]]:
        words, today = self.words, self.context.today
        return [
            Column(words.t("Name"), lambda row: row.name, sort=lambda row: (row.family_name, row.given_names)),
            Column(words.t("Case number"), lambda row: row.case_number or "—", width=142, spare=True),
            Column(words.t("Referred for"), lambda row: words.word(row.route), width=146, spare=True),
            Column(words.t("Trade"), lambda row: self._trades.get(row.trade, row.trade) or "—", width=136),
            Column(words.t("Telephone"), lambda row: show_phone(row.phone), width=104, spare=True),
            Column(
                words.t("Referred on"),
                lambda row: short_date(row.received_on),
                sort=lambda r: r.received_on,
                width=92,
                spare=True,
            ),
            Column(
                words.t("Days"),
                lambda row: str(row.waited(today())),
                sort=lambda row: row.waited(today()),
                align=RIGHT,
                width=56,
                tip=lambda row: words.t("days waited"),
            ),
            Column(words.t("State"), lambda row: words.word(row.state), width=98, tone=lambda row: _TONES[row.state]),
        ]

    def _state_choices(self) -> list[tuple[frozenset[ReferralState], str]]:
        words = self.words
        waiting = (WAITING_STATES, words.t("All who wait"))
        every = (frozenset(ReferralState), words.t("All referrals"))
        return [waiting, every, *((frozenset({state}), words.word(state)) for state in ReferralState)]

    def _route_choices(self) -> list[tuple[Route | None, str]]:
        return [(None, self.words.t("Every route")), *((route, self.words.word(route)) for route in Route)]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.open_import(path)
