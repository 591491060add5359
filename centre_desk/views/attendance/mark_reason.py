"""The reason of one excused mark: given by the key M or the menu of its cell, before it is saved or after."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from centre_desk.actions.attendance import apply_marks
from centre_desk.actions.done import Done
from centre_desk.queries.attendance.grid import Cell, GridHalfDay
from centre_desk.rules.attendance import ExcuseReason, MarkValue
from centre_desk.views.attendance.head_bar import short_words
from centre_desk.views.attendance.roll_grid import day_words, reason_words
from centre_desk.views.attendance.steps import SavedStep
from centre_desk.views.parts.context import Context
from centre_desk.views.parts.dialogs import FormDialog
from centre_desk.views.parts.fields import ChoiceField

if TYPE_CHECKING:
    from centre_desk.views.attendance.panel import AttendancePanel


class MarkReasonDialog(FormDialog):
    """Why somebody is excused at one half-day: one of the usual reasons, or other words."""

    def __init__(
        self, context: Context, parent: QWidget | None, who: str, known: str, record: Callable[[MarkReasonDialog], None]
    ) -> None:
        t = context.words.t
        super().__init__(context, parent, title=t("Reason of an excused absence"), verb=t("Record the reason"))
        self._record = record
        self.explain(who, "mark_reason_of")
        self.reason = ChoiceField[ExcuseReason]([(one, self.words.word(one)) for one in ExcuseReason])
        self.other = QLineEdit()
        usual = known in set(ExcuseReason)
        self.reason.set_value(ExcuseReason(known) if usual else ExcuseReason.OTHER if known else ExcuseReason.ILLNESS)
        self.other.setText("" if usual else known)
        self.add_field(t("Reason"), self.reason, "mark_reason")
        self.add_field(t("In other words"), self.other, "mark_reason_other")

    def given(self) -> str:
        """Return the reason as marks keep it: other words before a usual kind."""
        reason = self.reason.value() or ExcuseReason.OTHER
        return self.other.text().strip() or reason.value

    def submit(self) -> None:
        """Hand the reason on."""
        self._record(self)


class MarkReasons:
    """Gives reasons to the excused marks of one panel's grid."""

    def __init__(self, panel: AttendancePanel) -> None:
        self._panel = panel
        view = panel.cells.view
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_M), view)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.ask)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._offer)

    def ask(self) -> None:
        """Ask for the reason of the mark that has the cursor; say what is missing where there is none to ask for."""
        panel, sheet, index = self._panel, self._panel.sheet(), self._panel.cells.view.currentIndex()
        t = panel.words.t
        if sheet is None or not index.isValid():
            panel.refusals.show_sentences([t("Choose a cell of the grid first.")])
            return
        cell = panel.grid.key_at(index.row(), index.column())
        if panel.grid.locked_at(index.row(), index.column()):
            said = panel.grid.spoken_at(index.row(), index.column())
            panel.refusals.show_sentences([t("Nothing is entered here: {cell}", cell=said)])
        elif not panel.grid.shows_excused(cell):
            panel.refusals.show_sentences([t("A reason goes with an excused absence: mark it with J first.")])
        else:
            self._open(cell)

    def _offer(self, place: QPoint) -> None:
        view = self._panel.cells.view
        index = view.indexAt(place)
        if not index.isValid() or self._panel.grid.locked_at(index.row(), index.column()):
            return
        view.setCurrentIndex(index)
        menu = QMenu(view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(self._panel.words.t("Reason of the excused absence… (M)")).triggered.connect(self.ask)
        menu.popup(view.viewport().mapToGlobal(place))

    def _open(self, cell: Cell) -> None:
        panel = self._panel
        person, half = panel.grid.person(cell[0]), panel.grid.half_day(cell[1])
        who = f"{person.name}, {day_words(half, panel.words)}"

        def record(dialog: MarkReasonDialog) -> None:
            if panel.grid.waits(cell):  # it goes with its mark, at the next save
                panel.grid.give_reason(cell, dialog.given())
                dialog.accept()
            else:
                self._save(dialog, cell, half)

        known = panel.grid.reason_of(cell)
        panel.show_dialog(MarkReasonDialog(panel.context, panel, who, known, record))

    def _save(self, dialog: MarkReasonDialog, cell: Cell, half: GridHalfDay) -> None:
        words, reason, before = self._panel.words, dialog.given(), self._panel.grid.reason_of(cell)
        told = words.t("{half_day}: reason given, {reason}", half_day=short_words(half, words),
                       reason=reason_words(reason, words))
        why = words.t("reason: {reason}", reason=reason_words(reason, words))
        act = self._act(cell, reason)
        step = SavedStep(told, self._act(cell, before))
        dialog.act(lambda: act(why), ok=lambda _done: self._panel.saved(step))

    def _act(self, cell: Cell, reason: str) -> Callable[[str], Done]:
        """Return the act that gives a mark its reason; an earlier roll changes with the reason as its reason."""
        context, marks = self._panel.context, {cell: MarkValue.EXCUSED}

        def act(why: str) -> Done:
            by, at = context.actor(), context.now()
            reasons = {cell: reason}
            return apply_marks(
                context.store, marks=marks, reasons=reasons, expected=marks, reason=why, by=by, at=at
            )

        return act
