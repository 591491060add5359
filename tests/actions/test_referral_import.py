"""The three files of an IOM office, imported into a real desk: every planted trouble found, no sound line lost."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from centre_desk.actions.referral import import_referrals
from centre_desk.actions.register import correct_person
from centre_desk.models.centre import Trade
from centre_desk.models.desk import BackupRecord, JournalEntry
from centre_desk.models.referral import Referral, ReferralFile, ReferralLine
from centre_desk.models.register import Person
from centre_desk.queries.referral import plan_referrals, read_file, waiting_people
from centre_desk.queries.register import PeopleFilter, people_rows, person_sheet
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import LineFate, Route
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.plan import Answer, ImportPlan
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose, ConsentState, PersonState, Sex
from centre_desk.store.opening import Store

FILES = Path(__file__).parent.parent / "fixtures" / "referrals"
ANSWERS: dict[str, Any] = json.loads((FILES / "answers.json").read_text("utf-8"))
ROUTES = {
    Route.TRAINING: "Formation",
    Route.SKILLS_TEST: "Test de qualification",
    Route.EQUIPMENT_TEST: "Test d’équipement",
}
FATES = {
    "question": {LineFate.QUESTION},
    "refused": {LineFate.REFUSED},
    "refused or question": {LineFate.REFUSED, LineFate.QUESTION},
}
CODES = {
    "probable duplicate of place": {"referral.repeats_person"},
    "same case number twice": {"referral.line_repeated", "referral.case_number_twice"},
    "no name": {"referral.no_name"},
    "unknown trade": {"referral.unknown_trade"},
    "born in the future": {"referral.born_after"},
    "under 15": {"referral.under_age"},
    "no consent": {"referral.no_consent"},
    "no case number": {"referral.no_case_number"},
}
TRADES = FILES.parent.parent.parent / "resources" / "reference" / "trades.csv"


@pytest.fixture
def store(desk_store: Store) -> Iterator[Store]:
    """A desk with all the trades of the reference list."""
    import csv

    with desk_store.begin() as db, TRADES.open(encoding="utf-8") as source:
        db.add_all(
            Trade(code=r["suggested_code"], name_fr=r["name_fr"], name_en=r["name_en"]) for r in csv.DictReader(source)
        )
    return desk_store


def plan_of(store: Store, name: str, **more: Any) -> ImportPlan:
    return plan_referrals(store, read_file(store, FILES / name), today=date(2019, 11, 11), **more)


@pytest.mark.parametrize("name", ANSWERS)
def test_every_planted_trouble_is_found_and_no_sound_line_lost(store: Store, name: str) -> None:
    plan, told = plan_of(store, name), ANSWERS[name]
    assert len(plan.lines) == told["lines"] == sum(plan.counts().values())
    planted = {trouble["place"] for trouble in told["planted"]}
    for trouble in told["planted"]:
        line = plan.lines[trouble["place"]]
        codes = {finding.code for finding in line.findings}
        if trouble["kind"] == "formula in a text cell":
            assert line.fate in (LineFate.NEW, LineFate.QUESTION)
            assert line.facts.remarks == ""
            continue
        assert line.fate in FATES[trouble["expect"]], trouble
        assert codes & CODES[trouble["kind"]], trouble
    for place, line in enumerate(plan.lines):
        if place not in planted:
            assert line.fate is LineFate.NEW or {f.code for f in line.findings} == {"referral.no_consent"}


@pytest.mark.parametrize("name", ANSWERS)
def test_routes_and_women_are_counted_as_the_file_says(store: Store, name: str) -> None:
    plan, told = plan_of(store, name), ANSWERS[name]
    routes = Counter(ROUTES[line.facts.route] for line in plan.lines if line.facts.route)
    assert dict(routes) == told["by_route"]
    assert sum(line.facts.sex is Sex.FEMALE for line in plan.lines) == told["women"]


@pytest.mark.parametrize("name", ANSWERS)
def test_an_import_writes_what_the_preview_said_and_the_same_file_again_nothing(
    store: Store, secretary: Actor, at: datetime, name: str
) -> None:
    referrals = read_file(store, FILES / name)
    plan = plan_referrals(store, referrals, today=at.date())
    done = import_referrals(store, referrals=referrals, by=secretary, at=at)
    sound = plan.counts()[LineFate.NEW]
    assert done.plan.counts() == plan.counts()
    with store.read() as db:
        assert db.scalar(select(func.count(Person.id))) == sound == done.count
        assert db.scalar(select(func.count(Referral.id))) == sound
        assert db.scalar(select(func.count(ReferralLine.id))) == ANSWERS[name]["lines"]
        assert db.scalar(select(func.count(BackupRecord.id))) == 1
        entries = db.scalar(select(func.count(JournalEntry.seq)))
    again = import_referrals(store, referrals=read_file(store, FILES / name), by=secretary, at=at)
    assert again.count == 0
    assert again.touched == frozenset()
    assert again.plan.counts()[LineFate.UNCHANGED] == sound
    assert sum(again.plan.counts().values()) == ANSWERS[name]["lines"]
    with store.read() as db:
        assert db.scalar(select(func.count(Person.id))) == sound
        assert db.scalar(select(func.count(JournalEntry.seq))) == entries
        assert db.scalar(select(func.count(ReferralFile.id))) == 1


def test_refusals_and_questions_name_their_cells(store: Store) -> None:
    plan = plan_of(store, "orientations_2019-09_office.xlsx")
    places = {f.code: f.place for line in plan.lines for f in line.findings if f.code != "referral.no_consent"}
    assert places == {
        "referral.repeats_person": "B73",
        "referral.case_number_twice": "F74",
        "referral.no_name": "B41",
        "referral.unknown_trade": "G53",
        "referral.born_after": "D61",
        "referral.under_age": "D19",
        "referral.no_case_number": "F44",
    }


def test_what_is_read_of_a_person_of_the_office_file(store: Store, secretary: Actor, at: datetime) -> None:
    referrals = read_file(store, FILES / "orientations_2019-09_office.xlsx")
    assert referrals.referred_on == date(2019, 9, 1)
    import_referrals(store, referrals=referrals, by=secretary, at=at)
    found = people_rows(store, PeopleFilter(search="76 61 37 04"))
    assert [(row.name, row.birth_date, row.phone, row.case_number) for row in found] == [
        ("TRAORÉ Aïssata", date(1987, 3, 17), "+22376613704", "ML10-2019-002026")
    ]
    sheet = person_sheet(store, found[0].id)
    assert sheet.facts.region_code == "01"
    assert {c.purpose: c.state for c in sheet.consents}[ConsentPurpose.TRANSFER_IOM] is ConsentState.GIVEN
    waiting = [row for row in waiting_people(store) if row.person_id == found[0].id]
    assert [(w.route, w.trade, w.declared_trade, w.waited(at.date())) for w in waiting] == [
        (Route.TRAINING, "EMBO", "COPL", 71)
    ]


def test_answers_bring_the_questioned_lines_in(store: Store, secretary: Actor, at: datetime) -> None:
    name = "orientations_2019-09_office.xlsx"
    referrals = read_file(store, FILES / name)
    plan = plan_referrals(store, referrals, today=at.date())
    answers = {
        line.place: Answer(accepted=frozenset(f.code for f in line.findings)) for line in plan.of(LineFate.QUESTION)
    }
    answers["73"] = Answer(create_new=True)
    answers["53"] = Answer(corrections={Field.TRAINING: "SOUD"})
    answers["41"] = Answer(corrections={Field.FAMILY: "Diarra", Field.GIVEN: "Oumar"})
    answers["74"] = Answer(skip=True)
    done = import_referrals(store, referrals=referrals, answers=answers, by=secretary, at=at)
    counts = done.plan.counts()
    assert counts[LineFate.QUESTION] == 0
    assert (counts[LineFate.REFUSED], counts[LineFate.SKIPPED]) == (1, 1)
    assert counts[LineFate.NEW] == 64
    with store.read() as db:
        provisional = select(Person.family_name).where(Person.state == PersonState.PROVISIONAL)
        assert db.scalars(provisional).all() == ["Samaké"]
    again = import_referrals(store, referrals=referrals, answers={}, by=secretary, at=at)
    assert again.plan.counts()[LineFate.UNCHANGED] == 64
    assert again.plan.counts()[LineFate.NEW] == 0


def test_a_correction_of_the_centre_is_not_overwritten_without_asking(
    store: Store, secretary: Actor, at: datetime, tmp_path: Path
) -> None:
    source = FILES / "orientations_2019-10_excel_fr.csv"
    import_referrals(store, referrals=read_file(store, source), by=secretary, at=at)
    person = people_rows(store, PeopleFilter(search="simpara oumar"))[0]
    from dataclasses import replace

    ours = replace(person_sheet(store, person.id).facts, phone="66 00 00 01")
    correct_person(store, person_id=person.id, facts=ours, by=secretary, at=at)
    changed = tmp_path / "again.csv"
    text = source.read_bytes().replace(b"73174517", b"79999999").replace(b"Gabon;06/07/2019", b"Togo;06/07/2019")
    changed.write_bytes(text)
    referrals = read_file(store, changed)
    plan = plan_referrals(store, referrals, today=at.date())
    line = plan.lines[0]
    assert line.fate is LineFate.QUESTION
    assert [f.code for f in line.findings] == ["referral.would_overwrite"]
    assert {change[0] for change in line.changes} == {"phone", "country"}
    done = import_referrals(
        store, referrals=referrals, answers={line.place: Answer(keep_own=True)}, by=secretary, at=at
    )
    assert done.plan.counts()[LineFate.CHANGED] == 1
    facts = person_sheet(store, person.id).facts
    assert (facts.phone, facts.return_country) == ("+22366000001", "Togo")
    again = plan_referrals(store, read_file(store, changed), today=at.date())
    assert again.counts()[LineFate.CHANGED] == 0


def test_only_who_enters_may_import(store: Store, viewer: Actor, at: datetime) -> None:
    referrals = read_file(store, FILES / "orientations_2019-10_excel_fr.csv")
    with pytest.raises(Refused) as refused:
        import_referrals(store, referrals=referrals, by=viewer, at=at)
    assert [r.code for r in refused.value.refusals] == ["desk.no_right"]
    with store.read() as db:
        assert db.scalar(select(func.count(Person.id))) == 0


def test_an_import_that_breaks_off_leaves_nothing(store: Store, secretary: Actor, at: datetime) -> None:
    def stop(done: int, total: int) -> None:
        if done == 30:
            raise KeyboardInterrupt

    referrals = read_file(store, FILES / "orientations_2019-10_excel_fr.csv")
    with pytest.raises(KeyboardInterrupt):
        import_referrals(store, referrals=referrals, by=secretary, at=at, report=stop)
    with store.read() as db:
        assert db.scalar(select(func.count(Person.id))) == 0
        assert db.scalar(select(func.count(ReferralFile.id))) == 0
