"""A referral moves: accepted, refused, waiting, assigned, withdrawn; each move is a row that stays.

Later rooms move it inside their own acts (an enrolment assigns it) by `settle_referral`.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.referral import Referral, ReferralEvent
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.referral.state import WAITING_STATES, ReferralFacts, check_move
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def move_referrals(
    store: Store,
    *,
    referral_ids: Iterable[int],
    state: ReferralState,
    on_date: date,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Done:
    """Accept, refuse, let wait, assign, withdraw or reopen referrals; a refusal and a withdrawal say why."""
    ids = tuple(referral_ids)
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        for referral_id in ids:
            settle_referral(db, db.get_one(Referral, referral_id), state, on_date, reason, by=by, at=at)
    return Done(frozenset({Room.REFERRAL}), ids[0] if ids else 0, len(ids))


def settle_referral(
    db: Session, referral: Referral, state: ReferralState, on_date: date, reason: str, *, by: Actor, at: datetime
) -> None:
    """Move a referral inside another act; `Refused` when its state does not allow it."""
    refuse_if(check_move(referral.state, state, reason, on_date, at.date()))
    _write_move(db, referral, state, on_date, reason, by, at)


def restore_referral(
    db: Session,
    referral: Referral,
    was: ReferralState,
    state: ReferralState,
    on_date: date,
    reason: str,
    *,
    by: Actor,
    at: datetime,
) -> bool:
    """Put a referral back where it stood before an act that is taken back; False where it has moved on since."""
    if referral.state is not was:
        return False
    _write_move(db, referral, state, on_date, reason, by, at)
    return True


def _write_move(
    db: Session, referral: Referral, state: ReferralState, on_date: date, reason: str, by: Actor, at: datetime
) -> None:
    before, referral.state = referral.state, state
    _add_event(db, referral, on_date, reason, by, at)
    write_journal(
        db,
        by=by,
        at=at,
        act="referral.move_referral",
        subject=("referral", referral.id),
        event_date=on_date,
        before={"state": before},
        after={"state": state},
        reason=reason,
    )


def add_referral(db: Session, person_id: int, facts: ReferralFacts, *, by: Actor, at: datetime) -> Referral:
    """Write a new referral, received, with its journal entry, inside another act."""
    referral = Referral(person_id=person_id, state=ReferralState.RECEIVED, by_id=by.user_id, at=at)
    put_facts(referral, facts)
    db.add(referral)
    db.flush()
    _add_event(db, referral, facts.received_on, "", by, at)
    write_journal(
        db,
        by=by,
        at=at,
        act="referral.receive",
        subject=("referral", referral.id),
        event_date=facts.received_on,
        after={
            "person": person_id,
            "route": facts.route,
            "wished_trade": facts.wished_trade_id,
            "declared_trade": facts.declared_trade_id,
        },
    )
    return referral


def put_facts(referral: Referral, facts: ReferralFacts) -> None:
    """Put the facts of a referral into its row."""
    referral.received_on = facts.received_on
    referral.route = facts.route
    referral.wished_trade_id = facts.wished_trade_id
    referral.declared_trade_id = facts.declared_trade_id
    referral.experience_years = facts.experience_years
    referral.wish = facts.wish
    referral.children = facts.children
    referral.children_under_age = facts.children_under_age
    referral.day_care_wished = facts.day_care_wished
    referral.remarks = facts.remarks


def _add_event(db: Session, referral: Referral, on_date: date, reason: str, by: Actor, at: datetime) -> None:
    db.add(
        ReferralEvent(
            referral_id=referral.id,
            state=referral.state,
            on_date=on_date,
            reason=reason.strip(),
            by_id=by.user_id,
            at=at,
        )
    )
    db.flush()


def waiting_referral(db: Session, person_id: int, routes: frozenset[Route] = frozenset(Route)) -> Referral | None:
    """Return a person's oldest referral that still waits, of one of the routes; for the acts of later rooms."""
    query = select(Referral).where(
        Referral.person_id == person_id, Referral.state.in_(WAITING_STATES), Referral.route.in_(routes)
    )
    return db.scalars(query.order_by(Referral.received_on, Referral.id).limit(1)).first()
