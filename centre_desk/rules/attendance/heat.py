"""The heat map of a session: one letter a person a day, rates of rows and columns, absences in a row flagged.

Facts: the marks of a day's half-days. Not entered stays blank and is counted apart, as everywhere.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.rules.attendance import SIGNED, MarkValue
from centre_desk.rules.attendance.alerts import find_runs
from centre_desk.rules.attendance.figures import PlannedHalfDay, Stay, When, is_due

HALF = "½"
NOT_HELD = "–"
OUTSIDE = " "
Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HeatPerson:
    """Somebody of the map: enrolment, number, name, days of the enrolment, marks."""

    id: int
    number: int
    name: str
    stay: Stay
    marks: Mapping[When, MarkValue]


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A person of the map: a letter a day, half-days there of those held to date, days within a run of absences."""

    person: HeatPerson
    letters: tuple[str, ...]
    share: Share
    flagged: frozenset[date]


@dataclass(frozen=True, slots=True)
class Heat:
    """The map: days, rows, a share a day, and the share of all."""

    days: tuple[date, ...]
    rows: tuple[HeatRow, ...]
    shares: tuple[Share, ...]
    share: Share

    @property
    def flagged(self) -> tuple[HeatRow, ...]:
        """Return who has a run of absences."""
        return tuple(row for row in self.rows if row.flagged)

    def only(self, person_id: int) -> "Heat":
        """Return the map of one person; days and their shares stay those of all."""
        return Heat(self.days, tuple(r for r in self.rows if r.person.id == person_id), self.shares, self.share)


def day_letter(halves: Sequence[PlannedHalfDay], marks: Mapping[When, MarkValue]) -> str:
    """Return the letter of a day: its mark, `½` for one half-day there, `–` not held, nothing if not entered.

    Two different reasons to be away read as the absence without reason; a day half entered is what was entered.
    """
    held = [half for half in halves if not half.not_held]
    if not held:
        return NOT_HELD
    found = [marks[half.when] for half in held if half.when in marks]
    if not found:
        return ""
    there = sum(value in SIGNED for value in found)
    if 0 < there < len(found):
        return HALF
    worst = (MarkValue.LATE, MarkValue.PRESENT) if there else (MarkValue.ABSENT, MarkValue.EXCUSED)
    return next(value.value for value in worst if value in found)


def compute_heat(
    people: Iterable[HeatPerson], half_days: Iterable[PlannedHalfDay], today: date, in_a_row: int
) -> Heat:
    """Return the map of people by the days of their half-days."""
    by_day: dict[date, list[PlannedHalfDay]] = {}
    for half in sorted(half_days):
        by_day.setdefault(half.day, []).append(half)
    known = tuple(people)
    rows = tuple(_row(person, by_day, today, in_a_row) for person in known)
    shares = tuple(_sum(_share(person, halves, today) for person in known) for halves in by_day.values())
    return Heat(tuple(by_day), rows, shares, _sum(row.share for row in rows))


def _row(person: HeatPerson, by_day: Mapping[date, list[PlannedHalfDay]], today: date, in_a_row: int) -> HeatRow:
    letters = tuple(_letter(person, day, halves, today) for day, halves in by_day.items())
    everything = [half for halves in by_day.values() for half in halves]
    runs = find_runs(everything, person.stay, person.marks, max(1, in_a_row))
    flagged = frozenset(day for run in runs for day, _half in run)
    return HeatRow(person, letters, _share(person, everything, today), flagged)


def _letter(person: HeatPerson, day: date, halves: Sequence[PlannedHalfDay], today: date) -> str:
    """Return the letter of a day; a day to come says nothing, like one outside the enrolment."""
    letter = day_letter(halves, person.marks) if person.stay.covers(day) else OUTSIDE
    return letter or (OUTSIDE if day > today else "")


def _share(person: HeatPerson, halves: Iterable[PlannedHalfDay], today: date) -> Share:
    mine = [h for h in halves if person.stay.covers(h.day) and not h.not_held and is_due(h, person.marks, today)]
    return sum(person.marks.get(half.when) in SIGNED for half in mine), len(mine)


def _sum(shares: Iterable[Share]) -> Share:
    pairs = list(shares)
    return sum(there for there, _ in pairs), sum(of for _, of in pairs)
