"""Builders of tests, exams and certificates, made by the actions themselves."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from centre_desk.actions.assessment import (
    adopt_reference_grids,
    decide_test,
    plan_tests,
    record_assessment,
)
from centre_desk.models.referral import Referral
from centre_desk.queries.assessment import skills_test_sheet
from centre_desk.rules.assessment import Verdict
from centre_desk.rules.desk import Actor, Role
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.store.opening import Store
from tests.builders import AT, BuiltCentre, build_person

ADMIN = Actor(1, "Awa", frozenset({Role.ADMINISTRATOR}))
KADIA = Actor(2, "Kadia", frozenset({Role.SECRETARY}))
FATOUMATA = Actor(4, "Fatoumata", frozenset({Role.DIRECTOR}))
MONDAY = datetime(2019, 11, 11, 8, 0, tzinfo=UTC)


def build_referral(
    store: Store,
    person_id: int,
    centre: BuiltCentre,
    *,
    route: Route = Route.SKILLS_TEST,
    trade: str = "MACO",
    received_on: date = date(2019, 10, 1),
    state: ReferralState = ReferralState.ACCEPTED,
) -> int:
    """Insert a referral; return its number."""
    with store.begin() as db:
        row = Referral(
            person_id=person_id,
            received_on=received_on,
            route=route,
            declared_trade_id=centre.trades[trade],
            wished_trade_id=centre.trades[trade],
            state=state,
            by_id=1,
            at=AT,
        )
        db.add(row)
        db.flush()
        return row.id


def build_tests(
    store: Store, centre: BuiltCentre, names: Iterable[tuple[str, str]], *, route: Route = Route.SKILLS_TEST
) -> list[int]:
    """Refer people and plan their tests with the first two assessors; return the numbers of the tests."""
    adopt_reference_grids(store, by=ADMIN, at=MONDAY)
    people = [build_person(store, n, given=given, family=family) for n, (given, family) in enumerate(names, 501)]
    referrals = [build_referral(store, person, centre, route=route) for person in people]
    done = plan_tests(
        store,
        referral_ids=referrals,
        planned_on=date(2019, 11, 11),
        place="Atelier 1",
        assessors=centre.trainers[:2],
        by=KADIA,
        at=MONDAY,
    )
    return list(range(done.id, done.id + done.count))


def points_for(store: Store, test_id: int, given: int) -> dict[int, int]:
    """Return a whole sheet with the same points for each criterion."""
    return {one.id: given for one in skills_test_sheet(store, test_id).criteria}


def key_sheets(store: Store, test_id: int, first: int, second: int) -> None:
    """Key both sheets of a test, each with the same points everywhere."""
    for rank, given in ((1, first), (2, second)):
        record_assessment(
            store,
            test_id=test_id,
            rank=rank,
            points=points_for(store, test_id, given),
            held_on=date(2019, 11, 11),
            by=KADIA,
            at=MONDAY,
        )


def able_test(store: Store, test_id: int) -> None:
    """Key full sheets and decide: able."""
    key_sheets(store, test_id, 4, 4)
    decide_test(store, test_id=test_id, verdict=Verdict.ABLE, by=KADIA, at=MONDAY)
