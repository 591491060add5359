"""How a referral stands and may move; what one entered by hand must say.

A referral waits from its date until it is assigned, refused or withdrawn; a refusal says why, and can be reopened.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.refusal import Refusal, refusal

T = TypeVar("T")

WAITING_STATES = frozenset({ReferralState.RECEIVED, ReferralState.ACCEPTED, ReferralState.WAITING})
"""The states in which the person still waits for a place or a test."""

_MOVES: dict[ReferralState, frozenset[ReferralState]] = {
    ReferralState.RECEIVED: frozenset(ReferralState) - {ReferralState.RECEIVED},
    ReferralState.ACCEPTED: frozenset(ReferralState) - {ReferralState.RECEIVED, ReferralState.ACCEPTED},
    ReferralState.WAITING: frozenset(ReferralState) - {ReferralState.RECEIVED, ReferralState.WAITING},
    ReferralState.ASSIGNED: frozenset({ReferralState.WAITING, ReferralState.WITHDRAWN}),
    ReferralState.REFUSED: frozenset({ReferralState.RECEIVED}),
    ReferralState.WITHDRAWN: frozenset({ReferralState.RECEIVED}),
}
_NEEDS_REASON = frozenset({ReferralState.REFUSED, ReferralState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """What a referral says, whether a file or a telephone call brought it."""

    received_on: date
    route: Route
    wished_trade_id: int | None = None
    declared_trade_id: int | None = None
    experience_years: int | None = None
    wish: str = ""
    children: int = 0
    children_under_age: int = 0
    day_care_wished: bool = False
    remarks: str = ""


def trade_of_route(route: Route, wished: T, declared: T) -> T:
    """Return the trade that a route is about: the wished one for a training; for a test the declared one, which many
    files do not state, else the wished one."""
    return wished if route is Route.TRAINING else declared or wished


def check_referral(facts: ReferralFacts, today: date) -> tuple[Refusal, ...]:
    """Refuse a referral of the future, a test without the trade to be tested, counts that contradict each other."""
    found: list[Refusal] = []
    if facts.received_on > today:
        found.append(refusal("referral.received_after", today=today.isoformat()))
    tested = trade_of_route(facts.route, facts.wished_trade_id, facts.declared_trade_id)
    if facts.route is not Route.TRAINING and tested is None:
        found.append(refusal("referral.test_without_trade"))
    if facts.children_under_age > facts.children:
        found.append(refusal("referral.more_young_than_children"))
    return tuple(found)


def check_correction(state: ReferralState, facts: ReferralFacts, today: date) -> tuple[Refusal, ...]:
    """Refuse to correct what a test or a course was settled by, and what no referral may say."""
    settled = () if state in WAITING_STATES else (refusal("referral.settled"),)
    return settled or check_referral(facts, today)


def check_move(
    before: ReferralState, after: ReferralState, reason: str, on_date: date, today: date
) -> tuple[Refusal, ...]:
    """Refuse a move that the states do not allow, one of the future, and a refusal or withdrawal without a reason."""
    found: list[Refusal] = []
    if after not in _MOVES[before]:
        found.append(refusal("referral.no_such_move", before=before.value, after=after.value))
    if on_date > today:
        found.append(refusal("referral.received_after", today=today.isoformat()))
    if after in _NEEDS_REASON and not reason.strip():
        found.append(refusal("referral.no_reason"))
    return tuple(found)


def waiting_days(state: ReferralState, received_on: date, ended_on: date | None, today: date) -> int:
    """Return how many days the person has waited, or waited until the referral was settled."""
    until = today if state in WAITING_STATES or ended_on is None else ended_on
    return max(0, (until - received_on).days)
