"""Reads of the referrals: lists, who waits, and all that planning an import needs to know.

The words of trades come from the centre's trades and `resources/reference/trade_words.csv`.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from rapidfuzz.fuzz import ratio
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from centre_desk.models.centre import Trade
from centre_desk.models.referral import Referral, ReferralEvent, ReferralFile, ReferralLine, ReferralMapping
from centre_desk.models.register import FieldOrigin, Person
from centre_desk.papers.phone import read_phone
from centre_desk.papers.referral.reading import ReferralList, read_referrals
from centre_desk.places import resource
from centre_desk.queries.desk import setting
from centre_desk.queries.register import IN_FORCE, birth_of_columns, list_name, matches_search, places, spelling
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.referral.fields import Field, RawLine
from centre_desk.rules.referral.known import KnownPeople, KnownPerson, KnownReferral
from centre_desk.rules.referral.line import MINIMUM_AGE, Context, find_month_first
from centre_desk.rules.referral.plan import Answer, ImportPlan, plan_import
from centre_desk.rules.referral.state import WAITING_STATES, waiting_days
from centre_desk.rules.referral.words import Trades, make_trades
from centre_desk.rules.register import Origin, Sex
from centre_desk.rules.register.duplicates import Described
from centre_desk.rules.register.names import normal_case_number
from centre_desk.store.opening import Store

COLUMN_OF_KEY = {
    "family": "family_name",
    "given": "given_names",
    "married": "married_name",
    "sex": "sex",
    "birth": "birth_year",
    "birth_place": "birth_place",
    "phone": "phone",
    "region_code": "region_code",
    "cercle": "cercle",
    "quarter": "quarter",
    "country": "return_country",
    "returned_on": "return_date",
    "education": "education",
    "mother": "mother_name",
    "id_number": "id_number",
    "individual_number": "individual_number",
    "case_number": "case_number",
}
"""The column of `person` behind each key of a line's record."""


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral as a list shows it; trades by their code, empty where none is known."""

    id: int
    person_id: int
    family_name: str
    given_names: str
    case_number: str
    sex: Sex
    birth_year: int | None
    phone: str
    region_code: str
    route: Route
    wished_trade: str
    declared_trade: str
    received_on: date
    state: ReferralState
    settled_on: date | None
    children_under_age: int
    day_care_wished: bool

    @property
    def name(self) -> str:
        """Return the name as the centre's lists write it."""
        return list_name(self.family_name, self.given_names)

    @property
    def trade(self) -> str:
        """Return the code of the trade that the route is about."""
        if self.route is Route.TRAINING:
            return self.wished_trade
        return self.declared_trade or self.wished_trade

    def waited(self, today: date) -> int:
        """Return how many days the person has waited, or waited until it was settled."""
        return waiting_days(self.state, self.received_on, self.settled_on, today)


