"""The report of a month as it would be sealed now: every table and count, in one frozen sheet."""

import csv
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Agreement, Centre, Trade
from centre_desk.models.desk import Correction, Month
from centre_desk.models.monthly_return import MonthlyReturn, PastTotal
from centre_desk.papers.monthly_return.facts import (
    AgreementFacts,
    CentreFacts,
    CorrectionRow,
    RegionFacts,
    ReturnSheet,
    TradeFacts,
)
from centre_desk.papers.reference import regions
from centre_desk.places import resource
from centre_desk.queries.desk import setting
from centre_desk.queries.monthly_return.after import follow_up_rows, kit_rows
from centre_desk.queries.monthly_return.checklist import read_checklist
from centre_desk.queries.monthly_return.counts import breakdown_rows, count_rows
from centre_desk.queries.monthly_return.money import allowance_rows, day_care_rows, fee_rows
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.queries.monthly_return.people import age_bands
from centre_desk.queries.monthly_return.tables import (
    attendance_rows,
    certificate_rows,
    drop_out_rows,
    exam_rows,
    session_rows,
    test_rows,
)
from centre_desk.rules.monthly_return import RULE_PACK

RECIPIENT_SETTING = "monthly_return.recipient"
RECIPIENT = "OIM Mali"


def return_sheet(
    db: Session, month: str, *, version: int | None = None, signed_by: str = "", note: str = "", replaces: str = ""
) -> ReturnSheet:
    """Return the report of a month; without a version, that of the next seal."""
    data = MonthData(db, month)
    agreement = _agreement(data)
    kept = db.get(Month, month)
    tables: dict[str, Any] = {
        "sessions": tuple(session_rows(data)),
        "attendance": tuple(attendance_rows(data)),
        "tests": tuple(test_rows(data)),
        "exams": tuple(exam_rows(data)),
        "certificates": tuple(certificate_rows(data)),
        "allowances": tuple(allowance_rows(data)),
        "day_care": tuple(day_care_rows(data)),
        "fees": tuple(fee_rows(data)),
        "kits": tuple(kit_rows(data)),
        "follow_up": tuple(follow_up_rows(data)),
        "drop_outs": tuple(drop_out_rows(data)),
    }
    breakdowns = tuple(breakdown_rows(data))
    return ReturnSheet(
        centre=_centre(db),
        agreement=agreement,
        month=month,
        version=version if version is not None else (kept.version if kept else 0) + 1,
        rule_pack=RULE_PACK,
        recipient=str(setting(db, RECIPIENT_SETTING, RECIPIENT)),
        signed_by=signed_by,
        age_bands=age_bands(db),
        regions=_regions(tables, (one.key for one in breakdowns)),
        trades=_trades(db, tables, (one.key for one in breakdowns)),
        previous=previous_hash(db, month),
        replaces=replaces,
        note=note,
        counts=tuple(count_rows(data, agreement.start or data.first)),
        breakdowns=breakdowns,
        checks=tuple(item.row for item in read_checklist(data)),
        corrections=tuple(_correction(data, row) for row in unreported(db, month)),
        taken_over_on=past.at.date() if (past := db.scalars(select(PastTotal).limit(1)).first()) else None,
        **tables,
    )


def unreported(db: Session, month: str) -> list[Correction]:
    """Return the corrections of closed months that no report has stated yet."""
    query = select(Correction).where(Correction.reported_in.is_(None), Correction.month <= month)
    return list(db.scalars(query.order_by(Correction.month, Correction.id)))


def previous_hash(db: Session, month: str) -> str:
    """Return the SHA-256 of the newest report of the month before this one that was reported."""
    query = select(MonthlyReturn.canonical_sha256).where(MonthlyReturn.month < month)
    return db.scalars(query.order_by(MonthlyReturn.month.desc(), MonthlyReturn.version.desc())).first() or ""


def _correction(data: MonthData, row: Correction) -> CorrectionRow:
    return CorrectionRow(
        month=row.month,
        fact=row.fact_kind,
        case_number=data.people.who(row.person_id).case_number if row.person_id else "",
        old=row.old,
        new=row.new,
        reason=row.reason,
        entered_on=row.at.date(),
        amount=row.amount,
    )


def _centre(db: Session) -> CentreFacts:
    row = db.get_one(Centre, 1)
    return CentreFacts(row.code, row.name, row.town, row.region_code, row.legal_status, row.phone, row.demonstration)


def _agreement(data: MonthData) -> AgreementFacts:
    query = select(Agreement).where(Agreement.start <= data.last, Agreement.end_on >= data.first)
    row = data.db.scalars(query.order_by(Agreement.start.desc(), Agreement.id.desc())).first()
    if row is None:
        return AgreementFacts("")
    return AgreementFacts(
        row.number,
        row.project,
        row.budget_line,
        row.donor,
        row.start,
        row.end_on,
        row.threshold_percent,
        row.proration,
        row.rounding,
    )


def _regions(tables: dict[str, Any], keys: Iterable[str]) -> tuple[RegionFacts, ...]:
    used = {row.region_code for row in tables["sessions"]} | set(keys)
    used |= {row.who.region_code for name, rows in tables.items() if name != "sessions" for row in rows}
    named = dict(regions())
    with resource("reference", "regions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            RegionFacts(
                row["national_no_2023"], named[row["national_no_2023"]], row["pcode_adm1_2021"], row["iso_3166_2"]
            )
            for row in csv.DictReader(file)
            if row["national_no_2023"] in used
        )


def _trades(db: Session, tables: dict[str, Any], keys: Iterable[str]) -> tuple[TradeFacts, ...]:
    used = {row.trade for rows in tables.values() for row in rows if hasattr(row, "trade")} | set(keys)
    query = select(Trade.code, Trade.name_fr, Trade.name_en, Trade.isco08, Trade.iscedf).order_by(Trade.code)
    return tuple(TradeFacts(*row) for row in db.execute(query) if row[0] in used)
