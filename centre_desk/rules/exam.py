"""Exams: parts with weights, marks out of 20, who sits, and what the jury decides for each candidate.

Marks are hundredths of a point (1250 = 12.50/20). The average is exact and compared before it is rounded: 9.996
is not 10. The mentions are the general francophone scale, so their bounds are settings.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from centre_desk.rules.course import EndReason
from centre_desk.rules.refusal import Refusal, refusal

HIGHEST = 2000


class PartKind(StrEnum):
    """How a part of the exam is held."""

    WRITTEN = "written"
    ORAL = "oral"
    PRACTICAL = "practical"


class MarkKind(StrEnum):
    """A score, or why there is none: absent, not graded, or unjustified (counts as 0), kept explicit."""

    SCORE = "score"
    ABSENT = "absent"
    NOT_GRADED = "not_graded"
    UNJUSTIFIED = "unjustified"


class ExamState(StrEnum):
    """An exam is open for marks until the jury settles its results; the director may reopen it."""

    OPEN = "open"
    SETTLED = "settled"


class Decision(StrEnum):
    """What the jury decided for one candidate."""

    PASSED = "passed"
    RESIT = "resit"
    ABSENT = "absent"


class Mention(StrEnum):
    """The general francophone scale (unconfirmed for Mali, so its bounds are settings)."""

    PASSABLE = "passable"
    FAIRLY_GOOD = "fairly_good"
    GOOD = "good"
    VERY_GOOD = "very_good"


MENTION_BOUNDS: Mapping[Mention, int] = {
    Mention.PASSABLE: 1000,
    Mention.FAIRLY_GOOD: 1200,
    Mention.GOOD: 1400,
    Mention.VERY_GOOD: 1600,
}
_BEST_MARK = 2000
RESITS = frozenset({Decision.RESIT, Decision.ABSENT})
"""Who may sit the next attempt."""


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part to be planned; `eliminating_below` in hundredths, or none."""

    name: str
    kind: PartKind
    weight: int = 1
    eliminating_below: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a planned exam, as deciding needs it."""

    id: int
    weight: int
    eliminating_below: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in a cell of the marks grid; `value` in hundredths, for a score only."""

    kind: MarkKind
    value: int | None = None


ABSENT = Mark(MarkKind.ABSENT)
NOT_GRADED = Mark(MarkKind.NOT_GRADED)
UNJUSTIFIED = Mark(MarkKind.UNJUSTIFIED)


def score(hundredths: int) -> Mark:
    """Return a mark that is a score."""
    return Mark(MarkKind.SCORE, hundredths)


@dataclass(frozen=True, slots=True)
class Result:
    """What was decided for a candidate; `average` in hundredths, cut, and none where a part has no mark."""

    decision: Decision
    average: int | None = None
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class JurySeat:
    """A member of the jury; one of them presides."""

    name: str
    function: str
    president: bool = False


def may_sit(end_on: date | None, end_reason: EndReason | None) -> bool:
    """Tell whether somebody followed the course to its end, or is still in it."""
    return end_on is None or end_reason is EndReason.COMPLETED


def average_of(parts: Sequence[Part], marks: Mapping[int, Mark]) -> Fraction | None:
    """Return the exact weighted average in hundredths; none while a part is absent, not graded or not entered."""
    total = Fraction(0)
    for part in parts:
        points = _points(marks.get(part.id))
        if points is None:
            return None
        total += part.weight * points
    weights = sum(part.weight for part in parts)
    return total / weights if weights else None


def _points(mark: Mark | None) -> int | None:
    if mark is None or mark.kind in (MarkKind.ABSENT, MarkKind.NOT_GRADED):
        return None
    return 0 if mark.kind is MarkKind.UNJUSTIFIED else mark.value


def is_eliminated(parts: Iterable[Part], marks: Mapping[int, Mark]) -> bool:
    """Tell whether a part that has a mark is under its eliminating one."""
    for part in parts:
        points = _points(marks.get(part.id))
        if points is not None and part.eliminating_below is not None and points < part.eliminating_below:
            return True
    return False


