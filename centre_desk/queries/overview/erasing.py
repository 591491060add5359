"""What making files anonymous takes and what it leaves: one list for the act, for the form and for its proof.

Facts: figures, days and states stay, for the reports rest on them; what says something of a person in words goes.
A certificate keeps its name, for its register is the proof that it is genuine.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Assessment, Offer, OutgoingEvent, OutgoingReferral, SkillsTest
from centre_desk.models.attendance import AttendanceMark, AttendanceSheet, Excuse
from centre_desk.models.certificate import Certificate, CertificateEvent
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.course import Enrolment
from centre_desk.models.desk import Attachment, Correction, JournalEntry, JournalValue
from centre_desk.models.exam import ExamResult
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.kit import KitHandOver
from centre_desk.models.overview import PeopleAct
from centre_desk.models.referral import Referral, ReferralEvent, ReferralLine
from centre_desk.models.register import Consent, Death, Dependant, Person
from centre_desk.queries.overview.people import closed_months, journal_of, merged_into
from centre_desk.rules.overview import Goes, Stays
from centre_desk.rules.register import PersonState
from centre_desk.store.opening import Store

NOBODY = "—"
Owned = Callable[[Sequence[int]], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Blank:
    """Columns of a table that are blanked in the rows of a person, and with what."""

    goes: Goes
    table: Any
    owned: Owned
    values: dict[str, str | None]

    def said(self) -> ColumnElement[bool]:
        """Return the condition that there is something to take."""
        return or_(*(getattr(self.table, name).is_distinct_from(blank) for name, blank in self.values.items()))


def _by(column: Any) -> Owned:
    return lambda ids: column.in_(ids)


def _through(column: Any, table: Any) -> Owned:
    return lambda ids: column.in_(select(table.id).where(table.person_id.in_(ids)))


def _on_either(ids: Sequence[int]) -> ColumnElement[bool]:
    return or_(PeopleAct.person_id.in_(ids), PeopleAct.other_id.in_(ids))


def _abroad(ids: Sequence[int]) -> ColumnElement[bool]:
    """Offers with a partner: that there is one stays, for it tells an offer elsewhere from one of the centre."""
    return Offer.person_id.in_(ids) & (Offer.partner != "")


BLANKS: tuple[Blank, ...] = (
    Blank(
        Goes.CHILDREN, Dependant, _by(Dependant.person_id), {"name": NOBODY, "birth_date": None, "ended_reason": ""}
    ),
    Blank(Goes.CONSENTS, Consent, _by(Consent.person_id), {"witness": "", "guardian": ""}),
    Blank(Goes.REFERRALS, Referral, _by(Referral.person_id), {"wish": "", "remarks": ""}),
    Blank(Goes.REFERRALS, ReferralEvent, _through(ReferralEvent.referral_id, Referral), {"reason": ""}),
    Blank(Goes.REFERRALS, ReferralLine, _by(ReferralLine.person_id), {"raw": "{}", "digest": "", "reasons": ""}),
    Blank(Goes.WORDS, SkillsTest, _by(SkillsTest.person_id), {"joint_decision": "", "reason": ""}),
    Blank(Goes.WORDS, Offer, _by(Offer.person_id), {"reason": ""}),
    Blank(Goes.WORDS, Offer, _abroad, {"partner": NOBODY}),
    Blank(
        Goes.WORDS,
        OutgoingReferral,
        _by(OutgoingReferral.person_id),
        {"centre": NOBODY, "contact": "", "remarks": ""},
    ),
    Blank(Goes.WORDS, OutgoingEvent, _through(OutgoingEvent.outgoing_id, OutgoingReferral), {"reason": ""}),
    Blank(
        Goes.WORDS,
        Death,
        _by(Death.person_id),
        {"told_by": "", "document": "", "note": "", "undone_reason": ""},
    ),
    Blank(Goes.WORDS, Enrolment, _by(Enrolment.person_id), {"end_note": ""}),
    Blank(Goes.WORDS, AttendanceMark, _by(AttendanceMark.person_id), {"reason": ""}),
    Blank(Goes.WORDS, Excuse, _by(Excuse.person_id), {"document": ""}),
    Blank(Goes.WORDS, CertificateEvent, _through(CertificateEvent.certificate_id, Certificate), {"note": ""}),
    Blank(Goes.WORDS, ClaimLine, _by(ClaimLine.person_id), {"note": ""}),
    Blank(Goes.WORDS, Payment, _through(Payment.line_id, ClaimLine), {"reference": "", "undone_reason": ""}),
    Blank(Goes.WORDS, KitHandOver, _by(KitHandOver.person_id), {"place": "", "witness": "", "remarks": ""}),
    Blank(Goes.WORDS, FollowUpVisit, _by(FollowUpVisit.person_id), {"needs": ""}),
    Blank(Goes.WORDS, Correction, _by(Correction.person_id), {"reason": ""}),
    Blank(Goes.WORDS, PeopleAct, _on_either, {"reason": "", "undone_reason": ""}),
)

NOT_ON_PROOF: dict[str, str | None] = {"birth_date": "", "birth_year": None, "birth_place": "", "second_key": ""}
"""What a certificate's frozen facts lose: who holds it is known by its number and name."""

