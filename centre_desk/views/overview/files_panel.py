"""The files as a whole: who is provisional and what is missing, and the acts on whole people, which can be undone.

Facts: `queries/overview/people`. Each act shows what it moves before it happens.
"""

from PySide6.QtWidgets import QStackedWidget, QWidget

from centre_desk.actions.overview.people import undo_merge
from centre_desk.actions.register import tell_apart
from centre_desk.papers.phone import show_phone
from centre_desk.queries.overview.likely import LikelyPair, likely_pairs
from centre_desk.queries.overview.people import PeopleActRow, ProvisionalRow, people_act_rows, provisional_rows
from centre_desk.queries.overview.taking_over import taken_over, taking_over_refused
from centre_desk.queries.register import person_sheet
from centre_desk.rules.overview import PeopleActKind
from centre_desk.rules.refusal import Refused
from centre_desk.rules.room import Room
from centre_desk.texts.formats import short_date
from centre_desk.views.overview.people_dialogs import ExchangeDialog, MergeDialog
from centre_desk.views.overview.taking_over_dialog import TakenOverDialog, TakingOverDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import ReasonDialog
from centre_desk.views.parts.fields import Segments
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.table import Column
from centre_desk.views.register.people import FIELD_OF_MISSING, likeness_words, person_words
from centre_desk.views.register.person_dialog import PersonDialog

_LIKELY = 1
_MERGE = "merge"


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
        self.likely: DataTable[LikelyPair] = DataTable(
            self._likely_columns(), name="likely_pairs", label=t("Likely duplicates")
        )
        self.likely.set_empty("done", t("No two files look like one person."))
        choices = [(0, t("What is missing")), (1, t("Likely duplicates")), (2, t("Acts on whole files"))]
        self.view: Segments[int] = Segments(choices, name="files_view", label=t("Files"))
        self._lists = QStackedWidget()
        for table in (self.missing, self.likely, self.acts):
            self._lists.addWidget(table)
        self.body.addWidget(self.view)
        self.body.addWidget(self._lists, 1)
        self.view.changed.connect(self._show_view)
        self.missing.opened.connect(lambda row: self.complete(row, "missing"))
        self.missing.linked.connect(self.complete)
        self.likely.linked.connect(self._answer)
        self.likely.opened.connect(lambda pair: self._answer(pair, _MERGE))
        self.merge.clicked.connect(lambda: self.open_merge())
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

        if self.view.value() == _LIKELY:
            self._find_likely()

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

    def _show_view(self) -> None:
        self._lists.setCurrentIndex(self.view.value())
        if self.view.value() == _LIKELY:
            self._find_likely()

    def _find_likely(self) -> None:
        """Compare in the worker thread, apart from the panel's own acts: a click meanwhile is not lost."""
        store = self.context.store
        self.context.runner.run(
            lambda _report: likely_pairs(store), done=self.likely.set_rows, failed=self.show_problem, owner=self
        )

    def complete(self, row: ProvisionalRow, _column: str) -> None:
        """Open the form of a provisional person at what is missing first."""
        dialog = PersonDialog(self.context, self, person_sheet(self.context.store, row.id))
        self.show_dialog(dialog)
        dialog.focus_field(FIELD_OF_MISSING[row.missing[0]])

    def open_merge(self, *people: int) -> None:
        """Open the form that makes two files one, with two likely people where a list named them."""
        dialog = MergeDialog(self.context, self)
        if people:
            dialog.offer(*people)
        self.show_dialog(dialog)

    def _answer(self, pair: LikelyPair, column: str) -> None:
        """Take the answer to a likely pair: one person, or two."""
        one, other = pair.kept.id, pair.other.id
        if column == _MERGE:
            self.open_merge(one, other)
            return
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: tell_apart(store, person_id=one, other_id=other, by=by, at=at))

    def ask_undo(self) -> None:
        """Ask why two files that were made one are parted again."""
        t, row = self.words.t, self.acts.current_row()
        if row is None or row.kind is not PeopleActKind.MERGE or row.undone:
            self.refusals.show_sentences([t("Choose two files made one in the acts on whole files first.")])
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
            Column(
                words.t("Missing"),
                lambda row: ", ".join(words.word(one) for one in row.missing),
                width=280,
                link=True,
                name="missing",
            ),
            Column(words.t("Telephone"), lambda row: show_phone(row.phone), width=110, spare=True),
        ]

    def _likely_columns(self) -> list[Column[LikelyPair]]:
        words = self.words
        return [
            Column(words.t("File that is kept"), lambda pair: person_words(pair.kept, words)),
            Column(words.t("Likely the same person"), lambda pair: person_words(pair.other, words)),
            Column(
                words.t("Likeness"),
                lambda pair: likeness_words(pair.likeness, words),
                sort=lambda pair: pair.likeness.score,
                width=210,
                spare=True,
            ),
            Column("", lambda _pair: words.t("Make one…"), width=88, link=True, name=_MERGE),
            Column("", lambda _pair: words.t("Two people"), width=112, link=True, name="apart"),
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