@dataclass(frozen=True, slots=True)
class ReferralFilter:
    """Which referrals to list; empty parts let all through."""

    search: str = ""
    states: frozenset[ReferralState] = frozenset(ReferralState)
    route: Route | None = None
    trade_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReferralEventRow:
    """A move of a referral."""

    referral_id: int
    state: ReferralState
    on_date: date
    reason: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that was imported."""

    id: int
    name: str
    month: str
    line_count: int


def referral_rows(store: Store, wanted: ReferralFilter | None = None) -> list[ReferralRow]:
    """Return the referrals wanted, those who wait longest first."""
    with store.read() as db:
        return read_rows(db, _conditions(wanted or ReferralFilter()))


def read_rows(db: Session, conditions: Iterable[ColumnElement[bool]]) -> list[ReferralRow]:
    """Return referrals of people in force under conditions, inside a session."""
    wished, declared = aliased(Trade), aliased(Trade)
    settled = (
        select(func.max(ReferralEvent.on_date))
        .where(ReferralEvent.referral_id == Referral.id, ReferralEvent.state == Referral.state)
        .scalar_subquery()
    )
    columns = (
        Referral.id,
        Referral.person_id,
        Person.family_name,
        Person.given_names,
        func.coalesce(Person.case_number, ""),
        Person.sex,
        Person.birth_year,
        Person.phone,
        Person.region_code,
        Referral.route,
        func.coalesce(wished.code, ""),
        func.coalesce(declared.code, ""),
        Referral.received_on,
        Referral.state,
        settled,
        Referral.children_under_age,
        Referral.day_care_wished,
    )
    query = (
        select(*columns)
        .join(Person, Person.id == Referral.person_id)
        .outerjoin(wished, wished.id == Referral.wished_trade_id)
        .outerjoin(declared, declared.id == Referral.declared_trade_id)
        .where(Person.state.in_(IN_FORCE), *conditions)
        .order_by(Referral.received_on, Referral.id)
    )
    return [ReferralRow(*tuple(row)) for row in db.execute(query).all()]


def _conditions(wanted: ReferralFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Referral.state.in_(wanted.states)]
    if wanted.search.strip():
        conditions.append(matches_search(wanted.search))
    if wanted.route is not None:
        conditions.append(Referral.route == wanted.route)
    if wanted.trade_id is not None:
        conditions.append(_about_trade(wanted.trade_id))
    if wanted.person_id is not None:
        conditions.append(Referral.person_id == wanted.person_id)
    return conditions


def _about_trade(trade_id: int) -> ColumnElement[bool]:
    training = Referral.route == Route.TRAINING
    wished, declared = Referral.wished_trade_id == trade_id, Referral.declared_trade_id == trade_id
    return (training & wished) | (~training & (declared | (Referral.declared_trade_id.is_(None) & wished)))


def waiting_people(store: Store, *, route: Route | None = None, trade_id: int | None = None) -> list[ReferralRow]:
    """Return the referrals of those who wait for a place or a test, longest first."""
    return referral_rows(store, ReferralFilter(states=WAITING_STATES, route=route, trade_id=trade_id))


def referral_events(store: Store, person_id: int) -> list[ReferralEventRow]:
    """Return every move of a person's referrals, oldest first, for the timeline."""
    with store.read() as db:
        query = (
            select(ReferralEvent.referral_id, ReferralEvent.state, ReferralEvent.on_date, ReferralEvent.reason)
            .join(Referral, Referral.id == ReferralEvent.referral_id)
            .where(Referral.person_id == person_id)
            .order_by(ReferralEvent.on_date, ReferralEvent.id)
        )
        return [ReferralEventRow(*row) for row in db.execute(query).all()]


def file_rows(store: Store) -> list[FileRow]:
    """Return the files that were imported, newest first."""
    with store.read() as db:
        columns = (ReferralFile.id, ReferralFile.name, ReferralFile.month, ReferralFile.line_count)
        return [FileRow(*row) for row in db.execute(select(*columns).order_by(ReferralFile.id.desc())).all()]


def read_file(store: Store, path: Path, mapping: Mapping[str, str] | None = None) -> ReferralList:
    """Read a referral file with the mapping given, else the one remembered for its layout; raises `Refused`."""
    return read_referrals(path, remembered(store) if mapping is None else lambda layout: mapping)


def remembered(store: Store) -> Callable[[str], Mapping[str, str] | None]:
    """Return what gives the newest mapping that the user settled for a layout."""

    def mapping_of(layout: str) -> Mapping[str, str] | None:
        with store.read() as db:
            query = select(ReferralMapping.mapping).where(ReferralMapping.layout == layout)
            text = db.scalars(query.order_by(ReferralMapping.id.desc()).limit(1)).first()
            return None if text is None else dict(json.loads(text))

    return mapping_of


def plan_referrals(
    store: Store,
    referrals: ReferralList,
    *,
    answers: Mapping[str, Answer] | None = None,
    referred_on: date | None = None,
    today: date,
    known: KnownPeople | None = None,
) -> ImportPlan:
    """Plan an import without writing anything: the preview, the dry run, and what the import itself does.

    `known`, from `known_for` with the same people chosen, saves reading the register again for each answer.
    """
    with store.read() as db:
        return plan_in(db, referrals, answers or {}, referred_on, today, known)


def plan_in(
    db: Session,
    referrals: ReferralList,
    answers: Mapping[str, Answer],
    referred_on: date | None,
    today: date,
    known: KnownPeople | None = None,
) -> ImportPlan:
    """Plan an import inside a session."""
    lines = referrals.lines
    context = reading_context(db, lines, referrals.referred_on or referred_on, today)
    known = known or known_people(db, lines, chosen_people(answers))
    return plan_import(lines, known, answers, context, lambda a, b: ratio(a, b) / 100)


def chosen_people(answers: Mapping[str, Answer]) -> frozenset[int]:
    """Return the people of the register whom the user chose for lines."""
    return frozenset(answer.same_as for answer in answers.values() if answer.same_as is not None)


