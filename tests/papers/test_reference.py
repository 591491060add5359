"""The shipped lists are whole: codes fit, names are in both languages, no day twice under one name."""

from datetime import date

import pytest

from centre_desk.papers.reference import shipped_holidays, shipped_trades
from centre_desk.rules.centre import HolidayKind, HolidaySpan


def test_every_trade_has_its_codes() -> None:
    trades = shipped_trades()
    assert len({t.code for t in trades}) == len(trades) == 26
    assert all(len(t.iscedf) == 4 and t.name_fr and t.name_en for t in trades)
    assert [t.code for t in trades if not t.isco08] == ["GEST"]  # no occupation of its own
    assert sum(t.named for t in trades) == 12


def test_every_holiday_is_dated_once() -> None:
    days = shipped_holidays()
    assert len({(h.day, h.name_fr) for h in days}) == len(days)
    assert {h.day.year for h in days} == set(range(2018, 2031))
    assert all(len(h.name_fr) <= 120 and "'" not in h.name_fr + h.name_en for h in days)
    assert not any(h.estimated for h in days if h.kind.value == "fixed")


@pytest.mark.parametrize(
    ("day", "kind", "span"),
    [
        (date(2019, 11, 15), HolidayKind.BRIDGE, HolidaySpan.DAY),
        (date(2019, 11, 16), HolidayKind.MOVABLE, HolidaySpan.DAY),
        (date(2022, 9, 23), HolidayKind.BRIDGE, HolidaySpan.DAY),
        (date(2022, 10, 14), HolidayKind.BRIDGE, HolidaySpan.AFTERNOON),
        (date(2022, 10, 15), HolidayKind.MOVABLE, HolidaySpan.DAY),
        (date(2025, 9, 12), HolidayKind.BRIDGE, HolidaySpan.DAY),
    ],
)
def test_what_the_press_reported_corrects_the_list(day: date, kind: HolidayKind, span: HolidaySpan) -> None:
    (one,) = [h for h in shipped_holidays() if h.day == day]
    assert (one.kind, one.span, one.estimated) == (kind, span, False)
    assert one.note.startswith("press:")


def test_no_day_stays_where_the_press_says_otherwise() -> None:
    assert not {date(2019, 11, 17), date(2022, 10, 16)} & {h.day for h in shipped_holidays()}
