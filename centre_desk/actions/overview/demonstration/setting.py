"""The demonstration's centre: one CFP of Bamako, its agreement with IOM, rates, trainers and users.

Amounts are plausible examples (the source fixes none) and the people are nobody: names come from the shipped
list of usual ones, case numbers begin with DEMO-.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from centre_desk.actions.assessment import adopt_reference_grids
from centre_desk.actions.centre.places import (
    Profile,
    add_classroom,
    add_site,
    adopt_reference_data,
    update_centre_profile,
)
from centre_desk.actions.centre.staff import add_day_care_provider, add_signatory, add_trainer, qualify_trainer
from centre_desk.actions.centre.terms import record_agreement, set_rate
from centre_desk.actions.desk.rights import actor_of
from centre_desk.actions.desk.users import add_user
from centre_desk.actions.kit import adopt_kit_list, adopt_reference_kits, review_kit_list
from centre_desk.actions.overview.founding import found_desk
from centre_desk.queries.centre import trade_rows
from centre_desk.queries.desk import user_rows
from centre_desk.queries.kit import kit_list_rows
from centre_desk.rules.centre import AgreedTrade, AgreementTerms, RateKind, SignatoryKind
from centre_desk.rules.desk import Actor, Role
from centre_desk.store import keys
from centre_desk.store.opening import Store

CODE = "CFP-DEMO"
NAME = "Centre de formation professionnelle de Démonstration"
PASSWORD = "demonstration"
TRADES = ("MACO", "COUT", "SOUD")
USERS: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("Kadia", "Kadia Sangaré", (Role.ADMINISTRATOR, Role.SECRETARY)),
    ("Adama", "Adama Samaké", (Role.TRAINER,)),
    ("Aminata", "Aminata Traoré", (Role.DIRECTOR,)),
    ("Seydou", "Seydou Keïta", (Role.CASHIER,)),
    ("Bakary", "Bakary Diarra", (Role.VIEWER,)),
)
TRAINERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Samaké", "Adama", ("MACO", "SOUD")),
    ("Koné", "Rokiatou", ("COUT",)),
    ("Diarra", "Lassana", ("SOUD", "MACO")),
    ("Dembélé", "Mariam", ("COUT", "MACO", "SOUD")),
)
RATES = (
    (RateKind.SMIG, 40_000),
    (RateKind.ALLOWANCE, 45_000),
    (RateKind.DAY_CARE, 750),
    (RateKind.TRAINING_FEE, 150_000),
)


@dataclass
class Scene:
    """What every scene of the year works with; moments are made from the story's days, never from the clock."""

    store: Store
    today: date
    first_day: date
    chance: Random
    actors: dict[Role, Actor] = field(default_factory=dict)
    trades: dict[str, int] = field(default_factory=dict)
    trainers: dict[str, int] = field(default_factory=dict)
    site_id: int = 0
    classrooms: tuple[int, ...] = ()
    agreement_id: int = 0
    provider_id: int = 0
    sent: int = 0

    def by(self, role: Role) -> Actor:
        """Return the user who plays a role."""
        return self.actors[role]

    @property
    def outbox(self) -> Path:
        """Where the demonstration alone keeps its papers."""
        return self.store.outbox


def moment(day: date, hour: int = 8, minute: int = 0) -> datetime:
    """Return a moment of a day of the story."""
    return datetime.combine(day, time(hour, minute), UTC)


def set_scene(folder: Path, today: date, seed: int, cost: keys.Cost = keys.FLOOR) -> Scene:
    """Found the demonstration desk and everything that does not change in its year."""
    first = _first_of_month(today, 12)
    founding_day = first - timedelta(days=30)
    at = moment(founding_day)
    founded = found_desk(
        folder,
        centre_code=CODE,
        centre_name=NAME,
        town="Bamako",
        user_name=USERS[0][0],
        password=PASSWORD,
        at=at,
        roles=frozenset(USERS[0][2]),
        cost=cost,
        demonstration=True,
    )
    scene = Scene(founded.store, today, first, Random(seed))
    try:
        _add_users(scene, founded.actor, at, cost)
        for prepare in (_prepare_places, _prepare_terms, _prepare_staff, _prepare_lists):
            prepare(scene, at)
    except BaseException:
        founded.store.close()
        raise
    return scene


