#!/usr/bin/env python3
"""Runs or tests Centre Desk from its source: makes the environment first, and repairs it where needed.

Standard library only. This file alone is written so that an old Python can still read it and say so.
"""

import argparse
import os
import subprocess
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - for whoever runs it with an older one
    sys.exit(
        f"Centre Desk needs Python 3.11 or newer, and this is {sys.version_info[0]}.{sys.version_info[1]} "
        f"({sys.executable}).\nInstall a newer one (Debian 12: apt-get install python3; Windows: python.org)."
    )

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from installer.demonstration import month_without_window, open_window, see_to_demonstration
from installer.environment import see_to_environment, venv_python
from installer.processes import ROOT, SetupError, captured, clean_environment, last_lines, say, source_environment
from installer.system_packages import has_display, has_venv, see_to_system_packages

QT_STARTS = "from PySide6.QtWidgets import QApplication; QApplication([])"


def compile_catalogues() -> None:
    """Makes the catalogues that the program reads from the .po files."""
    done = captured([str(venv_python()), "installer/catalogues.py", "compile"], clean_environment())
    if done.returncode != 0:
        raise SetupError("The catalogues could not be compiled.\n" + last_lines(done.stdout, 3))


def qt_starts(offscreen: bool) -> bool:
    """Whether Qt finds all libraries it needs, with a window or without."""
    environment = clean_environment()
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return captured([str(venv_python()), "-c", QT_STARTS], environment).returncode == 0


def prepare(verb: str, display: bool) -> bool:
    """Sees to everything a verb needs; returns whether a window can be shown."""
    command = see_to_system_packages(verb, display)
    if not has_venv():
        raise SetupError(f"This Python cannot make environments: install its venv and ensurepip. {command}")
    see_to_environment()
    compile_catalogues()
    if not qt_starts(offscreen=True):
        raise SetupError(f"Qt does not start: system libraries are missing. This brings them:\n  {command}")
    if display and not qt_starts(offscreen=False):
        if command:
            raise SetupError(f"No window can be opened: libraries are missing. This brings them:\n  {command}")
        say("The display does not answer; going on without a window.")
        return False
    return display


def tests(arguments: list[str]) -> int:
    """Runs the linter, the type checker and the tests; the tests come last, and so does their closing line."""
    environment = source_environment()
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    python = str(venv_python())
    steps = [[python, "-m", "pytest", *arguments]]
    if not arguments:
        say("Linter, type checker and tests (a few minutes) ...")
        steps = [[python, "-m", *step.split()] for step in ("ruff check .", "mypy", "pytest -q -n 2")]
    codes = [subprocess.call(step, cwd=str(ROOT), env=environment) for step in steps]
    return next((code for code in reversed(codes) if code), 0)


def run(display: bool) -> int:
    """Opens the window on the demonstration desk, or lives its month without one."""
    desk = see_to_demonstration(venv_python())
    return open_window(venv_python(), desk) if display else month_without_window(venv_python(), desk)


def arguments_of(argv: list[str]) -> tuple[str, list[str]]:
    """The verb and, for `test`, what pytest is to be told."""
    parser = argparse.ArgumentParser(
        prog="from_source.py", description="Runs or tests Centre Desk from its source, and installs what that needs."
    )
    parser.add_argument("verb", choices=("run", "test"), help="run: open the demonstration; test: run all tests")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="...", help="for test: arguments of pytest")
    chosen = parser.parse_args(argv)
    if chosen.verb == "run" and chosen.rest:
        parser.error("run takes no arguments")
    return chosen.verb, chosen.rest


def main(argv: list[str]) -> int:
    """The command line."""
    verb, rest = arguments_of(argv)
    try:
        display = prepare(verb, verb == "run" and has_display(sys.platform, dict(os.environ)))
        return tests(rest) if verb == "test" else run(display)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Run it again to go on from here.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
