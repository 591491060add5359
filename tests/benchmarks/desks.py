"""Desks to measure on, made by the builders of the tests in a folder that goes away."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from centre_desk.actions.desk.rights import actor_of
from centre_desk.actions.desk.users import add_user
from centre_desk.actions.overview.founding import found_desk
from centre_desk.rules.desk import Actor, Role
from centre_desk.store import keys
from centre_desk.store.opening import Store
from centre_desk.views.window.demonstration import NOTE

CHEAP = keys.Cost(passes=1, memory_kib=64)  # what a password costs is chosen, not ours to compare
PASSWORD = "mot de passe long"
FOUNDED = datetime(2019, 1, 2, 8, 0, tzinfo=UTC)


@contextmanager
def open_new_desk() -> Iterator[tuple[Store, Actor]]:
    """Give an open desk with an administrator and the secretary who acts; it goes away at the end."""
    with TemporaryDirectory(prefix="centre-desk-") as folder, found(Path(folder) / "desk") as store:
        yield store, secretary_of(store)


def found(folder: Path) -> Store:
    """Make a desk with two users, and the note by which the window signs the secretary in."""
    founded = found_desk(
        folder,
        centre_code="CFP-SENOU",
        centre_name="CFP Sénou",
        user_name="Awa",
        password=PASSWORD,
        at=FOUNDED,
        roles=frozenset({Role.ADMINISTRATOR}),
        cost=CHEAP,
        demonstration=True,
    )
    add_user(
        founded.store,
        name="Kadia",
        full_name="Kadia",
        roles=(Role.SECRETARY,),
        password=PASSWORD,
        by=founded.actor,
        at=FOUNDED,
        cost=CHEAP,
    )
    users = [{"name": "Kadia", "roles": [Role.SECRETARY], "password": PASSWORD}]
    (folder / NOTE).write_text(json.dumps({"users": users}), encoding="utf-8")
    return founded.store


def secretary_of(store: Store) -> Actor:
    """Return the secretary."""
    with store.read() as db:
        return actor_of(db, 2, FOUNDED.date())
