"""What the first screen shows a moment later: people to look at, day-care gaps, the report's checklist, kits, visits.

These look at every running session, every claim of a month or every certificate: a worker reads them while the
rest of the screen is already there. Each is the own room's query, so that no figure has two definitions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import DayCareProvider
from centre_desk.models.claim import ClaimRun
from centre_desk.queries.attendance import attended_days
from centre_desk.queries.attendance.points import AlertRow, alert_rows
from centre_desk.queries.claim.children import placed_children
from centre_desk.queries.follow_up import read_due_visits
from centre_desk.queries.kit import read_kits
from centre_desk.queries.monthly_return.checklist import read_checklist
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.queries.overview.today import TodaySheet, own_user
from centre_desk.rules.claim import RunState
from centre_desk.rules.claim.day_care import compute_day_care
from centre_desk.rules.dates import month_of, previous_month
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.money import Rounding
from centre_desk.rules.monthly_return import Severity
from centre_desk.rules.overview.today import SEES_ALL_SESSIONS, Part, Topic
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class DayCareGap:
    """A day-care centre that invoiced more days of a month than parents attended. `run_id` 0: no run yet."""

    provider: str
    month: str
    days: int
    children: int
    run_id: int


@dataclass(frozen=True, slots=True)
class TodayChecks:
    """The slower part of the first screen; None for what the user has no card of."""

    alerts: tuple[AlertRow, ...] = ()
    gaps: tuple[DayCareGap, ...] = ()
    blocking: int | None = None
    warnings: int | None = None
    kits: int | None = None
    visits: int | None = None

    def open_topics(self, sheet: TodaySheet) -> frozenset[Topic]:
        """Return the topics that these figures open."""
        report = sheet.report
        ready = report is not None and report.over and report.state is MonthState.OPEN and self.blocking == 0
        wanted = (
            (Topic.CLOSE_MONTH, ready),
            (Topic.HAND_OVER_KITS, bool(self.kits)),
            (Topic.VISIT, bool(self.visits)),
        )
        return frozenset(topic for topic, is_open in wanted if is_open)


def today_checks(store: Store, sheet: TodaySheet, actor: Actor) -> TodayChecks:
    """Return the slower part of a first screen."""
    office = bool(actor.roles & SEES_ALL_SESSIONS)
    alerts = tuple(alert_rows(store, sheet.day, own_user(actor))) if Part.CHECKS in sheet.parts else ()
    with store.read() as db:
        gaps = tuple(_gaps(db, sheet.day)) if office else ()
        blocking, warnings = _report(db, sheet)
        kits = sum(row.reason is None for row in read_kits(db)) if office else None
        visits = sum(visit.due_on <= sheet.day for visit in read_due_visits(db)) if office else None
    return TodayChecks(alerts, gaps, blocking, warnings, kits, visits)


def _report(db: Session, sheet: TodaySheet) -> tuple[int | None, int | None]:
    if sheet.report is None or sheet.report.state is not MonthState.OPEN or not sheet.report.over:
        return None, None
    items = read_checklist(MonthData(db, sheet.report.month))
    blocking = sum(item.severity is Severity.BLOCKING for item in items)
    return blocking, len(items) - blocking


def _gaps(db: Session, today: date) -> Iterator[DayCareGap]:
    """Compare the invoices of the last month with the days attended, until its claims are approved."""
    month = previous_month(month_of(today))
    run = db.execute(select(ClaimRun.id, ClaimRun.state).where(ClaimRun.month == month)).first()
    if run is not None and run.state is RunState.APPROVED:
        return
    children = [child for child in placed_children(db, month) if child.invoice is not None]
    attended = attended_days(db, sorted({child.person_id for child in children}), month)
    more: dict[int, list[int]] = {}
    for child in children:
        invoiced = child.invoice.days if child.invoice else 0
        found = compute_day_care(attended[child.person_id], child.own_spans, invoiced, 0, Rounding.NEAREST_5)
        if invoiced > found.attended:
            more.setdefault(child.provider_id, []).append(invoiced - found.attended)
    names = dict(db.execute(select(DayCareProvider.id, DayCareProvider.name).where(DayCareProvider.id.in_(more))).all())
    for provider, days in more.items():
        yield DayCareGap(names[provider], month, sum(days), len(days), run.id if run else 0)
