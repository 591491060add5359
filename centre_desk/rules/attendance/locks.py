"""When entry locks after a sheet came in, who opens it again, and what a visit may record.

Facts: entry locks some days after the sheet's receipt (a setting of each site); later it needs a reason and a
second person, and the roll shows for ever as late. A receipt that is put right opens no lock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from centre_desk.rules.desk import check_reason
from centre_desk.rules.refusal import Refusal, refusal

LOCK_DAYS = 7


def lock_setting(site_id: int) -> str:
    """Return the key of a site's setting."""
    return f"attendance.lock_days.{site_id}"


@dataclass(frozen=True, slots=True)
class Opening:
    """A week opened again: by whom, on which day, why."""

    by_id: int
    day: date
    reason: str


def locked_from(received_on: date, days: int) -> date:
    """Return the first day on which entry is locked: on the last of the days it is still open."""
    return received_on + timedelta(days=days + 1)


def is_locked(received_on: date | None, days: int, today: date) -> bool:
    """Tell whether entry for a sheet is locked; one that was not received never is."""
    return received_on is not None and today >= locked_from(received_on, days)


def earliest(first_on: date | None, received_on: date | None) -> date | None:
    """Return the day that entry locks by: the earliest receipt that was ever noted."""
    return min((day for day in (first_on, received_on) if day is not None), default=None)


def check_new_receipt(known: date | None, received_on: date, reason: str) -> tuple[Refusal, ...]:
    """Refuse to move a receipt that stands already without a reason."""
    return check_reason(reason) if known is not None and known != received_on else ()


def opening_for(openings: Iterable[Opening], days: int, user_id: int, today: date) -> Opening | None:
    """Return the latest opening that lets a user enter: somebody else's, and as young as the lock allows."""
    mine = (one for one in openings if one.by_id != user_id and today <= one.day + timedelta(days=days))
    return max(mine, key=lambda one: one.day, default=None)


def check_visit(
    day: date, today: date, visitors: str, heads: int, identities: Iterable[int], expected: Iterable[int]
) -> tuple[Refusal, ...]:
    """Refuse a visit to come, without a visitor, or with an identity of somebody who is not expected that day."""
    seen = set(identities)
    found = []
    if day > today:
        found.append(refusal("attendance.visit_to_come", day=f"{day:%d/%m/%Y}"))
    if not visitors.strip():
        found.append(refusal("attendance.no_visitor"))
    if heads < 0 or heads < len(seen):
        found.append(refusal("attendance.heads_too_few", heads=heads, seen=len(seen)))
    if not seen <= set(expected):
        found.append(refusal("attendance.not_of_session"))
    return tuple(found)
