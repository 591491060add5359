"""Two files made one and parted again, two people exchanged, one made anonymous: in a real desk."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import func, select, text

from centre_desk.actions.overview.people import (
    anonymise_person,
    exchange_people,
    merge_people,
    set_retention,
    undo_merge,
)
from centre_desk.actions.referral import register_referral
from centre_desk.actions.register import add_dependant, correct_person, record_consent, register_person
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.desk import JournalValue
from centre_desk.models.referral import Referral
from centre_desk.models.register import Person
from centre_desk.queries.overview.fiche import fiche_of
from centre_desk.queries.overview.people import held_facts, people_act_rows, provisional_rows
from centre_desk.queries.overview.timeline import person_timeline
from centre_desk.queries.register import people_count, person_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.rules.overview import EventKind, HeldKind
from centre_desk.rules.referral import Route
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose, ConsentState, PersonState, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import ConsentAnswer, Missing, PersonFacts
from centre_desk.store.digest import data_digest
from centre_desk.store.journal import find_breaks
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import catalogue
from tests.builders import build_centre, build_person, build_session, enrol, take_roll

AWA = PersonFacts(
    family_name="Koulibali", given_names="Awa", sex=Sex.FEMALE, birth=Birth(1995), case_number="ML10-2019-000001"
)
HAWA = replace(AWA, family_name="Coulibaly", given_names="Hawa", case_number="")
DAY = date(2019, 11, 4)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.refusals]


def referred(store: Store, facts: PersonFacts, by: Actor, at: datetime) -> int:
    told = ReferralFacts(received_on=DAY, route=Route.TRAINING)
    made = register_referral(store, person=facts, referral=told, by=by, at=at)
    with store.read() as db:
        return db.get_one(Referral, made.id).person_id


def test_two_files_become_one_and_part_again(desk_store: Store, secretary: Actor, at: datetime) -> None:
    awa, hawa = (referred(desk_store, facts, secretary, at) for facts in (AWA, HAWA))
    with desk_store.read() as db:
        people = db.execute(select(Person.id, Person.state)).all()
    done = merge_people(desk_store, keep_id=awa, other_id=hawa, reason="une seule femme", by=secretary, at=at)
    assert people_count(desk_store) == 1
    kinds = [event.kind for event in person_timeline(desk_store, awa, at.date()).events]
    assert kinds == [EventKind.REFERRAL, EventKind.REFERRAL]
    with pytest.raises(Refused):
        correct_person(desk_store, person_id=hawa, facts=AWA, by=secretary, at=at)
    undo_merge(desk_store, act_id=done.id, reason="deux sœurs", by=secretary, at=at)
    with desk_store.read() as db:
        assert db.execute(select(Person.id, Person.state)).all() == people
        assert sorted(db.scalars(select(Referral.person_id))) == sorted([awa, hawa])
        assert list(find_breaks(db)) == []
    assert [row.undone for row in people_act_rows(desk_store)] == [True]
    with pytest.raises(Refused) as again:
        undo_merge(desk_store, act_id=done.id, reason="encore", by=secretary, at=at)
    assert codes(again) == ["overview.nothing_to_undo"]


def test_the_file_with_the_number_is_the_one_to_keep(desk_store: Store, secretary: Actor, at: datetime) -> None:
    awa, hawa = (referred(desk_store, facts, secretary, at) for facts in (AWA, HAWA))
    with pytest.raises(Refused) as refused:
        merge_people(desk_store, keep_id=hawa, other_id=awa, reason="la même", by=secretary, at=at)
    assert codes(refused) == ["overview.merge_other_way"]


@pytest.fixture
def two(desk_store: Store) -> tuple[int, int]:
    """Two people of one session, with marks."""
    centre = build_centre(desk_store)
    session = build_session(desk_store, centre)
    one, other = (build_person(desk_store, number, given=given) for number, given in ((1, "Awa"), (2, "Binta")))
    enrol(desk_store, session, (one, other))
    take_roll(desk_store, session, DAY, HalfDay.MORNING)
    take_roll(desk_store, session, DAY, HalfDay.AFTERNOON, {one: MarkValue.ABSENT})
    return one, other


def test_who_were_there_together_are_two_people(
    desk_store: Store, two: tuple[int, int], secretary: Actor, at: datetime
) -> None:
    with pytest.raises(Refused) as refused:
        merge_people(desk_store, keep_id=two[0], other_id=two[1], reason="doublon", by=secretary, at=at)
    assert codes(refused) == ["overview.both_were_there"]


def test_two_people_change_places_with_every_mark(
    desk_store: Store, two: tuple[int, int], secretary: Actor, at: datetime
) -> None:
    one, other = two
    names = [person_sheet(desk_store, number).facts for number in two]
    add_dependant(desk_store, person_id=one, name="Petit", birth=Birth(2016), by=secretary, at=at)
    listed = [held_facts(desk_store, number) for number in two]
    assert [fact.kind for fact in listed[0]].count(HeldKind.ATTENDANCE) == 2
    exchange_people(desk_store, one_id=one, other_id=other, reason="signatures échangées", by=secretary, at=at)
    assert [person_sheet(desk_store, number).facts for number in two] == names[::-1]
    assert [row.name for row in person_sheet(desk_store, other).dependants] == ["Petit"]
    assert [held_facts(desk_store, number) for number in two] == listed, "the facts stay, their people change"
    with desk_store.read() as db:
        assert db.scalar(select(func.count(AttendanceMark.id))) == 4
        before = data_digest(db)
    exchange_people(desk_store, one_id=one, other_id=other, reason="erreur", by=secretary, at=at)
    assert [person_sheet(desk_store, number).facts for number in two] == names
    with desk_store.read() as db:
        assert data_digest(db) != before


def test_retention_and_erasing_keep_counts_and_chain(
    desk_store: Store, secretary: Actor, director: Actor, at: datetime
) -> None:
    agreement = build_centre(desk_store).agreement_id
    awa = register_person(desk_store, facts=replace(AWA, phone="76123456", region_code="01"), by=secretary, at=at).id
    consent = ConsentAnswer(ConsentPurpose.PHOTO, ConsentState.GIVEN, DAY, "bambara", "Moussa Témoin", True)
    record_consent(desk_store, person_id=awa, answer=consent, by=secretary, at=at)
    add_dependant(desk_store, person_id=awa, name="Petit Koulibali", birth=Birth(2016), by=secretary, at=at)
    for until, code in ((None, "overview.no_retention"), (date(2021, 12, 31), "overview.kept_until")):
        if until:
            set_retention(desk_store, agreement_id=agreement, until=until, by=director, at=at)
        with pytest.raises(Refused) as refused:
            anonymise_person(desk_store, person_id=awa, reason="fin", by=director, at=at)
        assert codes(refused) == [code]
    assert fiche_of(desk_store, awa, at.date(), catalogue("fr"))[0].retention == "31/12/2021"
    set_retention(desk_store, agreement_id=agreement, until=date(2019, 11, 10), by=director, at=at)
    with pytest.raises(Refused):
        anonymise_person(desk_store, person_id=awa, reason="fin", by=secretary, at=at)
    anonymise_person(desk_store, person_id=awa, reason="fin du projet", by=director, at=at)
    sheet = person_sheet(desk_store, awa)
    assert (sheet.state, sheet.facts.sex, sheet.facts.region_code) == (PersonState.ANONYMISED, Sex.FEMALE, "01")
    assert sheet.facts.birth == Birth(1995)
    with desk_store.read() as db:
        assert list(find_breaks(db)) == []
        left = " ".join(filter(None, db.scalars(select(JournalValue.value))))
        tables = db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        stored = " ".join(str(row) for table in tables for row in db.execute(text(f'SELECT * FROM "{table}"')))
    for secret in ("Koulibali", "76123456", "2019-000001", "Moussa Témoin", "Petit"):
        assert secret not in left
        assert secret not in stored


def test_what_is_missing_is_listed_for_each_provisional_person(
    desk_store: Store, secretary: Actor, at: datetime
) -> None:
    register_person(desk_store, facts=replace(HAWA, birth=None), by=secretary, at=at)
    register_person(desk_store, facts=AWA, by=secretary, at=at)
    rows = provisional_rows(desk_store)
    assert [(row.name, row.missing) for row in rows] == [("COULIBALY Hawa", (Missing.CASE_NUMBER, Missing.BIRTH))]
