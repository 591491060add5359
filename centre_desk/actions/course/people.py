"""Enrolling people, many at once, and ending an enrolment with a day and a reason.

A referral that waited becomes assigned; a death (`death`) ends all else that waits for the person.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.actions.centre.places import row_of
from centre_desk.actions.course.death import EVERYWHERE, take_back_death, write_death, write_end
from centre_desk.actions.course.planning import TOUCHED
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.referral.moving import settle_referral, waiting_referral
from centre_desk.models.assessment import Offer, SkillsTest
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.referral import Referral
from centre_desk.models.register import Person
from centre_desk.queries.course.reading import busy_from, places_taken
from centre_desk.queries.register import deceased, list_name
from centre_desk.rules.assessment import OfferAnswer
from centre_desk.rules.course import EndReason
from centre_desk.rules.course.enrolment import Enrollee, Openings, check_end, check_enrolments
from centre_desk.rules.course.session import check_can_change
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

_TOUCHED = TOUCHED | {Room.REFERRAL}


def enrol_people(
    store: Store,
    *,
    session_id: int,
    people: Sequence[int],
    start: date,
    by: Actor,
    at: datetime,
    referrals: Mapping[int, int] | None = None,
) -> Done:
    """Enrol people from a day on, in their order, under the next register numbers.

    `referrals` (person -> referral) says which referral each one follows; else the one that waits for a course,
    or the one whose test led to an accepted offer.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        chosen = list(dict.fromkeys(people))
        followed = {p: _referral_of(db, p, (referrals or {}).get(p)) for p in chosen}
        _enrol(db, session_id, followed, start, by, at, act="course.enrol")
    return Done(_TOUCHED, session_id, len(chosen))