_PERSONAL: dict[str, Any] = {
    "referral": Referral,
    "skills_test": SkillsTest,
    "offer": Offer,
    "outgoing_referral": OutgoingReferral,
    "enrolment": Enrolment,
    "attendance_mark": AttendanceMark,
    "excuse": Excuse,
    "exam_result": ExamResult,
    "certificate": Certificate,
    "claim_line": ClaimLine,
    "dependant": Dependant,
    "consent": Consent,
    "kit_hand_over": KitHandOver,
    "follow_up_visit": FollowUpVisit,
    "correction": Correction,
}
"""Kinds of subject (of journal entries and scans) that are about one person."""


@dataclass(frozen=True, slots=True)
class ErasureSheet:
    """What an erasing would take, and what would stay, with counts; `certificates` are their numbers."""

    people: int
    goes: dict[Goes, int]
    stays: dict[Stays, int]
    certificates: tuple[str, ...]


def erasure_sheet(store: Store, people: Iterable[int]) -> ErasureSheet:
    """Return what making these people anonymous would take and leave."""
    with store.read() as db:
        chosen = list(people)
        files = files_of(db, chosen)
        goes = Counter({Goes.IDENTITY: len(files)})
        for blank in BLANKS:
            goes[blank.goes] += _count(db, select(blank.table.id).where(blank.owned(files), blank.said()))
        goes[Goes.SCANS] = _count(db, scans_of(files))
        goes[Goes.JOURNAL] = _count(db, clear_values_of(db, files))
        numbers = select(Certificate.number).where(Certificate.person_id.in_(files))
        certificates = tuple(db.scalars(numbers.order_by(Certificate.year, Certificate.sequence)))
        stays = {
            Stays.FIGURES: len(files),
            Stays.CERTIFICATES: len(certificates),
            Stays.REPORTS: len({month for number in files for month in closed_months(db, number)}),
            Stays.SHEETS: _count(db, _scans_of_sheets(files)),
            Stays.SHARED_WORDS: _count(db, select(Enrolment.id).where(Enrolment.person_id.in_(files))),
            Stays.OLD_REASONS: _count(db, _told_in_clear(files)),
            Stays.COPIES: 1,
        }
        return ErasureSheet(len(chosen), {one: goes[one] for one in Goes}, stays, certificates)


def files_of(db: Session, people: Iterable[int]) -> list[int]:
    """Return the files of people with those that became part of them."""
    return [number for person in people for number in (person, *merged_into(db, person))]


def scans_of(files: Sequence[int]) -> Select[int]:
    """Return the scans that show one of these people alone; lists that many signed are none."""
    return select(Attachment.id).where(_about(Attachment, files))


