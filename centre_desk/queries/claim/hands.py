"""Whose hands are behind a run: who entered or changed any value now in force of its lines.

Facts: the touches kept with the lines, the marks and rolls of their people, the placements and invoices, the
corrections behind arrears. A trainer who signs in is behind the rolls they signed. Rates and prices are no
line's own: the agreement with IOM fixes them for everybody, and the director alone may enter them, so that to
count them would leave nobody who may approve.
"""

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.models.centre import Trainer
from centre_desk.models.claim import ClaimLine, ClaimRun, ClaimTouch, DayCareInvoice, DayCarePlacement, Payment
from centre_desk.models.desk import Correction
from centre_desk.rules.claim import LineKind
from centre_desk.rules.dates import first_day, last_day


def hands_of(db: Session, run: ClaimRun) -> dict[int, frozenset[int]]:
    """Return, line by line, the users behind a run."""
    lines = list(db.scalars(select(ClaimLine).where(ClaimLine.run_id == run.id)))
    touches = _grouped(
        db,
        select(ClaimTouch.line_id, ClaimTouch.user_id)
        .join(ClaimLine, ClaimLine.id == ClaimTouch.line_id)
        .where(ClaimLine.run_id == run.id),
    )
    months = {line.arrears_of or line.month for line in lines}
    keyed = {month: _keyed_marks(db, month) for month in sorted(months)}
    found: dict[int, frozenset[int]] = {}
    for line in lines:
        of_month = keyed[line.arrears_of or line.month].get(line.person_id, set())
        found[line.id] = frozenset({*touches.get(line.id, ()), *of_month, *_behind_kind(db, line)})
    return found


def payers_of(db: Session, run_id: int) -> frozenset[int]:
    """Return who recorded a payment of the run, undone ones too."""
    query = select(Payment.by_id).join(ClaimLine, ClaimLine.id == Payment.line_id).where(ClaimLine.run_id == run_id)
    return frozenset(db.scalars(query))


def is_paid(db: Session, line_id: int) -> bool:
    """Tell whether a payment of the line is in force."""
    query = select(Payment.id).where(Payment.line_id == line_id, Payment.undone_at.is_(None))
    return db.scalars(query).first() is not None


def approvers_of(db: Session, run_id: int) -> frozenset[int]:
    """Return who approved lines of the run."""
    query = select(ClaimLine.approved_by_id).where(ClaimLine.run_id == run_id, ClaimLine.approved_by_id.is_not(None))
    return frozenset(user for user in db.scalars(query) if user is not None)


def _keyed_marks(db: Session, month: str) -> dict[int, set[int]]:
    """Return, by person, who keyed their marks of a month, validated those rolls, or signed them as trainer."""
    days = first_day(month), last_day(month)
    marks = _grouped(
        db,
        select(AttendanceMark.person_id, AttendanceMark.by_id).where(AttendanceMark.day.between(*days)).distinct(),
    )
    rolls = _grouped(db, select(Roll.session_id, Roll.by_id).where(Roll.day.between(*days)).distinct())
    signed = (
        select(Roll.session_id, Trainer.user_id)
        .join(Trainer, Trainer.id == Roll.author_id)
        .where(Roll.day.between(*days), Trainer.user_id.is_not(None))
        .distinct()
    )
    for session_id, users in _grouped(db, signed).items():
        rolls.setdefault(session_id, set()).update(users)
    people = select(AttendanceMark.person_id, AttendanceMark.session_id).where(AttendanceMark.day.between(*days))
    for person_id, session_id in db.execute(people.distinct()):
        marks.setdefault(person_id, set()).update(rolls.get(session_id, ()))
    return marks


def _behind_kind(db: Session, line: ClaimLine) -> Iterator[int]:
    if line.kind is LineKind.DAY_CARE:
        yield from db.scalars(select(DayCarePlacement.by_id).where(DayCarePlacement.dependant_id == line.dependant_id))
        invoices = select(DayCareInvoice.by_id).where(DayCareInvoice.dependant_id == line.dependant_id)
        yield from db.scalars(invoices.where(DayCareInvoice.month == line.month))
    if line.kind is LineKind.ARREARS:
        mended = Correction.person_id == line.person_id, Correction.month == line.arrears_of
        yield from db.scalars(select(Correction.by_id).where(*mended))


def _grouped(db: Session, query: Select[int, int] | Select[int, int | None]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for key, user in db.execute(query):
        if user is not None:
            found.setdefault(key, set()).add(user)
    return found
