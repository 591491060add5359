"""A session with marks moved: what it touches is listed before, agreed to by its number, and kept by the journal."""

from datetime import date, datetime
from functools import partial

import pytest

from centre_desk.actions.attendance import apply_marks, move_session, validate_roll
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.course import CourseSession
from centre_desk.models.desk import JournalEntry
from centre_desk.queries.attendance import session_figures
from centre_desk.queries.attendance.touched import marks_touched
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from tests.builders_attendance import Built, build_five, refused_with

P, A = MarkValue.PRESENT, MarkValue.ABSENT


@pytest.fixture
def five(desk_store: Store) -> Built:
    return build_five(desk_store)


def test_what_new_dates_touch_is_listed_then_agreed_to(
    five: Built, secretary: Actor, trainer: Actor, at: datetime
) -> None:
    one, two = five.enrolments[:2]
    apply_marks(five.store, marks={(one, five.slot(4)): P, (two, five.slot(5)): A}, by=secretary, at=at)
    start, end = date(2019, 11, 5), date(2019, 11, 28)
    found = marks_touched(five.store, five.session_id, start, end)
    assert [(m.name, m.day.day, m.value, m.rolled) for m in found] == [("KEÏTA P1", 4, P, False)]
    move = partial(move_session, five.store, session_id=five.session_id, start=start, end_on=end, at=at)
    assert refused_with(lambda: move(reason="retard", agreed=1, by=trainer)) == ["desk.no_right"]
    assert refused_with(lambda: move(reason="retard", agreed=0, by=secretary)) == ["attendance.marks_touched"]
    assert refused_with(lambda: move(reason=" ", agreed=1, by=secretary)) == ["desk.no_reason"]
    assert move(reason="retard du formateur", agreed=1, by=secretary).count == 1
    with five.store.read() as db:
        assert [m.day.day for m in db.query(AttendanceMark)] == [5]
        session = db.get_one(CourseSession, five.session_id)
        assert (session.start, session.end_on) == (start, end)
        entry = db.query(JournalEntry).filter_by(act="attendance.marks_moved_out").one()
        assert entry.reason == "retard du formateur"
    figures = session_figures(five.store, five.session_id, date(2019, 11, 5))
    assert figures.planned == 35 - 2 - 1  # Monday 4 (two half-days) and Friday 29 (one) are out


def test_half_days_with_a_roll_are_never_left_out(five: Built, secretary: Actor, at: datetime) -> None:
    validate_roll(five.store, slot_id=five.slot(4), marks=five.marks(), signatures=5, by=secretary, at=at)
    found = marks_touched(five.store, five.session_id, date(2019, 11, 5), date(2019, 11, 29))
    assert [m.rolled for m in found] == [True] * 5
    move = partial(move_session, five.store, session_id=five.session_id, reason="retard", by=secretary, at=at)
    late = partial(move, start=date(2019, 11, 5), end_on=date(2019, 11, 29), agreed=5)
    assert refused_with(late) == ["attendance.rolls_outside"]
    assert move(start=date(2019, 11, 4), end_on=date(2019, 11, 27), agreed=0).count == 0
