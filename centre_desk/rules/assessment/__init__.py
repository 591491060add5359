"""Tests of a declared trade or of the use of equipment: who may assess, when two sheets differ, what follows.

Source: a skill is declared, then tested by certified experts, then certified, or training is offered. Shares
are exact fractions and compared before they are rounded: 69.9 % is not 70 %.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from centre_desk.rules.referral import Route
from centre_desk.rules.refusal import Refusal, refusal


class TestKind(StrEnum):
    """Which test: the declared trade, or the use of the equipment that was asked for."""

    __test__ = False  # not a test class for pytest

    SKILLS = "skills"
    EQUIPMENT = "equipment"


class TestState(StrEnum):
    """Where a test stands."""

    __test__ = False

    PLANNED = "planned"
    SCORED = "scored"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """What two assessors found; `training_offered` is worded as an offer, never as a failure."""

    ABLE = "able"
    TRAINING_OFFERED = "training_offered"
    NOT_ASSESSED = "not_assessed"


class GridState(StrEnum):
    """A shipped grid is a proposal until the director adopts it; a newer version retires it."""

    PROPOSAL = "proposal"
    ADOPTED = "adopted"
    RETIRED = "retired"


class OfferKind(StrEnum):
    """What is offered after a test."""

    TRAINING = "training"
    BUSINESS_MANAGEMENT = "business_management"
    JOB = "job"


class OfferAnswer(StrEnum):
    """What the person answered."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Lack(StrEnum):
    """What somebody referred for a test lacks before an appointment can be given."""

    DECLARED_TRADE = "declared_trade"
    EQUIPMENT = "equipment"
    GRID = "grid"


OPEN_STATES = frozenset({TestState.PLANNED, TestState.SCORED})
KIND_OF_ROUTE = {Route.SKILLS_TEST: TestKind.SKILLS, Route.EQUIPMENT_TEST: TestKind.EQUIPMENT}
TRADES_WITHOUT_EQUIPMENT = frozenset({"GEST"})
"""Trades (by code) without equipment whose use could be tested: no grid of that kind is proposed for them."""

DAYS_TO_ANSWER = 30
MOST_POINTS = 9  # a criterion takes one key


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of a grid. An eliminating one under its threshold outweighs all others."""

    id: int
    competence: str
    weight: int
    max_points: int
    threshold_points: int = 0
    eliminating: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """The shares (in percent) that a grid asks for, and how far two assessors may differ."""

    passing: int = 70
    competence: int = 50
    tolerance: int = 20


@dataclass(frozen=True, slots=True)
class GridLine:
    """A criterion as it is written into a version of a grid."""

    label_fr: str
    competence_fr: str = ""
    label_en: str = ""
    competence_en: str = ""
    weight: int = 1
    max_points: int = 4
    threshold_points: int = 0
    eliminating: bool = False
    safety: bool = False


def check_grid(lines: Sequence[GridLine], bounds: Bounds) -> tuple[Refusal, ...]:
    """Refuse a grid without criteria, one with a criterion that nobody could key, and shares beyond a hundred."""
    found: list[Refusal] = [] if lines else [refusal("assessment.empty_grid")]
    for number, line in enumerate(lines, 1):
        whole = 1 <= line.max_points <= MOST_POINTS and 0 <= line.threshold_points <= line.max_points
        if not line.label_fr.strip() or not whole or line.weight < 1:
            found.append(refusal("assessment.bad_criterion", number=number))
        elif line.eliminating and not line.threshold_points:
            found.append(refusal("assessment.no_threshold", number=number))
    if not all(0 <= one <= 100 for one in (bounds.passing, bounds.competence, bounds.tolerance)):
        found.append(refusal("assessment.bad_shares"))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The points (criterion -> points) that one assessor gave."""

    rank: int
    points: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """What the sheets of a test say together. `gap`: they differ too much and nobody settled it yet."""

    percent: Fraction
    difference: Fraction
    gap: bool
    kept: tuple[int, ...]
    weak_competences: tuple[str, ...]
    eliminated_by: tuple[int, ...]
    verdict: Verdict


def share(criteria: Sequence[Criterion], points: Mapping[int, Fraction] | Mapping[int, int]) -> Fraction:
    """Return the weighted points as an exact percentage of the most that can be had."""
    most = sum(one.weight * one.max_points for one in criteria)
    if most == 0:
        return Fraction(0)
    got = sum((one.weight * Fraction(points[one.id]) for one in criteria), Fraction(0))
    return 100 * got / most


