"""Scans kept beside attendance: of signed sheets, of what excuses somebody, of why a half-day was not held.

They are evidence beside a fact and change none: one may still be attached when its month is closed.
"""

from datetime import date, datetime

from sqlalchemy.orm import Session

from centre_desk.actions.attendance.guard import TOUCHED, allow_person, allow_week
from centre_desk.actions.desk.scans import keep_scan
from centre_desk.actions.done import Done
from centre_desk.models.attendance import AttendanceSheet, Excuse, Roll
from centre_desk.models.desk import Attachment
from centre_desk.rules.attendance import RollState
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

Scan = tuple[str, bytes]
"""The name of a file and its content."""

EXCUSE, ROLL, SHEET = "excuse", "roll", "attendance_sheet"


def attach_scan(store: Store, *, sheet_id: int, name: str, content: bytes, by: Actor, at: datetime) -> Done:
    """Keep a scan or photo of a signed sheet inside the encrypted desk; those attached before stay."""
    with store.begin() as db:
        sheet = db.get(AttendanceSheet, sheet_id)
        if sheet is None:
            raise Refused([refusal("attendance.no_sheet")])
        by = allow_week(db, by, sheet.session_id, sheet.week, at)
        scan = keep_scan(db, (SHEET, sheet_id), name, content, by, at)
        after = {"number": sheet.number, "sha256": scan.sha256, "size": len(content)}
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.attach_scan",
            subject=(SHEET, sheet_id),
            event_date=sheet.week,
            after=after,
        )
    return Done(TOUCHED, scan.id)


def attach_excuse_scan(store: Store, *, excuse_id: int, name: str, content: bytes, by: Actor, at: datetime) -> Done:
    """Keep the document of a known reason (a medical certificate, a summons) as it came."""
    with store.begin() as db:
        excuse = db.get(Excuse, excuse_id)
        if excuse is None:
            raise Refused([refusal("attendance.no_excuse")])
        by = allow_person(db, by, excuse.person_id, excuse.first_day, excuse.last_day, at)
        scan = keep_proof(db, (EXCUSE, excuse_id), excuse.first_day, (name, content), by, at)
    return Done(TOUCHED, scan.id)


def attach_roll_scan(store: Store, *, roll_id: int, name: str, content: bytes, by: Actor, at: datetime) -> Done:
    """Keep the document that says why a half-day was not held."""
    with store.begin() as db:
        roll = db.get(Roll, roll_id)
        if roll is None or roll.state is not RollState.NOT_HELD:
            raise Refused([refusal("attendance.was_held")])
        by = allow_week(db, by, roll.session_id, roll.day, at)
        scan = keep_proof(db, (ROLL, roll_id), roll.day, (name, content), by, at)
    return Done(TOUCHED, scan.id)


def keep_proof(db: Session, subject: tuple[str, int], day: date, scan: Scan, by: Actor, at: datetime) -> Attachment:
    """Keep the document of a reason or of a half-day not held, with its entry, in the caller's transaction."""
    name, content = scan
    kept = keep_scan(db, subject, name, content, by, at)
    write_journal(
        db,
        by=by,
        at=at,
        act="attendance.attach_proof",
        subject=subject,
        event_date=day,
        after={"sha256": kept.sha256, "size": len(content)},
    )
    return kept
