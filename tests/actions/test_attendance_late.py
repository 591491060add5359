"""Late entry opened by a second person, scans kept inside the desk, visits of IOM: on a real desk."""

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from centre_desk.actions.attendance import (
    apply_marks,
    attach_excuse_scan,
    attach_roll_scan,
    attach_scan,
    issue_sheets,
    open_late_entry,
    receive_sheet,
    record_excuse,
    record_not_held,
    record_visit,
    set_lock_days,
    set_point_threshold,
    validate_roll,
    withdraw_excuse,
    withdraw_roll,
)
from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, MonitoringIdentity, MonitoringVisit
from centre_desk.models.desk import Attachment, JournalEntry
from centre_desk.queries.attendance import grid_sheet
from centre_desk.queries.attendance.excuses import excuse_rows
from centre_desk.queries.desk import journal_rows
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from tests.builders_attendance import Built, build_five, refused_with

P, A = MarkValue.PRESENT, MarkValue.ABSENT
LOCKED = ["attendance.entry_locked"]


@pytest.fixture
def five(desk_store: Store) -> Built:
    return build_five(desk_store)


@pytest.fixture
def sheet_id(five: Built, secretary: Actor, at: datetime) -> int:
    """The sheet of the week of 4 November, received on Friday the 8th."""
    week = date(2019, 11, 4)
    number = issue_sheets(five.store, sessions=[five.session_id], week=week, by=secretary, at=at).id
    receive_sheet(five.store, sheet_id=number, received_on=date(2019, 11, 8), by=secretary, at=at)
    return number


def on(day: int, at: datetime) -> datetime:
    return at.replace(day=day)


def test_entry_locks_a_week_after_the_receipt_of_the_sheet(
    five: Built, sheet_id: int, secretary: Actor, director: Actor, at: datetime
) -> None:
    first, second, third = five.slot(4), five.slot(5), five.slot(6)
    take = partial(validate_roll, five.store, marks=five.marks(), signatures=5, by=secretary)
    take(slot_id=first, at=on(15, at))
    late = on(16, at)
    off = partial(record_not_held, five.store, slot_id=third, reason=NotHeldReason.RAIN, paid=True, decided_by="D")
    acts = (
        lambda: take(slot_id=second, at=late),
        lambda: off(by=secretary, at=late),
        lambda: withdraw_roll(five.store, slot_id=first, reason="erreur", by=secretary, at=late),
        lambda: apply_marks(
            five.store, marks={(five.enrolments[0], first): A}, reason="x", signatures={first: 4}, by=secretary, at=late
        ),
    )
    for act in acts:
        assert refused_with(act) == LOCKED
    open_again = partial(open_late_entry, five.store, session_id=five.session_id, day=date(2019, 11, 6), at=late)
    assert refused_with(lambda: open_again(reason=" ", by=director)) == ["desk.no_reason"]
    open_again(reason="fiche retrouvée", by=secretary)
    assert refused_with(acts[0]) == LOCKED  # a second person
    open_again(reason="fiche retrouvée au village", by=director)
    acts[0]()
    acts[3]()
    assert [five.roll(slot).late_reason for slot in (first, second)] == ["fiche retrouvée au village"] * 2
    five_days = on(21, at)
    withdraw_roll(five.store, slot_id=second, reason="recompté", by=secretary, at=five_days)
    take(slot_id=second, at=five_days)
    halves = grid_sheet(five.store, five.session_id, "2019-11", five_days.date()).half_days
    assert {h.late_reason for h in halves if h.entered} == {"fiche retrouvée au village"}
    assert refused_with(lambda: off(by=secretary, at=on(24, at))) == LOCKED  # an opening is as short as the lock


def test_a_reason_excuses_no_absence_of_a_locked_week_without_a_second_person(
    five: Built, sheet_id: int, secretary: Actor, director: Actor, at: datetime
) -> None:
    slot, late = five.slot(4), on(16, at)
    validate_roll(five.store, slot_id=slot, marks=five.marks(n1=A), signatures=4, by=secretary, at=at)
    excuse = partial(
        record_excuse, five.store, person_id=five.people[0], first_day=date(2019, 11, 4), last_day=date(2019, 11, 5),
        reason=ExcuseReason.ILLNESS, by=secretary, at=late,
    )  # fmt: skip

    def mark() -> MarkValue:
        with five.store.read() as db:
            return db.query(AttendanceMark).filter_by(person_id=five.people[0]).one().value

    assert refused_with(excuse) == LOCKED
    assert mark() is A
    excuse(excuse_entered=False)  # it pre-fills what is still to be entered, and changes nothing
    assert (mark(), five.roll(slot).late_reason) == (A, "")
    open_late_entry(
        five.store, session_id=five.session_id, day=date(2019, 11, 4), reason="certificat reçu", by=director, at=late
    )
    excuse()
    assert (mark(), five.roll(slot).late_reason) == (MarkValue.EXCUSED, "certificat reçu")


