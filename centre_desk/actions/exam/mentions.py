"""The bounds of the mentions, as the centre sets them."""

from collections.abc import Mapping
from datetime import datetime

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.done import Done
from centre_desk.queries.exam.reading import MENTIONS_SETTING
from centre_desk.rules.desk import Actor
from centre_desk.rules.exam import Mention, check_mention_bounds
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store


def set_mention_bounds(store: Store, *, bounds: Mapping[Mention, int], by: Actor, at: datetime) -> Done:
    """Say from which mean (hundredths of 20) on a result has each mention; results that are settled stay."""
    refuse_if(check_mention_bounds(bounds))
    value = {mention.value: bound for mention, bound in bounds.items()}
    done = set_setting(store, key=MENTIONS_SETTING, value=value, by=by, at=at)
    return Done(done.touched | {Room.EXAM}, done.id)
