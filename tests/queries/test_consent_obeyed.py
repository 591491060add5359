"""What leaves the centre obeys each person's newest answer: names for IOM, children for the day care, job offers."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from centre_desk.actions.assessment import decide_test, make_offer
from centre_desk.actions.claim import place_child, prepare_claims
from centre_desk.actions.register import record_consent, withdraw_consent
from centre_desk.models.assessment import SkillsTest
from centre_desk.papers.claim import day_care_claim_pdf
from centre_desk.papers.monthly_return.canonical import canonical_bytes
from centre_desk.queries.claim.papers import claim_letterhead, day_care_facts
from centre_desk.queries.monthly_return.names import name_list_facts
from centre_desk.queries.monthly_return.sheet import return_sheet
from centre_desk.queries.referral.answers import answer_rows
from centre_desk.rules.assessment import OfferKind, Verdict
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import Route
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose, ConsentState
from centre_desk.rules.register.person import ConsentAnswer
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import build_centre, build_child
from tests.builders_claim import DECEMBER, MONTH, build_month
from tests.builders_results import MONDAY, build_referral, build_tests, key_sheets

TODAY = DECEMBER.date()


def withdraw(store: Store, person: int, purpose: ConsentPurpose, by: Actor, on: date = TODAY) -> None:
    at = datetime(on.year, on.month, on.day, 9, 0, tzinfo=UTC)
    withdraw_consent(store, person_id=person, purpose=purpose, on_date=on, by=by, at=at)


def named(store: Store) -> tuple[list[str], int]:
    with store.read() as db:
        facts = name_list_facts(db, MONTH, 1, "OIM Mali", "suivi")
    return [row.given_names for row in facts.rows], facts.withheld


def test_a_withdrawn_consent_takes_the_name_off_the_list_for_iom(desk_store: Store, secretary: Actor) -> None:
    one, two, three = build_month(desk_store, 3).people
    assert named(desk_store) == (["Moussa1", "Moussa2", "Moussa3"], 0)
    withdraw(desk_store, two, ConsentPurpose.TRANSFER_IOM, secretary)
    withdraw(desk_store, three, ConsentPurpose.PHOTO, secretary)
    assert named(desk_store) == (["Moussa1", "Moussa3"], 1), "another purpose changes nothing"
    with desk_store.read() as db:
        canonical = canonical_bytes(return_sheet(db, MONTH)).decode()
    assert "Moussa" not in canonical
    assert "Traor" not in canonical, "the report itself names nobody"
    again = ConsentAnswer(ConsentPurpose.TRANSFER_IOM, ConsentState.GIVEN, TODAY)
    record_consent(desk_store, person_id=two, answer=again, by=secretary, at=DECEMBER)
    assert named(desk_store) == (["Moussa1", "Moussa2", "Moussa3"], 0), "and may be given again"
    assert one


def test_an_erased_person_and_a_merged_file_are_listed_as_they_stand(desk_store: Store, secretary: Actor) -> None:
    one, two, three = build_month(desk_store, 3).people
    with desk_store.begin() as db:
        db.execute(text("UPDATE person SET state = 'anonymised', family_name = '—' WHERE id = :one"), {"one": one})
        both = {"to": three, "of": two}
        db.execute(text("UPDATE person SET state = 'merged', merged_into_id = :to WHERE id = :of"), both)
        db.execute(text("UPDATE consent SET person_id = :to WHERE person_id = :of"), both)
    assert named(desk_store) == (["Moussa3"], 1), "who was erased is counted among those not listed"
    withdraw(desk_store, three, ConsentPurpose.TRANSFER_IOM, secretary)
    assert named(desk_store) == ([], 2), "the file that is kept speaks for the one that became part of it"


def test_the_answer_to_iom_names_only_who_agrees(desk_store: Store, secretary: Actor) -> None:
    built = build_month(desk_store, 2)
    ids = [build_referral(desk_store, person, built.centre, route=Route.TRAINING) for person in built.people]

    def names() -> list[str]:
        with desk_store.read() as db:
            return [row.name for row in answer_rows(db, ids, "fr", TODAY)]

    assert names() == ["TRAORÉ Moussa1", "TRAORÉ Moussa2"]
    withdraw(desk_store, built.people[0], ConsentPurpose.TRANSFER_IOM, secretary)
    assert names() == ["", "TRAORÉ Moussa2"]
    with desk_store.begin() as db:
        db.execute(text("UPDATE person SET state = 'anonymised' WHERE id = :two"), {"two": built.people[1]})
    assert names() == [""], "who was erased is in no list"


def test_no_child_is_placed_or_named_to_the_day_care_against_the_parents_will(
    desk_store: Store, secretary: Actor, fr: Catalogue
) -> None:
    built = build_month(desk_store, 2)
    named_so = zip(built.people, ("Awa", "Binta"), strict=True)
    children = [build_child(desk_store, person, name) for person, name in named_so]
    for child in children:
        start, provider = date(2019, 11, 1), built.centre.provider_id
        place_child(desk_store, dependant_id=child, provider_id=provider, start=start, by=secretary, at=DECEMBER)
    prepare_claims(desk_store, month=MONTH, by=secretary, at=DECEMBER)
    withdraw(desk_store, built.people[0], ConsentPurpose.DAY_CARE, secretary)
    facts = day_care_facts(desk_store, MONTH)
    shown = [(line.parent, line.child, line.birth_year, line.days_kept, line.amount) for line in facts.lines]
    assert shown == [("", "", None, 20, 10_000), ("TRAORÉ Moussa2", "Binta", 2016, 20, 10_000)]
    assert all(line.case_number for line in facts.lines), "the amount is still found by its number"
    assert day_care_claim_pdf(facts, letterhead=claim_letterhead(desk_store, MONTH), words=fr).startswith(b"%PDF")
    other = build_child(desk_store, built.people[0], "Cheick")
    with pytest.raises(Refused) as refused:
        place_child(
            desk_store, dependant_id=other, provider_id=built.centre.provider_id, start=TODAY, by=secretary, at=DECEMBER
        )
    assert [one.code for one in refused.value.refusals] == ["claim.day_care_declined"]
    assert "TRAORÉ Moussa1" in fr.refusal(refused.value.refusals[0])


def test_nobody_is_offered_to_an_employer_against_their_will(desk_store: Store, secretary: Actor) -> None:
    centre = build_centre(desk_store)
    one, other = build_tests(
        desk_store, centre, [("Awa", "Diarra"), ("Binta", "Diarra")], route=Route.EQUIPMENT_TEST
    )
    for test in (one, other):
        key_sheets(desk_store, test, 4, 4)
        decide_test(desk_store, test_id=test, verdict=Verdict.ABLE, by=secretary, at=MONDAY)
    with desk_store.read() as db:
        awa = db.get_one(SkillsTest, one).person_id
    withdraw(desk_store, awa, ConsentPurpose.EMPLOYER, secretary, on=MONDAY.date())
    job = {"kind": OfferKind.JOB, "made_on": MONDAY.date(), "partner": "Atelier Diallo", "by": secretary, "at": MONDAY}
    with pytest.raises(Refused) as refused:
        make_offer(desk_store, test_id=one, **job)  # type: ignore[arg-type]
    assert [found.code for found in refused.value.refusals] == ["assessment.employer_declined"]
    make_offer(desk_store, test_id=other, **job)  # type: ignore[arg-type]
    management = job | {"kind": OfferKind.BUSINESS_MANAGEMENT, "partner": ""}
    make_offer(desk_store, test_id=one, **management)  # type: ignore[arg-type]
