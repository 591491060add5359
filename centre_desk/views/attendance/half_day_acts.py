"""What a panel does with the half-day that it shows: validate its roll, call it off, take either back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from centre_desk.actions.attendance import validate_roll, withdraw_roll
from centre_desk.actions.done import Done
from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.attendance.quick import QuickRoll
from centre_desk.views.attendance.dialogs import NotHeldDialog
from centre_desk.views.attendance.head_bar import short_words
from centre_desk.views.attendance.steps import SavedStep
from centre_desk.views.parts.dialogs import ReasonDialog

if TYPE_CHECKING:
    from centre_desk.views.attendance.panel import AttendancePanel


class HalfDayActs:
    """The acts on one half-day, for one panel."""

    def __init__(self, panel: AttendancePanel) -> None:
        self._panel = panel
        self._words = panel.words

    def validate(self, roll: QuickRoll) -> None:
        """Validate the roll that the quick field says; reasons known before go with it."""
        half, sheet = self._panel.half(), self._panel.sheet()
        if half is None or sheet is None:
            return
        context = self._panel.context
        store, by, at = context.store, context.actor(), context.now()
        slot_id, marks, count = half.slot_id, dict(roll.marks), roll.count
        before = {e: sheet.marks[e, slot_id] for e in marks if (e, slot_id) in sheet.marks}
        why = {e: sheet.reasons.get((e, slot_id), "") for e in before}
        known = {e: sheet.excuses[e, slot_id].value for e in marks if (e, slot_id) in sheet.excuses}
        reasons = {e: reason for e, reason in known.items() if marks[e] is MarkValue.EXCUSED and not why.get(e)}
        told = self._words.t(
            "{half_day}: roll validated, {present} present", half_day=self._short(), present=roll.signed
        )
        reasons |= {e: why for (e, slot), why in self._panel.grid.reasons_given().items() if slot == slot_id}
        text, author = self._panel.entry.field.text(), self._panel.author.chosen()
        step = SavedStep(told, self._withdrawal(slot_id, before, why, marks), slot_id, text)
        self._panel.act(
            lambda: validate_roll(
                store,
                slot_id=slot_id,
                marks=marks,
                signatures=count,
                reasons=reasons,
                author_id=author,
                by=by,
                at=at,
            ),
            ok=lambda _done: self._panel.saved(step, go_on=True),
        )

    def not_held_or_back(self) -> None:
        """Ask why the half-day was not held, or take that back."""
        half = self._panel.half()
        if half is None:
            return
        if half.roll is RollState.NOT_HELD:
            self.take_back()
            return
        dialog = NotHeldDialog(self._panel.context, self._panel, half)
        told = self._words.t("{half_day}: not held", half_day=self._short())
        step = SavedStep(told, self._withdrawal(half.slot_id), half.slot_id)
        dialog.acted.connect(lambda _done: self._panel.saved(step, go_on=True))
        self._panel.show_dialog(dialog)

    def take_back(self) -> None:
        """Make the half-day due again; what was entered on another day needs a reason."""
        half, context = self._panel.half(), self._panel.context
        if half is None:
            return
        if half.entered_at is None or half.entered_at.date() >= context.today():
            self._withdraw(half.slot_id, "")
            return
        title, verb = self._words.t("Take the roll back"), self._words.t("Take back")
        dialog = ReasonDialog(context, self._panel, title=title, verb=verb)
        dialog.given.connect(lambda reason: self._withdraw(half.slot_id, reason))
        self._panel.show_dialog(dialog)

    def _withdraw(self, slot_id: int, reason: str) -> None:
        def taken(_done: Done) -> None:
            self._panel.steps.forget(slot_id)
            self._panel.reread()

        act = self._withdrawal(slot_id)
        self._panel.act(lambda: act(reason), ok=taken)

    def _withdrawal(
        self,
        slot_id: int,
        leave: Mapping[int, MarkValue] | None = None,
        reasons: Mapping[int, str] | None = None,
        expected: Mapping[int, MarkValue] | None = None,
    ) -> Callable[[str], Done]:
        context = self._panel.context

        def act(reason: str) -> Done:
            by, at = context.actor(), context.now()
            return withdraw_roll(
                context.store,
                slot_id=slot_id,
                reason=reason,
                leave=leave,
                reasons=reasons,
                expected=expected,
                by=by,
                at=at,
            )

        return act

    def _short(self) -> str:
        slot = self._panel.slot()
        return short_words(slot, self._words) if slot is not None else ""
