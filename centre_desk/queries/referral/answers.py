"""What became of referrals, line by line, as IOM is answered: a name only of those who agree to the transfer."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Trade
from centre_desk.models.referral import Referral, ReferralEvent
from centre_desk.papers.referral.answer import AnswerRow
from centre_desk.queries.referral import ReferralRow, read_rows
from centre_desk.queries.register import people_who_agree
from centre_desk.rules.register import ConsentPurpose


def answer_rows(
    db: Session, referral_ids: Iterable[int], language: str, today: date, onward: Mapping[int, str] | None = None
) -> list[AnswerRow]:
    """Return a line for each referral, by case number; those without one come last.

    `onward` (referral -> words): to which other centre a later room referred the person.
    """
    ids = frozenset(referral_ids)
    agreed = people_who_agree(db, ConsentPurpose.TRANSFER_IOM)
    trades, reasons = _trade_names(db, language), _reasons(db, ids)
    rows = [row for row in read_rows(db, ()) if row.id in ids]
    rows.sort(key=lambda row: (not row.case_number, row.case_number, row.received_on, row.id))
    return [
        _answer(row, row.person_id in agreed, trades, reasons.get(row.id, ""), today, (onward or {}).get(row.id, ""))
        for row in rows
    ]


def _answer(
    row: ReferralRow, agreed: bool, trades: dict[str, str], reason: str, today: date, onward: str
) -> AnswerRow:
    return AnswerRow(
        row.case_number,
        row.name if agreed else "",
        row.route,
        trades.get(row.trade, row.trade),
        row.received_on,
        row.state,
        row.settled_on,
        reason,
        row.waited(today),
        onward,
    )


def _trade_names(db: Session, language: str) -> dict[str, str]:
    rows = db.execute(select(Trade.code, Trade.name_fr, Trade.name_en)).all()
    return {code: english if language == "en" and english else french for code, french, english in rows}


def _reasons(db: Session, ids: frozenset[int]) -> dict[int, str]:
    """Return the reason of each referral's newest move."""
    query = (
        select(ReferralEvent.referral_id, ReferralEvent.reason)
        .join(Referral, Referral.id == ReferralEvent.referral_id)
        .where(ReferralEvent.state == Referral.state)
        .order_by(ReferralEvent.on_date, ReferralEvent.id)
    )
    return {number: reason for number, reason in db.execute(query).all() if number in ids}
