"""The roll: one half-day entered by its quick field, above the month's grid of the session.

Facts: the sketch and the behaviour of the roll. Enter in an empty field saves nothing, a roll is validated by its
count alone, and what was saved can be taken back step by step.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from centre_desk.queries.attendance.grid import (
    GridHalfDay,
    GridSheet,
    SlotAt,
    grid_sheet,
    session_of_slot,
    slot_to_enter,
    slots_of,
)
from centre_desk.queries.course import SessionFilter, SessionRow, session_rows
from centre_desk.rules.attendance import RollState
from centre_desk.rules.course import SessionState
from centre_desk.rules.desk import Right, Role
from centre_desk.rules.room import Room
from centre_desk.views.attendance.author import AuthorLink
from centre_desk.views.attendance.entry import RollEntry, roster_of
from centre_desk.views.attendance.foot import Foot, press_together, state_words
from centre_desk.views.attendance.grid_saving import GridSaver
from centre_desk.views.attendance.half_day_acts import HalfDayActs
from centre_desk.views.attendance.head_bar import HeadBar, popup_below
from centre_desk.views.attendance.locks import LateLine
from centre_desk.views.attendance.mark_reason import MarkReasons
from centre_desk.views.attendance.more import MoreActs
from centre_desk.views.attendance.quick_field import GIVES_WAY, link_button
from centre_desk.views.attendance.roll_grid import KEYS, RollGrid
from centre_desk.views.attendance.steps import SavedStep, SavedSteps
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.empty import EmptyState
from centre_desk.views.parts.grid.frame import CellGrid
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.panel import Panel

_SHOWN = frozenset({SessionState.PLANNED, SessionState.RUNNING, SessionState.FINISHED})
_SEES_ALL = frozenset({Role.SECRETARY, Role.DIRECTOR, Role.VIEWER, Role.ADMINISTRATOR})
_LINK = 240
_NARROW, _LOW = 620, 520
_ROWS = (16, 26)


class AttendancePanel(Panel):
    """The screen *Roll*, and the tab *Roll* of a session. `pack_wanted(sessions, day)`: of that day's week."""

    reads = frozenset({Room.ATTENDANCE, Room.COURSE, Room.REGISTER, Room.DESK, Room.CENTRE})
    help_page = "roll"
    pack_wanted = Signal(object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        t = self.words.t
        self._sessions: dict[int, SessionRow] = {}
        self._session_id = 0
        self._slots: list[SlotAt] = []
        self._slot: SlotAt | None = None
        self._sheet: GridSheet | None = None
        self._message: tuple[str, Tone] | None = None
        self._told_unsaved = False
        self._day = context.today()
        self.bar = HeadBar(self.head, self.words)
        self.entry = RollEntry(self.words)
        self.grid = RollGrid(self.words, self)
        label = t("Marks of the month")
        self.cells = CellGrid(self.grid, self.words, name="roll_grid", label=label, row_heights=_ROWS)
        self.cells.set_direct_keys(KEYS)
        self.cells.set_caption(t("present"), t("to date"))
        self.sheet_link = link_button("roll_sheet", "")
        self.sheet_link.setProperty(GIVES_WAY, True)
        self.save_grid = link_button("roll_save_grid", t("Save the grid"))
        self.foot = Foot(self.words)
        self.late = LateLine(self.words)
        self.author = AuthorLink(self.words)
        self.empty = EmptyState()
        self.steps = SavedSteps(self)
        self.acts = HalfDayActs(self)
        self.saver = GridSaver(self)
        self.more = MoreActs(self)
        self.reasons = MarkReasons(self)
        self._lay_out()
        self._connect()

    # Layout

    def _lay_out(self) -> None:
        self.entry.preview.row.addWidget(self.author)
        self.entry.preview.row.addWidget(self.save_grid)
        self.entry.preview.row.addWidget(self.sheet_link)
        self.save_grid.hide()
        page = QWidget()
        self._column = column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.entry)
        column.addWidget(self.cells, 1)
        column.addWidget(self.foot)
        column.addWidget(self.late)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.empty)
        self.body.addWidget(self._pages, 1)
        self.setFocusProxy(self.entry.field)

    def _connect(self) -> None:
        self.bar.session.asked.connect(self.show_session)
        self.bar.previous.clicked.connect(lambda: self.step(-1))
        self.bar.next.clicked.connect(lambda: self.step(1))
        self.bar.day.clicked.connect(self._choose_day)
        self.bar.more.clicked.connect(self._show_more)
        self.entry.asked.connect(self.acts.validate)
        self.entry.refused.connect(self.refusals.show_refusals)
        self.entry.changed.connect(self._text_changed)
        self.entry.not_held.clicked.connect(self.acts.not_held_or_back)
        self.entry.preview.undo.clicked.connect(self.steps.take_back)
        self.entry.field.exhausted.connect(self.steps.take_back)
        self.entry.field.block_pasted.connect(self.cells.paste)
        self.grid.exhausted.connect(self.steps.take_back)
        self.grid.edited.connect(self._grid_edited)
        self.cells.told.connect(self._tell)
        self.cells.closed.connect(lambda sentence: self.refusals.show_sentences([sentence]))
        self.cells.view.clicked.connect(self._cell_clicked)
        self.save_grid.clicked.connect(self.saver.save)
        self.sheet_link.clicked.connect(self.more.sheet)
        self._shortcut(QKeySequence(Qt.Key.Key_PageUp), lambda: self.step(-1))
        self._shortcut(QKeySequence(Qt.Key.Key_PageDown), lambda: self.step(1))
        self._shortcut(QKeySequence(QKeySequence.StandardKey.Save), self.saver.save)

    def _shortcut(self, keys: QKeySequence, act: Callable[[], None]) -> None:
        shortcut = QShortcut(keys, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    # What is shown

    def load(self) -> None:
        """Read the sessions, and the month shown again; on another day, from the half-day to enter next."""
        actor = self.context.actor()
        own = None if actor.roles & _SEES_ALL else actor.user_id
        rows = session_rows(self.context.store, SessionFilter(states=_SHOWN, trainer_user_id=own), self.words.language)
        self._sessions = {row.id: row for row in rows if row.half_days}
        self.bar.session.offer(list(self._sessions.values()))
        if not self._sessions:
            self._show_nothing()
            return
        session_id = self._session_id if self._session_id in self._sessions else next(iter(self._sessions))
        another_day = self.context.today() != self._day and not self.unsaved()
        self._day = self.context.today()
        same = self._slot is not None and session_id == self._session_id and not another_day
        self._open(session_id, self._slot.slot_id if self._slot is not None and same else 0)

    def open_item(self, item: int) -> None:
        """Show a session, by its number, at the half-day to enter next; or one half-day, by its slot negated."""
        slot_id = max(0, -item)
        session_id = session_of_slot(self.context.store, slot_id) if slot_id else item
        if session_id is not None and session_id in self._sessions:
            self._open(session_id, slot_id)
            self.entry.field.setFocus()

    def focus_search(self) -> bool:
        self.more.find_sheet()
        return True

    def show_session(self, session_id: int) -> None:
        """Show the half-day of a session that is to be entered next."""
        self._open(session_id, 0)

    def step(self, by: int) -> None:
        """Go to the half-day before or after."""
        if self._slot is None:
            return
        at = [slot.slot_id for slot in self._slots].index(self._slot.slot_id) + by
        if 0 <= at < len(self._slots):
            self._go(self._slots[at])

    def slot(self) -> SlotAt | None:
        """Return the half-day shown."""
        return self._slot

    def session(self) -> SessionRow | None:
        """Return the session shown."""
        return self._sessions.get(self._session_id)

    def sheet(self) -> GridSheet | None:
        """Return the month shown."""
        return self._sheet

    def running_sessions(self) -> list[int]:
        """Return the sessions whose sheets are printed together."""
        return [row.id for row in self._sessions.values() if row.state is not SessionState.FINISHED]

    def unsaved(self) -> bool:
        """Tell whether something was typed or marked and not saved."""
        return self.entry.anything_typed() or self.grid.anything_waits()

    def discard(self) -> None:
        """Drop what was typed and marked."""
        self.entry.forget_typed()
        self.grid.forget_all()

    def _open(self, session_id: int, slot_id: int) -> None:
        self._session_id = session_id
        self._slots = slots_of(self.context.store, session_id)
        by_id = {slot.slot_id: slot for slot in self._slots}
        slot = by_id.get(slot_id) or slot_to_enter(self._slots, self.context.today())
        self._sheet = None
        if slot is not None:
            self._pages.setCurrentIndex(0)
            self.bar.show_steps(True)
            self._go(slot)

    def _go(self, slot: SlotAt) -> None:
        today = self.context.today()
        if self._sheet is None or self._sheet.month != slot.month or self._sheet.session_id != self._session_id:
            self._sheet = grid_sheet(self.context.store, self._session_id, slot.month, today)
        left, self._slot = self._slot, slot
        if left is None or left.slot_id != slot.slot_id:
            self._message = None
            self.entry.change_half(left.slot_id if left is not None else 0, slot.slot_id)
        self._show_half_day(self._sheet, slot)

    def _show_half_day(self, sheet: GridSheet, slot: SlotAt) -> None:
        actor, today = self.context.actor(), self.context.today()
        writes = actor.may(Right.TAKE_ROLL)
        self.grid.show_sheet(sheet, today, slot.slot_id, writes=writes, user_id=actor.user_id)
        QTimer.singleShot(0, self, self._bring_into_sight)
        half = self.grid.half_day(slot.slot_id)
        self.entry.show_half(half, roster_of(sheet, half, self.grid.value_of))
        self.entry.offer(writes=writes)
        self.author.show_half(sheet, half, actor.user_id, writes=writes)
        self.entry.show_lock(sheet.lock_of(slot.day), actor.user_id, today)
        taken = half.roll is RollState.NOT_HELD
        text = self.words.t("It was held") if taken else self.words.t("Half-day not held…")
        self.entry.not_held.setText(text)
        self.bar.show_half_day(self._sessions[self._session_id], slot, sheet.trainer)
        self._fit_head()
        self.foot.show_figures(sheet.total)
        self.late.show_sheet(sheet)
        self.more.show_sheet_link(self.sheet_link)
        self._text_changed()

    def _show_nothing(self) -> None:
        t = self.words.t
        self._slot = self._sheet = None
        self.head.set_title(t("Roll"))
        go = partial(self.navigate.emit, Room.COURSE, 0)
        self.empty.say("roll", t("No session has a timetable yet."), t("Open the sessions"), go)
        self.bar.show_steps(False)
        self._pages.setCurrentIndex(1)

    def _choose_day(self) -> None:
        if self._slot is not None:
            month = self._slot.month
            self.bar.offer_days([slot for slot in self._slots if slot.month == month], self._go)

    def _show_more(self) -> None:
        menu = QMenu(self.bar.more)
        self.more.fill(menu)
        popup_below(menu, self.bar.more)

    # The quick field

    def half(self) -> GridHalfDay | None:
        """Return the half-day shown, with its roll."""
        return self._sheet.half_day(self._slot.slot_id) if self._sheet and self._slot else None

    def _text_changed(self) -> None:
        half = self.half()
        if half is None:
            return
        typed = bool(self.entry.field.text().strip())
        if self.entry.typed_since():
            self._message = None
            self.refusals.clear()
        self.entry.show_text()
        self.grid.propose(half.slot_id, {} if half.entered else self.entry.proposed())
        self.entry.preview.undo.setVisible(bool(self._message and self.steps))
        if self._message is not None:
            self.entry.preview.show_state(*self._message)
        elif not typed and half.entered:
            self.entry.preview.show_state(*state_words(half, self.grid.column_present(half.slot_id), self.words))
        self._make_room()
        self._tell_unsaved()

    def _make_room(self) -> None:
        """Let the pills be read whole before the link of the sheet."""
        self.sheet_link.setVisible(self.entry.preview.wanted() + _LINK <= self.width())

    def _tell(self, sentence: str, tone: Tone) -> None:
        self._message = (sentence, tone)
        self._text_changed()

    def _cell_clicked(self, index: QModelIndex) -> None:
        """A click in the column of a half-day still to enter writes into the quick field, where the count follows."""
        half = self.half()
        if half is None or half.entered or self.grid.locked_at(index.row(), index.column()):
            return
        enrolment_id, slot_id = self.grid.key_at(index.row(), index.column())
        if slot_id == half.slot_id:
            self.entry.turn(self.grid.person(enrolment_id).number)

    def saved(self, step: SavedStep, *, go_on: bool = False) -> None:
        """Show what is saved now; after a roll, the next half-day that is still to be entered."""
        self.steps.add(step)
        if go_on or not self.entry.field.text():
            self.entry.field.setText("")  # not clear(): what was saved is taken back as a step, not typed again
        self._message = (step.told, Tone.OK)
        self.reread(go_on=go_on)

    def reread(self, *, go_on: bool = False) -> None:
        """Read the month again; `go_on` to the next half-day up to today that nobody entered."""
        message, slot = self._message, self._slot
        self._slots = slots_of(self.context.store, self._session_id)
        self._sheet = None
        today = self.context.today()
        later = [s for s in self._slots if slot and s.day <= today and not s.entered and _order(s) > _order(slot)]
        here = next((s for s in self._slots if slot and s.slot_id == slot.slot_id), None)
        target = later[0] if go_on and later else here
        if target is not None:
            self._go(target)
        self._message = message
        self._text_changed()
        self.entry.field.setFocus()

    def taken_back(self, step: SavedStep) -> None:
        """Show what stands now that a step was taken back."""
        if step.slot_id:
            self.entry.bring_back(step.slot_id, step.text, shown=self._slot.slot_id if self._slot else 0)
            self._sheet = None
            self.open_item(-step.slot_id)
        self._message = (self.words.t("Taken back: {what}", what=step.told), Tone.WARN)
        self.reread()

    def refused(self) -> None:
        self.steps.refused()

    # The grid

    def _tell_unsaved(self) -> None:
        unsaved = self.unsaved()
        if unsaved != self._told_unsaved:
            self._told_unsaved = unsaved
            self.edited.emit()

    def _grid_edited(self) -> None:
        self.save_grid.setVisible(bool(waits := len(self.grid.pending())))
        self.save_grid.setText(self.words.n("Save {count} mark", "Save {count} marks", waits))
        half = self.half()
        if half is not None and self._sheet is not None:
            self.entry.show_half(half, roster_of(self._sheet, half, self.grid.value_of))
        self._tell_unsaved()

    def marks_saved(self, step: SavedStep) -> None:
        """Show that the grid's marks are saved."""
        self.grid.forget()
        self.saved(step)

    # Qt

    def _bring_into_sight(self) -> None:
        """Scroll the half-day shown into sight, with the days before it rather than those to come."""
        if self._slot is None:
            return
        self.cells.bring_forward(self._slot.slot_id)
        self.cells.view.fit_rows(*_ROWS)  # once the strips beside the cells have taken their room
        self.cells.view.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        press_together(self._page, self._column, self.cells, self.height() < _LOW)
        self._fit_head()
        self._make_room()

    def _fit_head(self) -> None:
        narrow = self.width() <= _NARROW
        self.head.note.setVisible(not narrow)
        if self._slot is not None:
            self.bar.show_day(self._slot, narrow=narrow)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.entry.field.setFocus()
        QTimer.singleShot(0, self, self._bring_into_sight)


def _order(slot: SlotAt) -> tuple[object, object]:
    return slot.day, slot.half_day
