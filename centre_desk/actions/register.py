"""Acts on people: registering by hand, correcting, dependants, consents and their withdrawal.

What the centre corrects becomes the centre's own (`FieldOrigin`): a later file of IOM asks before it overwrites.
"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from centre_desk.actions.desk.rights import require
from centre_desk.actions.done import Done
from centre_desk.models.register import Consent, Dependant, FieldOrigin, Person, ToldApart
from centre_desk.papers.phone import read_phone
from centre_desk.queries.register import IN_FORCE, case_pattern, facts_of, list_name, origins_of, spelling
from centre_desk.rules.desk import Actor, Right, check_reason
from centre_desk.rules.refusal import Refused, refusal, refuse_if
from centre_desk.rules.register import ConsentPurpose, ConsentState, Kinship, Origin, Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.case_number import check_form
from centre_desk.rules.register.person import (
    ConsentAnswer,
    PersonFacts,
    check_consent,
    check_person,
    state_of,
    tidy_person,
)
from centre_desk.rules.register.search import make_search_text, make_sound_text
from centre_desk.rules.room import Room
from centre_desk.store.journal import personal, write_journal
from centre_desk.store.opening import Store

_TOUCHED = frozenset({Room.REGISTER})
_PLAIN_FIELDS = frozenset({"sex", "region_code", "id_kind"})


def register_person(
    store: Store,
    *,
    facts: PersonFacts,
    consents: Iterable[ConsentAnswer] = (),
    apart_from: Iterable[int] = (),
    by: Actor,
    at: datetime,
) -> Done:
    """Register a person by hand; provisional until the case number and the birth are known.

    `apart_from`: likely people of whom the user said that they are others; nobody is asked about them again.
    """
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        person = add_person(db, facts, origin=Origin.CENTRE, by=by, at=at)
        for answer in consents:
            add_consent(db, person, answer, by=by, at=at)
        add_apart(db, person.id, apart_from, by=by, at=at)
    return Done(_TOUCHED, person.id)


def tell_apart(store: Store, *, person_id: int, other_id: int, by: Actor, at: datetime) -> Done:
    """Remember that two likely people are two; said twice, it is written once."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        added = add_apart(db, person_id, (other_id,), by=by, at=at)
    return Done(_TOUCHED, person_id, added)


def add_apart(db: Session, person_id: int, others: Iterable[int], *, by: Actor, at: datetime) -> int:
    """Write inside another act that a person is none of the others; returns how many were not known to be."""
    pairs = {(min(person_id, other), max(person_id, other)) for other in others if other != person_id}
    known = select(ToldApart.person_id, ToldApart.other_id).where(
        or_(ToldApart.person_id == person_id, ToldApart.other_id == person_id)
    )
    new = sorted(pairs - {(one, other) for one, other in db.execute(known)})
    db.add_all(ToldApart(person_id=one, other_id=other, by_id=by.user_id, at=at) for one, other in new)
    if new:
        db.flush()
        after = {"others": [one if other == person_id else other for one, other in new]}
        subject = ("person", person_id)
        write_journal(db, by=by, at=at, act="register.tell_apart", subject=subject, after=after)
    return len(new)


def add_person(db: Session, facts: PersonFacts, *, origin: Origin, by: Actor, at: datetime) -> Person:
    """Write a new person and its journal entry inside another act; `Refused` when the facts do not do."""
    facts = tidy_person(facts)
    refuse_if(check_person(facts, at.date()))
    _refuse_number(db, facts.case_number, 0, origin)
    person = Person(by_id=by.user_id, at=at)
    _put(person, facts)
    db.add(person)
    db.flush()
    named = {name: value for name, value in _columns(facts).items() if value not in (None, "")}
    if origin is Origin.IOM:
        db.add_all(
            FieldOrigin(person_id=person.id, field=name, origin=origin, by_id=by.user_id, at=at) for name in named
        )
    after = {**_for_journal(named), "origin": origin}
    write_journal(db, by=by, at=at, act="register.register_person", subject=("person", person.id), after=after)
    return person


