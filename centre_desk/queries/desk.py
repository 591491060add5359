"""Reads of the ground floor: users, settings, months, journal, backups."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.models.desk import Attachment, BackupRecord, JournalEntry, JournalValue, Month, Setting, User, UserRole
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import MonthState, Role
from centre_desk.store.journal import REASON
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user, the roles in force, and whether they still work here."""

    id: int
    name: str
    full_name: str
    roles: frozenset[Role]
    active: bool


@dataclass(frozen=True, slots=True)
class JournalRow:
    """An entry of the journal as the director reads it. `erased`: its reason went with a person's file."""

    seq: int
    at: datetime
    actor: str
    act: str
    subject_kind: str
    subject_id: int
    reason: str
    hash: str
    erased: bool = False


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A verified copy: number, moment, why, file name, size in bytes."""

    sequence: int
    at: datetime
    why: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A scan that is kept: its file name, type, size in bytes, and who attached it when."""

    id: int
    name: str
    media_type: str
    size: int
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """A value that the centre set, by whom and when."""

    value: Any
    actor: str
    at: datetime


def user_rows(store: Store) -> list[UserRow]:
    """Return every user, those who left last."""
    with store.read() as db:
        roles: dict[int, set[Role]] = {}
        for user_id, role in db.execute(select(UserRole.user_id, UserRole.role).where(UserRole.revoked_at.is_(None))):
            roles.setdefault(user_id, set()).add(role)
        users = db.execute(
            select(User.id, User.name, User.full_name, User.deactivated_at).order_by(
                User.deactivated_at.is_not(None), User.name
            )
        ).all()
        return [UserRow(u[0], u[1], u[2], frozenset(roles.get(u[0], ())), u[3] is None) for u in users]


def find_user(db: Session, name: str) -> int | None:
    """Return the number of the active user of a name, whatever its case; None when there is none."""
    wanted = name.strip().casefold()
    rows = db.execute(select(User.id, User.name).where(User.deactivated_at.is_(None)))
    return next((number for number, known in rows if known.casefold() == wanted), None)


def administrator_names(store: Store) -> list[str]:
    """Return the names of the active administrators, the oldest first."""
    users = sorted(user_rows(store), key=lambda u: u.id)
    return [u.name for u in users if u.active and Role.ADMINISTRATOR in u.roles]


def setting(db: Session, key: str, default: Any) -> Any:
    """Return the value in force of a setting, from its JSON; `default` when it was never set."""
    text = db.scalars(select(Setting.value).where(Setting.key == key).order_by(Setting.id.desc()).limit(1)).first()
    return default if text is None else json.loads(text)


def month_states(db: Session) -> list[tuple[str, MonthState]]:
    """Return the months that were sealed at least once, with their state."""
    return [(m, s) for m, s in db.execute(select(Month.month, Month.state).order_by(Month.month))]


def is_open(db: Session, day: date) -> bool:
    """Tell whether facts of a day may still change."""
    state = db.scalars(select(Month.state).where(Month.month == month_of(day))).first()
    return state in (None, MonthState.OPEN)


def journal_rows(store: Store, *, before: int | None = None, limit: int = 200, act: str = "") -> list[JournalRow]:
    """Return a page of the journal, newest first, from the entry before number `before`."""
    query = select(
        JournalEntry.seq,
        JournalEntry.at,
        func.coalesce(User.name, ""),
        JournalEntry.act,
        JournalEntry.subject_kind,
        JournalEntry.subject_id,
        func.coalesce(JournalValue.value, JournalEntry.reason),
        JournalEntry.hash,
        JournalValue.id.is_not(None) & JournalValue.value.is_(None),
    ).outerjoin(User, User.id == JournalEntry.actor_id)
    kept = (JournalValue.entry_seq == JournalEntry.seq) & (JournalValue.path == REASON)
    query = query.outerjoin(JournalValue, kept)
    if before is not None:
        query = query.where(JournalEntry.seq < before)
    if act:
        query = query.where(JournalEntry.act.startswith(act))
    with store.read() as db:
        return [JournalRow(*row) for row in db.execute(query.order_by(JournalEntry.seq.desc()).limit(limit))]


def backup_rows(store: Store, limit: int | None = None) -> list[BackupRow]:
    """Return the recorded copies, newest first, at most `limit`."""
    columns = (BackupRecord.id, BackupRecord.at, BackupRecord.why, BackupRecord.name, BackupRecord.size)
    with store.read() as db:
        return [BackupRow(*row) for row in db.execute(select(*columns).order_by(BackupRecord.id.desc()).limit(limit))]


def scan_rows(store: Store, kind: str, number: int) -> list[ScanRow]:
    """Return the scans kept beside a fact, the newest first, without their content."""
    size = func.length(Attachment.content)
    query = (
        select(Attachment.id, Attachment.name, Attachment.media_type, size, User.name, Attachment.at)
        .join(User, User.id == Attachment.by_id)
        .where(Attachment.subject_kind == kind, Attachment.subject_id == number)
        .order_by(Attachment.id.desc())
    )
    with store.read() as db:
        return [ScanRow(*row) for row in db.execute(query)]


def scan_counts(db: Session, kind: str, numbers: Collection[int]) -> dict[int, int]:
    """Return how many scans are kept beside each fact that has any."""
    query = select(Attachment.subject_id, func.count()).where(
        Attachment.subject_kind == kind, Attachment.subject_id.in_(numbers)
    )
    return {row[0]: row[1] for row in db.execute(query.group_by(Attachment.subject_id))}


def scan_content(store: Store, scan_id: int) -> bytes:
    """Return one kept scan as it came."""
    with store.read() as db:
        return db.scalars(select(Attachment.content).where(Attachment.id == scan_id)).one()


def settings_in_force(db: Session) -> dict[str, SettingInForce]:
    """Return every setting that was ever set, by its key: the value in force, who set it and when."""
    newest = select(func.max(Setting.id)).group_by(Setting.key)
    query = (
        select(Setting.key, Setting.value, User.name, Setting.at)
        .join(User, User.id == Setting.by_id)
        .where(Setting.id.in_(newest))
    )
    return {key: SettingInForce(json.loads(text), name, at) for key, text, name, at in db.execute(query)}
