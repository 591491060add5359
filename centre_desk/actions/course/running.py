"""How a session runs: started, finished, cancelled, and who teaches it from when to when."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from centre_desk.actions.centre.places import row_of
from centre_desk.actions.course.death import write_end
from centre_desk.actions.course.planning import TOUCHED
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.referral.moving import settle_referral
from centre_desk.models.course import CourseSession, Enrolment, SessionTrainer
from centre_desk.models.desk import Month
from centre_desk.models.referral import Referral
from centre_desk.queries.course.reading import trainer_facts
from centre_desk.rules.course import EndReason, SessionState
from centre_desk.rules.course.session import check_can_change, check_move, check_stay, check_trainers
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, MonthState, Right, check_reason
from centre_desk.rules.referral import ReferralState
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def start_session(store: Store, *, session_id: int, by: Actor, at: datetime) -> Done:
    """Say that a planned session has begun; a finished one runs again."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        _move(db, session_id, SessionState.RUNNING, "", by, at)
    return Done(TOUCHED, session_id)


def finish_session(store: Store, *, session_id: int, by: Actor, at: datetime) -> Done:
    """Finish a session after its last day: whoever is still enrolled has completed it."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = _move(db, session_id, SessionState.FINISHED, "", by, at)
        last = session.end_on if _month_open(db, session.end_on) else at.date()
        staying = _still_enrolled(db, session_id)
        for enrolment in staying:
            write_end(db, enrolment, last, EndReason.COMPLETED, "", by=by, at=at)
    return Done(TOUCHED, session_id, len(staying))


def cancel_session(store: Store, *, session_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Cancel a session, with the reason: those enrolled wait again."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        refuse_if(check_reason(reason))
        session = _move(db, session_id, SessionState.CANCELLED, reason, by, at)
        leaving = _still_enrolled(db, session_id)
        for enrolment in leaving:
            _send_back(db, enrolment, min(at.date(), session.end_on), reason, by, at)
    return Done(TOUCHED | {Room.REFERRAL}, session_id, len(leaving))


def _send_back(db: Session, enrolment: Enrolment, today: date, reason: str, by: Actor, at: datetime) -> None:
    if enrolment.start > today:
        enrolment.start = today  # a session that never began must not hold the person in the future
    write_end(db, enrolment, today, EndReason.SESSION_CANCELLED, reason, by=by, at=at)
    referral = db.get(Referral, enrolment.referral_id) if enrolment.referral_id else None
    if referral is not None and referral.state is ReferralState.ASSIGNED:
        settle_referral(db, referral, ReferralState.WAITING, today, reason, by=by, at=at)


def _move(db: Session, session_id: int, after: SessionState, reason: str, by: Actor, at: datetime) -> CourseSession:
    session = row_of(db, CourseSession, session_id)
    before = session.state
    refuse_if(check_move(before, after, session.end_on, at.date()))
    session.state = after
    write_journal(
        db,
        by=by,
        at=at,
        act=f"course.{after.value}",
        subject=("course_session", session_id),
        event_date=at.date(),
        before={"state": before},
        after={"state": after},
        reason=reason.strip(),
    )
    return session


def _still_enrolled(db: Session, session_id: int) -> list[Enrolment]:
    query = select(Enrolment).where(Enrolment.session_id == session_id, Enrolment.end_on.is_(None))
    return list(db.scalars(query.order_by(Enrolment.register_number)))


def _month_open(db: Session, day: date) -> bool:
    month = db.get(Month, month_of(day))
    return month is None or month.state is MonthState.OPEN


def assign_trainer(
    store: Store,
    *,
    session_id: int,
    trainer_id: int,
    first_day: date,
    by: Actor,
    at: datetime,
    last_day: date | None = None,
    lead: bool = False,
    replaces: int | None = None,
) -> Done:
    """Give a session a trainer from a day on, or for some days in place of another (`replaces`: a trainer)."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        session = row_of(db, CourseSession, session_id)
        facts = trainer_facts(db, [trainer_id], session.trade_id)
        last = last_day or session.end_on
        refuse_if(
            check_can_change(session.state),
            refusal("course.not_found") if not facts else None,
            check_stay(session.start, session.end_on, first_day, last),
            check_trainers(facts, last),
            refusal("course.trainer_known", name=facts[0].name)
            if facts and _teaches(db, session_id, trainer_id, first_day, last)
            else None,
        )
        if replaces is not None:
            lead = _give_way(db, session_id, replaces, first_day, last_day, by, at) or lead
        row = SessionTrainer(
            session_id=session_id,
            trainer_id=trainer_id,
            lead=lead,
            first_day=first_day,
            last_day=last_day,
            by_id=by.user_id,
            at=at,
        )
        db.add(row)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="course.assign_trainer",
            subject=("course_session", session_id),
            event_date=first_day,
            after={"trainer_id": trainer_id, "last_day": last_day, "lead": lead, "replaces": replaces},
        )
    return Done(TOUCHED, row.id)


