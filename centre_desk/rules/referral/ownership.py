"""Whose each value is, and what a line of IOM would change: fact by fact, as text under the keys of a record.

What IOM says anew replaces what is empty or IOM's own. What the centre wrote or corrected is asked first, and what
a file leaves empty empties nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from centre_desk.rules.referral.facts import LineFacts, facts_of_record
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.register.person import ADULT_AGE, PersonFacts

Values = Mapping[str, str]
Change = tuple[str, str, str]
"""A fact by its key, its value now and the value that IOM sends; texts, empty where there is none."""

FIELD_OF_KEY = {
    "family": "family_name",
    "given": "given_names",
    "married": "married_name",
    "sex": "sex",
    "birth": "birth",
    "birth_place": "birth_place",
    "mother": "mother_name",
    "phone": "phone",
    "case_number": "case_number",
    "individual_number": "individual_number",
    "region_code": "region_code",
    "cercle": "cercle",
    "quarter": "quarter",
    "country": "return_country",
    "returned_on": "return_date",
    "education": "education",
    "id_number": "id_number",
}
"""The fact of a person (`PersonFacts`) behind each key; the other keys are a referral's, or the consent."""
PERSON_KEYS = frozenset(FIELD_OF_KEY)
CONSENT = "consent"
_KEYS_OF_FIELD: dict[Field, tuple[str, ...]] = {
    Field.FULL_NAME: ("family", "given", "married"),
    Field.AGE: ("birth",),
    Field.REGION: ("region_code",),
    Field.COMMUNE: ("quarter",),
    Field.EXPERIENCE: ("experience_years",),
}
_NOTHING = frozenset({"", "0", "no"})
"""What a referral says without anybody having said it."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the desk holds of a person or a referral, and which of it is the centre's (keys)."""

    values: Values = field(default_factory=dict)
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Compared:
    """What a line would change, which of these values are the centre's, and which are asked before they change.

    A case number is asked before another takes its place, whoever gave it.
    """

    changes: tuple[Change, ...] = ()
    own: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()


def compare_values(sent: Values, before: Values, held: Held) -> Compared:
    """Compare what IOM sends with what it sent before and with what the desk holds now."""
    said = {key: value for key, value in sent.items() if value and before.get(key, "") != value}
    changes = tuple((k, held.values.get(k, ""), v) for k, v in sorted(said.items()) if held.values.get(k, "") != v)
    own = frozenset(key for key, _, _ in changes if key in held.own)
    return Compared(changes, own, own | {key for key, old, _ in changes if key == "case_number" and old})


def sent_values(facts: LineFacts) -> dict[str, str]:
    """Return all that a line says, as the desk would hold it; what the file leaves empty is empty."""
    found = values_of_person(sent_person(facts)) | _sent_referral(facts)
    if facts.consent is not None and not (facts.consent and is_minor(facts)):
        found[CONSENT] = _yes(facts.consent)
    return found


def values_sent_before(record: Mapping[str, str]) -> dict[str, str]:
    """Return what a stored record of IOM said, in the same form."""
    return sent_values(facts_of_record(record)) if record else {}


def values_of_person(facts: PersonFacts) -> dict[str, str]:
    """Return the facts of a person as text; of a birth that is about a year, the year."""
    found = {key: _text(getattr(facts, name)) for key, name in FIELD_OF_KEY.items() if name != "birth"}
    birth = facts.birth
    return {**found, "birth": "" if birth is None else birth.day.isoformat() if birth.day else str(birth.year)}


def values_of_referral(facts: ReferralFacts, training: str, declared_trade: str) -> dict[str, str]:
    """Return the facts of a stored referral as text, its trades by their codes."""
    return {
        "referred_on": facts.received_on.isoformat(),
        "route": facts.route.value,
        "training": training,
        "declared_trade": declared_trade,
        "experience_years": _text(facts.experience_years),
        "wish": facts.wish,
        "dependants": str(facts.children),
        "young_children": str(facts.children_under_age),
        "day_care": _yes(facts.day_care_wished),
        "remarks": facts.remarks,
    }


def own_of_referral(values: Values, record: Mapping[str, str]) -> frozenset[str]:
    """Return the facts of a referral that are the centre's: those that are not what IOM sent last."""
    facts = facts_of_record(record) if record else None
    sent = _sent_referral(facts) if facts else {}
    if facts is not None:
        sent |= {"training": facts.training_code, "declared_trade": facts.declared_trade_code}
    return frozenset(key for key, value in values.items() if _said(value) != _said(sent.get(key, "")))


def _said(value: str) -> str:
    return "" if value in _NOTHING else value


def keys_of_fields(fields: Iterable[Field]) -> frozenset[str]:
    """Return the keys of the facts that columns of a file speak of."""
    return frozenset(key for field in fields for key in _KEYS_OF_FIELD.get(field, (field.value,)))


def sent_person(facts: LineFacts) -> PersonFacts:
    """Return the person of a line as the register keeps one."""
    name = facts.name
    return PersonFacts(
        family_name=name.family,
        given_names=name.given,
        married_name=name.married,
        sex=facts.sex,
        birth=facts.birth,
        birth_place=_short(facts.birth_place, 80),
        mother_name=_short(facts.mother, 120),
        phone=_short(facts.phone, 40),
        case_number=facts.case_number,
        individual_number=_short(facts.individual_number, 30),
        region_code=facts.region_code,
        cercle=_short(facts.cercle, 80),
        quarter=_short(facts.quarter or facts.commune, 120),
        return_country=_short(facts.country, 80),
        return_date=_not_after(facts.returned_on, facts.referred_on),
        education=_short(facts.education, 80),
        id_number=_short(facts.id_number, 40),
    )


def remarks_of(facts: LineFacts) -> str:
    """Return the remarks of a referral: the file's, and the trades that the centre does not know."""
    trades = ((facts.training, facts.training_code), (facts.declared_trade, facts.declared_trade_code))
    unknown = [text for text, code in trades if text and not code]
    return " · ".join(dict.fromkeys(part for part in (facts.remarks, *unknown) if part))


def is_minor(facts: LineFacts) -> bool:
    """Tell whether the person is under age on the day of the referral: the guardian signs at the centre."""
    on = facts.referred_on
    return facts.birth is not None and on is not None and facts.birth.age_on(on) < ADULT_AGE


def _sent_referral(facts: LineFacts) -> dict[str, str]:
    young, children = facts.young_children, facts.dependants
    said = [count for count in (children, young) if count is not None]
    return {
        "referred_on": _text(facts.referred_on),
        "route": facts.route.value if facts.route else "",
        "training": facts.training_code or facts.training,
        "declared_trade": facts.declared_trade_code or facts.declared_trade,
        "experience_years": _text(facts.experience_years),
        "wish": _short(facts.wish, 120),
        "dependants": str(max(said)) if said else "",
        "young_children": _text(young),
        "day_care": "" if facts.day_care is None else _yes(facts.day_care),
        "remarks": remarks_of(facts),
    }


def _short(text: str, most: int) -> str:
    return text[:most].rstrip()


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _not_after(day: date | None, limit: date | None) -> date | None:
    """Drop a return that lies after the referral: it was noted, and it cannot be true."""
    return None if day is not None and limit is not None and day > limit else day
