"""Tests of a declared trade or of the use of equipment: grids, assessors, scores, verdicts, offers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from centre_desk.models.base import Base, Instant, Recorded, at_least_zero, enum_of
from centre_desk.rules.assessment import GridState, OfferAnswer, OfferKind, TestKind, TestState, Verdict
from centre_desk.rules.assessment.letter import OutgoingState


class Grid(Base, Recorded):
    """A version of a trade's grid. `pass_percent` of the weighted points; `tolerance_percent` between assessors.

    `competence_percent`: each competence must reach this share of its own points (0: no such rule).
    """

    __tablename__ = "grid"
    __table_args__ = (
        UniqueConstraint("trade_id", "kind", "version"),
        CheckConstraint("pass_percent BETWEEN 0 AND 100", name="pass_share"),
        CheckConstraint("competence_percent BETWEEN 0 AND 100", name="competence_share"),
        CheckConstraint("tolerance_percent BETWEEN 0 AND 100", name="tolerance_share"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    trade_id: Mapped[int] = mapped_column(ForeignKey("trade.id"))
    kind: Mapped[TestKind] = mapped_column(enum_of(TestKind, "kind"))
    version: Mapped[int]
    state: Mapped[GridState] = mapped_column(enum_of(GridState, "state"))
    pass_percent: Mapped[int] = mapped_column(default=70)
    competence_percent: Mapped[int] = mapped_column(default=50)
    tolerance_percent: Mapped[int] = mapped_column(default=20)

    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position")


class Criterion(Base):
    """A line of a grid: points 0 to `max_points` (one key), a weight, and what a low score means.

    Eliminating: under `threshold_points` the whole test is not passed. Safety: shown apart on the sheet.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("grid_id", "position"),
        CheckConstraint("max_points BETWEEN 1 AND 9", name="one_key"),
        CheckConstraint("threshold_points BETWEEN 0 AND max_points", name="threshold_in_range"),
        CheckConstraint("weight > 0", name="weight_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    grid_id: Mapped[int] = mapped_column(ForeignKey("grid.id"))
    position: Mapped[int]
    competence_fr: Mapped[str] = mapped_column(String(120), default="")
    competence_en: Mapped[str] = mapped_column(String(120), default="")
    label_fr: Mapped[str] = mapped_column(String(200))
    label_en: Mapped[str] = mapped_column(String(200), default="")
    weight: Mapped[int] = mapped_column(default=1)
    max_points: Mapped[int] = mapped_column(default=4)
    threshold_points: Mapped[int] = mapped_column(default=0)
    eliminating: Mapped[bool] = mapped_column(default=False)
    safety: Mapped[bool] = mapped_column(default=False)


class SkillsTest(Base, Recorded):
    """One test of one person. `score` and its whole are weighted points of the kept assessments."""

    __tablename__ = "skills_test"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    grid_id: Mapped[int] = mapped_column(ForeignKey("grid.id"))
    kind: Mapped[TestKind] = mapped_column(enum_of(TestKind, "kind"))
    planned_on: Mapped[date]
    held_on: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[TestState] = mapped_column(enum_of(TestState, "state"))
    verdict: Mapped[Verdict | None] = mapped_column(enum_of(Verdict, "verdict"))
    score_percent: Mapped[int | None]
    joint_decision: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("app_user.id"))
    reason: Mapped[str] = mapped_column(Text, default="")

    assessments: Mapped[list["Assessment"]] = relationship(order_by="Assessment.rank")


class Assessment(Base, Recorded):
    """One assessor's sheet for one test: the assessor is the author, `by` the typist."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("test_id", "rank"),
        UniqueConstraint("test_id", "trainer_id"),
        CheckConstraint("rank BETWEEN 1 AND 3", name="rank_in_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    test_id: Mapped[int] = mapped_column(ForeignKey("skills_test.id"))
    rank: Mapped[int]
    trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"))
    sheet_number: Mapped[str] = mapped_column(String(20), default="")
    keyed_at: Mapped[datetime | None] = mapped_column(Instant)

    scores: Mapped[list["CriterionScore"]] = relationship(order_by="CriterionScore.criterion_id")


class CriterionScore(Base):
    """The points that an assessor gave for a criterion."""

    __tablename__ = "criterion_score"
    __table_args__ = (UniqueConstraint("assessment_id", "criterion_id"), *at_least_zero("points"))

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"))
    points: Mapped[int]


class Offer(Base, Recorded):
    """What was offered after a test, and the person's answer. `kit_conditional`: the kit follows success.

    `partner`: the employer of a job, or the other centre that a training is offered at; empty for this one.
    """

    __tablename__ = "offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    test_id: Mapped[int] = mapped_column(ForeignKey("skills_test.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[OfferKind] = mapped_column(enum_of(OfferKind, "kind"))
    trade_id: Mapped[int | None] = mapped_column(ForeignKey("trade.id"))
    partner: Mapped[str] = mapped_column(String(120), default="")
    kit_conditional: Mapped[bool] = mapped_column(default=False)
    made_on: Mapped[date]
    answer: Mapped[OfferAnswer] = mapped_column(enum_of(OfferAnswer, "answer"), default=OfferAnswer.PENDING)
    answered_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class OutgoingReferral(Base, Recorded):
    """A letter that refers a person to another centre, after an offer elsewhere that was accepted.

    `contact`: how the other centre is reached. `told_iom_on`: the day on which IOM heard of its answer.
    """

    __tablename__ = "outgoing_referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    centre: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(200), default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    written_on: Mapped[date]
    state: Mapped[OutgoingState] = mapped_column(enum_of(OutgoingState, "state"), default=OutgoingState.WRITTEN)
    told_iom_on: Mapped[date | None]

    events: Mapped[list["OutgoingEvent"]] = relationship(order_by="OutgoingEvent.id", passive_deletes="all")


class OutgoingEvent(Base, Recorded):
    """What became of a letter: sent, received there, accepted, refused, taken back; with its day and reason."""

    __tablename__ = "outgoing_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    outgoing_id: Mapped[int] = mapped_column(ForeignKey("outgoing_referral.id"), index=True)
    state: Mapped[OutgoingState] = mapped_column(enum_of(OutgoingState, "state"))
    on_date: Mapped[date]
    reason: Mapped[str] = mapped_column(Text, default="")
