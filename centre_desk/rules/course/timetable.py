"""Which half-days a session has: dated weekly patterns, minus days off; and its end from a number of half-days.

Patterns are dated because hours change within a course (Ramadan), and Friday afternoon is no usual half-day:
communiqués of the ministry in charge of labour.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from centre_desk.rules.centre import DayOff, HolidaySpan
from centre_desk.rules.course import HalfDay
from centre_desk.rules.dates import days_between
from centre_desk.rules.refusal import Refusal, refusal

LONGEST_DAYS = 1100
"""No course of a centre lasts three years; the search for an end stops here."""

_OFF = {
    HolidaySpan.DAY: frozenset(HalfDay),
    HolidaySpan.MORNING: frozenset({HalfDay.MORNING}),
    HolidaySpan.AFTERNOON: frozenset({HalfDay.AFTERNOON}),
}


@dataclass(frozen=True, slots=True, order=True)
class Half:
    """A half-day of the calendar."""

    day: date
    half_day: HalfDay


@dataclass(frozen=True, slots=True, order=True)
class WeekLine:
    """A half-day of a week: weekday (Monday 0), and its hours as text (`07:30`) where they are known."""

    weekday: int
    half_day: HalfDay
    starts: str = ""
    ends: str = ""


@dataclass(frozen=True, slots=True)
class WeekPattern:
    """The half-days of a week from a day to a day; without days, as long as the session lasts."""

    lines: tuple[WeekLine, ...]
    first_day: date | None = None
    last_day: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the pattern holds on a day."""
        return (self.first_day or date.min) <= day <= (self.last_day or date.max)


def week_of(mornings: Iterable[int], afternoons: Iterable[int] = ()) -> WeekPattern:
    """Return a pattern from weekdays (Monday 0) alone."""
    lines = [WeekLine(day, HalfDay.MORNING) for day in mornings]
    lines += [WeekLine(day, HalfDay.AFTERNOON) for day in afternoons]
    return WeekPattern(tuple(sorted(lines)))


def usual_week() -> WeekPattern:
    """Return the usual week: Monday to Thursday whole, Friday morning."""
    return week_of(range(5), range(4))


def pattern_on(patterns: Iterable[WeekPattern], day: date) -> WeekPattern | None:
    """Return the pattern in force on a day: among those that cover it, the one that begins last, then ends first."""
    covering = [p for p in patterns if p.covers(day)]
    if not covering:
        return None
    return max(covering, key=lambda p: (p.first_day or date.min, -(p.last_day or date.max).toordinal()))


def settle_patterns(patterns: Iterable[WeekPattern], start: date, end: date) -> tuple[WeekPattern, ...]:
    """Return the patterns with both days written out, in order, no two of them from the same day on."""
    dated = (replace(p, first_day=p.first_day or start, last_day=p.last_day or end) for p in patterns)
    settled: list[WeekPattern] = []
    for pattern in sorted(dated, key=lambda p: (p.first_day, p.last_day)):
        first = pattern.first_day
        if settled and settled[-1].first_day == first and settled[-1].last_day is not None:
            first = settled[-1].last_day + timedelta(days=1)  # the shorter of two holds first
        if pattern.last_day is not None and first is not None and first <= pattern.last_day:
            settled.append(replace(pattern, first_day=first))
    return tuple(settled)


def plan_slots(
    patterns: Sequence[WeekPattern], start: date, end: date, days_off: Iterable[DayOff] = ()
) -> tuple[Half, ...]:
    """Return the half-days from a day to a day, in order, without those that are off."""
    off = halves_off(days_off)
    return tuple(half for day in days_between(start, end) for half in _halves_of(patterns, day, off))


def end_after(
    patterns: Sequence[WeekPattern], start: date, half_days: int, days_off: Iterable[DayOff] = ()
) -> date | None:
    """Return the day on which the wanted number of half-days is reached; None when the patterns never reach it."""
    off, reached = halves_off(days_off), 0
    for day in days_between(start, start + timedelta(days=LONGEST_DAYS)):
        reached += sum(1 for _ in _halves_of(patterns, day, off))
        if reached >= half_days > 0:
            return day
    return None


def start_before(
    patterns: Sequence[WeekPattern], end: date, half_days: int, days_off: Iterable[DayOff] = ()
) -> date | None:
    """Return the day on which to begin so that the wanted half-days are reached by a last day; None when never."""
    off, reached = halves_off(days_off), 0
    for back in range(LONGEST_DAYS):
        day = end - timedelta(days=back)
        reached += sum(1 for _ in _halves_of(patterns, day, off))
        if reached >= half_days > 0:
            return day
    return None


_HOURS = re.compile(r"(\d{1,2})(?:[:h.](\d{2})?)?(?:-|–|à)(\d{1,2})(?:[:h.](\d{2})?)?")


def read_hours(text: str) -> tuple[str, str]:
    """Return from when to when: `7h30-12h30`, `8–12`, `07:30 – 12:30`; empty for nothing, else ValueError."""
    plain = "".join(text.split()).lower()
    if not plain:
        return "", ""
    found = _HOURS.fullmatch(plain)
    if found is None:
        raise ValueError(text)
    hours = [int(part or 0) for part in found.groups()]
    starts, ends = time(hours[0], hours[1]), time(hours[2], hours[3])
    if ends <= starts:
        raise ValueError(text)
    return f"{starts:%H:%M}", f"{ends:%H:%M}"


def half_days_for(quarters: int, quarters_per_half_day: int) -> int:
    """Return how many half-days it takes for a number of quarter hours; 0 when a half-day has no length."""
    return -(-quarters // quarters_per_half_day) if quarters_per_half_day > 0 else 0


def check_patterns(patterns: Sequence[WeekPattern]) -> tuple[Refusal, ...]:
    """Refuse a week without half-days, weekdays that are none, one half-day twice, days out of order."""
    found: list[Refusal] = []
    for pattern in patterns:
        halves = [(line.weekday, line.half_day) for line in pattern.lines]
        if not halves:
            found.append(refusal("course.empty_week"))
        if len(set(halves)) < len(halves) or any(not 0 <= weekday <= 6 for weekday, _ in halves):
            found.append(refusal("course.week_muddled"))
        if pattern.first_day and pattern.last_day and pattern.last_day < pattern.first_day:
            found.append(refusal("course.days_backwards"))
    firsts = [p.first_day for p in patterns]
    if len(set(firsts)) < len(firsts):
        found.append(refusal("course.week_muddled"))
    return tuple(dict.fromkeys(found)) if patterns else (refusal("course.empty_week"),)


def halves_off(days_off: Iterable[DayOff]) -> frozenset[Half]:
    """Return the half-days that are off."""
    return frozenset(Half(off.day, half) for off in days_off for half in _OFF[off.span])


def _halves_of(patterns: Sequence[WeekPattern], day: date, off: frozenset[Half]) -> Iterator[Half]:
    pattern = pattern_on(patterns, day)
    if pattern is None:
        return
    for half in sorted(line.half_day for line in pattern.lines if line.weekday == day.weekday()):
        if Half(day, half) not in off:
            yield Half(day, half)
