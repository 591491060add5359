"""What the first screen shows at once: rolls, exams and tests, claims, report, certificates, backup, referrals.

A few narrow queries over what is open, so that a desk of thousands opens as fast as a new one; what has to look at
every running session or every certificate is in `checks`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.claim import ClaimLine, ClaimRun, Payment
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import BackupRecord, Month
from centre_desk.models.exam import Exam
from centre_desk.queries.attendance.due import RollDueRow, rolls_due_rows, sessions_of_user
from centre_desk.queries.desk import setting
from centre_desk.queries.overview.counts import (
    CertificateCounts,
    ReferralCounts,
    TestCounts,
    count_certificates,
    count_referrals,
    count_tests,
)
from centre_desk.queries.overview.first_steps import first_steps
from centre_desk.rules.attendance.due import DueState
from centre_desk.rules.claim import LineState, RunState
from centre_desk.rules.course import SessionState
from centre_desk.rules.dates import first_day, last_day, month_of, previous_month
from centre_desk.rules.desk import Actor, MonthState, Role
from centre_desk.rules.exam import ExamState
from centre_desk.rules.overview.today import (
    OLD_BACKUP_DAYS,
    REPORT_DAY,
    REPORT_DAY_SETTING,
    SEES_ALL_SESSIONS,
    FirstStep,
    Part,
    Topic,
    month_to_report,
    parts_for,
    report_due_on,
)
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class ExamRow:
    """An exam that was held and whose results are not settled."""

    exam_id: int
    session_id: int
    session: str
    held_on: date


@dataclass(frozen=True, slots=True)
class ClaimsRow:
    """What a month's claims ask for; no topic: paid. `lines` counts people while there is no run."""

    topic: Topic | None
    run_id: int
    month: str
    lines: int
    francs: int


@dataclass(frozen=True, slots=True)
class ReportRow:
    """The oldest month that was not sent, and the day by which it is due."""

    month: str
    state: MonthState
    due_on: date
    days_left: int
    over: bool


@dataclass(frozen=True, slots=True)
class TodaySheet:
    """The first screen of one user. `parts` are the cards they work with; a part not theirs stays empty."""

    day: date
    parts: tuple[Part, ...]
    own_only: bool
    first_steps: tuple[tuple[FirstStep, bool], ...]
    rolls: tuple[RollDueRow, ...]
    exams: tuple[ExamRow, ...]
    tests: TestCounts
    claims: tuple[ClaimsRow, ...]
    report: ReportRow | None
    certificates: CertificateCounts
    backed_up_at: datetime | None
    referrals: ReferralCounts

    @property
    def backup_is_old(self) -> bool:
        """Tell whether there is no copy younger than a week."""
        return self.backed_up_at is None or (self.day - self.backed_up_at.date()).days > OLD_BACKUP_DAYS

    def open_topics(self) -> frozenset[Topic]:
        """Return what is open; closing the month is told by the checks."""
        made, asked = self.certificates, self.referrals
        wanted = (
            (Topic.TAKE_ROLL, any(row.state in (DueState.DUE, DueState.LATE) for row in self.rolls)),
            (Topic.SETTLE_EXAM, bool(self.exams)),
            (Topic.DECIDE_TESTS, bool(self.tests.due or self.tests.undecided)),
            (Topic.SEND_REPORT, self.report is not None and self.report.state is MonthState.SEALED),
            (Topic.ISSUE_CERTIFICATES, made.to_issue > 0),
            (Topic.PRINT_CERTIFICATES, made.to_print > 0),
            (Topic.HAND_OVER_CERTIFICATES, made.to_hand_over > 0),
            (Topic.ANSWER_REFERRALS, asked.received + asked.questions > 0),
            (Topic.BACK_UP, Part.DESK in self.parts and self.backup_is_old),
        )
        return frozenset(topic for topic, is_open in wanted if is_open) | {
            row.topic for row in self.claims if row.topic is not None
        }


def own_user(actor: Actor) -> int | None:
    """Return the user whose sessions alone are shown; None for who looks at all of them."""
    return None if actor.roles & SEES_ALL_SESSIONS else actor.user_id


def today_sheet(store: Store, actor: Actor, today: date) -> TodaySheet:
    """Return the first screen of a user."""
    parts, own = parts_for(actor.roles), own_user(actor)
    rolls = tuple(rolls_due_rows(store, today, own)) if Part.ROLLS in parts else ()
    with store.read() as db:
        return TodaySheet(
            day=today,
            parts=parts,
            own_only=own is not None,
            first_steps=first_steps(db) if own is None and Part.ROLLS in parts else (),
            rolls=rolls,
            exams=tuple(_exams(db, today, own)) if Part.CHECKS in parts else (),
            tests=count_tests(db, today) if Part.CHECKS in parts and own is None else TestCounts(),
            claims=tuple(_claims(db, today, actor.roles)) if Part.MONTH in parts else (),
            report=_report(db, today) if Part.MONTH in parts and _sees_report(actor) else None,
            certificates=count_certificates(db) if Part.MONTH in parts and _is_office(actor) else CertificateCounts(),
            backed_up_at=db.scalars(select(BackupRecord.at).order_by(BackupRecord.id.desc()).limit(1)).first(),
            referrals=count_referrals(db, today) if Part.DESK in parts and _is_office(actor) else ReferralCounts(),
        )


