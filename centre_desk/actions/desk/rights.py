"""The guard at the top of every action: the right is read from the database, not from the screen."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.desk import Delegation, User, UserRole
from centre_desk.rules.desk import Actor, Right, check_right, roles_in_force
from centre_desk.rules.refusal import Refused, refusal, refuse_if


def require(db: Session, by: Actor, right: Right, at: datetime) -> Actor:
    """Return the actor with the roles now in force; `Refused` when none of them gives the right."""
    actor = actor_of(db, by.user_id, at.date())
    refuse_if(check_right(actor, right))
    return actor


def actor_of(db: Session, user_id: int, today: date) -> Actor:
    """Read a user and their roles in force; `Refused` for a user who no longer works here."""
    user = db.get(User, user_id)
    if user is None or user.deactivated_at is not None:
        raise Refused([refusal("desk.user_left")])
    own = db.scalars(select(UserRole.role).where(UserRole.user_id == user_id, UserRole.revoked_at.is_(None))).all()
    lent = db.execute(
        select(Delegation.id, Delegation.role, Delegation.first_day, Delegation.last_day)
        .where(Delegation.to_user_id == user_id, Delegation.revoked_at.is_(None))
        .order_by(Delegation.id)
    ).all()
    roles, delegation = roles_in_force(own, [(r[0], r[1], r[2], r[3]) for r in lent], today)
    return Actor(user.id, user.name, roles, delegation)
