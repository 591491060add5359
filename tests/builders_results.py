"""Builders of tests, exams and certificates, made by the actions themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from centre_desk.actions.assessment import (
    adopt_reference_grids,
    decide_test,
    plan_tests,
    record_assessment,
)
from centre_desk.actions.exam import plan_exam, record_marks, set_jury, settle_results
from centre_desk.models.referral import Referral
from centre_desk.queries.assessment import skills_test_sheet
from centre_desk.queries.exam import marks_sheet
from centre_desk.rules.assessment import Verdict
from centre_desk.rules.desk import Actor, Role
from centre_desk.rules.exam import JurySeat, Mark, PartKind, PartPlan, score
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.store.opening import Store
from tests.builders import AT, BuiltCentre, build_person, build_session, enrol

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


PARTS = (
    PartPlan("Théorie", PartKind.WRITTEN, 1),
    PartPlan("Pratique", PartKind.PRACTICAL, 3, eliminating_below=700),
)
JURY = (JurySeat("Mme Traoré Aminata", "Directrice", True), JurySeat("M. Samaké Adama", "Formateur"))
PEOPLE = (("Moussa", "Traoré"), ("Awa", "Coulibaly"), ("Fanta", "Diarra"), ("Seydou", "Keïta"))
EXAM_DAY = date(2019, 11, 11)


@dataclass(frozen=True, slots=True)
class BuiltExam:
    """An open exam: its session, its parts in order, its enrolments by register number."""

    exam_id: int
    session_id: int
    parts: tuple[int, ...]
    enrolments: tuple[int, ...]
    people: tuple[int, ...]


def build_exam(
    store: Store,
    centre: BuiltCentre,
    names: Iterable[tuple[str, str]] = PEOPLE,
    *,
    parts: Sequence[PartPlan] = PARTS,
    code: str = "S-2019-001",
    first: int = 1,
) -> BuiltExam:
    """Enrol people in a session and plan its exam with a jury."""
    session = build_session(store, centre, code=code)
    people = [build_person(store, n, given=given, family=family) for n, (given, family) in enumerate(names, first)]
    enrolments = enrol(store, session, people)
    done = plan_exam(store, session_id=session, held_on=EXAM_DAY, parts=parts, by=KADIA, at=MONDAY)
    set_jury(store, exam_id=done.id, jury=JURY, by=KADIA, at=MONDAY)
    sheet = marks_sheet(store, done.id, EXAM_DAY)
    return BuiltExam(
        done.id, session, tuple(p.id for p in sheet.parts), tuple(enrolments[p] for p in people), tuple(people)
    )


def mark_exam(store: Store, exam: BuiltExam, *rows: Sequence[Mark]) -> None:
    """Key the marks of an exam, a row a candidate in the order of register numbers."""
    cells = {
        (enrolment, part): mark
        for enrolment, row in zip(exam.enrolments, rows, strict=False)
        for part, mark in zip(exam.parts, row, strict=True)
    }
    record_marks(store, exam_id=exam.exam_id, marks=cells, by=KADIA, at=MONDAY)


def settled_exam(store: Store, exam: BuiltExam, passed: int | None = None) -> None:
    """Mark everybody (the first `passed` pass, others do not) and settle the results."""
    count = len(exam.enrolments)
    good, low = [score(1400)] * len(exam.parts), [score(800)] * len(exam.parts)
    mark_exam(store, exam, *[good if n < (count if passed is None else passed) else low for n in range(count)])
    settle_results(store, exam_id=exam.exam_id, by=FATOUMATA, at=MONDAY)
