"""To whom the report goes, as its first page names it."""

from datetime import datetime

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.done import Done
from centre_desk.queries.monthly_return.sheet import RECIPIENT_SETTING
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store


def set_recipient(store: Store, *, recipient: str, by: Actor, at: datetime) -> Done:
    """Say to whom the report goes; reports that are sealed keep the one that they had."""
    name = recipient.strip()
    refuse_if(None if name else refusal("monthly_return.nobody_receives"))
    done = set_setting(store, key=RECIPIENT_SETTING, value=name, by=by, at=at)
    return Done(done.touched | {Room.MONTHLY_RETURN}, done.id)
