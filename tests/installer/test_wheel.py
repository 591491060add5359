"""The wheel that `pip install .` builds: packages, resources, compiled catalogues, the command, and no more."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("centre_desk", "installer", "resources"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    stale = source / "build" / "lib" / "centre_desk" / "gone.py"
    stale.parent.mkdir(parents=True)
    stale.write_text("", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(target)], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return zipfile.ZipFile(next(target.glob("*.whl")))


def test_every_module_is_in_it_and_none_that_is_gone(wheel: zipfile.ZipFile) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "centre_desk").rglob("*.py")}
    assert {name for name in wheel.namelist() if name.endswith(".py")} == modules


@pytest.mark.parametrize(
    "name",
    ["fonts/NotoSans-Regular.ttf", "fonts/OFL.txt", "reference/trades.csv", "locale/fr/LC_MESSAGES/centre_desk.mo",
     "locale/en/LC_MESSAGES/centre_desk.mo"],
)  # fmt: skip
def test_resources_are_in_the_package(wheel: zipfile.ZipFile, name: str) -> None:
    assert wheel.getinfo(f"centre_desk/resources/{name}").file_size > 0


def test_nothing_else_comes_along(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top.split("-")[0] for top in tops} == {"centre_desk"}
    assert not [name for name in wheel.namelist() if name.endswith(".po")]


def test_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    info = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
    assert "centre-desk = centre_desk.__main__:main" in wheel.read(info).decode()
    assert [name for name in wheel.namelist() if name.endswith("licenses/LICENSE")]
