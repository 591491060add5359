"""What is agreed and what it costs: agreements with IOM, dated rates. The director alone settles money."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.centre.places import TOUCHED
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.centre import Agreement, AgreementTrade, Rate
from centre_desk.models.desk import Month
from centre_desk.queries.centre import dated_rates
from centre_desk.rules.centre import (
    AgreementTerms,
    RateKind,
    check_agreement,
    check_period,
    check_rate,
    highest_smig,
    place_rate,
)
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, MonthState, Right, check_month_open
from centre_desk.rules.refusal import Refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def record_agreement(store: Store, *, terms: AgreementTerms, by: Actor, at: datetime) -> Done:
    """Record an agreement with IOM: its days, trades, places and prices, and how the allowance follows attendance."""
    with store.begin() as db:
        by = require(db, by, Right.SET_RATES, at)
        refuse_if(check_agreement(terms, frozenset(db.scalars(select(Agreement.number)))))
        facts = _columns(terms)
        agreement = Agreement(**facts, by_id=by.user_id, at=at)
        db.add(agreement)
        db.flush()
        db.add_all(AgreementTrade(agreement_id=agreement.id, **asdict(trade)) for trade in terms.trades)
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.record_agreement",
            subject=("agreement", agreement.id),
            event_date=terms.signed_on,
            after={**facts, "trades": [asdict(trade) for trade in terms.trades]},
        )
    return Done(TOUCHED, agreement.id)


def _columns(terms: AgreementTerms) -> dict[str, Any]:
    columns = {name: value for name, value in asdict(terms).items() if name != "trades"}
    return {name: value.strip() if type(value) is str else value for name, value in columns.items()}


def set_rate(
    store: Store,
    *,
    kind: RateKind,
    amount: int,
    valid_from: date,
    by: Actor,
    at: datetime,
    trade_id: int | None = None,
    document: str = "",
) -> Done:
    """Put an amount in force from a day on: the rate before ends the day before; from the same day, it is replaced."""
    with store.begin() as db:
        by = require(db, by, Right.SET_RATES, at)
        same = list(
            db.scalars(select(Rate).where(Rate.kind == kind, Rate.trade_id == trade_id).order_by(Rate.valid_from))
        )
        place = place_rate((r.valid_from for r in same), valid_from)
        smig = highest_smig(dated_rates(db), valid_from, place.valid_to)
        refuse_if(
            check_rate(kind, amount, smig),
            check_period(valid_from, place.valid_to),
            _closed_months(db, valid_from, place.valid_to),
        )
        before: dict[str, Any] = {}
        for row in same:
            if row.valid_from == place.previous:
                row.valid_to = valid_from - timedelta(days=1)
        rate = next((r for r in same if r.valid_from == valid_from), None)
        if rate is None:
            rate = Rate(kind=kind, trade_id=trade_id, valid_from=valid_from, valid_to=place.valid_to)
            db.add(rate)
        else:
            before = {"amount": rate.amount, "document": rate.document}
        rate.amount, rate.document, rate.by_id, rate.at = amount, document.strip(), by.user_id, at
        db.flush()
        write_journal(
            db,
            by=by,
            at=at,
            act="centre.set_rate",
            subject=("rate", rate.id),
            event_date=valid_from,
            before=before,
            after={"kind": kind, "trade_id": trade_id, "amount": amount, "document": rate.document},
        )
    return Done(TOUCHED, rate.id)


def _closed_months(db: Session, start: date, end: date | None) -> tuple[Refusal, ...]:
    """Amounts of a sealed month are settled: a rate cannot begin to hold in one."""
    closed = select(Month.month, Month.state).where(Month.state != MonthState.OPEN, Month.month >= month_of(start))
    if end is not None:
        closed = closed.where(Month.month <= month_of(end))
    states = [(month, state) for month, state in db.execute(closed)]
    return check_month_open(states, [month for month, _ in states])
