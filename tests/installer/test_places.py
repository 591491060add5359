"""Where resources and the user's folders are: from source, installed, and with a chosen home."""

import subprocess
import sys
from pathlib import Path

import pytest

from centre_desk import places


def test_from_source_the_resources_lie_beside_the_package() -> None:
    assert places.resource("fonts", "NotoSans-Regular.ttf").is_file()
    assert places.resource("reference/trades.csv").is_file()


def test_installed_the_resources_lie_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "centre_desk"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "site-packages" / "resources").mkdir()

    assert places.find_resources(package) == package / "resources"


def test_frozen_the_resources_may_lie_beside_the_package(tmp_path: Path) -> None:
    assert places.find_resources(tmp_path / "centre_desk") == tmp_path / "resources"


FOLDERS = [
    (places.desks_folder, "desks"),
    (places.trust_folder, "trust"),
    (places.settings_file, "settings.json"),
    (places.logs_folder, "logs"),
    (places.opened_papers_folder, "opened"),
    (places.demonstration_folder, "demonstration"),
]


@pytest.mark.parametrize(("place", "name"), FOLDERS)
def test_a_chosen_home_holds_everything(place, name, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CENTRE_DESK_HOME", str(tmp_path))

    assert place() == tmp_path / name


@pytest.mark.parametrize(("place", "name"), FOLDERS)
def test_without_a_chosen_home_each_lies_in_a_folder_of_the_program(
    place, name, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CENTRE_DESK_HOME", raising=False)

    assert place().is_absolute()
    assert "centre-desk" in place().parts


def test_places_are_known_without_qt() -> None:
    code = "import sys, centre_desk.places; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert (
        subprocess.run([sys.executable, "-c", code], cwd=Path(places.__file__).parents[1], check=False).returncode == 0
    )
