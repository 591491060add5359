"""Two assessors, their gap, thresholds, eliminating criteria and what is offered: tables of cases."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.rules.assessment import (
    Assessor,
    Bounds,
    Criterion,
    GridLine,
    Lack,
    OfferAnswer,
    OfferKind,
    Sheet,
    TestKind,
    TestState,
    Verdict,
    check_answer,
    check_assessors,
    check_decision,
    check_grid,
    check_held,
    check_offer,
    check_scores,
    find,
    kept_sheets,
    offers_after,
    share,
    to_strengthen,
    what_lacks,
    whole_percent,
)

TEN = tuple(Criterion(n, "a" if n <= 5 else "b", 1, 4) for n in range(1, 11))
DAY = date(2019, 11, 11)


def sheet(rank: int, *points: int) -> Sheet:
    return Sheet(rank, dict(enumerate(points, 1)))


def even(rank: int, total: int) -> Sheet:
    """A sheet of ten criteria with `total` points of 40, spread evenly."""
    return sheet(rank, *(total // 10 + (n < total % 10) for n in range(10)))


@pytest.mark.parametrize(
    ("first", "second", "percent", "verdict"),
    [
        (28, 28, 70, Verdict.ABLE),  # exactly the threshold is enough
        (28, 27, 68, Verdict.TRAINING_OFFERED),  # 68.75 % is cut, not rounded, and is not 70
        (40, 40, 100, Verdict.ABLE),
        (0, 0, 0, Verdict.TRAINING_OFFERED),
        (32, 25, 71, Verdict.ABLE),
    ],
)
def test_the_mean_of_two_is_compared_exactly(first: int, second: int, percent: int, verdict: Verdict) -> None:
    found = find(TEN, [even(1, first), even(2, second)], Bounds())
    assert (whole_percent(found.percent), found.verdict) == (percent, verdict)


def test_sixty_nine_point_nine_is_not_seventy() -> None:
    criteria = (Criterion(1, "a", 999, 1), Criterion(2, "a", 1, 1))
    low = (Criterion(1, "a", 699, 1), Criterion(2, "a", 301, 1))
    assert find(low, [sheet(1, 1, 0), sheet(2, 1, 0)], Bounds()).verdict is Verdict.TRAINING_OFFERED
    assert share(low, {1: 1, 2: 0}) == Fraction(699, 10)
    assert find(criteria, [sheet(1, 1, 0), sheet(2, 1, 0)], Bounds()).verdict is Verdict.ABLE


@pytest.mark.parametrize(("first", "second", "gap"), [(32, 24, False), (33, 24, True), (24, 33, True), (30, 30, False)])
def test_a_gap_begins_above_the_tolerance(first: int, second: int, gap: bool) -> None:
    assert find(TEN, [even(1, first), even(2, second)], Bounds(tolerance=20)).gap is gap


@pytest.mark.parametrize(
    ("totals", "kept"),
    [((36, 20, 22), (2, 3)), ((36, 20, 34), (1, 3)), ((36, 20, 28), (1, 2, 3)), ((30, 30), (1, 2))],
)
def test_the_third_counts_with_the_nearer(totals: tuple[int, ...], kept: tuple[int, ...]) -> None:
    sheets = [even(rank, total) for rank, total in enumerate(totals, 1)]
    assert tuple(one.rank for one in kept_sheets(TEN, sheets)) == kept


def test_an_eliminating_criterion_outweighs_the_total() -> None:
    safety = (*TEN[:9], Criterion(10, "b", 1, 4, threshold_points=2, eliminating=True))
    whole = [4] * 9
    lost = find(safety, [sheet(1, *whole, 1), sheet(2, *whole, 2)], Bounds())
    assert (lost.eliminated_by, lost.verdict) == ((10,), Verdict.TRAINING_OFFERED)
    kept = find(safety, [sheet(1, *whole, 2), sheet(2, *whole, 2)], Bounds())
    assert (kept.eliminated_by, kept.verdict) == ((), Verdict.ABLE)


def test_a_weak_competence_is_not_made_up_for() -> None:
    points = [4, 4, 4, 4, 4, 2, 2, 2, 2, 1]
    found = find(TEN, [sheet(1, *points), sheet(2, *points)], Bounds())
    assert (whole_percent(found.percent), found.weak_competences) == (72, ("b",))
    assert found.verdict is Verdict.TRAINING_OFFERED
    assert find(TEN, [sheet(1, *points), sheet(2, *points)], Bounds(competence=0)).verdict is Verdict.ABLE


@pytest.mark.parametrize(
    ("points", "named"),
    [
        ([4, 4, 4, 4, 4, 2, 2, 2, 2, 1], ("b",)),  # under its own share
        ([2, 2, 2, 2, 2, 3, 3, 3, 3, 2], ("a",)),  # no competence is weak, the whole is under its share
        ([1] * 10, ("a", "b")),
        ([4] * 10, ()),
    ],
)
def test_what_a_training_would_strengthen(points: list[int], named: tuple[str, ...]) -> None:
    assert to_strengthen(TEN, [sheet(1, *points), sheet(2, *points)], Bounds()) == named


def test_an_eliminating_criterion_names_its_competence() -> None:
    safety = (*TEN[:9], Criterion(10, "b", 1, 4, threshold_points=2, eliminating=True))
    low = sheet(1, *[4] * 9, 1)
    assert to_strengthen(safety, [low, sheet(2, *[4] * 9, 1)], Bounds()) == ("b",)


@pytest.mark.parametrize(
    ("line", "bounds", "refused"),
    [
        (GridLine("Monte un mur"), Bounds(), []),
        (GridLine("Monte un mur", max_points=9, threshold_points=9, eliminating=True), Bounds(0, 0, 100), []),
        (GridLine(" "), Bounds(), ["bad_criterion"]),
        (GridLine("Monte un mur", weight=0), Bounds(), ["bad_criterion"]),
        (GridLine("Monte un mur", max_points=10), Bounds(), ["bad_criterion"]),
        (GridLine("Monte un mur", max_points=0), Bounds(), ["bad_criterion"]),
        (GridLine("Monte un mur", threshold_points=5), Bounds(), ["bad_criterion"]),
        (GridLine("Monte un mur", eliminating=True), Bounds(), ["no_threshold"]),
        (GridLine("Monte un mur"), Bounds(passing=101), ["bad_shares"]),
        (GridLine("Monte un mur"), Bounds(competence=-1), ["bad_shares"]),
        (GridLine("Monte un mur"), Bounds(tolerance=101), ["bad_shares"]),
        (None, Bounds(), ["empty_grid"]),
    ],
)
def test_a_grid_can_be_keyed(line: GridLine | None, bounds: Bounds, refused: list[str]) -> None:
    assert codes(check_grid([line] if line else [], bounds)) == refused


@pytest.mark.parametrize(
    ("kind", "trade", "grid", "lack"),
    [
        (TestKind.SKILLS, "MACO", True, None),
        (TestKind.SKILLS, "", False, Lack.DECLARED_TRADE),
        (TestKind.SKILLS, "AGRI", False, Lack.GRID),
        (TestKind.SKILLS, "GEST", False, Lack.GRID),
        (TestKind.EQUIPMENT, "GEST", False, Lack.EQUIPMENT),
        (TestKind.EQUIPMENT, "GEST", True, None),
    ],
)
def test_what_lacks_for_an_appointment(kind: TestKind, trade: str, grid: bool, lack: Lack | None) -> None:
    assert what_lacks(kind, trade, grid=grid) is lack


@pytest.mark.parametrize(
    ("held", "before", "other_day", "refused"),
    [
        (DAY, None, False, []),
        (DAY, DAY, False, []),
        (DAY, date(2019, 11, 10), False, ["held_differs"]),
        (DAY, date(2019, 11, 10), True, []),
        (date(2019, 11, 12), DAY, True, ["held_after"]),
    ],
)
def test_a_test_is_held_on_one_day(held: date, before: date | None, other_day: bool, refused: list[str]) -> None:
    assert codes(check_held(held, DAY, before, other_day=other_day)) == refused


def codes(refusals: object) -> list[str]:
    return [one.code.removeprefix("assessment.") for one in refusals]  # type: ignore[attr-defined]


def test_a_sheet_is_whole_and_in_range() -> None:
    assert codes(check_scores(TEN, even(1, 30).points)) == []
    assert codes(check_scores(TEN, {1: 4})) == ["criteria_missing"]
    assert codes(check_scores(TEN, {**even(1, 30).points, 3: 5})) == ["points_out_of_range"]
    assert codes(check_scores(TEN, {**even(1, 30).points, 99: 1})) == ["foreign_criterion"]


A, B = Assessor(1, "Samaké", True), Assessor(2, "Koné", True)


@pytest.mark.parametrize(
    ("people", "refused"),
    [
        ([A, B], []),
        ([A], ["same_assessor"]),
        ([A, A], ["same_assessor"]),
        ([A, Assessor(3, "Diarra", False)], ["assessor_not_certified"]),
        ([A, Assessor(3, "Diarra", True, gone=True)], ["assessor_gone"]),
        ([A, B, A], ["same_assessor"]),
    ],
)
def test_two_certified_people_assess(people: list[Assessor], refused: list[str]) -> None:
    assert codes(check_assessors(people)) == refused


AGREED = find(TEN, [even(1, 30), even(2, 30)], Bounds())
APART = find(TEN, [even(1, 36), even(2, 20)], Bounds())
UNSAFE = find((*TEN[:9], Criterion(10, "b", 1, 4, 2, True)), [sheet(1, *[4] * 9, 0), sheet(2, *[4] * 9, 0)], Bounds())


@pytest.mark.parametrize(
    ("finding", "verdict", "joint", "reason", "refused"),
    [
        (AGREED, Verdict.ABLE, "", "", []),
        (AGREED, Verdict.TRAINING_OFFERED, "", "", ["verdict_differs"]),
        (AGREED, Verdict.TRAINING_OFFERED, "Accord des deux", "", []),
        (APART, Verdict.ABLE, "", "", ["gap"]),
        (APART, Verdict.ABLE, "Accord des deux", "", []),
        (UNSAFE, Verdict.ABLE, "Accord des deux", "", ["eliminated"]),
        (UNSAFE, Verdict.TRAINING_OFFERED, "", "", []),
        (None, Verdict.ABLE, "", "", ["sheets_missing"]),
        (None, Verdict.NOT_ASSESSED, "", "", ["no_reason"]),
        (None, Verdict.NOT_ASSESSED, "", "absent", []),
    ],
)
def test_the_verdict_is_what_the_sheets_carry(
    finding: object, verdict: Verdict, joint: str, reason: str, refused: list[str]
) -> None:
    found = check_decision(finding, verdict, joint_decision=joint, reason=reason)  # type: ignore[arg-type]
    assert codes(found) == refused


@pytest.mark.parametrize(
    ("kind", "verdict", "first"),
    [
        (TestKind.SKILLS, Verdict.TRAINING_OFFERED, OfferKind.TRAINING),
        (TestKind.EQUIPMENT, Verdict.TRAINING_OFFERED, OfferKind.TRAINING),
        (TestKind.EQUIPMENT, Verdict.ABLE, OfferKind.BUSINESS_MANAGEMENT),
        (TestKind.SKILLS, Verdict.ABLE, OfferKind.JOB),
    ],
)
def test_what_follows_a_verdict(kind: TestKind, verdict: Verdict, first: OfferKind) -> None:
    assert offers_after(kind, verdict)[0] is first
    assert offers_after(kind, Verdict.NOT_ASSESSED) == ()


def test_offers_and_answers() -> None:
    decided = (TestKind.EQUIPMENT, TestState.DECIDED, Verdict.ABLE)
    assert codes(check_offer(*decided, OfferKind.BUSINESS_MANAGEMENT, "", DAY, DAY)) == []
    assert codes(check_offer(*decided, OfferKind.TRAINING, "", DAY, DAY)) == ["offer_not_open"]
    assert codes(check_offer(*decided, OfferKind.JOB, " ", DAY, DAY)) == ["no_employer"]
    assert codes(check_offer(TestKind.SKILLS, TestState.SCORED, None, OfferKind.JOB, "x", DAY, DAY)) == ["not_decided"]
    assert codes(check_answer(OfferAnswer.PENDING, OfferAnswer.ACCEPTED, DAY, DAY, DAY, "")) == []
    assert codes(check_answer(OfferAnswer.PENDING, OfferAnswer.DECLINED, DAY, DAY, DAY, "")) == ["no_decline_reason"]
    assert codes(check_answer(OfferAnswer.ACCEPTED, OfferAnswer.ACCEPTED, DAY, DAY, DAY, "")) == ["already_answered"]


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 9)), min_size=1, max_size=12),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_the_share_lies_between_the_sheets(shape: list[tuple[int, int]], one: int, two: int) -> None:
    criteria = tuple(Criterion(n, "a", weight, most) for n, (weight, most) in enumerate(shape, 1))
    sheets = [
        Sheet(rank, {c.id: (seed // c.id) % (c.max_points + 1) for c in criteria})
        for rank, seed in ((1, one), (2, two))
    ]
    found = find(criteria, sheets, Bounds())
    shares = [share(criteria, s.points) for s in sheets]
    assert min(shares) <= found.percent <= max(shares)
    assert found.percent == sum(shares, Fraction(0)) / 2
    assert 0 <= whole_percent(found.percent) <= 100
