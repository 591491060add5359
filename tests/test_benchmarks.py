"""The statistics of the benchmarks: medians, and a ratio that one slow moment cannot move."""

from collections.abc import Callable

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.measuring import compare, summarise


def test_medians_and_the_median_of_ratios() -> None:
    result = summarise("roll", [(0.020, 0.010), (0.030, 0.010), (9.0, 0.010)])
    assert (result.ours, result.floor, result.pairs) == (0.030, 0.010, 3)
    assert result.ratio == pytest.approx(3.0)


def test_a_slow_moment_that_meets_both_changes_nothing() -> None:
    result = summarise("roll", [(0.020, 0.010), (0.200, 0.100), (0.021, 0.010)])
    assert result.ratio == pytest.approx(2.0)


def test_ours_and_the_floor_take_turns_in_going_first() -> None:
    calls: list[str] = []

    def note(name: str) -> Callable[[], None]:
        return lambda: calls.append(name)

    compare("roll", note("ours"), note("floor"), pairs=3, warm_up=1)
    assert calls == ["floor", "ours", "floor", "ours", "ours", "floor", "floor", "ours"]


def test_a_result_is_one_line() -> None:
    line = summarise("return", [(12.5, 0.5)]).line()
    assert line.split() == ["return", "12.5", "s", "500.0", "ms", "25.00", "1"]


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rolls"]) == 2
    assert "certificates" in capsys.readouterr().err
