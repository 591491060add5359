"""Échanger deux personnes: one was marked, certified or tested in the other's place.

The two identities change places under the same facts, with their own referrals, consents and children; what cannot
go that way is put right beside it: certificates cancelled, corrections of closed months, arrears for money paid.
`queries/overview/exchange` says all of it before it happens.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from centre_desk.actions.certificate import cancel_in
from centre_desk.actions.claim.run import touch
from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.assessment import SkillsTest
from centre_desk.models.base import Base
from centre_desk.models.centre import Centre
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.course import Enrolment
from centre_desk.models.desk import Attachment, Correction
from centre_desk.models.overview import PeopleAct
from centre_desk.models.referral import Referral, ReferralLine
from centre_desk.models.register import Consent, Dependant, FieldOrigin, Person, ToldApart
from centre_desk.queries.desk import is_open, month_states
from centre_desk.queries.overview.exchange import MONEY_FACT, PERSON_FACT, ExchangePlan, plan_exchange
from centre_desk.rules.claim import LineKind, LineState
from centre_desk.rules.desk import Actor, MonthState, Right, check_reason
from centre_desk.rules.overview import PeopleActKind
from centre_desk.rules.overview.exchange import swapped
from centre_desk.rules.refusal import refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

_STAYS = frozenset({"id", "merged_into_id", "by_id", "at"})
_WITH_IDENTITY: tuple[type[Base], ...] = (Referral, ReferralLine, Consent, Dependant)


def exchange_people(
    store: Store,
    *,
    one_id: int,
    other_id: int,
    reason: str,
    money_stays: bool = True,
    by: Actor,
    at: datetime,
) -> Done:
    """Exchange two people under all that is held of them. `Refused` with what the plan says stands against it.

    `money_stays`: what was paid was received by the person then named, and arrears balance it; else it reached the
    one who stands there from now on. `Done.ids`: the certificates that were cancelled.
    """
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, _right_of(db, by, one_id, other_id, at), at)
        plan = plan_exchange(db, one_id, other_id, stays=money_stays, by=by, today=at.date())
        refuse_if(plan.obstacles)
        act = PeopleAct(
            kind=PeopleActKind.EXCHANGE,
            person_id=one_id,
            other_id=other_id,
            on_date=at.date(),
            reason=reason.strip(),
            by_id=by.user_id,
            at=at,
        )
        _exchange(db, one_id, other_id)
        _settle_beside(db, plan, one_id, other_id, reason.strip(), money_stays=money_stays, by=by, at=at)
        db.add(act)
        db.flush()
        after = {
            "other": other_id,
            "facts": len(plan.lines),
            "certificates": [number for _, number in plan.certificates],
            "corrections": len(plan.corrected),
            "balanced": [[one.file_id, one.month, one.amount] for one in plan.balances],
        }
        subject = ("person", one_id)
        write_journal(db, by=by, at=at, act="overview.exchange_people", subject=subject, after=after, reason=reason)
    return Done(frozenset(Room), act.id, len(plan.lines), tuple(number for number, _ in plan.certificates))


def _right_of(db: Session, by: Actor, one_id: int, other_id: int, at: datetime) -> Right:
    """Return the right that is asked for; who lacks the director's is told of the certificates, not of the right."""
    plan = plan_exchange(db, one_id, other_id, stays=True, by=by, today=at.date())
    return Right.ENTER if by.may(Right.ENTER) else plan.right


def _exchange(db: Session, one_id: int, other_id: int) -> None:
    _exchange_columns(db, db.get_one(Person, one_id), db.get_one(Person, other_id))
    for table in _WITH_IDENTITY:
        _exchange_owner(db, table, one_id, other_id)
    _exchange_origins(db, one_id, other_id)
    _exchange_scans(db, one_id, other_id)
    _exchange_merged(db, one_id, other_id)
    _exchange_apart(db, one_id, other_id)
    _point_to_own_referrals(db, one_id, other_id)


