"""Lists of tests and offers, and who is called to a test."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Assessment, Grid, Offer, OutgoingReferral, SkillsTest
from centre_desk.models.centre import Trade, Trainer
from centre_desk.models.register import Person
from centre_desk.queries.centre import trade_name
from centre_desk.queries.register import has_died, list_name, matches_search
from centre_desk.rules.assessment import OPEN_STATES, OfferAnswer, OfferKind, TestKind, TestState, Verdict
from centre_desk.rules.assessment.letter import OutgoingState
from centre_desk.rules.register import Sex
from centre_desk.store.opening import Store

_Sheets = tuple[tuple[str, ...], tuple[bool, ...], tuple[int, ...]]
_NO_SHEETS: _Sheets = ((), (), ())


@dataclass(frozen=True, slots=True)
class TestRow:
    """A test as the list shows it. `assessors`, `keyed` and `assessor_ids` by rank."""

    __test__ = False  # no test class for pytest

    id: int
    number: str
    person_id: int
    family_name: str
    given_names: str
    case_number: str
    trade_id: int
    trade_code: str
    trade: str
    kind: TestKind
    planned_on: date
    held_on: date | None
    place: str
    state: TestState
    verdict: Verdict | None
    score_percent: int | None
    decided_on: date | None
    assessors: tuple[str, ...]
    keyed: tuple[bool, ...]
    assessor_ids: tuple[int, ...]

    @property
    def name(self) -> str:
        """Return the name as the centre's lists write it."""
        return list_name(self.family_name, self.given_names)


@dataclass(frozen=True, slots=True)
class TestFilter:
    """Which tests to list; empty parts let all through."""

    __test__ = False

    search: str = ""
    states: frozenset[TestState] = frozenset(TestState)
    kind: TestKind | None = None
    person_id: int | None = None
    planned_on: date | None = None


@dataclass(frozen=True, slots=True)
class CallRow:
    """Somebody called to a test: the printed list reads the name aloud, and telephones beforehand."""

    number: str
    name: str
    case_number: str
    sex: Sex
    birth_year: int | None
    phone: str
    trade: str
    kind: TestKind
    place: str
    assessors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer and its answer."""

    id: int
    test_id: int
    test_number: str
    person_id: int
    family_name: str
    given_names: str
    test_kind: TestKind
    kind: OfferKind
    trade: str
    partner: str
    kit_conditional: bool
    made_on: date
    answer: OfferAnswer
    answered_on: date | None
    reason: str

    @property
    def name(self) -> str:
        """Return the name as the centre's lists write it."""
        return list_name(self.family_name, self.given_names)


def skills_tests_rows(store: Store, wanted: TestFilter | None = None, language: str = "fr") -> list[TestRow]:
    """Return tests, the newest appointment first."""
    wanted = wanted or TestFilter()
    query = (
        select(
            SkillsTest.id,
            SkillsTest.number,
            Person.id.label("person_id"),
            Person.family_name,
            Person.given_names,
            func.coalesce(Person.case_number, ""),
            Trade.id.label("trade_id"),
            Trade.code,
            trade_name(language),
            SkillsTest.kind,
            SkillsTest.planned_on,
            SkillsTest.held_on,
            SkillsTest.place,
            SkillsTest.state,
            SkillsTest.verdict,
            SkillsTest.score_percent,
            SkillsTest.decided_on,
        )
        .join(Person, Person.id == SkillsTest.person_id)
        .join(Grid, Grid.id == SkillsTest.grid_id)
        .join(Trade, Trade.id == Grid.trade_id)
        .where(SkillsTest.state.in_(wanted.states))
        .order_by(SkillsTest.planned_on.desc(), SkillsTest.id)
    )
    if wanted.search.strip():
        query = query.where(matches_search(wanted.search))
    for column, value in (
        (SkillsTest.kind, wanted.kind),
        (SkillsTest.person_id, wanted.person_id),
        (SkillsTest.planned_on, wanted.planned_on),
    ):
        if value is not None:
            query = query.where(column == value)
    with store.read() as db:
        rows: list[tuple[Any, ...]] = [tuple(row) for row in db.execute(query)]
        sheets = _sheets(db, [row[0] for row in rows])
    return [TestRow(*(*row, *sheets.get(row[0], _NO_SHEETS))) for row in rows]


