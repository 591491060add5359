"""Figures of attendance on a real desk, each beside a hand-counted table: person, session, month."""

from dataclasses import replace
from datetime import date

import pytest

from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.models.course import Enrolment, SessionSlot
from centre_desk.queries.attendance import (
    attended_days,
    month_figures,
    person_figures,
    session_figures,
)
from centre_desk.rules.attendance import MarkValue, NotHeldReason, RollState
from centre_desk.rules.attendance.figures import Figures
from centre_desk.rules.course import EndReason, HalfDay, SlotState
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from tests.builders import AT, build_centre, build_person, build_session, enrol, take_roll

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED
MONDAY = date(2019, 11, 11)


@pytest.fixture
def course(desk_store: Store) -> tuple[Store, int, list[int]]:
    """A session of November (4 to 29, Friday 15 off): 4 weeks of 9 half-days, less the Friday: 35."""
    centre = build_centre(desk_store)
    people = [build_person(desk_store, n, given=f"P{n}") for n in range(1, 4)]
    session = build_session(desk_store, centre)
    enrol(desk_store, session, people)
    return desk_store, session, people


def test_no_marks_at_all_is_not_entered_never_present(course: tuple[Store, int, list[int]]) -> None:
    store, session, people = course
    found = session_figures(store, session, MONDAY)
    assert [p.figures for p in found.people] == [Figures(planned=35, to_come=26, not_entered=9)] * 3
    assert (found.planned, found.validated, found.not_held, found.to_enter) == (35, 0, 0, 11)
    assert found.people[0].figures.to_date == (0, 9)
    month = month_figures(store, "2019-11")
    assert [m.figures for m in month] == [Figures(planned=35, not_entered=35)] * 3
    assert [m.person_id for m in month] == people


def test_marks_are_counted_apart_and_not_held_leaves_the_planned(course: tuple[Store, int, list[int]]) -> None:
    store, session, (first, second, _third) = course
    take_roll(store, session, date(2019, 11, 4), AM, {first: A})
    take_roll(store, session, date(2019, 11, 4), PM, {first: A, second: R})
    take_roll(store, session, date(2019, 11, 5), AM, {first: A, second: AJ})
    not_held(store, session, date(2019, 11, 5), PM, paid=True)
    not_held(store, session, date(2019, 11, 6), AM, paid=False)
    one, two, three = (p.figures for p in session_figures(store, session, date(2019, 11, 6)).people)
    base = Figures(planned=35, not_held=2, not_held_paid=1, to_come=30)
    assert one == replace(base, absent=3)
    assert two == replace(base, present=1, late=1, excused=1, excused_counted=1)
    assert three == replace(base, present=3)
    assert two.to_date == (3, 3)
    assert two.of_planned == (3, 33)


def test_late_enrolment_and_early_end_bound_what_is_planned(course: tuple[Store, int, list[int]]) -> None:
    store, _session, people = course
    with store.begin() as db:
        late, early, _ = db.query(Enrolment).order_by(Enrolment.register_number)
        late.start = date(2019, 11, 18)
        early.end_on, early.end_reason = date(2019, 11, 7), EndReason.DROP_OUT
    figures = {m.person_id: m.figures.planned for m in month_figures(store, "2019-11")}
    assert figures == {people[0]: 18, people[1]: 8, people[2]: 35}


def test_a_slot_taken_out_is_planned_for_nobody(course: tuple[Store, int, list[int]]) -> None:
    store, session, _people = course
    with store.begin() as db:
        slot = db.query(SessionSlot).filter_by(session_id=session, day=date(2019, 11, 29)).one()
        slot.state, slot.reason = SlotState.REMOVED, "jour chômé"
    assert {m.figures.planned for m in month_figures(store, "2019-11")} == {34}


def test_two_sessions_are_two_enrolments_of_one_person(course: tuple[Store, int, list[int]]) -> None:
    store, session, people = course
    centre_two = date(2019, 12, 2)
    with store.begin() as db:
        first = db.query(Enrolment).filter_by(person_id=people[0]).one()
        first.end_on, first.end_reason = date(2019, 11, 29), EndReason.COMPLETED
        built = db.query(SessionSlot).count()
    assert built == 35
    other = second_session(store, centre_two)
    enrol(store, other, [people[0]], start=centre_two)
    found = person_figures(store, people[0], date(2019, 12, 2))
    assert [(p.session_id, p.figures.planned) for p in found] == [(other, 9), (session, 35)]
    assert [m.session_id for m in month_figures(store, "2019-12")] == [other]


def test_days_attended_count_a_day_once_and_not_an_excused_one(course: tuple[Store, int, list[int]]) -> None:
    store, session, (first, second, _third) = course
    take_roll(store, session, date(2019, 11, 4), AM, {second: AJ})
    take_roll(store, session, date(2019, 11, 4), PM, {second: AJ})
    take_roll(store, session, date(2019, 11, 5), AM, {first: A, second: R})
    take_roll(store, session, date(2019, 11, 5), PM, {first: A})
    with store.read() as db:
        found = attended_days(db, [first, second], "2019-11")
    assert found == {first: (date(2019, 11, 4),), second: (date(2019, 11, 5),)}


def test_threshold_out_of_reach(course: tuple[Store, int, list[int]]) -> None:
    store, session, (first, _second, _third) = course
    for day in (4, 5, 6, 7):
        for half in (AM, PM):
            take_roll(store, session, date(2019, 11, day), half, {first: A})
    people = session_figures(store, session, date(2019, 11, 8)).people
    assert [p.within_reach for p in people] == [False, True, True]  # 27 of 35 is 77 %, under 80


def not_held(store: Store, session: int, day: date, half: HalfDay, *, paid: bool) -> None:
    with store.begin() as db:
        slot = db.query(SessionSlot).filter_by(session_id=session, day=day, half_day=half).one()
        db.add(
            Roll(
                slot_id=slot.id, session_id=session, day=day, half_day=half, state=RollState.NOT_HELD,
                not_held_reason=NotHeldReason.POWER, paid=paid, decided_by="La directrice", by_id=1, at=AT,
            )
        )  # fmt: skip


def second_session(store: Store, start: date) -> int:
    from centre_desk.models.course import CourseSession

    with store.begin() as db:
        first = db.query(CourseSession).first()
        assert first is not None
        session = CourseSession(
            code="S-2019-002", name="Soudure 1", trade_id=first.trade_id, site_id=first.site_id,
            agreement_id=first.agreement_id, capacity=20, start=start, end_on=date(2019, 12, 6), by_id=1, at=AT,
        )  # fmt: skip
        db.add(session)
        db.flush()
        for day in range(2, 7):
            for half in (AM, PM) if day < 6 else (AM,):
                db.add(SessionSlot(session_id=session.id, day=date(2019, 12, day), half_day=half))
        return session.id


def test_a_mark_is_found_by_the_database_only_once(course: tuple[Store, int, list[int]]) -> None:
    store, session, (first, _second, _third) = course
    take_roll(store, session, date(2019, 11, 4), AM)
    with store.begin() as db:
        enrolment = db.query(Enrolment).filter_by(person_id=first).one()
    with pytest.raises(Refused, match=r"attendance\.marked_twice"), store.begin() as db:
        db.add(
            AttendanceMark(
                session_id=session, person_id=first, enrolment_id=enrolment.id, day=date(2019, 11, 4), half_day=AM,
                value=P, by_id=1, at=AT,
            )
        )  # fmt: skip
