"""What leaves the desk: the package of a closed month, the list of names apart, the sending, IOM's answer.

The package is made from the frozen report and the journal's head at the seal, so that each export is the same. The
list of names is only ever written closed for its reader, and only of people who agreed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.actions.monthly_return.closing import ANSWER, TOUCHED, newest_return, state_of
from centre_desk.models.desk import Month, MonthEvent
from centre_desk.models.monthly_return import MonthlyReturn, ReturnEvent
from centre_desk.papers.monthly_return.canonical import read_canonical
from centre_desk.papers.monthly_return.names import name_list_name, name_list_workbook
from centre_desk.papers.monthly_return.package import return_package
from centre_desk.queries.monthly_return.names import name_list_facts
from centre_desk.rules.dates import is_month, last_day
from centre_desk.rules.desk import Actor, MonthState, Right
from centre_desk.rules.monthly_return import IomAnswer
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.store.files import replace_whole
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store
from centre_desk.store.sealing import encrypt_to, lock_workbook
from centre_desk.store.signers import signing_key
from centre_desk.texts.catalogue import catalogue

EXPORT, SENT, NAMES = "export", "sent", "names"


@dataclass(frozen=True, slots=True)
class Exported(Done):
    """An export, and the file that it made."""

    path: Path = Path()


def export_return(
    store: Store, *, month: str, folder: Path, language: str = "fr", recipient: str = "", by: Actor, at: datetime
) -> Exported:
    """Write `<centre>-<YYYY-MM>-v<N>.zip` of a closed month into a folder; the journal keeps that it was made."""
    refuse_if(None if is_month(month) else refusal("monthly_return.no_month", month=month))
    folder.mkdir(parents=True, exist_ok=True)
    with store.begin() as db:
        by = require(db, by, Right.EXPORT_RETURN, at)
        refuse_if(_check_closed(db, month))
        row = newest_return(db, month)
        sheet, key = read_canonical(row.canonical), signing_key(db)
        package = return_package(sheet, catalogue(language), audit_head=row.journal_head, kid=key.kid, sign=key.sign)
        path = folder / package.name
        told = recipient or sheet.recipient
        _record(db, row, EXPORT, by, at, recipient=told, note=f"{package.name} {language}")
        replace_whole(path, package.content)
    return Exported(TOUCHED, row.id, path=path)


def export_name_list(
    store: Store,
    *,
    month: str,
    folder: Path,
    recipient: str,
    purpose: str,
    age_key: str = "",
    password: str = "",
    language: str = "fr",
    by: Actor,
    at: datetime,
) -> Exported:
    """Write the list of names, closed: to an age key, else under a password. Without a purpose it is refused."""
    refuse_if(
        None if purpose.strip() else refusal("monthly_return.no_purpose"),
        None if recipient.strip() else refusal("monthly_return.no_recipient"),
    )
    folder.mkdir(parents=True, exist_ok=True)
    with store.begin() as db:
        by = require(db, by, Right.EXPORT_RETURN, at)
        refuse_if(_check_closed(db, month))
        row = newest_return(db, month)
        facts = name_list_facts(db, month, row.version, recipient.strip(), purpose.strip())
        workbook = name_list_workbook(facts, catalogue(language))
        closed = encrypt_to(workbook, [age_key]) if age_key else lock_workbook(workbook, password)
        path = folder / (name_list_name(facts) + (".age" if age_key else ""))
        _record(db, row, NAMES, by, at, recipient=recipient, purpose=purpose, note=str(len(facts.rows)))
        replace_whole(path, closed)
    return Exported(TOUCHED, row.id, count=len(facts.rows), path=path)


def mark_sent(store: Store, *, month: str, recipient: str = "", sent_on: date, by: Actor, at: datetime) -> Done:
    """Say that the report of a sealed month was sent: from now on the month never opens again."""
    with store.begin() as db:
        by = require(db, by, Right.EXPORT_RETURN, at)
        refuse_if(
            _check_closed(db, month),
            refusal("monthly_return.sent_in_future") if sent_on > at.date() else None,
        )
        row = newest_return(db, month)
        kept = db.get_one(Month, month)
        if kept.state is not MonthState.SENT:
            kept.state = MonthState.SENT
            db.add(MonthEvent(month=month, version=kept.version, state=MonthState.SENT, by_id=by.user_id, at=at))
        told = recipient or read_canonical(row.canonical).recipient
        _record(db, row, SENT, by, at, recipient=told, on_date=sent_on)
    return Done(frozenset(TOUCHED), row.id)


def record_answer(
    store: Store, *, month: str, answer: IomAnswer, on_date: date, note: str = "", by: Actor, at: datetime
) -> Done:
    """Record what IOM answered to the report of a month."""
    with store.begin() as db:
        by = require(db, by, Right.EXPORT_RETURN, at)
        refuse_if(
            None if state_of(db, month) is MonthState.SENT else refusal("monthly_return.not_sent", month=month),
            refusal("monthly_return.answer_in_future") if on_date > at.date() else None,
        )
        row = newest_return(db, month)
        _record(db, row, ANSWER, by, at, answer=answer, on_date=on_date, note=note.strip())
    return Done(frozenset(TOUCHED), row.id)


def _check_closed(db: Session, month: str) -> Refusal | None:
    """Refuse an open month: what is not sealed may still change."""
    if state_of(db, month) is MonthState.OPEN:
        return refusal("monthly_return.not_closed", month=month)
    return None


def _record(
    db: Session,
    row: MonthlyReturn,
    kind: str,
    by: Actor,
    at: datetime,
    *,
    recipient: str = "",
    purpose: str = "",
    note: str = "",
    answer: IomAnswer | None = None,
    on_date: date | None = None,
) -> None:
    db.add(
        ReturnEvent(
            return_id=row.id,
            kind=kind,
            answer=answer,
            on_date=on_date or at.date(),
            recipient=recipient,
            purpose=purpose,
            note=note,
            by_id=by.user_id,
            at=at,
        )
    )
    write_journal(
        db,
        by=by,
        at=at,
        act=f"monthly_return.{kind}",
        subject=("monthly_return", row.id),
        event_date=last_day(row.month),
        after={"version": row.version, "recipient": recipient, "purpose": purpose, "answer": answer, "note": note},
    )
