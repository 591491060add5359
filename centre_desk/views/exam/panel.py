"""The exams: one at a time with its marks grid, threshold, means and counts; the jury settles by a button only.

Facts: the screen *Compétences et examens*. Marks wait in the grid until they are saved (Ctrl+S) in one act; nothing
is settled by a key.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.actions.done import Done
from centre_desk.actions.exam import record_marks, settle_results
from centre_desk.queries.exam import (
    ExamRow,
    MarksSheet,
    exam_rows,
    marks_sheet,
    marks_sheet_paper,
    minutes_paper,
    to_examine,
)
from centre_desk.rules.desk import Right, Role
from centre_desk.rules.exam import ExamState
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.exam.jury_dialog import DayDialog, JuryDialog
from centre_desk.views.exam.marks_grid import LETTERS, MarksGrid, short_mark
from centre_desk.views.exam.plan_dialog import PlanExamDialog
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import form_button, name_field
from centre_desk.views.parts.empty import EmptyState
from centre_desk.views.parts.fields import ChoiceField
from centre_desk.views.parts.grid.frame import CellGrid
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel
from centre_desk.views.parts.pill import Pill
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.style import set_look

_SEES_ALL = frozenset({Role.SECRETARY, Role.DIRECTOR, Role.VIEWER, Role.ADMINISTRATOR})
_NARROW = 620
Paper = Callable[[Store, int, Catalogue], bytes]


class ExamsPanel(Panel):
    """The tab *Exams*."""

    reads = frozenset({Room.EXAM, Room.COURSE, Room.ATTENDANCE, Room.REGISTER, Room.CENTRE})
    help_page = "exams"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t, may = self.words.t, context.actor().may
        self._sheet: MarksSheet | None = None
        self._told_unsaved = False
        self._rows: list[ExamRow] = []
        self._without = 0
        self.head.set_title(t("Exams"))
        self.exam: ChoiceField[int] = ChoiceField()
        name_field(self.exam, "exam_choice", t("Exam"))
        self.exam.setMinimumWidth(110)
        self.exam.setMaximumWidth(280)
        self.change = self.head.add_button("exam_change_day", t("Day, place, incidents…"))
        self.sheet_paper = self.head.add_button("exam_marks_sheet", t("Print the marks sheet"))
        self.jury = self.head.add_button("exam_jury", t("Jury…"))
        self.minutes = self.head.add_button("exam_minutes", t("Minutes"))
        self.plan = self.head.add_button("exam_plan", t("Plan an exam…"))
        self.settle = self.head.add_button("exam_settle", t("Settle the results"), primary=True)
        self.state, self.missing, self.seats = Pill(parent=self), Pill(parent=self), Pill(parent=self)
        self.facts, self.told = ElidedLabel(look="muted"), QLabel()
        self.save = form_button("exam_save", t("Save the marks"))
        self.save.setToolTip("Ctrl+S")
        self.save.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.grid = MarksGrid(self.words, self)
        label = t("Marks of the exam")
        self.cells = CellGrid(
            self.grid, self.words, name="marks_grid", label=label, cell_width=98, row_heights=(16, 26)
        )
        self.empty = EmptyState()
        for button, right in ((self.plan, Right.ENTER), (self.jury, Right.ENTER), (self.change, Right.ENTER)):
            self.head.offer(button, may(right))
        self.head.offer(self.settle, may(Right.SETTLE_RESULTS))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.cells.set_direct_keys(LETTERS)
        set_look(self.told, "muted")
        self.told.setObjectName("marks_told")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.exam)
        for pill in (self.state, self.missing, self.seats):
            line.addWidget(pill)
        line.addWidget(self.facts)
        line.addStretch(1)
        line.addWidget(self.save)
        legend = ElidedLabel(
            self.words.t("A absent · N not graded · I unjustified, counts 0 · ● attendance under the threshold"),
            "muted",
        )
        foot = QHBoxLayout()
        foot.addWidget(self.told)
        foot.addStretch(1)
        foot.addWidget(legend)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.cells, 1)
        column.addLayout(foot)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
        self.body.addWidget(self._pages, 1)
        self.setFocusProxy(self.cells.view)

    def _connect(self) -> None:
        self.exam.currentIndexChanged.connect(lambda _at: self._chosen())
        self.plan.clicked.connect(self.open_plan)
        self.jury.clicked.connect(
            lambda: self._with_sheet(lambda s: self.show_dialog(JuryDialog(self.context, self, s)))
        )
        self.change.clicked.connect(
            lambda: self._with_sheet(lambda s: self.show_dialog(DayDialog(self.context, self, s)))
        )
        self.minutes.clicked.connect(lambda: self._print(minutes_paper, "pv"))
        self.sheet_paper.clicked.connect(lambda: self._print(marks_sheet_paper, "notes"))
        self.save.clicked.connect(self.save_marks)
        self.settle.clicked.connect(self.settle_results)
        self.grid.edited.connect(self._edited)
        self._acting.refused.connect(self._to_first_empty)
        self.cells.told.connect(self._tell)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Save), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.save_marks)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_way()

    def _make_way(self) -> None:
        """In a small window the pills that are said elsewhere too give way."""
        narrow = self.width() <= _NARROW
        self.facts.setVisible(not narrow)
        self.seats.setVisible(not narrow and bool(self.seats.text()))
        self.state.setVisible(bool(self.state.text()) and (not narrow or self._settled_now()))

    def _settled_now(self) -> bool:
        return self._sheet is not None and self._sheet.state is ExamState.SETTLED

    # What is shown

    def load(self) -> None:
        """Read the list of exams, and the one in sight again."""
        actor = self.context.actor()
        own = None if actor.roles & _SEES_ALL else actor.user_id
        rows = exam_rows(self.context.store, self.words.language, trainer_user_id=own)
        self.exam.set_choices([(row.id, self._said(row)) for row in rows])
        self._rows = rows
        mine = [row.id for row in rows if not self._without or row.session_id == self._without]
        if not mine:
            self._show_nothing()
            return
        self._without = 0
        kept = self._sheet.id if self._sheet is not None else 0
        self._open(kept if kept in mine else mine[0])

    def open_item(self, item: int) -> None:
        """Show one exam."""
        if not self.unsaved():
            self._open(item)
            self._to_first_empty()

    def show_session(self, session_id: int) -> None:
        """Show the last exam of a session, or say that it has none; 0: any exam will do again."""
        if self.unsaved():
            return
        mine = [row for row in self._rows if row.session_id == session_id]
        self._without = session_id if session_id and not mine else 0
        if mine and (self._sheet is None or self._sheet.id not in {row.id for row in mine}):
            self._open(max(mine, key=lambda row: (row.attempt, row.id)).id)
        elif self._without or (self._sheet is None and self._rows):
            self.load()

    def unsaved(self) -> bool:
        """Tell whether marks wait to be saved."""
        return bool(self.grid.pending())

    def discard(self) -> None:
        """Drop the marks that wait."""
        self.grid.forget()

    def _said(self, row: ExamRow) -> str:
        attempt = self.words.t("resit") if row.attempt > 1 else self.words.t("exam")
        return f"{row.session} · {attempt} · {short_date(row.held_on)}"

    def _chosen(self) -> None:
        chosen = self.exam.value()
        if chosen is None or (self._sheet is not None and chosen == self._sheet.id):
            return
        if self.unsaved() and self._sheet is not None:
            self.refusals.show_sentences([self.words.t("Save the marks first (Ctrl+S).")])
            self.exam.set_value(self._sheet.id)
            return
        self._open(chosen)
        self._to_first_empty()

    def _open(self, exam_id: int) -> None:
        fresh = self._sheet is None or self._sheet.id != exam_id
        self._sheet = marks_sheet(self.context.store, exam_id, self.context.today(), self.words.language)
        self.exam.blockSignals(True)
        self.exam.set_value(exam_id)
        self.exam.blockSignals(False)
        self._pages.setCurrentIndex(0)
        least = short_mark(self._sheet.pass_mark, self.words.language)
        self.cells.set_caption(self.words.t("mean · {least} or more", least=least))
        self.grid.show_sheet(self._sheet, writes=self.context.actor().may(Right.MARK))
        self._show_facts(self._sheet)
        if fresh:
            self._to_first_empty()

    def _show_facts(self, sheet: MarksSheet) -> None:
        words, open_now = self.words, sheet.state is ExamState.OPEN
        said = words.word(sheet.state) if open_now else words.t("settled, {number}", number=sheet.minutes_number)
        self.state.say(said, Tone.SOFT if open_now else Tone.OK)
        seats = (
            words.n("jury of {count}", "jury of {count}", len(sheet.jury)) if sheet.jury else words.t("jury to name")
        )
        self.seats.say(seats, Tone.PLAIN if sheet.jury else Tone.WARN)
        least = short_mark(sheet.pass_mark, words.language)
        parts = [sheet.place]
        self.facts.setText(" · ".join(filter(None, [*parts, words.t("passes with {mark}/20", mark=least)])))
        self.save.setVisible(open_now and self.context.actor().may(Right.MARK))
        self.head.offer(self.settle, open_now and self.context.actor().may(Right.SETTLE_RESULTS))
        for button in (self.jury, self.change):
            self.head.offer(button, open_now and self.context.actor().may(Right.ENTER))
        self._make_way()
        self.head.offer(self.plan, self.context.actor().may(Right.ENTER))
        for button in (self.minutes, self.sheet_paper):
            self.head.offer(button, True)
        self._edited()

    def _show_nothing(self) -> None:
        self._sheet = None
        t, may = self.words.t, self.context.actor().may(Right.ENTER)
        said = t("No exam of this session is planned yet.") if self._without else t("No exam is planned yet.")
        self.empty.say("exams", said, t("Plan an exam…") if may else "", self.open_plan if may else None)
        for button in (self.jury, self.change, self.minutes, self.sheet_paper, self.settle, self.plan):
            self.head.offer(button, False)
        self._pages.setCurrentIndex(1)

    def _edited(self) -> None:
        missing, waiting = self.grid.missing(), len(self.grid.pending())
        open_now = self._sheet is not None and self._sheet.state is ExamState.OPEN
        said = self.words.n("{count} mark missing", "{count} marks missing", missing) if missing else ""
        self.missing.say(said if open_now else "", Tone.WARN)
        if waiting:
            self.told.setText(self.words.n("{count} mark not saved", "{count} marks not saved", waiting))
        elif self._told_unsaved:
            self.told.clear()
        if bool(waiting) != self._told_unsaved:
            self._told_unsaved = bool(waiting)
            self.edited.emit()

    def _to_first_empty(self) -> None:
        """Put the cursor where the next mark goes."""
        for column in self.grid.columns:
            for row in self.grid.rows:
                if self.grid.value_of((row.id, column.id)) is None:
                    self.cells.go_to(row.id, column.id)
                    self.cells.view.setFocus()
                    return
        if self.grid.rows and self.grid.columns:
            self.cells.go_to(self.grid.rows[0].id, self.grid.columns[0].id)

    # Acts

    def open_plan(self) -> None:
        """Ask for the session and the parts of an exam."""
        sessions = to_examine(self.context.store, self.words.language)
        if not sessions:
            self.refusals.show_sentences([self.words.t("No session waits for an exam or a resit.")])
            return
        dialog = PlanExamDialog(self.context, self, sessions)
        dialog.acted.connect(self._planned)
        self.show_dialog(dialog)

    def save_marks(self) -> None:
        """Save the marks that wait, in one act."""
        if self._sheet is None:
            return
        marks = self.grid.pending()
        if not marks:
            self._tell(self.words.t("Nothing to save: enter a mark first."), Tone.PLAIN)
            return
        store, exam_id, by, at = self.context.store, self._sheet.id, self.context.actor(), self.context.now()
        self.act(lambda: record_marks(store, exam_id=exam_id, marks=marks, by=by, at=at), ok=self._saved)

    def settle_results(self) -> None:
        """Let the jury's results stand."""
        if self._sheet is None:
            return
        if self.unsaved():
            self.refusals.show_sentences([self.words.t("Save the marks first (Ctrl+S).")])
            self.cells.view.setFocus()
            return
        store, exam_id, by, at = self.context.store, self._sheet.id, self.context.actor(), self.context.now()
        self.act(lambda: settle_results(store, exam_id=exam_id, by=by, at=at), ok=self._settled)

    def sheet(self) -> MarksSheet | None:
        """Return the exam in sight."""
        return self._sheet

    def _planned(self, done: Done) -> None:
        self._sheet, self._without = None, 0
        self.load()
        self._open(done.id)

    def _saved(self, done: Done) -> None:
        self.load()
        self._tell(self.words.n("{count} mark saved", "{count} marks saved", done.count), Tone.OK)

    def _settled(self, done: Done) -> None:
        self.load()
        self._tell(
            self.words.n("Results settled: {count} passed", "Results settled: {count} passed", done.count), Tone.OK
        )

    def _tell(self, sentence: str, tone: object) -> None:
        first, _, rest = sentence.partition("\n")
        self.told.setText(first)
        self.told.setToolTip(rest)
        set_look(self.told, "ok" if tone is Tone.OK else "bad" if tone is Tone.BAD else "muted")
        if rest:
            self.refusals.show_sentences(sentence.split("\n"))

    def _with_sheet(self, act: Callable[[MarksSheet], None]) -> None:
        if self._sheet is not None:
            act(self._sheet)

    def _print(self, paper: Paper, name: str) -> None:
        if self._sheet is None:
            return
        store, exam_id, words = self.context.store, self._sheet.id, self.words
        number = self._sheet.minutes_number if name == "pv" and self._sheet.minutes_number else name
        self.fetch(lambda _report: paper(store, exam_id, words), lambda pdf: _opened(pdf, f"{number}.pdf"))


def _opened(pdf: bytes, name: str) -> None:
    open_paper(pdf, name)
