"""Arrears: what closed months owe after their corrections, computed again and compared with what was claimed.

Facts: the unchanged marks of the closed month with each correction laid over them; the rate kept in the line's
basis. A month that was overpaid gives no line: the amount is named on this month's allowance, to be deducted.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.models.claim import ClaimLine
from centre_desk.models.desk import Correction
from centre_desk.queries.claim.due import DueLine, MonthFacts, allowance_rate, as_basis, parts_of
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.claim import LineKind
from centre_desk.rules.claim.allowance import Part, compute_allowance

_FIELD = {
    MarkValue.PRESENT: "present",
    MarkValue.LATE: "late",
    MarkValue.EXCUSED: "excused",
    MarkValue.ABSENT: "absent",
}
_MARK_TEXTS = {str(value.value): value for value in MarkValue}


@dataclass(frozen=True, slots=True)
class Mend:
    """The corrections of one person's closed month: marks (old, new), and francs that stand by themselves."""

    person_id: int
    month: str
    marks: tuple[tuple[str, str], ...]
    amount: int
    numbers: tuple[int, ...]


def arrears_lines(db: Session, month: str) -> Iterator[DueLine]:
    """Return a line for each closed month that still owes a person something."""
    for mend, owed, rate in _owed(db, month):
        if owed > 0:
            yield DueLine(
                LineKind.ARREARS,
                mend.person_id,
                1,
                1,
                owed,
                owed,
                as_basis({"corrections": list(mend.numbers), "rate": rate, "month": mend.month}),
                arrears_of=mend.month,
            )


def recoveries(db: Session, month: str) -> dict[int, int]:
    """Return what each person was paid too much in closed months."""
    found: dict[int, int] = defaultdict(int)
    for mend, owed, _rate in _owed(db, month):
        if owed < 0:
            found[mend.person_id] -= owed
    return dict(found)


def _owed(db: Session, month: str) -> Iterator[tuple[Mend, int, int]]:
    facts: dict[str, MonthFacts] = {}
    for mend in _mends(db, month):
        of_month = facts.setdefault(mend.month, MonthFacts(db, mend.month))
        rate, should = _should_be(of_month, mend)
        claimed, mended = _claimed(db, mend, month)
        owed = mend.amount - mended
        if mend.marks:
            owed += should - claimed
        yield mend, owed, rate


def _mends(db: Session, month: str) -> list[Mend]:
    grouped: dict[tuple[int, str], list[Correction]] = defaultdict(list)
    query = (
        select(Correction).where(Correction.month < month, Correction.person_id.is_not(None)).order_by(Correction.id)
    )
    for row in db.scalars(query):
        grouped[row.person_id or 0, row.month].append(row)
    return [_mend(person, of, rows) for (person, of), rows in sorted(grouped.items())]


def _mend(person_id: int, month: str, rows: list[Correction]) -> Mend:
    marks = tuple((row.old, row.new) for row in rows if row.new in _MARK_TEXTS)
    amount = sum(row.amount for row in rows if row.new not in _MARK_TEXTS)
    return Mend(person_id, month, marks, amount, tuple(row.id for row in rows))


def _should_be(facts: MonthFacts, mend: Mend) -> tuple[int, int]:
    """Return the rate and the allowance of the closed month as the corrections make it."""
    rows = facts.presence.get(mend.person_id)
    rate = allowance_rate(facts, rows) if rows else None
    if not rows or rate is None:
        return 0, 0
    parts = parts_of(facts, rows)
    for old, new in mend.marks:
        _correct(parts, old, new)
    return rate, compute_allowance(rate, parts, facts.courses[rows[-1].session_id].terms).gross


def _correct(parts: list[Part], old: str, new: str) -> None:
    """Lay one corrected mark over the session that has such a mark."""
    before = _FIELD[_MARK_TEXTS[old]] if old in _MARK_TEXTS else "not_entered"
    after = _FIELD[_MARK_TEXTS[new]]
    at = next((n for n, part in enumerate(parts) if getattr(part.counts, before) > 0), 0)
    counts = parts[at].counts
    counts = replace(counts, **{before: max(0, getattr(counts, before) - 1)})
    counts = replace(counts, **{after: getattr(counts, after) + 1})
    parts[at] = replace(parts[at], counts=counts)


def _claimed(db: Session, mend: Mend, month: str) -> tuple[int, int]:
    """Return what was claimed for the closed month, and what earlier arrears already mended of it."""
    own = (ClaimLine.person_id == mend.person_id,)
    allowance = select(func.coalesce(func.sum(ClaimLine.gross), 0)).where(
        *own, ClaimLine.kind == LineKind.ALLOWANCE, ClaimLine.month == mend.month
    )
    arrears = select(func.coalesce(func.sum(ClaimLine.gross), 0)).where(
        *own, ClaimLine.kind == LineKind.ARREARS, ClaimLine.arrears_of == mend.month, ClaimLine.month < month
    )
    return db.execute(allowance).scalar_one(), db.execute(arrears).scalar_one()
