"""Kits and follow-up of the month: who became eligible, who received a kit, visits due and made."""

from collections.abc import Iterator

from sqlalchemy import select

from centre_desk.models.centre import Trade
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.papers.monthly_return.facts import FollowUpRow, KitRow
from centre_desk.queries.follow_up import read_due_visits
from centre_desk.queries.kit import KitRow as KitQueryRow
from centre_desk.queries.kit import read_kits
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.rules.kit import KitReason


def kits_of_month(data: MonthData) -> list[KitQueryRow]:
    """Return the kits that became due by a certificate of the month, and those handed over in it."""
    rows = [row for row in read_kits(data.db) if is_eligible(row)]
    return [row for row in rows if data.in_month(row.issued_on) or data.in_month(row.handed_on)]


def is_eligible(row: KitQueryRow) -> bool:
    """Tell whether the kit was due once the certificate was issued; that somebody died since does not undo it."""
    return row.reason in (None, KitReason.HANDED_OVER, KitReason.DECEASED) and bool(row.certificate_id)


def kit_rows(data: MonthData) -> list[KitRow]:
    """Return the kits of the month, by certificate."""
    trades = _codes_by_name(data)
    rows = [_kit_row(data, row, trades) for row in kits_of_month(data)]
    return sorted(rows, key=lambda row: (row.certificate, row.who.case_number))


def _kit_row(data: MonthData, row: KitQueryRow, trades: dict[str, str]) -> KitRow:
    handed = row.handed_on if row.handed_on and row.handed_on <= data.last else None
    return KitRow(
        who=data.people.who(row.person_id),
        trade=trades.get(row.trade, ""),
        certificate=row.certificate,
        list_version=row.list_version,
        eligible_on=row.issued_on,
        handed_on=handed,
        record=row.record if handed else "",
    )


def follow_up_rows(data: MonthData) -> list[FollowUpRow]:
    """Return the visits made in the month, and those that were due in it and not made."""
    trades = _codes_by_name(data)
    trade_of = {row.person_id: trades.get(row.trade, "") for row in read_kits(data.db)}
    return sorted((*_made(data, trade_of), *_due(data, trade_of)), key=lambda row: (row.due_on, row.who.case_number))


def visits_made(data: MonthData) -> list[FollowUpVisit]:
    """Return the visits of the month."""
    query = select(FollowUpVisit).where(FollowUpVisit.visited_on.between(data.first, data.last))
    return list(data.db.scalars(query.order_by(FollowUpVisit.visited_on, FollowUpVisit.id)))


def _made(data: MonthData, trade_of: dict[int, str]) -> Iterator[FollowUpRow]:
    for visit in visits_made(data):
        yield FollowUpRow(
            data.people.who(visit.person_id),
            trade_of.get(visit.person_id, ""),
            visit.due_on,
            visit.visited_on,
            visit.outcome,
            visit.profitable,
        )


def _due(data: MonthData, trade_of: dict[int, str]) -> Iterator[FollowUpRow]:
    for due in read_due_visits(data.db):
        if data.in_month(due.due_on):
            yield FollowUpRow(data.people.who(due.person_id), trade_of.get(due.person_id, ""), due.due_on)


def _codes_by_name(data: MonthData) -> dict[str, str]:
    return dict(data.db.execute(select(Trade.name_fr, Trade.code)).all())
