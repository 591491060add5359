"""The facts of numbered attendance sheets, for the paper: days, names, hours, place, who signs."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceSheet
from centre_desk.models.centre import Centre, Classroom, Site, Trade
from centre_desk.models.course import CourseSession, Enrolment, SessionPattern, SessionSlot
from centre_desk.models.register import Person
from centre_desk.papers.attendance import AttendanceSheetFacts, SheetDay, SheetName, SlotUse
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.centre import days_off, trade_name
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.course.people import named
from centre_desk.queries.course.reading import trainer_stays
from centre_desk.rules.attendance.quick import number_width
from centre_desk.rules.attendance.week import week_days, week_of
from centre_desk.rules.course import TAKEN_OVER, HalfDay, SlotState
from centre_desk.rules.course.enrolment import second_keys
from centre_desk.rules.course.timetable import Half, halves_off
from centre_desk.rules.dates import days_between
from centre_desk.store.opening import Store

_SHOWN_DAYS = 5  # Monday to Friday always; the weekend where there is course


def week_sheets(
    store: Store, sessions: Collection[int], week: date, language: str = "fr"
) -> tuple[list[AttendanceSheetFacts], Letterhead]:
    """Return the sheets issued for sessions in a week, with the letterhead of that time."""
    query = (
        select(AttendanceSheet, CourseSession, Site.name, Classroom.name, trade_name(language))
        .join(CourseSession, CourseSession.id == AttendanceSheet.session_id)
        .join(Site, Site.id == CourseSession.site_id)
        .join(Trade, Trade.id == CourseSession.trade_id)
        .outerjoin(Classroom, Classroom.id == CourseSession.classroom_id)
        .where(AttendanceSheet.session_id.in_(sessions), AttendanceSheet.week == week_of(week))
        .order_by(AttendanceSheet.number)
    )
    with store.read() as db:
        rows = db.execute(query).all()
        facts = [_facts(db, sheet, session, (site, room), trade) for sheet, session, site, room, trade in rows]
        return facts, letterhead_of(db, week_of(week))


def _facts(
    db: Session, sheet: AttendanceSheet, session: CourseSession, place: Sequence[str | None], trade: str
) -> AttendanceSheetFacts:
    first, last = week_days(sheet.week)
    stays = trainer_stays(db, [session.id]).get(session.id, [])
    trainers = [s.name for s in stays if s.first_day <= last and (s.last_day is None or s.last_day >= first)]
    return AttendanceSheetFacts(
        number=sheet.number,
        session=f"{session.name} ({session.code})",
        trade=trade,
        place=" · ".join(part for part in place if part),
        trainer=", ".join(trainers),
        days=_days(db, session.id, first, last),
        names=_names(db, session.id, first, last),
        centre_code=db.get_one(Centre, 1).code,
        head_code=sheet.head_code,
        width=number_width(db.scalars(select(Enrolment.register_number).where(Enrolment.session_id == session.id))),
    )


def _days(db: Session, session_id: int, first: date, last: date) -> tuple[SheetDay, ...]:
    slots = db.execute(
        select(SessionSlot.day, SessionSlot.half_day).where(
            SessionSlot.session_id == session_id,
            SessionSlot.day.between(first, last),
            SessionSlot.state == SlotState.PLANNED,
        )
    )
    planned = frozenset(Half(*row) for row in slots)
    before = db.execute(
        select(SessionSlot.day, SessionSlot.half_day).where(
            SessionSlot.session_id == session_id,
            SessionSlot.day.between(first, last),
            SessionSlot.state == SlotState.REMOVED,
            SessionSlot.reason == TAKEN_OVER,
        )
    )
    on_paper = frozenset(Half(*row) for row in before)
    off = halves_off(days_off(db, first, last))
    with_course = {half.day for half in planned}
    hours = _hours(db, session_id, first, last)
    days = [day for day in days_between(first, last) if day.weekday() < _SHOWN_DAYS or day in with_course]

    def use(day: date, half: HalfDay) -> SlotUse:
        if Half(day, half) in planned:
            return SlotUse.COURSE
        if Half(day, half) in on_paper:
            return SlotUse.TAKEN_OVER
        return SlotUse.HOLIDAY if Half(day, half) in off else SlotUse.NO_COURSE

    def day_of(day: date) -> SheetDay:
        morning, afternoon = (Half(day, half) for half in (HalfDay.MORNING, HalfDay.AFTERNOON))
        known = (hours.get(morning, ""), hours.get(afternoon, ""))
        return SheetDay(day, use(day, HalfDay.MORNING), use(day, HalfDay.AFTERNOON), known)

    return tuple(day_of(day) for day in days)


def _names(db: Session, session_id: int, first: date, last: date) -> tuple[SheetName, ...]:
    pairs = db.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.session_id == session_id, Enrolment.start <= last)
        .where(or_(Enrolment.end_on.is_(None), Enrolment.end_on >= first))
        .order_by(Enrolment.register_number)
    ).all()
    keys = second_keys(named(person) for _, person in pairs)
    return tuple(
        SheetName(
            number=enrolment.register_number,
            name=f"{person.given_names} {person.family_name.upper()}".strip(),
            second_key=keys.get(person.id, ""),
            start=enrolment.start,
            end=enrolment.end_on,
        )
        for enrolment, person in pairs
    )


def _hours(db: Session, session_id: int, first: date, last: date) -> dict[Half, str]:
    """Return the hours of each half-day of some days, where the timetable knows them."""
    rows = db.execute(
        select(
            SessionPattern.weekday,
            SessionPattern.half_day,
            SessionPattern.starts,
            SessionPattern.ends,
            SessionPattern.first_day,
            SessionPattern.last_day,
        ).where(
            SessionPattern.session_id == session_id,
            SessionPattern.first_day <= last,
            SessionPattern.last_day >= first,
        )
    ).all()
    return {
        Half(day, half_day): f"{starts}–{ends}"
        for weekday, half_day, starts, ends, since, until in rows
        for day in days_between(max(first, since), min(last, until))
        if day.weekday() == weekday and starts and ends
    }
