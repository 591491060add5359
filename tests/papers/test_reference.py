"""The shipped lists are whole: codes fit, names are in both languages, no day twice under one name."""

from centre_desk.papers.reference import shipped_holidays, shipped_trades


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
