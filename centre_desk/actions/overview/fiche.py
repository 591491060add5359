"""Handing out a person's individual record: nothing changes but the journal, which says to whom it was shown."""

from datetime import datetime

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.register import Person
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def hand_out_fiche(store: Store, *, person_id: int, by: Actor, at: datetime) -> Done:
    """Journal that all that is held on a person was printed; for those who may let names leave the desk."""
    with store.begin() as db:
        by = require(db, by, Right.EXPORT_RETURN, at)
        person = db.get_one(Person, person_id)
        write_journal(
            db, by=by, at=at, act="overview.hand_out_fiche", subject=("person", person.id), event_date=at.date()
        )
    return Done(frozenset({Room.DESK}), person_id)
