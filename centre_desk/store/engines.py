"""The two SQLCipher engines of a desk: one that writes (BEGIN IMMEDIATE), one that only reads.

Every connection gets its key and pragmas and reads them back; where one differs nothing is written.
journal_mode is WAL with FULL: one sync a commit (TRUNCATE needs two or three, which an old disk feels), and
readers do not stop the writer; both lost nothing over thousands of replayed power cuts.
"""

from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from centre_desk.rules.refusal import Refused, refusal

_OLDEST_SQLITE = (3, 51, 3)  # before it, the WAL-reset fault may corrupt a database

_PRAGMAS: tuple[tuple[str, str, str], ...] = (
    ("journal_mode", "WAL", "wal"),
    ("synchronous", "FULL", "2"),
    ("foreign_keys", "ON", "1"),
    ("trusted_schema", "OFF", "0"),
    ("cell_size_check", "ON", "1"),
    ("secure_delete", "ON", "1"),
    ("temp_store", "MEMORY", "2"),
    ("mmap_size", "0", "0"),
)


def check_sqlite() -> None:
    """Refuse an SQLite that carries the WAL-reset fault."""
    if sqlcipher3.sqlite_version_info < _OLDEST_SQLITE:
        raise Refused([refusal("desk.old_sqlite", version=sqlcipher3.sqlite_version)])


def connect(path: Path, key: bytes, *, create: bool = False) -> Any:
    """Open one raw connection with its key; `Refused` when the key does not fit or the file is damaged."""
    mode = "rwc" if create else "rw"
    connection = sqlcipher3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=15
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher3.DatabaseError:
        connection.close()
        raise Refused([refusal("desk.unreadable", file=path.name)]) from None
    _set_pragmas(connection)
    return connection


def _set_pragmas(connection: Any) -> None:
    for name, value, _ in _PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}").close()
    for name, _, expected in _PRAGMAS:
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is not None and str(row[0]).lower() != expected:
            connection.close()
            raise Refused([refusal("desk.pragma_differs", name=name, value=str(row[0]))])


def make_engine(path: Path, key: bytes, *, writes: bool) -> Engine:
    """Return an engine of one writer (waits its turn) or of readers that cannot write."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: connect(path, key),
        module=sqlcipher3,
        poolclass=QueuePool,
        pool_size=1 if writes else 4,
        max_overflow=0 if writes else 8,
        hide_parameters=True,
    )
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN DEFERRED"

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    if not writes:

        @event.listens_for(engine, "connect")
        def _read_only(raw: Any, _record: Any) -> None:
            raw.execute("PRAGMA query_only = ON").close()

    return engine
