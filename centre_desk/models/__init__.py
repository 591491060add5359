"""The tables of a desk, one file a room; importing this package declares them all."""

from centre_desk.models import (
    assessment,
    attendance,
    centre,
    certificate,
    claim,
    course,
    desk,
    exam,
    follow_up,
    kit,
    monthly_return,
    overview,
    referral,
    register,
)
from centre_desk.models.base import Base

__all__ = [
    "Base",
    "assessment",
    "attendance",
    "centre",
    "certificate",
    "claim",
    "course",
    "desk",
    "exam",
    "follow_up",
    "kit",
    "monthly_return",
    "overview",
    "referral",
    "register",
]
