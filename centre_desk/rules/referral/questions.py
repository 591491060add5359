"""Which questions about a line are still open: not accepted, not put right, not settled before, not known already.

What needs a value cannot be accepted; what IOM says again was settled at the first import.
"""

from collections.abc import Iterable, Mapping

from centre_desk.rules.referral.line import NEEDS_VALUE, QUESTIONS
from centre_desk.rules.referral.ownership import CONSENT, Values
from centre_desk.rules.referral.planned import Answer
from centre_desk.rules.refusal import Refusal

_KNOWN_BY_DESK = {
    "referral.no_case_number": "case_number",
    "referral.birth_missing": "birth",
    "referral.no_consent": CONSENT,
    "referral.sex_unclear": "sex",
    "referral.route_unclear": "route",
}
_KEYS_OF_QUESTIONS = {
    "referral.no_consent": {"consent"},
    "referral.under_age": {"birth", "referred_on"},
    "referral.birth_missing": {"birth"},
    "referral.unknown_trade": {"training", "declared_trade", "route"},
    "referral.no_trade": {"training", "declared_trade", "route"},
    "referral.no_case_number": {"case_number"},
    "referral.case_number_form": {"case_number"},
    "referral.sex_unclear": {"sex"},
    "referral.route_unclear": {"route"},
}


def open_questions(findings: Iterable[Refusal], answer: Answer) -> tuple[Refusal, ...]:
    """Return the questions of a line that are neither accepted nor put right."""
    return tuple(
        f for f in findings if f.code in QUESTIONS and (f.code in NEEDS_VALUE or f.code not in answer.accepted)
    )


def questions_left(
    findings: Iterable[Refusal], answer: Answer, record: Mapping[str, str], values: Values
) -> tuple[Refusal, ...]:
    """Return the open questions about a known person: what the desk knows and IOM does not say is not asked for."""
    known = {code for code, key in _KNOWN_BY_DESK.items() if values.get(key) and key not in record}
    return tuple(f for f in open_questions(findings, answer) if f.code not in known)


def is_about(question: Refusal, anew: frozenset[str]) -> bool:
    """Tell whether a question concerns what IOM says anew; what was settled at the first import is not asked again."""
    keys = _KEYS_OF_QUESTIONS.get(question.code)
    return keys is None or bool(keys & anew)
