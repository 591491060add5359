"""Points to check: people of running sessions to call, and what an auditor would ask about the rolls.

Facts: enrolments x planned half-days, rolls with their day of receipt and of entry, the sheets of a week, days
off. Points about rolls look back over the last weeks, at sessions that are over by now too; each has its
threshold, a setting.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, MonitoringVisit, Roll
from centre_desk.models.centre import Trainer
from centre_desk.models.course import CourseSession
from centre_desk.models.register import Person
from centre_desk.queries.attendance.due import sessions_of_user
from centre_desk.queries.attendance.reading import (
    EVER,
    enrolled_by_session,
    marks_by_enrolment,
    planned_half_days,
    terms_by_session,
)
from centre_desk.queries.centre import days_off
from centre_desk.queries.desk import setting
from centre_desk.queries.register import deceased, list_name
from centre_desk.rules.attendance import SIGNED, MarkValue, RollState
from centre_desk.rules.attendance.alerts import (
    THRESHOLDS,
    AlertKind,
    absences_now,
    can_reach,
    days_to_enter,
    days_without_sheet,
    in_two_places,
    same_days,
)
from centre_desk.rules.attendance.figures import When, compute_figures
from centre_desk.rules.attendance.visits import head_difference
from centre_desk.rules.attendance.week import week_of
from centre_desk.rules.course import HalfDay, SessionState
from centre_desk.rules.course.timetable import Half, halves_off
from centre_desk.store.opening import Store

Thresholds = Mapping[AlertKind, int]
_LOOK_BACK = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A point to check. `count`: what was found, or the threshold in percent that is out of reach.

    Of a visit, `count` is negative where fewer heads were counted than the roll has present.

    About a person, a trainer (`person_id` 0) or a roll (`day`, `slot_id`; `name` empty).
    """

    kind: AlertKind
    person_id: int
    enrolment_id: int
    session_id: int
    session: str
    name: str
    count: int
    day: date | None = None
    slot_id: int = 0

    @property
    def item(self) -> int:
        """Return what `navigate(Room.ATTENDANCE, item)` opens: the half-day, or the session."""
        return -self.slot_id or self.session_id


def point_thresholds(db: Session) -> dict[AlertKind, int]:
    """Return the threshold in force of each point."""
    return {kind: int(setting(db, key, default)) for kind, (key, default) in THRESHOLDS.items()}


def alert_rows(store: Store, today: date, user_id: int | None = None) -> list[AlertRow]:
    """Return the points to check; `user_id`: a trainer's own sessions only."""
    with store.read() as db:
        names, running = _sessions(db, today)
        if user_id is not None:
            own = sessions_of_user(db, user_id)
            names = {number: name for number, name in names.items() if number in own}
        least = point_thresholds(db)
        found: list[AlertRow] = []
        for session_id, name in names.items():
            if session_id in running:
                found += _people_points(db, session_id, name, least, today)
            found += _roll_points(db, session_id, name, least, today)
            found += _visit_points(db, session_id, name, least[AlertKind.VISIT_COUNT], today)
        return [*found, *_two_places(db, names, least[AlertKind.TWO_PLACES], today)]


def _sessions(db: Session, today: date) -> tuple[dict[int, str], frozenset[int]]:
    """Return the names of the sessions whose rolls are looked at, and which of them still run."""
    running, over = CourseSession.state == SessionState.RUNNING, CourseSession.state == SessionState.FINISHED
    query = (
        select(CourseSession.id, CourseSession.name, CourseSession.state)
        .where(or_(running, and_(over, CourseSession.end_on >= today - _LOOK_BACK)))
        .order_by(CourseSession.name)
    )
    rows = db.execute(query).all()
    return {row[0]: row[1] for row in rows}, frozenset(row[0] for row in rows if row[2] is SessionState.RUNNING)


