"""The month's report to IOM: what blocks the closing, what only warns, what IOM answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.rules.dates import last_day
from centre_desk.rules.desk import MonthState
from centre_desk.rules.refusal import Refusal, refusal

PACKAGE_KIND = "centre-desk-return"


class Severity(StrEnum):
    """How a line of the checklist weighs."""

    BLOCKING = "blocking"
    WARNING = "warning"


class IomAnswer(StrEnum):
    """What IOM answered to a return."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    QUESTIONS = "questions"
    REPLACEMENT_ASKED = "replacement_asked"


class Measure(StrEnum):
    """What the summary counts. Persons unless the name says francs."""

    REFERRED = "referred"
    ENROLLED = "enrolled"
    ATTENDED = "attended"
    COMPLETED = "completed"
    EXAMINED = "examined"
    PASSED = "passed"
    TESTED = "tested"
    TESTED_ABLE = "tested_able"
    TRAINING_OFFERED = "training_offered"
    CERTIFIED = "certified"
    CERTIFIED_TRAINING = "certified_training"
    CERTIFIED_SKILLS = "certified_skills"
    DROPPED_OUT = "dropped_out"
    RETURNED = "returned"
    KIT_ELIGIBLE = "kit_eligible"
    KIT_HANDED_OVER = "kit_handed_over"
    FOLLOWED_UP = "followed_up"
    DAY_CARE_PARENTS = "day_care_parents"
    DAY_CARE_CHILDREN = "day_care_children"
    HALF_DAYS_EXPECTED = "half_days_expected"
    HALF_DAYS_ATTENDED = "half_days_attended"
    ALLOWANCE_FRANCS_DUE = "allowance_francs_due"
    ALLOWANCE_FRANCS_PAID = "allowance_francs_paid"
    ARREARS_FRANCS_DUE = "arrears_francs_due"
    DAY_CARE_FRANCS_DUE = "day_care_francs_due"
    TRAINING_FEE_FRANCS_DUE = "training_fee_francs_due"
    FRANCS_OUTSTANDING = "francs_outstanding"


class Dimension(StrEnum):
    """By what a count is broken down."""

    AGE = "age"
    REGION = "region"
    TRADE = "trade"


MONEY = frozenset(measure for measure in Measure if "francs" in measure.value)
HALF_DAYS = frozenset({Measure.HALF_DAYS_EXPECTED, Measure.HALF_DAYS_ATTENDED})

BROKEN_DOWN = (
    Measure.REFERRED,
    Measure.ENROLLED,
    Measure.ATTENDED,
    Measure.COMPLETED,
    Measure.PASSED,
    Measure.TESTED,
    Measure.CERTIFIED,
    Measure.DROPPED_OUT,
    Measure.KIT_HANDED_OVER,
    Measure.ALLOWANCE_FRANCS_DUE,
)
"""What is broken down by age, region and trade; the other measures are given by sex alone."""

NOT_CUMULATIVE = frozenset({Measure.FRANCS_OUTSTANDING})
"""What stands at a moment: a sum since the agreement began would mean nothing."""


@dataclass(frozen=True, slots=True)
class PastFigure:
    """What a measure had reached before the desk did; women and men as far as they are known."""

    total: int
    female: int | None = None
    male: int | None = None


def check_past(figure: PastFigure) -> tuple[Refusal, ...]:
    """Refuse a past total below what it holds of women and men."""
    sexes = (figure.female or 0) + (figure.male or 0)
    return (refusal("monthly_return.past_below", total=figure.total, sexes=sexes),) if figure.total < sexes else ()


