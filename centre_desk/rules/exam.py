"""What an exam is made of: parts with weights, marks out of 20, decisions.

Marks are hundredths of a point (1250 = 12.50/20). The average is compared before it is rounded: 9.996 is not 10.
"""

from enum import StrEnum


class PartKind(StrEnum):
    """How a part of the exam is held."""

    WRITTEN = "written"
    ORAL = "oral"
    PRACTICAL = "practical"


class MarkKind(StrEnum):
    """A score, or why there is none: absent, not graded, or unjustified (counts as 0), kept explicit."""

    SCORE = "score"
    ABSENT = "absent"
    NOT_GRADED = "not_graded"
    UNJUSTIFIED = "unjustified"


class ExamState(StrEnum):
    """An exam is open for marks until the jury settles its results; the director may reopen it."""

    OPEN = "open"
    SETTLED = "settled"


class Decision(StrEnum):
    """What the jury decided for one candidate."""

    PASSED = "passed"
    RESIT = "resit"
    ABSENT = "absent"


class Mention(StrEnum):
    """The general francophone scale (unconfirmed for Mali, so its bounds are settings)."""

    PASSABLE = "passable"
    FAIRLY_GOOD = "fairly_good"
    GOOD = "good"
    VERY_GOOD = "very_good"