def known_for(store: Store, referrals: ReferralList, chosen: Iterable[int] = ()) -> KnownPeople:
    """Read the people whom a file's lines are compared with, for several plans."""
    with store.read() as db:
        return known_people(db, referrals.lines, chosen)


def reading_context(db: Session, lines: Iterable[RawLine], referred_on: date | None, today: date) -> Context:
    """Return what reading lines needs: the centre's trades and settings, places, spellings, the date."""
    return Context(
        today=today,
        referred_on=referred_on,
        trades=trade_words(db),
        places=places(),
        spelling=spelling(),
        phone=read_phone,
        minimum_age=int(setting(db, "referral.minimum_age", MINIMUM_AGE)),
        case_pattern=str(setting(db, "referral.case_pattern", "")),
        month_first=find_month_first(lines),
    )


def trade_words(db: Session) -> Trades:
    """Return the words of the centre's trades in use."""
    rows = db.execute(select(Trade.code, Trade.name_fr, Trade.name_en).where(Trade.active)).all()
    extra = _extra_words()
    return make_trades((code, (french, english, *extra.get(code, ()))) for code, french, english in rows)


@cache
def _extra_words() -> dict[str, tuple[str, ...]]:
    with resource("reference", "trade_words.csv").open(encoding="utf-8", newline="") as source:
        return {row["code"]: tuple(row["words"].split("|")) for row in csv.DictReader(source)}


def known_people(db: Session, lines: Iterable[RawLine], wanted: Iterable[int] = ()) -> KnownPeople:
    """Return the people in force, with the records of those whom the lines name by number or the user chose."""
    numbers = {normal_case_number(line.text(Field.CASE_NUMBER)) for line in lines} - {""}
    people = db.execute(
        select(
            Person.id,
            Person.given_names,
            Person.family_name,
            Person.married_name,
            Person.sex,
            Person.birth_date,
            Person.birth_year,
            Person.phone,
            func.coalesce(Person.case_number, ""),
            Person.sound_text,
        )
        .where(Person.state.in_(IN_FORCE))
        .order_by(Person.id)
    ).all()
    named = {row[0] for row in people if row[8] in numbers} | set(wanted)
    referrals, own = _referrals_of(db, named), _own_keys(db, named)
    known = (
        KnownPerson(
            row[0],
            Described(row[1], row[2], row[3], row[4], birth_of_columns(row[5], row[6]), row[7], row[8]),
            own=own.get(row[0], frozenset()),
            referrals=tuple(referrals.get(row[0], ())),
            sounds=frozenset(row[9].split()),
        )
        for row in people
    )
    return KnownPeople(known, spelling(), _digests(db))


def _referrals_of(db: Session, people: set[int]) -> dict[int, list[KnownReferral]]:
    records = {
        referral: json.loads(raw)
        for referral, raw in db.execute(
            select(ReferralLine.referral_id, ReferralLine.raw)
            .where(ReferralLine.person_id.in_(people), ReferralLine.referral_id.is_not(None))
            .order_by(ReferralLine.id)
        ).all()
    }
    found: dict[int, list[KnownReferral]] = defaultdict(list)
    query = select(Referral.person_id, Referral.id, Referral.received_on, Referral.state)
    for person, number, day, state in db.execute(
        query.where(Referral.person_id.in_(people)).order_by(Referral.id)
    ).all():
        found[person].append(KnownReferral(number, day.isoformat(), state, records.get(number, {})))
    return found


def _own_keys(db: Session, people: set[int]) -> dict[int, frozenset[str]]:
    """Return, for each person, the record keys whose value the centre has corrected."""
    keys = {column: key for key, column in COLUMN_OF_KEY.items()} | {"birth_date": "birth"}
    found: dict[int, set[str]] = defaultdict(set)
    query = select(FieldOrigin.person_id, FieldOrigin.field).where(
        FieldOrigin.person_id.in_(people), FieldOrigin.origin == Origin.CENTRE
    )
    for person, column in db.execute(query).all():
        if column in keys:
            found[person].add(keys[column])
    return {person: frozenset(own) for person, own in found.items()}


def _digests(db: Session) -> dict[str, tuple[int, int]]:
    query = select(ReferralLine.digest, ReferralLine.person_id, ReferralLine.referral_id).where(
        ReferralLine.referral_id.is_not(None)
    )
    return {digest: (person or 0, referral or 0) for digest, person, referral in db.execute(query).all()}
