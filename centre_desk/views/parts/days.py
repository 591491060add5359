"""How days are typed at a centre: `11/11/2019`, `11.11.19`, `111119`, `né vers 1992`.

Facts: the identity papers of the domain (year-only births); a two-digit year of birth is the latest that is
not after the reference day, that of another day the nearest one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

_Century = Callable[[int], int]

_DAY = re.compile(r"(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4}|\d{2})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_YEAR = re.compile(r"(?:née?\s+)?(?:(?:vers|en|about|circa|~)\s*)?(\d{4})")


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth as papers give it: a day, or a year alone."""

    day: date | None
    year: int


def read_day(text: str, today: date) -> date:
    """Read a day; a two-digit year is the nearest to today. ValueError for another text."""
    return _read(text, lambda short: _nearest(short, today))


def read_birth(text: str, reference: date) -> Birth:
    """Read a birth; nobody is born after the reference day. ValueError for another text."""
    plain = " ".join(text.lower().split())
    if found := _YEAR.fullmatch(plain):
        birth = Birth(None, int(found[1]))
    else:
        day = _read(plain.removeprefix("née ").removeprefix("né ").removeprefix("le "), _latest(reference))
        birth = Birth(day, day.year)
    too_late = birth.day > reference if birth.day else birth.year > reference.year
    if too_late or birth.year < 1900:
        raise ValueError(text)
    return birth


def _read(text: str, century: _Century) -> date:
    plain = text.strip()
    if found := _ISO.fullmatch(plain):
        return date(int(found[1]), int(found[2]), int(found[3]))
    found = _DAY.fullmatch(plain) or _RUN.fullmatch(plain)
    if found is None:
        raise ValueError(text)
    day, month, year = found[1], found[2], found[3]
    whole = int(year) if len(year) == 4 else century(int(year))
    return date(whole, int(month), int(day))


def _nearest(short: int, today: date) -> int:
    here = today.year - today.year % 100
    return min((here - 100 + short, here + short, here + 100 + short), key=lambda y: abs(y - today.year))


def _latest(reference: date) -> _Century:
    def year(short: int) -> int:
        whole = reference.year - reference.year % 100 + short
        return whole - 100 if whole > reference.year else whole

    return year
