"""The month's claims: allowance, day care, training fee, arrears; their basis, approval and payment.

One allowance line a person a month and one day-care line a child a month are held by the database.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import Base, Instant, Recorded, at_least_zero, enum_of
from centre_desk.rules.claim import LineKind, LineState, PaymentMode, RunState


class DayCarePlacement(Base, Recorded):
    """A child at a day-care centre from a day to a day."""

    __tablename__ = "day_care_placement"
    __table_args__ = (CheckConstraint("end_on IS NULL OR start <= end_on", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dependant_id: Mapped[int] = mapped_column(ForeignKey("dependant.id"), index=True)
    provider_id: Mapped[int] = mapped_column(ForeignKey("day_care_provider.id"))
    start: Mapped[date]
    end_on: Mapped[date | None]


class DayCareInvoice(Base, Recorded):
    """The days that a provider invoiced for a child in a month; checked against the parent's days."""

    __tablename__ = "day_care_invoice"
    __table_args__ = (UniqueConstraint("dependant_id", "month"), *at_least_zero("days"))

    id: Mapped[int] = mapped_column(primary_key=True)
    dependant_id: Mapped[int] = mapped_column(ForeignKey("dependant.id"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("day_care_provider.id"))
    month: Mapped[str] = mapped_column(String(7))
    number: Mapped[str] = mapped_column(String(40), default="")
    days: Mapped[int]


class ClaimRun(Base, Recorded):
    """The claims of one month: prepared, submitted, approved. `prepared_by` and who keyed marks never approve."""

    __tablename__ = "claim_run"
    __table_args__ = (UniqueConstraint("month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    month: Mapped[str] = mapped_column(String(7))
    state: Mapped[RunState] = mapped_column(enum_of(RunState, "state"), default=RunState.DRAFT)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    delegation_id: Mapped[int | None] = mapped_column(ForeignKey("delegation.id"))

    lines: Mapped[list["ClaimLine"]] = relationship(order_by="ClaimLine.id")


class ClaimLine(Base, Recorded):
    """An amount due for one person (or child) and month, with the basis of its figure.

    `units` of `units_planned` half-days (allowance) or days (day care) at `rate` francs give `gross`;
    `net` = gross - deduction. `basis` is the JSON of every figure used. Arrears name the month they mend.
    `approved_by_id` stands on the line: a line sent back is approved later than the others, perhaps by a delegate.
    """

    __tablename__ = "claim_line"
    __table_args__ = (
        Index(
            "uq_claim_line_allowance",
            "person_id",
            "month",
            unique=True,
            sqlite_where=text("kind = 'allowance'"),
        ),
        Index(
            "uq_claim_line_day_care",
            "dependant_id",
            "month",
            unique=True,
            sqlite_where=text("kind = 'day_care'"),
        ),
        Index(
            "uq_claim_line_training_fee",
            "enrolment_id",
            unique=True,
            sqlite_where=text("kind = 'training_fee'"),
        ),
        CheckConstraint("net = gross - deduction", name="net_is_exact"),
        CheckConstraint("(kind = 'day_care') = (dependant_id IS NOT NULL)", name="day_care_has_child"),
        CheckConstraint("(kind = 'arrears') = (arrears_of IS NOT NULL)", name="arrears_name_month"),
        *at_least_zero("units", "units_planned", "rate", "gross", "deduction", "net"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("claim_run.id"), index=True)
    month: Mapped[str] = mapped_column(String(7), index=True)
    kind: Mapped[LineKind] = mapped_column(enum_of(LineKind, "kind"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("course_session.id"))
    enrolment_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))
    dependant_id: Mapped[int | None] = mapped_column(ForeignKey("dependant.id"))
    provider_id: Mapped[int | None] = mapped_column(ForeignKey("day_care_provider.id"))
    arrears_of: Mapped[str | None] = mapped_column(String(7))
    units: Mapped[int]
    units_planned: Mapped[int]
    rate: Mapped[int]
    gross: Mapped[int]
    deduction: Mapped[int] = mapped_column(default=0)
    net: Mapped[int]
    basis: Mapped[str] = mapped_column(Text)
    state: Mapped[LineState] = mapped_column(enum_of(LineState, "state"), default=LineState.DRAFT)
    note: Mapped[str] = mapped_column(Text, default="")
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Instant)


class ClaimTouch(Base):
    """A user who entered or changed a value now in force of a line; such a user never approves it."""

    __tablename__ = "claim_touch"
    __table_args__ = (UniqueConstraint("line_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("claim_line.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id"))


class Payment(Base, Recorded):
    """One line paid once: day, way, reference. `undone_at` with a reason takes back a payment not made.

    `received_by_id`: where who received it now stands, after two people were exchanged; none: the line's person.
    """

    __tablename__ = "payment"
    __table_args__ = (
        Index(
            "uq_payment_line_in_force",
            "line_id",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
        ),
        CheckConstraint("amount > 0", name="amount_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("claim_line.id"), index=True)
    amount: Mapped[int]
    paid_on: Mapped[date]
    mode: Mapped[PaymentMode] = mapped_column(enum_of(PaymentMode, "mode"))
    reference: Mapped[str] = mapped_column(String(60), default="")
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_reason: Mapped[str] = mapped_column(Text, default="")
    received_by_id: Mapped[int | None]
