"""The four steps of an import: file, preview, correct, import. Nothing is written before the last.

Facts: `queries/referral.plan_referrals` says the fates, `actions/referral.import_referrals` writes; every answer
is planned again, so that the sum of the lines is always true.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.actions.done import Done
from centre_desk.actions.referral import ImportDone
from centre_desk.papers.referral.reading import ReferralList, Wanted
from centre_desk.queries.centre.places import trade_rows
from centre_desk.rules.referral.plan import ImportPlan, PlannedLine
from centre_desk.rules.refusal import refusal
from centre_desk.views.parts.acting import Acting
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import QuestionDialog, form_button
from centre_desk.views.parts.empty import EmptyState
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.print import SaveAs
from centre_desk.views.parts.refusals import RefusalBox
from centre_desk.views.parts.stepper import Stepper
from centre_desk.views.parts.style import set_look
from centre_desk.views.referral.choices import Change, is_doubtful
from centre_desk.views.referral.columns_dialog import ColumnsDialog
from centre_desk.views.referral.fixing_page import FixingPage
from centre_desk.views.referral.import_work import ImportWork
from centre_desk.views.referral.left_dialog import LeftDialog
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
        self.work = ImportWork(context)
        self._saved = False
        t = self.words.t
        self.setObjectName("import_dialog")
        self.setWindowTitle(t("Import referrals"))
        self.setModal(True)
        steps = [t("File"), t("Preview"), t("Correct"), t("Import")]
        self.stepper = Stepper(self.words, steps, name="import_steps")
        self.title = ElidedLabel(t("Import referrals"), "title", least=340)
        trades = trade_rows(context.store, self.words.language, active=True)
        self.file_page = EmptyState()
        self.preview = PreviewPage(context, {trade.code: trade.name for trade in trades})
        self.fixing = FixingPage(self.words, trades)
        self.outcome = EmptyState()
        self.pages = QStackedWidget()
        self.refusals = RefusalBox(self.words, self)
        self.previous = form_button("import_previous", t("Back"))
        self.dismiss = form_button("import_cancel", t("Cancel"))
        self.keep = form_button("import_keep", t("Save the lines not taken…"))
        self.rest = form_button("import_rest", "")
        self.verb = form_button("import_verb", "", primary=True)
        self.said = QLabel()
        self.said.setObjectName("import_said")
        self.said.setWordWrap(True)
        set_look(self.said, "ok")
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
        for button in (self.keep, self.dismiss, self.rest, self.verb):
            buttons.addWidget(button)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 14, 20, 14)
        page.setSpacing(12)
        page.addLayout(top)
        page.addWidget(self.pages, 1)
        page.addWidget(self.refusals)
        page.addWidget(self.said)
        page.addLayout(buttons)
        room = self.screen().availableGeometry()
        self.resize(min(980, room.width() - 20), min(640, room.height() - 40))

    def _connect(self) -> None:
        t = self.words.t
        sentence = t("Choose IOM’s list as it is: .xlsx, .xlsm, .xls, .ods or .csv.")
        self.file_page.say("import", sentence, t("Choose a file…"), self.choose_file)
        self.verb.clicked.connect(self._next)
        self.rest.clicked.connect(self._import)
        self.keep.clicked.connect(self._ask_where)
        self.previous.clicked.connect(lambda: self._show_step(max(FILE, self.pages.currentIndex() - 1)))
        self.dismiss.clicked.connect(self.leave)
        self.preview.columns_wanted.connect(self._ask_columns)
        self.preview.left_wanted.connect(self._ask_left)
        self.preview.dated.connect(self._set_date)
        self.preview.opened.connect(self._fix_one)
        self.fixing.answered.connect(self._take_answer)

    def choose_file(self) -> None:
        """Ask for a file."""
        chooser = file_chooser(self, self.words.t("Referral file"))
        chooser.fileSelected.connect(lambda name: self.open_file(Path(name)))
        chooser.open()

    def open_file(self, path: Path) -> None:
        """Read a file in the guarded child and show its preview."""
        self.work.begin(path)
        self.title.setText(path.name)
        self._acting.fetch(self.work.reader(), lambda found: self._show_preview(*found))

    def _show_preview(self, referrals: ReferralList, plan: ImportPlan) -> None:
        self.work.referrals = referrals
        self._take_plan(plan)
        self._show_step(PREVIEW)
        if not referrals.lines:
            self.refusals.show_refusals([refusal("referral.file_no_people", name=referrals.name)])

    def _take_plan(self, plan: ImportPlan) -> None:
        self.work.plan, self._saved = plan, False
        self.said.hide()
        if self.work.referrals is not None:
            self.preview.show_plan(self.work.referrals, plan)

    def _plan_again(self) -> None:
        """Plan with the answers so far; while correcting, go on to the next doubtful line."""

        def show(plan: ImportPlan) -> None:
            self._take_plan(plan)
            if self.pages.currentIndex() == FIX:
                self.fixing.show_plan(plan)
            self._show_verbs()

        work = self.work.planner()
        if work is not None:
            self._acting.fetch(work, show)

    def _take_answer(self, places: Sequence[str], change: Change) -> None:
        self.work.answer(places, change)
        self._plan_again()

    def _set_date(self, day: date) -> None:
        if day != self.work.referred_on:
            self.work.referred_on = day
            self._plan_again()

    def _ask_columns(self) -> None:
        if self.work.referrals is None:
            return
        dialog = ColumnsDialog(self.context, self, self.work.referrals)
        dialog.settled.connect(self._settle_columns)
        dialog.open()

    def _settle_columns(self, mapping: Mapping[str, str]) -> None:
        """Remember the mapping at once, whatever becomes of this file, and read it again."""
        act = self.work.remember(mapping)
        if act is not None:
            self._acting.act(act, lambda _done: self._read_again())

    def _ask_left(self) -> None:
        if self.work.referrals is None:
            return
        dialog = LeftDialog(self.context, self, self.work.referrals)
        dialog.wanted.connect(self._want)
        dialog.open()

    def _want(self, wanted: Wanted) -> None:
        self.work.want(wanted)
        self._read_again()

    def _read_again(self) -> None:
        if self.work.path is not None:
            self.open_file(self.work.path)

    def _fix_one(self, line: PlannedLine) -> None:
        if is_doubtful(line):
            self._show_step(FIX)
            self.fixing.table.select_where(lambda other: other.place == line.place)

    def _next(self) -> None:
        step, work = self.pages.currentIndex(), self.work
        if step == FILE:
            self.choose_file()
        elif step == PREVIEW and not work.plan.lines:
            self._ask_columns()
        elif step == PREVIEW and work.doubtful:
            self._show_step(FIX)
        elif self._only_to_save():
            self._ask_where()
        elif step == IMPORT or not work.writable:
            self.accept()
        else:
            self._import()

    def _only_to_save(self) -> bool:
        """Tell whether nothing is left to do but to save the lines that are not taken."""
        work = self.work
        return self.pages.currentIndex() == FIX and not work.writable and bool(work.doubtful) and not self._saved

    def _import(self) -> None:
        act = self.work.importer()
        if act is not None:
            self._acting.act(act, self._show_result)

    def _show_result(self, done: object) -> None:
        if not isinstance(done, ImportDone):
            return
        self.work.plan = done.plan
        sentence = self.words.n("{count} line was imported.", "{count} lines were imported.", done.count)
        verb = self.keep.text() if self.work.doubtful else ""
        self.outcome.say("done", f"{sentence}\n{sum_sentence(done.plan, self.words, done=True)}", verb, self._ask_where)
        self._show_step(IMPORT)
        self.acted.emit(done)

    def _ask_where(self) -> None:
        name = f"{self.work.path.stem if self.work.path else ''} - {self.words.t('to put right')}.xlsx"
        place = SaveAs(self.words, self, name=name, kinds="(*.xlsx)")
        place.placed.connect(self.save_refused)
        place.open()

    def save_refused(self, name: str) -> None:
        """Save the lines that were not taken, with their reasons."""
        path = Path(name)
        act = self.work.saver(path)

        def saved(done: Done) -> None:
            sentence = self.words.n(
                "{count} line is saved in {file}: put it right there and import it.",
                "{count} lines are saved in {file}: put them right there and import them.",
                done.count,
                file=path.name,
            )
            self.said.setText(sentence)
            self.said.setAccessibleName(sentence)
            self.said.show()
            self._saved = True
            self._show_verbs()
            self.acted.emit(done)

        if act is not None:
            self._acting.act(act, saved)

    def _show_step(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.stepper.set_current(step if step < IMPORT else IMPORT + 1)
        if step == FIX:
            self.fixing.begin(self.work.plan)
        self._show_verbs()

    def _show_verbs(self) -> None:
        """Name the buttons by what they do with the lines as they stand."""
        t, words, step = self.words.t, self.words, self.pages.currentIndex()
        doubtful, writable = self.work.doubtful, self.work.writable
        _say(self.verb, self._verb_label(step, doubtful, writable))
        _say(self.rest, words.n("Import {count} line now", "Import {count} lines now", writable))
        _say(self.dismiss, t("Close") if self._only_to_save() else t("Cancel"))
        self.rest.setVisible(step == PREVIEW and bool(doubtful) and bool(writable))
        self.keep.setVisible(step == FIX and bool(doubtful) and not self._only_to_save())
        self.previous.setVisible(step in (PREVIEW, FIX))
        self.dismiss.setVisible(step != IMPORT)
        if step == PREVIEW and self.preview.date.isVisibleTo(self) and self.work.referred_on is None:
            self.preview.date.setFocus()
        elif step != FIX:
            self.verb.setFocus()

    def _verb_label(self, step: int, doubtful: int, writable: int) -> str:
        t, words = self.words.t, self.words
        if step == FILE:
            return t("Choose a file…")
        if step == PREVIEW and not self.work.plan.lines:
            return t("Say what the columns mean…")
        if step == PREVIEW and doubtful:
            return words.n("Settle {count} line", "Settle {count} lines", doubtful)
        if self._only_to_save():
            return self.keep.text()
        if step == IMPORT or not writable:
            return t("Close")
        return words.n("Import {count} line", "Import {count} lines", writable)

    def busy(self) -> bool:
        """Tell whether the dialog reads, plans or writes."""
        return self._acting.busy()

    def leave(self) -> None:
        """Close; answers that were given and not imported are asked about first."""
        count = self.work.answered
        saved = self._saved and not self.work.writable
        if not count or saved or self.pages.currentIndex() == IMPORT:
            self.reject()
            return
        t, n = self.words.t, self.words.n
        question = n(
            "{count} answer is given and nothing is imported yet. It would be lost.",
            "{count} answers are given and nothing is imported yet. They would be lost.",
            count,
        )
        dialog = QuestionDialog(
            self.context, self, title=t("Leave without importing?"), question=question, verb=t("Drop the answers")
        )
        dialog.setObjectName("import_leave")
        _say(dialog.dismiss, t("Go on with the import"))
        dialog.agreed.connect(self.reject)
        dialog.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask as `leave` does when the user closes the window; a desk that closes it does not wait."""
        if event.spontaneous():
            event.ignore()
            self.leave()
        else:
            super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter to the field or button that has the focus: it must not import by the way."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.leave()
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
