"""What IOM sent and what became of each line; a person can be referred twice."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_desk.models.base import Base, Recorded, at_least_zero, enum_of
from centre_desk.rules.referral import LineFate, ReferralState, Route


class ReferralFile(Base, Recorded):
    """A file that was imported; importing the same bytes again changes nothing. `month` is its letterhead's."""

    __tablename__ = "referral_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    layout: Mapped[str] = mapped_column(String(64))
    month: Mapped[str] = mapped_column(String(7), default="")
    line_count: Mapped[int]


class ReferralMapping(Base, Recorded):
    """The mapping (JSON: header -> field) that the user settled for a layout; the newest is offered again."""

    __tablename__ = "referral_mapping"

    id: Mapped[int] = mapped_column(primary_key=True)
    layout: Mapped[str] = mapped_column(String(64), index=True)
    mapping: Mapped[str] = mapped_column(Text)


class Referral(Base, Recorded):
    """One person sent to the centre once, by one of the three routes."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_state_received_on", "state", "received_on"),
        *at_least_zero("children", "children_under_age"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    received_on: Mapped[date]
    route: Mapped[Route] = mapped_column(enum_of(Route, "route"))
    wished_trade_id: Mapped[int | None] = mapped_column(ForeignKey("trade.id"))
    declared_trade_id: Mapped[int | None] = mapped_column(ForeignKey("trade.id"))
    experience_years: Mapped[int | None]
    wish: Mapped[str] = mapped_column(String(120), default="")
    children: Mapped[int] = mapped_column(default=0)
    children_under_age: Mapped[int] = mapped_column(default=0)
    day_care_wished: Mapped[bool] = mapped_column(default=False)
    remarks: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ReferralState] = mapped_column(enum_of(ReferralState, "state"))


class ReferralEvent(Base, Recorded):
    """A change of a referral's state, with its day and reason."""

    __tablename__ = "referral_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    state: Mapped[ReferralState] = mapped_column(enum_of(ReferralState, "state"))
    on_date: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")


class ReferralLine(Base):
    """A line of a file that holds a person, as it was read (JSON: fact -> text), and its fate.

    `digest` is that of the line's raw texts: the same line is known again in a later file.
    """

    __tablename__ = "referral_line"
    __table_args__ = (UniqueConstraint("file_id", "sheet", "line"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("referral_file.id"))
    sheet: Mapped[str] = mapped_column(String(80), default="")
    line: Mapped[int]
    fate: Mapped[LineFate] = mapped_column(enum_of(LineFate, "fate"))
    raw: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    reasons: Mapped[str] = mapped_column(Text, default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
