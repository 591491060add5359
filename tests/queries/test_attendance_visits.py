"""Visits of IOM on a real desk: their sheets stay as they were, they are listed, a count that differs is a point."""

from datetime import date, datetime
from functools import partial

import pypdfium2
import pytest
from sqlalchemy import text

from centre_desk.actions.attendance import apply_marks, attach_visit_scan, record_visit, set_point_threshold
from centre_desk.models.centre import Trainer
from centre_desk.models.course import SessionTrainer
from centre_desk.models.desk import Attachment
from centre_desk.papers.attendance.visit import visit_sheet_pdf
from centre_desk.queries.attendance import alert_rows
from centre_desk.queries.attendance.visits import visit_facts, visit_rows
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from centre_desk.texts.attendance import say_point
from centre_desk.texts.catalogue import Catalogue
from tests.builders import build_centre, build_person, build_session, enrol, take_roll
from tests.builders_attendance import Built, build_five, refused_with

P, A = MarkValue.PRESENT, MarkValue.ABSENT
MONDAY = date(2019, 11, 11)


@pytest.fixture
def five(desk_store: Store) -> Built:
    """Five people; on Monday morning four are present on the roll."""
    built = build_five(desk_store)
    take_roll(desk_store, built.session_id, MONDAY, HalfDay.MORNING, {built.people[0]: A})
    return built


def visit(five: Built, by: Actor, at: datetime, heads: int = 4, half: HalfDay = HalfDay.MORNING) -> int:
    seen = five.enrolments[1:3] if heads > 1 else []
    return record_visit(
        five.store, slot_id=five.slot(11, half), visitors="Mme Sidibé, OIM", heads=heads, identities=seen,
        remarks="une salle", by=by, at=at,
    ).id or 0  # fmt: skip