def _teaches(db: Session, session_id: int, trainer_id: int, first: date, last: date, *, but: int = 0) -> bool:
    query = select(SessionTrainer.id).where(
        SessionTrainer.session_id == session_id,
        SessionTrainer.trainer_id == trainer_id,
        SessionTrainer.id != but,
        SessionTrainer.first_day <= last,
        or_(SessionTrainer.last_day.is_(None), SessionTrainer.last_day >= first),
    )
    return db.scalars(query).first() is not None


def _give_way(
    db: Session, session_id: int, trainer_id: int, first: date, last: date | None, by: Actor, at: datetime
) -> bool:
    """Let the one replaced stop the day before and, after a last day, go on. Return whether that one led."""
    stay = db.scalars(
        select(SessionTrainer)
        .where(
            SessionTrainer.session_id == session_id,
            SessionTrainer.trainer_id == trainer_id,
            SessionTrainer.first_day <= first,
            or_(SessionTrainer.last_day.is_(None), SessionTrainer.last_day >= first),
        )
        .limit(1)
    ).first()
    if stay is None:
        raise Refused([refusal("course.not_found")])
    led, until = stay.lead, stay.last_day
    if stay.first_day < first:
        stay.last_day = first - timedelta(days=1)
    else:
        db.delete(stay)  # replaced from the first day on: the journal keeps who was named
    if last is not None and (until is None or last < until):
        again = SessionTrainer(session_id=session_id, trainer_id=trainer_id, lead=led, by_id=by.user_id, at=at)
        again.first_day, again.last_day = last + timedelta(days=1), until
        db.add(again)
    return led


def correct_trainer(
    store: Store, *, stay_id: int, first_day: date, last_day: date | None, reason: str, by: Actor, at: datetime
) -> Done:
    """Put the days of a trainer in a session right; who really signed for a roll stays on it."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        stay = row_of(db, SessionTrainer, stay_id)
        session = row_of(db, CourseSession, stay.session_id)
        facts = trainer_facts(db, [stay.trainer_id], session.trade_id)
        last = last_day or session.end_on
        refuse_if(
            check_reason(reason),
            check_can_change(session.state),
            check_stay(session.start, session.end_on, first_day, last),
            refusal("course.trainer_known", name=facts[0].name)
            if _teaches(db, session.id, stay.trainer_id, first_day, last, but=stay_id)
            else None,
        )
        before = {"first_day": stay.first_day, "last_day": stay.last_day}
        stay.first_day, stay.last_day, stay.by_id, stay.at = first_day, last_day, by.user_id, at
        after = {"trainer_id": stay.trainer_id, "first_day": first_day, "last_day": last_day}
        _journal_stay(db, "course.correct_trainer", stay, before, after, reason, by, at)
    return Done(TOUCHED, stay.session_id)


def remove_trainer(store: Store, *, stay_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Take out somebody who was named as a trainer by mistake; the journal keeps who it was, and when."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        stay = row_of(db, SessionTrainer, stay_id)
        session_id = stay.session_id
        refuse_if(check_reason(reason), check_can_change(row_of(db, CourseSession, session_id).state))
        before = {"trainer_id": stay.trainer_id, "first_day": stay.first_day, "last_day": stay.last_day}
        _journal_stay(db, "course.remove_trainer", stay, before, {}, reason, by, at)
        db.delete(stay)
    return Done(TOUCHED, session_id)


def _journal_stay(
    db: Session,
    act: str,
    stay: SessionTrainer,
    before: Mapping[str, object],
    after: Mapping[str, object],
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    write_journal(
        db,
        by=by,
        at=at,
        act=act,
        subject=("course_session", stay.session_id),
        event_date=stay.first_day,
        before=before,
        after=after,
        reason=reason.strip(),
    )
