"""Signing in: a password opens the desk, or, in an open desk, changes who acts.

An older desk is backed up and upgraded on the way in; a newer one is refused untouched.
"""

from datetime import datetime
from pathlib import Path

from centre_desk.actions.desk.rights import actor_of
from centre_desk.queries.desk import administrator_names, find_user
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.store import backup, keys, opening, upgrade
from centre_desk.store.opening import Store


def sign_in(folder: Path, name: str, password: str, at: datetime) -> tuple[Store, Actor]:
    """Open a desk and return it with its user. `Refused`: password, second opener, newer or damaged desk."""
    return _entered(opening.open_desk(folder, name, password), name, at)


def sign_in_as_administrator(folder: Path, password: str, at: datetime) -> tuple[Store, Actor]:
    """Open a desk with an administrator's password alone; `Refused` for the password of anybody else."""
    description = opening.read_description(folder)
    ring = keys.read_ring(folder)
    key, owner = keys.unlock_any(ring, password)
    store = opening.open_with_key(folder, key, description)
    try:
        names = administrator_names(store)
        name = next((known for known in names if keys.owns(ring, owner, known)), None)
        if name is None:
            raise Refused([refusal("desk.wrong_password")])
    except BaseException:
        store.close()
        raise
    return _entered(store, name, at)


def _entered(store: Store, name: str, at: datetime) -> tuple[Store, Actor]:
    try:
        if opening.needs_upgrade(store):
            backup.make_backup(store, "upgrade", at)
            upgrade.upgrade(store.writer)
        return store, _actor(store, name, at)
    except BaseException:
        store.close()
        raise


def change_user(store: Store, name: str, password: str, at: datetime) -> Actor:
    """Return the actor for another user of an open desk; `Refused` when the password does not fit."""
    if keys.unlock(keys.read_ring(store.folder), name, password) != store.key:
        raise Refused([refusal("desk.wrong_password")])
    return _actor(store, name, at)


def _actor(store: Store, name: str, at: datetime) -> Actor:
    with store.read() as db:
        user_id = find_user(db, name)
        if user_id is None:
            raise Refused([refusal("desk.user_left")])
        return actor_of(db, user_id, at.date())
