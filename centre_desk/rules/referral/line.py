"""Reading one line: every field in any usual form, and each doubt with the cell that it stands in.

Refused: what cannot be written as it stands. Asked: what needs a decision. Noted: what the user should see.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from centre_desk.rules.referral import Route
from centre_desk.rules.referral.facts import LineFacts, ReadLine, digest_of
from centre_desk.rules.referral.fields import NAME_FIELDS, UNUSED_FIELDS, Field, RawCell, RawLine
from centre_desk.rules.referral.words import MANAGEMENT, Trades, is_management, read_route
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register.answers import read_count, read_sex, read_yes, text_of
from centre_desk.rules.register.birth import Birth, is_month_first, read_birth, read_date, read_month
from centre_desk.rules.register.case_number import has_form
from centre_desk.rules.register.names import Name, normal_case_number, read_married, read_name, split_name
from centre_desk.rules.register.places import Places
from centre_desk.rules.register.spelling import Spelling

MINIMUM_AGE = 15
"""Under this age the centre is asked (identity cards start at 15, as does work); the director may set another."""
ADULT_AGE = 18
LONGEST_NUMBER = 30

NEEDS_VALUE = frozenset({"referral.date_missing", "referral.route_unclear", "referral.sex_unclear"})
"""Questions that only a value answers; the others can be accepted as they are."""
QUESTIONS = NEEDS_VALUE | {
    "referral.probable_duplicate",
    "referral.repeats_person",
    "referral.line_waits",
    "referral.no_consent",
    "referral.under_age",
    "referral.unknown_trade",
    "referral.no_trade",
    "referral.no_case_number",
    "referral.case_number_form",
    "referral.birth_missing",
    "referral.number_of_another",
    "referral.second_referral",
    "referral.confirms_by_hand",
    "referral.would_overwrite",
    "referral.number_changes",
}
NOTES = frozenset({
    "referral.minor",
    "referral.phone_unclear",
    "referral.region_unknown",
    "referral.date_unclear",
    "referral.returned_after",
    "referral.referred_in_future",
    "referral.referred_unclear",
    "referral.count_unclear",
    "referral.day_care_unclear",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a line needs to know. `referred_on` is the letterhead's date, or what the user said."""

    today: date
    referred_on: date | None = None
    trades: Trades = field(default_factory=Trades)
    places: Places = field(default_factory=Places)
    spelling: Spelling = field(default_factory=Spelling)
    phone: Callable[[str], str | None] = lambda text: text
    minimum_age: int = MINIMUM_AGE
    case_pattern: str = ""
    month_first: frozenset[Field] = frozenset()


def find_month_first(lines: Iterable[RawLine]) -> frozenset[Field]:
    """Return which date columns of a file are written month first."""
    lines = tuple(lines)
    dated = (Field.BIRTH, Field.REFERRED_ON, Field.RETURNED_ON)
    return frozenset(f for f in dated if is_month_first(line.value(f) for line in lines))


def correct(line: RawLine, corrections: Mapping[Field, str]) -> RawLine:
    """Return the line with what the user put right in place of what the file says."""
    if not corrections:
        return line
    put = {f: RawCell(text, line.address(f)) for f, text in corrections.items()}
    cells = {f: c for f, c in line.cells.items() if not (f in NAME_FIELDS and put.keys() & set(NAME_FIELDS))}
    return replace(line, cells={**cells, **put})


def read_line(line: RawLine, context: Context) -> ReadLine:
    """Read a line into facts and findings."""
    found: list[Refusal] = []
    referred_on = _read_referred_on(line, context, found)
    known = LineFacts(name=_read_name(line, found), referred_on=referred_on)
    known = _read_identity(line, context, known, found)
    known = _read_place_and_return(line, context, known, found)
    known = _read_orientation(line, context, known, found)
    known = _read_family_and_consent(line, known, found)
    return ReadLine(line.place, known, raw_digest(line, context), tuple(found))


def raw_digest(line: RawLine, context: Context) -> str:
    """Return the digest of a line as the file holds it, with the date that stands for the whole file."""
    record = {f.value: line.text(f) for f in line.cells if f not in UNUSED_FIELDS and line.text(f)}
    if Field.REFERRED_ON.value not in record and context.referred_on is not None:
        record[Field.REFERRED_ON.value] = context.referred_on.isoformat()
    return digest_of(record)


