"""The grid's rows and the facts of sheets: what is visible, in order, with what tells namesakes apart."""

from datetime import date, datetime

from pypdfium2 import PdfDocument

from centre_desk.actions.attendance import issue_sheets, record_excuse, record_not_held, validate_roll
from centre_desk.models.course import Enrolment, SessionPattern
from centre_desk.papers.attendance import SlotUse, attendance_sheets_pdf
from centre_desk.queries.attendance import grid_sheet, session_of_slot, slots_of, week_sheets
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason, RollState
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import build_centre, build_person, build_session, enrol, take_roll

P, A, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.EXCUSED


def test_a_month_of_a_session(desk_store: Store, secretary: Actor, at: datetime) -> None:
    centre = build_centre(desk_store)
    people = [build_person(desk_store, n, mother_name=f"Mère {n}") for n in range(1, 4)]
    session = build_session(desk_store, centre, end=date(2019, 12, 6))
    enrolments = enrol(desk_store, session, people)
    with desk_store.begin() as db:
        gone = db.get_one(Enrolment, enrolments[people[2]])
        gone.end_on, gone.end_reason = date(2019, 11, 8), EndReason.DROP_OUT
    take_roll(desk_store, session, date(2019, 11, 4), exceptions={people[0]: A})
    slots = slots_of(desk_store, session)
    record_not_held(
        desk_store, slot_id=slots[1].slot_id, reason=NotHeldReason.RAIN, paid=False, decided_by="OIM",
        by=secretary, at=at,
    )  # fmt: skip
    record_excuse(
        desk_store, person_id=people[1], first_day=date(2019, 11, 11), last_day=date(2019, 11, 12),
        reason=ExcuseReason.ILLNESS, by=secretary, at=at,
    )  # fmt: skip
    sheet = grid_sheet(desk_store, session, "2019-11", at.date())
    assert len(sheet.half_days) == 35
    assert [half.roll for half in sheet.half_days[:3]] == [RollState.VALIDATED, RollState.NOT_HELD, None]
    assert (sheet.half_days[1].not_held_reason, sheet.half_days[1].typist) == (NotHeldReason.RAIN, "Kadia")
    assert [(p.number, p.second_key) for p in sheet.people] == [(1, "Mère 1"), (2, "Mère 2"), (3, "Mère 3")]
    first = sheet.half_days[0].slot_id
    assert {e: sheet.marks[e, first] for e in enrolments.values()} == dict(
        zip(enrolments.values(), [A, P, P], strict=True)
    )
    excused = [half.slot_id for half in sheet.half_days if (enrolments[people[1]], half.slot_id) in sheet.excuses]
    assert len(excused) == 4
    assert [p.number for p in sheet.expected(date(2019, 11, 11))] == [1, 2]
    assert sheet.open
    assert session_of_slot(desk_store, first) == session
    december = grid_sheet(desk_store, session, "2019-12", at.date())
    assert ([p.number for p in december.people], december.marks) == ([1, 2], {})
    assert december.numbers.keys() == {1, 2, 3}


def test_what_a_numbered_sheet_says(desk_store: Store, secretary: Actor, at: datetime, fr: Catalogue) -> None:
    centre = build_centre(desk_store)
    people = [build_person(desk_store, n, given=f"P{n}") for n in range(1, 3)]
    session = build_session(desk_store, centre)
    enrol(desk_store, session, people)
    issue_sheets(desk_store, sessions=[session], week=date(2019, 11, 13), by=secretary, at=at)
    (facts,), letterhead = week_sheets(desk_store, [session], date(2019, 11, 11))
    assert (facts.number, facts.trainer, facts.place) == ("0001", "Adama Samaké", "Sénou · Atelier 1")
    assert [name.name for name in facts.names] == ["P1 TRAORÉ", "P2 TRAORÉ"]
    assert [day.day.day for day in facts.days] == [11, 12, 13, 14, 15]
    assert (facts.days[3].afternoon, facts.days[4].morning) == (SlotUse.COURSE, SlotUse.HOLIDAY)
    assert (letterhead.agreement, facts.centre_code) == ("2019-07", "CFP-SENOU")
    assert attendance_sheets_pdf([facts], letterhead=letterhead, words=fr).startswith(b"%PDF")


def test_a_sheet_says_the_hours_of_each_day_where_they_are_known(
    desk_store: Store, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    session = build_session(desk_store, build_centre(desk_store))
    enrol(desk_store, session, [build_person(desk_store, 1)])
    with desk_store.begin() as db:
        for pattern in db.query(SessionPattern).filter_by(half_day=HalfDay.MORNING):
            pattern.starts, pattern.ends = ("08:00", "11:30") if pattern.weekday == 4 else ("08:00", "12:30")
    issue_sheets(desk_store, sessions=[session], week=date(2019, 11, 18), by=secretary, at=at)
    (facts,), letterhead = week_sheets(desk_store, [session], date(2019, 11, 18))
    assert [day.hours for day in facts.days] == [("08:00–12:30", "")] * 4 + [("08:00–11:30", "")]
    page = PdfDocument(attendance_sheets_pdf([facts], letterhead=letterhead, words=fr))[0]
    said = page.get_textpage().get_text_range()
    assert (said.count("08:00–12:30"), said.count("08:00–11:30"), said.count("Après-midi")) == (4, 1, 5)


def test_a_sheet_knows_how_long_the_session_s_numbers_are(desk_store: Store, secretary: Actor, at: datetime) -> None:
    session = build_session(desk_store, build_centre(desk_store), capacity=150)
    enrolments = enrol(desk_store, session, [build_person(desk_store, n, given=f"P{n}") for n in range(1, 121)])
    with desk_store.begin() as db:  # those above 99 left before: the width stays
        for number in list(enrolments.values())[99:]:
            gone = db.get_one(Enrolment, number)
            gone.end_on, gone.end_reason = date(2019, 11, 8), EndReason.DROP_OUT
    issue_sheets(desk_store, sessions=[session], week=date(2019, 11, 13), by=secretary, at=at)
    (facts,), _ = week_sheets(desk_store, [session], date(2019, 11, 11))
    assert (len(facts.names), facts.width) == (99, 3)


def test_a_validated_roll_takes_its_sheet_along(desk_store: Store, secretary: Actor, at: datetime) -> None:
    centre = build_centre(desk_store)
    session = build_session(desk_store, centre)
    enrolments = enrol(desk_store, session, [build_person(desk_store, 1)])
    issue_sheets(desk_store, sessions=[session], week=date(2019, 11, 11), by=secretary, at=at)
    slot = next(s for s in slots_of(desk_store, session) if s.day == date(2019, 11, 11))
    marks = dict.fromkeys(enrolments.values(), P)
    validate_roll(desk_store, slot_id=slot.slot_id, marks=marks, signatures=1, by=secretary, at=at)
    half = grid_sheet(desk_store, session, "2019-11", at.date()).half_day(slot.slot_id)
    assert half is not None
    assert (half.signatures, half.author, half.typist) == (1, "Adama Samaké", "Kadia")
