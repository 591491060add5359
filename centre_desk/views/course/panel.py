"""The sessions: a list at the left, the one in sight at the right with those enrolled.

A trainer sees their own. The session in sight is remembered for the other tabs of the screen.
"""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSplitter, QVBoxLayout, QWidget

from centre_desk.actions.course.running import cancel_session, finish_session, start_session
from centre_desk.actions.done import Done
from centre_desk.queries.course import (
    CURRENT,
    EnrolledRow,
    SessionFilter,
    SessionRow,
    SessionSheet,
    catalogue_book,
    catalogue_paper,
    enrolled_rows,
    session_rows,
    session_sheet,
)
from centre_desk.rules.course import SessionState
from centre_desk.rules.desk import Actor, Role
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.course.back_dialog import BackDialog
from centre_desk.views.course.change_dialogs import ChangeDialog, DuplicateDialog, StaysDialog, TrainerDialog
from centre_desk.views.course.detail import SessionAct, SessionDetail
from centre_desk.views.course.enrol_dialog import EnrolDialog
from centre_desk.views.course.new_session_dialog import NewSessionDialog
from centre_desk.views.course.phrases import DOT, STATE_TONES, marked, since_taken_over, span
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.datatable import DataTable
from centre_desk.views.parts.dialogs import FormDialog, QuestionDialog, ReasonDialog, name_field
from centre_desk.views.parts.fields import ChoiceField, Segments
from centre_desk.views.parts.panel import Form, Panel
from centre_desk.views.parts.print import open_paper
from centre_desk.views.parts.searchfield import SearchField
from centre_desk.views.parts.table import RIGHT, Column

_ALL = frozenset(SessionState)
_NARROW = 640


