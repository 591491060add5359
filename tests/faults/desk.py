"""A fresh encrypted desk with the trades of the reference list, for the long proofs."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from centre_desk.actions.overview.founding import found_desk
from centre_desk.models.centre import Trade
from centre_desk.rules.desk import Role
from centre_desk.store import keys
from centre_desk.store.opening import Store

TRADES = Path(__file__).parent.parent.parent / "resources" / "reference" / "trades.csv"
CHEAP = keys.Cost(passes=1, memory_kib=64)


@contextmanager
def new_desk(folder: Path) -> Iterator[Store]:
    """Found a desk, and close it in the end."""
    founded = found_desk(
        folder,
        centre_code="PREUVE",
        centre_name="Centre de preuve",
        town="Bamako",
        user_name="Awa",
        password="mot de passe long",
        at=datetime(2019, 1, 2, 8, 0, tzinfo=UTC),
        roles=frozenset(Role),
        cost=CHEAP,
    )
    with founded.store as store:
        with store.begin() as db:
            add_trades(db)
        yield store


def add_trades(db: Session) -> None:
    """Add every trade of the reference list."""
    with TRADES.open(encoding="utf-8") as source:
        rows = [
            Trade(code=row["suggested_code"], name_fr=row["name_fr"], name_en=row["name_en"])
            for row in csv.DictReader(source)
        ]
    db.add_all(rows)
