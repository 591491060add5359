"""Every enrolment with its end, as drop-out is counted from it."""

from datetime import date

from sqlalchemy import select

from centre_desk.models.centre import Trade
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.register import Person
from centre_desk.queries.centre import trade_name
from centre_desk.rules.attendance.drop_out import DropOut, DropOutBy, Ending, compute_drop_out
from centre_desk.rules.course import SessionState
from centre_desk.store.opening import Store


def drop_out_rows(store: Store, by: DropOutBy, today: date, language: str = "fr") -> list[DropOut]:
    """Return drop-out of all sessions that were not cancelled, by what is asked for."""
    query = (
        select(
            CourseSession.name,
            trade_name(language),
            Person.sex,
            Enrolment.start,
            Enrolment.end_on,
            Enrolment.end_reason,
        )
        .join(CourseSession, CourseSession.id == Enrolment.session_id)
        .join(Trade, Trade.id == CourseSession.trade_id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(CourseSession.state != SessionState.CANCELLED)
        .order_by(Enrolment.id)
    )
    with store.read() as db:
        endings = [
            Ending(name, trade, sex.value if sex else "", start, end, reason)
            for name, trade, sex, start, end, reason in db.execute(query)
        ]
    return list(compute_drop_out(endings, by, today))
