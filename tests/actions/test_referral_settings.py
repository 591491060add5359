"""The form of case numbers and the least age: set once, held in lists, by hand and in corrections."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.referral import register_referral, set_case_pattern, set_minimum_age
from centre_desk.actions.register import correct_person
from centre_desk.queries.referral import referral_rows
from centre_desk.queries.register import people_count, person_sheet
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import LineFate, Route
from centre_desk.rules.referral.plan import Answer
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.case_number import check_pattern, has_form
from centre_desk.rules.register.person import PersonFacts
from centre_desk.store.opening import Store
from tests.faults.desk import add_trades
from tests.lists import Office

FORM = r"ML\d{2}-\d{4}-\d{6}"
AWA = PersonFacts(family_name="Diarra", given_names="Awa", sex=Sex.FEMALE, birth=Birth(1990), case_number="ML1")

GOOD = "ML10-2019-000001"


@pytest.fixture
def store(desk_store: Store) -> Iterator[Store]:
    with desk_store.begin() as db:
        add_trades(db)
    return desk_store


@pytest.fixture
def office(store: Store, secretary: Actor, at: datetime) -> Office:
    return Office(store, secretary, at)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.code for r in refused.value.refusals]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("", []),
        (FORM, []),
        (r"(ML|BKO)-?\d+", []),
        (r"(\d{3}-)?\d+", []),
        ("ML(\\d+", ["referral.pattern_wrong"]),
        ("[", ["referral.pattern_wrong"]),
        ("*", ["referral.pattern_wrong"]),
        ("a{5,2}", ["referral.pattern_wrong"]),
        (r"(\d+)+X", ["referral.pattern_endless"]),
        (r"(?:[A-Z]*)*\d", ["referral.pattern_endless"]),
        ("A" * 81, ["referral.pattern_long"]),
    ],
)
def test_a_form_that_does_not_do_is_refused_and_never_stops_a_number(pattern: str, found: list[str]) -> None:
    assert [r.code for r in check_pattern(pattern)] == found
    assert not found or has_form("ML1" * 9, pattern)


def test_only_who_manages_settings_sets_them(store: Store, director: Actor, secretary: Actor, at: datetime) -> None:
    set_case_pattern(store, pattern=FORM, examples=[GOOD], by=director, at=at)
    set_minimum_age(store, age=16, by=director, at=at)
    with pytest.raises(Refused) as refused:
        set_case_pattern(store, pattern="", examples=[], by=secretary, at=at)
    assert codes(refused) == ["desk.no_right"]
    with pytest.raises(Refused) as refused:
        set_case_pattern(store, pattern="(", examples=[GOOD], by=director, at=at)
    assert codes(refused) == ["referral.pattern_wrong"]
    for age in (9, 31):
        with pytest.raises(Refused) as refused:
            set_minimum_age(store, age=age, by=director, at=at)
        assert codes(refused) == ["referral.age_out_of_range"]


def test_a_list_is_asked_about_another_form_and_a_lower_age(office: Office, director: Actor, at: datetime) -> None:
    assert office.line().fate is LineFate.NEW
    set_case_pattern(office.store, pattern=FORM, examples=[GOOD], by=director, at=at)
    set_minimum_age(office.store, age=16, by=director, at=at)
    assert [f.code for f in office.line().findings] == ["referral.case_number_form"]
    assert office.line(number="ml10-2019-000001").fate is LineFate.NEW
    young = office.line(number="ML10-2019-000001", birth="01/02/2004")
    assert [f.code for f in young.findings] == ["referral.under_age"]


def test_a_number_typed_in_another_form_is_refused_by_hand_and_in_a_correction(
    office: Office, director: Actor, at: datetime
) -> None:
    store, by = office.store, office.by
    office.import_one(Answer(accepted=frozenset({"referral.case_number_form"})))
    set_case_pattern(store, pattern=FORM, examples=[GOOD], by=director, at=at)
    referral = ReferralFacts(date(2019, 9, 1), Route.TRAINING)
    facts = replace(AWA, given_names="Binta", case_number="ML2")
    with pytest.raises(Refused) as refused:
        register_referral(store, person=facts, referral=referral, by=by, at=at)
    assert codes(refused) == ["register.case_number_form"]
    assert people_count(store) == 1
    person = referral_rows(store)[0].person_id
    known = person_sheet(store, person).facts
    correct_person(store, person_id=person, facts=replace(known, phone="77000002"), by=by, at=at)
    with pytest.raises(Refused) as refused:
        correct_person(store, person_id=person, facts=replace(known, case_number="ML3"), by=by, at=at)
    assert codes(refused) == ["register.case_number_form"]
    right = replace(known, case_number="ml10-2019-000002")
    correct_person(store, person_id=person, facts=right, by=by, at=at)
    assert person_sheet(store, person).facts.case_number == "ML10-2019-000002"


@pytest.mark.parametrize("stored", ["ML(", "(a+)+b", 7, None, ["x"]])
def test_a_stored_form_that_does_not_do_stops_nothing(office: Office, admin: Actor, stored: object) -> None:
    set_setting(office.store, key="referral.case_pattern", value=stored, by=admin, at=office.at)
    set_setting(office.store, key="referral.minimum_age", value="quinze", by=admin, at=office.at)
    assert office.import_one(Answer(accepted=frozenset({"referral.case_number_form"}))).fate is LineFate.NEW
    referral = ReferralFacts(date(2019, 9, 1), Route.TRAINING)
    facts = replace(AWA, given_names="Binta", case_number="" if stored in (7, ["x"]) else "ML2")
    register_referral(office.store, person=facts, referral=referral, by=office.by, at=office.at)
