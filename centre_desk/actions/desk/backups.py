"""Backing up and restoring as acts of a person; what makes and proves a copy is in the store."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.room import Room
from centre_desk.store import backup
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import DATABASE, Store


def back_up(store: Store, *, why: str, by: Actor, at: datetime, folder: Path | None = None) -> Done:
    """Make a verified copy. `why`: exit, import, upgrade, closing or asked; `Done.id` is the copy's number."""
    with store.read() as db:
        require(db, by, Right.BACK_UP, at)
    made = backup.make_backup(store, why, at, folder)
    return Done(frozenset({Room.DESK}), made.sequence)


def back_up_before(store: Store, why: str, at: datetime) -> None:
    """Make the copy that an act (import, closing) needs before it begins, whoever acts."""
    backup.make_backup(store, why, at)


def try_restore(store: Store, *, name: str, by: Actor, at: datetime) -> Done:
    """Unpack one of the desk's own copies apart, check all of it, and throw it away again; journalled."""
    with store.read() as db:
        require(db, by, Right.BACK_UP, at)
    with TemporaryDirectory(dir=store.folder / "backups", prefix="trial-") as folder:
        work = Path(folder)
        backup.unpack_backup(store.folder / "backups" / name, work)
        backup.verify_database(work / DATABASE, store.key)
    with store.begin() as db:
        write_journal(db, by=by, at=at, act="desk.try_restore", subject=("backup", backup.sequence_of(Path(name))))
    return Done(frozenset({Room.DESK}))


def restore(path: Path, folder: Path, *, name: str, password: str) -> backup.State:
    """Put a copy in place of a closed desk; the old files are set aside."""
    return backup.restore_backup(path, folder, name, password)
