"""What else the desk keeps of a person: scans, the journal of the file, and to whom their data went.

A report names nobody, but states people by their number; the list of names is of those who then agreed. A scan of
an attendance sheet shows everybody of the session's week.
"""

import json
from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Assessment, Offer, SkillsTest
from centre_desk.models.attendance import AttendanceSheet, Excuse
from centre_desk.models.centre import Centre
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine
from centre_desk.models.course import Enrolment
from centre_desk.models.desk import Attachment, Correction, JournalEntry, JournalValue
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.kit import KitHandOver
from centre_desk.models.monthly_return import MonthlyReturn, ReturnEvent
from centre_desk.models.referral import Referral
from centre_desk.models.register import Consent, Dependant, Person
from centre_desk.papers.register import FicheTable
from centre_desk.queries.overview.fiche.held import ids_of
from centre_desk.queries.overview.fiche.identity import LABELS
from centre_desk.queries.overview.fiche.saying import NOTHING, Say, say_json
from centre_desk.queries.overview.people import journal_of
from centre_desk.rules.dates import first_day, last_day
from centre_desk.rules.register import ConsentPurpose, ConsentState
from centre_desk.texts.formats import month_name, short_date

SCAN_COLUMNS = tuple((Attachment.__tablename__, name) for name in ("subject_kind", "name", "media_type"))
JOURNAL_COLUMNS = (
    *((JournalEntry.__tablename__, name) for name in ("act", "event_date", "body", "reason")),
    *((JournalValue.__tablename__, name) for name in ("path", "value")),
)
_SUBJECTS: tuple[tuple[str, Any], ...] = (
    ("assessment", Assessment),
    ("certificate", Certificate),
    ("claim_line", ClaimLine),
    ("correction", Correction),
    ("dependant", Dependant),
    ("enrolment", Enrolment),
    ("excuse", Excuse),
    ("follow_up_visit", FollowUpVisit),
    ("kit_hand_over", KitHandOver),
    ("offer", Offer),
    ("referral", Referral),
    ("skills_test", SkillsTest),
)
ANSWERS, FICHE = "referral.save_answers", "overview.hand_out_fiche"
_NAMES, _ANSWER = "names", "answer"
_TO_SUNDAY = timedelta(days=6)


def scans_table(db: Session, people: Collection[int], say: Say) -> FicheTable:
    """Return the scans that are kept: of the file, of assessors' sheets, of the sheets signed in their weeks."""
    own = [(Attachment.subject_kind == "person") & Attachment.subject_id.in_(people)]
    own += [(Attachment.subject_kind == kind) & Attachment.subject_id.in_(ids_of(of, people)) for kind, of in _SUBJECTS]
    signed = _sheets_signed(db, people)
    own.append((Attachment.subject_kind == "attendance_sheet") & Attachment.subject_id.in_(signed))
    columns = (Attachment.subject_kind, Attachment.name, Attachment.media_type, Attachment.at)
    rows = tuple(
        (_kind(kind, say), name, media, short_date(at.date()))
        for kind, name, media, at in db.execute(select(*columns).where(or_(*own)).order_by(Attachment.id))
    )
    t = say.words.t
    return FicheTable(t("Scans kept"), (t("Of"), t("Name"), t("Kind"), t("Kept on")), rows)


def _sheets_signed(db: Session, people: Collection[int]) -> list[int]:
    """Return the sheets of the sessions' weeks in which the person was enrolled."""
    query = (
        select(AttendanceSheet.id, AttendanceSheet.week, Enrolment.start, Enrolment.end_on)
        .join(Enrolment, Enrolment.session_id == AttendanceSheet.session_id)
        .where(Enrolment.person_id.in_(people))
    )
    return [
        number
        for number, week, start, end in db.execute(query)
        if start <= week + _TO_SUNDAY and (end is None or end >= week)
    ]


def _kind(kind: str, say: Say) -> str:
    t = say.words.t
    said = {
        "person": t("the person’s file"),
        "assessment": t("an assessor’s sheet"),
        "attendance_sheet": t("an attendance sheet of the session"),
    }
    return said.get(kind, kind)


def journal_table(db: Session, people: Collection[int], say: Say, act_words: Callable[[str], str]) -> FicheTable:
    """Return the journal of everything that is the person's, with each value that it keeps in clear."""
    t = say.words.t
    rows = []
    for entry, values in _entries(db, people):
        said = "; ".join([*_values(entry, values, say), *([entry.reason] if entry.reason else [])])
        when = short_date(entry.event_date) if entry.event_date else ""
        rows.append((short_date(entry.at.date()), act_words(entry.act), when or NOTHING, said or NOTHING))
    heads = (t("Entered on"), t("Act"), t("Day of the fact"), t("What was entered"))
    return FicheTable(t("Journal of the file"), heads, tuple(rows))


