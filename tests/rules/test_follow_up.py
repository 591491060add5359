"""When visits are due: 3, 6 and 12 months after, each answered by one visit that reached the person."""

from datetime import date

import pytest

from centre_desk.rules.follow_up import Outcome, add_months, check_visit, visits_due


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2019, 11, 30), 3, date(2020, 2, 29)),
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2019, 12, 15), 12, date(2020, 12, 15)),
        (date(2019, 10, 5), 3, date(2020, 1, 5)),
    ],
)
def test_months_are_added_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_each_visit_answers_the_earliest_due_one() -> None:
    start = date(2019, 1, 10)
    assert visits_due(start, []) == (date(2019, 4, 10), date(2019, 7, 10), date(2020, 1, 10))
    assert visits_due(start, [Outcome.OWN_BUSINESS]) == (date(2019, 7, 10), date(2020, 1, 10))
    assert visits_due(start, [Outcome.NOT_REACHED, Outcome.SEEKING]) == (date(2019, 7, 10), date(2020, 1, 10))
    assert visits_due(start, [Outcome.MOVED] * 3) == ()
    assert visits_due(start, [], [1]) == (date(2019, 2, 10),)


def test_a_visit_has_its_day() -> None:
    start, today = date(2019, 1, 10), date(2019, 4, 12)
    assert check_visit(date(2019, 4, 12), start, today) == ()
    assert [r.code for r in check_visit(date(2019, 4, 13), start, today)] == ["follow_up.in_future"]
    assert [r.code for r in check_visit(date(2019, 1, 9), start, today)] == ["follow_up.before_start"]
