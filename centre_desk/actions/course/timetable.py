"""The half-days of a session once it is planned: moved as a whole, taken out with a reason, made up for.

A half-day is never deleted. One on which a roll was taken stays: the database holds it, and the later room that
owns rolls moves dates with `move_dates` once it has said which marks are touched.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from centre_desk.actions.centre.places import row_of
from centre_desk.actions.course.planning import TOUCHED
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.centre import Holiday
from centre_desk.models.course import CourseSession, Enrolment, SessionPattern, SessionSlot, SessionTrainer
from centre_desk.queries.centre import days_off
from centre_desk.queries.course.reading import agreement_facts, patterns_of, planned_halves
from centre_desk.rules.course import HalfDay, SlotState
from centre_desk.rules.course.session import check_agreed_days, check_can_change
from centre_desk.rules.course.timetable import Half, WeekPattern, check_patterns, halves_off, plan_slots
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def change_session_dates(
    store: Store, *, session_id: int, start: date, end_on: date, reason: str, by: Actor, at: datetime
) -> Done:
    """Move a session on which no roll was taken outside the new days; those enrolled from its start move with it."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = row_of(db, CourseSession, session_id)
        count = move_dates(db, session, start, end_on, reason, by=by, at=at)
    return Done(TOUCHED, session_id, count)


def move_dates(
    db: Session,
    session: CourseSession,
    start: date,
    end_on: date,
    reason: str,
    *,
    by: Actor,
    at: datetime,
    keep: frozenset[Half] = frozenset(),
) -> int:
    """Move a session inside an act; half-days to `keep` stay. Return how many half-days are planned afterwards."""
    refuse_if(check_can_change(session.state), check_reason(reason))
    patterns, before = patterns_of(db, session), (session.start, session.end_on)
    wanted = frozenset(plan_slots(patterns, start, end_on, days_off(db, start, end_on))) | keep
    agreement = agreement_facts(db, session.agreement_id)
    refuse_if(
        refusal("course.days_backwards") if end_on < start else None,
        refusal("course.no_half_day") if start <= end_on and not wanted else None,
        check_agreed_days(agreement, start, end_on) if agreement else None,
    )
    _move_people(db, session, start, end_on)
    _move_weeks(db, session, start, end_on)
    _put_slots(db, session.id, wanted)
    session.start, session.end_on = start, end_on
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="course.change_dates",
        subject=("course_session", session.id),
        event_date=start,
        before={"start": before[0], "end_on": before[1]},
        after={"start": start, "end_on": end_on, "half_days": len(wanted)},
        reason=reason.strip(),
    )
    return len(wanted)


def _move_people(db: Session, session: CourseSession, start: date, end_on: date) -> None:
    for enrolment in db.scalars(select(Enrolment).where(Enrolment.session_id == session.id)):
        if enrolment.start == session.start or enrolment.start < start:
            enrolment.start = start
        last = enrolment.end_on or enrolment.start
        if not start <= enrolment.start <= last <= end_on:
            raise Refused([refusal("course.still_enrolled", day=f"{enrolment.start:%d/%m/%Y}")])
    for stay in db.scalars(select(SessionTrainer).where(SessionTrainer.session_id == session.id)):
        if stay.first_day == session.start:
            stay.first_day = start


def _move_weeks(db: Session, session: CourseSession, start: date, end_on: date) -> None:
    for line in db.scalars(_weeks(session.id)):
        line.first_day = start if line.first_day == session.start else line.first_day
        line.last_day = end_on if line.last_day == session.end_on else line.last_day


def _put_slots(db: Session, session_id: int, wanted: frozenset[Half]) -> None:
    """Plan what is wanted and leave the rest out; a half-day taken out by name (with a reason) stays out."""
    known = {Half(s.day, s.half_day): s for s in db.scalars(_slots(session_id))}
    for half, slot in known.items():
        if slot.state is SlotState.PLANNED and half not in wanted:
            slot.state, slot.reason = SlotState.REMOVED, ""
        elif slot.state is SlotState.REMOVED and half in wanted and not slot.reason:
            slot.state = SlotState.PLANNED
    db.add_all(SessionSlot(session_id=session_id, day=h.day, half_day=h.half_day) for h in sorted(wanted - set(known)))


def _slots(session_id: int) -> Select[SessionSlot]:
    return select(SessionSlot).where(SessionSlot.session_id == session_id)


