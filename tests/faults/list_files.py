"""Lists as any office makes them, written as real files: what the generator puts in is known, and so can be counted.

Order and words of columns, letterheads, merged titles, two rows of headers, repeated headers, blanks, totals, notes,
hidden columns and sheets, several sheets, formulas with cached values, serials, encodings, delimiters, formats.
"""

import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils import get_column_letter

from centre_desk.rules.referral.fields import Field

Value = str | int | float | date | None
Row = tuple[Value, ...]
EPOCH = date(1899, 12, 30)
HEADERS: dict[Field, tuple[str, ...]] = {
    Field.SEX: ("Sexe", "Genre", "SEX", "Sexe (M/F)", "Gender"),
    Field.BIRTH: ("Né(e) le", "Date de naissance", "Date of birth", "DDN", "Date  de\u00a0naissance"),
    Field.CASE_NUMBER: ("Dossier", "N° dossier", "Case number", "N° Dossier OIM"),
    Field.PHONE: ("Contact", "Téléphone", "Tél.", "Phone"),
    Field.TRAINING: ("Filière demandée", "Formation souhaitée", "Training requested"),
    Field.ROUTE: ("Orientation", "Type d'orientation", "Referral type"),
    Field.REGION: ("Région", "Region", "Région de retour"),
    Field.CONSENT: ("Consentement", "Accord", "Consent"),
}
FAMILY = ("COULIBALY", "AG MOHAMED", "N’DIAYE", "Koné", "TOURÉ", "Keïta", "DIARRA", "Sissoko", "TRAORÉ")
GIVEN = ("Moussa", "Awa", "N’Golo", "Mariam", "Aïssata", "Oumar", "Fousseynou", "Hawa")
NOISE: tuple[Row, ...] = (
    (), (None, None), ("TOTAL", 12), ("Sous-total", None, 3), ("NB : liste provisoire",),
    ("Fait à Bamako, le 30/09/2019",), ("Le chef de projet",), ("", "Signature :"),
)  # fmt: skip
ABOVE: tuple[Row, ...] = (
    ("OIM MALI — PROJET DE RÉINTÉGRATION",), ("Liste des bénéficiaires orientés",), (), ("Mois :", "Septembre 2019"),
)  # fmt: skip
TITLES = ("Bénéficiaire", "Identité", "Personne", "Renseignements")
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
FORMATS = ("csv", "csv", "xlsx", "xlsx", "xlsm", "xls", "ods")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