def _people_points(db: Session, session_id: int, session: str, least: Thresholds, today: date) -> Iterator[AlertRow]:
    half_days = planned_half_days(db, EVER, [session_id]).get(session_id, [])
    marks, terms = marks_by_enrolment(db, EVER, [session_id]), terms_by_session(db, [session_id])[session_id]
    wanted = min(100, terms.threshold_percent + least[AlertKind.OUT_OF_REACH])
    here = enrolled_by_session(db, (today, date.max), sessions=[session_id]).get(session_id, [])
    gone = deceased(db, [one.person_id for one in here])
    for one in here:
        if one.person_id in gone:
            continue  # on the day itself too
        own = marks.get(one.enrolment_id, {})
        absences = absences_now(half_days, one.stay, own)
        figures = compute_figures(half_days, one.stay, own, today, terms.excused_cap)
        who = (one.person_id, one.enrolment_id, session_id, session, one.name)
        if absences >= max(1, least[AlertKind.ABSENCES]):
            yield AlertRow(AlertKind.ABSENCES, *who, absences)
        if not can_reach(figures, wanted):
            yield AlertRow(AlertKind.OUT_OF_REACH, *who, wanted)


def _roll_points(db: Session, session_id: int, session: str, least: Thresholds, today: date) -> Iterator[AlertRow]:
    """Look at the rolls of the last weeks: entered late, without a sheet, on a day off, with days all the same."""
    days = (today - _LOOK_BACK, today)
    rolls = _rolls(db, session_id, days)
    columns = _columns(db, session_id, days)
    off = halves_off(days_off(db, *days))
    of_roll = (0, 0, session_id, session, "")
    sheets: dict[date, dict[When, Mapping[int, MarkValue]]] = {}
    waited: dict[date, int] = {}
    missing: dict[date, int] = {}
    for slot_id, day, half_day, received_on, at in rolls:
        column, week = columns.get((day, half_day), {}), week_of(day)
        sheets.setdefault(week, {})[day, half_day] = column
        waited[week] = max(waited.get(week, 0), days_to_enter(received_on, at.date()))
        missing[week] = max(missing.get(week, 0), days_without_sheet(day, received_on, today))
        present = sum(value in SIGNED for value in column.values())
        if Half(day, half_day) in off and present >= max(1, least[AlertKind.HOLIDAY_WORK]):
            yield AlertRow(AlertKind.HOLIDAY_WORK, *of_roll, present, day, slot_id)
    first = {week_of(day): slot_id for slot_id, day, *_ in reversed(rolls)}
    for week, sheet in sheets.items():
        if waited[week] > least[AlertKind.LATE_ENTRY]:
            yield AlertRow(AlertKind.LATE_ENTRY, *of_roll, waited[week], week, first[week])
        if missing[week] > least[AlertKind.NO_SHEET]:
            yield AlertRow(AlertKind.NO_SHEET, *of_roll, missing[week], week, first[week])
        count = same_days(sheet)
        if count >= max(2, least[AlertKind.SAME_DAYS]):
            yield AlertRow(AlertKind.SAME_DAYS, *of_roll, count, week, first[week])


def _rolls(
    db: Session, session_id: int, days: tuple[date, date]
) -> list[tuple[int, date, HalfDay, date | None, datetime]]:
    """Return validated rolls: slot, day, half-day, first receipt of the sheet (as the lock counts), entry."""
    query = (
        select(
            Roll.slot_id,
            Roll.day,
            Roll.half_day,
            func.coalesce(AttendanceSheet.first_received_on, Roll.received_on),
            Roll.at,
        )
        .outerjoin(AttendanceSheet, AttendanceSheet.id == Roll.sheet_id)
        .where(Roll.session_id == session_id, Roll.day.between(*days), Roll.state == RollState.VALIDATED)
        .order_by(Roll.day, Roll.half_day)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in db.execute(query)]


def _visit_points(db: Session, session_id: int, session: str, least: int, today: date) -> Iterator[AlertRow]:
    """Look at visits whose head count differs from the roll of that moment, or from the one taken since."""
    days = (today - _LOOK_BACK, today)
    visit = MonitoringVisit
    visits = db.execute(
        select(visit.day, visit.half_day, visit.slot_id, visit.heads, visit.on_roll)
        .where(visit.session_id == session_id, visit.day.between(*days))
        .order_by(visit.day, visit.half_day, visit.id)
    ).all()
    columns = _columns(db, session_id, days) if any(on_roll is None for *_, on_roll in visits) else {}
    for day, half_day, slot_id, heads, on_roll in visits:
        column = columns.get((day, half_day), {})
        taken_since = sum(value in SIGNED for value in column.values()) if column else None
        differs = head_difference(heads, taken_since if on_roll is None else on_roll)
        if abs(differs) >= max(1, least):
            yield AlertRow(AlertKind.VISIT_COUNT, 0, 0, session_id, session, "", differs, day, slot_id)


