"""Establishing the claims of a month from the facts: as often as one likes, nothing is lost or doubled.

Lines that may still change follow the facts; submitted and approved ones stay as they are. What was decided by
hand (deductions, withheld lines, added lines) is kept.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from centre_desk.actions.claim.run import TOUCHED, lines_of, refuse_closed_month, settle_state, touch
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.claim import ClaimLine, ClaimRun, ClaimTouch
from centre_desk.queries.claim.due import DueLine
from centre_desk.queries.claim.month import due_of_month, is_manual, is_withheld_by_facts, key_of, says_the_same
from centre_desk.rules.claim import PENDING, LineState
from centre_desk.rules.dates import last_day, month_of
from centre_desk.rules.desk import Actor, Right
from centre_desk.rules.refusal import refusal, refuse_if
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store


def prepare_claims(store: Store, *, month: str, by: Actor, at: datetime) -> Done:
    """Establish the month's run; `Done.count` says how many lines were made or changed."""
    with store.begin() as db:
        by = require(db, by, Right.PREPARE_CLAIMS, at)
        refuse_closed_month(db, month)
        refuse_if(refusal("claim.month_to_come", month=month) if month > month_of(at.date()) else None)
        due = due_of_month(db, month)
        run = db.scalars(select(ClaimRun).where(ClaimRun.month == month)).first()
        refuse_if(due.missing, None if due.lines or run else refusal("claim.nothing_due", month=month))
        if run is None:
            run = ClaimRun(number=f"EP-{month}", month=month, by_id=by.user_id, at=at)
            db.add(run)
            db.flush()
        changed = lay_lines(db, run, due.lines, by, at)
        settle_state(db, run)
        if changed:
            lines = lines_of(db, run)
            write_journal(
                db,
                by=by,
                at=at,
                act="claim.prepare",
                subject=("claim_run", run.id),
                event_date=last_day(month),
                after={"changed": changed, "lines": len(lines), "net": sum(line.net for line in lines)},
            )
    return Done(TOUCHED, run.id, changed)


def lay_lines(db: Session, run: ClaimRun, due: Iterable[DueLine], by: Actor, at: datetime) -> int:
    """Make the open lines of a run say what is due; return how many were made, changed or taken out."""
    known = {key_of(line): line for line in lines_of(db, run) if not is_manual(line)}
    changed = 0
    for one in due:
        line = known.pop(one.key, None)
        if line is None:
            line = new_line(run, one, by, at)
            db.add(line)
            touch(db, line, by.user_id)
            changed += 1
        elif _is_open(line) and _follow(line, one):
            touch(db, line, by.user_id)
            changed += 1
    for line in known.values():
        if _is_open(line):
            take_out(db, line)
            changed += 1
    return changed


def new_line(run: ClaimRun, due: DueLine, by: Actor, at: datetime) -> ClaimLine:
    """Make a line of what is due; withheld where the facts say so."""
    return ClaimLine(
        run_id=run.id,
        month=run.month,
        kind=due.kind,
        person_id=due.person_id,
        session_id=due.session_id,
        enrolment_id=due.enrolment_id,
        dependant_id=due.dependant_id,
        provider_id=due.provider_id,
        arrears_of=due.arrears_of,
        units=due.units,
        units_planned=due.units_planned,
        rate=due.rate,
        gross=due.gross,
        deduction=0,
        net=due.gross,
        basis=due.basis,
        state=LineState.WITHHELD if due.withheld else LineState.DRAFT,
        by_id=by.user_id,
        at=at,
    )


def take_out(db: Session, line: ClaimLine) -> None:
    """Take an open line out of its run; the journal keeps that it was there."""
    db.execute(delete(ClaimTouch).where(ClaimTouch.line_id == line.id))
    db.delete(line)
    db.flush()


def _is_open(line: ClaimLine) -> bool:
    return line.state in PENDING or line.state is LineState.WITHHELD


def _follow(line: ClaimLine, due: DueLine) -> bool:
    """Give a line the figures that the facts give now; tell whether anything changed."""
    state = _state_of(line, due)
    if says_the_same(line, due) and state is line.state:
        return False
    line.session_id, line.provider_id = due.session_id, due.provider_id
    line.units, line.units_planned, line.rate = due.units, due.units_planned, due.rate
    line.gross, line.deduction = due.gross, min(line.deduction, due.gross)
    line.net, line.basis, line.state = line.gross - line.deduction, due.basis, state
    return True


def _state_of(line: ClaimLine, due: DueLine) -> LineState:
    """A line that the facts withhold stays so until they change; one withheld by hand until it is released."""
    if due.withheld:
        return LineState.WITHHELD
    return LineState.DRAFT if is_withheld_by_facts(line) else line.state
