"""Half-days counted for a person, from the enrolment and the planned half-days, never from the marks there are.

Facts: not held leaves the planned ones and marks no one absent; not entered is counted apart; what is excused
counts as attended up to the agreement's cap a month. Rates "to date" and "of planned" are named apart.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date

from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.course import HalfDay
from centre_desk.rules.dates import month_of

When = tuple[date, HalfDay]


@dataclass(frozen=True, slots=True, order=True)
class PlannedHalfDay:
    """A half-day of a session's timetable and its roll; `paid` speaks of one not held (None: undecided)."""

    day: date
    half_day: HalfDay
    roll: RollState | None = field(default=None, compare=False)
    paid: bool | None = field(default=None, compare=False)

    @property
    def when(self) -> When:
        """Return what a mark is found by."""
        return self.day, self.half_day

    @property
    def not_held(self) -> bool:
        """Tell whether it was recorded as not held."""
        return self.roll is RollState.NOT_HELD

    @property
    def validated(self) -> bool:
        """Tell whether its roll was validated."""
        return self.roll is RollState.VALIDATED


@dataclass(frozen=True, slots=True)
class Stay:
    """The days of an enrolment, both included; no end: still there."""

    start: date
    end: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the person is expected on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Figures:
    """Half-days of a person, or of several together.

    planned = not_held + to_come + held, and held = present + late + excused + absent + not_entered.
    `excused_counted` is what of `excused` the agreement lets count. Of `not_held`, some are paid and of some
    nobody has said yet (`not_held_undecided`); the others are not paid.
    """

    planned: int = 0
    not_held: int = 0
    not_held_paid: int = 0
    not_held_undecided: int = 0
    to_come: int = 0
    present: int = 0
    late: int = 0
    excused: int = 0
    excused_counted: int = 0
    absent: int = 0
    not_entered: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Figures)))

    @property
    def not_held_unpaid(self) -> int:
        """Half-days not held of which somebody said that they are not paid."""
        return self.not_held - self.not_held_paid - self.not_held_undecided

    @property
    def held(self) -> int:
        """Half-days that came and were not recorded as not held."""
        return self.present + self.late + self.excused + self.absent + self.not_entered

    @property
    def attended(self) -> int:
        """Half-days on which the person was there, in time or late."""
        return self.present + self.late

    @property
    def counted(self) -> int:
        """Half-days that count as attended: there, or excused within the cap."""
        return self.attended + self.excused_counted

    @property
    def to_date(self) -> tuple[int, int]:
        """The rate to date: counted half-days of those held."""
        return self.counted, self.held

    @property
    def of_planned(self) -> tuple[int, int]:
        """The rate of planned: counted half-days of all that are planned and not called off."""
        return self.counted, self.planned - self.not_held


def compute_figures(
    half_days: Iterable[PlannedHalfDay],
    stay: Stay,
    marks: Mapping[When, MarkValue],
    today: date,
    excused_cap: int | None = None,
) -> Figures:
    """Count the half-days of one enrolment. `today` says which half-days are still to come."""
    planned = not_held = paid = undecided = to_come = 0
    found: Counter[MarkValue | None] = Counter()
    excused: Counter[str] = Counter()
    start, end = stay.start, stay.end or date.max
    for half in half_days:  # one pass: a year of a session has some twenty thousand of these
        day = half.day
        if day < start or day > end:
            continue
        planned += 1
        if half.roll is RollState.NOT_HELD:
            not_held += 1
            paid += half.paid is True
            undecided += half.paid is None
        elif is_due(half, marks, today):
            value = marks.get((day, half.half_day))
            found[value] += 1
            if value is MarkValue.EXCUSED:
                excused[month_of(day)] += 1
        else:
            to_come += 1
    return Figures(
        planned=planned,
        not_held=not_held,
        not_held_paid=paid,
        not_held_undecided=undecided,
        to_come=to_come,
        present=found[MarkValue.PRESENT],
        late=found[MarkValue.LATE],
        excused=found[MarkValue.EXCUSED],
        excused_counted=sum(n if excused_cap is None else min(n, excused_cap) for n in excused.values()),
        absent=found[MarkValue.ABSENT],
        not_entered=found[None],
    )


def is_due(half: PlannedHalfDay, marks: Mapping[When, MarkValue], today: date) -> bool:
    """Tell whether a half-day counts by now: it is past, or of today and entered."""
    return half.day < today or half.validated or half.when in marks


def sum_figures(figures: Iterable[Figures]) -> Figures:
    """Return the figures of several people together."""
    return sum(figures, Figures())


def days_attended(marks: Mapping[When, MarkValue]) -> tuple[date, ...]:
    """Return the days on which somebody was there for at least one half-day (day care is paid by the day)."""
    there = {day for (day, _half), value in marks.items() if value in (MarkValue.PRESENT, MarkValue.LATE)}
    return tuple(sorted(there))
