"""The month of a session as the roll's grid shows it: people, half-days, marks, reasons, sheets, what is known.

Core rows of the visible range alone: one index range of marks, however many the desk holds.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Excuse, Roll
from centre_desk.models.centre import Trainer
from centre_desk.models.course import CourseSession, Enrolment, SessionSlot
from centre_desk.models.desk import User
from centre_desk.models.register import Person
from centre_desk.queries.attendance.figures import SessionRead, month_days_of, read_session
from centre_desk.queries.attendance.locks import LockedWeek, locked_weeks
from centre_desk.queries.attendance.reading import Days, Terms
from centre_desk.queries.course.people import named
from centre_desk.queries.course.reading import trainer_stays
from centre_desk.queries.desk import is_open, setting
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.alerts import ABSENCES_DEFAULT, ABSENCES_SETTING, Carried, carried_into
from centre_desk.rules.attendance.figures import Figures, PlannedHalfDay, Stay, compute_figures, sum_figures
from centre_desk.rules.attendance.roll import HalfDayFacts
from centre_desk.rules.attendance.week import week_days, week_of
from centre_desk.rules.course import EndReason, HalfDay, SlotState
from centre_desk.rules.course.enrolment import second_keys
from centre_desk.rules.course.session import TrainerStay
from centre_desk.rules.dates import month_of
from centre_desk.store.opening import Store

Cell = tuple[int, int]
"""Enrolment and slot."""


@dataclass(frozen=True, slots=True)
class GridHalfDay:
    """A planned half-day of the month and its roll: who signed for it, who typed it, when."""

    slot_id: int
    day: date
    half_day: HalfDay
    roll: RollState | None = None
    signatures: int | None = None
    not_held_reason: NotHeldReason | None = None
    paid: bool | None = None
    decided_by: str = ""
    entered_at: datetime | None = None
    typist: str = ""
    author: str = ""
    late_reason: str = ""
    roll_id: int = 0

    @property
    def planned(self) -> PlannedHalfDay:
        """Return the half-day as figures are counted from it."""
        return PlannedHalfDay(self.day, self.half_day, self.roll, self.paid)

    @property
    def facts(self) -> HalfDayFacts:
        """Return the half-day as the rules ask about it."""
        entered_on = self.entered_at.date() if self.entered_at is not None else None
        return HalfDayFacts(self.day, self.half_day, True, self.roll, entered_on)

    @property
    def entered(self) -> bool:
        """Tell whether it was validated or recorded as not held."""
        return self.roll in (RollState.VALIDATED, RollState.NOT_HELD)


@dataclass(frozen=True, slots=True)
class GridPerson:
    """Somebody of the session who is enrolled at some time of the month; `second_key` tells namesakes apart."""

    enrolment_id: int
    person_id: int
    number: int
    name: str
    second_key: str
    stay: Stay
    ended: EndReason | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The numbered sheet of one week of a session."""

    id: int
    week: date
    number: str
    received_on: date | None


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A session's month. `total` is the whole session to date; `open`: marks of this month may still change.

    `carried`: by enrolment, the absences in a row that reach into the month from before it.
    `locked`: the weeks whose entry is locked, by their Mondays. `trainers`: who has the session when, who leads first,
    and in `users` the user of each.
    """

    session_id: int
    session: str
    month: str
    trainer: str
    open: bool
    terms: Terms
    absences_in_a_row: int
    half_days: tuple[GridHalfDay, ...]
    people: tuple[GridPerson, ...]
    marks: dict[Cell, MarkValue]
    reasons: dict[Cell, str]
    excuses: dict[Cell, ExcuseReason]
    sheets: dict[date, SheetRow]
    total: Figures
    numbers: dict[int, str]
    carried: dict[int, Carried] = field(default_factory=dict)
    locked: dict[date, LockedWeek] = field(default_factory=dict)
    trainers: tuple[TrainerStay, ...] = ()
    users: dict[int, int | None] = field(default_factory=dict)

    def half_day(self, slot_id: int) -> GridHalfDay | None:
        """Return a half-day of the month by its slot."""
        return next((half for half in self.half_days if half.slot_id == slot_id), None)

    def sheet_of(self, day: date) -> SheetRow | None:
        """Return the sheet of a day's week, if one was issued."""
        return self.sheets.get(week_of(day))

    def lock_of(self, day: date) -> LockedWeek | None:
        """Return the lock of a day's week, if its entry is locked."""
        return self.locked.get(week_of(day))

    def expected(self, day: date) -> list[GridPerson]:
        """Return who is enrolled on a day, in the order of the register."""
        return [person for person in self.people if person.stay.covers(day)]


