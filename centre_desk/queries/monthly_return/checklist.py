"""What stands in the way of closing a month, and what only deserves a look: each with where to put it right.

Facts: rolls, exams, tests, claims and files as they stand now. Nothing here depends on the day on which it is read
but what the month itself says, so that a month closed twice states the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from centre_desk.models.assessment import SkillsTest
from centre_desk.models.attendance import Roll
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine, ClaimRun, Payment
from centre_desk.models.course import CourseSession, SessionSlot
from centre_desk.models.desk import Month
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.referral import ReferralFile, ReferralLine
from centre_desk.models.register import Person
from centre_desk.papers.monthly_return.facts import CheckFact, CheckRow
from centre_desk.queries.claim.month import due_of_month, stale_lines
from centre_desk.queries.claim.sheet import lines_of_month
from centre_desk.queries.follow_up import read_due_visits
from centre_desk.queries.kit import read_kits
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.queries.register import deceased, has_died
from centre_desk.rules.assessment import TestState
from centre_desk.rules.attendance import RollState
from centre_desk.rules.claim import LineFlag, LineState
from centre_desk.rules.course import SessionState, SlotState
from centre_desk.rules.exam import Decision, ExamState
from centre_desk.rules.monthly_return import Severity
from centre_desk.rules.referral import LineFate
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register import PersonState
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store

BLOCKING, WARNING = Severity.BLOCKING, Severity.WARNING


@dataclass(frozen=True, slots=True)
class CheckItem:
    """A line of the checklist: the sentence (a refusal), its weight, and the room and item that put it right."""

    finding: Refusal
    severity: Severity
    count: int
    room: Room
    target: int = 0

    @property
    def id(self) -> str:
        """What a list tells the line by."""
        return self.finding.code

    @property
    def row(self) -> CheckRow:
        """The line as the report states it."""
        facts = tuple(CheckFact(name, str(value)) for name, value in self.finding.facts)
        return CheckRow(self.finding.code, self.severity, self.count, facts)


def checklist(store: Store, month: str) -> list[CheckItem]:
    """Return the checklist of a month, what blocks first."""
    with store.read() as db:
        return read_checklist(MonthData(db, month))


def read_checklist(data: MonthData) -> list[CheckItem]:
    """Return the checklist inside a look or an act."""
    found = [*_attendance(data), *_results(data), *_claims(data), *_files(data), *_after(data)]
    return sorted(found, key=lambda item: item.severity is not BLOCKING)


def blocking(items: list[CheckItem]) -> list[CheckItem]:
    """Return the lines that block."""
    return [item for item in items if item.severity is BLOCKING]


def _item(
    code: str, severity: Severity, count: int, room: Room, target: int = 0, francs: int | None = None
) -> Iterator[CheckItem]:
    if count:
        code = f"monthly_return.{code}"
        found = refusal(code, count=count) if francs is None else refusal(code, count=count, francs=francs)
        yield CheckItem(found, severity, count, room, target)


def _attendance(data: MonthData) -> Iterator[CheckItem]:
    running = select(CourseSession.id).where(CourseSession.state != SessionState.CANCELLED)
    done = exists().where(Roll.slot_id == SessionSlot.id, Roll.state != RollState.WITHDRAWN)
    slots = (
        select(SessionSlot.session_id)
        .where(SessionSlot.state == SlotState.PLANNED, SessionSlot.day.between(data.first, data.last), ~done)
        .where(SessionSlot.session_id.in_(running))
        .order_by(SessionSlot.day, SessionSlot.id)
    )
    missing = list(data.db.scalars(slots))
    yield from _item("rolls_missing", BLOCKING, len(missing), Room.ATTENDANCE, missing[0] if missing else 0)
    holes = [row for row in data.attendance if row.figures.not_entered]
    if not missing:
        target = holes[0].session_id if holes else 0
        yield from _item("marks_missing", BLOCKING, len(holes), Room.ATTENDANCE, target)
    undecided = select(Roll.session_id).where(
        Roll.day.between(data.first, data.last), Roll.state == RollState.NOT_HELD, Roll.paid.is_(None)
    )
    open_rolls = list(data.db.scalars(undecided))
    yield from _item(
        "not_held_undecided", BLOCKING, len(open_rolls), Room.ATTENDANCE, open_rolls[0] if open_rolls else 0
    )


def _results(data: MonthData) -> Iterator[CheckItem]:
    exams = select(Exam.id).where(Exam.held_on.between(data.first, data.last), Exam.state == ExamState.OPEN)
    unsettled = list(data.db.scalars(exams.order_by(Exam.held_on)))
    yield from _item("exams_unsettled", BLOCKING, len(unsettled), Room.EXAM, unsettled[0] if unsettled else 0)
    scored = select(SkillsTest.id).where(
        SkillsTest.state == TestState.SCORED, SkillsTest.held_on.between(data.first, data.last)
    )
    undecided = list(data.db.scalars(scored))
    yield from _item("tests_undecided", BLOCKING, len(undecided), Room.ASSESSMENT, undecided[0] if undecided else 0)
    planned = select(SkillsTest.id).where(
        SkillsTest.state == TestState.PLANNED, SkillsTest.planned_on.between(data.first, data.last)
    )
    waiting = list(data.db.scalars(planned))
    yield from _item("tests_not_held", WARNING, len(waiting), Room.ASSESSMENT, waiting[0] if waiting else 0)
    has = exists().where(Certificate.exam_result_id == ExamResult.id)
    passed = (
        select(ExamResult.id)
        .join(Exam, Exam.id == ExamResult.exam_id)
        .where(ExamResult.superseded_at.is_(None), ExamResult.decision == Decision.PASSED, ~has)
        .where(~has_died(ExamResult.person_id))
        .where(Exam.settled_on.between(data.first, data.last))
    )
    yield from _item("without_certificate", WARNING, len(list(data.db.scalars(passed))), Room.CERTIFICATE)


def _claims(data: MonthData) -> Iterator[CheckItem]:
    run = data.db.scalars(select(ClaimRun).where(ClaimRun.month == data.month)).first()
    due = due_of_month(data.db, data.month)
    if run is None:
        yield from _item("claims_missing", BLOCKING, len(due.lines), Room.CLAIM)
        return
    lines = list(data.db.scalars(select(ClaimLine).where(ClaimLine.run_id == run.id)))
    waiting = [line for line in lines if line.state not in (LineState.APPROVED, LineState.WITHHELD)]
    yield from _item("claims_unapproved", BLOCKING, len(waiting), Room.CLAIM, run.id)
    stored = {line.id for line in lines if line.state is LineState.APPROVED}
    stale = stale_lines((line for line in lines if line.id in stored), due)
    yield from _item("claims_stale", WARNING, len(stale), Room.CLAIM, run.id)
    withheld = [line for line in lines if line.state is LineState.WITHHELD]
    francs = sum(line.net for line in withheld)
    yield from _item("claims_withheld", WARNING, len(withheld), Room.CLAIM, run.id, francs=francs)
    unpaid = select(func.count(), func.coalesce(func.sum(ClaimLine.net), 0)).where(
        ClaimLine.state == LineState.APPROVED,
        ClaimLine.month <= data.month,
        ClaimLine.net > 0,
        ~exists().where(Payment.line_id == ClaimLine.id, Payment.undone_at.is_(None)),
    )
    count, owed = data.db.execute(unpaid).one()
    yield from _item("claims_unpaid", WARNING, count, Room.CLAIM, run.id, francs=owed)
    flags = [flag for line in lines_of_month(data.db, data.month) for flag in line.flags]
    yield from _item("no_invoice", WARNING, flags.count(LineFlag.NO_INVOICE), Room.CLAIM, run.id)


def _files(data: MonthData) -> Iterator[CheckItem]:
    people = {row.person_id for row in data.enrolled}
    here = people - deceased(data.db, people)  # nobody asks the family
    states = select(Person.id).where(Person.id.in_(here), Person.state == PersonState.PROVISIONAL)
    provisional = sorted(data.db.scalars(states))
    yield from _item("provisional", WARNING, len(provisional), Room.REGISTER, provisional[0] if provisional else 0)
    ageless = sorted(number for number in here if not data.people.who(number).age_band)
    yield from _item("age_unknown", WARNING, len(ageless), Room.REGISTER, ageless[0] if ageless else 0)
    homeless = sorted(number for number in here if not data.people.who(number).region_code)
    yield from _item("region_unknown", WARNING, len(homeless), Room.REGISTER, homeless[0] if homeless else 0)
    questions = (
        select(func.count())
        .select_from(ReferralLine)
        .join(ReferralFile, ReferralFile.id == ReferralLine.file_id)
        .where(ReferralLine.fate == LineFate.QUESTION, ReferralFile.month.in_(["", data.month]))
    )
    yield from _item("open_questions", WARNING, data.db.execute(questions).scalar_one(), Room.REFERRAL)
    sealed = select(Month.month).where(Month.state != "open", Month.month < data.month)
    earlier = select(Roll.id).where(Roll.day < data.first, ~func.substr(Roll.day, 1, 7).in_(sealed)).limit(1)
    yield from _item("earlier_month_open", WARNING, len(list(data.db.scalars(earlier))), Room.MONTHLY_RETURN)


def _after(data: MonthData) -> Iterator[CheckItem]:
    due = [row for row in read_kits(data.db) if row.reason is None and row.issued_on and row.issued_on <= data.last]
    yield from _item("kits_due", WARNING, len(due), Room.KIT)
    visits = [visit for visit in read_due_visits(data.db) if visit.due_on <= data.last]
    yield from _item("visits_due", WARNING, len(visits), Room.FOLLOW_UP)
