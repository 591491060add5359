"""Reads of the register: people as one types, one person's sheet, and the reference tables behind the search.

Spellings and regions come from `resources/reference`; what is stored to search in is made by `rules/register`.
"""

import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.register import Consent, Death, Dependant, FieldOrigin, Person
from centre_desk.papers.reference import regions
from centre_desk.places import resource
from centre_desk.queries.desk import setting
from centre_desk.rules.register import ConsentPurpose, ConsentState, Kinship, Origin, PersonState, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.case_number import CASE_PATTERN_SETTING
from centre_desk.rules.register.duplicates import Described, Likeness, compare_people
from centre_desk.rules.register.names import words
from centre_desk.rules.register.person import Missing, PersonFacts, missing_of
from centre_desk.rules.register.places import Places, make_places
from centre_desk.rules.register.search import Term, search_terms
from centre_desk.rules.register.spelling import Spelling, make_spelling
from centre_desk.store.opening import Store

if TYPE_CHECKING:
    from centre_desk.papers.pdf.document import Letterhead
    from centre_desk.papers.register import ConsentFacts

IN_FORCE = (PersonState.ACTIVE, PersonState.PROVISIONAL)
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a list shows one."""

    id: int
    case_number: str
    given_names: str
    family_name: str
    married_name: str
    sex: Sex
    birth_date: date | None
    birth_year: int | None
    phone: str
    region_code: str
    state: PersonState

    @property
    def name(self) -> str:
        """Return the name as the centre's lists write it: COULIBALY Moussa."""
        return list_name(self.family_name, self.given_names)


@dataclass(frozen=True, slots=True)
class DependantRow:
    """A child or another who depends on a person."""

    id: int
    kinship: Kinship
    name: str
    sex: Sex | None
    birth_date: date | None
    birth_year: int | None
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """An answer for one purpose."""

    id: int
    purpose: ConsentPurpose
    state: ConsentState
    on_date: date
    language: str
    witness: str
    thumb_print: bool
    guardian: str


@dataclass(frozen=True, slots=True)
class PersonSheet:
    """All that the register holds of one person. `consents` are those in force, by purpose; `asked` all of them."""

    id: int
    facts: PersonFacts
    state: PersonState
    dependants: tuple[DependantRow, ...]
    consents: tuple[ConsentRow, ...]
    asked: tuple[ConsentRow, ...]
    origins: dict[str, Origin]
    missing: tuple[Missing, ...]
    died_on: date | None = None

    @property
    def name(self) -> str:
        """Return the name as the centre's lists write it."""
        return list_name(self.facts.family_name, self.facts.given_names)


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Which people to list; empty parts let everybody through."""

    search: str = ""
    sex: Sex | None = None
    region_code: str = ""
    states: tuple[PersonState, ...] = IN_FORCE
    ids: frozenset[int] | None = field(default=None)


@dataclass(frozen=True, slots=True)
class LikelyPerson:
    """A person of the register who may be the one being entered."""

    row: PersonRow
    likeness: Likeness


def list_name(family: str, given: str) -> str:
    """Return family name in capitals, then given names; one name alone stays as it is."""
    return f"{family.upper()} {given}".strip() if family else given


@cache
def spelling() -> Spelling:
    """Return the spelling variants of Malian names."""
    rows = _reference("names.csv")
    return make_spelling((r["name"], r["variants_seen_or_plausible"].split("|")) for r in rows)


@cache
def places() -> Places:
    """Return the regions by every name, and the region of each cercle by its P-code's region."""
    by_pcode = {r["pcode_adm1_2021"]: r["national_no_2023"] for r in reversed(_reference("regions.csv"))}
    cercles = ((by_pcode[r["Parent P-Code"]], r["Name"]) for r in _reference("pcodes.csv") if r["Admin Level"] == "2")
    return make_places(regions(), cercles)


def _reference(name: str) -> list[dict[str, str]]:
    with resource("reference", name).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


_ROW = (
    Person.id,
    func.coalesce(Person.case_number, ""),
    Person.given_names,
    Person.family_name,
    Person.married_name,
    Person.sex,
    Person.birth_date,
    Person.birth_year,
    Person.phone,
    Person.region_code,
    Person.state,
)


def case_pattern(db: Session) -> str:
    """Return the form of case numbers that the director set; empty where there is none."""
    return str(setting(db, CASE_PATTERN_SETTING, "") or "")


