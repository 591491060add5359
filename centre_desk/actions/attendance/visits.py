"""A visit of IOM to a half-day: head-count, identities seen, who came, remarks; and the scan of its signed sheet.

The sheet is a row first: its number, the head of the journal's chain and what the roll said stand before the paper
does, so that it is always the same, whatever is corrected in the roll later.
"""

from collections.abc import Collection
from datetime import datetime

from centre_desk.actions.attendance.guard import TOUCHED, allow, enrolled_of, half_day_of, marks_at
from centre_desk.actions.desk.rights import require
from centre_desk.actions.desk.scans import keep_scan
from centre_desk.actions.done import Done
from centre_desk.models.attendance import MonitoringIdentity, MonitoringVisit
from centre_desk.rules.attendance.locks import check_visit
from centre_desk.rules.attendance.visits import SeenLine, freeze_lines, present_on
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.encoding import short_head
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.store.journal import chain_head, write_journal
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number

SERIES = "visit-sheet"
SUBJECT = "monitoring_visit"


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
    seen = sorted(set(identities))
    with store.begin() as db:
        slot = half_day_of(db, slot_id).slot
        by = allow(db, by, slot.session_id, [slot.day], at)
        expected = [one for one in enrolled_of(db, slot.session_id) if one.covers(slot.day)]
        refuse_if(check_visit(slot.day, at.date(), visitors, heads, seen, [one.enrolment_id for one in expected]))
        marks = {number: mark.value for number, mark in marks_at(db, slot).items()}
        lines = [
            SeenLine(one.enrolment_id, one.number, marks.get(one.enrolment_id), one.enrolment_id in seen)
            for one in expected
        ]
        visit = MonitoringVisit(
            slot_id=slot.id,
            session_id=slot.session_id,
            day=slot.day,
            half_day=slot.half_day,
            visitors=visitors.strip(),
            heads=heads,
            remarks=remarks.strip(),
            number=f"{next_number(db, SERIES):04d}",
            head_code=short_head(chain_head(db)[1]),
            on_roll=present_on(lines),
            lines=freeze_lines(lines),
            by_id=by.user_id,
            at=at,
        )
        db.add(visit)
        db.flush()
        db.add_all(MonitoringIdentity(visit_id=visit.id, enrolment_id=one) for one in seen)
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.record_visit",
            subject=(SUBJECT, visit.id),
            event_date=slot.day,
            after={
                "number": visit.number,
                "session": slot.session_id,
                "half_day": slot.half_day,
                "visitors": visit.visitors,
                "heads": heads,
                "on_roll": visit.on_roll,
                "identities": seen,
            },
        )
    return Done(TOUCHED, visit.id)


def attach_visit_scan(store: Store, *, visit_id: int, name: str, content: bytes, by: Actor, at: datetime) -> Done:
    """Keep a scan or photo of the sheet that the visitors signed; those attached before stay."""
    with store.begin() as db:
        by = require(db, by, Right.TAKE_ROLL, at)
        visit = db.get(MonitoringVisit, visit_id)
        if visit is None:
            raise Refused([refusal("attendance.no_visit")])
        scan = keep_scan(db, (SUBJECT, visit_id), name, content, by, at)
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.attach_visit_scan",
            subject=(SUBJECT, visit_id),
            event_date=visit.day,
            after={"number": visit.number, "sha256": scan.sha256, "size": len(content)},
        )
    return Done(TOUCHED, scan.id)
