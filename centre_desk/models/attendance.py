"""Rolls by half-day and the marks on them, late entries, visits; one mark a person a half-day is held here.

Marks are wide rather than joined: a grid of one session reads one index range (session, day, person).
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from centre_desk.models.base import Base, Instant, Recorded, at_least_zero, enum_of
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason, RollState
from centre_desk.rules.course import HalfDay


class AttendanceSheet(Base, Recorded):
    """A numbered printed sheet of a session's week; its date of receipt stands beside event and entry.

    `received_on` may be put right, with a reason; `first_received_on` is the earliest day noted: entry locks by it.
    """

    __tablename__ = "attendance_sheet"
    __table_args__ = (UniqueConstraint("session_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    week: Mapped[date]
    head_code: Mapped[str] = mapped_column(String(16), default="", info={"digest": False})
    print_count: Mapped[int] = mapped_column(default=1)
    received_on: Mapped[date | None]
    first_received_on: Mapped[date | None]


class Roll(Base, Recorded):
    """A half-day that was validated (with the count of signatures) or not held (with its reason).

    `paid` and `decided_by` say whether a half-day not held is paid, and who decided it.
    """

    __tablename__ = "roll"
    __table_args__ = (
        UniqueConstraint("slot_id"),
        CheckConstraint("(state = 'not_held') = (not_held_reason IS NOT NULL)", name="not_held_has_reason"),
        Index("ix_roll_session_id_day", "session_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("session_slot.id"))
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    day: Mapped[date]
    half_day: Mapped[HalfDay] = mapped_column(enum_of(HalfDay, "half_day"))
    state: Mapped[RollState] = mapped_column(enum_of(RollState, "state"))
    signatures: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("trainer.id"))
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("attendance_sheet.id"))
    received_on: Mapped[date | None]
    late_reason: Mapped[str] = mapped_column(Text, default="")
    not_held_reason: Mapped[NotHeldReason | None] = mapped_column(enum_of(NotHeldReason, "not_held_reason"))
    paid: Mapped[bool | None]
    decided_by: Mapped[str] = mapped_column(String(120), default="")
    document: Mapped[str] = mapped_column(Text, default="")


class AttendanceMark(Base, Recorded):
    """The mark of a person for a half-day; changed only while its month is open."""

    __tablename__ = "attendance_mark"
    __table_args__ = (
        UniqueConstraint("person_id", "day", "half_day"),
        Index("ix_attendance_mark_session_id_day_person_id", "session_id", "day", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    day: Mapped[date]
    half_day: Mapped[HalfDay] = mapped_column(enum_of(HalfDay, "half_day"))
    value: Mapped[MarkValue] = mapped_column(enum_of(MarkValue, "value"))
    reason: Mapped[str] = mapped_column(Text, default="")


class Excuse(Base, Recorded):
    """A reason known for several days: it pre-fills the roll as excused."""

    __tablename__ = "excuse"
    __table_args__ = (CheckConstraint("first_day <= last_day", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    reason: Mapped[ExcuseReason] = mapped_column(enum_of(ExcuseReason, "reason"))
    document: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class LateOpening(Base, Recorded):
    """Entry for a week that was locked, opened again by a second person: who enters must be somebody else."""

    __tablename__ = "late_opening"
    __table_args__ = (Index("ix_late_opening_session_id_week", "session_id", "week"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    week: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)


class MonitoringVisit(Base, Recorded):
    """A visit of IOM to a half-day of a session: who came, how many heads were counted, what was remarked.

    `number` and `head_code` are those of its sheet; `on_roll` and `lines` (JSON) what the roll said at that
    moment. They are empty where the visit was recorded before its sheet had a number.
    """

    __tablename__ = "monitoring_visit"
    __table_args__ = (*at_least_zero("heads"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("session_slot.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    day: Mapped[date]
    half_day: Mapped[HalfDay] = mapped_column(enum_of(HalfDay, "half_day"))
    visitors: Mapped[str] = mapped_column(String(200))
    heads: Mapped[int]
    remarks: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[str | None] = mapped_column(String(20))
    head_code: Mapped[str | None] = mapped_column(String(16), info={"digest": False})
    on_roll: Mapped[int | None]
    lines: Mapped[str | None] = mapped_column(Text)


class MonitoringIdentity(Base):
    """Somebody whose identity the visitors saw, ticked against the sheet."""

    __tablename__ = "monitoring_identity"
    __table_args__ = (UniqueConstraint("visit_id", "enrolment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("monitoring_visit.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
