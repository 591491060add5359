"""Cases counted by hand on both sides, of a person and of the session: one table, one case a row.

The session is of five people, from 4 to 29 November 2019: four weeks of nine half-days (no Friday afternoon), less
Friday 15, a bridge day: 35. Of these, nine are before Monday 11, on which the figures are read where no other day is
said: 26 are still to come. The person is number 1.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from centre_desk.actions.attendance import (
    apply_marks,
    correct_closed_mark,
    end_enrolment,
    issue_sheets,
    receive_sheet,
    record_not_held,
    validate_roll,
)
from centre_desk.actions.course.people import enrol_people
from centre_desk.models.attendance import Roll
from centre_desk.models.centre import Holiday
from centre_desk.models.course import Enrolment
from centre_desk.models.desk import Correction, Month
from centre_desk.queries.attendance import month_figures, person_figures, session_figures
from centre_desk.rules.attendance import MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.figures import Figures
from centre_desk.rules.centre import HolidayKind, HolidaySpan
from centre_desk.rules.course import EndReason, HalfDay
from centre_desk.rules.course.changes import DaysOff, NewDates, NewWeek
from centre_desk.rules.course.timetable import week_of
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.store.opening import Store
from tests.builders import AT, build_session, take_roll
from tests.builders_attendance import Built, build_five
from tests.builders_course import change

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED
MONDAY = date(2019, 11, 11)
Prepare = Callable[[Built, Actor], None]
Rate = tuple[int, int]


def nov(day: int) -> date:
    return date(2019, 11, day)


@dataclass(frozen=True)
class Case:
    """What happens, and the figures of number 1 and of the session on a day; rates to date, then of planned."""

    name: str
    prepare: Prepare
    person: Figures
    session: Figures
    person_rates: tuple[Rate, Rate]
    session_rates: tuple[Rate, Rate]
    today: date = MONDAY


def times(figures: Figures, people: int) -> Figures:
    return sum([figures] * people, Figures())


def rolls(five: Built, *days: int, first: MarkValue = P) -> None:
    """Take the rolls of mornings; number 1 has another mark on the last of them."""
    for day in days:
        take_roll(five.store, five.session_id, nov(day), AM, {five.people[0]: first} if day == days[-1] else {})


def day_off(five: Built, day: int, span: HolidaySpan = HolidaySpan.DAY) -> None:
    with five.store.begin() as db:
        db.add(Holiday(day=nov(day), span=span, name_fr="Deuil", name_en="Day", kind=HolidayKind.OTHER, by_id=1, at=AT))


def nothing(_five: Built, _by: Actor) -> None:
    """Nobody enters anything."""


def whole_day_off(five: Built, by: Actor) -> None:
    day_off(five, 14)
    change(five.store, five.session_id, DaysOff(nov(11)), by=by, at=AT)


def half_day_off(five: Built, by: Actor) -> None:
    day_off(five, 20, HolidaySpan.AFTERNOON)
    change(five.store, five.session_id, DaysOff(nov(11)), by=by, at=AT)


def ramadan(five: Built, by: Actor) -> None:
    week = replace(week_of(range(5)), first_day=nov(18), last_day=nov(29))
    change(five.store, five.session_id, NewWeek(week), by=by, at=AT)


def late_enrolment(five: Built, _by: Actor) -> None:
    with five.store.begin() as db:
        db.get_one(Enrolment, five.enrolments[0]).start = nov(6)
    rolls(five, 4)
    take_roll(five.store, five.session_id, nov(6), PM)
    rolls(five, 6, 7, first=A)


def early_drop_out(five: Built, by: Actor) -> None:
    rolls(five, 4, 5)
    rolls(five, 6, first=A)
    rolls(five, 7, first=A)  # marked absent until the drop-out is known: the end takes this mark away
    end_enrolment(
        five.store, enrolment_id=five.enrolments[0], end_on=nov(6), reason=EndReason.DROP_OUT, agreed=1, by=by, at=AT
    )


def other_dates(five: Built, by: Actor) -> None:
    one, two = five.enrolments[:2]
    apply_marks(five.store, marks={(one, five.slot(4)): P, (two, five.slot(5)): A}, by=by, at=AT)
    change(five.store, five.session_id, NewDates(nov(5), nov(28)), reason="Retard", agreed=1, by=by, at=AT)


def excused_and_late(five: Built, _by: Actor) -> None:
    rolls(five, 4, first=AJ)
    rolls(five, 5, first=R)


def corrected_after_closing(five: Built, by: Actor) -> None:
    rolls(five, 4, first=A)
    with five.store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SENT, version=1))
    correct_closed_mark(
        five.store, slot_id=five.slot(4), enrolment_id=five.enrolments[0], value=AJ, reason="certificat", by=by, at=AT
    )


def village_sheet(five: Built, by: Actor) -> None:
    """The week of the 18th, received on the 24th, keyed on the 25th; number 1 was away on Wednesday 20."""
    printed, keyed = datetime(2019, 11, 15, 16, tzinfo=UTC), datetime(2019, 11, 25, 9, tzinfo=UTC)
    sheet = issue_sheets(five.store, sessions=[five.session_id], week=nov(18), by=by, at=printed).id
    receive_sheet(five.store, sheet_id=sheet, received_on=nov(24), by=by, at=keyed)
    for day in range(18, 23):
        for half in (AM, PM) if day < 22 else (AM,):
            marks, signed = (five.marks(n1=A), 4) if day == 20 else (five.marks(), 5)
            validate_roll(five.store, slot_id=five.slot(day, half), marks=marks, signatures=signed, by=by, at=keyed)


PLAIN = Figures(planned=35, to_come=26, not_entered=9)
CASES = (
    Case("no marks at all", nothing, PLAIN, times(PLAIN, 5), ((0, 9), (0, 35)), ((0, 45), (0, 175))),
    Case(
        "a whole day off in the period",
        whole_day_off,
        # Thursday 14 has two half-days: 35 - 2 = 33, of which 9 before the 11th.
        Figures(planned=33, to_come=24, not_entered=9),
        Figures(planned=165, to_come=120, not_entered=45),
        ((0, 9), (0, 33)),
        ((0, 45), (0, 165)),
    ),
    Case(
        "half a day off in the period",
        half_day_off,
        Figures(planned=34, to_come=25, not_entered=9),
        Figures(planned=170, to_come=125, not_entered=45),
        ((0, 9), (0, 34)),
        ((0, 45), (0, 170)),
    ),
    Case(
        "the hours of Ramadan",
        ramadan,
        # The first two weeks as before, 9 + 8, then two weeks of five mornings: 27.
        Figures(planned=27, to_come=18, not_entered=9),
        Figures(planned=135, to_come=90, not_entered=45),
        ((0, 9), (0, 27)),
        ((0, 45), (0, 135)),
    ),
    Case(
        "a late enrolment",
        late_enrolment,
        # From Wednesday 6: 35 - 4 = 31. Until the 11th five: 6 m P, 6 a P, 7 m A; 7 a and 8 m nobody entered.
        Figures(planned=31, to_come=26, present=2, absent=1, not_entered=2),
        # The four others: 4 m, 6 m, 6 a, 7 m present, 9 - 4 = 5 not entered. 31 + 140; 2 + 16; 2 + 20.
        Figures(planned=171, to_come=130, present=18, absent=1, not_entered=22),
        ((2, 5), (2, 31)),
        ((18, 41), (18, 171)),
    ),
    Case(
        "an early drop-out",
        early_drop_out,
        # 4, 5 and 6 November: six half-days, mornings P, P, A; no afternoon entered. Nothing is to come.
        Figures(planned=6, present=2, absent=1, not_entered=3),
        # The four others: four mornings present, 5 not entered. 6 + 140; 2 + 16; 3 + 20; 4 x 26.
        Figures(planned=146, to_come=104, present=18, absent=1, not_entered=23),
        ((2, 6), (2, 6)),
        ((18, 42), (18, 146)),
    ),
    Case(
        "a change of dates",
        other_dates,
        # From the 5th to the 28th: 35 - 2 - 1 = 32, of which 7 before the 11th. The mark of the 4th went with it.
        Figures(planned=32, to_come=25, not_entered=7),
        # Number 2 is absent on the morning of the 5th: 1, and 6 not entered; 5 x 32; 7 x 4 + 6.
        Figures(planned=160, to_come=125, absent=1, not_entered=34),
        ((0, 7), (0, 32)),
        ((0, 35), (0, 160)),
    ),
    Case(
        "late is there, excused counts apart",
        excused_and_late,
        # No cap in this agreement: what is excused counts. 1 late + 1 excused of 9 to date, of 35 planned.
        Figures(planned=35, to_come=26, late=1, excused=1, excused_counted=1, not_entered=7),
        Figures(planned=175, to_come=130, present=8, late=1, excused=1, excused_counted=1, not_entered=35),
        ((2, 9), (2, 35)),
        ((10, 45), (10, 175)),
    ),
    Case(
        "a correction after the closing",
        corrected_after_closing,
        # What was sent stays what it was: the correction stands beside it.
        Figures(planned=35, to_come=26, absent=1, not_entered=8),
        Figures(planned=175, to_come=130, present=4, absent=1, not_entered=40),
        ((0, 9), (0, 35)),
        ((4, 45), (4, 175)),
    ),
    Case(
        "a village sheet keyed on day 25 and received on day 24",
        village_sheet,
        # Until the 25th: 9 + 8 + 9 = 26; the nine of the sheet: 7 present, 2 absent; 17 not entered; 9 to come.
        Figures(planned=35, to_come=9, present=7, absent=2, not_entered=17),
        Figures(planned=175, to_come=45, present=7 + 36, absent=2, not_entered=85),
        ((7, 26), (7, 35)),
        ((43, 130), (43, 175)),
        today=nov(25),
    ),
)


@pytest.fixture
def five(desk_store: Store) -> Built:
    return build_five(desk_store)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_sides(five: Built, secretary: Actor, case: Case) -> None:
    case.prepare(five, secretary)
    found = session_figures(five.store, five.session_id, case.today)
    person = found.people[0].figures
    assert person == case.person
    assert found.total == case.session
    assert ((person.to_date, person.of_planned), (found.total.to_date, found.total.of_planned)) == (
        case.person_rates,
        case.session_rates,
    )
    own = [one.figures for one in person_figures(five.store, five.people[0], case.today)]
    assert own == [case.person]  # the person's own sheet says the same


@pytest.mark.parametrize("reason", list(NotHeldReason))
@pytest.mark.parametrize("paid", [True, False, None], ids=["paid", "not paid", "undecided"])
def test_every_cause_of_not_held_leaves_the_planned(
    five: Built, secretary: Actor, at: datetime, reason: NotHeldReason, paid: bool | None
) -> None:
    rolls(five, 4, first=A)
    slot, document = five.slot(4, PM), "note" if reason is NotHeldReason.OTHER else ""
    if paid is None:  # nobody has said yet: so it may stand in a desk
        with five.store.begin() as db:
            db.add(Roll(slot_id=slot, session_id=five.session_id, day=nov(4), half_day=PM, state=RollState.NOT_HELD,
                        not_held_reason=reason, decided_by="", document=document, by_id=1, at=AT))  # fmt: skip
    else:
        record_not_held(
            five.store, slot_id=slot, reason=reason, paid=paid, decided_by="La directrice", document=document,
            by=secretary, at=at,
        )  # fmt: skip
    found = session_figures(five.store, five.session_id, nov(11))
    person, session = found.people[0].figures, found.total
    common = Figures(planned=35, not_held=1, not_held_paid=int(paid is True), not_held_undecided=int(paid is None),
                     to_come=26, not_entered=7)  # fmt: skip
    assert person == replace(common, absent=1)
    assert session == replace(common, absent=1) + times(replace(common, present=1), 4)
    assert person.not_held_unpaid == int(paid is False)
    assert (person.to_date, person.of_planned) == ((0, 8), (0, 34))
    assert (session.to_date, session.of_planned) == ((4, 40), (4, 170))


def test_two_sessions_one_after_the_other(five: Built, secretary: Actor) -> None:
    other = build_session(five.store, five.centre, code="S-2", name="Soudure 1", start=nov(11), end=nov(22),
                          afternoons=False)  # fmt: skip
    rolls(five, 4)
    end_enrolment(
        five.store, enrolment_id=five.enrolments[0], end_on=nov(8), reason=EndReason.TRANSFER, agreed=0,
        by=secretary, at=AT,
    )  # fmt: skip
    enrol_people(five.store, session_id=other, people=five.people[:1], start=nov(11), by=secretary, at=AT)
    take_roll(five.store, other, nov(11), AM)
    take_roll(five.store, other, nov(12), AM, {five.people[0]: A})
    second, first = person_figures(five.store, five.people[0], nov(13))
    # The nine half-days of the first week: one present, eight not entered; nothing is to come.
    assert first.figures == Figures(planned=9, present=1, not_entered=8)
    # Mornings of 11 to 14 and 18 to 22 (the 15th off): nine, of which two are past: one present, one absent.
    assert second.figures == Figures(planned=9, to_come=7, present=1, absent=1)
    sessions = [session_figures(five.store, number, nov(13)) for number in (five.session_id, other)]
    # The four others: 35 each, 9 + 2 + 2 = 13 past: one present, 12 not entered, 22 to come.
    assert sessions[0].total == Figures(planned=149, to_come=88, present=5, not_entered=56)
    assert sessions[1].total == second.figures
    assert (sessions[0].total.to_date, sessions[0].total.of_planned) == ((5, 61), (5, 149))
    assert (second.figures.to_date, second.figures.of_planned) == ((1, 2), (1, 9))


def test_what_is_kept_beside_the_figures(five: Built, secretary: Actor) -> None:
    village_sheet(five, secretary)
    roll = five.roll(five.slot(18))
    assert (roll.day, roll.received_on, roll.at.date(), roll.late_reason) == (nov(18), nov(24), nov(25), "")
    assert [m.figures.present for m in month_figures(five.store, "2019-11")] == [7, 9, 9, 9, 9]


def test_the_correction_after_the_closing_is_a_row_of_its_own(five: Built, secretary: Actor) -> None:
    corrected_after_closing(five, secretary)
    with five.store.read() as db:
        row = db.query(Correction).one()
        assert (row.month, row.old, row.new, row.person_id) == ("2019-11", "A", "AJ", five.people[0])
