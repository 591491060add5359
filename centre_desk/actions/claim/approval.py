"""Submitting, sending back one line, approving: the director sees every line, and touched or pays none of them."""

from datetime import datetime

from sqlalchemy.orm import Session

from centre_desk.actions.claim.run import TOUCHED, lines_of, refuse_closed_month, run_of, settle_state
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.claim import ClaimLine, ClaimRun
from centre_desk.queries.claim.hands import hands_of, is_paid, payers_of
from centre_desk.queries.claim.month import due_of_month, stale_lines
from centre_desk.rules.claim import PENDING, LineState
from centre_desk.rules.claim.approval import check_approver
from centre_desk.rules.dates import last_day
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def submit_claims(store: Store, *, run_id: int, by: Actor, at: datetime) -> Done:
    """Hand the open lines of a run to the director; refused while the facts say otherwise than the lines."""
    with store.begin() as db:
        by = require(db, by, Right.PREPARE_CLAIMS, at)
        run = run_of(db, run_id)
        refuse_closed_month(db, run.month)
        lines = [line for line in lines_of(db, run) if line.state in PENDING]
        refuse_if(None if lines else refusal("claim.nothing_to_submit"), _check_stale(db, run, lines))
        for line in lines:
            line.state = LineState.SUBMITTED
        run.submitted_by_id, run.submitted_at = by.user_id, at
        settle_state(db, run)
        _journal(db, run, "claim.submit", lines, by, at)
    return Done(TOUCHED, run.id, len(lines))


def send_back_line(store: Store, *, line_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Send one line back with what is wrong; the others go on. An approved one too, while it is not paid."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.APPROVE_CLAIMS, at)
        line = db.get_one(ClaimLine, line_id)
        refuse_closed_month(db, line.month)
        if line.state not in (LineState.SUBMITTED, LineState.APPROVED):
            raise Refused([refusal("claim.not_submitted")])
        if is_paid(db, line.id):
            raise Refused([refusal("claim.already_paid")])
        line.state, line.note = LineState.SENT_BACK, reason
        line.approved_by_id = line.approved_at = None
        settle_state(db, run_of(db, line.run_id))
        write_journal(
            db,
            by=by,
            at=at,
            act="claim.send_back",
            subject=("claim_line", line.id),
            event_date=last_day(line.month),
            after={"state": line.state},
            reason=reason,
        )
    return Done(TOUCHED, line.run_id)


def approve_claims(store: Store, *, run_id: int, by: Actor, at: datetime) -> Done:
    """Approve every submitted line of a run; refused to whoever touched or paid one of its lines."""
    with store.begin() as db:
        by = require(db, by, Right.APPROVE_CLAIMS, at)
        run = run_of(db, run_id)
        refuse_closed_month(db, run.month)
        lines = [line for line in lines_of(db, run) if line.state is LineState.SUBMITTED]
        refuse_if(
            None if lines else refusal("claim.nothing_submitted"),
            check_approver(by.user_id, by.name, hands_of(db, run)),
            refusal("claim.approver_pays", name=by.name) if by.user_id in payers_of(db, run.id) else None,
            _check_stale(db, run, lines),
        )
        for line in lines:
            line.state = LineState.APPROVED
            line.approved_by_id, line.approved_at = by.user_id, at
        run.approved_by_id, run.approved_at, run.delegation_id = by.user_id, at, by.delegation_id
        settle_state(db, run)
        _journal(db, run, "claim.approve", lines, by, at)
    return Done(TOUCHED, run.id, len(lines))


def _check_stale(db: Session, run: ClaimRun, lines: list[ClaimLine]) -> tuple[Refusal, ...]:
    """Refuse lines whose facts have changed since they were computed: nobody approves old figures."""
    stale = stale_lines(lines, due_of_month(db, run.month))
    return (refusal("claim.lines_stale", count=len(stale)),) if stale else ()


def _journal(db: Session, run: ClaimRun, act: str, lines: list[ClaimLine], by: Actor, at: datetime) -> None:
    write_journal(
        db,
        by=by,
        at=at,
        act=act,
        subject=("claim_run", run.id),
        event_date=last_day(run.month),
        after={"lines": len(lines), "net": sum(line.net for line in lines), "state": run.state},
    )
