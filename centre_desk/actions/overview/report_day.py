"""The day of the next month by which the report is due, as the centre sets it."""

from datetime import datetime

from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.done import Done
from centre_desk.rules.desk import Actor
from centre_desk.rules.overview.settings import check_report_day
from centre_desk.rules.overview.today import REPORT_DAY_SETTING
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store


def set_report_day(store: Store, *, day: int, by: Actor, at: datetime) -> Done:
    """Say by which day of the next month IOM wants the report."""
    refuse_if(check_report_day(day))
    done = set_setting(store, key=REPORT_DAY_SETTING, value=day, by=by, at=at)
    return Done(done.touched | {Room.OVERVIEW}, done.id)
