"""Our own workbooks: strings that stay strings, the same bytes twice, heads frozen, A4 across."""

import time
import zipfile
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from centre_desk.papers.workbook import BookColumn, BookSheet, BookTable, Form, workbook_bytes

COLUMNS = (
    BookColumn("Nom"),
    BookColumn("Francs", Form.WHOLE),
    BookColumn("Jour", Form.DATE),
    BookColumn("Part", Form.SHARE),
)
ROWS = (
    ("=1+1", 45_000, date(2019, 11, 30), 0.5),
    ("@SUM(A1)", 0, None, None),
    ("Ɲɛ & <b>", -5, date(2019, 1, 1), 1.0),
)
SHEETS = (
    BookSheet("Un", "Titre & Cie", ("note",), (BookTable(COLUMNS, ROWS, ("TOTAL", 44_995, None, None)),)),
    BookSheet(
        "Deux", "Titre", (), (BookTable(COLUMNS, (), heading="A"), BookTable(COLUMNS[:1], (("x",),), heading="B"))
    ),
)


def made() -> bytes:
    return workbook_bytes(SHEETS, title="Essai", author="CFP", page="page")


def test_texts_stay_texts_whatever_they_begin_with() -> None:
    sheet = load_workbook(BytesIO(made()))["Un"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"][3:6]] == [
        ("=1+1", "s"),
        ("@SUM(A1)", "s"),
        ("Ɲɛ & <b>", "s"),
    ]
    assert sheet["A4"].quotePrefix
    assert sheet["B4"].value == 45_000
    assert sheet["B4"].number_format == "#,##0"
    assert sheet["C4"].value.date() == date(2019, 11, 30)
    assert sheet["A7"].value == "TOTAL"


def test_no_part_of_the_file_holds_a_formula() -> None:
    with zipfile.ZipFile(BytesIO(made())) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "sheets/" in name]
    assert len(sheets) == 2
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


def test_the_heads_are_frozen_and_printed_on_each_page() -> None:
    book = load_workbook(BytesIO(made()))
    assert book["Un"].freeze_panes == "A4"
    assert book["Deux"].freeze_panes == "A2"
    assert book["Un"].print_title_rows == "$1:$3"
    assert book["Un"].page_setup.orientation == "landscape"
    assert book["Un"].page_setup.fitToHeight == 0


def test_the_same_cells_give_the_same_bytes_later() -> None:
    first = made()
    time.sleep(1.1)
    assert made() == first
