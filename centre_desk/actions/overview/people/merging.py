"""Réunir deux fiches: one file becomes part of another, both histories stay, and the act can be taken back.

What may move goes to the file that is kept, row by row, and each is remembered; what is settled (results,
certificates, kits, closed months) stays with its old file, which is read together with the kept one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.assessment import Offer, OutgoingReferral, SkillsTest
from centre_desk.models.attendance import AttendanceMark, Excuse
from centre_desk.models.base import Base
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine
from centre_desk.models.course import Enrolment
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.overview import MovedRow, PeopleAct
from centre_desk.models.referral import Referral, ReferralLine
from centre_desk.models.register import Consent, Death, Dependant, Person
from centre_desk.queries.desk import month_states
from centre_desk.queries.overview.people import is_settled
from centre_desk.queries.register import IN_FORCE, birth_of_columns, deceased, list_name
from centre_desk.rules.claim import LineKind, LineState
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, MonthState, Right, check_reason
from centre_desk.rules.overview import PeopleActKind
from centre_desk.rules.refusal import Refusal, Refused, refusal, refuse_if
from centre_desk.rules.register import PersonState
from centre_desk.rules.register.duplicates import Described, differ_in_kind
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

EVERYWHERE = frozenset(Room)
_FILE: tuple[type[Base], ...] = (Referral, ReferralLine, Consent, Dependant)
_WORK: tuple[type[Base], ...] = (
    SkillsTest,
    Offer,
    OutgoingReferral,
    Enrolment,
    AttendanceMark,
    Excuse,
    ClaimLine,
    FollowUpVisit,
)
_GROWS_ON: tuple[tuple[type[Base], str, type[Base]], ...] = (
    (SkillsTest, "referral_id", Referral),
    (Enrolment, "referral_id", Referral),
    (AttendanceMark, "enrolment_id", Enrolment),
    (ClaimLine, "enrolment_id", Enrolment),
    (ClaimLine, "dependant_id", Dependant),
    (Offer, "test_id", SkillsTest),
    (OutgoingReferral, "offer_id", Offer),
)
"""What is entered on a row that came from another file, by the column that leads to it; parents before children."""
_DEATH: tuple[type[Base], ...] = (Death,)
_TABLES: dict[str, type[Base]] = {table.__tablename__: table for table in (*_FILE, *_WORK, *_DEATH)}


def merge_people(
    store: Store, *, keep_id: int, other_id: int, reason: str, by: Actor, at: datetime, sure: bool = False
) -> Done:
    """Make the file `other_id` part of `keep_id`; refused where both were at one place, or the other way is due.

    `sure`: they are one person although sex or birth differ.
    """
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        kept, other = db.get_one(Person, keep_id), db.get_one(Person, other_id)
        _check_two(kept, other)
        if not sure:
            _check_alike(kept, other)
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
        both_died = len(deceased(db, [keep_id, other_id])) == 2
        tables = (*_FILE, *(() if settled else _WORK), *(() if both_died else _DEATH))
        moved = _move_rows(db, act, tables)
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
        came = [db.get_one(_TABLES[moved.table_name], moved.row_id) for moved in act.moved]
        came += _grown_since(db, act.person_id, came)
        refuse_if(check_undo(db, act, other, came))
        for row in came:
            row.person_id = act.other_id  # type: ignore[attr-defined]
        other.state = PersonState.ACTIVE if other.case_number and other.birth_year else PersonState.PROVISIONAL
        other.merged_into_id = None
        act.undone_at, act.undone_by_id, act.undone_reason = at, by.user_id, reason.strip()
        subject, after = ("person", act.person_id), {"other": act.other_id, "moved": len(came)}
        write_journal(db, by=by, at=at, act="overview.undo_merge", subject=subject, after=after, reason=reason)
    return Done(EVERYWHERE, act_id, len(came))


def _grown_since(db: Session, kept_id: int, came: Iterable[Base]) -> list[Base]:
    """Return what was entered since on what came from the other file: it goes back with it."""
    known = list(came)
    grown: list[Base] = []
    for table, column, parent in _GROWS_ON:
        ids = [row.id for row in (*known, *grown) if isinstance(row, parent)]  # type: ignore[attr-defined]
        rows: Any = table
        new = select(rows).where(rows.person_id == kept_id, getattr(rows, column).in_(ids))
        grown += [row for row in db.scalars(new).all() if row not in known and row not in grown]
    return grown


def check_undo(db: Session, act: PeopleAct, other: Person, came: Iterable[Base]) -> Iterator[Refusal]:
    """Refuse to part files where something since stands on their being one, with its remedy."""
    name = list_name(other.family_name, other.given_names)
    kept = db.get_one(Person, act.person_id)
    kept_name = list_name(kept.family_name, kept.given_names)
    if kept.state is PersonState.MERGED:
        yield refusal("overview.undo_merged_on", name=kept_name)
        return
    if _exchanged_since(db, act):
        yield refusal("overview.undo_exchanged", name=kept_name)
        return
    months = {month for month, state in month_states(db) if state is not MonthState.OPEN}
    hit = {month for row in came for month in _months_held(row) if month in months}
    yield from (refusal("overview.undo_closed", month=month, name=name) for month in sorted(hit))
    approved = {row.month for row in came if isinstance(row, ClaimLine) and row.state is LineState.APPROVED}
    approved |= _approved_on(db, act, came)
    yield from (refusal("overview.undo_approved", month=month, name=name) for month in sorted(approved - hit))
    yield from (refusal("overview.undo_settled", what=what, name=name) for what in _settled_on(db, act, came))


def _exchanged_since(db: Session, act: PeopleAct) -> bool:
    """Tell whether the kept file was exchanged after the two were made one, and not exchanged back."""
    later = select(PeopleAct).where(
        PeopleAct.id > act.id,
        PeopleAct.kind == PeopleActKind.EXCHANGE,
        or_(PeopleAct.person_id == act.person_id, PeopleAct.other_id == act.person_id),
    )
    pairs = Counter(frozenset((one.person_id, one.other_id)) for one in db.scalars(later))
    return any(count % 2 for count in pairs.values())


def _months_held(row: Base) -> Iterator[str]:
    """Return the months in which a row's person can no longer change once they are closed."""
    if isinstance(row, AttendanceMark):
        yield month_of(row.day)
    elif isinstance(row, Enrolment):
        yield month_of(row.start)
    elif isinstance(row, ClaimLine):
        yield row.month
    elif isinstance(row, SkillsTest) and row.decided_on is not None:
        yield month_of(row.decided_on)
    elif isinstance(row, FollowUpVisit) and row.visited_on is not None:
        yield month_of(row.visited_on)