def kept_sheets(criteria: Sequence[Criterion], sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Return the sheets that count: both, or the third with the nearer of the first two (all when equally near)."""
    if len(sheets) < 3:
        return tuple(sheets)
    first, second, third = sorted(sheets, key=lambda sheet: sheet.rank)
    to_first = abs(share(criteria, third.points) - share(criteria, first.points))
    to_second = abs(share(criteria, third.points) - share(criteria, second.points))
    if to_first == to_second:
        return first, second, third
    return (first, third) if to_first < to_second else (second, third)


def find(criteria: Sequence[Criterion], sheets: Sequence[Sheet], bounds: Bounds) -> Finding:
    """Weigh two or three whole sheets: the mean of those that count, competence by competence."""
    kept = kept_sheets(criteria, sheets)
    shares = [share(criteria, sheet.points) for sheet in kept]
    difference = max(shares) - min(shares)
    mean = {one.id: Fraction(sum(sheet.points[one.id] for sheet in kept), len(kept)) for one in criteria}
    weak = tuple(
        name
        for name, own in _by_competence(criteria).items()
        if bounds.competence and share(own, mean) < bounds.competence
    )
    eliminated = tuple(one.id for one in criteria if one.eliminating and mean[one.id] < one.threshold_points)
    percent = share(criteria, mean)
    able = percent >= bounds.passing and not weak and not eliminated
    return Finding(
        percent=percent,
        difference=difference,
        gap=difference > bounds.tolerance,
        kept=tuple(sheet.rank for sheet in kept),
        weak_competences=weak,
        eliminated_by=eliminated,
        verdict=Verdict.ABLE if able else Verdict.TRAINING_OFFERED,
    )


def to_strengthen(criteria: Sequence[Criterion], sheets: Sequence[Sheet], bounds: Bounds) -> tuple[str, ...]:
    """Return what a training would strengthen, in the order of the grid: the competences under what is asked.

    First those that are weak or hold an eliminating criterion under its threshold; where there is none, those under
    the share that the whole asks for.
    """
    finding, kept = find(criteria, sheets, bounds), kept_sheets(criteria, sheets)
    lost = {one.competence for one in criteria if one.id in finding.eliminated_by} | set(finding.weak_competences)
    if not lost:
        mean = {one.id: Fraction(sum(sheet.points[one.id] for sheet in kept), len(kept)) for one in criteria}
        by_name = _by_competence(criteria).items()
        lost = {name for name, own in by_name if share(own, mean) < bounds.passing}
    return tuple(name for name in _by_competence(criteria) if name and name in lost)


def _by_competence(criteria: Iterable[Criterion]) -> dict[str, list[Criterion]]:
    found: dict[str, list[Criterion]] = {}
    for one in criteria:
        found.setdefault(one.competence, []).append(one)
    return found


def check_scores(criteria: Sequence[Criterion], points: Mapping[int, int]) -> tuple[Refusal, ...]:
    """Refuse a sheet with a criterion left out, one that is not of the grid, or points out of range."""
    found: list[Refusal] = []
    missing = [number for number, one in enumerate(criteria, 1) if one.id not in points]
    if missing:
        found.append(refusal("assessment.criteria_missing", numbers=", ".join(map(str, missing))))
    if set(points) - {one.id for one in criteria}:
        found.append(refusal("assessment.foreign_criterion"))
    for number, one in enumerate(criteria, 1):
        if not 0 <= points.get(one.id, 0) <= one.max_points:
            found.append(refusal("assessment.points_out_of_range", number=number, most=one.max_points))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Assessor:
    """Somebody proposed to assess; `certified` for the trade of the test on its day, `gone` by then."""

    id: int
    name: str
    certified: bool
    gone: bool = False


def check_assessors(assessors: Sequence[Assessor]) -> tuple[Refusal, ...]:
    """Refuse fewer than two different assessors, and anybody who is not certified or no longer here.

    Two different people always assess together, so no trainer assesses an own trainee alone.
    """
    found: list[Refusal] = []
    if len({one.id for one in assessors}) < max(2, len(assessors)):
        found.append(refusal("assessment.same_assessor"))
    for one in {one.id: one for one in assessors}.values():
        if one.gone:
            found.append(refusal("assessment.assessor_gone", name=one.name))
        elif not one.certified:
            found.append(refusal("assessment.assessor_not_certified", name=one.name))
    return tuple(found)


def check_present(assessors: Sequence[Assessor]) -> tuple[Refusal, ...]:
    """Refuse a day on which somebody who is named no longer works here."""
    return tuple(refusal("assessment.assessor_gone", name=one.name) for one in assessors if one.gone)


def what_lacks(kind: TestKind, trade_code: str, *, grid: bool) -> Lack | None:
    """Return what stands in the way of an appointment: no declared trade, no equipment in it, or no grid for it."""
    if not trade_code:
        return Lack.DECLARED_TRADE
    if grid:
        return None
    return Lack.EQUIPMENT if kind is TestKind.EQUIPMENT and trade_code in TRADES_WITHOUT_EQUIPMENT else Lack.GRID


def makes_sense(trade_code: str, kind: TestKind, version: int, state: GridState) -> bool:
    """Tell whether a grid measures something: desks of before were given equipment grids where there is none.

    One that somebody revised or adopted was wanted.
    """
    first_proposal = version == 1 and state is GridState.PROPOSAL
    return not (kind is TestKind.EQUIPMENT and trade_code in TRADES_WITHOUT_EQUIPMENT and first_proposal)


def check_decision(
    finding: Finding | None, verdict: Verdict, *, joint_decision: str = "", reason: str = ""
) -> tuple[Refusal, ...]:
    """Refuse a verdict that the sheets do not carry.

    Without a joint decision it is the one computed; with one, the two assessors settle it together in writing,
    but what was eliminating stays so. Not assessed needs a reason instead of sheets.
    """
    if verdict is Verdict.NOT_ASSESSED:
        return () if reason.strip() else (refusal("assessment.no_reason"),)
    if finding is None:
        return (refusal("assessment.sheets_missing"),)
    if not joint_decision.strip():
        if finding.gap:
            return (refusal("assessment.gap", difference=_cut(finding.difference)),)
        return () if verdict is finding.verdict else (refusal("assessment.verdict_differs"),)
    if verdict is Verdict.ABLE and finding.eliminated_by:
        return (refusal("assessment.eliminated"),)
    return ()


def offers_after(kind: TestKind, verdict: Verdict) -> tuple[OfferKind, ...]:
    """Return what may be offered after a verdict, the usual one first."""
    if verdict is Verdict.TRAINING_OFFERED:
        return (OfferKind.TRAINING,)
    if verdict is Verdict.ABLE:
        jobs = (OfferKind.BUSINESS_MANAGEMENT, OfferKind.JOB)
        return jobs if kind is TestKind.EQUIPMENT else (OfferKind.JOB, OfferKind.BUSINESS_MANAGEMENT)
    return ()


def kit_follows_success(test: TestKind, offer: OfferKind) -> bool:
    """Tell whether the kit hangs on the training: whoever asked for equipment gets it after success."""
    return test is TestKind.EQUIPMENT and offer is OfferKind.TRAINING


def check_offer(
    test: TestKind, state: TestState, verdict: Verdict | None, offer: OfferKind, partner: str, decided: date, on: date
) -> tuple[Refusal, ...]:
    """Refuse an offer before the verdict, one that does not follow from it, and a job without its employer."""
    if state is not TestState.DECIDED or verdict is None:
        return (refusal("assessment.not_decided"),)
    found: list[Refusal] = []
    if offer not in offers_after(test, verdict):
        found.append(refusal("assessment.offer_not_open"))
    if offer is OfferKind.JOB and not partner.strip():
        found.append(refusal("assessment.no_employer"))
    if on < decided:
        found.append(refusal("assessment.offer_before_verdict", decided=decided.isoformat()))
    return tuple(found)


def check_answer(
    before: OfferAnswer, answer: OfferAnswer, made_on: date, on: date, today: date, reason: str
) -> tuple[Refusal, ...]:
    """Refuse a second answer, a day that cannot be, and a refusal whose reason nobody wrote down."""
    found: list[Refusal] = []
    if before is not OfferAnswer.PENDING:
        found.append(refusal("assessment.already_answered"))
    if answer is OfferAnswer.PENDING:
        found.append(refusal("assessment.no_answer"))
    if not made_on <= on <= today:
        found.append(refusal("assessment.answer_day", made=made_on.isoformat(), today=today.isoformat()))
    if answer is OfferAnswer.DECLINED and not reason.strip():
        found.append(refusal("assessment.no_decline_reason"))
    return tuple(found)


def answer_awaited_until(made_on: date) -> date:
    """Return the day that the paper asks for an answer by; a later answer still counts."""
    return made_on + timedelta(days=DAYS_TO_ANSWER)


def check_held(
    held_on: date, today: date, before: date | None = None, *, other_day: bool = False
) -> tuple[Refusal, ...]:
    """Refuse a test of the future, and a day other than that of the sheets `before` unless it was asked about."""
    if held_on > today:
        return (refusal("assessment.held_after", today=today.isoformat()),)
    if before is None or before == held_on or other_day:
        return ()
    return (refusal("assessment.held_differs", before=before.isoformat(), held=held_on.isoformat()),)


def whole_percent(value: Fraction) -> int:
    """Return a share in whole percent, cut and never rounded up, as it is kept and shown."""
    return _cut(value)


def _cut(value: Fraction) -> int:
    return value.numerator // value.denominator
