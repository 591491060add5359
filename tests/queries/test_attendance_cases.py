"""Cases counted by hand on both sides, of a person and of the session: holidays, Ramadan, causes, closing, villages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from centre_desk.actions.attendance import (
    correct_closed_mark,
    issue_sheets,
    receive_sheet,
    record_not_held,
    validate_roll,
)
from centre_desk.models.centre import Holiday
from centre_desk.models.desk import Correction, Month
from centre_desk.queries.attendance import month_figures, session_figures
from centre_desk.rules.attendance import MarkValue, NotHeldReason
from centre_desk.rules.attendance.figures import Figures
from centre_desk.rules.centre import HolidayKind, HolidaySpan
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.changes import DaysOff, NewWeek
from centre_desk.rules.course.timetable import week_of
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.store.opening import Store
from tests.builders import AT, take_roll
from tests.builders_attendance import Built, build_five
from tests.builders_course import change

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
A = MarkValue.ABSENT
MONDAY = date(2019, 11, 11)
# 4 to 29 November: four weeks of nine half-days, less Friday 15 (a bridge day): 35, of which nine before the 11th.


@pytest.fixture
def five(desk_store: Store) -> Built:
    return build_five(desk_store)


def both(five: Built, today: date = MONDAY) -> tuple[Figures, Figures]:
    """The first person, and the session."""
    found = session_figures(five.store, five.session_id, today)
    return found.people[0].figures, found.total


def times(figures: Figures, people: int) -> Figures:
    return sum([figures] * people, Figures())


def test_a_holiday_of_half_a_day(five: Built, secretary: Actor, at: datetime) -> None:
    with five.store.begin() as db:
        db.add(
            Holiday(
                day=date(2019, 11, 20), span=HolidaySpan.AFTERNOON, name_fr="Recueillement", name_en="Half",
                kind=HolidayKind.OTHER, by_id=1, at=AT,
            )
        )  # fmt: skip
    assert change(five.store, five.session_id, DaysOff(at.date()), by=secretary, at=at) == 34
    person, session = both(five)
    assert person == Figures(planned=34, to_come=25, not_entered=9)
    assert session == times(person, 5)


def test_ramadan_hours_are_mornings_only(five: Built, secretary: Actor, at: datetime) -> None:
    week = replace(week_of(range(5)), first_day=date(2019, 11, 18), last_day=date(2019, 11, 29))
    change(five.store, five.session_id, NewWeek(week), by=secretary, at=at)
    person, session = both(five)
    # The first two weeks as before (9 + 8), then two weeks of five mornings.
    assert person == Figures(planned=27, to_come=18, not_entered=9)
    assert session == times(person, 5)


@pytest.mark.parametrize("reason", [r for r in NotHeldReason if r is not NotHeldReason.OTHER])
@pytest.mark.parametrize("paid", [True, False])
def test_every_cause_of_not_held_leaves_the_planned(
    five: Built, secretary: Actor, at: datetime, reason: NotHeldReason, paid: bool
) -> None:
    take_roll(five.store, five.session_id, date(2019, 11, 4), AM, {five.people[0]: A})
    slot = five.slot(4, PM)
    record_not_held(five.store, slot_id=slot, reason=reason, paid=paid, decided_by="La directrice", by=secretary, at=at)
    person, session = both(five)
    common = Figures(planned=35, not_held=1, not_held_paid=int(paid), to_come=26, not_entered=7)
    assert person == replace(common, absent=1)
    assert session == replace(common, absent=1) + times(replace(common, present=1), 4)
    assert (person.to_date, person.of_planned) == ((0, 8), (0, 34))
    assert (session.to_date, session.of_planned) == ((4, 40), (4, 170))


def test_a_correction_after_the_closing_stands_beside(five: Built, secretary: Actor, at: datetime) -> None:
    take_roll(five.store, five.session_id, date(2019, 11, 4), AM, {five.people[0]: A})
    before = both(five)
    with five.store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SENT, version=1))
    correct_closed_mark(
        five.store, slot_id=five.slot(4), enrolment_id=five.enrolments[0], value=MarkValue.EXCUSED,
        reason="certificat reçu en décembre", by=secretary, at=at,
    )  # fmt: skip
    assert both(five) == before  # what was sent stays what it was
    assert before[0] == Figures(planned=35, to_come=26, absent=1, not_entered=8)
    assert before[1] == before[0] + times(Figures(planned=35, to_come=26, present=1, not_entered=8), 4)
    with five.store.read() as db:
        row = db.query(Correction).one()
        assert (row.month, row.old, row.new, row.person_id) == ("2019-11", "A", "AJ", five.people[0])


def test_a_village_sheet_keyed_on_the_25th_and_received_on_the_24th(five: Built, secretary: Actor) -> None:
    printed, keyed = datetime(2019, 11, 15, 16, tzinfo=UTC), datetime(2019, 11, 25, 9, tzinfo=UTC)
    week = date(2019, 11, 18)
    sheet = issue_sheets(five.store, sessions=[five.session_id], week=week, by=secretary, at=printed).id
    assert both(five, date(2019, 11, 25))[0] == Figures(planned=35, to_come=9, not_entered=26)
    receive_sheet(five.store, sheet_id=sheet, received_on=date(2019, 11, 24), by=secretary, at=keyed)
    for day in range(18, 23):
        for half in (AM, PM) if day < 22 else (AM,):
            marks = five.marks(n1=A) if day == 20 else five.marks()
            signed = 4 if day == 20 else 5
            validate_roll(
                five.store, slot_id=five.slot(day, half), marks=marks, signatures=signed, by=secretary, at=keyed
            )
    person, session = both(five, date(2019, 11, 25))
    assert person == Figures(planned=35, to_come=9, present=7, absent=2, not_entered=17)
    assert session == person + times(Figures(planned=35, to_come=9, present=9, not_entered=17), 4)
    roll = five.roll(five.slot(18))
    assert (roll.day, roll.received_on, roll.at.date()) == (week, date(2019, 11, 24), date(2019, 11, 25))
    assert roll.late_reason == ""
    assert [m.figures.present for m in month_figures(five.store, "2019-11")] == [7, 9, 9, 9, 9]
