"""A batch in one act and one PDF, from frozen facts; previews unsigned; exams reopened only before certificates."""

from datetime import date, datetime
from pathlib import Path

import pytest

from centre_desk.actions.certificate import (
    cancel_certificate,
    hand_over_certificates,
    issue_certificates,
    print_certificates,
    reopen_exam,
)
from centre_desk.actions.exam import plan_exam, settle_results
from centre_desk.models.centre import Centre, Signatory
from centre_desk.models.desk import Delegation
from centre_desk.queries.certificate.prints import batch_pdf, preview_pdf
from centre_desk.queries.certificate.queues import certificate_rows, to_issue_rows
from centre_desk.queries.exam import exam_facts, exam_rows, marks_sheet, results_rows
from centre_desk.rules.certificate import CertificateState
from centre_desk.rules.desk import Actor, Role
from centre_desk.rules.exam import ExamState, score
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import PersonState
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import AT, build_centre, build_person
from tests.builders_results import EXAM_DAY, BuiltExam, able_test, build_exam, build_tests, mark_exam, settled_exam
from tests.papers.reading import needs_readers, read_squares, texts

TODAY = date(2019, 11, 11)


@pytest.fixture
def exam(desk_store: Store) -> BuiltExam:
    built = build_exam(desk_store, build_centre(desk_store))
    settled_exam(desk_store, built, passed=3)
    return built


