"""Exams of a session: parts, marks, the jury and what it decided."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import Base, Instant, Recorded, enum_of
from centre_desk.rules.exam import Decision, ExamState, MarkKind, Mention, PartKind


class Exam(Base, Recorded):
    """An exam of a session; attempt 2 and more are resits. `pass_mark` in hundredths out of 20."""

    __tablename__ = "exam"
    __table_args__ = (
        UniqueConstraint("session_id", "attempt"),
        CheckConstraint("pass_mark BETWEEN 0 AND 2000", name="pass_mark_in_range"),
        CheckConstraint("attempt >= 1", name="attempt_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("course_session.id"), index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(120), default="")
    pass_mark: Mapped[int] = mapped_column(default=1000)
    state: Mapped[ExamState] = mapped_column(enum_of(ExamState, "state"), default=ExamState.OPEN)
    minutes_number: Mapped[str | None] = mapped_column(String(20), unique=True)
    incidents: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[date | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))

    parts: Mapped[list["ExamPart"]] = relationship(order_by="ExamPart.position")
    jury: Mapped[list["JuryMember"]] = relationship(order_by="JuryMember.id")


class ExamPart(Base):
    """A part (épreuve) with its weight; under `eliminating_below` (hundredths) the candidate does not pass."""

    __tablename__ = "exam_part"
    __table_args__ = (
        UniqueConstraint("exam_id", "position"),
        CheckConstraint("weight >= 1", name="weight_positive"),
        CheckConstraint("eliminating_below BETWEEN 0 AND 2000", name="eliminating_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(ForeignKey("exam.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[PartKind] = mapped_column(enum_of(PartKind, "kind"))
    weight: Mapped[int] = mapped_column(default=1)
    eliminating_below: Mapped[int | None]


class ExamMark(Base, Recorded):
    """A candidate's mark for a part: hundredths out of 20, or why there is none."""

    __tablename__ = "exam_mark"
    __table_args__ = (
        UniqueConstraint("part_id", "enrolment_id"),
        CheckConstraint("(kind = 'score') = (value IS NOT NULL)", name="score_has_value"),
        CheckConstraint("value IS NULL OR value BETWEEN 0 AND 2000", name="value_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    part_id: Mapped[int] = mapped_column(ForeignKey("exam_part.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    kind: Mapped[MarkKind] = mapped_column(enum_of(MarkKind, "kind"))
    value: Mapped[int | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("trainer.id"))


class JuryMember(Base, Recorded):
    """A member of an exam's jury and their function."""

    __tablename__ = "jury_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(ForeignKey("exam.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    function: Mapped[str] = mapped_column(String(120))
    president: Mapped[bool] = mapped_column(default=False)


class ExamResult(Base, Recorded):
    """What the jury decided for one candidate. `average` in hundredths, cut (never rounded up).

    A reopened exam keeps its results with `superseded_at`; the next settling writes new ones.
    """

    __tablename__ = "exam_result"

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(ForeignKey("exam.id"), index=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    average: Mapped[int | None]
    decision: Mapped[Decision] = mapped_column(enum_of(Decision, "decision"))
    mention: Mapped[Mention | None] = mapped_column(enum_of(Mention, "mention"))
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)