def _settle_beside(
    db: Session,
    plan: ExchangePlan,
    one_id: int,
    other_id: int,
    reason: str,
    *,
    money_stays: bool,
    by: Actor,
    at: datetime,
) -> None:
    """Write what stands beside the exchange: cancelled certificates, corrections, who received the money."""
    for certificate_id, _number in plan.certificates:
        cancel_in(db, certificate_id, reason, by, at)
    numbers = {person: _number_of(db, person) for person in (one_id, other_id)}
    for file_id, month in plan.corrected:
        told = {"old": numbers[swapped(file_id, one_id, other_id)], "new": numbers[file_id]}
        db.add(Correction(month=month, fact_kind=PERSON_FACT, fact_id=file_id, person_id=file_id, reason=reason,
                          by_id=by.user_id, at=at, **told))  # fmt: skip
    for one in plan.balances:
        db.add(Correction(month=one.month, fact_kind=MONEY_FACT, fact_id=one.file_id, person_id=one.file_id,
                          old=numbers[swapped(one.file_id, one_id, other_id)], new=numbers[one.file_id],
                          amount=one.amount, reason=reason, by_id=by.user_id, at=at))  # fmt: skip
    _keep_receivers(db, one_id, other_id, money_stays=money_stays)
    _move_day_care(db, (one_id, other_id), by)
    _touch_pending(db, (one_id, other_id), by)


def _number_of(db: Session, person_id: int) -> str:
    """Return the number under which a report states a person: corrections name nobody."""
    person, centre = db.get_one(Person, person_id), db.get_one(Centre, 1)
    return person.case_number or person.individual_number or f"{centre.code}-{person_id}"


def _keep_receivers(db: Session, one_id: int, other_id: int, *, money_stays: bool) -> None:
    """Keep who received each payment: day care follows the child's parent, own money as it was said."""
    people = (one_id, other_id)
    query = (
        select(Payment, ClaimLine.person_id, ClaimLine.kind)
        .join(ClaimLine, ClaimLine.id == Payment.line_id)
        .where(or_(ClaimLine.person_id.in_(people), Payment.received_by_id.in_(people)))
    )
    for payment, file_id, kind in db.execute(query).all():
        if kind is LineKind.TRAINING_FEE:
            continue
        reached = kind is not LineKind.DAY_CARE and not money_stays and file_id in people
        receiver = file_id if reached else swapped(payment.received_by_id or file_id, one_id, other_id)
        payment.received_by_id = None if receiver == file_id else receiver
    db.flush()


def _move_day_care(db: Session, people: tuple[int, int], by: Actor) -> None:
    """Let amounts for a child stand under its parent, where they may still change."""
    query = (
        select(ClaimLine, Dependant.person_id)
        .join(Dependant, Dependant.id == ClaimLine.dependant_id)
        .where(ClaimLine.person_id.in_(people), ClaimLine.state != LineState.APPROVED)
    )
    closed = _closed(db)
    for line, parent_id in db.execute(query).all():
        if line.month not in closed and line.person_id != parent_id:
            line.person_id = parent_id
            touch(db, line, by.user_id)


def _touch_pending(db: Session, people: tuple[int, int], by: Actor) -> None:
    """Whoever exchanges the two has changed whose amounts these are: they do not approve them."""
    query = select(ClaimLine).where(ClaimLine.person_id.in_(people), ClaimLine.state != LineState.APPROVED)
    closed = _closed(db)
    for line in db.scalars(query).all():
        if line.month not in closed:
            touch(db, line, by.user_id)


def _closed(db: Session) -> set[str]:
    return {month for month, state in month_states(db) if state is not MonthState.OPEN}


def _exchange_columns(db: Session, one: Person, other: Person) -> None:
    """Exchange every column of the two; a case number is free for a moment, for it is unique."""
    names = [name for name in Person.__table__.columns.keys() if name not in _STAYS]  # noqa: SIM118 - no mapping
    ours = {name: getattr(one, name) for name in names}
    theirs = {name: getattr(other, name) for name in names}
    one.case_number = None
    db.flush()
    for name in names:
        setattr(other, name, ours[name])
    one.state = theirs["state"]
    other.case_number = None
    db.flush()
    for name in names:
        setattr(one, name, theirs[name])
    db.flush()
    other.case_number = ours["case_number"]
    db.flush()


