"""The month's report to IOM: what blocks the closing, what only warns, what IOM answers."""

from enum import StrEnum

PACKAGE_KIND = "centre-desk-return"


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


class Measure(StrEnum):
    """What the summary counts. Persons unless the name says francs."""

    REFERRED = "referred"
    ENROLLED = "enrolled"
    ATTENDED = "attended"
    COMPLETED = "completed"
    EXAMINED = "examined"
    PASSED = "passed"
    TESTED = "tested"
    TESTED_ABLE = "tested_able"
    TRAINING_OFFERED = "training_offered"
    CERTIFIED = "certified"
    CERTIFIED_TRAINING = "certified_training"
    CERTIFIED_SKILLS = "certified_skills"
    DROPPED_OUT = "dropped_out"
    RETURNED = "returned"
    KIT_ELIGIBLE = "kit_eligible"
    KIT_HANDED_OVER = "kit_handed_over"
    FOLLOWED_UP = "followed_up"
    DAY_CARE_PARENTS = "day_care_parents"
    DAY_CARE_CHILDREN = "day_care_children"
    HALF_DAYS_EXPECTED = "half_days_expected"
    HALF_DAYS_ATTENDED = "half_days_attended"
    ALLOWANCE_FRANCS_DUE = "allowance_francs_due"
    ALLOWANCE_FRANCS_PAID = "allowance_francs_paid"
    ARREARS_FRANCS_DUE = "arrears_francs_due"
    DAY_CARE_FRANCS_DUE = "day_care_francs_due"
    TRAINING_FEE_FRANCS_DUE = "training_fee_francs_due"
    FRANCS_OUTSTANDING = "francs_outstanding"


class Dimension(StrEnum):
    """By what a count is broken down."""

    AGE = "age"
    REGION = "region"
    TRADE = "trade"


MONEY = frozenset(measure for measure in Measure if "francs" in measure.value)
HALF_DAYS = frozenset({Measure.HALF_DAYS_EXPECTED, Measure.HALF_DAYS_ATTENDED})
