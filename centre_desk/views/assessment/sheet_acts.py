"""What is done with the test in sight: its sheets are keyed, it is settled, its papers are kept and printed.

The verdict is given by a button only; what the sheets alone do not carry is asked for.
"""

from collections.abc import Callable
from datetime import date, datetime

from centre_desk.actions.assessment import attach_sheet_scan, cancel_test, decide_test, record_assessment
from centre_desk.actions.done import Done
from centre_desk.queries.assessment import TestSheet, result_paper, skills_tests_rows
from centre_desk.rules.assessment import Verdict
from centre_desk.rules.desk import Actor, Right
from centre_desk.texts.formats import short_date
from centre_desk.views.assessment.decide_dialogs import JointDialog
from centre_desk.views.assessment.offer_dialogs import OfferDialog
from centre_desk.views.assessment.plan_dialog import ThirdDialog
from centre_desk.views.assessment.sheet_page import SheetPage
from centre_desk.views.desk.scans_dialog import ScansDialog
from centre_desk.views.parts.dialogs import FormDialog, QuestionDialog, ReasonDialog
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.print import open_paper

Heard = Callable[[Done], None]


class SheetActs:
    """Acts on the test of a page, inside a panel. `keyed`, `settled` and `arranged` hear what was done."""

    def __init__(self, panel: Panel, page: SheetPage, *, keyed: Heard, settled: Heard, arranged: Heard) -> None:
        self._panel, self._page = panel, page
        self._context, self._words = panel.context, panel.words
        self._keyed, self._settled, self._arranged = keyed, settled, arranged

    def save_sheet(self, *, other_day: bool = False) -> None:
        """Save the sheet in hand, and go on to the next one. `other_day`: the day of the whole test changes."""
        sheet, rank, held = self._page.sheet, self._page.rank, self._page.held()
        if sheet is None or not rank or not self._page.isVisible():
            return
        if held is None:
            self._panel.refusals.show_sentences([self._page.held_on.mark()])
        elif other_day or not self._asks_for_the_day(sheet, rank, held):
            self._record(sheet.id, rank, held, other_day)

    def _record(self, test_id: int, rank: int, held: date, other_day: bool) -> None:
        points, store = self._page.grid.keyed(), self._context.store
        by, at = self._context.actor(), self._context.now()
        self._panel.act(
            lambda: record_assessment(
                store, test_id=test_id, rank=rank, points=points, held_on=held, by=by, at=at, other_day=other_day
            ),
            ok=self._keyed,
        )

    def _asks_for_the_day(self, sheet: TestSheet, rank: int, held: date) -> bool:
        """Ask when the other sheets say another day; tell whether the answer is awaited."""
        before = sheet.held_on
        if before is None or before == held or not any(one.keyed for one in sheet.sheets if one.rank != rank):
            return False
        dialog = QuestionDialog(
            self._context,
            self._panel,
            title=self._words.t("The day of the test"),
            question=self._words.t(
                "The other sheets say that the test was held on {before}. Was the whole test held on {held}?",
                before=short_date(before),
                held=short_date(held),
            ),
            verb=self._words.t("Change the day"),
        )
        dialog.setObjectName("other_day")
        dialog.agreed.connect(lambda: self.save_sheet(other_day=True))
        dialog.open()
        return True

    def give_verdict(self) -> None:
        """Decide as the sheets say."""
        sheet = self._page.sheet
        if sheet is not None and sheet.finding is not None:
            self._decide(sheet.id, sheet.finding.verdict, "")

    def _decide(self, test_id: int, verdict: Verdict, reason: str) -> None:
        store, by, at = self._context.store, self._context.actor(), self._context.now()
        self._panel.act(
            lambda: decide_test(store, test_id=test_id, verdict=verdict, reason=reason, by=by, at=at), ok=self._settled
        )

    def open_joint(self) -> None:
        """Ask for the joint decision."""
        sheet = self._page.sheet
        if sheet is not None and sheet.finding is not None:
            self._ask(JointDialog(self._context, self._panel, sheet.id, sheet.finding.verdict))

    def open_third(self) -> None:
        """Ask for a third assessor."""
        sheet = self._page.sheet
        if sheet is not None:
            known = [one.trainer_id for one in sheet.sheets]
            self._ask(ThirdDialog(self._context, self._panel, sheet.id, sheet.trade_id, known))

    def open_offer(self) -> None:
        """Ask what is offered after this test."""
        sheet = self._page.sheet
        row = next((one for one in skills_tests_rows(self._context.store) if sheet and one.id == sheet.id), None)
        if row is not None:
            self._ask(OfferDialog(self._context, self._panel, row))

    def _ask(self, dialog: FormDialog) -> None:
        dialog.acted.connect(self._arranged)
        self._panel.show_dialog(dialog)

    def ask_not_assessed(self) -> None:
        """Ask why the person was not assessed."""
        sheet, t = self._page.sheet, self._words.t
        if sheet is not None:
            test_id, title = sheet.id, t("Why was {name} not assessed?", name=sheet.name)
            verb = t("Record as not assessed")
            self._ask_why(title, verb, lambda reason: self._decide(test_id, Verdict.NOT_ASSESSED, reason))

    def ask_call_off(self) -> None:
        """Ask why the test is called off."""
        sheet, t = self._page.sheet, self._words.t
        if sheet is None:
            return
        store, test_id = self._context.store, sheet.id

        def call_off(reason: str) -> None:
            by, at = self._context.actor(), self._context.now()
            self._panel.act(
                lambda: cancel_test(store, test_id=test_id, reason=reason, by=by, at=at), ok=self._settled
            )

        self._ask_why(t("Why is the test of {name} called off?", name=sheet.name), t("Call the test off"), call_off)

    def _ask_why(self, title: str, verb: str, act: Callable[[str], None]) -> None:
        dialog = ReasonDialog(self._context, self._panel, title=title, verb=verb)
        dialog.given.connect(act)
        dialog.open()

    def open_scans(self, rank: int) -> None:
        """Show the scans of one assessor's sheet; one more may be attached."""
        sheet, store = self._page.sheet, self._context.store
        if sheet is None:
            return
        own, test_id = next(one for one in sheet.sheets if one.rank == rank), sheet.id

        def attach(name: str, content: bytes, by: Actor, at: datetime) -> Done:
            return attach_sheet_scan(store, test_id=test_id, rank=rank, name=name, content=content, by=by, at=at)

        title = self._words.t("Scans of sheet no. {number}", number=own.sheet_number)
        may = self._context.actor().may(Right.MARK)
        dialog = ScansDialog(
            self._context,
            self._panel,
            title=title,
            subject=("assessment", own.id),
            attach=attach if may else None,
        )
        self._panel.show_dialog(dialog)

    def print_result(self) -> None:
        """Print what the person receives after the test."""
        sheet = self._page.sheet
        if sheet is None:
            return
        store, test_id, words = self._context.store, sheet.id, self._words
        name = f"{sheet.number}-resultat.pdf"
        self._panel.fetch(lambda _report: result_paper(store, test_id, words), lambda pdf: _opened(pdf, name))


def _opened(pdf: bytes, name: str) -> None:
    open_paper(pdf, name)
