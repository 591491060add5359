"""Planned half-days by hand, and the same figure from the session and from each person's attendance."""

from datetime import date, datetime

import pytest

from centre_desk.actions.attendance.rolls import record_not_held
from centre_desk.actions.centre.calendar import add_holiday
from centre_desk.actions.course.people import end_enrolment, enrol_people
from centre_desk.actions.course.planning import plan_session
from centre_desk.queries.attendance import session_figures
from centre_desk.queries.course import preview_change, session_rows, slots_rows, trainer_clashes
from centre_desk.rules.attendance import NotHeldReason
from centre_desk.rules.centre import HolidaySpan
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.course.changes import DaysOff, NewDates, NewDay, NewWeek
from centre_desk.rules.course.timetable import week_of
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from tests.builders import BuiltCentre, build_centre
from tests.builders_course import START, change, people, plan_of

TODAY = date(2019, 12, 2)


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


@pytest.fixture
def session(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> int:
    """From 4 to 29 November 2019, the 15th off: 9 + 8 + 9 + 9 half-days."""
    return plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id


def planned(store: Store, session: int) -> tuple[int, list[int]]:
    """Return the planned half-days of the session, and those of each person."""
    figures = session_figures(store, session, TODAY)
    (row,) = session_rows(store)
    assert row.half_days == figures.planned
    return row.half_days, [person.figures.planned for person in figures.people]


def test_late_enrolment_and_early_end_share_the_session(
    desk_store: Store, session: int, secretary: Actor, at: datetime
) -> None:
    one, two, three = people(desk_store, 3)
    enrol_people(desk_store, session_id=session, people=[one, two], start=START, by=secretary, at=at)
    enrol_people(desk_store, session_id=session, people=[three], start=date(2019, 11, 13), by=secretary, at=at)
    end_enrolment(desk_store, enrolment_id=2, end_on=date(2019, 11, 8), reason=EndReason.DROP_OUT, by=secretary, at=at)
    assert planned(desk_store, session) == (35, [35, 9, 4 + 18])


def test_a_half_day_not_held_stays_planned_and_nobody_is_absent(
    desk_store: Store, session: int, secretary: Actor, at: datetime
) -> None:
    enrol_people(desk_store, session_id=session, people=people(desk_store, 2), start=START, by=secretary, at=at)
    slot = slots_rows(desk_store, session)[0].id
    record_not_held(
        desk_store, slot_id=slot, reason=NotHeldReason.POWER, paid=True, decided_by="Directrice", by=secretary, at=at
    )
    assert planned(desk_store, session) == (35, [35, 35])
    figures = session_figures(desk_store, session, TODAY).people[0].figures
    assert (figures.not_held, figures.absent, figures.of_planned[1]) == (1, 0, 34)


def test_ramadan_half_day_holiday_make_up_and_other_dates(
    desk_store: Store, session: int, director: Actor, secretary: Actor, at: datetime
) -> None:
    enrol_people(desk_store, session_id=session, people=people(desk_store, 1), start=START, by=secretary, at=at)
    ramadan = week_of(range(5))
    ramadan = type(ramadan)(ramadan.lines, date(2019, 11, 18), date(2019, 11, 22))
    change(desk_store, session, NewWeek(ramadan), by=secretary, at=at)
    assert planned(desk_store, session) == (31, [31])  # 9 + 8 + 5 + 9
    add_holiday(
        desk_store, day=date(2019, 11, 26), name_fr="Communiqué", span=HolidaySpan.AFTERNOON, by=director, at=at
    )
    assert planned(desk_store, session) == (31, [31])  # planned until somebody takes it out
    change(desk_store, session, DaysOff(at.date()), by=secretary, at=at)
    assert planned(desk_store, session) == (30, [30])
    made_up = NewDay(date(2019, 11, 30), frozenset({HalfDay.MORNING}))
    change(desk_store, session, made_up, reason="Rattrapage", by=secretary, at=at)
    assert planned(desk_store, session) == (31, [31])
    shorter = NewDates(START, date(2019, 11, 22))
    change(desk_store, session, shorter, reason="Fin anticipée", by=secretary, at=at)
    assert planned(desk_store, session) == (22, [22])  # 9 + 8 + 5


def test_other_dates_say_what_they_touch_before(
    desk_store: Store, session: int, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    enrol_people(desk_store, session_id=session, people=people(desk_store, 2), start=START, by=secretary, at=at)
    plan = preview_change(desk_store, session, NewDates(date(2019, 11, 5), date(2019, 12, 2)))
    assert [(half.day.day, half.half_day) for half in plan.leaving] == [(4, HalfDay.MORNING), (4, HalfDay.AFTERNOON)]
    assert [half.day for half in plan.coming] == [date(2019, 12, 2)] * 2
    assert (len(plan.after.planned), plan.people_moved) == (35, 2)
    same = preview_change(desk_store, session, NewDates(START, date(2019, 11, 29)))
    assert (same.leaving, same.coming, same.people_moved) == ((), (), 0)


def test_a_trainer_at_two_places_is_said_before(
    desk_store: Store, session: int, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    other = plan_of(centre, trainer_ids=(centre.trainers[1],), classroom_id=None)
    plan_session(desk_store, plan=other, by=secretary, at=at)
    first, last = date(2019, 11, 11), date(2019, 11, 13)
    (found,) = trainer_clashes(desk_store, session, centre.trainers[1], first, last)
    assert (found.session, found.first_day, found.half_days) == ("Maçonnerie 2", first, 6)
    assert trainer_clashes(desk_store, session, centre.trainers[2], first, None) == ()
