"""What may be written of a person, and what is still missing before one is more than provisional.

A provisional person may attend; the later rooms neither claim for nor certify one until regularised.
"""

import re
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum

from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register import ConsentPurpose, ConsentState, IdKind, PersonState, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.names import clean, normal_case_number

ADULT_AGE = 18
LONGEST_NUMBER = 30
LONGEST_NAME = 80
_NINA = re.compile(r"\d{14}[A-Z]")
_SEX_DIGITS = {Sex.MALE: "1", Sex.FEMALE: "2"}


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What the register keeps of a person; texts are empty where nothing is known."""

    family_name: str = ""
    given_names: str = ""
    married_name: str = ""
    sex: Sex | None = None
    birth: Birth | None = None
    birth_place: str = ""
    mother_name: str = ""
    phone: str = ""
    case_number: str = ""
    individual_number: str = ""
    region_code: str = ""
    cercle: str = ""
    quarter: str = ""
    return_country: str = ""
    return_date: date | None = None
    education: str = ""
    id_kind: IdKind = IdKind.NONE
    id_number: str = ""
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class ConsentAnswer:
    """What a person answered for one purpose, who saw it, and who answers for a minor."""

    purpose: ConsentPurpose
    state: ConsentState
    on_date: date
    language: str = ""
    witness: str = ""
    thumb_print: bool = False
    guardian: str = ""


class Missing(StrEnum):
    """What a provisional person still lacks."""

    CASE_NUMBER = "case_number"
    BIRTH = "birth"


class PaperDoubt(StrEnum):
    """What makes one look again at the number of an identity paper; it never stops anybody."""

    NINA_SHAPE = "nina_shape"
    NINA_YEAR = "nina_year"
    NINA_SEX = "nina_sex"


def normal_id_number(number: str) -> str:
    """Return the number of a paper as it is stored: capitals, and no space where it is a NINA."""
    tight = re.sub(r"[\s.\-]", "", number).upper()
    return tight if _NINA.fullmatch(tight) else clean(number)


def kind_of_paper(kind: IdKind, number: str) -> IdKind:
    """Return the kind of paper behind a number: the one that was said, else what the number looks like."""
    if kind is not IdKind.NONE or not number:
        return kind
    return IdKind.NINA if _NINA.fullmatch(number) else IdKind.OTHER


def paper_doubts(kind: IdKind, number: str, sex: Sex | None, birth_year: int | None) -> tuple[PaperDoubt, ...]:
    """Return what does not fit a NINA: 14 digits and a letter, of which the 2nd tells the sex, 3rd and 4th the year.

    The key letter's rule and the meaning of the sex digit are not confirmed: these are questions, not refusals.
    """
    number = normal_id_number(number)
    if kind is not IdKind.NINA or not number:
        return ()
    if not _NINA.fullmatch(number):
        return (PaperDoubt.NINA_SHAPE,)
    found: list[PaperDoubt] = []
    if birth_year is not None and int(number[2:4]) != birth_year % 100:
        found.append(PaperDoubt.NINA_YEAR)
    if sex is not None and number[1] in _SEX_DIGITS.values() and number[1] != _SEX_DIGITS[sex]:
        found.append(PaperDoubt.NINA_SEX)
    return tuple(found)


def lay_over(known: PersonFacts, told: PersonFacts) -> PersonFacts:
    """Return what is known of a person with what was told since; nothing told takes nothing away.

    A year alone does not replace a day of that year, and no kind of paper stands without its number.
    """
    values = {f.name: told_value for f in fields(told) if (told_value := getattr(told, f.name)) not in (None, "")}
    if told.birth and known.birth and not told.birth.day and known.birth.year == told.birth.year:
        values["birth"] = known.birth
    if told.id_kind is IdKind.NONE:
        values["id_kind"] = known.id_kind
    return replace(known, **values)


def tidy_person(facts: PersonFacts) -> PersonFacts:
    """Return the facts with clean spaces, numbers in their one form, and the kind of paper behind a number."""
    cleaned = {f.name: clean(v) for f in fields(facts) if isinstance(v := getattr(facts, f.name), str)}
    values = {f.name: getattr(facts, f.name) for f in fields(facts)} | cleaned
    values["sex"], values["id_number"] = facts.sex, normal_id_number(facts.id_number)
    values["id_kind"] = kind_of_paper(facts.id_kind, values["id_number"])
    values["case_number"] = normal_case_number(facts.case_number)
    return PersonFacts(**values)


def check_person(facts: PersonFacts, today: date) -> tuple[Refusal, ...]:
    """Refuse a person without a name or sex, born or returned after today, or with a number that is too long."""
    found: list[Refusal] = []
    if not facts.family_name and not facts.given_names:
        found.append(refusal("register.no_name"))
    if facts.sex is None:
        found.append(refusal("register.no_sex"))
    if facts.birth is not None and facts.birth.is_after(today):
        found.append(refusal("register.born_after", today=today.isoformat()))
    if facts.return_date is not None and facts.return_date > today:
        found.append(refusal("register.returned_after", today=today.isoformat()))
    if len(facts.case_number) > LONGEST_NUMBER:
        found.append(refusal("register.case_number_long", most=LONGEST_NUMBER))
    if max(len(facts.family_name), len(facts.given_names), len(facts.married_name)) > LONGEST_NAME:
        found.append(refusal("register.name_long", most=LONGEST_NAME))
    return tuple(found)


def is_minor(birth: Birth | None, on: date) -> bool:
    """Tell whether a guardian answers for a person on a day; an unknown birth is taken as an adult's."""
    return birth is not None and birth.age_on(on) < ADULT_AGE


def check_consent(answer: ConsentAnswer, birth: Birth | None, today: date) -> tuple[Refusal, ...]:
    """Refuse a consent of the future, and one that a minor gives without a guardian."""
    found: list[Refusal] = []
    if answer.on_date > today:
        found.append(refusal("register.consent_after", today=today.isoformat()))
    minor = is_minor(birth, answer.on_date)
    if minor and answer.state is ConsentState.GIVEN and not answer.guardian.strip():
        found.append(refusal("register.no_guardian"))
    return tuple(found)


def check_death(
    died_on: date, birth: Birth | None, *, in_force: bool, recorded: bool, today: date
) -> tuple[Refusal, ...]:
    """Refuse a death that is recorded already, of a file that another took over, of the future or before the birth."""
    if not in_force:
        return (refusal("register.death_elsewhere"),)
    if recorded:
        return (refusal("register.death_recorded"),)
    found: list[Refusal] = []
    if died_on > today:
        found.append(refusal("register.death_after", today=today.isoformat()))
    if birth is not None and died_on < (birth.day or date(birth.year, 1, 1)):
        found.append(refusal("register.death_before_birth"))
    return tuple(found)


def missing_of(case_number: str | None, birth_year: int | None) -> tuple[Missing, ...]:
    """Return what a person lacks."""
    lacks = ((Missing.CASE_NUMBER, case_number), (Missing.BIRTH, birth_year))
    return tuple(missing for missing, value in lacks if not value)


def state_of(facts: PersonFacts) -> PersonState:
    """Return whether a person in force is active, or provisional for want of something."""
    year = facts.birth.year if facts.birth else None
    return PersonState.PROVISIONAL if missing_of(facts.case_number, year) else PersonState.ACTIVE
