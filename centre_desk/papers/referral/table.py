"""Where the table of people stands on a sheet: header of one or two rows, people, and what is no person.

Letterheads, merged titles, blank lines, repeated headers, totals and notes are told apart from people, and each
row that is left out is listed with the reason: no row disappears.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.papers.guarded import Sheet
from centre_desk.papers.referral.headers import header_key, is_family_first, map_columns, read_header
from centre_desk.rules.referral.fields import NAME_FIELDS, UNUSED_FIELDS, Field, LeftOut, RawCell, RawLine
from centre_desk.rules.referral.words import read_route
from centre_desk.rules.register.answers import read_sex, text_of
from centre_desk.rules.register.birth import Value, read_birth
from centre_desk.rules.register.names import fold

_SEARCHED_ROWS = 60
_LEAST_FIELDS = 3
_KNOWN = 99.0
_TOTAL = re.compile(r"^(sous )?(total|totaux|effectif|nombre total|grand total|sum|somme|subtotal)\b")
_NOTE = re.compile(
    r"^(fait a|fait le|nb|n b|note|notes|remarque|observations?|le (chef|directeur|responsable|gestionnaire|charge)|"
    r"la (cheffe|directrice|responsable|chargee)|signature|vu|visa|etabli|arrete|source|done at|prepared|approved|"
    r"certifie|page|legende|liste|arretee?|suite)\b"
)
_FAR = date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its letters, its header as written, and what it means (None: not used)."""

    letters: str
    header: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A row that is no person, with its beginning."""

    place: str
    why: LeftOut
    text: str


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """The people of one sheet."""

    sheet: str
    header_row: int
    columns: tuple[Column, ...]
    lines: tuple[RawLine, ...]
    left: tuple[LeftRow, ...]
    letterhead: str


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    depth: int
    texts: tuple[str, ...]

    @property
    def fields(self) -> int:
        """How many different facts the header names."""
        return len({f for f in map_columns(self.texts) if f and f not in UNUSED_FIELDS})


def column_letters(index: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def find_people(sheet: Sheet, mapping: Mapping[str, str] | None = None, *, prefix: str = "") -> PeopleTable | None:
    """Find the table of people on a sheet; None when it has none. `mapping` (header -> field) is the user's own."""
    header = _find_header(sheet.rows)
    if header is None:
        return None
    columns = _columns(header, mapping)
    if mapping is None and not any(c.field in (*NAME_FIELDS, Field.CASE_NUMBER) for c in columns):
        return None
    lines, left = _split_rows(sheet.rows, header, columns, prefix)
    letterhead = "\n".join(" ".join(text_of(v) for v in row if text_of(v)) for row in sheet.rows[: header.row])
    return PeopleTable(sheet.name, header.row + header.depth, columns, lines, left, letterhead)


def _find_header(rows: Sequence[Sequence[Value]]) -> _Header | None:
    """Return the row, or two rows, that name the most facts; the first of equals, one row rather than two."""
    best: _Header | None = None
    for index in range(min(len(rows), _SEARCHED_ROWS)):
        for header in _headers_at(rows, index):
            if header.fields >= _LEAST_FIELDS and (best is None or header.fields > best.fields):
                best = header
    return best


def _headers_at(rows: Sequence[Sequence[Value]], index: int) -> list[_Header]:
    if not _may_be_header(rows[index]):
        return []
    one = tuple(text_of(v) for v in rows[index])
    found = [_Header(index, 1, _distinct(one))]
    if index + 1 < len(rows) and _may_be_header(rows[index + 1]):
        two = tuple(text_of(v) for v in rows[index + 1])
        found.append(_Header(index, 2, _distinct(_join_rows(one, two))))
    return found


def _may_be_header(row: Sequence[Value]) -> bool:
    """Tell whether a row is all words: a header holds no date and no number beyond a stray one."""
    filled = [v for v in row if text_of(v)]
    return len(filled) >= 2 and sum(not isinstance(v, str) for v in filled) <= len(filled) // 4


