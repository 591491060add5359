"""What the centre says of case numbers and ages in referrals: an optional form of the number, a least age.

Facts: the form of IOM's case numbers is not public, so the director writes it as a regular expression; examples
prove that it means what was meant.
"""

import re
from collections.abc import Collection

from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register.case_number import check_pattern

MINIMUM_AGE_SETTING = "referral.minimum_age"
AGES = (10, 30)


def check_case_pattern(pattern: str, examples: Collection[str]) -> tuple[Refusal, ...]:
    """Refuse a form that is no regular expression, or that some example (at least one is needed) does not have.

    An empty form takes every number, and needs no example.
    """
    if not pattern:
        return ()
    wrong = check_pattern(pattern)
    if wrong:
        return wrong
    if not examples:
        return (refusal("referral.pattern_without_example"),)
    return tuple(refusal("referral.pattern_misses", number=one) for one in examples if not re.fullmatch(pattern, one))


def check_minimum_age(age: int) -> tuple[Refusal, ...]:
    """Refuse a least age that no programme would have."""
    least, most = AGES
    return () if least <= age <= most else (refusal("referral.age_out_of_range", least=least, most=most),)
