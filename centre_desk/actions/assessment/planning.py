"""Appointments: who is tested when and where, and by which two assessors; moved or called off with a reason."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.assessment.grids import TOUCHED
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.referral.moving import settle_referral
from centre_desk.models.assessment import Assessment, Grid, SkillsTest
from centre_desk.models.centre import Trade, Trainer, TrainerQualification
from centre_desk.models.referral import Referral
from centre_desk.models.register import Person
from centre_desk.queries.assessment.reading import assessments_of, grid_in_force
from centre_desk.queries.register import IN_FORCE, list_name
from centre_desk.rules.assessment import (
    KIND_OF_ROUTE,
    OPEN_STATES,
    Assessor,
    Lack,
    TestState,
    check_assessors,
    check_present,
    what_lacks,
)
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.referral import ReferralState
from centre_desk.rules.referral.state import WAITING_STATES, trade_of_route
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number

PLANNED = TOUCHED | {Room.REFERRAL}
_REFUSED = {
    Lack.DECLARED_TRADE: "assessment.not_for_test",
    Lack.EQUIPMENT: "assessment.no_equipment",
    Lack.GRID: "assessment.no_grid",
}


def plan_tests(
    store: Store,
    *,
    referral_ids: Iterable[int],
    planned_on: date,
    by: Actor,
    at: datetime,
    place: str = "",
    assessors: Sequence[int] = (),
) -> Done:
    """Give everybody referred for a test an appointment, on the grid in force of the trade to be tested.

    The referrals count as assigned. With `assessors` (two trainers), they are assigned at once. `count`: how many.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        referrals = [db.get_one(Referral, number) for number in dict.fromkeys(referral_ids)]
        refuse_if(refusal("assessment.nobody_chosen") if not referrals else None)
        tests = [_plan(db, referral, planned_on, place.strip(), by, at) for referral in referrals]
        if assessors:
            _assign(db, tests, assessors, by, at)
    return Done(PLANNED, tests[0].id, len(tests))


def _plan(db: Session, referral: Referral, planned_on: date, place: str, by: Actor, at: datetime) -> SkillsTest:
    person = db.get_one(Person, referral.person_id)
    name = list_name(person.family_name, person.given_names)
    trade_id = trade_of_route(referral.route, referral.wished_trade_id, referral.declared_trade_id)
    if referral.route not in KIND_OF_ROUTE or trade_id is None or person.state not in IN_FORCE:
        raise Refused([refusal("assessment.not_for_test", name=name)])
    kind = KIND_OF_ROUTE[referral.route]
    trade = db.get_one(Trade, trade_id)
    grid = grid_in_force(db, trade, kind)
    lack = what_lacks(kind, trade.code, grid=grid is not None)
    if grid is None or lack is not None:
        raise Refused([refusal(_REFUSED[lack or Lack.GRID], name=name)])
    if _open_tests(db, referral.id):
        raise Refused([refusal("assessment.already_planned", name=name)])
    test = SkillsTest(
        number=f"T-{planned_on.year}-{next_number(db, f'skills_test-{planned_on.year}'):04d}",
        person_id=person.id,
        referral_id=referral.id,
        grid_id=grid.id,
        kind=kind,
        planned_on=planned_on,
        place=place,
        state=TestState.PLANNED,
        by_id=by.user_id,
        at=at,
    )
    db.add(test)
    db.flush()
    if referral.state in WAITING_STATES:
        settle_referral(db, referral, ReferralState.ASSIGNED, at.date(), "", by=by, at=at)
    after = {"number": test.number, "person": person.id, "grid": grid.id, "planned_on": planned_on}
    write_journal(db, by=by, at=at, act="assessment.plan_test", subject=("skills_test", test.id), after=after)
    return test


def _open_tests(db: Session, referral_id: int) -> bool:
    query = select(SkillsTest.id).where(SkillsTest.referral_id == referral_id, SkillsTest.state.in_(OPEN_STATES))
    return db.scalars(query).first() is not None