def remove_slot(store: Store, *, slot_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Take a half-day out of the timetable, with the reason (a bridge day by the director's note)."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        slot = row_of(db, SessionSlot, slot_id)
        refuse_if(
            check_reason(reason),
            refusal("course.slot_removed") if slot.state is SlotState.REMOVED else None,
            _session_open(db, slot.session_id),
        )
        _take_out(db, slot, reason.strip(), by, at)
    return Done(TOUCHED, slot.session_id)


def remove_holiday_slots(store: Store, *, session_id: int, by: Actor, at: datetime) -> Done:
    """Take out the half-days that have become days off since the session was planned, from today on."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = row_of(db, CourseSession, session_id)
        refuse_if(check_can_change(session.state))
        off = halves_off(days_off(db, at.date(), session.end_on))
        names = _holiday_names(db, at.date(), session.end_on)
        planned = _slots(session_id).where(SessionSlot.state == SlotState.PLANNED, SessionSlot.day >= at.date())
        hit = [s for s in db.scalars(planned.order_by(SessionSlot.day)) if Half(s.day, s.half_day) in off]
        for slot in hit:
            _take_out(db, slot, names[slot.day], by, at)
    return Done(TOUCHED, session_id, len(hit))


def _holiday_names(db: Session, start: date, end: date) -> dict[date, str]:
    rows = db.execute(
        select(Holiday.day, Holiday.name_fr).where(Holiday.day.between(start, end), Holiday.cancelled.is_(False))
    )
    return {row.day: row.name_fr for row in rows}


def _take_out(db: Session, slot: SessionSlot, reason: str, by: Actor, at: datetime) -> None:
    slot.state, slot.reason = SlotState.REMOVED, reason
    write_journal(
        db,
        by=by,
        at=at,
        act="course.remove_slot",
        subject=("session_slot", slot.id),
        event_date=slot.day,
        before={"state": SlotState.PLANNED},
        after={"state": SlotState.REMOVED, "session_id": slot.session_id, "half_day": slot.half_day},
        reason=reason,
    )


def set_day(
    store: Store,
    *,
    session_id: int,
    day: date,
    half_days: frozenset[HalfDay],
    reason: str,
    by: Actor,
    at: datetime,
) -> Done:
    """Say which half-days of one day are held: others are taken out, missing ones are made-up half-days.

    After the last day of the session, the session lasts longer.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = row_of(db, CourseSession, session_id)
        refuse_if(check_can_change(session.state), check_reason(reason))
        slots = {s.half_day: s for s in db.scalars(_slots(session_id).where(SessionSlot.day == day))}
        planned = frozenset(half for half, slot in slots.items() if slot.state is SlotState.PLANNED)
        for half in sorted(planned - half_days):
            _take_out(db, slots[half], reason.strip(), by, at)
        for half in sorted(half_days - planned):
            refuse_if(_check_make_up(db, session, day))
            _put_in(db, session, day, half, slots.get(half), reason.strip(), by, at)
    return Done(TOUCHED, session_id, len(planned ^ half_days))


def add_slot(
    store: Store, *, session_id: int, day: date, half_day: HalfDay, reason: str, by: Actor, at: datetime
) -> Done:
    """Add a make-up half-day, or plan one again that was taken out; after the last day, the session lasts longer."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = row_of(db, CourseSession, session_id)
        refuse_if(check_can_change(session.state), check_reason(reason), _check_make_up(db, session, day))
        slot = db.scalars(_slots(session_id).where(SessionSlot.day == day, SessionSlot.half_day == half_day)).first()
        if slot is not None and slot.state is SlotState.PLANNED:
            raise Refused([refusal("course.slot_known")])
        _put_in(db, session, day, half_day, slot, reason.strip(), by, at)
    return Done(TOUCHED, session_id)


def _put_in(
    db: Session,
    session: CourseSession,
    day: date,
    half_day: HalfDay,
    known: SessionSlot | None,
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    slot = known or SessionSlot(session_id=session.id, day=day, half_day=half_day)
    slot.state, slot.reason = SlotState.PLANNED, reason
    session.end_on = max(session.end_on, day)
    db.add(slot)
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="course.add_slot",
        subject=("session_slot", slot.id),
        event_date=day,
        after={"session_id": session.id, "half_day": half_day, "session_ends": session.end_on},
        reason=reason,
    )


def set_week(store: Store, *, session_id: int, week: WeekPattern, by: Actor, at: datetime) -> Done:
    """Give a session another week for some days (Ramadan hours): its half-days there are planned anew."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = row_of(db, CourseSession, session_id)
        first, last = week.first_day or session.start, week.last_day or session.end_on
        refuse_if(
            check_can_change(session.state),
            check_patterns([week]),
            refusal("course.start_outside", start=f"{session.start:%d/%m/%Y}", end=f"{session.end_on:%d/%m/%Y}")
            if not session.start <= first <= last <= session.end_on
            else None,
        )
        _write_week(db, session, week, first, last)
        inside = frozenset(plan_slots([week], first, last, days_off(db, first, last)))
        outside = frozenset(h for h in planned_halves(db, session_id) if not first <= h.day <= last)
        _put_slots(db, session_id, inside | outside)
        write_journal(
            db,
            by=by,
            at=at,
            act="course.set_week",
            subject=("course_session", session_id),
            event_date=first,
            after={"first_day": first, "last_day": last, "half_days": len(inside | outside)},
        )
    return Done(TOUCHED, session_id, len(inside | outside))


def _write_week(db: Session, session: CourseSession, week: WeekPattern, first: date, last: date) -> None:
    """Put the lines of a dated week in place of those that began on the same day; a longer week goes on after it."""
    same = [p for p in db.scalars(_weeks(session.id)) if p.first_day == first]
    for line in same:
        if line.last_day > last:
            line.first_day = last + timedelta(days=1)
        else:
            db.delete(line)
    db.flush()
    db.add_all(
        SessionPattern(
            session_id=session.id,
            weekday=line.weekday,
            half_day=line.half_day,
            starts=line.starts,
            ends=line.ends,
            first_day=first,
            last_day=last,
        )
        for line in week.lines
    )
    db.flush()


def _weeks(session_id: int) -> Select[SessionPattern]:
    return select(SessionPattern).where(SessionPattern.session_id == session_id)


def _check_make_up(db: Session, session: CourseSession, day: date) -> tuple[Refusal, ...]:
    if day < session.start:
        return (refusal("course.slot_before_start", day=f"{session.start:%d/%m/%Y}"),)
    agreement = agreement_facts(db, session.agreement_id)
    return check_agreed_days(agreement, session.start, max(session.end_on, day)) if agreement else ()


def _session_open(db: Session, session_id: int) -> tuple[Refusal, ...]:
    return check_can_change(row_of(db, CourseSession, session_id).state)
