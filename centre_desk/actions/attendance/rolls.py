"""The acts on a whole half-day: its roll validated, the half-day not held, and either of them taken back.

The trainer is the author of a roll, who types it is the typist. A roll's row is never deleted: taken back, it
is due again, and the journal says why.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from centre_desk.actions.attendance.guard import (
    TOUCHED,
    HalfDayRows,
    allow,
    by_value,
    check_one_place,
    enrolled_of,
    half_day_of,
    late_reasons,
    marks_at,
    sheet_of,
    trainers_on,
    write_mark,
)
from centre_desk.actions.attendance.scans import ROLL, Scan, keep_proof
from centre_desk.actions.done import Done
from centre_desk.models.attendance import Roll
from centre_desk.rules.attendance import MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.roll import (
    author_of,
    check_author,
    check_not_held,
    check_roll,
    check_withdrawal,
)
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def validate_roll(
    store: Store,
    *,
    slot_id: int,
    marks: Mapping[int, MarkValue],
    signatures: int | None,
    by: Actor,
    at: datetime,
    reasons: Mapping[int, str] | None = None,
    author_id: int | None = None,
) -> Done:
    """Validate a half-day's roll: one mark for every enrolment of that day, and the signatures on the sheet.

    `marks` and `reasons` by enrolment. `author_id`: the trainer who took it, by default the one who types, else who
    leads the session that day. `Refused`: validated already, not held, a day to come, somebody left out, another
    count, a closed month, an author who has not the session that day.
    """
    with store.begin() as db:
        half = half_day_of(db, slot_id)
        slot = half.slot
        by = allow(db, by, slot.session_id, [slot.day], at)
        late = late_reasons(db, slot.session_id, [slot.day], by, at)
        enrolled, trainers = enrolled_of(db, slot.session_id), trainers_on(db, slot.session_id, slot.day)
        refuse_if(
            check_roll(half.facts, enrolled, marks, signatures, at.date()),
            check_author(author_id, list(trainers), slot.day),
        )
        known = marks_at(db, slot)
        people = {one.enrolment_id: one for one in enrolled}
        refuse_if(check_one_place(db, slot, [people[enrolment_id] for enrolment_id in marks]))
        for enrolment_id, value in marks.items():
            reason = (reasons or {}).get(enrolment_id)
            write_mark(db, known.get(enrolment_id), slot, people[enrolment_id], value, reason, by, at)
        sheet = sheet_of(db, slot.session_id, slot.day)
        author_id = author_id or author_of(trainers, by.user_id)
        roll = _roll_row(half)
        roll.state, roll.signatures, roll.author_id = RollState.VALIDATED, signatures, author_id
        roll.sheet_id = sheet.id if sheet else None
        roll.received_on = sheet.received_on if sheet else None
        _save(db, roll, late.get(slot.day, ""), by, at)
        after = {"signatures": signatures, "marks": by_value(marks), "author": roll.author_id}
        _journal(db, half, roll, "attendance.validate_roll", by, at, after=after)
    return Done(TOUCHED, roll.id, len(marks))


def record_not_held(
    store: Store,
    *,
    slot_id: int,
    reason: NotHeldReason,
    paid: bool,
    decided_by: str,
    by: Actor,
    at: datetime,
    document: str = "",
    scan: Scan | None = None,
) -> Done:
    """Record that a half-day was not held: why, by which document, whether it is paid and who decided so."""
    with store.begin() as db:
        half = half_day_of(db, slot_id)
        slot = half.slot
        by = allow(db, by, slot.session_id, [slot.day], at)
        late = late_reasons(db, slot.session_id, [slot.day], by, at)
        proof = document or (scan[0] if scan is not None else "")
        refuse_if(check_not_held(half.facts, len(marks_at(db, slot)), reason, proof, decided_by))
        roll = _roll_row(half)
        roll.state, roll.not_held_reason = RollState.NOT_HELD, reason
        roll.paid, roll.decided_by, roll.document = paid, decided_by.strip(), document.strip()
        _save(db, roll, late.get(slot.day, ""), by, at)
        after = {"reason": reason, "paid": paid, "decided_by": roll.decided_by, "document": roll.document}
        _journal(db, half, roll, "attendance.record_not_held", by, at, after=after)
        if scan is not None:
            keep_proof(db, (ROLL, roll.id), slot.day, scan, by, at)
    return Done(TOUCHED, roll.id)


def withdraw_roll(
    store: Store,
    *,
    slot_id: int,
    by: Actor,
    at: datetime,
    reason: str = "",
    leave: Mapping[int, MarkValue] | None = None,
    reasons: Mapping[int, str] | None = None,
    expected: Mapping[int, MarkValue] | None = None,
) -> Done:
    """Take a validated roll or a *not held* back: the half-day is due again.

    Its marks go, but those to `leave` with their `reasons` (by enrolment: what stood before), and those that stand
    otherwise than `expected`, as the roll left them: somebody was excused meanwhile. After the day of entry it
    needs a reason; the journal keeps what was taken back.
    """
    with store.begin() as db:
        half = half_day_of(db, slot_id)
        slot = half.slot
        by = allow(db, by, slot.session_id, [slot.day], at)
        late = late_reasons(db, slot.session_id, [slot.day], by, at)
        refuse_if(check_withdrawal(half.facts, at.date(), reason))
        known = marks_at(db, slot)
        before = _as_it_stands(half, {i: mark.value for i, mark in known.items()})
        people = {one.enrolment_id: one for one in enrolled_of(db, slot.session_id)}
        changed = {i: m.value for i, m in known.items() if expected is not None and expected.get(i) is not m.value}
        kept = {**(leave or {}), **changed}
        for enrolment_id, mark in known.items():
            why = None if enrolment_id in changed else (reasons or {}).get(enrolment_id)
            write_mark(db, mark, slot, people[enrolment_id], kept.get(enrolment_id), why, by, at)
        roll = _roll_row(half)
        roll.state, roll.signatures = RollState.WITHDRAWN, None
        _save(db, roll, late.get(slot.day, ""), by, at)
        act = "attendance.withdraw_roll"
        _journal(db, half, roll, act, by, at, before=before, after={"marks": by_value(kept)}, reason=reason)
    return Done(TOUCHED, roll.id)


def _roll_row(half: HalfDayRows) -> Roll:
    """Return the half-day's one roll, new or as it stands, with nothing left of another state."""
    slot = half.slot
    roll = half.roll or Roll(slot_id=slot.id, session_id=slot.session_id, day=slot.day, half_day=slot.half_day)
    roll.not_held_reason, roll.paid, roll.decided_by, roll.document = None, None, "", ""
    return roll


def _as_it_stands(half: HalfDayRows, marks: Mapping[int, MarkValue]) -> dict[str, object]:
    if half.roll is None:
        return {"marks": by_value(marks)}
    return {
        "state": half.roll.state,
        "signatures": half.roll.signatures,
        "why": half.roll.not_held_reason,
        "marks": by_value(marks),
    }


def _save(db: Session, roll: Roll, late: str, by: Actor, at: datetime) -> None:
    """Write a roll; once entered late, it stays so for ever."""
    roll.by_id, roll.at = by.user_id, at
    roll.late_reason = late or roll.late_reason or ""
    db.add(roll)
    db.flush()


def _journal(
    db: Session,
    half: HalfDayRows,
    roll: Roll,
    act: str,
    by: Actor,
    at: datetime,
    *,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    write_journal(
        db,
        by=by,
        at=at,
        act=act,
        subject=("roll", roll.id),
        event_date=half.slot.day,
        before=before,
        after={"session": half.slot.session_id, "half_day": half.slot.half_day, **after},
        reason=reason,
    )
