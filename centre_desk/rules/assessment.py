"""What a skills test and an equipment-use test are made of: kinds, states, verdicts, answers.

Source: a skill is declared, then tested by certified experts, then certified, or training is offered.
"""

from enum import StrEnum


class TestKind(StrEnum):
    """Which test: the declared trade, or the use of the equipment that was asked for."""

    __test__ = False  # not a test class for pytest

    SKILLS = "skills"
    EQUIPMENT = "equipment"


class TestState(StrEnum):
    """Where a test stands."""

    __test__ = False

    PLANNED = "planned"
    SCORED = "scored"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """What two assessors found; `training_offered` is worded as an offer, never as a failure."""

    ABLE = "able"
    TRAINING_OFFERED = "training_offered"
    NOT_ASSESSED = "not_assessed"


class GridState(StrEnum):
    """A shipped grid is a proposal until the director adopts it; a newer version retires it."""

    PROPOSAL = "proposal"
    ADOPTED = "adopted"
    RETIRED = "retired"


class OfferKind(StrEnum):
    """What is offered after a test."""

    TRAINING = "training"
    BUSINESS_MANAGEMENT = "business_management"
    JOB = "job"


class OfferAnswer(StrEnum):
    """What the person answered."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
