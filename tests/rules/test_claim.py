"""Tables of hand-computed cases for the month's money, and who may approve and pay it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.rules.centre import ProrationMethod
from centre_desk.rules.claim import LineState, RunState
from centre_desk.rules.claim.allowance import Allowance, Counts, Part, Terms, compute_allowance, keep_excused
from centre_desk.rules.claim.approval import (
    check_approver,
    check_payable,
    check_payer,
    check_pending,
    compute_run_state,
)
from centre_desk.rules.claim.day_care import (
    DayCare,
    Span,
    check_placement,
    compute_day_care,
    is_fee_due,
    is_under_age,
)
from centre_desk.rules.money import Rounding
from centre_desk.rules.register.birth import Birth

HALF, FULL, DAILY = ProrationMethod.HALF_DAYS, ProrationMethod.THRESHOLD, ProrationMethod.DAILY
NEAREST, DOWN = Rounding.NEAREST_5, Rounding.DOWN_5


def part(planned: int, present: int, month_planned: int | None = None, **more: int) -> Part:
    counts = Counts(planned=planned, present=present, **more)
    return Part(1, counts, planned if month_planned is None else month_planned)


# The worked case of the field: 39 present, 2 excused, 1 absent of 42.
WORKED = part(42, 39, excused=2, absent=1)

CASES = [
    # method, rounding, cap, parts, gross, units  (all at 45 000 F and a threshold of 80 %)
    (HALF, NEAREST, None, [WORKED], 43_930, 41),  # 45000 x 41/42 = 43928.57
    (HALF, DOWN, None, [WORKED], 43_925, 41),
    (HALF, Rounding.UP_5, None, [WORKED], 43_930, 41),
    (HALF, Rounding.NEAREST_1, None, [WORKED], 43_929, 41),
    (HALF, NEAREST, 1, [WORKED], 42_855, 40),  # 45000 x 40/42 = 42857.14
    (HALF, NEAREST, 0, [WORKED], 41_785, 39),  # 41785.71
    (HALF, NEAREST, None, [part(42, 42)], 45_000, 42),
    (HALF, NEAREST, None, [part(42, 30, late=10, absent=2)], 42_855, 40),  # late counts as there
    (HALF, NEAREST, None, [part(42, 0, absent=42)], 0, 0),
    (HALF, NEAREST, None, [part(0, 0)], 0, 0),
    (HALF, NEAREST, None, [], 0, 0),
    (HALF, NEAREST, None, [part(42, 38, not_held_paid=4)], 45_000, 42),
    (HALF, NEAREST, None, [part(42, 38, not_held_unpaid=4)], 40_715, 38),  # 40714.28
    (HALF, NEAREST, None, [part(42, 40, not_entered=2)], 42_855, 40),
    (HALF, NEAREST, None, [part(20, 20, 42)], 21_430, 20),  # a first partial month: 21428.57
    (HALF, NEAREST, None, [part(10, 10, 42), part(12, 11, 40, absent=1)], 23_090, 21),  # 10714.29 + 12375
    (FULL, NEAREST, None, [WORKED], 45_000, 42),  # 41/42 is over 80 %
    (FULL, NEAREST, None, [part(40, 32, absent=8)], 45_000, 40),  # 80 % just reached
    (FULL, NEAREST, None, [part(40, 31, absent=9)], 34_875, 31),  # 77.5 %: proportional
    (FULL, NEAREST, None, [part(40, 30, absent=6, not_held_unpaid=4)], 40_500, 36),  # 30/36 reached, 36/40 paid
    (FULL, NEAREST, None, [part(20, 18, 40, absent=2)], 22_500, 20),  # half a month, reached
    (DAILY, NEAREST, None, [part(42, 40, absent=2)], 40_910, 40),  # 20 days of 22: 40909.09
    (DAILY, NEAREST, None, [part(48, 48)], 45_000, 48),  # never more than the month
]


@pytest.mark.parametrize(("method", "rounding", "cap", "parts", "gross", "units"), CASES)
def test_allowance_by_hand(
    method: ProrationMethod, rounding: Rounding, cap: int | None, parts: list[Part], gross: int, units: int
) -> None:
    found = compute_allowance(45_000, parts, Terms(method, rounding, 80, cap))
    assert (found.gross, found.units) == (gross, units)


def test_the_basis_names_what_was_kept() -> None:
    found = compute_allowance(45_000, [WORKED], Terms(HALF, NEAREST, 80, 1))
    assert found == Allowance(units=40, units_planned=42, excused_kept=1, reached=True, gross=42_855)


def test_the_cap_on_excused_half_days_is_one_for_the_month() -> None:
    parts = [part(20, 18, excused=2), part(20, 17, excused=3)]
    assert keep_excused(parts, 4) == [2, 2]
    assert keep_excused(parts, None) == [2, 3]


counts = st.builds(
    lambda present, late, excused, absent, paid, unpaid, more: Part(
        1,
        Counts(present + late + excused + absent + paid + unpaid, present, late, excused, absent, 0, paid, unpaid),
        present + late + excused + absent + paid + unpaid + more,
    ),
    *[st.integers(0, 60)] * 7,
)


@given(
    rate=st.integers(0, 2_000_000),
    parts=st.lists(counts, max_size=3),
    method=st.sampled_from(ProrationMethod),
    rounding=st.sampled_from(Rounding),
    threshold=st.integers(0, 100),
    cap=st.none() | st.integers(0, 20),
)
def test_an_allowance_is_whole_francs_between_nothing_and_the_rate(
    rate: int,
    parts: list[Part],
    method: ProrationMethod,
    rounding: Rounding,
    threshold: int,
    cap: int | None,
) -> None:
    found = compute_allowance(rate, parts, Terms(method, rounding, threshold, cap))
    step = 1 if rounding is Rounding.NEAREST_1 else 5
    assert 0 <= found.gross < rate + step
    assert found.gross % step == 0
    more = compute_allowance(rate, parts, Terms(method, rounding, threshold, None))
    assert found.gross <= more.gross  # a cap never pays more


DAYS = [date(2019, 11, d) for d in (4, 5, 6, 7, 8, 11, 12)]
WHOLE = Span(date(2019, 11, 1))


@pytest.mark.parametrize(
    ("placed", "invoiced", "expected"),
    [
        ([WHOLE], None, DayCare(7, 7, 3_500)),
        ([WHOLE], 5, DayCare(7, 5, 2_500)),
        ([WHOLE], 20, DayCare(7, 7, 3_500)),  # never more than the parent's days
        ([Span(date(2019, 11, 6), date(2019, 11, 8))], None, DayCare(3, 3, 1_500)),
        ([Span(date(2019, 11, 1), date(2019, 11, 5)), Span(date(2019, 11, 6))], None, DayCare(7, 7, 3_500)),
        ([], None, DayCare(0, 0, 0)),
        ([WHOLE], 0, DayCare(7, 0, 0)),
    ],
)
def test_day_care_by_hand(placed: list[Span], invoiced: int | None, expected: DayCare) -> None:
    assert compute_day_care([*DAYS, DAYS[0]], placed, invoiced, 500, NEAREST) == expected


@pytest.mark.parametrize(
    ("birth", "under"),
    [
        (Birth(2012, date(2012, 11, 5)), True),  # seven the day after the course starts
        (Birth(2012, date(2012, 11, 4)), False),  # seven on the day
        (Birth(2012), True),  # perhaps born in December
        (Birth(2011), False),
        (Birth(2019, date(2019, 11, 5)), False),  # not born yet
        (None, False),
    ],
)
def test_the_age_limit_is_taken_at_course_start(birth: Birth | None, under: bool) -> None:
    assert is_under_age(birth, date(2019, 11, 4), 7) is under


def test_one_day_care_centre_for_a_child_on_a_day() -> None:
    taken = [Span(date(2019, 9, 2), date(2019, 10, 31))]
    assert check_placement(Span(date(2019, 11, 1)), taken) == ()
    assert [r.code for r in check_placement(Span(date(2019, 10, 31)), taken)] == ["claim.placed_twice"]
    assert [r.code for r in check_placement(Span(date(2019, 8, 1)), taken)] == ["claim.placed_twice"]
    backwards = Span(date(2019, 11, 2), date(2019, 11, 1))
    assert [r.code for r in check_placement(backwards, [])] == ["claim.placement_backwards"]


def test_the_fee_is_due_once_in_the_month_of_the_first_half_day() -> None:
    assert is_fee_due(date(2019, 11, 4), "2019-11")
    assert not is_fee_due(date(2019, 11, 4), "2019-12")
    assert not is_fee_due(None, "2019-11")


def test_who_touched_a_line_does_not_approve_it() -> None:
    hands = {1: frozenset({2}), 2: frozenset({2, 3})}
    assert check_approver(4, "Fatoumata", hands) == ()
    found = check_approver(3, "Adama", hands)
    assert [(r.code, r.fact("count")) for r in found] == [("claim.approver_touched", 1)]
    assert [r.code for r in check_payer(4, "Fatoumata", [4])] == ["claim.payer_approved"]
    assert check_payer(2, "Kadia", [4]) == ()


@pytest.mark.parametrize(
    ("state", "net", "paid", "day", "code"),
    [
        (LineState.APPROVED, 100, False, 12, ""),
        (LineState.APPROVED, 100, True, 12, "claim.already_paid"),
        (LineState.APPROVED, 0, False, 12, "claim.nothing_to_pay"),
        (LineState.APPROVED, 100, False, 10, "claim.paid_before_approval"),
        (LineState.SUBMITTED, 100, False, 12, "claim.not_approved"),
        (LineState.WITHHELD, 100, False, 12, "claim.not_approved"),
    ],
)
def test_what_can_be_paid(state: LineState, net: int, paid: bool, day: int, code: str) -> None:
    found = list(check_payable(state, net, paid, date(2019, 12, 11), date(2019, 12, day)))
    assert [r.code for r in found] == ([code] if code else [])


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], RunState.DRAFT),
        ([LineState.DRAFT, LineState.WITHHELD], RunState.DRAFT),
        ([LineState.SUBMITTED, LineState.SENT_BACK], RunState.SUBMITTED),
        ([LineState.APPROVED, LineState.SENT_BACK], RunState.DRAFT),
        ([LineState.APPROVED, LineState.WITHHELD], RunState.APPROVED),
        ([LineState.WITHHELD], RunState.DRAFT),
    ],
)
def test_where_a_run_stands(states: list[LineState], expected: RunState) -> None:
    assert compute_run_state(states) is expected


def test_a_submitted_or_approved_line_is_not_changed() -> None:
    assert check_pending(LineState.SENT_BACK) == check_pending(LineState.WITHHELD) == ()
    assert [r.code for r in check_pending(LineState.APPROVED)] == ["claim.line_not_open"]
