"""What may change the half-days of a session once it is planned: other dates, another week, one day, days off.

A change is a value: it is shown with all that it touches before it is done. A half-day made up by name stays as
long as the session lasts over it, one taken out by name stays out, and one with a roll always stays.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.timetable import (
    LONGEST_DAYS,
    Half,
    WeekPattern,
    check_patterns,
    minutes_of,
    plan_slots,
    quarters_of,
)
from centre_desk.rules.refusal import Refusal, refusal


@dataclass(frozen=True, slots=True)
class NewDates:
    """Another first and last day; `half_days`: at most so many, where the last day has one too many."""

    start: date
    end_on: date
    half_days: int | None = None


@dataclass(frozen=True, slots=True)
class NewWeek:
    """Another week from a day to a day (Ramadan hours). `end_on`: the session lasts until then (None: as before)."""

    week: WeekPattern
    end_on: date | None = None
    half_days: int | None = None


@dataclass(frozen=True, slots=True)
class NewDay:
    """The half-days that are held on one day; after the last day, the session lasts longer."""

    day: date
    half_days: frozenset[HalfDay]


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The half-days that have become days off leave, from a day on."""

    since: date


Change = NewDates | NewWeek | NewDay | DaysOff


@dataclass(frozen=True, slots=True)
class Timetable:
    """The half-days of a session as they stand.

    `patterns` as in `WeekPattern`: days that are the session's own first and last are left open. `by_name`: planned
    by name, with a reason; `taken_out`: taken out by name; `rolled`: with a roll. `usual`: quarters a half-day.
    """

    start: date
    end_on: date
    patterns: tuple[WeekPattern, ...]
    planned: frozenset[Half]
    by_name: frozenset[Half] = field(default_factory=frozenset)
    taken_out: frozenset[Half] = field(default_factory=frozenset)
    rolled: frozenset[Half] = field(default_factory=frozenset)
    usual: int = 16

    @property
    def quarters(self) -> int:
        """Return the planned length in quarters of an hour."""
        return quarters_of(self.patterns, self.planned, self.usual)

    def kept(self, start: date, end: date) -> frozenset[Half]:
        """Return the half-days from a day to a day that no week takes away: those with a roll, those made up."""
        return frozenset(half for half in self.rolled | self.by_name if start <= half.day <= end)


def check_change(now: Timetable, change: Change) -> tuple[Refusal, ...]:
    """Refuse days or weeks that cannot be; what becomes of people and marks is asked elsewhere."""
    if isinstance(change, NewDates):
        return (refusal("course.days_backwards"),) if change.end_on < change.start else ()
    if isinstance(change, NewWeek):
        return _check_week(now, change)
    if isinstance(change, NewDay) and change.half_days and change.day < now.start:
        return (refusal("course.slot_before_start", day=f"{now.start:%d/%m/%Y}"),)
    return ()


def _check_week(now: Timetable, change: NewWeek) -> tuple[Refusal, ...]:
    end = change.end_on or now.end_on
    first, last = _days_of(now, change)
    found = list(check_patterns([change.week]))
    if end < now.start:
        found.append(refusal("course.days_backwards"))
    elif not now.start <= first <= last <= end:
        found.append(refusal("course.days_outside", start=f"{now.start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}"))
    return tuple(found)


def after_change(now: Timetable, change: Change, off: frozenset[Half]) -> Timetable:
    """Return the timetable as it would be; `off`: the half-days that are off."""
    if isinstance(change, NewDay):
        return _after_day(now, change)
    if isinstance(change, DaysOff):
        left = frozenset(half for half in now.planned if half in off and half.day >= change.since) - now.rolled
        return replace(now, planned=now.planned - left)
    if isinstance(change, NewDates):
        return _planned_anew(replace(now, start=change.start, end_on=change.end_on), off, change.half_days)
    patterns = _with_week(now, change)
    return _planned_anew(replace(now, end_on=change.end_on or now.end_on, patterns=patterns), off, change.half_days)


def _after_day(now: Timetable, change: NewDay) -> Timetable:
    held = frozenset(Half(change.day, half) for half in change.half_days)
    others = frozenset(half for half in now.planned if half.day != change.day)
    return replace(now, end_on=max(now.end_on, change.day) if held else now.end_on, planned=others | held)


def _planned_anew(now: Timetable, off: frozenset[Half], most: int | None) -> Timetable:
    kept = now.kept(now.start, now.end_on)
    halves = (frozenset(plan_slots(now.patterns, now.start, now.end_on)) - off - now.taken_out) | kept
    if most is not None and len(halves) > most:
        spare = sorted(halves - kept)
        halves -= frozenset(spare[len(spare) - (len(halves) - most) :])
    return replace(now, planned=halves)


def _days_of(now: Timetable, change: NewWeek) -> tuple[date, date]:
    return change.week.first_day or now.start, change.week.last_day or change.end_on or now.end_on


def _with_week(now: Timetable, change: NewWeek) -> tuple[WeekPattern, ...]:
    """Put a dated week in place of what held on its days; a week that lasted longer goes on after it."""
    first, last = _days_of(now, change)
    end = change.end_on or now.end_on
    found: list[WeekPattern] = []
    for pattern in now.patterns:
        begins, ends = pattern.first_day or now.start, pattern.last_day or end
        if begins < first:
            found.append(pattern)
        elif ends > last:
            found.append(replace(pattern, first_day=max(begins, last + timedelta(days=1))))
    week = replace(
        change.week, first_day=None if first == now.start else first, last_day=None if last == end else last
    )
    return tuple(sorted([*found, week], key=lambda p: (p.first_day or now.start, p.last_day or end)))


def end_to_reach(
    now: Timetable, change: NewDates | NewWeek, off: frozenset[Half], *, half_days: int = 0, quarters: int = 0
) -> NewDates | NewWeek | None:
    """Return the change that reaches a number of half-days, or a length in quarters; None when it never does.

    The session then ends on the day on which that is reached, and stops with that half-day.
    """
    farthest = now.start + timedelta(days=LONGEST_DAYS)
    if isinstance(change, NewDates):
        start, open_end = change.start, replace(now, start=change.start)
        farthest = change.start + timedelta(days=LONGEST_DAYS)
    else:
        start = now.start
        open_end = replace(now, patterns=_with_week(now, replace(change, end_on=farthest)))
    kept = now.kept(start, farthest)
    count = minutes = 0
    for half in sorted((frozenset(plan_slots(open_end.patterns, start, farthest)) - off - now.taken_out) | kept):
        count, minutes = count + 1, minutes + minutes_of(open_end.patterns, half, now.usual)
        if count >= half_days > 0 or minutes >= 15 * quarters > 0:
            return replace(change, end_on=half.day, half_days=count)
    return None

