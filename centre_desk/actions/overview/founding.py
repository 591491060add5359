"""Making a new desk: its folder, its centre, its first user, a signing key and the recovery sheet."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from centre_desk.actions.desk.rights import actor_of
from centre_desk.models.centre import Centre
from centre_desk.models.desk import User, UserRole
from centre_desk.rules.desk import Actor, Role, check_password
from centre_desk.rules.encoding import crockford
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.store import keys
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store, make_desk
from centre_desk.store.signers import add_signing_key

_CENTRE_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}")  # stands in file names
FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.DIRECTOR})


@dataclass(frozen=True, slots=True)
class Founded:
    """A new desk, open: its first user, and the code for the recovery sheet, which is kept nowhere else."""

    store: Store
    actor: Actor
    recovery_code: str


def found_desk(
    folder: Path,
    *,
    centre_code: str,
    centre_name: str,
    town: str = "",
    user_name: str,
    password: str,
    at: datetime,
    roles: frozenset[Role] = FIRST_ROLES,
    cost: keys.Cost | None = None,
    demonstration: bool = False,
) -> Founded:
    """Make a desk in a new or empty folder. `Refused`: place, password or names that do not do."""
    refuse_if(check_password(password), _check_names(centre_code, centre_name, user_name))
    store, ring = make_desk(folder, centre_code, demonstration=demonstration)
    try:
        code = new_recovery_code()
        ring = keys.with_slot(ring, keys.SlotKind.USER, user_name, password, store.key, cost or keys.calibrated())
        ring = keys.with_slot(ring, keys.SlotKind.RECOVERY, "", code, store.key, keys.LARGE_SECRET)
        actor = _first_rows(store, centre_code, centre_name, town, user_name, roles, demonstration, at)
        keys.write_ring(folder, ring)
    except BaseException:
        store.close()
        raise
    return Founded(store, actor, code)


def new_recovery_code() -> str:
    """Return 160 random bits in Crockford's base32: 32 characters, which paper groups and checks."""
    return crockford(secrets.token_bytes(20))


def _check_names(centre_code: str, centre_name: str, user_name: str) -> Iterator[Refusal]:
    if not _CENTRE_CODE.fullmatch(centre_code):
        yield refusal("desk.centre_code", code=centre_code)
    if not centre_name.strip():
        yield refusal("desk.no_centre_name")
    if not user_name.strip():
        yield refusal("desk.no_user_name")


def _first_rows(
    store: Store,
    code: str,
    name: str,
    town: str,
    user_name: str,
    roles: frozenset[Role],
    demonstration: bool,
    at: datetime,
) -> Actor:
    with store.begin() as db:
        db.add(Centre(id=1, code=code, name=name, town=town, demonstration=demonstration))
        user = User(name=user_name.strip(), created_at=at)
        db.add(user)
        db.flush()
        db.add_all(UserRole(user_id=user.id, role=role, granted_at=at) for role in sorted(roles))
        db.flush()
        add_signing_key(db, at)
        actor = actor_of(db, user.id, at.date())
        write_journal(
            db, by=actor, at=at, act="desk.found", subject=("centre", 1), after={"code": code, "roles": sorted(roles)}
        )
    return actor
