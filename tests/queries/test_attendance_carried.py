"""Absences in a row over the turn of a month: the grid says what the points to check say."""

from datetime import date

import pytest

from centre_desk.queries.attendance import alert_rows, grid_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.alerts import AlertKind, Carried, absences_now
from centre_desk.rules.attendance.figures import When
from centre_desk.rules.course import HalfDay
from centre_desk.store.opening import Store
from tests.builders import build_centre, build_person, build_session, enrol, take_roll

A, P, AM, PM = MarkValue.ABSENT, MarkValue.PRESENT, HalfDay.MORNING, HalfDay.AFTERNOON
TODAY = date(2019, 12, 3)
Half = tuple[int, int, HalfDay]


@pytest.mark.parametrize(
    ("absent", "present", "count"),
    [
        # Thursday 28 and Friday 29 November (no afternoon), Monday 2 December
        ([(11, 28, AM), (11, 28, PM), (11, 29, AM), (12, 2, AM)], [], 4),
        ([(11, 28, AM), (11, 28, PM), (11, 29, AM)], [], 3),  # nothing of December entered yet
        ([(11, 28, PM), (12, 2, AM)], [(11, 29, AM)], 1),
        ([(11, 28, AM), (11, 28, PM), (12, 2, AM)], [], 1),  # the 29th was not entered: it says nothing
        ([(11, 28, AM), (11, 28, PM)], [], 2),  # nor does it when nothing came after it
        ([(11, 28, AM), (11, 28, PM), (11, 29, AM)], [(12, 2, AM)], 0),
    ],
)
def test_a_row_does_not_end_with_its_month(
    desk_store: Store, absent: list[Half], present: list[Half], count: int
) -> None:
    centre = build_centre(desk_store)
    people = [build_person(desk_store, n) for n in (1, 2)]
    session = build_session(desk_store, centre, end=date(2019, 12, 20))
    first = enrol(desk_store, session, people)[people[0]]
    for value, halves in ((A, absent), (P, present)):
        for month, day, half in halves:
            take_roll(desk_store, session, date(2019, month, day), half, {people[0]: value})
    sheet = grid_sheet(desk_store, session, "2019-12", TODAY)
    slots = {half.slot_id: half.planned.when for half in sheet.half_days}
    marks: dict[When, MarkValue] = {slots[s]: value for (e, s), value in sheet.marks.items() if e == first}
    planned = [half.planned for half in sheet.half_days]
    now = absences_now(planned, sheet.people[0].stay, marks, sheet.carried.get(first, Carried()))
    assert now == count
    points = [r.count for r in alert_rows(desk_store, TODAY) if r.kind is AlertKind.ABSENCES and r.person_id]
    assert points == ([count] if count >= sheet.absences_in_a_row else [])
