"""A visit of IOM to a half-day: head-count, identities seen, who came, remarks."""

from collections.abc import Collection
from datetime import datetime

from centre_desk.actions.attendance.guard import TOUCHED, allow, enrolled_of, half_day_of
from centre_desk.actions.done import Done
from centre_desk.models.attendance import MonitoringIdentity, MonitoringVisit
from centre_desk.rules.attendance.locks import check_visit
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def record_visit(
    store: Store,
    *,
    slot_id: int,
    visitors: str,
    heads: int,
    identities: Collection[int],
    by: Actor,
    at: datetime,
    remarks: str = "",
) -> Done:
    """Record a visit to a half-day: heads counted, enrolments whose identity was seen; the roll stays as it is."""
    with store.begin() as db:
        slot = half_day_of(db, slot_id).slot
        by = allow(db, by, slot.session_id, [slot.day], at)
        expected = [one.enrolment_id for one in enrolled_of(db, slot.session_id) if one.covers(slot.day)]
        refuse_if(check_visit(slot.day, at.date(), visitors, heads, identities, expected))
        visit = MonitoringVisit(
            slot_id=slot.id,
            session_id=slot.session_id,
            day=slot.day,
            half_day=slot.half_day,
            visitors=visitors.strip(),
            heads=heads,
            remarks=remarks.strip(),
            by_id=by.user_id,
            at=at,
        )
        db.add(visit)
        db.flush()
        db.add_all(MonitoringIdentity(visit_id=visit.id, enrolment_id=one) for one in sorted(set(identities)))
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.record_visit",
            subject=("monitoring_visit", visit.id),
            event_date=slot.day,
            after={
                "session": slot.session_id,
                "half_day": slot.half_day,
                "visitors": visit.visitors,
                "heads": heads,
                "identities": sorted(set(identities)),
            },
        )
    return Done(TOUCHED, visit.id)
