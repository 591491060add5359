"""Referring a person to another centre: the numbered letter, what that centre says, and that IOM was told of it.

A letter follows a training elsewhere that the person accepted. Nothing of it is deleted: each move is a row.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.assessment.grids import TOUCHED
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.assessment import Offer, OutgoingEvent, OutgoingReferral
from centre_desk.queries.register import deceased
from centre_desk.rules.assessment.letter import (
    OutgoingState,
    check_letter,
    check_letter_move,
    check_tell_iom,
)
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number

SERIES = "letter"


def write_letter(
    store: Store,
    *,
    offer_id: int,
    centre: str,
    written_on: date,
    by: Actor,
    at: datetime,
    contact: str = "",
    remarks: str = "",
) -> Done:
    """Write the letter of an accepted offer elsewhere, under the next number of its year; `remarks`: what was seen."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        offer = db.get_one(Offer, offer_id)
        written = _in_force(db, offer_id)
        refuse_if(
            check_letter(
                offer.kind,
                offer.answer,
                offer.answered_on,
                centre,
                written=written,
                on=written_on,
                today=at.date(),
            ),
            check_alive(db, offer.person_id),
        )
        letter = OutgoingReferral(
            number=f"LO-{written_on.year}-{next_number(db, f'{SERIES}-{written_on.year}'):04d}",
            offer_id=offer_id,
            person_id=offer.person_id,
            centre=centre.strip(),
            contact=contact.strip(),
            remarks=remarks.strip(),
            written_on=written_on,
            state=OutgoingState.WRITTEN,
            by_id=by.user_id,
            at=at,
        )
        db.add(letter)
        db.flush()
        _add_event(db, letter, written_on, "", by, at)
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.write_letter",
            subject=("outgoing_referral", letter.id),
            event_date=written_on,
            after={"number": letter.number, "offer": offer_id, "centre": letter.centre, "remarks": personal(remarks)},
        )
    return Done(TOUCHED, letter.id)


def move_letter(
    store: Store,
    *,
    letter_id: int,
    state: OutgoingState,
    on_date: date,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Done:
    """Record that a letter was sent or taken back, or what the other centre says; an answer set right is told anew."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        letter = db.get_one(OutgoingReferral, letter_id)
        since = letter.events[-1].on_date
        refuse_if(check_letter_move(letter.state, state, reason, since, on_date, at.date()))
        refuse_if(check_alive(db, letter.person_id))
        write_move(db, letter, state, on_date, reason, by=by, at=at)
        letter.told_iom_on = None
    return Done(TOUCHED, letter_id)


def write_move(
    db: Session, letter: OutgoingReferral, state: OutgoingState, on: date, reason: str, *, by: Actor, at: datetime
) -> None:
    """Move a letter inside another act, with its event and journal entry."""
    before, letter.state = letter.state, state
    _add_event(db, letter, on, reason, by, at)
    write_journal(
        db,
        by=by,
        at=at,
        act="assessment.move_letter",
        subject=("outgoing_referral", letter.id),
        event_date=on,
        before={"state": before},
        after={"state": state},
        reason=reason.strip(),
    )


def tell_iom(store: Store, *, letter_id: int, on_date: date, by: Actor, at: datetime) -> Done:
    """Record the day on which IOM heard what the other centre answered."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        letter = db.get_one(OutgoingReferral, letter_id)
        refuse_if(check_tell_iom(letter.state, letter.told_iom_on, on_date, at.date()))
        letter.told_iom_on = on_date
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.tell_iom",
            subject=("outgoing_referral", letter_id),
            event_date=on_date,
            before={"told_iom_on": None},
            after={"told_iom_on": on_date, "state": letter.state},
        )
    return Done(TOUCHED, letter_id)


def check_alive(db: Session, person_id: int) -> tuple[Refusal, ...]:
    """Refuse what is planned for somebody who has died."""
    return (refusal("register.has_died"),) if deceased(db, [person_id]) else ()


def _in_force(db: Session, offer_id: int) -> bool:
    query = select(OutgoingReferral.id).where(
        OutgoingReferral.offer_id == offer_id, OutgoingReferral.state != OutgoingState.WITHDRAWN
    )
    return db.scalars(query).first() is not None


def _add_event(db: Session, letter: OutgoingReferral, on: date, reason: str, by: Actor, at: datetime) -> None:
    row = OutgoingEvent(
        outgoing_id=letter.id, state=letter.state, on_date=on, reason=reason.strip(), by_id=by.user_id, at=at
    )
    letter.events.append(row)
    db.flush()