def _sheets(db: Session, tests: list[int]) -> dict[int, _Sheets]:
    """Return the assessors of each test, whether each sheet was keyed, and who they are, by rank."""
    query = (
        select(Assessment.test_id, Assessment.trainer_id, Trainer.given_names, Trainer.family_name, Assessment.keyed_at)
        .join(Trainer, Trainer.id == Assessment.trainer_id)
        .where(Assessment.test_id.in_(tests))
        .order_by(Assessment.test_id, Assessment.rank)
    )
    found: dict[int, _Sheets] = {}
    for test_id, trainer_id, given, family, keyed_at in db.execute(query):
        names, keyed, trainers = found.get(test_id, _NO_SHEETS)
        name = f"{given} {family}".strip()
        found[test_id] = (*names, name), (*keyed, keyed_at is not None), (*trainers, trainer_id)
    return found


def call_list(store: Store, day: date, language: str = "fr") -> list[CallRow]:
    """Return who is called to a test on a day, by place and name."""
    wanted = TestFilter(states=OPEN_STATES, planned_on=day)
    rows = {row.id: row for row in skills_tests_rows(store, wanted, language)}
    query = (
        select(SkillsTest.id, Person.sex, Person.birth_year, Person.phone)
        .join(Person, Person.id == SkillsTest.person_id)
        .where(SkillsTest.id.in_(rows))
    )
    with store.read() as db:
        called = [
            CallRow(
                number=rows[number].number,
                name=rows[number].name,
                case_number=rows[number].case_number,
                sex=sex,
                birth_year=birth_year,
                phone=phone,
                trade=rows[number].trade,
                kind=rows[number].kind,
                place=rows[number].place,
                assessors=rows[number].assessors,
            )
            for number, sex, birth_year, phone in db.execute(query)
        ]
    return sorted(called, key=lambda row: (row.place, row.name, row.number))


def offers_rows(store: Store, *, pending: bool = False, language: str = "fr") -> list[OfferRow]:
    """Return the offers, the newest first; only those without an answer when `pending`."""
    query = (
        select(
            Offer.id,
            Offer.test_id,
            SkillsTest.number,
            Offer.person_id,
            Person.family_name,
            Person.given_names,
            SkillsTest.kind,
            Offer.kind,
            func.coalesce(trade_name(language), ""),
            Offer.partner,
            Offer.kit_conditional,
            Offer.made_on,
            Offer.answer,
            Offer.answered_on,
            Offer.reason,
        )
        .join(SkillsTest, SkillsTest.id == Offer.test_id)
        .join(Person, Person.id == Offer.person_id)
        .outerjoin(Trade, Trade.id == Offer.trade_id)
        .order_by(Offer.made_on.desc(), Offer.id.desc())
    )
    if pending:
        query = query.where(Offer.answer == OfferAnswer.PENDING)
    with store.read() as db:
        return [OfferRow(*row) for row in db.execute(query)]


def offer_to_make(store: Store) -> list[TestRow]:
    """Return the decided tests that wait for an offer: a training, or what follows an equipment test.

    One that awaits its answer or was accepted is enough; who declined may change their mind, and where another
    centre had no place something else is offered. Nobody who has died is offered anything.
    """
    no_place = exists().where(OutgoingReferral.offer_id == Offer.id, OutgoingReferral.state == OutgoingState.REFUSED)
    offered = select(Offer.test_id).where(Offer.answer != OfferAnswer.DECLINED, ~no_place)
    follows = or_(
        SkillsTest.verdict == Verdict.TRAINING_OFFERED,
        (SkillsTest.verdict == Verdict.ABLE) & (SkillsTest.kind == TestKind.EQUIPMENT),
    )
    query = select(SkillsTest.id).where(
        SkillsTest.state == TestState.DECIDED,
        follows,
        SkillsTest.id.not_in(offered),
        ~has_died(SkillsTest.person_id),
    )
    with store.read() as db:
        due = set(db.scalars(query))
    return [row for row in skills_tests_rows(store, TestFilter(states=frozenset({TestState.DECIDED}))) if row.id in due]