def _exchange_owner(db: Session, table: Any, one_id: int, other_id: int) -> None:
    ours = list(db.scalars(select(table.id).where(table.person_id == one_id)))
    theirs = list(db.scalars(select(table.id).where(table.person_id == other_id)))
    db.execute(update(table).where(table.id.in_(ours)).values(person_id=other_id))
    db.execute(update(table).where(table.id.in_(theirs)).values(person_id=one_id))


def _exchange_origins(db: Session, one_id: int, other_id: int) -> None:
    """Write the origins anew under the other number: a field has one origin, so they cannot pass each other."""
    columns = (FieldOrigin.person_id, FieldOrigin.field, FieldOrigin.origin, FieldOrigin.by_id, FieldOrigin.at)
    known = db.execute(select(*columns).where(FieldOrigin.person_id.in_((one_id, other_id)))).all()
    db.execute(delete(FieldOrigin).where(FieldOrigin.person_id.in_((one_id, other_id))))
    new = {one_id: other_id, other_id: one_id}
    db.add_all(FieldOrigin(person_id=new[r[0]], field=r[1], origin=r[2], by_id=r[3], at=r[4]) for r in known)
    db.flush()


def _exchange_scans(db: Session, one_id: int, other_id: int) -> None:
    for_people = (Attachment.subject_kind == "person", Attachment.subject_id.in_((one_id, other_id)))
    for scan in db.scalars(select(Attachment).where(*for_people)):
        scan.subject_id = other_id if scan.subject_id == one_id else one_id
    db.flush()


def _exchange_merged(db: Session, one_id: int, other_id: int) -> None:
    """Let files that were made one with a person, and the acts that did it, follow the person."""
    people = (one_id, other_id)
    for merged in db.scalars(select(Person).where(Person.merged_into_id.in_(people))).all():
        merged.merged_into_id = swapped(merged.merged_into_id or 0, one_id, other_id)
    merges = select(PeopleAct).where(PeopleAct.kind == PeopleActKind.MERGE, PeopleAct.person_id.in_(people))
    for act in db.scalars(merges).all():
        act.person_id = swapped(act.person_id, one_id, other_id)
    db.flush()


def _exchange_apart(db: Session, one_id: int, other_id: int) -> None:
    """Let what was said of likely people follow them; what was said of both needs nothing."""
    people = (one_id, other_id)
    rows = db.scalars(select(ToldApart).where(or_(ToldApart.person_id.in_(people), ToldApart.other_id.in_(people))))
    kept = {(row.person_id, row.other_id): row for row in rows.all()}
    for pair, row in kept.items():
        new = _ordered(swapped(number, one_id, other_id) for number in pair)
        if new not in kept:
            row.person_id, row.other_id = new
    db.flush()


def _ordered(pair: Iterable[int]) -> tuple[int, int]:
    low, high = sorted(pair)
    return low, high


def _point_to_own_referrals(db: Session, one_id: int, other_id: int) -> None:
    """Let enrolments and tests speak of a referral of who now stands there; a test of a closed month stays as it is."""
    for person_id in (one_id, other_id):
        newest = select(Referral.id).where(Referral.person_id == person_id).order_by(Referral.id.desc()).limit(1)
        referral = db.scalars(newest).first()
        for enrolment in db.scalars(select(Enrolment).where(Enrolment.person_id == person_id)).all():
            if enrolment.referral_id is not None:
                enrolment.referral_id = referral
        for test in db.scalars(select(SkillsTest).where(SkillsTest.person_id == person_id)).all():
            if test.referral_id is not None and (test.decided_on is None or is_open(db, test.decided_on)):
                test.referral_id = referral
    db.flush()
