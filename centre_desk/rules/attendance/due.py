"""Which rolls are due: of today, of an earlier day and still missing, done, or not held."""

from datetime import date
from enum import StrEnum

from centre_desk.rules.attendance import RollState


class DueState(StrEnum):
    """What a half-day up to today still asks for."""

    DUE = "due"
    LATE = "late"
    DONE = "done"
    NOT_HELD = "not_held"


def due_state(day: date, roll: RollState | None, today: date) -> DueState:
    """Return what a half-day asks for; one that nobody entered on its day is late from the next day on."""
    if roll is RollState.VALIDATED:
        return DueState.DONE
    if roll is RollState.NOT_HELD:
        return DueState.NOT_HELD
    return DueState.DUE if day >= today else DueState.LATE
