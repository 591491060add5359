"""Age bands, and when a month may be closed, reopened or its report replaced."""

from datetime import date

import pytest

from centre_desk.rules.desk import MonthState
from centre_desk.rules.monthly_return import (
    AGE_BANDS,
    Bounds,
    IomAnswer,
    band_code,
    band_of,
    bounds_of,
    check_bands,
    check_closing,
    check_reopening,
    check_replacing,
)


def test_the_shipped_sets_leave_no_age_out() -> None:
    assert bounds_of([17, 29, 44]) == AGE_BANDS["four"]
    assert bounds_of([17, 35]) == AGE_BANDS["three"]
    assert all(check_bands(bands) == () for bands in AGE_BANDS.values())
    assert [band_code(one) for one in AGE_BANDS["three"]] == ["0-17", "18-35", "36+"]


@pytest.mark.parametrize(
    ("age", "expected"), [(0, "0-17"), (17, "0-17"), (18, "18-29"), (44, "30-44"), (45, "45+"), (None, "")]
)
def test_an_age_lies_in_one_band(age: int | None, expected: str) -> None:
    assert band_of(age, AGE_BANDS["four"]) == expected


@pytest.mark.parametrize(
    ("bands", "age"),
    [([(0, 17), (19, None)], 18), ([(0, 17), (17, None)], 18), ([(1, None)], 0), ([(0, 17)], 18), ([(0, -1)], 0)],
)
def test_bands_that_leave_out_or_repeat_an_age(bands: list[Bounds], age: int) -> None:
    assert [one.fact("age") for one in check_bands(bands)] == [age]


@pytest.mark.parametrize(
    ("today", "state", "blocking", "code"),
    [
        (date(2019, 12, 1), MonthState.OPEN, 0, ""),
        (date(2019, 11, 30), MonthState.OPEN, 0, "monthly_return.month_not_over"),
        (date(2019, 12, 1), MonthState.OPEN, 2, "monthly_return.blocked"),
        (date(2019, 12, 1), MonthState.SEALED, 0, "monthly_return.already_closed"),
        (date(2019, 12, 1), MonthState.SENT, 0, "monthly_return.already_closed"),
    ],
)
def test_when_a_month_closes(today: date, state: MonthState, blocking: int, code: str) -> None:
    assert [one.code for one in check_closing("2019-11", today, state, blocking)] == ([code] if code else [])


def test_what_opens_again_and_what_is_replaced() -> None:
    assert check_reopening("2019-11", MonthState.SEALED) == ()
    assert check_reopening("2019-11", MonthState.OPEN)[0].code == "monthly_return.not_closed"
    assert check_reopening("2019-11", MonthState.SENT)[0].code == "monthly_return.sent_for_good"
    assert check_replacing("2019-11", MonthState.SENT, IomAnswer.REPLACEMENT_ASKED) == ()
    assert check_replacing("2019-11", MonthState.SENT, None)[0].code == "monthly_return.replacement_not_asked"
    assert check_replacing("2019-11", MonthState.SEALED, None)[0].code == "monthly_return.not_sent"
