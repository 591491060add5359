"""Correcting what a referral says of its route and its trades, where a file left it out or said it wrong.

Who owns it: what differs from IOM's last line is the centre's (`own_of_referral`), and a later list asks first.
"""

from dataclasses import replace
from datetime import datetime

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.referral.moving import put_facts
from centre_desk.models.referral import Referral
from centre_desk.queries.referral.planning import facts_of_referral
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.referral import Route
from centre_desk.rules.referral.state import ReferralFacts, check_correction
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def correct_referral(
    store: Store,
    *,
    referral_id: int,
    route: Route,
    wished_trade_id: int | None,
    declared_trade_id: int | None,
    by: Actor,
    at: datetime,
) -> Done:
    """Put right the route and the trades of a referral that still waits; nothing is written where nothing differs."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        referral = db.get_one(Referral, referral_id)
        before = facts_of_referral(referral)
        after = replace(before, route=route, wished_trade_id=wished_trade_id, declared_trade_id=declared_trade_id)
        refuse_if(check_correction(referral.state, after, at.date()))
        if after != before:
            put_facts(referral, after)
            write_journal(
                db,
                by=by,
                at=at,
                act="referral.correct_referral",
                subject=("referral", referral.id),
                event_date=referral.received_on,
                before=_said(before),
                after=_said(after),
            )
    return Done(frozenset({Room.REFERRAL}), referral_id)


def _said(facts: ReferralFacts) -> dict[str, object]:
    return {
        "route": facts.route,
        "wished_trade": facts.wished_trade_id,
        "declared_trade": facts.declared_trade_id,
    }
