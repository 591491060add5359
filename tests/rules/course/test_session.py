"""Whether a session can be planned, what clashes, how it moves: tables of cases on both sides."""

from dataclasses import replace
from datetime import date

import pytest

from centre_desk.rules.course import HalfDay, SessionState
from centre_desk.rules.course.session import (
    AgreementFacts,
    Booked,
    Booking,
    Clash,
    NewSession,
    PlaceFacts,
    TrainerFacts,
    TrainerStay,
    check_move,
    check_session,
    find_clashes,
)
from centre_desk.rules.course.timetable import Half, usual_week

START, END = date(2019, 11, 4), date(2019, 11, 29)
PLAN = NewSession(1, 1, 1, 25, START, END, (usual_week(),))
AGREEMENT = AgreementFacts("2019-07", date(2019, 1, 1), date(2019, 12, 31), frozenset({1}))
PLACE = PlaceFacts("Sénou", None, "Atelier 1", True, 30)
SAMAKE = TrainerFacts("Samaké", True)


@pytest.mark.parametrize(
    ("plan", "agreement", "place", "trainers", "half_days", "codes"),
    [
        (PLAN, AGREEMENT, PLACE, [SAMAKE], 36, []),
        (PLAN, AGREEMENT, PLACE, [], 36, []),
        (PLAN, AGREEMENT, PLACE, [], 0, ["course.no_half_day"]),
        (replace(PLAN, end_on=date(2019, 11, 3)), AGREEMENT, PLACE, [], 0, ["course.days_backwards"]),
        (replace(PLAN, capacity=30), AGREEMENT, PLACE, [], 36, []),
        (replace(PLAN, capacity=31), AGREEMENT, PLACE, [], 36, ["course.room_too_small"]),
        (replace(PLAN, capacity=150), AGREEMENT, PlaceFacts("Kati"), [], 36, []),
        (replace(PLAN, capacity=151), AGREEMENT, PlaceFacts("Kati"), [], 36, ["course.capacity_out_of_range"]),
        (replace(PLAN, capacity=0), AGREEMENT, PLACE, [], 36, ["course.capacity_out_of_range"]),
        (replace(PLAN, trade_id=2), AGREEMENT, PLACE, [], 36, ["course.trade_not_agreed"]),
        (PLAN, replace(AGREEMENT, end_on=END), PLACE, [], 36, []),
        (PLAN, replace(AGREEMENT, end_on=date(2019, 11, 28)), PLACE, [], 36, ["course.outside_agreement"]),
        (PLAN, replace(AGREEMENT, start=date(2019, 11, 5)), PLACE, [], 36, ["course.outside_agreement"]),
        (PLAN, AGREEMENT, replace(PLACE, site_closed_on=END), [], 36, ["centre.site_closed"]),
        (PLAN, AGREEMENT, replace(PLACE, site_closed_on=date(2019, 11, 30)), [], 36, []),
        (PLAN, AGREEMENT, replace(PLACE, classroom_of_site=False), [], 36, ["course.room_elsewhere"]),
        (PLAN, AGREEMENT, PLACE, [replace(SAMAKE, qualified=False)], 36, ["course.trainer_not_qualified"]),
        (PLAN, AGREEMENT, PLACE, [replace(SAMAKE, left_on=END)], 36, ["course.trainer_leaves"]),
        (PLAN, AGREEMENT, PLACE, [replace(SAMAKE, left_on=date(2019, 11, 30))], 36, []),
        (replace(PLAN, quarters_per_half_day=0), AGREEMENT, PLACE, [], 36, ["course.no_length"]),
    ],
)
def test_what_a_session_needs(
    plan: NewSession,
    agreement: AgreementFacts,
    place: PlaceFacts,
    trainers: list[TrainerFacts],
    half_days: int,
    codes: list[str],
) -> None:
    assert [r.code for r in check_session(plan, agreement, place, trainers, half_days)] == codes


def booking(session: str, days: list[int], trainer: int, room: int | None, last: date | None = None) -> Booking:
    halves = frozenset(Half(date(2019, 11, d), HalfDay.MORNING) for d in days)
    return Booking(session, halves, (TrainerStay(trainer, f"T{trainer}", START, last),), room, f"R{room}")


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (booking("B", [8, 11], 2, 2), ()),
        (booking("B", [12, 13], 1, 1), ()),
        (booking("B", [5, 6, 13], 1, 2), (Clash(Booked.TRAINER, "T1", "B", date(2019, 11, 5), 2),)),
        (booking("B", [5, 6], 1, 2, date(2019, 11, 5)), (Clash(Booked.TRAINER, "T1", "B", date(2019, 11, 5), 1),)),
        (booking("B", [5], 2, 1), (Clash(Booked.CLASSROOM, "R1", "B", date(2019, 11, 5), 1),)),
        (booking("B", [5], 2, None), ()),
    ],
)
def test_one_trainer_or_room_twice_at_one_time_is_found(other: Booking, found: tuple[Clash, ...]) -> None:
    assert find_clashes(booking("A", [4, 5, 6, 7, 8], 1, 1), [other]) == found


@pytest.mark.parametrize(
    ("before", "after", "today", "codes"),
    [
        (SessionState.PLANNED, SessionState.RUNNING, START, []),
        (SessionState.PLANNED, SessionState.FINISHED, END, ["course.no_such_move"]),
        (SessionState.RUNNING, SessionState.FINISHED, END, []),
        (SessionState.RUNNING, SessionState.FINISHED, date(2019, 11, 28), ["course.not_over"]),
        (SessionState.RUNNING, SessionState.CANCELLED, START, []),
        (SessionState.FINISHED, SessionState.RUNNING, END, []),
        (SessionState.FINISHED, SessionState.CANCELLED, END, ["course.no_such_move"]),
        (SessionState.CANCELLED, SessionState.RUNNING, END, ["course.no_such_move"]),
    ],
)
def test_how_a_session_moves(before: SessionState, after: SessionState, today: date, codes: list[str]) -> None:
    assert [r.code for r in check_move(before, after, END, today)] == codes
