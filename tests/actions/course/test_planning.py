"""Planning sessions and changing their half-days."""

from datetime import date, datetime

import pytest

from centre_desk.actions.centre.calendar import add_holiday
from centre_desk.actions.course.people import enrol_people
from centre_desk.actions.course.planning import change_session, duplicate_session, plan_session
from centre_desk.actions.course.running import cancel_session
from centre_desk.queries.course import (
    calendar_rows,
    enrolled_rows,
    preview_plan,
    session_rows,
    slots_rows,
)
from centre_desk.rules.course import HalfDay, SessionState, SlotState
from centre_desk.rules.course.changes import DaysOff, NewDates, NewDay, NewWeek
from centre_desk.rules.course.session import Booked
from centre_desk.rules.course.timetable import WeekPattern, usual_week, week_of
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from tests.builders import BuiltCentre, build_centre, build_session, take_roll
from tests.builders_course import END, START, change, people, plan_of, refused, sheet


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


def test_a_session_is_planned_with_its_half_days(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    first = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at)
    second = plan_session(
        desk_store, plan=plan_of(centre, start=date(2020, 1, 6), end_on=date(2020, 1, 31)), by=secretary, at=at
    )
    one, two = sheet(desk_store, first.id).row, sheet(desk_store, second.id).row
    assert (one.code, one.name, one.half_days, one.quarters) == ("MACO-2019-01", "Maçonnerie 1", 35, 560)
    assert (two.code, two.name) == ("MACO-2020-01", "Maçonnerie 2")
    assert (one.state, one.trainer, one.left) == (SessionState.PLANNED, "Adama Samaké", 25)
    slots = slots_rows(desk_store, first.id, "2019-11")
    assert len(slots) == 35
    assert date(2019, 11, 15) not in {slot.day for slot in slots}


def test_what_the_agreement_the_room_or_the_trainer_does_not_allow_is_refused(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, viewer: Actor, at: datetime
) -> None:
    def plan(by: Actor = secretary, **changes: object) -> list[str]:
        return refused(lambda: plan_session(desk_store, plan=plan_of(centre, **changes), by=by, at=at))

    assert plan(by=viewer) == ["desk.no_right"]
    assert plan(capacity=41) == ["course.room_too_small"]
    assert plan(start=date(2018, 12, 3)) == ["course.outside_agreement"]
    assert plan(patterns=(week_of([6]),), end_on=date(2019, 11, 8)) == ["course.no_half_day"]
    assert plan(site_id=99) == ["course.not_found"]
    assert session_rows(desk_store) == []
    plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at)
    assert sheet(desk_store, 1).row.code == "MACO-2019-01"  # a refused act gave its number back


