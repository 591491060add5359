"""What the acts on a run share: its guard against closed months, its state from its lines, who touched a line."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.claim import ClaimLine, ClaimRun, ClaimTouch
from centre_desk.queries.desk import month_states
from centre_desk.rules.claim.approval import compute_run_state
from centre_desk.rules.desk import check_month_open
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.room import Room

TOUCHED = frozenset({Room.CLAIM})


def refuse_closed_month(db: Session, month: str) -> None:
    """Refuse an act on the money of a month that is sealed or sent."""
    refuse_if(check_month_open(month_states(db), [month]))


def run_of(db: Session, run_id: int) -> ClaimRun:
    """Return a run; `Refused` when there is none yet."""
    run = db.get(ClaimRun, run_id)
    if run is None:
        raise Refused([refusal("claim.no_run")])
    return run


def lines_of(db: Session, run: ClaimRun) -> list[ClaimLine]:
    """Return the lines of a run as they now stand."""
    return list(db.scalars(select(ClaimLine).where(ClaimLine.run_id == run.id).order_by(ClaimLine.id)))


def settle_state(db: Session, run: ClaimRun) -> None:
    """Put a run where its lines stand."""
    db.flush()
    run.state = compute_run_state(line.state for line in lines_of(db, run))


def touch(db: Session, line: ClaimLine, user_id: int) -> None:
    """Keep that a user entered or changed a value of a line."""
    db.flush()
    known = select(ClaimTouch.id).where(ClaimTouch.line_id == line.id, ClaimTouch.user_id == user_id)
    if db.scalars(known).first() is None:
        db.add(ClaimTouch(line_id=line.id, user_id=user_id))
