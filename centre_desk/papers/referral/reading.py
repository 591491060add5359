"""A referral file as lines of people: its tables, its layout, and the date that its letterhead gives.

The file itself is read in the guarded child; nothing is decided here about the people.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from centre_desk.papers.guarded import Sheet, Table, read_table
from centre_desk.papers.referral.headers import header_key
from centre_desk.papers.referral.table import Column, Header, LeftRow, PeopleTable, find_header, read_people
from centre_desk.rules.referral.fields import NAME_FIELDS, Field, RawLine
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.rules.register.answers import text_of
from centre_desk.rules.register.birth import find_month

Mapping_ = Mapping[str, str]
Remembered = Callable[[str], Mapping_ | None]
NAMING = frozenset({*NAME_FIELDS, Field.CASE_NUMBER})
"""Without one of these columns nobody is told apart."""
_REASONS = frozenset({"reason of the refusal", "motif du refus"})
"""The last column of a workbook of refused lines: put right, it has the layout of the file that it came from."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user wants read all the same: rows (by place) that look like no person, sheets that are hidden."""

    rows: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class UnreadSheet:
    """A sheet that is not read: it is hidden, or no list was found on it. `people` would be read of it."""

    name: str
    hidden: bool
    people: int
    rows: int


@dataclass(frozen=True, slots=True)
class ReferralList:
    """The people of a file. `layout` is the same for every file with the same headers, `layouts` of each table."""

    name: str
    sha256: str
    layout: str
    layouts: tuple[str, ...]
    tables: tuple[PeopleTable, ...]
    referred_on: date | None
    unread: tuple[UnreadSheet, ...] = ()

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

    def mappings(self, mapping: Mapping_) -> tuple[tuple[str, Mapping_], ...]:
        """Return what of a mapping is about each table's layout."""
        parts = ({c.header: mapping[c.header] for c in t.columns if c.header in mapping} for t in self.tables)
        return tuple(dict(zip(self.layouts, parts, strict=True)).items())


@dataclass(frozen=True, slots=True)
class _Found:
    """A sheet and its header, with the mapping that is remembered for such headers."""

    sheet: Sheet
    header: Header
    mapping: Mapping_ | None

    @property
    def readable(self) -> bool:
        """Tell whether the headers, or the user, say which column names the people."""
        told = {self.mapping.get(text, "") for text in self.header.texts} if self.mapping else set()
        return self.header.known or not told.isdisjoint(NAMING)

    def read(self, prefix: str = "", people: frozenset[str] = frozenset()) -> PeopleTable:
        """Read the sheet's people; `people` are rows that the user says are some."""
        return read_people(self.sheet, self.header, self.mapping, prefix=prefix, people=people)


def read_referrals(
    path: Path, remembered: Remembered = lambda layout: None, wanted: Wanted | None = None, *, unmapped: bool = False
) -> ReferralList:
    """Read a file in the guarded child and find its people; raises `Refused` with one reason."""
    return find_referrals(read_table(path), remembered, wanted, unmapped=unmapped)


def find_referrals(
    table: Table,
    remembered: Remembered = lambda layout: None,
    wanted: Wanted | None = None,
    *,
    unmapped: bool = False,
) -> ReferralList:
    """Find the people of a table that was read. `remembered` gives the user's mapping for a layout.

    Without people it is refused, unless `unmapped` asks for its headers at least, to say what they mean.
    """
    wanted = wanted or Wanted()
    headers = [found for sheet in table.sheets if (found := _find(sheet, remembered)) is not None]
    read = [(found, found.read()) for found in headers if found.readable]
    lists = [(found, people) for found, people in read if people.lines or people.left]
    prefix = "{}!" if len(lists) > 1 else ""
    asked = [found for found, _ in lists if not found.sheet.hidden or found.sheet.name in wanted.sheets]
    if not any(sheet.rows and not sheet.hidden for sheet in table.sheets):
        asked = [found for found, _ in lists]
    tables = tuple(found.read(prefix.format(found.sheet.name), wanted.rows) for found in asked)
    people = {found.sheet.name: len(people.lines) for found, people in lists}
    if not any(t.lines for t in tables):
        if not (unmapped and headers):
            raise _no_people(table, people)
        guessed = [found for found in headers if not found.readable and not found.sheet.hidden]
        tables += tuple(replace(found.read(), lines=(), left=()) for found in guessed)
    unread = _unread(table, {t.sheet for t in tables}, people)
    layouts = tuple(_layout([t]) for t in tables)
    return ReferralList(table.name, table.sha256, _layout(tables), layouts, tables, _letterhead_date(tables), unread)


def _no_people(table: Table, people: Mapping[str, int]) -> Refused:
    """Refuse a file without people; those of a hidden sheet are said."""
    hidden = next((s.name for s in table.sheets if s.hidden and people.get(s.name)), None)
    if hidden is None:
        return Refused([refusal("referral.file_no_people", name=table.name)])
    return Refused([refusal("referral.file_hidden_people", name=table.name, sheet=hidden, count=people[hidden])])


def _unread(table: Table, used: set[str], people: Mapping[str, int]) -> tuple[UnreadSheet, ...]:
    return tuple(
        UnreadSheet(s.name, s.hidden, people.get(s.name, 0), sum(any(text_of(v) for v in row) for row in s.rows))
        for s in table.sheets
        if s.rows and s.name not in used
    )


def _find(sheet: Sheet, remembered: Remembered) -> _Found | None:
    header = find_header(sheet.rows)
    return None if header is None else _Found(sheet, header, remembered(_layout_of(header.texts)))


def _layout(tables: Iterable[PeopleTable]) -> str:
    return _layout_of([c.header for table in tables for c in table.columns])


def _layout_of(headers: Iterable[str]) -> str:
    """Return the digest of the headers, in any order."""
    keys = sorted({header_key(header) for header in headers if header} - _REASONS)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()


def _letterhead_date(tables: Iterable[PeopleTable]) -> date | None:
    """Return the day or the first of the month that the letterhead, else the sheet's name, speaks of."""
    for table in tables:
        for text in (table.letterhead, table.sheet):
            if day := find_month(text):
                return day
    return None