def _entries(db: Session, people: Collection[int]) -> Iterator[tuple[JournalEntry, dict[str, str]]]:
    own = [journal_of(db, people)]
    own += [
        and_(JournalEntry.subject_kind == kind, JournalEntry.subject_id.in_(ids_of(table, people)))
        for kind, table in _SUBJECTS
    ]
    entries = db.scalars(select(JournalEntry).where(or_(*own)).order_by(JournalEntry.seq)).all()
    kept: dict[int, dict[str, str]] = {}
    found = select(JournalValue).where(JournalValue.entry_seq.in_([entry.seq for entry in entries]))
    for value in db.scalars(found.where(JournalValue.value.is_not(None)).order_by(JournalValue.id)):
        kept.setdefault(value.entry_seq, {})[value.path] = value.value or ""
    for entry in entries:
        yield entry, kept.get(entry.seq, {})


def _values(entry: JournalEntry, values: dict[str, str], say: Say) -> Iterator[str]:
    """Say what was before and after; a value that is not kept in clear any more is left out."""
    body = json.loads(entry.body or "{}")
    told: dict[str, dict[str, str]] = {}
    for side in ("before", "after"):
        for name, value in (body.get(side) or {}).items():
            committed = isinstance(value, dict) and set(value) == {"commitment"}
            text = say_json(say, values.pop(f"{side}.{name}", "") if committed else value)
            if text and text != NOTHING:
                told.setdefault(name, {})[side] = text
    for name, sides in told.items():
        changed = " → ".join(sides[side] for side in ("before", "after") if side in sides)
        yield say.pair(_label(name, say), changed)
    yield from (value for value in values.values() if value)


def _label(name: str, say: Say) -> str:
    return say.words.msg(LABELS[name]) if name in LABELS else name.replace("_", " ")


def leaving_table(db: Session, people: Collection[int], say: Say) -> FicheTable:
    """Return who got the person's data, what for and when, the oldest first."""
    t = say.words.t
    rows = sorted([*_reports(db, people, say), *_journalled(db, people, say)])
    heads = (t("Day"), t("What left the centre"), t("For whom"), t("Purpose"))
    return FicheTable(t("Who had the data"), heads, tuple((short_date(day), *rest) for day, *rest in rows))


def _reports(db: Session, people: Collection[int], say: Say) -> Iterator[tuple[Any, ...]]:
    numbers = _numbers(db, people)
    for report in db.scalars(select(MonthlyReturn).order_by(MonthlyReturn.id)):
        stated = any(json.dumps(number, ensure_ascii=False).encode() in report.canonical for number in numbers)
        events = db.scalars(select(ReturnEvent).where(ReturnEvent.return_id == report.id).order_by(ReturnEvent.id))
        for event in events:
            if event.kind == _NAMES and any(_was_listed(db, person, report, event) for person in people):
                what = say.words.t("List of names, {month}", month=month_name(report.month, say.words.language))
            elif stated and event.kind not in (_NAMES, _ANSWER):
                month = month_name(report.month, say.words.language)
                what = say.words.t("Report of {month}, by number and without a name", month=month)
            else:
                continue
            yield event.on_date, what, event.recipient, event.purpose or NOTHING


def _numbers(db: Session, people: Collection[int]) -> set[str]:
    """Return the numbers under which reports state the person, now and before a correction."""
    centre = db.get_one(Centre, 1).code
    found = {f"{centre}-{person}" for person in people}
    query = select(Person.case_number, Person.individual_number).where(Person.id.in_(people))
    found |= {number for row in db.execute(query) for number in row if number}
    for _entry, values in _entries(db, people):
        found |= {value for path, value in values.items() if path.endswith("_number") and value}
    return found


def _was_listed(db: Session, person_id: int, report: MonthlyReturn, event: ReturnEvent) -> bool:
    """Tell whether the person was in a session of the month, and had agreed by the moment of the export."""
    days = first_day(report.month), last_day(report.month)
    enrolled = select(Enrolment.id).where(
        Enrolment.person_id == person_id,
        Enrolment.start <= days[1],
        or_(Enrolment.end_on.is_(None), Enrolment.end_on >= days[0]),
    )
    answer = (
        select(Consent.state)
        .where(
            Consent.person_id == person_id,
            Consent.purpose == ConsentPurpose.TRANSFER_IOM,
            Consent.at <= event.at,
        )
        .order_by(Consent.on_date.desc(), Consent.id.desc())
    )
    return db.scalars(answer).first() is ConsentState.GIVEN and db.scalars(enrolled).first() is not None


def _journalled(db: Session, people: Collection[int], say: Say) -> Iterator[tuple[Any, ...]]:
    """Return what the journal alone knows: answers to referrals, and this record handed out before."""
    t = say.words.t
    referrals = set(db.scalars(ids_of(Referral, people)))
    for entry in db.scalars(select(JournalEntry).where(JournalEntry.act.in_((ANSWERS, FICHE)))):
        day = entry.at.date()
        if entry.act == FICHE and entry.subject_id in people:
            yield day, t("Individual record"), t("the person"), t("right of access")
        elif entry.act == ANSWERS and referrals.intersection(json.loads(entry.body)["after"].get("referrals", ())):
            yield day, t("Answer to the referral"), t("IOM"), t("what became of the referral")