def _join_rows(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Join two header rows: a merged title stands over several columns; the lower words count where they suffice."""
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    joined, title = [], ""
    for top, bottom in zip(above, below, strict=True):
        title = top or title
        joined.append(_joined(title, bottom) if bottom else top)
    return tuple(joined)


def _joined(title: str, bottom: str) -> str:
    """Join a word with the title above it ("Naissance" over "Lieu") where only both together are known."""
    both = (f"{bottom} {title}".strip(), f"{title} {bottom}".strip())
    for text in both if title else ():
        if (read := read_header(text)) is not None and read[1] >= _KNOWN:
            return text
    return bottom if read_header(bottom) else both[1]


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    """Number headers that stand twice, so that a mapping by name can tell them apart."""
    seen: dict[str, int] = {}
    found = []
    for text in texts:
        key = header_key(text)
        seen[key] = seen.get(key, 0) + 1
        found.append(f"{text} [{seen[key]}]" if text and seen[key] > 1 else text)
    return tuple(found)


def _columns(header: _Header, mapping: Mapping[str, str] | None) -> tuple[Column, ...]:
    guessed = map_columns(header.texts)
    columns = []
    for index, (text, field) in enumerate(zip(header.texts, guessed, strict=True)):
        if mapping is not None and text in mapping:
            field = Field(mapping[text]) if mapping[text] else None
        columns.append(Column(column_letters(index), text, field))
    return tuple(columns)


def _split_rows(
    rows: Sequence[Sequence[Value]], header: _Header, columns: Sequence[Column], prefix: str
) -> tuple[tuple[RawLine, ...], tuple[LeftRow, ...]]:
    lines, left = [], []
    names = [c.header for c in columns if c.field is Field.FULL_NAME]
    family_first = is_family_first(names[0]) if names else True
    titles = {header_key(t) for t in header.texts if t}
    for number in range(header.row + header.depth, len(rows)):
        row = rows[number]
        texts = [text_of(v) for v in row]
        if not any(texts):
            continue
        why = _left_out(texts, row, columns, titles)
        if why is None:
            lines.append(_line(row, number + 1, columns, prefix, family_first=family_first))
        else:
            left.append(LeftRow(f"{prefix}{number + 1}", why, " ".join(t for t in texts if t)[:80]))
    return tuple(lines), tuple(left)


def _line(row: Sequence[Value], number: int, columns: Sequence[Column], prefix: str, *, family_first: bool) -> RawLine:
    cells = {
        c.field: RawCell(row[i] if i < len(row) else None, f"{prefix}{c.letters}{number}")
        for i, c in enumerate(columns)
        if c.field is not None and c.field not in UNUSED_FIELDS
    }
    rest = {
        c.header: row[i]
        for i, c in enumerate(columns)
        if (c.field is None or c.field in UNUSED_FIELDS) and c.header and i < len(row) and text_of(row[i])
    }
    return RawLine(f"{prefix}{number}", number, cells, family_first, rest)


def _left_out(
    texts: Sequence[str], row: Sequence[Value], columns: Sequence[Column], titles: set[str]
) -> LeftOut | None:
    """Return why a row is no person; None when it is one."""
    filled = [t for t in texts if t]
    by_field = {c.field: t for c, t in zip(columns, texts, strict=False) if c.field and t}
    proofs = _proofs(by_field, {c.field: v for c, v in zip(columns, row, strict=False) if c.field})
    if _TOTAL.match(fold(filled[0])) and len(proofs) < 2:
        return LeftOut.TOTAL
    if len(filled) > 1 and sum(header_key(t) in titles for t in filled) * 2 > len(filled):
        return LeftOut.HEADER_AGAIN
    if len(filled) == 1 and filled[0].isdigit() and Field.SEQUENCE in by_field:
        return LeftOut.NUMBER_ONLY
    return None if _is_person(by_field, proofs, len(filled)) else LeftOut.NOTE


def _is_person(by_field: Mapping[Field, str], proofs: frozenset[Field], filled: int) -> bool:
    """Tell whether a row states enough of a person: two facts, one with a name, a case number, or a full name."""
    name = " ".join(by_field[f] for f in NAME_FIELDS if f in by_field)
    named = any(ch.isalpha() for ch in name) and not _is_note(name)
    if len(proofs) > 1 or Field.CASE_NUMBER in proofs or (proofs and named):
        return True
    return named and (filled > 2 or _is_name_alone(name))


def _proofs(by_field: Mapping[Field, str], values: Mapping[Field, Value]) -> frozenset[Field]:
    """Return the fields whose cells look as they should: a sex, a birth, a number that can be dialled, a route."""
    found = {f for f in (Field.TRAINING, Field.DECLARED_TRADE) if f in by_field and not _is_note(by_field[f])}
    if read_sex(by_field.get(Field.SEX)) is not None:
        found.add(Field.SEX)
    if Field.BIRTH in by_field and read_birth(values[Field.BIRTH], _FAR) is not None:
        found.add(Field.BIRTH)
    if sum(ch.isdigit() for ch in by_field.get(Field.PHONE, "")) >= 8:
        found.add(Field.PHONE)
    number = by_field.get(Field.CASE_NUMBER, "")
    if len(number) > 3 and any(ch.isdigit() for ch in number) and not _is_note(number):
        found.add(Field.CASE_NUMBER)
    if read_route(by_field.get(Field.ROUTE, "")) is not None:
        found.add(Field.ROUTE)
    return frozenset(found)


def _is_name_alone(name: str) -> bool:
    """Tell whether a text that stands alone looks like a name: two to five words without figures or signs."""
    return 2 <= len(name.split()) <= 5 and not any(ch.isdigit() or ch in ":;.=/" for ch in name)


def _is_note(text: str) -> bool:
    return bool(_NOTE.match(fold(text)) or _TOTAL.match(fold(text))) or len(text) > 80
