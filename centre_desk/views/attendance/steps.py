"""What was saved from the roll and can be taken back: the last step first, each once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from centre_desk.actions.done import Done
from centre_desk.views.parts.dialogs import ReasonDialog

if TYPE_CHECKING:
    from centre_desk.views.attendance.panel import AttendancePanel


@dataclass(frozen=True, slots=True)
class SavedStep:
    """Something that was saved from this screen, and how it is taken back: `undo`, with a reason where one is asked.

    Without `undo` the step is a stop: it is taken back where it was entered, and undo goes to nothing older.

    `text`: what was typed for the half-day `slot_id`; it is there again once the step is taken back.
    """

    told: str
    undo: Callable[[str], Done] | None
    slot_id: int = 0
    text: str = ""


class SavedSteps:
    """The steps of one panel. One that can no longer be taken back is refused once, and then gone."""

    def __init__(self, panel: AttendancePanel) -> None:
        self._panel = panel
        self._kept: list[tuple[SavedStep, date]] = []
        self._under_way: SavedStep | None = None

    def __bool__(self) -> bool:
        return bool(self._kept) and self._kept[-1][0].undo is not None

    def stop(self, told: str) -> None:
        """Keep that something was saved which undo does not take back: it must not skip to what is older."""
        self.add(SavedStep(told, None))

    def add(self, step: SavedStep) -> None:
        """Keep a step that was saved just now."""
        self._kept.append((step, self._panel.context.today()))

    def forget(self, slot_id: int) -> None:
        """Drop the steps of a half-day that was taken back in another way."""
        self._kept = [(step, day) for step, day in self._kept if step.slot_id != slot_id]

    def take_back(self) -> None:
        """Take the last step back; one of an earlier day needs a reason."""
        if not self._kept or self._panel.busy():
            return
        step, day = self._kept[-1]
        if step.undo is None:
            t = self._panel.words.t
            said = t("{what}: undo stops here. Under More… take it back where it was entered.", what=step.told)
            self._panel.refusals.show_sentences([said])
            return
        if day >= self._panel.context.today():
            self._undo(step, "")
            return
        t = self._panel.words.t
        dialog = ReasonDialog(self._panel.context, self._panel, title=t("Take back"), verb=t("Take back"))
        dialog.explain(t("Saved on an earlier day: {what}", what=step.told), "taken_back")
        dialog.given.connect(lambda reason: self._undo(step, reason))
        self._panel.show_dialog(dialog)

    def refused(self) -> None:
        """Hear that an act was refused: the step that was to be taken back stands in the way of no other."""
        if self._under_way is not None:
            self._drop(self._under_way)

    def _undo(self, step: SavedStep, reason: str) -> None:
        undo, self._under_way = step.undo, step
        if undo is not None:
            self._panel.act(lambda: undo(reason), ok=lambda _done: self._undone(step))

    def _undone(self, step: SavedStep) -> None:
        self._drop(step)
        self._panel.taken_back(step)

    def _drop(self, step: SavedStep) -> None:
        self._under_way = None
        self._kept = [(one, day) for one, day in self._kept if one is not step]
