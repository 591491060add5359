"""The demonstration desk: a year of a centre's work, lived through the same actions as a real one.

The same date and seed give the same data digest; keys, salts and signatures differ. Its users' passwords are no
secret: they stand in `demonstration.json` inside the desk, so that the window can sign in by itself.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from centre_desk.actions.overview.demonstration.setting import CODE, PASSWORD, USERS, Scene, set_scene
from centre_desk.actions.overview.demonstration.year import Report, live_year
from centre_desk.places import trust_folder
from centre_desk.store import keys
from centre_desk.store.files import replace_whole
from centre_desk.store.signers import trusted_keys
from centre_desk.store.signing import write_trust_list

NOTE = "demonstration.json"


@dataclass(frozen=True, slots=True)
class DemoUser:
    """An invented user."""

    name: str
    roles: tuple[str, ...]
    password: str


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A demonstration desk: `password` is the administrator's."""

    folder: Path
    password: str
    users: tuple[DemoUser, ...]


def _silent(done: int, total: int) -> None:
    """Report to nobody."""


def make_demonstration(
    folder: Path, *, today: date, seed: int = 1, cost: keys.Cost = keys.FLOOR, report: Report = _silent
) -> Demonstration:
    """Make a demonstration desk in a new or empty folder as of `today`, and close it.

    Its public key is added to the user's trust folder, so that its papers verify on this PC.
    """
    scene = set_scene(folder, today, seed, cost)
    with scene.store:
        live_year(scene, report)
        _trust(scene)
    users = tuple(DemoUser(name, tuple(role.value for role in roles), PASSWORD) for name, _, roles in USERS)
    made = Demonstration(folder, PASSWORD, users)
    note = {"desk": str(folder), "password": PASSWORD, "users": [asdict(user) for user in users]}
    replace_whole(folder / NOTE, json.dumps(note, ensure_ascii=False, indent=1).encode())
    return made


def _trust(scene: Scene) -> None:
    """Add the desk's key beside those of earlier demonstrations: papers of each still verify."""
    with scene.store.read() as db:
        (key,) = trusted_keys(db, CODE)
    trust_folder().mkdir(parents=True, exist_ok=True)
    replace_whole(trust_folder() / f"demonstration-{key.kid}.json", write_trust_list([key]).encode())
