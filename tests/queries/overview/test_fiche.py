"""A person's path in words, its next room, and the fiche: everything held, with who it came from."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from centre_desk.actions.overview.fiche import hand_out_fiche
from centre_desk.actions.referral import register_referral, save_answers
from centre_desk.actions.register import withdraw_consent
from centre_desk.models.desk import JournalEntry
from centre_desk.models.monthly_return import MonthlyReturn, ReturnEvent
from centre_desk.papers.register import fiche_pdf
from centre_desk.queries.overview.events import ROOM_OF_EVENT, event_lines, place_of_step
from centre_desk.queries.overview.fiche import fiche_of
from centre_desk.queries.overview.timeline import TimelineEvent, person_timeline
from centre_desk.rules.claim import LineKind
from centre_desk.rules.desk import Actor
from centre_desk.rules.exam import Decision
from centre_desk.rules.overview import EventKind, NextStep
from centre_desk.rules.referral import Route
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import build_centre
from tests.builders_claim import build_month, certify
from tests.builders_overview import MONDAY, build_day
from tests.builders_results import build_tests

AT = datetime(2019, 12, 9, 8, 0, tzinfo=UTC)
NB = "\N{NO-BREAK SPACE}"


def test_every_kind_of_event_leads_to_a_room() -> None:
    assert set(ROOM_OF_EVENT) == set(EventKind)


def test_events_are_said_in_words(fr: Catalogue) -> None:
    paid = TimelineEvent(MONDAY, EventKind.PAYMENT, (LineKind.ALLOWANCE,), "2019-10", 45_000, 3)
    first, second = event_lines(paid, fr)
    assert first == "Paiement · Allocation · octobre 2019"
    assert second.replace("\N{NARROW NO-BREAK SPACE}", " ").replace(NB, " ") == "45 000 F CFA"
    passed = TimelineEvent(MONDAY, EventKind.RESULT, (Decision.PASSED,), "", 1250, 7)
    assert event_lines(passed, fr) == ("Examen · réussi", "moyenne 12,50/20")
    begun = TimelineEvent(MONDAY, EventKind.ENROLMENT, (), "Maçonnerie 2", 0, 1)
    assert event_lines(begun, fr) == ("Inscription · Maçonnerie 2", "")


def test_who_follows_a_course_is_led_to_the_session(desk_store: Store) -> None:
    built = build_day(desk_store)
    timeline = person_timeline(desk_store, built.masons[10], MONDAY)
    assert timeline.next_step is NextStep.FOLLOW_COURSE
    assert place_of_step(timeline) == (Room.COURSE, built.sessions[0])


def test_who_waits_for_a_test_is_led_to_it(desk_store: Store) -> None:
    test = build_tests(desk_store, build_centre(desk_store), [("Awa", "Diarra")])[0]
    timeline = person_timeline(desk_store, 1, MONDAY)
    assert timeline.next_step is NextStep.HOLD_TEST
    assert place_of_step(timeline) == (Room.ASSESSMENT, test)


def test_who_is_certified_without_a_kit_to_come_goes_on_to_the_visits(desk_store: Store) -> None:
    built = build_month(desk_store)
    certify(desk_store, built, built.people[0])
    december = person_timeline(desk_store, built.people[0], date(2019, 12, 9))
    assert december.next_step is NextStep.NOTHING
    assert place_of_step(december) is None
    june = person_timeline(desk_store, built.people[0], date(2020, 6, 30))
    assert june.next_step is NextStep.VISIT
    assert place_of_step(june) == (Room.FOLLOW_UP, built.people[0])


def test_the_fiche_says_everything_that_is_held(desk_store: Store, fr: Catalogue) -> None:
    built = build_month(desk_store)
    certify(desk_store, built, built.people[0])
    fiche, letterhead = fiche_of(desk_store, built.people[0], AT.date(), fr)
    assert (fiche.name, fiche.number) == ("TRAORÉ Moussa1", "ML10-2019-000001")
    tables = {table.title: table for table in fiche.tables}
    assert tables["Assiduité (demi-journées)"].rows[0][1:3] == ("36", "36")
    assert len(tables["Consentements"].rows) == 5
    path = [row[1] for row in tables["Parcours"].rows]
    assert path == ["Inscription · Maçonnerie 2", "Examen · réussi", "Certificat · C-1"]
    assert all(len(row) == len(table.heads) for table in fiche.tables for row in table.rows)
    assert fiche_pdf(fiche, letterhead=letterhead, words=fr).startswith(b"%PDF")


def test_who_had_the_data_is_said(desk_store: Store, secretary: Actor, en: Catalogue, tmp_path: Path) -> None:
    built = build_month(desk_store)
    person = built.people[0]
    told = ReferralFacts(received_on=MONDAY, route=Route.TRAINING)
    mine, other = (
        register_referral(desk_store, person=one, referral=told, by=secretary, at=AT).id for one in built.people[:2]
    )
    canonical = b'{"who": {"case_number": "ML10-2019-000001"}}'
    with desk_store.begin() as db:
        for month in ("2019-10", "2019-11"):
            text = canonical if month == "2019-11" else b"{}"
            report = MonthlyReturn(month=month, version=1, canonical=text, canonical_sha256="", journal_head="",
                                   by_id=4, at=AT)  # fmt: skip
            db.add(report)
            db.flush()
            db.add_all(
                ReturnEvent(
                    return_id=report.id, kind=kind, on_date=AT.date(), recipient=to, purpose=why, by_id=4, at=AT
                )
                for kind, to, why in (("sent", "IOM Mali", ""), ("names", "Kita office", "grants"))
            )
    save_answers(desk_store, referral_ids=[mine], path=tmp_path / "a.xlsx", words=en, by=secretary, at=AT)
    save_answers(desk_store, referral_ids=[other], path=tmp_path / "b.xlsx", words=en, by=secretary, at=AT)
    hand_out_fiche(desk_store, person_id=person, by=secretary, at=AT)
    (had,) = (t for t in fiche_of(desk_store, person, AT.date(), en)[0].tables if t.title == "Who had the data")
    assert sorted(row[1:] for row in had.rows) == [
        ("Answer to the referral", "IOM", "what became of the referral"),
        ("Individual record", "the person", "right of access"),
        ("List of names, November 2019", "Kita office", "grants"),
        ("Report of November 2019, by number and without a name", "IOM Mali", "–"),
    ]


def test_a_withdrawn_consent_keeps_a_name_out_and_the_fiche_says_so(
    desk_store: Store, secretary: Actor, en: Catalogue
) -> None:
    built = build_month(desk_store)
    person, purpose = built.people[0], ConsentPurpose.TRANSFER_IOM
    withdraw_consent(desk_store, person_id=person, purpose=purpose, on_date=MONDAY, by=secretary, at=AT)
    with desk_store.begin() as db:
        report = MonthlyReturn(month="2019-11", version=1, canonical=b"{}", canonical_sha256="", journal_head="",
                               by_id=4, at=AT)  # fmt: skip
        db.add(report)
        db.flush()
        db.add(ReturnEvent(return_id=report.id, kind="names", on_date=AT.date(), recipient="K", purpose="g", by_id=4,
                           at=AT))  # fmt: skip
    assert "Who had the data" in fiche_of(desk_store, person, AT.date(), en)[0].empty


def test_handing_it_out_is_journalled_and_not_for_everybody(
    desk_store: Store, secretary: Actor, director: Actor, trainer: Actor
) -> None:
    built = build_day(desk_store)
    for who in (secretary, director):
        hand_out_fiche(desk_store, person_id=built.masons[0], by=who, at=AT)
    with pytest.raises(Refused):
        hand_out_fiche(desk_store, person_id=built.masons[0], by=trainer, at=AT)
    with desk_store.read() as db:
        acts = list(db.scalars(select(JournalEntry.actor_id).where(JournalEntry.act == "overview.hand_out_fiche")))
    assert acts == [secretary.user_id, director.user_id]
