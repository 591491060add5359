"""The half-days of a session changed once it is planned: moved as a whole, taken out with a reason, made up for.

A half-day is never deleted: it is taken out. These acts know no marks, so they are parts of acts of the later room
that owns rolls: there it is said first which marks a change touches. The database holds it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Holiday
from centre_desk.models.course import CourseSession, Enrolment, SessionPattern, SessionSlot, SessionTrainer
from centre_desk.models.register import Person
from centre_desk.queries.course.changes import ChangePreview
from centre_desk.queries.course.reading import agreement_facts, enrolled_elsewhere
from centre_desk.queries.register import list_name
from centre_desk.rules.course import SlotState
from centre_desk.rules.course.changes import Change, DaysOff, NewDates, NewDay, NewWeek, Timetable, check_change
from centre_desk.rules.course.session import check_agreed_days, check_can_change
from centre_desk.rules.course.timetable import Half, WeekPattern
from centre_desk.rules.desk import Actor, check_reason
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.store.journal import write_journal


def write_change(
    db: Session, session: CourseSession, change: Change, plan: ChangePreview, reason: str, *, by: Actor, at: datetime
) -> None:
    """Do inside an act what a preview of the same change says; `Refused` where people, agreement or days forbid it."""
    refuse_if(check_can_change(session.state), check_change(plan.before, change))
    if isinstance(change, NewDates | NewDay):
        refuse_if(check_reason(reason))
    refuse_if(_check_days(db, session, plan.after))
    if isinstance(change, NewDates):
        _move_people(db, session, change)
    elif isinstance(change, NewWeek):
        refuse_if(_gone_later(db, session, plan.after))
    _write_weeks(db, session.id, plan.after)
    named = _reasons(db, change, plan, reason.strip())
    before = {"start": session.start, "end_on": session.end_on}
    session.start, session.end_on = plan.after.start, plan.after.end_on
    slots = _put_slots(db, session.id, plan, named)
    db.flush()
    if isinstance(change, NewDay | DaysOff):
        _journal_slots(db, session, slots, by, at)
    else:
        _journal_whole(db, session, change, plan, before, reason, by, at)


def _check_days(db: Session, session: CourseSession, after: Timetable) -> tuple[Refusal, ...]:
    """Refuse a session without half-days, outside its agreement, or over another session of somebody in it."""
    agreement = agreement_facts(db, session.agreement_id)
    changed = (after.start, after.end_on) != (session.start, session.end_on)
    twice = enrolled_elsewhere(db, session.id, after.start, after.end_on) if changed else []
    return (
        *(() if after.planned else (refusal("course.no_half_day"),)),
        *(check_agreed_days(agreement, after.start, after.end_on) if agreement and changed else ()),
        *(refusal("course.over_another", place=place, session=name) for place, name in twice),
    )


def _move_people(db: Session, session: CourseSession, change: NewDates) -> None:
    """Let those who are there from the first day begin with the session; who left before the new one stays put."""
    found: list[Refusal] = []
    for enrolment in db.scalars(select(Enrolment).where(Enrolment.session_id == session.id)):
        if enrolment.end_on is not None and enrolment.end_on < change.start:
            continue
        if enrolment.start == session.start or enrolment.start < change.start:
            enrolment.start = change.start
        found += _outside(db, enrolment, change.end_on)
    refuse_if(found)
    for stay in db.scalars(select(SessionTrainer).where(SessionTrainer.session_id == session.id)):
        if stay.first_day == session.start and (stay.last_day is None or stay.last_day >= change.start):
            stay.first_day = change.start


def _gone_later(db: Session, session: CourseSession, after: Timetable) -> list[Refusal]:
    enrolments = db.scalars(select(Enrolment).where(Enrolment.session_id == session.id))
    return [found for enrolment in enrolments for found in _outside(db, enrolment, after.end_on)]


def _outside(db: Session, enrolment: Enrolment, last: date) -> Iterable[Refusal]:
    """Refuse, by name, somebody who begins or leaves after the last day."""
    person = db.get_one(Person, enrolment.person_id)
    name = list_name(person.family_name, person.given_names)
    if enrolment.start > last:
        yield refusal("course.begins_later", place=name, day=f"{enrolment.start:%d/%m/%Y}")
    elif enrolment.end_on is not None and enrolment.end_on > last:
        yield refusal("course.left_later", place=name, day=f"{enrolment.end_on:%d/%m/%Y}")


def _write_weeks(db: Session, session_id: int, after: Timetable) -> None:
    db.execute(delete(SessionPattern).where(SessionPattern.session_id == session_id))
    db.add_all(week_lines(session_id, after.patterns, after.start, after.end_on))


def week_lines(session_id: int, weeks: Iterable[WeekPattern], start: date, end: date) -> Iterable[SessionPattern]:
    """Yield the rows of weeks; a day left open is the session's first or last."""
    for week in weeks:
        for line in week.lines:
            yield SessionPattern(
                session_id=session_id,
                weekday=line.weekday,
                half_day=line.half_day,
                starts=line.starts,
                ends=line.ends,
                first_day=week.first_day or start,
                last_day=week.last_day or end,
            )


