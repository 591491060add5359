"""Recording payments: approved lines only, each once, never by who approved them; taken back with a reason."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.claim.run import TOUCHED, refuse_closed_month
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.queries.claim.hands import approvers_of
from centre_desk.rules.claim import PaymentMode
from centre_desk.rules.claim.approval import check_payable, check_payer
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store


def record_payments(
    store: Store,
    *,
    line_ids: Iterable[int],
    mode: PaymentMode,
    reference: str = "",
    paid_on: date,
    by: Actor,
    at: datetime,
) -> Done:
    """Record that lines were paid on a day; all of them, or none when one cannot be."""
    wanted = sorted(set(line_ids))
    with store.begin() as db:
        by = require(db, by, Right.PAY_CLAIMS, at)
        refuse_closed_month(db, month_of(paid_on))
        refuse_if(_check_payment(wanted, mode, reference, paid_on, at.date()))
        lines = list(db.scalars(select(ClaimLine).where(ClaimLine.id.in_(wanted)).order_by(ClaimLine.id)))
        refuse_if(_check_lines(db, lines, paid_on), _check_hands(db, lines, by))
        for line in lines:
            db.add(
                Payment(
                    line_id=line.id,
                    amount=line.net,
                    paid_on=paid_on,
                    mode=mode,
                    reference=reference.strip(),
                    by_id=by.user_id,
                    at=at,
                )
            )
        write_journal(
            db,
            by=by,
            at=at,
            act="claim.pay",
            subject=("claim_run", lines[0].run_id),
            event_date=paid_on,
            after={
                "lines": wanted,
                "net": sum(line.net for line in lines),
                "mode": mode,
                "reference": personal(reference),
            },
        )
    return Done(TOUCHED, lines[0].run_id, len(lines))


def undo_payment(store: Store, *, payment_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Take back a payment that was not made; the line can be paid again."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.PAY_CLAIMS, at)
        payment = db.get_one(Payment, payment_id)
        line = db.get_one(ClaimLine, payment.line_id)
        refuse_closed_month(db, month_of(payment.paid_on))
        refuse_if(
            refusal("claim.payment_undone") if payment.undone_at else None,
            _check_hands(db, [line], by),
        )
        payment.undone_at, payment.undone_reason = at, reason
        write_journal(
            db,
            by=by,
            at=at,
            act="claim.undo_payment",
            subject=("claim_line", line.id),
            event_date=payment.paid_on,
            before={"amount": payment.amount, "mode": payment.mode},
            reason=reason,
        )
    return Done(TOUCHED, line.run_id)


def _check_payment(
    lines: list[int], mode: PaymentMode, reference: str, paid_on: date, today: date
) -> list[Refusal]:
    found = (
        None if lines else refusal("claim.nothing_chosen"),
        refusal("claim.paid_in_future") if paid_on > today else None,
        refusal("claim.no_reference") if mode is not PaymentMode.CASH and not reference.strip() else None,
    )
    return [one for one in found if one]


def _check_lines(db: Session, lines: list[ClaimLine], paid_on: date) -> list[Refusal]:
    query = select(Payment.line_id).where(Payment.undone_at.is_(None), Payment.line_id.in_([one.id for one in lines]))
    paid = set(db.scalars(query))
    found = [
        one
        for line in lines
        for one in check_payable(
            line.state, line.net, line.id in paid, line.approved_at.date() if line.approved_at else None, paid_on
        )
    ]
    return list(dict.fromkeys(found))


def _check_hands(db: Session, lines: list[ClaimLine], by: Actor) -> tuple[Refusal, ...]:
    if not lines:
        raise Refused([refusal("claim.nothing_chosen")])
    approvers = [user for run_id in {line.run_id for line in lines} for user in approvers_of(db, run_id)]
    return check_payer(by.user_id, by.name, approvers)
