"""The facts of a visit's sheet: who is expected at a half-day, their marks, and what the visitors noted."""

from sqlalchemy import select

from centre_desk.models.attendance import AttendanceMark, MonitoringIdentity, MonitoringVisit
from centre_desk.models.course import CourseSession, SessionSlot
from centre_desk.papers.attendance.visit import VisitFacts, VisitLine
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.attendance.reading import enrolled_by_session
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.store.opening import Store


def visit_facts(store: Store, slot_id: int, visit_id: int = 0) -> tuple[VisitFacts, Letterhead]:
    """Return the sheet of a recorded visit, or (0) one to fill in by hand at a half-day."""
    with store.read() as db:
        slot = db.get_one(SessionSlot, slot_id)
        session = db.get_one(CourseSession, slot.session_id)
        visit = db.get(MonitoringVisit, visit_id) if visit_id else None
        seen = set(
            db.scalars(select(MonitoringIdentity.enrolment_id).where(MonitoringIdentity.visit_id == visit_id))
        )
        mark = AttendanceMark
        marks = dict(
            db.execute(
                select(mark.enrolment_id, mark.value).where(
                    mark.session_id == slot.session_id, mark.day == slot.day, mark.half_day == slot.half_day
                )
            ).all()
        )
        people = enrolled_by_session(db, (slot.day, slot.day), sessions=[slot.session_id]).get(slot.session_id, [])
        facts = VisitFacts(
            session=f"{session.name} ({session.code})",
            day=slot.day,
            half_day=slot.half_day,
            lines=tuple(
                VisitLine(one.number, one.name, marks.get(one.enrolment_id), one.enrolment_id in seen) for one in people
            ),
            visitors=visit.visitors if visit else "",
            heads=visit.heads if visit else None,
            remarks=visit.remarks if visit else "",
        )
        return facts, letterhead_of(db, slot.day)
