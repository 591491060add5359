"""Is a zipped workbook safe to open? Parts, size while unpacking, no DTD, no cell beyond the limits.

The sizes in a zip's directory may lie, so every part is unpacked once, counted and thrown away.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from centre_desk.papers.guarded.limits import MOST_COLUMNS, MOST_PARTS, MOST_ROWS, MOST_UNPACKED, Stop

_CHUNK = 2**20
_CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=\"([A-Z]{1,3})([0-9]{1,7})\"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is)\b")
_DTD = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_OVERLAP = 400


def check_archive(content: bytes) -> None:
    """Stop when the zip is damaged, locked, no workbook, or asks for more than the limits."""
    try:
        parts = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError) as error:
        raise Stop("referral.file_damaged") from error
    if len(parts) > MOST_PARTS:
        raise Stop("referral.file_many_parts", parts=len(parts), most=MOST_PARTS)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Stop("referral.file_unpacks_large", most=MOST_UNPACKED // 2**20)
    _check_kind({part.filename for part in parts})
    left = MOST_UNPACKED
    for part in parts:
        left = _check_part(content, part, left)


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise Stop("referral.file_binary_workbook")
    ods = "mimetype" in names and "content.xml" in names
    if not ods and not any(name.lower().startswith("xl/") for name in names):
        raise Stop("referral.file_no_workbook")


def _check_part(content: bytes, part: zipfile.ZipInfo, left: int) -> int:
    """Unpack one part and count it; returns what is left of the limit."""
    sheet = re.fullmatch(r"xl/worksheets/[^/]+\.xml", part.filename, re.IGNORECASE) is not None
    tail = b""
    for chunk in _unpack(content, part):
        left -= len(chunk)
        if left < 0:
            raise Stop("referral.file_unpacks_large", most=MOST_UNPACKED // 2**20)
        seen = tail + chunk
        if any(mark in seen for mark in _DTD) and part.filename.lower().endswith((".xml", ".rels", ".vml")):
            raise Stop("referral.file_unsafe")
        if sheet:
            _check_cells(seen)
        tail = seen[-_OVERLAP:]
    return left


def _check_cells(xml: bytes) -> None:
    for cell in _CELL.finditer(xml):
        letters, row = cell[1].decode(), int(cell[2])
        if row > MOST_ROWS:
            raise Stop("referral.file_many_rows", f"{letters}{row}", rows=row, most=MOST_ROWS)
        if column_number(letters) > MOST_COLUMNS:
            raise Stop("referral.file_many_columns", f"{letters}{row}", most=MOST_COLUMNS)


def column_number(letters: str) -> int:
    """Return the number of a column: A is 1, GR is 200."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _unpack(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked bytes of a part as they really are, whatever its directory entry claims."""
    start = part.header_offset
    header = content[start : start + 30]
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Stop("referral.file_damaged")
    if part.flag_bits & 1:
        raise Stop("referral.file_locked")
    name_size, extra_size = struct.unpack("<HH", header[26:30])
    start += 30 + name_size + extra_size
    packed = content[start : start + part.compress_size]
    if len(packed) < part.compress_size:
        raise Stop("referral.file_damaged")
    if part.compress_type == zipfile.ZIP_STORED:
        yield packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from _inflate(packed)
    else:
        raise Stop("referral.file_damaged")


def _inflate(packed: bytes) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    rest = packed
    try:
        while rest and not inflater.eof:
            yield inflater.decompress(rest, _CHUNK)
            rest = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise Stop("referral.file_damaged") from error
    if not inflater.eof:
        raise Stop("referral.file_damaged")
