"""Sealed returns: the canonical data of a month, frozen, from which the same files come out again."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_desk.models.base import NOT_IN_DIGEST, Base, Recorded, at_least_zero, enum_of
from centre_desk.rules.monthly_return import IomAnswer, Measure


class MonthlyReturn(Base, Recorded):
    """A version of a month's return. `canonical` is JSON without wall time, journal head or key."""

    __tablename__ = "monthly_return"
    __table_args__ = (UniqueConstraint("month", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(String(7))
    version: Mapped[int]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("monthly_return.id"))
    previous_sha256: Mapped[str] = mapped_column(String(64), default="")
    canonical: Mapped[bytes] = mapped_column(LargeBinary)
    canonical_sha256: Mapped[str] = mapped_column(String(64))
    journal_head: Mapped[str] = mapped_column(String(64), info=NOT_IN_DIGEST)
    signed_by: Mapped[str] = mapped_column(String(120), default="")


class ReturnEvent(Base, Recorded):
    """An export, the sending or IOM's answer to a return."""

    __tablename__ = "return_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("monthly_return.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    answer: Mapped[IomAnswer | None] = mapped_column(enum_of(IomAnswer, "answer"))
    on_date: Mapped[date]
    recipient: Mapped[str] = mapped_column(String(160), default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class PastTotal(Base, Recorded):
    """What a measure had reached since the agreement began, before the desk did: added to every sum since then.

    `amount` is the whole; women and men as far as they are known.
    """

    __tablename__ = "past_total"
    __table_args__ = at_least_zero("amount")

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[Measure] = mapped_column(enum_of(Measure, "measure"), unique=True)
    amount: Mapped[int]
    female: Mapped[int | None]
    male: Mapped[int | None]
