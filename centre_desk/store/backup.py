"""Backups that restore: copied by SQLite itself, reopened, verified, then signed and renamed into place.

One file, a zip without compression: the encrypted database, its key slots and description, and a signed
manifest with the SHA-256 of each, so that anyone can tell without a password whether it is whole.
"""

import hashlib
import json
import shutil
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.desk import BackupRecord
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.store import engines, keys
from centre_desk.store.digest import row_counts
from centre_desk.store.files import sync_file, sync_folder
from centre_desk.store.journal import chain_head, find_breaks
from centre_desk.store.lock import DeskLock
from centre_desk.store.opening import DATABASE, DESCRIPTION, Store, read_description
from centre_desk.store.signers import signing_key
from centre_desk.store.signing import SigningKey

SUFFIX = ".deskbackup"
KIND = "centre-desk-backup"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
_PARTS = (DATABASE, keys.COPIES[0], DESCRIPTION)
_NEWEST_KEPT = 12


@dataclass(frozen=True, slots=True)
class State:
    """What a copy must have in common with its desk: journal, rows of each table, sums of money in francs."""

    journal_seq: int
    journal_head: str
    rows: dict[str, int]
    due: int
    paid: int


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy: its number and file."""

    sequence: int
    path: Path


def make_backup(store: Store, why: str, at: datetime, folder: Path | None = None) -> Backup:
    """Copy the desk into `folder` (its own `backups/` when none), verify the copy, thin out the old ones.

    `Refused` when the copy does not verify or cannot be written; then no file is left that looks like one.
    """
    target = folder or store.folder / "backups"
    work = target / "unfinished"
    try:
        target.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        made = _copy_and_pack(store, why, at, target, work)
    except OSError as error:
        raise Refused([refusal("desk.backup_not_written", folder=str(target), error=error.strerror or "")]) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _thin(target)
    return made


def _copy_and_pack(store: Store, why: str, at: datetime, target: Path, work: Path) -> Backup:
    state, key = _copy_database(store, work / DATABASE)
    verify_database(work / DATABASE, store.key, state)
    for name in _PARTS[1:]:
        shutil.copyfile(store.folder / name, work / name)
    sequence = _next_sequence(store, target)
    manifest = _manifest(store, state, sequence, why, at, work)
    packed = work / "packed"
    _pack(packed, work, manifest, key)
    sync_file(packed)
    final = target / f"{store.description.centre}-{sequence:06d}{SUFFIX}"
    _record(store, sequence, why, at, packed, final.name, state)
    packed.replace(final)
    sync_folder(target)
    return Backup(sequence, final)


def _copy_database(store: Store, target: Path) -> tuple[State, SigningKey]:
    with store.begin() as db:  # the writer waits: the state and the copy are of one moment
        state, key = read_state(db), signing_key(db)
        copy = engines.connect(target, store.key, create=True)
        source = engines.connect(store.folder / DATABASE, store.key)
        try:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").close()
        finally:
            source.close()
            copy.close()
    sync_file(target)
    return state, key


def read_state(db: Session) -> State:
    """Read what a copy is compared by."""
    seq, head = chain_head(db)
    rows = row_counts(db)
    rows.pop("backup_record")
    due = db.execute(select(func.coalesce(func.sum(ClaimLine.net), 0))).scalar_one()
    paid = db.execute(
        select(func.coalesce(func.sum(Payment.amount), 0)).where(Payment.undone_at.is_(None))
    ).scalar_one()
    return State(seq, head, rows, int(due), int(paid))


def verify_database(path: Path, key: bytes, expected: State | None = None) -> State:
    """Reopen a closed database and check pages, structure, journal and, where given, its expected state."""
    engine = engines.make_engine(path, key, writes=False)
    try:
        faults = _page_faults(engine)
        with Session(engine) as db:
            state = read_state(db)
            broken = next(find_breaks(db), None)
    except sqlcipher3.DatabaseError:
        raise Refused([refusal("desk.copy_damaged", what="pages")]) from None
    finally:
        engine.dispose()
    for what, bad in (("pages", faults), ("journal", broken), ("counts", expected not in (None, state))):
        if bad:
            raise Refused([refusal("desk.copy_damaged", what=what)])
    return state


def _page_faults(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        ciphers = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
        checks = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return [*map(str, ciphers), *(str(c) for c in checks if c != "ok")]


def _next_sequence(store: Store, target: Path) -> int:
    with store.read() as db:
        recorded = db.execute(select(func.coalesce(func.max(BackupRecord.id), 0))).scalar_one()
    return max(recorded, *(sequence_of(path) for path in target.glob(f"*{SUFFIX}")), 0) + 1


def sequence_of(path: Path) -> int:
    """Return the number in a backup's file name; 0 when it has none."""
    tail = path.stem.rsplit("-", 1)[-1]
    return int(tail) if tail.isdigit() else 0


