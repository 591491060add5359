"""What is offered after a verdict, and what the person answers: the choice is theirs and is written down."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.assessment.outgoing import check_alive
from centre_desk.actions.assessment.planning import PLANNED, back_to_waiting
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.assessment import Grid, Offer, SkillsTest
from centre_desk.models.centre import Trade
from centre_desk.models.register import Person
from centre_desk.queries.register import list_name, people_who_decline
from centre_desk.rules.assessment import (
    OfferAnswer,
    OfferKind,
    check_answer,
    check_offer,
    kit_follows_success,
)
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.register import ConsentPurpose
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

BUSINESS = "GEST"


def make_offer(
    store: Store,
    *,
    test_id: int,
    kind: OfferKind,
    made_on: date,
    by: Actor,
    at: datetime,
    trade_id: int | None = None,
    partner: str = "",
    kit_conditional: bool | None = None,
) -> Done:
    """Offer what follows from a verdict: training (the trade tested, unless another is named), management, a job.

    The kit hangs on success where equipment was asked for, unless said otherwise. `partner`: employer, or the
    other centre that the person is sent to.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        test = db.get_one(SkillsTest, test_id)
        decided = test.decided_on or made_on
        refuse_if(check_offer(test.kind, test.state, test.verdict, kind, partner, decided, made_on))
        refuse_if(check_alive(db, test.person_id))
        refuse_if(_check_consent(db, test.person_id) if kind is OfferKind.JOB else None)
        if _open_offer(db, test_id):
            raise Refused([refusal("assessment.offer_open")])
        offer = Offer(
            test_id=test_id,
            person_id=test.person_id,
            kind=kind,
            trade_id=trade_id or _usual_trade(db, test, kind),
            partner=partner.strip(),
            kit_conditional=kit_follows_success(test.kind, kind) if kit_conditional is None else kit_conditional,
            made_on=made_on,
            answer=OfferAnswer.PENDING,
            by_id=by.user_id,
            at=at,
        )
        db.add(offer)
        db.flush()
        after = {"test": test.number, "kind": kind, "trade": offer.trade_id, "kit_conditional": offer.kit_conditional}
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.make_offer",
            subject=("offer", offer.id),
            event_date=made_on,
            after=after,
        )
    return Done(PLANNED, offer.id)


def _open_offer(db: Session, test_id: int) -> bool:
    query = select(Offer.id).where(Offer.test_id == test_id, Offer.answer == OfferAnswer.PENDING)
    return db.scalars(query).first() is not None


def _check_consent(db: Session, person_id: int) -> tuple[Refusal, ...]:
    """Refuse a job offer where the person said no, or no longer yes, to the name going to an employer."""
    if person_id not in people_who_decline(db, ConsentPurpose.EMPLOYER):
        return ()
    person = db.get_one(Person, person_id)
    return (refusal("assessment.employer_declined", name=list_name(person.family_name, person.given_names)),)


def _usual_trade(db: Session, test: SkillsTest, kind: OfferKind) -> int | None:
    """A training is in the trade tested, business management in its own; a job is not a training."""
    if kind is OfferKind.TRAINING:
        return db.get_one(Grid, test.grid_id).trade_id
    if kind is OfferKind.BUSINESS_MANAGEMENT:
        return db.scalars(select(Trade.id).where(Trade.code == BUSINESS)).first()
    return None


def answer_offer(
    store: Store,
    *,
    offer_id: int,
    answer: OfferAnswer,
    answered_on: date,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Done:
    """Record the person's answer. Who accepts a training here waits for a place in it."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        offer = db.get_one(Offer, offer_id)
        refuse_if(check_answer(offer.answer, answer, offer.made_on, answered_on, at.date(), reason))
        offer.answer, offer.answered_on, offer.reason = answer, answered_on, reason.strip()
        if answer is OfferAnswer.ACCEPTED and offer.kind is not OfferKind.JOB and not offer.partner:
            back_to_waiting(db, db.get_one(SkillsTest, offer.test_id), by, at)
        write_journal(
            db,
            by=by,
            at=at,
            act="assessment.answer_offer",
            subject=("offer", offer.id),
            event_date=answered_on,
            before={"answer": OfferAnswer.PENDING},
            after={"answer": answer},
            reason=reason,
        )
    return Done(PLANNED, offer_id)
