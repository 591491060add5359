"""Writing one planned line: the person, the referral and the consents that it brings or changes.

Only what the plan shows is written: each change that is not kept back, and who owns the value from then on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.actions.referral.moving import add_referral, put_facts
from centre_desk.actions.register import add_consent, add_person, change_person, set_origins
from centre_desk.models.centre import Trade
from centre_desk.models.referral import Referral
from centre_desk.models.register import Person
from centre_desk.queries.referral.planning import facts_of_referral
from centre_desk.queries.register import facts_of
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import LineFate, Route
from centre_desk.rules.referral.facts import LineFacts
from centre_desk.rules.referral.ownership import CONSENT, FIELD_OF_KEY, PERSON_KEYS, is_minor, remarks_of, sent_person
from centre_desk.rules.referral.planned import PlannedLine
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.register import ConsentPurpose, ConsentState, Origin
from centre_desk.rules.register.person import ConsentAnswer
from centre_desk.store.journal import write_journal

_SENT_PURPOSES = (ConsentPurpose.TRAINING_FILE, ConsentPurpose.TRANSFER_IOM)
_NAMES_OF_KEY = {
    "referred_on": ("received_on",),
    "route": ("route",),
    "training": ("wished_trade_id",),
    "declared_trade": ("declared_trade_id",),
    "experience_years": ("experience_years",),
    "wish": ("wish",),
    "dependants": ("children",),
    "young_children": ("children_under_age",),
    "day_care": ("day_care_wished",),
    "remarks": ("remarks",),
}
"""The facts of a referral (`ReferralFacts`) behind each key of a change."""

Written = tuple[int, int]
"""A person and a referral."""


class LineWriter:
    """Writes lines inside one import; a line that repeats an earlier one finds what that one wrote."""

    def __init__(self, db: Session, by: Actor, at: datetime) -> None:
        self._db = db
        self._by = by
        self._at = at
        rows = db.execute(select(Trade.code, Trade.id)).all()
        self._trades = dict(rows)
        self._written: dict[str, Written] = {}

    def write(self, line: PlannedLine) -> Written | None:
        """Write a line; returns the person and the referral of one that is taken or known, None of the others."""
        found = self._write(line)
        if found is not None:
            self._written[line.place] = found
        return found

    def _write(self, line: PlannedLine) -> Written | None:
        known = self._written.get(line.of_line) or _pair(line.person_id, line.referral_id)
        if line.fate is LineFate.UNCHANGED:
            return known
        if line.fate is LineFate.CHANGED and known is not None:
            return self._change(line, *known)
        return self._add(line) if line.fate is LineFate.NEW else None

    def _add(self, line: PlannedLine) -> Written:
        """Write a new referral, of a new person or of a known one."""
        new = line.person_id is None
        if line.person_id is None:
            person = add_person(self._db, sent_person(line.facts), origin=Origin.IOM, by=self._by, at=self._at)
            self._own(person.id, line.corrected)
        else:
            person = self._db.get_one(Person, line.person_id)
            self._change_person(person.id, line)
        referral = add_referral(self._db, person.id, self._referral_facts(line.facts), by=self._by, at=self._at)
        if new or CONSENT in line.taken:
            self._add_consents(person, line)
        return person.id, referral.id

    def _change(self, line: PlannedLine, person_id: int, referral_id: int) -> Written:
        self._change_person(person_id, line)
        keys = line.taken & _NAMES_OF_KEY.keys()
        if keys:
            self._change_referral(self._db.get_one(Referral, referral_id), line.facts, keys)
        if CONSENT in line.taken:
            self._add_consents(self._db.get_one(Person, person_id), line)
        return person_id, referral_id

    def _change_person(self, person_id: int, line: PlannedLine) -> None:
        sent = sent_person(line.facts)
        keys = line.taken & PERSON_KEYS
        if not keys:
            return
        taken = {FIELD_OF_KEY[key]: getattr(sent, FIELD_OF_KEY[key]) for key in keys}
        known = facts_of(self._db.get_one(Person, person_id))
        changed: dict[str, Any] = taken
        change_person(self._db, person_id, replace(known, **changed), origin=Origin.IOM, by=self._by, at=self._at)
        set_origins(self._db, person_id, _columns(keys - line.corrected), Origin.IOM, self._by, self._at)
        self._own(person_id, keys & line.corrected)

    def _own(self, person_id: int, keys: Iterable[str]) -> None:
        """Make what the user typed into a line the centre's own."""
        set_origins(self._db, person_id, _columns(keys), Origin.CENTRE, self._by, self._at)

    def _change_referral(self, referral: Referral, facts: LineFacts, keys: Iterable[str]) -> None:
        before, sent = facts_of_referral(referral), self._referral_facts(facts)
        names = [name for key in sorted(keys) for name in _NAMES_OF_KEY[key]]
        changed: Mapping[str, Any] = {name: getattr(sent, name) for name in names}
        put_facts(referral, replace(before, **changed))
        self._db.flush()
        write_journal(
            self._db,
            by=self._by,
            at=self._at,
            act="referral.change",
            subject=("referral", referral.id),
            event_date=referral.received_on,
            after={"changed": sorted(keys)},
        )

    def _referral_facts(self, facts: LineFacts) -> ReferralFacts:
        """Return the referral of a line; a trade that the centre does not know stays in the remarks."""
        young, children = facts.young_children or 0, facts.dependants or 0
        return ReferralFacts(
            received_on=facts.referred_on or self._at.date(),
            route=facts.route or Route.TRAINING,
            wished_trade_id=self._trades.get(facts.training_code),
            declared_trade_id=self._trades.get(facts.declared_trade_code),
            experience_years=facts.experience_years,
            wish=facts.wish[:120].rstrip(),
            children=max(children, young),
            children_under_age=young,
            day_care_wished=bool(facts.day_care),
            remarks=remarks_of(facts),
        )

    def _add_consents(self, person: Person, line: PlannedLine) -> None:
        """Record the consent that IOM took. A minor's is left open: the guardian signs at the centre.

        It counts from the referral on; where the centre had another answer, from the day on which IOM's was taken.
        """
        facts, today = line.facts, self._at.date()
        if facts.consent is None or (facts.consent and is_minor(facts)):
            return
        on_date = today if CONSENT in line.own else min(facts.referred_on or today, today)
        state = ConsentState.GIVEN if facts.consent else ConsentState.REFUSED
        for purpose in _SENT_PURPOSES:
            add_consent(self._db, person, ConsentAnswer(purpose, state, on_date), by=self._by, at=self._at)


def _pair(person_id: int | None, referral_id: int | None) -> Written | None:
    return None if person_id is None or referral_id is None else (person_id, referral_id)


def _columns(keys: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of a person behind keys; a birth has two."""
    names = [FIELD_OF_KEY[key] for key in sorted(keys) if key in FIELD_OF_KEY]
    return tuple(column for n in names for column in (("birth_date", "birth_year") if n == "birth" else (n,)))