def _read_name(line: RawLine, found: list[Refusal]) -> Name:
    married = line.text(Field.MARRIED)
    if whole := line.text(Field.FULL_NAME):
        name = split_name(whole, family_first=line.family_first)
        return replace(name, married=read_married(married) or name.married)
    given, family = line.text(Field.GIVEN), line.text(Field.FAMILY)
    if not given and not family:
        found.append(refusal("referral.no_name", place=line.address(*NAME_FIELDS)))
        return Name("")
    name = read_name(given, family, married)
    return name if name.family else Name(name.given, "", name.married)


def _read_referred_on(line: RawLine, context: Context, found: list[Refusal]) -> date | None:
    value, place = line.value(Field.REFERRED_ON), line.address(Field.REFERRED_ON)
    month_first = Field.REFERRED_ON in context.month_first
    text = line.text(Field.REFERRED_ON)
    written = read_date(value, context.today, month_first=month_first) or read_month(text)
    day = written or context.referred_on
    if text and written is None and day is not None:
        found.append(refusal("referral.referred_unclear", place=place, text=text, day=day.isoformat()))
    if day is None:
        found.append(refusal("referral.date_missing", place=place))
    elif day > context.today:
        found.append(refusal("referral.referred_in_future", place=place, day=day.isoformat()))
    return day


def _read_identity(line: RawLine, context: Context, known: LineFacts, found: list[Refusal]) -> LineFacts:
    number = normal_case_number(line.text(Field.CASE_NUMBER))
    found.extend(_check_number(number, context, line.address(Field.CASE_NUMBER)))
    sex = read_sex(line.value(Field.SEX))
    if sex is None:
        found.append(refusal("referral.sex_unclear", place=line.address(Field.SEX), text=line.text(Field.SEX)))
    phone = line.text(Field.PHONE)
    read_phone = context.phone(phone) if phone else ""
    if read_phone is None:
        found.append(refusal("referral.phone_unclear", place=line.address(Field.PHONE), text=phone))
    return replace(
        known,
        case_number=number,
        individual_number=normal_case_number(line.text(Field.INDIVIDUAL_NUMBER)),
        sex=sex,
        birth=_read_birth(line, context, known.referred_on or context.today, found),
        birth_place=line.text(Field.BIRTH_PLACE),
        phone=phone if read_phone is None else read_phone,
        mother=line.text(Field.MOTHER),
        father=line.text(Field.FATHER),
        id_number=line.text(Field.ID_NUMBER),
    )


def _check_number(number: str, context: Context, place: str) -> tuple[Refusal, ...]:
    if not number:
        return (refusal("referral.no_case_number", place=place),)
    if len(number) > LONGEST_NUMBER:
        return (refusal("referral.case_number_long", place=place, most=LONGEST_NUMBER),)
    if not has_form(number, context.case_pattern):
        return (refusal("referral.case_number_form", place=place, number=number),)
    return ()


def _read_birth(line: RawLine, context: Context, on: date, found: list[Refusal]) -> Birth | None:
    place, text = line.address(Field.BIRTH, Field.AGE), line.text(Field.BIRTH)
    birth = read_birth(line.value(Field.BIRTH), on, month_first=Field.BIRTH in context.month_first) if text else None
    if birth is None and text:
        found.append(refusal("referral.birth_unclear", place=place, text=text))
        return None
    birth = birth or _birth_of_age(line, on)
    if birth is None:
        found.append(refusal("referral.birth_missing", place=place))
    else:
        found.extend(_check_age(birth, on, context.minimum_age, place))
    return birth


def _birth_of_age(line: RawLine, on: date) -> Birth | None:
    age = re.match(r"\d{1,2}(?!\d)", line.text(Field.AGE))
    return Birth(on.year - int(age[0]), None, about=True) if age else None


def _check_age(birth: Birth, on: date, minimum: int, place: str) -> tuple[Refusal, ...]:
    if birth.is_after(on):
        born = birth.day.isoformat() if birth.day else str(birth.year)
        return (refusal("referral.born_after", place=place, born=born, day=on.isoformat()),)
    youngest = birth.youngest_on(on)
    if youngest < minimum:
        return (refusal("referral.under_age", place=place, age=birth.age_on(on), least=minimum),)
    if birth.age_on(on) < ADULT_AGE:
        return (refusal("referral.minor", place=place, age=birth.age_on(on)),)
    return ()


