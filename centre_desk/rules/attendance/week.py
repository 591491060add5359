"""Weeks as sheets are printed: a week is named by its Monday."""

from datetime import date, timedelta


def week_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_days(week: date) -> tuple[date, date]:
    """Return the first and the last day of a week."""
    return week_of(week), week_of(week) + timedelta(days=6)