def _reasons(db: Session, change: Change, plan: ChangePreview, reason: str) -> dict[Half, str]:
    """Return the half-days that are changed by name, with why: one day's, and those that became days off."""
    if isinstance(change, NewDay):
        return dict.fromkeys(plan.leaving + plan.coming, reason)
    if isinstance(change, DaysOff):
        names = _holiday_names(db, [half.day for half in plan.leaving])
        return {half: names.get(half.day, reason) for half in plan.leaving}
    return {}


def _holiday_names(db: Session, days: Iterable[date]) -> dict[date, str]:
    query = select(Holiday.day, Holiday.name_fr).where(Holiday.day.in_(set(days)), Holiday.cancelled.is_(False))
    return dict(db.execute(query).all())


def _put_slots(db: Session, session_id: int, plan: ChangePreview, named: dict[Half, str]) -> list[SessionSlot]:
    """Take out what leaves and plan what comes; what is changed by name carries its reason. Return those by name."""
    query = select(SessionSlot).where(SessionSlot.session_id == session_id)
    known = {Half(s.day, s.half_day): s for s in db.scalars(query)}
    for half in plan.leaving:
        slot = known[half]
        slot.state = SlotState.REMOVED
        slot.reason = named.get(half, "")
    for half in plan.coming:
        slot = known.setdefault(half, SessionSlot(session_id=session_id, day=half.day, half_day=half.half_day))
        slot.state, slot.reason = SlotState.PLANNED, named.get(half, "")
        db.add(slot)
    db.flush()
    return [known[half] for half in sorted(named)]


def _journal_slots(
    db: Session, session: CourseSession, slots: Iterable[SessionSlot], by: Actor, at: datetime
) -> None:
    for slot in slots:
        added = slot.state is SlotState.PLANNED
        write_journal(
            db,
            by=by,
            at=at,
            act="course.add_slot" if added else "course.remove_slot",
            subject=("session_slot", slot.id),
            event_date=slot.day,
            before={} if added else {"state": SlotState.PLANNED},
            after={
                "state": slot.state,
                "session_id": session.id,
                "half_day": slot.half_day,
                "session_ends": session.end_on,
            },
            reason=slot.reason,
        )


def _journal_whole(
    db: Session,
    session: CourseSession,
    change: NewDates | NewWeek,
    plan: ChangePreview,
    before: dict[str, date],
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    after: dict[str, object] = {"start": session.start, "end_on": session.end_on, "half_days": len(plan.after.planned)}
    gone = sorted(plan.before.by_name - plan.after.planned)
    lost = [f"{half.day.isoformat()} {half.half_day.value}" for half in gone]
    if isinstance(change, NewWeek):
        after |= {"first_day": change.week.first_day, "last_day": change.week.last_day}
    write_journal(
        db,
        by=by,
        at=at,
        act="course.change_dates" if isinstance(change, NewDates) else "course.set_week",
        subject=("course_session", session.id),
        event_date=(change.week.first_day if isinstance(change, NewWeek) else None) or session.start,
        before={**before, **({"made_up": lost} if lost else {})},
        after=after,
        reason=reason.strip(),
    )
