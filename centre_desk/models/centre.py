"""The centre and what it agreed with IOM: profile, sites, agreement, dated rates, trades, holidays, staff."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import Base, Recorded, at_least_zero, enum_of
from centre_desk.rules.centre import HolidayKind, HolidaySpan, ProrationMethod, RateKind, SignatoryKind
from centre_desk.rules.money import Rounding


class Centre(Base):
    """The one centre of this desk (row 1)."""

    __tablename__ = "centre"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    short_name: Mapped[str] = mapped_column(String(60), default="")
    legal_status: Mapped[str] = mapped_column(String(80), default="")
    ministry: Mapped[str] = mapped_column(String(160), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    town: Mapped[str] = mapped_column(String(80), default="")
    region_code: Mapped[str] = mapped_column(String(8), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(120), default="")
    paper_header: Mapped[str] = mapped_column(Text, default="")
    demonstration: Mapped[bool] = mapped_column(default=False)


class Site(Base):
    """A place where courses are held; `off_site` for a village or another provider."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    town: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    off_site: Mapped[bool] = mapped_column(default=False)
    closed_on: Mapped[date | None]


class Classroom(Base):
    """A classroom or workshop of a site."""

    __tablename__ = "classroom"
    __table_args__ = (UniqueConstraint("site_id", "name"), *at_least_zero("capacity"))

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    name: Mapped[str] = mapped_column(String(80))
    capacity: Mapped[int] = mapped_column(default=0)


class Trade(Base):
    """A trade taught or tested; ISCO-08 and ISCED-F codes are text (leading zeros)."""

    __tablename__ = "trade"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(8), unique=True)
    name_fr: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    isco08: Mapped[str] = mapped_column(String(8), default="")
    iscedf: Mapped[str] = mapped_column(String(8), default="")
    active: Mapped[bool] = mapped_column(default=True)


class Agreement(Base, Recorded):
    """An agreement with IOM: number, days, project, and how the allowance follows attendance.

    `threshold_percent`: attendance share for a full allowance and for sitting the exam.
    `excused_cap`: excused half-days a month that still count as present (None: no cap).
    """

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("start <= end_on", name="days_in_order"),
        CheckConstraint("threshold_percent BETWEEN 0 AND 100", name="threshold_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    signed_on: Mapped[date]
    start: Mapped[date]
    end_on: Mapped[date]
    project: Mapped[str] = mapped_column(String(160), default="")
    budget_line: Mapped[str] = mapped_column(String(60), default="")
    donor: Mapped[str] = mapped_column(String(80), default="")
    proration: Mapped[ProrationMethod] = mapped_column(enum_of(ProrationMethod, "proration"))
    rounding: Mapped[Rounding] = mapped_column(enum_of(Rounding, "rounding"))
    threshold_percent: Mapped[int] = mapped_column(default=80)
    excused_cap: Mapped[int | None]
    child_age_limit: Mapped[int] = mapped_column(default=7)

    trades: Mapped[list["AgreementTrade"]] = relationship(order_by="AgreementTrade.id")


class AgreementTrade(Base):
    """Places and unit price (francs a trainee) of a trade in an agreement."""

    __tablename__ = "agreement_trade"
    __table_args__ = (UniqueConstraint("agreement_id", "trade_id"), *at_least_zero("places", "unit_price"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    places: Mapped[int]
    unit_price: Mapped[int]


class Rate(Base, Recorded):
    """A dated amount in whole francs; see `RateKind` for its unit. The next one begins where it ends."""

    __tablename__ = "rate"
    __table_args__ = (
        Index("uq_rate_kind_trade_from", "kind", "trade_id", "valid_from", unique=True),
        *at_least_zero("amount"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RateKind] = mapped_column(enum_of(RateKind, "kind"))
    trade_id: Mapped[int | None] = mapped_column(ForeignKey("trade.id"))
    amount: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    document: Mapped[str] = mapped_column(Text, default="")


class Holiday(Base, Recorded):
    """A day (or half) off; `cancelled` takes one back without losing it. Islamic dates are estimates."""

    __tablename__ = "holiday"
    __table_args__ = (UniqueConstraint("day", "name_fr"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(index=True)
    span: Mapped[HolidaySpan] = mapped_column(enum_of(HolidaySpan, "span"))
    name_fr: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[HolidayKind] = mapped_column(enum_of(HolidayKind, "kind"))
    estimated: Mapped[bool] = mapped_column(default=False)
    cancelled: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(Text, default="")


class Trainer(Base):
    """A trainer or certified expert; `user_id` when this person signs in."""

    __tablename__ = "trainer"

    id: Mapped[int] = mapped_column(primary_key=True)
    family_name: Mapped[str] = mapped_column(String(80))
    given_names: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    user_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    left_on: Mapped[date | None]

    qualifications: Mapped[list["TrainerQualification"]] = relationship(order_by="TrainerQualification.id")


class TrainerQualification(Base):
    """What a trainer may teach; `assessor` when this expert may also test the trade."""

    __tablename__ = "trainer_qualification"
    __table_args__ = (UniqueConstraint("trainer_id", "trade_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"))
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    title: Mapped[str] = mapped_column(String(160), default="")
    obtained_on: Mapped[date | None]
    assessor: Mapped[bool] = mapped_column(default=False)


class DayCareProvider(Base):
    """A day-care centre that frees mothers; IOM covers its cost."""

    __tablename__ = "day_care_provider"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]


class Signatory(Base):
    """Who signs certificates, minutes and returns, from a day to a day."""

    __tablename__ = "signatory"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[SignatoryKind] = mapped_column(enum_of(SignatoryKind, "kind"))
    name: Mapped[str] = mapped_column(String(120))
    function_fr: Mapped[str] = mapped_column(String(120))
    function_en: Mapped[str] = mapped_column(String(120), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
