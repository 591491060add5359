"""Where the table of people stands on a sheet: header of one or two rows, people, and what is no person.

Letterheads, merged titles, blank lines, repeated headers, totals and notes are told apart from people, and each
row that is left out is listed with the reason: no row disappears. Where too few headers are known, the likeliest
row of words is offered, for the user to say what its columns mean.
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
_SAMPLED_ROWS = 20
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
    """A column of the table: its letters, its header as written, what it means (None: not used), its first text."""

    letters: str
    header: str
    field: Field | None
    sample: str = ""


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
class Header:
    """One or two rows of headers (`row` counts from 0), each header once."""

    row: int
    depth: int
    texts: tuple[str, ...]

    @property
    def fields(self) -> int:
        """How many different facts the header names."""
        return len({f for f in map_columns(self.texts) if f and f not in UNUSED_FIELDS})

    @property
    def known(self) -> bool:
        """Tell whether it names enough facts, and who the people are."""
        found = map_columns(self.texts)
        return self.fields >= _LEAST_FIELDS and any(f in (*NAME_FIELDS, Field.CASE_NUMBER) for f in found)


def column_letters(index: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_people(
    sheet: Sheet,
    header: Header,
    mapping: Mapping[str, str] | None = None,
    *,
    prefix: str = "",
    people: frozenset[str] = frozenset(),
) -> PeopleTable:
    """Read the people under a header. `mapping` (header -> field) is the user's own, and so are `people`.

    `people` are the places of rows that the user says are persons, whatever they look like.
    """
    columns = _columns(header, mapping, sheet.rows[header.row + header.depth :][:_SAMPLED_ROWS])
    lines, left = _split_rows(sheet.rows, header, columns, prefix, people)
    letterhead = "\n".join(" ".join(text_of(v) for v in row if text_of(v)) for row in sheet.rows[: header.row])
    return PeopleTable(sheet.name, header.row + header.depth, columns, lines, left, letterhead)


def find_header(rows: Sequence[Sequence[Value]]) -> Header | None:
    """Return the row, or two rows, that name the most facts: the first of equals, one row rather than two.

    Where none names enough, the fullest row of words that has rows under it; None where there is none.
    """
    best: Header | None = None
    for index in range(min(len(rows), _SEARCHED_ROWS)):
        for header in _headers_at(rows, index):
            if header.fields >= _LEAST_FIELDS and (best is None or header.fields > best.fields):
                best = header
    return best if best is not None and best.known else _fullest(rows) or best


def _fullest(rows: Sequence[Sequence[Value]]) -> Header | None:
    """Return the fullest row of words with a row of two cells or more under it."""
    found = [
        Header(index, 1, _distinct(tuple(text_of(v) for v in row)))
        for index, row in enumerate(rows[:_SEARCHED_ROWS])
        if _may_be_header(row) and any(sum(bool(text_of(v)) for v in below) > 1 for below in rows[index + 1 :])
    ]
    return max(found, key=lambda header: sum(bool(text) for text in header.texts), default=None)


def _headers_at(rows: Sequence[Sequence[Value]], index: int) -> list[Header]:
    if not _may_be_header(rows[index]):
        return []
    one = tuple(text_of(v) for v in rows[index])
    found = [Header(index, 1, _distinct(one))]
    if index + 1 < len(rows) and _may_be_header(rows[index + 1]):
        two = tuple(text_of(v) for v in rows[index + 1])
        found.append(Header(index, 2, _distinct(_join_rows(one, two))))
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


def _columns(
    header: Header, mapping: Mapping[str, str] | None, below: Sequence[Sequence[Value]]
) -> tuple[Column, ...]:
    guessed = map_columns(header.texts)
    told = mapping or {}
    folded = {fold(text): meaning for text, meaning in told.items()}
    columns = []
    for index, (text, field) in enumerate(zip(header.texts, guessed, strict=True)):
        meaning = told.get(text, folded.get(fold(text))) if text else None
        if meaning is not None:
            field = Field(meaning) if meaning else None
        sample = next((t for row in below if index < len(row) and (t := text_of(row[index]))), "")
        columns.append(Column(column_letters(index), text, field, sample[:40]))
    return tuple(columns)


def _split_rows(
    rows: Sequence[Sequence[Value]], header: Header, columns: Sequence[Column], prefix: str, people: frozenset[str]
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
        why = None if f"{prefix}{number + 1}" in people else _left_out(texts, row, columns, titles)
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
