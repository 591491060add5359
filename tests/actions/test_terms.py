"""What the centre sets: each act refuses what makes no sense, takes effect where it is read, and says who did it."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

import pytest

from centre_desk.actions.attendance import set_lock_days, set_point_threshold
from centre_desk.actions.claim import set_days_a_month, set_partial_month
from centre_desk.actions.done import Done
from centre_desk.actions.exam import set_mention_bounds
from centre_desk.actions.follow_up import set_months
from centre_desk.actions.monthly_return import set_recipient
from centre_desk.actions.overview.report_day import set_report_day
from centre_desk.actions.referral import set_case_pattern, set_minimum_age
from centre_desk.papers.referral.reading import ReferralList
from centre_desk.queries.claim.due import DAYS_SETTING, PARTIAL_MONTH
from centre_desk.queries.desk import setting
from centre_desk.queries.exam.reading import mention_bounds
from centre_desk.queries.follow_up import MONTHS_SETTING
from centre_desk.queries.overview.settings import SettingRow, case_number_examples, setting_rows
from centre_desk.queries.referral.planning import reading_context
from centre_desk.rules.attendance.alerts import THRESHOLDS, AlertKind
from centre_desk.rules.claim import PartialMonth
from centre_desk.rules.desk import Actor
from centre_desk.rules.exam import MENTION_BOUNDS, Mention
from centre_desk.rules.overview.settings import SettingField
from centre_desk.store.opening import Store
from tests.builders import build_centre, build_person
from tests.builders_attendance import refused_with

Act = Callable[..., Done]
BOUNDS = {Mention.PASSABLE: 1000, Mention.FAIRLY_GOOD: 1300, Mention.GOOD: 1500, Mention.VERY_GOOD: 1700}

NO_LIST = ReferralList("", "", "", (), (), None)


def rows(store: Store) -> dict[object, SettingRow]:
    return {row.field: row for row in setting_rows(store)}


def test_what_is_set_is_listed_with_its_usual_value(desk_store: Store, director: Actor, at: datetime) -> None:
    centre = build_centre(desk_store)
    found = setting_rows(desk_store)
    assert [row.field for row in found] == [SettingField.LOCK_DAYS, *THRESHOLDS, *list(SettingField)[1:]]
    assert all(row.value == row.usual and row.set_at is None and row.set_by == "" for row in found)
    set_lock_days(desk_store, site_id=centre.site_id, days=10, by=director, at=at)
    set_point_threshold(desk_store, kind=AlertKind.NO_SHEET, value=21, by=director, at=at)
    set_mention_bounds(desk_store, bounds=BOUNDS, by=director, at=at)
    set_months(desk_store, months=[2, 8], by=director, at=at)
    now = rows(desk_store)
    lock = now[SettingField.LOCK_DAYS]
    assert (lock.value, lock.usual, lock.site, lock.set_by, lock.set_at) == (10, 7, "Sénou", "Fatoumata", at)
    assert (now[AlertKind.NO_SHEET].value, now[AlertKind.NO_SHEET].usual) == (21, 14)
    assert now[SettingField.MENTIONS].value == (1000, 1300, 1500, 1700)
    assert now[SettingField.VISIT_MONTHS].value == (2, 8)


@pytest.mark.parametrize(
    ("act", "facts", "code"),
    [
        (set_minimum_age, {"age": 9}, "referral.age_out_of_range"),
        (set_minimum_age, {"age": 31}, "referral.age_out_of_range"),
        (set_case_pattern, {"pattern": "ML10-[", "examples": ["ML10-1"]}, "referral.pattern_wrong"),
        (set_case_pattern, {"pattern": "ML10-.*", "examples": [""]}, "referral.pattern_without_example"),
        (set_case_pattern, {"pattern": "ML10-[0-9]+", "examples": ["ML10-1", "ML20-1"]}, "referral.pattern_misses"),
        (set_case_pattern, {"pattern": "M" * 81, "examples": ["M"]}, "referral.pattern_long"),
        (set_mention_bounds, {"bounds": {**BOUNDS, Mention.GOOD: 1300}}, "exam.mentions_not_rising"),
        (set_mention_bounds, {"bounds": {**BOUNDS, Mention.VERY_GOOD: 2001}}, "exam.mentions_not_rising"),
        (set_mention_bounds, {"bounds": {Mention.GOOD: 1300}}, "exam.mentions_not_rising"),
        (set_days_a_month, {"days": 0}, "claim.month_out_of_range"),
        (set_days_a_month, {"days": 32}, "claim.month_out_of_range"),
        (set_months, {"months": []}, "follow_up.months_wrong"),
        (set_months, {"months": [6, 3]}, "follow_up.months_wrong"),
        (set_months, {"months": [3, 61]}, "follow_up.months_wrong"),
        (set_report_day, {"day": 29}, "overview.report_day_out_of_range"),
        (set_recipient, {"recipient": "  "}, "monthly_return.nobody_receives"),
    ],
)
def test_what_makes_no_sense_is_refused(
    desk_store: Store, director: Actor, at: datetime, act: Act, facts: dict[str, object], code: str
) -> None:
    assert refused_with(lambda: act(desk_store, **facts, by=director, at=at)) == [code]


@pytest.mark.parametrize(
    ("act", "facts", "administrator_may"),
    [
        (set_minimum_age, {"age": 16}, True),
        (set_case_pattern, {"pattern": "ML10-.*", "examples": ["ML10-1"]}, False),
        (set_mention_bounds, {"bounds": BOUNDS}, True),
        (set_partial_month, {"method": PartialMonth.SESSION}, False),
        (set_days_a_month, {"days": 26}, False),
        (set_months, {"months": [2]}, True),
        (set_report_day, {"day": 10}, True),
        (set_recipient, {"recipient": "OIM Bamako"}, True),
    ],
)
def test_who_sets_what(
    desk_store: Store,
    director: Actor,
    admin: Actor,
    secretary: Actor,
    at: datetime,
    act: Act,
    facts: dict[str, object],
    administrator_may: bool,
) -> None:
    put = partial(act, desk_store, **facts, at=at)
    assert refused_with(lambda: put(by=secretary)) == ["desk.no_right"]
    if administrator_may:
        put(by=admin)
    else:
        assert refused_with(lambda: put(by=admin)) == ["desk.no_right"]
    put(by=director)


def test_what_is_set_is_what_the_rooms_read(desk_store: Store, director: Actor, at: datetime) -> None:
    build_person(desk_store, 7)
    examples = case_number_examples(desk_store)
    assert examples == ["ML10-2019-000007"]
    pattern = r"ML10-2019-[0-9]{6}"
    set_case_pattern(desk_store, pattern=f" {pattern} ", examples=examples, by=director, at=at)
    set_minimum_age(desk_store, age=18, by=director, at=at)
    set_mention_bounds(desk_store, bounds=BOUNDS, by=director, at=at)
    set_partial_month(desk_store, method=PartialMonth.SESSION, by=director, at=at)
    set_days_a_month(desk_store, days=26, by=director, at=at)
    set_months(desk_store, months=[2, 8], by=director, at=at)
    with desk_store.read() as db:
        context = reading_context(db, NO_LIST, date(2019, 11, 11), date(2019, 11, 11))
        assert (context.case_pattern, context.minimum_age) == (pattern, 18)
        assert mention_bounds(db) == BOUNDS
        assert setting(db, PARTIAL_MONTH, "") == "session"
        assert setting(db, DAYS_SETTING, 0) == 26
        assert setting(db, MONTHS_SETTING, []) == [2, 8]
    set_case_pattern(desk_store, pattern="", examples=[], by=director, at=at)  # any number again
    with desk_store.read() as db:
        assert reading_context(db, NO_LIST, None, date(2019, 11, 11)).case_pattern == ""
    assert MENTION_BOUNDS != BOUNDS
