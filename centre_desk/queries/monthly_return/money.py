"""The money of the report: lines as they were approved, and what was paid of them when the month was sealed.

Facts: claim lines but those withheld, so that the sums of the tables are the sums due. The computation is written
in figures and signs alone, for it is frozen in no language.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from centre_desk.models.claim import ClaimLine, ClaimRun, DayCareInvoice
from centre_desk.papers.monthly_return.facts import AllowanceRow, DayCareRow, FeeRow
from centre_desk.queries.claim.sheet import LineRow
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.rules.claim import LineKind

TO_PEOPLE = frozenset({LineKind.ALLOWANCE, LineKind.ARREARS})


def allowance_rows(data: MonthData) -> list[AllowanceRow]:
    """Return allowances and arrears."""
    sheet = data.db.scalars(select(ClaimRun.number).where(ClaimRun.month == data.month)).first() or ""
    rows = [_allowance_row(data, line, sheet) for line in data.lines if line.kind in TO_PEOPLE]
    return sorted(rows, key=lambda row: (row.who.case_number, row.kind, row.arrears_of, row.net))


def _allowance_row(data: MonthData, line: LineRow, sheet: str) -> AllowanceRow:
    return AllowanceRow(
        who=data.people.who(line.person_id),
        session=line.session,
        kind=line.kind,
        units=line.units,
        units_planned=line.units_planned,
        rate=line.rate,
        gross=line.gross,
        deduction=line.deduction,
        net=line.net,
        state=line.state,
        basis=formula(line.units, line.units_planned, line.rate, line.gross, line.basis),
        arrears_of=line.arrears_of,
        paid=line.net if line.paid_on else 0,
        paid_on=line.paid_on,
        mode=line.mode,
        sheet=sheet,
    )


def formula(units: int, planned: int, rate: int, gross: int, basis: dict[str, Any]) -> str:
    """Write a computation in figures: `45000*41/42=43930 (P39 R0 AJ2 A1)`; `NT`: not held and paid all the same."""
    counts = [_codes(part) for part in basis.get("parts", ())]
    return " ".join([f"{rate}*{units}/{planned}={gross}", *counts])


def _codes(part: dict[str, int]) -> str:
    said = f"P{part['present']} R{part['late']} AJ{part['excused']} A{part['absent']}"
    return f"({said} NT{part['not_held_paid']})" if part.get("not_held_paid") else f"({said})"


def day_care_rows(data: MonthData) -> list[DayCareRow]:
    """Return the children's months, the children of a person numbered by name."""
    invoices = dict(
        data.db.execute(
            select(DayCareInvoice.dependant_id, DayCareInvoice.number).where(DayCareInvoice.month == data.month)
        ).all()
    )
    children = dict(data.db.execute(select(ClaimLine.id, ClaimLine.dependant_id)).all())
    rows = [
        DayCareRow(
            who=data.people.who(line.person_id),
            child=number,
            provider=line.provider,
            days_invoiced=line.basis.get("invoiced") or 0,
            days_attended=line.units_planned,
            days_kept=line.units,
            tariff=line.rate,
            amount=line.net,
            state=line.state,
            invoice=invoices.get(children[line.id] or 0, ""),
        )
        for number, line in _numbered(data)
    ]
    return sorted(rows, key=lambda row: (row.who.case_number, row.child))


def _numbered(data: MonthData) -> Iterator[tuple[int, LineRow]]:
    seen: dict[int, int] = {}
    of_children = [line for line in data.lines if line.kind is LineKind.DAY_CARE]
    for line in sorted(of_children, key=lambda one: (one.person_id, one.child, one.id)):
        seen[line.person_id] = seen.get(line.person_id, 0) + 1
        yield seen[line.person_id], line


def fee_rows(data: MonthData) -> list[FeeRow]:
    """Return the training fees that fell due."""
    trades = {session.code: data.trades[session.trade_id] for session in data.sessions.values()}
    rows = [
        FeeRow(
            who=data.people.who(line.person_id),
            session=line.session,
            trade=trades.get(line.session, ""),
            unit_price=line.rate,
            amount=line.net,
            state=line.state,
        )
        for line in data.lines
        if line.kind is LineKind.TRAINING_FEE
    ]
    return sorted(rows, key=lambda row: (row.who.case_number, row.session))
