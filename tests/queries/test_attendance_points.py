"""The points to check of a real desk: each setting moved to the other side of what was found."""

from datetime import UTC, date, datetime

import pytest

from centre_desk.actions.attendance import issue_sheets, receive_sheet, set_point_threshold, validate_roll
from centre_desk.models.attendance import Roll
from centre_desk.models.centre import Holiday
from centre_desk.models.course import CourseSession
from centre_desk.models.register import Person
from centre_desk.queries.attendance import alert_rows
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.centre import HolidayKind, HolidaySpan
from centre_desk.rules.course import HalfDay, SessionState
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.attendance import say_point
from centre_desk.texts.catalogue import Catalogue
from tests.builders import AT, build_person, build_session, enrol, take_roll
from tests.builders_attendance import Built, build_five

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
A = MarkValue.ABSENT
TODAY = date(2019, 11, 11)


@pytest.fixture
def five(desk_store: Store) -> Built:
    return build_five(desk_store)


def found(five: Built, kind: AlertKind) -> list[tuple[int, int]]:
    return [(row.person_id, row.count) for row in alert_rows(five.store, TODAY) if row.kind is kind]


def set_to(five: Built, kind: AlertKind, value: int, by: Actor) -> None:
    set_point_threshold(five.store, kind=kind, value=value, by=by, at=AT)


def test_absences_in_a_row(five: Built, director: Actor) -> None:
    for day, half in ((6, PM), (7, AM), (7, PM)):
        take_roll(five.store, five.session_id, date(2019, 11, day), half, {five.people[0]: A})
    assert found(five, AlertKind.ABSENCES) == [(five.people[0], 3)]
    set_to(five, AlertKind.ABSENCES, 4, director)
    assert found(five, AlertKind.ABSENCES) == []


def test_the_threshold_out_of_reach(five: Built, director: Actor) -> None:
    for day in (4, 5, 6):
        for half in (AM, PM):
            take_roll(five.store, five.session_id, date(2019, 11, day), half, {five.people[0]: A})
    take_roll(five.store, five.session_id, date(2019, 11, 7), AM, {five.people[0]: A})
    assert found(five, AlertKind.OUT_OF_REACH) == []  # 28 of 35 are left: 80 %
    set_to(five, AlertKind.OUT_OF_REACH, 1, director)
    assert found(five, AlertKind.OUT_OF_REACH) == [(five.people[0], 81)]


def test_a_sheet_with_identical_days(five: Built, director: Actor) -> None:
    for day in (4, 5, 6, 7):
        take_roll(five.store, five.session_id, date(2019, 11, day), AM, {five.people[0]: A, five.people[1]: A})
    assert found(five, AlertKind.SAME_DAYS) == [(0, 4)]
    set_to(five, AlertKind.SAME_DAYS, 5, director)
    assert found(five, AlertKind.SAME_DAYS) == []


def test_entry_long_after_receipt(five: Built, director: Actor) -> None:
    take_roll(five.store, five.session_id, date(2019, 11, 4))
    with five.store.begin() as db:
        db.query(Roll).one().received_on = date(2019, 11, 4)  # entered on the 11th
    assert found(five, AlertKind.LATE_ENTRY) == [(0, 7)]
    set_to(five, AlertKind.LATE_ENTRY, 7, director)
    assert found(five, AlertKind.LATE_ENTRY) == []


def test_work_on_a_holiday(five: Built, director: Actor) -> None:
    take_roll(five.store, five.session_id, date(2019, 11, 5), AM, {five.people[0]: A})
    take_roll(five.store, five.session_id, date(2019, 11, 5), PM)
    with five.store.begin() as db:
        off = {"name_fr": "Férié", "name_en": "Off", "kind": HolidayKind.OTHER, "by_id": 1, "at": AT}
        db.add(Holiday(day=date(2019, 11, 5), span=HolidaySpan.MORNING, **off))
    assert found(five, AlertKind.HOLIDAY_WORK) == [(0, 4)]  # the afternoon was no holiday
    set_to(five, AlertKind.HOLIDAY_WORK, 5, director)
    assert found(five, AlertKind.HOLIDAY_WORK) == []


def test_a_trainer_in_two_places(five: Built, director: Actor) -> None:
    other = build_session(five.store, five.centre, code="S-2019-002", name="Couture 1", trade="COUT")
    enrol(five.store, other, [build_person(five.store, 9)])
    for session in (five.session_id, other):
        take_roll(five.store, session, date(2019, 11, 5), AM)
    take_roll(five.store, other, date(2019, 11, 5), PM)
    with five.store.begin() as db:
        for roll in db.query(Roll):
            roll.author_id = five.centre.trainers[0]
    rows = [row for row in alert_rows(five.store, TODAY) if row.kind is AlertKind.TWO_PLACES]
    assert [(row.name, row.count, row.day) for row in rows] == [("Adama Samaké", 1, date(2019, 11, 5))]
    set_to(five, AlertKind.TWO_PLACES, 2, director)
    assert found(five, AlertKind.TWO_PLACES) == []


