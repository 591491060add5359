"""The base of every panel: title line, few actions at the right, refusals, then the body.

A whole small panel, as `views/<room>/panel.py` writes it:

    class TradesPanel(Panel):
        reads = frozenset({Room.CENTRE})              # read again when an act touched one of these
        help_page = "settings"                        # resources/help/<language>/settings.html, for F1

        def __init__(self, context: Context, parent: QWidget | None = None) -> None:
            super().__init__(context, parent)
            t = self.words.t
            self.head.set_title(t("Trades"))
            self.add = self.head.add_button("trade_add", t("New trade"), primary=True)
            self.table = DataTable(TradeTable.columns(self.words), name="trades", label=t("Trades"))
            self.table.set_empty("empty", t("No trade yet."), t("New trade"), self.open_new)
            self.body.addWidget(self.table, 1)
            self.add.clicked.connect(self.open_new)
            self.table.opened.connect(lambda row: self.navigate.emit(Room.COURSE, row.id))

        def load(self) -> None:                       # called at first show, and after touching acts
            self.table.set_rows(trade_rows(self.context.store))

        def open_new(self) -> None:
            self.show_dialog(NewTradeDialog(self.context, self))     # a FormDialog; see parts/dialogs.py

        def withdraw(self, trade_id: int) -> None:
            store, by, at = self.context.store, self.context.actor(), self.context.now()
            self.act(lambda: withdraw_trade(store, trade_id=trade_id, by=by, at=at), ok=self.withdrawn)

Emit `edited` when an unsaved entry begins or ends. `context.in_sight[Room.COURSE]` is the session that the tabs of
a screen look at together.

`act` runs in the worker thread: take values out of widgets before the lambda. Refused acts appear in
`self.refusals`; a committed one calls `ok(done)` and emits `done`, which makes the window show the save time
and read panels again. Long acts: `act_long(lambda report: import_file(..., report=report))`. Slow reads that
change nothing: `fetch(lambda report: rows(store), then=self.show_rows)`.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from centre_desk.actions.done import Done
from centre_desk.rules.room import Room
from centre_desk.views.parts.acting import Acting
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.head import Head
from centre_desk.views.parts.refusals import RefusalBox
from centre_desk.views.runner import Report

T = TypeVar("T")


class Form(StrEnum):
    """A form of a later room that a panel can ask the window for, with the item that it needs.

    DATES, WEEK and DAYS_OFF: a row of a session; DAY: such a row and a day of the calendar; END: such a row and
    a row of somebody enrolled.
    """

    DATES = "dates"
    DAY = "day"
    WEEK = "week"
    DAYS_OFF = "days_off"
    END = "end"



PAGE_MARGIN = 20
GAP = 12
TOP = 13


class Panel(QWidget):
    """One panel of a room. The window makes it at its first show, for one user."""

    reads: ClassVar[frozenset[Room]] = frozenset()
    help_page: ClassVar[str] = ""

    navigate = Signal(object, int)
    done = Signal(object)
    edited = Signal()
    user_wanted = Signal()
    form_wanted = Signal(object, object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.words = context.words
        self.head = Head(context.words, self)
        self.refusals = RefusalBox(context.words, self)
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self._page = QVBoxLayout(self)
        self._page.setContentsMargins(PAGE_MARGIN, TOP, PAGE_MARGIN, PAGE_MARGIN)
        self._page.setSpacing(GAP)
        self._page.addWidget(self.head)
        self._page.addWidget(self.refusals)
        self._page.addLayout(self.body, 1)
        self._acting = Acting(context, self.refusals, self)
        self._acting.done.connect(self.done)
        self._acting.refused.connect(self.refused)

    def make_room(self, tabs: QSize, *, said_by_tab: bool) -> None:
        """Leave room for the tabs of the screen: on the line of the title where they say it, else above."""
        self.head.show_title(not said_by_tab)
        beside = said_by_tab and tabs.width() + self.head.least_width() + GAP < self.width() - 2 * PAGE_MARGIN
        top = 8 if beside else TOP if tabs.isEmpty() else tabs.height() + TOP + 3
        self.head.keep_free(tabs.width() + GAP if beside else 0)
        self._page.setContentsMargins(PAGE_MARGIN, top, PAGE_MARGIN, PAGE_MARGIN)

    def load(self) -> None:
        """Read what the panel shows. Called at the first show and after each act that touched `reads`."""

    def open_item(self, item: int) -> None:
        """Show one item of the room, asked for by `navigate(Room, id)`; 0 asks for nothing special."""

    def unsaved(self) -> bool:
        """Tell whether an entry is under way that no action has saved."""
        return False

    def discard(self) -> None:
        """Drop the entry that `unsaved` speaks of."""

    def focus_search(self) -> bool:
        """Put the cursor into the panel's search field (Ctrl+F); tell whether there is one."""
        return False

    def take_file(self, path: Path) -> None:
        """Take a file that was dropped on the window."""

    def act(self, action: Callable[[], Done], ok: Callable[[Done], None] | None = None) -> None:
        """Run an action in the worker thread; see the head of this file."""
        self._acting.act(lambda _report: action(), ok)

    def act_long(self, action: Callable[[Report], Done], ok: Callable[[Done], None] | None = None) -> None:
        """Run an action that reports its progress and can be cancelled."""
        self._acting.act(action, ok)

    def fetch(self, work: Callable[[Report], T], then: Callable[[T], None]) -> None:
        """Run slow reading in the worker thread and hand its result to `then`."""
        self._acting.fetch(work, then)

    def refused(self) -> None:
        """Hear that an act of the panel was refused; a subclass may forget what it had in hand."""

    def busy(self) -> bool:
        """Tell whether an act of this panel is under way."""
        return self._acting.busy()

    def show_problem(self, problem: Exception) -> None:
        """Show a refusal or a file problem in the box of this panel."""
        self._acting.show_problem(problem)

    def want_form(self, form: Form, item: object) -> None:
        """Ask the window for a form of a later room."""
        self.form_wanted.emit(self, form, item)

    def show_dialog(self, dialog: FormDialog) -> None:
        """Open a form over the panel; what it did is told to the window like the panel's own acts."""
        self.refusals.clear()
        dialog.acted.connect(self.done)
        dialog.open()