def people_rows(store: Store, wanted: PeopleFilter | None = None, *, limit: int = MOST_ROWS) -> list[PersonRow]:
    """Return the people wanted, by name, at most `limit` (a list is read, not paged through)."""
    with store.read() as db:
        query = select(*_ROW).where(*_conditions(wanted or PeopleFilter()))
        query = query.order_by(Person.family_name, Person.given_names, Person.id).limit(limit)
        return [PersonRow(*row) for row in db.execute(query).all()]


def people_count(store: Store, wanted: PeopleFilter | None = None) -> int:
    """Return how many people are wanted, whatever the limit of the list."""
    with store.read() as db:
        return db.execute(select(func.count(Person.id)).where(*_conditions(wanted or PeopleFilter()))).scalar_one()


def matches_search(typed: str) -> ColumnElement[bool]:
    """Return the condition that a person's words match everything typed, for queries of later rooms too."""
    return and_(True, *(_matches(term) for term in search_terms(typed, spelling())))


def _matches(term: Term) -> ColumnElement[bool]:
    word = Person.search_text.contains(f" {term.word}", autoescape=True)
    sounds = [Person.sound_text.contains(f" {sound}", autoescape=True) for sound in sorted(term.sounds)]
    return or_(word, *sounds)


def _conditions(wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Person.state.in_(wanted.states)]
    if wanted.search.strip():
        conditions.append(matches_search(wanted.search))
    if wanted.sex is not None:
        conditions.append(Person.sex == wanted.sex)
    if wanted.region_code:
        conditions.append(Person.region_code == wanted.region_code)
    if wanted.ids is not None:
        conditions.append(Person.id.in_(wanted.ids))
    return conditions


def person_sheet(store: Store, person_id: int) -> PersonSheet:
    """Return all that the register holds of a person."""
    with store.read() as db:
        person = db.get_one(Person, person_id)
        asked = _consents(db, person_id)
        return PersonSheet(
            person.id,
            facts_of(person),
            person.state,
            _dependants(db, person_id),
            in_force(asked),
            asked,
            origins_of(db, person_id),
            missing_of(person.case_number, person.birth_year),
            db.scalars(select(Death.died_on).where(Death.person_id == person_id, Death.undone_at.is_(None))).first(),
        )


def consent_form(store: Store, person_id: int, on: date) -> "tuple[ConsentFacts, Letterhead]":
    """Return the form of consent of a person, to be filled in by hand, and the letterhead above it."""
    from centre_desk.papers.register import ConsentFacts  # what draws PDF is needed for a paper alone
    from centre_desk.queries.centre.letterhead import letterhead_of

    with store.read() as db:
        person = db.get_one(Person, person_id)
        name = list_name(person.family_name, person.given_names)
        return ConsentFacts(name, person.case_number or str(person_id)), letterhead_of(db, on)


def facts_of(person: Person) -> PersonFacts:
    """Return the facts of a stored person."""
    names = (
        "family_name", "given_names", "married_name", "sex", "birth_place", "mother_name", "phone",
        "individual_number", "region_code", "cercle", "quarter", "return_country", "return_date", "education",
        "id_kind", "id_number", "remarks",
    )  # fmt: skip
    values = {name: getattr(person, name) for name in names}
    birth = birth_of_columns(person.birth_date, person.birth_year)
    return PersonFacts(birth=birth, case_number=person.case_number or "", **values)


def birth_of_columns(day: date | None, year: int | None) -> Birth | None:
    """Return a birth from its two columns."""
    return None if year is None else Birth(year, day)


def origins_of(db: Session, person_id: int) -> dict[str, Origin]:
    """Return who owns each field now in force; a field without an entry is the centre's."""
    query = select(FieldOrigin.field, FieldOrigin.origin).where(FieldOrigin.person_id == person_id)
    return dict(db.execute(query).all())


def _dependants(db: Session, person_id: int) -> tuple[DependantRow, ...]:
    query = (
        select(
            Dependant.id,
            Dependant.kinship,
            Dependant.name,
            Dependant.sex,
            Dependant.birth_date,
            Dependant.birth_year,
            Dependant.ended_on,
        )
        .where(Dependant.person_id == person_id)
        .order_by(Dependant.ended_on.is_not(None), Dependant.birth_year, Dependant.id)
    )
    return tuple(DependantRow(*row) for row in db.execute(query).all())


