"""What the centre agrees with IOM: kinds of rates, dated facts in force, holidays.

Amounts are unconfirmed by any public text, so every rate is a dated row that the director sets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from centre_desk.rules.money import Rounding
from centre_desk.rules.refusal import Refusal, refusal


class RateKind(StrEnum):
    """What an amount is for: francs a month (allowance, SMIG), a day (day care), a trainee (training fee)."""

    ALLOWANCE = "allowance"
    SMIG = "smig"
    DAY_CARE = "day_care"
    TRAINING_FEE = "training_fee"


class ProrationMethod(StrEnum):
    """How a monthly allowance follows attendance; no public text fixes it, so the agreement says which."""

    HALF_DAYS = "half_days"
    THRESHOLD = "threshold"
    DAILY = "daily"


class HolidayKind(StrEnum):
    """Why a day is off."""

    FIXED = "fixed"
    MOVABLE = "movable"
    BRIDGE = "bridge"
    OTHER = "other"


class SignatoryKind(StrEnum):
    """Who may sign a paper of the centre."""

    DIRECTOR = "director"
    TRAINER = "trainer"
    JURY = "jury"
    IOM = "iom"


class HolidaySpan(StrEnum):
    """How much of the day is off."""

    DAY = "day"
    MORNING = "am"
    AFTERNOON = "pm"


@dataclass(frozen=True, slots=True)
class DatedRate:
    """An amount in whole francs in force from a day to a day (None: still)."""

    kind: RateKind
    amount: int
    valid_from: date
    valid_to: date | None = None
    trade_id: int | None = None


def rate_on(rates: Iterable[DatedRate], kind: RateKind, day: date, trade_id: int | None = None) -> int | None:
    """Return the amount of a kind in force on a day: the trade's own before the general one; None if none."""
    found = [
        r
        for r in rates
        if r.kind is kind
        and r.valid_from <= day
        and (r.valid_to is None or day <= r.valid_to)
        and r.trade_id in (None, trade_id)
    ]
    if not found:
        return None
    return max(found, key=lambda r: (r.trade_id is not None, r.valid_from)).amount


def check_rate(kind: RateKind, amount: int, smig: int | None) -> tuple[Refusal, ...]:
    """Refuse a negative rate, and an allowance under the legal minimum wage in force (source: `slightly higher`)."""
    if amount < 0:
        return (refusal("centre.negative_rate", amount=amount),)
    if kind is RateKind.ALLOWANCE and smig is not None and amount < smig:
        return (refusal("centre.allowance_under_smig", amount=amount, smig=smig),)
    return ()


def check_period(start: date, end: date | None) -> tuple[Refusal, ...]:
    """Refuse a period that ends before it starts."""
    if end is not None and end < start:
        return (refusal("centre.period_backwards", start=start.isoformat(), end=end.isoformat()),)
    return ()


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day, or half of one, on which no course is held."""

    day: date
    span: HolidaySpan = HolidaySpan.DAY


@dataclass(frozen=True, slots=True)
class AgreedTrade:
    """Places and unit price (francs a trainee) that an agreement gives to a trade."""

    trade_id: int
    places: int
    unit_price: int


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What an agreement with IOM says; `excused_cap` None means that excused half-days are not capped."""

    number: str
    signed_on: date
    start: date
    end_on: date
    trades: tuple[AgreedTrade, ...]
    project: str = ""
    budget_line: str = ""
    donor: str = ""
    proration: ProrationMethod = ProrationMethod.HALF_DAYS
    rounding: Rounding = Rounding.NEAREST_5
    threshold_percent: int = 80
    excused_cap: int | None = None
    child_age_limit: int = 7


def check_agreement(terms: AgreementTerms, taken: frozenset[str] = frozenset()) -> tuple[Refusal, ...]:
    """Refuse terms that cannot be kept: no number or one already used, no trade, days or shares out of order."""
    found = list(check_period(terms.start, terms.end_on))
    number = terms.number.strip()
    if not number:
        found.append(refusal("centre.no_agreement_number"))
    elif number in taken:
        found.append(refusal("centre.agreement_number_taken", number=number))
    if not terms.trades:
        found.append(refusal("centre.agreement_without_trade"))
    if len({t.trade_id for t in terms.trades}) < len(terms.trades):
        found.append(refusal("centre.trade_twice"))
    if any(t.places < 0 or t.unit_price < 0 for t in terms.trades):
        found.append(refusal("centre.negative_terms"))
    if not 0 <= terms.threshold_percent <= 100:
        found.append(refusal("centre.threshold_out_of_range", percent=terms.threshold_percent))
    if terms.excused_cap is not None and terms.excused_cap < 0:
        found.append(refusal("centre.negative_terms"))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class RatePlace:
    """Where a new rate stands among those of its kind: the last day of the one before, and its own last day."""

    previous: date | None
    valid_to: date | None


def place_rate(starts: Iterable[date], valid_from: date) -> RatePlace:
    """Return which earlier rate (by its first day) is to end the day before, and when the new one ends."""
    known = sorted(starts)
    before = [day for day in known if day < valid_from]
    after = [day for day in known if day > valid_from]
    return RatePlace(before[-1] if before else None, after[0] - timedelta(days=1) if after else None)


def highest_smig(rates: Iterable[DatedRate], start: date, end: date | None) -> int | None:
    """Return the highest legal minimum wage in force at any time of a period; None when none is known."""
    amounts = [
        r.amount
        for r in rates
        if r.kind is RateKind.SMIG
        and (end is None or r.valid_from <= end)
        and (r.valid_to is None or start <= r.valid_to)
    ]
    return max(amounts, default=None)


def allowances_under_smig(rates: Iterable[DatedRate]) -> tuple[DatedRate, ...]:
    """Return the allowances that a later rise of the minimum wage has overtaken: a point to check."""
    known = tuple(rates)
    allowances = (r for r in known if r.kind is RateKind.ALLOWANCE)
    return tuple(r for r in allowances if r.amount < (highest_smig(known, r.valid_from, r.valid_to) or 0))


def check_named(name: str, code: str) -> tuple[Refusal, ...]:
    """Refuse an empty name; `code` says of what."""
    return () if name.strip() else (refusal(code),)


def check_classroom(name: str, capacity: int, taken: frozenset[str]) -> tuple[Refusal, ...]:
    """Refuse a classroom without a name or places, or a name that its site already has."""
    found = list(check_named(name, "centre.no_classroom_name"))
    if name.strip() in taken:
        found.append(refusal("centre.classroom_taken", name=name.strip()))
    if capacity < 1:
        found.append(refusal("centre.no_capacity"))
    return tuple(found)


def check_trade(code: str, name: str, taken: frozenset[str]) -> tuple[Refusal, ...]:
    """Refuse a trade without a name, or whose code is no short word of capitals or is already used."""
    found = list(check_named(name, "centre.no_trade_name"))
    if not (2 <= len(code) <= 8 and code.isascii() and code.isalnum() and code == code.upper()):
        found.append(refusal("centre.trade_code", code=code))
    elif code in taken:
        found.append(refusal("centre.trade_code_taken", code=code))
    return tuple(found)
