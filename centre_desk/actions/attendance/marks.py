"""The acts on single marks: the cells of the month grid saved together, and a mark of a closed month corrected.

A grid's save is one act, all or nothing. It also corrects rolls that were validated: then the signatures must
still be those of the roll, and after the day of entry a reason is asked for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    half_days_of,
    late_reasons,
    marks_at,
    one_session,
    write_mark,
)
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.desk import Correction
from centre_desk.queries.desk import is_open
from centre_desk.rules.attendance import SIGNED, MarkValue, RollState
from centre_desk.rules.attendance.quick import check_count, number_width, numbered
from centre_desk.rules.attendance.roll import (
    Enrolled,
    check_cell,
    check_correction,
    check_late_change,
    written,
)
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

Cell = tuple[int, int]
"""Enrolment and slot."""


@dataclass(slots=True)
class _Column:
    """One half-day of a save: as it stands, its marks, and what is to change in it."""

    half: HalfDayRows
    known: dict[int, AttendanceMark]
    changes: dict[int, MarkValue | None]
    signatures: int | None

    def after(self) -> dict[int, MarkValue]:
        """Return the marks of the half-day as they will be."""
        now: dict[int, MarkValue | None] = {i: mark.value for i, mark in self.known.items()}
        return {i: value for i, value in (now | self.changes).items() if value is not None}


def apply_marks(
    store: Store,
    *,
    marks: Mapping[Cell, MarkValue | None],
    by: Actor,
    at: datetime,
    reason: str = "",
    signatures: Mapping[int, int] | None = None,
    reasons: Mapping[Cell, str] | None = None,
    expected: Mapping[Cell, MarkValue | None] | None = None,
) -> Done:
    """Save cells of one session's grid, by enrolment and slot; None clears a mark of a roll not yet validated.

    `reason`: why rolls of earlier days are corrected. `signatures`: the count, by slot, where it changes too.
    `reasons`: why somebody is excused or absent. `expected`, to take a save back: what it left in the cells; those
    that stand otherwise by now (somebody was excused meanwhile) are left alone. `count`: how many were written.
    `Refused` with name and day of each cell that may not be.
    """
    with store.begin() as db:
        columns = _columns(db, marks, signatures or {})
        if expected is not None:
            columns = _as_expected(columns, expected)
        session_id = one_session(column.half for column in columns)
        days = [column.half.slot.day for column in columns]
        by = allow(db, by, session_id, days, at)
        late = late_reasons(db, session_id, days, by, at)
        enrolled = {one.enrolment_id: one for one in enrolled_of(db, session_id)}
        refuse_if(_check_cells(columns, enrolled, at), _check_columns(columns, enrolled, at, reason))
        for column in columns:
            marked = [enrolled[i] for i, value in column.changes.items() if value is not None]
            refuse_if(check_one_place(db, column.half.slot, marked))
        before: dict[str, object] = {}
        after: dict[str, object] = {}
        for column in columns:
            name = f"{column.half.slot.day.isoformat()} {column.half.slot.half_day.value}"
            known = {i: column.known[i].value if i in column.known else None for i in column.changes}
            before[name], after[name] = by_value(known), by_value(column.changes)
            _write(db, column, enrolled, reasons or {}, by, at)
            if column.half.roll is not None and late.get(column.half.slot.day):
                column.half.roll.late_reason = late[column.half.slot.day]
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.apply_marks",
            subject=("course_session", session_id),
            event_date=min(days),
            before=before,
            after=after,
            reason=reason.strip(),
        )
    return Done(TOUCHED, session_id, sum(len(column.changes) for column in columns))


def _as_expected(columns: Iterable[_Column], expected: Mapping[Cell, MarkValue | None]) -> Sequence[_Column]:
    """Leave out the cells that stand otherwise by now."""
    found = []
    for column in columns:
        slot_id, known = column.half.slot.id, column.known
        now = {i: known[i].value if i in known else None for i in column.changes}
        column.changes = {i: v for i, v in column.changes.items() if now[i] is expected.get((i, slot_id))}
        if column.changes:
            found.append(column)
    refuse_if(None if found else refusal("attendance.changed_since"))
    return found


def _columns(db: Session, marks: Mapping[Cell, MarkValue | None], signatures: Mapping[int, int]) -> Sequence[_Column]:
    halves = half_days_of(db, {slot_id for _, slot_id in marks})
    refuse_if(None if halves else refusal("attendance.nothing_to_save"))
    found = []
    for slot_id, half in sorted(halves.items()):
        changes = {enrolment_id: value for (enrolment_id, slot), value in marks.items() if slot == slot_id}
        found.append(_Column(half, marks_at(db, half.slot), changes, signatures.get(slot_id)))
    return found


def _check_cells(columns: Iterable[_Column], enrolled: Mapping[int, Enrolled], at: datetime) -> Iterator[Refusal]:
    width = number_width(one.number for one in enrolled.values())
    for column in columns:
        for enrolment_id, value in column.changes.items():
            if enrolment_id not in enrolled:
                yield refusal("attendance.not_of_session")
                continue
            person = enrolled[enrolment_id]
            place = f"{numbered(person.number, width)} {person.name}, {written(column.half.slot.day)}"
            for found in check_cell(column.half.facts, person, value, at.date()):
                yield Refusal(found.code, found.facts, place)


def _check_columns(
    columns: Iterable[_Column], enrolled: Mapping[int, Enrolled], at: datetime, reason: str
) -> Iterator[Refusal]:
    """A validated roll is corrected with a reason, and stays whole: its count is that of its marks."""
    width = number_width(one.number for one in enrolled.values())
    for column in columns:
        if column.half.facts.roll is not RollState.VALIDATED or column.half.roll is None:
            continue
        yield from check_late_change(column.half.facts, at.date(), reason)
        after = column.after()
        signed = sum(value in SIGNED for value in after.values())
        without = [(e.number, e.name) for i, e in enrolled.items() if i in after and after[i] not in SIGNED]
        counted = column.half.roll.signatures if column.signatures is None else column.signatures
        for found in check_count(signed, counted, without, width):
            yield Refusal(found.code, found.facts, written(column.half.slot.day))


def _write(
    db: Session,
    column: _Column,
    enrolled: Mapping[int, Enrolled],
    reasons: Mapping[Cell, str],
    by: Actor,
    at: datetime,
) -> None:
    slot = column.half.slot
    for enrolment_id, value in column.changes.items():
        reason = reasons.get((enrolment_id, slot.id))
        write_mark(db, column.known.get(enrolment_id), slot, enrolled[enrolment_id], value, reason, by, at)
    if column.signatures is not None and column.half.roll is not None:
        column.half.roll.signatures = column.signatures


def correct_closed_mark(
    store: Store, *, slot_id: int, enrolment_id: int, value: MarkValue, reason: str, by: Actor, at: datetime
) -> Done:
    """Record what was learnt about a mark of a closed month, beside the unchanged one.

    `Refused` where the month is still open (the grid corrects it), without a reason, or when nothing differs.
    """
    with store.begin() as db:
        by = require(db, by, Right.TAKE_ROLL, at)
        slot = half_day_of(db, slot_id).slot
        people = {one.enrolment_id: one for one in enrolled_of(db, slot.session_id)}
        known = marks_at(db, slot).get(enrolment_id)
        old = known.value if known is not None else None
        refuse_if(
            None if enrolment_id in people else refusal("attendance.not_of_session"),
            check_correction(old, value, reason, closed=not is_open(db, slot.day)),
        )
        row = Correction(
            month=month_of(slot.day),
            fact_kind="attendance_mark" if known is not None else "session_slot",
            fact_id=known.id if known is not None else slot.id,
            person_id=people[enrolment_id].person_id,
            old=old.value if old is not None else "",
            new=value.value,
            reason=reason.strip(),
            by_id=by.user_id,
            at=at,
        )
        db.add(row)
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="attendance.correct_closed_mark",
            subject=("correction", row.id),
            event_date=slot.day,
            before={"mark": row.old},
            after={"enrolment": enrolment_id, "half_day": slot.half_day, "mark": row.new},
            reason=row.reason,
        )
    return Done(TOUCHED, row.id, 1)
