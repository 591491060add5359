"""The queues of certificates (to issue, to print, to hand over, handed over), the register, and their pages."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Grid, SkillsTest
from centre_desk.models.centre import Signatory, Trade
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.register import Person
from centre_desk.papers.certificate import CertificateSheet, Signing
from centre_desk.queries.certificate.standing import certified_sources, events_of, last_events
from centre_desk.queries.register import deceased, has_died, list_name
from centre_desk.rules.assessment import TestKind, Verdict
from centre_desk.rules.centre import SignatoryKind
from centre_desk.rules.certificate import CertificateEventKind, CertificateKind, CertificateState, state_from
from centre_desk.rules.exam import Decision, Mention
from centre_desk.rules.register import PersonState, Sex
from centre_desk.store.opening import Store

_WAIT = frozenset({CertificateState.TO_PRINT, CertificateState.TO_HAND_OVER})


@dataclass(frozen=True, slots=True)
class ToIssueRow:
    """Somebody who may have a certificate. `source_id` is an exam result's or a test's number, by `kind`."""

    kind: CertificateKind
    source_id: int
    person_id: int
    name: str
    case_number: str
    trade: str
    session: str
    proved_on: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """An issued certificate in its queue; `copies` counts the prints. `since`, `note`: of what happened last."""

    id: int
    number: str
    kind: CertificateKind
    person_id: int
    name: str
    case_number: str
    trade: str
    session: str
    issued_on: date
    state: CertificateState
    copies: int
    check_code: str
    since: date | None = None
    note: str = ""


def to_issue_rows(store: Store) -> list[ToIssueRow]:
    """Return everybody alive who passed and has no certificate in force, by session and name."""
    with store.read() as db:
        results, tests = certified_sources(db)
        rows = [*_passed(db, results), *_skilled(db, tests)]
    return sorted(rows, key=lambda r: (r.session, r.name))


def _passed(db: Session, certified: frozenset[int]) -> list[ToIssueRow]:
    query = (
        select(ExamResult.id, Person, Trade.name_fr, CourseSession.name, Exam.settled_on)
        .join(Exam, Exam.id == ExamResult.exam_id)
        .join(Person, Person.id == ExamResult.person_id)
        .join(CourseSession, CourseSession.id == Exam.session_id)
        .join(Trade, Trade.id == CourseSession.trade_id)
        .where(
            ExamResult.decision == Decision.PASSED,
            ExamResult.superseded_at.is_(None),
            Exam.settled_on.is_not(None),
            ~has_died(ExamResult.person_id),
        )
    )
    return [
        _to_issue(CertificateKind.TRAINING, number, person, trade, session, day)
        for number, person, trade, session, day in db.execute(query)
        if number not in certified
    ]


def _skilled(db: Session, certified: frozenset[int]) -> list[ToIssueRow]:
    query = (
        select(SkillsTest.id, Person, Trade.name_fr, SkillsTest.number, SkillsTest.decided_on)
        .join(Person, Person.id == SkillsTest.person_id)
        .join(Grid, Grid.id == SkillsTest.grid_id)
        .join(Trade, Trade.id == Grid.trade_id)
        .where(SkillsTest.verdict == Verdict.ABLE, SkillsTest.kind == TestKind.SKILLS)
        .where(~has_died(SkillsTest.person_id))
    )
    return [
        _to_issue(CertificateKind.SKILLS, number, person, trade, test, day)
        for number, person, trade, test, day in db.execute(query)
        if number not in certified
    ]


def _to_issue(
    kind: CertificateKind, number: int, person: Person, trade: str, session: str, day: date | None
) -> ToIssueRow:
    return ToIssueRow(
        kind,
        number,
        person.id,
        list_name(person.family_name, person.given_names),
        person.case_number or "",
        trade,
        session,
        day or date.min,
        person.state is PersonState.PROVISIONAL,
    )


def certificate_rows(store: Store, *states: CertificateState, year: int | None = None) -> list[CertificateRow]:
    """Return issued certificates in some states (all when none is given), newest number first.

    What waits to be printed or handed over waits for nobody who has died; the whole register has those too.
    """
    query = _register()
    if year is not None:
        query = query.where(Certificate.year == year)
    with store.read() as db:
        found = db.execute(query).all()
        numbers = [row[0].id for row in found]
        happened, last = events_of(db, numbers), last_events(db, numbers)
        rows = [_row(row, happened.get(row[0].id, frozenset()), *last.get(row[0].id, (None, ""))) for row in found]
        gone = deceased(db, [row.person_id for row in rows]) if _WAIT & set(states) else frozenset()
    return [
        row
        for row in rows
        if not states or (row.state in states and not (row.state in _WAIT and row.person_id in gone))
    ]


def _register() -> Select[Any]:
    copies = (
        select(func.count(CertificateEvent.id))
        .where(
            CertificateEvent.certificate_id == Certificate.id,
            CertificateEvent.kind.in_((CertificateEventKind.PRINTED, CertificateEventKind.DUPLICATE)),
        )
        .scalar_subquery()
    )
    return (
        select(Certificate, Person, Trade.name_fr, CourseSession.name, SkillsTest.number, copies)
        .join(Person, Person.id == Certificate.person_id)
        .join(Trade, Trade.id == Certificate.trade_id)
        .outerjoin(ExamResult, ExamResult.id == Certificate.exam_result_id)
        .outerjoin(Enrolment, Enrolment.id == ExamResult.enrolment_id)
        .outerjoin(CourseSession, CourseSession.id == Enrolment.session_id)
        .outerjoin(SkillsTest, SkillsTest.id == Certificate.skills_test_id)
        .order_by(Certificate.year.desc(), Certificate.sequence.desc())
    )


def _row(found: Any, events: frozenset[CertificateEventKind], since: date | None, note: str) -> CertificateRow:
    certificate, person, trade, session, test, copies = found
    return CertificateRow(
        id=certificate.id,
        number=certificate.number,
        kind=certificate.kind,
        person_id=person.id,
        name=_holder(certificate, person),
        case_number=person.case_number or "",
        trade=trade,
        session=session or test or "",
        issued_on=certificate.issued_on,
        state=state_from(events),
        copies=copies,
        check_code=certificate.check_code,
        since=since,
        note=note,
    )


def _holder(certificate: Certificate, person: Person) -> str:
    """Return who holds a certificate; of a file made anonymous the register keeps the name that was printed."""
    if person.state is PersonState.ANONYMISED:
        return str(json.loads(certificate.facts).get("name", ""))
    return list_name(person.family_name, person.given_names)


def batch_sheets(store: Store, certificate_ids: Sequence[int], language: str = "fr") -> list[CertificateSheet]:
    """Return the pages of issued certificates as they were last printed, in the order given."""
    with store.read() as db:
        return [printed_page(db, db.get_one(Certificate, number), language) for number in certificate_ids]


def printed_page(db: Session, row: Certificate, language: str) -> CertificateSheet:
    """Return the page of a certificate as it was last printed, with its square and the number of the duplicate."""
    copy = db.scalar(
        select(func.max(CertificateEvent.copy_number)).where(
            CertificateEvent.certificate_id == row.id, CertificateEvent.kind == CertificateEventKind.DUPLICATE
        )
    )
    page = page_of(json.loads(row.facts), row.number, row.kind, row.issued_on, language)
    return replace(page, qr_text=row.qr_text, code=row.check_code, copy=copy or 0)


def page_of(facts: dict[str, Any], number: str, kind: CertificateKind, issued: date, language: str) -> CertificateSheet:
    """Return the page of frozen facts, without square and code: a preview."""
    return CertificateSheet(
        number=number,
        kind=kind,
        name=facts["name"],
        sex=Sex(facts["sex"]),
        trade=facts[f"trade_{language}"],
        issued=issued,
        start=_day(facts.get("start")),
        end=_day(facts.get("end")),
        hours=facts.get("hours", 0),
        mention=Mention(facts["mention"]) if facts.get("mention") else None,
        birth_date=_day(facts["birth_date"]),
        birth_year=facts["birth_year"],
        birth_place=facts["birth_place"],
        second_key=facts["second_key"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def signings_on(store: Store, day: date, language: str = "fr") -> list[Signing]:
    """Return who signs certificates of a day: the trainer, then the director, as the signatories say."""
    kinds = (SignatoryKind.TRAINER, SignatoryKind.DIRECTOR)
    with store.read() as db:
        rows = db.scalars(
            select(Signatory)
            .where(
                Signatory.kind.in_(kinds),
                Signatory.valid_from <= day,
                func.coalesce(Signatory.valid_to, "9999-12-31") >= day,
            )
            .order_by(Signatory.id)
        ).all()
        newest = {row.kind: row for row in rows}
        return [
            Signing(newest[k].function_fr if language == "fr" else newest[k].function_en, newest[k].name)
            for k in kinds
            if k in newest
        ]