def return_to_course(store: Store, *, enrolment_id: int, start: date, by: Actor, at: datetime) -> Done:
    """Enrol again somebody who left the session: a new register number from the day on, for the same referral."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        left = row_of(db, Enrolment, enrolment_id)
        if left.end_on is None:
            raise Refused([refusal("course.not_ended")])
        if start <= left.end_on:
            raise Refused([refusal("course.return_too_early", day=f"{left.end_on:%d/%m/%Y}")])
        referral = db.get(Referral, left.referral_id) if left.referral_id else None
        _enrol(db, left.session_id, {left.person_id: referral}, start, by, at, act="course.return")
    return Done(_TOUCHED, left.session_id)


def _enrol(
    db: Session,
    session_id: int,
    followed: Mapping[int, Referral | None],
    start: date,
    by: Actor,
    at: datetime,
    *,
    act: str,
) -> None:
    session = row_of(db, CourseSession, session_id)
    openings = Openings(session.state, session.start, session.end_on, session.capacity - places_taken(db, session_id))
    refuse_if(check_enrolments(openings, _enrollees(db, list(followed), followed, start, session.end_on), start))
    number = db.scalar(select(func.max(Enrolment.register_number)).where(Enrolment.session_id == session_id)) or 0
    for place, (person_id, referral) in enumerate(followed.items(), start=number + 1):
        _write_enrolment(db, session_id, person_id, referral, place, start, by, at, act=act)


def _referral_of(db: Session, person_id: int, referral_id: int | None) -> Referral | None:
    if referral_id is not None:
        return row_of(db, Referral, referral_id)
    return waiting_referral(db, person_id, frozenset({Route.TRAINING})) or _referral_of_offer(db, person_id)


def _referral_of_offer(db: Session, person_id: int) -> Referral | None:
    return db.scalars(
        select(Referral)
        .join(SkillsTest, SkillsTest.referral_id == Referral.id)
        .join(Offer, Offer.test_id == SkillsTest.id)
        .where(Offer.person_id == person_id, Offer.answer == OfferAnswer.ACCEPTED, Offer.partner == "")
        .order_by(Offer.id.desc())
        .limit(1)
    ).first()


def _enrollees(
    db: Session, people: Sequence[int], followed: Mapping[int, Referral | None], start: date, until: date
) -> list[Enrollee]:
    gone, busy = deceased(db, people), busy_from(db, people, start, until)
    found: list[Enrollee] = []
    for person_id in people:
        person, referral = row_of(db, Person, person_id), followed[person_id]
        found.append(
            Enrollee(
                name=list_name(person.family_name, person.given_names),
                state=person.state,
                deceased=person_id in gone,
                elsewhere=busy.get(person_id, ""),
                referral=referral.state if referral else None,
                referral_of_another=referral is not None and referral.person_id != person_id,
            )
        )
    return found


def _write_enrolment(
    db: Session,
    session_id: int,
    person_id: int,
    referral: Referral | None,
    number: int,
    start: date,
    by: Actor,
    at: datetime,
    *,
    act: str,
) -> None:
    enrolment = Enrolment(
        session_id=session_id,
        person_id=person_id,
        referral_id=referral.id if referral else None,
        register_number=number,
        start=start,
        by_id=by.user_id,
        at=at,
    )
    db.add(enrolment)
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act=act,
        subject=("enrolment", enrolment.id),
        event_date=start,
        after={"session_id": session_id, "person_id": person_id, "register_number": number},
    )
    if referral is not None and referral.state in WAITING_STATES:
        settle_referral(db, referral, ReferralState.ASSIGNED, min(start, at.date()), "", by=by, at=at)


def end_enrolment(
    store: Store,
    *,
    enrolment_id: int,
    end_on: date,
    reason: EndReason,
    by: Actor,
    at: datetime,
    note: str = "",
    first: Callable[[Session, Enrolment, Actor], None] | None = None,
) -> Done:
    """End an enrolment: its last day, why, and a note. A death or IOM's withdrawal closes the referrals too.

    `first`: what a later room does in the same act, such as with marks after the last day (the database refuses
    an end before them).
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        enrolment = row_of(db, Enrolment, enrolment_id)
        session = row_of(db, CourseSession, enrolment.session_id)
        ended = enrolment.end_on is not None
        refuse_if(check_end(enrolment.start, ended, session.end_on, end_on, reason, at.date()))
        if first is not None:
            first(db, enrolment, by)
        if reason is EndReason.DEATH and not deceased(db, [enrolment.person_id]):
            write_death(db, enrolment.person_id, end_on, note=note, by=by, at=at)
            return Done(EVERYWHERE, enrolment_id)
        write_end(db, enrolment, end_on, reason, note, by=by, at=at)
        why = note.strip() or reason.value
        for referral in _referrals_to_close(db, enrolment, reason):
            settle_referral(db, referral, ReferralState.WITHDRAWN, end_on, why, by=by, at=at)
    return Done(_TOUCHED, enrolment_id)


def _referrals_to_close(db: Session, enrolment: Enrolment, reason: EndReason) -> list[Referral]:
    if reason is not EndReason.WITHDRAWN_BY_IOM:
        return []
    open_states = WAITING_STATES | {ReferralState.ASSIGNED}
    return list(
        db.scalars(select(Referral).where(Referral.id == enrolment.referral_id, Referral.state.in_(open_states)))
    )


def reopen_enrolment(store: Store, *, enrolment_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Take back an end that was recorded by mistake, while the session still runs and the month is open.

    A death is taken back whole: whatever it stopped elsewhere goes on too.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        enrolment = row_of(db, Enrolment, enrolment_id)
        if enrolment.end_on is None:
            raise Refused([refusal("course.not_ended")])
        session = row_of(db, CourseSession, enrolment.session_id)
        full = session.capacity <= places_taken(db, session.id)
        refuse_if(
            check_reason(reason),
            check_can_change(session.state),
            refusal("course.full", left=0, wanted=1) if full else None,
        )
        if enrolment.end_reason is EndReason.DEATH and deceased(db, [enrolment.person_id]):
            take_back_death(db, enrolment.person_id, reason, by=by, at=at)
            return Done(EVERYWHERE, enrolment_id)
        before = {"end_on": enrolment.end_on, "end_reason": enrolment.end_reason}
        enrolment.end_on, enrolment.end_reason, enrolment.end_note = None, None, ""
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="course.reopen_enrolment",
            subject=("enrolment", enrolment_id),
            before=before,
            after={"end_on": None},
            reason=reason.strip(),
        )
    return Done(_TOUCHED, enrolment_id)
