"""The form that IOM's case numbers have at this centre: a regular expression that the director may set.

Facts: the form is unconfirmed, so that none is set at first. A form that cannot be read never stops an import.
"""

import re

from centre_desk.rules.refusal import Refusal, refusal

CASE_PATTERN_SETTING = "referral.case_pattern"
LONGEST_PATTERN = 80
_REPEATED_REPEAT = re.compile(r"\([^()]*(?<!\\)[*+}][^()]*\)\s*[*+{]")


def check_pattern(pattern: str) -> tuple[Refusal, ...]:
    """Refuse a form that cannot be read, is too long, or could search without an end; an empty one sets none."""
    if len(pattern) > LONGEST_PATTERN:
        return (refusal("referral.pattern_long", most=LONGEST_PATTERN),)
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        at = getattr(error, "pos", None)
        return (refusal("referral.pattern_wrong", sign=(at or 0) + 1),)
    if _REPEATED_REPEAT.search(pattern):
        return (refusal("referral.pattern_endless", text=pattern),)
    return ()


def has_form(number: str, pattern: str) -> bool:
    """Tell whether a number has the form; without one, or with one that does not do, every number has."""
    if not pattern or check_pattern(pattern):
        return True
    return re.fullmatch(pattern, number) is not None


def check_form(number: str, pattern: str) -> tuple[Refusal, ...]:
    """Refuse a number that is entered in another form; no number is none."""
    if not number or has_form(number, pattern):
        return ()
    return (refusal("register.case_number_form", number=number),)
