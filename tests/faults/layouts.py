"""Generated lists of any office: order and words of columns, blanks, totals, notes, encodings, dates, formats.

`python -m tests.faults.layouts 2000` checks the identity of lines on each: lines read = people written = added +
changed + unchanged + refused + to decide + skipped. It needs LibreOffice for .xls and .ods, and refuses without.
"""

import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from time import monotonic

import openpyxl

from centre_desk.papers.guarded import Sheet, Table
from centre_desk.papers.guarded.child import read_content
from centre_desk.papers.referral.reading import find_referrals
from centre_desk.queries.referral import plan_referrals, read_file
from centre_desk.rules.referral.fields import Field
from centre_desk.store.opening import Store

Value = str | int | float | date | None
TODAY = date(2019, 11, 11)
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
NOISE: tuple[tuple[Value, ...], ...] = (
    (), (None, None), ("TOTAL", 12), ("Sous-total", None, 3), ("NB : liste provisoire",),
    ("Fait à Bamako, le 30/09/2019",), ("Le chef de projet",), ("", "Signature :"),
)  # fmt: skip
ABOVE: tuple[tuple[Value, ...], ...] = (
    ("OIM MALI — PROJET DE RÉINTÉGRATION",), ("Liste des bénéficiaires orientés",), (), ("Mois :", "Septembre 2019"),
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
FORMATS = ("csv", "csv", "xlsx", "xlsx", "xls", "ods")


@dataclass(frozen=True, slots=True)
class Layout:
    """A generated list: its rows, how many of them are people, and how it is saved."""

    seed: int
    rows: tuple[tuple[Value, ...], ...]
    people: int
    kind: str
    encoding: str
    delimiter: str


def layout(seed: int) -> Layout:
    """Return the list of a number; the same number gives the same list."""
    chance = random.Random(seed)
    fields = chance.sample(list(HEADERS), chance.randint(4, len(HEADERS)))
    names = chance.choice((("NOM ET PRÉNOM",), ("Nom et prénoms",), ("Full name",), ("Nom", "Prénom(s)")))
    place = chance.randint(0, len(fields))
    numbered, unknown = chance.random() < 0.5, chance.random() < 0.3
    header: list[Value] = [chance.choice(HEADERS[f]) for f in fields]
    header[place:place] = names
    start = ["N°"] if numbered else []
    rows: list[tuple[Value, ...]] = [*ABOVE[: chance.randint(0, 4)]]
    rows.append((*start, *header, *(["Couleur préférée"] if unknown else [])))
    people = chance.randint(1, 14)
    for number in range(1, people + 1):
        cells: list[Value] = [_cell(f, number, chance) for f in fields]
        cells[place:place] = _name(len(names), chance)
        rows.append((*([number] if numbered else []), *cells, *(["bleu"] if unknown else [])))
        if chance.random() < 0.2:
            rows.append(chance.choice(NOISE))
    rows += chance.choices(NOISE, k=chance.randint(0, 4))
    return Layout(
        seed, tuple(rows), people, chance.choice(FORMATS), chance.choice(ENCODINGS), chance.choice((";", ",", "\t"))
    )


def _name(columns: int, chance: random.Random) -> list[Value]:
    family, given = chance.choice(FAMILY), chance.choice(GIVEN)
    return [family, given] if columns == 2 else [f"{family}{chance.choice((' ', '  '))}{given}"]


def _cell(field: Field, number: int, chance: random.Random) -> Value:
    day = date(1975, 1, 1) + timedelta(days=chance.randrange(9000))
    choices: dict[Field, tuple[Value, ...]] = {
        Field.SEX: ("M", "F", "Homme", "féminin", "H"),
        Field.BIRTH: (day, f"{day:%d.%m.%y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}", "vers 1990", 1988, None),
        Field.CASE_NUMBER: (f"ML10-2019-{number:06d}", f"ml10-2019-{number:06d}", None),
        Field.PHONE: ("76 12 34 56", 66123456, "0022376\u00a012\u202f34 56", None),
        Field.TRAINING: ("Soudure", "COUTURE", "Astronautique", "menuiserie"),
        Field.ROUTE: ("formation", "Test qualif.", "test équipement", None),
        Field.REGION: ("Kayes", "KAYES", "Bamako", "Ségou", None),
        Field.CONSENT: ("Oui", "oui", "Non", None),
    }
    return chance.choice(choices[field])


def saved(made: Layout) -> bytes:
    """Return the list as .csv or .xlsx; .xls and .ods are made from the latter."""
    if made.kind != "csv":
        book = openpyxl.Workbook()
        for row in made.rows:
            book.active.append(list(row))
        out = BytesIO()
        book.save(out)
        return out.getvalue()
    lines = [made.delimiter.join(_quoted(value, made.delimiter) for value in row) for row in made.rows]
    return "\r\n".join(lines).encode(made.encoding, errors="replace")


def _quoted(value: Value, delimiter: str) -> str:
    text = f"{value:%d/%m/%Y}" if isinstance(value, date) else "" if value is None else str(value)
    return f'"{text}"' if delimiter in text else text


def check(store: Store, made: Layout, content: bytes | None = None) -> None:
    """Check the identity of lines; raises AssertionError, with the list's number, where one is lost."""
    kind = made.kind if content is not None or made.kind == "csv" else "xlsx"
    sheets = read_content(content or saved(made), f".{kind}")
    found = find_referrals(Table("liste", f"{made.seed:064d}", tuple(_sheet(s) for s in sheets)))
    plan = plan_referrals(store, found, referred_on=date(2019, 9, 1), today=TODAY)
    assert len(found.lines) == made.people == len(plan.lines) == sum(plan.counts().values()), made.seed


def _sheet(answer: dict[str, object]) -> Sheet:
    rows = answer["rows"]
    assert isinstance(rows, list)
    plain = tuple(
        tuple(date.fromisoformat(cell["d"]) if isinstance(cell, dict) else cell for cell in row) for row in rows
    )
    return Sheet(str(answer["name"]), bool(answer["hidden"]), plain)


def converted(made: list[Layout], folder: Path) -> dict[int, bytes]:
    """Return lists as .xls and .ods, made by LibreOffice in two runs."""
    for one in made:
        (folder / f"{one.seed}.xlsx").write_bytes(saved(one))
    for kind in ("xls", "ods"):
        sources = [str(folder / f"{one.seed}.xlsx") for one in made if one.kind == kind]
        for start in range(0, len(sources), 100):
            part = sources[start : start + 100]
            command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(folder), *part]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
    return {one.seed: (folder / f"{one.seed}.{one.kind}").read_bytes() for one in made}


def main(count: int) -> None:
    """Check `count` lists, every twentieth through the guarded child too, and print the figures."""
    from tests.faults.desk import new_desk

    if shutil.which("soffice") is None:
        sys.exit("LibreOffice (soffice) is needed for .xls and .ods, and is not here: nothing was checked.")
    start, kinds, people = monotonic(), Counter[str](), 0
    with tempfile.TemporaryDirectory() as name, new_desk(Path(name) / "desk") as store:
        everything = [layout(seed) for seed in range(count)]
        files = converted([one for one in everything if one.kind in ("xls", "ods")], Path(name))
        for made in everything:
            content = files.get(made.seed) or saved(made)
            check(store, made, content)
            if made.seed % 20 == 0:
                path = Path(name) / f"real.{made.kind}"
                path.write_bytes(content)
                assert len(read_file(store, path).lines) == made.people, made.seed
            kinds[f"{made.kind} {made.encoding}" if made.kind == "csv" else made.kind] += 1
            people += made.people
    print(f"{count} lists, {people} people, no line lost, {monotonic() - start:.0f} s")
    print("  " + ", ".join(f"{kind}: {times}" for kind, times in kinds.most_common()))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
