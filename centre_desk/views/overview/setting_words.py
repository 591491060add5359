"""Numbers that the centre sets, in words: how a value reads, and what it does."""

from collections.abc import Callable, Mapping

from centre_desk.queries.overview.settings import SettingRow, Value
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.claim import PartialMonth
from centre_desk.rules.exam import MENTION_BOUNDS
from centre_desk.rules.overview.settings import SettingField
from centre_desk.texts.catalogue import N_, Catalogue, Msg
from centre_desk.texts.formats import decimal

_EXPLAINED: Mapping[SettingField | AlertKind, Msg] = {
    SettingField.LOCK_DAYS: N_(
        "So many days after its sheet came in, a week still takes rolls and corrections at this site. Later a second "
        "person opens it again with a reason, and what is entered shows for ever as late."
    ),
    AlertKind.ABSENCES: N_("From so many absences in a row without a reason on, somebody is to be called."),
    AlertKind.OUT_OF_REACH: N_(
        "Somebody is named once even being there every time no longer reaches the agreement’s threshold and these "
        "points of percent above it. 0: the threshold itself."
    ),
    AlertKind.SAME_DAYS: N_("From so many days of one sheet with the same marks for everybody on, the sheet is named."),
    AlertKind.LATE_ENTRY: N_("A roll that is entered more than so many days after its sheet came in is named."),
    AlertKind.NO_SHEET: N_(
        "A roll whose sheet has not come in more than so many days after the half-day is named: without its sheet it "
        "never locks."
    ),
    AlertKind.HOLIDAY_WORK: N_("From so many people present on a day off on, the half-day is named."),
    AlertKind.TWO_PLACES: N_(
        "From so many half-days in two sessions at one time on, a trainer is named, or two files of one person."
    ),
    AlertKind.VISIT_COUNT: N_(
        "From so many people on by which a head count of IOM differs from the roll, the visit is named."
    ),
    SettingField.CASE_PATTERN: N_(
        "Case numbers that do not have this form are refused at the import. Empty: every number is taken. The director "
        "sets it."
    ),
    SettingField.MINIMUM_AGE: N_("A referral of somebody younger on its day is refused."),
    SettingField.MENTIONS: N_("From which mean out of 20 on a result has which mention; results already settled stay."),
    SettingField.PARTIAL_MONTH: N_(
        "What the allowance counts half-days against where a session or a person has only a part of the month. The "
        "director sets it."
    ),
    SettingField.DAYS_A_MONTH: N_("A whole month, where the agreement counts by days. The director sets it."),
    SettingField.VISIT_MONTHS: N_("How many months after the kit, else the certificate, somebody is visited."),
    SettingField.REPORT_DAY: N_("By which day of the next month IOM wants the report; Today counts the days to it."),
    SettingField.RECIPIENT: N_("To whom the report goes, as its first page says; sealed reports keep theirs."),
}


def explain(row: SettingRow, words: Catalogue) -> str:
    """Say what a number does."""
    return words.msg(_EXPLAINED[row.field])


def title(row: SettingRow, words: Catalogue) -> str:
    """Name a number, with the site that it is of."""
    name = words.word(row.field)
    name = name[:1].upper() + name[1:]
    return f"{name} · {row.site}" if row.site else name


def say_value(row: SettingRow, value: Value, words: Catalogue) -> str:
    """Write a value as it is read: `7 jours`, `3, 6, 12 mois`, `10,00 · 12,00 · 14,00 · 16,00`."""
    if row.field is SettingField.MENTIONS and isinstance(value, tuple):
        names = (words.word(mention) for mention in MENTION_BOUNDS)
        return " · ".join(f"{name} {decimal(bound, words.language)}" for name, bound in zip(names, value, strict=True))
    if row.field is SettingField.VISIT_MONTHS and isinstance(value, tuple):
        return words.t("{months} months", months=", ".join(str(month) for month in value))
    if row.field is SettingField.PARTIAL_MONTH:
        return words.word(PartialMonth(str(value)))
    if row.field in _UNITS and isinstance(value, int):
        return _UNITS[row.field](words, value)
    return str(value) or words.t("any")


def _days(words: Catalogue, count: int) -> str:
    return words.n("{count} day", "{count} days", count)


_UNITS: Mapping[SettingField | AlertKind, Callable[[Catalogue, int], str]] = {
    SettingField.LOCK_DAYS: _days,
    SettingField.DAYS_A_MONTH: _days,
    SettingField.MINIMUM_AGE: lambda words, count: words.n("{count} year", "{count} years", count),
    SettingField.REPORT_DAY: lambda words, count: words.t("the {day} of the next month", day=count),
    AlertKind.ABSENCES: lambda words, count: words.n("{count} absence", "{count} absences", count),
    AlertKind.OUT_OF_REACH: lambda words, count: words.n("{count} point", "{count} points", count),
    AlertKind.SAME_DAYS: _days,
    AlertKind.LATE_ENTRY: _days,
    AlertKind.NO_SHEET: _days,
    AlertKind.HOLIDAY_WORK: lambda words, count: words.n("{count} person", "{count} people", count),
    AlertKind.VISIT_COUNT: lambda words, count: words.n("{count} person", "{count} people", count),
    AlertKind.TWO_PLACES: lambda words, count: words.n("{count} half-day", "{count} half-days", count),
}
