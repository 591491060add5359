"""Every number that the centre sets: the value in force, the usual one, who set it and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.centre import Site
from centre_desk.models.register import Person
from centre_desk.queries.claim.due import DAYS_SETTING, PARTIAL_MONTH
from centre_desk.queries.desk import SettingInForce, settings_in_force
from centre_desk.queries.exam.reading import MENTIONS_SETTING, mention_bounds
from centre_desk.queries.follow_up import MONTHS_SETTING
from centre_desk.queries.monthly_return.sheet import RECIPIENT, RECIPIENT_SETTING
from centre_desk.rules.attendance.alerts import THRESHOLDS, AlertKind
from centre_desk.rules.attendance.locks import LOCK_DAYS, lock_setting
from centre_desk.rules.claim import PartialMonth
from centre_desk.rules.claim.allowance import DAYS_A_MONTH
from centre_desk.rules.exam import MENTION_BOUNDS
from centre_desk.rules.follow_up import MONTHS_AFTER
from centre_desk.rules.overview.settings import SettingField
from centre_desk.rules.overview.today import REPORT_DAY, REPORT_DAY_SETTING
from centre_desk.rules.referral.line import MINIMUM_AGE
from centre_desk.rules.referral.terms import MINIMUM_AGE_SETTING
from centre_desk.rules.register.case_number import CASE_PATTERN_SETTING
from centre_desk.store.opening import Store

Value = int | str | tuple[int, ...]
"""A number, a word, or several numbers (months; bounds of mentions in hundredths, in their order)."""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One number that is set. `usual`: what holds until the centre sets it; `set_at` none: it never did.

    `site_id` and `site`: of which site it is; 0 and empty for the centre's own.
    """

    field: SettingField | AlertKind
    value: Value
    usual: Value
    set_by: str = ""
    set_at: datetime | None = None
    site_id: int = 0
    site: str = ""


_OWN: tuple[tuple[SettingField, str, Value], ...] = (
    (SettingField.CASE_PATTERN, CASE_PATTERN_SETTING, ""),
    (SettingField.MINIMUM_AGE, MINIMUM_AGE_SETTING, MINIMUM_AGE),
    (SettingField.MENTIONS, MENTIONS_SETTING, tuple(MENTION_BOUNDS.values())),
    (SettingField.PARTIAL_MONTH, PARTIAL_MONTH, PartialMonth.MONTH.value),
    (SettingField.DAYS_A_MONTH, DAYS_SETTING, DAYS_A_MONTH),
    (SettingField.VISIT_MONTHS, MONTHS_SETTING, MONTHS_AFTER),
    (SettingField.REPORT_DAY, REPORT_DAY_SETTING, REPORT_DAY),
    (SettingField.RECIPIENT, RECIPIENT_SETTING, RECIPIENT),
)


def setting_rows(store: Store) -> list[SettingRow]:
    """Return what is set, in the order of the rooms: locks of the sites, points to check, then the others."""
    with store.read() as db:
        known = settings_in_force(db)
        return [*_sites(db, known), *_points(known), *_others(db, known)]


def case_number_examples(store: Store, limit: int = 3) -> list[str]:
    """Return the newest case numbers of the register, to try a form on."""
    query = select(Person.case_number).where(Person.case_number.is_not(None), Person.case_number != "")
    with store.read() as db:
        return [str(number) for number in db.scalars(query.order_by(Person.id.desc()).limit(limit))]


def _sites(db: Session, known: Mapping[str, SettingInForce]) -> Iterator[SettingRow]:
    for site_id, name in db.execute(select(Site.id, Site.name).where(Site.closed_on.is_(None)).order_by(Site.name)):
        yield _row(SettingField.LOCK_DAYS, LOCK_DAYS, known.get(lock_setting(site_id)), site_id, name)


def _points(known: Mapping[str, SettingInForce]) -> Iterator[SettingRow]:
    for kind, (key, usual) in THRESHOLDS.items():
        yield _row(kind, usual, known.get(key))


def _others(db: Session, known: Mapping[str, SettingInForce]) -> Iterator[SettingRow]:
    for field, key, usual in _OWN:
        found = known.get(key)
        if field is SettingField.MENTIONS and found is not None:
            found = SettingInForce(list(mention_bounds(db).values()), found.actor, found.at)
        yield _row(field, usual, found)


def _row(
    field: SettingField | AlertKind, usual: Value, found: SettingInForce | None, site_id: int = 0, site: str = ""
) -> SettingRow:
    if found is None:
        return SettingRow(field, usual, usual, site_id=site_id, site=site)
    value = tuple(found.value) if isinstance(found.value, list) else found.value
    return SettingRow(field, value, usual, found.actor, found.at, site_id, site)
