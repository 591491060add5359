"""What a death stops: tests not yet decided, offers not yet answered, referrals. Nothing is planned after it.

Facts: the source's outcomes name a death; nobody may be called, reminded or expected after it was recorded.
"""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.referral.moving import settle_referral
from centre_desk.models.assessment import Offer, SkillsTest
from centre_desk.models.referral import Referral
from centre_desk.rules.assessment import OPEN_STATES, OfferAnswer, TestState
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import ReferralState
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.store.journal import write_journal


def stop_all(db: Session, person_id: int, on: date, why: str, *, by: Actor, at: datetime) -> None:
    """Call off the person's open tests, close the offers without answer, withdraw the referrals."""
    for test in db.scalars(
        select(SkillsTest).where(SkillsTest.person_id == person_id, SkillsTest.state.in_(OPEN_STATES))
    ):
        before, test.state, test.reason = test.state, TestState.CANCELLED, why
        _note(db, "assessment.cancel_test", ("skills_test", test.id), before, test.state, on, why, by, at)
    for offer in db.scalars(select(Offer).where(Offer.person_id == person_id, Offer.answer == OfferAnswer.PENDING)):
        offer.answer, offer.answered_on, offer.reason = OfferAnswer.DECLINED, max(on, offer.made_on), why
        _note(db, "assessment.close_offer", ("offer", offer.id), OfferAnswer.PENDING, offer.answer, on, why, by, at)
    states = WAITING_STATES | {ReferralState.ASSIGNED}
    for referral in db.scalars(select(Referral).where(Referral.person_id == person_id, Referral.state.in_(states))):
        settle_referral(db, referral, ReferralState.WITHDRAWN, on, why, by=by, at=at)


def _note(
    db: Session,
    act: str,
    subject: tuple[str, int],
    before: str,
    after: str,
    on: date,
    why: str,
    by: Actor,
    at: datetime,
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
        reason=why,
    )