def _columns(db: Session, session_id: int, days: tuple[date, date]) -> dict[When, dict[int, MarkValue]]:
    columns: dict[When, dict[int, MarkValue]] = {}
    for enrolment_id, own in marks_by_enrolment(db, days, [session_id]).items():
        for when, value in own.items():
            columns.setdefault(when, {})[enrolment_id] = value
    return columns


@dataclass(frozen=True, slots=True)
class _Who:
    """A trainer, or two records of one person."""

    trainer_id: int = 0
    people: tuple[int, ...] = ()


Presence = tuple[_Who, When, int]


def _two_places(db: Session, sessions: Mapping[int, str], least: int, today: date) -> Iterator[AlertRow]:
    """Look for a trainer who signed two rolls of one half-day, and for two records of one person present at once."""
    since = today - _LOOK_BACK
    presences = [*_trainers_signing(db, since), *_namesakes_present(db, since)]
    last = {(who, when): session_id for who, when, session_id in presences}
    for who, times in in_two_places(presences).items():
        session_id = last[who, times[-1]]
        if session_id in sessions and len(times) >= max(1, least):
            person_id, name = _named(db, who)
            about = (person_id, 0, session_id, sessions[session_id], name)
            slot_id = 0 if person_id else _slot_at(db, session_id, times[-1])
            yield AlertRow(AlertKind.TWO_PLACES, *about, len(times), times[-1][0], slot_id)


def _slot_at(db: Session, session_id: int, when: When) -> int:
    query = select(Roll.slot_id).where(Roll.session_id == session_id, Roll.day == when[0], Roll.half_day == when[1])
    return db.scalars(query).first() or 0


def _trainers_signing(db: Session, since: date) -> list[Presence]:
    query = (
        select(Roll.author_id, Roll.day, Roll.half_day, Roll.session_id)
        .where(Roll.day >= since, Roll.state == RollState.VALIDATED, Roll.author_id.is_not(None))
        .order_by(Roll.id)
    )
    return [(_Who(trainer or 0), (day, half), place) for trainer, day, half, place in db.execute(query)]


def _namesakes_present(db: Session, since: date) -> list[Presence]:
    """Return when two records of one name, mother and birth year were present; who: the numbers of both."""
    twin = aliased(Person)
    pairs = db.execute(
        select(Person.id, twin.id)
        .join(twin, (twin.family_name == Person.family_name) & (twin.given_names == Person.given_names))
        .where(twin.id > Person.id, twin.birth_year == Person.birth_year)
        .where(Person.mother_name != "", twin.mother_name == Person.mother_name)
    ).all()
    present = _presences(db, {number for pair in pairs for number in pair}, since) if pairs else {}
    return [
        (_Who(people=(one, other)), when, session_id)
        for one, other in pairs
        for number in (one, other)
        for when, session_id in present.get(number, ())
    ]


def _presences(db: Session, people: Collection[int], since: date) -> dict[int, list[tuple[When, int]]]:
    mark = AttendanceMark
    query = select(mark.person_id, mark.day, mark.half_day, mark.session_id).where(
        mark.person_id.in_(people), mark.day >= since, mark.value.in_(SIGNED)
    )
    found: dict[int, list[tuple[When, int]]] = {}
    for person_id, day, half, session_id in db.execute(query):
        found.setdefault(person_id, []).append(((day, half), session_id))
    return found


def _named(db: Session, who: _Who) -> tuple[int, str]:
    if who.trainer_id:
        trainer = db.get_one(Trainer, who.trainer_id)
        return 0, f"{trainer.given_names} {trainer.family_name}".strip()
    person = db.get_one(Person, who.people[0])
    return person.id, list_name(person.family_name, person.given_names)
