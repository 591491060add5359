"""The reference data that is shipped with the program: trades with their codes, holidays of Mali, first grids.

Facts: `resources/reference/trades.csv` (ISCO-08, ISCED-F 2013), `holidays.csv` (Islamic dates are estimates) and
`grids.csv` (proposals that each centre revises with its assessors).
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from centre_desk.places import resource
from centre_desk.rules.centre import HolidayKind, HolidaySpan

_CODE = re.compile(r"\d{4}")
_DOUBT = "unconfirmed"  # a day that was declared for one year only
_KINDS = {
    "fixed": HolidayKind.FIXED,
    "movable": HolidayKind.MOVABLE,
    "bridge": HolidayKind.BRIDGE,
    "by yearly decision": HolidayKind.OTHER,
}


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
    span: HolidaySpan
    estimated: bool
    note: str


@dataclass(frozen=True, slots=True)
class ShippedCriterion:
    """A line of a shipped grid; `trade` is a code, or `*` for a grid that any trade may use.

    `kind` is the value of a kind of test, which a later room knows.
    """

    trade: str
    kind: str
    position: int
    competence_fr: str
    competence_en: str
    label_fr: str
    label_en: str
    weight: int
    max_points: int
    threshold_points: int
    eliminating: bool
    safety: bool


def shipped_criteria() -> tuple[ShippedCriterion, ...]:
    """Return the lines of the first grids, grid by grid."""
    return tuple(
        ShippedCriterion(
            trade=row["trade"],
            kind=row["kind"],
            position=int(row["position"]),
            competence_fr=row["competence_fr"],
            competence_en=row["competence_en"],
            label_fr=row["label_fr"],
            label_en=row["label_en"],
            weight=int(row["weight"]),
            max_points=int(row["max_points"]),
            threshold_points=int(row["threshold_points"]),
            eliminating=row["eliminating"] == "yes",
            safety=row["safety"] == "yes",
        )
        for row in _rows("grids.csv")
    )


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
            span=HolidaySpan(row["span"]),
            estimated=row["estimated"] == "yes" or _DOUBT in row["note"],
            note=row["note"],
        )
        for row in _rows("holidays.csv")
    )
    return tuple(sorted(found, key=lambda h: (h.day, h.name_fr)))


@cache
def regions() -> tuple[tuple[str, str], ...]:
    """Return (code, French name) of the regions of 2023 and Bamako, by number; Bamako ("00") first."""
    rows = sorted(_rows("regions.csv"), key=lambda row: row["national_no_2023"])
    return tuple((row["national_no_2023"], row["name_fr"].removesuffix(" (district)")) for row in rows)


def region_name(code: str) -> str:
    """Return the name of a region; empty for no code."""
    return dict(regions()).get(code, code)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource("reference", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _first_code(text: str) -> str:
    """A cell may name two codes with remarks; the first is the usual one."""
    found = _CODE.search(text)
    return found[0] if found else ""


def _curly(text: str) -> str:
    return text.replace("'", "’")
