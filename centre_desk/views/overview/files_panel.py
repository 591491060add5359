"""The files as a whole: who is provisional and what is missing, and the acts on whole people, which can be undone.

Facts: `queries/overview/people`. Each act shows what it moves before it happens.
"""

from PySide6.QtWidgets import QWidget

from centre_desk.actions.overview.people import undo_merge
from centre_desk.papers.phone import show_phone
from centre_desk.queries.overview.people import PeopleActRow, ProvisionalRow, people_act_rows, provisional_rows
from centre_desk.queries.overview.taking_over import taken_over, taking_over_refused
from centre_desk.rules.overview import PeopleActKind
from centre_desk.rules.refusal import Refused
from centre_desk.rules.room import Room
from centre_desk.texts.formats import short_date
from centre_desk.views.overview.people_dialogs import ExchangeDialog, MergeDialog
from centre_desk.views.overview.taking_over_dialog import TakenOverDialog, TakingOverDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import ReasonDialog
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import Column


class FilesPanel(Panel):
    """Lists the provisional people and the acts on people; opens the forms of these acts."""

    reads = frozenset({Room.REGISTER, Room.OVERVIEW})
    help_page = "people"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.undo = self.head.add_button("files_undo", t("Part them again…"))
        self.before = self.head.add_button("files_taking_over", t("Start in mid-year…"))
        self.exchange = self.head.add_button("files_exchange", t("Exchange two people…"))
        self.merge = self.head.add_button("files_merge", t("Make two files one…"), primary=True)
        self.missing: DataTable[ProvisionalRow] = DataTable(
            self._missing_columns(), name="provisional", label=t("What is missing")
        )
        self.acts: DataTable[PeopleActRow] = DataTable(
            self._act_columns(), name="people_acts", label=t("Acts on whole files")
        )
        self.missing.set_empty("done", t("Nobody is provisional: every file has its number and its birth."))
        self.acts.set_empty("people", t("No two files were made one, and nobody was exchanged."))
        self.body.addWidget(self.missing, 1)
        self.body.addWidget(self.acts, 1)
        self.missing.opened.connect(lambda row: self.navigate.emit(Room.REGISTER, row.id))
        self.merge.clicked.connect(lambda: self.show_dialog(MergeDialog(self.context, self)))
        self.exchange.clicked.connect(lambda: self.show_dialog(ExchangeDialog(self.context, self)))
        self.before.clicked.connect(self.open_before)
        self.undo.clicked.connect(self.ask_undo)

    def load(self) -> None:
        """Read both lists."""
        rows = provisional_rows(self.context.store)
        self.missing.set_rows(rows)
        self.acts.set_rows(people_act_rows(self.context.store))
        count = self.words.n("{count} provisional file", "{count} provisional files", len(rows))
        self.head.set_title(self.words.t("Files"), count)

    def open_before(self) -> None:
        """Ask for what went before the desk; once it is in, or too late, show or say so."""
        store = self.context.store
        found, refused = taken_over(store, self.words.language), taking_over_refused(store)
        if found is not None:
            self.show_dialog(TakenOverDialog(self.context, self, found))
        elif refused:
            self.show_problem(Refused(refused))
        else:
            self.show_dialog(TakingOverDialog(self.context, self))

    def ask_undo(self) -> None:
        """Ask why two files that were made one are parted again."""
        t, row = self.words.t, self.acts.current_row()
        if row is None or row.kind is not PeopleActKind.MERGE or row.undone:
            self.refusals.show_sentences([t("Choose two files made one in the lower table first.")])
            return
        dialog = ReasonDialog(self.context, self, title=t("Part the two files again"), verb=t("Part them"))
        dialog.given.connect(lambda reason: self._undo(row.id, reason))
        dialog.open()

    def _undo(self, act_id: int, reason: str) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: undo_merge(store, act_id=act_id, reason=reason, by=by, at=at))

    def _missing_columns(self) -> list[Column[ProvisionalRow]]:
        words = self.words
        return [
            Column(words.t("Name"), lambda row: row.name),
            Column(words.t("Missing"), lambda row: ", ".join(words.word(one) for one in row.missing), width=280),
            Column(words.t("Telephone"), lambda row: show_phone(row.phone), width=110, spare=True),
        ]

    def _act_columns(self) -> list[Column[PeopleActRow]]:
        words = self.words
        return [
            Column(
                words.t("Date"),
                lambda row: short_date(row.on_date, words.language),
                sort=lambda row: (row.on_date, row.id),
                width=92,
            ),
            Column(words.t("Act"), lambda row: words.word(row.kind), width=190),
            Column(words.t("People"), lambda row: " · ".join(one for one in (row.person, row.other) if one)),
            Column(words.t("Reason"), lambda row: row.reason, width=150, spare=True),
            Column(words.t("State"), lambda row: words.t("undone") if row.undone else "", width=90, spare=True),
        ]