def _read_place_and_return(line: RawLine, context: Context, known: LineFacts, found: list[Refusal]) -> LineFacts:
    region, cercle = line.text(Field.REGION), line.text(Field.CERCLE)
    code = context.places.region(region) if region else context.places.region_of_cercle(cercle)
    if region and code is None:
        found.append(refusal("referral.region_unknown", place=line.address(Field.REGION), text=region))
    return replace(
        known,
        region_code=code or "",
        region=region,
        cercle=cercle,
        commune=line.text(Field.COMMUNE),
        quarter=line.text(Field.QUARTER),
        country=line.text(Field.COUNTRY),
        returned_on=_read_returned_on(line, context, known.referred_on, found),
    )


def _read_returned_on(line: RawLine, context: Context, referred_on: date | None, found: list[Refusal]) -> date | None:
    text, place = line.text(Field.RETURNED_ON), line.address(Field.RETURNED_ON)
    limit = referred_on or context.today
    day = read_date(line.value(Field.RETURNED_ON), limit, month_first=Field.RETURNED_ON in context.month_first)
    if text and day is None:
        found.append(refusal("referral.date_unclear", place=place, text=text))
    elif day is not None and day > limit:
        found.append(refusal("referral.returned_after", place=place, day=day.isoformat()))
    return day


def _read_orientation(line: RawLine, context: Context, known: LineFacts, found: list[Refusal]) -> LineFacts:
    route_text = line.text(Field.ROUTE)
    route = read_route(route_text)
    if route is None:
        found.append(refusal("referral.route_unclear", place=line.address(Field.ROUTE), text=route_text))
    declared, training = line.text(Field.DECLARED_TRADE), line.text(Field.TRAINING)
    training_code = context.trades.code(training) or ""
    if not training and is_management(route_text):
        training_code = MANAGEMENT
    known = replace(
        known,
        route=route,
        declared_trade=declared,
        declared_trade_code=context.trades.code(declared) or "",
        training=training,
        training_code=training_code,
        experience_years=_read_count(line, Field.EXPERIENCE, found),
        wish=line.text(Field.WISH),
        education=line.text(Field.EDUCATION),
        remarks=line.text(Field.REMARKS),
    )
    found.extend(_check_trade(line, known))
    return known


def trade_needed(facts: LineFacts) -> tuple[Field, str, str]:
    """Return the field, text and code of the trade that the route needs: the wished one, or the one to be tested."""
    if facts.route in (Route.SKILLS_TEST, Route.EQUIPMENT_TEST) and facts.declared_trade:
        return Field.DECLARED_TRADE, facts.declared_trade, facts.declared_trade_code
    return Field.TRAINING, facts.training, facts.training_code


def _check_trade(line: RawLine, facts: LineFacts) -> tuple[Refusal, ...]:
    needed, text, code = trade_needed(facts)
    if code:
        return ()
    place = line.address(needed, Field.DECLARED_TRADE, Field.TRAINING)
    if text:
        return (refusal("referral.unknown_trade", place=place, text=text),)
    return (refusal("referral.no_trade", place=place),)


def _read_family_and_consent(line: RawLine, known: LineFacts, found: list[Refusal]) -> LineFacts:
    consent = read_yes(line.value(Field.CONSENT))
    if consent is not True:
        found.append(refusal("referral.no_consent", place=line.address(Field.CONSENT)))
    day_care, text = read_yes(line.value(Field.DAY_CARE)), line.text(Field.DAY_CARE)
    if text and day_care is None:
        found.append(refusal("referral.day_care_unclear", place=line.address(Field.DAY_CARE), text=text))
    return replace(
        known,
        dependants=_read_count(line, Field.DEPENDANTS, found),
        young_children=_read_count(line, Field.YOUNG_CHILDREN, found),
        day_care=day_care,
        consent=consent,
    )


def _read_count(line: RawLine, field: Field, found: list[Refusal]) -> int | None:
    text = text_of(line.value(field))
    count = read_count(text) if text else None
    if text and count is None:
        found.append(refusal("referral.count_unclear", place=line.address(field), text=text))
    return count
