"""Day care: a child is placed at one centre at a time, and what the centre invoiced for a month is recorded."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.claim.run import TOUCHED, refuse_closed_month
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.claim import DayCareInvoice, DayCarePlacement
from centre_desk.models.register import Dependant, Person
from centre_desk.queries.register import list_name, people_who_decline
from centre_desk.rules.claim.day_care import Span, check_placement
from centre_desk.rules.dates import is_month, last_day
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.register import ConsentPurpose, Kinship
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def place_child(
    store: Store,
    *,
    dependant_id: int,
    provider_id: int,
    start: date,
    end: date | None = None,
    by: Actor,
    at: datetime,
) -> Done:
    """Place a child at a day-care centre from a day on; never at two on one day."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        child = db.get_one(Dependant, dependant_id)
        taken = select(DayCarePlacement).where(DayCarePlacement.dependant_id == dependant_id)
        spans = [Span(row.start, row.end_on) for row in db.scalars(taken)]
        refuse_if(
            refusal("claim.no_child") if child.kinship is not Kinship.CHILD or child.ended_on else None,
            check_placement(Span(start, end), spans),
            _check_consent(db, child.person_id),
        )
        row = DayCarePlacement(
            dependant_id=dependant_id, provider_id=provider_id, start=start, end_on=end, by_id=by.user_id, at=at
        )
        db.add(row)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="claim.place_child",
            subject=("dependant", dependant_id),
            event_date=start,
            after={"placement": row.id, "provider": provider_id, "start": start, "end": end},
        )
    return Done(TOUCHED, row.id)


def _check_consent(db: Session, parent_id: int) -> tuple[Refusal, ...]:
    """Refuse where the parent said no, or no longer yes, to the child's name going to the day care."""
    if parent_id not in people_who_decline(db, ConsentPurpose.DAY_CARE):
        return ()
    parent = db.get_one(Person, parent_id)
    return (refusal("claim.day_care_declined", name=list_name(parent.family_name, parent.given_names)),)


def end_placement(store: Store, *, placement_id: int, end: date, by: Actor, at: datetime) -> Done:
    """End a placement on a day, included."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        row = db.get_one(DayCarePlacement, placement_id)
        refuse_if(check_placement(Span(row.start, end), []))
        if row.end_on is not None and end > row.end_on:
            raise Refused([refusal("claim.placement_ended")])
        before, row.end_on = row.end_on, end
        row.by_id, row.at = by.user_id, at
        write_journal(
            db,
            by=by,
            at=at,
            act="claim.end_placement",
            subject=("dependant", row.dependant_id),
            event_date=end,
            before={"end": before},
            after={"placement": row.id, "end": end},
        )
    return Done(TOUCHED, row.id)


def record_invoice(
    store: Store,
    *,
    dependant_id: int,
    provider_id: int,
    month: str,
    days: int,
    number: str = "",
    by: Actor,
    at: datetime,
) -> Done:
    """Record, or put right, the days that a provider invoiced for a child in a month."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        refuse_if(refusal("claim.days_out_of_range") if not is_month(month) or not 0 <= days <= 31 else None)
        refuse_closed_month(db, month)
        known = select(DayCareInvoice).where(
            DayCareInvoice.dependant_id == dependant_id, DayCareInvoice.month == month
        )
        row = db.scalars(known).first()
        before = {"days": row.days, "number": row.number} if row else {}
        if row is None:
            row = DayCareInvoice(dependant_id=dependant_id, month=month)
            db.add(row)
        row.provider_id, row.days, row.number = provider_id, days, number.strip()
        row.by_id, row.at = by.user_id, at
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="claim.record_invoice",
            subject=("dependant", dependant_id),
            event_date=last_day(month),
            before=before,
            after={"month": month, "days": days, "number": row.number, "provider": provider_id},
        )
    return Done(TOUCHED, row.id)
