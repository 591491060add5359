"""Figures and alerts by tables counted by hand: what is due, what counts, what runs in a row."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.attendance.alerts import absences_now, can_reach, find_runs
from centre_desk.rules.attendance.figures import (
    Figures,
    PlannedHalfDay,
    Stay,
    When,
    compute_figures,
    days_attended,
    sum_figures,
)
from centre_desk.rules.course import HalfDay

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED
MONDAY = date(2019, 11, 4)
LETTERS = {"P": P, "A": A, "R": R, "J": AJ}
STAY = Stay(MONDAY)


def course(letters: str) -> tuple[list[PlannedHalfDay], dict[When, MarkValue]]:
    """Half-days two a day: P A R J entered, `.` not entered, `x` not held, `$` not held but paid, `?` undecided."""
    half_days, marks = [], {}
    for at, letter in enumerate(letters):
        when = MONDAY + timedelta(days=at // 2), (AM, PM)[at % 2]
        off = letter in "x$?"
        roll = RollState.NOT_HELD if off else RollState.VALIDATED if letter in LETTERS else None
        paid = {"x": False, "$": True}.get(letter)
        half_days.append(PlannedHalfDay(*when, roll, paid))
        if letter in LETTERS:
            marks[when] = LETTERS[letter]
    return half_days, marks


@pytest.mark.parametrize(
    ("letters", "cap", "expected"),
    [
        ("", None, Figures()),
        ("....", None, Figures(planned=4, not_entered=4)),
        ("PARJ", None, Figures(planned=4, present=1, absent=1, late=1, excused=1, excused_counted=1)),
        ("JJJP", 2, Figures(planned=4, present=1, excused=3, excused_counted=2)),
        ("JJJP", 0, Figures(planned=4, present=1, excused=3)),
        ("x$?P", None, Figures(planned=4, not_held=3, not_held_paid=1, not_held_undecided=1, present=1)),
    ],
)
def test_half_days_are_counted_apart(letters: str, cap: int | None, expected: Figures) -> None:
    half_days, marks = course(letters)
    assert compute_figures(half_days, STAY, marks, date(2020, 1, 1), cap) == expected


def test_the_cap_is_by_month() -> None:
    half_days = [PlannedHalfDay(date(2019, 11, 29), AM), PlannedHalfDay(date(2019, 12, 2), AM)]
    figures = compute_figures(half_days, STAY, {h.when: AJ for h in half_days}, date(2020, 1, 1), 1)
    assert figures.excused_counted == 2


def test_today_counts_once_it_is_entered() -> None:
    half_days, marks = course("PPP...")
    found = compute_figures(half_days, STAY, marks, MONDAY + timedelta(days=1))
    assert (found.held, found.to_come) == (3, 3)
    assert found.to_date == (3, 3)
    assert found.of_planned == (3, 6)
    assert compute_figures(half_days, STAY, marks, MONDAY + timedelta(days=2)).not_entered == 1


def test_late_enrolment_and_early_end() -> None:
    half_days, marks = course("PPPPPP")
    tuesday = MONDAY + timedelta(days=1)
    assert compute_figures(half_days, Stay(tuesday, tuesday), marks, date(2020, 1, 1)).planned == 2


@pytest.mark.parametrize(
    ("letters", "now", "runs"),
    [
        ("PPAA", 2, 0),
        ("PAAA", 3, 1),
        ("AxAA", 3, 1),  # not held says nothing
        ("AJAA", 2, 0),  # a known reason breaks the row
        ("AA.A", 1, 0),  # what nobody entered is no absence
        ("AAA..", 3, 1),  # nor does what is to come end it
        ("AAAPAAA", 3, 2),
        ("", 0, 0),
    ],
)
def test_absences_in_a_row(letters: str, now: int, runs: int) -> None:
    half_days, marks = course(letters)
    assert absences_now(half_days, STAY, marks) == now
    assert len(find_runs(half_days, STAY, marks, 3)) == runs


@pytest.mark.parametrize(
    ("figures", "reachable"),
    [
        (Figures(planned=10, present=7, absent=2, to_come=1), True),
        (Figures(planned=10, present=7, absent=3), False),
        (Figures(planned=10, absent=2, to_come=8), True),
        (Figures(planned=10, absent=3, to_come=7), False),
        (Figures(planned=12, not_held=2, absent=2, to_come=8), True),
        (Figures(planned=10, absent=2, not_entered=8), True),
        (Figures(), True),
    ],
)
def test_eighty_percent_within_reach(figures: Figures, reachable: bool) -> None:
    assert can_reach(figures, 80) is reachable


def test_days_attended_count_each_day_once() -> None:
    _half_days, marks = course("PAARJJAA")
    assert days_attended(marks) == (MONDAY, MONDAY + timedelta(days=1))


@given(st.lists(st.text(alphabet="PARJ.x$?", max_size=40), max_size=4), st.integers(0, 25))
def test_all_half_days_are_somewhere_and_only_once(people: list[str], day: int) -> None:
    today = MONDAY + timedelta(days=day)
    found = [compute_figures(*_shuffle(course(letters)), today) for letters in people]
    for letters, one in zip(people, found, strict=True):
        assert one.planned == len(letters) == one.not_held + one.to_come + one.held
    assert sum_figures(found).planned == sum(map(len, people))


def _shuffle(
    made: tuple[list[PlannedHalfDay], dict[When, MarkValue]],
) -> tuple[list[PlannedHalfDay], Stay, dict[When, MarkValue]]:
    return made[0][::-1], STAY, made[1]