def test_a_receipt_that_is_put_right_needs_a_reason_and_opens_no_lock(
    five: Built, sheet_id: int, secretary: Actor, director: Actor, at: datetime
) -> None:
    slot, late = five.slot(4), on(16, at)
    receive = partial(receive_sheet, five.store, sheet_id=sheet_id, by=secretary)
    take = partial(validate_roll, five.store, slot_id=slot, marks=five.marks(), signatures=5, by=secretary)

    def noted() -> tuple[date | None, date | None]:
        with five.store.read() as db:
            sheet = db.get_one(AttendanceSheet, sheet_id)
            return sheet.received_on, sheet.first_received_on

    tenth = date(2019, 11, 10)
    assert refused_with(lambda: receive(received_on=tenth, at=at)) == ["desk.no_reason"]
    receive(received_on=date(2019, 11, 8), at=at)  # the day that stands: nothing changes, nothing is asked
    receive(received_on=tenth, reason="registre du courrier", at=at)
    assert noted() == (tenth, date(2019, 11, 8))
    assert journal_rows(five.store)[0].reason == "registre du courrier"
    with five.store.read() as db:
        assert db.query(JournalEntry).filter_by(act="attendance.receive_sheet").count() == 2
    assert refused_with(lambda: take(at=late)) == LOCKED  # counted from the first receipt
    again = partial(receive, received_on=date(2019, 11, 15), reason="x", at=late)
    assert refused_with(again) == LOCKED
    open_late_entry(five.store, session_id=five.session_id, day=date(2019, 11, 4), reason="x", by=director, at=late)
    again()
    take(at=late)
    assert five.roll(slot).late_reason == "x"


def test_a_receipt_of_an_older_desk_locks_by_the_day_it_knows(
    five: Built, sheet_id: int, secretary: Actor, at: datetime
) -> None:
    with five.store.begin() as db:
        db.get_one(AttendanceSheet, sheet_id).first_received_on = None
    take = partial(validate_roll, five.store, slot_id=five.slot(4), marks=five.marks(), signatures=5, by=secretary)
    assert refused_with(lambda: take(at=on(16, at))) == LOCKED
    receive_sheet(five.store, sheet_id=sheet_id, received_on=date(2019, 11, 11), reason="x", by=secretary, at=at)
    with five.store.read() as db:
        assert db.get_one(AttendanceSheet, sheet_id).first_received_on == date(2019, 11, 8)


def test_a_receipt_found_to_be_earlier_locks_earlier(
    five: Built, sheet_id: int, secretary: Actor, at: datetime
) -> None:
    receive_sheet(five.store, sheet_id=sheet_id, received_on=date(2019, 11, 4), reason="x", by=secretary, at=at)
    take = partial(validate_roll, five.store, slot_id=five.slot(4), marks=five.marks(), signatures=5, by=secretary)
    assert refused_with(lambda: take(at=on(12, at))) == LOCKED


def test_each_site_has_its_own_number_of_days(
    five: Built, sheet_id: int, secretary: Actor, director: Actor, viewer: Actor, at: datetime
) -> None:
    site = five.centre.site_id
    assert refused_with(lambda: set_lock_days(five.store, site_id=site, days=2, by=secretary, at=at)) == [
        "desk.no_right"
    ]
    set_lock_days(five.store, site_id=site, days=2, by=director, at=at)
    take = partial(validate_roll, five.store, slot_id=five.slot(4), marks=five.marks(), signatures=5, by=secretary)
    assert refused_with(lambda: take(at=at)) == LOCKED  # Monday 11: three days after Friday 8
    set_lock_days(five.store, site_id=site, days=3, by=director, at=at)
    take(at=at)
    wrong = lambda: set_point_threshold(five.store, kind=AlertKind.ABSENCES, value=-1, by=director, at=at)  # noqa: E731
    assert refused_with(wrong) == ["attendance.number_out_of_range"]
    opened = lambda by: open_late_entry(  # noqa: E731
        five.store, session_id=five.session_id, day=date(2019, 11, 4), reason="x", by=by, at=at
    )
    assert refused_with(lambda: opened(director)) == ["attendance.not_locked"]
    assert refused_with(lambda: opened(viewer)) == ["desk.no_right"]


def test_a_sheet_that_never_came_in_is_not_locked(five: Built, secretary: Actor, at: datetime) -> None:
    later = at + timedelta(days=18)
    validate_roll(five.store, slot_id=five.slot(4), marks=five.marks(), signatures=5, by=secretary, at=later)
    assert five.roll(five.slot(4)).late_reason == ""


