"""Those who may be enrolled, many at once: who waits for this trade, longest first.

Facts: referrals for a course and accepted offers; typing in the search narrows the list, Ctrl+A takes all of it.
"""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from centre_desk.actions.course.people import enrol_people
from centre_desk.papers.reference import region_name
from centre_desk.queries.course import CandidateRow, SessionRow, candidate_rows
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import DateField
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.searchfield import SearchField
from centre_desk.views.parts.sorting import fold
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import Column


class EnrolDialog(FormDialog):
    """First day, search, and the table of those who wait."""

    def __init__(self, context: Context, parent: QWidget | None, session: SessionRow) -> None:
        t = context.words.t
        title = t("Enrol in {session}", session=session.name)
        super().__init__(context, parent, title=title, verb=t("Enrol the selected people"))
        self.setObjectName("enrol")
        self.resize(680, 450)
        self._session = session
        self._rows: list[CandidateRow] = []
        self.start = DateField(self.words, context.today(), required=True)
        self.start.set_value(min(max(session.start, context.today()), session.end_on))
        self.search = SearchField(name="enrol_search", label=t("Search"))
        self.chosen = QLabel()
        self.chosen.setObjectName("enrol_chosen")
        set_look(self.chosen, "muted")
        self.table: DataTable[CandidateRow] = DataTable(
            self._columns(), name="candidates", label=t("Who may be enrolled")
        )
        self.table.set_empty("people", t("Nobody waits for this trade."))
        self.add_field(t("First day"), self.start, "enrol_start")
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.chosen)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)
        self.search.searched.connect(lambda _text: self._filter())
        self.search.left.connect(self.table.setFocus)
        self.table.chosen.connect(self._count)
        self.table.opened.connect(lambda _row: self.submit())
        self.start.editingFinished.connect(self._read)
        self.verb.setDefault(False)  # Enter in the search field searches
        self.verb.setAutoDefault(False)
        self._read()
        self.table.setFocus()

    def _read(self) -> None:
        start = self.start.value() or self._session.start
        self._rows = candidate_rows(self.context.store, self._session.trade_id, start)
        self._filter()

    def _filter(self) -> None:
        wanted = fold(self.search.text()).split()
        self.table.set_rows([row for row in self._rows if all(word in _searched(row) for word in wanted)])
        self._count()

    def _count(self) -> None:
        chosen = len(self.table.selected_rows())
        set_look(self.chosen, "bad" if chosen > self._session.left else "muted")
        said = self.words.t(
            "{chosen} selected of {count}, {left} places left",
            chosen=chosen,
            count=len(self.table.rows()),
            left=self._session.left,
        )
        self.chosen.setText(said)

    def submit(self) -> None:
        """Enrol the selected people, in the order shown."""
        start = self.start.value()
        if start is None:
            self.refusals.show_sentences([self.start.mark()])
            return
        rows = self.table.selected_rows()
        people = [row.id for row in rows]
        referrals = {row.id: row.referral_id for row in rows if row.referral_id is not None}
        store, session_id = self.context.store, self._session.id
        by, at = self.context.actor(), self.context.now()
        self.act(
            lambda: enrol_people(
                store, session_id=session_id, people=people, start=start, referrals=referrals, by=by, at=at
            )
        )

    def _columns(self) -> list[Column[CandidateRow]]:
        t = self.words.t
        return [
            Column(t("Name"), lambda row: row.full_name, tip=_tip),
            Column(t("Case number"), lambda row: row.case_number, width=150),
            Column(t("Sex"), lambda row: self.words.word(row.sex), width=80, spare=True),
            Column(
                t("Waiting since"),
                lambda row: short_date(row.waiting_since, self.words.language),
                lambda row: row.waiting_since,
                width=112,
            ),
            Column(
                t("By"),
                lambda row: self.words.p("why enrolled", "offer" if row.offered else "referral"),
                width=108,
                tone=lambda row: Tone.SOFT if row.offered else Tone.IDLE,
            ),
        ]


def _tip(row: CandidateRow) -> str:
    return " · ".join(filter(None, (row.full_name, region_name(row.region_code))))


def _searched(row: CandidateRow) -> str:
    return fold(f"{row.name} {row.second_key} {row.case_number}")
