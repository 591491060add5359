"""Interleaved pairs and medians: ours and the floor in turn, so that a slow moment of the machine meets both.

Decides how a ratio is computed; the times come from the benchmarks beside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Result:
    """A benchmark's medians in seconds, the median of the ratios pair by pair, and the goal for it (None: none)."""

    name: str
    ours: float
    floor: float
    ratio: float
    pairs: int
    goal: float | None = None

    def line(self) -> str:
        """Return the result as one line of the table."""
        goal = f"{self.goal:.1f}" if self.goal is not None else "–"
        times = f"{_time(self.ours):>12}{_time(self.floor):>12}"
        return f"{self.name:<14}{times}{self.ratio:>9.2f}{goal:>7}{self.verdict():>5}{self.pairs:>7}"

    def verdict(self) -> str:
        """Return `ok` where the goal is reached, `no` where not, nothing where there is none."""
        if self.goal is None:
            return ""
        return "ok" if self.ratio <= self.goal else "no"


HEADING = f"{'benchmark':<14}{'ours':>12}{'floor':>12}{'ratio':>9}{'goal':>7}{'':>5}{'pairs':>7}"


def compare(
    name: str, ours: Work, floor: Work, *, pairs: int, warm_up: int = 1, goal: float | None = None
) -> Result:
    """Time ours and the floor in turn, each going first every other time; the first rounds do not count."""
    for _ in range(warm_up):
        floor(), ours()
    times = [_pair(ours, floor, floor_first=number % 2 == 0) for number in range(pairs)]
    return summarise(name, times, goal)


def summarise(name: str, times: list[tuple[float, float]], goal: float | None = None) -> Result:
    """Return medians of (ours, floor) pairs; the ratio is the median of ratios, which one slow pair cannot move."""
    return Result(
        name,
        median(mine for mine, _ in times),
        median(least for _, least in times),
        median(mine / least for mine, least in times),
        len(times),
        goal,
    )


def _pair(ours: Work, floor: Work, *, floor_first: bool) -> tuple[float, float]:
    if floor_first:
        least, mine = _timed(floor), _timed(ours)
    else:
        mine, least = _timed(ours), _timed(floor)
    return mine, least


def _timed(work: Work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _time(seconds: float) -> str:
    return f"{1000 * seconds:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"
