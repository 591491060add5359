"""Points to check on the rolls: absences in a row, a threshold out of reach, and what an auditor would ask about.

Facts: three in a row without a reason is the usual sign of somebody leaving; the threshold is the agreement's.
Each point has its own threshold, a setting. None of them says that somebody did wrong: they are points to check.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from centre_desk.rules.attendance import SIGNED, MarkValue
from centre_desk.rules.attendance.figures import Figures, PlannedHalfDay, Stay, When

Who = TypeVar("Who", bound=Hashable)

ABSENCES_SETTING = "attendance.absences_in_a_row"
ABSENCES_DEFAULT = 3


class AlertKind(StrEnum):
    """A point to check, about one person, one half-day or one sheet."""

    ABSENCES = "absences"
    OUT_OF_REACH = "out_of_reach"
    SAME_DAYS = "same_days"
    LATE_ENTRY = "late_entry"
    NO_SHEET = "no_sheet"
    HOLIDAY_WORK = "holiday_work"
    TWO_PLACES = "two_places"
    VISIT_COUNT = "visit_count"


THRESHOLDS: dict[AlertKind, tuple[str, int]] = {
    AlertKind.ABSENCES: (ABSENCES_SETTING, ABSENCES_DEFAULT),
    AlertKind.OUT_OF_REACH: ("attendance.reach_margin", 0),
    AlertKind.SAME_DAYS: ("attendance.same_days", 4),
    AlertKind.LATE_ENTRY: ("attendance.days_to_enter", 3),
    AlertKind.NO_SHEET: ("attendance.days_without_sheet", 14),
    AlertKind.HOLIDAY_WORK: ("attendance.present_on_holiday", 1),
    AlertKind.TWO_PLACES: ("attendance.half_days_in_two_places", 1),
    AlertKind.VISIT_COUNT: ("attendance.visit_difference", 1),
}
"""The setting of each point and its value until the centre sets another one.

Absences in a row; points of percent kept above the agreement's threshold; days of one sheet that are the same;
days from receipt to entry; days that a roll waits for its sheet, without which it never locks; people present on a
holiday; half-days in two places; heads that a visit counted more or fewer than the roll.
"""

_LEAST_MISSING = 2  # one person ill for a week makes all its days the same: that says nothing


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


@dataclass(frozen=True, slots=True)
class Carried:
    """Absences in a row that somebody brings into a month. `touching`: nothing else stands between them and it."""

    absences: int = 0
    touching: bool = True


def carried_into(
    first: date, half_days: Sequence[PlannedHalfDay], stay: Stay, marks: Mapping[When, MarkValue]
) -> Carried:
    """Return the absences in a row that were entered last before a day; `half_days` in order, the earliest first."""
    before = [h for h in half_days if h.day < first]
    last = next((h for h in reversed(before) if stay.covers(h.day) and not h.not_held), None)
    touching = last is None or marks.get(last.when) is MarkValue.ABSENT
    return Carried(_absences_at_the_end(before, stay, marks)[0], touching)


def absences_now(
    half_days: Iterable[PlannedHalfDay], stay: Stay, marks: Mapping[When, MarkValue], carried: Carried = Carried()
) -> int:
    """Return how many absences in a row somebody has at the last half-days that were entered.

    `carried`: those from before the first of these half-days; a row does not end with its month.
    """
    count, ended = _absences_at_the_end(sorted(half_days), stay, marks)
    return count if ended or (count and not carried.touching) else count + carried.absences


def _absences_at_the_end(
    half_days: Sequence[PlannedHalfDay], stay: Stay, marks: Mapping[When, MarkValue]
) -> tuple[int, bool]:
    """Count absences backwards from the last half-day entered; tell whether another mark ended the row."""
    count = 0
    for half in reversed(half_days):
        if half.not_held or not stay.covers(half.day):
            continue
        value = marks.get(half.when)
        if value is MarkValue.ABSENT:
            count += 1
        elif value is not None or count:
            return count, True
    return count, False


def can_reach(figures: Figures, threshold_percent: int) -> bool:
    """Tell whether being there from now on still reaches the threshold of all planned half-days."""
    best = figures.counted + figures.to_come + figures.not_entered
    return 100 * best >= threshold_percent * (figures.planned - figures.not_held)


def same_days(marks: Mapping[When, Mapping[int, MarkValue]]) -> int:
    """Return how many days of one sheet are the same, person for person; `marks`: half-day -> enrolment -> mark.

    Days on which fewer than two people are missing are not counted: they are often the same by themselves.
    """
    days: dict[date, set[tuple[str, int, MarkValue]]] = {}
    for (day, half), column in marks.items():
        days.setdefault(day, set()).update((half.value, person, value) for person, value in column.items())
    seen: dict[frozenset[tuple[str, int, MarkValue]], int] = {}
    for found in days.values():
        missing = {person for _, person, value in found if value not in SIGNED}
        if len(missing) >= _LEAST_MISSING:
            seen[frozenset(found)] = seen.get(frozenset(found), 0) + 1
    return max(seen.values(), default=0)


def days_to_enter(received_on: date | None, entered_on: date) -> int:
    """Return how long after its sheet came in a roll was entered; 0 where it is not known, or was before."""
    return max(0, (entered_on - received_on).days) if received_on is not None else 0


def days_without_sheet(day: date, received_on: date | None, today: date) -> int:
    """Return how long the roll of a day stands without its sheet; 0 once that came in."""
    return max(0, (today - day).days) if received_on is None else 0


def in_two_places(presences: Iterable[tuple[Who, When, int]]) -> dict[Who, list[When]]:
    """Return who was in two sessions at one time, and when; each presence is (who, half-day, session)."""
    places: dict[tuple[Who, When], set[int]] = {}
    for who, when, session_id in presences:
        places.setdefault((who, when), set()).add(session_id)
    found: dict[Who, list[When]] = {}
    for (who, when), sessions in places.items():
        if len(sessions) > 1:
            found.setdefault(who, []).append(when)
    return {who: sorted(times) for who, times in found.items()}
