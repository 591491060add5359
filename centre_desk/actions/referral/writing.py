"""Writing one planned line: the person, the referral and the consents that it brings or changes.

IOM's value replaces what is empty or IOM's own; what the centre wrote stays unless the user said otherwise.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.referral.moving import add_referral, put_facts
from centre_desk.actions.register import add_consent, add_person, change_person
from centre_desk.models.centre import Trade
from centre_desk.models.referral import Referral
from centre_desk.models.register import Person
from centre_desk.queries.referral import COLUMN_OF_KEY
from centre_desk.queries.register import facts_of, origins_of
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import LineFate, Route
from centre_desk.rules.referral.facts import LineFacts
from centre_desk.rules.referral.plan import PERSON_KEYS, PlannedLine
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.register import ConsentPurpose, ConsentState, Origin
from centre_desk.rules.register.person import ADULT_AGE, ConsentAnswer, PersonFacts
from centre_desk.store.journal import write_journal

_SENT_PURPOSES = (ConsentPurpose.TRAINING_FILE, ConsentPurpose.TRANSFER_IOM)


class LineWriter:
    """Writes lines inside one import."""

    def __init__(self, db: Session, by: Actor, at: datetime) -> None:
        self._db = db
        self._by = by
        self._at = at
        rows = db.execute(select(Trade.code, Trade.id)).all()
        self._trades = dict(rows)

    def write(self, line: PlannedLine) -> tuple[int, int]:
        """Write a new or changed line; returns the person and the referral."""
        if line.fate is LineFate.CHANGED and line.person_id and line.referral_id:
            return self._change(line, line.person_id, line.referral_id)
        person = self._person(line)
        referral = add_referral(self._db, person.id, self.referral_facts(line.facts), by=self._by, at=self._at)
        self._add_consents(person, line.facts)
        return person.id, referral.id

    def _person(self, line: PlannedLine) -> Person:
        sent = person_facts(line.facts)
        if line.person_id is None:
            return add_person(self._db, sent, origin=Origin.IOM, by=self._by, at=self._at)
        person = self._db.get_one(Person, line.person_id)
        origins = origins_of(self._db, person.id)
        known = facts_of(person)
        taken = {
            name: value
            for name, value in _values(sent).items()
            if value and (not getattr(known, name) or origins.get(_column(name)) is Origin.IOM)
        }
        if known.case_number:
            taken.pop("case_number", None)
        self._change_person(person.id, replace(known, **taken))
        return person

    def _change(self, line: PlannedLine, person_id: int, referral_id: int) -> tuple[int, int]:
        keys = {key for key, _, _ in line.changes} - line.kept
        person, referral = self._db.get_one(Person, person_id), self._db.get_one(Referral, referral_id)
        sent = _values(person_facts(line.facts))
        names = {_fact_name(key) for key in keys & (PERSON_KEYS | {"case_number"})} - {None}
        taken = {name: sent[name] for name in names if name is not None}
        self._change_person(person_id, replace(facts_of(person), **taken))
        if keys - PERSON_KEYS - {"case_number", "consent"}:
            self._change_referral(referral, line)
        if "consent" in keys:
            self._add_consents(person, line.facts)
        return person_id, referral_id

    def _change_person(self, person_id: int, facts: PersonFacts) -> None:
        change_person(self._db, person_id, facts, origin=Origin.IOM, by=self._by, at=self._at)

    def _change_referral(self, referral: Referral, line: PlannedLine) -> None:
        put_facts(referral, self.referral_facts(line.facts))
        self._db.flush()
        write_journal(
            self._db,
            by=self._by,
            at=self._at,
            act="referral.change",
            subject=("referral", referral.id),
            event_date=referral.received_on,
            after={"changed": sorted(key for key, _, _ in line.changes if key not in PERSON_KEYS)},
        )

    def referral_facts(self, facts: LineFacts) -> ReferralFacts:
        """Return the referral of a line; a trade that the centre does not know stays in the remarks."""
        unknown = [
            text
            for text, code in (
                (facts.training, facts.training_code),
                (facts.declared_trade, facts.declared_trade_code),
            )
            if text and not code
        ]
        children = facts.dependants or 0
        young = facts.young_children or 0
        return ReferralFacts(
            received_on=facts.referred_on or self._at.date(),
            route=facts.route or Route.TRAINING,
            wished_trade_id=self._trades.get(facts.training_code),
            declared_trade_id=self._trades.get(facts.declared_trade_code),
            experience_years=facts.experience_years,
            wish=facts.wish[:120],
            children=max(children, young),
            children_under_age=young,
            day_care_wished=bool(facts.day_care),
            remarks=" · ".join(dict.fromkeys(part for part in (facts.remarks, *unknown) if part)),
        )

    def _add_consents(self, person: Person, facts: LineFacts) -> None:
        """Record the consent that IOM took. A minor's is left open: the guardian signs at the centre."""
        if facts.consent is None:
            return
        on_date = min(facts.referred_on or self._at.date(), self._at.date())
        minor = facts.birth is not None and facts.birth.age_on(on_date) < ADULT_AGE
        if facts.consent and minor:
            return
        state = ConsentState.GIVEN if facts.consent else ConsentState.REFUSED
        for purpose in _SENT_PURPOSES:
            answer = ConsentAnswer(purpose, state, on_date)
            add_consent(self._db, person, answer, by=self._by, at=self._at)


def person_facts(facts: LineFacts) -> PersonFacts:
    """Return the person of a line as the register keeps one."""
    name = facts.name
    return PersonFacts(
        family_name=name.family,
        given_names=name.given,
        married_name=name.married,
        sex=facts.sex,
        birth=facts.birth,
        birth_place=facts.birth_place[:80],
        mother_name=facts.mother[:120],
        phone=facts.phone[:40],
        case_number=facts.case_number,
        individual_number=facts.individual_number[:30],
        region_code=facts.region_code,
        cercle=facts.cercle[:80],
        quarter=(facts.quarter or facts.commune)[:120],
        return_country=facts.country[:80],
        return_date=_not_after(facts.returned_on, facts.referred_on),
        education=facts.education[:80],
        id_number=facts.id_number[:40],
    )


def _not_after(day: date | None, limit: date | None) -> date | None:
    """Drop a return that lies after the referral: it was noted, and it cannot be true."""
    return None if day is not None and limit is not None and day > limit else day


def _values(facts: PersonFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in PersonFacts.__dataclass_fields__}


def _column(name: str) -> str:
    return "birth_year" if name == "birth" else name


def _fact_name(key: str) -> str | None:
    if key == "commune":
        return "quarter"
    column = COLUMN_OF_KEY.get(key)
    return "birth" if column == "birth_year" else column
