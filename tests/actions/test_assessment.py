"""A declared trade is tested by two assessors, and the person chooses what follows: on a real desk."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from centre_desk.actions.assessment import (
    add_third_assessor,
    adopt_grid,
    adopt_reference_grids,
    answer_offer,
    assign_assessors,
    cancel_test,
    decide_test,
    make_offer,
    move_test,
    plan_tests,
    record_assessment,
    revise_grid,
)
from centre_desk.actions.centre.staff import trainer_leaves
from centre_desk.actions.referral import correct_referral
from centre_desk.models.assessment import Criterion, Grid, SkillsTest
from centre_desk.models.referral import Referral
from centre_desk.queries.assessment import (
    call_list,
    call_list_paper,
    declared_against_tested,
    grid_draft,
    grid_rows,
    grids_paper,
    next_to_key,
    offer_to_make,
    offers_rows,
    people_to_test,
    skills_test_sheet,
    skills_tests_rows,
    who_waits_rows,
)
from centre_desk.rules.assessment import (
    Bounds,
    GridLine,
    GridState,
    Lack,
    OfferAnswer,
    OfferKind,
    TestKind,
    TestState,
    Verdict,
)
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.refusal import Refused
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import BuiltCentre, build_centre, build_person
from tests.builders_results import build_referral, build_tests, key_sheets, points_for
from tests.papers.reading import texts

NAMES = (("Moussa", "Traoré"), ("Awa", "Coulibaly"))
DAY = date(2019, 11, 11)


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


def refused(call: object, **arguments: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        call(**arguments)  # type: ignore[operator]
    return [one.code for one in caught.value.refusals]


def test_shipped_grids_are_whole_proposals(desk_store: Store, centre: BuiltCentre, admin: Actor, at: datetime) -> None:
    assert adopt_reference_grids(desk_store, by=admin, at=at).count == 7  # management has no equipment
    assert adopt_reference_grids(desk_store, by=admin, at=at).count == 0
    assert {row.state for row in grid_rows(desk_store)} == {GridState.PROPOSAL}
    with desk_store.read() as db:
        for grid in db.scalars(select(Grid)):
            lines = list(db.scalars(select(Criterion).where(Criterion.grid_id == grid.id)))
            assert len(lines) == 10
            assert all(line.label_fr and line.label_en and line.competence_fr for line in lines)
            assert any(line.eliminating and line.threshold_points for line in lines)


def test_a_revision_is_a_new_version_that_the_director_adopts(
    desk_store: Store, centre: BuiltCentre, admin: Actor, director: Actor, secretary: Actor, at: datetime
) -> None:
    adopt_reference_grids(desk_store, by=admin, at=at)
    lines = [GridLine("Monte un mur", max_points=9), GridLine("Enduit", max_points=9)]
    arguments = {"trade_id": centre.trades["MACO"], "kind": TestKind.SKILLS, "bounds": Bounds(60, 0, 10)}
    made = revise_grid(desk_store, lines=lines, by=admin, at=at, **arguments)
    assert refused(adopt_grid, store=desk_store, grid_id=made.id, by=secretary, at=at) == ["desk.no_right"]
    adopt_grid(desk_store, grid_id=made.id, by=director, at=at)
    again = revise_grid(desk_store, lines=lines, by=admin, at=at, **arguments)
    adopt_grid(desk_store, grid_id=again.id, by=director, at=at)
    states = {
        row.version: row.state
        for row in grid_rows(desk_store)
        if row.trade_code == "MACO" and row.kind is TestKind.SKILLS
    }
    assert states == {1: GridState.PROPOSAL, 2: GridState.RETIRED, 3: GridState.ADOPTED}
    bad = [GridLine("", max_points=10)]
    assert refused(revise_grid, store=desk_store, lines=bad, by=admin, at=at, **arguments) == [
        "assessment.bad_criterion"
    ]
    arguments["bounds"] = Bounds(101, 0, 10)
    assert refused(revise_grid, store=desk_store, lines=lines, by=admin, at=at, **arguments) == [
        "assessment.bad_shares"
    ]


def test_a_draft_holds_both_languages(desk_store: Store, centre: BuiltCentre, admin: Actor, at: datetime) -> None:
    adopt_reference_grids(desk_store, by=admin, at=at)
    first = next(row for row in grid_rows(desk_store) if row.trade_code == "MACO" and row.kind is TestKind.SKILLS)
    draft = grid_draft(desk_store, first.id)
    assert all(line.label_en and line.competence_en for line in draft.lines)
    again = revise_grid(
        desk_store,
        trade_id=draft.trade_id,
        kind=draft.kind,
        lines=draft.lines,
        bounds=draft.bounds,
        by=admin,
        at=at,
    )
    assert grid_draft(desk_store, again.id) == draft


def test_a_trade_without_equipment_is_not_tested_for_it(
    desk_store: Store, centre: BuiltCentre, admin: Actor, secretary: Actor, at: datetime
) -> None:
    adopt_reference_grids(desk_store, by=admin, at=at)
    person = build_person(desk_store, 1)
    referral = build_referral(desk_store, person, centre, route=Route.EQUIPMENT_TEST, trade="GEST")
    plan = {"store": desk_store, "referral_ids": [referral], "planned_on": DAY, "by": secretary, "at": at}
    assert refused(plan_tests, **plan) == ["assessment.no_equipment"]
    shown = {row.id for row in grid_rows(desk_store)}
    line = GridLine("Nomme l’équipement")
    of = {"trade_id": centre.trades["GEST"], "kind": TestKind.EQUIPMENT, "bounds": Bounds(), "by": admin, "at": at}
    old = revise_grid(desk_store, lines=[line], **of)  # type: ignore[arg-type] # what an older version took in by itself
    assert {row.id for row in grid_rows(desk_store)} == shown
    assert refused(plan_tests, **plan) == ["assessment.no_equipment"]
    wanted = revise_grid(desk_store, lines=[line], **of)  # type: ignore[arg-type] # somebody wants one after all
    assert {row.id for row in grid_rows(desk_store)} - shown == {wanted.id}
    test = plan_tests(**plan)  # type: ignore[arg-type]
    with desk_store.begin() as db:
        db.get_one(SkillsTest, test.id).grid_id = old.id  # a test of before stays on its grid, in sight
    assert old.id in {row.id for row in grid_rows(desk_store)}


def test_nobody_who_waits_is_lost(
    desk_store: Store, centre: BuiltCentre, admin: Actor, secretary: Actor, at: datetime
) -> None:
    adopt_reference_grids(desk_store, by=admin, at=at)
    referrals = [build_referral(desk_store, build_person(desk_store, n), centre) for n in (1, 2, 3)]
    management = build_referral(
        desk_store, build_person(desk_store, 4), centre, route=Route.EQUIPMENT_TEST, trade="GEST"
    )
    with desk_store.begin() as db:
        wished, neither = (db.get_one(Referral, number) for number in referrals[1:])
        wished.declared_trade_id = None
        neither.declared_trade_id = neither.wished_trade_id = None
    assert {row.id: row.lack for row in who_waits_rows(desk_store)} == {
        referrals[0]: None,
        referrals[1]: None,
        referrals[2]: Lack.DECLARED_TRADE,
        management: Lack.EQUIPMENT,
    }
    plan = {"store": desk_store, "planned_on": DAY, "by": secretary, "at": at}
    assert refused(plan_tests, referral_ids=[referrals[2]], **plan) == ["assessment.not_for_test"]
    plan_tests(referral_ids=[referrals[1]], **plan)  # type: ignore[arg-type] # on the grid of the wished trade
    assert {row.trade_code for row in skills_tests_rows(desk_store)} == {"MACO"}
    held = {row.trade_code: (row.declared, row.planned) for row in declared_against_tested(desk_store)}
    assert held == {"MACO": (2, 1)}
    corrected = correct_referral(
        desk_store,
        referral_id=referrals[2],
        route=Route.SKILLS_TEST,
        wished_trade_id=None,
        declared_trade_id=centre.trades["COUT"],
        by=secretary,
        at=at,
    )
    assert corrected.touched == {Room.REFERRAL}
    plan_tests(referral_ids=[referrals[2]], **plan)  # type: ignore[arg-type]
    assert {row.trade_code for row in skills_tests_rows(desk_store)} == {"MACO", "COUT"}


def test_people_are_called_and_assigned(
    desk_store: Store, centre: BuiltCentre, admin: Actor, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    adopt_reference_grids(desk_store, by=admin, at=at)
    person = build_person(desk_store, 1, phone="+223 76 00 00 02")
    referral = build_referral(desk_store, person, centre)
    training = build_referral(desk_store, build_person(desk_store, 2), centre, route=Route.TRAINING)
    assert [row.id for row in people_to_test(desk_store)] == [referral]
    plan = {"store": desk_store, "planned_on": DAY, "by": secretary, "at": at}
    assert refused(plan_tests, referral_ids=[], **plan) == ["assessment.nobody_chosen"]
    assert refused(plan_tests, referral_ids=[training], **plan) == ["assessment.not_for_test"]
    test = plan_tests(referral_ids=[referral], place="Atelier 1", **plan)  # type: ignore[arg-type]
    assert refused(plan_tests, referral_ids=[referral], **plan) == ["assessment.already_planned"]
    assert people_to_test(desk_store) == []
    assign = {"store": desk_store, "test_ids": [test.id], "by": secretary, "at": at}
    first, second, third = centre.trainers
    assert refused(assign_assessors, assessors=[first, first], **assign) == ["assessment.same_assessor"]
    for pair in ([first, second], [second, third], [third, second]):
        assign_assessors(assessors=pair, **assign)  # type: ignore[arg-type]
    [called] = call_list(desk_store, DAY)
    assert (called.phone, called.place, sorted(called.assessors)) == (
        "+223 76 00 00 02",
        "Atelier 1",
        ["Lassana Diarra", "Rokiatou Koné"],
    )
    move_test(desk_store, test_ids=[test.id], planned_on=date(2019, 11, 12), place="Atelier 2", by=secretary, at=at)
    assert call_list(desk_store, DAY) == []
    assert refused(call_list_paper, store=desk_store, day=DAY, words=fr) == ["assessment.nobody_called"]
    listed = "".join(texts(call_list_paper(desk_store, date(2019, 11, 12), fr)))
    assert "+223 76 00 00 02" in listed
    sheets = texts(grids_paper(desk_store, [test.id], fr))
    assert len(sheets) == 2
    assert all("TRAORÉ Moussa" in sheet for sheet in sheets)
    cancel_test(desk_store, test_id=test.id, reason="Absent du pays", by=secretary, at=at)
    assert [row.id for row in people_to_test(desk_store)] == [referral]
    assert [row.state for row in skills_tests_rows(desk_store)] == [TestState.CANCELLED]


def test_the_second_entry_is_blind(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    [test, other] = build_tests(desk_store, centre, NAMES)
    assert next_to_key(desk_store) == (test, 1)
    points = points_for(desk_store, test, 3)
    record_assessment(desk_store, test_id=test, rank=1, points=points, held_on=DAY, by=secretary, at=at)
    sheet = skills_test_sheet(desk_store, test)
    assert [(s.keyed, s.points, s.percent) for s in sheet.sheets] == [(True, {}, None), (False, {}, None)]
    assert (sheet.finding, sheet.state) == (None, TestState.PLANNED)
    assert next_to_key(desk_store, after=test) == (test, 2)
    record_assessment(desk_store, test_id=test, rank=2, points=points, held_on=DAY, by=secretary, at=at)
    sheet = skills_test_sheet(desk_store, test)
    assert [s.percent for s in sheet.sheets] == [75, 75]
    assert sheet.finding is not None
    assert (sheet.finding.verdict, sheet.state) == (Verdict.ABLE, TestState.SCORED)
    assert next_to_key(desk_store, after=test) == (other, 1)


def test_a_trainer_keys_no_sheet_of_another(
    desk_store: Store, centre: BuiltCentre, trainer: Actor, at: datetime
) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    key = {"store": desk_store, "test_id": test, "points": points_for(desk_store, test, 3), "held_on": DAY, "at": at}
    assert refused(record_assessment, rank=1, by=trainer, **key) == ["assessment.not_own_sheet"]
    assert refused(record_assessment, rank=3, by=trainer, **key) == ["assessment.no_assessor"]


def test_a_gap_asks_for_a_third_or_a_joint_decision(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    [test, other] = build_tests(desk_store, centre, NAMES)
    decide = {"store": desk_store, "verdict": Verdict.ABLE, "by": secretary, "at": at}
    for number in (test, other):
        key_sheets(desk_store, number, 4, 2)
    assert refused(decide_test, test_id=test, **decide) == ["assessment.gap"]
    add_third_assessor(desk_store, test_id=test, trainer_id=centre.trainers[2], by=secretary, at=at)
    assert skills_test_sheet(desk_store, test).sheets[0].points == {}  # the third entry is blind too
    points = points_for(desk_store, test, 4)
    record_assessment(desk_store, test_id=test, rank=3, points=points, held_on=DAY, by=secretary, at=at)
    decide_test(test_id=test, **decide)  # type: ignore[arg-type]
    sheet = skills_test_sheet(desk_store, test)
    assert sheet.finding is not None
    assert (sheet.finding.kept, sheet.score_percent, len(sheet.sheets)) == ((1, 3), 100, 3)
    decide_test(test_id=other, joint_decision="Repris ensemble à l’atelier", **decide)  # type: ignore[arg-type]
    assert skills_test_sheet(desk_store, other).score_percent == 75
    assert refused(decide_test, test_id=other, **decide) == ["assessment.already_decided"]


def test_who_is_not_assessed_waits_again(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    decide_test(desk_store, test_id=test, verdict=Verdict.NOT_ASSESSED, reason="Absent", by=secretary, at=at)
    assert len(people_to_test(desk_store)) == 1
    assert skills_tests_rows(desk_store)[0].score_percent is None


def test_equipment_leads_to_an_offer_and_its_answer(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    [able, other] = build_tests(desk_store, centre, NAMES, route=Route.EQUIPMENT_TEST)
    key_sheets(desk_store, able, 4, 4)
    key_sheets(desk_store, other, 1, 1)
    decide_test(desk_store, test_id=able, verdict=Verdict.ABLE, by=secretary, at=at)
    decide_test(desk_store, test_id=other, verdict=Verdict.TRAINING_OFFERED, by=secretary, at=at)
    assert {row.id for row in offer_to_make(desk_store)} == {able, other}
    make = {"store": desk_store, "made_on": DAY, "by": secretary, "at": at}
    management = make_offer(test_id=able, kind=OfferKind.BUSINESS_MANAGEMENT, **make)  # type: ignore[arg-type]
    training = make_offer(test_id=other, kind=OfferKind.TRAINING, **make)  # type: ignore[arg-type]
    assert refused(make_offer, test_id=other, kind=OfferKind.TRAINING, **make) == ["assessment.offer_open"]
    rows = {row.id: row for row in offers_rows(desk_store, pending=True)}
    assert (rows[management.id].trade, rows[management.id].kit_conditional) == ("Gestion d’entreprise", False)
    assert (rows[training.id].trade, rows[training.id].kit_conditional) == ("Maçonnerie", True)
    answer = {"store": desk_store, "answered_on": DAY, "by": secretary, "at": at}
    answer_offer(offer_id=training.id, answer=OfferAnswer.ACCEPTED, **answer)  # type: ignore[arg-type]
    assert refused(answer_offer, offer_id=management.id, answer=OfferAnswer.DECLINED, **answer) == [
        "assessment.no_decline_reason"
    ]
    answer_offer(offer_id=management.id, answer=OfferAnswer.DECLINED, reason="Part en stage", **answer)  # type: ignore[arg-type]
    with desk_store.read() as db:
        states = list(db.scalars(select(Referral.state).order_by(Referral.id)))
    assert states == [ReferralState.ASSIGNED, ReferralState.WAITING]  # who accepted a training waits for a place
    assert people_to_test(desk_store) == []
    assert offers_rows(desk_store, pending=True) == []


def test_declared_against_tested(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    tests = build_tests(desk_store, centre, [("A", "Un"), ("B", "Deux"), ("C", "Trois"), ("D", "Quatre")])
    key_sheets(desk_store, tests[0], 4, 4)
    key_sheets(desk_store, tests[1], 1, 1)
    decide_test(desk_store, test_id=tests[0], verdict=Verdict.ABLE, by=secretary, at=at)
    decide_test(desk_store, test_id=tests[1], verdict=Verdict.TRAINING_OFFERED, by=secretary, at=at)
    decide_test(desk_store, test_id=tests[2], verdict=Verdict.NOT_ASSESSED, reason="Malade", by=secretary, at=at)
    [row] = declared_against_tested(desk_store)
    assert (row.trade_code, row.declared, row.tested, row.planned, row.not_assessed) == ("MACO", 4, 2, 1, 1)
    assert (row.able, row.training_offered) == (1, 1)


def test_others_may_not(desk_store: Store, centre: BuiltCentre, trainer: Actor, viewer: Actor, at: datetime) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    key_sheets(desk_store, test, 4, 4)
    for actor in (trainer, viewer):
        found = refused(decide_test, store=desk_store, test_id=test, verdict=Verdict.ABLE, by=actor, at=at)
        assert found == ["desk.no_right"]


def test_what_was_found_outweighs_what_came_later(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    tests = build_tests(desk_store, centre, [("A", "Un"), ("B", "Deux")])
    for number, points, verdict in ((tests[0], 4, Verdict.ABLE), (tests[1], 1, Verdict.TRAINING_OFFERED)):
        key_sheets(desk_store, number, points, points)
        decide_test(desk_store, test_id=number, verdict=verdict, by=secretary, at=at)
    again = [one.person_id for one in skills_tests_rows(desk_store)]
    referrals = [build_referral(desk_store, person, centre) for person in again]
    later = plan_tests(desk_store, referral_ids=referrals, planned_on=DAY, by=secretary, at=at)
    [row] = declared_against_tested(desk_store)
    assert (row.declared, row.tested, row.able, row.training_offered, row.planned) == (2, 2, 1, 1, 0)
    decide_test(desk_store, test_id=later.id, verdict=Verdict.NOT_ASSESSED, reason="Absent", by=secretary, at=at)
    [row] = declared_against_tested(desk_store)
    assert (row.tested, row.able, row.not_assessed) == (2, 1, 0)


def test_the_days_of_the_referrals_bound_the_counts(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    build_referral(desk_store, build_person(desk_store, 1), centre, received_on=date(2019, 9, 30))
    build_referral(desk_store, build_person(desk_store, 2), centre, received_on=date(2019, 10, 1))
    assert [row.declared for row in declared_against_tested(desk_store)] == [2]
    [row] = declared_against_tested(desk_store, since=date(2019, 10, 1))
    assert (row.declared, row.waiting) == (1, 1)
    assert declared_against_tested(desk_store, until=date(2019, 9, 29)) == []


def test_somebody_who_declined_is_offered_again(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1], route=Route.EQUIPMENT_TEST)
    key_sheets(desk_store, test, 1, 1)
    decide_test(desk_store, test_id=test, verdict=Verdict.TRAINING_OFFERED, by=secretary, at=at)
    make = {"store": desk_store, "test_id": test, "kind": OfferKind.TRAINING, "made_on": DAY, "by": secretary, "at": at}
    answer = {"store": desk_store, "answered_on": DAY, "by": secretary, "at": at, "reason": "Part en voyage"}
    for given, left in ((OfferAnswer.DECLINED, [test]), (OfferAnswer.ACCEPTED, [])):
        offer = make_offer(**make)  # type: ignore[arg-type]
        assert offer_to_make(desk_store) == []
        answer_offer(offer_id=offer.id, answer=given, **answer)  # type: ignore[arg-type]
        assert [row.id for row in offer_to_make(desk_store)] == left


def test_only_what_is_given_is_arranged(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    tests = build_tests(desk_store, centre, NAMES)
    arrange = {"store": desk_store, "by": secretary, "at": at}
    move_test(test_ids=tests[:1], place="Atelier 2", **arrange)  # type: ignore[arg-type]
    move_test(test_ids=tests, planned_on=date(2019, 11, 12), **arrange)  # type: ignore[arg-type]
    rows = {row.id: row for row in skills_tests_rows(desk_store)}
    assert [(rows[one].place, rows[one].planned_on.day) for one in tests] == [("Atelier 2", 12), ("Atelier 1", 12)]
    assert {row.assessor_ids for row in rows.values()} == {centre.trainers[:2]}


def test_a_day_is_refused_on_which_an_assessor_is_gone(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, admin: Actor, at: datetime
) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    trainer_leaves(desk_store, trainer_id=centre.trainers[1], on=date(2019, 11, 20), by=admin, at=at)
    move = {"store": desk_store, "test_ids": [test], "by": secretary, "at": at}
    move_test(planned_on=date(2019, 11, 19), **move)  # type: ignore[arg-type]
    assert refused(move_test, planned_on=date(2019, 11, 20), **move) == ["assessment.assessor_gone"]


def test_the_second_sheet_does_not_change_the_day_unseen(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    points = points_for(desk_store, test, 3)
    key = {"store": desk_store, "test_id": test, "points": points, "by": secretary, "at": at}
    record_assessment(rank=1, held_on=date(2019, 11, 7), **key)  # type: ignore[arg-type]
    record_assessment(rank=1, held_on=date(2019, 11, 8), **key)  # type: ignore[arg-type] # the only sheet is put right
    assert refused(record_assessment, rank=2, held_on=DAY, **key) == ["assessment.held_differs"]
    assert skills_test_sheet(desk_store, test).held_on == date(2019, 11, 8)
    record_assessment(rank=2, held_on=DAY, other_day=True, **key)  # type: ignore[arg-type]
    assert skills_test_sheet(desk_store, test).held_on == DAY
