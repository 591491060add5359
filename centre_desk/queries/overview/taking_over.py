"""What was brought in when the centre began in mid-year, and which numbers a centre may have used on paper."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Trade
from centre_desk.models.course import CourseSession, SessionTakenOver
from centre_desk.models.desk import Month, NumberSeries, User
from centre_desk.models.monthly_return import PastTotal
from centre_desk.models.overview import NumberTakenOver, TakingOver
from centre_desk.queries.centre import trade_name
from centre_desk.rules.course import SessionState
from centre_desk.rules.monthly_return import Measure, PastFigure
from centre_desk.rules.overview import SeriesKind, series_of
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series of numbers: its kind, the year and trade that it runs over (where it does), the last number used."""

    series: str
    kind: SeriesKind
    year: int | None
    trade: str
    last_used: int


@dataclass(frozen=True, slots=True)
class TakenSession:
    """A session that ran already: from which day on the desk has it."""

    id: int
    name: str
    from_day: date


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was brought in, by whom and when."""

    by: str
    at: datetime
    note: str
    numbers: tuple[SeriesRow, ...]
    totals: tuple[tuple[Measure, PastFigure], ...]
    sessions: tuple[TakenSession, ...]


def why_not_in(db: Session) -> tuple[Refusal, ...]:
    """Return why nothing can be brought in any more: it was done, or a month was closed."""
    if db.get(TakingOver, 1) is not None:
        return (refusal("overview.taken_over_already"),)
    closed = db.execute(select(exists().where(Month.version >= 1))).scalar_one()
    return (refusal("overview.closed_already"),) if closed else ()


def taking_over_refused(store: Store) -> tuple[Refusal, ...]:
    """Return why the form of the taking over has come too late; empty while it may be filled in."""
    with store.read() as db:
        return why_not_in(db)


def running_ids(db: Session, today: date) -> list[int]:
    """Return the sessions that began before today and last until today or longer."""
    running = select(CourseSession.id).where(
        CourseSession.start < today, CourseSession.end_on >= today, CourseSession.state != SessionState.CANCELLED
    )
    return list(db.scalars(running.order_by(CourseSession.id)))


def running_names(store: Store, today: date) -> list[str]:
    """Return the names of the sessions that a taking over of today would take, by their start."""
    with store.read() as db:
        named = select(CourseSession.name).where(CourseSession.id.in_(running_ids(db, today)))
        return list(db.scalars(named.order_by(CourseSession.start, CourseSession.id)))


def series_rows(store: Store, year: int, language: str = "fr") -> list[SeriesRow]:
    """Return the series that a centre may have begun on paper this year, with the last number used here."""
    with store.read() as db:
        used = dict(db.execute(select(NumberSeries.name, NumberSeries.last_used)).all())
        trades = db.execute(
            select(Trade.code, trade_name(language)).where(Trade.active).order_by(trade_name(language))
        ).all()
    rows = [
        SeriesRow(name, kind, None if kind is SeriesKind.ATTENDANCE_SHEET else year, "", used.get(name, 0))
        for kind in SeriesKind
        if kind is not SeriesKind.SESSION
        for name in (series_of(kind, year),)
    ]
    for code, named in trades:
        name = series_of(SeriesKind.SESSION, year, code)
        rows.append(SeriesRow(name, SeriesKind.SESSION, year, named, used.get(name, 0)))
    return rows


def taken_over(store: Store, language: str = "fr") -> TakenOver | None:
    """Return what was brought in; None for a centre that began with nothing before."""
    with store.read() as db:
        row = db.get(TakingOver, 1)
        if row is None:
            return None
        sessions = db.execute(
            select(CourseSession.id, CourseSession.name, SessionTakenOver.from_day)
            .join(SessionTakenOver, SessionTakenOver.session_id == CourseSession.id)
            .order_by(CourseSession.start, CourseSession.id)
        )
        totals = {one.measure: PastFigure(one.amount, one.female, one.male) for one in db.scalars(select(PastTotal))}
        return TakenOver(
            by=db.get_one(User, row.by_id).name,
            at=row.at,
            note=row.note,
            numbers=_numbers(db, language),
            totals=tuple((one, totals[one]) for one in Measure if one in totals),
            sessions=tuple(TakenSession(*one) for one in sessions),
        )


def _numbers(db: Session, language: str) -> tuple[SeriesRow, ...]:
    trades: dict[str, str] = dict(db.execute(select(Trade.code, trade_name(language))).all())
    rows = db.execute(select(NumberTakenOver.series, NumberTakenOver.last_used).order_by(NumberTakenOver.series))
    return tuple(_series(series, last, trades) for series, last in rows)


def _series(series: str, last: int, trades: dict[str, str]) -> SeriesRow:
    """Read a series' name back: its kind, then a trade where there is one, then a year."""
    kind = next(one for one in SeriesKind if series == one.value or series.startswith(f"{one.value}-"))
    code, _, year = series.removeprefix(kind.value).removeprefix("-").rpartition("-")
    return SeriesRow(series, kind, int(year) if year else None, trades.get(code, code), last)
