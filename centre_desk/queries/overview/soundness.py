"""Whether a desk is sound: pages, journal, invariants that span rooms, counts and sums of money.

The database holds what a constraint can hold; what spans rows of several rooms is asked here, each as one query
that must find nothing.
"""

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Select, String, cast, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from centre_desk.models.assessment import SkillsTest
from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine, ClaimRun, ClaimTouch, Payment
from centre_desk.models.course import Enrolment
from centre_desk.models.exam import ExamResult
from centre_desk.models.kit import KitHandOver
from centre_desk.models.monthly_return import MonthlyReturn
from centre_desk.models.overview import NumberTakenOver
from centre_desk.rules.assessment import Verdict
from centre_desk.rules.attendance import RollState
from centre_desk.rules.claim import LineState, RunState
from centre_desk.rules.exam import Decision
from centre_desk.store.digest import data_digest, row_counts
from centre_desk.store.journal import chain_head, find_breaks
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class Finding:
    """A check and how many rows offend against it; 0 is sound."""

    check: str
    offending: int
    first: str = ""


@dataclass(frozen=True, slots=True)
class Soundness:
    """The report on a desk. `due` and `paid` are whole francs of all claims."""

    findings: tuple[Finding, ...]
    counts: dict[str, int]
    journal_seq: int
    journal_head: str
    digest: str
    due: int
    paid: int

    @property
    def sound(self) -> bool:
        """Tell whether every check found nothing."""
        return all(finding.offending == 0 for finding in self.findings)


def check_desk(store: Store) -> Soundness:
    """Ask every check of an open desk."""
    with store.read() as db:
        if (pages := _pages(db)).offending:
            return Soundness((pages,), {}, 0, "", "", 0, 0)  # what stands on torn pages proves nothing
        seq, head = chain_head(db)
        findings = (
            pages,
            *_structure(db),
            _chain(db),
            *(_ask(db, name, query) for name, query in _invariants()),
            _returns(db),
        )
        due = db.scalar(select(func.coalesce(func.sum(ClaimLine.net), 0))) or 0
        paid = db.scalar(select(func.coalesce(func.sum(Payment.amount), 0)).where(Payment.undone_at.is_(None))) or 0
        return Soundness(findings, row_counts(db), seq, head, data_digest(db), due, paid)


def _pages(db: Session) -> Finding:
    faults = db.connection().exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
    return Finding("pages", len(faults), str(faults[0]) if faults else "")


def _structure(db: Session) -> tuple[Finding, ...]:
    connection = db.connection()
    faults = [str(f) for f in connection.exec_driver_sql("PRAGMA integrity_check").scalars() if f != "ok"]
    keys = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return (
        Finding("structure", len(faults), faults[0] if faults else ""),
        Finding("references", len(keys), str(keys[0][0]) if keys else ""),
    )


def _chain(db: Session) -> Finding:
    breaks = list(find_breaks(db))
    return Finding("journal", len(breaks), f"{breaks[0].seq} {breaks[0].what}" if breaks else "")


def _returns(db: Session) -> Finding:
    rows = db.execute(select(MonthlyReturn.month, MonthlyReturn.canonical, MonthlyReturn.canonical_sha256)).all()
    changed = [month for month, canonical, digest in rows if sha256(canonical).hexdigest() != digest]
    return Finding("returns_unchanged", len(changed), changed[0] if changed else "")


def _ask(db: Session, name: str, query: Select[int]) -> Finding:
    rows = db.scalars(query).all()
    return Finding(name, len(rows), str(rows[0]) if rows else "")


def _invariants() -> tuple[tuple[str, Select[int]], ...]:
    return (
        ("marks_in_enrolment", _marks_outside_enrolment()),
        ("marks_on_rolls", _marks_without_roll()),
        ("certificates_of_passed", _certificates_of_others()),
        ("kits_of_certified", _kits_of_others()),
        ("payments_of_approved", _payments_of_others()),
        ("payments_are_exact", _payments_that_differ()),
        ("approver_did_not_touch", _approvers_who_touched()),
        ("approver_did_not_pay", _approvers_who_paid()),
        ("number_gaps", _certificate_gaps()),
    )


def _marks_outside_enrolment() -> Select[int]:
    outside = or_(
        AttendanceMark.day < Enrolment.start,
        AttendanceMark.day > func.coalesce(Enrolment.end_on, "9999-12-31"),
        AttendanceMark.person_id != Enrolment.person_id,
        AttendanceMark.session_id != Enrolment.session_id,
    )
    return select(AttendanceMark.id).join(Enrolment, Enrolment.id == AttendanceMark.enrolment_id).where(outside)


def _marks_without_roll() -> Select[int]:
    held = exists().where(
        Roll.session_id == AttendanceMark.session_id,
        Roll.day == AttendanceMark.day,
        Roll.half_day == AttendanceMark.half_day,
        Roll.state == RollState.VALIDATED,
    )
    return select(AttendanceMark.id).where(~held)


def _certificates_of_others() -> Select[int]:
    from_exam = exists().where(ExamResult.id == Certificate.exam_result_id, ExamResult.decision == Decision.PASSED)
    from_test = exists().where(SkillsTest.id == Certificate.skills_test_id, SkillsTest.verdict == Verdict.ABLE)
    return select(Certificate.id).where(~or_(from_exam, from_test))


def _kits_of_others() -> Select[int]:
    own = exists().where(Certificate.id == KitHandOver.certificate_id, Certificate.person_id == KitHandOver.person_id)
    return select(KitHandOver.id).where(~own)


def _payments_of_others() -> Select[int]:
    return (
        select(Payment.id)
        .join(ClaimLine, ClaimLine.id == Payment.line_id)
        .where(Payment.undone_at.is_(None), ClaimLine.state != LineState.APPROVED)
    )


def _payments_that_differ() -> Select[int]:
    return (
        select(Payment.id)
        .join(ClaimLine, ClaimLine.id == Payment.line_id)
        .where(Payment.undone_at.is_(None), ClaimLine.net != Payment.amount)
    )


def _approvers_who_touched() -> Select[int]:
    return (
        select(ClaimLine.id)
        .join(ClaimRun, ClaimRun.id == ClaimLine.run_id)
        .join(ClaimTouch, ClaimTouch.line_id == ClaimLine.id)
        .where(ClaimRun.state == RunState.APPROVED, ClaimTouch.user_id == ClaimRun.approved_by_id)
    )


def _approvers_who_paid() -> Select[int]:
    return (
        select(Payment.id)
        .join(ClaimLine, ClaimLine.id == Payment.line_id)
        .join(ClaimRun, ClaimRun.id == ClaimLine.run_id)
        .where(Payment.by_id == ClaimRun.approved_by_id)
    )


def _certificate_gaps() -> Select[int]:
    earlier = aliased(Certificate)
    before = exists().where(earlier.year == Certificate.year, earlier.sequence == Certificate.sequence - 1)
    on_paper = exists().where(
        NumberTakenOver.series == literal("certificate-").concat(cast(Certificate.year, String)),
        NumberTakenOver.last_used == Certificate.sequence - 1,
    )
    return select(Certificate.id).where(Certificate.sequence > 1, ~before, ~on_paper)
