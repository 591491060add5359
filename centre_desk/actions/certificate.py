"""Issuing certificates, printing them, handing them over, cancelling them; and reopening the exam behind them.

The row comes first, signed in its own transaction with the next number of its year; the file is made from the
row, so that a failed print repeats identically. What happens later is an event beside it.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.desk import Delegation
from centre_desk.models.exam import Exam, ExamMark, ExamPart, ExamResult
from centre_desk.queries.certificate.sources import Source, exam_sources, skill_sources
from centre_desk.queries.certificate.speakers import speakers_of
from centre_desk.queries.certificate.standing import in_force, state_of
from centre_desk.rules.certificate import (
    CertificateEventKind,
    CertificateKind,
    check_claimant,
    check_hand_over,
    check_in_force,
)
from centre_desk.rules.desk import Actor, Right, Role, check_reason
from centre_desk.rules.exam import ExamState
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number
from centre_desk.store.signers import signing_key
from centre_desk.store.signing import CertificateClaims, SigningKey, sign_certificate

TOUCHED = frozenset({Room.CERTIFICATE})


def issue_certificates(
    store: Store,
    *,
    results: Sequence[int] = (),
    tests: Sequence[int] = (),
    issued_on: date,
    by: Actor,
    at: datetime,
) -> Done:
    """Issue certificates for exam results and skills tests, in the order given; all or none.

    `id` is the first one, `count` how many. `Refused` names everybody who may not have one, and why.
    """
    with store.begin() as db:
        by = require(db, by, Right.ISSUE_CERTIFICATES, at)
        made = _issue_all(db, results, tests, issued_on, by, at)
    return Done(TOUCHED, made[0], len(made), tuple(made))


def print_certificates(
    store: Store,
    *,
    certificate_ids: Sequence[int] = (),
    results: Sequence[int] = (),
    tests: Sequence[int] = (),
    note: str = "",
    by: Actor,
    at: datetime,
) -> Done:
    """Record a print, issuing today, in the same act, what is chosen and not issued yet. `ids`: what to print.

    What was printed before becomes a numbered duplicate; `note` says why.
    """
    with store.begin() as db:
        by = require(db, by, Right.ISSUE_CERTIFICATES, at)
        made = _issue_all(db, results, tests, at.date(), by, at) if results or tests else []
        ids = [*dict.fromkeys(certificate_ids), *made]
        _record_prints(db, ids, note, by, at)
    return Done(TOUCHED, ids[0], len(ids), tuple(ids))


def _issue_all(
    db: Session, results: Sequence[int], tests: Sequence[int], issued_on: date, by: Actor, at: datetime
) -> list[int]:
    sources = [*exam_sources(db, results), *skill_sources(db, tests)]
    if not sources or issued_on > at.date():
        raise Refused([refusal("certificate.nobody" if not sources else "certificate.future")])
    refuse_if(*(check_claimant(source.claimant, issued_on) for source in sources))
    key, deputy = signing_key(db), _deputy(db, by)
    return [_issue(db, source, key, issued_on, deputy, by, at) for source in sources]


def _deputy(db: Session, by: Actor) -> str:
    """Return the name of who issues as director by delegation; nothing for everybody else."""
    lent = db.get(Delegation, by.delegation_id) if by.delegation_id else None
    return by.name if lent is not None and lent.role is Role.DIRECTOR else ""


def _issue(db: Session, source: Source, key: SigningKey, issued_on: date, deputy: str, by: Actor, at: datetime) -> int:
    sequence = next_number(db, f"certificate-{issued_on.year}")
    number = f"{issued_on.year}-{sequence:04d}"
    kind = CertificateKind.TRAINING if source.exam_result_id is not None else CertificateKind.SKILLS
    signed = sign_certificate(key, _claims(source, number, kind, issued_on))
    row = Certificate(
        number=number,
        year=issued_on.year,
        sequence=sequence,
        kind=kind,
        person_id=source.person_id,
        trade_id=source.trade_id,
        exam_result_id=source.exam_result_id,
        skills_test_id=source.skills_test_id,
        issued_on=issued_on,
        facts=_frozen(source.facts | speakers_of(db, source, issued_on, deputy)),
        check_code=signed.code,
        qr_text=signed.text,
        by_id=by.user_id,
        at=at,
    )
    db.add(row)
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="certificate.issue",
        subject=("certificate", row.id),
        event_date=issued_on,
        after={"number": number, "kind": kind, "name": personal(source.facts["name"]), "code": signed.code},
    )
    return row.id


def _frozen(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


def _claims(source: Source, number: str, kind: CertificateKind, issued_on: date) -> CertificateClaims:
    facts = source.facts
    start, end = facts.get("start"), facts.get("end")
    return CertificateClaims(
        centre=source.centre,
        number=number,
        kind=kind.value,
        name=str(facts["name"]),
        trade=source.trade_code,
        issued=issued_on,
        start=date.fromisoformat(str(start)) if start else None,
        end=date.fromisoformat(str(end)) if end else None,
        hours=int(facts.get("hours") or 0),
        mention=str(facts.get("mention") or ""),
    )


def record_prints(store: Store, *, certificate_ids: Sequence[int], by: Actor, at: datetime) -> Done:
    """Record a print of certificates before the file is made: the first one, then numbered duplicates."""
    with store.begin() as db:
        by = require(db, by, Right.ISSUE_CERTIFICATES, at)
        _record_prints(db, certificate_ids, "", by, at)
    return Done(TOUCHED, certificate_ids[0], len(certificate_ids), tuple(certificate_ids))


def _record_prints(db: Session, certificate_ids: Sequence[int], note: str, by: Actor, at: datetime) -> None:
    refuse_if(None if certificate_ids else refusal("certificate.nobody"))
    printed = (CertificateEventKind.PRINTED, CertificateEventKind.DUPLICATE)
    for certificate_id in certificate_ids:
        row = db.get_one(Certificate, certificate_id)
        refuse_if(check_in_force(row.number, state_of(db, row.id)))
        count = select(func.count(CertificateEvent.id)).where(
            CertificateEvent.certificate_id == row.id, CertificateEvent.kind.in_(printed)
        )
        before = db.scalar(count) or 0
        kind = CertificateEventKind.DUPLICATE if before else CertificateEventKind.PRINTED
        _add_event(db, row, kind, at.date(), by, at, copy_number=before, note=note.strip())


def hand_over_certificates(
    store: Store, *, certificate_ids: Sequence[int], on_date: date, note: str = "", by: Actor, at: datetime
) -> Done:
    """Record that certificates were handed over; `note`: to whom, when it was not the person."""
    with store.begin() as db:
        by = require(db, by, Right.ISSUE_CERTIFICATES, at)
        refuse_if(
            None if certificate_ids else refusal("certificate.nobody"),
            refusal("certificate.future") if on_date > at.date() else None,
        )
        for certificate_id in certificate_ids:
            row = db.get_one(Certificate, certificate_id)
            refuse_if(check_hand_over(row.number, state_of(db, row.id)))
            _add_event(db, row, CertificateEventKind.HANDED_OVER, on_date, by, at, note=note)
    return Done(TOUCHED, certificate_ids[0], len(certificate_ids))


def cancel_certificate(store: Store, *, certificate_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Cancel a certificate: its number stays used, its paper is to be taken back; a new one may be issued."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.CANCEL_CERTIFICATES, at)
        cancel_in(db, certificate_id, reason, by, at)
    return Done(TOUCHED, certificate_id, 1)


def cancel_in(db: Session, certificate_id: int, reason: str, by: Actor, at: datetime) -> None:
    """Cancel a certificate inside another act."""
    row = db.get_one(Certificate, certificate_id)
    refuse_if(check_in_force(row.number, state_of(db, row.id)))
    _add_event(db, row, CertificateEventKind.CANCELLED, at.date(), by, at, note=reason)


def _add_event(
    db: Session,
    row: Certificate,
    kind: CertificateEventKind,
    on_date: date,
    by: Actor,
    at: datetime,
    *,
    copy_number: int = 0,
    note: str = "",
) -> None:
    db.add(
        CertificateEvent(
            certificate_id=row.id,
            kind=kind,
            on_date=on_date,
            copy_number=copy_number,
            note=note,
            by_id=by.user_id,
            at=at,
        )
    )
    write_journal(
        db,
        by=by,
        at=at,
        act=f"certificate.{kind.value}",
        subject=("certificate", row.id),
        event_date=on_date,
        after={"number": row.number, "copy": copy_number},
        reason=note if kind is CertificateEventKind.CANCELLED else "",
    )


def reopen_exam(store: Store, *, exam_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Open a settled exam again, with a reason: its results are superseded and kept, its marks may change.

    Refused once a certificate in force came from them, or a later attempt has marks. `count`: results superseded.
    """
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.REOPEN_RESULTS, at)
        exam = db.get_one(Exam, exam_id)
        refuse_if(
            refusal("certificate.exam_open") if exam.state is ExamState.OPEN else None,
            _check_certified(db, exam_id),
            _check_later(db, exam),
        )
        kept = select(ExamResult).where(ExamResult.exam_id == exam_id, ExamResult.superseded_at.is_(None))
        results = list(db.scalars(kept))
        for result in results:
            result.superseded_at = at
        before = {"settled_on": exam.settled_on, "minutes": exam.minutes_number, "results": len(results)}
        exam.state, exam.settled_on, exam.settled_by_id = ExamState.OPEN, None, None
        write_journal(
            db, by=by, at=at, act="exam.reopen", subject=("exam", exam_id), before=before, reason=reason.strip()
        )
    return Done(TOUCHED | {Room.EXAM}, exam_id, len(results))


def _check_certified(db: Session, exam_id: int) -> tuple[Refusal, ...]:
    query = (
        select(Certificate.number)
        .join(ExamResult, ExamResult.id == Certificate.exam_result_id)
        .where(ExamResult.exam_id == exam_id, in_force())
        .order_by(Certificate.year, Certificate.sequence)
    )
    numbers = list(db.scalars(query))
    return (refusal("certificate.issued_from_exam", numbers=", ".join(numbers)),) if numbers else ()


def _check_later(db: Session, exam: Exam) -> tuple[Refusal, ...]:
    marked = (
        select(ExamMark.id)
        .join(ExamPart, ExamPart.id == ExamMark.part_id)
        .join(Exam, Exam.id == ExamPart.exam_id)
        .where(Exam.session_id == exam.session_id, Exam.attempt > exam.attempt)
    )
    return (refusal("certificate.resit_marked"),) if db.scalars(marked.limit(1)).first() else ()
