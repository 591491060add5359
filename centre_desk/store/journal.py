"""The hash-chained journal: one entry an act, written in the act's own transaction.

An entry's hash is SHA-256 over a canonical encoding of all its fields and of the hash before. Personal values and
every reason, which is free text, enter as salted commitments, so that erasing a person leaves the chain whole.
Entries of version 0.1.0 hold their reason in clear, in the column `reason`; they verify as they were written.
"""

import json
import platform
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.desk import JournalEntry, JournalValue
from centre_desk.rules.desk import Actor

START = "0" * 64
REASON = "reason"
"""The path of a reason among the clear values of an entry."""


@dataclass(frozen=True, slots=True)
class Personal:
    """A value that must not stand in clear in the chain."""

    value: str


def personal(value: object) -> Personal:
    """Wrap a name, a phone or another personal value for the journal."""
    return Personal("" if value is None else str(_plain(value)))


@dataclass(frozen=True, slots=True)
class Break:
    """The first entry that does not fit, and what is wrong: `gap`, `link`, `content` or `value`."""

    seq: int
    what: str


def write_journal(
    db: Session,
    *,
    by: Actor,
    at: datetime,
    act: str,
    subject: tuple[str, int],
    event_date: date | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Append one entry. `act` is `room.verb`; values are plain, enums, dates or `personal(…)`."""
    head = chain_head(db)
    values: list[JournalValue] = []
    seq = head[0] + 1
    body = {
        "before": _committed("before.", before or {}, seq, values),
        "after": _committed("after.", after or {}, seq, values),
    }
    if reason:
        body |= _committed("", {REASON: personal(reason)}, seq, values)
    entry = JournalEntry(
        seq=seq,
        previous_hash=head[1],
        act=act,
        subject_kind=subject[0],
        subject_id=subject[1],
        actor_id=by.user_id,
        roles=",".join(sorted(by.roles)),
        delegation_id=by.delegation_id,
        computer=platform.node(),
        event_date=event_date,
        at=at,
        body=_canonical(body),
        reason="",
    )
    entry.hash = hash_of(entry)
    db.add(entry)
    db.flush()
    db.add_all(values)
    db.flush()


def chain_head(db: Session) -> tuple[int, str]:
    """Return the number and hash of the last entry; (0, zeros) for an empty journal."""
    row = db.execute(select(JournalEntry.seq, JournalEntry.hash).order_by(JournalEntry.seq.desc()).limit(1)).first()
    return (row[0], row[1]) if row else (0, START)


def hash_of(entry: JournalEntry) -> str:
    """Return the SHA-256, in hex, over every field of an entry but its own hash."""
    fields = {
        name: _plain(getattr(entry, name))
        for name in JournalEntry.__table__.columns.keys()  # noqa: SIM118 - not a mapping
        if name != "hash"
    }
    return sha256(_canonical(fields).encode()).hexdigest()


def find_breaks(db: Session) -> Iterator[Break]:
    """Walk the whole chain and name every entry that does not fit, the first one first."""
    previous, expected = START, 1
    for entry in db.scalars(select(JournalEntry).order_by(JournalEntry.seq).execution_options(yield_per=500)):
        if entry.seq != expected:
            yield Break(entry.seq, "gap")
        elif entry.previous_hash != previous:
            yield Break(entry.seq, "link")
        if hash_of(entry) != entry.hash:
            yield Break(entry.seq, "content")
        previous, expected = entry.hash, entry.seq + 1
    yield from _value_breaks(db)


def _value_breaks(db: Session) -> Iterator[Break]:
    pairs = select(JournalValue, JournalEntry.body).join(JournalEntry, JournalEntry.seq == JournalValue.entry_seq)
    for value, body in db.execute(pairs.where(JournalValue.value.is_not(None)).order_by(JournalValue.id)):
        side, _, name = value.path.partition(".")
        said = json.loads(body).get(side, {})
        said = said.get(name, {}) if name else said
        if said.get("commitment") != _commitment(value.salt or "", value.value or ""):
            yield Break(value.entry_seq, "value")


def _committed(prefix: str, values: Mapping[str, Any], seq: int, kept: list[JournalValue]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Personal):
            salt = secrets.token_hex(16)
            kept.append(JournalValue(entry_seq=seq, path=f"{prefix}{name}", salt=salt, value=value.value))
            plain[name] = {"commitment": _commitment(salt, value.value)}
        else:
            plain[name] = _plain(value)
    return plain


def _commitment(salt: str, value: str) -> str:
    return sha256(f"{salt}\0{value}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    return value


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
