"""The months of the desk and their reports: where each stands, its versions, what was sent and answered."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import Roll
from centre_desk.models.course import SessionSlot
from centre_desk.models.desk import Month
from centre_desk.models.monthly_return import MonthlyReturn, ReturnEvent
from centre_desk.papers.monthly_return.canonical import read_canonical
from centre_desk.papers.monthly_return.facts import ReturnSheet
from centre_desk.queries.monthly_return.sheet import return_sheet
from centre_desk.rules.dates import month_of, previous_month
from centre_desk.rules.desk import MonthState
from centre_desk.rules.monthly_return import IomAnswer
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """A version of a month's report, and what became of it."""

    id: int
    month: str
    version: int
    state: MonthState
    sealed_at: datetime
    signed_by: str
    sha256: str
    exported: int
    sent_on: date | None
    answer: IomAnswer | None
    answered_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The report of a month as it is sealed, or as it would be now."""

    sheet: ReturnSheet
    state: MonthState
    sealed: bool


def closed_months(store: Store) -> list[ClosedMonth]:
    """Return every version of every report, the newest first."""
    with store.read() as db:
        states = dict(db.execute(select(Month.month, Month.state)).all())
        newest = dict(
            db.execute(select(MonthlyReturn.month, func.max(MonthlyReturn.version)).group_by(MonthlyReturn.month)).all()
        )
        query = select(MonthlyReturn).order_by(MonthlyReturn.month.desc(), MonthlyReturn.version.desc())
        return [
            _closed(db, row, states[row.month] if newest[row.month] == row.version else None)
            for row in db.scalars(query)
        ]


def month_choices(store: Store, today: date) -> list[tuple[str, MonthState]]:
    """Return the months with work in them up to today's, the newest first."""
    with store.read() as db:
        states = dict(db.execute(select(Month.month, Month.state)).all())
        days = set(db.scalars(select(SessionSlot.day).where(SessionSlot.day <= today).distinct()))
        days |= set(db.scalars(select(Roll.day).distinct()))
        months = {month_of(day) for day in days} | set(states) | {month_of(today)}
    return [(month, states.get(month, MonthState.OPEN)) for month in sorted(months, reverse=True)]


def month_to_close(store: Store, today: date) -> str:
    """Return the earliest month before today's with rolls that is still open, else the month before today's."""
    current = month_of(today)
    waiting = [m for m, state in month_choices(store, today) if state is MonthState.OPEN and m < current]
    return waiting[-1] if waiting else previous_month(current)


def preview(store: Store, month: str) -> Preview:
    """Return the frozen report of a closed month, or the report as it stands now."""
    with store.read() as db:
        kept = db.get(Month, month)
        state = kept.state if kept else MonthState.OPEN
        if state is MonthState.OPEN:
            return Preview(return_sheet(db, month), state, False)
        query = select(MonthlyReturn.canonical).where(MonthlyReturn.month == month)
        canonical = db.scalars(query.order_by(MonthlyReturn.version.desc())).first()
        return Preview(read_canonical(canonical or b""), state, True)


def _closed(db: Session, row: MonthlyReturn, state: MonthState | None) -> ClosedMonth:
    events = list(db.scalars(select(ReturnEvent).where(ReturnEvent.return_id == row.id).order_by(ReturnEvent.id)))
    answers = [event for event in events if event.kind == "answer"]
    sent = [event.on_date for event in events if event.kind == "sent"]
    return ClosedMonth(
        row.id,
        row.month,
        row.version,
        state or MonthState.OPEN,
        row.at,
        row.signed_by,
        row.canonical_sha256,
        sum(1 for event in events if event.kind == "export"),
        sent[0] if sent else None,
        answers[-1].answer if answers else None,
        answers[-1].on_date if answers else None,
        answers[-1].note if answers else "",
    )
