"""Opening and making a desk folder: lock, keys, version, engines, and the two ways into the database.

desk.toml  format and centre code      desk.db    the encrypted database
desk.lock  the one owner               keys.json  key slots (and its copy)
backups/   verified copies             outbox/    what leaves, encrypted
"""

import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.store import engines, keys, upgrade
from centre_desk.store.files import replace_whole
from centre_desk.store.location import check_location
from centre_desk.store.lock import DeskLock
from centre_desk.store.triggers import CERTIFIED, FROZEN, KEPT, MARKED, MARKED_OUTSIDE, OVERLAP, ROLLED, SEALED

FORMAT = 1
DATABASE = "desk.db"
DESCRIPTION = "desk.toml"

_DATABASE_CODES = {
    SEALED: "desk.sealed_month",
    OVERLAP: "desk.two_sessions",
    KEPT: "desk.nothing_deleted",
    FROZEN: "desk.frozen_fact",
    ROLLED: "course.slot_has_roll",
    MARKED: "course.slot_has_marks",
    MARKED_OUTSIDE: "course.marks_outside",
    "UNIQUE constraint failed: attendance_mark.person_id, attendance_mark.day, attendance_mark.half_day": (
        "attendance.marked_twice"
    ),
    CERTIFIED: "certificate.already_issued",
}


@dataclass(frozen=True, slots=True)
class Description:
    """What desk.toml says, in clear: nothing personal."""

    format: int
    centre: str
    demonstration: bool = False


class Store:
    """An open desk. `begin` writes in one transaction, `read` only reads; both give a SQLAlchemy session."""

    def __init__(self, folder: Path, key: bytes, lock: DeskLock, description: Description) -> None:
        self.folder = folder
        self.description = description
        self._key = key
        self._lock = lock
        self._writer: Engine = engines.make_engine(folder / DATABASE, key, writes=True)
        self._reader: Engine = engines.make_engine(folder / DATABASE, key, writes=False)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """One act: BEGIN IMMEDIATE, committed at the end, rolled back whole on any error.

        What the database refuses by a trigger or as twice becomes `Refused`, for the database is the last to say no.
        """
        with Session(self._writer, expire_on_commit=False) as db:
            try:
                with db.begin():
                    yield db
            except IntegrityError as error:
                if code := _DATABASE_CODES.get(str(error.orig)):
                    raise Refused([refusal(code)]) from None
                raise
            except DatabaseError as error:
                _refuse_damage(error, self.folder)
                raise

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A look: a deferred transaction on a connection that cannot write, closed at the end."""
        with Session(self._reader) as db:
            try:
                yield db
            except DatabaseError as error:
                _refuse_damage(error, self.folder)
                raise

    @property
    def writer(self) -> Engine:
        """The engine that writes, for upgrades and copies alone."""
        return self._writer

    @property
    def key(self) -> bytes:
        """The database key, for new key slots and backups alone."""
        return self._key

    @property
    def outbox(self) -> Path:
        """The folder of what leaves the desk."""
        return self.folder / "outbox"

    def close(self) -> None:
        """Close every connection and give the lock back."""
        self._reader.dispose()
        self._writer.dispose()
        self._lock.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _refuse_damage(error: DatabaseError, folder: Path) -> None:
    """Say plainly that a page cannot be read; SQLite reports it as no subclass of its own."""
    if type(error.orig).__name__ == "DatabaseError":
        raise Refused([refusal("desk.damaged", folder=os.fspath(folder))]) from None


def is_desk(folder: Path) -> bool:
    """Tell whether a folder holds a desk."""
    return (folder / DESCRIPTION).is_file()


def read_description(folder: Path) -> Description:
    """Read desk.toml; `Refused` for no desk, a damaged file, or a desk of a newer format (left untouched)."""
    try:
        content = tomllib.loads((folder / DESCRIPTION).read_text("utf-8"))
        found = Description(int(content["format"]), str(content["centre"]), bool(content.get("demonstration", False)))
    except FileNotFoundError:
        raise Refused([refusal("desk.no_desk", folder=os.fspath(folder))]) from None
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused([refusal("desk.description_damaged", folder=os.fspath(folder))]) from None
    if found.format > FORMAT:
        raise Refused([refusal("desk.newer", folder=os.fspath(folder))])
    return found


def write_description(folder: Path, description: Description) -> None:
    """Write desk.toml whole."""
    lines = [
        f"format = {description.format}",
        f'database = "{DATABASE}"',
        f'centre = "{description.centre}"',
        f"demonstration = {str(description.demonstration).lower()}",
    ]
    replace_whole(folder / DESCRIPTION, ("\n".join(lines) + "\n").encode())


def make_desk(folder: Path, centre_code: str, *, demonstration: bool = False) -> tuple[Store, keys.KeyRing]:
    """Make an empty desk in a new or empty folder, open; the caller adds the first key slot and writes the ring.

    `Refused` when the folder is in use, not empty, or no place for a live desk.
    """
    refuse_if(check_location(folder))
    if folder.exists() and any(folder.iterdir()):
        raise Refused([refusal("desk.folder_not_empty", folder=os.fspath(folder))])
    engines.check_sqlite()
    for part in (folder, folder / "backups", folder / "outbox"):
        part.mkdir(parents=True, exist_ok=True)
    lock = DeskLock(folder)
    ring, key = keys.new_ring()
    description = Description(FORMAT, centre_code, demonstration)
    engines.connect(folder / DATABASE, key, create=True).close()
    write_description(folder, description)
    store = Store(folder, key, lock, description)
    upgrade.upgrade(store.writer)
    return store, ring


def open_desk(folder: Path, name: str, password: str) -> Store:
    """Open a desk with a user's password. `Refused`: no desk, newer version, wrong password, second opener.

    An older desk is not upgraded here: see `needs_upgrade` (a verified backup comes first).
    """
    description = read_description(folder)
    key = keys.unlock(keys.read_ring(folder), name, password)
    return open_with_key(folder, key, description)


def open_with_key(folder: Path, key: bytes, description: Description | None = None) -> Store:
    """Open a desk whose database key is known (recovery sheet, restore)."""
    description = description or read_description(folder)
    refuse_if(check_location(folder))
    engines.check_sqlite()
    lock = DeskLock(folder)
    store: Store | None = None
    try:
        store = Store(folder, key, lock, description)
        _refuse_newer(store)
    except BaseException:
        if store is not None:
            store.close()
        lock.close()
        raise
    return store


def _refuse_newer(store: Store) -> None:
    with store.read() as db:
        revision = upgrade.revision_of(db.connection())
    if revision != upgrade.HEAD and not upgrade.is_known(revision):
        raise Refused([refusal("desk.newer", folder=os.fspath(store.folder))])


def needs_upgrade(store: Store) -> bool:
    """Tell whether the desk was made by an older version of the program."""
    with store.read() as db:
        return upgrade.revision_of(db.connection()) != upgrade.HEAD
