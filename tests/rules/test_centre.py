"""Rates in force, agreements, the legal minimum wage: tables of cases."""

from datetime import date

import pytest

from centre_desk.rules.centre import (
    AgreedTrade,
    AgreementTerms,
    DatedRate,
    RateKind,
    RatePlace,
    allowances_under_smig,
    check_agreement,
    check_classroom,
    check_rate,
    check_trade,
    highest_smig,
    place_rate,
    rate_on,
)

JAN, JUL = date(2019, 1, 1), date(2019, 7, 1)
RATES = (
    DatedRate(RateKind.ALLOWANCE, 42_000, JAN, date(2019, 6, 30)),
    DatedRate(RateKind.ALLOWANCE, 45_000, JUL),
    DatedRate(RateKind.TRAINING_FEE, 150_000, JAN),
    DatedRate(RateKind.TRAINING_FEE, 180_000, JAN, None, 7),
)


@pytest.mark.parametrize(
    ("kind", "day", "trade", "amount"),
    [
        (RateKind.ALLOWANCE, date(2018, 12, 31), None, None),
        (RateKind.ALLOWANCE, JAN, None, 42_000),
        (RateKind.ALLOWANCE, date(2019, 6, 30), None, 42_000),
        (RateKind.ALLOWANCE, JUL, None, 45_000),
        (RateKind.TRAINING_FEE, JUL, 7, 180_000),
        (RateKind.TRAINING_FEE, JUL, 8, 150_000),
        (RateKind.TRAINING_FEE, JUL, None, 150_000),
    ],
)
def test_the_rate_in_force(kind: RateKind, day: date, trade: int | None, amount: int | None) -> None:
    assert rate_on(RATES, kind, day, trade) == amount


@pytest.mark.parametrize(
    ("starts", "new", "place"),
    [
        ((), JAN, RatePlace(None, None)),
        ((JAN,), JUL, RatePlace(JAN, None)),
        ((JUL,), JAN, RatePlace(None, date(2019, 6, 30))),
        ((JAN, date(2020, 1, 1)), JUL, RatePlace(JAN, date(2019, 12, 31))),
        ((JAN, JUL), JUL, RatePlace(JAN, None)),
    ],
)
def test_where_a_new_rate_stands(starts: tuple[date, ...], new: date, place: RatePlace) -> None:
    assert place_rate(starts, new) == place


@pytest.mark.parametrize(
    ("kind", "amount", "smig", "codes"),
    [
        (RateKind.ALLOWANCE, 45_000, 40_000, []),
        (RateKind.ALLOWANCE, 40_000, 40_000, []),
        (RateKind.ALLOWANCE, 39_999, 40_000, ["centre.allowance_under_smig"]),
        (RateKind.ALLOWANCE, 39_999, None, []),
        (RateKind.DAY_CARE, 500, 40_000, []),
        (RateKind.DAY_CARE, -1, None, ["centre.negative_rate"]),
    ],
)
def test_an_allowance_is_not_under_the_minimum_wage(
    kind: RateKind, amount: int, smig: int | None, codes: list[str]
) -> None:
    assert [r.code for r in check_rate(kind, amount, smig)] == codes


def test_the_highest_minimum_wage_of_a_period_counts() -> None:
    rates = (
        DatedRate(RateKind.SMIG, 35_000, date(2015, 1, 1), date(2015, 12, 31)),
        DatedRate(RateKind.SMIG, 40_000, date(2016, 1, 1)),
    )
    assert highest_smig(rates, date(2015, 3, 1), date(2015, 12, 31)) == 35_000
    assert highest_smig(rates, date(2015, 3, 1), None) == 40_000
    assert highest_smig(rates, date(2014, 1, 1), date(2014, 12, 31)) is None


def test_an_allowance_overtaken_by_the_minimum_wage_is_a_point_to_check() -> None:
    smig = (
        DatedRate(RateKind.SMIG, 40_000, JAN, date(2019, 6, 30)),
        DatedRate(RateKind.SMIG, 45_000, JUL),
    )
    low, high = DatedRate(RateKind.ALLOWANCE, 42_000, JAN), DatedRate(RateKind.ALLOWANCE, 45_000, JAN)
    assert allowances_under_smig((*smig, low)) == (low,)
    assert allowances_under_smig((*smig, high)) == ()


def terms(**changes: object) -> AgreementTerms:
    facts: dict[str, object] = {
        "number": "2019-07",
        "signed_on": JAN,
        "start": JAN,
        "end_on": date(2019, 12, 31),
        "trades": (AgreedTrade(1, 25, 150_000),),
    }
    return AgreementTerms(**{**facts, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"number": " "}, ["centre.no_agreement_number"]),
        ({"number": "2018-01"}, ["centre.agreement_number_taken"]),
        ({"end_on": date(2018, 12, 31)}, ["centre.period_backwards"]),
        ({"trades": ()}, ["centre.agreement_without_trade"]),
        ({"trades": (AgreedTrade(1, 1, 1), AgreedTrade(1, 2, 2))}, ["centre.trade_twice"]),
        ({"trades": (AgreedTrade(1, -1, 1),)}, ["centre.negative_terms"]),
        ({"threshold_percent": 101}, ["centre.threshold_out_of_range"]),
        ({"excused_cap": -1}, ["centre.negative_terms"]),
    ],
)
def test_what_an_agreement_needs(changes: dict[str, object], codes: list[str]) -> None:
    assert [r.code for r in check_agreement(terms(**changes), frozenset({"2018-01"}))] == codes


def test_what_a_classroom_and_a_trade_need() -> None:
    assert [r.code for r in check_classroom(" ", 0, frozenset())] == [
        "centre.no_classroom_name",
        "centre.no_capacity",
    ]
    assert [r.code for r in check_classroom("Atelier", 12, frozenset({"Atelier"}))] == ["centre.classroom_taken"]
    assert [r.code for r in check_trade("maco", "Maçonnerie", frozenset())] == ["centre.trade_code"]
    assert [r.code for r in check_trade("MACO", "Maçonnerie", frozenset({"MACO"}))] == ["centre.trade_code_taken"]
    assert check_trade("VANN", "Vannerie", frozenset()) == ()
