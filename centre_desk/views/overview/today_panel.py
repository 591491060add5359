"""The first screen: four cards of what waits, and the one thing to do next under the card that it belongs to.

Enter does what the button says: it opens a screen and saves nothing. What takes longer to find out is read by the
worker while the rest is already there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QWidget

from centre_desk.actions.desk.backups import back_up
from centre_desk.queries.overview.today import TodaySheet, today_sheet
from centre_desk.rules.desk import Right, Role
from centre_desk.rules.overview.today import Part, Topic, next_topic
from centre_desk.rules.room import Room
from centre_desk.texts.formats import full_date
from centre_desk.views.overview.today_cards import PART_OF, TodayCards, target_of
from centre_desk.views.parts.cards import Card
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import form_button
from centre_desk.views.parts.head import ElidedLabel
from centre_desk.views.parts.panel import GAP, Panel

if TYPE_CHECKING:
    from centre_desk.queries.overview.checks import TodayChecks

_TWO_COLUMNS = 640
_ROLES = (Role.SECRETARY, Role.TRAINER, Role.DIRECTOR, Role.CASHIER, Role.VIEWER, Role.ADMINISTRATOR)


class TodayPanel(Panel):
    """Aujourd’hui: what waits for the acting user."""

    reads = frozenset(Room)
    help_page = "today"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._sheet: TodaySheet | None = None
        self._checks: TodayChecks | None = None
        self._topic: Topic | None = None
        self._columns = 0
        self._reading = self._read_again = False
        self.rows = TodayCards(self.words, self._go, self._back_up)
        self.who = ElidedLabel(look="muted")
        self.who.setObjectName("today_who")
        self.head.add_widget(self.who)
        self.change_user = self.head.add_button("today_change_user", self.words.t("Change user"))
        self.cards = {part: Card(self.words.word(part), name=f"card_{part.value}") for part in Part}
        self.next = form_button("today_next", "", primary=True)
        self._lay_out()
        self.change_user.clicked.connect(self.user_wanted)
        self.next.clicked.connect(self.open_next)

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("look", "page")
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.page = QScrollArea()
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setWidgetResizable(True)
        self.page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setWidget(page)
        self.body.addWidget(self.page, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.next.hide()

    def load(self) -> None:
        """Read what is quick at once, and let the worker read the rest."""
        actor, today = self.context.actor(), self.context.today()
        self._sheet = today_sheet(self.context.store, actor, today)
        title = full_date(today, self.words.language)
        self.head.set_title(title[:1].upper() + title[1:])
        self.who.setText(f"{', '.join(self.words.word(role) for role in _ROLES if role in actor.roles)} · {actor.name}")
        self._show()
        self._read_again = self._reading
        if not self._reading:
            self._reading = True
            QTimer.singleShot(0, self, self._read_checks)  # once this is painted

    def whole(self) -> bool:
        """Tell whether everything was read, also what the worker reads."""
        return not self._reading

    def _read_checks(self) -> None:
        """Let the worker read the rest, apart from the acts of this panel: neither waits for the other."""
        sheet, store, actor = self._sheet, self.context.store, self.context.actor()
        if sheet is None or not self.isEnabled():  # a window that closes is disabled: its worker stops
            self._reading = False
            return

        def read(_report: object) -> TodayChecks:
            # It imports half of the rooms, which the first paint does not wait for.
            from centre_desk.queries.overview.checks import today_checks

            return today_checks(store, sheet, actor)

        self.context.runner.run(read, done=self._show_checks, failed=self._checks_failed, owner=self)

    def open_next(self) -> None:
        """Open the screen of the next thing to do; nothing is saved by it."""
        if self._topic is None or self._sheet is None:
            return
        if self._topic is Topic.BACK_UP:
            self._back_up()
        else:
            self.navigate.emit(*target_of(self._topic, self._sheet))

    def topic(self) -> Topic | None:
        """Return the next thing to do."""
        return self._topic

    def _show_checks(self, checks: TodayChecks) -> None:
        self._checks = checks
        self._show()
        self._reading = self._read_again
        if self._read_again:
            self._read_again = False
            self._read_checks()

    def _checks_failed(self, problem: Exception) -> None:
        self._reading = False
        self.show_problem(problem)

    def _show(self) -> None:
        sheet, checks = self._sheet, self._checks
        if sheet is None:
            return
        rows, may_back_up = self.rows, self.context.actor().may(Right.BACK_UP)
        self._show_rolls(sheet)
        self.cards[Part.CHECKS].set_count(rows.checks_count(sheet, checks))
        self.cards[Part.CHECKS].set_rows(rows.checks(sheet, checks), rows.no_checks(checks))
        self.cards[Part.MONTH].set_title(rows.month_title(sheet))
        self.cards[Part.MONTH].set_rows(rows.month(sheet, checks), rows.no_month(sheet))
        self.cards[Part.DESK].set_rows(rows.desk(sheet, checks, may_back_up=may_back_up))
        self._show_next(sheet, checks)
        self._arrange(again=True)

    def _show_rolls(self, sheet: TodaySheet) -> None:
        """Show the rolls; a desk without any session says what it needs first instead."""
        card, rows = self.cards[Part.ROLLS], self.rows
        if sheet.first_steps:
            card.set_title(self.words.t("First steps"))
            done = sum(is_done for _, is_done in sheet.first_steps)
            card.set_count(self.words.t("{done} of {total} done", done=done, total=len(sheet.first_steps)))
            card.set_rows(rows.first_steps(sheet))
        else:
            card.set_title(self.words.word(Part.ROLLS))
            card.set_count(rows.rolls_count(sheet))
            card.set_rows(rows.rolls(sheet), rows.no_rolls(sheet))

    def _show_next(self, sheet: TodaySheet, checks: TodayChecks | None) -> None:
        topics = sheet.open_topics() | (checks.open_topics(sheet) if checks else frozenset())
        self._topic = next_topic(topics, self.context.actor())
        had_focus = self.next.hasFocus()
        if self._topic is not None:
            text = self.words.word(self._topic)
            self.next.setText(text)
            self.next.setAccessibleName(text)
            card = self.cards[PART_OF.get(self._topic, Part.MONTH)]
            if self.next.parentWidget() is not card:
                card.add_widget(self.next)
        self.next.setVisible(self._topic is not None)
        if had_focus:
            self.next.setFocus()

    def _arrange(self, *, again: bool = False) -> None:
        """Put the cards of the user side by side, or one above the other in a narrow window."""
        parts = self._sheet.parts if self._sheet else ()
        wide = self.width() >= _TWO_COLUMNS
        columns = 2 if wide and len(parts) > 1 else 1
        self.who.setVisible(wide)  # a small window says it in its own title
        if columns == self._columns and not again:
            return
        self._columns = columns
        for number, part in enumerate(parts):
            self._grid.addWidget(self.cards[part], number // columns, number % columns)
        for part, card in self.cards.items():
            card.setVisible(part in parts)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setRowStretch(len(Part), 1)

    def _go(self, room: Room, item: int) -> Callable[[], None]:
        return lambda: self.navigate.emit(room, item)

    def _back_up(self) -> None:
        store, by, at = self.context.store, self.context.actor(), self.context.now()
        self.act(lambda: back_up(store, why="asked", by=by, at=at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        button = self.focusWidget()
        if isinstance(button, QPushButton) and button.hasFocus():
            button.click()
        else:
            self.open_next()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