def _is_office(actor: Actor) -> bool:
    return bool(actor.roles & SEES_ALL_SESSIONS)


def _sees_report(actor: Actor) -> bool:
    return _is_office(actor) or Role.ADMINISTRATOR in actor.roles


def _exams(db: Session, today: date, own: int | None) -> Iterator[ExamRow]:
    query = (
        select(Exam.id, Exam.session_id, CourseSession.name, Exam.held_on)
        .join(CourseSession, CourseSession.id == Exam.session_id)
        .where(Exam.state == ExamState.OPEN, Exam.held_on <= today)
        .order_by(Exam.held_on, Exam.id)
    )
    if own is not None:
        query = query.where(Exam.session_id.in_(sessions_of_user(db, own)))
    return (ExamRow(*row) for row in db.execute(query))


# --- the end of the month


def _claims(db: Session, today: date, roles: frozenset[Role]) -> Iterator[ClaimsRow]:
    """Return the months with something open, oldest first; else how the last month's claims ended."""
    found = sorted([*_unfinished(db), *_unpaid(db)], key=lambda row: row.month)
    month = previous_month(month_of(today))
    run = db.execute(select(ClaimRun.id, ClaimRun.state).where(ClaimRun.month == month)).first()
    if roles.isdisjoint(SEES_ALL_SESSIONS):
        found = [row for row in found if row.topic is Topic.PAY_CLAIMS]
    elif run is None and (people := _people_of(db, month)):
        found.append(ClaimsRow(Topic.ESTABLISH_CLAIMS, 0, month, people, 0))
    yield from found
    if run is not None and run.state is RunState.APPROVED and month not in {row.month for row in found}:
        counted = select(func.count(), func.coalesce(func.sum(ClaimLine.net), 0))
        lines, francs = db.execute(
            counted.where(ClaimLine.run_id == run.id, ClaimLine.state == LineState.APPROVED)
        ).one()
        yield ClaimsRow(None, run.id, month, lines, francs)


_STEP_OF_STATE = {
    LineState.DRAFT: Topic.SUBMIT_CLAIMS,
    LineState.SENT_BACK: Topic.CORRECT_CLAIMS,
    LineState.SUBMITTED: Topic.APPROVE_CLAIMS,
}


def _unfinished(db: Session) -> Iterator[ClaimsRow]:
    query = (
        select(ClaimLine.state, ClaimRun.id, ClaimRun.month, func.count(), func.sum(ClaimLine.net))
        .join(ClaimLine, ClaimLine.run_id == ClaimRun.id)
        .where(ClaimRun.state != RunState.APPROVED, ClaimLine.state.in_(_STEP_OF_STATE))
        .group_by(ClaimRun.id, ClaimLine.state)
    )
    for state, run, month, lines, francs in db.execute(query):
        yield ClaimsRow(_STEP_OF_STATE[state], run, month, lines, francs)


def _unpaid(db: Session) -> Iterator[ClaimsRow]:
    paid = exists().where(Payment.line_id == ClaimLine.id, Payment.undone_at.is_(None))
    query = (
        select(ClaimLine.run_id, ClaimLine.month, func.count(), func.sum(ClaimLine.net))
        .where(ClaimLine.state == LineState.APPROVED, ClaimLine.net > 0, ~paid)
        .group_by(ClaimLine.run_id, ClaimLine.month)
    )
    for run, month, lines, francs in db.execute(query):
        yield ClaimsRow(Topic.PAY_CLAIMS, run, month, lines, francs)


def _people_of(db: Session, month: str) -> int:
    """Count who was enrolled in a session at some time of a month."""
    first, last = first_day(month), last_day(month)
    query = (
        select(func.count(Enrolment.person_id.distinct()))
        .join(CourseSession, CourseSession.id == Enrolment.session_id)
        .where(
            CourseSession.state.in_((SessionState.RUNNING, SessionState.FINISHED)),
            CourseSession.start <= last,
            CourseSession.end_on >= first,
            Enrolment.start <= last,
            or_(Enrolment.end_on.is_(None), Enrolment.end_on >= first),
        )
    )
    return db.execute(query).scalar_one()


def _report(db: Session, today: date) -> ReportRow | None:
    start = select(func.min(CourseSession.start)).where(CourseSession.state != SessionState.CANCELLED)
    began: date | None = db.execute(start).scalar_one()
    if began is None:
        return None
    states = dict(db.execute(select(Month.month, Month.state)).all())
    sent = [month for month, state in states.items() if state is MonthState.SENT]
    month = month_to_report(month_of(began), today, sent)
    if month is None:
        return None
    due_on = report_due_on(month, int(setting(db, REPORT_DAY_SETTING, REPORT_DAY)))
    state = states.get(month, MonthState.OPEN)
    return ReportRow(month, state, due_on, (due_on - today).days, today > last_day(month))