@dataclass(frozen=True, slots=True)
class MadeSheet:
    """A sheet: its rows, how many of them are people, how many others stand under the headers."""

    name: str
    rows: tuple[Row, ...]
    people: int
    noise: int
    hidden: bool = False
    merged: tuple[str, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Layout:
    """A generated list, how it is saved, and what it is known to hold on the sheets that can be seen."""

    seed: int
    sheets: tuple[MadeSheet, ...]
    kind: str
    encoding: str
    delimiter: str

    @property
    def shown(self) -> tuple[MadeSheet, ...]:
        """The sheets that can be seen."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)

    @property
    def people(self) -> int:
        """How many people can be seen."""
        return sum(sheet.people for sheet in self.shown)

    @property
    def noise(self) -> int:
        """How many other rows stand under headers that can be seen."""
        return sum(sheet.noise for sheet in self.shown)

    @property
    def hidden(self) -> int:
        """How many people stand on hidden sheets."""
        return sum(sheet.people for sheet in self.sheets if sheet.hidden)

    def amended(self) -> "Layout":
        """Return the list as the office sends it again: everybody of Kayes is of Gao."""

        def moved(row: Row) -> Row:
            return tuple("Gao" if value in ("Kayes", "KAYES") else value for value in row)

        return replace(self, sheets=tuple(replace(s, rows=tuple(map(moved, s.rows))) for s in self.sheets))


def layout(seed: int) -> Layout:
    """Return the list of a number; the same number gives the same list."""
    return make_layout(random.Random(seed), seed)


def make_layout(chance: random.Random, seed: int) -> Layout:
    """Return a list by chance; `seed` goes into its case numbers, so that no two lists share one."""
    kind = chance.choice(FORMATS)
    count = 1 if kind == "csv" else chance.choice((1, 1, 1, 2, 3))
    sheets = [_sheet(chance, f"Feuil{n + 1}", seed * 100 + n * 30, kind) for n in range(count)]
    if kind != "csv" and chance.random() < 0.2:
        sheets.append(replace(_sheet(chance, "Vieux", seed * 100 + 90, kind), hidden=True))
    return Layout(seed, tuple(sheets), kind, chance.choice(ENCODINGS), chance.choice((";", ",", "\t")))


def _sheet(chance: random.Random, name: str, first: int, kind: str) -> MadeSheet:
    fields = chance.sample(list(HEADERS), chance.randint(4, len(HEADERS)))
    if chance.random() < 0.7:
        fields += [f for f in (Field.SEX, Field.ROUTE) if f not in fields]  # without them no line is without a doubt
    names = chance.choice((("NOM ET PRÉNOM",), ("Nom et prénoms",), ("Full name",), ("Nom", "Prénom(s)")))
    place = chance.randint(0, len(fields))
    numbered, unknown = chance.random() < 0.5, chance.random() < 0.3
    header: list[Value] = [chance.choice(HEADERS[f]) for f in fields]
    header[place:place] = names
    heads: Row = (*(["N°"] if numbered else []), *header, *(["Couleur préférée"] if unknown else []))
    rows: list[Row] = [*ABOVE[: chance.randint(0, 4)]]
    merged = [f"A{n + 1}:{get_column_letter(len(heads))}{n + 1}" for n, row in enumerate(rows) if len(row) == 1]
    if chance.random() < 0.25:
        rows.append((chance.choice(TITLES), *[None] * (len(heads) - 1)))
        merged.append(f"A{len(rows)}:{get_column_letter(len(heads))}{len(rows)}")
    rows.append(heads)
    below: list[Row] = []
    people = chance.randint(1, 14)
    for number in range(1, people + 1):
        cells: list[Value] = [_cell(f, first + number, chance, kind) for f in fields]
        cells[place:place] = _name(len(names), chance)
        below.append((*([number] if numbered else []), *cells, *(["bleu"] if unknown else [])))
        if chance.random() < 0.2:
            below.append(chance.choice((*NOISE, heads)))
    below += [chance.choice(NOISE) for _ in range(chance.randint(0, 4))]
    filled = sum(any(value not in (None, "") for value in row) for row in below)
    start = len(rows) + 1
    formulas = {(start + r, c + 1) for r, row in enumerate(below) for c in range(len(row)) if chance.random() < 0.04}
    if kind == "xls":  # LibreOffice writes nought into this format for every value that it did not calculate itself
        formulas = set()
    wide = range(1, len(heads) + 1)
    hidden = tuple(c for c in wide if chance.random() < 0.1) if kind != "csv" else ()
    return MadeSheet(
        name, (*rows, *below), people, filled - people, False, tuple(merged), hidden, frozenset(formulas)
    )


def _name(columns: int, chance: random.Random) -> list[Value]:
    family, given = chance.choice(FAMILY), chance.choice(GIVEN)
    return [family, given] if columns == 2 else [f"{family}{chance.choice((' ', '  '))}{given}"]


def _cell(field: Field, number: int, chance: random.Random, kind: str) -> Value:
    day = date(1975, 1, 1) + timedelta(days=chance.randrange(9000))
    serial: Value = (day - EPOCH).days if kind != "csv" else f"{day:%d %m %Y}"
    choices: dict[Field, tuple[Value, ...]] = {
        Field.SEX: ("M", "F", "Homme", "féminin", "H"),
        Field.BIRTH: (
            day, serial, f"{day:%d.%m.%y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", "vers 1990", 1988, "27 ans", None,
        ),
        Field.CASE_NUMBER: (f"ML10-{number:08d}", f"ml10-{number:08d}", None),
        Field.PHONE: ("76 12 34 56", 66123456, "0022376\u00a012\u202f34 56", None),
        Field.TRAINING: ("Soudure", "COUTURE", "Astronautique", "menuiserie"),
        Field.ROUTE: ("formation", "formation", "Test qualif.", "test équipement", None),
        Field.REGION: ("Kayes", "KAYES", "Bamako", "Ségou", None),
        Field.CONSENT: ("Oui", "oui", "Non", None),
    }  # fmt: skip
    return chance.choice(choices[field])


def saved(made: Layout) -> bytes:
    """Return the list as .csv, .xlsx or .xlsm; .xls and .ods are made from an .xlsx."""
    if made.kind == "csv":
        rows = made.sheets[0].rows
        lines = [made.delimiter.join(_quoted(value, made.delimiter) for value in row) for row in rows]
        return "\r\n".join(lines).encode(made.encoding, errors="replace")
    book = openpyxl.Workbook()
    for number, sheet in enumerate(made.sheets):
        paper: Any = book.active if number == 0 else book.create_sheet()
        paper.title = sheet.name
        for row in sheet.rows:
            paper.append(list(row))
        for merged in sheet.merged:
            paper.merge_cells(merged)
        for column in sheet.hidden_columns:
            paper.column_dimensions[get_column_letter(column)].hidden = True
        paper.sheet_state = "hidden" if sheet.hidden else "visible"
    out = BytesIO()
    book.save(out)
    return _with_formulas(out.getvalue(), made)


def _quoted(value: Value, delimiter: str) -> str:
    text = f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else str(value)
    return f'"{text}"' if delimiter in text else text


def _with_formulas(content: bytes, made: Layout) -> bytes:
    """Turn some cells into formulas that have their value cached, and the book into one with macros."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name).decode()
            for number, sheet in enumerate(made.sheets, start=1):
                if name == f"xl/worksheets/sheet{number}.xml":
                    part = _turned(part, sheet)
            if name == "[Content_Types].xml" and made.kind == "xlsm":
                part = part.replace(_XLSX, _XLSM)
            new.writestr(name, part)
        if made.kind == "xlsm":
            new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro is run")
    return out.getvalue()


def _turned(part: str, sheet: MadeSheet) -> str:
    for place, value in _formula_cells(sheet):
        if isinstance(value, str):
            text = escape(value)
            plain = f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
            formula = escape(value.replace('"', '""'))
            part = part.replace(plain, f'<c r="{place}" t="str"><f>"{formula}"</f><v>{text}</v></c>')
        else:
            plain = f'<c r="{place}" t="n"><v>{value}</v></c>'
            part = part.replace(plain, f'<c r="{place}"><f>{value}+0</f><v>{value}</v></c>')
    return part


def _formula_cells(sheet: MadeSheet) -> Iterator[tuple[str, str | int]]:
    for row, column in sorted(sheet.formulas):
        value = sheet.rows[row - 1][column - 1]
        if isinstance(value, str | int) and value != "":
            yield f"{get_column_letter(column)}{row}", value
