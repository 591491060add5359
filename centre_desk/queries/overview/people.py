"""What the rooms hold of one person, fact by fact, and which of it no act may move: for merging and exchanging.

Facts: a closed month's facts stay as they were reported; a result and a certificate never change their person.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session

from centre_desk.models.assessment import SkillsTest
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import JournalEntry, Month
from centre_desk.models.exam import Exam, ExamMark, ExamPart, ExamResult
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.kit import KitHandOver
from centre_desk.models.overview import PeopleAct
from centre_desk.models.referral import Referral
from centre_desk.models.register import Consent, Dependant, Person
from centre_desk.queries.register import has_died, list_name
from centre_desk.rules.desk import MonthState
from centre_desk.rules.overview import HeldKind, PeopleActKind
from centre_desk.rules.overview.exchange import swapped
from centre_desk.rules.register import PersonState
from centre_desk.rules.register.person import Missing, missing_of
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class HeldFact:
    """A fact of a person: what it is, its day or month, enum members to be worded, plain text, an amount.

    `amount` is whole francs for money, hundredths out of 20 for a mark, else 0.
    """

    kind: HeldKind
    when: str
    words: tuple[Enum, ...] = ()
    detail: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class PeopleActRow:
    """An act on people, as the list shows it."""

    id: int
    kind: PeopleActKind
    person: str
    other: str
    on_date: date
    reason: str
    undone: bool


@dataclass(frozen=True, slots=True)
class ProvisionalRow:
    """A provisional person and what is missing."""

    id: int
    name: str
    phone: str
    missing: tuple[Missing, ...]


def held_facts(store: Store, person_id: int) -> list[HeldFact]:
    """Return every test, mark, result, certificate, claim, payment, kit and visit of a person, by day."""
    with store.read() as db:
        return held_in(db, person_id)


def file_facts(store: Store, person_id: int) -> list[HeldFact]:
    """Return the referrals, consents and dependants of a file: what moves with it when it becomes part of another."""
    with store.read() as db:
        referrals = db.scalars(select(Referral).where(Referral.person_id == person_id).order_by(Referral.received_on))
        consents = db.scalars(select(Consent).where(Consent.person_id == person_id).order_by(Consent.on_date))
        dependants = db.scalars(select(Dependant).where(Dependant.person_id == person_id).order_by(Dependant.id))
        return [
            *(HeldFact(HeldKind.REFERRAL, row.received_on.isoformat(), (row.route, row.state)) for row in referrals),
            *(HeldFact(HeldKind.CONSENT, row.on_date.isoformat(), (row.purpose, row.state)) for row in consents),
            *(HeldFact(HeldKind.DEPENDANT, "", (row.kinship,), row.name) for row in dependants),
        ]


def held_in(db: Session, person_id: int) -> list[HeldFact]:
    """Return what is held of a person, inside a session."""
    found = [*_course_facts(db, person_id), *_result_facts(db, person_id), *_money_facts(db, person_id)]
    found += _later_facts(db, person_id)
    return sorted(found, key=lambda fact: (fact.when, list(HeldKind).index(fact.kind)))


def _course_facts(db: Session, person_id: int) -> list[HeldFact]:
    tests = db.scalars(select(SkillsTest).where(SkillsTest.person_id == person_id))
    enrolments = db.execute(
        select(Enrolment.start, CourseSession.name)
        .join(CourseSession, CourseSession.id == Enrolment.session_id)
        .where(Enrolment.person_id == person_id)
    )
    marks = db.execute(
        select(AttendanceMark.day, AttendanceMark.half_day, AttendanceMark.value).where(
            AttendanceMark.person_id == person_id
        )
    )
    return [
        *(
            HeldFact(HeldKind.TEST, (t.held_on or t.planned_on).isoformat(), (t.verdict or t.state,), t.number)
            for t in tests
        ),
        *(HeldFact(HeldKind.ENROLMENT, start.isoformat(), (), name) for start, name in enrolments),
        *(HeldFact(HeldKind.ATTENDANCE, day.isoformat(), (half, value)) for day, half, value in marks),
    ]


def _result_facts(db: Session, person_id: int) -> list[HeldFact]:
    marks = db.execute(
        select(Exam.held_on, ExamPart.name, ExamMark.value)
        .join(ExamPart, ExamPart.id == ExamMark.part_id)
        .join(Exam, Exam.id == ExamPart.exam_id)
        .join(Enrolment, Enrolment.id == ExamMark.enrolment_id)
        .where(Enrolment.person_id == person_id, ExamMark.value.is_not(None))
    )
    results = db.execute(
        select(Exam.settled_on, ExamResult.decision, ExamResult.average)
        .join(Exam, Exam.id == ExamResult.exam_id)
        .where(ExamResult.person_id == person_id, ExamResult.superseded_at.is_(None))
    )
    issued = db.scalars(select(Certificate).where(Certificate.person_id == person_id))
    return [
        *(HeldFact(HeldKind.MARK, str(day or ""), (), name, value or 0) for day, name, value in marks),
        *(HeldFact(HeldKind.RESULT, str(day or ""), (decision,), "", mean or 0) for day, decision, mean in results),
        *(HeldFact(HeldKind.CERTIFICATE, row.issued_on.isoformat(), (row.kind,), row.number) for row in issued),
    ]


def _money_facts(db: Session, person_id: int) -> list[HeldFact]:
    lines = db.scalars(select(ClaimLine).where(ClaimLine.person_id == person_id))
    paid = db.execute(
        select(Payment.paid_on, ClaimLine.kind, Payment.reference, Payment.amount)
        .join(ClaimLine, ClaimLine.id == Payment.line_id)
        .where(receiver_of_payment() == person_id, Payment.undone_at.is_(None))
    )
    return [
        *(HeldFact(HeldKind.CLAIM, line.month, (line.kind, line.state), "", line.net) for line in lines),
        *(HeldFact(HeldKind.PAYMENT, day.isoformat(), (kind,), said, amount) for day, kind, said, amount in paid),
    ]


def _later_facts(db: Session, person_id: int) -> list[HeldFact]:
    kits = db.scalars(select(KitHandOver).where(KitHandOver.person_id == person_id))
    visits = db.scalars(select(FollowUpVisit).where(FollowUpVisit.person_id == person_id))
    return [
        *(HeldFact(HeldKind.KIT, kit.handed_on.isoformat(), (), kit.number) for kit in kits),
        *(
            HeldFact(HeldKind.VISIT, (one.visited_on or one.due_on).isoformat(), (one.outcome,) if one.outcome else ())
            for one in visits
        ),
    ]


def receiver_of_payment() -> ColumnElement[int]:
    """Return where who received a payment stands, for queries of payments joined with their lines."""
    return func.coalesce(Payment.received_by_id, ClaimLine.person_id)


def closed_months(db: Session, person_id: int) -> list[str]:
    """Return the closed months that hold facts of a person, which stay as they were reported."""
    closed = db.scalars(select(Month.month).where(Month.state != MonthState.OPEN).order_by(Month.month)).all()
    dated: tuple[tuple[Any, Any], ...] = (
        (AttendanceMark.day, AttendanceMark.person_id),
        (Enrolment.start, Enrolment.person_id),
        (SkillsTest.decided_on, SkillsTest.person_id),
        (Certificate.issued_on, Certificate.person_id),
        (ClaimLine.month, ClaimLine.person_id),
        (KitHandOver.handed_on, KitHandOver.person_id),
        (FollowUpVisit.visited_on, FollowUpVisit.person_id),
    )
    found = set()
    for column, owner in dated:
        months = select(func.substr(column, 1, 7)).where(owner == person_id, column.is_not(None)).distinct()
        found |= set(db.scalars(months))
    settled = select(func.substr(Exam.settled_on, 1, 7)).join(ExamResult, ExamResult.exam_id == Exam.id)
    found |= set(db.scalars(settled.where(ExamResult.person_id == person_id, Exam.settled_on.is_not(None))))
    return [month for month in closed if month in found]


def is_settled(db: Session, person_id: int) -> bool:
    """Tell whether facts of a person can no longer go to another: a result, a certificate, a kit, a closed month."""
    frozen = (ExamResult.person_id, Certificate.person_id, KitHandOver.person_id)
    held = any(db.execute(select(exists().where(owner == person_id))).scalar_one() for owner in frozen)
    return held or bool(closed_months(db, person_id))


def provisional_rows(store: Store) -> list[ProvisionalRow]:
    """Return the provisional people, by name, with what each still lacks."""
    with store.read() as db:
        rows = db.execute(
            select(
                Person.id, Person.family_name, Person.given_names, Person.phone, Person.case_number, Person.birth_year
            )
            .where(Person.state == PersonState.PROVISIONAL, ~has_died(Person.id))
            .order_by(Person.family_name, Person.given_names, Person.id)
        ).all()
    return [ProvisionalRow(r[0], list_name(r[1], r[2]), r[3], missing_of(r[4], r[5])) for r in rows]


def people_act_rows(store: Store) -> list[PeopleActRow]:
    """Return the acts on whole people, newest first."""
    with store.read() as db:
        acts = db.scalars(select(PeopleAct).order_by(PeopleAct.id.desc())).all()
        ids = {one for act in acts for one in (act.person_id, act.other_id) if one}
        named = db.execute(select(Person.id, Person.family_name, Person.given_names).where(Person.id.in_(list(ids))))
        names = {number: list_name(family, given) for number, family, given in named}
        return [
            PeopleActRow(
                act.id,
                act.kind,
                names[act.person_id],
                names.get(act.other_id or 0, ""),
                act.on_date,
                act.reason,
                act.undone_at is not None,
            )
            for act in acts
        ]


def merged_into(db: Session, person_id: int) -> list[int]:
    """Return the files that became part of a person's, whose settled facts are read with it."""
    query = select(Person.id).where(Person.merged_into_id == person_id, Person.state == PersonState.MERGED)
    return list(db.scalars(query.order_by(Person.id)))


def journal_of(db: Session, people: Collection[int]) -> ColumnElement[bool]:
    """Return the condition that a journal entry on a person is about one of these people.

    Two who were exchanged stand under each other's number: what was entered before is the other's.
    """
    query = select(JournalEntry).where(JournalEntry.act == "overview.exchange_people").order_by(JournalEntry.seq.desc())
    exchanges = [(entry.seq, entry.subject_id, json.loads(entry.body)["after"]["other"]) for entry in db.scalars(query)]
    found: list[ColumnElement[bool]] = []
    for person in people:
        number, until = person, None
        for seq, one, other in exchanges:
            if number in (one, other):
                found.append(_entries_of(number, seq, until))
                number, until = swapped(number, one, other), seq
        found.append(_entries_of(number, 0, until))
    return and_(JournalEntry.subject_kind == "person", or_(*found))


def _entries_of(number: int, after: int, until: int | None) -> ColumnElement[bool]:
    upper = JournalEntry.seq <= until if until is not None else true()
    return and_(JournalEntry.subject_id == number, JournalEntry.seq > after, upper)
