"""Workbooks of our own: tables on sheets, made with openpyxl, the same bytes for the same cells.

Facts: a string is always written as a string, so that nothing typed by somebody becomes a formula. openpyxl stamps
the hour of saving and zip the hour of writing: both are set to a fixed one. Parts are stored, not compressed,
because compressors differ between machines.
"""

import re
import zipfile
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from textwrap import wrap
from typing import Any

Cell = str | int | float | date | None

FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format knows no zone
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_A4_PAPER = 9
_WIDEST, _NARROWEST = 42, 7
_LINE = 14.0
_FORMULA_STARTS = frozenset("=+-@\t\r")


class Form(StrEnum):
    """How a column is written: the value is the number format."""

    TEXT = "General"
    WHOLE = "#,##0"
    DECIMAL = "0.00"
    SHARE = "0.0%"
    DATE = "dd/mm/yyyy"


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column: its head and how its cells are written."""

    title: str
    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class BookTable:
    """A table on a sheet, with a heading where the sheet has several, and a line of totals as values."""

    columns: tuple[BookColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    totals: tuple[Cell, ...] = ()
    heading: str = ""


@dataclass(frozen=True, slots=True)
class BookSheet:
    """A sheet: its tab, its title, lines of explanation, its tables one below the other."""

    name: str
    title: str
    notes: tuple[str, ...]
    tables: tuple[BookTable, ...]

    @property
    def head_rows(self) -> int:
        """How many rows stay in sight: up to the heads of a single table, else title and first line."""
        single = len(self.tables) == 1 and not self.tables[0].heading
        return 2 + len(self.notes) if single else 1 + min(1, len(self.notes))


def workbook_bytes(sheets: Sequence[BookSheet], *, title: str, author: str, page: str) -> bytes:
    """Return an .xlsx with the sheets. `page` is the word for a page in the footers."""
    from openpyxl import Workbook  # only returns and lists need it

    book: Any = Workbook(write_only=True)
    book.properties.title, book.properties.creator = title, author
    book.properties.created = book.properties.modified = FIXED_TIME
    cells = _Cells()
    for sheet in sheets:
        _write_sheet(book, sheet, cells, page)
    out = BytesIO()
    book.save(out)
    return repacked(out.getvalue())


def repacked(archive: bytes) -> bytes:
    """Return a zip with the same parts in the same order, fixed times and no compression."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                stamp = FIXED_TIME.isoformat().encode() + b"Z"
                part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", part)
            add_part(new, name, part)
    return out.getvalue()