def _approved_on(db: Session, act: PeopleAct, came: Iterable[Base]) -> set[str]:
    """Return the months whose allowance was approved for the kept file with half-days that came from the other."""
    attended = {month_of(row.day) for row in came if isinstance(row, AttendanceMark)}
    months = select(ClaimLine.month).where(
        ClaimLine.person_id == act.person_id,
        ClaimLine.kind == LineKind.ALLOWANCE,
        ClaimLine.state == LineState.APPROVED,
        ClaimLine.month.in_(attended),
    )
    return set(db.scalars(months))


def _settled_on(db: Session, act: PeopleAct, came: Iterable[Base]) -> Iterator[str]:
    """Return the certificates and results that were given to the kept file for what came from the other."""
    enrolments = [row.id for row in came if isinstance(row, Enrolment)]
    tests = [row.id for row in came if isinstance(row, SkillsTest)]
    results = select(ExamResult.id).where(
        ExamResult.enrolment_id.in_(enrolments), ExamResult.person_id == act.person_id
    )
    issued = select(Certificate.number).where(
        Certificate.person_id == act.person_id,
        or_(Certificate.exam_result_id.in_(results), Certificate.skills_test_id.in_(tests)),
    )
    numbers = list(db.scalars(issued.order_by(Certificate.id)))
    yield from numbers
    if not numbers:
        exam = select(Exam.minutes_number).join(ExamResult, ExamResult.exam_id == Exam.id)
        minutes = db.scalars(exam.where(ExamResult.id.in_(results))).first()
        yield from (text for text in (minutes,) if text)


def _check_two(kept: Person, other: Person) -> None:
    if kept.id == other.id:
        raise Refused([refusal("overview.same_person")])
    for person in (kept, other):
        if person.state not in IN_FORCE:
            name = list_name(person.family_name, person.given_names)
            raise Refused([refusal("register.not_in_force", name=name)])


def _check_alike(kept: Person, other: Person) -> None:
    """Refuse two of another sex or birth: one of them may be somebody else with a like name."""
    if differ_in_kind(*(_described(person) for person in (kept, other))):
        raise Refused([refusal("overview.merge_differs")])


def _described(person: Person) -> Described:
    birth = birth_of_columns(person.birth_date, person.birth_year)
    return Described(person.given_names, person.family_name, sex=person.sex, birth=birth)


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
