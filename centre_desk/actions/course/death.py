"""A death: recorded with its day and who told it, it ends what runs and stops what is planned; undoing puts it back.

Facts: the source's outcomes name a death; nobody may be called, reminded or expected after it was recorded. What it
stopped (`DeathStop`) is kept with what stood there before, so that one recorded for the wrong person leaves no trace
in the lists. Months that are closed do not change: an enrolment then ends on the first day that is still open.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from centre_desk.actions.assessment.outgoing import write_move
from centre_desk.actions.referral.moving import restore_referral, settle_referral
from centre_desk.models.assessment import Offer, OutgoingReferral, SkillsTest
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.referral import Referral
from centre_desk.models.register import Death, DeathStop, Person
from centre_desk.queries.course.reading import can_go_on, places_taken
from centre_desk.queries.desk import month_states
from centre_desk.queries.register import IN_FORCE, birth_of_columns, deceased
from centre_desk.rules.assessment import OPEN_STATES, OfferAnswer, TestState
from centre_desk.rules.assessment.letter import OPEN_LETTERS, OutgoingState
from centre_desk.rules.course import EndReason
from centre_desk.rules.course.enrolment import last_day_of
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.referral import ReferralState
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.register.person import check_death
from centre_desk.rules.room import Room
from centre_desk.store.journal import personal, write_journal

EVERYWHERE = frozenset(Room)
Stopped = tuple[str, int, dict[str, Any]]
"""A row that a death stopped: table, number, and the columns that it had before (all where it was taken out)."""
SettleMarks = Callable[[Session, Enrolment, date], tuple[date, list[Stopped]]]
"""What a later room does before an enrolment ends on a day: it may say a later day, and what it took out after it."""


def write_death(
    db: Session,
    person_id: int,
    died_on: date,
    *,
    told_by: str = "",
    document: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
    settle_marks: SettleMarks | None = None,
) -> int:
    """Record a death inside another act, with all that it stops; return how many rows that is."""
    person = db.get_one(Person, person_id)
    birth = birth_of_columns(person.birth_date, person.birth_year)
    in_force, recorded = person.state in IN_FORCE, bool(deceased(db, [person_id]))
    refuse_if(check_death(died_on, birth, in_force=in_force, recorded=recorded, today=at.date()))
    death = Death(
        person_id=person_id,
        died_on=died_on,
        told_by=told_by.strip(),
        document=document.strip(),
        note=note.strip(),
        by_id=by.user_id,
        at=at,
    )
    db.add(death)
    db.flush()
    stopped = list(_stop_all(db, death, by, at, settle_marks))
    for table, number, before in stopped:
        said = json.dumps(before, sort_keys=True)
        db.add(DeathStop(death_id=death.id, table_name=table, row_id=number, before=said))
    write_journal(
        db,
        by=by,
        at=at,
        act="register.record_death",
        subject=("person", person_id),
        event_date=died_on,
        after={name: personal(getattr(death, name)) for name in ("told_by", "document", "note")},
    )
    return len(stopped)


def _stop_all(
    db: Session, death: Death, by: Actor, at: datetime, settle_marks: SettleMarks | None
) -> Iterator[Stopped]:
    yield from _end_enrolments(db, death, by, at, settle_marks)
    yield from _cancel_tests(db, death, by, at)
    yield from _close_offers(db, death, by, at)
    for letter in db.scalars(
        select(OutgoingReferral).where(
            OutgoingReferral.person_id == death.person_id, OutgoingReferral.state.in_(OPEN_LETTERS)
        )
    ):
        before = letter.state
        on = max(death.died_on, letter.events[-1].on_date)
        write_move(db, letter, OutgoingState.WITHDRAWN, on, "", by=by, at=at)
        yield letter.__tablename__, letter.id, {"state": before}
    states = WAITING_STATES | {ReferralState.ASSIGNED}
    for referral in db.scalars(
        select(Referral).where(Referral.person_id == death.person_id, Referral.state.in_(states))
    ):
        was = referral.state
        why = EndReason.DEATH.value
        settle_referral(db, referral, ReferralState.WITHDRAWN, max(death.died_on, referral.received_on), why, by=by,
                        at=at)  # fmt: skip
        yield referral.__tablename__, referral.id, {"state": was}


def _end_enrolments(
    db: Session, death: Death, by: Actor, at: datetime, settle_marks: SettleMarks | None
) -> Iterator[Stopped]:
    closed = {month for month, state in month_states(db) if state is not MonthState.OPEN}
    running = select(Enrolment).where(Enrolment.person_id == death.person_id, Enrolment.end_on.is_(None))
    for enrolment in db.scalars(running.order_by(Enrolment.id)):
        day = last_day_of(enrolment.start, death.died_on, closed)
        if settle_marks is not None:
            day, taken_out = settle_marks(db, enrolment, day)
            yield from taken_out
        write_end(db, enrolment, day, EndReason.DEATH, death.note, by=by, at=at)
        yield enrolment.__tablename__, enrolment.id, {"end_on": None, "end_reason": None, "end_note": ""}


def _cancel_tests(db: Session, death: Death, by: Actor, at: datetime) -> Iterator[Stopped]:
    for test in db.scalars(
        select(SkillsTest).where(SkillsTest.person_id == death.person_id, SkillsTest.state.in_(OPEN_STATES))
    ):
        before, test.state = test.state, TestState.CANCELLED
        _note(db, "assessment.cancel_test", ("skills_test", test.id), before, test.state, death.died_on, by, at)
        yield test.__tablename__, test.id, {"state": before}


def _close_offers(db: Session, death: Death, by: Actor, at: datetime) -> Iterator[Stopped]:
    for offer in db.scalars(
        select(Offer).where(Offer.person_id == death.person_id, Offer.answer == OfferAnswer.PENDING)
    ):
        before, offer.answer, offer.answered_on = offer.answer, OfferAnswer.DECLINED, max(death.died_on, offer.made_on)
        _note(db, "assessment.close_offer", ("offer", offer.id), before, offer.answer, death.died_on, by, at)
        yield offer.__tablename__, offer.id, {"answer": before, "answered_on": None}


def write_end(
    db: Session, enrolment: Enrolment, end_on: date, reason: EndReason, note: str, *, by: Actor, at: datetime
) -> None:
    """Write the end of an enrolment and its journal entry inside an act."""
    enrolment.end_on, enrolment.end_reason, enrolment.end_note = end_on, reason, note.strip()
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="course.end_enrolment",
        subject=("enrolment", enrolment.id),
        event_date=end_on,
        before={"end_on": None},
        after={"end_on": end_on, "end_reason": reason},
        reason=note.strip(),
    )


# --- taken back


def take_back_death(db: Session, person_id: int, reason: str, *, by: Actor, at: datetime) -> int:
    """Take a death back inside another act; return how many rows are as before. What changed since stays."""
    death = db.scalars(select(Death).where(Death.person_id == person_id, Death.undone_at.is_(None))).first()
    if death is None:
        raise Refused([refusal("register.no_death")])
    death.undone_at, death.undone_by_id, death.undone_reason = at, by.user_id, reason.strip()
    db.flush()
    back = [stop.id for stop in stops_of(db, death.id) if _put_back(db, stop, reason, by, at)]
    write_journal(
        db,
        by=by,
        at=at,
        act="register.undo_death",
        subject=("person", person_id),
        before={"died_on": death.died_on},
        after={"put_back": len(back)},
        reason=reason.strip(),
    )
    return len(back)


def stops_of(db: Session, death_id: int) -> list[DeathStop]:
    """Return what a death stopped, enrolments before what lies within them."""
    stops = db.scalars(select(DeathStop).where(DeathStop.death_id == death_id).order_by(DeathStop.id))
    return sorted(stops, key=lambda stop: stop.table_name != Enrolment.__tablename__)


def _put_back(db: Session, stop: DeathStop, reason: str, by: Actor, at: datetime) -> bool:
    before = json.loads(stop.before)
    if stop.table_name == Enrolment.__tablename__:
        return _reopen(db, db.get_one(Enrolment, stop.row_id), reason, by, at)
    if stop.table_name == Referral.__tablename__:
        referral, state = db.get_one(Referral, stop.row_id), ReferralState(before["state"])
        return restore_referral(db, referral, ReferralState.WITHDRAWN, state, at.date(), reason, by=by, at=at)
    if stop.table_name == OutgoingReferral.__tablename__:
        return _restore_letter(db, stop.row_id, OutgoingState(before["state"]), reason, by, at)
    if stop.table_name == SkillsTest.__tablename__:
        return _restore_test(db, stop.row_id, TestState(before["state"]), reason, by, at)
    if stop.table_name == Offer.__tablename__:
        return _reopen_offer(db, stop.row_id, reason, by, at)
    return _insert_again(db, stop.table_name, before)


def _restore_letter(
    db: Session, number: int, state: OutgoingState, reason: str, by: Actor, at: datetime
) -> bool:
    letter = db.get_one(OutgoingReferral, number)
    if letter.state is not OutgoingState.WITHDRAWN:
        return False
    write_move(db, letter, state, at.date(), reason, by=by, at=at)
    return True


def _restore_test(db: Session, number: int, state: TestState, reason: str, by: Actor, at: datetime) -> bool:
    test = db.get_one(SkillsTest, number)
    if test.state is not TestState.CANCELLED:
        return False
    before, test.state = test.state, state
    _note(db, "assessment.restore_test", ("skills_test", number), before, state, at.date(), by, at, reason)
    return True


def _reopen_offer(db: Session, number: int, reason: str, by: Actor, at: datetime) -> bool:
    offer = db.get_one(Offer, number)
    if offer.answer is not OfferAnswer.DECLINED:
        return False
    before, offer.answer, offer.answered_on = offer.answer, OfferAnswer.PENDING, None
    _note(db, "assessment.reopen_offer", ("offer", number), before, offer.answer, at.date(), by, at, reason)
    return True


def _insert_again(db: Session, table: str, values: dict[str, Any]) -> bool:
    """Insert a row of a later room again as it was, unless its enrolment stays ended before it."""
    names = ", ".join(values)
    enrolment = db.get(Enrolment, values.get("enrolment_id") or 0)
    if enrolment is not None and enrolment.end_on is not None and values["day"] > enrolment.end_on.isoformat():
        return False
    db.execute(text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in values)})"), values)
    return True


def _reopen(db: Session, enrolment: Enrolment, reason: str, by: Actor, at: datetime) -> bool:
    """Let an enrolment go on; one of a session that is over, or whose end lies in a closed month, stays as it is."""
    if not can_go_on(db, enrolment):
        return False
    session = db.get_one(CourseSession, enrolment.session_id)
    if session.capacity <= places_taken(db, session.id):
        raise Refused([refusal("course.full", left=0, wanted=1)])
    before = {"end_on": enrolment.end_on, "end_reason": enrolment.end_reason}
    enrolment.end_on, enrolment.end_reason, enrolment.end_note = None, None, ""
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="course.reopen_enrolment",
        subject=("enrolment", enrolment.id),
        before=before,
        after={"end_on": None},
        reason=reason.strip(),
    )
    return True


def _note(
    db: Session,
    act: str,
    subject: tuple[str, int],
    before: str,
    after: str,
    on: date,
    by: Actor,
    at: datetime,
    reason: str = EndReason.DEATH.value,
) -> None:
    write_journal(
        db,
        by=by,
        at=at,
        act=act,
        subject=subject,
        event_date=on,
        before={"state": before},
        after={"state": after},
        reason=reason,
    )
