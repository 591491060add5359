"""The four steps of an import: file, preview, correct, import. Nothing is written before the last.

Facts: `queries/referral.plan_referrals` says the fates, `actions/referral.import_referrals` writes; every answer
is planned again, so that the sum of the lines is always true.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.actions.referral import ImportDone, import_referrals, save_refused_lines
from centre_desk.papers.referral.reading import ReferralList
from centre_desk.queries.centre.places import trade_rows
from centre_desk.queries.referral import chosen_people, known_for, plan_referrals, read_file
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.known import KnownPeople
from centre_desk.rules.referral.plan import Answer, ImportPlan, PlannedLine
from centre_desk.views.parts.acting import Acting
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import form_button
from centre_desk.views.parts.empty import EmptyState
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.print import SaveAs
from centre_desk.views.parts.refusals import RefusalBox
from centre_desk.views.parts.stepper import Stepper
from centre_desk.views.referral.choices import Change, is_doubtful
from centre_desk.views.referral.columns_dialog import ColumnsDialog
from centre_desk.views.referral.fixing_page import FixingPage
from centre_desk.views.referral.preview_page import PreviewPage, sum_sentence

FILE, PREVIEW, FIX, IMPORT = range(4)
KINDS = "(*.xlsx *.xlsm *.xls *.ods *.csv *.txt *.tsv)"


class ImportDialog(QDialog):
    """Leads one file through the four steps; `acted` tells the window what was written."""

    acted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None, path: Path | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.words = context.words
        self._referrals: ReferralList | None = None
        self._path: Path | None = None
        self._plan = ImportPlan(())
        self._answers: dict[str, Answer] = {}
        self._mapping: Mapping[str, str] | None = None
        self._referred_on: date | None = None
        self._known: tuple[tuple[frozenset[int], date | None], KnownPeople] | None = None
        t = self.words.t
        self.setObjectName("import_dialog")
        self.setWindowTitle(t("Import referrals"))
        self.setModal(True)
        steps = [t("File"), t("Preview"), t("Correct"), t("Import")]
        self.stepper = Stepper(self.words, steps, name="import_steps")
        self.title = ElidedLabel(t("Import referrals"), "title", least=160)
        trades = trade_rows(context.store, self.words.language, active=True)
        self.file_page = EmptyState()
        self.preview = PreviewPage(context, {trade.code: trade.name for trade in trades})
        self.fixing = FixingPage(self.words, trades)
        self.outcome = EmptyState()
        self.pages = QStackedWidget()
        self.refusals = RefusalBox(self.words, self)
        self.previous = form_button("import_previous", t("Back"))
        self.dismiss = form_button("import_cancel", t("Cancel"))
        self.rest = form_button("import_rest", "")
        self.verb = form_button("import_verb", "", primary=True)
        self._acting = Acting(context, self.refusals, self)
        self._lay_out()
        self._connect()
        self._show_step(FILE)
        if path is not None:
            self.open_file(path)

    def _lay_out(self) -> None:
        for step in (self.file_page, self.preview, self.fixing, self.outcome):
            self.pages.addWidget(step)
        top, buttons = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(self.stepper)
        buttons.setSpacing(12)
        buttons.addWidget(self.previous)
        buttons.addStretch(1)
        for button in (self.dismiss, self.rest, self.verb):
            buttons.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(12)
        page.addLayout(top)
        page.addWidget(self.pages, 1)
        page.addWidget(self.refusals)
        page.addLayout(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(980, room.width() - 20), min(640, room.height() - 40))

    def _connect(self) -> None:
        t = self.words.t
        sentence = t("Choose IOM’s list as it is: .xlsx, .xlsm, .xls, .ods or .csv.")
        self.file_page.say("import", sentence, t("Choose a file…"), self.choose_file)
        self.verb.clicked.connect(self._next)
        self.rest.clicked.connect(self._import)
        self.previous.clicked.connect(lambda: self._show_step(max(FILE, self.pages.currentIndex() - 1)))
        self.dismiss.clicked.connect(self.reject)
        self.preview.columns_wanted.connect(self._ask_columns)
        self.preview.dated.connect(self._set_date)
        self.preview.opened.connect(self._fix_one)
        self.fixing.answered.connect(self._take_answer)

    def choose_file(self) -> None:
        """Ask for a file."""
        chooser = file_chooser(self, self.words.t("Referral file"))
        chooser.fileSelected.connect(lambda name: self.open_file(Path(name)))
        chooser.open()

    def open_file(self, path: Path, mapping: Mapping[str, str] | None = None) -> None:
        """Read a file in the guarded child and show its preview."""
        store, answers = self.context.store, dict(self._answers)
        self._known = None
        self._path, self._mapping = path, mapping
        self.title.setText(path.name)

        def work(_report: object) -> tuple[ReferralList, ImportPlan]:
            referrals = read_file(store, path, mapping)
            return referrals, self._planned(referrals, answers, None)

        self._acting.fetch(work, lambda found: self._show_preview(*found))

    def _show_preview(self, referrals: ReferralList, plan: ImportPlan) -> None:
        self._referrals = referrals
        self._take_plan(plan)
        self._show_step(PREVIEW)

    def _take_plan(self, plan: ImportPlan) -> None:
        self._plan = plan
        if self._referrals is not None:
            self.preview.show_plan(self._referrals, plan)

    def _plan_again(self) -> None:
        """Plan with the answers so far; while correcting, go on to the next doubtful line."""
        referrals = self._referrals
        if referrals is None:
            return
        answers, referred_on = dict(self._answers), self._referred_on

        def show(plan: ImportPlan) -> None:
            self._take_plan(plan)
            if self.pages.currentIndex() == FIX:
                self.fixing.show_plan(plan)
            self._show_verbs()

        self._acting.fetch(lambda _report: self._planned(referrals, answers, referred_on), show)

    def _planned(self, referrals: ReferralList, answers: Mapping[str, Answer], referred_on: date | None) -> ImportPlan:
        """Plan in the worker thread; the register is read again only when other people of it were chosen."""
        store, today, chosen = self.context.store, self.context.today(), chosen_people(answers)
        if self._known is None or self._known[0] != (chosen, referred_on):
            self._known = ((chosen, referred_on), known_for(store, referrals, chosen, referred_on, today))
        known = self._known[1]
        return plan_referrals(store, referrals, answers=answers, referred_on=referred_on, today=today, known=known)

    def _take_answer(self, places: Sequence[str], change: Change) -> None:
        for place in places:
            self._answers[place] = change(self._answers.get(place, Answer()))
        self._plan_again()

    def _set_date(self, day: date) -> None:
        if day != self._referred_on:
            self._referred_on = day
            self._plan_again()

    def _ask_columns(self) -> None:
        if self._referrals is None:
            return
        dialog = ColumnsDialog(self.context, self, self._referrals)
        dialog.settled.connect(self._read_again)
        dialog.open()

    def _read_again(self, mapping: Mapping[str, str]) -> None:
        if self._path is not None:
            self.open_file(self._path, mapping)

    def _fix_one(self, line: PlannedLine) -> None:
        if is_doubtful(line):
            self._show_step(FIX)
            self.fixing.table.select_where(lambda other: other.place == line.place)

    def _next(self) -> None:
        step = self.pages.currentIndex()
        if step == FILE:
            self.choose_file()
        elif step == PREVIEW and self._doubtful():
            self._show_step(FIX)
        elif step == IMPORT or not self._writable():
            self.accept()
        else:
            self._import()

    def _import(self) -> None:
        store, by, at, referrals = self.context.store, self.context.actor(), self.context.now(), self._referrals
        if referrals is None:
            return
        answers, mapping, referred_on = dict(self._answers), self._mapping, self._referred_on
        self._acting.act(
            lambda report: import_referrals(
                store,
                referrals=referrals,
                answers=answers,
                mapping=mapping,
                referred_on=referred_on,
                by=by,
                at=at,
                report=report,
            ),
            self._show_result,
        )

    def _show_result(self, done: object) -> None:
        if not isinstance(done, ImportDone):
            return
        self._plan = done.plan
        sentence = self.words.n("{count} line was imported.", "{count} lines were imported.", done.count)
        verb = self.words.t("Save the lines not taken…") if self._doubtful() else ""
        self.outcome.say("done", f"{sentence}\n{sum_sentence(done.plan, self.words)}", verb, self._ask_where)
        self._show_step(IMPORT)
        self.acted.emit(done)

    def _ask_where(self) -> None:
        name = f"{self._path.stem if self._path else ''} - {self.words.t('to put right')}.xlsx"
        place = SaveAs(self.words, self, name=name, kinds="(*.xlsx)")
        place.placed.connect(self.save_refused)
        place.open()

    def save_refused(self, name: str) -> None:
        """Save the lines that were not taken, with their reasons."""
        store, by, at, referrals, plan = (
            self.context.store,
            self.context.actor(),
            self.context.now(),
            self._referrals,
            self._plan,
        )
        if referrals is None:
            return
        path, words = Path(name), self.words
        self._acting.act(
            lambda _report: save_refused_lines(
                store, referrals=referrals, plan=plan, path=path, words=words, by=by, at=at
            ),
            self.acted.emit,
        )

    def _show_step(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.stepper.set_current(step if step < IMPORT else IMPORT + 1)
        if step == FIX:
            self.fixing.begin(self._plan)
        self._show_verbs()

    def _show_verbs(self) -> None:
        """Name the buttons by what they do with the lines as they stand."""
        t, words, step = self.words.t, self.words, self.pages.currentIndex()
        doubtful, writable = self._doubtful(), self._writable()
        label = words.n("Import {count} line", "Import {count} lines", writable)
        if step == FILE:
            label = t("Choose a file…")
        elif step == PREVIEW and doubtful:
            label = words.n("Settle {count} line", "Settle {count} lines", doubtful)
        elif step == IMPORT or not writable:
            label = t("Close")
        _say(self.verb, label)
        _say(self.rest, words.n("Import {count} line now", "Import {count} lines now", writable))
        self.rest.setVisible(step == PREVIEW and bool(doubtful) and bool(writable))
        self.previous.setVisible(step in (PREVIEW, FIX))
        self.dismiss.setVisible(step != IMPORT)
        if step == PREVIEW and self.preview.date.isVisibleTo(self) and self._referred_on is None:
            self.preview.date.setFocus()
        elif step != FIX:
            self.verb.setFocus()

    def _doubtful(self) -> int:
        return sum(is_doubtful(line) for line in self._plan.lines)

    def _writable(self) -> int:
        return len(self._plan.of(LineFate.NEW, LineFate.CHANGED))

    def busy(self) -> bool:
        """Tell whether the dialog reads, plans or writes."""
        return self._acting.busy()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the field or button that has the focus: it must not import by the way."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)


def _say(button: QWidget, text: str) -> None:
    button.setProperty("text", text)
    button.setAccessibleName(text)


def file_chooser(parent: QWidget, title: str) -> QFileDialog:
    """Return a dialog that asks for one referral file."""
    chooser = QFileDialog(parent, title, str(Path.home()), f"{title} {KINDS}")
    chooser.setObjectName("import_chooser")
    chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
    return chooser
