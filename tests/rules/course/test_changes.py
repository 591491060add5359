"""Changes of a timetable as values: counted by hand on the calendar of November 2019."""

from dataclasses import replace
from datetime import date

import pytest

from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.changes import (
    Change,
    DaysOff,
    NewDates,
    NewDay,
    NewWeek,
    Timetable,
    after_change,
    check_change,
    end_to_reach,
)
from centre_desk.rules.course.timetable import (
    Half,
    WeekLine,
    WeekPattern,
    half_days_reaching,
    main_week,
    minutes_of,
    plan_slots,
    quarters_of,
    usual_week,
    week_of,
)

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON


def nov(day: int) -> date:
    return date(2019, 11, day)


def half(day: int, which: HalfDay = AM) -> Half:
    return Half(nov(day), which)


START, END = nov(4), nov(29)
MORNINGS = WeekPattern(week_of(range(5)).lines, nov(18), nov(22))
SHORT = WeekPattern(tuple(WeekLine(day, AM, "08:00", "10:00") for day in range(5)))
NOW = Timetable(START, END, (usual_week(),), frozenset(plan_slots((usual_week(),), START, END)))  # 36 half-days


@pytest.mark.parametrize(
    ("change", "off", "count", "end"),
    [
        (NewDates(nov(5), END), (), 34, END),
        (NewDates(START, date(2019, 12, 6)), (), 45, date(2019, 12, 6)),
        (NewDates(START, END, 35), (), 35, END),  # the last morning stays out
        (NewWeek(MORNINGS), (), 32, END),  # four afternoons less
        (NewWeek(replace(MORNINGS, last_day=None)), (), 28, END),  # and four of the last week
        (NewWeek(MORNINGS, date(2019, 12, 6)), (), 41, date(2019, 12, 6)),
        (NewDay(nov(5), frozenset()), (), 34, END),
        (NewDay(nov(30), frozenset({AM})), (), 37, nov(30)),
        (DaysOff(nov(11)), (half(6), half(12), half(12, PM)), 34, END),  # the 6th is before
    ],
)
def test_what_a_change_leaves(change: Change, off: tuple[Half, ...], count: int, end: date) -> None:
    after = after_change(NOW, change, frozenset(off))
    assert (len(after.planned), after.end_on) == (count, end)


@pytest.mark.parametrize(
    ("kept", "change", "stays"),
    [
        ("by_name", NewDates(START, date(2019, 12, 6)), True),
        ("by_name", NewWeek(MORNINGS), True),
        ("by_name", NewDates(START, nov(15)), False),  # the session no longer lasts over it
        ("rolled", NewWeek(WeekPattern(week_of([0]).lines, START, END)), True),
        ("rolled", DaysOff(START), True),
        ("taken_out", NewDates(START, date(2019, 12, 6)), False),
    ],
)
def test_half_days_by_name_and_with_a_roll(kept: str, change: Change, stays: bool) -> None:
    saturday = frozenset({half(16)})
    now = replace(NOW, **{kept: saturday})  # type: ignore[arg-type]
    if kept != "taken_out":
        now = replace(now, planned=NOW.planned | saturday)
    assert (half(16) in after_change(now, change, saturday).planned) is stays


def test_weeks_take_the_place_of_what_held_on_their_days() -> None:
    first = after_change(NOW, NewWeek(MORNINGS), frozenset())
    whole = WeekPattern(week_of(range(4)).lines, nov(11), nov(29))
    weeks = after_change(first, NewWeek(whole), frozenset()).patterns
    assert [(w.first_day, w.last_day, len(w.lines)) for w in weeks] == [(None, None, 9), (nov(11), None, 4)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (NewDates(END, START), "course.days_backwards"),
        (NewWeek(WeekPattern((), START, END)), "course.empty_week"),
        (NewWeek(replace(MORNINGS, last_day=date(2019, 12, 6))), "course.days_outside"),
        (NewDay(nov(1), frozenset({AM})), "course.slot_before_start"),
    ],
)
def test_changes_that_cannot_be(change: Change, code: str) -> None:
    assert code in [found.code for found in check_change(NOW, change)]


@pytest.mark.parametrize(
    ("wanted", "end", "count"),
    [
        ({"half_days": 36}, END, 36),
        ({"half_days": 37}, date(2019, 12, 2), 37),
        ({"quarters": 36 * 16}, END, 36),
        ({"quarters": 36 * 16 + 1}, date(2019, 12, 2), 37),
    ],
)
def test_a_length_leads_to_the_last_day(wanted: dict[str, int], end: date, count: int) -> None:
    assert end_to_reach(NOW, NewDates(START, END), frozenset(), **wanted) == NewDates(START, end, count)


def test_hours_written_in_a_week_are_its_length() -> None:
    weeks = (usual_week(), replace(SHORT, first_day=nov(18), last_day=nov(24)))
    halves = plan_slots(weeks, START, END)
    # 9 + 9 + 9 half-days of 4 h and five mornings of 2 h.
    assert quarters_of(weeks, halves, 16) == 27 * 16 + 5 * 8
    assert minutes_of(weeks, half(18), 16) == 120
    assert minutes_of(weeks, half(23), 16) == 120  # made up on its Saturday: the hours of its mornings
    assert half_days_reaching((SHORT,), START, 10 * 4, 16) == 5


def test_the_main_week_is_the_one_in_force_longest() -> None:
    ramadan = replace(SHORT, first_day=START, last_day=nov(14))
    assert main_week((ramadan, replace(usual_week(), first_day=nov(15))), START, END) == usual_week()
    assert main_week((ramadan,), nov(18), END) is None
