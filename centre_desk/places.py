"""Where things lie on this machine: the program's resources, and the folders of its user.

From source the resources are beside the package, installed and frozen inside it. The user's folders are
those of the system (platformdirs), or all below `CENTRE_DESK_HOME` where that is set.
"""

import os
from functools import cache
from pathlib import Path

from platformdirs import PlatformDirs

HOME_VARIABLE = "CENTRE_DESK_HOME"


def find_resources(package: Path) -> Path:
    """Return the resources of a package folder: inside it when installed or frozen, else beside it."""
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


@cache
def _resources() -> Path:
    return find_resources(Path(__file__).resolve().parent)


def resource(*parts: str) -> Path:
    """Return a file or folder of the resources: `resource("fonts", "NotoSans-Regular.ttf")`."""
    return _resources().joinpath(*parts)


def _home(kind: str) -> Path:
    """The user's folder of a kind (`data`, `config`, `cache`, `state`); one for all where the home is set."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    folders = PlatformDirs("centre-desk", appauthor=False, roaming=False)
    return Path(getattr(folders, f"user_{kind}_dir"))


def desks_folder() -> Path:
    """Where new desks are proposed. Local to the PC: a live desk may not lie in a synchronised folder."""
    return _home("data") / "desks"


def trust_folder() -> Path:
    """Where the public keys lie that `verify` trusts."""
    return _home("data") / "trust"


def settings_file() -> Path:
    """The user's settings of this PC: last desk, language, window. Nothing about people."""
    return _home("config") / "settings.json"


def logs_folder() -> Path:
    """Where the logs and crash reports lie."""
    return _home("state") / "logs"


def opened_papers_folder() -> Path:
    """Where a paper lies while another program shows it; emptied at start and at exit."""
    return _home("cache") / "opened"


def demonstration_folder() -> Path:
    """Where the demonstration of this user lies, with its desk, papers and returns."""
    return _home("data") / "demonstration"
