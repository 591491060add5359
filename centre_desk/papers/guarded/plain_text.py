"""A list saved as text: which encoding, which delimiter, which cells.

Excel in French writes cp1252 with semicolons, "Unicode text" is UTF-16 with tabs, newer programs write UTF-8.
"""

import csv
import re
from collections import Counter
from io import StringIO

from centre_desk.papers.guarded.limits import MOST_BYTES, MOST_CHARACTERS, MOST_ROWS, Stop

_DELIMITERS = (";", ",", "\t", "|")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
_SAMPLE = 60


def read_text(content: bytes) -> list[list[str]]:
    """Return the rows of a delimited text, each with its cells."""
    text = _decode(content)
    if _CONTROL.search(text):
        raise Stop("referral.file_no_workbook")
    if re.match(r"\s*(<!doctype html|<html|<\?xml|<table)", text, re.IGNORECASE):
        raise Stop("referral.file_web_page")
    told = re.match(r"sep=(.)\r?\n", text)
    return _rows(text, told[1] if told else _find_delimiter(text), blank_first=bool(told))


def _decode(content: bytes) -> str:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding).rstrip("\x1a\x00")
        except UnicodeDecodeError:
            continue
    raise Stop("referral.file_no_workbook")


def _encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    sample = content[:4000]
    if len(sample) >= 8:
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd > len(sample) // 8:
            return ("utf-16-le",)
        if even > len(sample) // 8:
            return ("utf-16-be",)
    return ("utf-8-sig", "cp1252")


def _find_delimiter(text: str) -> str:
    """Return the delimiter under which the most rows agree on a number of cells above one."""
    sample = text[:200_000]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts: Counter[int] = Counter()
        for row in csv.reader(StringIO(sample, newline=""), delimiter=delimiter):
            counts[len(row)] += len(row) > 1
            if sum(counts.values()) >= _SAMPLE:
                break
        cells, rows = max(counts.items(), key=lambda item: item[1] * item[0], default=(0, 0))
        return rows * cells, cells

    csv.field_size_limit(MOST_BYTES)
    try:
        return max(_DELIMITERS, key=agreement)
    except csv.Error as error:
        raise Stop("referral.file_damaged") from error


def _rows(text: str, delimiter: str, *, blank_first: bool) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            if len(rows) >= MOST_ROWS:
                raise Stop("referral.file_many_rows", f"A{MOST_ROWS + 1}", rows=MOST_ROWS + 1, most=MOST_ROWS)
            if any(len(cell) > 8 * MOST_CHARACTERS for cell in row):
                raise Stop("referral.file_long_cell", f"A{len(rows) + 1}", most=MOST_CHARACTERS)
            rows.append(row)
    except csv.Error as error:
        raise Stop("referral.file_damaged") from error
    return [[], *rows[1:]] if blank_first else rows
