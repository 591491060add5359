"""Dates as offices write them, and births of which only the year is known.

Facts: day before month; "vers 1992" and a bare year are usual in Mali; a two-digit year is the latest one
that is not after the referral; spreadsheet serials count days from 1899-12-30.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from centre_desk.rules.register.names import clean, fold

Value = str | int | float | bool | date | None

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january", "fevrier fevr fev february feb", "mars mar march", "avril avr april apr",
            "mai may", "juin june jun", "juillet juil jul july", "aout aou august aug",
            "septembre sept sep september", "octobre oct october", "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ABOUT = re.compile(r"^(ne|nee|n)?( ?e)? ?(vers|env|environ|autour de|autour|circa|ca|c|about|around|presume|v)\b ?")
_THREE = re.compile(r"(\d{1,4})[\s./\\\-_]+(\d{1,2})[\s./\\\-_]+(\d{1,4})")
_WORDED = re.compile(
    r"(\d{1,2})(?:er|re|st|nd|rd|th)? ([a-z]+) (\d{4}|\d{2})|([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})"
)
_MONTH_YEAR = re.compile(r"(?:([a-z]+)|(\d{1,2})) (\d{4})")
_AGE = re.compile(r"(?:age(?:e)? de )?(\d{1,2}) ?(?:ans?|years?(?: old)?|yrs?|yo|y o)(?: environ)?")
_NO_DAY = re.compile(
    r"(?:0{1,2}[\s./\\-]+)?(\d{1,2})[\s./\\-]+(\d{4})|(\d{4})[\s./\\-]+(\d{1,2})(?:[\s./\\-]+0{1,2})?"
)
_SERIAL_EPOCH = date(1899, 12, 30)


@dataclass(frozen=True, slots=True, order=True)
class Birth:
    """When somebody was born: the day, or the year alone; `about` when the paper says "vers"."""

    year: int
    day: date | None = None
    about: bool = False

    def youngest_on(self, on: date) -> int:
        """Return the least age in full years that the person can have on a day."""
        return _years(self.day or date(self.year, 12, 31), on)

    def age_on(self, on: date) -> int:
        """Return the age in full years; of a year alone, the difference of the years."""
        return _years(self.day or date(self.year, 1, 1), on)

    def is_after(self, on: date) -> bool:
        """Tell whether the birth lies after a day for certain."""
        return self.day > on if self.day else self.year > on.year


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def birth_of(day: date) -> Birth:
    """Return the birth of which the day is known."""
    return Birth(day.year, day)


def read_birth(value: Value, not_after: date, *, month_first: bool = False) -> Birth | None:
    """Read a birth in any usual form; None when it is not understood (ask whether it is empty first)."""
    day = read_date(value, not_after, month_first=month_first)
    if day is not None:
        return birth_of(day)
    if isinstance(value, bool) or value is None or isinstance(value, date):
        return None
    text = fold(str(int(value)) if isinstance(value, float) and value.is_integer() else str(value))
    if age := _AGE.fullmatch(text):
        return Birth(not_after.year - int(age[1]), None, about=True)
    if year := _year_of_month(clean(str(value))):
        return Birth(year)
    bare = _ABOUT.sub("", re.sub(r"\b(environ|env)$", "", text).strip())
    year = _read_year(re.sub(r"^(en|annee|ne en|nee en|in) ", "", bare), not_after, short=bare != text)
    return Birth(year, None, about=_says_about(str(value), text, bare)) if year else None


def _year_of_month(text: str) -> int | None:
    """Return the year of a day that is written without its day or month: 1992-05, 00/00/1992, 05/1992."""
    found = _NO_DAY.fullmatch(text)
    if found is None:
        return None
    year, month = (found[2], found[1]) if found[2] else (found[3], found[4])
    return int(year) if year[:2] in ("19", "20") and int(month) <= 12 else None


def read_month(text: str) -> date | None:
    """Read a month that stands for a day ("sept 2019", "09/2019", "2019-09"): its first day."""
    bare = fold(_without_weekday(fold(text)))
    if (found := _MONTH_YEAR.fullmatch(bare)) is not None:
        month = _MONTHS.get(found[1], 0) if found[1] else int(found[2])
        return _real(int(found[3]), month, 1)
    turned = re.fullmatch(r"(\d{4}) (\d{1,2})", bare)
    return _real(int(turned[1]), int(turned[2]), 1) if turned and turned[1][:2] in ("19", "20") else None


def _says_about(raw: str, text: str, bare: str) -> bool:
    return bare != text or "~" in raw or "±" in raw


def _read_year(text: str, not_after: date, *, short: bool) -> int | None:
    if re.fullmatch(r"(19|20)\d\d", text):
        return int(text)
    if month_year := _MONTH_YEAR.fullmatch(text):
        known = month_year[1] in _MONTHS if month_year[1] else 1 <= int(month_year[2]) <= 12
        return int(month_year[3]) if known else None
    if short and re.fullmatch(r"\d\d", text):
        year = not_after.year - not_after.year % 100 + int(text)
        return year if year <= not_after.year else year - 100
    return None


def read_date(value: Value, not_after: date, *, month_first: bool = False) -> date | None:
    """Read a whole date: a date cell, a serial, or text; a two-digit year is the latest not after `not_after`."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_number(float(value))
    return _from_text(clean(value), not_after, month_first=month_first)


