"""Certificates on a real desk: only for those who passed, numbered without gaps, signed, never changed."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from centre_desk.actions.certificate import (
    cancel_certificate,
    hand_over_certificates,
    issue_certificates,
    record_prints,
)
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.queries.certificate.queues import batch_sheets, certificate_rows, signings_on, to_issue_rows
from centre_desk.queries.overview.soundness import check_desk
from centre_desk.rules.certificate import CertificateKind, CertificateState
from centre_desk.rules.desk import Actor
from centre_desk.rules.exam import Decision, ExamState, Mention
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import PersonState
from centre_desk.store.opening import Store
from centre_desk.store.signers import trusted_keys
from centre_desk.store.verify import verify_certificate
from tests import builders
from tests.builders_results import able_test, build_tests

SETTLED = date(2019, 12, 3)
AT = datetime(2019, 12, 6, 9, 0, tzinfo=UTC)
DAY = AT.date()


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.code for r in refused.value.refusals]


@pytest.fixture
def results(desk_store: Store) -> list[int]:
    """A settled exam of four: passed with a mention, passed, resit, passed but provisional."""
    centre = builders.build_centre(desk_store)
    session = builders.build_session(desk_store, centre)
    people = [
        builders.build_person(desk_store, 1, given="Nɛ Rokiatou", family="Traoré", married_name="Koné"),
        builders.build_person(desk_store, 2, family="Coulibaly"),
        builders.build_person(desk_store, 3, family="Diarra"),
        builders.build_person(desk_store, 4, family="Sidibé", state=PersonState.PROVISIONAL),
    ]
    enrolments = builders.enrol(desk_store, session, people)
    builders.take_roll(desk_store, session, date(2019, 11, 4))
    builders.take_roll(desk_store, session, date(2019, 11, 5))
    decisions = [
        (Decision.PASSED, Mention.GOOD),
        (Decision.PASSED, Mention.PASSABLE),
        (Decision.RESIT, None),
        (Decision.PASSED, None),
    ]
    with desk_store.begin() as db:
        exam = Exam(
            session_id=session, held_on=date(2019, 12, 2), state=ExamState.SETTLED, settled_on=SETTLED, by_id=1, at=AT
        )
        db.add(exam)
        db.flush()
        rows = [
            ExamResult(
                exam_id=exam.id,
                enrolment_id=enrolments[p],
                person_id=p,
                average=1450,
                decision=d,
                mention=m,
                by_id=1,
                at=AT,
            )
            for p, (d, m) in zip(people, decisions, strict=True)
        ]
        db.add_all(rows)
        db.flush()
        return [row.id for row in rows]


def issue(store: Store, results: list[int], by: Actor) -> int:
    return issue_certificates(store, results=results, issued_on=DAY, by=by, at=AT).id


def test_those_who_passed_get_numbers_without_gaps(desk_store: Store, results: list[int], secretary: Actor) -> None:
    assert [row.name for row in to_issue_rows(desk_store)] == [
        "COULIBALY Moussa",
        "SIDIBÉ Moussa",
        "TRAORÉ Nɛ Rokiatou",
    ]
    issue(desk_store, results[:1], secretary)
    with pytest.raises(Refused):
        issue(desk_store, results[1:3], secretary)  # the second one has to sit a resit: both are refused
    issue(desk_store, results[1:2], secretary)
    rows = certificate_rows(desk_store)
    assert [(r.number, r.state) for r in rows] == [
        ("2019-0002", CertificateState.TO_PRINT),
        ("2019-0001", CertificateState.TO_PRINT),
    ]
    assert check_desk(desk_store).sound


@pytest.mark.parametrize(
    ("which", "code"), [(2, "certificate.not_passed"), (3, "certificate.provisional")], ids=["resit", "provisional"]
)
def test_nobody_else_gets_one(desk_store: Store, results: list[int], secretary: Actor, which: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        issue(desk_store, [results[which]], secretary)
    assert codes(refused) == [code]
    assert certificate_rows(desk_store) == []


def test_one_certificate_a_result_until_it_is_cancelled(
    desk_store: Store, results: list[int], secretary: Actor, director: Actor
) -> None:
    number = issue(desk_store, results[:1], secretary)
    with pytest.raises(Refused) as refused:
        issue(desk_store, results[:1], secretary)
    assert codes(refused) == ["certificate.has_one"]
    with pytest.raises(Refused) as refused:
        cancel_certificate(desk_store, certificate_id=number, reason="Nom mal écrit", by=secretary, at=AT)
    assert codes(refused) == ["desk.no_right"]
    cancel_certificate(desk_store, certificate_id=number, reason="Nom mal écrit", by=director, at=AT)
    issue(desk_store, results[:1], secretary)
    states = {row.number: row.state for row in certificate_rows(desk_store)}
    assert states == {"2019-0001": CertificateState.CANCELLED, "2019-0002": CertificateState.TO_PRINT}


def test_a_certificate_is_not_dated_before_its_proof_nor_in_the_future(
    desk_store: Store, results: list[int], secretary: Actor
) -> None:
    for day, code in ((date(2019, 12, 2), "certificate.before_proof"), (date(2019, 12, 7), "certificate.future")):
        with pytest.raises(Refused) as refused:
            issue_certificates(desk_store, results=results[:1], issued_on=day, by=secretary, at=AT)
        assert codes(refused) == [code]


def test_the_page_says_what_was_frozen(desk_store: Store, results: list[int], secretary: Actor) -> None:
    number = issue(desk_store, results[:1], secretary)
    sheet = batch_sheets(desk_store, [number])[0]
    assert (sheet.name, sheet.hours, sheet.mention) == ("Mme Koné Nɛ Rokiatou TRAORÉ", 8, Mention.GOOD)
    assert (sheet.trade, sheet.start, sheet.end) == ("Maçonnerie", date(2019, 11, 4), date(2019, 11, 29))
    assert batch_sheets(desk_store, [number], "en")[0].trade == "Masonry"
    assert [s.name for s in signings_on(desk_store, DAY)] == ["Mme Traoré Aminata"]


def test_the_square_verifies_and_one_changed_character_does_not(
    desk_store: Store, results: list[int], secretary: Actor
) -> None:
    sheet = batch_sheets(desk_store, [issue(desk_store, results[:1], secretary)])[0]
    with desk_store.read() as db:
        keys = trusted_keys(db, "CFP-SENOU")
    assert verify_certificate(sheet.qr_text, keys).holds
    place = len(sheet.qr_text) // 2
    other = "A" if sheet.qr_text[place] != "A" else "B"
    assert not verify_certificate(sheet.qr_text[:place] + other + sheet.qr_text[place + 1 :], keys).holds
    assert not verify_certificate(sheet.qr_text, ()).holds


def test_the_second_print_is_a_numbered_duplicate(desk_store: Store, results: list[int], secretary: Actor) -> None:
    number = issue(desk_store, results[:1], secretary)
    for copies in (0, 1, 2):
        record_prints(desk_store, certificate_ids=[number], by=secretary, at=AT)
        assert batch_sheets(desk_store, [number])[0].copy == copies
    assert certificate_rows(desk_store)[0].copies == 3


def test_hand_over_follows_the_print_and_happens_once(desk_store: Store, results: list[int], secretary: Actor) -> None:
    number = issue(desk_store, results[:1], secretary)
    with pytest.raises(Refused) as refused:
        hand_over_certificates(desk_store, certificate_ids=[number], on_date=DAY, by=secretary, at=AT)
    assert codes(refused) == ["certificate.not_printed"]
    record_prints(desk_store, certificate_ids=[number], by=secretary, at=AT)
    hand_over_certificates(desk_store, certificate_ids=[number], on_date=DAY, by=secretary, at=AT)
    assert certificate_rows(desk_store, CertificateState.HANDED_OVER)[0].id == number
    with pytest.raises(Refused) as refused:
        hand_over_certificates(desk_store, certificate_ids=[number], on_date=DAY, by=secretary, at=AT)
    assert codes(refused) == ["certificate.handed_over"]


def test_a_skills_test_leads_to_a_certificate_of_skills(desk_store: Store, secretary: Actor) -> None:
    centre = builders.build_centre(desk_store)
    first, second = build_tests(desk_store, centre, [("Awa", "Koné"), ("Issa", "Touré")])
    able_test(desk_store, first)
    assert [(r.kind, r.source_id) for r in to_issue_rows(desk_store)] == [(CertificateKind.SKILLS, first)]
    with pytest.raises(Refused) as refused:
        issue_certificates(desk_store, tests=[second], issued_on=DAY, by=secretary, at=AT)
    assert codes(refused) == ["certificate.not_passed"]
    issue_certificates(desk_store, tests=[first], issued_on=DAY, by=secretary, at=AT)
    assert certificate_rows(desk_store)[0].kind is CertificateKind.SKILLS


def test_an_issued_certificate_never_changes(desk_store: Store, results: list[int], secretary: Actor) -> None:
    issue(desk_store, results[:1], secretary)
    for statement, code in (
        ("UPDATE certificate SET facts = '{}'", "desk.frozen_fact"),
        ("DELETE FROM certificate", "desk.nothing_deleted"),
    ):
        with pytest.raises(Refused) as refused, desk_store.begin() as db:
            db.execute(text(statement))
        assert codes(refused) == [code]


def test_a_viewer_issues_nothing(desk_store: Store, results: list[int], viewer: Actor) -> None:
    with pytest.raises(Refused) as refused:
        issue(desk_store, results[:1], viewer)
    assert codes(refused) == ["desk.no_right"]
