"""Users: added with a key slot of their own, given roles, and let go, each with who and when."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.desk import Delegation, User, UserRole
from centre_desk.queries.desk import find_user
from centre_desk.rules.desk import Actor, Right, Role, check_password, check_reason
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store import keys
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

_TOUCHED = frozenset({Room.DESK})


def add_user(
    store: Store,
    *,
    name: str,
    full_name: str,
    roles: Iterable[Role],
    password: str,
    by: Actor,
    at: datetime,
    cost: keys.Cost | None = None,
) -> Done:
    """Add a user with roles and a key slot. `Refused`: no right, name taken, password too short."""
    name, given = name.strip(), sorted(set(roles))
    refuse_if(check_password(password), None if name else refusal("desk.no_user_name"))
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_USERS, at)
        if find_user(db, name) is not None:
            raise Refused([refusal("desk.name_taken", name=name)])
        user = User(name=name, full_name=full_name, created_at=at)
        db.add(user)
        db.flush()
        db.add_all(UserRole(user_id=user.id, role=r, granted_at=at, granted_by_id=by.user_id) for r in given)
        write_journal(db, by=by, at=at, act="desk.add_user", subject=("user", user.id), after={"roles": given})
        # The slot is written last: were the commit to fail, a slot without a user opens nothing to act with.
        _write_slot(store, name, password, cost)
    return Done(_TOUCHED, user.id)


def _write_slot(store: Store, name: str, password: str, cost: keys.Cost | None) -> None:
    ring = keys.read_ring(store.folder)
    ring = keys.with_slot(ring, keys.SlotKind.USER, name, password, store.key, cost or keys.calibrated())
    keys.write_ring(store.folder, ring)


def change_password(
    store: Store, *, old: str, new: str, by: Actor, at: datetime, cost: keys.Cost | None = None
) -> Done:
    """Give the actor a new password; `Refused` when the old one does not fit or the new one is short."""
    keys.unlock(keys.read_ring(store.folder), by.name, old)
    refuse_if(check_password(new))
    with store.begin() as db:
        write_journal(db, by=by, at=at, act="desk.change_password", subject=("user", by.user_id))
        _write_slot(store, by.name, new, cost)
    return Done(_TOUCHED, by.user_id)


def reset_password(
    store: Store, *, user_id: int, new: str, reason: str, by: Actor, at: datetime, cost: keys.Cost | None = None
) -> Done:
    """Give another user a new password, where it was lost; the journal keeps who did it and why."""
    refuse_if(check_password(new), check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_USERS, at)
        user = db.get_one(User, user_id)
        write_journal(db, by=by, at=at, act="desk.reset_password", subject=("user", user_id), reason=reason)
        _write_slot(store, user.name, new, cost)
    return Done(_TOUCHED, user_id)


def set_roles(store: Store, *, user_id: int, roles: Iterable[Role], by: Actor, at: datetime) -> Done:
    """Give and take back roles so that the user holds just `roles`; the last administrator stays one."""
    wanted = set(roles)
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_USERS, at)
        rows = db.scalars(select(UserRole).where(UserRole.user_id == user_id, UserRole.revoked_at.is_(None))).all()
        before = {row.role for row in rows}
        for row in rows:
            if row.role not in wanted:
                row.revoked_at, row.revoked_by_id = at, by.user_id
        for role in sorted(wanted - before):
            db.add(UserRole(user_id=user_id, role=role, granted_at=at, granted_by_id=by.user_id))
        db.flush()
        holders = select(UserRole.id).join(User, User.id == UserRole.user_id)
        administrators = holders.where(
            UserRole.role == Role.ADMINISTRATOR, UserRole.revoked_at.is_(None), User.deactivated_at.is_(None)
        )
        if db.scalars(administrators).first() is None:
            raise Refused([refusal("desk.last_administrator")])
        write_journal(
            db,
            by=by,
            at=at,
            act="desk.set_roles",
            subject=("user", user_id),
            before={"roles": sorted(before)},
            after={"roles": sorted(wanted)},
        )
    return Done(_TOUCHED, user_id)


def deactivate_user(store: Store, *, user_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Let a user go: the row stays, the key slot is taken away. Nobody lets themselves go."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_USERS, at)
        if user_id == by.user_id:
            raise Refused([refusal("desk.not_oneself")])
        user = db.get_one(User, user_id)
        user.deactivated_at, user.deactivated_reason = at, reason
        write_journal(db, by=by, at=at, act="desk.deactivate_user", subject=("user", user_id), reason=reason)
        keys.write_ring(store.folder, keys.without_slot(keys.read_ring(store.folder), user.name))
    return Done(_TOUCHED, user_id)


def delegate(
    store: Store,
    *,
    to_user_id: int,
    role: Role,
    first_day: date,
    last_day: date,
    document: str,
    by: Actor,
    at: datetime,
) -> Done:
    """Lend one of the actor's own roles to another user for some days, by a written document."""
    with store.begin() as db:
        actor = require(db, by, Right.READ_JOURNAL, at)
        if role not in actor.roles or actor.delegation_id is not None:
            raise Refused([refusal("desk.not_ones_role", role=role.value)])
        if last_day < first_day or not document.strip():
            raise Refused([refusal("desk.delegation_incomplete")])
        row = Delegation(
            from_user_id=by.user_id,
            to_user_id=to_user_id,
            role=role,
            first_day=first_day,
            last_day=last_day,
            document=document,
            by_id=by.user_id,
            at=at,
        )
        db.add(row)
        db.flush()
        write_journal(
            db,
            by=actor,
            at=at,
            act="desk.delegate",
            subject=("delegation", row.id),
            after={"role": role, "from": first_day, "to": last_day, "user": to_user_id},
        )
    return Done(_TOUCHED, row.id)
