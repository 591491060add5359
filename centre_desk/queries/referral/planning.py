"""All that planning an import needs to know: the file, the centre's words and settings, and who is known already.

The words of trades come from the centre's trades and `resources/reference/trade_words.csv`.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz.fuzz import ratio
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from centre_desk.models.centre import Trade
from centre_desk.models.referral import Referral, ReferralFile, ReferralLine, ReferralMapping
from centre_desk.models.register import Consent, Person
from centre_desk.papers.phone import read_phone
from centre_desk.papers.referral.reading import ReferralList, Wanted, read_referrals
from centre_desk.places import resource
from centre_desk.queries.desk import setting
from centre_desk.queries.register import IN_FORCE, case_pattern, facts_of, origins_of, places, spelling
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.referral.known import KnownPeople, KnownPerson, KnownReferral
from centre_desk.rules.referral.line import MINIMUM_AGE, Context, find_month_first, raw_digest
from centre_desk.rules.referral.ownership import CONSENT, FIELD_OF_KEY, values_of_person, values_of_referral
from centre_desk.rules.referral.plan import Answer, ImportPlan, plan_import
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.referral.terms import MINIMUM_AGE_SETTING
from centre_desk.rules.referral.words import Trades, make_trades
from centre_desk.rules.register import ConsentPurpose, ConsentState, Origin
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import Described
from centre_desk.rules.register.names import normal_case_number
from centre_desk.store.opening import Store


def read_file(
    store: Store,
    path: Path,
    mapping: Mapping[str, str] | None = None,
    wanted: Wanted | None = None,
    *,
    unmapped: bool = False,
) -> ReferralList:
    """Read a referral file with the mapping given, else the one remembered for its layout; raises `Refused`.

    `unmapped` gives the headers of a file in which no people are found, so that the user says what they mean.
    """
    known = remembered(store) if mapping is None else lambda layout: mapping
    return read_referrals(path, known, wanted, unmapped=unmapped)


def remembered(store: Store) -> Callable[[str], Mapping[str, str] | None]:
    """Return what gives the newest mapping that the user settled for a layout."""

    def mapping_of(layout: str) -> Mapping[str, str] | None:
        with store.read() as db:
            query = select(ReferralMapping.mapping).where(ReferralMapping.layout == layout)
            text = db.scalars(query.order_by(ReferralMapping.id.desc()).limit(1)).first()
            return None if text is None else dict(json.loads(text))

    return mapping_of


def plan_referrals(
    store: Store,
    referrals: ReferralList,
    *,
    answers: Mapping[str, Answer] | None = None,
    referred_on: date | None = None,
    today: date,
    known: KnownPeople | None = None,
) -> ImportPlan:
    """Plan an import without writing anything: the preview, the dry run, and what the import itself does.

    `known`, from `known_for` with the same people chosen and the same date, saves reading the register again for
    each answer.
    """
    with store.read() as db:
        return plan_in(db, referrals, answers or {}, referred_on, today, known)


def plan_in(
    db: Session,
    referrals: ReferralList,
    answers: Mapping[str, Answer],
    referred_on: date | None,
    today: date,
    known: KnownPeople | None = None,
) -> ImportPlan:
    """Plan an import inside a session."""
    context = reading_context(db, referrals, referred_on, today)
    known = known or known_people(db, referrals, context, chosen_people(answers))
    return plan_import(referrals.lines, known, answers, context, lambda a, b: ratio(a, b) / 100)


def chosen_people(answers: Mapping[str, Answer]) -> frozenset[int]:
    """Return the people of the register whom the user chose for lines."""
    return frozenset(answer.same_as for answer in answers.values() if answer.same_as is not None)


def known_for(
    store: Store, referrals: ReferralList, chosen: Iterable[int], referred_on: date | None, today: date
) -> KnownPeople:
    """Read the people whom a file's lines are compared with, for several plans."""
    with store.read() as db:
        return known_people(db, referrals, reading_context(db, referrals, referred_on, today), chosen)


def reading_context(db: Session, referrals: ReferralList, referred_on: date | None, today: date) -> Context:
    """Return what reading lines needs: the centre's trades and settings, places, spellings, the date."""
    return Context(
        today=today,
        referred_on=referrals.referred_on or referred_on,
        trades=trade_words(db),
        places=places(),
        spelling=spelling(),
        phone=read_phone,
        minimum_age=minimum_age(db),
        case_pattern=case_pattern(db),
        month_first=find_month_first(referrals.lines),
    )


def minimum_age(db: Session) -> int:
    """Return the age under which the centre is asked."""
    age = setting(db, MINIMUM_AGE_SETTING, MINIMUM_AGE)
    return age if isinstance(age, int) else MINIMUM_AGE


def trade_words(db: Session) -> Trades:
    """Return the words of the centre's trades in use."""
    rows = db.execute(select(Trade.code, Trade.name_fr, Trade.name_en).where(Trade.active)).all()
    extra = _extra_words()
    return make_trades((code, (french, english, *extra.get(code, ()))) for code, french, english in rows)


@cache
def _extra_words() -> dict[str, tuple[str, ...]]:
    with resource("reference", "trade_words.csv").open(encoding="utf-8", newline="") as source:
        return {row["code"]: tuple(row["words"].split("|")) for row in csv.DictReader(source)}


