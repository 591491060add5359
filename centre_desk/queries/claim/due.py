"""What is due for a month, computed from the facts now in force: allowance, day care, training fee, arrears.

Facts: attendance, dated rates, the agreements' terms, placements and invoices, corrections of closed months. A
line's basis keeps every figure used, so that it can be read, printed and compared with the facts later.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Agreement, AgreementTrade
from centre_desk.models.claim import ClaimLine
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.register import Person
from centre_desk.queries.centre.terms import dated_rates
from centre_desk.queries.claim.presence import (
    Presence,
    first_attended,
    half_days_outside,
    presence_of,
    undecided_sessions,
)
from centre_desk.queries.desk import setting
from centre_desk.rules.centre import RateKind, rate_on
from centre_desk.rules.claim import LineFlag, LineKind, PartialMonth
from centre_desk.rules.claim.allowance import DAYS_A_MONTH, Part, Terms, compute_allowance
from centre_desk.rules.claim.day_care import is_fee_due
from centre_desk.rules.dates import first_day
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register import PersonState

PARTIAL_MONTH = "claim.partial_month"
DAYS_SETTING = "claim.days_a_month"
Key = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class DueLine:
    """An amount that the facts give. `withheld` says why it must not be paid yet."""

    kind: LineKind
    person_id: int
    units: int
    units_planned: int
    rate: int
    gross: int
    basis: str
    session_id: int | None = None
    enrolment_id: int | None = None
    dependant_id: int | None = None
    provider_id: int | None = None
    arrears_of: str | None = None
    withheld: LineFlag | None = None

    @property
    def key(self) -> Key:
        """Return what makes the line unique in its month."""
        return line_key(self.kind, self.person_id, self.dependant_id, self.enrolment_id, self.arrears_of)


def line_key(
    kind: LineKind, person_id: int, dependant_id: int | None, enrolment_id: int | None, arrears_of: str | None
) -> Key:
    """Return what makes a line unique in its month: the person, the child, the enrolment or the mended month."""
    if kind is LineKind.ARREARS:
        return f"{kind}:{arrears_of}", person_id, 0
    part = {LineKind.DAY_CARE: dependant_id, LineKind.TRAINING_FEE: enrolment_id}.get(kind)
    return kind.value, person_id, part or 0


@dataclass(frozen=True, slots=True)
class Course:
    """What a session lends to its lines: code, trade, days, the terms of its agreement."""

    id: int
    code: str
    trade_id: int
    start: date
    end: date
    agreement_id: int
    agreement: str
    child_age_limit: int
    terms: Terms


class MonthFacts:
    """The facts of one month, each read once when it is first asked for."""

    def __init__(self, db: Session, month: str) -> None:
        self.db = db
        self.month = month

    @cached_property
    def presence(self) -> dict[int, list[Presence]]:
        """Half-days by person."""
        found: dict[int, list[Presence]] = defaultdict(list)
        for row in presence_of(self.db, self.month):
            found[row.person_id].append(row)
        return dict(found)

    @cached_property
    def courses(self) -> dict[int, Course]:
        """The sessions of those people."""
        wanted = {row.session_id for rows in self.presence.values() for row in rows}
        return courses_of(self.db, wanted)

    @cached_property
    def starts(self) -> dict[int, date]:
        """The first day in the month of each enrolment."""
        wanted = [row.enrolment_id for rows in self.presence.values() for row in rows]
        first = first_day(self.month)
        query = select(Enrolment.id, Enrolment.start).where(Enrolment.id.in_(wanted))
        return {number: max(start, first) for number, start in self.db.execute(query)}

    @cached_property
    def states(self) -> dict[int, PersonState]:
        """The state of each person."""
        query = select(Person.id, Person.state).where(Person.id.in_(list(self.presence)))
        return dict(self.db.execute(query).all())

    @cached_property
    def rates(self) -> Any:
        """Every dated rate."""
        return dated_rates(self.db)

    @cached_property
    def outside(self) -> dict[int, int]:
        """The half-days that a whole month of each timetable has more."""
        how = setting(self.db, PARTIAL_MONTH, PartialMonth.MONTH.value)
        return half_days_outside(self.db, self.courses, self.month) if how == PartialMonth.MONTH.value else {}

    @cached_property
    def undecided(self) -> frozenset[int]:
        """Sessions with half-days not held, paid or not still open."""
        return undecided_sessions(self.db, self.month)

    def rate(self, kind: RateKind, day: date, trade_id: int | None = None) -> int | None:
        """Return the rate in force on a day."""
        return rate_on(self.rates, kind, day, trade_id)

    def withheld(self, person_id: int) -> LineFlag | None:
        """Return why nothing is paid for a person yet."""
        provisional = self.states.get(person_id) is PersonState.PROVISIONAL
        return LineFlag.PROVISIONAL if provisional else None


def courses_of(db: Session, session_ids: Iterable[int]) -> dict[int, Course]:
    """Return the sessions with the terms of their agreements."""
    days = int(setting(db, DAYS_SETTING, DAYS_A_MONTH))
    query = (
        select(CourseSession, Agreement)
        .join(Agreement, Agreement.id == CourseSession.agreement_id)
        .where(CourseSession.id.in_(list(session_ids)))
        .order_by(CourseSession.id)
    )
    return {
        session.id: Course(
            session.id,
            session.code,
            session.trade_id,
            session.start,
            session.end_on,
            agreement.id,
            agreement.number,
            agreement.child_age_limit,
            Terms(agreement.proration, agreement.rounding, agreement.threshold_percent, agreement.excused_cap, days),
        )
        for session, agreement in db.execute(query)
    }


def allowance_lines(facts: MonthFacts) -> Iterator[DueLine]:
    """Return one line a person enrolled in the month: nobody who should be on the sheet is left off it."""
    for person_id, rows in sorted(facts.presence.items()):
        last = facts.courses[rows[-1].session_id]
        rate = allowance_rate(facts, rows)
        if rate is None:
            continue  # named by `missing_rates`
        parts = parts_of(facts, rows)
        found = compute_allowance(rate, parts, last.terms)
        basis = {
            "parts": [_basis_of_part(facts, part) for part in parts],
            "undecided": any(row.session_id in facts.undecided for row in rows),
            "method": last.terms.method.value,
            "rounding": last.terms.rounding.value,
            "threshold_percent": last.terms.threshold_percent,
            "reached": found.reached,
            "excused_kept": found.excused_kept,
            "excused_cap": last.terms.excused_cap,
            "agreement": last.agreement,
        }
        yield DueLine(
            LineKind.ALLOWANCE,
            person_id,
            found.units,
            found.units_planned,
            rate,
            found.gross,
            as_basis(basis),
            session_id=last.id,
            enrolment_id=rows[-1].enrolment_id,
            withheld=facts.withheld(person_id),
        )


def allowance_rate(facts: MonthFacts, rows: list[Presence]) -> int | None:
    """Return the rate in force on a person's first day in the month: a later one begins with the next month."""
    day = min(facts.starts[row.enrolment_id] for row in rows)
    return facts.rate(RateKind.ALLOWANCE, day, facts.courses[rows[-1].session_id].trade_id)


