"""What IOM sends and what becomes of each line: the words (enums) that models, actions and screens share.

The decisions are in the modules beside: fields, words, line, plan, state.
"""

from enum import StrEnum


class Route(StrEnum):
    """Why a person is sent to the centre: the three ways into the chain."""

    TRAINING = "training"
    SKILLS_TEST = "skills_test"
    EQUIPMENT_TEST = "equipment_test"


class ReferralState(StrEnum):
    """Where a referral stands; the waiting time runs from its date until assigned, refused or withdrawn."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    ASSIGNED = "assigned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class LineFate(StrEnum):
    """What becomes of one line of a file; every line has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    QUESTION = "question"
    SKIPPED = "skipped"
