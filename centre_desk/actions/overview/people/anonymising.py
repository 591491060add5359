"""Making a person anonymous once the project's retention is over, or when the person asks: the counts stay.

Sex, year of birth and region stay for the figures; names, numbers, contacts, children's names, scans and the clear
values of the journal go. The chain of the journal stays whole: it holds commitments. A certificate keeps its name,
for the register of certificates is the proof that it is genuine.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.attendance import Excuse
from centre_desk.models.certificate import Certificate
from centre_desk.models.desk import Attachment, JournalEntry, JournalValue
from centre_desk.models.follow_up import FollowUpVisit
from centre_desk.models.overview import PeopleAct, Retention
from centre_desk.models.referral import Referral, ReferralLine
from centre_desk.models.register import Consent, Dependant, FieldOrigin, Person
from centre_desk.queries.overview.people import keep_until, merged_into, unfinished
from centre_desk.queries.register import list_name
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.overview import PeopleActKind
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.register import IdKind, PersonState
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

_NOBODY = "—"
_BLANK = (
    "individual_number", "given_names", "married_name", "birth_place", "mother_name", "phone", "cercle", "quarter",
    "education", "id_number", "remarks", "search_text", "sound_text",
)  # fmt: skip


def set_retention(store: Store, *, agreement_id: int, until: date, by: Actor, at: datetime) -> Done:
    """Say until when the files of an agreement's people are kept; the newest answer is in force."""
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        row = Retention(agreement_id=agreement_id, keep_until=until, by_id=by.user_id, at=at)
        db.add(row)
        db.flush()
        subject, after = ("agreement", agreement_id), {"keep_until": until}
        write_journal(db, by=by, at=at, act="overview.set_retention", subject=subject, after=after)
    return Done(frozenset({Room.OVERVIEW}), row.id)


def anonymise_person(
    store: Store, *, person_id: int, reason: str, asked_by_person: bool = False, by: Actor, at: datetime
) -> Done:
    """Take everything personal from a file; refused before the retention is over, unless the person asks."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        person = db.get_one(Person, person_id)
        _check(db, person, at.date(), asked_by_person=asked_by_person)
        files = [person_id, *merged_into(db, person_id)]
        for number in files:
            _blank_person(db, db.get_one(Person, number))
        _blank_rows(db, files)
        _blank_journal(db, files)
        db.add(
            PeopleAct(
                kind=PeopleActKind.ANONYMISE,
                person_id=person_id,
                on_date=at.date(),
                reason=reason.strip(),
                by_id=by.user_id,
                at=at,
            )
        )
        after = {"asked_by_person": asked_by_person, "files": files}
        subject = ("person", person_id)
        write_journal(db, by=by, at=at, act="overview.anonymise_person", subject=subject, after=after, reason=reason)
    return Done(frozenset(Room), person_id, len(files))


def _check(db: Session, person: Person, today: date, *, asked_by_person: bool) -> None:
    if person.state is PersonState.ANONYMISED:
        raise Refused([refusal("overview.anonymised_already")])
    if person.state is PersonState.MERGED or unfinished(db, person.id, today):
        name = list_name(person.family_name, person.given_names)
        code = "register.not_in_force" if person.state is PersonState.MERGED else "overview.still_followed"
        raise Refused([refusal(code, name=name)])
    if asked_by_person:
        return
    until = keep_until(db, person.id)
    if until is None:
        raise Refused([refusal("overview.no_retention")])
    if today <= until:
        raise Refused([refusal("overview.kept_until", day=until.isoformat())])


def _blank_person(db: Session, person: Person) -> None:
    for name in _BLANK:
        setattr(person, name, "")
    person.family_name = _NOBODY
    person.case_number = person.birth_date = person.return_date = None
    person.id_kind = IdKind.NONE
    person.state = PersonState.ANONYMISED
    db.flush()


def _blank_rows(db: Session, files: Iterable[int]) -> None:
    """Blank what the other rooms hold in words; figures, days and states stay."""
    ids = list(files)
    blanks: tuple[tuple[Any, dict[str, Any]], ...] = (
        (Dependant, {"name": _NOBODY, "birth_date": None, "ended_reason": ""}),
        (Consent, {"witness": "", "guardian": ""}),
        (Referral, {"wish": "", "remarks": ""}),
        (ReferralLine, {"raw": "{}", "digest": ""}),
        (Excuse, {"document": ""}),
    )
    for table, values in blanks:
        db.execute(update(table).where(table.person_id.in_(ids)).values(**values))
    db.execute(delete(FieldOrigin).where(FieldOrigin.person_id.in_(ids)))
    db.execute(delete(Attachment).where(Attachment.subject_kind == "person", Attachment.subject_id.in_(ids)))


def _blank_journal(db: Session, files: Iterable[int]) -> None:
    """Blank the clear values behind the commitments of every entry on the person; the chain is not touched."""
    ids = list(files)
    entries = select(JournalEntry.seq).where(or_(*_subjects(db, ids)))
    db.execute(update(JournalValue).where(JournalValue.entry_seq.in_(entries)).values(value=None, salt=None))


def _subjects(db: Session, ids: list[int]) -> list[Any]:
    kinds: tuple[tuple[str, Any], ...] = (
        ("referral", Referral),
        ("excuse", Excuse),
        ("certificate", Certificate),
        ("follow_up_visit", FollowUpVisit),
    )
    found = [(JournalEntry.subject_kind == "person") & JournalEntry.subject_id.in_(ids)]
    for kind, table in kinds:
        owned = select(table.id).where(table.person_id.in_(ids))
        found.append((JournalEntry.subject_kind == kind) & JournalEntry.subject_id.in_(owned))
    return found