def test_a_scan_is_kept_inside_the_encrypted_desk(
    five: Built, sheet_id: int, secretary: Actor, at: datetime, desk_folder: Path
) -> None:
    attach = partial(attach_scan, five.store, sheet_id=sheet_id, by=secretary, at=at)
    assert refused_with(lambda: attach(name="liste.docx", content=b"PK\x03\x04")) == ["desk.not_a_scan"]
    large = b"%PDF" + bytes(8 * 1024 * 1024)
    assert refused_with(lambda: attach(name="gros.pdf", content=large)) == ["desk.scan_too_large"]
    content = b"\xff\xd8\xffEMARGEMENT-VISIBLE"
    attach(name="fiche.jpg", content=content)
    with five.store.read() as db:
        kept = db.query(Attachment).one()
        assert (kept.subject_kind, kept.subject_id, kept.media_type) == ("attendance_sheet", sheet_id, "image/jpeg")
        assert kept.content == content
    assert not any(b"EMARGEMENT-VISIBLE" in path.read_bytes() for path in desk_folder.rglob("*") if path.is_file())


def test_documents_of_reasons_and_of_half_days_not_held_are_kept(
    five: Built, secretary: Actor, trainer: Actor, viewer: Actor, at: datetime
) -> None:
    pdf = ("certificat.pdf", b"%PDF certificat")
    day = date(2019, 11, 11)
    excuse = record_excuse(
        five.store, person_id=five.people[0], first_day=day, last_day=day, reason=ExcuseReason.ILLNESS, scan=pdf,
        by=secretary, at=at,
    ).id  # fmt: skip
    attach = partial(attach_excuse_scan, five.store, excuse_id=excuse, name="verso.png", content=b"\x89PNG", at=at)
    attach(by=secretary)
    assert refused_with(lambda: attach(by=trainer)) == ["attendance.not_your_session"]
    assert refused_with(lambda: attach(by=viewer)) == ["desk.no_right"]
    slot = five.slot(11)
    off = partial(record_not_held, five.store, slot_id=slot, paid=True, decided_by="D", by=secretary, at=at)
    wrong = ("note.docx", b"PK")
    assert refused_with(lambda: off(reason=NotHeldReason.RAIN, scan=wrong)) == ["desk.not_a_scan"]
    off(reason=NotHeldReason.OTHER, scan=("note.pdf", b"%PDF note"))  # the scan is the document
    roll = five.roll(slot).id
    attach_roll_scan(five.store, roll_id=roll, name="suite.pdf", content=b"%PDF", by=secretary, at=at)
    with five.store.read() as db:
        kept = [(one.subject_kind, one.subject_id, one.name) for one in db.query(Attachment).order_by(Attachment.id)]
        assert kept == [
            ("excuse", excuse, "certificat.pdf"), ("excuse", excuse, "verso.png"),
            ("roll", roll, "note.pdf"), ("roll", roll, "suite.pdf"),
        ]  # fmt: skip
        assert db.query(JournalEntry).filter_by(act="attendance.attach_proof").count() == 4
    withdraw_roll(five.store, slot_id=slot, by=secretary, at=at)
    late = partial(attach_roll_scan, five.store, roll_id=roll, name="s.pdf", content=b"%PDF", by=secretary, at=at)
    assert refused_with(late) == ["attendance.was_held"]
    [row] = excuse_rows(five.store, five.session_id)
    assert (row.id, row.number, row.scans, row.withdrawn_at) == (excuse, 1, 2, None)
    withdraw_excuse(five.store, excuse_id=excuse, reason="faux", by=secretary, at=at)
    assert excuse_rows(five.store, five.session_id)[0].withdrawn_at == at


def test_a_visit_stands_beside_the_roll(five: Built, secretary: Actor, viewer: Actor, at: datetime) -> None:
    slot = five.slot(11)
    visit = partial(record_visit, five.store, slot_id=slot, visitors="Mme Sidibé, OIM", at=at)
    assert refused_with(lambda: visit(heads=4, identities=[], by=viewer)) == ["desk.no_right"]
    assert refused_with(lambda: visit(heads=1, identities=five.enrolments[:2], by=secretary)) == [
        "attendance.heads_too_few"
    ]
    done = visit(heads=4, identities=five.enrolments[:2], remarks="une salle fermée", by=secretary)
    with five.store.read() as db:
        row = db.query(MonitoringVisit).one()
        assert (row.number, row.on_roll, len(row.head_code or "")) == ("0001", None, 9)  # no roll was taken yet
        assert (row.id, row.heads, row.day, row.visitors) == (done.id, 4, date(2019, 11, 11), "Mme Sidibé, OIM")
        assert [i.enrolment_id for i in db.query(MonitoringIdentity)] == five.enrolments[:2]