def test_the_hours_of_ramadan_are_kept_and_read_back(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    ramadan = WeekPattern(week_of(range(4)).lines, START, date(2019, 11, 8))
    done = plan_session(desk_store, plan=plan_of(centre, patterns=(usual_week(), ramadan)), by=secretary, at=at)
    found = sheet(desk_store, done.id)
    assert found.row.half_days == 30
    assert [(p.first_day, p.last_day) for p in found.patterns] == [
        (None, date(2019, 11, 8)),
        (date(2019, 11, 9), None),
    ]


def test_a_session_is_planned_again(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    first = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    second = duplicate_session(desk_store, session_id=first, start=date(2019, 12, 2), by=secretary, at=at).id
    row = sheet(desk_store, second).row
    assert (row.name, row.half_days, row.start, row.end_on, row.trainer) == (
        "Maçonnerie 2",
        35,
        date(2019, 12, 2),
        date(2019, 12, 26),
        "Adama Samaké",
    )


def test_clashes_are_shown_not_refused(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at)
    second = plan_session(desk_store, plan=plan_of(centre, start=date(2019, 11, 28)), by=secretary, at=at).id
    found = [(c.booked, c.session, c.first_day, c.half_days) for c in sheet(desk_store, second).clashes]
    assert found == [
        (Booked.TRAINER, "Maçonnerie 1", date(2019, 11, 28), 3),
        (Booked.CLASSROOM, "Maçonnerie 1", date(2019, 11, 28), 3),
    ]
    preview = preview_plan(
        desk_store,
        patterns=(usual_week(),),
        start=START,
        half_days=36,
        trainer_ids=[centre.trainers[1]],
        classroom_id=centre.classroom_id,
    )
    assert (preview.end_on, preview.half_days, preview.left_out) == (
        date(2019, 12, 2),
        36,  # it stops with the morning of its last day
        (date(2019, 11, 15),),
    )
    assert [(c.booked, c.half_days) for c in preview.clashes] == [
        (Booked.CLASSROOM, 35),
        (Booked.CLASSROOM, 3),
    ]


def test_places_and_room_change_within_reason(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    enrol_people(desk_store, session_id=session, people=people(desk_store, 3), start=START, by=secretary, at=at)

    def change(capacity: int) -> None:
        change_session(
            desk_store,
            session_id=session,
            name="Maçonnerie du soir",
            capacity=capacity,
            classroom_id=centre.classroom_id,
            by=secretary,
            at=at,
        )

    assert refused(lambda: change(2)) == ["course.fewer_than_enrolled"]
    assert refused(lambda: change(41)) == ["course.room_too_small"]
    change(3)
    row = sheet(desk_store, session).row
    assert (row.name, row.capacity, row.left) == ("Maçonnerie du soir", 3, 0)


# the timetable


def test_dates_move_with_those_enrolled_from_the_start(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    one, two = people(desk_store, 2)
    enrol_people(desk_store, session_id=session, people=[one], start=START, by=secretary, at=at)
    enrol_people(desk_store, session_id=session, people=[two], start=date(2019, 11, 20), by=secretary, at=at)
    monday = date(2019, 11, 18)

    def move(start: date, end: date, reason: str = "Salle en travaux") -> int:
        return change(desk_store, session, NewDates(start, end), reason=reason, by=secretary, at=at)

    assert refused(lambda: move(monday, date(2019, 12, 13), " ")) == ["desk.no_reason"]
    assert refused(lambda: move(monday, START)) == ["course.days_backwards"]
    assert refused(lambda: move(START, date(2019, 11, 15))) == ["course.begins_later"]
    assert move(monday, date(2019, 12, 13)) == 36
    assert [row.start for row in enrolled_rows(desk_store, session)] == [monday, date(2019, 11, 20)]
    planned = [s for s in slots_rows(desk_store, session) if s.state is SlotState.PLANNED]
    assert (len(planned), planned[0].day) == (36, monday)
    assert move(START, END) == 35  # half-days that the first move left out are planned again
    assert sheet(desk_store, session).row.half_days == 35


def test_a_half_day_with_a_roll_stays(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    session = build_session(desk_store, centre)
    enrol_people(desk_store, session_id=session, people=people(desk_store, 2), start=START, by=secretary, at=at)
    take_roll(desk_store, session, START)
    for wanted in (NewDay(START, frozenset()), NewDates(date(2019, 11, 5), END)):
        assert refused(lambda w=wanted: change(desk_store, session, w, reason="Pont", by=secretary, at=at)) == [
            "attendance.rolls_outside"
        ]
    assert sheet(desk_store, session).row.start == START


def test_half_days_are_taken_out_and_made_up_for(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    half = frozenset({HalfDay.AFTERNOON})
    note = "Pont, note du directeur n° 12"
    change(desk_store, session, NewDay(date(2019, 11, 14), half), reason=note, by=secretary, at=at)
    assert [s.reason for s in slots_rows(desk_store, session) if s.day.day == 14] == [note, ""]

    def make_up(day: date) -> None:
        change(desk_store, session, NewDay(day, frozenset(HalfDay)), reason="Rattrapage", by=secretary, at=at)

    assert refused(lambda: make_up(date(2019, 11, 1))) == ["course.slot_before_start"]
    assert refused(lambda: make_up(date(2021, 1, 2))) == ["course.outside_agreement"]
    make_up(date(2019, 11, 30))
    make_up(date(2019, 11, 14))
    row = sheet(desk_store, session).row
    assert (row.half_days, row.end_on) == (37, date(2019, 11, 30))


def test_a_bridge_day_declared_later_leaves_the_timetable(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, director: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    for day in (date(2019, 11, 6), date(2019, 11, 20)):
        add_holiday(desk_store, day=day, name_fr="Deuil national", by=director, at=at)
    assert sheet(desk_store, session).planned_off == 4
    assert change(desk_store, session, DaysOff(at.date()), by=secretary, at=at) == 35 - 2  # from today on
    gone = [s for s in slots_rows(desk_store, session) if s.state is SlotState.REMOVED]
    assert [(s.day, s.reason, s.holiday) for s in gone] == [
        (date(2019, 11, 20), "Deuil national", "Deuil national")
    ] * 2


def test_the_calendar_of_a_month(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    plan_session(desk_store, plan=plan_of(centre, end_on=date(2019, 12, 6)), by=secretary, at=at)
    gone = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    cancel_session(desk_store, session_id=gone, reason="Pas assez d’inscrits", by=secretary, at=at)
    assert [(r.name, len(r.halves)) for r in calendar_rows(desk_store, "2019-11")] == [("Maçonnerie 1", 35)]
    assert [len(r.halves) for r in calendar_rows(desk_store, "2019-12")] == [9]
    assert calendar_rows(desk_store, "2020-01") == []


def test_one_day_is_changed_as_a_whole(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id

    def put(day: date, *halves: HalfDay) -> int:
        wanted = NewDay(day, frozenset(halves))
        return change(desk_store, session, wanted, reason="Note n° 12", by=secretary, at=at)

    assert put(date(2019, 11, 14)) == 33
    assert put(date(2019, 11, 22), HalfDay.AFTERNOON) == 33  # the morning leaves, the afternoon comes
    assert put(date(2019, 12, 2), *HalfDay) == 35
    row = sheet(desk_store, session).row
    assert (row.half_days, row.end_on) == (35 - 2 + 2, date(2019, 12, 2))
    assert refused(lambda: put(date(2019, 11, 1), HalfDay.MORNING)) == ["course.slot_before_start"]


def test_other_hours_for_some_days(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id

    def week(first: date, last: date) -> int:
        wanted = NewWeek(WeekPattern(week_of(range(5)).lines, first, last))
        return change(desk_store, session, wanted, reason="Ramadan", by=secretary, at=at)

    assert week(date(2019, 11, 18), date(2019, 11, 22)) == 35 - 4
    assert week(START, date(2019, 11, 8)) == 35 - 8
    assert refused(lambda: week(date(2019, 11, 18), date(2019, 12, 6))) == ["course.days_outside"]
    weeks = [(p.first_day, p.last_day, len(p.lines)) for p in sheet(desk_store, session).patterns]
    assert weeks == [
        (None, date(2019, 11, 8), 5),
        (date(2019, 11, 9), None, 9),
        (date(2019, 11, 18), date(2019, 11, 22), 5),
    ]
    longer = NewDates(START, date(2019, 12, 6))
    moved = change(desk_store, session, longer, reason="Suite", by=secretary, at=at)
    assert moved == 35 - 8 + 9  # the dated weeks hold when the session is moved
