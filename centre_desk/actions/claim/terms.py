"""How allowances count a month, as the director sets it: against what a part of a month, how many days a whole one."""

from datetime import datetime

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.done import Done
from centre_desk.queries.claim.due import DAYS_SETTING, PARTIAL_MONTH
from centre_desk.rules.claim import PartialMonth
from centre_desk.rules.claim.allowance import check_days_a_month
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store


def set_partial_month(store: Store, *, method: PartialMonth, by: Actor, at: datetime) -> Done:
    """Say what a month is counted against that a session or a person shares in only partly."""
    done = set_setting(store, key=PARTIAL_MONTH, value=method.value, by=by, at=at, right=Right.SET_RATES)
    return Done(done.touched | {Room.CLAIM}, done.id)


def set_days_a_month(store: Store, *, days: int, by: Actor, at: datetime) -> Done:
    """Say how many days a whole month has where the agreement counts by days."""
    refuse_if(check_days_a_month(days))
    done = set_setting(store, key=DAYS_SETTING, value=days, by=by, at=at, right=Right.SET_RATES)
    return Done(done.touched | {Room.CLAIM}, done.id)
