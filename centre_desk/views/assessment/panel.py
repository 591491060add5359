"""The skills tests: appointments in a list, and one test with the grid of its assessors.

Facts: the screen *Compétences et examens*. A sheet of ten criteria costs ten keys and one save (Ctrl+S), which goes
on to the next sheet that waits; the verdict is given by a button only.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.actions.assessment import adopt_reference_grids
from centre_desk.actions.done import Done
from centre_desk.queries.assessment import (
    TestFilter,
    TestRow,
    TestSheet,
    call_list_paper,
    grid_rows,
    grids_paper,
    next_to_key,
    people_to_test,
    skills_test_sheet,
    skills_tests_rows,
)
from centre_desk.rules.assessment import OPEN_STATES, TestKind, TestState, Verdict
from centre_desk.rules.desk import Right
from centre_desk.rules.room import Room
from centre_desk.views.assessment.lines import test_columns
from centre_desk.views.assessment.plan_dialog import ArrangeDialog, PlanTestsDialog
from centre_desk.views.assessment.sheet_acts import SheetActs
from centre_desk.views.assessment.sheet_page import SheetPage
from centre_desk.views.parts.cards import link_button
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import Segments
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.searchfield import SearchField
from centre_desk.views.parts.style import set_look

_DECIDED = frozenset({TestState.DECIDED})
_ALL = frozenset(TestState)


class TestsPanel(Panel):
    """The tab *Skills tests*."""

    __test__ = False  # no test class for pytest

    reads = frozenset({Room.ASSESSMENT, Room.REFERRAL, Room.REGISTER, Room.CENTRE})
    help_page = "exams"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Skills tests"))
        add = self.head.add_button
        self.call_list = add("tests_call_list", t("Call list"))
        self.grids = add("tests_grids", t("Print the grids"))
        self.arrange = add("tests_arrange", t("Day, place, assessors…"))
        self.plan = add("tests_plan", t("Appointments…"), primary=True)
        self.call_off = add("test_call_off", t("Call off…"))
        self.not_assessed = add("test_not_assessed", t("Not assessed…"))
        self.result = add("test_result", t("Print the result"))
        self.joint = add("test_joint", t("Joint decision…"))
        self.third = add("test_third", t("Third assessor…"), primary=True)
        self.save = add("test_save", t("Save the sheet"), primary=True)
        self.save.setToolTip("Ctrl+S")
        self.decide = add("test_decide", "", primary=True)
        self.offer = add("test_offer", t("Make the offer…"))
        self.onward = add("test_onward", t("To the certificates"), primary=True)
        self.which: Segments[frozenset[TestState]] = Segments(
            [(OPEN_STATES, t("To do")), (_DECIDED, t("Decided")), (_ALL, self.words.p("tests", "All"))],
            name="tests_which",
            label=t("Which tests"),
        )
        self.search = SearchField(name="tests_search", label=t("Search"))
        self.search.setMinimumWidth(90)
        self.table: DataTable[TestRow] = DataTable(test_columns(self.words), name="tests", label=t("Skills tests"))
        self.waiting = ElidedLabel(look="muted", least=20)
        self.waiting.setObjectName("tests_waiting")
        self.page = SheetPage(context, self)
        self._acts = SheetActs(self, self.page, keyed=self._keyed, settled=self._changed, arranged=self._arranged)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        self.which.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        top.addWidget(self.which)
        top.addWidget(self.waiting)
        top.addWidget(link_button(self.words.t("Key the sheets"), self.key_next, "tests_key_next"))
        top.addStretch(1)
        top.addWidget(self.search)
        listing = QWidget()
        column = QVBoxLayout(listing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(listing)
        self._pages.addWidget(self.page)
        self.body.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.which.changed.connect(self.load)
        self.search.searched.connect(lambda _text: self.load())
        self.search.left.connect(self.table.setFocus)
        self.table.opened.connect(lambda row: self.open_item(row.id))
        self.plan.clicked.connect(self.open_plan)
        self.arrange.clicked.connect(self.open_arrange)
        self.call_list.clicked.connect(self.print_call_list)
        self.grids.clicked.connect(self.print_grids)
        self.page.left.connect(self.leave_sheet)
        self.page.edited.connect(self.edited)
        self.page.rekeyed.connect(lambda rank: self._with_sheet(lambda sheet: self._show(sheet.id, rank)))
        acts = self._acts
        self.page.scans_wanted.connect(acts.open_scans)
        self.save.clicked.connect(lambda: acts.save_sheet())
        self.decide.clicked.connect(acts.give_verdict)
        self.joint.clicked.connect(acts.open_joint)
        self.third.clicked.connect(acts.open_third)
        self.not_assessed.clicked.connect(acts.ask_not_assessed)
        self.call_off.clicked.connect(acts.ask_call_off)
        self.result.clicked.connect(acts.print_result)
        self.offer.clicked.connect(acts.open_offer)
        self.onward.clicked.connect(lambda: self.navigate.emit(Room.CERTIFICATE, 0))
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: acts.save_sheet())

    # What is shown

    def load(self) -> None:
        """Read the list, and the test in sight again."""
        wanted = TestFilter(search=self.search.text(), states=self.which.value())
        self.table.set_rows(skills_tests_rows(self.context.store, wanted, self.words.language))
        count = len(people_to_test(self.context.store))
        self.waiting.setText(self.words.n("{count} person waits", "{count} people wait", count) if count else "")
        self._say_empty(count)
        sheet = self.page.sheet
        if sheet is not None and self._pages.currentIndex() == 1:
            self._show(sheet.id, self.page.rank)
        else:
            self._offer()

    def open_item(self, item: int) -> None:
        """Show one test, at the sheet that waits to be keyed."""
        sheet = skills_test_sheet(self.context.store, item, self.words.language)
        self._show(item, self._next_rank(sheet))

    def key_next(self) -> None:
        """Show the next sheet that waits to be keyed."""
        found = next_to_key(self.context.store)
        if found is None:
            said = self.words.t("No sheet waits to be keyed: name the assessors of a planned test first.")
            self.refusals.show_sentences([said])
        else:
            self._show(*found)

    def leave_sheet(self) -> None:
        """Go back to the list."""
        if self.unsaved():
            self.refusals.show_sentences([self.words.t("Save the sheet first (Ctrl+S), or clear it.")])
            return
        self._pages.setCurrentIndex(0)
        self.load()
        self.table.setFocus()

    def unsaved(self) -> bool:
        """Tell whether points wait to be saved."""
        return bool(self.page.grid.pending())

    def discard(self) -> None:
        """Drop the points that wait."""
        self.page.grid.forget()

    def focus_search(self) -> bool:
        """Put the cursor into the search field."""
        if self._pages.currentIndex() == 0:
            self.search.setFocus()
        return self._pages.currentIndex() == 0

    def _show(self, test_id: int, rank: int) -> None:
        sheet = skills_test_sheet(self.context.store, test_id, self.words.language)
        if self.page.sheet is not None and self.page.sheet.id != test_id:
            self.page.grid.forget()
        if sheet.state not in OPEN_STATES or not self.context.actor().may(Right.MARK):
            rank = 0
        self._pages.setCurrentIndex(1)
        self.page.show_test(sheet, rank)
        self._offer()

    def _next_rank(self, sheet: TestSheet) -> int:
        return next((one.rank for one in sheet.sheets if not one.keyed), 0)

    def _say_empty(self, waiting: int) -> None:
        t, may = self.words.t, self.context.actor().may
        if may(Right.MANAGE_SETTINGS) and not grid_rows(self.context.store):
            self.table.set_empty("exams", t("No grid yet."), t("Take in the proposed grids"), self.adopt_grids)
        elif waiting and may(Right.ENTER):
            self.table.set_empty("exams", t("People wait for a test."), t("Appointments…"), self.open_plan)
        else:
            self.table.set_empty("exams", t("No test here."))

    def _offer(self) -> None:
        """Offer what can be done: with the list, or with the test in sight."""
        may, offer = self.context.actor().may, self.head.offer
        listed = self._pages.currentIndex() == 0
        sheet = None if listed else self.page.sheet
        for button in (self.call_list, self.grids):
            offer(button, listed)
        unkeyed = sheet is not None and sheet.state is TestState.PLANNED
        offer(self.plan, listed and may(Right.ENTER))
        offer(self.arrange, (listed or unkeyed) and may(Right.ENTER))
        keying = sheet is not None and self.page.rank != 0
        waits = sheet is not None and sheet.state in OPEN_STATES
        offer(self.save, keying)
        offer(self.not_assessed, waits and may(Right.SETTLE_RESULTS))
        offer(self.call_off, waits and may(Right.ENTER))
        self._offer_verdict(sheet if waits and not keying else None)
        self._offer_onward(sheet if sheet is not None and sheet.verdict is not None else None)

    def _offer_verdict(self, sheet: TestSheet | None) -> None:
        """Offer to settle an open test whose sheets are all keyed; with a gap, a third opinion comes first."""
        may, finding = self.context.actor().may, sheet.finding if sheet is not None else None
        settles, gap = finding is not None and may(Right.SETTLE_RESULTS), finding is not None and finding.gap
        third = gap and may(Right.ENTER) and sheet is not None and len(sheet.sheets) == 2
        if finding is not None:
            said = self.words.t("Decide: {verdict}", verdict=self.words.word(finding.verdict))
            self.decide.setText(said)
            self.decide.setAccessibleName(said)
        self._offer_as(self.joint, settles, primary=gap and not third)
        self.head.offer(self.third, third)
        self.head.offer(self.decide, settles and not gap)

    def _offer_onward(self, sheet: TestSheet | None) -> None:
        """Offer what follows a verdict: the paper for the person, then the certificate or an offer."""
        may = self.context.actor().may
        able = sheet is not None and sheet.verdict is Verdict.ABLE and sheet.kind is TestKind.SKILLS
        certified = able and may(Right.ISSUE_CERTIFICATES)
        self.head.offer(self.result, sheet is not None)
        awaits = sheet is not None and sheet.awaits_offer and may(Right.ENTER)
        self._offer_as(self.offer, awaits, primary=not certified)
        self.head.offer(self.onward, certified)

    def _offer_as(self, button: QPushButton, shown: bool, *, primary: bool) -> None:
        set_look(button, "primary" if primary else "")
        self.head.offer(button, shown)

    # Acts

    def adopt_grids(self) -> None:
        """Take in the shipped grids."""
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: adopt_reference_grids(store, by=by, at=at), ok=lambda _done: self.load())

    def open_plan(self) -> None:
        """Ask who is tested when, where and by whom."""
        self._ask(PlanTestsDialog(self.context, self))

    def open_arrange(self) -> None:
        """Ask for another day, place or assessors."""
        rows = [row for row in self._in_sight() if row.state is TestState.PLANNED]
        if not rows:
            self.refusals.show_sentences([self.words.t("Choose planned tests in the list first.")])
            return
        self._ask(ArrangeDialog(self.context, self, rows))

    def _in_sight(self) -> list[TestRow]:
        sheet = self.page.sheet
        if self._pages.currentIndex() == 0 or sheet is None:
            return self.table.selected_rows()
        return [row for row in skills_tests_rows(self.context.store) if row.id == sheet.id]

    def print_call_list(self) -> None:
        """Print who is called on the day of the selected test, else on the next day with tests."""
        rows = self.table.selected_rows() or [row for row in self.table.rows() if row.state in OPEN_STATES]
        days = sorted(row.planned_on for row in rows)
        day = next((one for one in days if one >= self.context.today()), days[-1] if days else self.context.today())
        store, words = self.context.store, self.words
        name = f"appel-{day.isoformat()}.pdf"
        self.fetch(lambda _report: call_list_paper(store, day, words), lambda pdf: _opened(pdf, name))

    def print_grids(self) -> None:
        """Print the grids of the selected tests, else of all that are planned."""
        rows = self.table.selected_rows() or [row for row in self.table.rows() if row.state is TestState.PLANNED]
        tests: Sequence[int] = [row.id for row in rows]
        store, words = self.context.store, self.words
        self.fetch(lambda _report: grids_paper(store, tests, words), lambda pdf: _opened(pdf, "grilles.pdf"))

    def _keyed(self, done: Done) -> None:
        self.page.grid.forget()
        found = next_to_key(self.context.store, done.id)
        self._show(*(found or (done.id, 0)))

    def _changed(self, done: Done) -> None:
        self.page.grid.forget()
        self._show(done.id, 0)

    def _with_sheet(self, act: Callable[[TestSheet], None]) -> None:
        if self.page.sheet is not None:
            act(self.page.sheet)

    def _ask(self, dialog: FormDialog) -> None:
        dialog.acted.connect(self._arranged)
        self.show_dialog(dialog)

    def _arranged(self, _done: Done) -> None:
        sheet = self.page.sheet
        if sheet is not None and self._pages.currentIndex() == 1:
            self.open_item(sheet.id)
        else:
            self.load()


def _opened(pdf: bytes, name: str) -> None:
    open_paper(pdf, name)
