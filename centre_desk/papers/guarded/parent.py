"""The parent: starts the program again as a child, gives it the file's bytes, and takes plain tables back.

A child that runs too long, dies or answers nonsense is one clear refusal; nothing of the file is opened here.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from centre_desk.papers.guarded.limits import MOST_BYTES, MOST_SECONDS
from centre_desk.papers.guarded.verb import VERB
from centre_desk.rules.refusal import Refused, refusal

Value = str | int | float | bool | date | None
Row = tuple[Value, ...]
_MOST_ANSWER = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet as it stands: `rows[0]` is row 1, the first cell of a row is column A; blank ends are cut."""

    name: str
    hidden: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a foreign file holds; `sha256` is that of its bytes."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]


def read_table(path: Path) -> Table:
    """Read a foreign workbook or text table in the guarded child; raises `Refused` with one reason."""
    content = _read_bytes(path)
    answer = _ask_child(path, content)
    if "refused" in answer:
        told = answer["refused"]
        raise _refused(path, told["code"], told["place"], told["facts"])
    sheets = tuple(
        Sheet(s["name"], s["hidden"], tuple(tuple(_value(v) for v in row) for row in s["rows"]))
        for s in answer["sheets"]
    )
    return Table(path.name, hashlib.sha256(content).hexdigest(), sheets)


def _value(plain: Any) -> Value:
    if isinstance(plain, dict):
        return date.fromisoformat(plain["d"])
    return plain if isinstance(plain, str | int | float | bool) else None


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            content = source.read(MOST_BYTES + 1)
    except OSError as error:
        raise _refused(path, "referral.file_missing") from error
    if len(content) > MOST_BYTES:
        raise _refused(path, "referral.file_too_big", most=MOST_BYTES // 2**20)
    return content


def _ask_child(path: Path, content: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(
            child_command(path.suffix),
            input=content,
            capture_output=True,
            timeout=MOST_SECONDS,
            env=_child_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(path, "referral.file_too_slow", seconds=MOST_SECONDS) from error
    if done.returncode != 0 or len(done.stdout) > _MOST_ANSWER:
        raise _refused(path, "referral.file_too_heavy")
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise _refused(path, "referral.file_damaged") from error
    return dict(answer)


def child_command(suffix: str) -> list[str]:
    """Return the command that starts the program as the reading child, from source, installed or frozen."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "centre_desk"]
    return [*start, VERB, suffix]


def _child_environment() -> Mapping[str, str]:
    """The child's environment: as ours, and from source the package is found wherever we were started."""
    if getattr(sys, "frozen", False):
        return os.environ
    root = str(Path(__file__).resolve().parents[3])
    known = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{known}" if known else root}


def _refused(
    path: Path, code: str, place: str = "", facts: Mapping[str, str | int] | None = None, **more: int
) -> Refused:
    return Refused([refusal(code, place=place, name=path.name, **{**(facts or {}), **more})])
