"""The form of case numbers and the least age in referrals, as the centre sets them."""

from collections.abc import Sequence
from datetime import datetime

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.done import Done
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.referral.terms import (
    MINIMUM_AGE_SETTING,
    check_case_pattern,
    check_minimum_age,
)
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.register.case_number import CASE_PATTERN_SETTING
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store


def set_case_pattern(store: Store, *, pattern: str, examples: Sequence[str], by: Actor, at: datetime) -> Done:
    """Say which form case numbers have (empty: any); the director does. `examples`: numbers that have it."""
    form = pattern.strip()
    refuse_if(check_case_pattern(form, [one for one in examples if one]))
    done = set_setting(store, key=CASE_PATTERN_SETTING, value=form, by=by, at=at, right=Right.SET_RATES)
    return Done(done.touched | {Room.REFERRAL}, done.id)


def set_minimum_age(store: Store, *, age: int, by: Actor, at: datetime) -> Done:
    """Say from which age on somebody is taken in."""
    refuse_if(check_minimum_age(age))
    done = set_setting(store, key=MINIMUM_AGE_SETTING, value=age, by=by, at=at)
    return Done(done.touched | {Room.REFERRAL}, done.id)
