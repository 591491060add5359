"""What people decide on single lines, each with a reason: adding one, deducting, withholding, releasing."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.claim.run import TOUCHED, refuse_closed_month, run_of, settle_state, touch
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.claim import ClaimLine
from centre_desk.models.register import Dependant
from centre_desk.queries.claim.due import as_basis
from centre_desk.queries.claim.month import is_withheld_by_facts
from centre_desk.rules.claim import LineKind, LineState
from centre_desk.rules.claim.approval import check_pending
from centre_desk.rules.dates import is_month, last_day
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def add_line(
    store: Store,
    *,
    run_id: int,
    kind: LineKind,
    person_id: int,
    amount: int,
    reason: str,
    by: Actor,
    at: datetime,
    arrears_of: str | None = None,
    dependant_id: int | None = None,
    provider_id: int | None = None,
) -> Done:
    """Add a line that the facts do not give, with its reason; a second one of a kind that is unique is refused."""
    refuse_if(check_reason(reason), _check_added(kind, amount, arrears_of, dependant_id))
    with store.begin() as db:
        by = require(db, by, Right.PREPARE_CLAIMS, at)
        run = run_of(db, run_id)
        refuse_closed_month(db, run.month)
        refuse_if(_check_other(db, kind, run.month, person_id, dependant_id))
        line = ClaimLine(
            run_id=run.id,
            month=run.month,
            kind=kind,
            person_id=person_id,
            dependant_id=dependant_id,
            provider_id=provider_id,
            arrears_of=arrears_of,
            units=1,
            units_planned=1,
            rate=amount,
            gross=amount,
            net=amount,
            basis=as_basis({"manual": reason}),
            note=reason,
            by_id=by.user_id,
            at=at,
        )
        db.add(line)
        touch(db, line, by.user_id)
        settle_state(db, run)
        _journal(db, line, "claim.add_line", {}, {"kind": kind, "net": amount}, reason, by, at)
    return Done(TOUCHED, line.id)


def deduct_from_line(store: Store, *, line_id: int, amount: int, reason: str, by: Actor, at: datetime) -> Done:
    """Set what is deducted from a line (an advance, a sum to recover); 0 takes the deduction away."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.PREPARE_CLAIMS, at)
        line = _open_line(db, line_id)
        if not 0 <= amount <= line.gross:
            raise Refused([refusal("claim.deduction_too_high", gross=line.gross)])
        before = {"deduction": line.deduction, "net": line.net}
        line.deduction, line.net, line.note = amount, line.gross - amount, reason
        touch(db, line, by.user_id)
        _journal(db, line, "claim.deduct", before, {"deduction": amount, "net": line.net}, reason, by, at)
    return Done(TOUCHED, line.id)


def withhold_line(store: Store, *, line_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Withhold a line: it stays on the run with its reason and is not paid."""
    return _set_aside(store, line_id, LineState.WITHHELD, reason, by, at)


def release_line(store: Store, *, line_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Put a line that was withheld by hand back among those to submit."""
    return _set_aside(store, line_id, LineState.DRAFT, reason, by, at)


def _set_aside(store: Store, line_id: int, state: LineState, reason: str, by: Actor, at: datetime) -> Done:
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.PREPARE_CLAIMS, at)
        line = _open_line(db, line_id)
        if is_withheld_by_facts(line):
            raise Refused([refusal("claim.withheld_by_facts")])
        before = {"state": line.state}
        line.state, line.note = state, reason
        touch(db, line, by.user_id)
        settle_state(db, run_of(db, line.run_id))
        act = "claim.withhold" if state is LineState.WITHHELD else "claim.release"
        _journal(db, line, act, before, {"state": state}, reason, by, at)
    return Done(TOUCHED, line.id)


def _open_line(db: Session, line_id: int) -> ClaimLine:
    line = db.get_one(ClaimLine, line_id)
    refuse_closed_month(db, line.month)
    refuse_if(check_pending(line.state))
    return line


def _check_added(
    kind: LineKind, amount: int, arrears_of: str | None, dependant_id: int | None
) -> Iterator[Refusal]:
    if amount <= 0:
        yield refusal("claim.amount_missing")
    if (kind is LineKind.ARREARS) != is_month(arrears_of or ""):
        yield refusal("claim.arrears_month")
    if (kind is LineKind.DAY_CARE) != (dependant_id is not None):
        yield refusal("claim.child_missing")


def _check_other(
    db: Session, kind: LineKind, month: str, person_id: int, dependant_id: int | None
) -> Iterator[Refusal]:
    same = select(ClaimLine.id).where(ClaimLine.kind == kind, ClaimLine.month == month)
    if kind is LineKind.DAY_CARE:
        child = db.get_one(Dependant, dependant_id)
        same = same.where(ClaimLine.dependant_id == dependant_id)
        if child.person_id != person_id:
            yield refusal("claim.not_their_child")
    unique = kind in (LineKind.ALLOWANCE, LineKind.DAY_CARE)
    if unique and db.scalars(same.where(ClaimLine.person_id == person_id)).first():
        yield refusal("claim.line_exists")


def _journal(
    db: Session,
    line: ClaimLine,
    act: str,
    before: Mapping[str, object],
    after: Mapping[str, object],
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    write_journal(
        db,
        by=by,
        at=at,
        act=act,
        subject=("claim_line", line.id),
        event_date=last_day(line.month),
        before=before,
        after=after,
        reason=reason,
    )
