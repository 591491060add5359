"""The run of a month as people read it: its lines, exceptions first, its sums, and the basis of one line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from centre_desk.models.centre import DayCareProvider
from centre_desk.models.claim import ClaimLine, ClaimRun, Payment
from centre_desk.models.course import CourseSession, SessionSlot
from centre_desk.models.desk import Month
from centre_desk.models.register import Dependant, Person
from centre_desk.queries.claim.month import due_of_month, stale_lines
from centre_desk.queries.register import list_name
from centre_desk.rules.claim import LineFlag, LineKind, LineState, PaymentMode, RunState
from centre_desk.rules.claim.flags import flags_of
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import MonthState
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as lists and papers show it; `child` and `provider` of day care, `paid_on` once it is paid."""

    id: int
    run_id: int
    month: str
    kind: LineKind
    person_id: int
    name: str
    case_number: str
    phone: str
    session: str
    child: str
    provider: str
    arrears_of: str
    units: int
    units_planned: int
    rate: int
    gross: int
    deduction: int
    net: int
    state: LineState
    note: str
    basis: dict[str, Any]
    flags: tuple[LineFlag, ...] = ()
    payment_id: int | None = None
    paid_on: date | None = None
    mode: PaymentMode | None = None
    reference: str = ""

    @property
    def open(self) -> int:
        """What is still to be paid of an approved line."""
        return self.net if self.state is LineState.APPROVED and self.paid_on is None else 0


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in francs. `due`: all but what is withheld; `approved`, `paid` and `left` of it."""

    lines: int
    gross: int
    deduction: int
    due: int
    withheld: int
    approved: int
    paid: int

    @property
    def left(self) -> int:
        """What is approved and not paid."""
        return self.approved - self.paid


@dataclass(frozen=True, slots=True)
class RunSheet:
    """The run of a month; `run_id` 0 and no lines while there is none."""

    run_id: int
    number: str
    month: str
    state: RunState
    lines: tuple[LineRow, ...]
    totals: Totals

    def count(self, *states: LineState) -> int:
        """Count the lines in some states."""
        return sum(1 for line in self.lines if line.state in states)


@dataclass(frozen=True, slots=True)
class RunRow:
    """A month's run in the list of months."""

    id: int
    month: str
    number: str
    state: RunState
    lines: int
    net: int


def run_sheet(store: Store, month: str) -> RunSheet:
    """Return the run of a month, lines with exceptions first."""
    with store.read() as db:
        return read_run(db, month)


def read_run(db: Session, month: str) -> RunSheet:
    """Return the run of a month inside a look or an act."""
    run = db.scalars(select(ClaimRun).where(ClaimRun.month == month)).first()
    if run is None:
        return RunSheet(0, "", month, RunState.DRAFT, (), totals_of(()))
    stored = list(db.scalars(select(ClaimLine).where(ClaimLine.run_id == run.id)))
    stale = stale_lines(stored, due_of_month(db, month))
    rows = line_rows(db, _lines().where(ClaimLine.run_id == run.id), stale)
    ordered = tuple(sorted(rows, key=_exceptions_first))
    return RunSheet(run.id, run.number, run.month, run.state, ordered, totals_of(rows))


def totals_of(lines: Iterable[LineRow]) -> Totals:
    """Sum lines up."""
    rows = list(lines)
    counted = [row for row in rows if row.state is not LineState.WITHHELD]
    approved = [row for row in rows if row.state is LineState.APPROVED]
    return Totals(
        lines=len(rows),
        gross=sum(row.gross for row in counted),
        deduction=sum(row.deduction for row in counted),
        due=sum(row.net for row in counted),
        withheld=sum(row.net for row in rows) - sum(row.net for row in counted),
        approved=sum(row.net for row in approved),
        paid=sum(row.net for row in approved if row.paid_on is not None),
    )


def run_rows(store: Store) -> list[RunRow]:
    """Return the months that have a run, the newest first."""
    net = func.coalesce(func.sum(ClaimLine.net).filter(ClaimLine.state != LineState.WITHHELD), 0)
    query = (
        select(ClaimRun.id, ClaimRun.month, ClaimRun.number, ClaimRun.state, func.count(ClaimLine.id), net)
        .outerjoin(ClaimLine, ClaimLine.run_id == ClaimRun.id)
        .group_by(ClaimRun.id)
        .order_by(ClaimRun.month.desc())
    )
    with store.read() as db:
        return [RunRow(*row) for row in db.execute(query)]


