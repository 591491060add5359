"""The demonstration in the window: its invented users from the note in its desk, and the orange banner.

Facts: `demonstration.json` as `centre-desk demo` prints it; *a plain way to try the other roles*.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from centre_desk.places import demonstration_folder
from centre_desk.rules.desk import Role
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.banner import Banner

NOTE = "demonstration.json"
_FIRST_LOOK = (Role.SECRETARY, Role.TRAINER, Role.DIRECTOR, Role.CASHIER, Role.VIEWER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class DemonstrationUser:
    """One of the invented users, whose password is no secret."""

    name: str
    roles: tuple[Role, ...]
    password: str

    def words(self, words: Catalogue) -> str:
        """Return roles and name: `Secrétaire · Kadia`."""
        return f"{', '.join(words.word(role) for role in self.roles)} · {self.name}"


def read_note(desk: Path) -> tuple[DemonstrationUser, ...]:
    """Return the users of a demonstration desk, the secretary first; none where its note cannot be read."""
    try:
        kept = json.loads((desk / NOTE).read_text(encoding="utf-8"))
        users = [_user(one) for one in kept["users"]]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(sorted(users, key=_place))


def _user(one: dict[str, object]) -> DemonstrationUser:
    listed = one["roles"]
    if not isinstance(listed, list) or not listed:
        raise TypeError
    roles = tuple(sorted((Role(str(role)) for role in listed), key=_FIRST_LOOK.index))
    return DemonstrationUser(str(one["name"]), roles, str(one["password"]))


def _place(user: DemonstrationUser) -> int:
    return min(_FIRST_LOOK.index(role) for role in user.roles)


def demonstration_banner(
    users: Sequence[DemonstrationUser], here: str, words: Catalogue, chosen: Callable[[DemonstrationUser], None]
) -> Banner:
    """Return the orange band, with the other roles to try."""
    banner = Banner("demonstration_banner")
    banner.say(words.t("Demonstration: every person here is invented."))
    box = banner.add_chooser(
        "try_role", words.t("Try as"), [user.words(words) for user in users], lambda at: chosen(users[at])
    )
    box.setCurrentIndex(next((at for at, user in enumerate(users) if user.name == here), 0))
    return banner


def make_demonstration() -> Path:
    """Make the demonstration desk with the program's own command, and return its folder.

    A process of its own: the desk is made and closed there, and this one stays able to draw.
    """
    folder = demonstration_folder()
    desk = folder / "desk"
    if read_note(desk) and (desk / "desk.db").is_file():
        return desk
    folder.mkdir(parents=True, exist_ok=True)
    frozen = bool(getattr(sys, "frozen", False))
    program = [sys.executable] if frozen else [sys.executable, "-m", "centre_desk"]
    shutil.rmtree(desk, ignore_errors=True)  # what an interrupted start left
    made = subprocess.run(
        [*program, "demo", str(desk), "--json"], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    if made.returncode != 0:
        raise Refused([refusal("desk.no_demonstration")])
    return desk
