"""Days off: added and cancelled by the director, for they change what is planned and paid.

A day of a sealed month stays as it was; triggers hold it, and the act says it first, with the month.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.centre.places import TOUCHED, row_of
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.centre import Holiday
from centre_desk.models.desk import Month
from centre_desk.rules.centre import HolidayKind, HolidaySpan, check_named
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, Right, check_month_open
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def add_holiday(
    store: Store,
    *,
    day: date,
    name_fr: str,
    by: Actor,
    at: datetime,
    name_en: str = "",
    span: HolidaySpan = HolidaySpan.DAY,
    kind: HolidayKind = HolidayKind.OTHER,
    note: str = "",
) -> Done:
    """Declare a day (or half of one) off; one that was cancelled comes back in force."""
    name_fr = name_fr.strip()
    with store.begin() as db:
        by = require(db, by, Right.SET_RATES, at)
        known = db.scalars(select(Holiday).where(Holiday.day == day, Holiday.name_fr == name_fr)).first()
        refuse_if(check_named(name_fr, "centre.no_holiday_name"), _month_closed(db, day))
        if known is not None and not known.cancelled:
            refuse_if(refusal("centre.holiday_known", name=name_fr, day=f"{day:%d/%m/%Y}"))
        holiday = known or Holiday(day=day, name_fr=name_fr)
        holiday.span, holiday.kind, holiday.name_en, holiday.note = span, kind, name_en.strip(), note.strip()
        holiday.cancelled, holiday.estimated, holiday.by_id, holiday.at = False, False, by.user_id, at
        db.add(holiday)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.add_holiday",
            subject=("holiday", holiday.id),
            event_date=day,
            after={"day": day, "span": span, "name_fr": name_fr, "kind": kind},
        )
    return Done(TOUCHED, holiday.id)


def cancel_holiday(store: Store, *, holiday_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Take a day off back (the moon was seen a day later): the line stays, cancelled."""
    with store.begin() as db:
        by = require(db, by, Right.SET_RATES, at)
        holiday = row_of(db, Holiday, holiday_id)
        refuse_if(
            refusal("centre.holiday_cancelled") if holiday.cancelled else None,
            check_named(reason, "desk.no_reason"),
            _month_closed(db, holiday.day),
        )
        holiday.cancelled = True
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.cancel_holiday",
            subject=("holiday", holiday_id),
            event_date=holiday.day,
            before={"cancelled": False},
            after={"cancelled": True},
            reason=reason.strip(),
        )
    return Done(TOUCHED, holiday_id)


def confirm_holidays(store: Store, *, holiday_ids: Sequence[int], by: Actor, at: datetime) -> Done:
    """Say that estimated days are confirmed by the communiqué."""
    with store.begin() as db:
        by = require(db, by, Right.SET_RATES, at)
        for number in holiday_ids:
            holiday = row_of(db, Holiday, number)
            refuse_if(_month_closed(db, holiday.day))
            holiday.estimated = False
            write_journal(
                db,
                by=by,
                at=at,
                act="centre.confirm_holiday",
                subject=("holiday", number),
                event_date=holiday.day,
                before={"estimated": True},
                after={"estimated": False},
            )
    return Done(TOUCHED, 0, len(holiday_ids))


def _month_closed(db: Session, day: date) -> tuple[Refusal, ...]:
    month = month_of(day)
    states = [(row.month, row.state) for row in db.scalars(select(Month).where(Month.month == month))]
    return check_month_open(states, [month])