def clear_values_of(db: Session, files: Sequence[int]) -> Select[int]:
    """Return the clear values, not blanked yet, behind the entries of the journal on these people alone."""
    about = _about(JournalEntry, files, journal_of(db, files))
    entries = select(JournalEntry.seq).where(or_(about, JournalEntry.seq.in_(_shared_by_them_alone(db, files))))
    return select(JournalValue.id).where(JournalValue.entry_seq.in_(entries), JournalValue.value.is_not(None))


def _about(table: Any, files: Sequence[int], person: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    """Return the condition that a row's subject is one of these people (or what `person` says), or a fact of theirs."""
    found = [(table.subject_kind == "person") & table.subject_id.in_(files) if person is None else person]
    for kind, owner in _PERSONAL.items():
        owned = select(owner.id).where(owner.person_id.in_(files))
        found.append((table.subject_kind == kind) & table.subject_id.in_(owned))
    sheets = select(Assessment.id).join(SkillsTest, SkillsTest.id == Assessment.test_id)
    keyed = sheets.where(SkillsTest.person_id.in_(files))
    found.append((table.subject_kind == "assessment") & table.subject_id.in_(keyed))
    return or_(*found)


def _shared_by_them_alone(db: Session, files: Sequence[int]) -> list[int]:
    """Return the entries on several people (cells of a grid, a payment) in which nobody else is left to know."""
    gone = [*files, *db.scalars(select(Person.id).where(Person.state == PersonState.ANONYMISED))]
    enrolled = db.execute(select(Enrolment.id, Enrolment.session_id).where(Enrolment.person_id.in_(gone))).all()
    due = db.execute(select(ClaimLine.id, ClaimLine.run_id).where(ClaimLine.person_id.in_(gone))).all()
    found: list[int] = []
    for acts, kind, theirs in (
        (("attendance.apply_marks", "attendance.marks_moved_out"), "course_session", enrolled),
        (("claim.pay",), "claim_run", due),
    ):
        wanted = (JournalEntry.subject_kind == kind) & JournalEntry.subject_id.in_({row[1] for row in theirs})
        query = select(JournalEntry.seq, JournalEntry.body).where(JournalEntry.act.in_(acts), wanted)
        known = {row[0] for row in theirs}
        found += [seq for seq, body in db.execute(query) if _numbers_in(body) <= known]
    return found


def _numbers_in(body: str) -> set[int]:
    """Return the enrolments or lines that an entry names: lists of numbers, or keys that begin with one."""
    said, found = json.loads(body), set[int]()
    for side in (said["before"], said["after"]):
        for name, value in side.items():
            if isinstance(value, dict) and "commitment" not in value:
                found |= {number for listed in value.values() for number in listed}
            elif name == "lines":
                found |= set(value)
            elif isinstance(value, str) and name.partition(" ")[0].isdecimal():
                found.add(int(name.partition(" ")[0]))
    return found


def _scans_of_sheets(files: Sequence[int]) -> Select[int]:
    sheets = select(AttendanceSheet.id).join(Enrolment, Enrolment.session_id == AttendanceSheet.session_id)
    theirs = sheets.where(Enrolment.person_id.in_(files))
    return select(Attachment.id).where(
        Attachment.subject_kind == "attendance_sheet", Attachment.subject_id.in_(theirs)
    )


def _told_in_clear(files: Sequence[int]) -> Select[int]:
    """Return the entries of version 0.1.0 whose words lie inside the chain."""
    joint = (JournalEntry.act == "assessment.decide_test") & JournalEntry.body.like('%"joint":"_%')
    return select(JournalEntry.seq).where(_about(JournalEntry, files), or_(JournalEntry.reason != "", joint))


def _count(db: Session, query: Select[int]) -> int:
    return db.scalar(select(func.count()).select_from(query.subquery())) or 0
