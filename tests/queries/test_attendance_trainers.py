"""The hours of trainers: by month, shared by those who replace each other; planned, held, not held, twice."""

from datetime import date, datetime

from centre_desk.actions.attendance import record_not_held
from centre_desk.actions.course.planning import plan_session
from centre_desk.actions.course.running import assign_trainer
from centre_desk.queries.attendance.trainers import trainer_hours_rows
from centre_desk.rules.attendance import NotHeldReason
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.timetable import WeekLine, WeekPattern
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from tests.builders import build_centre, take_roll
from tests.builders_attendance import build_five
from tests.builders_course import plan_of


def test_hours_follow_the_days_of_each_trainer(desk_store: Store, secretary: Actor, at: datetime) -> None:
    centre = build_centre(desk_store)
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    first, second = centre.trainers[:2]
    (row,) = trainer_hours_rows(desk_store, "2019-11")
    assert (row.name, row.half_days, row.quarters, row.twice) == ("Adama Samaké", 35, 35 * 16, 0)
    assign_trainer(
        desk_store,
        session_id=session,
        trainer_id=second,
        first_day=date(2019, 11, 11),
        last_day=date(2019, 11, 17),
        replaces=first,
        by=secretary,
        at=at,
    )
    rows = trainer_hours_rows(desk_store, "2019-11")
    assert [(r.name, r.half_days) for r in rows] == [("Adama Samaké", 27), ("Rokiatou Koné", 8)]
    plan_session(
        desk_store, plan=plan_of(centre, start=date(2019, 11, 25), end_on=date(2019, 12, 6)), by=secretary, at=at
    )
    adama = trainer_hours_rows(desk_store, "2019-11")[0]
    assert (adama.half_days, adama.twice, adama.sessions) == (36, 9, ("Maçonnerie 1", "Maçonnerie 2"))
    (december,) = trainer_hours_rows(desk_store, "2019-12")
    assert (december.half_days, december.twice) == (9, 0)
    assert trainer_hours_rows(desk_store, "2020-01") == []


def test_what_was_not_held_is_planned_and_not_taught(desk_store: Store, secretary: Actor, at: datetime) -> None:
    five = build_five(desk_store)
    for half in HalfDay:
        take_roll(desk_store, five.session_id, date(2019, 11, 4), half)
    record_not_held(
        desk_store, slot_id=five.slot(5), reason=NotHeldReason.TRAINER_ILL, paid=False, decided_by="La directrice",
        by=secretary, at=at,
    )  # fmt: skip
    (row,) = trainer_hours_rows(desk_store, "2019-11")
    # 35 half-days of 4 h planned; two were held (8 h), one not, 32 are still to come or to enter.
    assert (row.half_days, row.quarters, row.held, row.held_quarters, row.not_held) == (35, 35 * 16, 2, 2 * 16, 1)


def test_the_hours_written_in_a_week_are_those_taught(desk_store: Store, secretary: Actor, at: datetime) -> None:
    centre = build_centre(desk_store)
    lines = tuple(WeekLine(day, HalfDay.MORNING, "07:30", "12:00") for day in range(5))
    plan_session(desk_store, plan=plan_of(centre, patterns=(WeekPattern(lines),)), by=secretary, at=at)
    (row,) = trainer_hours_rows(desk_store, "2019-11")
    assert (row.half_days, row.quarters) == (19, 19 * 18)  # four weeks of five mornings of 4 h 30, less the 15th