_PART_OF = (
    ("monthly_return.past_enrolled", Measure.ENROLLED, Measure.REFERRED),
    ("monthly_return.past_completed", Measure.COMPLETED, Measure.ENROLLED),
    ("monthly_return.past_dropped_out", Measure.DROPPED_OUT, Measure.ENROLLED),
    ("monthly_return.past_passed", Measure.PASSED, Measure.EXAMINED),
    ("monthly_return.past_certified_training", Measure.CERTIFIED_TRAINING, Measure.PASSED),
    ("monthly_return.past_certified", Measure.CERTIFIED_TRAINING, Measure.CERTIFIED),
    ("monthly_return.past_certified", Measure.CERTIFIED_SKILLS, Measure.CERTIFIED),
    ("monthly_return.past_able", Measure.TESTED_ABLE, Measure.TESTED),
    ("monthly_return.past_kits", Measure.KIT_HANDED_OVER, Measure.KIT_ELIGIBLE),
    ("monthly_return.past_half_days", Measure.HALF_DAYS_ATTENDED, Measure.HALF_DAYS_EXPECTED),
)
"""Which sum is hardly ever above which. Sums of what is counted anew each month (who attended) fit no other."""


def unlikely_past(totals: Mapping[Measure, PastFigure]) -> list[Refusal]:
    """Return the past totals that are above the total they are a part of: to be asked about, as paper may differ."""
    return [
        refusal(code, part=totals[part].total, whole=totals[whole].total)
        for code, part, whole in _PART_OF
        if part in totals and whole in totals and totals[part].total > totals[whole].total
    ]


RULE_PACK = "1"
"""The version of the rules behind the figures of a return: raised when a rule changes what it counts."""

Bounds = tuple[int, int | None]

AGE_BANDS: dict[str, tuple[Bounds, ...]] = {
    "four": ((0, 17), (18, 29), (30, 44), (45, None)),
    "three": ((0, 17), (18, 35), (36, None)),
}
"""Two sets to start from; which one IOM wants is unconfirmed, so the set in force is a setting."""


def bounds_of(last_ages: Iterable[int]) -> tuple[Bounds, ...]:
    """Return the bands that end at these ages, and the open one after them: 17, 35 -> 0-17, 18-35, 36+."""
    bounds: list[Bounds] = []
    low = 0
    for high in last_ages:
        bounds.append((low, high))
        low = high + 1
    return (*bounds, (low, None))


def band_code(bounds: Bounds) -> str:
    """Return the code of an age band: `18-29`, `45+`."""
    low, high = bounds
    return f"{low}+" if high is None else f"{low}-{high}"


def band_of(age: int | None, bands: Iterable[Bounds]) -> str:
    """Return the code of the band that holds an age; empty for an unknown age or one in no band."""
    if age is None:
        return ""
    return next((band_code((low, high)) for low, high in bands if low <= age and (high is None or age <= high)), "")


def check_bands(bands: Iterable[Bounds]) -> tuple[Refusal, ...]:
    """Refuse bands that leave out an age or hold one twice."""
    expected = 0
    for low, high in bands:
        if low != expected or (high is not None and high < low):
            return (refusal("monthly_return.bands", age=expected),)
        if high is None:
            return ()
        expected = high + 1
    return (refusal("monthly_return.bands", age=expected),)


def check_closing(month: str, today: date, state: MonthState, blocking: int) -> tuple[Refusal, ...]:
    """Refuse to close a month that is not over, is closed already, or has lines that block."""
    if state is not MonthState.OPEN:
        return (refusal("monthly_return.already_closed", month=month),)
    if today <= last_day(month):
        return (refusal("monthly_return.month_not_over", month=month),)
    return (refusal("monthly_return.blocked", count=blocking),) if blocking else ()


def check_reopening(month: str, state: MonthState) -> tuple[Refusal, ...]:
    """Refuse to reopen what is open, and for ever what was sent."""
    if state is MonthState.OPEN:
        return (refusal("monthly_return.not_closed", month=month),)
    return (refusal("monthly_return.sent_for_good", month=month),) if state is MonthState.SENT else ()


def check_replacing(month: str, state: MonthState, last_answer: IomAnswer | None) -> tuple[Refusal, ...]:
    """Refuse a replacement of a return that was not sent, or for which IOM did not ask."""
    if state is not MonthState.SENT:
        return (refusal("monthly_return.not_sent", month=month),)
    if last_answer is not IomAnswer.REPLACEMENT_ASKED:
        return (refusal("monthly_return.replacement_not_asked", month=month),)
    return ()
