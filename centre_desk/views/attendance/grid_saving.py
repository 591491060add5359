"""Saving the grid: one act for all marks that wait, with a reason or a new count where validated rolls change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from centre_desk.actions.attendance import apply_marks
from centre_desk.actions.done import Done
from centre_desk.queries.attendance.grid import Cell, GridHalfDay, GridSheet
from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.views.attendance.dialogs import CorrectionDialog
from centre_desk.views.attendance.steps import SavedStep

if TYPE_CHECKING:
    from centre_desk.views.attendance.panel import AttendancePanel

Waiting = dict[Cell, MarkValue | None]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What validated rolls ask for before they change: a reason, and half-days to count again."""

    late: bool
    recounts: tuple[tuple[GridHalfDay, int], ...]

    @property
    def needed(self) -> bool:
        """Tell whether anything is asked for."""
        return self.late or bool(self.recounts)


class GridSaver:
    """Saves what waits in the grid of a panel."""

    def __init__(self, panel: AttendancePanel) -> None:
        self._panel = panel

    def save(self) -> None:
        """Save the marks that wait; ask first for what validated rolls need."""
        sheet, waiting = self._panel.sheet(), self._waiting()
        if sheet is None or not waiting:
            return
        settlement = self._settle(sheet, waiting)
        if not settlement.needed:
            step = self._step(sheet, waiting, "")
            act = self._act(waiting, "", {})
            self._panel.act(act, ok=lambda _done: self._panel.marks_saved(step))
            return
        form = CorrectionDialog(self._panel.context, self._panel, settlement.recounts, self._save_corrections)
        self._panel.show_dialog(form)

    def _waiting(self) -> Waiting:
        return dict(self._panel.grid.pending())

    def _settle(self, sheet: GridSheet, waiting: Waiting) -> Settlement:
        touched = {slot_id for _, slot_id in waiting}
        validated = [h for h in sheet.half_days if h.slot_id in touched and h.roll is RollState.VALIDATED]
        today = self._panel.context.today()
        late = any(half.entered_at is not None and half.entered_at.date() < today for half in validated)
        counts = [(half, self._panel.grid.column_present(half.slot_id)) for half in validated]
        return Settlement(late, tuple((half, now) for half, now in counts if now != half.signatures))

    def _save_corrections(self, form: CorrectionDialog) -> None:
        sheet, waiting = self._panel.sheet(), self._waiting()
        if sheet is not None:
            step = self._step(sheet, waiting, form.reason.text())
            act = self._act(waiting, form.reason.text(), form.signatures())
            form.act(act, ok=lambda _done: self._panel.marks_saved(step))

    def _act(self, marks: Waiting, reason: str, signatures: dict[int, int]) -> Callable[[], Done]:
        context = self._panel.context
        store, by, at, reasons = context.store, context.actor(), context.now(), self._panel.grid.reasons_given()
        return lambda: apply_marks(
            store, marks=marks, reason=reason, signatures=signatures, reasons=reasons, by=by, at=at
        )

    def _step(self, sheet: GridSheet, waiting: Waiting, reason: str) -> SavedStep:
        """Remember what stood before, with its reasons and the counts of the rolls that change."""
        context = self._panel.context
        before = {cell: sheet.marks.get(cell) for cell in waiting}
        reasons = {cell: sheet.reasons.get(cell, "") for cell in waiting}
        touched = {slot_id for _, slot_id in waiting}
        halves = [half for half in sheet.half_days if half.slot_id in touched]
        counts = {half.slot_id: half.signatures for half in halves if half.signatures is not None}

        def undo(why: str) -> Done:
            return apply_marks(
                context.store,
                marks=before,
                reason=why or reason,
                signatures=counts,
                reasons=reasons,
                expected=waiting,
                by=context.actor(),
                at=context.now(),
            )

        told = self._panel.words.n("{count} mark saved", "{count} marks saved", len(waiting))
        return SavedStep(told, undo)
