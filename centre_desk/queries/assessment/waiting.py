"""Who still waits for a test, and what lacks before an appointment can be given: nobody is left out.

Facts: a test is of the trade that was declared, else wished, on the grid in force for it.
"""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import SkillsTest
from centre_desk.models.centre import Trade
from centre_desk.models.referral import Referral
from centre_desk.queries.assessment.reading import grid_in_force
from centre_desk.queries.referral import ReferralRow, read_rows
from centre_desk.queries.register import has_died
from centre_desk.rules.assessment import KIND_OF_ROUTE, OPEN_STATES, Lack, TestKind, Verdict, what_lacks
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Somebody referred for a test; `lack` says why no appointment can be given yet."""

    id: int
    referral: ReferralRow
    lack: Lack | None


def people_to_test(store: Store) -> list[ReferralRow]:
    """Return the referrals for a test that still wait for an appointment, the longest first."""
    with store.read() as db:
        return _waiting(db)


def who_waits_rows(store: Store) -> list[WaitingRow]:
    """Return the same people with what lacks for their appointment."""
    with store.read() as db:
        rows = _waiting(db)
        trades = {trade.code: trade for trade in db.scalars(select(Trade))}
        asked = {(row.trade, KIND_OF_ROUTE[row.route]) for row in rows}
        lacks = {(code, kind): _lack(db, kind, trades.get(code)) for code, kind in asked}
    return [WaitingRow(row.id, row, lacks[row.trade, KIND_OF_ROUTE[row.route]]) for row in rows]


def _lack(db: Session, kind: TestKind, trade: Trade | None) -> Lack | None:
    if trade is None:
        return what_lacks(kind, "", grid=False)
    return what_lacks(kind, trade.code, grid=grid_in_force(db, trade, kind) is not None)


def _waiting(db: Session) -> list[ReferralRow]:
    assessed = select(SkillsTest.referral_id).where(
        SkillsTest.referral_id.is_not(None),
        or_(
            SkillsTest.state.in_(OPEN_STATES),
            SkillsTest.verdict.in_((Verdict.ABLE, Verdict.TRAINING_OFFERED)),
        ),
    )
    waiting = (
        Referral.state.in_(WAITING_STATES),
        Referral.route.in_(KIND_OF_ROUTE),
        Referral.id.not_in(assessed),
        ~has_died(Referral.person_id),
    )
    return sorted(read_rows(db, waiting), key=lambda row: (row.received_on, row.id))
