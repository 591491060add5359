"""Start to the first screen painted, signed in, against a bare window of the same toolkit; whole processes."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.desks import found
from tests.benchmarks.measuring import Result, compare
from tests.builders_overview import build_day

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "tests.benchmarks.start_window"


def measure(pairs: int = 9) -> Result:
    """Time the two processes in turn."""
    with TemporaryDirectory(prefix="centre-desk-") as folder:
        desk = Path(folder) / "desk"
        with found(desk) as store:
            build_day(store)
        quiet = {"QT_LOGGING_RULES": "default.warning=false"}
        home = {**os.environ, **quiet, "CENTRE_DESK_HOME": folder}
        return compare("start", lambda: _run(home, "ours", str(desk)), lambda: _run(home, "floor"), pairs=pairs)


def _run(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", PROGRAM, *arguments], check=True, env=environment, cwd=ROOT)