def parts_of(facts: MonthFacts, rows: Iterable[Presence]) -> list[Part]:
    """Return a person's half-days session by session, each beside what a whole month of it has."""
    return [Part(row.session_id, row.counts, row.month_planned + facts.outside.get(row.session_id, 0)) for row in rows]


def _basis_of_part(facts: MonthFacts, part: Part) -> dict[str, Any]:
    code = facts.courses[part.session_id].code
    return {"session": code, "month_planned": part.month_planned, **asdict(part.counts)}


def fee_lines(facts: MonthFacts) -> Iterator[DueLine]:
    """Return a training fee for each trainee who first attended in this month, at the agreement's unit price.

    Once a person and trade: who moves to another session of the trade is not claimed again.
    """
    rows = [row for own in facts.presence.values() for row in own]
    firsts = first_attended(facts.db, [row.enrolment_id for row in rows])
    prices, claimed = _unit_prices(facts.db), _claimed_elsewhere(facts.db, facts.month)
    for row in sorted(rows, key=lambda one: one.enrolment_id):
        course, first = facts.courses[row.session_id], firsts.get(row.enrolment_id)
        if first is None or not is_fee_due(first, facts.month) or (row.person_id, course.trade_id) in claimed:
            continue
        agreed = prices.get((course.agreement_id, course.trade_id))
        price = agreed if agreed is not None else facts.rate(RateKind.TRAINING_FEE, first, course.trade_id)
        if price is None:
            continue
        claimed.add((row.person_id, course.trade_id))
        yield DueLine(
            LineKind.TRAINING_FEE,
            row.person_id,
            1,
            1,
            price,
            price,
            as_basis({
                "session": course.code,
                "agreement": course.agreement if agreed is not None else "",
                "first_attended": first.isoformat(),
            }),
            session_id=course.id,
            enrolment_id=row.enrolment_id,
            withheld=facts.withheld(row.person_id),
        )  # fmt: skip


def _unit_prices(db: Session) -> dict[tuple[int, int], int]:
    query = select(AgreementTrade.agreement_id, AgreementTrade.trade_id, AgreementTrade.unit_price)
    return {(agreement, trade): price for agreement, trade, price in db.execute(query)}


def _claimed_elsewhere(db: Session, month: str) -> set[tuple[int, int]]:
    query = (
        select(ClaimLine.person_id, CourseSession.trade_id)
        .join(CourseSession, CourseSession.id == ClaimLine.session_id)
        .where(ClaimLine.kind == LineKind.TRAINING_FEE, ClaimLine.month != month)
    )
    return set(db.execute(query))


def missing_rates(facts: MonthFacts) -> Iterator[Refusal]:
    """Name the rates without which the month cannot be computed."""
    lacking = [
        min(facts.starts[row.enrolment_id] for row in rows)
        for rows in facts.presence.values()
        if allowance_rate(facts, rows) is None
    ]
    if lacking:
        yield refusal("claim.no_allowance_rate", day=min(lacking).isoformat())


def as_basis(facts: dict[str, Any]) -> str:
    """Write a basis as JSON with its keys in order, so that equal bases are equal texts."""
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
