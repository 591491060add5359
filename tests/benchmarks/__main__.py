"""Runs the benchmarks and prints their ratios: all of them, or those named. Never part of the tests."""

import os
import sys
from importlib import import_module

from tests.benchmarks.grid import FEW, MANY
from tests.benchmarks.measuring import HEADING

NAMES = {
    "start": "start to the first screen, against a bare window of the same toolkit (whole processes)",
    "roll": "a roll of 25 people saved, against a bare durable commit of the same rows",
    "grid": f"the roll’s grid of 40 by 62 from a desk of {MANY:,} marks, against the same from {FEW:,}",
    "history": "the same grid of a session that has run for a year, against one in its first month",
    "repaint": "the same grid painted, against a bare delegate’s letters",
    "return": "the month’s report to return.xlsx, against a bare dump of the same cells",
    "certificates": "100 certificates in one PDF, against bare pages of the same drawing",
    "likely": "one line compared with 20,000 people, against one bare rapidfuzz extract over their names",
}
MODULES = {"return": "report", "history": "grid_history"}


def main(wanted: list[str]) -> int:
    """Print one line a benchmark; 2 for a name that there is not."""
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(HEADING)
    for name in wanted or NAMES:
        result = import_module(f"tests.benchmarks.{MODULES.get(name, name)}").measure()
        print(result.line(), "", NAMES[name], flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