def refused(call: object, **arguments: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        call(**arguments)  # type: ignore[operator]
    return [one.code for one in caught.value.refusals]


def passed(store: Store) -> list[int]:
    return [row.source_id for row in to_issue_rows(store)]


def test_a_batch_is_issued_and_printed_in_one_act(
    desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    done = print_certificates(desk_store, results=passed(desk_store), by=secretary, at=at)
    assert (done.count, len(done.ids)) == (3, 3)
    assert passed(desk_store) == []
    rows = certificate_rows(desk_store, CertificateState.TO_HAND_OVER)
    assert sorted(row.number for row in rows) == ["2019-0001", "2019-0002", "2019-0003"]
    pdf = batch_pdf(desk_store, done.ids, fr)
    assert pdf == batch_pdf(desk_store, done.ids, fr)
    pages = texts(pdf)
    assert len(pages) == 3
    assert all("DUPLICATA" not in page for page in pages)
    again = print_certificates(desk_store, certificate_ids=done.ids[:1], note="Perdu", by=secretary, at=at)
    assert "DUPLICATA n° 1" in texts(batch_pdf(desk_store, again.ids, fr))[0]
    assert refused(print_certificates, store=desk_store, by=secretary, at=at) == ["certificate.nobody"]


def test_each_print_is_the_same_whatever_changed_since(
    desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    done = print_certificates(desk_store, results=passed(desk_store)[:1], by=secretary, at=at)
    before = batch_pdf(desk_store, done.ids, fr)
    assert "Mme Traoré Aminata" in texts(before)[0]
    with desk_store.begin() as db:
        centre = db.get_one(Centre, 1)
        centre.name, centre.town = "Un autre nom", "Kayes"
        db.get_one(Signatory, 1).valid_to = date(2019, 11, 10)
    assert batch_pdf(desk_store, done.ids, fr) == before
    other = print_certificates(desk_store, results=passed(desk_store)[:1], by=secretary, at=at)
    both = texts(batch_pdf(desk_store, [*done.ids, *other.ids], fr))
    assert ["Kayes" in page for page in both] == [False, True]
    assert ["UN AUTRE NOM" in page for page in both] == [False, True]


@needs_readers
def test_a_preview_is_never_signed(
    desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime, fr: Catalogue, tmp_path: Path
) -> None:
    [first, *others] = passed(desk_store)
    done = issue_certificates(desk_store, results=[first], issued_on=TODAY, by=secretary, at=at)
    preview = preview_pdf(desk_store, today=TODAY, words=fr, certificate_ids=done.ids, results=others)
    pages = texts(preview)
    assert len(pages) == 3
    assert all("APERÇU" in page and "Code de contrôle" not in page for page in pages)
    assert not any(read_squares(preview, tmp_path))
    assert len(passed(desk_store)) == 2  # looking issues nothing


def test_a_certificate_of_skills_names_the_assessors(
    desk_store: Store, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    [test] = build_tests(desk_store, build_centre(desk_store), [("Awa", "Koné")])
    able_test(desk_store, test)
    done = print_certificates(desk_store, tests=[test], by=secretary, at=at)
    [page] = texts(batch_pdf(desk_store, done.ids, fr))
    assert "de compétences" in page
    assert "Adama SAMAKÉ, Rokiatou KONÉ" in page


def test_a_deputy_signs_by_delegation(
    desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    with desk_store.begin() as db:
        db.add(
            Delegation(
                from_user_id=4,
                to_user_id=secretary.user_id,
                role=Role.DIRECTOR,
                first_day=TODAY,
                last_day=TODAY,
                document="Note n° 12",
                by_id=4,
                at=AT,
            )
        )
    done = print_certificates(desk_store, results=passed(desk_store)[:1], by=secretary, at=at)
    assert "par délégation" in texts(batch_pdf(desk_store, done.ids, fr))[0]


def test_people_of_one_name_are_told_apart(
    desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    build_person(desk_store, 99, given="Moussa", family="Traoré", state=PersonState.ACTIVE)
    done = print_certificates(desk_store, results=passed(desk_store), by=secretary, at=at)
    pages = texts(batch_pdf(desk_store, done.ids, fr))
    assert ["ML10-2019-000001" in page for page in pages] == ["TRAORÉ" in page for page in pages]


def test_the_register_says_what_happened_last(
    desk_store: Store, exam: BuiltExam, secretary: Actor, at: datetime
) -> None:
    done = print_certificates(desk_store, results=passed(desk_store), by=secretary, at=at)
    hand_over_certificates(
        desk_store, certificate_ids=done.ids[:1], on_date=TODAY, note="Sa sœur Awa", by=secretary, at=at
    )
    [row] = certificate_rows(desk_store, CertificateState.HANDED_OVER)
    assert (row.since, row.note) == (TODAY, "Sa sœur Awa")


def test_an_exam_is_reopened_before_certificates_only(
    desk_store: Store, exam: BuiltExam, secretary: Actor, director: Actor, at: datetime
) -> None:
    reopen = {"store": desk_store, "exam_id": exam.exam_id, "reason": "Note mal recopiée", "at": at}
    assert refused(reopen_exam, by=secretary, **reopen) == ["desk.no_right"]
    assert refused(reopen_exam, by=director, **{**reopen, "reason": " "}) == ["desk.no_reason"]
    done = issue_certificates(desk_store, results=passed(desk_store)[:1], issued_on=TODAY, by=secretary, at=at)
    assert refused(reopen_exam, by=director, **reopen) == ["certificate.issued_from_exam"]
    cancel_certificate(desk_store, certificate_id=done.id, reason="Note mal recopiée", by=director, at=at)
    assert reopen_exam(by=director, **reopen).count == 4  # type: ignore[arg-type]
    assert refused(reopen_exam, by=director, **reopen) == ["certificate.exam_open"]
    assert results_rows(desk_store, exam.exam_id) == []
    assert len(marks_sheet(desk_store, exam.exam_id, EXAM_DAY).marks) == 8
    mark_exam(desk_store, exam, [score(1600), score(1600)])
    settle_results(desk_store, exam_id=exam.exam_id, by=director, at=at)
    [row] = exam_rows(desk_store)
    assert (row.minutes_number, row.state) == ("PV-2019-0001-R1", ExamState.SETTLED)
    assert exam_facts(desk_store, exam.exam_id)[0].rectifies == "PV-2019-0001"
    assert results_rows(desk_store, exam.exam_id)[0].average == 1600


def test_an_exam_with_a_marked_resit_stays_settled(
    desk_store: Store, exam: BuiltExam, secretary: Actor, director: Actor, at: datetime
) -> None:
    again = plan_exam(desk_store, session_id=exam.session_id, held_on=EXAM_DAY, by=secretary, at=at)
    sheet = marks_sheet(desk_store, again.id, EXAM_DAY)
    resit = BuiltExam(again.id, exam.session_id, tuple(p.id for p in sheet.parts), exam.enrolments[3:], ())
    mark_exam(desk_store, resit, [score(1600), score(1600)])
    assert refused(reopen_exam, store=desk_store, exam_id=exam.exam_id, reason="x", by=director, at=at) == [
        "certificate.resit_marked"
    ]
