"""Averages, eliminating marks, mentions, resits and juries: tables of cases and properties."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.rules.course import EndReason
from centre_desk.rules.exam import (
    ABSENT,
    NOT_GRADED,
    UNJUSTIFIED,
    Decision,
    JurySeat,
    Mark,
    MarkKind,
    Mention,
    Part,
    PartKind,
    PartPlan,
    Result,
    average_of,
    check_complete,
    check_exam,
    check_jury,
    check_mark,
    compute_result,
    may_sit,
    mention_of,
    rectified,
    score,
)

ONE = (Part(1, 1),)
TWO = (Part(1, 1), Part(2, 3, eliminating_below=700))


def marks(*given: Mark) -> dict[int, Mark]:
    return dict(enumerate(given, 1))


@pytest.mark.parametrize(
    ("parts", "given", "expected"),
    [
        (ONE, (score(1000),), Result(Decision.PASSED, 1000, Mention.PASSABLE)),  # a tie with the pass mark passes
        (ONE, (score(999),), Result(Decision.RESIT, 999)),
        (ONE, (score(2000),), Result(Decision.PASSED, 2000, Mention.VERY_GOOD)),
        (TWO, (score(1000), score(1000)), Result(Decision.PASSED, 1000, Mention.PASSABLE)),
        (TWO, (score(2000), score(699)), Result(Decision.RESIT, 1024)),  # eliminated, whatever the average
        (TWO, (score(2000), score(700)), Result(Decision.PASSED, 1025, Mention.PASSABLE)),  # a tie eliminates nobody
        (TWO, (UNJUSTIFIED, score(1400)), Result(Decision.PASSED, 1050, Mention.PASSABLE)),  # unjustified counts 0
        (TWO, (score(1800), UNJUSTIFIED), Result(Decision.RESIT, 450)),
        (TWO, (ABSENT, score(1800)), Result(Decision.RESIT)),
        (TWO, (score(1800), NOT_GRADED), Result(Decision.RESIT)),
        (TWO, (ABSENT, ABSENT), Result(Decision.ABSENT)),
        (TWO, (UNJUSTIFIED, ABSENT), Result(Decision.ABSENT)),
        (TWO, (NOT_GRADED, ABSENT), Result(Decision.RESIT)),
    ],
)
def test_what_is_decided(parts: tuple[Part, ...], given: tuple[Mark, ...], expected: Result) -> None:
    assert compute_result(parts, marks(*given), 1000) == expected


def test_9_996_is_not_10() -> None:
    parts = tuple(Part(n, 50) for n in range(1, 6))
    given = marks(score(1000), score(1000), score(1000), score(1000), score(998))
    assert average_of(parts, given) == Fraction(9996, 10)
    assert compute_result(parts, given, 1000) == Result(Decision.RESIT, 999)


@pytest.mark.parametrize(
    ("average", "mention"),
    [
        (Fraction(1000), Mention.PASSABLE),
        (Fraction(119999, 100), Mention.PASSABLE),
        (Fraction(1200), Mention.FAIRLY_GOOD),
        (Fraction(1400), Mention.GOOD),
        (Fraction(1599), Mention.GOOD),
        (Fraction(1600), Mention.VERY_GOOD),
        (Fraction(900), Mention.PASSABLE),  # where the pass mark is lower
    ],
)
def test_mentions(average: Fraction, mention: Mention) -> None:
    assert mention_of(average) is mention


@pytest.mark.parametrize(
    ("end", "reason", "sits"),
    [
        (None, None, True),
        (date(2019, 11, 29), EndReason.COMPLETED, True),
        (date(2019, 11, 12), EndReason.DROP_OUT, False),
        (date(2019, 11, 12), EndReason.JOB_FOUND, False),
    ],
)
def test_who_sits(end: date | None, reason: EndReason | None, sits: bool) -> None:
    assert may_sit(end, reason) is sits


def codes(refusals: object) -> list[str]:
    return [one.code.removeprefix("exam.") for one in refusals]  # type: ignore[attr-defined]


WRITTEN = PartPlan("Théorie", PartKind.WRITTEN)


@pytest.mark.parametrize(
    ("parts", "pass_mark", "day", "refused"),
    [
        ((WRITTEN,), 1000, 2, []),
        ((), 1000, 2, ["no_parts"]),
        ((PartPlan(" ", PartKind.ORAL, 0),), 1000, 2, ["part_without_name", "part_without_weight"]),
        ((PartPlan("Pratique", PartKind.PRACTICAL, 3, 2001),), 1000, 2, ["mark_out_of_range"]),
        ((WRITTEN,), 0, 2, ["mark_out_of_range"]),
        ((WRITTEN,), 1000, 1, ["before_course"]),
    ],
)
def test_an_exam_is_well_planned(parts: tuple[PartPlan, ...], pass_mark: int, day: int, refused: list[str]) -> None:
    assert codes(check_exam(parts, pass_mark, date(2019, 9, day), date(2019, 9, 2))) == refused


@pytest.mark.parametrize(
    ("mark", "good"),
    [
        (score(0), True),
        (score(2000), True),
        (score(2001), False),
        (Mark(MarkKind.SCORE), False),
        (ABSENT, True),
        (Mark(MarkKind.ABSENT, 100), False),
    ],
)
def test_a_mark_is_in_range(mark: Mark, good: bool) -> None:
    assert (check_mark(mark) == ()) is good


def test_one_member_presides() -> None:
    chair, member = JurySeat("Mme Traoré", "Directrice", True), JurySeat("M. Samaké", "Formateur")
    assert codes(check_jury([chair, member])) == []
    assert codes(check_jury([])) == ["no_jury"]
    assert codes(check_jury([member])) == ["no_president"]
    assert codes(check_jury([chair, chair])) == ["no_president"]
    assert codes(check_jury([chair, JurySeat("M. X", "")])) == ["jury_incomplete"]


def test_nobody_is_left_out_of_the_results() -> None:
    people = [(11, "TRAORÉ Moussa"), (12, "KONÉ Awa")]
    assert codes(check_complete(ONE, people, {11: marks(score(1)), 12: marks(ABSENT)})) == []
    [missing] = check_complete(ONE, people, {11: marks(score(1))})
    assert missing.fact("names") == "KONÉ Awa"
    assert codes(check_complete(ONE, [], {})) == ["no_candidates"]


def test_rectifying_minutes_keep_the_first_number() -> None:
    assert rectified("PV-2019-0007", 1) == "PV-2019-0007-R1"
    assert rectified("PV-2019-0007-R1", 2) == "PV-2019-0007-R2"


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2000)), min_size=1, max_size=8))
def test_the_average_is_exact_and_between_the_marks(cells: list[tuple[int, int]]) -> None:
    parts = [Part(n, weight) for n, (weight, _) in enumerate(cells)]
    given = {n: score(value) for n, (_, value) in enumerate(cells)}
    average = average_of(parts, given)
    assert average is not None
    assert min(v for _, v in cells) <= average <= max(v for _, v in cells)
    assert average * sum(w for w, _ in cells) == sum(w * v for w, v in cells)
    result = compute_result(parts, given, 1000)
    assert (result.decision is Decision.PASSED) == (average >= 1000)
    assert result.average is not None
    assert result.average <= average < result.average + 1


@given(st.lists(st.integers(0, 2000), min_size=2, max_size=6), st.integers(0, 5), st.integers(1, 500))
def test_a_better_mark_never_harms(values: list[int], place: int, more: int) -> None:
    parts = [Part(n, n + 1, eliminating_below=500) for n in range(len(values))]
    place %= len(values)
    better = [min(2000, v + more) if n == place else v for n, v in enumerate(values)]
    before = compute_result(parts, dict(enumerate(map(score, values))), 1000)
    after = compute_result(parts, dict(enumerate(map(score, better))), 1000)
    assert not (before.decision is Decision.PASSED and after.decision is not Decision.PASSED)
