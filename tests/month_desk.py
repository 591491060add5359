"""The desk on which the month is lived: a centre, its agreement with IOM, rates, staff, grids, kits, by actions.

What a month does not change. Closed again, so that it can be copied and opened once by each way of living the month.
"""

from datetime import UTC, date, datetime
from pathlib import Path

from centre_desk.actions.assessment import adopt_reference_grids
from centre_desk.actions.centre.calendar import add_holiday
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
from centre_desk.actions.desk.settings import set_setting
from centre_desk.actions.kit import adopt_kit_list, adopt_reference_kits
from centre_desk.queries.centre import trade_rows
from centre_desk.queries.desk import user_rows
from centre_desk.queries.kit import kit_list_rows
from centre_desk.rules.centre import AgreedTrade, AgreementTerms, HolidayKind, RateKind, SignatoryKind
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store, open_desk
from tests.month import ALLOWANCE, CARE, DIRECTOR, FEE, PASSWORD, PLACE

BEFORE = datetime(2019, 10, 28, 8, 0, tzinfo=UTC)
START = date(2019, 1, 1)
TRAINERS = (("Samaké", "Adama"), ("Dembélé", "Mariam"))
PROVIDER = "Crèche Les Poussins"


def actor(store: Store, name: str) -> Actor:
    """Return a user of the desk as the one who acts."""
    number = {row.name: row.id for row in user_rows(store)}[name]
    with store.read() as db:
        return actor_of(db, number, BEFORE.date())


def prepare_desk(folder: Path) -> None:
    """Settle a new desk that has the tests' users."""
    with open_desk(folder, "Awa", PASSWORD) as store:
        admin, director = actor(store, "Awa"), actor(store, DIRECTOR)
        _places(store, admin)
        trades = {row.code: row.id for row in trade_rows(store)}
        _terms(store, director, trades)
        _staff(store, admin, trades["MACO"])
        adopt_reference_grids(store, by=admin, at=BEFORE)
        adopt_reference_kits(store, by=admin, at=BEFORE)
        (kit,) = (row for row in kit_list_rows(store) if row.trade_code == "MACO")
        adopt_kit_list(store, list_id=kit.id, by=director, at=BEFORE)
        set_setting(store, key="follow_up.months", value=[1, 6, 12], by=admin, at=BEFORE)


def _places(store: Store, admin: Actor) -> None:
    profile = Profile(
        name="Centre de formation professionnelle de Sénou",
        short_name="CFP Sénou",
        legal_status="Public",
        address="Sénou, route de l’aéroport",
        town="Bamako",
        region_code="00",
        phone="+223 20 00 00 00",
    )
    update_centre_profile(store, profile=profile, by=admin, at=BEFORE)
    adopt_reference_data(store, by=admin, at=BEFORE)
    site = add_site(store, code="SEN", name=PLACE, town="Bamako", by=admin, at=BEFORE).id
    add_classroom(store, site_id=site, name="Atelier 1", capacity=30, by=admin, at=BEFORE)


def _terms(store: Store, director: Actor, trades: dict[str, int]) -> None:
    terms = AgreementTerms(
        number="ML-2019-07",
        signed_on=START,
        start=START,
        end_on=date(2020, 12, 31),
        trades=(AgreedTrade(trades["MACO"], 60, FEE), AgreedTrade(trades["SOUD"], 40, FEE)),
        project="Réintégration durable des migrants de retour",
        donor="Union européenne",
    )
    record_agreement(store, terms=terms, by=director, at=BEFORE)
    rates = ((RateKind.SMIG, 40_000), (RateKind.ALLOWANCE, ALLOWANCE), (RateKind.DAY_CARE, CARE))
    for kind, amount in rates:
        set_rate(store, kind=kind, amount=amount, valid_from=START, by=director, at=BEFORE)
    add_holiday(
        store, day=date(2019, 11, 15), name_fr="Pont du Maouloud", kind=HolidayKind.BRIDGE, by=director, at=BEFORE
    )


def _staff(store: Store, admin: Actor, trade: int) -> None:
    for family, given in TRAINERS:
        number = add_trainer(store, family_name=family, given_names=given, by=admin, at=BEFORE).id
        qualify_trainer(store, trainer_id=number, trade_id=trade, title="BT", assessor=True, by=admin, at=BEFORE)
    add_day_care_provider(store, name=PROVIDER, phone="+223 76 00 00 01", by=admin, at=BEFORE)
    for kind, name, french, english in (
        (SignatoryKind.DIRECTOR, "Aminata Traoré", "La directrice", "The director"),
        (SignatoryKind.TRAINER, "Adama Samaké", "Le formateur principal", "The lead trainer"),
    ):
        add_signatory(
            store,
            kind=kind,
            name=name,
            function_fr=french,
            function_en=english,
            valid_from=START,
            by=admin,
            at=BEFORE,
        )
