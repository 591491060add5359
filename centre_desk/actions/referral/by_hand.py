"""A referral announced by telephone, or a person who walks in: entered by hand, person and referral in one act."""

from collections.abc import Iterable
from datetime import datetime

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.referral.moving import add_referral
from centre_desk.actions.register import add_apart, add_consent, add_person, change_person
from centre_desk.models.register import Person
from centre_desk.queries.register import facts_of
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.referral.state import ReferralFacts, check_referral
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.register import Origin
from centre_desk.rules.register.person import ConsentAnswer, PersonFacts, check_person, lay_over, tidy_person
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store


def register_referral(
    store: Store,
    *,
    person: PersonFacts | int,
    referral: ReferralFacts,
    consents: Iterable[ConsentAnswer] = (),
    told: PersonFacts | None = None,
    apart_from: Iterable[int] = (),
    by: Actor,
    at: datetime,
) -> Done:
    """Enter a referral by hand, for a new person (`PersonFacts`) or one of the register (the person's id).

    `told`: what was told of a person of the register, who may lack it (a number, the birth). `apart_from`: likely
    people of whom the user said that they are others.
    """
    facts = None if isinstance(person, int) else tidy_person(person)
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        refuse_if(check_person(facts, at.date()) if facts else (), check_referral(referral, at.date()))
        row = add_person(db, facts, origin=Origin.CENTRE, by=by, at=at) if facts else db.get_one(Person, person)
        if told is not None and facts is None:
            change_person(db, row.id, lay_over(facts_of(row), told), origin=Origin.CENTRE, by=by, at=at)
        add_apart(db, row.id, apart_from, by=by, at=at)
        for answer in consents:
            add_consent(db, row, answer, by=by, at=at)
        made = add_referral(db, row.id, referral, by=by, at=at)
    return Done(frozenset({Room.REGISTER, Room.REFERRAL}), made.id)
