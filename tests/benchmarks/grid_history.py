"""The roll's grid of a session that has run since January, against the same grid of a session in its first month.

No goal is set for it: the line below the grid sums the whole session up, which costs what the session holds.
"""

from datetime import date

from centre_desk.queries.attendance import grid_sheet
from tests.benchmarks.desks import open_new_desk
from tests.benchmarks.grid import FEW, MONTH, TODAY, prepare
from tests.benchmarks.measuring import Result, compare

SINCE = date(2019, 1, 1)


def measure(pairs: int = 25) -> Result:
    """Read the grid of December on both desks in turn."""
    with open_new_desk() as (old, _), open_new_desk() as (new, _):
        mine, theirs = prepare(old, FEW, SINCE), prepare(new, FEW)
        return compare(
            "history",
            lambda: grid_sheet(old, mine, MONTH, TODAY),
            lambda: grid_sheet(new, theirs, MONTH, TODAY),
            pairs=pairs,
            warm_up=3,
        )
