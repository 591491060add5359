"""The roll's grid of 40 people by 62 half-days read from a desk of many marks, against the same from few.

The marks are put in by `executemany`: another session and other years, which the grid must not look at.
`CENTRE_DESK_MARKS` says how many, where five millions take too long.
"""

import os
from datetime import date, timedelta
from typing import Any

from centre_desk.models.course import SessionSlot
from centre_desk.queries.attendance import grid_sheet
from centre_desk.rules.course import HalfDay
from centre_desk.store.opening import Store
from tests.benchmarks.desks import open_new_desk
from tests.benchmarks.measuring import Result, compare
from tests.builders import BuiltCentre, build_centre, build_session, enrol, take_roll
from tests.builders_overview import build_people

PEOPLE, MONTH, TODAY = 40, "2019-12", date(2019, 12, 31)
FEW = 5_000
MANY = int(os.environ.get("CENTRE_DESK_MARKS", "5000000"))
_A_DAY = 2 * PEOPLE
_FIRST = date(2020, 2, 1)


def measure(pairs: int = 25) -> Result:
    """Read the same grid on both desks in turn."""
    with open_new_desk() as (large, _), open_new_desk() as (small, _):
        mine, theirs = prepare(large, MANY), prepare(small, FEW)
        return compare(
            "grid",
            lambda: grid_sheet(large, mine, MONTH, TODAY),
            lambda: grid_sheet(small, theirs, MONTH, TODAY),
            pairs=pairs,
            warm_up=3,
        )


def prepare(store: Store, marks: int) -> int:
    """Put marks of another session in, then a session of 40 with 62 half-days, ten days of them taken."""
    centre = build_centre(store)
    people = build_people(store, 1, PEOPLE)
    _add_marks(store, centre, build_people(store, 101, PEOPLE), marks)
    session = build_session(
        store, centre, code="S-GRID", capacity=PEOPLE, start=date(2019, 12, 1), end=date(2019, 12, 31)
    )
    with store.begin() as db:  # every day of the month, both half-days: 62
        known = {(s.day, s.half_day) for s in db.query(SessionSlot).filter_by(session_id=session)}
        days = [date(2019, 12, number) for number in range(1, 32)]
        wanted = [(day, half) for day in days for half in HalfDay if (day, half) not in known]
        db.add_all(SessionSlot(session_id=session, day=day, half_day=half) for day, half in wanted)
    enrol(store, session, people, start=date(2019, 12, 1))
    for number in range(1, 11):
        for half in HalfDay:
            take_roll(store, session, date(2019, 12, number), half)
    return session


def _add_marks(store: Store, centre: BuiltCentre, people: list[int], count: int) -> None:
    """Put marks of an old session in: one person a half-day has one mark, so that days go far back and on."""
    session = build_session(store, centre, code="S-OLD", start=date(2019, 1, 7), end=date(2019, 1, 11))
    enrolments = enrol(store, session, people, start=date(2019, 1, 7))
    columns = "session_id, person_id, enrolment_id, day, half_day, value, reason, by_id, at"
    insert = f"INSERT INTO attendance_mark ({columns}) VALUES (?, ?, ?, ?, ?, 'P', '', 1, '2019-11-11T08:00:00+00:00')"
    with store.begin() as db:
        raw: Any = db.connection().connection
        cursor = raw.cursor()
        for number in range(count // _A_DAY):
            day = (_FIRST + timedelta(days=number)).isoformat()
            cursor.executemany(
                insert,
                [(session, person, enrolments[person], day, half.value) for person in people for half in HalfDay],
            )