def _manifest(store: Store, state: State, sequence: int, why: str, at: datetime, work: Path) -> dict[str, Any]:
    return {
        "kind": KIND,
        "format": 1,
        "centre": store.description.centre,
        "sequence": sequence,
        "why": why,
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "journal": {"seq": state.journal_seq, "head": state.journal_head},
        "rows": sum(state.rows.values()),
        "money": {"due": state.due, "paid": state.paid},
        "files": {name: sha256_of(work / name) for name in _PARTS},
    }


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pack(packed: Path, work: Path, manifest: dict[str, Any], key: SigningKey) -> None:
    text = json.dumps(manifest, sort_keys=True, indent=1).encode()
    signature = json.dumps({"kid": key.kid, "signature": key.sign(text).hex()}).encode()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(MANIFEST, text)
        archive.writestr(SIGNATURE, signature)
        for name in _PARTS:
            archive.write(work / name, name)


def _record(store: Store, sequence: int, why: str, at: datetime, packed: Path, name: str, state: State) -> None:
    with store.begin() as db:
        db.add(
            BackupRecord(
                id=sequence,
                at=at,
                why=why,
                name=name,
                size=packed.stat().st_size,
                sha256=sha256_of(packed),
                journal_seq=state.journal_seq,
            )
        )


def _thin(folder: Path) -> None:
    """Keep the newest, then ever fewer of the older, by number: a wrong clock loses nothing."""
    found = {sequence_of(path): path for path in folder.glob(f"*{SUFFIX}")}
    for sequence in superfluous(list(found)):
        found[sequence].unlink()


def superfluous(sequences: list[int]) -> tuple[int, ...]:
    """Return the numbers to drop: the newest twelve stay, of older ones each 4th, then each 16th, 64th, ..."""
    newest = max(sequences, default=0)
    return tuple(n for n in sequences if n % _step(newest - n))


def _step(age: int) -> int:
    step = 1
    while age >= _NEWEST_KEPT * step:
        step *= 4
    return step


def unpack_backup(path: Path, target: Path) -> dict[str, Any]:
    """Unpack a backup into an empty folder after checking every hash; return its manifest."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read(MANIFEST))
            names = set(manifest["files"])
            if manifest["kind"] != KIND or names != set(_PARTS):
                raise KeyError("kind")
            for name in names:
                (target / name).write_bytes(archive.read(name))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError):
        raise Refused([refusal("desk.no_backup_file", file=path.name)]) from None
    if any(sha256_of(target / name) != manifest["files"][name] for name in names):
        raise Refused([refusal("desk.copy_damaged", what="hash")])
    return dict(manifest)


def restore_backup(path: Path, folder: Path, name: str, password: str) -> State:
    """Put a backup in place as the desk `folder`; what was there is set aside, never overwritten.

    The password of a user of that moment opens it, which proves the copy before anything is moved.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = DeskLock(folder)
    work = folder / "unfinished-restore"
    try:
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        unpack_backup(path, work)
        read_description(work)
        ring = keys.read_ring(work)
        key = keys.unlock(ring, name, password) if name else keys.unlock_any(ring, password)[0]
        state = verify_database(work / DATABASE, key)
        _set_aside(folder)
        for part in (DATABASE, keys.COPIES[0], DESCRIPTION):
            (work / part).replace(folder / part)
        keys.write_ring(folder, keys.read_ring(folder))
        for part in ("backups", "outbox"):
            (folder / part).mkdir(exist_ok=True)
        sync_folder(folder)
        return state
    finally:
        shutil.rmtree(work, ignore_errors=True)
        lock.close()


def _set_aside(folder: Path) -> None:
    old = [p for p in folder.iterdir() if p.name.startswith(DATABASE) or p.name in (*keys.COPIES, DESCRIPTION)]
    if not old:
        return
    number = 1 + sum(1 for _ in folder.glob("set-aside-*"))
    aside = folder / f"set-aside-{number:03d}"
    aside.mkdir()
    for path in old:
        path.replace(aside / path.name)
