"""The heat map of a session: one letter a person a day, rates of rows and columns, absences in a row flagged.

Facts: the marks of a day's half-days. Not entered stays blank and is counted apart, as everywhere. A row's rates
are those of `figures`, an excused absence counted; below a column stands who was really there that day.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from centre_desk.rules.attendance import SIGNED, MarkValue
from centre_desk.rules.attendance.alerts import absences_now, find_runs
from centre_desk.rules.attendance.figures import (
    Figures,
    PlannedHalfDay,
    Stay,
    When,
    compute_figures,
    is_due,
    sum_figures,
)
from centre_desk.rules.attendance.quick import number_width

HALF = "½"
NOT_HELD = "–"
OUTSIDE = " "
AWAY = frozenset({HALF, MarkValue.ABSENT.value, MarkValue.EXCUSED.value})
Share = tuple[int, int]


@dataclass(frozen=True, slots=True)
class HeatPerson:
    """Somebody of the map: enrolment, number, name, days of the enrolment, marks; a key tells namesakes apart."""

    id: int
    number: int
    name: str
    stay: Stay
    marks: Mapping[When, MarkValue]
    second_key: str = ""

    @property
    def full_name(self) -> str:
        """Return the name with what tells it from the same name."""
        return f"{self.name} {self.second_key}".strip()


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A person of the map: a letter a day, the figures of the days shown, days within a run of absences.

    `running`: a run goes on at the last half-days entered; without it, those flagged are past.
    """

    person: HeatPerson
    letters: tuple[str, ...]
    figures: Figures
    flagged: frozenset[date]
    running: bool = False

    @property
    def id(self) -> int:
        """Return what the row is found again by."""
        return self.person.id


@dataclass(frozen=True, slots=True)
class Heat:
    """The map: days, rows, for each day who was there of those expected (`shares`), and the figures of all.

    `width` is how many digits a register number has; `away` the day whose absentees alone are shown.
    """

    days: tuple[date, ...]
    rows: tuple[HeatRow, ...]
    shares: tuple[Share, ...]
    figures: Figures
    width: int = 2
    away: date | None = None

    @property
    def flagged(self) -> tuple[HeatRow, ...]:
        """Return who has a run of absences."""
        return tuple(row for row in self.rows if row.flagged)

    def only(self, person_id: int) -> "Heat":
        """Return the map of one person; days and their shares stay those of all."""
        return replace(self, rows=tuple(row for row in self.rows if row.person.id == person_id))

    def away_on(self, day: date) -> "Heat":
        """Return the map of those who were away on a day for a half-day or more, whatever the reason."""
        at = self.days.index(day)
        return replace(self, rows=tuple(row for row in self.rows if row.letters[at] in AWAY), away=day)


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
    people: Iterable[HeatPerson],
    half_days: Iterable[PlannedHalfDay],
    today: date,
    in_a_row: int,
    *,
    excused_cap: int | None = None,
    shown: tuple[date, date] = (date.min, date.max),
) -> Heat:
    """Return the map of people by the days `shown`; a run of absences is flagged from wherever it began.

    `half_days` are those of the whole session. Rates are the rates to date and of planned of the days shown.
    """
    by_day: dict[date, list[PlannedHalfDay]] = {}
    every = sorted(half_days)
    for half in every:
        if shown[0] <= half.day <= shown[1]:
            by_day.setdefault(half.day, []).append(half)
    known = tuple(people)
    rows = tuple(_row(person, every, by_day, (today, in_a_row, excused_cap)) for person in known)
    shares = tuple(_share_of_day(known, halves, today) for halves in by_day.values())
    width = number_width(person.number for person in known)
    return Heat(tuple(by_day), rows, shares, sum_figures(row.figures for row in rows), width)


def _row(
    person: HeatPerson,
    every: Sequence[PlannedHalfDay],
    by_day: Mapping[date, list[PlannedHalfDay]],
    how: tuple[date, int, int | None],
) -> HeatRow:
    today, in_a_row, cap = how
    letters = tuple(_letter(person, day, halves, today) for day, halves in by_day.items())
    shown = [half for halves in by_day.values() for half in halves]
    runs = find_runs(every, person.stay, person.marks, max(1, in_a_row))
    flagged = frozenset(day for run in runs for day, _half in run if day in by_day)
    figures = compute_figures(shown, person.stay, person.marks, today, cap)
    running = absences_now(every, person.stay, person.marks) >= max(1, in_a_row)
    return HeatRow(person, letters, figures, flagged, running)


def _letter(person: HeatPerson, day: date, halves: Sequence[PlannedHalfDay], today: date) -> str:
    """Return the letter of a day; a day to come says nothing, like one outside the enrolment."""
    letter = day_letter(halves, person.marks) if person.stay.covers(day) else OUTSIDE
    return letter or (OUTSIDE if day > today else "")


def _share_of_day(people: Sequence[HeatPerson], halves: Sequence[PlannedHalfDay], today: date) -> Share:
    """Return who was there of those expected; nothing for a day on which nobody entered anything."""
    entered = any(half.validated or any(half.when in person.marks for person in people) for half in halves)
    return _sum(_there(person, halves, today) for person in people) if entered else (0, 0)


def _there(person: HeatPerson, halves: Iterable[PlannedHalfDay], today: date) -> Share:
    mine = [h for h in halves if person.stay.covers(h.day) and not h.not_held and is_due(h, person.marks, today)]
    return sum(person.marks.get(half.when) in SIGNED for half in mine), len(mine)


def _sum(shares: Iterable[Share]) -> Share:
    pairs = list(shares)
    return sum(there for there, _ in pairs), sum(of for _, of in pairs)
