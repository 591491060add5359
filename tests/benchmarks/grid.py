"""The roll's grid of 40 people by 62 half-days read from a desk of many marks, against the same from few.

Goal: at most 1.3 times. The many marks are those of a real desk: hundreds of sessions and a thousand people over ten
years, some of them in the very month of the grid. `CENTRE_DESK_MARKS` says how many, where five millions take long.
"""

import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from centre_desk.models.course import SessionSlot
from centre_desk.queries.attendance import grid_sheet
from centre_desk.rules.course import HalfDay
from centre_desk.store.opening import Store
from tests.benchmarks.desks import open_new_desk
from tests.benchmarks.measuring import Result, compare
from tests.builders import BuiltCentre, build_centre, build_session, enrol, take_roll
from tests.builders_overview import build_people

PEOPLE, MONTH, TODAY, GOAL = 40, "2019-12", date(2019, 12, 31), 1.3
FEW = 5_000
MANY = int(os.environ.get("CENTRE_DESK_MARKS", "5000000"))
_COURSE_DAYS = 100
_LAST = date(2019, 12, 31)
_GROUPS = 25
_INSERT = (
    "INSERT INTO attendance_mark (session_id, person_id, enrolment_id, day, half_day, value, reason, by_id, at)"
    " VALUES (?, ?, ?, ?, ?, ?, '', 1, ?)"
)
_AT = datetime(2019, 11, 11, 8, tzinfo=UTC).isoformat()
Mark = tuple[int, int, int, str, str, str, str]


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
            goal=GOAL,
        )


def prepare(store: Store, marks: int, since: date = date(2019, 12, 1)) -> int:
    """Put marks of other sessions in, then one of 40 people with 62 half-days in December, ten days of them taken.

    `since`: the day on which that session begins; all its half-days before December are taken.
    """
    centre = build_centre(store)
    _add_sessions(store, centre, marks)
    session = build_session(store, centre, code="S-GRID", capacity=PEOPLE, start=since, end=_LAST)
    with store.begin() as db:  # every day of the month, both half-days: 62
        known = {(s.day, s.half_day) for s in db.query(SessionSlot).filter_by(session_id=session)}
        days = [date(2019, 12, number) for number in range(1, 32)]
        wanted = [(day, half) for day in days for half in HalfDay if (day, half) not in known]
        db.add_all(SessionSlot(session_id=session, day=day, half_day=half) for day, half in wanted)
    enrolments = enrol(store, session, build_people(store, 1, PEOPLE), start=since)
    early = sorted(half for half in known if half[0] < days[0])
    _insert(store, ((session, p, e, d.isoformat(), h, "P", _AT) for d, h in early for p, e in enrolments.items()))
    for number in range(1, 11):
        for half in HalfDay:
            take_roll(store, session, date(2019, 12, number), half)
    return session


def _add_sessions(store: Store, centre: BuiltCentre, marks: int) -> None:
    """Put finished sessions in, up to the month of the grid: groups of people, each one course after the other."""
    groups: dict[int, list[int]] = {}
    sessions = -(-marks // (2 * _COURSE_DAYS * PEOPLE))
    left = marks
    for number in reversed(range(sessions)):  # the oldest first
        group, course = number % _GROUPS, number // _GROUPS
        if group not in groups:
            groups[group] = build_people(store, 101 + group * PEOPLE, PEOPLE)
        last = _LAST - timedelta(days=150 * course + group)
        left -= _add_session(store, centre, number, groups[group], last, left)


def _add_session(store: Store, centre: BuiltCentre, number: int, people: list[int], last: date, most: int) -> int:
    """Put in one session of people that ends on a day, with at most so many marks; return how many."""
    days = [last - timedelta(days=back) for back in range(_COURSE_DAYS)]
    session = build_session(store, centre, code=f"S-{number:04d}", start=days[-1], end=last, capacity=PEOPLE)
    enrolments = enrol(store, session, people, start=days[-1])
    ended = "UPDATE enrolment SET end_on = ?, end_reason = 'completed' WHERE session_id = ?"
    with store.begin() as db:
        db.connection().exec_driver_sql(ended, (last.isoformat(), session))
    wanted = [
        (session, person, enrolment, day.isoformat(), half.value, "A" if (person + day.day) % 12 == 0 else "P", _AT)
        for person, enrolment in enrolments.items()
        for day in days
        for half in HalfDay
    ][:most]
    _insert(store, iter(wanted))
    return len(wanted)


def _insert(store: Store, marks: Iterator[Mark]) -> None:
    with store.begin() as db:
        raw: Any = db.connection().connection
        raw.cursor().executemany(_INSERT, marks)
