"""The counts of the report: each measure by sex, since the agreement began, and by age, region and trade.

Facts: a person is counted once whatever the courses; the sums of money are those of the tables. A measure is a list
of (person, trade, amount) between two days, so that the month and the time since the agreement count alike.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from centre_desk.models.assessment import Grid, Offer, SkillsTest
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.monthly_return import PastTotal
from centre_desk.models.register import Dependant
from centre_desk.papers.monthly_return.facts import Breakdown, Count
from centre_desk.queries.kit import read_kits
from centre_desk.queries.monthly_return.after import is_eligible
from centre_desk.queries.monthly_return.money import TO_PEOPLE
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.rules.assessment import OfferKind, TestState, Verdict
from centre_desk.rules.attendance import SIGNED
from centre_desk.rules.certificate import CertificateKind
from centre_desk.rules.claim import LineKind, LineState
from centre_desk.rules.course import COUNTS_AS_DROP_OUT, EndReason
from centre_desk.rules.dates import month_of
from centre_desk.rules.exam import Decision
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.monthly_return import (
    BROKEN_DOWN,
    HALF_DAYS,
    MONEY,
    NOT_CUMULATIVE,
    Dimension,
    Measure,
)
from centre_desk.rules.register import Sex

Hit = tuple[int, str, int]
"""A person, the code of a trade (or none), and an amount: 1 for the person, half-days, francs."""

_SUMMED = MONEY | HALF_DAYS


def count_rows(data: MonthData, since: date) -> list[Count]:
    """Return every measure of the month, and since a day."""
    return [_count(data, measure, since) for measure in Measure]


def breakdown_rows(data: MonthData) -> list[Breakdown]:
    """Return the measures that are broken down, group by group."""
    rows: list[Breakdown] = []
    for dimension in Dimension:
        for measure in BROKEN_DOWN:
            groups: dict[str, list[Hit]] = defaultdict(list)
            for hit in hits_of(data, measure, data.first, data.last):
                groups[_key(data, dimension, hit)].append(hit)
            for key, hits in sorted(groups.items()):
                female, male = _by_sex(data, measure, hits)
                rows.append(Breakdown(measure, dimension, key, female, male))
    return rows


def hits_of(data: MonthData, measure: Measure, first: date, last: date) -> list[Hit]:
    """Return who or what a measure counts from a day to a day."""
    return list(_SOURCES[measure](data, first, last))


def _count(data: MonthData, measure: Measure, since: date) -> Count:
    if measure is Measure.DAY_CARE_CHILDREN:
        return _children(data, since)
    female, male = _by_sex(data, measure, hits_of(data, measure, data.first, data.last))
    if measure in NOT_CUMULATIVE:
        return Count(measure, female, male, female + male)
    ever = sum(_by_sex(data, measure, hits_of(data, measure, min(since, data.first), data.last)))
    return _with_past(data, Count(measure, female, male, female + male, ever))


def _with_past(data: MonthData, count: Count) -> Count:
    """Add what a centre that began in mid-year brought in for a measure, and say how much it is."""
    past = data.db.scalars(select(PastTotal).where(PastTotal.measure == count.measure)).first()
    if past is None:
        return count
    return replace(
        count,
        cumulative=(count.cumulative or 0) + past.amount,
        taken_over=past.amount,
        taken_over_female=past.female,
        taken_over_male=past.male,
    )


def _by_sex(data: MonthData, measure: Measure, hits: Iterable[Hit]) -> tuple[int, int]:
    if measure in _SUMMED:
        sums = [0, 0]
        for person, _, amount in hits:
            sums[0 if data.people[person].female else 1] += amount
        return sums[0], sums[1]
    return data.people.split(person for person, _, _ in hits)


def _key(data: MonthData, dimension: Dimension, hit: Hit) -> str:
    who = data.people.who(hit[0])
    return {Dimension.AGE: who.age_band, Dimension.REGION: who.region_code, Dimension.TRADE: hit[1]}[dimension]


def _within(day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= last


def _referred(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    for row in data.referrals:
        if _within(row.received_on, first, last):
            yield row.person_id, data.trades.get(row.declared_trade_id or row.wished_trade_id or 0, ""), 1


def _enrolled(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    for row in data.enrolments:
        end = min(row.end_on or last, data.sessions[row.session_id].end_on)
        if row.start <= last and end >= first:
            yield row.person_id, data.trade_of(row.session_id), 1


def _attended(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    for person, session, count in _marks(data, first, last, signed=True):
        yield person, data.trade_of(session), count


def _expected(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    for person, session, count in _marks(data, first, last, signed=False):
        yield person, data.trade_of(session), count


def _marks(data: MonthData, first: date, last: date, *, signed: bool) -> Any:
    mark = AttendanceMark
    query = select(mark.person_id, mark.session_id, func.count()).where(mark.day.between(first, last))
    if signed:
        query = query.where(mark.value.in_(sorted(SIGNED)))
    return data.db.execute(query.group_by(mark.person_id, mark.session_id)).all()


def _ended(*reasons: EndReason) -> Callable[[MonthData, date, date], Iterator[Hit]]:
    def found(data: MonthData, first: date, last: date) -> Iterator[Hit]:
        for row in data.enrolments:
            if row.end_reason in reasons and _within(row.end_on, first, last):
                yield row.person_id, data.trade_of(row.session_id), 1

    return found


def _returned(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    left = [row for row in data.enrolments if row.end_reason in COUNTS_AS_DROP_OUT and row.end_on is not None]
    for row in data.enrolments:
        before = any(one.person_id == row.person_id and one.end_on and one.end_on < row.start for one in left)
        if before and _within(row.start, first, last):
            yield row.person_id, data.trade_of(row.session_id), 1


def _examined(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    for result, exam in data.results:
        if result.decision is not Decision.ABSENT and _within(exam.settled_on, first, last):
            yield result.person_id, data.trade_of(exam.session_id), 1


def _passed(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    for result, exam in data.results:
        if result.decision is Decision.PASSED and _within(exam.settled_on, first, last):
            yield result.person_id, data.trade_of(exam.session_id), 1


def _tested(*verdicts: Verdict) -> Callable[[MonthData, date, date], Iterator[Hit]]:
    def found(data: MonthData, first: date, last: date) -> Iterator[Hit]:
        query = (
            select(SkillsTest.person_id, Grid.trade_id)
            .join(Grid, Grid.id == SkillsTest.grid_id)
            .where(SkillsTest.state == TestState.DECIDED, SkillsTest.decided_on.between(first, last))
            .where(SkillsTest.verdict.in_(verdicts))
        )
        for person, trade in data.db.execute(query):
            yield person, data.trades[trade], 1

    return found


def _offered(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    query = select(Offer.person_id, Offer.trade_id).where(
        Offer.kind == OfferKind.TRAINING, Offer.made_on.between(first, last)
    )
    for person, trade in data.db.execute(query):
        yield person, data.trades.get(trade or 0, ""), 1


def _certified(*kinds: CertificateKind) -> Callable[[MonthData, date, date], Iterator[Hit]]:
    def found(data: MonthData, first: date, last: date) -> Iterator[Hit]:
        for held in data.certificates:
            if held.row.kind in kinds and held.cancelled_on is None and _within(held.row.issued_on, first, last):
                yield held.row.person_id, data.trades[held.row.trade_id], 1

    return found


def _eligible(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    for row in read_kits(data.db):
        if is_eligible(row) and _within(row.issued_on, first, last):
            yield row.person_id, "", 1


def _kits(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    issued = {held.row.person_id: data.trades[held.row.trade_id] for held in data.certificates}
    for row in read_kits(data.db):
        if _within(row.handed_on, first, last):
            yield row.person_id, issued.get(row.person_id, ""), 1


def _followed(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    query = select(FollowUpVisit.person_id).where(
        FollowUpVisit.visited_on.between(first, last), FollowUpVisit.outcome != Outcome.NOT_REACHED
    )
    for person in data.db.scalars(query):
        yield person, "", 1


def _parents(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    for line in _lines(data, first, last, LineKind.DAY_CARE):
        if line.units:
            yield line.person_id, data.trade_of(line.session_id), 1


def _children(data: MonthData, since: date) -> Count:
    """Count children by their own sex; one whose sex is not known stands in the total alone."""
    sexes = dict(data.db.execute(select(Dependant.id, Dependant.sex)).all())

    def number(first: date) -> set[int]:
        lines = _lines(data, first, data.last, LineKind.DAY_CARE)
        return {line.dependant_id or 0 for line in lines if line.units}

    now = number(data.first)
    female = sum(1 for child in now if sexes.get(child) is Sex.FEMALE)
    male = sum(1 for child in now if sexes.get(child) is Sex.MALE)
    ever = len(number(min(since, data.first)))
    return _with_past(data, Count(Measure.DAY_CARE_CHILDREN, female, male, len(now), ever))


def _due(*kinds: LineKind) -> Callable[[MonthData, date, date], Iterator[Hit]]:
    def found(data: MonthData, first: date, last: date) -> Iterator[Hit]:
        for line in _lines(data, first, last, *kinds):
            yield line.person_id, data.trade_of(line.session_id), line.net

    return found


def _lines(data: MonthData, first: date, last: date, *kinds: LineKind) -> list[ClaimLine]:
    query = select(ClaimLine).where(
        ClaimLine.kind.in_(kinds),
        ClaimLine.state != LineState.WITHHELD,
        ClaimLine.month.between(month_of(first), month_of(last)),
    )
    return list(data.db.scalars(query))


def _paid(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    """Return what was paid to people on these days, whatever month it was due for."""
    query = (
        select(ClaimLine.person_id, ClaimLine.session_id, Payment.amount)
        .join(ClaimLine, ClaimLine.id == Payment.line_id)
        .where(Payment.undone_at.is_(None), Payment.paid_on.between(first, last), ClaimLine.kind.in_(TO_PEOPLE))
    )
    for person, session, amount in data.db.execute(query):
        yield person, data.trade_of(session), amount


def _outstanding(data: MonthData, first: date, last: date) -> Iterator[Hit]:
    """Return what is approved up to the month and not paid yet."""
    query = (
        select(ClaimLine.person_id, ClaimLine.session_id, ClaimLine.net)
        .outerjoin(Payment, (Payment.line_id == ClaimLine.id) & Payment.undone_at.is_(None))
        .where(ClaimLine.state == LineState.APPROVED, Payment.id.is_(None), ClaimLine.month <= month_of(last))
    )
    for person, session, amount in data.db.execute(query):
        yield person, data.trade_of(session), amount


_SOURCES: dict[Measure, Callable[[MonthData, date, date], Iterable[Hit]]] = {
    Measure.REFERRED: _referred,
    Measure.ENROLLED: _enrolled,
    Measure.ATTENDED: _attended,
    Measure.COMPLETED: _ended(EndReason.COMPLETED),
    Measure.EXAMINED: _examined,
    Measure.PASSED: _passed,
    Measure.TESTED: _tested(Verdict.ABLE, Verdict.TRAINING_OFFERED),
    Measure.TESTED_ABLE: _tested(Verdict.ABLE),
    Measure.TRAINING_OFFERED: _offered,
    Measure.CERTIFIED: _certified(*CertificateKind),
    Measure.CERTIFIED_TRAINING: _certified(CertificateKind.TRAINING),
    Measure.CERTIFIED_SKILLS: _certified(CertificateKind.SKILLS),
    Measure.DROPPED_OUT: _ended(*COUNTS_AS_DROP_OUT),
    Measure.RETURNED: _returned,
    Measure.KIT_ELIGIBLE: _eligible,
    Measure.KIT_HANDED_OVER: _kits,
    Measure.FOLLOWED_UP: _followed,
    Measure.DAY_CARE_PARENTS: _parents,
    Measure.HALF_DAYS_EXPECTED: _expected,
    Measure.HALF_DAYS_ATTENDED: _attended,
    Measure.ALLOWANCE_FRANCS_DUE: _due(LineKind.ALLOWANCE),
    Measure.ALLOWANCE_FRANCS_PAID: _paid,
    Measure.ARREARS_FRANCS_DUE: _due(LineKind.ARREARS),
    Measure.DAY_CARE_FRANCS_DUE: _due(LineKind.DAY_CARE),
    Measure.TRAINING_FEE_FRANCS_DUE: _due(LineKind.TRAINING_FEE),
    Measure.FRANCS_OUTSTANDING: _outstanding,
}
