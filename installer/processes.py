"""How the start from source calls other programs: quietly, without questions, without strange settings."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SetupError(Exception):
    """What keeps the program from starting, in words that say what to do."""


def say(text: str) -> None:
    """Prints a line at once, so that the order is right beside the output of other programs."""
    print(text, flush=True)


def captured(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Runs a command and keeps what it prints."""
    return subprocess.run(
        command, cwd=str(ROOT), env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip


def last_lines(output: str, count: int) -> str:
    """The end of what a program printed."""
    return "\n".join(line.rstrip() for line in output.strip().splitlines()[-count:])


def clean_environment() -> dict[str, str]:
    """The environment variables without those that lead Python to other packages."""
    lost = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__")
    kept = {name: value for name, value in os.environ.items() if name not in lost}
    return dict(kept, PYTHONNOUSERSITE="1", PYTHONUTF8="1")


def source_environment() -> dict[str, str]:
    """The variables for the program: this source tree, wherever a child process of it starts."""
    return dict(clean_environment(), PYTHONPATH=str(ROOT))
