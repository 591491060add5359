"""The age bands of the report: a setting, for which one IOM wants is unconfirmed."""

from collections.abc import Sequence
from datetime import datetime

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.done import Done
from centre_desk.queries.monthly_return.people import BANDS_SETTING
from centre_desk.rules.desk import Actor
from centre_desk.rules.monthly_return import bounds_of, check_bands
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store


def set_age_bands(store: Store, *, last_ages: Sequence[int], by: Actor, at: datetime) -> Done:
    """Put other age bands in force: `last_ages` ends every band but the last, which is open."""
    bounds = bounds_of(last_ages)
    refuse_if(check_bands(bounds))
    done = set_setting(store, key=BANDS_SETTING, value=[list(one) for one in bounds], by=by, at=at)
    return Done(done.touched | {Room.MONTHLY_RETURN}, done.id)
