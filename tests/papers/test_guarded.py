"""Hostile and broken files end in one clear refusal, through the real child process; sound ones are read."""

import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from centre_desk.papers.guarded import parent, read_table
from centre_desk.papers.guarded.plain_text import read_text
from centre_desk.rules.refusal import Refused

FILES = Path(__file__).parent.parent / "fixtures" / "referrals"
OFFICE = FILES / "orientations_2019-09_office.xlsx"
ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="S"><table:table-row table:number-rows-repeated="{rows}">
 <table:table-cell office:value-type="string" table:number-columns-repeated="{columns}"><text:p>x</text:p>
 </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        read_table(path)
    (found,) = caught.value.refusals
    assert found.fact("name") == path.name
    return found.code.removeprefix("referral."), found.place


def save(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for address, value in cells.items():
        book.active[address] = value
    book.save(path)
    return path


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_cells_keep_their_kind_and_place() -> None:
    table = read_table(OFFICE)
    (sheet,) = table.sheets
    assert (table.name, sheet.name, sheet.hidden, len(sheet.rows)) == (OFFICE.name, "Feuil1", False, 77)
    assert sheet.rows[4][1] == "NOM ET PRÉNOM"
    assert sheet.rows[5][0] == 1.0
    assert sheet.rows[3] == ()
    clean = read_table(FILES / "orientations_2019-09_clean.xlsx").sheets[0]
    assert clean.rows[1][6] == date(1998, 1, 3)


def test_a_table_that_begins_far_from_a1_keeps_its_addresses(tmp_path: Path) -> None:
    (sheet,) = read_table(save(tmp_path / "far.xlsx", {"C7": "here"})).sheets
    assert sheet.rows[6] == (None, None, "here")


@pytest.mark.parametrize("cell", ["XFD1048576", "B1048576", "A20001", "GS2"])
def test_two_cells_that_claim_a_world(tmp_path: Path, cell: str) -> None:
    code = "file_many_columns" if cell == "GS2" else "file_many_rows"
    assert refused(save(tmp_path / "two.xlsx", {"A1": "x", cell: "y"})) == (code, cell)


def test_what_is_no_workbook(tmp_path: Path) -> None:
    for name, content, code in (
        ("text.xlsx", b"nom;prenom\nA;B\n", "file_no_workbook"),
        ("paper.xlsx", b"%PDF-1.4 ...", "file_no_workbook"),
        ("noise.csv", bytes(range(256)), "file_no_workbook"),
        ("page.xls", b"<html><table><tr><td>x</td></tr></table></html>", "file_web_page"),
        ("nothing.csv", b"", "file_empty"),
        ("blank.csv", b"\xef\xbb\xbf\r\n\r\n", "file_empty"),
        ("half.xlsx", OFFICE.read_bytes()[:6000], "file_damaged"),
        ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "file_damaged"),
        ("big.csv", b"x" * (10 * 2**20 + 1), "file_too_big"),
    ):
        (tmp_path / name).write_bytes(content)
        assert refused(tmp_path / name)[0] == code, name
    assert refused(tmp_path / "absent.xlsx")[0] == "file_missing"
    assert refused(save(tmp_path / "empty.xlsx", {}))[0] == "file_empty"
    assert refused(zipped(tmp_path / "zip.xlsx", {"hello.txt": b"x"}))[0] == "file_no_workbook"


def test_a_locked_workbook(tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    with (tmp_path / "locked.xlsx").open("wb") as out:
        OOXMLFile(BytesIO(OFFICE.read_bytes())).encrypt("secret", out)
    assert refused(tmp_path / "locked.xlsx")[0] == "file_locked"


def test_bombs(tmp_path: Path) -> None:
    big = {"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"0" * (120 * 2**20)}
    bomb = zipped(tmp_path / "bomb.xlsx", big)
    assert refused(bomb)[0] == "file_unpacks_large"
    content = bytearray(bomb.read_bytes())
    entry = content.rfind(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    (tmp_path / "liar.xlsx").write_bytes(content)
    assert refused(tmp_path / "liar.xlsx")[0] == "file_unpacks_large"
    many = zipped(tmp_path / "many.xlsx", {f"xl/{n}.xml": b"<a/>" for n in range(201)})
    assert refused(many)[0] == "file_many_parts"
    dtd = b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'
    assert refused(zipped(tmp_path / "dtd.xlsx", {"xl/workbook.xml": dtd}))[0] == "file_unsafe"
    assert refused(save(tmp_path / "long.xlsx", {"B3": "z" * 5000})) == ("file_long_cell", "B3")


@pytest.mark.parametrize(("rows", "columns"), [(1_000_000, 1_000), (10**9, 10**9), (60_000, 100)])
def test_a_repeated_cell_of_a_spreadsheet(tmp_path: Path, rows: int, columns: int) -> None:
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": b'<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "content.xml": ODS.format(rows=rows, columns=columns).encode(),
    }
    code, _ = refused(zipped(tmp_path / "repeat.ods", parts))
    assert code in ("file_damaged", "file_too_heavy", "file_many_rows", "file_many_columns")


def test_a_child_that_hangs_or_dies_is_one_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path / "ok.xlsx", {"A1": "x"})
    monkeypatch.setattr(parent, "MOST_SECONDS", 0.4)
    for code, program in (
        ("file_too_slow", "import time; time.sleep(60)"),
        ("file_too_heavy", "import os; os.abort()"),
        ("file_damaged", "print('no JSON')"),
    ):
        monkeypatch.setattr(parent, "child_command", lambda suffix, run=program: [sys.executable, "-c", run])
        assert refused(path)[0] == code


def test_the_memory_of_the_child_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hungry = (
        "import sys; from centre_desk.papers.guarded.limits import limit_this_process as limit; limit()\n"
        "try: bytearray(600 * 2**20)\nexcept MemoryError: sys.exit(7)"
    )
    monkeypatch.setattr(parent, "child_command", lambda suffix: [sys.executable, "-c", hungry])
    assert refused(save(tmp_path / "ok.xlsx", {"A1": "x"}))[0] == "file_too_heavy"


ROWS = [["nom", "né"], ["Koné;A", "1"], ["É’à", ""]]
TEXT = 'nom;né\r\n"Koné;A";1\r\nÉ’à;\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_of_text(encoding: str) -> None:
    assert read_text(TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_delimiters_of_text(delimiter: str) -> None:
    lines = [["nom", "sexe", "date"], ["Koné A", "F", "12.03.79"], ["Diarra; B", "M", "x, y"]]
    text = "\n".join(delimiter.join(f'"{c}"' if ";" in c or "," in c else c for c in row) for row in lines)
    assert read_text(text.encode()) == lines


def test_a_told_delimiter_keeps_the_row_numbers() -> None:
    assert read_text(b"sep=|\r\na;b|c\r\n") == [[], ["a;b", "c"]]
