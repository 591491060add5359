"""The month's report from its frozen data to return.xlsx, against a bare openpyxl write_only dump of the same cells."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from centre_desk.actions.claim import prepare_claims
from centre_desk.papers.monthly_return.canonical import canonical_bytes, read_canonical
from centre_desk.papers.monthly_return.workbook import return_workbook
from centre_desk.queries.monthly_return.sheet import return_sheet
from centre_desk.texts.catalogue import catalogue
from tests.benchmarks.desks import open_new_desk
from tests.benchmarks.measuring import Result, compare
from tests.builders_claim import DECEMBER, MONTH, build_month

PEOPLE = 100
Cells = dict[str, list[list[Any]]]


def measure(pairs: int = 9) -> Result:
    """Write the workbook both ways."""
    words, frozen = catalogue("fr"), _frozen()
    cells = _cells(return_workbook(read_canonical(frozen), words))
    return compare(
        "return", lambda: return_workbook(read_canonical(frozen), words), lambda: _dump(cells), pairs=pairs
    )


def _frozen() -> bytes:
    """Return the frozen data of a month of 100 people."""
    with open_new_desk() as (store, actor):
        build_month(store, PEOPLE)
        prepare_claims(store, month=MONTH, by=actor, at=DECEMBER)
        with store.read() as db:
            return canonical_bytes(return_sheet(db, MONTH))


def _cells(content: bytes) -> Cells:
    book = load_workbook(BytesIO(content))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets}


def _dump(cells: Cells) -> bytes:
    book = Workbook(write_only=True)
    for title, rows in cells.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