class SessionsPanel(Panel):
    """List and detail; Enter in the list goes to the people, Enter there to the person."""

    reads = frozenset({Room.COURSE, Room.CENTRE, Room.REGISTER})
    help_page = "sessions"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self.head.set_title(t("Sessions"))
        self.which: Segments[frozenset[SessionState]] = Segments(
            [(CURRENT, t("Current")), (_ALL, t("All"))], name="sessions_which", label=t("Which sessions")
        )
        self.catalogue = self.head.add_button("session_catalogue", t("Catalogue for IOM ▾"))
        self.catalogue.setMenu(self._catalogue_menu())
        self.new = self.head.add_button("session_new", t("New session"), primary=True)
        self.search = SearchField(name="sessions_search", label=t("Search"))
        self.table: DataTable[SessionRow] = DataTable(self._columns(), name="sessions", label=t("Sessions"))
        self.table.set_empty("sessions", t("No session yet."), t("New session"), self.open_new)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.detail = SessionDetail(self.words)
        self.detail.offer(self._acts())
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.short: ChoiceField[int] = ChoiceField()
        name_field(self.short, "sessions_short", self.words.t("Session"))
        top = QHBoxLayout()
        top.addWidget(self.short, 1)
        top.addWidget(self.which)
        self.body.addLayout(top)
        self.left = QWidget()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.search.setMaximumWidth(10_000)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([272, 484])
        self.body.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.which.changed.connect(self.load)
        self.search.searched.connect(lambda _text: self.load())
        self.search.left.connect(self.table.setFocus)
        self.new.clicked.connect(self.open_new)
        self.short.currentIndexChanged.connect(lambda _n: self._choose(self.short.value() or 0))
        self.table.chosen.connect(self._show_chosen)
        self.table.opened.connect(lambda _row: self.detail.table.setFocus())
        self.detail.enrol.clicked.connect(self.open_enrol)
        self.detail.move_on.clicked.connect(self._move_on)
        self.detail.end_asked.connect(self.open_end)
        self.detail.back_asked.connect(self.open_back)
        self.detail.person_opened.connect(lambda row: self.navigate.emit(Room.REGISTER, row.person_id))

    def _catalogue_menu(self) -> QMenu:
        menu = QMenu(self.catalogue)
        menu.addAction(self.words.t("One page, to print"), self.open_catalogue).setObjectName("catalogue_page")
        menu.addAction(self.words.t("Workbook"), self.open_book).setObjectName("catalogue_book")
        return menu

    def _acts(self) -> tuple[SessionAct, ...]:
        t, planned = self.words.t, frozenset({SessionState.PLANNED})
        return (
            SessionAct("session_change", t("Name, places, classroom…"), lambda: self._change(ChangeDialog), CURRENT),
            SessionAct("session_dates", t("Change the dates…"), self.open_dates, CURRENT),
            SessionAct("session_trainer_act", t("Trainer…"), lambda: self._change(TrainerDialog), CURRENT),
            SessionAct("session_stays", t("Days of the trainers…"), lambda: self._change(StaysDialog), CURRENT),
            SessionAct("session_duplicate", t("Duplicate…"), lambda: self._change(DuplicateDialog), _ALL),
            SessionAct("session_cancel", t("Cancel the session…"), self._ask_cancel, CURRENT),
            SessionAct("session_run_again", t("Let it run again"), self._start, _ALL - CURRENT - planned),
        )

    def load(self) -> None:
        """Read the list, and the session in sight again."""
        actor = self.context.actor()
        own = actor.user_id if actor.roles == frozenset({Role.TRAINER}) else None
        wanted = SessionFilter(states=self.which.value(), search=self.search.text(), trainer_user_id=own)
        rows = session_rows(self.context.store, wanted, self.words.language)
        self.table.blockSignals(True)
        self.table.set_rows(rows)
        in_sight = self.context.in_sight.get(Room.COURSE, 0)
        if in_sight not in {row.id for row in rows}:
            in_sight = rows[0].id if rows else 0
        self.short.set_choices([(row.id, row.name) for row in rows])
        self.table.select_where(lambda row: row.id == in_sight)
        self.table.blockSignals(False)
        self._fit()
        self._show_chosen()

    def _choose(self, session_id: int) -> None:
        self.table.select_where(lambda row: row.id == session_id)

    def open_item(self, item: int) -> None:
        """Show one session, also one that is over."""
        self.context.in_sight[Room.COURSE] = item
        self.load()
        if item not in {row.id for row in self.table.rows()}:
            self.search.clear()
            self.which.set_value(_ALL)
            self.context.in_sight[Room.COURSE] = item
            self.load()

    def focus_search(self) -> bool:
        """Put the cursor into the search field."""
        self.search.setFocus()
        return True

    def sheet(self) -> SessionSheet | None:
        """Return the session in sight."""
        row = self.table.current_row()
        return session_sheet(self.context.store, row.id, self.words.language) if row else None

    def _show_chosen(self) -> None:
        sheet = self.sheet()
        people = enrolled_rows(self.context.store, sheet.row.id) if sheet else []
        if sheet is not None:
            self.context.in_sight[Room.COURSE] = sheet.row.id
            self.short.blockSignals(True)
            self.short.set_value(sheet.row.id)
            self.short.blockSignals(False)
        self.detail.show_session(sheet, people)

    def open_catalogue(self) -> None:
        """Open the page of sessions for IOM's counsellors, ready to be printed."""
        store, words, today = self.context.store, self.words, self.context.today()
        self.fetch(
            lambda _report: catalogue_paper(store, today, words),
            then=self.show_paper,
        )

    def open_book(self) -> None:
        """Open the same catalogue as a workbook."""
        store, words, today = self.context.store, self.words, self.context.today()
        self.fetch(lambda _report: catalogue_book(store, today, words), then=self._show_book)

    def show_paper(self, content: bytes) -> None:
        """Hand the page to the system's viewer."""
        open_paper(content, f"catalogue-{self.context.today().isoformat()}.pdf")

    def _show_book(self, content: bytes) -> None:
        open_paper(content, f"catalogue-{self.context.today().isoformat()}.xlsx")

    # Forms

    def open_new(self) -> None:
        """Ask for a new session; once planned it is the one in sight."""
        self._open_for_new(NewSessionDialog(self.context, self))

    def _open_for_new(self, dialog: FormDialog) -> None:
        dialog.acted.connect(self._planned)
        self.show_dialog(dialog)

    def _planned(self, done: Done) -> None:
        self.context.in_sight[Room.COURSE] = done.id
        self.search.clear()

    def open_enrol(self) -> None:
        """Ask whom to enrol."""
        row = self.table.current_row()
        if row is not None:
            self.show_dialog(EnrolDialog(self.context, self, row))

    def open_end(self, person: EnrolledRow) -> None:
        """Ask why and when an enrolment ends."""
        row = self.table.current_row()
        if row is not None:
            self.want_form(Form.END, (row, person))

    def open_dates(self) -> None:
        """Ask for other dates or another length."""
        row = self.table.current_row()
        if row is not None:
            self.want_form(Form.DATES, row)

    def open_back(self, person: EnrolledRow) -> None:
        """Ask whether somebody came back, or the end was a mistake."""
        row = self.table.current_row()
        if row is not None:
            self.show_dialog(BackDialog(self.context, self, row, person))

    def _change(self, kind: type[ChangeDialog | TrainerDialog | StaysDialog | DuplicateDialog]) -> None:
        sheet = self.sheet()
        if sheet is None:
            return
        dialog = kind(self.context, self, sheet)
        if isinstance(dialog, DuplicateDialog):
            self._open_for_new(dialog)
        else:
            self.show_dialog(dialog)

    # How the session runs

    def _move_on(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        if row.state is SessionState.PLANNED:
            self._start()
            return
        dialog = QuestionDialog(
            self.context,
            self,
            title=self.words.t("Finish {session}", session=row.name),
            question=self.words.n(
                "{count} person still enrolled will have completed the session.",
                "{count} people still enrolled will have completed the session.",
                row.enrolled,
            ),
            verb=self.words.t("Finish the session"),
        )
        dialog.agreed.connect(self._finish)
        dialog.open()

    def _start(self) -> None:
        store, number, by, at = self._given()
        self.act(lambda: start_session(store, session_id=number, by=by, at=at))

    def _finish(self) -> None:
        store, number, by, at = self._given()
        self.act(lambda: finish_session(store, session_id=number, by=by, at=at))

    def _ask_cancel(self) -> None:
        row = self.table.current_row()
        if row is None:
            return
        title = self.words.t("Cancel {session}", session=row.name)
        dialog = ReasonDialog(self.context, self, title=title, verb=self.words.t("Cancel the session"))
        dialog.given.connect(self._cancel)
        dialog.open()

    def _cancel(self, reason: str) -> None:
        store, number, by, at = self._given()
        self.act(lambda: cancel_session(store, session_id=number, reason=reason, by=by, at=at))

    def _given(self) -> tuple[Store, int, Actor, datetime]:
        row = self.table.current_row()
        return self.context.store, row.id if row else 0, self.context.actor(), self.context.now()

    def _fit(self) -> None:
        """On a narrow screen the list becomes a choice above the session."""
        narrow = self.width() < _NARROW and bool(self.table.rows())
        self.left.setVisible(not narrow)
        self.short.setVisible(narrow)
        self.setFocusProxy(self.short if narrow else self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _columns(self) -> list[Column[SessionRow]]:
        words, t = self.words, self.words.t
        return [
            Column(
                t("Session"),
                lambda row: marked(row, words),
                tip=lambda row: DOT.join(
                    filter(
                        None,
                        (
                            row.code,
                            row.trade,
                            span(row.start, row.end_on, words),
                            since_taken_over(row, words, whole=True),
                        ),
                    )
                ),
            ),
            Column(
                t("Enrolled"),
                lambda row: f"{row.enrolled}/{row.capacity}",
                lambda row: row.enrolled,
                RIGHT,
                72,
            ),
            Column(
                t("State"),
                lambda row: words.word(row.state),
                width=88,
                tone=lambda row: STATE_TONES[row.state],
            ),
        ]
