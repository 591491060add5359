"""Drop-out in figures: who was enrolled, who abandoned, and why; each by session, trade, sex or month.

Facts: the ends of enrolments; `COUNTS_AS_DROP_OUT` says which are the source's abandonment. A month counts who
was enrolled at some time of it, and who left in it.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.rules.course import COUNTS_AS_DROP_OUT, EndReason
from centre_desk.rules.dates import first_day, last_day, month_of, next_month


class DropOutBy(StrEnum):
    """What drop-out is shown by."""

    SESSION = "session"
    TRADE = "trade"
    SEX = "sex"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Ending:
    """An enrolment: its session, trade and sex as they are shown, its days, and why it ended."""

    session: str
    trade: str
    sex: str
    start: date
    end: date | None = None
    reason: EndReason | None = None

    @property
    def dropped(self) -> bool:
        """Tell whether it counts as abandoned."""
        return self.reason in COUNTS_AS_DROP_OUT


@dataclass(frozen=True, slots=True)
class DropOut:
    """One line: how many were enrolled, how many abandoned, and all ends but completion, the commonest first."""

    label: str
    enrolled: int
    dropped: int
    reasons: tuple[tuple[EndReason, int], ...]

    @property
    def share(self) -> tuple[int, int]:
        """The rate: abandoned of enrolled."""
        return self.dropped, self.enrolled


_LABEL: dict[DropOutBy, Callable[[Ending], str]] = {
    DropOutBy.SESSION: lambda one: one.session,
    DropOutBy.TRADE: lambda one: one.trade,
    DropOutBy.SEX: lambda one: one.sex,
}


def compute_drop_out(endings: Iterable[Ending], by: DropOutBy, today: date) -> tuple[DropOut, ...]:
    """Return the lines of drop-out, in the order of their labels."""
    every = [one for one in endings if one.start <= today]
    if by is DropOutBy.MONTH:
        return tuple(_of_month(every, month) for month in _months(every, today))
    groups: dict[str, list[Ending]] = {}
    for one in every:
        groups.setdefault(_LABEL[by](one), []).append(one)
    return tuple(_line(label, groups[label], groups[label]) for label in sorted(groups))


def _of_month(every: Iterable[Ending], month: str) -> DropOut:
    first, last = first_day(month), last_day(month)
    there = [one for one in every if one.start <= last and (one.end is None or one.end >= first)]
    left = [one for one in there if one.end is not None and one.end <= last]
    return _line(month, there, left)


def _line(label: str, there: list[Ending], left: list[Ending]) -> DropOut:
    reasons = Counter(one.reason for one in left if one.reason not in (None, EndReason.COMPLETED))
    found = tuple((reason, count) for reason, count in reasons.most_common() if reason is not None)
    return DropOut(label, len(there), sum(one.dropped for one in left), found)


def _months(every: Iterable[Ending], today: date) -> list[str]:
    month = min((month_of(one.start) for one in every), default="")
    found: list[str] = []
    while month and month <= month_of(today):
        found.append(month)
        month = next_month(month)
    return found
