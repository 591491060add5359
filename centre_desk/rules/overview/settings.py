"""The numbers and words that the centre sets across the rooms, and who may set them.

Facts: what the sources leave unconfirmed is a setting with a stated default.
"""

from enum import StrEnum

from centre_desk.rules.refusal import Refusal, refusal

_SHORTEST_MONTH = 28


class SettingField(StrEnum):
    """A number or a word that the centre sets and that has no form of its own; points to check stand beside them."""

    LOCK_DAYS = "lock_days"
    CASE_PATTERN = "case_pattern"
    MINIMUM_AGE = "minimum_age"
    MENTIONS = "mentions"
    PARTIAL_MONTH = "partial_month"
    DAYS_A_MONTH = "days_a_month"
    VISIT_MONTHS = "visit_months"
    REPORT_DAY = "report_day"
    RECIPIENT = "recipient"


DIRECTOR_SETS = frozenset({SettingField.CASE_PATTERN, SettingField.PARTIAL_MONTH, SettingField.DAYS_A_MONTH})
"""What is money, or the form that IOM's numbers must have: the director's alone."""


def check_report_day(day: int) -> tuple[Refusal, ...]:
    """Refuse a day that some month does not have."""
    return () if 1 <= day <= _SHORTEST_MONTH else (refusal("overview.report_day_out_of_range", most=_SHORTEST_MONTH),)
