"""The lock: exact, hashed, of no one machine, and what was measured to matter."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "installer" / "requirements.lock").read_text(encoding="utf-8")
ENTRIES = [entry.replace("\\\n", " ") for entry in re.split(r"\n(?=\S)", LOCK.strip())]
NAMES = {re.match(r"[a-z0-9-]+", entry)[0]: entry for entry in ENTRIES}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def needed() -> list[str]:
    """What pyproject.toml and requirements.in ask for."""
    extra = (ROOT / "installer" / "requirements.in").read_text(encoding="utf-8").splitlines()
    lines = [*PROJECT["project"]["dependencies"], *(line for line in extra if line and not line.startswith("#"))]
    return [re.match(r"[A-Za-z0-9_.-]+", line)[0].lower().replace("_", "-") for line in lines]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.split("==")[0])
def test_every_line_is_one_version_with_hashes(entry: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; [^\\]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", entry.strip())


def test_no_host_no_index_no_path() -> None:
    assert not re.search(r"://|index|find-links|@|(^|\s)/|file:", LOCK)


@pytest.mark.parametrize("name", needed())
def test_everything_asked_for_is_locked(name: str) -> None:
    assert name in NAMES


def test_qt_is_the_version_that_does_not_lose_none() -> None:
    assert NAMES["pyside6-essentials"].startswith("pyside6-essentials==6.11.3 ")
    assert NAMES["shiboken6"].startswith("shiboken6==6.11.3 ")


def test_sqlcipher_is_past_the_wal_reset_bug() -> None:
    version = re.match(r"sqlcipher3==([\d.]+)", NAMES["sqlcipher3"])[1]
    assert tuple(map(int, version.split("."))) >= (0, 6, 4)


@pytest.mark.parametrize("name", ["numpy", "pandas", "pyside6", "pyside6-addons", "sqlcipher3-binary", "docopt"])
def test_what_is_kept_out(name: str) -> None:
    assert name not in NAMES
