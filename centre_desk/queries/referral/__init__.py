"""Reads of the referrals: lists, and who waits. What planning an import needs to know is in `planning.py`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from centre_desk.models.centre import Trade
from centre_desk.models.referral import Referral, ReferralEvent, ReferralFile
from centre_desk.models.register import Person
from centre_desk.queries.referral.planning import (
    chosen_people,
    facts_of_referral,
    known_for,
    plan_in,
    plan_referrals,
    read_file,
)
from centre_desk.queries.register import IN_FORCE, list_name, matches_search
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.referral.state import WAITING_STATES, ReferralFacts, trade_of_route, waiting_days
from centre_desk.rules.register import Sex
from centre_desk.store.opening import Store

__all__ = [
    "FileRow",
    "ReferralEventRow",
    "ReferralFilter",
    "ReferralRow",
    "chosen_people",
    "file_rows",
    "known_for",
    "plan_in",
    "plan_referrals",
    "read_file",
    "read_rows",
    "referral_events",
    "referral_facts",
    "referral_rows",
    "waiting_people",
]


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
        return trade_of_route(self.route, self.wished_trade, self.declared_trade)

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


def referral_facts(store: Store, referral_id: int) -> ReferralFacts:
    """Return what one referral says."""
    with store.read() as db:
        return facts_of_referral(db.get_one(Referral, referral_id))


def file_rows(store: Store) -> list[FileRow]:
    """Return the files that were imported, newest first."""
    with store.read() as db:
        columns = (ReferralFile.id, ReferralFile.name, ReferralFile.month, ReferralFile.line_count)
        return [FileRow(*row) for row in db.execute(select(*columns).order_by(ReferralFile.id.desc())).all()]
