"""The acts of attendance on a real desk: what they write, what they refuse, what the journal keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

import pytest

from centre_desk.actions.attendance import (
    apply_marks,
    correct_closed_mark,
    issue_sheets,
    receive_sheet,
    record_excuse,
    record_not_held,
    validate_roll,
    withdraw_excuse,
    withdraw_roll,
)
from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Roll
from centre_desk.models.centre import Trainer
from centre_desk.models.course import Enrolment, SessionSlot, SessionTrainer
from centre_desk.models.desk import Correction, JournalEntry, Month
from centre_desk.queries.attendance import alert_rows, rolls_due_rows
from centre_desk.queries.desk import journal_rows
from centre_desk.rules.attendance import ExcuseReason, MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.attendance.due import DueState
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.refusal import Refused
from centre_desk.store.journal import find_breaks
from centre_desk.store.opening import Store
from tests.builders import build_centre, build_person, build_session, enrol, take_roll

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED


@dataclass
class Course:
    """A session of five people from 4 November 2019; slots by day and half-day."""

    store: Store
    session_id: int
    people: list[int]
    enrolments: list[int]

    def slot(self, day: int, half: HalfDay = AM) -> int:
        with self.store.read() as db:
            query = db.query(SessionSlot).filter_by(session_id=self.session_id, day=date(2019, 11, day), half_day=half)
            return query.one().id

    def marks(self, **exceptions: MarkValue) -> dict[int, MarkValue]:
        """Everyone present but `n2=A`, by register number."""
        return {e: exceptions.get(f"n{n}", P) for n, e in enumerate(self.enrolments, 1)}

    def saved(self, slot_id: int) -> dict[int, MarkValue]:
        with self.store.read() as db:
            slot = db.get_one(SessionSlot, slot_id)
            found = db.query(AttendanceMark).filter_by(session_id=self.session_id, day=slot.day, half_day=slot.half_day)
            return {mark.enrolment_id: mark.value for mark in found}

    def roll(self, slot_id: int) -> Roll:
        with self.store.read() as db:
            roll = db.query(Roll).filter_by(slot_id=slot_id).one()
            db.expunge(roll)
            return roll


@pytest.fixture
def course(desk_store: Store) -> Course:
    centre = build_centre(desk_store)
    people = [build_person(desk_store, n, given=f"P{n}", family="Keïta") for n in range(1, 6)]
    session_id = build_session(desk_store, centre)
    enrolments = enrol(desk_store, session_id, people)
    return Course(desk_store, session_id, people, [enrolments[p] for p in people])


def refused(info: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.code for r in info.value.refusals]


def validate(
    course: Course, by: Actor, at: datetime, slot: int, marks: Mapping[int, MarkValue], count: int | None
) -> None:
    validate_roll(course.store, slot_id=slot, marks=marks, signatures=count, by=by, at=at)


def close_november(store: Store) -> None:
    with store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SEALED, version=1))


def last_entry(store: Store) -> JournalEntry:
    with store.read() as db:
        entry = db.query(JournalEntry).order_by(JournalEntry.seq.desc()).first()
        assert entry is not None
        db.expunge(entry)
        return entry


def test_a_roll_is_one_act_with_its_journal(course: Course, secretary: Actor, at: datetime) -> None:
    slot = course.slot(11)
    validate(course, secretary, at, slot, course.marks(n2=A, n3=R, n4=AJ), 3)
    assert list(course.saved(slot).values()) == [P, A, R, AJ, P]
    roll = course.roll(slot)
    assert (roll.state, roll.signatures, roll.by_id) == (RollState.VALIDATED, 3, secretary.user_id)
    assert roll.author_id is not None  # the trainer of the session, not the typist
    entry = last_entry(course.store)
    assert (entry.act, entry.event_date) == ("attendance.validate_roll", date(2019, 11, 11))
    with course.store.read() as db:
        assert list(find_breaks(db)) == []


@pytest.mark.parametrize(
    ("day", "exceptions", "count", "code"),
    [
        (11, {"n2": A}, 5, "attendance.count_differs"),
        (11, {}, 4, "attendance.count_differs_all"),
        (11, {}, None, "attendance.no_count"),
        (12, {}, 5, "attendance.day_to_come"),
    ],
)
def test_a_roll_that_does_not_agree_is_refused_whole(
    course: Course,
    secretary: Actor,
    at: datetime,
    day: int,
    exceptions: dict[str, MarkValue],
    count: int | None,
    code: str,
) -> None:
    slot = course.slot(day)
    with pytest.raises(Refused) as info:
        validate(course, secretary, at, slot, course.marks(**exceptions), count)
    assert refused(info) == [code]
    assert course.saved(slot) == {}


def test_unmarked_is_not_present(course: Course, secretary: Actor, at: datetime) -> None:
    marks = course.marks()
    del marks[course.enrolments[1]]
    with pytest.raises(Refused) as info:
        validate(course, secretary, at, course.slot(11), marks, 4)
    assert refused(info) == ["attendance.not_marked"]
    assert info.value.refusals[0].fact("names") == "02 KEÏTA P2"


def test_who_is_not_enrolled_then_has_no_mark(course: Course, secretary: Actor, at: datetime) -> None:
    with course.store.begin() as db:
        db.get_one(Enrolment, course.enrolments[4]).start = date(2019, 11, 18)
    with pytest.raises(Refused) as info:
        validate(course, secretary, at, course.slot(11), course.marks(), 5)
    assert refused(info) == ["attendance.not_enrolled_then"]
    marks = course.marks()
    del marks[course.enrolments[4]]
    validate(course, secretary, at, course.slot(11), marks, 4)


def test_a_roll_is_validated_once(course: Course, secretary: Actor, at: datetime) -> None:
    slot = course.slot(11)
    validate(course, secretary, at, slot, course.marks(), 5)
    with pytest.raises(Refused) as info:
        validate(course, secretary, at, slot, course.marks(n1=A), 4)
    assert refused(info) == ["attendance.already_validated"]


def test_a_roll_taken_back_is_due_again(course: Course, secretary: Actor, at: datetime) -> None:
    slot = course.slot(11)
    validate(course, secretary, at, slot, course.marks(n1=A), 4)
    with pytest.raises(Refused) as info:
        withdraw_roll(course.store, slot_id=slot, by=secretary, at=at + timedelta(days=1))
    assert refused(info) == ["attendance.reason_needed"]
    withdraw_roll(course.store, slot_id=slot, by=secretary, at=at, leave={course.enrolments[0]: A})
    assert course.saved(slot) == {course.enrolments[0]: A}
    assert course.roll(slot).state is RollState.WITHDRAWN
    validate(course, secretary, at, slot, course.marks(), 5)
    with pytest.raises(Refused) as info:
        withdraw_roll(course.store, slot_id=course.slot(7), by=secretary, at=at)
    assert refused(info) == ["attendance.nothing_to_undo"]


def test_not_held_marks_no_one_and_can_be_taken_back(course: Course, secretary: Actor, at: datetime) -> None:
    slot = course.slot(11)

    def record(**more: object) -> None:
        facts = {"reason": NotHeldReason.POWER, "paid": True, "decided_by": "La directrice", **more}
        record_not_held(course.store, slot_id=slot, by=secretary, at=at, **facts)  # type: ignore[arg-type]

    with pytest.raises(Refused) as info:
        record(decided_by=" ", reason=NotHeldReason.OTHER)
    assert refused(info) == ["attendance.no_decider", "attendance.other_without_document"]
    record()
    roll = course.roll(slot)
    assert (roll.state, roll.not_held_reason, roll.paid) == (RollState.NOT_HELD, NotHeldReason.POWER, True)
    with pytest.raises(Refused) as info:
        validate(course, secretary, at, slot, course.marks(), 5)
    assert refused(info) == ["attendance.not_held"]
    withdraw_roll(course.store, slot_id=slot, by=secretary, at=at)
    roll = course.roll(slot)
    assert (roll.state, roll.not_held_reason, roll.paid) == (RollState.WITHDRAWN, None, None)
    validate(course, secretary, at, slot, course.marks(), 5)
    with pytest.raises(Refused) as info:
        record()
    assert refused(info) == ["attendance.has_marks"]


def test_the_grid_saves_its_cells_together_or_not_at_all(course: Course, secretary: Actor, at: datetime) -> None:
    monday, friday = course.slot(4), course.slot(8)
    one, two = course.enrolments[:2]
    done = apply_marks(course.store, marks={(one, monday): A, (two, friday): P}, by=secretary, at=at)
    assert done.count == 2
    assert course.saved(monday) == {one: A}
    with pytest.raises(Refused) as info:
        apply_marks(course.store, marks={(one, monday): P, (one, course.slot(13)): P}, by=secretary, at=at)
    assert refused(info) == ["attendance.day_to_come"]
    assert info.value.refusals[0].place == "01 KEÏTA P1, 13/11/2019"
    assert course.saved(monday) == {one: A}
    apply_marks(course.store, marks={(one, monday): None}, by=secretary, at=at)
    assert course.saved(monday) == {}


def test_a_validated_roll_is_corrected_with_a_reason_and_stays_whole(
    course: Course, secretary: Actor, at: datetime
) -> None:
    slot = course.slot(11)
    one, two = course.enrolments[:2]
    validate(course, secretary, at, slot, course.marks(n1=A), 4)
    later = at + timedelta(days=1)

    def correct(marks: Mapping[tuple[int, int], MarkValue | None], when: datetime = later, **more: object) -> None:
        apply_marks(course.store, marks=marks, by=secretary, at=when, **more)  # type: ignore[arg-type]

    with pytest.raises(Refused) as info:
        correct({(one, slot): AJ})
    assert refused(info) == ["attendance.reason_needed"]
    correct({(one, slot): AJ}, reason="certificat médical reçu")
    correct({(one, slot): A}, when=at)  # on the day of entry no reason is asked for
    with pytest.raises(Refused) as info:
        correct({(one, slot): P}, reason="relu")
    assert refused(info) == ["attendance.count_differs_all"]
    correct({(one, slot): P, (two, slot): A}, reason="relu : c’était le 02")
    correct({(two, slot): P}, reason="relu", signatures={slot: 5})
    assert (course.roll(slot).signatures, set(course.saved(slot).values())) == (5, {P})
    with pytest.raises(Refused) as info:
        correct({(two, slot): None}, reason="relu", signatures={slot: 4})
    assert refused(info) == ["attendance.not_emptied"]
    assert journal_rows(course.store)[0].reason == "relu"


def test_a_reason_stays_with_its_mark_and_goes_with_it(course: Course, secretary: Actor, at: datetime) -> None:
    slot, (one, two) = course.slot(11), course.enrolments[:2]
    cell = (one, slot)

    def reason() -> str | None:
        with course.store.read() as db:
            return db.query(AttendanceMark.reason).filter_by(enrolment_id=one).scalar()

    save = partial(apply_marks, course.store, by=secretary, at=at)
    save(marks={cell: AJ}, reasons={cell: "illness"})
    save(marks={cell: AJ, (two, slot): P})
    assert reason() == "illness"
    save(marks={cell: A})
    assert reason() == ""  # nobody said why somebody who is absent is away
    save(marks={cell: AJ}, reasons={cell: "illness"})
    validate_roll(course.store, slot_id=slot, marks=course.marks(), signatures=5, by=secretary, at=at)
    assert reason() == ""
    withdraw_roll(course.store, slot_id=slot, leave={one: AJ}, reasons={one: "illness"}, by=secretary, at=at)
    assert (course.saved(slot), reason()) == ({one: AJ}, "illness")


def test_marks_that_stand_otherwise_by_now_are_left_alone(course: Course, secretary: Actor, at: datetime) -> None:
    slot = course.slot(11)
    one, two = course.enrolments[:2]
    save = partial(apply_marks, course.store, by=secretary, at=at)
    save(marks={(one, slot): AJ, (two, slot): A})
    back = {(one, slot): None, (two, slot): None}
    done = save(marks=back, expected={(one, slot): A, (two, slot): A})
    assert (done.count, course.saved(slot)) == (1, {one: AJ})
    with pytest.raises(Refused) as info:
        save(marks=back, expected={(one, slot): A, (two, slot): A})
    assert refused(info) == ["attendance.changed_since"]


def test_a_closed_month_takes_a_correction_beside_the_mark(course: Course, secretary: Actor, at: datetime) -> None:
    slot = course.slot(11)
    validate(course, secretary, at, slot, course.marks(n1=A), 4)
    one = course.enrolments[0]

    def correct(value: MarkValue, reason: str) -> None:
        correct_closed_mark(
            course.store, slot_id=slot, enrolment_id=one, value=value, reason=reason, by=secretary, at=at
        )

    with pytest.raises(Refused) as info:
        correct(AJ, "certificat médical")
    assert refused(info) == ["attendance.month_still_open"]
    close_november(course.store)
    for act in (
        lambda: apply_marks(course.store, marks={(one, slot): P}, by=secretary, at=at),
        lambda: withdraw_roll(course.store, slot_id=slot, by=secretary, at=at),
        lambda: validate(course, secretary, at, course.slot(8), course.marks(), 5),
    ):
        with pytest.raises(Refused) as info:
            act()
        assert refused(info) == ["desk.month_closed"]
    with pytest.raises(Refused) as info:
        correct(A, " ")
    assert refused(info) == ["attendance.same_mark", "desk.no_reason"]
    correct(AJ, "certificat médical")
    with course.store.read() as db:
        row = db.query(Correction).one()
        assert (row.month, row.old, row.new, row.person_id) == ("2019-11", "A", "AJ", course.people[0])
    assert course.saved(slot)[one] is A


def test_a_trainer_enters_for_own_sessions_only(course: Course, trainer: Actor, viewer: Actor, at: datetime) -> None:
    slot = course.slot(11)
    with pytest.raises(Refused) as info:
        validate(course, viewer, at, slot, course.marks(), 5)
    assert refused(info) == ["desk.no_right"]
    with pytest.raises(Refused) as info:
        validate(course, trainer, at, slot, course.marks(), 5)
    assert refused(info) == ["attendance.not_your_session"]
    with course.store.begin() as db:
        db.query(Trainer).filter_by(family_name="Samaké").one().user_id = trainer.user_id
    validate(course, trainer, at, slot, course.marks(), 5)
    today = at.date()
    assert [r.day.day for r in rolls_due_rows(course.store, today, trainer.user_id)][-1] == 11
    assert rolls_due_rows(course.store, today, viewer.user_id) == []


def test_who_took_the_roll_is_its_author_whoever_types(
    course: Course, secretary: Actor, trainer: Actor, at: datetime
) -> None:
    with course.store.begin() as db:
        first, second, third = db.query(Trainer).order_by(Trainer.id)
        second.user_id = trainer.user_id
        lead = db.query(SessionTrainer).one()
        lead.lead = True
        db.add(SessionTrainer(session_id=course.session_id, trainer_id=second.id, first_day=date(2019, 11, 6),
                              by_id=1, at=at))  # fmt: skip
        trainers = [first.id, second.id, third.id]

    def take(day: int, by: Actor, author_id: int | None = None) -> int | None:
        slot, marks = course.slot(day), course.marks()
        validate_roll(course.store, slot_id=slot, marks=marks, signatures=5, author_id=author_id, by=by, at=at)
        return course.roll(slot).author_id

    assert take(4, secretary) == trainers[0]
    assert take(6, secretary, trainers[1]) == trainers[1]
    assert take(7, trainer) == trainers[1]  # a trainer who types the roll took it
    for day, author in ((5, trainers[1]), (8, trainers[2])):  # not yet there; not of this session
        with pytest.raises(Refused, match="no_author"):
            take(day, secretary, author)


def test_a_trainer_excuses_people_of_own_sessions_only(course: Course, trainer: Actor, at: datetime) -> None:
    days = {"first_day": date(2019, 11, 11), "last_day": date(2019, 11, 12), "reason": ExcuseReason.ILLNESS}
    excuse = partial(record_excuse, course.store, person_id=course.people[0], **days, by=trainer, at=at)
    with pytest.raises(Refused, match="not_your_session"):
        excuse()
    with course.store.begin() as db:
        db.query(Trainer).order_by(Trainer.id).first().user_id = trainer.user_id
    done = excuse()
    with course.store.begin() as db:
        db.query(Trainer).order_by(Trainer.id).first().user_id = None
    with pytest.raises(Refused, match="not_your_session"):
        withdraw_excuse(course.store, excuse_id=done.id, reason="erreur", by=trainer, at=at)


def test_a_known_reason_excuses_what_was_entered_and_can_be_taken_back(
    course: Course, secretary: Actor, at: datetime
) -> None:
    slot = course.slot(11)
    validate(course, secretary, at, slot, course.marks(n1=A, n2=A), 3)

    def excuse(first: date, last: date) -> int:
        return record_excuse(
            course.store, person_id=course.people[0], first_day=first, last_day=last, reason=ExcuseReason.ILLNESS,
            document="certificat du CSCOM", by=secretary, at=at,
        ).id  # fmt: skip

    with pytest.raises(Refused) as info:
        excuse(date(2019, 11, 12), date(2019, 11, 11))
    assert refused(info) == ["attendance.days_backwards"]
    with pytest.raises(Refused) as info:
        excuse(date(2019, 11, 12), date(2029, 11, 11))
    assert refused(info) == ["attendance.days_too_many"]
    number = excuse(date(2019, 11, 11), date(2019, 11, 13))
    assert [course.saved(slot)[e] for e in course.enrolments[:2]] == [AJ, A]
    withdraw_excuse(course.store, excuse_id=number, reason="faux certificat", by=secretary, at=at)
    with pytest.raises(Refused) as info:
        withdraw_excuse(course.store, excuse_id=number, reason="encore", by=secretary, at=at)
    assert refused(info) == ["attendance.no_excuse"]


def test_sheets_have_numbers_and_dates_of_receipt(course: Course, secretary: Actor, at: datetime) -> None:
    week = date(2019, 11, 6)
    done = issue_sheets(course.store, sessions=[course.session_id], week=week, by=secretary, at=at)
    assert done.count == 1
    again = issue_sheets(course.store, sessions=[course.session_id], week=week, by=secretary, at=at)
    assert again.id == done.id
    slot = course.slot(4)
    validate(course, secretary, at, slot, course.marks(), 5)
    with pytest.raises(Refused) as info:
        receive_sheet(course.store, sheet_id=done.id, received_on=date(2019, 11, 12), by=secretary, at=at)
    assert refused(info) == ["attendance.receipt_out_of_range"]
    receive_sheet(course.store, sheet_id=done.id, received_on=date(2019, 11, 8), by=secretary, at=at)
    with course.store.read() as db:
        sheet = db.query(AttendanceSheet).one()
        assert (sheet.number, sheet.week, sheet.print_count) == ("0001", date(2019, 11, 4), 2)
        assert len(sheet.head_code) == 9
    assert course.roll(slot).received_on == date(2019, 11, 8)
    with pytest.raises(Refused) as info:
        issue_sheets(course.store, sessions=[course.session_id], week=date(2020, 3, 2), by=secretary, at=at)
    assert refused(info) == ["attendance.no_course_that_week"]


def test_what_is_due_today(course: Course, secretary: Actor, at: datetime) -> None:
    for day in (4, 5, 6, 7):
        for half in (AM, PM):
            take_roll(course.store, course.session_id, date(2019, 11, day), half, {course.people[0]: A})
    issue_sheets(course.store, sessions=[course.session_id], week=date(2019, 11, 4), by=secretary, at=at)
    validate(course, secretary, at, course.slot(11), course.marks(n1=A), 4)
    rows = rolls_due_rows(course.store, at.date())
    assert [(r.day.day, r.half_day, r.state, r.people, r.present) for r in rows] == [
        (8, AM, DueState.LATE, 5, 0),
        (11, AM, DueState.DONE, 5, 4),
        (11, PM, DueState.DUE, 5, 0),
    ]
    assert [r.sheet_number for r in rows] == ["0001", "", ""]
    alerts = [a for a in alert_rows(course.store, at.date()) if a.person_id]
    assert [(a.kind, a.person_id, a.count) for a in alerts] == [
        (AlertKind.OUT_OF_REACH, course.people[0], 80),
    ]
    take_roll(course.store, course.session_id, date(2019, 11, 8), AM, {course.people[0]: A})
    kinds = {a.kind: a.count for a in alert_rows(course.store, at.date())}
    assert kinds == {AlertKind.ABSENCES: 10, AlertKind.OUT_OF_REACH: 80}