def correct_person(
    store: Store, *, person_id: int, facts: PersonFacts, reason: str = "", by: Actor, at: datetime
) -> Done:
    """Correct a person; each changed field is the centre's own from now on. Nothing changed: nothing written."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        changed = change_person(db, person_id, facts, origin=Origin.CENTRE, reason=reason, by=by, at=at)
    return Done(_TOUCHED if changed else frozenset(), person_id, len(changed))


def change_person(
    db: Session, person_id: int, facts: PersonFacts, *, origin: Origin, reason: str = "", by: Actor, at: datetime
) -> tuple[str, ...]:
    """Change a person inside another act, with origins and journal; returns the names of the changed fields."""
    person = db.get_one(Person, person_id)
    _refuse_not_in_force(person)
    facts = tidy_person(facts)
    before, after = _columns(facts_of(person)), _columns(facts)
    changed = tuple(name for name in after if before[name] != after[name])
    if not changed:
        return ()
    refuse_if(check_person(facts, at.date()))
    if "case_number" in changed:
        _refuse_number(db, facts.case_number, person_id, origin)
    _put(person, facts)
    set_origins(db, person_id, changed, origin, by, at)
    write_journal(
        db,
        by=by,
        at=at,
        act="register.correct_person",
        subject=("person", person_id),
        before=_for_journal({name: before[name] for name in changed}),
        after=_for_journal({name: after[name] for name in changed}),
        reason=reason,
    )
    return changed


def set_origins(db: Session, person_id: int, changed: Iterable[str], origin: Origin, by: Actor, at: datetime) -> None:
    """Say who owns the values of these columns from now on, inside another act."""
    changed = tuple(changed)
    known = origins_of(db, person_id)
    rows = db.scalars(
        select(FieldOrigin).where(FieldOrigin.person_id == person_id, FieldOrigin.field.in_(changed))
    ).all()
    for row in rows:
        row.origin, row.by_id, row.at = origin, by.user_id, at
    missing = [name for name in changed if name not in known]
    db.add_all(FieldOrigin(person_id=person_id, field=name, origin=origin, by_id=by.user_id, at=at) for name in missing)
    db.flush()


def _refuse_not_in_force(person: Person) -> None:
    if person.state not in IN_FORCE:
        raise Refused([refusal("register.not_in_force", name=list_name(person.family_name, person.given_names))])


def _refuse_number(db: Session, number: str, but: int, origin: Origin) -> None:
    """Refuse a number that another person in force has, and one that is typed in another form than IOM's."""
    if not number:
        return
    if origin is Origin.CENTRE:
        refuse_if(check_form(number, case_pattern(db)))
    used = db.execute(
        select(Person.family_name, Person.given_names).where(
            Person.case_number == number, Person.state.in_(IN_FORCE), Person.id != but
        )
    ).first()
    if used is not None:
        raise Refused([refusal("register.case_number_used", number=number, name=list_name(used[0], used[1]))])


def _put(person: Person, facts: PersonFacts) -> None:
    for name, value in _columns(facts).items():
        setattr(person, name, value)
    names = (facts.family_name, facts.given_names, facts.married_name)
    person.state = state_of(facts)
    person.search_text = make_search_text(names, (facts.case_number, facts.individual_number, facts.phone))
    person.sound_text = make_sound_text(names, spelling())


def _columns(facts: PersonFacts) -> dict[str, Any]:
    """Return the facts as the columns of the table, the phone in its one form where it can be dialled."""
    birth = facts.birth
    phone = read_phone(facts.phone) if facts.phone else ""
    return {
        "case_number": facts.case_number or None,
        "individual_number": facts.individual_number,
        "given_names": facts.given_names,
        "family_name": facts.family_name,
        "married_name": facts.married_name,
        "sex": facts.sex,
        "birth_date": birth.day if birth else None,
        "birth_year": birth.year if birth else None,
        "birth_place": facts.birth_place,
        "mother_name": facts.mother_name,
        "phone": facts.phone if phone is None else phone,
        "region_code": facts.region_code,
        "cercle": facts.cercle,
        "quarter": facts.quarter,
        "return_country": facts.return_country,
        "return_date": facts.return_date,
        "education": facts.education,
        "id_kind": facts.id_kind,
        "id_number": facts.id_number,
        "remarks": facts.remarks,
    }