def move_test(
    store: Store,
    *,
    test_ids: Iterable[int],
    by: Actor,
    at: datetime,
    planned_on: date | None = None,
    place: str | None = None,
    assessors: Sequence[int] = (),
) -> Done:
    """Give other day or place to tests that are still to be held; other assessors too, when two are named.

    What is not given stays as it is, test by test. Whoever is named must still work here on the new day.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        tests = [db.get_one(SkillsTest, number) for number in test_ids]
        for test in tests:
            refuse_if(check_planned(test))
            _move(db, test, planned_on or test.planned_on, test.place if place is None else place.strip(), by, at)
        if assessors:
            _assign(db, tests, assessors, by, at)
        for test in tests:
            waiting = [sheet.trainer_id for sheet in assessments_of(db, test.id) if sheet.keyed_at is None]
            refuse_if(check_present(proposed(db, test, waiting)))
    return Done(TOUCHED, count=len(tests))


def _move(db: Session, test: SkillsTest, planned_on: date, place: str, by: Actor, at: datetime) -> None:
    before = {"planned_on": test.planned_on, "place": test.place}
    after = {"planned_on": planned_on, "place": place}
    if after == before:
        return
    test.planned_on, test.place = planned_on, place
    write_journal(
        db, by=by, at=at, act="assessment.move_test", subject=("skills_test", test.id), before=before, after=after
    )


def cancel_test(store: Store, *, test_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Call a test off before its verdict; the person waits again."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        test = db.get_one(SkillsTest, test_id)
        before = test.state
        refuse_if(refusal("assessment.already_decided", number=test.number) if before not in OPEN_STATES else None)
        test.state, test.reason = TestState.CANCELLED, reason.strip()
        back_to_waiting(db, test, by, at)
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.cancel_test",
            subject=("skills_test", test.id),
            before={"state": before},
            after={"state": test.state},
            reason=reason,
        )
    return Done(PLANNED, test_id)


def back_to_waiting(db: Session, test: SkillsTest, by: Actor, at: datetime) -> None:
    """Let the person of a test wait for a place again, inside another act."""
    referral = db.get(Referral, test.referral_id) if test.referral_id else None
    if referral is not None and referral.state is ReferralState.ASSIGNED:
        settle_referral(db, referral, ReferralState.WAITING, at.date(), "", by=by, at=at)


def assign_assessors(
    store: Store, *, test_ids: Iterable[int], assessors: Sequence[int], by: Actor, at: datetime
) -> Done:
    """Name the two who assess each of the tests, apart; a sheet that was keyed keeps its assessor."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        _assign(db, [db.get_one(SkillsTest, number) for number in test_ids], assessors, by, at)
    return Done(TOUCHED)


def _assign(db: Session, tests: Sequence[SkillsTest], assessors: Sequence[int], by: Actor, at: datetime) -> None:
    for test in tests:
        refuse_if(check_planned(test), check_assessors(proposed(db, test, assessors)))
        sheets = assessments_of(db, test.id)
        before = [sheet.trainer_id for sheet in sheets]
        if set(before) == set(assessors):
            continue
        if any(sheet.keyed_at for sheet in sheets):
            raise Refused([refusal("assessment.sheet_keyed", number=test.number)])
        _name(db, test, sheets, assessors, by, at)
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.assign_assessors",
            subject=("skills_test", test.id),
            before={"assessors": before},
            after={"assessors": list(assessors)},
        )


def _name(
    db: Session, test: SkillsTest, sheets: Sequence[Assessment], assessors: Sequence[int], by: Actor, at: datetime
) -> None:
    """Write the assessors of a test: who stays keeps the sheet, who comes takes that of one who goes."""
    stay = {sheet.trainer_id for sheet in sheets} & set(assessors)
    free = [sheet for sheet in sheets if sheet.trainer_id not in stay]
    for trainer_id in (number for number in assessors if number not in stay):
        if free:
            free.pop(0).trainer_id = trainer_id
        else:
            rank = len(sheets) + 1
            sheets = [*sheets, new_sheet(test, rank, trainer_id, by, at)]
            db.add(sheets[-1])
        db.flush()


def new_sheet(test: SkillsTest, rank: int, trainer_id: int, by: Actor, at: datetime) -> Assessment:
    """Return the row of one assessor's numbered sheet, not keyed yet."""
    return Assessment(
        test_id=test.id,
        rank=rank,
        trainer_id=trainer_id,
        sheet_number=sheet_number(test, rank),
        by_id=by.user_id,
        at=at,
    )


def sheet_number(test: SkillsTest, rank: int) -> str:
    """Return the number printed on an assessor's sheet."""
    return f"{test.number}/{rank}"


def proposed(db: Session, test: SkillsTest, trainers: Sequence[int]) -> list[Assessor]:
    """Return what the rule needs to know of those proposed to assess a test."""
    trade_id = db.get_one(Grid, test.grid_id).trade_id
    found = []
    for number in trainers:
        trainer = db.get_one(Trainer, number)
        able = select(TrainerQualification.assessor).where(
            TrainerQualification.trainer_id == number, TrainerQualification.trade_id == trade_id
        )
        gone = trainer.left_on is not None and trainer.left_on <= test.planned_on
        name = f"{trainer.given_names} {trainer.family_name}".strip()
        found.append(Assessor(number, name, bool(db.scalar(able)), gone))
    return found


def check_planned(test: SkillsTest) -> tuple[Refusal, ...]:
    """Refuse to arrange anew a test whose sheets are all keyed, or that is over."""
    return () if test.state is TestState.PLANNED else (refusal("assessment.not_planned", number=test.number),)
