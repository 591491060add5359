"""The facts of one month, read once, from which tables and counts of the report are made."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Grid, Offer, SkillsTest
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.referral import Referral
from centre_desk.queries.attendance import AttendanceOfMonth, attendance_of_month
from centre_desk.queries.claim.sheet import LineRow, lines_of_month
from centre_desk.queries.monthly_return.people import People, trade_codes
from centre_desk.queries.register import died_before
from centre_desk.rules.assessment import TestState
from centre_desk.rules.certificate import CertificateEventKind
from centre_desk.rules.claim import LineState
from centre_desk.rules.course import SessionState
from centre_desk.rules.dates import first_day, last_day


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate with the days of its hand-over and cancelling, as they stood at the month's end."""

    row: Certificate
    session_id: int | None
    handed_over_on: date | None
    cancelled_on: date | None


class MonthData:
    """What happened from the first to the last day of a month."""

    def __init__(self, db: Session, month: str) -> None:
        self.db = db
        self.month = month
        self.first, self.last = first_day(month), last_day(month)
        self.people = People(db, month)

    def in_month(self, day: date | None) -> bool:
        """Tell whether a day lies in the month."""
        return day is not None and self.first <= day <= self.last

    @cached_property
    def trades(self) -> dict[int, str]:
        """Trades' codes by number."""
        return trade_codes(self.db)

    @cached_property
    def sessions(self) -> dict[int, CourseSession]:
        """Every session that was not cancelled and began by the month's end."""
        query = select(CourseSession).where(
            CourseSession.start <= self.last, CourseSession.state != SessionState.CANCELLED
        )
        return {row.id: row for row in self.db.scalars(query)}

    @cached_property
    def running(self) -> list[CourseSession]:
        """The sessions of the month, by code."""
        return sorted((s for s in self.sessions.values() if s.end_on >= self.first), key=lambda s: s.code)

    @cached_property
    def enrolments(self) -> list[Enrolment]:
        """Every enrolment that began by the month's end, in sessions that were not cancelled."""
        query = (
            select(Enrolment)
            .where(Enrolment.start <= self.last, ~died_before(Enrolment.person_id, Enrolment.start))
            .order_by(Enrolment.start, Enrolment.id)
        )
        return [row for row in self.db.scalars(query) if row.session_id in self.sessions]

    @cached_property
    def enrolled(self) -> list[Enrolment]:
        """The enrolments in force on some day of the month."""
        return [
            row
            for row in self.enrolments
            if (row.end_on is None or row.end_on >= self.first) and self.sessions[row.session_id].end_on >= self.first
        ]

    @cached_property
    def attendance(self) -> list[AttendanceOfMonth]:
        """Half-days of the month by enrolment."""
        return attendance_of_month(self.db, self.month)

    @cached_property
    def tests(self) -> list[tuple[SkillsTest, int]]:
        """Tests decided in the month, with the trade."""
        query = (
            select(SkillsTest, Grid.trade_id)
            .join(Grid, Grid.id == SkillsTest.grid_id)
            .where(SkillsTest.state == TestState.DECIDED, self._dated(SkillsTest.decided_on))
            .order_by(SkillsTest.number)
        )
        return [(test, trade) for test, trade in self.db.execute(query)]

    @cached_property
    def offers(self) -> list[Offer]:
        """Offers made in the month."""
        return list(self.db.scalars(select(Offer).where(self._dated(Offer.made_on)).order_by(Offer.id)))

    @cached_property
    def offers_of_tests(self) -> dict[int, Offer]:
        """The newest offer of each test of the month."""
        wanted = [test.id for test, _ in self.tests]
        rows = self.db.scalars(select(Offer).where(Offer.test_id.in_(wanted)).order_by(Offer.id))
        return {row.test_id: row for row in rows}

    @cached_property
    def results(self) -> list[tuple[ExamResult, Exam]]:
        """Results in force of every exam settled by the month's end."""
        query: Select[ExamResult, Exam] = (
            select(ExamResult, Exam)
            .join(Exam, Exam.id == ExamResult.exam_id)
            .where(ExamResult.superseded_at.is_(None), Exam.settled_on <= self.last)
        )
        return [(result, exam) for result, exam in self.db.execute(query)]

    @cached_property
    def certificates(self) -> list[Held]:
        """Certificates issued by the month's end, with what became of them by then."""
        events: dict[int, dict[CertificateEventKind, date]] = defaultdict(dict)
        happened = select(CertificateEvent).where(CertificateEvent.on_date <= self.last).order_by(CertificateEvent.id)
        for event in self.db.scalars(happened):
            events[event.certificate_id].setdefault(event.kind, event.on_date)
        query = (
            select(Certificate, Exam.session_id)
            .outerjoin(ExamResult, ExamResult.id == Certificate.exam_result_id)
            .outerjoin(Exam, Exam.id == ExamResult.exam_id)
            .where(Certificate.issued_on <= self.last)
            .order_by(Certificate.year, Certificate.sequence)
        )
        return [
            Held(
                row,
                session,
                events[row.id].get(CertificateEventKind.HANDED_OVER),
                events[row.id].get(CertificateEventKind.CANCELLED),
            )
            for row, session in self.db.execute(query)
        ]

    @cached_property
    def referrals(self) -> list[Referral]:
        """Referrals received by the month's end."""
        query = select(Referral).where(Referral.received_on <= self.last).order_by(Referral.received_on, Referral.id)
        return list(self.db.scalars(query))

    @cached_property
    def lines(self) -> list[LineRow]:
        """The month's claim lines but those withheld."""
        return [line for line in lines_of_month(self.db, self.month) if line.state is not LineState.WITHHELD]

    def trade_of(self, session_id: int | None) -> str:
        """Return the code of a session's trade; empty for none."""
        session = self.sessions.get(session_id or 0)
        return self.trades[session.trade_id] if session else ""

    def _dated(self, column: Any) -> Any:
        return column.between(self.first, self.last)