@dataclass(frozen=True, slots=True)
class SlotAt:
    """A half-day of a session's timetable, for stepping from one to the next; `entered`: validated or not held."""

    slot_id: int
    day: date
    half_day: HalfDay
    entered: bool = False

    @property
    def month(self) -> str:
        """Return its month."""
        return month_of(self.day)


def grid_sheet(store: Store, session_id: int, month: str, today: date) -> GridSheet:
    """Return the grid of a session's month, whole."""
    days = month_days_of(month)
    with store.read() as db:
        half_days = _half_days(db, session_id, days)
        people, numbers = _people(db, session_id, days)
        marks, reasons = _marks(db, session_id, half_days)
        stays = trainer_stays(db, [session_id]).get(session_id, [])
        whole = read_session(db, session_id)
        return GridSheet(
            session_id=session_id,
            session=db.scalars(select(CourseSession.name).where(CourseSession.id == session_id)).one(),
            month=month,
            trainer=next((s.name for s in stays if s.last_day is None or s.last_day >= days[0]), ""),
            open=is_open(db, days[0]),
            terms=whole.terms,
            absences_in_a_row=int(setting(db, ABSENCES_SETTING, ABSENCES_DEFAULT)),
            half_days=half_days,
            people=people,
            marks=marks,
            reasons=reasons,
            excuses=_excuses(db, people, half_days),
            sheets=_sheets(db, session_id),
            total=_total(whole, today),
            numbers=numbers,
            carried={
                one.enrolment_id: carried_into(days[0], whole.half_days, one.stay, own)
                for one in whole.enrolled
                if (own := whole.marks.get(one.enrolment_id))
            },
            locked={one.week: one for one in locked_weeks(db, session_id, {h.day for h in half_days}, today)},
            trainers=tuple(stays),
            users=_users(db, stays),
        )


def _total(whole: SessionRead, today: date) -> Figures:
    cap = whole.terms.excused_cap
    return sum_figures(
        compute_figures(whole.half_days, one.stay, whole.marks.get(one.enrolment_id, {}), today, cap)
        for one in whole.enrolled
    )


def slots_of(store: Store, session_id: int) -> list[SlotAt]:
    """Return every planned half-day of a session, in order."""
    query = (
        select(SessionSlot.id, SessionSlot.day, SessionSlot.half_day, Roll.id.is_not(None))
        .outerjoin(Roll, and_(Roll.slot_id == SessionSlot.id, Roll.state != RollState.WITHDRAWN))
        .where(SessionSlot.session_id == session_id, SessionSlot.state == SlotState.PLANNED)
        .order_by(SessionSlot.day, SessionSlot.half_day)
    )
    with store.read() as db:
        return [SlotAt(row[0], row[1], row[2], bool(row[3])) for row in db.execute(query)]


def next_slot(store: Store, session_id: int, today: date) -> int | None:
    """Return the half-day of a session to enter next (see `slot_to_enter`); None where none is planned."""
    slot = slot_to_enter(slots_of(store, session_id), today)
    return slot.slot_id if slot is not None else None


def slot_to_enter(slots: Sequence[SlotAt], today: date) -> SlotAt | None:
    """Return the first half-day up to today that nobody entered, else the last one up to today, else the first."""
    due = [slot for slot in slots if slot.day <= today]
    missing = [slot for slot in due if not slot.entered]
    return next(iter(missing), None) or (due[-1] if due else next(iter(slots), None))


def session_of_slot(store: Store, slot_id: int) -> int | None:
    """Return the session of a half-day; None when it is in no timetable."""
    with store.read() as db:
        return db.scalars(select(SessionSlot.session_id).where(SessionSlot.id == slot_id)).first()


def slot_of_sheet(store: Store, number: str, today: date) -> int | None:
    """Return the half-day to enter next (see `slot_to_enter`) from a numbered sheet; None: no such sheet."""
    query = select(AttendanceSheet.session_id, AttendanceSheet.week).where(AttendanceSheet.number == number)
    with store.read() as db:
        found = db.execute(query).first()
    if found is None:
        return None
    first, last = week_days(found[1])
    slots = [slot for slot in slots_of(store, found[0]) if first <= slot.day <= last]
    slot = slot_to_enter(slots, today)
    return slot.slot_id if slot is not None else None


