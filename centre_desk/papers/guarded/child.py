"""The child: limits itself, reads the bytes on standard input, writes the sheets as JSON on standard output.

Reads with python-calamine, which evaluates nothing, follows no link and runs no macro; a formula gives its cached
value.
"""

import datetime as dt
import json
import os
from typing import Any

from centre_desk.papers.guarded.limits import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_TEXT,
    Stop,
    limit_this_process,
)

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_SUFFIXES = ("", ".csv", ".txt", ".tsv", ".tab")


def run(suffix: str) -> int:
    """Read standard input; always writes one JSON document: the sheets, or why the file is refused."""
    try:
        limit_this_process()
        with os.fdopen(0, "rb", closefd=False) as source:
            content = source.read(MOST_BYTES + 1)
        answer: dict[str, Any] = {"sheets": read_content(content, suffix.lower())}
    except Stop as stop:
        answer = {"refused": {"code": stop.code, "place": stop.place, "facts": stop.facts}}
    except MemoryError:
        answer = {"refused": {"code": "referral.file_too_heavy", "place": "", "facts": {}}}
    return _write(answer)


def _write(answer: dict[str, Any]) -> int:
    written = json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode()
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(written)
    return 0


def read_content(content: bytes, suffix: str) -> list[dict[str, Any]]:
    """Return the sheets of a file: name, whether it is hidden, and its rows (row 1 first, column A first)."""
    if len(content) > MOST_BYTES:
        raise Stop("referral.file_too_big", most=MOST_BYTES // 2**20)
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Stop("referral.file_empty")
    if content.startswith(_ZIP):
        from centre_desk.papers.guarded.archive import check_archive

        check_archive(content)
        return _read_workbook(content)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Stop("referral.file_locked")
        return _read_workbook(content)
    return _read_plain(content, suffix)


def _read_plain(content: bytes, suffix: str) -> list[dict[str, Any]]:
    from centre_desk.papers.guarded.plain_text import read_text

    rows = read_text(content) if suffix in _TEXT_SUFFIXES or b"<" in content[:200] else None
    if rows is None:
        raise Stop("referral.file_no_workbook")
    return _finished([{"name": "", "hidden": False, "rows": _plain_rows(rows, "")}])


def _read_workbook(content: bytes) -> list[dict[str, Any]]:
    """Read every worksheet. Whatever the reader throws, its panics too, means that the file is damaged."""
    from io import BytesIO

    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            return _finished(list(_sheets(workbook, calamine)))
    except (Stop, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except calamine.PasswordError as error:
        raise Stop("referral.file_locked") from error
    except BaseException as error:  # a panic of the reader is no Exception
        raise Stop("referral.file_damaged") from error


def _sheets(workbook: Any, calamine: Any) -> list[dict[str, Any]]:
    worksheets = [m for m in workbook.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    if len(worksheets) > MOST_SHEETS:
        raise Stop("referral.file_many_sheets", sheets=len(worksheets), most=MOST_SHEETS)
    prefix = len(worksheets) > 1
    found = []
    for meta in worksheets:
        sheet = workbook.get_sheet_by_name(meta.name)
        _check_extent(sheet.end, f"{meta.name}!" if prefix else "")
        rows = sheet.to_python(skip_empty_area=False)
        hidden = meta.visible != calamine.SheetVisibleEnum.Visible
        found.append(
            {"name": meta.name, "hidden": hidden, "rows": _plain_rows(rows, f"{meta.name}!" if prefix else "")}
        )
    return found


def _check_extent(end: tuple[int, int] | None, prefix: str) -> None:
    if end is None:
        return
    row, column = end[0] + 1, end[1] + 1
    if row > MOST_ROWS:
        raise Stop("referral.file_many_rows", f"{prefix}{row}", rows=row, most=MOST_ROWS)
    if column > MOST_COLUMNS:
        raise Stop("referral.file_many_columns", prefix.rstrip("!"), most=MOST_COLUMNS)


def _plain_rows(rows: list[list[Any]], prefix: str) -> list[list[Any]]:
    """Return the rows as JSON holds them, without the blank cells at their ends and the blank rows at the end."""
    plain = []
    for number, row in enumerate(rows, start=1):
        cells = [_plain(value, f"{prefix}{_letters(i)}{number}") for i, value in enumerate(row)]
        if len(cells) > MOST_COLUMNS and any(c is not None for c in cells[MOST_COLUMNS:]):
            raise Stop("referral.file_many_columns", f"{prefix}{number}", most=MOST_COLUMNS)
        while cells and cells[-1] is None:
            cells.pop()
        plain.append(cells)
    while plain and not plain[-1]:
        plain.pop()
    return plain


def _plain(value: Any, address: str) -> Any:
    if isinstance(value, str):
        if len(value) > MOST_CHARACTERS:
            raise Stop("referral.file_long_cell", address, most=MOST_CHARACTERS)
        return value if value.strip() else None
    if isinstance(value, dt.datetime):
        return {"d": value.date().isoformat()}
    if isinstance(value, dt.date):
        return {"d": value.isoformat()}
    return value if isinstance(value, bool | int | float) else str(value)


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _finished(sheets: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if not any(sheet["rows"] for sheet in sheets):
        raise Stop("referral.file_empty")
    size = sum(len(c) for s in sheets for row in s["rows"] for c in row if isinstance(c, str))
    if size > MOST_TEXT:
        raise Stop("referral.file_too_heavy")
    return sheets
