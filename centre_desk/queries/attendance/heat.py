"""The heat map of a session over some of its days: a month, or all of it.

Read from the whole session, so that a run of absences is flagged from wherever it began.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from centre_desk.models.course import CourseSession
from centre_desk.queries.attendance.figures import read_session
from centre_desk.queries.attendance.reading import keys_of_session
from centre_desk.queries.desk import setting
from centre_desk.rules.attendance.alerts import ABSENCES_DEFAULT, ABSENCES_SETTING
from centre_desk.rules.attendance.heat import Heat, HeatPerson, compute_heat
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class HeatSheet:
    """The map of a session's days from `first` to `last`."""

    session_id: int
    session: str
    first: date
    last: date
    heat: Heat


def heat_sheet(store: Store, session_id: int, first: date, last: date, today: date) -> HeatSheet:
    """Return the map of everybody enrolled at some time of these days; `date.min` to `date.max`: the whole session."""
    with store.read() as db:
        read = read_session(db, session_id)
        keys = keys_of_session(db, session_id)
        people = [
            HeatPerson(
                one.enrolment_id,
                one.number,
                one.name,
                one.stay,
                read.marks.get(one.enrolment_id, {}),
                keys.get(one.person_id, ""),
            )
            for one in read.enrolled
            if one.stay.start <= last and (one.stay.end is None or one.stay.end >= first)
        ]
        in_a_row = int(setting(db, ABSENCES_SETTING, ABSENCES_DEFAULT))
        cap, shown = read.terms.excused_cap, (first, last)
        heat = compute_heat(people, read.half_days, today, in_a_row, excused_cap=cap, shown=shown)
        name = db.scalars(select(CourseSession.name).where(CourseSession.id == session_id)).one()
        return HeatSheet(session_id, name, first, last, heat)
