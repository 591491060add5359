"""Reading the month's package as IOM does: the workbook with openpyxl, CSV files and canonical data as bytes."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests import month_figures as figures
from tests.month_figures import Cell, Row

Grid = list[Row]


def workbook_of(package: Path) -> dict[str, Grid]:
    """Return the sheets of the package's workbook, row by row, days as days."""
    with zipfile.ZipFile(package) as parts, parts.open("return.xlsx") as content:
        book: Any = load_workbook(content)
        return {sheet.title: [tuple(map(_plain, row)) for row in sheet.values] for sheet in book}


def data_of(package: Path) -> dict[str, bytes]:
    """Return what does not depend on when it was exported: the canonical data and every CSV file."""
    with zipfile.ZipFile(package) as parts:
        names = [name for name in parts.namelist() if name == "return.json" or name.endswith(".csv")]
        return {name: parts.read(name) for name in names}


def check_workbook(book: dict[str, Grid]) -> None:
    """Compare every figure with the one worked out by hand."""
    _check_summary(book["Synthèse"])
    for name, expected in figures.SHEETS.items():
        titles, *rows = _table(book[name])
        found = [row for row in rows if row[0] != "TOTAL"]
        assert [_cut(row, expected) for row in found] == [_close(row) for row in expected], name
        _check_totals(name, titles, rows)
    checks = book["Contrôles"]
    assert checks[checks.index(_titles_of(checks, "Contrôle")) + 1][0] is None  # nothing blocks, nothing warns


def _check_summary(rows: Grid) -> None:
    counts = {row[0]: row[1:5] for row in rows if row[0] in figures.COUNTS}
    assert counts == figures.COUNTS
    for title, expected in (
        ("Par tranche d’âge", figures.BY_AGE),
        ("Par région de retour", figures.BY_REGION),
        ("Par filière", figures.BY_TRADE),
    ):
        start = max(number for number, row in enumerate(rows) if row[0] == title)
        found = {row[0]: row[1:21] for row in _until_total(rows[start + 1 :])}
        assert found == expected, title
        total = tuple(sum(int(row[place] or 0) for row in expected.values()) for place in range(20))
        assert rows[start + 1 + len(expected)][:21] == ("TOTAL", *total), title


def _check_totals(name: str, titles: Row, rows: Grid) -> None:
    expected = figures.TOTALS.get(name, {})
    if expected:
        total = dict(zip(titles, rows[-1], strict=True))
        assert rows[-1][0] == "TOTAL"
        assert {title: _near(total[title]) for title in expected} == {t: _near(v) for t, v in expected.items()}, name


def _table(rows: Grid) -> Grid:
    """Return the head and the rows of a sheet that holds one table."""
    heads = [number for number, row in enumerate(rows) if sum(cell is not None for cell in row) > 3]
    return rows[heads[0] :]


def _until_total(rows: Grid) -> Iterator[Row]:
    for row in rows:
        if row[0] == "TOTAL":
            return
        yield row


def _titles_of(rows: Grid, first: str) -> Row:
    return next(row for row in rows if row[0] == first)


def _cut(row: Row, expected: Sequence[Row]) -> Row:
    """Leave out what follows the columns worked out (a check code, which lies under the desk's own key)."""
    return _close(row[: len(expected[0])])


def _close(row: Row) -> Row:
    return tuple(_near(cell) for cell in row)


def _near(cell: Cell) -> Cell:
    return round(cell, 9) if isinstance(cell, float) else cell


def _plain(cell: object) -> Any:
    return cell.date() if isinstance(cell, datetime) else cell
