"""The statistics of the benchmarks: medians, and a ratio that one slow moment cannot move."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from sqlalchemy import text

from centre_desk.store.opening import Store
from tests.benchmarks import grid
from tests.benchmarks.__main__ import main
from tests.benchmarks.measuring import compare, summarise
from tests.conftest import ROOT


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
    assert line.split() == ["return", "12.5", "s", "500.0", "ms", "25.00", "–", "1"]


@pytest.mark.parametrize(("ours", "verdict"), [(1.30, "ok"), (1.31, "no")])
def test_the_goal_stands_beside_the_ratio(ours: float, verdict: str) -> None:
    line = summarise("grid", [(ours, 1.0)], goal=1.3).line()
    assert line.split()[-4:] == [f"{ours:.2f}", "1.3", verdict, "1"]


@pytest.mark.parametrize("marks", ["5000000", "12345"])
def test_the_label_says_how_many_marks_there_really_are(marks: str) -> None:
    code = "from tests.benchmarks.__main__ import NAMES; print(NAMES['grid'])"
    env = {**os.environ, "CENTRE_DESK_MARKS": marks}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert f"{int(marks):,} marks" in done.stdout


def test_the_desk_of_the_grid_spreads_its_marks(desk_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid, "_COURSE_DAYS", 2)
    session = grid.prepare(desk_store, 160 * 26)  # one more than there are groups: the same people come again
    with desk_store.read() as db:
        marks = db.execute(text("SELECT count(*), count(DISTINCT session_id) FROM attendance_mark")).one()
        own = db.execute(text("SELECT count(*) FROM attendance_mark WHERE session_id = :id"), {"id": session}).scalar()
    assert tuple(marks) == (160 * 26 + 800, 27)
    assert own == 800


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rolls"]) == 2
    assert "certificates" in capsys.readouterr().err