def _half_days(db: Session, session_id: int, days: Days) -> tuple[GridHalfDay, ...]:
    query = (
        select(
            SessionSlot.id,
            SessionSlot.day,
            SessionSlot.half_day,
            Roll.state,
            Roll.signatures,
            Roll.not_held_reason,
            Roll.paid,
            Roll.decided_by,
            Roll.at,
            User.name,
            Trainer.given_names,
            Trainer.family_name,
            Roll.late_reason,
            Roll.id,
        )
        .outerjoin(Roll, and_(Roll.slot_id == SessionSlot.id, Roll.state != RollState.WITHDRAWN))
        .outerjoin(User, User.id == Roll.by_id)
        .outerjoin(Trainer, Trainer.id == Roll.author_id)
        .where(SessionSlot.session_id == session_id, SessionSlot.day.between(*days))
        .where(SessionSlot.state == SlotState.PLANNED)
        .order_by(SessionSlot.day, SessionSlot.half_day)
    )
    return tuple(
        GridHalfDay(
            *row[:7],
            decided_by=row[7] or "",
            entered_at=row[8],
            typist=row[9] or "",
            author=f"{row[10] or ''} {row[11] or ''}".strip(),
            late_reason=row[12] or "",
            roll_id=row[13] or 0,
        )
        for row in db.execute(query)
    )


def _people(db: Session, session_id: int, days: Days) -> tuple[tuple[GridPerson, ...], dict[int, str]]:
    """Return who is enrolled at some time of the days, and all the session's register numbers with their names."""
    pairs = db.execute(
        select(Enrolment, Person)
        .join(Person, Person.id == Enrolment.person_id)
        .where(Enrolment.session_id == session_id)
        .order_by(Enrolment.register_number)
    ).all()
    described = [named(person) for _, person in pairs]
    keys = second_keys(described)
    names = {one.id: one.name for one in described}
    people = tuple(
        GridPerson(
            enrolment_id=enrolment.id,
            person_id=person.id,
            number=enrolment.register_number,
            name=names[person.id],
            second_key=keys.get(person.id, ""),
            stay=Stay(enrolment.start, enrolment.end_on),
            ended=enrolment.end_reason,
        )
        for enrolment, person in pairs
        if enrolment.start <= days[1] and (enrolment.end_on is None or enrolment.end_on >= days[0])
    )
    return people, {enrolment.register_number: names[person.id] for enrolment, person in pairs}


def _marks(
    db: Session, session_id: int, half_days: Iterable[GridHalfDay]
) -> tuple[dict[Cell, MarkValue], dict[Cell, str]]:
    slots = {(half.day, half.half_day): half.slot_id for half in half_days}
    if not slots:
        return {}, {}
    mark = AttendanceMark
    first, last = min(slots)[0], max(slots)[0]
    query = select(mark.enrolment_id, mark.day, mark.half_day, mark.value, mark.reason).where(
        mark.session_id == session_id, mark.day.between(first, last)
    )
    marks: dict[Cell, MarkValue] = {}
    reasons: dict[Cell, str] = {}
    for enrolment_id, day, half_day, value, reason in db.execute(query):
        if (day, half_day) in slots:
            cell = (enrolment_id, slots[day, half_day])
            marks[cell] = value
            if reason:
                reasons[cell] = reason
    return marks, reasons


def _excuses(
    db: Session, people: Collection[GridPerson], half_days: Collection[GridHalfDay]
) -> dict[Cell, ExcuseReason]:
    """Return, for each half-day within days of a known reason, that reason."""
    if not people or not half_days:
        return {}
    first, last = min(half.day for half in half_days), max(half.day for half in half_days)
    query = (
        select(Excuse.person_id, Excuse.first_day, Excuse.last_day, Excuse.reason)
        .where(Excuse.person_id.in_({person.person_id for person in people}), Excuse.withdrawn_at.is_(None))
        .where(Excuse.first_day <= last, Excuse.last_day >= first)
        .order_by(Excuse.id)
    )
    found: dict[Cell, ExcuseReason] = {}
    for person_id, start, end, reason in db.execute(query):
        for person in people:
            if person.person_id == person_id:
                cells = ((person.enrolment_id, half.slot_id) for half in half_days if start <= half.day <= end)
                found.update(dict.fromkeys(cells, reason))
    return found


def _users(db: Session, stays: Iterable[TrainerStay]) -> dict[int, int | None]:
    query = select(Trainer.id, Trainer.user_id).where(Trainer.id.in_({stay.trainer_id for stay in stays}))
    return dict(db.execute(query).all())


def _sheets(db: Session, session_id: int) -> dict[date, SheetRow]:
    sheet = AttendanceSheet
    query = select(sheet.id, sheet.week, sheet.number, sheet.received_on).where(sheet.session_id == session_id)
    return {row[1]: SheetRow(*row) for row in db.execute(query)}