def _first_of_month(day: date, months_before: int) -> date:
    count = day.year * 12 + day.month - 1 - months_before
    return date(count // 12, count % 12 + 1, 1)


def _add_users(scene: Scene, first: Actor, at: datetime, cost: keys.Cost) -> None:
    for name, full_name, roles in USERS[1:]:
        add_user(
            scene.store, name=name, full_name=full_name, roles=roles, password=PASSWORD, by=first, at=at, cost=cost
        )
    rows = user_rows(scene.store)
    with scene.store.read() as db:
        for row in rows:
            actor = actor_of(db, row.id, at.date())
            scene.actors |= dict.fromkeys(actor.roles, actor)


def _prepare_places(scene: Scene, at: datetime) -> None:
    store, office = scene.store, scene.by(Role.ADMINISTRATOR)
    profile = Profile(
        name=NAME,
        short_name="CFP Démonstration",
        legal_status="Public",
        ministry="Ministère de l’Entrepreneuriat national, de l’Emploi et de la Formation professionnelle",
        address="Sénou, route de l’aéroport",
        town="Bamako",
        region_code="00",
        phone="+223 20 00 00 00",
    )
    update_centre_profile(store, profile=profile, by=office, at=at)
    adopt_reference_data(store, by=office, at=at)
    scene.trades = {row.code: row.id for row in trade_rows(store)}
    scene.site_id = add_site(store, code="SEN", name="Sénou", by=office, at=at, town="Bamako").id
    scene.classrooms = tuple(
        add_classroom(store, site_id=scene.site_id, name=name, capacity=30, by=office, at=at).id
        for name in ("Atelier 1", "Atelier 2", "Atelier 3")
    )


def _prepare_terms(scene: Scene, at: datetime) -> None:
    store, director = scene.store, scene.by(Role.DIRECTOR)
    start = at.date()
    terms = AgreementTerms(
        number=f"ML-{start.year}-07",
        signed_on=start,
        start=start,
        end_on=date(scene.today.year + 1, 12, 31),
        trades=tuple(AgreedTrade(scene.trades[code], 60, 150_000) for code in TRADES),
        project="Réintégration durable des migrants de retour",
        donor="Union européenne",
    )
    scene.agreement_id = record_agreement(store, terms=terms, by=director, at=at).id
    for kind, amount in RATES:
        set_rate(store, kind=kind, amount=amount, valid_from=start, by=director, at=at, document="Convention, annexe 2")


def _prepare_lists(scene: Scene, at: datetime) -> None:
    """Take in the shipped grids and kits; the director adopts the kits of the trades taught."""
    store, office = scene.store, scene.by(Role.ADMINISTRATOR)
    adopt_reference_grids(store, by=office, at=at)
    adopt_reference_kits(store, by=office, at=at)
    for row in kit_list_rows(store):
        if row.trade_code in TRADES:
            review_kit_list(
                store, list_id=row.id, feedback="Revu avec les représentants des migrants", by=office, at=at
            )
            adopt_kit_list(store, list_id=row.id, by=scene.by(Role.DIRECTOR), at=at)


def _prepare_staff(scene: Scene, at: datetime) -> None:
    store, office = scene.store, scene.by(Role.ADMINISTRATOR)
    user = {row.name: row.id for row in user_rows(store)}
    for family, given, codes in TRAINERS:
        number = add_trainer(store, family_name=family, given_names=given, by=office, at=at, user_id=user.get(given)).id
        scene.trainers[family] = number
        for code in codes:
            qualify_trainer(
                store, trainer_id=number, trade_id=scene.trades[code], by=office, at=at, title="BT", assessor=True
            )
    provider = add_day_care_provider(store, name="Crèche Les Poussins", by=office, at=at, phone="+223 76 00 00 01")
    scene.provider_id = provider.id
    for kind, name, function_fr, function_en in (
        (SignatoryKind.DIRECTOR, "Aminata Traoré", "La directrice", "The director"),
        (SignatoryKind.TRAINER, "Adama Samaké", "Le formateur principal", "The lead trainer"),
    ):
        add_signatory(
            store,
            kind=kind,
            name=name,
            function_fr=function_fr,
            function_en=function_en,
            valid_from=at.date(),
            by=office,
            at=at,
        )
