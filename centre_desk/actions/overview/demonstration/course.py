"""The courses of the demonstration's year: four sessions, their weekly sheets and rolls, who leaves early.

Everyone has a habit of attendance drawn once; a roll is drawn from the habits. Two or three people a session
leave before the end, one half-day a session is not held.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from centre_desk.actions.attendance.excuses import record_excuse
from centre_desk.actions.attendance.rolls import record_not_held, validate_roll
from centre_desk.actions.attendance.sheets import issue_sheets, receive_sheet
from centre_desk.actions.claim.day_care import place_child
from centre_desk.actions.course.people import end_enrolment, enrol_people
from centre_desk.actions.course.planning import plan_session
from centre_desk.actions.course.running import finish_session, start_session
from centre_desk.actions.overview.demonstration.setting import Scene, moment
from centre_desk.models.attendance import AttendanceSheet
from centre_desk.models.course import Enrolment, SessionSlot
from centre_desk.models.register import Dependant
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason
from centre_desk.rules.attendance.week import week_of
from centre_desk.rules.course import EndReason, HalfDay, SlotState
from centre_desk.rules.course.session import NewSession
from centre_desk.rules.course.timetable import usual_week
from centre_desk.rules.desk import Role

_LAST_WEEK = timedelta(days=6)
_LEAVING = (EndReason.DROP_OUT, EndReason.DROP_OUT, EndReason.NEW_DEPARTURE, EndReason.JOB_FOUND, EndReason.ILLNESS)


@dataclass
class Course:
    """One session of the story: `habits` is each enrolment's chance, of a hundred, to be away or late."""

    session_id: int
    trade: str
    start: date
    end: date
    people: list[int]
    enrolments: dict[int, int] = field(default_factory=dict)
    habits: dict[int, tuple[int, int]] = field(default_factory=dict)
    leaving: dict[date, list[int]] = field(default_factory=dict)
    not_held: int = 0
    exam: int = 0
    resit: bool = False


def open_course(scene: Scene, trade: str, room: int, start: date, weeks: int, people: list[int]) -> Course:
    """Plan a session, enrol its people on the first morning, place the small children of mothers in day care."""
    store, office = scene.store, scene.by(Role.SECRETARY)
    trainer = {"COUT": "Koné", "SOUD": "Diarra"}.get(trade, "Samaké")
    plan = NewSession(
        trade_id=scene.trades[trade],
        site_id=scene.site_id,
        agreement_id=scene.agreement_id,
        capacity=28,
        start=start,
        end_on=start + timedelta(weeks=weeks, days=-3),
        patterns=(usual_week(),),
        classroom_id=scene.classrooms[room],
        trainer_ids=(scene.trainers[trainer],),
    )
    number = plan_session(store, plan=plan, by=office, at=moment(start - timedelta(days=4))).id
    start_session(store, session_id=number, by=office, at=moment(start, 7))
    enrol_people(store, session_id=number, people=people, start=start, by=office, at=moment(start, 7, 30))
    course = Course(number, trade, start, plan.end_on, people)
    _draw_fates(scene, course)
    _place_children(scene, course)
    return course


