"""What spans the rooms: two files made one, two people exchanged, a person made anonymous, a project's retention.

Also what a centre brought in when it began in mid-year: it is said once, and shown as such ever after.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import Base, Instant, Recorded, at_least_zero, enum_of
from centre_desk.rules.overview import PeopleActKind


class PeopleAct(Base, Recorded):
    """An act on one or two people. Merging: `other_id` became part of `person_id`; `undone_at` takes it back."""

    __tablename__ = "people_act"
    __table_args__ = (CheckConstraint("other_id IS NULL OR other_id <> person_id", name="two_people"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PeopleActKind] = mapped_column(enum_of(PeopleActKind, "kind"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    on_date: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    undone_reason: Mapped[str] = mapped_column(Text, default="")

    moved: Mapped[list["MovedRow"]] = relationship(order_by="MovedRow.id")


class MovedRow(Base):
    """A row of another table that an act gave to another person: what is undone is known to the row."""

    __tablename__ = "moved_row"
    __table_args__ = (UniqueConstraint("act_id", "table_name", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("people_act.id"))
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]


class Retention(Base, Recorded):
    """Until when the files of an agreement's people are kept; the newest row of an agreement is in force."""

    __tablename__ = "retention"
    __table_args__ = (Index("ix_retention_agreement_id_id", "agreement_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    keep_until: Mapped[date]


class TakingOver(Base, Recorded):
    """The one day on which a centre that began in mid-year brought in what went before."""

    __tablename__ = "taking_over"
    __table_args__ = (CheckConstraint("id = 1", name="once"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    on_date: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")


class NumberTakenOver(Base):
    """The last number that a series had reached on paper."""

    __tablename__ = "number_taken_over"
    __table_args__ = at_least_zero("last_used")

    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_used: Mapped[int]
