"""Reads of those in a session, and of those who may be enrolled: they wait for a course, or accepted an offer."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Offer, SkillsTest
from centre_desk.models.course import Enrolment
from centre_desk.models.referral import Referral
from centre_desk.models.register import Person
from centre_desk.queries.course.reading import busy_from
from centre_desk.queries.register import IN_FORCE, PeopleFilter, deceased, list_name, people_rows
from centre_desk.rules.assessment import OfferAnswer, OfferKind
from centre_desk.rules.course import EndReason
from centre_desk.rules.course.enrolment import Named, second_keys
from centre_desk.rules.referral import Route
from centre_desk.rules.referral.state import WAITING_STATES
from centre_desk.rules.register import PersonState, Sex
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class EnrolledRow:
    """Somebody enrolled, under a register number; `second_key` is empty unless two share the name."""

    id: int
    person_id: int
    register_number: int
    name: str
    second_key: str
    case_number: str
    sex: Sex
    birth_year: int | None
    phone: str
    provisional: bool
    start: date
    end_on: date | None
    end_reason: EndReason | None
    end_note: str

    @property
    def full_name(self) -> str:
        """Return the name with what tells it from the same name."""
        return f"{self.name} ({self.second_key})" if self.second_key else self.name


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """Somebody who may be enrolled. `id` is the person; `offered` when a test led to the offer of a course.

    `place` is the place in the waiting list of the trade; 0 for somebody of the register who does not wait.
    """

    id: int
    referral_id: int | None
    name: str
    second_key: str
    case_number: str
    sex: Sex
    birth_year: int | None
    region_code: str
    waiting_since: date | None
    offered: bool
    provisional: bool
    place: int = 0

    @property
    def full_name(self) -> str:
        """Return the name with what tells it from the same name."""
        return f"{self.name} ({self.second_key})" if self.second_key else self.name


def enrolled_rows(store: Store, session_id: int) -> list[EnrolledRow]:
    """Return everybody who was ever enrolled in a session, by register number."""
    with store.read() as db:
        pairs = db.execute(
            select(Enrolment, Person)
            .join(Person, Person.id == Enrolment.person_id)
            .where(Enrolment.session_id == session_id)
            .order_by(Enrolment.register_number)
        ).all()
        keys = second_keys(named(person) for _, person in pairs)
        return [_enrolled_row(enrolment, person, keys.get(person.id, "")) for enrolment, person in pairs]


def named(person: Person) -> Named:
    """Return what tells a person from another of the same name."""
    name = list_name(person.family_name, person.given_names)
    return Named(person.id, name, person.mother_name, person.birth_year, person.case_number or "")


def _enrolled_row(enrolment: Enrolment, person: Person, key: str) -> EnrolledRow:
    return EnrolledRow(
        id=enrolment.id,
        person_id=person.id,
        register_number=enrolment.register_number,
        name=list_name(person.family_name, person.given_names),
        second_key=key,
        case_number=person.case_number or "",
        sex=person.sex,
        birth_year=person.birth_year,
        phone=person.phone,
        provisional=person.state is PersonState.PROVISIONAL,
        start=enrolment.start,
        end_on=enrolment.end_on,
        end_reason=enrolment.end_reason,
        end_note=enrolment.end_note,
    )


def candidate_rows(store: Store, trade_id: int, start: date, until: date | None = None) -> list[CandidateRow]:
    """Return the waiting list of a trade: who may be enrolled from a day to a day, those who wait longest first.

    A referral that names no trade is for every trade. Nobody who is in a session then, and nobody who has died.
    """
    with store.read() as db:
        waiting = _waiting(db, trade_id)
        found = _free(db, list(waiting), start, until)
    keys = second_keys(named(person) for person in found)
    ordered = sorted(found, key=lambda p: (waiting[p.id][1], list_name(p.family_name, p.given_names), p.id))
    return [
        _candidate_row(person, keys.get(person.id, ""), *waiting[person.id], place)
        for place, person in enumerate(ordered, start=1)
    ]


def other_rows(store: Store, search: str, start: date, until: date | None = None) -> list[CandidateRow]:
    """Return the people of the register that a search finds and who may be enrolled from a day to a day, by name."""
    people = [row.id for row in people_rows(store, PeopleFilter(search=search))]
    with store.read() as db:
        found = _free(db, people, start, until)
    keys = second_keys(named(person) for person in found)
    rows = [_candidate_row(person, keys.get(person.id, ""), None, None, False, 0) for person in found]
    return sorted(rows, key=lambda r: (r.name, r.id))


def count_waiting(db: Session, trade_id: int, start: date) -> int:
    """Return how many wait for a trade and may be enrolled from a day on."""
    return len(_free(db, list(_waiting(db, trade_id)), start))


def _waiting(db: Session, trade_id: int) -> dict[int, tuple[int | None, date, bool]]:
    waiting = _by_referral(db, trade_id)
    for person, row in _by_offer(db, trade_id).items():
        waiting.setdefault(person, row)
    return waiting


def _free(db: Session, people: list[int], start: date, until: date | None = None) -> list[Person]:
    """Return those in force who are in no session from a day to a day, and alive."""
    kept = set(people) - set(busy_from(db, people, start, until)) - deceased(db, people)
    return list(db.scalars(select(Person).where(Person.id.in_(kept), Person.state.in_(IN_FORCE))))


def _by_referral(db: Session, trade_id: int) -> dict[int, tuple[int | None, date, bool]]:
    query = (
        select(Referral.person_id, Referral.id, Referral.received_on)
        .where(Referral.route == Route.TRAINING, Referral.state.in_(WAITING_STATES))
        .where(or_(Referral.wished_trade_id == trade_id, Referral.wished_trade_id.is_(None)))
        .order_by(Referral.received_on, Referral.id)
    )
    found: dict[int, tuple[int | None, date, bool]] = {}
    for person_id, number, since in db.execute(query):
        found.setdefault(person_id, (number, since, False))
    return found


def _by_offer(db: Session, trade_id: int) -> dict[int, tuple[int | None, date, bool]]:
    """Offers of a course that were accepted and not yet followed by an enrolment."""
    followed = select(Enrolment.id).where(
        Enrolment.person_id == Offer.person_id,
        or_(Enrolment.start >= Offer.answered_on, Enrolment.referral_id == SkillsTest.referral_id),
    )
    query = (
        select(Offer.person_id, SkillsTest.referral_id, Offer.answered_on)
        .join(SkillsTest, SkillsTest.id == Offer.test_id)
        .where(
            Offer.answer == OfferAnswer.ACCEPTED,
            Offer.partner == "",  # a training at another centre is followed there
            Offer.kind.in_((OfferKind.TRAINING, OfferKind.BUSINESS_MANAGEMENT)),
            and_(or_(Offer.trade_id == trade_id, Offer.trade_id.is_(None)), ~followed.exists()),
        )
        .order_by(Offer.answered_on, Offer.id)
    )
    return {row[0]: (row[1], row[2], True) for row in db.execute(query) if row[2] is not None}


def _candidate_row(
    person: Person, key: str, referral_id: int | None, since: date | None, offered: bool, place: int
) -> CandidateRow:
    return CandidateRow(
        id=person.id,
        referral_id=referral_id,
        name=list_name(person.family_name, person.given_names),
        second_key=key,
        case_number=person.case_number or "",
        sex=person.sex,
        birth_year=person.birth_year,
        region_code=person.region_code,
        waiting_since=since,
        offered=offered,
        provisional=person.state is PersonState.PROVISIONAL,
        place=place,
    )
