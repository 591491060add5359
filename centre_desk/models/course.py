"""Course sessions: timetable by half-day, trainers, enrolments. Never two sessions at one time for a person."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import Base, Recorded, at_least_zero, enum_of
from centre_desk.rules.course import EndReason, HalfDay, SessionState, SlotState


class CourseSession(Base, Recorded):
    """A dated group that follows a course, half-days in quarters of an hour (16 = 4 h); `conditions` to be admitted."""

    __tablename__ = "course_session"
    __table_args__ = (
        CheckConstraint("start <= end_on", name="days_in_order"),
        CheckConstraint("capacity BETWEEN 1 AND 150", name="capacity_in_range"),
        *at_least_zero("quarters_per_half_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    classroom_id: Mapped[int | None] = mapped_column(ForeignKey("classroom.id"))
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    capacity: Mapped[int]
    start: Mapped[date] = mapped_column(index=True)
    end_on: Mapped[date]
    quarters_per_half_day: Mapped[int] = mapped_column(default=16)
    conditions: Mapped[str] = mapped_column(String(160), default="")
    state: Mapped[SessionState] = mapped_column(enum_of(SessionState, "state"), default=SessionState.PLANNED)

    trainers: Mapped[list["SessionTrainer"]] = relationship(order_by="SessionTrainer.id")


class SessionTrainer(Base, Recorded):
    """A trainer of a session from a day to a day; `lead` signs."""

    __tablename__ = "session_trainer"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"), index=True)
    trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"), index=True)
    lead: Mapped[bool] = mapped_column(default=True)
    first_day: Mapped[date]
    last_day: Mapped[date | None]


class SessionPattern(Base):
    """The weekly half-days of a session from a day to a day (Ramadan hours, no Friday afternoon)."""

    __tablename__ = "session_pattern"
    __table_args__ = (
        UniqueConstraint("session_id", "weekday", "half_day", "first_day"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    weekday: Mapped[int]
    half_day: Mapped[HalfDay] = mapped_column(enum_of(HalfDay, "half_day"))
    starts: Mapped[str] = mapped_column(String(5), default="")
    ends: Mapped[str] = mapped_column(String(5), default="")
    first_day: Mapped[date]
    last_day: Mapped[date]


class SessionSlot(Base):
    """A half-day of a session's timetable: planned, or taken out with a reason (or `rules.course.TAKEN_OVER`)."""

    __tablename__ = "session_slot"
    __table_args__ = (UniqueConstraint("session_id", "day", "half_day"), Index("ix_session_slot_day", "day"))

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"))
    day: Mapped[date]
    half_day: Mapped[HalfDay] = mapped_column(enum_of(HalfDay, "half_day"))
    state: Mapped[SlotState] = mapped_column(enum_of(SlotState, "state"), default=SlotState.PLANNED)
    reason: Mapped[str] = mapped_column(Text, default="")


class SessionTakenOver(Base):
    """A session that ran before the desk did: its days before `from_day` are on paper."""

    __tablename__ = "session_taken_over"

    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"), primary_key=True)
    from_day: Mapped[date]


class Enrolment(Base, Recorded):
    """A person in a session from a day to a day, under a register number; never deleted, but ended."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("session_id", "register_number"),
        UniqueConstraint("session_id", "person_id", "start"),
        CheckConstraint("end_on IS NULL OR start <= end_on", name="days_in_order"),
        CheckConstraint("(end_on IS NULL) = (end_reason IS NULL)", name="end_has_reason"),
        CheckConstraint("register_number >= 1", name="register_number_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
    register_number: Mapped[int]
    start: Mapped[date]
    end_on: Mapped[date | None]
    end_reason: Mapped[EndReason | None] = mapped_column(enum_of(EndReason, "end_reason"))
    end_note: Mapped[str] = mapped_column(Text, default="")