def month_rows(store: Store, today: date) -> list[str]:
    """Return the months with something to claim up to today, the newest first."""
    with store.read() as db:
        days = db.scalars(select(SessionSlot.day).where(SessionSlot.day <= today).distinct())
        months = {month_of(day) for day in days} | set(db.scalars(select(ClaimRun.month)))
    return sorted(months | {month_of(today)}, reverse=True)


def month_in_work(store: Store, today: date) -> str:
    """Return the earliest month before today's whose claims are not approved; else the newest that has a run."""
    with store.read() as db:
        states = dict(db.execute(select(ClaimRun.month, ClaimRun.state)).all())
        sealed = set(db.scalars(select(Month.month).where(Month.state != MonthState.OPEN)))
    before = [month for month in month_rows(store, today) if month < month_of(today)]
    waiting = [month for month in before if month not in sealed and states.get(month) is not RunState.APPROVED]
    return waiting[-1] if waiting else max(states, default=month_of(today))


def unpaid_rows(store: Store) -> list[LineRow]:
    """Return what is left to pay: approved lines without a payment, the oldest month first."""
    wanted = _lines().where(ClaimLine.state == LineState.APPROVED, Payment.id.is_(None), ClaimLine.net > 0)
    with store.read() as db:
        return sorted(line_rows(db, wanted), key=lambda row: (row.month, row.name, row.id))


def person_lines(store: Store, person_id: int) -> list[LineRow]:
    """Return every line of a person, the newest month first."""
    with store.read() as db:
        rows = line_rows(db, _lines().where(ClaimLine.person_id == person_id))
    return sorted(rows, key=lambda row: (row.month, row.id), reverse=True)


def lines_of_month(db: Session, month: str) -> list[LineRow]:
    """Return the lines of a month's run by person and number."""
    return sorted(line_rows(db, _lines().where(ClaimLine.month == month)), key=lambda row: (row.name, row.id))


def line_rows(db: Session, query: Any, stale: frozenset[int] = frozenset()) -> list[LineRow]:
    """Read lines chosen by a condition on `_lines`."""
    found: list[LineRow] = []
    for row in db.execute(query):
        line: ClaimLine = row[0]
        basis: dict[str, Any] = json.loads(line.basis)
        flags = flags_of(line.kind, line.state, line.units, line.deduction, basis, stale=line.id in stale)
        found.append(_row(line, row, basis, flags))
    return found


def _row(line: ClaimLine, row: Any, basis: dict[str, Any], flags: tuple[LineFlag, ...]) -> LineRow:
    _, family, given, case, phone, session, child, provider, payment = row
    return LineRow(
        id=line.id,
        run_id=line.run_id,
        month=line.month,
        kind=line.kind,
        person_id=line.person_id,
        name=list_name(family, given),
        case_number=case or "",
        phone=phone,
        session=session or "",
        child=child or "",
        provider=provider or "",
        arrears_of=line.arrears_of or "",
        units=line.units,
        units_planned=line.units_planned,
        rate=line.rate,
        gross=line.gross,
        deduction=line.deduction,
        net=line.net,
        state=line.state,
        note=line.note,
        basis=basis,
        flags=flags,
        payment_id=payment.id if payment else None,
        paid_on=payment.paid_on if payment else None,
        mode=payment.mode if payment else None,
        reference=payment.reference if payment else "",
    )


def _lines() -> Any:
    paid = and_(Payment.line_id == ClaimLine.id, Payment.undone_at.is_(None))
    return (
        select(
            ClaimLine,
            Person.family_name,
            Person.given_names,
            Person.case_number,
            Person.phone,
            CourseSession.code,
            Dependant.name,
            DayCareProvider.name,
            Payment,
        )
        .outerjoin(Dependant, Dependant.id == ClaimLine.dependant_id)
        .join(Person, Person.id == func.coalesce(Dependant.person_id, ClaimLine.person_id))
        .outerjoin(CourseSession, CourseSession.id == ClaimLine.session_id)
        .outerjoin(DayCareProvider, DayCareProvider.id == ClaimLine.provider_id)
        .outerjoin(Payment, paid)
        .order_by(ClaimLine.id)
    )


def _exceptions_first(row: LineRow) -> tuple[object, ...]:
    flags = tuple(LineFlag)
    weight = flags.index(row.flags[0]) if row.flags else len(flags)
    return weight, row.session, row.name, row.kind, row.id
