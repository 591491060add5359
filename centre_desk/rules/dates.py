"""Months and days of the calendar that every room counts with.

A month is written `YYYY-MM`; Mali is on UTC+0 the whole year, so a UTC date is the day at the centre.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def is_month(text: str) -> bool:
    """Tell whether `text` is a month, `YYYY-MM`."""
    return _MONTH.fullmatch(text) is not None


def month_of(day: date) -> str:
    """Return the month of a day: 2019-11-04 -> `2019-11`."""
    return f"{day.year:04d}-{day.month:02d}"


def first_day(month: str) -> date:
    """Return the first day of a month `YYYY-MM`; ValueError when it is none."""
    if not is_month(month):
        raise ValueError(month)
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: str) -> date:
    """Return the last day of a month."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def next_month(month: str) -> str:
    """Return the month after `month`."""
    return month_of(last_day(month) + timedelta(days=1))


def previous_month(month: str) -> str:
    """Return the month before `month`."""
    return month_of(first_day(month) - timedelta(days=1))


def days_between(start: date, end: date) -> tuple[date, ...]:
    """Return every day from `start` to `end`, both included; empty when `end` is earlier."""
    return tuple(start + timedelta(days=n) for n in range((end - start).days + 1))


def age_on(born: date, on: date) -> int:
    """Return the age in full years on a day, for a birth date that is not after it."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
