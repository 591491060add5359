"""Weeks as sheets are printed: a week is named by its Monday, its sheet by a number."""

import re
from datetime import date, timedelta

_NUMBER = re.compile(r"[0-9]{1,9}")
_PART_OF_NUMBER = 2


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_days(week: date) -> tuple[date, date]:
    """Return the first and the last day of a week."""
    return week_of(week), week_of(week) + timedelta(days=6)


def read_sheet_number(text: str) -> str:
    """Return the number of a sheet from `12`, `0012`, `n° 12` or what a reader of its QR code types; empty for none.

    The code is `CDF1/centre/number/session/first name`.
    """
    parts = text.strip().split("/")
    found = _NUMBER.search(parts[_PART_OF_NUMBER] if len(parts) > _PART_OF_NUMBER else text)
    return f"{int(found[0]):04d}" if found else ""
