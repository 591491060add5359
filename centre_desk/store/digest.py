"""A digest of a desk's facts: equal for equal facts, whatever keys, salts and signatures they lie under.

The journal, backups and columns marked `digest: False` stay out; every other row enters, by table and key.
"""

import json
from collections.abc import Iterator
from hashlib import sha256

from sqlalchemy import Table, func, inspect, select
from sqlalchemy.orm import Session

from centre_desk.models import Base

_LEFT_OUT = frozenset({"journal_entry", "journal_value", "backup_record"})


def data_digest(db: Session) -> str:
    """Return the SHA-256, in hex, over every fact of the desk."""
    whole = sha256()
    for table in sorted(Base.metadata.tables.values(), key=lambda t: t.name):
        if table.name not in _LEFT_OUT:
            for line in _lines(db, table):
                whole.update(line)
    return whole.hexdigest()


def row_counts(db: Session) -> dict[str, int]:
    """Return how many rows each table has; a desk of an older version, backed up before its upgrade, lacks some."""
    there = set(inspect(db.connection()).get_table_names())
    return {
        table.name: db.execute(select(func.count()).select_from(table)).scalar_one()
        for table in sorted(Base.metadata.tables.values(), key=lambda t: t.name)
        if table.name in there
    }


def _lines(db: Session, table: Table) -> Iterator[bytes]:
    columns = [column for column in table.columns if column.info.get("digest", True)]
    rows = db.execute(select(*columns).order_by(*table.primary_key.columns))
    for row in rows:
        yield json.dumps([table.name, *map(_text, row)], ensure_ascii=False).encode() + b"\n"


def _text(value: object) -> str | None:
    if value is None:
        return None
    return sha256(value).hexdigest() if isinstance(value, bytes) else str(value)
