"""What every table shares: names of constraints, moments in UTC, enums held by a CHECK.

Columns marked `info={"digest": False}` differ from run to run (keys, signatures, salts) and stay out of the
data digest. Instants are stored as ISO text with six decimals so that they sort as they were. Partial indexes name
SQLite alone: naming PostgreSQL too would load its dialect, a tenth of the start, before there is any use for it.
"""

from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, MetaData, String, Text
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

NOT_IN_DIGEST: dict[Any, Any] = {"digest": False}


class Base(DeclarativeBase):
    """The tables of a desk."""

    metadata = MetaData(naming_convention=NAMING)


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC as text; a naive one is a mistake of the program (ValueError)."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write as ISO text in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read back as an aware moment."""
        return None if value is None else datetime.fromisoformat(value)


def enum_of(kind: type[Enum], name: str) -> SqlEnum:
    """Return a column type that holds the values of an enum, guarded by a CHECK called `name`."""
    return SqlEnum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        values_callable=lambda members: [str(member.value) for member in members],
    )


def at_least_zero(*columns: str) -> tuple[CheckConstraint, ...]:
    """Return a CHECK per column: money and counts are never negative."""
    return tuple(CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative") for column in columns)


class Recorded:
    """Who entered the row, and when."""

    by_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"), sort_order=90)
    at: Mapped[datetime] = mapped_column(Instant, sort_order=91)


class Dated:
    """A fact that holds from a day to a day (both included; no end: still holds)."""

    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


LongText = Text
