"""The month's report to IOM: what blocks the closing, what only warns, what IOM answers."""

from enum import StrEnum


class Severity(StrEnum):
    """How a line of the checklist weighs."""

    BLOCKING = "blocking"
    WARNING = "warning"


class IomAnswer(StrEnum):
    """What IOM answered to a return."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    QUESTIONS = "questions"
    REPLACEMENT_ASKED = "replacement_asked"
