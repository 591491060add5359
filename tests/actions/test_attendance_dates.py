"""Half-days and enrolments changed where there are marks: listed before, agreed to by number, kept by the journal."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest

from centre_desk.actions.attendance import apply_marks, change_timetable, end_enrolment, record_not_held, validate_roll
from centre_desk.actions.course import people
from centre_desk.actions.course.people import enrol_people
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.course import CourseSession, Enrolment, SessionSlot
from centre_desk.models.desk import JournalEntry, Month
from centre_desk.queries.attendance import session_figures
from centre_desk.queries.attendance.touched import change_reaching, marks_after, touched_by_change
from centre_desk.queries.course import SlotRow, enrolled_rows, slots_rows
from centre_desk.queries.desk import journal_rows
from centre_desk.rules.attendance import MarkValue, NotHeldReason
from centre_desk.rules.course import EndReason, HalfDay, SlotState
from centre_desk.rules.course.changes import Change, DaysOff, NewDates, NewDay, NewWeek
from centre_desk.rules.course.timetable import WeekLine, WeekPattern, week_of
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from tests.builders import build_session, enrol, take_roll
from tests.builders_attendance import Built, build_five, refused_with

P, A = MarkValue.PRESENT, MarkValue.ABSENT
AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
START, END = date(2019, 11, 4), date(2019, 11, 29)


def nov(day: int) -> date:
    return date(2019, 11, day)


@pytest.fixture
def five(desk_store: Store) -> Built:
    return build_five(desk_store)


def changing(five: Built, by: Actor, at: datetime) -> Callable[..., int]:
    def act(change: Change, agreed: int = 0, reason: str = "retard", session_id: int = 0) -> int:
        number = session_id or five.session_id
        return change_timetable(
            five.store, session_id=number, change=change, reason=reason, agreed=agreed, by=by, at=at
        ).count

    return act


def marks_of(five: Built) -> list[tuple[int, str]]:
    with five.store.read() as db:
        return [(m.day.day, m.value.value) for m in db.query(AttendanceMark).order_by(AttendanceMark.id)]


def test_what_new_dates_touch_is_listed_then_agreed_to(
    five: Built, secretary: Actor, trainer: Actor, at: datetime
) -> None:
    one, two = five.enrolments[:2]
    apply_marks(five.store, marks={(one, five.slot(4)): P, (two, five.slot(5)): A}, by=secretary, at=at)
    dates = NewDates(nov(5), nov(28))
    found = touched_by_change(five.store, five.session_id, dates)
    assert [(m.name, m.day.day, m.value) for m in found.marks] == [("KEÏTA P1", 4, P)]
    assert found.rolled == ()
    move = changing(five, secretary, at)
    assert refused_with(lambda: changing(five, trainer, at)(dates, 1)) == ["desk.no_right"]
    assert refused_with(lambda: move(dates, 0)) == ["attendance.marks_touched"]
    assert refused_with(lambda: move(dates, 1, reason=" ")) == ["desk.no_reason"]
    assert move(dates, 1, reason="retard du formateur") == 3  # Monday 4 (two half-days) and Friday 29 (one)
    assert marks_of(five) == [(5, "A")]
    with five.store.read() as db:
        session = db.get_one(CourseSession, five.session_id)
        assert (session.start, session.end_on) == (nov(5), nov(28))
    assert [row.reason for row in journal_rows(five.store, act="attendance.marks_moved_out")] == ["retard du formateur"]
    assert session_figures(five.store, five.session_id, nov(5)).planned == 35 - 2 - 1


@pytest.mark.parametrize(
    ("change", "touched", "planned"),
    [
        (NewDay(nov(4), frozenset({PM})), 2, 34),
        (NewWeek(WeekPattern(week_of(range(1, 5), range(4)).lines, START, nov(8))), 2, 34),
        (NewDates(nov(5), END), 2, 33),
    ],
    ids=["a day", "a week", "dates"],
)
def test_every_change_of_half_days_lists_the_marks_that_go(
    five: Built, secretary: Actor, at: datetime, change: Change, touched: int, planned: int
) -> None:
    one, two = five.enrolments[:2]
    apply_marks(five.store, marks={(one, five.slot(4)): P, (two, five.slot(4)): A}, by=secretary, at=at)
    act = changing(five, secretary, at)
    assert len(touched_by_change(five.store, five.session_id, change).marks) == touched
    assert refused_with(lambda: act(change, 0)) == ["attendance.marks_touched"]
    assert len(marks_of(five)) == 2
    act(change, touched)
    assert marks_of(five) == []
    assert session_figures(five.store, five.session_id, nov(5)).planned == planned


def test_half_days_declared_off_later_take_their_marks_with_them(
    five: Built, secretary: Actor, director: Actor, at: datetime
) -> None:
    from centre_desk.actions.centre.calendar import add_holiday

    apply_marks(five.store, marks={(five.enrolments[0], five.slot(11)): P}, by=secretary, at=at)
    add_holiday(five.store, day=nov(11), name_fr="Deuil national", by=director, at=at)
    act = changing(five, secretary, at)
    assert refused_with(lambda: act(DaysOff(nov(11)), 0)) == ["attendance.marks_touched"]
    assert act(DaysOff(nov(11)), 1) == 2
    gone = [s for s in slots_rows(five.store, five.session_id) if s.state is SlotState.REMOVED]
    assert [(s.day.day, s.reason) for s in gone] == [(11, "Deuil national")] * 2


def test_the_database_takes_no_half_day_with_marks_out(five: Built, secretary: Actor, at: datetime) -> None:
    apply_marks(five.store, marks={(five.enrolments[0], five.slot(4)): P}, by=secretary, at=at)
    with pytest.raises(Refused) as found, five.store.begin() as db:
        db.get_one(SessionSlot, five.slot(4)).state = SlotState.REMOVED
    assert [r.code for r in found.value.refusals] == ["course.slot_has_marks"]
    with five.store.begin() as db:
        db.get_one(SessionSlot, five.slot(4)).reason = "un mot"  # what does not take it out may change


def test_half_days_with_a_roll_are_never_left_out(five: Built, secretary: Actor, at: datetime) -> None:
    validate_roll(five.store, slot_id=five.slot(4), marks=five.marks(), signatures=5, by=secretary, at=at)
    late = NewDates(nov(5), END)
    found = touched_by_change(five.store, five.session_id, late)
    assert ([half.day for half in found.rolled], found.marks) == ([START], ())
    act = changing(five, secretary, at)
    assert refused_with(lambda: act(late)) == ["attendance.rolls_outside"]
    assert refused_with(lambda: act(NewDay(START, frozenset()))) == ["attendance.rolls_outside"]
    assert act(NewDates(START, nov(27))) == 3  # Thursday 28 whole and Friday morning leave
    mornings = WeekPattern(week_of(range(1, 5)).lines, START, nov(8))
    act(NewWeek(mornings))  # Monday's morning stays, as its roll says that it was held
    planned = [s for s in slots_rows(five.store, five.session_id) if s.state is SlotState.PLANNED and s.day <= nov(8)]
    assert [(s.day.day, s.half_day) for s in planned] == [(4, AM), (5, AM), (6, AM), (7, AM), (8, AM)]


# Half-days made up


def made_up(five: Built) -> list[SlotRow]:
    return [s for s in slots_rows(five.store, five.session_id) if s.day == nov(16)]


@pytest.mark.parametrize("rolled", [False, True], ids=["planned", "with a roll"])
def test_a_half_day_made_up_outlives_other_dates_and_weeks(
    five: Built, secretary: Actor, at: datetime, rolled: bool
) -> None:
    act = changing(five, secretary, at)
    act(NewDay(nov(16), frozenset({AM})), reason="Rattrapage du 15")
    if rolled:
        take_roll(five.store, five.session_id, nov(16))
    act(NewDates(START, date(2019, 12, 6)))
    act(NewWeek(WeekPattern(week_of(range(5), range(4)).lines, START, nov(22))))
    assert [(s.state, s.reason) for s in made_up(five)] == [(SlotState.PLANNED, "Rattrapage du 15")]
    assert session_figures(five.store, five.session_id, nov(5)).planned == 35 + 1 + 9


def test_a_half_day_made_up_outside_new_dates_is_kept_by_the_journal(
    five: Built, secretary: Actor, at: datetime
) -> None:
    act = changing(five, secretary, at)
    act(NewDay(nov(16), frozenset({AM})), reason="Rattrapage du 15")
    act(NewDates(START, nov(14)))
    assert [s.state for s in made_up(five)] == [SlotState.REMOVED]
    with five.store.read() as db:
        entry = db.query(JournalEntry).filter_by(act="course.change_dates").one()
        assert '"made_up":["2019-11-16 am"]' in entry.body


# People


def test_who_left_before_the_new_first_day_does_not_hold_the_session(
    five: Built, secretary: Actor, at: datetime
) -> None:
    people.end_enrolment(
        five.store, enrolment_id=five.enrolments[0], end_on=nov(5), reason=EndReason.DROP_OUT, by=secretary, at=at
    )
    changing(five, secretary, at)(NewDates(nov(18), date(2019, 12, 13)))
    rows = enrolled_rows(five.store, five.session_id)
    assert [(r.start, r.end_on) for r in rows[:2]] == [(nov(4), nov(5)), (nov(18), None)]


def test_who_left_after_the_new_last_day_is_named(five: Built, secretary: Actor, at: datetime) -> None:
    people.end_enrolment(
        five.store, enrolment_id=five.enrolments[2], end_on=nov(11), reason=EndReason.DROP_OUT, by=secretary, at=at
    )
    with pytest.raises(Refused) as found:
        changing(five, secretary, at)(NewDates(START, nov(8)))
    assert [(r.code, r.place, r.fact("day")) for r in found.value.refusals] == [
        ("course.left_later", "KEÏTA P3", "11/11/2019")
    ]


def test_a_session_is_not_made_longer_over_another_one_of_its_people(
    five: Built, secretary: Actor, at: datetime
) -> None:
    later = build_session(five.store, five.centre, code="S-2", name="Soudure 1", start=date(2019, 12, 2),
                          end=date(2019, 12, 20))  # fmt: skip
    enrol_people(five.store, session_id=later, people=five.people[:1], start=date(2019, 12, 2), by=secretary, at=at)
    act = changing(five, secretary, at)
    for change in (NewDates(START, date(2019, 12, 6)), NewDay(date(2019, 12, 2), frozenset({AM}))):
        with pytest.raises(Refused) as found:
            act(change)
        assert [(r.code, r.place, r.fact("session")) for r in found.value.refusals] == [
            ("course.over_another", "KEÏTA P1", "Soudure 1")
        ]
    with pytest.raises(Refused) as found, five.store.begin() as db:  # and by the database
        db.get_one(CourseSession, five.session_id).end_on = date(2019, 12, 2)
    assert [r.code for r in found.value.refusals] == ["desk.two_sessions"]
    act(NewDates(START, date(2019, 12, 1)))


# The length: half-days and hours lead to the last day


def hours(first: str, last: str, *lines: tuple[int, HalfDay]) -> tuple[WeekLine, ...]:
    return tuple(sorted(WeekLine(day, half, first, last) for day, half in lines))


def test_ramadan_hours_are_counted_and_the_length_can_be_kept(five: Built, secretary: Actor, at: datetime) -> None:
    week = WeekPattern(hours("08:00", "10:00", *((day, AM) for day in range(5))), nov(18), None)
    act = changing(five, secretary, at)
    plan = touched_by_change(five.store, five.session_id, NewWeek(week)).plan
    # 9 and 8 half-days of 4 h before the 18th, then 10 mornings of 2 h: 68 + 20 = 88 h, not 27 x 4 = 108 h.
    assert (len(plan.after.planned), plan.after.quarters) == (27, 88 * 4)
    same = change_reaching(five.store, five.session_id, NewWeek(week), half_days=35)
    assert (same.end_on, same.half_days) == (date(2019, 12, 11), 35)  # type: ignore[union-attr]  # eight mornings more
    kept = change_reaching(five.store, five.session_id, NewWeek(week), quarters=140 * 4)
    # 140 - 68 = 72 h of 2 h: 36 mornings from 18 November on, seven weeks and one.
    assert (kept.end_on, kept.half_days) == (date(2020, 1, 6), 17 + 36)  # type: ignore[union-attr]
    assert kept is not None
    act(kept)
    planned = [s for s in slots_rows(five.store, five.session_id) if s.state is SlotState.PLANNED]
    assert (len(planned), planned[-1].day) == (53, date(2020, 1, 6))


def test_dates_from_a_number_of_half_days_stop_with_the_last_one(five: Built, secretary: Actor, at: datetime) -> None:
    dates = change_reaching(five.store, five.session_id, NewDates(START, END), half_days=36)
    assert dates == NewDates(START, date(2019, 12, 2), 36)
    changing(five, secretary, at)(dates)
    assert session_figures(five.store, five.session_id, nov(5)).planned == 36
    assert change_reaching(five.store, five.session_id, NewDates(nov(5), END), quarters=4 * 4) == NewDates(
        nov(5), nov(5), 1
    )


# The end of an enrolment


def ending(five: Built, by: Actor, at: datetime, number: int = 1) -> Callable[..., int]:
    return partial(  # type: ignore[return-value]
        end_enrolment, five.store, enrolment_id=five.enrolments[number - 1], reason=EndReason.TRANSFER, by=by, at=at
    )


def week_of_rolls(five: Built, secretary: Actor, at: datetime, gone_from: int) -> None:
    """Validate the mornings of 4 to 7 November; number 1 is absent from a day on."""
    for day in range(4, 8):
        marks = five.marks(n1=A) if day >= gone_from else five.marks()
        signed = sum(value is P for value in marks.values())
        validate_roll(five.store, slot_id=five.slot(day), marks=marks, signatures=signed, by=secretary, at=at)


def test_an_end_lists_the_marks_after_the_last_day_and_takes_them_away(
    five: Built, secretary: Actor, at: datetime
) -> None:
    week_of_rolls(five, secretary, at, gone_from=6)
    found = marks_after(five.store, five.enrolments[0], nov(5))
    assert [(m.day.day, m.value) for m in found] == [(6, A), (7, A)]
    end = ending(five, secretary, at)
    assert refused_with(lambda: end(end_on=nov(5), agreed=0)) == ["attendance.marks_touched"]
    assert end(end_on=nov(5), agreed=2).count == 2  # type: ignore[attr-defined]
    with five.store.read() as db:
        mine = db.query(AttendanceMark).filter_by(enrolment_id=five.enrolments[0])
        assert [m.day.day for m in mine] == [4, 5]
        entry = db.query(JournalEntry).filter_by(act="attendance.marks_moved_out").one()
        assert (entry.subject_kind, entry.subject_id) == ("enrolment", five.enrolments[0])
    figures = session_figures(five.store, five.session_id, nov(8))
    # Enrolled on the 4th and 5th alone: four half-days, the two mornings present; the others lack every afternoon.
    assert (figures.people[0].figures.planned, figures.people[0].figures.present) == (4, 2)
    assert (figures.total.planned, figures.total.present, figures.total.absent) == (4 + 4 * 35, 2 + 4 * 4, 0)


def test_a_signature_after_the_last_day_has_the_last_word(five: Built, secretary: Actor, at: datetime) -> None:
    week_of_rolls(five, secretary, at, gone_from=7)
    end = ending(five, secretary, at)
    with pytest.raises(Refused) as found:
        end(end_on=nov(5), agreed=2)
    assert [(r.code, r.fact("days")) for r in found.value.refusals] == [
        ("attendance.signed_after_end", "06/11/2019")
    ]
    assert end(end_on=nov(6), agreed=1).count == 1  # type: ignore[attr-defined]


def test_the_database_ends_no_enrolment_before_its_marks(five: Built, secretary: Actor, at: datetime) -> None:
    week_of_rolls(five, secretary, at, gone_from=6)
    act = partial(people.end_enrolment, five.store, enrolment_id=five.enrolments[0], reason=EndReason.TRANSFER)
    assert refused_with(lambda: act(end_on=nov(5), by=secretary, at=at)) == ["course.marks_outside"]
    with pytest.raises(Refused), five.store.begin() as db:
        db.get_one(Enrolment, five.enrolments[0]).start = nov(5)


def test_marks_of_a_closed_month_hold_the_end(five: Built, secretary: Actor, at: datetime) -> None:
    week_of_rolls(five, secretary, at, gone_from=6)
    with five.store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SEALED, version=1))
    end = ending(five, secretary, at)
    assert refused_with(lambda: end(end_on=nov(5), agreed=2)) == ["desk.sealed_month"]


def test_somebody_moved_to_another_session_is_marked_there(five: Built, secretary: Actor, at: datetime) -> None:
    other = build_session(five.store, five.centre, code="S-2", name="Soudure 1")
    week_of_rolls(five, secretary, at, gone_from=6)
    ending(five, secretary, at)(end_on=nov(5), agreed=2)
    enrol_people(five.store, session_id=other, people=five.people[:1], start=nov(6), by=secretary, at=at)
    with five.store.read() as db:
        slot = db.query(SessionSlot).filter_by(session_id=other, day=nov(6), half_day=AM).one().id
        enrolment = db.query(Enrolment).filter_by(session_id=other).one().id
    validate_roll(five.store, slot_id=slot, marks={enrolment: P}, signatures=1, by=secretary, at=at)


def test_two_marks_of_one_half_day_are_refused_with_the_other_session(
    five: Built, secretary: Actor, at: datetime
) -> None:
    """A desk of before may hold marks after an end; the roll of the other session then says where to look."""
    week_of_rolls(five, secretary, at, gone_from=6)
    other = build_session(five.store, five.centre, code="S-2", name="Soudure 1")
    with five.store.writer.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER marked_enrolment")
        connection.exec_driver_sql(
            "UPDATE enrolment SET end_on = '2019-11-05', end_reason = 'transfer' WHERE id = ?", (five.enrolments[0],)
        )
    (there,) = enrol(five.store, other, five.people[:1], start=nov(6)).values()
    with five.store.read() as db:
        slot = db.query(SessionSlot).filter_by(session_id=other, day=nov(6), half_day=AM).one().id
    roll = partial(validate_roll, five.store, slot_id=slot, marks={there: P}, signatures=1, by=secretary, at=at)
    cell = partial(apply_marks, five.store, marks={(there, slot): P}, by=secretary, at=at)
    for act in (roll, cell):
        with pytest.raises(Refused) as found:
            act()
        assert [(r.code, r.place, r.fact("session")) for r in found.value.refusals] == [
            ("attendance.marked_elsewhere", "KEÏTA P1", "Maçonnerie 2")
        ]


def test_a_half_day_not_held_stays_when_the_week_changes(five: Built, secretary: Actor, at: datetime) -> None:
    record_not_held(
        five.store, slot_id=five.slot(6, PM), reason=NotHeldReason.POWER, paid=True, decided_by="La directrice",
        by=secretary, at=at,
    )  # fmt: skip
    changing(five, secretary, at)(NewWeek(WeekPattern(week_of(range(5)).lines, START, END)))
    planned = [s for s in slots_rows(five.store, five.session_id) if s.state is SlotState.PLANNED]
    assert [(s.day.day, s.half_day) for s in planned if s.half_day is PM] == [(6, PM)]
