"""What a roll is made of: the marks of a half-day, why one was not held.

Not entered is the absence of a mark, never a present; all are counted apart everywhere. The decisions are in
the modules beside: quick (the quick field), roll (what may be entered), figures, alerts.
"""

from enum import StrEnum


class MarkValue(StrEnum):
    """The mark of one person for one half-day that was held."""

    PRESENT = "P"
    ABSENT = "A"
    LATE = "R"
    EXCUSED = "AJ"


SIGNED = frozenset({MarkValue.PRESENT, MarkValue.LATE})
"""The marks that go with a signature on the sheet: who came late has signed, who is excused has not."""


class RollState(StrEnum):
    """A roll exists once its half-day was validated, or recorded as not held; `withdrawn`: due again."""

    VALIDATED = "validated"
    NOT_HELD = "not_held"
    WITHDRAWN = "withdrawn"


class NotHeldReason(StrEnum):
    """Why a planned half-day was not held; nobody is absent on it."""

    POWER = "power"
    TRAINER_ILL = "trainer_ill"
    STRIKE = "strike"
    SECURITY = "security"
    ELECTION = "election"
    RAIN = "rain"
    CENTRE_CLOSED = "centre_closed"
    OTHER = "other"


class ExcuseReason(StrEnum):
    """Why somebody is excused for some days, with a document where there is one."""

    ILLNESS = "illness"
    CHILD_ILL = "child_ill"
    BEREAVEMENT = "bereavement"
    MATERNITY = "maternity"
    FORMALITY = "formality"
    OTHER = "other"
