"""Visits of IOM: those recorded, and the facts of a visit's sheet.

A recorded visit shows the roll as it was then; a blank sheet, and a visit of before sheets had numbers, the roll as
it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark, MonitoringIdentity, MonitoringVisit
from centre_desk.models.course import CourseSession, SessionSlot
from centre_desk.models.desk import Attachment
from centre_desk.papers.attendance.visit import VisitFacts, VisitLine
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.attendance.due import sessions_of_user
from centre_desk.queries.attendance.reading import enrolled_by_session, keys_of_session
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.rules.attendance.quick import number_width
from centre_desk.rules.attendance.roll import Enrolled
from centre_desk.rules.attendance.visits import SeenLine, head_difference, read_lines
from centre_desk.rules.course import HalfDay
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A recorded visit. `on_roll`: present on the roll then, None where it was not taken; `scans`: those kept.

    `seen`: how many identities were ticked.
    """

    id: int
    number: str
    slot_id: int
    session: str
    day: date
    half_day: HalfDay
    visitors: str
    heads: int
    on_roll: int | None
    seen: int
    remarks: str
    scans: int

    @property
    def difference(self) -> int:
        """Return heads counted less those present on the roll."""
        return head_difference(self.heads, self.on_roll)


def visit_rows(store: Store, session_id: int | None, user_id: int | None = None) -> list[VisitRow]:
    """Return the visits of a session (None: of all), the latest first; `user_id`: a trainer's own sessions only."""
    visit = MonitoringVisit
    seen = select(func.count()).where(MonitoringIdentity.visit_id == visit.id).correlate(visit).scalar_subquery()
    kept = (
        select(func.count())
        .where(Attachment.subject_kind == "monitoring_visit", Attachment.subject_id == visit.id)
        .correlate(visit)
        .scalar_subquery()
    )
    query = (
        select(
            visit.id,
            func.coalesce(visit.number, ""),
            visit.slot_id,
            CourseSession.name,
            visit.day,
            visit.half_day,
            visit.visitors,
            visit.heads,
            visit.on_roll,
            seen,
            visit.remarks,
            kept,
        )
        .join(CourseSession, CourseSession.id == visit.session_id)
        .order_by(visit.day.desc(), visit.id.desc())
    )
    if session_id is not None:
        query = query.where(visit.session_id == session_id)
    with store.read() as db:
        if user_id is not None:
            query = query.where(visit.session_id.in_(sessions_of_user(db, user_id)))
        return [VisitRow(*row) for row in db.execute(query)]


def visit_facts(store: Store, slot_id: int, visit_id: int = 0) -> tuple[VisitFacts, Letterhead]:
    """Return the sheet of a recorded visit, or (0) one to fill in by hand at a half-day."""
    with store.read() as db:
        slot = db.get_one(SessionSlot, slot_id)
        session = db.get_one(CourseSession, slot.session_id)
        visit = db.get(MonitoringVisit, visit_id) if visit_id else None
        frozen = visit is not None and visit.lines is not None
        seen = read_lines(visit.lines) if visit and visit.lines is not None else _lines_now(db, slot, visit_id)
        facts = VisitFacts(
            session=f"{session.name} ({session.code})",
            day=slot.day,
            half_day=slot.half_day,
            lines=_named(db, slot.session_id, seen),
            visitors=visit.visitors if visit else "",
            heads=visit.heads if visit else None,
            remarks=visit.remarks if visit else "",
            number=(visit.number or "") if visit else "",
            head_code=(visit.head_code or "") if visit else "",
            width=number_width(one.number for one in _enrolled(db, slot.session_id).values()),
            as_it_stands=visit is not None and not frozen,
        )
        return facts, letterhead_of(db, slot.day)


def _enrolled(db: Session, session_id: int) -> dict[int, Enrolled]:
    people = enrolled_by_session(db, sessions=[session_id]).get(session_id, [])
    return {one.enrolment_id: one for one in people}


def _named(db: Session, session_id: int, lines: Sequence[SeenLine]) -> tuple[VisitLine, ...]:
    people, keys = _enrolled(db, session_id), keys_of_session(db, session_id)
    return tuple(
        VisitLine(line.number, one.name, line.mark, line.seen, keys.get(one.person_id, ""))
        for line in lines
        for one in [people[line.enrolment_id]]
    )


def _lines_now(db: Session, slot: SessionSlot, visit_id: int) -> list[SeenLine]:
    """Return who is expected at a half-day, with the roll as it stands."""
    identity, mark = MonitoringIdentity, AttendanceMark
    seen = set(db.scalars(select(identity.enrolment_id).where(identity.visit_id == visit_id)))
    query = select(mark.enrolment_id, mark.value).where(
        mark.session_id == slot.session_id, mark.day == slot.day, mark.half_day == slot.half_day
    )
    marks = dict(db.execute(query).all())
    people = enrolled_by_session(db, (slot.day, slot.day), sessions=[slot.session_id]).get(slot.session_id, [])
    return [
        SeenLine(one.enrolment_id, one.number, marks.get(one.enrolment_id), one.enrolment_id in seen) for one in people
    ]
