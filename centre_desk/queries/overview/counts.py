"""How many tests, certificates and referrals wait for somebody: counted in the database, never read row by row.

The same conditions as the queues of those rooms; a test compares the two.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from centre_desk.models.assessment import SkillsTest
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.referral import Referral, ReferralFile, ReferralLine
from centre_desk.models.register import Person
from centre_desk.queries.register import IN_FORCE, has_died
from centre_desk.rules.assessment import TestKind, TestState, Verdict
from centre_desk.rules.certificate import CertificateEventKind
from centre_desk.rules.exam import Decision
from centre_desk.rules.referral import LineFate, ReferralState
from centre_desk.rules.referral.state import WAITING_STATES

RECENT = timedelta(days=60)
"""A question of an older file is history: IOM sends a list each month, and a changed line is another line."""


@dataclass(frozen=True, slots=True)
class TestCounts:
    """Tests whose day has come, and tests keyed that wait for a decision."""

    __test__ = False

    due: int = 0
    undecided: int = 0


@dataclass(frozen=True, slots=True)
class CertificateCounts:
    """How many certificates wait, and for what."""

    to_issue: int = 0
    to_print: int = 0
    to_hand_over: int = 0


@dataclass(frozen=True, slots=True)
class ReferralCounts:
    """Referrals without an answer, people who wait for a place or a test, questions left open by imports."""

    received: int = 0
    waiting: int = 0
    questions: int = 0


def count_tests(db: Session, today: date) -> TestCounts:
    """Count the tests to hold and to decide."""
    due = and_(SkillsTest.state == TestState.PLANNED, SkillsTest.planned_on <= today)
    undecided = SkillsTest.state == TestState.SCORED
    columns = func.count().filter(due), func.count().filter(undecided)
    return TestCounts(*db.execute(select(*columns).select_from(SkillsTest)).one())


def count_certificates(db: Session) -> CertificateCounts:
    """Count who passed and has none, and those issued that are to be printed or handed over."""
    printed = _happened(CertificateEventKind.PRINTED, CertificateEventKind.DUPLICATE)
    over = _happened(CertificateEventKind.HANDED_OVER, CertificateEventKind.CANCELLED)
    made = select(func.count().filter(~printed), func.count().filter(printed)).select_from(Certificate).where(~over)
    made = made.where(~has_died(Certificate.person_id))
    to_print, to_hand_over = db.execute(made).one()
    earned = db.execute(_passed()).scalar_one() + db.execute(_able()).scalar_one()
    return CertificateCounts(earned, to_print, to_hand_over)


def _happened(*kinds: CertificateEventKind) -> Any:
    event = CertificateEvent
    return exists().where(event.certificate_id == Certificate.id, event.kind.in_(kinds)).correlate(Certificate)


def _in_force(source: Any) -> Any:
    return exists().where(source, ~_happened(CertificateEventKind.CANCELLED))


def _passed() -> Any:
    return (
        select(func.count())
        .select_from(ExamResult)
        .join(Exam, Exam.id == ExamResult.exam_id)
        .where(
            ExamResult.decision == Decision.PASSED,
            ExamResult.superseded_at.is_(None),
            Exam.settled_on.is_not(None),
            ~_in_force(Certificate.exam_result_id == ExamResult.id),
            ~has_died(ExamResult.person_id),
        )
    )


def _able() -> Any:
    return (
        select(func.count())
        .select_from(SkillsTest)
        .where(
            SkillsTest.verdict == Verdict.ABLE,
            SkillsTest.kind == TestKind.SKILLS,
            ~_in_force(Certificate.skills_test_id == SkillsTest.id),
            ~has_died(SkillsTest.person_id),
        )
    )


def count_referrals(db: Session, today: date) -> ReferralCounts:
    """Count the referrals of people in force that wait, and the recent questions that no later import settled."""
    received = Referral.state == ReferralState.RECEIVED
    counted = (
        select(func.count().filter(received), func.count().filter(~received))
        .select_from(Referral)
        .join(Person, Person.id == Referral.person_id)
        .where(Referral.state.in_(WAITING_STATES), Person.state.in_(IN_FORCE))
    )
    later = aliased(ReferralLine)
    settled = exists().where(later.digest == ReferralLine.digest, later.id > ReferralLine.id)
    recent = datetime.combine(today - RECENT, time(), UTC)
    asked = (
        select(func.count())
        .select_from(ReferralLine)
        .join(ReferralFile, ReferralFile.id == ReferralLine.file_id)
        .where(ReferralLine.fate == LineFate.QUESTION, ReferralFile.at >= recent, ~settled)
    )
    return ReferralCounts(*db.execute(counted).one(), db.execute(asked).scalar_one())
