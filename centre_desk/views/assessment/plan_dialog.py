"""Appointments: who of those who wait is tested when, where and by whom; and other assessors or another day later."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.assessment import add_third_assessor, move_test, plan_tests
from centre_desk.actions.done import Done
from centre_desk.queries.assessment import TestRow, WaitingRow, who_waits_rows
from centre_desk.queries.centre import assessors_rows, trade_rows
from centre_desk.queries.referral import ReferralRow
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.parts.table import Column
from centre_desk.views.referral.correct_dialog import CorrectReferralDialog

_TO_COMPLETE = ""


class PlanTestsDialog(FormDialog):
    """One trade at a time, for its assessors are certified for it; who cannot be called yet stands apart."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Appointments for tests"), verb=t("Give the appointments"))
        self.setObjectName("plan_tests")
        self.resize(640, 480)
        self._ready: list[ReferralRow] = []
        self._lacking: list[WaitingRow] = []
        self._read()
        self._trades = {row.code: row for row in trade_rows(context.store, self.words.language)}
        self.trade: ChoiceField[str] = ChoiceField(self._choices())
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.place = QLineEdit()
        self.assessors = AssessorFields(context)
        self.table: DataTable[ReferralRow] = DataTable(self._columns(), name="to_test", label=t("Who waits for a test"))
        self.table.set_empty("people", t("Nobody waits for a test."))
        self.incomplete: DataTable[WaitingRow] = DataTable(
            self._lacking_columns(), name="to_complete", label=t("Who cannot be called yet")
        )
        self.add_field(t("Trade"), self.trade, "test_trade")
        self.add_field(t("Day of the test"), self.day, "test_day")
        self.add_field(t("Place"), self.place, "test_place")
        self.assessors.add_to(self)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.incomplete, 1)
        self.lacking = self.explain("", "tests_lacking", "muted")
        self.trade.currentIndexChanged.connect(lambda _at: self._trade_chosen())
        self.incomplete.opened.connect(lambda row: self.open_correct(row.referral))
        self._trade_chosen()

    def open_correct(self, referral: ReferralRow) -> None:
        """Let what lacks be written, so that the person can be called."""
        dialog = CorrectReferralDialog(self.context, self, referral)
        dialog.acted.connect(self._corrected)
        dialog.open()

    def _corrected(self, done: Done) -> None:
        """Read again and stay where the user is; once nobody lacks anything, show who can be called."""
        self._read()
        self.trade.set_choices(self._choices())
        self._trade_chosen()
        self.acted.emit(done)

    def _read(self) -> None:
        rows = who_waits_rows(self.context.store)
        self._ready = [row.referral for row in rows if row.lack is None]
        self._lacking = [row for row in rows if row.lack is not None]

    def submit(self) -> None:
        """Plan the tests of the selected people."""
        day = self.day.value()
        if not self.ready() or day is None:
            return
        if self.trade.value() == _TO_COMPLETE:
            said = self.words.t("These people cannot be called yet. Complete what lacks first, or choose a trade.")
            self.refusals.show_sentences([said])
            return
        people, pair, place = [row.id for row in self.table.selected_rows()], self.assessors.pair(), self.place.text()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: plan_tests(store, referral_ids=people, planned_on=day, place=place, assessors=pair, by=by, at=at)
        )

    def _choices(self) -> list[tuple[str, str]]:
        codes = dict.fromkeys(row.trade for row in self._ready)
        choices = [(code, self._trades[code].name) for code in codes]
        if self._lacking:
            choices.append((_TO_COMPLETE, self.words.t("to complete ({count})", count=len(self._lacking))))
        return choices

    def _trade_chosen(self) -> None:
        code = self.trade.value()
        said = self.words.n(
            "{count} person cannot be called yet: see under “to complete”, where a double click corrects.",
            "{count} people cannot be called yet: see under “to complete”, where a double click corrects.",
            len(self._lacking),
        )
        self.lacking.setText(said)
        self.lacking.setVisible(bool(self._lacking))
        lacking = code == _TO_COMPLETE
        self.table.setVisible(not lacking)
        self.incomplete.setVisible(lacking)
        self.incomplete.set_rows(self._lacking)
        self.table.set_rows([row for row in self._ready if row.trade == code])
        self.table.selectAll()
        if code is not None and not lacking:
            self.assessors.propose(self._trades[code].id, self.day.value() or self.context.today())

    def _columns(self) -> list[Column[ReferralRow]]:
        t, today = self.words.t, self.context.today()
        return [
            Column(t("Name"), lambda row: row.name),
            Column(t("Case number"), lambda row: row.case_number, width=150, spare=True),
            Column(t("Test"), lambda row: self.words.word(row.route), width=150),
            Column(
                t("Waits"),
                lambda row: self.words.n("{count} day", "{count} days", row.waited(today)),
                lambda row: row.waited(today),
                width=90,
            ),
        ]

    def _lacking_columns(self) -> list[Column[WaitingRow]]:
        t = self.words.t
        return [
            Column(t("Name"), lambda row: row.referral.name),
            Column(t("Test"), lambda row: self.words.word(row.referral.route), width=150, spare=True),
            Column(t("What lacks"), self._lack, width=310),
        ]

    def _lack(self, row: WaitingRow) -> str:
        return self.words.word(row.lack) if row.lack is not None else ""