def test_a_trainer_in_two_places_leads_to_the_day(five: Built) -> None:
    other = build_session(five.store, five.centre, code="S-2019-002", name="Couture 1", trade="COUT")
    enrol(five.store, other, [build_person(five.store, 9)])
    for session in (other, five.session_id):
        for day in (5, 6):
            take_roll(five.store, session, date(2019, 11, day), AM)
    with five.store.begin() as db:
        for roll in db.query(Roll):
            roll.author_id = five.centre.trainers[0]
    [row] = [row for row in alert_rows(five.store, TODAY) if row.kind is AlertKind.TWO_PLACES]
    assert (row.session_id, row.item) == (five.session_id, -five.slot(6))


def test_a_roll_without_its_sheet(five: Built, secretary: Actor, director: Actor) -> None:
    for day in (4, 5, 11):
        take_roll(five.store, five.session_id, date(2019, 11, day))
    with five.store.begin() as db:
        for roll in db.query(Roll):
            roll.received_on = None

    def points(today: date) -> list[tuple[int, date | None, int]]:
        rows = [row for row in alert_rows(five.store, today) if row.kind is AlertKind.NO_SHEET]
        return [(row.count, row.day, row.slot_id) for row in rows]

    assert points(date(2019, 11, 18)) == []  # fourteen days: the sheet may still be under way
    assert points(date(2019, 11, 19)) == [(15, date(2019, 11, 4), five.slot(4))]
    set_to(five, AlertKind.NO_SHEET, 6, director)
    assert points(date(2019, 11, 18)) == [
        (14, date(2019, 11, 4), five.slot(4)), (7, date(2019, 11, 11), five.slot(11)),
    ]  # fmt: skip
    sheet = issue_sheets(five.store, sessions=[five.session_id], week=date(2019, 11, 4), by=secretary, at=AT).id
    receive_sheet(five.store, sheet_id=sheet, received_on=date(2019, 11, 8), by=secretary, at=AT)
    assert points(date(2019, 11, 18)) == [(7, date(2019, 11, 11), five.slot(11))]


def test_entry_is_counted_from_the_first_receipt_of_a_sheet(five: Built, secretary: Actor) -> None:
    sheet = issue_sheets(five.store, sessions=[five.session_id], week=date(2019, 11, 4), by=secretary, at=AT).id
    receive_sheet(five.store, sheet_id=sheet, received_on=date(2019, 11, 5), by=secretary, at=AT)
    validate_roll(five.store, slot_id=five.slot(4), marks=five.marks(), signatures=5, by=secretary, at=AT)
    receive_sheet(five.store, sheet_id=sheet, received_on=TODAY, reason="registre", by=secretary, at=AT)
    assert found(five, AlertKind.LATE_ENTRY) == [(0, 6)]


def test_a_finished_session_is_looked_at_as_long_as_its_rolls_are(five: Built) -> None:
    for day in (4, 5, 6, 7):
        take_roll(five.store, five.session_id, date(2019, 11, day), AM, {five.people[0]: A, five.people[1]: A})
    with five.store.begin() as db:
        db.get_one(CourseSession, five.session_id).state = SessionState.FINISHED

    def kinds(today: date) -> set[AlertKind]:
        return {row.kind for row in alert_rows(five.store, today)}

    assert kinds(date(2019, 12, 9)) == {AlertKind.SAME_DAYS}  # nobody is called about a session that is over
    assert kinds(date(2020, 1, 8)) == set()


def test_one_person_under_two_numbers_present_in_two_places(five: Built) -> None:
    other = build_session(five.store, five.centre, code="S-2019-002", name="Couture 1", trade="COUT")
    twin = build_person(five.store, 9, given="P1", family="Keïta")
    enrol(five.store, other, [twin])
    take_roll(five.store, five.session_id, date(2019, 11, 5), AM)
    take_roll(five.store, other, date(2019, 11, 5), PM)
    assert found(five, AlertKind.TWO_PLACES) == []
    take_roll(five.store, other, date(2019, 11, 5), AM)
    assert found(five, AlertKind.TWO_PLACES) == []  # namesakes are many
    with five.store.begin() as db:
        for number in (five.people[0], twin):
            db.get_one(Person, number).mother_name = "Coulibaly Aminata"
    assert found(five, AlertKind.TWO_PLACES) == [(five.people[0], 1)]


def test_points_are_worded_as_points(fr: Catalogue, en: Catalogue) -> None:
    day = date(2019, 11, 4)
    assert say_point(fr, AlertKind.SAME_DAYS, 4, day) == "semaine du 04/11\u00a0: 4 jours aux marques identiques"
    for kind in AlertKind:
        for words in (fr, en):
            said = say_point(words, kind, 3, day)
            assert said
            assert "fraud" not in said.casefold()


def test_a_village_sheet_keyed_on_the_25th_and_received_on_the_24th(five: Built, secretary: Actor) -> None:
    slot, moment = five.slot(18), datetime(2019, 11, 25, 9, tzinfo=UTC)
    validate_roll(five.store, slot_id=slot, marks=five.marks(), signatures=5, by=secretary, at=moment)
    with five.store.begin() as db:
        db.query(Roll).one().received_on = date(2019, 11, 24)
    rows = alert_rows(five.store, date(2019, 11, 25))
    assert [r for r in rows if r.kind is AlertKind.LATE_ENTRY] == []  # one day from receipt to entry
