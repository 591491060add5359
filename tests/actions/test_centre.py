"""Acts on the centre: reference data, profile, sites, agreements, dated rates, days off, staff."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from centre_desk.actions.centre.calendar import add_holiday, cancel_holiday, confirm_holidays
from centre_desk.actions.centre.places import (
    Profile,
    add_classroom,
    add_site,
    add_trade,
    adopt_reference_data,
    close_site,
    set_trade_active,
    update_centre_profile,
)
from centre_desk.actions.centre.staff import (
    add_day_care_provider,
    add_signatory,
    add_trainer,
    close_day_care_provider,
    qualify_trainer,
    trainer_leaves,
)
from centre_desk.actions.centre.terms import record_agreement, set_rate
from centre_desk.models.desk import JournalEntry, Month
from centre_desk.queries.centre import (
    agreement_rows,
    assessors_rows,
    centre_sheet,
    days_off,
    holidays_between,
    providers_rows,
    rate_rows,
    rates_in_force,
    signatory_on,
    sites_rows,
    trade_rows,
    trainers_rows,
)
from centre_desk.rules.centre import (
    AgreedTrade,
    AgreementTerms,
    DayOff,
    HolidaySpan,
    RateKind,
    SignatoryKind,
    rate_on,
)
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store

JAN = date(2019, 1, 1)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [r.code for r in refused.value.refusals]


def acts(store: Store) -> list[str]:
    with store.read() as db:
        return list(db.scalars(select(JournalEntry.act).order_by(JournalEntry.seq)))


def seal(store: Store, month: str) -> None:
    with store.begin() as db:
        db.add(Month(month=month, state=MonthState.SEALED, version=1))


def test_a_new_desk_adopts_the_reference_data_once(desk_store: Store, admin: Actor, at: datetime) -> None:
    first = adopt_reference_data(desk_store, by=admin, at=at)
    assert first.count == 26 + 167  # the lines of the two files
    assert adopt_reference_data(desk_store, by=admin, at=at).count == 0
    trades = {t.code: t for t in trade_rows(desk_store)}
    assert (trades["MENU"].isco08, trades["MENU"].iscedf) == ("7115", "0732")
    assert (trades["GEST"].isco08, trades["GEST"].iscedf) == ("", "0413")
    assert trades["MACO"].active
    assert not trades["COIF"].active
    assert next(t.name for t in trade_rows(desk_store, "en", active=True)) == "Business management"
    november = holidays_between(desk_store, date(2019, 11, 1), date(2019, 11, 30))
    assert [(h.day.day, h.estimated) for h in november] == [(10, False), (15, False), (16, False)]
    assert all("'" not in h.name for h in holidays_between(desk_store, JAN, date(2030, 12, 31)))


def test_the_profile_changes_and_the_journal_says_what(desk_store: Store, admin: Actor, at: datetime) -> None:
    profile = Profile(name="CFP de Sénou", town="Bamako", phone="+223 20 00 00 00", region_code="00")
    update_centre_profile(desk_store, profile=profile, by=admin, at=at)
    sheet = centre_sheet(desk_store)
    assert (sheet.code, sheet.name, sheet.phone) == ("CFP-SENOU", "CFP de Sénou", "+223 20 00 00 00")
    assert acts(desk_store)[-1] == "centre.update_profile"
    with pytest.raises(Refused) as refused:
        update_centre_profile(desk_store, profile=Profile(name=" "), by=admin, at=at)
    assert codes(refused) == ["centre.no_name"]


def test_sites_have_classrooms_and_close(desk_store: Store, admin: Actor, at: datetime) -> None:
    site = add_site(desk_store, code="sen", name="Sénou", by=admin, at=at).id
    village = add_site(desk_store, code="KAT-1", name="Kati, atelier Diarra", off_site=True, by=admin, at=at).id
    add_classroom(desk_store, site_id=site, name="Atelier 1", capacity=25, by=admin, at=at)
    for name, capacity, expected in (("Atelier 1", 25, "centre.classroom_taken"), ("Salle", 0, "centre.no_capacity")):
        with pytest.raises(Refused) as refused:
            add_classroom(desk_store, site_id=site, name=name, capacity=capacity, by=admin, at=at)
        assert codes(refused) == [expected]
    close_site(desk_store, site_id=village, on=date(2019, 10, 1), by=admin, at=at)
    assert [(s.code, len(s.classrooms)) for s in sites_rows(desk_store)] == [("SEN", 1), ("KAT-1", 0)]
    assert [s.code for s in sites_rows(desk_store, on=at.date())] == ["SEN"]
    with pytest.raises(Refused) as refused:
        add_site(desk_store, code="SEN", name="Autre", by=admin, at=at)
    assert codes(refused) == ["centre.site_code_taken"]


def test_only_settings_people_change_settings(
    desk_store: Store, secretary: Actor, trainer: Actor, at: datetime
) -> None:
    for actor in (secretary, trainer):
        with pytest.raises(Refused) as refused:
            add_site(desk_store, code="SEN", name="Sénou", by=actor, at=at)
        assert codes(refused) == ["desk.no_right"]


def test_a_trade_of_ones_own(desk_store: Store, admin: Actor, at: datetime) -> None:
    number = add_trade(desk_store, code="vann", name_fr="Vannerie", isco08="7317", by=admin, at=at).id
    assert [(t.code, t.name) for t in trade_rows(desk_store, "en")] == [("VANN", "Vannerie")]
    set_trade_active(desk_store, trade_id=number, active=False, by=admin, at=at)
    assert trade_rows(desk_store, active=True) == []


def test_an_agreement_is_recorded_by_the_director_alone(
    desk_store: Store, admin: Actor, director: Actor, at: datetime
) -> None:
    trade = add_trade(desk_store, code="MACO", name_fr="Maçonnerie", by=admin, at=at).id
    terms = AgreementTerms(
        number="2019-07",
        signed_on=date(2018, 12, 3),
        start=JAN,
        end_on=date(2019, 12, 31),
        trades=(AgreedTrade(trade, 25, 150_000),),
        donor=" UE ",
    )
    with pytest.raises(Refused) as refused:
        record_agreement(desk_store, terms=terms, by=admin, at=at)
    assert codes(refused) == ["desk.no_right"]
    record_agreement(desk_store, terms=terms, by=director, at=at)
    (row,) = agreement_rows(desk_store, on=at.date())
    assert (row.number, row.donor, row.threshold_percent, row.trades[0].unit_price) == ("2019-07", "UE", 80, 150_000)
    assert agreement_rows(desk_store, on=date(2020, 1, 1)) == []
    with pytest.raises(Refused) as refused:
        record_agreement(desk_store, terms=terms, by=director, at=at)
    assert codes(refused) == ["centre.agreement_number_taken"]


def test_a_rate_ends_the_one_before(desk_store: Store, director: Actor, at: datetime) -> None:
    def allowance(amount: int, start: date) -> None:
        set_rate(desk_store, kind=RateKind.ALLOWANCE, amount=amount, valid_from=start, by=director, at=at)

    set_rate(desk_store, kind=RateKind.SMIG, amount=40_000, valid_from=date(2016, 1, 1), by=director, at=at)
    allowance(42_000, JAN)
    allowance(46_000, date(2020, 1, 1))
    allowance(45_000, date(2019, 7, 1))
    allowance(44_000, date(2019, 7, 1))
    rows = [(r.amount, r.valid_from, r.valid_to) for r in rate_rows(desk_store) if r.kind is RateKind.ALLOWANCE]
    assert rows == [
        (46_000, date(2020, 1, 1), None),
        (44_000, date(2019, 7, 1), date(2019, 12, 31)),
        (42_000, JAN, date(2019, 6, 30)),
    ]
    assert rate_on(rates_in_force(desk_store, date(2019, 7, 1)), RateKind.ALLOWANCE, date(2019, 7, 1)) == 44_000


def test_an_allowance_under_the_minimum_wage_is_refused_with_the_figures(
    desk_store: Store, director: Actor, at: datetime
) -> None:
    set_rate(desk_store, kind=RateKind.SMIG, amount=40_000, valid_from=date(2016, 1, 1), by=director, at=at)
    with pytest.raises(Refused) as refused:
        set_rate(desk_store, kind=RateKind.ALLOWANCE, amount=39_000, valid_from=JAN, by=director, at=at)
    assert refused.value.refusals[0].facts == (("amount", 39_000), ("smig", 40_000))
    assert [r.kind for r in rate_rows(desk_store)] == [RateKind.SMIG]


def test_only_the_director_sets_rates_and_never_into_a_sealed_month(
    desk_store: Store, admin: Actor, secretary: Actor, director: Actor, at: datetime
) -> None:
    for actor in (admin, secretary):
        with pytest.raises(Refused) as refused:
            set_rate(desk_store, kind=RateKind.DAY_CARE, amount=500, valid_from=JAN, by=actor, at=at)
        assert codes(refused) == ["desk.no_right"]
    seal(desk_store, "2019-10")
    with pytest.raises(Refused) as refused:
        set_rate(desk_store, kind=RateKind.DAY_CARE, amount=500, valid_from=date(2019, 10, 31), by=director, at=at)
    assert codes(refused) == ["desk.month_closed"]
    set_rate(desk_store, kind=RateKind.DAY_CARE, amount=500, valid_from=date(2019, 11, 1), by=director, at=at)


def test_days_off_come_and_go(desk_store: Store, admin: Actor, director: Actor, at: datetime) -> None:
    day, friday = date(2019, 11, 15), date(2022, 10, 14)
    number = add_holiday(desk_store, day=day, name_fr="Pont du Baptême", by=director, at=at).id
    add_holiday(desk_store, day=friday, name_fr="Pont", span=HolidaySpan.AFTERNOON, by=director, at=at)
    with desk_store.read() as db:
        assert days_off(db, day, friday) == (DayOff(day), DayOff(friday, HolidaySpan.AFTERNOON))
    with pytest.raises(Refused) as refused:
        add_holiday(desk_store, day=day, name_fr="Pont du Baptême", by=director, at=at)
    assert codes(refused) == ["centre.holiday_known"]
    with pytest.raises(Refused) as refused:
        cancel_holiday(desk_store, holiday_id=number, reason="", by=director, at=at)
    assert codes(refused) == ["desk.no_reason"]
    cancel_holiday(desk_store, holiday_id=number, reason="Communiqué du 14", by=director, at=at)
    with desk_store.read() as db:
        assert days_off(db, day, day) == ()
    assert add_holiday(desk_store, day=day, name_fr="Pont du Baptême", by=director, at=at).id == number
    with pytest.raises(Refused) as refused:
        add_holiday(desk_store, day=date(2019, 12, 26), name_fr="Pont", by=admin, at=at)
    assert codes(refused) == ["desk.no_right"]


def test_a_day_off_of_a_sealed_month_stays(desk_store: Store, admin: Actor, director: Actor, at: datetime) -> None:
    adopt_reference_data(desk_store, by=admin, at=at)
    (eid,) = holidays_between(desk_store, date(2026, 8, 25), date(2026, 8, 25))
    (may,) = holidays_between(desk_store, date(2026, 5, 27), date(2026, 5, 27))
    seal(desk_store, "2026-08")
    for act in (
        lambda: add_holiday(desk_store, day=date(2026, 8, 26), name_fr="Pont", by=director, at=at),
        lambda: cancel_holiday(desk_store, holiday_id=eid.id, reason="Non", by=director, at=at),
        lambda: confirm_holidays(desk_store, holiday_ids=[may.id, eid.id], by=director, at=at),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused) == ["desk.month_closed"]
    assert holidays_between(desk_store, date(2026, 5, 27), date(2026, 5, 27))[0].estimated
    confirm_holidays(desk_store, holiday_ids=[may.id], by=director, at=at)
    assert not holidays_between(desk_store, date(2026, 5, 27), date(2026, 5, 27))[0].estimated


def test_trainers_teach_test_and_leave(desk_store: Store, admin: Actor, at: datetime) -> None:
    masonry = add_trade(desk_store, code="MACO", name_fr="Maçonnerie", by=admin, at=at).id
    sewing = add_trade(desk_store, code="COUT", name_fr="Couture", by=admin, at=at).id
    samake = add_trainer(desk_store, family_name="Samaké", given_names="Adama", by=admin, at=at).id
    kone = add_trainer(desk_store, family_name="Koné", given_names="", by=admin, at=at).id
    qualify_trainer(desk_store, trainer_id=samake, trade_id=masonry, title="BT", by=admin, at=at)
    qualify_trainer(desk_store, trainer_id=samake, trade_id=masonry, title="BT", assessor=True, by=admin, at=at)
    qualify_trainer(desk_store, trainer_id=kone, trade_id=masonry, by=admin, at=at)
    qualify_trainer(desk_store, trainer_id=kone, trade_id=sewing, by=admin, at=at)
    assert [t.name for t in trainers_rows(desk_store, masonry)] == ["Koné", "Adama Samaké"]
    assert [(t.name, t.tests) for t in assessors_rows(desk_store, masonry)] == [("Adama Samaké", ("MACO",))]
    trainer_leaves(desk_store, trainer_id=kone, on=date(2019, 11, 1), by=admin, at=at)
    assert [t.name for t in trainers_rows(desk_store, on=at.date())] == ["Adama Samaké"]
    with pytest.raises(Refused) as refused:
        add_trainer(desk_store, family_name=" ", given_names="", by=admin, at=at)
    assert codes(refused) == ["centre.no_trainer_name"]


def test_providers_and_signatories(desk_store: Store, admin: Actor, at: datetime) -> None:
    number = add_day_care_provider(desk_store, name="Les Poussins", phone="76", by=admin, at=at).id
    with pytest.raises(Refused) as refused:
        add_day_care_provider(desk_store, name="Les Poussins ", by=admin, at=at)
    assert codes(refused) == ["centre.provider_known"]
    close_day_care_provider(desk_store, provider_id=number, on=at.date(), by=admin, at=at)
    assert [p.name for p in providers_rows(desk_store)] == ["Les Poussins"]
    assert providers_rows(desk_store, on=at.date()) == []

    def sign(name: str, start: date) -> None:
        add_signatory(
            desk_store,
            kind=SignatoryKind.DIRECTOR,
            name=name,
            function_fr="La directrice",
            valid_from=start,
            by=admin,
            at=at,
        )

    sign("Mme Traoré", date(2018, 1, 1))
    sign("Mme Keïta", date(2019, 6, 1))
    before = signatory_on(desk_store, SignatoryKind.DIRECTOR, date(2019, 5, 31), "en")
    after = signatory_on(desk_store, SignatoryKind.DIRECTOR, date(2019, 6, 1))
    assert before is not None
    assert after is not None
    assert (before.name, before.function, before.valid_to) == ("Mme Traoré", "La directrice", date(2019, 5, 31))
    assert after.name == "Mme Keïta"
    assert signatory_on(desk_store, SignatoryKind.JURY, date(2019, 6, 1)) is None
