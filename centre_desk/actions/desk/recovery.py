"""The recovery sheet used: it opens the desk and gives one user a new password, and the journal says so."""

from datetime import datetime
from pathlib import Path

from centre_desk.actions.desk.rights import actor_of
from centre_desk.queries.desk import find_user
from centre_desk.rules.desk import Actor, check_password
from centre_desk.rules.encoding import crockford, read_key_words
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.store import keys, opening
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

SECRET_BYTES = 20


def recover(
    folder: Path, *, sheet: str, name: str, new_password: str, at: datetime, cost: keys.Cost | None = None
) -> tuple[Store, Actor]:
    """Open a desk with the code of its recovery sheet; `Refused`: wrong code, no such user, short password."""
    refuse_if(check_password(new_password))
    description = opening.read_description(folder)
    ring = keys.read_ring(folder)
    key = keys.unlock_with_sheet(ring, _typed_code(sheet))
    store = opening.open_with_key(folder, key, description)
    try:
        return store, _give_password(store, ring, name, new_password, at, cost)
    except BaseException:
        store.close()
        raise


def _typed_code(sheet: str) -> str:
    try:
        return crockford(read_key_words(sheet, SECRET_BYTES))
    except ValueError:
        raise Refused([refusal("desk.wrong_recovery_code")]) from None


def _give_password(
    store: Store, ring: keys.KeyRing, name: str, password: str, at: datetime, cost: keys.Cost | None
) -> Actor:
    with store.begin() as db:
        user_id = find_user(db, name)
        if user_id is None:
            raise Refused([refusal("desk.user_left")])
        actor = actor_of(db, user_id, at.date())
        write_journal(db, by=actor, at=at, act="desk.recover", subject=("user", user_id))
        slot = keys.with_slot(ring, keys.SlotKind.USER, name, password, store.key, cost or keys.calibrated())
        keys.write_ring(store.folder, slot)
    return actor
