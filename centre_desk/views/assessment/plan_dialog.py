"""Appointments: who of those who wait is tested when, where and by whom; and other assessors or another day later."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from centre_desk.actions.assessment import add_third_assessor, move_test, plan_tests
from centre_desk.queries.assessment import TestRow, people_to_test
from centre_desk.queries.centre import assessors_rows, trade_rows
from centre_desk.queries.referral import ReferralRow
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField, DateField
from centre_desk.views.parts.table import Column


class PlanTestsDialog(FormDialog):
    """One trade at a time, for its assessors are certified for it."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Appointments for tests"), verb=t("Give the appointments"))
        self.setObjectName("plan_tests")
        self.resize(640, 480)
        self._rows = people_to_test(context.store)
        self._trades = {row.code: row for row in trade_rows(context.store, self.words.language)}
        codes = dict.fromkeys(row.trade for row in self._rows if row.trade in self._trades)
        self.trade: ChoiceField[str] = ChoiceField([(code, self._trades[code].name) for code in codes])
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(context.today())
        self.place = QLineEdit()
        self.assessors = AssessorFields(context)
        self.table: DataTable[ReferralRow] = DataTable(self._columns(), name="to_test", label=t("Who waits for a test"))
        self.table.set_empty("people", t("Nobody waits for a test."))
        self.add_field(t("Trade"), self.trade, "test_trade")
        self.add_field(t("Day of the test"), self.day, "test_day")
        self.add_field(t("Place"), self.place, "test_place")
        self.assessors.add_to(self)
        self.body.addWidget(self.table, 1)
        self.trade.currentIndexChanged.connect(lambda _at: self._trade_chosen())
        self._trade_chosen()

    def submit(self) -> None:
        """Plan the tests of the selected people."""
        day = self.day.value()
        if not self.ready() or day is None:
            return
        people, pair, place = [row.id for row in self.table.selected_rows()], self.assessors.pair(), self.place.text()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(
            lambda: plan_tests(store, referral_ids=people, planned_on=day, place=place, assessors=pair, by=by, at=at)
        )

    def _trade_chosen(self) -> None:
        code = self.trade.value()
        self.table.set_rows([row for row in self._rows if row.trade == code])
        self.table.selectAll()
        if code is not None:
            self.assessors.offer(self._trades[code].id, self.day.value() or self.context.today())

    def _columns(self) -> list[Column[ReferralRow]]:
        t, today = self.words.t, self.context.today()
        return [
            Column(t("Name"), lambda row: row.name),
            Column(t("Case number"), lambda row: row.case_number, width=150),
            Column(t("Test"), lambda row: self.words.word(row.route), width=150),
            Column(
                t("Waits"),
                lambda row: self.words.n("{count} day", "{count} days", row.waited(today)),
                lambda row: row.waited(today),
                width=90,
            ),
        ]


class AssessorFields:
    """Two choices of certified people; the first two are proposed."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.first: ChoiceField[int] = ChoiceField()
        self.second: ChoiceField[int] = ChoiceField()

    def add_to(self, dialog: FormDialog) -> None:
        """Put the fields into a form."""
        t = self._context.words.t
        dialog.add_field(t("First assessor"), self.first, "assessor_1")
        dialog.add_field(t("Second assessor"), self.second, "assessor_2")

    def offer(self, trade_id: int, day: date) -> None:
        """Offer those who may test a trade."""
        people = [(row.id, row.name) for row in assessors_rows(self._context.store, trade_id, on=day)]
        for field, number in ((self.first, 0), (self.second, 1)):
            field.set_choices([(0, self._context.words.t("to name later")), *people])
            field.set_value(people[number][0] if number < len(people) else 0)

    def pair(self) -> tuple[int, ...]:
        """Return the two chosen, or nobody when both are to be named later."""
        chosen = (self.first.value() or 0, self.second.value() or 0)
        return tuple(number for number in chosen if number)


class ArrangeDialog(FormDialog):
    """Other assessors, day and place for tests that are still to be held."""

    def __init__(self, context: Context, parent: QWidget | None, tests: Sequence[TestRow], trade_id: int) -> None:
        t, n = context.words.t, context.words.n
        title = n("Arrange {count} test", "Arrange {count} tests", len(tests))
        super().__init__(context, parent, title=title, verb=t("Save"))
        self.setObjectName("arrange_tests")
        self._tests = tuple(tests)
        first = tests[0]
        self.day = DateField(self.words, context.today(), required=True)
        self.day.set_value(first.planned_on)
        self.place = QLineEdit(first.place)
        self.assessors = AssessorFields(context)
        self.add_field(t("Day of the test"), self.day, "test_day")
        self.add_field(t("Place"), self.place, "test_place")
        self.assessors.add_to(self)
        self.assessors.offer(trade_id, first.planned_on)

    def submit(self) -> None:
        """Save day, place and assessors."""
        day = self.day.value()
        if not self.ready() or day is None:
            return
        tests, pair, place = [row.id for row in self._tests], self.assessors.pair(), self.place.text()
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: move_test(store, test_ids=tests, planned_on=day, place=place, assessors=pair, by=by, at=at))


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
