"""Échanger deux personnes: one was marked, paid or tested in the other's place.

The two identities change places under the same facts: who was "number 7" in every list is the other from now on,
with their own referral, consents and children. What a closed month or a certificate says in a name is never moved.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.assessment import SkillsTest
from centre_desk.models.base import Base
from centre_desk.models.claim import ClaimLine
from centre_desk.models.course import Enrolment
from centre_desk.models.desk import Attachment
from centre_desk.models.overview import PeopleAct
from centre_desk.models.referral import Referral, ReferralLine
from centre_desk.models.register import Consent, Dependant, FieldOrigin, Person
from centre_desk.queries.overview.people import closed_months, held_in, valid_certificates
from centre_desk.queries.register import IN_FORCE, list_name
from centre_desk.rules.claim import LineKind
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.overview import PeopleActKind
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

_STAYS = frozenset({"id", "merged_into_id", "by_id", "at"})
_WITH_IDENTITY: tuple[type[Base], ...] = (Referral, ReferralLine, Consent, Dependant)


def exchange_people(store: Store, *, one_id: int, other_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Exchange two people under all that is held of them; `check_exchange` says before what stands against it."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        refuse_if(check_exchange(db, one_id, other_id))
        one, other = db.get_one(Person, one_id), db.get_one(Person, other_id)
        count = len(held_in(db, one_id)) + len(held_in(db, other_id))
        _exchange_columns(db, one, other)
        for table in _WITH_IDENTITY:
            _exchange_owner(db, table, one_id, other_id)
        _exchange_origins(db, one_id, other_id)
        _exchange_scans(db, one_id, other_id)
        _point_to_own_referrals(db, one_id, other_id)
        act = PeopleAct(
            kind=PeopleActKind.EXCHANGE,
            person_id=one_id,
            other_id=other_id,
            on_date=at.date(),
            reason=reason.strip(),
            by_id=by.user_id,
            at=at,
        )
        db.add(act)
        db.flush()
        after = {"other": other_id, "facts": count}
        subject = ("person", one_id)
        write_journal(db, by=by, at=at, act="overview.exchange_people", subject=subject, after=after, reason=reason)
    return Done(frozenset(Room), act.id, count)


def check_exchange(db: Session, one_id: int, other_id: int) -> tuple[Refusal, ...]:
    """Return what stands against an exchange: one file twice, closed months, certificates in force, day care."""
    if one_id == other_id:
        return (refusal("overview.same_person"),)
    found: list[Refusal] = []
    for person in (db.get_one(Person, one_id), db.get_one(Person, other_id)):
        name = list_name(person.family_name, person.given_names)
        if person.state not in IN_FORCE:
            raise Refused([refusal("register.not_in_force", name=name)])
        found += [refusal("overview.exchange_closed", month=m, name=name) for m in closed_months(db, person.id)]
        found += [refusal("overview.exchange_certificate", number=n) for n in valid_certificates(db, person.id)]
        child = exists().where(ClaimLine.person_id == person.id, ClaimLine.kind == LineKind.DAY_CARE)
        if db.execute(select(child)).scalar_one():
            found.append(refusal("overview.exchange_day_care", name=name))
    return tuple(found)


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


def _point_to_own_referrals(db: Session, one_id: int, other_id: int) -> None:
    """Let enrolments and tests speak of a referral of the person who now stands there."""
    for person_id in (one_id, other_id):
        newest = select(Referral.id).where(Referral.person_id == person_id).order_by(Referral.id.desc()).limit(1)
        referral = db.scalars(newest).first()
        for table in (Enrolment, SkillsTest):
            owned = (table.person_id == person_id, table.referral_id.is_not(None))
            db.execute(update(table).where(*owned).values(referral_id=referral))
