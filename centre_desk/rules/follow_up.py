"""What becomes of a person after success: outcomes of a follow-up visit."""

from enum import StrEnum


class Outcome(StrEnum):
    """What the visit found."""

    OWN_BUSINESS = "own_business"
    EMPLOYED = "employed"
    INTERNSHIP = "internship"
    SEEKING = "seeking"
    NOT_REACHED = "not_reached"
    MOVED = "moved"
    OTHER = "other"
