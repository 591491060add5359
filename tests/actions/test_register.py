"""People entered and corrected by hand, their dependants and consents, in a real desk."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from centre_desk.actions.referral import move_referrals, register_referral
from centre_desk.actions.register import (
    add_dependant,
    correct_person,
    end_dependant,
    record_consent,
    register_person,
    withdraw_consent,
)
from centre_desk.models.desk import JournalEntry
from centre_desk.models.register import Consent, Person
from centre_desk.queries.desk import journal_rows
from centre_desk.queries.referral import ReferralFilter, referral_events, referral_rows, waiting_people
from centre_desk.queries.register import (
    PeopleFilter,
    likely_people,
    people_count,
    people_rows,
    people_who_agree,
    person_sheet,
)
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose, ConsentState, Kinship, Origin, PersonState, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import Described
from centre_desk.rules.register.person import ConsentAnswer, Missing, PersonFacts
from centre_desk.store.opening import Store

AWA = PersonFacts(
    family_name="Koulibali",
    given_names="Awa",
    sex=Sex.FEMALE,
    birth=Birth(1995),
    phone="76 12 34 56",
    case_number=" ml10-2019-000001 ",
    region_code="01",
)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.code for r in refused.value.refusals]


@pytest.fixture
def awa(desk_store: Store, secretary: Actor, at: datetime) -> int:
    return register_person(desk_store, facts=AWA, by=secretary, at=at).id


def test_a_person_is_found_under_any_spelling(desk_store: Store, awa: int) -> None:
    for typed in ("Coulibaly", "koul aw", "76 12 34 56", "ML10-2019-000001", "000001"):
        assert [row.id for row in people_rows(desk_store, PeopleFilter(search=typed))] == [awa], typed
    assert people_rows(desk_store, PeopleFilter(search="Diarra")) == []
    assert people_count(desk_store, PeopleFilter(sex=Sex.FEMALE, region_code="01")) == 1
    assert people_count(desk_store, PeopleFilter(sex=Sex.MALE)) == 0


def test_what_was_entered_is_on_the_sheet(desk_store: Store, awa: int) -> None:
    sheet = person_sheet(desk_store, awa)
    assert sheet.facts == replace(AWA, phone="+22376123456", case_number="ML10-2019-000001")
    assert (sheet.name, sheet.state, sheet.missing) == ("KOULIBALI Awa", PersonState.ACTIVE, ())


def test_a_person_without_a_number_is_provisional_until_it_comes(
    desk_store: Store, secretary: Actor, at: datetime
) -> None:
    facts = replace(AWA, case_number="")
    person = register_person(desk_store, facts=facts, by=secretary, at=at).id
    sheet = person_sheet(desk_store, person)
    assert (sheet.state, sheet.missing) == (PersonState.PROVISIONAL, (Missing.CASE_NUMBER,))
    correct_person(desk_store, person_id=person, facts=replace(facts, case_number="ML1"), by=secretary, at=at)
    assert person_sheet(desk_store, person).state is PersonState.ACTIVE


def test_a_case_number_is_one_persons(desk_store: Store, awa: int, secretary: Actor, at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        register_person(desk_store, facts=replace(AWA, given_names="Binta"), by=secretary, at=at)
    assert codes(refused) == ["register.case_number_used"]
    assert refused.value.refusals[0].fact("name") == "KOULIBALI Awa"


def test_a_correction_is_the_centres_own_and_stands_in_the_journal(
    desk_store: Store, awa: int, secretary: Actor, at: datetime
) -> None:
    done = correct_person(
        desk_store, person_id=awa, facts=replace(AWA, quarter="Sogoniko"), reason="told", by=secretary, at=at
    )
    assert done.count == 1
    assert person_sheet(desk_store, awa).origins == {"quarter": Origin.CENTRE}
    again = correct_person(desk_store, person_id=awa, facts=replace(AWA, quarter="Sogoniko"), by=secretary, at=at)
    assert again.touched == frozenset()
    with desk_store.read() as db:
        entry = db.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1)).one()
        assert (entry.act, entry.subject_id) == ("register.correct_person", awa)
        assert "Sogoniko" not in entry.body
        assert "told" not in entry.body
    assert journal_rows(desk_store)[0].reason == "told"


def test_who_may_be_registered_already(desk_store: Store, awa: int) -> None:
    found = likely_people(desk_store, Described("Hawa", "Coulibaly", "", Sex.FEMALE, Birth(1995)))
    assert [likely.row.id for likely in found] == [awa]
    assert likely_people(desk_store, Described("Hawa", "Coulibaly", "", Sex.MALE, Birth(1995))) == []


def test_children_come_and_go_with_a_reason(desk_store: Store, awa: int, secretary: Actor, at: datetime) -> None:
    child = add_dependant(
        desk_store, person_id=awa, name=" Fanta ", sex=Sex.FEMALE, birth=Birth(2016), by=secretary, at=at
    ).id
    sheet = person_sheet(desk_store, awa)
    assert [(d.name, d.kinship, d.birth_year) for d in sheet.dependants] == [("Fanta", Kinship.CHILD, 2016)]
    day = date(2019, 11, 1)
    with pytest.raises(Refused) as refused:
        end_dependant(desk_store, dependant_id=child, ended_on=day, reason=" ", by=secretary, at=at)
    assert codes(refused) == ["desk.no_reason"]
    end_dependant(desk_store, dependant_id=child, ended_on=day, reason="lives elsewhere", by=secretary, at=at)
    assert person_sheet(desk_store, awa).dependants[0].ended_on == day
    with pytest.raises(Refused) as refused:
        end_dependant(desk_store, dependant_id=child, ended_on=day, reason="again", by=secretary, at=at)
    assert codes(refused) == ["register.dependant_ended"]


def test_a_withdrawn_consent_leaves_the_person_out(desk_store: Store, awa: int, secretary: Actor, at: datetime) -> None:
    purpose = ConsentPurpose.TRANSFER_IOM
    given = ConsentAnswer(purpose, ConsentState.GIVEN, date(2019, 10, 1), "bambara", thumb_print=True)
    record_consent(desk_store, person_id=awa, answer=given, by=secretary, at=at)
    with desk_store.read() as db:
        assert people_who_agree(db, purpose) == {awa}
    withdraw_consent(desk_store, person_id=awa, purpose=purpose, on_date=date(2019, 11, 11), by=secretary, at=at)
    with desk_store.read() as db:
        assert people_who_agree(db, purpose) == frozenset()
        assert db.scalar(select(func.count(Consent.id))) == 2
    with pytest.raises(Refused) as refused:
        withdraw_consent(desk_store, person_id=awa, purpose=purpose, on_date=at.date(), by=secretary, at=at)
    assert codes(refused) == ["register.no_consent_to_withdraw"]


def test_who_only_reads_enters_nobody(desk_store: Store, viewer: Actor, at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        register_person(desk_store, facts=AWA, by=viewer, at=at)
    assert codes(refused) == ["desk.no_right"]
    with desk_store.read() as db:
        assert db.scalar(select(func.count(Person.id))) == 0


def test_a_referral_by_hand_makes_person_referral_and_consent_in_one_act(
    desk_store: Store, secretary: Actor, at: datetime
) -> None:
    referral = ReferralFacts(date(2019, 11, 4), Route.TRAINING, children=1, children_under_age=1, day_care_wished=True)
    consent = ConsentAnswer(ConsentPurpose.TRAINING_FILE, ConsentState.GIVEN, date(2019, 11, 4))
    made = register_referral(desk_store, person=AWA, referral=referral, consents=[consent], by=secretary, at=at)
    (row,) = waiting_people(desk_store)
    assert (row.id, row.name, row.waited(at.date()), row.day_care_wished) == (made.id, "KOULIBALI Awa", 7, True)
    with pytest.raises(Refused) as refused:
        register_referral(
            desk_store,
            person=row.person_id,
            referral=ReferralFacts(at.date(), Route.SKILLS_TEST),
            by=secretary,
            at=at,
        )
    assert codes(refused) == ["referral.test_without_trade"]


def test_the_centres_answer_to_a_referral_is_kept(desk_store: Store, secretary: Actor, at: datetime) -> None:
    referral = ReferralFacts(date(2019, 11, 4), Route.TRAINING)
    made = register_referral(desk_store, person=AWA, referral=referral, by=secretary, at=at).id
    on = date(2019, 11, 8)
    with pytest.raises(Refused) as refused:
        move_referrals(desk_store, referral_ids=[made], state=ReferralState.REFUSED, on_date=on, by=secretary, at=at)
    assert codes(refused) == ["referral.no_reason"]
    move_referrals(
        desk_store, referral_ids=[made], state=ReferralState.REFUSED, on_date=on, reason="no place", by=secretary, at=at
    )
    assert waiting_people(desk_store) == []
    (row,) = referral_rows(desk_store, ReferralFilter(search="coulibaly", route=Route.TRAINING))
    assert (row.state, row.waited(at.date())) == (ReferralState.REFUSED, 4)
    assert [(e.state, e.reason) for e in referral_events(desk_store, row.person_id)] == [
        (ReferralState.RECEIVED, ""),
        (ReferralState.REFUSED, "no place"),
    ]