class AssessorFields:
    """Two choices of certified people: proposed for a new test, as they are named for one that is arranged."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.first: ChoiceField[int] = ChoiceField()
        self.second: ChoiceField[int] = ChoiceField()

    def add_to(self, dialog: FormDialog) -> None:
        """Put the fields into a form."""
        t = self._context.words.t
        dialog.add_field(t("First assessor"), self.first, "assessor_1")
        dialog.add_field(t("Second assessor"), self.second, "assessor_2")

    def propose(self, trade_id: int, day: date) -> None:
        """Offer those who may test a trade, the first two chosen."""
        people = self._certified(trade_id, day)
        self._offer([(0, self._context.words.t("to name later")), *people], [number for number, _ in people])

    def show_named(self, trade_id: int, day: date, named: Mapping[int, str] | None) -> None:
        """Offer them with those chosen who are named; None: the tests differ, and nothing changes by itself."""
        t = self._context.words.t
        people = self._certified(trade_id, day)
        if named:
            gone = [(number, name) for number, name in named.items() if number not in dict(people)]
            self._offer([*gone, *people], list(named))
        else:
            self._offer([(0, t("unchanged") if named is None else t("to name later")), *people], [])

    def pair(self) -> tuple[int, ...]:
        """Return the two chosen, or nobody when both are to be named later."""
        chosen = (self.first.value() or 0, self.second.value() or 0)
        return tuple(number for number in chosen if number)

    def _certified(self, trade_id: int, day: date) -> list[tuple[int, str]]:
        return [(row.id, row.name) for row in assessors_rows(self._context.store, trade_id, on=day)]

    def _offer(self, choices: Sequence[tuple[int, str]], chosen: Sequence[int]) -> None:
        for at, field in enumerate((self.first, self.second)):
            field.set_choices(choices)
            field.set_value(chosen[at] if at < len(chosen) else 0)


class ArrangeDialog(FormDialog):
    """Day, place and assessors of tests that are still to be held; what is left as it was does not change."""

    def __init__(self, context: Context, parent: QWidget | None, tests: Sequence[TestRow]) -> None:
        n = context.words.n
        title = n("Arrange {count} test", "Arrange {count} tests", len(tests))
        super().__init__(context, parent, title=title, verb=context.words.t("Save"))
        self.setObjectName("arrange_tests")
        self._tests = tuple(tests)
        days, places = {row.planned_on for row in tests}, {row.place for row in tests}
        self._same_place = len(places) == 1
        self.day = DateField(self.words, context.today(), required=len(days) == 1)
        self.place = QLineEdit()
        self.assessors = AssessorFields(context)
        self._named: dict[int, str] | None = None
        self._lay_fields()
        if len(days) == 1:
            self.day.set_value(tests[0].planned_on)
        else:
            self.day.setPlaceholderText(self.words.t("unchanged"))
        if self._same_place:
            self.place.setText(tests[0].place)
        else:
            self.place.setPlaceholderText(self.words.t("unchanged"))

    def submit(self) -> None:
        """Save what was changed."""
        if not self.ready():
            return
        tests, day, pair = [row.id for row in self._tests], self.day.value(), self._changed_pair()
        text = self.place.text().strip()
        place = text if text or self._same_place else None
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: move_test(store, test_ids=tests, planned_on=day, place=place, assessors=pair, by=by, at=at))

    def _lay_fields(self) -> None:
        t, first = self.words.t, self._tests[0]
        self.add_field(t("Day of the test"), self.day, "test_day")
        self.add_field(t("Place"), self.place, "test_place")
        if len({row.trade_id for row in self._tests}) > 1:
            self.explain(t("The tests are of several trades: their assessors stay."), "assessors_stay", "muted")
        elif any(any(row.keyed) for row in self._tests):
            self.explain(t("A sheet has been keyed: the assessors stay."), "assessors_stay", "muted")
        else:
            if len({frozenset(row.assessor_ids) for row in self._tests}) == 1:
                self._named = dict(zip(first.assessor_ids, first.assessors, strict=True))
            self.assessors.add_to(self)
            self.assessors.show_named(first.trade_id, first.planned_on, self._named)

    def _changed_pair(self) -> tuple[int, ...]:
        pair = self.assessors.pair()
        return () if self._named and set(pair) == set(self._named) else pair


class ThirdDialog(FormDialog):
    """The third assessor where two differ too much."""

    def __init__(
        self, context: Context, parent: QWidget | None, test_id: int, trade_id: int, known: Sequence[int]
    ) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("A third assessor"), verb=t("Ask for a third sheet"))
        self.setObjectName("third_assessor")
        self._test_id = test_id
        people = assessors_rows(context.store, trade_id, on=context.today())
        self.assessor: ChoiceField[int] = ChoiceField([(row.id, row.name) for row in people if row.id not in known])
        self.add_field(t("Third assessor"), self.assessor, "assessor_3")

    def submit(self) -> None:
        """Ask for the sheet."""
        chosen = self.assessor.value()
        if chosen is None:
            self.refusals.show_sentences([self.words.t("Nobody else is certified for this trade: decide together.")])
            return
        store, test_id, by, at = self.context.store, self._test_id, self.context.actor(), self.context.now()
        self.act(lambda: add_third_assessor(store, test_id=test_id, trainer_id=chosen, by=by, at=at))