def _consents(db: Session, person_id: int) -> tuple[ConsentRow, ...]:
    query = (
        select(
            Consent.id,
            Consent.purpose,
            Consent.state,
            Consent.on_date,
            Consent.language,
            Consent.witness,
            Consent.thumb_print,
            Consent.guardian,
        )
        .where(Consent.person_id == person_id)
        .order_by(Consent.on_date, Consent.id)
    )
    return tuple(ConsentRow(*row) for row in db.execute(query).all())


def in_force(asked: Sequence[ConsentRow]) -> tuple[ConsentRow, ...]:
    """Return the newest answer of each purpose, in the order of the purposes."""
    newest = {row.purpose: row for row in asked}
    return tuple(newest[purpose] for purpose in ConsentPurpose if purpose in newest)


def people_who_agree(db: Session, purpose: ConsentPurpose) -> frozenset[int]:
    """Return the people whose newest answer for a purpose is yes: a withdrawal counts from its date on."""
    found = newest_answers(db, purpose).items()
    return frozenset(person for person, answer in found if answer[0] is ConsentState.GIVEN)


def people_who_decline(db: Session, purpose: ConsentPurpose) -> frozenset[int]:
    """Return the people who refused a purpose or took their consent back; who was not asked is not among them."""
    found = newest_answers(db, purpose).items()
    return frozenset(person for person, answer in found if answer[0] is not ConsentState.GIVEN)


def newest_answers(db: Session, purpose: ConsentPurpose) -> dict[int, tuple[ConsentState, date]]:
    """Return each person's newest answer for a purpose, and its day; those made anonymous answer no more."""
    query = (
        select(Consent.person_id, Consent.state, Consent.on_date)
        .join(Person, Person.id == Consent.person_id)
        .where(Consent.purpose == purpose, Person.state != PersonState.ANONYMISED)
        .order_by(Consent.on_date, Consent.id)
    )
    return {person: (state, day) for person, state, day in db.execute(query)}


def has_died(person_id: Any) -> ColumnElement[bool]:
    """Return the condition that the person of a column has died: nobody may be called, reminded or expected."""
    return exists().where(Death.person_id == person_id, Death.undone_at.is_(None))


def died_before(person_id: Any, day: Any) -> ColumnElement[bool]:
    """Return the condition that the person of a column died before the day of another: what was to begin never did."""
    return exists().where(Death.person_id == person_id, Death.undone_at.is_(None), Death.died_on < day)


def deceased(db: Session, people: Collection[int]) -> frozenset[int]:
    """Return those of the people who have died: nothing more is planned for them."""
    return frozenset(db.scalars(select(Death.person_id).where(Death.person_id.in_(people), Death.undone_at.is_(None))))


def likely_people(store: Store, described: Described, *, but: Iterable[int] = ()) -> list[LikelyPerson]:
    """Return the people of the register who may be the one described, likeliest first."""
    from rapidfuzz.fuzz import ratio  # only where people are compared

    names = words(f"{described.given} {described.family} {described.married}")
    sounds = sorted({s for word in names for s in spelling().sounds(word)})
    conditions = [Person.sound_text.contains(f" {sound}", autoescape=True) for sound in sounds]
    conditions += [Person.phone == described.phone] if described.phone else []
    conditions += [Person.case_number == described.case_number] if described.case_number else []
    if not conditions:
        return []
    with store.read() as db:
        query = select(*_ROW).where(Person.state.in_(IN_FORCE), or_(*conditions), Person.id.not_in(list(but)))
        rows = [PersonRow(*row) for row in db.execute(query).all()]
    found = [
        LikelyPerson(row, compare_people(described, described_of(row), spelling(), lambda a, b: ratio(a, b) / 100))
        for row in rows
    ]
    probable = [likely for likely in found if likely.likeness.probable]
    return sorted(probable, key=lambda likely: (-likely.likeness.score, likely.row.id))[:5]


def described_of(row: PersonRow) -> Described:
    """Return what a listed person is compared by."""
    return Described(
        row.given_names,
        row.family_name,
        row.married_name,
        row.sex,
        birth_of_columns(row.birth_date, row.birth_year),
        row.phone,
        row.case_number,
    )
