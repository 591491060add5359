"""Réunir deux fiches: one file becomes part of another, both histories stay, and the act can be taken back.

What may move goes to the file that is kept, row by row, and each is remembered; what is settled (results,
certificates, kits, closed months) stays with its old file, which is read together with the kept one.
"""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.assessment import Offer, SkillsTest
from centre_desk.models.attendance import AttendanceMark, Excuse
from centre_desk.models.base import Base
from centre_desk.models.claim import ClaimLine
from centre_desk.models.course import Enrolment
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.overview import MovedRow, PeopleAct
from centre_desk.models.referral import Referral, ReferralLine
from centre_desk.models.register import Consent, Dependant, Person
from centre_desk.queries.overview.people import is_settled
from centre_desk.queries.register import IN_FORCE, list_name
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.overview import PeopleActKind
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.register import PersonState
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

EVERYWHERE = frozenset(Room)
_FILE: tuple[type[Base], ...] = (Referral, ReferralLine, Consent, Dependant)
_WORK: tuple[type[Base], ...] = (SkillsTest, Offer, Enrolment, AttendanceMark, Excuse, ClaimLine, FollowUpVisit)
_TABLES = {table.__tablename__: table for table in (*_FILE, *_WORK)}


def merge_people(store: Store, *, keep_id: int, other_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Make the file `other_id` part of `keep_id`; refused where both were at one place, or the other way is due."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        kept, other = db.get_one(Person, keep_id), db.get_one(Person, other_id)
        _check_two(kept, other)
        settled = is_settled(db, other_id)
        _check_direction(db, kept, other, settled=settled)
        _check_apart(db, keep_id, other_id)
        act = PeopleAct(
            kind=PeopleActKind.MERGE,
            person_id=keep_id,
            other_id=other_id,
            on_date=at.date(),
            reason=reason.strip(),
            by_id=by.user_id,
            at=at,
        )
        db.add(act)
        db.flush()
        moved = _move_rows(db, act, (*_FILE, *(() if settled else _WORK)))
        other.state, other.merged_into_id = PersonState.MERGED, keep_id
        after = {"other": other_id, "moved": moved}
        subject = ("person", keep_id)
        write_journal(db, by=by, at=at, act="overview.merge_people", subject=subject, after=after, reason=reason)
    return Done(EVERYWHERE, act.id, sum(moved.values()))


def undo_merge(store: Store, *, act_id: int, reason: str, by: Actor, at: datetime) -> Done:
    """Give the other file back what it was, and every row that the merging moved."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        act = db.get_one(PeopleAct, act_id)
        if act.kind is not PeopleActKind.MERGE or act.undone_at is not None or act.other_id is None:
            raise Refused([refusal("overview.nothing_to_undo")])
        other = db.get_one(Person, act.other_id)
        _refuse_number_taken(db, other)
        for moved in act.moved:
            row = db.get_one(_TABLES[moved.table_name], moved.row_id)
            row.person_id = act.other_id  # type: ignore[attr-defined]
        other.state = PersonState.ACTIVE if other.case_number and other.birth_year else PersonState.PROVISIONAL
        other.merged_into_id = None
        act.undone_at, act.undone_by_id, act.undone_reason = at, by.user_id, reason.strip()
        subject, after = ("person", act.person_id), {"other": act.other_id, "moved": len(act.moved)}
        write_journal(db, by=by, at=at, act="overview.undo_merge", subject=subject, after=after, reason=reason)
    return Done(EVERYWHERE, act_id, len(act.moved))


def _check_two(kept: Person, other: Person) -> None:
    if kept.id == other.id:
        raise Refused([refusal("overview.same_person")])
    for person in (kept, other):
        if person.state not in IN_FORCE:
            name = list_name(person.family_name, person.given_names)
            raise Refused([refusal("register.not_in_force", name=name)])


def _check_direction(db: Session, kept: Person, other: Person, *, settled: bool) -> None:
    """Refuse to lose a case number, or to leave settled facts with the file that goes while the kept has none."""
    lost = bool(other.case_number) and not kept.case_number
    if lost or (settled and not is_settled(db, kept.id)):
        name = list_name(other.family_name, other.given_names)
        raise Refused([refusal("overview.merge_other_way", name=name, number=other.case_number or "—")])


def _check_apart(db: Session, one: int, other: int) -> None:
    """Refuse where both were marked in one half-day, or enrolled at one time: they are two people."""
    ours, theirs = aliased(AttendanceMark), aliased(AttendanceMark)
    both = select(ours.day).where(
        ours.person_id == one, theirs.person_id == other, ours.day == theirs.day, ours.half_day == theirs.half_day
    )
    day = db.scalars(both.order_by(ours.day).limit(1)).first()
    if day is None:
        day = _overlap(db, one, other)
    if day is not None:
        raise Refused([refusal("overview.both_were_there", day=day.isoformat())])
    lines, others = aliased(ClaimLine), aliased(ClaimLine)
    paid = select(lines.month).where(
        lines.person_id == one, others.person_id == other, lines.month == others.month, lines.kind == others.kind
    )
    month = db.scalars(paid.order_by(lines.month).limit(1)).first()
    if month is not None:
        raise Refused([refusal("overview.both_claimed", month=month)])


def _overlap(db: Session, one: int, other: int) -> date | None:
    ours = db.scalars(select(Enrolment).where(Enrolment.person_id == one)).all()
    theirs = db.scalars(select(Enrolment).where(Enrolment.person_id == other)).all()
    for a in ours:
        for b in theirs:
            if (a.end_on is None or b.start <= a.end_on) and (b.end_on is None or a.start <= b.end_on):
                return max(a.start, b.start)
    return None


def _move_rows(db: Session, act: PeopleAct, tables: Iterable[type[Base]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in tables:
        owner = table.__table__.c.person_id
        rows = db.scalars(select(table).where(owner == act.other_id)).all()
        for row in rows:
            db.add(MovedRow(act_id=act.id, table_name=table.__tablename__, row_id=row.id))  # type: ignore[attr-defined]
            row.person_id = act.person_id  # type: ignore[attr-defined]
        if rows:
            counts[table.__tablename__] = len(rows)
        db.flush()
    return counts


def _refuse_number_taken(db: Session, other: Person) -> None:
    if not other.case_number:
        return
    used = select(Person).where(
        Person.case_number == other.case_number, Person.state.in_(IN_FORCE), Person.id != other.id
    )
    taken = db.scalars(used).first()
    if taken is not None:
        name = list_name(taken.family_name, taken.given_names)
        raise Refused([refusal("register.case_number_used", number=other.case_number, name=name)])
