"""A roll of 25 people saved by its action, against a bare durable commit of the same rows on a like database.

The floor has the same tables, indexes, key and pragmas, and none of the checks, triggers and references.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from centre_desk.actions.attendance import validate_roll
from centre_desk.models.course import SessionSlot
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.desk import Actor
from centre_desk.store.engines import connect
from centre_desk.store.opening import DATABASE, Store
from tests.benchmarks.desks import open_new_desk
from tests.benchmarks.measuring import Result, compare
from tests.builders import build_centre, build_session, enrol
from tests.builders_overview import build_people

AT = datetime(2019, 11, 29, 17, 0, tzinfo=UTC)
PEOPLE, WARM_UP = 25, 3
TABLES = ("roll", "attendance_mark", "journal_entry", "journal_value")


def measure(pairs: int = 25) -> Result:
    """Save rolls on one desk, and the rows that the same rolls left on another one on the bare database."""
    with open_new_desk() as (model, _), open_new_desk() as (store, actor):
        slots, enrolments = _prepare(model)
        written = [_rows_of(model, lambda slot=slot: _save(model, slot, enrolments, actor)) for slot in slots]
        _prepare(store)
        with _bare(model) as bare:
            ours, floor = iter(slots), iter(written)
            return compare(
                "roll",
                lambda: _save(store, next(ours), enrolments, actor),
                lambda: _commit(bare, next(floor)),
                pairs=min(pairs, len(slots) - WARM_UP),
                warm_up=WARM_UP,
            )


def _prepare(store: Store) -> tuple[list[int], list[int]]:
    centre = build_centre(store)
    session = build_session(store, centre, start=date(2019, 11, 1), end=date(2019, 11, 29))
    enrolments = list(enrol(store, session, build_people(store, 1, PEOPLE), start=date(2019, 11, 1)).values())
    with store.read() as db:
        query = select(SessionSlot.id).where(SessionSlot.session_id == session)
        return list(db.scalars(query.order_by(SessionSlot.day, SessionSlot.half_day))), enrolments


def _save(store: Store, slot: int, enrolments: list[int], by: Actor) -> None:
    marks = dict.fromkeys(enrolments, MarkValue.PRESENT)
    marks |= dict.fromkeys(enrolments[:2], MarkValue.ABSENT)
    validate_roll(store, slot_id=slot, marks=marks, signatures=PEOPLE - 2, by=by, at=AT)


# --- the bare database

Row = tuple[str, tuple[Any, ...]]


def _rows_of(store: Store, act: Any) -> list[Row]:
    """Return the rows that an act adds."""
    with store.read() as db:
        raw = db.connection().connection
        before = {table: raw.cursor().execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0 for table in TABLES}
    act()
    with store.read() as db:
        raw = db.connection().connection
        return [
            (table, tuple(row))
            for table in TABLES
            for row in raw.cursor().execute(f"SELECT * FROM {table} WHERE rowid > ?", (before[table],)).fetchall()
        ]


@contextmanager
def _bare(model: Store) -> Iterator[Any]:
    with TemporaryDirectory(prefix="centre-desk-") as folder:
        connection = connect(Path(folder) / DATABASE, model.key, create=True)
        with model.read() as db:
            for statement in _schema(db.connection().connection.cursor()):
                connection.execute(statement)
        yield connection
        connection.close()


def _schema(cursor: Any) -> Iterator[str]:
    """Return the columns and indexes of the tables that a roll writes to."""
    for table in TABLES:
        columns = cursor.execute(f"PRAGMA table_info({table})").fetchall()
        held = [f"{name} {kind} {'PRIMARY KEY' if key else ''}" for _, name, kind, _, _, key in columns]
        yield f"CREATE TABLE {table} ({', '.join(held)})"
        for number, index in enumerate(cursor.execute(f"PRAGMA index_list({table})").fetchall()):
            names = [row[2] for row in cursor.execute(f"PRAGMA index_info({index[1]})").fetchall()]
            kind = "UNIQUE INDEX" if index[2] else "INDEX"
            yield f"CREATE {kind} {table}_{number} ON {table} ({', '.join(names)})"


def _commit(connection: Any, rows: list[Row]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for table, row in rows:
        connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    connection.execute("COMMIT")