def test_a_correction_of_the_roll_leaves_the_sheet_of_a_visit_alone(
    five: Built, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    number, slot = visit(five, secretary, at), five.slot(11)
    facts, letterhead = visit_facts(five.store, slot, number)
    before = visit_sheet_pdf(facts, letterhead=letterhead, words=fr)
    assert (facts.on_roll, facts.number) == (4, "0001")
    assert [line.seen for line in facts.lines] == [False, True, True, False, False]
    apply_marks(
        five.store, marks={(five.enrolments[3], slot): A}, reason="erreur", signatures={slot: 3}, by=secretary, at=at
    )
    again, letterhead = visit_facts(five.store, slot, number)
    assert again == facts
    assert visit_sheet_pdf(again, letterhead=letterhead, words=fr) == before
    blank, _ = visit_facts(five.store, slot)
    assert (blank.on_roll, blank.number, blank.heads) == (3, "", None)


def test_the_sheet_bears_its_number_and_the_journal_s_head(
    five: Built, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    numbers = [visit(five, secretary, at) for _ in range(2)]
    facts, letterhead = visit_facts(five.store, five.slot(11), numbers[1])
    page = pypdfium2.PdfDocument(visit_sheet_pdf(facts, letterhead=letterhead, words=fr))[0]
    said = page.get_textpage().get_text_range().replace("\u00a0", " ")
    assert "VISITE D’UN COURS n° 0002" in said
    assert "Fiche de visite n° 0002" in said
    assert len(facts.head_code) == 9
    assert facts.head_code in said


def test_a_visit_is_never_changed(five: Built, secretary: Actor, at: datetime) -> None:
    visit(five, secretary, at)
    for change in ("UPDATE monitoring_visit SET heads = 5", "DELETE FROM monitoring_identity"):
        with pytest.raises(Refused) as info, five.store.begin() as db:
            db.execute(text(change))
        assert info.value.refusals[0].code in ("desk.frozen_fact", "desk.nothing_deleted")


def test_namesakes_are_told_apart_and_numbers_are_as_wide_as_the_session(
    desk_store: Store, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    given = ["Awa", "Awa", *(f"P{n}" for n in range(3, 121))]
    people = [build_person(desk_store, n, given=name, mother_name=f"Mère {n}") for n, name in enumerate(given, 1)]
    built = Built(desk_store, build_centre(desk_store), 0, people, [])
    built.session_id = build_session(desk_store, built.centre, capacity=150)
    enrol(desk_store, built.session_id, people)
    facts, letterhead = visit_facts(desk_store, built.slot(11))
    assert [line.second_key for line in facts.lines[:3]] == ["Mère 1", "Mère 2", ""]
    pages = pypdfium2.PdfDocument(visit_sheet_pdf(facts, letterhead=letterhead, words=fr))
    said = [page.get_textpage().get_text_range() for page in pages]
    assert "007" in said[0]
    assert "Mère 2" in said[0]
    assert "120" in said[-1]


def test_an_old_visit_says_that_its_roll_was_not_kept(
    five: Built, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    with five.store.begin() as db:
        db.execute(text(
            "INSERT INTO monitoring_visit (slot_id, session_id, day, half_day, visitors, heads, remarks, by_id, at)"
            " VALUES (:slot, :session, '2019-11-11', 'am', 'OIM', 5, '', 1, '2019-11-11T08:00:00+00:00')"
        ), {"slot": five.slot(11), "session": five.session_id})  # fmt: skip
    (row,) = visit_rows(five.store, five.session_id)
    assert (row.number, row.on_roll) == ("", None)
    facts, letterhead = visit_facts(five.store, row.slot_id, row.id)
    assert (facts.as_it_stands, facts.on_roll) == (True, 4)
    page = pypdfium2.PdfDocument(visit_sheet_pdf(facts, letterhead=letterhead, words=fr))[0]
    assert "n’a pas été gardé" in page.get_textpage().get_text_range()


def test_visits_are_listed_by_session_and_for_a_trainer_their_own(
    five: Built, secretary: Actor, trainer: Actor, at: datetime
) -> None:
    other = build_session(five.store, five.centre, code="S-2019-002", name="Couture 1", trade="COUT")
    visit(five, secretary, at)
    visit(five, secretary, at, heads=5, half=HalfDay.AFTERNOON)
    rows = visit_rows(five.store, five.session_id)
    assert [(r.number, r.heads, r.on_roll, r.seen, r.difference) for r in rows] == [
        ("0002", 5, None, 2, 0),
        ("0001", 4, 4, 2, 0),
    ]
    assert visit_rows(five.store, other) == []
    assert visit_rows(five.store, None) == rows
    assert visit_rows(five.store, None, trainer.user_id) == []
    with five.store.begin() as db:
        taught = db.query(SessionTrainer).filter_by(session_id=five.session_id).one()
        db.get_one(Trainer, taught.trainer_id).user_id = trainer.user_id
    assert visit_rows(five.store, None, trainer.user_id) == rows


def test_the_scan_of_a_signed_visit_sheet_is_kept(five: Built, secretary: Actor, viewer: Actor, at: datetime) -> None:
    number = visit(five, secretary, at)
    attach = partial(attach_visit_scan, five.store, name="visite.png", content=b"\x89PNG visite", at=at)
    assert refused_with(lambda: attach(visit_id=number, by=viewer)) == ["desk.no_right"]
    assert refused_with(lambda: attach(visit_id=number + 1, by=secretary)) == ["attendance.no_visit"]
    attach(visit_id=number, by=secretary)
    with five.store.read() as db:
        kept = db.query(Attachment).one()
        assert (kept.subject_kind, kept.subject_id, kept.name) == ("monitoring_visit", number, "visite.png")
    assert [row.scans for row in visit_rows(five.store, None)] == [1]


@pytest.mark.parametrize(("heads", "found"), [(4, []), (3, [-1]), (5, [1])])
def test_a_head_count_that_differs_is_a_point(
    five: Built, secretary: Actor, at: datetime, heads: int, found: list[int]
) -> None:
    visit(five, secretary, at, heads=heads)
    rows = [row for row in alert_rows(five.store, MONDAY) if row.kind is AlertKind.VISIT_COUNT]
    assert [row.count for row in rows] == found
    assert [row.item for row in rows] == [-five.slot(11)] * len(found)


def test_the_threshold_of_the_head_count_has_two_sides(
    five: Built, secretary: Actor, director: Actor, at: datetime
) -> None:
    visit(five, secretary, at, heads=2)
    for threshold, count in ((2, 1), (3, 0)):
        set_point_threshold(five.store, kind=AlertKind.VISIT_COUNT, value=threshold, by=director, at=at)
        assert [row.kind for row in alert_rows(five.store, MONDAY)] == [AlertKind.VISIT_COUNT] * count


def test_a_visit_before_the_roll_is_compared_with_the_roll_taken_since(
    five: Built, secretary: Actor, at: datetime
) -> None:
    visit(five, secretary, at, heads=3, half=HalfDay.AFTERNOON)
    assert alert_rows(five.store, MONDAY) == []
    take_roll(five.store, five.session_id, MONDAY, HalfDay.AFTERNOON)
    assert [(row.kind, row.count) for row in alert_rows(five.store, MONDAY)] == [(AlertKind.VISIT_COUNT, -2)]


def test_the_point_is_worded_as_one_to_check(fr: Catalogue, en: Catalogue) -> None:
    said = [say_point(fr, AlertKind.VISIT_COUNT, count, MONDAY) for count in (-1, 2)]
    assert said == [
        "visite du 11/11\u00a0: 1 tête de moins qu’à l’appel, à vérifier",
        "visite du 11/11\u00a0: 2 têtes de plus qu’à l’appel, à vérifier",
    ]
    assert "to check" in say_point(en, AlertKind.VISIT_COUNT, -1, MONDAY)
