"""Those who may be enrolled, many at once: the waiting list of the trade in its order, or the whole register.

Facts: referrals for a course and accepted offers wait; typing in the search narrows the list, Ctrl+A takes all of
it. Somebody without a referral is found in the register, or registered here and stays provisional.
"""

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from centre_desk.actions.course.people import enrol_people
from centre_desk.actions.done import Done
from centre_desk.papers.reference import region_name
from centre_desk.queries.course import CandidateRow, SessionRow, candidate_rows, other_rows
from centre_desk.rules.course import SessionState
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, form_button
from centre_desk.views.parts.fields import DateField, Segments
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.searchfield import SearchField
from centre_desk.views.parts.sorting import fold
from centre_desk.views.parts.style import set_look
from centre_desk.views.parts.table import RIGHT, Column
from centre_desk.views.register.person_dialog import PersonDialog


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
        begun = session.state is not SessionState.PLANNED
        self.start.set_value(min(max(session.start, context.today()), session.end_on) if begun else session.start)
        self.search = SearchField(name="enrol_search", label=t("Search"))
        self.chosen = QLabel()
        self.chosen.setObjectName("enrol_chosen")
        set_look(self.chosen, "muted")
        self.table: DataTable[CandidateRow] = DataTable(
            self._columns(), name="candidates", label=t("Who may be enrolled")
        )
        self.table.set_empty("people", t("Nobody who may be enrolled is in this list."))
        choices = [(True, t("Waiting list")), (False, t("Whole register"))]
        self.waiting: Segments[bool] = Segments(choices, name="enrol_from", label=t("Choose from"))
        self.new = form_button("enrol_new_person", t("New person…"))
        self.add_field(t("First day"), self.start, "enrol_start")
        self._lay_out_list()
        self._connect()
        self._read()
        self.table.setFocus()

    def _lay_out_list(self) -> None:
        for widgets in ((self.waiting, self.new), (self.search, self.chosen)):
            line = QHBoxLayout()
            line.addWidget(widgets[0], 1)
            line.addWidget(widgets[1])
            self.body.addLayout(line)
        self.body.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._search())
        self.waiting.changed.connect(self._read)
        self.new.clicked.connect(self.open_new)
        self.new.setAutoDefault(False)
        self.search.left.connect(self.table.setFocus)
        self.table.chosen.connect(self._count)
        self.table.opened.connect(lambda _row: self.submit())
        self.start.editingFinished.connect(self._read)
        self.verb.setDefault(False)  # Enter in the search field searches
        self.verb.setAutoDefault(False)

    def _read(self) -> None:
        start, store = self.start.value() or self._session.start, self.context.store
        if self.waiting.value():
            self._rows = candidate_rows(store, self._session.trade_id, start, self._session.end_on)
            self._filter()
        else:
            self._rows = other_rows(store, self.search.text(), start, self._session.end_on)
            self.table.set_rows(self._rows)
            self._count()

    def _search(self) -> None:
        """The waiting list is narrowed; the register is asked."""
        if self.waiting.value():
            self._filter()
        else:
            self._read()

    def open_new(self) -> None:
        """Register somebody who is not known yet: provisional until the papers are there."""
        dialog = PersonDialog(self.context, self)
        dialog.acted.connect(self._registered)
        dialog.open()

    def _registered(self, done: Done) -> None:
        """Show who was registered, chosen already; the window hears of the act."""
        self.acted.emit(done)
        self.waiting.set_value(False)
        self.search.clear()
        self._read()
        self.table.select_where(lambda row: row.id == done.id)
        self._count()

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
            Column(t("No."), lambda row: str(row.place or ""), lambda row: row.place, RIGHT, 40),
            Column(t("Name"), lambda row: row.full_name, tip=_tip),
            Column(t("Case number"), lambda row: row.case_number, width=136),
            Column(t("Sex"), lambda row: self.words.word(row.sex), width=80, spare=True),
            Column(
                t("Waiting since"),
                lambda row: short_date(row.waiting_since, self.words.language) if row.waiting_since else "",
                lambda row: row.waiting_since or date.max,
                width=112,
            ),
            Column(
                t("By"),
                self._why,
                width=132,
                tone=lambda row: Tone.WARN if row.provisional else Tone.SOFT if row.offered else Tone.IDLE,
            ),
        ]

    def _why(self, row: CandidateRow) -> str:
        if row.provisional and not row.place:
            return self.words.p("why enrolled", "provisional")
        if not row.place:
            return self.words.p("why enrolled", "no referral")
        return self.words.p("why enrolled", "offer") if row.offered else self.words.p("why enrolled", "referral")


def _tip(row: CandidateRow) -> str:
    return " · ".join(filter(None, (row.full_name, region_name(row.region_code))))


def _searched(row: CandidateRow) -> str:
    return fold(f"{row.name} {row.second_key} {row.case_number}")
