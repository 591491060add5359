"""Closing a month: a verified copy, the frozen report, the seal; reopening it with a reason; replacing what was sent.

The report is frozen as canonical JSON in the transaction that seals, so that what was sealed is what is exported,
however often. Corrections that it states are not stated again.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from centre_desk.actions.desk.backups import back_up_before
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.desk import Correction, Month, MonthEvent, User
from centre_desk.models.monthly_return import MonthlyReturn, ReturnEvent
from centre_desk.papers.monthly_return.canonical import canonical_bytes, canonical_hash
from centre_desk.queries.monthly_return.checklist import blocking, read_checklist
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.queries.monthly_return.sheet import previous_hash, return_sheet, unreported
from centre_desk.rules.dates import is_month, last_day
from centre_desk.rules.desk import Actor, MonthState, Right, check_reason
from centre_desk.rules.monthly_return import IomAnswer, check_closing, check_reopening, check_replacing
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import chain_head, write_journal
from centre_desk.store.opening import Store

TOUCHED = frozenset({Room.MONTHLY_RETURN, Room.DESK})
ANSWER = "answer"


def close_month(store: Store, *, month: str, by: Actor, at: datetime, note: str = "") -> Done:
    """Seal a month and freeze its report. Refused while something blocks; a verified copy is made first.

    `Done.id` is the report's number, `Done.count` its version.
    """
    refuse_if(None if is_month(month) else refusal("monthly_return.no_month", month=month))
    with store.read() as db:
        require(db, by, Right.CLOSE_MONTH, at)
        _refuse_closing(db, month, at)
    back_up_before(store, "closing", at)
    with store.begin() as db:
        by = require(db, by, Right.CLOSE_MONTH, at)
        _refuse_closing(db, month, at)
        kept = db.get(Month, month)
        version = (kept.version if kept else 0) + 1
        made = _freeze(db, month, version, note, by, at, act="monthly_return.close")
        if kept is None:
            kept = Month(month=month, state=MonthState.SEALED, version=version)
            db.add(kept)
            db.flush()
        kept.state, kept.version = MonthState.SEALED, version
        _event(db, kept, "", by, at)
    return Done(frozenset(Room), made.id, version)


def reopen_month(store: Store, *, month: str, reason: str, by: Actor, at: datetime) -> Done:
    """Open a sealed month again, with the reason; a sent one never. The next closing is a new version."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.CLOSE_MONTH, at)
        refuse_if(check_reopening(month, state_of(db, month)))
        kept = db.get_one(Month, month)
        kept.state = MonthState.OPEN
        db.execute(update(Correction).where(Correction.reported_in == month).values(reported_in=None))
        _event(db, kept, reason, by, at)
        write_journal(
            db,
            by=by,
            at=at,
            act="monthly_return.reopen",
            subject=("monthly_return", newest_return(db, month).id),
            event_date=last_day(month),
            before={"state": MonthState.SEALED, "version": kept.version},
            after={"state": MonthState.OPEN},
            reason=reason,
        )
    return Done(frozenset(Room))


def replace_return(store: Store, *, month: str, reason: str, by: Actor, at: datetime) -> Done:
    """Make a whole new version of a sent report, because IOM asked; what it states is not stated late again."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.CLOSE_MONTH, at)
        refuse_if(check_replacing(month, state_of(db, month), _last_answer(db, month)))
        kept = db.get_one(Month, month)
        kept.version += 1
        made = _freeze(db, month, kept.version, reason, by, at, act="monthly_return.replace")
        _event(db, kept, reason, by, at)
    return Done(TOUCHED, made.id, kept.version)


def newest_return(db: Session, month: str) -> MonthlyReturn:
    """Return the newest report of a month; `Refused` when it was never closed."""
    query = select(MonthlyReturn).where(MonthlyReturn.month == month).order_by(MonthlyReturn.version.desc())
    found = db.scalars(query).first()
    if found is None:
        raise Refused([refusal("monthly_return.not_closed", month=month)])
    return found


def state_of(db: Session, month: str) -> MonthState:
    """Return where a month stands."""
    kept = db.get(Month, month)
    return kept.state if kept else MonthState.OPEN


def _refuse_closing(db: Session, month: str, at: datetime) -> None:
    items = blocking(read_checklist(MonthData(db, month)))
    refuse_if(
        check_closing(month, at.date(), state_of(db, month), len(items)),
        [item.finding for item in items],
    )


def _freeze(db: Session, month: str, version: int, note: str, by: Actor, at: datetime, *, act: str) -> MonthlyReturn:
    before = db.scalars(
        select(MonthlyReturn).where(MonthlyReturn.month == month).order_by(MonthlyReturn.version.desc())
    ).first()
    user = db.get_one(User, by.user_id)
    sheet = return_sheet(
        db,
        month,
        version=version,
        signed_by=user.full_name or user.name,
        note=note,
        replaces=before.canonical_sha256 if before else "",
    )
    canonical = canonical_bytes(sheet)
    for correction in unreported(db, month):
        correction.reported_in = month
    made = MonthlyReturn(
        month=month,
        version=version,
        replaces_id=before.id if before else None,
        previous_sha256=previous_hash(db, month),
        canonical=canonical,
        canonical_sha256=canonical_hash(canonical),
        journal_head="",
        signed_by=sheet.signed_by,
        by_id=by.user_id,
        at=at,
    )
    write_journal(
        db,
        by=by,
        at=at,
        act=act,
        subject=("month", int(month.replace("-", ""))),
        event_date=last_day(month),
        after={"month": month, "version": version, "sha256": made.canonical_sha256},
        reason=note,
    )
    made.journal_head = chain_head(db)[1]
    db.add(made)
    db.flush()
    return made


def _event(db: Session, month: Month, reason: str, by: Actor, at: datetime) -> None:
    db.add(
        MonthEvent(month=month.month, version=month.version, state=month.state, reason=reason, by_id=by.user_id, at=at)
    )
    db.flush()


def _last_answer(db: Session, month: str) -> IomAnswer | None:
    query = (
        select(ReturnEvent.answer)
        .join(MonthlyReturn, MonthlyReturn.id == ReturnEvent.return_id)
        .where(MonthlyReturn.month == month, ReturnEvent.kind == ANSWER)
        .order_by(ReturnEvent.id.desc())
    )
    return db.scalars(query).first()
