"""Where certificates stand, from the events beside them."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.rules.certificate import CertificateEventKind, CertificateState, state_from


def state_of(db: Session, certificate_id: int) -> CertificateState:
    """Return where one certificate stands."""
    return state_from(events_of(db, [certificate_id]).get(certificate_id, frozenset()))


def events_of(db: Session, certificate_ids: Sequence[int]) -> dict[int, frozenset[CertificateEventKind]]:
    """Return the kinds of event of each certificate that has any."""
    found: dict[int, set[CertificateEventKind]] = {}
    query = select(CertificateEvent.certificate_id, CertificateEvent.kind)
    for certificate_id, kind in db.execute(query.where(CertificateEvent.certificate_id.in_(certificate_ids))):
        found.setdefault(certificate_id, set()).add(kind)
    return {number: frozenset(kinds) for number, kinds in found.items()}


def last_events(db: Session, certificate_ids: Sequence[int]) -> dict[int, tuple[date, str]]:
    """Return the day and the note of what happened last to each certificate."""
    event = CertificateEvent
    query = select(event.certificate_id, event.on_date, event.note).order_by(event.id)
    rows = db.execute(query.where(event.certificate_id.in_(certificate_ids)))
    return {row.certificate_id: (row.on_date, row.note) for row in rows}


def in_force() -> ColumnElement[bool]:
    """Return the condition that a certificate was not cancelled."""
    cancelled = select(CertificateEvent.certificate_id).where(CertificateEvent.kind == CertificateEventKind.CANCELLED)
    return Certificate.id.not_in(cancelled)


def certified_sources(db: Session) -> tuple[frozenset[int], frozenset[int]]:
    """Return the exam results and the skills tests that have a certificate in force."""
    rows = db.execute(select(Certificate.exam_result_id, Certificate.skills_test_id).where(in_force())).all()
    return frozenset(r[0] for r in rows if r[0]), frozenset(r[1] for r in rows if r[1])
