"""What may be entered on a half-day: a roll, a half-day not held, a correction, a known reason.

Facts: one mark a person a half-day; unmarked is not present; a roll is validated once and then corrected with
a reason; nothing is entered for a day to come. Open months are checked by the desk.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from centre_desk.rules.attendance import SIGNED, MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.figures import Stay
from centre_desk.rules.attendance.quick import check_count, number_width, numbered
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import check_reason
from centre_desk.rules.refusal import Refusal, refusal


def written(day: date) -> str:
    """Write a day as refusals name it, the same in both languages: `11/11/2019`."""
    return f"{day:%d/%m/%Y}"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Somebody of the session: enrolment, person, register number, name, and the days of the enrolment."""

    enrolment_id: int
    person_id: int
    number: int
    name: str
    stay: Stay

    def covers(self, day: date) -> bool:
        """Tell whether the person is expected on a day."""
        return self.stay.covers(day)


@dataclass(frozen=True, slots=True)
class HalfDayFacts:
    """A half-day as it stands: planned or not, its roll, and when that was validated."""

    day: date
    half_day: HalfDay
    planned: bool = True
    roll: RollState | None = None
    validated_on: date | None = None


def check_own_session(every_session: bool, own: bool) -> tuple[Refusal, ...]:
    """Refuse a trainer who enters for a session of somebody else."""
    return () if every_session or own else (refusal("attendance.not_your_session"),)


def author_of(trainers: Mapping[int, int | None], user_id: int) -> int | None:
    """Return who took a roll when nobody is named: the trainer who types it, else who leads (comes first).

    `trainers`: who has the session that day, each with their user.
    """
    own = (trainer for trainer, user in trainers.items() if user == user_id)
    return next(own, next(iter(trainers), None))


def check_author(author_id: int | None, trainers: Collection[int], day: date) -> tuple[Refusal, ...]:
    """Refuse an author who has not the session that day."""
    return () if author_id is None or author_id in trainers else (refusal("attendance.no_author", day=written(day)),)


def check_roll(
    half: HalfDayFacts,
    enrolled: Collection[Enrolled],
    marks: Mapping[int, MarkValue],
    signatures: int | None,
    today: date,
) -> tuple[Refusal, ...]:
    """Refuse a roll that may not be validated now, that leaves somebody out, or whose count differs."""
    expected = [e for e in enrolled if e.covers(half.day)]
    width = number_width(e.number for e in enrolled)
    found = [*_check_when(half, today), *check_state(half), *_check_whole(expected, enrolled, marks, width)]
    if found:
        return tuple(found)
    without = [(e.number, e.name) for e in expected if marks[e.enrolment_id] not in SIGNED]
    return check_count(sum(v in SIGNED for v in marks.values()), signatures, without, width)


def _check_when(half: HalfDayFacts, today: date) -> tuple[Refusal, ...]:
    if not half.planned:
        return (refusal("attendance.not_planned", day=written(half.day)),)
    if half.day > today:
        return (refusal("attendance.day_to_come", day=written(half.day)),)
    return ()


def check_state(half: HalfDayFacts) -> tuple[Refusal, ...]:
    """Refuse to enter a half-day that was validated already, or recorded as not held."""
    facts = {"day": written(half.day)}
    if half.roll is RollState.VALIDATED:
        return (refusal("attendance.already_validated", **facts),)
    if half.roll is RollState.NOT_HELD:
        return (refusal("attendance.not_held", **facts),)
    return ()


def _check_whole(
    expected: Collection[Enrolled], enrolled: Collection[Enrolled], marks: Mapping[int, MarkValue], width: int
) -> list[Refusal]:
    """Unmarked is not present: everyone expected has a mark, and nobody else."""
    wanted = {e.enrolment_id for e in expected}
    missing = [f"{numbered(e.number, width)} {e.name}" for e in expected if e.enrolment_id not in marks]
    found = [refusal("attendance.not_marked", names=", ".join(missing))] if missing else []
    found += check_enrolled({i for i in marks if i not in wanted}, enrolled, width)
    return found if wanted else [refusal("attendance.nobody_enrolled")]


