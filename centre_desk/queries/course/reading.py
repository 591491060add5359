"""The rows that acts and rules of the courses ask for, inside a session of the store."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from centre_desk.models.centre import Agreement, AgreementTrade, Classroom, Site, Trainer, TrainerQualification
from centre_desk.models.course import CourseSession, Enrolment, SessionPattern, SessionSlot, SessionTrainer
from centre_desk.models.register import Person
from centre_desk.queries.centre import days_off
from centre_desk.queries.desk import is_open
from centre_desk.queries.register import list_name
from centre_desk.rules.course import KEEPS_A_PLACE, EndReason, SessionState, SlotState
from centre_desk.rules.course.changes import Change, NewDates, NewWeek, Timetable
from centre_desk.rules.course.session import AgreementFacts, Booking, PlaceFacts, TrainerFacts, TrainerStay
from centre_desk.rules.course.timetable import Half, WeekLine, WeekPattern, halves_off, main_week

TAKES_PLACE = or_(Enrolment.end_reason.is_(None), Enrolment.end_reason.in_(KEEPS_A_PLACE))
"""The condition that an enrolment takes one of the session's places."""

LASTS_UNTIL = case((Enrolment.end_on < CourseSession.end_on, Enrolment.end_on), else_=CourseSession.end_on)
"""The last day on which an enrolment keeps somebody: its end, at most the last day of its session."""

OCCUPIES = (SessionState.PLANNED, SessionState.RUNNING)


def agreement_facts(db: Session, agreement_id: int) -> AgreementFacts | None:
    """Return what an agreement says of sessions; None when there is no such agreement."""
    agreement = db.get(Agreement, agreement_id)
    if agreement is None:
        return None
    trades = db.scalars(select(AgreementTrade.trade_id).where(AgreementTrade.agreement_id == agreement_id))
    return AgreementFacts(agreement.number, agreement.start, agreement.end_on, frozenset(trades))


def agreement_for(db: Session, trade_id: int, start: date, end: date) -> int | None:
    """Return the newest agreement that names the trade and holds on all the days."""
    return db.scalars(
        select(Agreement.id)
        .join(AgreementTrade, AgreementTrade.agreement_id == Agreement.id)
        .where(AgreementTrade.trade_id == trade_id, Agreement.start <= start, Agreement.end_on >= end)
        .order_by(Agreement.start.desc(), Agreement.id.desc())
        .limit(1)
    ).first()


def place_facts(db: Session, site_id: int, classroom_id: int | None) -> PlaceFacts | None:
    """Return what the site and classroom allow; None when there is no such site or classroom."""
    site = db.get(Site, site_id)
    if site is None:
        return None
    if classroom_id is None:
        return PlaceFacts(site.name, site.closed_on)
    room = db.get(Classroom, classroom_id)
    if room is None:
        return None
    return PlaceFacts(site.name, site.closed_on, room.name, room.site_id == site_id, room.capacity)


def trainer_facts(db: Session, trainer_ids: Collection[int], trade_id: int) -> list[TrainerFacts]:
    """Return the trainers asked for, with whether they may teach the trade."""
    able = set(db.scalars(select(TrainerQualification.trainer_id).where(TrainerQualification.trade_id == trade_id)))
    rows = db.scalars(select(Trainer).where(Trainer.id.in_(trainer_ids)).order_by(Trainer.id))
    return [TrainerFacts(f"{t.given_names} {t.family_name}".strip(), t.id in able, t.left_on) for t in rows]


def patterns_of(db: Session, session: CourseSession) -> tuple[WeekPattern, ...]:
    """Return the weeks of a session; days that are the session's own first and last are left open."""
    weeks: dict[tuple[date, date], list[WeekLine]] = {}
    for row in db.scalars(
        select(SessionPattern)
        .where(SessionPattern.session_id == session.id)
        .order_by(SessionPattern.first_day, SessionPattern.weekday, SessionPattern.half_day)
    ):
        line = WeekLine(row.weekday, row.half_day, row.starts, row.ends)
        weeks.setdefault((row.first_day, row.last_day), []).append(line)
    return tuple(
        WeekPattern(
            tuple(lines),
            None if first == session.start else first,
            None if last == session.end_on else last,
        )
        for (first, last), lines in weeks.items()
    )


def planned_halves(db: Session, session_id: int) -> list[Half]:
    """Return the half-days still planned of a session, in order."""
    rows = db.execute(
        select(SessionSlot.day, SessionSlot.half_day)
        .where(SessionSlot.session_id == session_id, SessionSlot.state == SlotState.PLANNED)
        .order_by(SessionSlot.day, SessionSlot.half_day)
    )
    return [Half(*row) for row in rows]


def places_taken(db: Session, session_id: int) -> int:
    """Return how many places of a session are taken."""
    count = select(func.count()).select_from(Enrolment).where(Enrolment.session_id == session_id, TAKES_PLACE)
    return db.scalar(count) or 0


def can_go_on(db: Session, enrolment: Enrolment) -> bool:
    """Tell whether an enrolment that a death ended can go on: its session does, and the month of its end is open."""
    if enrolment.end_on is None or enrolment.end_reason is not EndReason.DEATH:
        return False
    session = db.get_one(CourseSession, enrolment.session_id)
    return session.state in OCCUPIES and is_open(db, enrolment.end_on)