def _from_number(number: float) -> date | None:
    if 10_000 <= number < 80_000:
        return _SERIAL_EPOCH + timedelta(days=int(number))
    return _from_digits(str(int(number))) if number >= 1_000_000 and number.is_integer() else None


def _from_text(text: str, not_after: date, *, month_first: bool) -> date | None:
    text = re.sub(r"[ T]\d{1,2}:\d\d(:\d\d)?(\.\d+)?(Z| ?[AP]M)?$", "", text).strip(" .,;")
    if text.isdigit():
        return _from_number(float(text)) if len(text) == 5 else _from_digits(text)
    if three := _THREE.fullmatch(text):
        return _from_three(three[1], three[2], three[3], not_after, month_first=month_first)
    if worded := _WORDED.fullmatch(_without_weekday(fold(text))):
        day, month, year = (worded[1], worded[2], worded[3]) if worded[1] else (worded[5], worded[4], worded[6])
        return _make(year, _MONTHS.get(month, 0), int(day), not_after)
    return None


def _without_weekday(text: str) -> str:
    return re.sub(r"^(le |du |on |ne le |nee le )?((lun|mar|mercre|jeu|vendre|same)di|dimanche)? ?", "", text)


def _from_digits(text: str) -> date | None:
    if len(text) != 8:
        return None
    far = date(2200, 1, 1)
    if text[:2] in ("19", "20") and (found := _make(text[:4], int(text[4:6]), int(text[6:]), far)):
        return found
    return _make(text[4:], int(text[2:4]), int(text[:2]), far) if text[4:6] in ("19", "20") else None


def _from_three(first: str, second: str, third: str, not_after: date, *, month_first: bool) -> date | None:
    if len(first) == 4:
        return _make(first, int(second), int(third), not_after)
    if len(third) not in (2, 4) or len(first) > 2:
        return None
    day, month = int(first), int(second)
    if month_first or (month > 12 >= day):
        day, month = month, day
    return _make(third, month, day, not_after)


def _make(year: str, month: int, day: int, not_after: date) -> date | None:
    if len(year) == 4:
        return _real(int(year), month, day) if 1900 <= int(year) <= 2199 else None
    century = not_after.year - not_after.year % 100
    found = _real(century + int(year), month, day)
    if found is not None and found <= not_after:
        return found
    return _real(century - 100 + int(year), month, day)


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_month_first(values: Iterable[Value]) -> bool:
    """Tell whether a column of dates is written month first: some can only be so, and none only the other way."""
    month_first = False
    for value in values:
        three = _THREE.fullmatch(clean(value)) if isinstance(value, str) else None
        if three and len(three[1]) <= 2:
            if int(three[1]) > 12:
                return False
            month_first = month_first or int(three[2]) > 12
    return month_first


def find_month(text: str) -> date | None:
    """Find the day or the month that a letterhead speaks of: its date when it has just one, else the first."""
    far = date(2199, 1, 1)
    written = (_from_three(m[1], m[2], m[3], far, month_first=False) for m in _THREE.finditer(text))
    days = {day for day in written if day is not None}
    if len(days) == 1:
        return days.pop()
    if days and len({(d.year, d.month) for d in days}) == 1:
        return min(days).replace(day=1)
    return _find_worded(fold(text)) if not days else None


def _find_worded(text: str) -> date | None:
    for found in re.finditer(r"(?:(\d{1,2})(?:er)? )?([a-z]+) (20\d\d)", text):
        if month := _MONTHS.get(found[2]):
            return _real(int(found[3]), month, int(found[1] or 1))
    if numbered := re.search(r"\b(0?[1-9]|1[0-2]) (20\d\d)\b", text):
        return date(int(numbered[2]), int(numbered[1]), 1)
    if numbered := re.search(r"\b(20\d\d) (0[1-9]|1[0-2])\b", text):
        return date(int(numbered[1]), int(numbered[2]), 1)
    return None