def known_people(
    db: Session, referrals: ReferralList, context: Context, wanted: Iterable[int] = ()
) -> KnownPeople:
    """Return the people in force, with what the desk holds of those of whom the lines may speak.

    These are the people whom a line names by number, who came from the same texts, or whom the user chose.
    """
    numbers = {normal_case_number(line.text(Field.CASE_NUMBER)) for line in referrals.lines} - {""}
    digests = _digests(db, referrals.sha256)
    sent = {digests.get(raw_digest(line, context), (0, 0))[0] for line in referrals.lines}
    people = db.execute(
        select(
            Person.id,
            Person.given_names,
            Person.family_name,
            Person.married_name,
            Person.sex,
            Person.birth_date,
            Person.birth_year,
            Person.phone,
            func.coalesce(Person.case_number, ""),
            Person.sound_text,
        )
        .where(Person.state.in_(IN_FORCE))
        .order_by(Person.id)
    ).all()
    named = {row[0] for row in people if row[8] in numbers} | sent | set(wanted)
    held = _Held(db, named)
    known = (
        KnownPerson(
            row[0],
            Described(row[1], row[2], row[3], row[4], _birth(row[5], row[6]), row[7], row[8]),
            own=held.own.get(row[0], frozenset()),
            values=held.values.get(row[0], {}),
            referrals=tuple(held.referrals.get(row[0], ())),
            sounds=frozenset(row[9].split()),
        )
        for row in people
    )
    return KnownPeople(known, spelling(), digests)


def _birth(day: date | None, year: int | None) -> Birth | None:
    return None if year is None else Birth(year, day)


class _Held:
    """What the desk holds of some people: their values, which of them are the centre's, and their referrals."""

    def __init__(self, db: Session, people: set[int]) -> None:
        self.referrals = _referrals_of(db, people)
        self.values: dict[int, dict[str, str]] = {}
        self.own: dict[int, frozenset[str]] = {}
        consents = _consents(db, people)
        for person in db.scalars(select(Person).where(Person.id.in_(people))):
            values = {**values_of_person(facts_of(person)), CONSENT: consents.get(person.id, "")}
            told = [r.record[CONSENT] for r in self.referrals.get(person.id, ()) if CONSENT in r.record]
            own = _own_keys(values, origins_of(db, person.id))
            if values[CONSENT] and values[CONSENT] != (told[-1] if told else ""):
                own |= {CONSENT}
            self.values[person.id], self.own[person.id] = values, own


def _own_keys(values: Mapping[str, str], origins: Mapping[str, Origin]) -> frozenset[str]:
    """Return the keys of what the centre wrote or corrected: what nobody is said to own is the centre's too."""
    own = set()
    for key, name in FIELD_OF_KEY.items():
        columns = ("birth_date", "birth_year") if name == "birth" else (name,)
        owners = {origins[column] for column in columns if column in origins}
        if Origin.CENTRE in owners or (not owners and values[key]):
            own.add(key)
    return frozenset(own)


def _consents(db: Session, people: set[int]) -> dict[int, str]:
    """Return what each person last answered about the transfer to IOM."""
    query = (
        select(Consent.person_id, Consent.state)
        .where(Consent.purpose == ConsentPurpose.TRANSFER_IOM, Consent.person_id.in_(people))
        .order_by(Consent.on_date, Consent.id)
    )
    return {person: "yes" if state is ConsentState.GIVEN else "no" for person, state in db.execute(query).all()}


def _referrals_of(db: Session, people: set[int]) -> dict[int, list[KnownReferral]]:
    records = {
        referral: json.loads(raw)
        for referral, raw in db.execute(
            select(ReferralLine.referral_id, ReferralLine.raw)
            .where(ReferralLine.person_id.in_(people), ReferralLine.referral_id.is_not(None))
            .order_by(ReferralLine.id)
        ).all()
    }
    wished, declared = aliased(Trade), aliased(Trade)
    query = (
        select(Referral, func.coalesce(wished.code, ""), func.coalesce(declared.code, ""))
        .outerjoin(wished, wished.id == Referral.wished_trade_id)
        .outerjoin(declared, declared.id == Referral.declared_trade_id)
        .where(Referral.person_id.in_(people))
        .order_by(Referral.id)
    )
    found: dict[int, list[KnownReferral]] = defaultdict(list)
    for row, training, declared_trade in db.execute(query).all():
        values = values_of_referral(facts_of_referral(row), training, declared_trade)
        record = records.get(row.id, {})
        found[row.person_id].append(KnownReferral(row.id, row.received_on.isoformat(), row.state, record, values))
    return found


def facts_of_referral(row: Referral) -> ReferralFacts:
    """Return the facts of a stored referral."""
    names: dict[str, Any] = {name: getattr(row, name) for name in ReferralFacts.__dataclass_fields__}
    return ReferralFacts(**names)


def _digests(db: Session, sha256: str) -> dict[str, tuple[int, int]]:
    """Return (person, referral) by the texts of a line that was imported.

    Only what the newest file that changed a referral says of it counts, for IOM may take a change back; of this very
    file every line does.
    """
    newest = (
        select(ReferralLine.referral_id, func.max(ReferralLine.file_id).label("file"))
        .where(ReferralLine.fate.in_((LineFate.NEW, LineFate.CHANGED)), ReferralLine.referral_id.is_not(None))
        .group_by(ReferralLine.referral_id)
        .subquery()
    )
    query = (
        select(ReferralLine.digest, ReferralLine.person_id, ReferralLine.referral_id)
        .join(newest, newest.c.referral_id == ReferralLine.referral_id)
        .join(ReferralFile, ReferralFile.id == ReferralLine.file_id)
        .where(or_(ReferralLine.file_id >= newest.c.file, ReferralFile.sha256 == sha256))
        .order_by(ReferralLine.id)
    )
    return {digest: (person or 0, referral or 0) for digest, person, referral in db.execute(query).all()}