def busy_from(db: Session, people: Collection[int], start: date, until: date | None = None) -> dict[int, str]:
    """Return, for those who are in a session at some time from a day to a day (None: ever after), its name.

    An enrolment lasts until its end, at most until the last day of its session.
    """
    query = (
        select(Enrolment.person_id, CourseSession.name)
        .join(CourseSession, CourseSession.id == Enrolment.session_id)
        .where(Enrolment.person_id.in_(people), start <= LASTS_UNTIL, Enrolment.start <= (until or date.max))
        .order_by(Enrolment.start.desc(), Enrolment.id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


def enrolled_elsewhere(db: Session, session_id: int, start: date, until: date) -> list[tuple[str, str]]:
    """Return who of those still enrolled would be in another session too if this one had these days: name, session."""
    mine, other = aliased(Enrolment), aliased(Enrolment)
    other_session = aliased(CourseSession)
    lasts = case((other.end_on < other_session.end_on, other.end_on), else_=other_session.end_on)
    query = (
        select(Person.family_name, Person.given_names, other_session.name)
        .select_from(mine)
        .join(Person, Person.id == mine.person_id)
        .join(other, and_(other.person_id == mine.person_id, other.id != mine.id))
        .join(other_session, other_session.id == other.session_id)
        .where(mine.session_id == session_id, mine.end_on.is_(None))
        .where(other.start <= until, lasts >= case((mine.start < start, start), else_=mine.start))
        .order_by(mine.register_number)
    )
    return [(list_name(family, given), name) for family, given, name in db.execute(query)]


def timetable_of(db: Session, session: CourseSession, rolled: frozenset[Half] = frozenset()) -> Timetable:
    """Return the half-days of a session as they stand; which of them have a roll a later room knows."""
    planned: dict[bool, set[Half]] = {False: set(), True: set()}
    taken_out: set[Half] = set()
    query = select(SessionSlot.day, SessionSlot.half_day, SessionSlot.state, SessionSlot.reason)
    for day, half_day, state, reason in db.execute(query.where(SessionSlot.session_id == session.id)):
        if state is SlotState.PLANNED:
            planned[bool(reason)].add(Half(day, half_day))
        elif reason:
            taken_out.add(Half(day, half_day))
    by_name = frozenset(planned[True])
    return Timetable(
        start=session.start,
        end_on=session.end_on,
        patterns=patterns_of(db, session),
        planned=frozenset(planned[False]) | by_name,
        by_name=by_name,
        taken_out=frozenset(taken_out),
        rolled=rolled,
        usual=session.quarters_per_half_day,
    )


def halves_off_for(db: Session, now: Timetable, change: Change) -> frozenset[Half]:
    """Return the half-days off that a change of a timetable has to know."""
    start = min(now.start, change.start) if isinstance(change, NewDates) else now.start
    end = (change.end_on if isinstance(change, NewDates | NewWeek) else None) or now.end_on
    return halves_off(days_off(db, start, max(end, now.end_on)))


def bookings_between(db: Session, start: date, end: date, *, but: int = 0) -> list[Booking]:
    """Return what the sessions planned or running take of trainers and classrooms from a day to a day."""
    sessions = db.execute(
        select(CourseSession.id, CourseSession.name, CourseSession.classroom_id, func.coalesce(Classroom.name, ""))
        .outerjoin(Classroom, Classroom.id == CourseSession.classroom_id)
        .where(CourseSession.state.in_(OCCUPIES), CourseSession.id != but)
        .where(CourseSession.start <= end, CourseSession.end_on >= start)
        .order_by(CourseSession.start, CourseSession.id)
    ).all()
    numbers = [row.id for row in sessions]
    stays = trainer_stays(db, numbers)
    halves: dict[int, set[Half]] = {}
    for number, day, half_day in db.execute(
        select(SessionSlot.session_id, SessionSlot.day, SessionSlot.half_day).where(
            SessionSlot.session_id.in_(numbers),
            SessionSlot.day.between(start, end),
            SessionSlot.state == SlotState.PLANNED,
        )
    ):
        halves.setdefault(number, set()).add(Half(day, half_day))
    return [
        Booking(name, frozenset(halves.get(number, ())), tuple(stays.get(number, ())), room_id, room)
        for number, name, room_id, room in sessions
    ]


def trainer_stays(db: Session, sessions: Collection[int]) -> dict[int, list[TrainerStay]]:
    """Return the trainers of sessions with their days, by session; who leads comes first."""
    found: dict[int, list[TrainerStay]] = {}
    for row in db.execute(
        select(
            SessionTrainer.session_id,
            Trainer.id,
            Trainer.given_names,
            Trainer.family_name,
            SessionTrainer.first_day,
            SessionTrainer.last_day,
            SessionTrainer.id,
        )
        .join(Trainer, Trainer.id == SessionTrainer.trainer_id)
        .where(SessionTrainer.session_id.in_(sessions))
        .order_by(SessionTrainer.lead.desc(), SessionTrainer.first_day, SessionTrainer.id)
    ):
        stay = TrainerStay(row[1], f"{row[2]} {row[3]}".strip(), row[4], row[5], row[6])
        found.setdefault(row[0], []).append(stay)
    return found


def booking_of(db: Session, session: CourseSession) -> Booking:
    """Return what one session takes."""
    room = db.get(Classroom, session.classroom_id) if session.classroom_id else None
    return Booking(
        session.name,
        frozenset(planned_halves(db, session.id)),
        tuple(trainer_stays(db, [session.id]).get(session.id, ())),
        session.classroom_id,
        room.name if room else "",
    )


def main_week_of(db: Session, session: CourseSession) -> tuple[WeekPattern, ...]:
    """Return the one week that a session has for most of its days, without dates; nothing where it has no week."""
    week = main_week(patterns_of(db, session), session.start, session.end_on)
    return (week,) if week else ()
