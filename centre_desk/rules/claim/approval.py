"""Who may approve and who may pay, what may still happen to a line, where a run stands.

To touch is to have entered or changed a value now in force behind a line (its own figures, the marks, the rate);
confirming, approving and sending back are no touches. The approver neither touched nor pays; the preparer may pay.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from centre_desk.rules.claim import PENDING, LineState, RunState
from centre_desk.rules.refusal import Refusal, refusal


def check_approver(user_id: int, name: str, hands: Mapping[int, frozenset[int]]) -> tuple[Refusal, ...]:
    """Refuse when the user touched any of the lines (line -> users behind it)."""
    touched = sum(1 for users in hands.values() if user_id in users)
    return (refusal("claim.approver_touched", name=name, count=touched),) if touched else ()


def check_payer(user_id: int, name: str, approvers: Iterable[int | None]) -> tuple[Refusal, ...]:
    """Refuse when the user approved one of the lines that they would pay."""
    return (refusal("claim.payer_approved", name=name),) if user_id in set(approvers) else ()


def check_pending(state: LineState) -> tuple[Refusal, ...]:
    """Refuse a change of a line that was submitted or approved; a withheld one may still change."""
    if state in PENDING or state is LineState.WITHHELD:
        return ()
    return (refusal("claim.line_not_open", state=state.value),)


def check_payable(state: LineState, net: int, paid: bool, approved_on: date | None, paid_on: date) -> Iterable[Refusal]:
    """Refuse to pay what is not approved, is nothing, was paid already, or before its approval."""
    if state is not LineState.APPROVED:
        yield refusal("claim.not_approved")
    elif paid:
        yield refusal("claim.already_paid")
    elif net == 0:
        yield refusal("claim.nothing_to_pay")
    elif approved_on is not None and paid_on < approved_on:
        yield refusal("claim.paid_before_approval", approved=approved_on.isoformat())


def compute_run_state(states: Iterable[LineState]) -> RunState:
    """Return where a run stands from its lines: one line sent back does not hold up the others."""
    found = set(states)
    if LineState.SUBMITTED in found:
        return RunState.SUBMITTED
    return RunState.APPROVED if LineState.APPROVED in found and found.isdisjoint(PENDING) else RunState.DRAFT
