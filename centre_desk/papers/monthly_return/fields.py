"""A column of the return, told once: how people read it (workbook, words) and how machines do (CSV, codes).

Facts: in the workbook an enum is its word, a trade its name, a region its name; in the CSV files they are codes, the
same in both languages. A share is two counts until it is written.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum
from operator import attrgetter
from typing import Any

from centre_desk.papers.monthly_return.facts import AgeBand, CheckFact, ReturnSheet
from centre_desk.papers.workbook import Cell, Form
from centre_desk.rules.refusal import Refusal
from centre_desk.texts.catalogue import Catalogue, Msg
from centre_desk.texts.formats import month_name

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    WORD = "word"
    TRADE = "trade"
    REGION = "region"
    BAND = "band"
    MONTH = "month"
    WHOLE = "whole"
    FRANCS = "francs"
    MARK = "mark"
    PERCENT = "percent"
    SHARE = "share"
    DATE = "date"
    FLAG = "flag"
    SENTENCE = "sentence"


_FORMS = {
    Kind.WHOLE: Form.WHOLE,
    Kind.FRANCS: Form.WHOLE,
    Kind.MARK: Form.DECIMAL,
    Kind.PERCENT: Form.SHARE,
    Kind.SHARE: Form.SHARE,
    Kind.DATE: Form.DATE,
}
_TYPES = {
    Kind.WHOLE: "integer",
    Kind.FRANCS: "integer",
    Kind.PERCENT: "integer",
    Kind.MARK: "number",
    Kind.SHARE: "number",
    Kind.DATE: "date",
    Kind.FLAG: "boolean",
    Kind.MONTH: "yearmonth",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name for machines, its title, what it holds, where it is (`path`; two of them for a share).

    `summed` columns have a total. `hxl` is its HXL 1.1 tag for those who use them. A `rare` column stands only where
    one of its values says something.
    """

    name: str
    title: Msg
    kind: Kind = Kind.TEXT
    path: str = ""
    summed: bool = False
    hxl: str = ""
    rare: bool = False

    @property
    def form(self) -> Form:
        """How the workbook writes it."""
        return _FORMS.get(self.kind, Form.TEXT)

    @property
    def machine_type(self) -> str:
        """Its type in the words of Table Schema."""
        return _TYPES.get(self.kind, "string")

    def take(self, row: Any) -> Any:
        """Return the value of a row; a pair for a share."""
        return attrgetter(*(self.path or self.name).split())(row)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the return: its name for machines, its title, its rows in a sheet, its columns."""

    name: str
    title: Msg
    rows: Callable[[ReturnSheet], Iterable[Any]]
    fields: tuple[Field, ...]

    def shown(self, sheet: ReturnSheet) -> "Table":
        """Return the table with the columns that a return needs."""
        rows = [*self.rows(sheet)] if any(field.rare for field in self.fields) else []
        kept = tuple(field for field in self.fields if not field.rare or any(field.take(row) for row in rows))
        return replace(self, fields=kept)

    def totals(self, rows: Iterable[Any]) -> dict[str, int | tuple[int, int]]:
        """Return the sums of the summed columns, and both sums of a share."""
        listed = list(rows)
        sums: dict[str, int | tuple[int, int]] = {}
        for field in self.fields:
            if field.summed and field.kind is Kind.SHARE:
                pairs = [field.take(row) for row in listed]
                sums[field.name] = (sum(part for part, _ in pairs), sum(whole for _, whole in pairs))
            elif field.summed:
                sums[field.name] = sum(field.take(row) or 0 for row in listed)
        return sums


class Names:
    """The words of codes for one return and language."""

    def __init__(self, sheet: ReturnSheet, words: Catalogue) -> None:
        self.words = words
        french = words.language == "fr"
        self._trades = {trade.code: trade.name_fr if french else trade.name_en for trade in sheet.trades}
        self._regions = {region.code: region.name for region in sheet.regions}
        self._bands = {band.code: band_words(band, words) for band in sheet.age_bands}

    def cell(self, field: Field, value: Any) -> Cell:
        """Return a value as people read it."""
        if value is None or value == "":
            return None
        if field.kind in (Kind.SHARE, Kind.PERCENT, Kind.MARK):
            return _number(field.kind, value)
        if field.kind in (Kind.TRADE, Kind.REGION, Kind.BAND):
            named = {Kind.TRADE: self._trades, Kind.REGION: self._regions, Kind.BAND: self._bands}[field.kind]
            return named.get(str(value), str(value))
        if isinstance(value, Enum):
            return self.words.word(value)
        if field.kind is Kind.SENTENCE:
            return self.words.refusal(_refusal(value))
        if field.kind is Kind.MONTH:
            return month_name(value, self.words.language)
        if field.kind is Kind.FLAG:
            return self.words.t("yes") if value else self.words.t("no")
        plain: Cell = value
        return plain


def _refusal(value: tuple[str, tuple[CheckFact, ...]]) -> Refusal:
    code, facts = value
    return Refusal(code, tuple((fact.name, fact.value) for fact in facts))


def band_words(band: AgeBand, words: Catalogue) -> str:
    """Return an age band in words: `moins de 18 ans`, `18–35 ans`, `36 ans et plus`."""
    if band.high is None:
        return words.t("{low} and over", low=band.low)
    if band.low == 0:
        return words.t("under {high}", high=band.high + 1)
    return words.t("{low}–{high} years", low=band.low, high=band.high)


def _number(kind: Kind, value: Any) -> float | None:
    if kind is Kind.SHARE:
        part, whole = value
        return part / whole if whole else None
    return float(value) / 100


def machine_text(field: Field, value: Any) -> str:
    """Return a value as the CSV files hold it; a text that a spreadsheet would compute gets an apostrophe first."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if field.kind is Kind.SENTENCE:
        return "; ".join(f"{fact.name}={fact.value}" for fact in value[1])
    if field.kind is Kind.SHARE:
        return _share_text(*value)
    if field.kind is Kind.MARK:
        return f"{value // 100}.{value % 100:02d}"
    text = str(value)
    return f"'{text}" if field.machine_type == "string" and text.startswith(_FORMULA_STARTS) else text


def _share_text(part: int, whole: int) -> str:
    """Return a share in per cent with one decimal, rounded half up in whole numbers; empty without a whole."""
    if not whole:
        return ""
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}"
