"""The reference data that is shipped with the program: trades with their codes, holidays of Mali.

Facts: `resources/reference/trades.csv` (ISCO-08, ISCED-F 2013) and `holidays.csv` (Islamic dates are estimates).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from centre_desk.places import resource
from centre_desk.rules.centre import HolidayKind

_CODE = re.compile(r"\d{4}")
_KINDS = {"fixed": HolidayKind.FIXED, "movable": HolidayKind.MOVABLE, "by yearly decision": HolidayKind.OTHER}


@dataclass(frozen=True, slots=True)
class ShippedTrade:
    """A trade of the list; `named` when the programme itself named it."""

    code: str
    name_fr: str
    name_en: str
    isco08: str
    iscedf: str
    named: bool


@dataclass(frozen=True, slots=True)
class ShippedHoliday:
    """A public holiday of the list; `estimated` until the communiqué of the year confirms it."""

    day: date
    name_fr: str
    name_en: str
    kind: HolidayKind
    estimated: bool
    note: str


def shipped_trades() -> tuple[ShippedTrade, ...]:
    """Return the trades of the list, in its order."""
    return tuple(
        ShippedTrade(
            code=row["suggested_code"],
            name_fr=row["name_fr"],
            name_en=row["name_en"],
            isco08=_first_code(row["isco08"]),
            iscedf=_first_code(row["iscedf2013"]),
            named=row["origin"] == "source",
        )
        for row in _rows("trades.csv")
    )


def shipped_holidays() -> tuple[ShippedHoliday, ...]:
    """Return the holidays of the list, by day."""
    found = (
        ShippedHoliday(
            day=date.fromisoformat(row["date"]),
            name_fr=_curly(row["name_fr"]),
            name_en=_curly(row["name_en"]),
            kind=_KINDS[row["kind"]],
            estimated=row["estimated"] == "yes" or bool(row["note"]),  # a note tells of a doubt
            note=row["note"],
        )
        for row in _rows("holidays.csv")
    )
    return tuple(sorted(found, key=lambda h: (h.day, h.name_fr)))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource("reference", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _first_code(text: str) -> str:
    """A cell may name two codes with remarks; the first is the usual one."""
    found = _CODE.search(text)
    return found[0] if found else ""


def _curly(text: str) -> str:
    return text.replace("'", "’")
