"""Whose value it is: a list of IOM fills and updates what is IOM's, and asks before it touches what is the centre's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from centre_desk.actions.referral import correct_referral, move_referrals, register_referral
from centre_desk.actions.register import correct_person
from centre_desk.models.centre import Trade
from centre_desk.queries.referral import referral_rows
from centre_desk.queries.register import PeopleFilter, PersonSheet, people_count, people_rows, person_sheet
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import LineFate, ReferralState, Route
from centre_desk.rules.referral.plan import Answer, PlannedLine
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose, ConsentState, PersonState, Sex
from centre_desk.rules.register.birth import Birth, birth_of
from centre_desk.rules.register.person import PersonFacts
from centre_desk.store.opening import Store
from tests.faults.desk import add_trades
from tests.lists import Office, one

ACCEPT = frozenset({"referral.would_overwrite"})


@pytest.fixture
def store(desk_store: Store) -> Iterator[Store]:
    with desk_store.begin() as db:
        add_trades(db)
    return desk_store


@pytest.fixture
def office(store: Store, secretary: Actor, at: datetime) -> Office:
    return Office(store, secretary, at)


def by_hand(office: Office, on: date = date(2019, 9, 1), **more: object) -> int:
    """Enter Awa by hand, as announced by telephone; returns the person."""
    facts = PersonFacts(family_name="Diarra", given_names="Awa", sex=Sex.FEMALE, birth=birth_of(date(1990, 2, 1)))
    facts = replace(facts, **more)  # type: ignore[arg-type]
    referral = ReferralFacts(on, Route.TRAINING)
    made = register_referral(office.store, person=facts, referral=referral, by=office.by, at=office.at)
    return next(row.person_id for row in referral_rows(office.store) if row.id == made.id)


def sheet(office: Office, person: int = 1) -> PersonSheet:
    return person_sheet(office.store, person)


def correct(office: Office, person: int, **changes: object) -> None:
    facts = replace(sheet(office, person).facts, **changes)  # type: ignore[arg-type]
    correct_person(office.store, person_id=person, facts=facts, by=office.by, at=office.at)


def test_a_line_of_iom_completes_the_person_entered_by_hand(office: Office) -> None:
    person = by_hand(office)
    asked = office.line()
    assert [f.code for f in asked.findings] == ["referral.probable_duplicate"]
    line = office.import_one(Answer(same_as=person))
    assert line.fate is LineFate.CHANGED
    now = sheet(office, person)
    assert (now.facts.case_number, now.facts.phone, now.facts.return_country) == ("ML1", "+22366000001", "Gabon")
    assert now.state is PersonState.ACTIVE
    assert {c.purpose: c.state for c in now.consents}[ConsentPurpose.TRANSFER_IOM] is ConsentState.GIVEN
    (referral,) = referral_rows(office.store)
    assert referral.wished_trade == "COUT"
    assert office.line().fate is LineFate.UNCHANGED


def test_a_list_asks_before_it_overwrites_what_was_entered_by_hand(office: Office) -> None:
    person = by_hand(office, phone="66000009", case_number="ML1")
    for day in ("01/09/2019", "15/09/2019"):
        asked = office.line(Answer(accepted=frozenset({"referral.confirms_by_hand"})), day=day)
        assert [f.code for f in asked.findings] == ["referral.would_overwrite"], day
    office.import_one(Answer(keep_own=True))
    assert sheet(office, person).facts.phone == "+22366000009"
    again = office.line(phone="77000003")
    assert [f.code for f in again.findings] == ["referral.would_overwrite"]
    assert ("phone", "+22366000009", "+22377000003") in again.changes
    office.import_one(Answer(accepted=ACCEPT), phone="77000003")
    assert sheet(office, person).facts.phone == "+22377000003"
    assert office.line(phone="77000004").fate is LineFate.CHANGED, "the value is IOM's from now on"


def test_a_birth_that_the_centre_corrected_is_not_undone_by_a_second_referral(office: Office) -> None:
    office.import_one()
    person = referral_rows(office.store)[0].person_id
    correct(office, person, birth=birth_of(date(1990, 5, 5)))
    accepted = frozenset({"referral.second_referral"})
    said_again = office.line(Answer(accepted=accepted), day="15/09/2019")
    assert (said_again.fate, said_again.changes) == (LineFate.NEW, ()), "IOM only repeats what it said before"
    other = "07/07/1990"
    asked = office.line(Answer(accepted=accepted), day="15/09/2019", birth=other)
    assert [f.code for f in asked.findings] == ["referral.would_overwrite"]
    assert asked.changes == (("birth", "1990-05-05", "1990-07-07"),)
    office.import_one(Answer(accepted=accepted, keep_own=True), day="15/09/2019", birth=other)
    assert sheet(office, person).facts.birth == birth_of(date(1990, 5, 5))
    assert len(referral_rows(office.store)) == 2
    assert office.line(day="15/09/2019", birth=other).fate is LineFate.UNCHANGED
    third = office.line(Answer(accepted=accepted), day="01/10/2019", birth="01/02/1990")
    assert [f.code for f in third.findings] == ["referral.would_overwrite"], "IOM takes its change back"


def test_a_second_referral_shows_what_it_changes(office: Office) -> None:
    office.import_one()
    accepted = Answer(accepted=frozenset({"referral.second_referral"}))
    line = office.import_one(accepted, day="15/09/2019", phone="77000002")
    assert line.fate is LineFate.NEW
    assert line.changes == (("phone", "+22366000001", "+22377000002"),)
    assert sheet(office).facts.phone == "+22377000002"


def test_a_telephone_call_that_iom_confirms_later_is_one_referral(office: Office) -> None:
    person = by_hand(office, on=date(2019, 8, 28), case_number="ML1")
    asked = office.line()
    assert [f.code for f in asked.findings] == ["referral.confirms_by_hand"]
    (unsent,) = asked.open
    line = office.import_one(Answer(joins=unsent.id))
    assert (line.fate, line.referral_id) == (LineFate.CHANGED, unsent.id)
    (row,) = referral_rows(office.store)
    assert (row.received_on, row.person_id) == (date(2019, 8, 28), person)
    assert office.line().fate is LineFate.UNCHANGED
    later = office.line(country="Niger")
    assert (later.fate, later.referral_id) == (LineFate.CHANGED, unsent.id)
    second = office.import_one(
        Answer(accepted=frozenset({"referral.second_referral"})), day="01/10/2019", country="Niger"
    )
    assert (second.fate, len(referral_rows(office.store))) == (LineFate.NEW, 2)


def test_a_corrected_referral_is_the_centres(office: Office) -> None:
    office.import_one()
    (row,) = referral_rows(office.store)
    with office.store.read() as db:
        mason = db.scalars(select(Trade.id).where(Trade.code == "MACO")).one()

    def put_right(route: Route, wished: int | None, declared: int | None) -> None:
        correct_referral(
            office.store,
            referral_id=row.id,
            route=route,
            wished_trade_id=wished,
            declared_trade_id=declared,
            by=office.by,
            at=office.at,
        )

    with pytest.raises(Refused) as no_trade:
        put_right(Route.SKILLS_TEST, None, None)
    assert [one.code for one in no_trade.value.refusals] == ["referral.test_without_trade"]
    put_right(Route.TRAINING, mason, None)
    assert referral_rows(office.store)[0].wished_trade == "MACO"
    assert office.line().fate is LineFate.UNCHANGED, "IOM only repeats what it said before"
    asked = office.line(training="Soudure")
    assert [one.code for one in asked.findings] == ["referral.would_overwrite"]
    move = {"referral_ids": [row.id], "on_date": office.today, "by": office.by, "at": office.at}
    move_referrals(office.store, state=ReferralState.ASSIGNED, **move)  # type: ignore[arg-type]
    with pytest.raises(Refused) as settled:
        put_right(Route.TRAINING, None, None)
    assert [one.code for one in settled.value.refusals] == ["referral.settled"]


def test_what_iom_leaves_empty_empties_nothing(office: Office) -> None:
    office.import_one()
    assert office.line(phone=None, country=None).fate is LineFate.UNCHANGED
    office.import_one(phone=None, country="Niger")
    facts = sheet(office).facts
    assert (facts.phone, facts.return_country) == ("+22366000001", "Niger")


def test_iom_may_take_its_own_change_back(office: Office) -> None:
    office.import_one()
    office.import_one(country="Niger")
    back = office.line(country="Gabon", training="couture")
    assert (back.fate, back.changes) == (LineFate.CHANGED, (("country", "Niger", "Gabon"),))
    assert office.plan(one()).lines[0].fate is LineFate.UNCHANGED, "the same bytes again change nothing"


def test_a_value_that_the_user_typed_into_a_line_is_the_centres(office: Office) -> None:
    from centre_desk.rules.referral.fields import Field

    office.import_one(Answer(corrections={Field.BIRTH: "1991"}), birth=None)
    assert sheet(office).facts.birth == Birth(1991)
    assert office.line(birth=None, country="Niger").fate is LineFate.CHANGED, "what was settled is not asked again"
    asked = office.line(birth="04/05/1992")
    assert [f.code for f in asked.findings] == ["referral.would_overwrite"]


def test_a_withdrawn_consent_is_not_given_back_without_asking(office: Office) -> None:
    from centre_desk.actions.register import withdraw_consent

    office.import_one()
    withdraw_consent(
        office.store, person_id=1, purpose=ConsentPurpose.TRANSFER_IOM, on_date=date(2019, 10, 1), by=office.by,
        at=office.at,
    )  # fmt: skip
    second = frozenset({"referral.second_referral"})
    asked = office.line(Answer(accepted=second), day="15/10/2019")
    assert ("consent", "no", "yes") in asked.changes
    assert [f.code for f in asked.findings] == ["referral.would_overwrite"]
    office.import_one(Answer(accepted=second, keep_own=True), day="15/10/2019")
    consents = {c.purpose: c.state for c in sheet(office).consents}
    assert consents[ConsentPurpose.TRANSFER_IOM] is ConsentState.WITHDRAWN


def test_one_person_on_two_lines_of_a_file_is_one_person(office: Office) -> None:
    from tests.lists import referral_list

    lists = referral_list({}, {"N° dossier": None, "Téléphone": "77000002"})
    asked = office.plan(lists).lines[1]
    assert asked.findings[0].code == "referral.repeats_person"
    done = office.send(lists, {"3": Answer(same_line="2")})
    assert [line.fate for line in done.plan.lines] == [LineFate.NEW, LineFate.CHANGED]
    assert done.plan.lines[1].changes == (("phone", "+22366000001", "+22377000002"),)
    assert (people_count(office.store), len(referral_rows(office.store))) == (1, 1)
    assert sheet(office).facts.phone == "+22377000002"
    assert sheet(office).facts.case_number == "ML1"
    assert {line.fate for line in office.plan(lists).lines} == {LineFate.UNCHANGED}


FIELDS = ("phone", "country", "birth", "training", "consent")
SAID: dict[str, tuple[tuple[str | None, str], ...]] = {
    "phone": ((None, ""), ("66000001", "+22366000001"), ("77000002", "+22377000002"), ("70 00 00 03", "+22370000003")),
    "country": ((None, ""), ("Gabon", "Gabon"), ("Niger", "Niger"), ("Togo", "Togo")),
    "birth": ((None, ""), ("01/02/1990", "1990-02-01"), ("1990", "1990"), ("05/05/1990", "1990-05-05")),
    "training": ((None, ""), ("couture", "COUT"), ("Soudure", "SOUD")),
    "consent": ((None, ""), ("Oui", "yes"), ("Non", "no")),
}
"""What a list may say of each fact, and what that is on the desk."""
DAYS = ("01/09/2019", "15/09/2019")
WORDS = st.fixed_dictionaries({name: st.sampled_from(range(len(SAID[name]))) for name in FIELDS})
SENDS = st.tuples(st.just("send"), WORDS, st.sampled_from(DAYS), st.sampled_from(("ask", "keep", "take")))
CORRECTS = st.tuples(st.just("correct"), st.sampled_from(("phone", "country", "birth")), st.sampled_from(range(4)))
STEPS = st.lists(st.one_of(SENDS, SENDS, CORRECTS), min_size=2, max_size=6)
OPEN = frozenset({
    "referral.no_consent", "referral.birth_missing", "referral.no_trade", "referral.second_referral",
    "referral.confirms_by_hand",
})  # fmt: skip


class OnePerson:
    """A person of the desk beside a small model: of each fact whose it is, and what IOM last said of it."""

    def __init__(self, office: Office, number: str) -> None:
        self.office, self.number = office, number
        self.owner: dict[str, str] = {}
        self.told: dict[str, dict[str, str]] = {}
        self.person = 0

    def enter(self) -> None:
        """Enter the person by hand."""
        self.person = by_hand(self.office, case_number=self.number, phone="66 99 99 99")
        self.owner = {"phone": "centre", "birth": "centre"}

    def correct(self, name: str, choice: int) -> None:
        """Correct a fact; it is the centre's from now on."""
        if not self.person:
            return
        text = SAID[name][choice][1]
        before = self.values()[name]
        correct(self.office, self.person, **{COLUMN[name]: _birth(text) if name == "birth" else text})
        if self.values()[name] != before:
            self.owner[name] = "centre"

    def values(self) -> dict[str, str]:
        """Return the person's facts as the desk holds them."""
        now = sheet(self.office, self.person)
        birth = now.facts.birth
        born = "" if birth is None else birth.day.isoformat() if birth.day else str(birth.year)
        return {"phone": now.facts.phone, "country": now.facts.return_country, "birth": born}

    def send(self, choices: dict[str, int], day: str, will: str) -> None:
        """Import a list of this person alone, and hold what it did against the model."""
        said = {name: SAID[name][choice] for name, choice in choices.items()}
        lists = one(number=self.number, day=day, **{name: text for name, (text, _) in said.items()})
        before = self.values() if self.person else {}
        keeps, takes = will == "keep", ACCEPT if will == "take" else frozenset()
        answer = Answer(create_new=True, accepted=OPEN | takes, keep_own=keeps)
        silent = self.office.plan(lists, {"2": Answer(create_new=True, accepted=OPEN)}).lines[0]
        line = self.office.send(lists, {"2": answer}).plan.lines[0]
        (row,) = people_rows(self.office.store, PeopleFilter(search=self.number))
        self.person = row.id
        after = self.values()
        told = {key: text for day_told in (self.told if day not in self.told else [day]) for key, text in
                self.told.get(day_told, {}).items()}  # fmt: skip
        self._hold_shown(line, before, after)
        for name in before:
            theirs = said[name][1]
            anew = bool(theirs) and told.get(name, "") != theirs
            mine = self.owner.get(name) == "centre"
            if not anew or (mine and will != "take") or line.fate is LineFate.QUESTION:
                assert after[name] == before[name], (name, will)
            else:
                assert after[name] == theirs, (name, will)
            if mine and after[name] != before[name]:
                assert "referral.would_overwrite" in {f.code for f in silent.findings}
        self._learn(line, said, day, before, after)
        if line.fate is not LineFate.QUESTION:
            again = self.office.plan(lists, {"2": answer}).lines[0]
            assert again.fate is LineFate.UNCHANGED

    def _hold_shown(self, line: PlannedLine, before: dict[str, str], after: dict[str, str]) -> None:
        """Each change of a known person was shown with its old and its new value, and nothing else was."""
        changed = {(name, before[name], after[name]) for name in before if before[name] != after[name]}
        shown = {c for c in line.changes if c[0] in before and c[0] in line.taken}
        assert changed == (shown if line.fate in (LineFate.NEW, LineFate.CHANGED) else set())

    def _learn(
        self, line: PlannedLine, said: dict[str, tuple[str | None, str]], day: str, before: dict[str, str],
        after: dict[str, str],
    ) -> None:  # fmt: skip
        if line.fate is LineFate.QUESTION:
            return
        for name in after:
            if before.get(name, "") != after[name]:
                self.owner[name] = "iom"
        if line.fate is not LineFate.UNCHANGED:
            texts = {name: text for name, (_, text) in said.items() if text}
            self.told[day] = {**self.told.pop(day, {}), **texts}


def _birth(text: str) -> Birth | None:
    if not text:
        return None
    return birth_of(date.fromisoformat(text)) if "-" in text else Birth(int(text))


COLUMN = {"phone": "phone", "country": "return_country", "birth": "birth"}
NUMBERS = count(1000)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(by_hand_first=st.booleans(), steps=STEPS)
def test_whatever_comes_nothing_of_the_centres_is_lost_and_each_change_is_shown(
    office: Office, monkeypatch: pytest.MonkeyPatch, by_hand_first: bool, steps: list[tuple[Any, ...]]
) -> None:
    monkeypatch.setattr("centre_desk.actions.referral.importing.back_up_before", lambda *_: None)
    person = OnePerson(office, f"ML{next(NUMBERS)}")
    if by_hand_first:
        person.enter()
    for kind, *how in steps:
        if kind == "send":
            person.send(*how)
        else:
            person.correct(*how)
