"""What the roll warns of: absences in a row, and a threshold that can no longer be reached.

Facts: three in a row without a reason is the usual sign of somebody leaving (a setting); the threshold is the
agreement's. Both are points to look at, worded as such.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.figures import Figures, PlannedHalfDay, Stay, When

ABSENCES_SETTING = "attendance.absences_in_a_row"
ABSENCES_DEFAULT = 3


class AlertKind(StrEnum):
    """A point to look at, about one person."""

    ABSENCES = "absences"
    OUT_OF_REACH = "out_of_reach"


def find_runs(
    half_days: Iterable[PlannedHalfDay], stay: Stay, marks: Mapping[When, MarkValue], least: int
) -> tuple[tuple[When, ...], ...]:
    """Return every run of at least `least` absences without a reason.

    What was not held is skipped; a half-day that nobody entered breaks the run, for it says nothing.
    """
    runs: list[tuple[When, ...]] = []
    run: list[When] = []
    for half in sorted(h for h in half_days if stay.covers(h.day) and not h.not_held):
        if marks.get(half.when) is MarkValue.ABSENT:
            run.append(half.when)
            continue
        if len(run) >= least:
            runs.append(tuple(run))
        run = []
    if len(run) >= least:
        runs.append(tuple(run))
    return tuple(runs)


def absences_now(half_days: Iterable[PlannedHalfDay], stay: Stay, marks: Mapping[When, MarkValue]) -> int:
    """Return how many absences in a row somebody has at the last half-days that were entered."""
    count = 0
    for half in sorted((h for h in half_days if stay.covers(h.day) and not h.not_held), reverse=True):
        value = marks.get(half.when)
        if value is MarkValue.ABSENT:
            count += 1
        elif value is not None or count:
            break
    return count


def can_reach(figures: Figures, threshold_percent: int) -> bool:
    """Tell whether being there from now on still reaches the threshold of all planned half-days."""
    best = figures.counted + figures.to_come + figures.not_entered
    return 100 * best >= threshold_percent * (figures.planned - figures.not_held)
