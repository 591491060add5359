"""Declared against tested, the source's central finding: those who claim a trade beside what the assessors found."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from centre_desk.models.assessment import Grid, SkillsTest
from centre_desk.models.centre import Trade
from centre_desk.models.referral import Referral
from centre_desk.queries.centre import trade_name
from centre_desk.rules.assessment import TestKind, TestState, Verdict
from centre_desk.rules.referral import Route
from centre_desk.store.opening import Store

_FOUND = frozenset({Verdict.ABLE, Verdict.TRAINING_OFFERED})


@dataclass(frozen=True, slots=True)
class TradeClaims:
    """Of one trade: how many declared it, were tested, and what was found. `able` of `tested` is the claim held.

    `waiting` have no appointment, `planned` have one or sheets without a verdict; whoever is `tested` is able or
    was offered training. All of them together are the declared.
    """

    trade_code: str
    trade: str
    declared: int
    waiting: int
    planned: int
    tested: int
    able: int
    training_offered: int
    not_assessed: int


def declared_against_tested(
    store: Store, since: date = date.min, until: date = date.max, language: str = "fr"
) -> list[TradeClaims]:
    """Return, by trade, the referrals of some days for a skills test and what became of the claim.

    Where no declared trade is stated, the wished one is what is tested (`trade_of_route`).

    Persons are counted once a trade: by their last test that found something, whatever came later; where none did,
    by the last one.
    """
    claimed = func.coalesce(Referral.declared_trade_id, Referral.wished_trade_id)
    referrals = (
        select(Referral.person_id, claimed)
        .where(Referral.route == Route.SKILLS_TEST, claimed.is_not(None))
        .where(Referral.received_on.between(since, until))
        .distinct()
    )
    tests = (
        select(SkillsTest.person_id, Grid.trade_id, SkillsTest.state, SkillsTest.verdict)
        .join(Grid, Grid.id == SkillsTest.grid_id)
        .where(SkillsTest.kind == TestKind.SKILLS, SkillsTest.state != TestState.CANCELLED)
        .order_by(SkillsTest.id)
    )
    with store.read() as db:
        declared = {(person, trade or 0) for person, trade in db.execute(referrals)}
        last: dict[tuple[int, int], TestState | Verdict] = {}
        for person, trade, state, verdict in db.execute(tests):
            if last.get((person, trade)) not in _FOUND or verdict in _FOUND:
                last[person, trade] = verdict or state
        names = {row[0]: (row[1], row[2]) for row in db.execute(select(Trade.id, Trade.code, trade_name(language)))}
    counts: dict[int, Counter[str]] = {}
    for person, trade in sorted(declared):
        counts.setdefault(trade, Counter()).update(("declared", last.get((person, trade), "")))
    rows = [_claims(*names[trade], found) for trade, found in counts.items()]
    return sorted(rows, key=lambda row: row.trade)


def _claims(code: str, trade: str, found: Counter[str]) -> TradeClaims:
    able, training = found[Verdict.ABLE], found[Verdict.TRAINING_OFFERED]
    planned = found[TestState.PLANNED] + found[TestState.SCORED]
    return TradeClaims(
        trade_code=code,
        trade=trade,
        declared=found["declared"],
        waiting=found["declared"] - able - training - planned - found[Verdict.NOT_ASSESSED],
        planned=planned,
        tested=able + training,
        able=able,
        training_offered=training,
        not_assessed=found[Verdict.NOT_ASSESSED],
    )
