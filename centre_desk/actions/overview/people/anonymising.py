"""Making people anonymous once the project's retention is over, or when they ask: the counts stay.

Sex, year of birth and region stay for the figures; names, numbers, contacts, children's names, what was written of
them, their scans and the clear values of the journal go (`queries/overview/erasing` lists it). The chain of the
journal stays whole: it holds commitments.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import Attachment, JournalValue
from centre_desk.models.overview import PeopleAct, Retention
from centre_desk.models.register import FieldOrigin, Person
from centre_desk.queries.claim.due import as_basis
from centre_desk.queries.overview.erasing import BLANKS, NOBODY, NOT_ON_PROOF, clear_values_of, files_of, scans_of
from centre_desk.queries.overview.retention import in_the_way, keep_until
from centre_desk.queries.register import list_name
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.overview import InTheWay, PeopleActKind, figure_year
from centre_desk.rules.refusal import Refusal, refusal, refuse_if
from centre_desk.rules.register import IdKind, PersonState
from centre_desk.rules.register.birth import birth_of
from centre_desk.rules.room import Room
from centre_desk.store.journal import write_journal
from centre_desk.store.opening import Store

_BLANK = (
    "individual_number", "given_names", "married_name", "birth_place", "mother_name", "phone", "cercle", "quarter",
    "education", "id_number", "remarks", "search_text", "sound_text",
)  # fmt: skip
_CODES = {
    InTheWay.IN_SESSION: "overview.still_followed",
    InTheWay.UNPAID: "overview.still_unpaid",
    InTheWay.UNREPORTED: "overview.still_unreported",
}


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
    return anonymise_people(store, people=[person_id], reason=reason, asked_by_person=asked_by_person, by=by, at=at)


def anonymise_people(
    store: Store,
    *,
    people: Sequence[int],
    reason: str,
    asked_by_person: bool = False,
    by: Actor,
    at: datetime,
    report: Callable[[int, int], None] = lambda done, total: None,
) -> Done:
    """Take everything personal from several files, all or none; `Refused` names each that may not be erased yet."""
    refuse_if(check_reason(reason), None if people else refusal("overview.nobody_chosen"))
    with store.begin() as db:
        by = require(db, by, Right.MANAGE_SETTINGS, at)
        chosen = list(dict.fromkeys(people))
        refuse_if(*(_check(db, number, at.date(), asked_by_person=asked_by_person) for number in chosen))
        for count, person_id in enumerate(chosen, start=1):
            report(count, len(chosen))
            _erase(db, person_id, reason.strip(), asked_by_person, by, at)
    return Done(frozenset(Room), chosen[0], len(chosen))


def _check(db: Session, person_id: int, today: date, *, asked_by_person: bool) -> tuple[Refusal, ...]:
    person = db.get_one(Person, person_id)
    name = list_name(person.family_name, person.given_names)
    if person.state is PersonState.ANONYMISED:
        return (refusal("overview.anonymised_already"),)
    if person.state is PersonState.MERGED:
        return (refusal("register.not_in_force", name=name),)
    found = in_the_way(db, files_of(db, [person_id]), today)
    if found is not None:
        return (refusal(_CODES[found], name=name),)
    if asked_by_person:
        return ()
    until = keep_until(db, person_id)
    if until is None:
        return (refusal("overview.no_retention"),)
    return (refusal("overview.kept_until", name=name, day=until.isoformat()),) if today <= until else ()


def _erase(db: Session, person_id: int, reason: str, asked_by_person: bool, by: Actor, at: datetime) -> None:
    files = files_of(db, [person_id])
    clear = list(db.scalars(clear_values_of(db, files)))
    for number in files:
        _blank_person(db, db.get_one(Person, number), at.date())
    for blank in BLANKS:
        db.execute(update(blank.table).where(blank.owned(files), blank.said()).values(**blank.values))
    _blank_frozen(db, files)
    db.execute(delete(FieldOrigin).where(FieldOrigin.person_id.in_(files)))
    db.execute(delete(Attachment).where(Attachment.id.in_(scans_of(files))))
    db.execute(update(JournalValue).where(JournalValue.id.in_(clear)).values(value=None, salt=None))
    act = PeopleAct(
        kind=PeopleActKind.ANONYMISE,
        person_id=person_id,
        on_date=at.date(),
        reason=reason,
        by_id=by.user_id,
        at=at,
    )
    db.add(act)
    db.flush()
    after = {"asked_by_person": asked_by_person, "files": files}
    subject = ("person", person_id)
    write_journal(db, by=by, at=at, act="overview.anonymise_person", subject=subject, after=after, reason=reason)


def _blank_person(db: Session, person: Person, today: date) -> None:
    for name in _BLANK:
        setattr(person, name, "")
    person.family_name = NOBODY
    if person.birth_date is not None:  # the age bands of a month not closed yet stay as they are
        person.birth_year = figure_year(birth_of(person.birth_date), _last_start(db, person.id) or today)
    person.case_number = person.birth_date = person.return_date = None
    person.id_kind = IdKind.NONE
    person.state = PersonState.ANONYMISED
    db.flush()


def _last_start(db: Session, person_id: int) -> date | None:
    """Return the first day of the last course of a person, from which the reports reckon the age."""
    sessions = select(CourseSession.start).join(Enrolment, Enrolment.session_id == CourseSession.id)
    return db.scalars(sessions.where(Enrolment.person_id == person_id).order_by(CourseSession.start.desc())).first()


def _blank_frozen(db: Session, files: Sequence[int]) -> None:
    """Take what is personal out of facts kept as JSON: where a certificate is concerned, all but what proves it."""
    for row in db.scalars(select(Certificate).where(Certificate.person_id.in_(files))):
        facts = json.loads(row.facts)
        facts |= {name: blank for name, blank in NOT_ON_PROOF.items() if name in facts}
        row.facts = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    for line in db.scalars(select(ClaimLine).where(ClaimLine.person_id.in_(files))):
        basis = json.loads(line.basis)
        if basis.get("manual"):
            line.basis = as_basis({**basis, "manual": ""})
    db.flush()
