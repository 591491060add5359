"""A referral file as lines of people: its tables, its layout, and the date that its letterhead gives.

The file itself is read in the guarded child; nothing is decided here about the people.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from centre_desk.papers.guarded import Table, read_table
from centre_desk.papers.referral.headers import header_key
from centre_desk.papers.referral.table import Column, LeftRow, PeopleTable, find_people
from centre_desk.rules.referral.fields import RawLine
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.rules.register.birth import find_month

Mapping_ = Mapping[str, str]
Remembered = Callable[[str], Mapping_ | None]


@dataclass(frozen=True, slots=True)
class ReferralList:
    """The people of a file. `layout` is the same for every file with the same headers."""

    name: str
    sha256: str
    layout: str
    tables: tuple[PeopleTable, ...]
    referred_on: date | None
    unread_sheets: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[RawLine, ...]:
        """Every line that holds a person, in the order of the file."""
        return tuple(line for table in self.tables for line in table.lines)

    @property
    def left(self) -> tuple[LeftRow, ...]:
        """Every other row under a header, with the reason."""
        return tuple(row for table in self.tables for row in table.left)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, each header once."""
        return tuple({c.header: c for table in self.tables for c in table.columns if c.header}.values())


def read_referrals(path: Path, remembered: Remembered = lambda layout: None) -> ReferralList:
    """Read a file in the guarded child and find its people; raises `Refused` with one reason."""
    return find_referrals(read_table(path), remembered)


def find_referrals(table: Table, remembered: Remembered = lambda layout: None) -> ReferralList:
    """Find the people of a table that was read. `remembered` gives the user's mapping for a layout."""
    shown = [s for s in table.sheets if not s.hidden and s.rows] or [s for s in table.sheets if s.rows]
    several = sum(find_people(s) is not None for s in shown) > 1
    found: list[PeopleTable] = []
    for sheet in shown:
        first = find_people(sheet)
        if first is None:
            continue
        mapping = remembered(_layout([first]))
        prefix = f"{sheet.name}!" if several else ""
        found.append(find_people(sheet, mapping, prefix=prefix) or first)
    if not any(t.lines for t in found):
        raise Refused([refusal("referral.file_no_people", name=table.name)])
    used = {t.sheet for t in found}
    unread = tuple(s.name for s in table.sheets if s.rows and s.name not in used)
    return ReferralList(table.name, table.sha256, _layout(found), tuple(found), _letterhead_date(found), unread)


def _layout(tables: list[PeopleTable]) -> str:
    """Return the digest of the headers, in any order."""
    keys = sorted({header_key(c.header) for table in tables for c in table.columns if c.header})
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def _letterhead_date(tables: list[PeopleTable]) -> date | None:
    """Return the day or the first of the month that the letterhead, else the sheet's name, speaks of."""
    for table in tables:
        for text in (table.letterhead, table.sheet):
            if day := find_month(text):
                return day
    return None
