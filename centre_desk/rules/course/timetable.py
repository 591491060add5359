"""Which half-days a session has: dated weekly patterns, minus days off; and its end from a number of half-days.

Patterns are dated because hours change within a course (Ramadan), and Friday afternoon is no usual half-day:
communiqués of the ministry in charge of labour.
"""

import re
from collections import Counter
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

    @property
    def minutes(self) -> int:
        """Return how long it lasts by its hours; 0 where they are not known."""
        if not (self.starts and self.ends):
            return 0
        starts, ends = time.fromisoformat(self.starts), time.fromisoformat(self.ends)
        return (ends.hour - starts.hour) * 60 + ends.minute - starts.minute


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


def half_days_reaching(
    patterns: Sequence[WeekPattern], start: date, quarters: int, usual: int, days_off: Iterable[DayOff] = ()
) -> int:
    """Return how many half-days it takes to reach a length in quarter hours; 0 when the patterns never reach it."""
    off, count, minutes = halves_off(days_off), 0, 0
    for day in days_between(start, start + timedelta(days=LONGEST_DAYS)):
        for half in _halves_of(patterns, day, off):
            count, minutes = count + 1, minutes + minutes_of(patterns, half, usual)
            if minutes >= 15 * quarters > 0:
                return count
    return 0


def minutes_of(patterns: Sequence[WeekPattern], half: Half, usual: int) -> int:
    """Return how long a half-day lasts: the hours written in the week in force then, else the usual quarters.

    A half-day made up on another weekday has the hours that the same half of a day has in that week.
    """
    pattern = pattern_on(patterns, half.day)
    timed = [line for line in (pattern.lines if pattern else ()) if line.half_day is half.half_day and line.minutes]
    own = [line for line in timed if line.weekday == half.day.weekday()]
    return (own or timed)[0].minutes if timed else 15 * usual


def quarters_of(patterns: Sequence[WeekPattern], halves: Iterable[Half], usual: int) -> int:
    """Return the length of half-days together, in whole quarters of an hour."""
    if not any(line.minutes for pattern in patterns for line in pattern.lines):
        return usual * sum(1 for _ in halves)
    return sum(minutes_of(patterns, half, usual) for half in halves) // 15


def main_week(patterns: Sequence[WeekPattern], start: date, end: date) -> WeekPattern | None:
    """Return the week that is in force on the most days from a day to a day, without dates; of two, the later one."""
    held = Counter(filter(None, (pattern_on(patterns, day) for day in days_between(start, end))))
    if not held:
        return None
    longest = max(held, key=lambda p: (held[p], p.first_day or date.min))
    return replace(longest, first_day=None, last_day=None)


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