def add_part(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Store a part with the fixed time."""
    info = zipfile.ZipInfo(name, ZIP_TIME)
    info.external_attr = 0o644 << 16
    info.create_system = 3
    archive.writestr(info, content)


class _Look(StrEnum):
    """What a cell is for, and so how it looks."""

    TITLE = "title"
    NOTE = "note"
    HEADING = "heading"
    HEAD = "head"
    TOTAL = "total"
    BODY = "body"


def _looks() -> dict[_Look, dict[str, Any]]:
    """Return openpyxl's attributes for each look."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin, strong = Side("thin", "C5CBD3"), Side("medium", "0B6B67")
    return {
        _Look.TITLE: {"font": Font(name="Calibri", size=14, bold=True, color="0B6B67")},
        _Look.NOTE: {"font": Font(name="Calibri", size=9, italic=True, color="56616F")},
        _Look.HEADING: {"font": Font(name="Calibri", size=11, bold=True)},
        _Look.HEAD: {
            "font": Font(name="Calibri", size=10, bold=True, color="1B2430"),
            "fill": PatternFill("solid", fgColor="E3F1F0"),
            "alignment": Alignment(wrap_text=True, vertical="center", horizontal="center"),
            "border": Border(thin, thin, thin, strong),
        },
        _Look.TOTAL: {
            "font": Font(name="Calibri", size=10, bold=True),
            "fill": PatternFill("solid", fgColor="EEF0F3"),
            "border": Border(thin, thin, strong, thin),
        },
        _Look.BODY: {
            "font": Font(name="Calibri", size=10),
            "alignment": Alignment(vertical="top", wrap_text=True),
            "border": Border(thin, thin, thin, thin),
        },
    }


def _figures(form: Form) -> Any:
    """Return where figures stand: days in the middle, numbers at the right, away from the next column."""
    from openpyxl.styles import Alignment

    if form is Form.DATE:
        return Alignment(horizontal="center", vertical="top")
    return Alignment(horizontal="right", vertical="top", indent=1)


class _Cells:
    """Makes the cells of a book. A style is worked out once, then copied: openpyxl is slow at it."""

    def __init__(self) -> None:
        self._looks = _looks()
        self._styles: dict[tuple[_Look, Form, bool], Any] = {}

    def cell(self, paper: Any, value: Cell, look: _Look, form: Form = Form.TEXT) -> Any:
        """Return a cell; a text keeps the type of a text whatever it begins with, even when it is edited."""
        from openpyxl.cell import WriteOnlyCell

        is_text = isinstance(value, str)
        cell = WriteOnlyCell(paper)
        if is_text:
            cell._value, cell.data_type = _clean(str(value)), "s"
        elif value is not None:
            cell.value = value
        quoted = is_text and str(value)[:1] in _FORMULA_STARTS
        cell._style = self._style(paper, look, Form.TEXT if is_text else form, quoted)
        return cell

    def _style(self, paper: Any, look: _Look, form: Form, quoted: bool) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if (look, form, quoted) not in self._styles:
            model = WriteOnlyCell(paper)
            for name, part in self._looks[look].items():
                setattr(model, name, part)
            model.number_format = form.value
            if look is not _Look.HEAD and form is not Form.TEXT:
                model.alignment = _figures(form)
            model._style.quotePrefix = int(quoted)
            self._styles[look, form, quoted] = model._style
        return copy(self._styles[look, form, quoted])


def _write_sheet(book: Any, sheet: BookSheet, cells: _Cells, page: str) -> None:
    paper = book.create_sheet(sheet.name)
    _set_up_page(paper, sheet, page)
    widths = _widths(sheet.tables)
    for number, wide in enumerate(widths):
        paper.column_dimensions[_letter(number)].width = wide
    paper.append([cells.cell(paper, sheet.title, _Look.TITLE)])
    for note in sheet.notes:
        paper.append([cells.cell(paper, note, _Look.NOTE)])
    row = 1 + len(sheet.notes)
    for number, table in enumerate(sheet.tables):
        if number or len(sheet.tables) > 1:
            paper.append([])
            row += 1
        row = _write_table(paper, table, cells, widths, row)


def _set_up_page(paper: Any, sheet: BookSheet, page: str) -> None:
    """Freeze and repeat the heads; A4 across, as wide as one page."""
    paper.freeze_panes = f"A{sheet.head_rows + 1}"
    paper.print_title_rows = f"1:{sheet.head_rows}"
    paper.page_setup.orientation = "landscape"
    paper.page_setup.paperSize = _A4_PAPER
    paper.page_setup.fitToWidth, paper.page_setup.fitToHeight = 1, 0
    paper.sheet_properties.pageSetUpPr.fitToPage = True
    paper.oddFooter.left.text = sheet.title.replace("&", "&&")
    paper.oddFooter.right.text = f"{page} &P/&N"
    margins = paper.page_margins
    margins.left = margins.right = margins.top = 0.5
    margins.bottom, margins.footer = 0.75, 0.35


def _write_table(paper: Any, table: BookTable, cells: _Cells, widths: Sequence[float], row: int) -> int:
    """Write a table below `row` and return its last row. Heights are set here: not every program finds them."""
    if table.heading:
        paper.append([cells.cell(paper, table.heading, _Look.HEADING)])
        row += 1
    heads = tuple(column.title for column in table.columns)
    forms = [column.form for column in table.columns]
    lines = [(_Look.BODY, line) for line in table.rows]
    lines += [(_Look.TOTAL, table.totals)] if table.totals else []
    paper.row_dimensions[row + 1].height = _height(heads, widths) + 4
    paper.append([cells.cell(paper, head, _Look.HEAD) for head in heads])
    row += 1
    for look, line in lines:
        row += 1
        high = _height(line, widths)
        if high > _LINE:
            paper.row_dimensions[row].height = high
        paper.append([cells.cell(paper, value, look, form) for value, form in zip(line, forms, strict=True)])
    return row


def _height(line: Sequence[Cell], widths: Sequence[float]) -> float:
    """Return the height that the texts of a row take in the widths of their columns."""
    most = 1
    for value, wide in zip(line, widths, strict=False):
        if isinstance(value, str) and len(value) > wide - 2:
            most = max(most, sum(len(wrap(part, max(4, int(wide) - 1))) for part in value.split("\n")))
    return most * _LINE


def _clean(text: str) -> str:
    """Return a text without the control characters that a workbook cannot hold, and no longer than a cell."""
    return "".join(char for char in text if char >= " " or char in "\n\t")[:32_767]


def _widths(tables: Sequence[BookTable]) -> list[float]:
    """Return a width for each column: that of its longest text, within bounds; heads may wrap."""
    count = max((len(table.columns) for table in tables), default=0)
    widths = [float(_NARROWEST)] * count
    for table in tables:
        for number, column in enumerate(table.columns):
            lengths = [_shown_length(line[number]) for line in (*table.rows, table.totals) if line]
            head = max((len(word) for word in column.title.split()), default=0)
            widths[number] = min(_WIDEST, max(widths[number], head + 2.0, *(length + 2.0 for length in lengths)))
    return widths


def _shown_length(value: Cell) -> int:
    if value is None:
        return 0
    if isinstance(value, date):
        return 10
    if isinstance(value, str):
        return max((len(line) for line in value.split("\n")), default=0)
    return len(f"{value:,}") if isinstance(value, int) else 6


def _letter(number: int) -> str:
    """Return the letters of a column, counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
