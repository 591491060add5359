"""What a new desk still lacks until its first session is planned; after that nothing is asked any more."""

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Agreement, Rate, Site, Trade, Trainer
from centre_desk.models.course import CourseSession
from centre_desk.models.referral import Referral
from centre_desk.rules.overview.today import FirstStep

_THERE: tuple[tuple[FirstStep, Any], ...] = (
    (FirstStep.SITE, Site.id),
    (FirstStep.TRADES, Trade.id),
    (FirstStep.AGREEMENT, Agreement.id),
    (FirstStep.RATES, Rate.id),
    (FirstStep.STAFF, Trainer.id),
    (FirstStep.REFERRALS, Referral.id),
)


def first_steps(db: Session) -> tuple[tuple[FirstStep, bool], ...]:
    """Return each step and whether it is done; nothing once there is a session."""
    if db.scalar(select(exists().where(CourseSession.id.is_not(None)))):
        return ()
    done = [(step, bool(db.scalar(select(exists().where(there.is_not(None)))))) for step, there in _THERE]
    return (*done, (FirstStep.SESSION, False))