def compute_result(
    parts: Sequence[Part],
    marks: Mapping[int, Mark],
    pass_mark: int,
    bounds: Mapping[Mention, int] = MENTION_BOUNDS,
) -> Result:
    """Decide for one candidate: passed with a mention, a resit, or absent from every part."""
    if all(marks[part.id].kind in (MarkKind.ABSENT, MarkKind.UNJUSTIFIED) for part in parts):
        return Result(Decision.ABSENT)
    average = average_of(parts, marks)
    if average is None:
        return Result(Decision.RESIT)
    cut = average.numerator // average.denominator
    if average < pass_mark or is_eliminated(parts, marks):
        return Result(Decision.RESIT, cut)
    return Result(Decision.PASSED, cut, mention_of(average, bounds))


def mention_of(average: Fraction, bounds: Mapping[Mention, int] = MENTION_BOUNDS) -> Mention:
    """Return the highest mention that the exact average reaches; whoever passes has at least the lowest."""
    reached = [mention for mention in Mention if average >= bounds[mention]]
    return reached[-1] if reached else Mention.PASSABLE


def check_exam(parts: Sequence[PartPlan], pass_mark: int, held_on: date, start: date) -> tuple[Refusal, ...]:
    """Refuse an exam without parts, with a nameless or weightless one, with marks out of range or before the course."""
    found: list[Refusal] = []
    if not parts:
        found.append(refusal("exam.no_parts"))
    for number, part in enumerate(parts, 1):
        if not part.name.strip():
            found.append(refusal("exam.part_without_name", number=number))
        if part.weight < 1:
            found.append(refusal("exam.part_without_weight", number=number))
        if part.eliminating_below is not None and not 0 <= part.eliminating_below <= HIGHEST:
            found.append(refusal("exam.mark_out_of_range"))
    if not 0 < pass_mark <= HIGHEST:
        found.append(refusal("exam.mark_out_of_range"))
    if held_on < start:
        found.append(refusal("exam.before_course", start=start.isoformat()))
    return tuple(found)


def check_mark(mark: Mark) -> tuple[Refusal, ...]:
    """Refuse a score without a value or out of range, and a value where there is no score."""
    scored = mark.value is not None
    whole = scored == (mark.kind is MarkKind.SCORE) and 0 <= (mark.value or 0) <= HIGHEST
    return () if whole else (refusal("exam.mark_out_of_range"),)


def check_jury(jury: Sequence[JurySeat]) -> tuple[Refusal, ...]:
    """Refuse a jury without members or functions, and one that not exactly one member presides."""
    if not jury:
        return (refusal("exam.no_jury"),)
    found: list[Refusal] = []
    if any(not seat.name.strip() or not seat.function.strip() for seat in jury):
        found.append(refusal("exam.jury_incomplete"))
    if sum(seat.president for seat in jury) != 1:
        found.append(refusal("exam.no_president"))
    return tuple(found)


def check_complete(
    parts: Sequence[Part], candidates: Sequence[tuple[int, str]], marks: Mapping[int, Mapping[int, Mark]]
) -> tuple[Refusal, ...]:
    """Refuse to settle while a candidate (enrolment, name) has neither a mark nor a stated absence, with the names."""
    if not candidates:
        return (refusal("exam.no_candidates"),)
    missing = [name for number, name in candidates if any(part.id not in marks.get(number, {}) for part in parts)]
    return (refusal("exam.marks_missing", names=", ".join(missing), count=len(missing)),) if missing else ()


def rectified(number: str, times: int) -> str:
    """Return the number of minutes that rectify earlier ones: PV-2019-0007-R1."""
    return number.split("-R")[0] + f"-R{times}"


def check_mention_bounds(bounds: Mapping[Mention, int]) -> tuple[Refusal, ...]:
    """Refuse bounds of mentions (hundredths of 20) that are not all there, not rising, or not of a mark out of 20."""
    found = [bounds.get(mention, -1) for mention in MENTION_BOUNDS]
    rising = all(low < high for low, high in itertools.pairwise(found))
    return () if rising and found[0] >= 0 and found[-1] <= _BEST_MARK else (refusal("exam.mentions_not_rising"),)