def check_enrolled(strangers: Collection[int], enrolled: Collection[Enrolled], width: int) -> list[Refusal]:
    """Refuse marks of people who are not enrolled on that day."""
    known = {e.enrolment_id: e for e in enrolled}
    found = []
    for stranger in sorted(strangers):
        if stranger not in known:
            found.append(refusal("attendance.not_of_session"))
        else:
            number, name = numbered(known[stranger].number, width), known[stranger].name
            found.append(refusal("attendance.not_enrolled_then", number=number, name=name))
    return found


def check_not_held(
    half: HalfDayFacts, marked: int, reason: NotHeldReason, document: str, decided_by: str
) -> tuple[Refusal, ...]:
    """Refuse to record a half-day as not held: it has marks, or nobody is named who decided."""
    facts = {"day": written(half.day)}
    found = []
    if not half.planned:
        found.append(refusal("attendance.not_planned", **facts))
    if half.roll is RollState.NOT_HELD:
        found.append(refusal("attendance.not_held", **facts))
    elif half.roll is RollState.VALIDATED or marked:
        found.append(refusal("attendance.has_marks", **facts))
    if not decided_by.strip():
        found.append(refusal("attendance.no_decider"))
    if reason is NotHeldReason.OTHER and not document.strip():
        found.append(refusal("attendance.other_without_document"))
    return tuple(found)


def check_withdrawal(half: HalfDayFacts, today: date, reason: str) -> tuple[Refusal, ...]:
    """Refuse to take back what was not recorded; after its day, taking it back needs a reason."""
    if half.roll not in (RollState.VALIDATED, RollState.NOT_HELD):
        return (refusal("attendance.nothing_to_undo", day=written(half.day)),)
    return check_late_change(half, today, reason)


def check_late_change(half: HalfDayFacts, today: date, reason: str) -> tuple[Refusal, ...]:
    """Refuse to change, without a reason, a half-day that was validated before today."""
    earlier = half.validated_on is not None and half.validated_on < today
    if earlier and half.roll in (RollState.VALIDATED, RollState.NOT_HELD) and not reason.strip():
        return (refusal("attendance.reason_needed", day=written(half.day)),)
    return ()


def check_cell(half: HalfDayFacts, person: Enrolled, value: MarkValue | None, today: date) -> tuple[Refusal, ...]:
    """Refuse one mark of the grid: no course then, not enrolled then, cleared after the roll was validated."""
    facts = {"day": written(half.day)}
    if when := _check_when(half, today):
        return when
    if half.roll is RollState.NOT_HELD:
        return (refusal("attendance.not_held", **facts),)
    if not person.covers(half.day):
        return (refusal("attendance.not_enrolled_then", number=str(person.number), name=person.name),)
    if value is None and half.roll is RollState.VALIDATED:
        return (refusal("attendance.not_emptied", name=person.name, **facts),)
    return ()


def check_excuse(first: date, last: date) -> tuple[Refusal, ...]:
    """Refuse a reason whose days are in the wrong order, or that lasts longer than a year by mistake."""
    if last < first:
        return (refusal("attendance.days_backwards", first=written(first), last=written(last)),)
    if (last - first).days > 366:
        return (refusal("attendance.days_too_many", days=(last - first).days + 1),)
    return ()


def check_receipt(week: date, received_on: date, today: date) -> tuple[Refusal, ...]:
    """Refuse a date of receipt before the week of the sheet, or to come."""
    if received_on < week or received_on > today:
        return (refusal("attendance.receipt_out_of_range", first=written(week), last=written(today)),)
    return ()


def check_correction(old: MarkValue | None, new: MarkValue, reason: str, *, closed: bool) -> tuple[Refusal, ...]:
    """Refuse a correction beside a mark: its month is still open, nothing differs, or no reason is given."""
    if not closed:
        return (refusal("attendance.month_still_open"),)
    found = [refusal("attendance.same_mark")] if old is new else []
    return (*found, *check_reason(reason))
