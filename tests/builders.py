"""Rows for tests, put straight into a real desk: a centre with its agreement, people, sessions, marks.

Built from models rather than actions, so that a fault of one room does not fail the tests of all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from centre_desk.models.attendance import AttendanceMark, Roll
from centre_desk.models.centre import (
    Agreement,
    AgreementTrade,
    Classroom,
    DayCareProvider,
    Holiday,
    Rate,
    Signatory,
    Site,
    Trade,
    Trainer,
    TrainerQualification,
)
from centre_desk.models.course import CourseSession, Enrolment, SessionPattern, SessionSlot, SessionTrainer
from centre_desk.models.register import Consent, Dependant, Person
from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.centre import HolidayKind, HolidaySpan, ProrationMethod, RateKind, SignatoryKind
from centre_desk.rules.course import HalfDay, SessionState
from centre_desk.rules.dates import days_between
from centre_desk.rules.money import Rounding
from centre_desk.rules.register import ConsentPurpose, ConsentState, Kinship, Sex
from centre_desk.store.opening import Store

AT = datetime(2019, 11, 11, 8, 0, tzinfo=UTC)
TRADES = (
    ("MACO", "Maçonnerie", "Masonry", "7112", "0732"),
    ("COUT", "Coupe et couture", "Tailoring", "7531", "0723"),
    ("SOUD", "Soudure / construction métallique", "Welding", "7212", "0715"),
    ("GEST", "Gestion d’entreprise", "Business management", "", "0413"),
)


@dataclass(frozen=True, slots=True)
class BuiltCentre:
    """Numbers of what `build_centre` made; trades by code."""

    agreement_id: int
    site_id: int
    classroom_id: int
    trades: dict[str, int]
    trainers: tuple[int, ...]
    provider_id: int


def build_centre(
    store: Store, *, by_id: int = 1, proration: ProrationMethod = ProrationMethod.HALF_DAYS
) -> BuiltCentre:
    """Insert a site, four trades, an agreement for 2019-2020, rates, holidays, three assessors, a provider."""
    with store.begin() as db:
        trades = {t[0]: Trade(code=t[0], name_fr=t[1], name_en=t[2], isco08=t[3], iscedf=t[4]) for t in TRADES}
        site = Site(code="SEN", name="Sénou", town="Bamako")
        provider = DayCareProvider(name="Crèche Les Poussins", phone="+223 76 00 00 01")
        db.add_all([*trades.values(), site, provider])
        db.flush()
        classroom = Classroom(site_id=site.id, name="Atelier 1", capacity=40)
        agreement = Agreement(
            number="2019-07",
            signed_on=date(2018, 12, 3),
            start=date(2019, 1, 1),
            end_on=date(2020, 12, 31),
            project="Réintégration durable",
            donor="UE",
            proration=proration,
            rounding=Rounding.NEAREST_5,
            by_id=by_id,
            at=AT,
        )
        db.add_all([classroom, agreement])
        db.flush()
        db.add_all(
            AgreementTrade(agreement_id=agreement.id, trade_id=t.id, places=100, unit_price=150_000)
            for t in trades.values()
        )
        for kind, amount in (
            (RateKind.SMIG, 40_000),
            (RateKind.ALLOWANCE, 45_000),
            (RateKind.DAY_CARE, 500),
            (RateKind.TRAINING_FEE, 150_000),
        ):
            db.add(Rate(kind=kind, amount=amount, valid_from=date(2019, 1, 1), by_id=by_id, at=AT))
        db.add(
            Holiday(
                day=date(2019, 11, 15),
                span=HolidaySpan.DAY,
                name_fr="Baptême du Prophète (pont)",
                name_en="Bridge day",
                kind=HolidayKind.BRIDGE,
                by_id=by_id,
                at=AT,
            )
        )
        trainers = [
            Trainer(family_name="Samaké", given_names="Adama"),
            Trainer(family_name="Koné", given_names="Rokiatou"),
            Trainer(family_name="Diarra", given_names="Lassana"),
        ]
        db.add_all(trainers)
        db.add(
            Signatory(
                kind=SignatoryKind.DIRECTOR,
                name="Mme Traoré Aminata",
                function_fr="La directrice",
                function_en="The director",
                valid_from=date(2018, 1, 1),
            )
        )
        db.flush()
        db.add_all(
            TrainerQualification(trainer_id=trainer.id, trade_id=trade.id, title="BT", assessor=True)
            for trainer in trainers
            for trade in trades.values()
        )
        return BuiltCentre(
            agreement.id,
            site.id,
            classroom.id,
            {code: trade.id for code, trade in trades.items()},
            tuple(t.id for t in trainers),
            provider.id,
        )


def build_person(
    store: Store,
    number: int,
    *,
    given: str = "Moussa",
    family: str = "Traoré",
    sex: Sex = Sex.MALE,
    birth_year: int = 1992,
    region: str = "00",
    by_id: int = 1,
    **more: object,
) -> int:
    """Insert a person with a case number and every consent; return the number of the row."""
    with store.begin() as db:
        person = Person(
            case_number=f"ML10-2019-{number:06d}",
            given_names=given,
            family_name=family,
            sex=sex,
            birth_year=birth_year,
            region_code=region,
            by_id=by_id,
            at=AT,
            **more,
        )
        db.add(person)
        db.flush()
        db.add_all(
            Consent(
                person_id=person.id,
                purpose=purpose,
                state=ConsentState.GIVEN,
                on_date=date(2019, 8, 1),
                language="bambara",
                by_id=by_id,
                at=AT,
            )
            for purpose in ConsentPurpose
        )
        return person.id


def build_child(store: Store, person_id: int, name: str = "Awa", birth_year: int = 2016, by_id: int = 1) -> int:
    """Insert a child of a person; return its number."""
    with store.begin() as db:
        child = Dependant(
            person_id=person_id, kinship=Kinship.CHILD, name=name, birth_year=birth_year, by_id=by_id, at=AT
        )
        db.add(child)
        db.flush()
        return child.id


def build_session(
    store: Store,
    centre: BuiltCentre,
    *,
    code: str = "S-2019-001",
    name: str = "Maçonnerie 2",
    trade: str = "MACO",
    start: date = date(2019, 11, 4),
    end: date = date(2019, 11, 29),
    afternoons: bool = True,
    capacity: int = 30,
    state: SessionState = SessionState.RUNNING,
    by_id: int = 1,
) -> int:
    """Insert a session Monday to Friday (no Friday afternoon), its slots without holidays; return its number."""
    with store.begin() as db:
        session = CourseSession(
            code=code,
            name=name,
            trade_id=centre.trades[trade],
            site_id=centre.site_id,
            classroom_id=centre.classroom_id,
            agreement_id=centre.agreement_id,
            capacity=capacity,
            start=start,
            end_on=end,
            state=state,
            by_id=by_id,
            at=AT,
        )
        db.add(session)
        db.flush()
        db.add(
            SessionTrainer(session_id=session.id, trainer_id=centre.trainers[0], first_day=start, by_id=by_id, at=AT)
        )
        halves = [(d, HalfDay.MORNING) for d in range(5)]
        halves += [(d, HalfDay.AFTERNOON) for d in range(4)] if afternoons else []
        db.add_all(
            SessionPattern(session_id=session.id, weekday=d, half_day=h, first_day=start, last_day=end)
            for d, h in halves
        )
        off = set(db.scalars(select(Holiday.day).where(Holiday.cancelled.is_(False))))
        db.add_all(
            SessionSlot(session_id=session.id, day=day, half_day=half)
            for day in days_between(start, end)
            for weekday, half in halves
            if day.weekday() == weekday and day not in off
        )
        return session.id


def enrol(
    store: Store, session_id: int, people: Iterable[int], *, start: date = date(2019, 11, 4), by_id: int = 1
) -> dict[int, int]:
    """Insert enrolments with register numbers from 1; return person -> enrolment."""
    with store.begin() as db:
        rows = [
            Enrolment(session_id=session_id, person_id=p, register_number=n, start=start, by_id=by_id, at=AT)
            for n, p in enumerate(people, start=1)
        ]
        db.add_all(rows)
        db.flush()
        return {row.person_id: row.id for row in rows}


def take_roll(
    store: Store,
    session_id: int,
    day: date,
    half: HalfDay = HalfDay.MORNING,
    exceptions: Mapping[int, MarkValue] | None = None,
    by_id: int = 1,
) -> None:
    """Insert a validated roll: everyone enrolled on the day is present but `exceptions` (person -> mark)."""
    marks = dict(exceptions or {})
    with store.begin() as db:
        slot = db.scalars(
            select(SessionSlot).where(
                SessionSlot.session_id == session_id, SessionSlot.day == day, SessionSlot.half_day == half
            )
        ).one()
        people = db.scalars(
            select(Enrolment).where(
                Enrolment.session_id == session_id,
                Enrolment.start <= day,
                (Enrolment.end_on.is_(None)) | (Enrolment.end_on >= day),
            )
        ).all()
        values = {e.person_id: marks.get(e.person_id, MarkValue.PRESENT) for e in people}
        signed = sum(1 for v in values.values() if v in (MarkValue.PRESENT, MarkValue.LATE))
        db.add(
            Roll(
                slot_id=slot.id,
                session_id=session_id,
                day=day,
                half_day=half,
                state=RollState.VALIDATED,
                signatures=signed,
                received_on=max(day, AT.date()),
                by_id=by_id,
                at=AT,
            )
        )
        db.add_all(
            AttendanceMark(
                session_id=session_id,
                person_id=e.person_id,
                enrolment_id=e.id,
                day=day,
                half_day=half,
                value=values[e.person_id],
                by_id=by_id,
                at=AT,
            )
            for e in people
        )
