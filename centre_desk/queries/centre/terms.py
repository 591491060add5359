"""Reads of what was agreed and of the calendar: agreements, dated rates, days off."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Agreement, AgreementTrade, Holiday, Rate, Trade
from centre_desk.queries.centre.places import trade_name
from centre_desk.rules.centre import DatedRate, DayOff, HolidayKind, HolidaySpan, ProrationMethod, RateKind
from centre_desk.rules.money import Rounding
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class AgreedTradeRow:
    """A trade of an agreement: places and price."""

    trade_id: int
    code: str
    name: str
    places: int
    unit_price: int


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement with its terms and trades."""

    id: int
    number: str
    signed_on: date
    start: date
    end_on: date
    project: str
    budget_line: str
    donor: str
    proration: ProrationMethod
    rounding: Rounding
    threshold_percent: int
    excused_cap: int | None
    child_age_limit: int
    trades: tuple[AgreedTradeRow, ...]


@dataclass(frozen=True, slots=True)
class RateRow:
    """A dated rate; `trade` is empty for the general one."""

    id: int
    kind: RateKind
    trade: str
    amount: int
    valid_from: date
    valid_to: date | None
    document: str


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A day off, its cancelled lines too."""

    id: int
    day: date
    span: HolidaySpan
    name: str
    kind: HolidayKind
    estimated: bool
    cancelled: bool
    note: str


def agreement_rows(store: Store, language: str = "fr", *, on: date | None = None) -> list[AgreementRow]:
    """Return the agreements, the newest first; with a day, those in force on it."""
    name = trade_name(language)
    with store.read() as db:
        trades: dict[int, list[AgreedTradeRow]] = {}
        for row in db.execute(
            select(
                AgreementTrade.agreement_id,
                Trade.id,
                Trade.code,
                name,
                AgreementTrade.places,
                AgreementTrade.unit_price,
            )
            .join(Trade, Trade.id == AgreementTrade.trade_id)
            .order_by(name)
        ):
            trades.setdefault(row[0], []).append(AgreedTradeRow(*row[1:]))
        wanted = select(Agreement).order_by(Agreement.start.desc(), Agreement.id.desc())
        if on is not None:
            wanted = wanted.where(Agreement.start <= on, Agreement.end_on >= on)
        return [_agreement_row(a, tuple(trades.get(a.id, ()))) for a in db.scalars(wanted)]


def _agreement_row(agreement: Agreement, trades: tuple[AgreedTradeRow, ...]) -> AgreementRow:
    columns = {name: getattr(agreement, name) for name in AgreementRow.__slots__ if name != "trades"}
    return AgreementRow(**columns, trades=trades)


def dated_rates(db: Session, on: date | None = None) -> tuple[DatedRate, ...]:
    """Return every dated rate, or those in force on a day, for `rate_on` to choose from."""
    wanted = select(Rate.kind, Rate.amount, Rate.valid_from, Rate.valid_to, Rate.trade_id).order_by(
        Rate.kind, Rate.valid_from
    )
    if on is not None:
        wanted = wanted.where(Rate.valid_from <= on, or_(Rate.valid_to.is_(None), Rate.valid_to >= on))
    return tuple(DatedRate(*row) for row in db.execute(wanted))


def rates_in_force(store: Store, day: date) -> tuple[DatedRate, ...]:
    """Return the rates in force on a day."""
    with store.read() as db:
        return dated_rates(db, day)


def rate_rows(store: Store, language: str = "fr") -> list[RateRow]:
    """Return the history of the rates: by kind, the newest first."""
    name = trade_name(language)
    with store.read() as db:
        rows = db.execute(
            select(
                Rate.id, Rate.kind, func.coalesce(name, ""), Rate.amount, Rate.valid_from, Rate.valid_to, Rate.document
            ).outerjoin(Trade, Trade.id == Rate.trade_id)
        )
        found = [RateRow(*row) for row in rows]
    order = list(RateKind)
    return sorted(found, key=lambda r: (order.index(r.kind), r.trade, -r.valid_from.toordinal()))


def holidays_between(store: Store, start: date, end: date, language: str = "fr") -> list[HolidayRow]:
    """Return the days off from a day to a day, the cancelled ones too."""
    name = func.coalesce(func.nullif(Holiday.name_en, ""), Holiday.name_fr) if language == "en" else Holiday.name_fr
    with store.read() as db:
        rows = db.execute(
            select(
                Holiday.id,
                Holiday.day,
                Holiday.span,
                name,
                Holiday.kind,
                Holiday.estimated,
                Holiday.cancelled,
                Holiday.note,
            )
            .where(Holiday.day.between(start, end))
            .order_by(Holiday.day, Holiday.id)
        )
        return [HolidayRow(*row) for row in rows]


def days_off(db: Session, start: date, end: date) -> tuple[DayOff, ...]:
    """Return the days and half-days off from a day to a day, for the timetable."""
    rows = db.execute(
        select(Holiday.day, Holiday.span)
        .where(Holiday.day.between(start, end), Holiday.cancelled.is_(False))
        .order_by(Holiday.day)
    )
    return tuple(DayOff(*row) for row in rows)
