"""What a line says once it is read: finished facts, and what is to be refused, asked or noted about it.

Facts have one written form (a flat record of text), by which a later file is compared with what came before.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from centre_desk.rules.referral import Route
from centre_desk.rules.refusal import Refusal
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import Described
from centre_desk.rules.register.names import Name


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A referral as IOM sent it. Texts are empty, codes and dates None, where the file says nothing."""

    name: Name
    case_number: str = ""
    individual_number: str = ""
    sex: Sex | None = None
    birth: Birth | None = None
    birth_place: str = ""
    phone: str = ""
    region_code: str = ""
    region: str = ""
    cercle: str = ""
    commune: str = ""
    quarter: str = ""
    country: str = ""
    returned_on: date | None = None
    education: str = ""
    declared_trade: str = ""
    declared_trade_code: str = ""
    experience_years: int | None = None
    wish: str = ""
    route: Route | None = None
    training: str = ""
    training_code: str = ""
    dependants: int | None = None
    young_children: int | None = None
    day_care: bool | None = None
    consent: bool | None = None
    referred_on: date | None = None
    remarks: str = ""
    mother: str = ""
    father: str = ""
    id_number: str = ""

    @property
    def described(self) -> Described:
        """Return what the person is compared by."""
        name = self.name
        return Described(name.given, name.family, name.married, self.sex, self.birth, self.phone, self.case_number)


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line with its facts and with every finding about it, in the order of the columns."""

    place: str
    facts: LineFacts
    digest: str
    findings: tuple[Refusal, ...] = field(default=())


_COUNTS = ("experience_years", "dependants", "young_children")
_TEXTS = frozenset(item.name for item in fields(LineFacts) if item.type is str or item.type == "str")


def record_of(facts: LineFacts) -> dict[str, str]:
    """Return the facts as a flat record of text, without what is empty; equal facts give equal records."""
    record: dict[str, str] = {}
    for item in fields(facts):
        value = getattr(facts, item.name)
        if isinstance(value, Name):
            record.update(family=value.family, given=value.given, married=value.married)
        elif isinstance(value, Birth):
            record.update(_record_of_birth(value))
        elif value is not None:
            record[item.name] = _text(value)
    return {key: text for key, text in record.items() if text}


def _record_of_birth(birth: Birth) -> dict[str, str]:
    day = birth.day.isoformat() if birth.day else f"{birth.year:04d}"
    return {"birth": f"~{day}" if birth.about else day}


def facts_of_record(record: Mapping[str, str]) -> LineFacts:
    """Return the facts that a record was made from."""
    name = Name(record.get("family", ""), record.get("given", ""), record.get("married", ""))
    told: dict[str, Any] = {key: text for key, text in record.items() if key in _TEXTS}
    told |= {key: int(record[key]) for key in _COUNTS if key in record}
    told |= {key: record[key] == "yes" for key in ("day_care", "consent") if key in record}
    told |= {key: date.fromisoformat(record[key]) for key in ("returned_on", "referred_on") if key in record}
    return LineFacts(
        name=name,
        sex=Sex(record["sex"]) if "sex" in record else None,
        birth=_birth_of_record(record.get("birth", "")),
        route=Route(record["route"]) if "route" in record else None,
        **told,
    )


def _birth_of_record(text: str) -> Birth | None:
    bare = text.removeprefix("~")
    if not bare:
        return None
    day = date.fromisoformat(bare) if "-" in bare else None
    return Birth(day.year if day else int(bare), day, about=bare != text)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def said_anew(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[str]:
    """Return the facts that a later record says otherwise than an earlier one; what it leaves out, it does not say."""
    return frozenset(key for key, text in after.items() if before.get(key, "") != text)


def digest_of(record: Mapping[str, str]) -> str:
    """Return the SHA-256 of a record, by which the same line is known again."""
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
