"""Half-days from weeks and days off, and the end from a number of half-days: counted by hand on a calendar."""

from datetime import date

import pytest

from centre_desk.rules.centre import DayOff, HolidaySpan
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.timetable import (
    Half,
    WeekLine,
    WeekPattern,
    check_patterns,
    end_after,
    half_days_for,
    pattern_on,
    plan_slots,
    read_hours,
    settle_patterns,
    start_before,
    usual_week,
    week_of,
)

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
NOV4, NOV8, NOV15, NOV29 = (date(2019, 11, d) for d in (4, 8, 15, 29))
USUAL = (usual_week(),)
RAMADAN = WeekPattern(week_of(range(4)).lines, date(2019, 5, 6), date(2019, 6, 3))


def test_a_usual_week_has_nine_half_days() -> None:
    halves = plan_slots(USUAL, NOV4, NOV8)
    assert len(halves) == 9
    assert halves[0] == Half(NOV4, AM)
    assert halves[-1] == Half(NOV8, AM)  # no Friday afternoon
    assert plan_slots(USUAL, date(2019, 11, 9), date(2019, 11, 10)) == ()


@pytest.mark.parametrize(
    ("off", "count"),
    [
        ((), 36),
        ((DayOff(NOV15),), 35),
        ((DayOff(NOV15, HolidaySpan.AFTERNOON),), 36),  # a Friday afternoon was never planned
        ((DayOff(date(2019, 11, 12), HolidaySpan.MORNING),), 35),
        ((DayOff(date(2019, 11, 12)),), 34),
        ((DayOff(date(2019, 11, 12)), DayOff(date(2019, 11, 12))), 34),
        ((DayOff(date(2019, 11, 16)),), 36),
    ],
)
def test_days_off_are_left_out(off: tuple[DayOff, ...], count: int) -> None:
    assert len(plan_slots(USUAL, NOV4, NOV29, off)) == count


def test_the_hours_of_ramadan_hold_for_their_days() -> None:
    patterns = (usual_week(), RAMADAN)
    assert len(plan_slots(patterns, date(2019, 4, 29), date(2019, 5, 3))) == 9
    assert len(plan_slots(patterns, date(2019, 5, 6), date(2019, 5, 10))) == 4
    assert pattern_on(patterns, date(2019, 6, 3)) == RAMADAN
    assert pattern_on(patterns, date(2019, 6, 4)) == usual_week()


@pytest.mark.parametrize(
    ("count", "end"),
    [
        (1, NOV4),
        (9, NOV8),
        (10, date(2019, 11, 11)),
        (36, NOV29),
        (0, None),
    ],
)
def test_the_end_follows_from_the_number_of_half_days(count: int, end: date | None) -> None:
    assert end_after(USUAL, NOV4, count) == end


def test_a_day_off_moves_the_end() -> None:
    assert end_after(USUAL, NOV4, 36, (DayOff(NOV15),)) == date(2019, 12, 2)
    assert end_after((WeekPattern(usual_week().lines, NOV4, NOV8),), NOV4, 10) is None


def test_there_and_back() -> None:
    off = (DayOff(NOV15), DayOff(date(2019, 12, 25)))
    for count in range(1, 120):
        end = end_after(USUAL, NOV4, count, off)
        assert end is not None
        planned = len(plan_slots(USUAL, NOV4, end, off))
        assert planned in (count, count + 1)  # a whole day ends with its afternoon
        assert len(plan_slots(USUAL, NOV4, date.fromordinal(end.toordinal() - 1), off)) < count


@pytest.mark.parametrize(("quarters", "per", "count"), [(640, 16, 40), (641, 16, 41), (0, 16, 0), (16, 0, 0)])
def test_hours_become_half_days(quarters: int, per: int, count: int) -> None:
    assert half_days_for(quarters, per) == count


@pytest.mark.parametrize(
    ("patterns", "codes"),
    [
        (USUAL, []),
        ((usual_week(), RAMADAN), []),
        ((), ["course.empty_week"]),
        ((WeekPattern(()),), ["course.empty_week"]),
        ((WeekPattern((WeekLine(7, AM),)),), ["course.week_muddled"]),
        ((WeekPattern((WeekLine(1, AM), WeekLine(1, AM, "08:00"))),), ["course.week_muddled"]),
        ((usual_week(), week_of([5])), ["course.week_muddled"]),
        ((WeekPattern((WeekLine(1, AM),), NOV8, NOV4),), ["course.days_backwards"]),
    ],
)
def test_what_weeks_need(patterns: tuple[WeekPattern, ...], codes: list[str]) -> None:
    assert [r.code for r in check_patterns(patterns)] == codes


def test_no_two_weeks_begin_on_one_day_once_settled() -> None:
    ramadan = WeekPattern(week_of(range(4)).lines, NOV4, NOV15)
    settled = settle_patterns((usual_week(), ramadan), NOV4, NOV29)
    assert [(p.first_day, p.last_day) for p in settled] == [(NOV4, NOV15), (date(2019, 11, 16), NOV29)]
    assert plan_slots(settled, NOV4, NOV29) == plan_slots((usual_week(), ramadan), NOV4, NOV29)


@pytest.mark.parametrize(
    ("half_days", "last", "first"),
    [
        (35, date(2019, 11, 29), date(2019, 11, 4)),  # a bridge day on the 15th: 9 + 8 + 9 + 9
        (9, date(2019, 11, 8), date(2019, 11, 4)),
        (1, date(2019, 11, 8), date(2019, 11, 8)),
        (2, date(2019, 11, 10), date(2019, 11, 7)),  # the last day is a Sunday
        (0, date(2019, 11, 8), None),
    ],
)
def test_a_length_leads_back_to_the_first_day(half_days: int, last: date, first: date | None) -> None:
    off = [DayOff(date(2019, 11, 15))]
    assert start_before([usual_week()], last, half_days, off) == first
    if first is not None:
        assert len(plan_slots([usual_week()], first, last, off)) >= half_days


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7h30-12h30", ("07:30", "12:30")),
        ("07:30 – 12:30", ("07:30", "12:30")),
        ("8-12", ("08:00", "12:00")),
        ("13h à 16h30", ("13:00", "16:30")),
        ("", ("", "")),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, read: tuple[str, str]) -> None:
    assert read_hours(typed) == read


@pytest.mark.parametrize("typed", ["12-8", "8", "25-26", "matin", "8-8"])
def test_hours_that_are_none_are_not_read(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        read_hours(typed)