def _for_journal(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value if name in _PLAIN_FIELDS else personal(_text(value)) for name, value in values.items()}


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def add_dependant(
    store: Store,
    *,
    person_id: int,
    name: str,
    kinship: Kinship = Kinship.CHILD,
    sex: Sex | None = None,
    birth: Birth | None = None,
    by: Actor,
    at: datetime,
) -> Done:
    """Add a child or another who depends on a person; day care looks at the birth."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        _refuse_not_in_force(db.get_one(Person, person_id))
        if not name.strip():
            raise Refused([refusal("register.no_dependant_name")])
        if birth is not None and birth.is_after(at.date()):
            raise Refused([refusal("register.born_after", today=at.date().isoformat())])
        row = Dependant(
            person_id=person_id,
            kinship=kinship,
            name=name.strip(),
            sex=sex,
            birth_date=birth.day if birth else None,
            birth_year=birth.year if birth else None,
            by_id=by.user_id,
            at=at,
        )
        db.add(row)
        db.flush()
        after = {"name": personal(row.name), "birth": personal(birth.year if birth else ""), "kinship": kinship}
        subject = ("person", person_id)
        write_journal(db, by=by, at=at, act="register.add_dependant", subject=subject, after=after)
    return Done(_TOUCHED, row.id)


def end_dependant(store: Store, *, dependant_id: int, ended_on: date, reason: str, by: Actor, at: datetime) -> Done:
    """Take a dependant off the list from a day on, with the reason; the row stays."""
    refuse_if(check_reason(reason))
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        row = db.get_one(Dependant, dependant_id)
        if row.ended_on is not None:
            raise Refused([refusal("register.dependant_ended", name=row.name)])
        row.ended_on, row.ended_reason = ended_on, reason.strip()
        write_journal(
            db,
            by=by,
            at=at,
            act="register.end_dependant",
            subject=("person", row.person_id),
            event_date=ended_on,
            before={"dependant": dependant_id},
            reason=reason,
        )
    return Done(_TOUCHED, dependant_id)


def record_consent(store: Store, *, person_id: int, answer: ConsentAnswer, by: Actor, at: datetime) -> Done:
    """Record what a person answers for one purpose; every answer is kept, the newest is in force."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        person = db.get_one(Person, person_id)
        _refuse_not_in_force(person)
        row = add_consent(db, person, answer, by=by, at=at)
    return Done(_TOUCHED, row.id)


def withdraw_consent(
    store: Store, *, person_id: int, purpose: ConsentPurpose, on_date: date, by: Actor, at: datetime
) -> Done:
    """Take a consent back; lists and exports leave the person out from now on. Refused where none was given."""
    with store.begin() as db:
        by = require(db, by, Right.ENTER, at)
        person = db.get_one(Person, person_id)
        if _newest_state(db, person_id, purpose) is not ConsentState.GIVEN:
            raise Refused([refusal("register.no_consent_to_withdraw")])
        row = add_consent(db, person, ConsentAnswer(purpose, ConsentState.WITHDRAWN, on_date), by=by, at=at)
    return Done(_TOUCHED, row.id)


def _newest_state(db: Session, person_id: int, purpose: ConsentPurpose) -> ConsentState | None:
    query = select(Consent.state).where(Consent.person_id == person_id, Consent.purpose == purpose)
    return db.scalars(query.order_by(Consent.on_date.desc(), Consent.id.desc()).limit(1)).first()


def add_consent(db: Session, person: Person, answer: ConsentAnswer, *, by: Actor, at: datetime) -> Consent:
    """Write one answer and its journal entry inside another act."""
    birth = None if person.birth_year is None else Birth(person.birth_year, person.birth_date)
    refuse_if(check_consent(answer, birth, at.date()))
    row = Consent(
        person_id=person.id,
        purpose=answer.purpose,
        state=answer.state,
        on_date=answer.on_date,
        language=answer.language,
        witness=answer.witness,
        thumb_print=answer.thumb_print,
        guardian=answer.guardian,
        by_id=by.user_id,
        at=at,
    )
    db.add(row)
    db.flush()
    write_journal(
        db,
        by=by,
        at=at,
        act="register.record_consent",
        subject=("person", person.id),
        event_date=answer.on_date,
        after={"purpose": answer.purpose, "state": answer.state, "witness": personal(answer.witness)},
    )
    return row
