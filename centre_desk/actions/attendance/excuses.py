"""Reasons known for several days: they pre-fill the roll, and excuse absences that were entered already."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.attendance.guard import TOUCHED, allow, allow_person, late_reasons, show_late
from centre_desk.actions.attendance.scans import EXCUSE, Scan, keep_proof
from centre_desk.actions.done import Done
from centre_desk.models.attendance import AttendanceMark, Excuse
from centre_desk.queries.desk import is_open
from centre_desk.rules.attendance import ExcuseReason, MarkValue
from centre_desk.rules.attendance.roll import check_excuse
from centre_desk.rules.desk import Actor, check_reason
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store


def record_excuse(
    store: Store,
    *,
    person_id: int,
    first_day: date,
    last_day: date,
    reason: ExcuseReason,
    by: Actor,
    at: datetime,
    document: str = "",
    excuse_entered: bool = True,
    scan: Scan | None = None,
) -> Done:
    """Record why somebody is away from a day to a day, with its document (in words, and as a `scan`).

    Rolls to come propose *excused*. With `excuse_entered`, absences already entered on these days become
    excused too, where their month is open (signatures do not change by that). `count`: how many did. `Refused`:
    somebody of another trainer's session; an absence of a locked week that no second person opened again.
    """
    with store.begin() as db:
        refuse_if(check_excuse(first_day, last_day))
        by = allow_person(db, by, person_id, first_day, last_day, at)
        excuse = Excuse(
            person_id=person_id,
            first_day=first_day,
            last_day=last_day,
            reason=reason,
            document=document.strip(),
            by_id=by.user_id,
            at=at,
        )
        db.add(excuse)
        db.flush()
        changed = _excuse_entered(db, excuse, by, at) if excuse_entered else []
        after = {"from": first_day, "to": last_day, "reason": personal(reason), "excused": len(changed)}
        _journal(db, excuse, "attendance.record_excuse", by, at, after=after)
        if scan is not None:
            keep_proof(db, (EXCUSE, excuse.id), first_day, scan, by, at)
    return Done(TOUCHED, excuse.id, len(changed))


def withdraw_excuse(store: Store, *, excuse_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Take a known reason back: rolls no longer propose it; marks already entered stay as they are."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        excuse = db.get(Excuse, excuse_id)
        if excuse is None or excuse.withdrawn_at is not None:
            raise Refused([refusal("attendance.no_excuse")])
        by = allow_person(db, by, excuse.person_id, excuse.first_day, excuse.last_day, at)
        excuse.withdrawn_at = at
        _journal(db, excuse, "attendance.withdraw_excuse", by, at, after={"withdrawn": True}, reason=reason)
    return Done(TOUCHED, excuse_id)


def _excuse_entered(db: Session, excuse: Excuse, by: Actor, at: datetime) -> Sequence[AttendanceMark]:
    query = select(AttendanceMark).where(
        AttendanceMark.person_id == excuse.person_id,
        AttendanceMark.day.between(excuse.first_day, excuse.last_day),
        AttendanceMark.value == MarkValue.ABSENT,
    )
    changed = [mark for mark in db.scalars(query) if is_open(db, mark.day)]
    late = _why_late(db, changed, by, at)
    for mark in changed:
        mark.value, mark.reason = MarkValue.EXCUSED, excuse.reason.value
        mark.by_id, mark.at = by.user_id, at
        if why := late.get((mark.session_id, mark.day)):
            show_late(db, mark, why)
    db.flush()
    return changed


def _why_late(
    db: Session, marks: Iterable[AttendanceMark], by: Actor, at: datetime
) -> dict[tuple[int, date], str]:
    """Return why days change late, by session and day: a reason passes the same lock as any other entry."""
    days: dict[int, set[date]] = {}
    for mark in marks:
        days.setdefault(mark.session_id, set()).add(mark.day)
    found: dict[tuple[int, date], str] = {}
    for session_id, own in days.items():
        allow(db, by, session_id, own, at)
        found |= {(session_id, day): why for day, why in late_reasons(db, session_id, own, by, at).items()}
    return found


def _journal(
    db: Session,
    excuse: Excuse,
    act: str,
    by: Actor,
    at: datetime,
    *,
    after: Mapping[str, object],
    reason: str = "",
) -> None:
    write_journal(
        db,
        by=by,
        at=at,
        act=act,
        subject=("excuse", excuse.id),
        event_date=excuse.first_day,
        after={"person": excuse.person_id, **after},
        reason=reason,
    )