def _draw_fates(scene: Scene, course: Course) -> None:
    chance = scene.chance
    with scene.store.read() as db:
        rows = db.execute(
            select(Enrolment.person_id, Enrolment.id)
            .where(Enrolment.session_id == course.session_id)
            .order_by(Enrolment.register_number)
        ).all()
        slots = db.scalars(
            select(SessionSlot.id).where(SessionSlot.session_id == course.session_id).order_by(SessionSlot.id)
        ).all()
    course.enrolments = {row[0]: row[1] for row in rows}
    for enrolment in course.enrolments.values():
        course.habits[enrolment] = (chance.choice((1, 2, 3, 3, 5, 8)), chance.choice((0, 1, 2, 4)))
    for enrolment in chance.sample(sorted(course.habits), 2 + chance.randrange(2)):
        day = course.start + timedelta(days=14 + chance.randrange(30))
        course.leaving.setdefault(day, []).append(enrolment)
    course.not_held = slots[len(slots) // 3]


def _place_children(scene: Scene, course: Course) -> None:
    with scene.store.read() as db:
        children = db.scalars(
            select(Dependant.id).where(Dependant.person_id.in_(course.people)).order_by(Dependant.id)
        ).all()
    for child in children:
        place_child(
            scene.store,
            dependant_id=child,
            provider_id=scene.provider_id,
            start=course.start,
            by=scene.by(Role.SECRETARY),
            at=moment(course.start, 8),
        )


def live_day(scene: Scene, course: Course, day: date, *, rolls: bool = True) -> None:
    """Live one day of a course: the week's sheet on its first day, departures, then the rolls."""
    if not course.start <= day <= course.end:
        return
    slots, week = _slots(scene, course, day), _days_of_week(scene, course, day)
    if slots and day == week[0]:
        _issue_sheet(scene, course, day)
    for enrolment in course.leaving.pop(day, []):
        _leave(scene, course, enrolment, day)
    if rolls:
        for slot, half in slots:
            _hold(scene, course, slot, half, day)
    if slots and day == week[-1] and rolls:
        _receive_sheet(scene, course, day)
    if day == course.end:
        finish_session(scene.store, session_id=course.session_id, by=scene.by(Role.SECRETARY), at=moment(day, 17, 30))


def _slots(scene: Scene, course: Course, day: date) -> list[tuple[int, HalfDay]]:
    with scene.store.read() as db:
        rows = db.execute(
            select(SessionSlot.id, SessionSlot.half_day)
            .where(SessionSlot.session_id == course.session_id, SessionSlot.day == day)
            .order_by(SessionSlot.half_day)
        ).all()
    return [(row[0], row[1]) for row in rows]


def _days_of_week(scene: Scene, course: Course, day: date) -> list[date]:
    """Return the days of the week that have a course: a holiday on Monday does not leave a week without its sheet."""
    monday = week_of(day)
    with scene.store.read() as db:
        query = select(SessionSlot.day).where(
            SessionSlot.session_id == course.session_id,
            SessionSlot.state == SlotState.PLANNED,
            SessionSlot.day.between(monday, monday + timedelta(days=6)),
        )
        return sorted(set(db.scalars(query)))


def _issue_sheet(scene: Scene, course: Course, day: date) -> None:
    issue_sheets(
        scene.store, sessions=[course.session_id], week=day, by=scene.by(Role.SECRETARY), at=moment(day, 7, 40)
    )


def _receive_sheet(scene: Scene, course: Course, day: date) -> None:
    with scene.store.read() as db:
        mine = (AttendanceSheet.session_id == course.session_id, AttendanceSheet.week == week_of(day))
        sheet = db.scalars(select(AttendanceSheet.id).where(*mine)).one()
    receive_sheet(scene.store, sheet_id=sheet, received_on=day, by=scene.by(Role.SECRETARY), at=moment(day, 16))


def _leave(scene: Scene, course: Course, enrolment: int, day: date) -> None:
    if enrolment not in course.habits:
        return
    reason = scene.chance.choice(_LEAVING)
    # The last day of the enrolment is the day before: that day's roll no longer has the person.
    end_enrolment(
        scene.store,
        enrolment_id=enrolment,
        end_on=day - timedelta(days=1),
        reason=reason,
        by=scene.by(Role.SECRETARY),
        at=moment(day, 7, 45),
    )
    del course.habits[enrolment]


def _hold(scene: Scene, course: Course, slot: int, half: HalfDay, day: date) -> None:
    store, office = scene.store, scene.by(Role.SECRETARY)
    at = moment(day, 12, 15) if half is HalfDay.MORNING else moment(day, 16, 15)
    if slot == course.not_held:
        record_not_held(
            store, slot_id=slot, reason=NotHeldReason.POWER, paid=True, decided_by="La directrice", by=office, at=at
        )
        return
    marks = {enrolment: _mark(scene, habit) for enrolment, habit in course.habits.items()}
    if scene.today - _LAST_WEEK <= day < course.end:
        marks[max(marks)] = MarkValue.ABSENT  # somebody to call: absent for days on end
    signed = sum(1 for mark in marks.values() if mark in (MarkValue.PRESENT, MarkValue.LATE))
    validate_roll(store, slot_id=slot, marks=marks, signatures=signed, by=office, at=at)


def _mark(scene: Scene, habit: tuple[int, int]) -> MarkValue:
    drawn, (away, late) = scene.chance.randrange(100), habit
    if drawn < away:
        return MarkValue.ABSENT if drawn % 3 else MarkValue.EXCUSED
    return MarkValue.LATE if drawn < away + late else MarkValue.PRESENT


def excuse_somebody(scene: Scene, course: Course, day: date) -> None:
    """Record a reason known for three days, before the rolls that it fills in."""
    person = scene.chance.choice(sorted(p for p, e in course.enrolments.items() if e in course.habits))
    record_excuse(
        scene.store,
        person_id=person,
        first_day=day,
        last_day=day + timedelta(days=2),
        reason=ExcuseReason.ILLNESS,
        document="Certificat médical",
        by=scene.by(Role.SECRETARY),
        at=moment(day, 7, 50),
    )
