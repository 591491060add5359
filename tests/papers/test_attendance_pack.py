"""The pack for power cuts: sheets, lists for marks and receipts of each session in one PDF; a visit's sheet."""

from datetime import date

import pypdfium2
import pytest

from centre_desk.papers.attendance.outage import outage_pack_pdf
from centre_desk.papers.attendance.sheet import AttendanceSheetFacts, SheetDay, SheetName
from centre_desk.papers.attendance.visit import VisitFacts, VisitLine, visit_sheet_pdf
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.texts.catalogue import Catalogue

HEAD = Letterhead(centre="CFP Sénou", address="Sénou")


def sheet(number: str, people: int) -> AttendanceSheetFacts:
    days = tuple(SheetDay(date(2019, 11, day)) for day in range(18, 23))
    names = tuple(SheetName(n, f"Awa{n} KEÏTA") for n in range(1, people + 1))
    return AttendanceSheetFacts(number, f"Session {number}", "Maçonnerie", "Sénou", "A. Samaké", days, names)


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def test_one_print_holds_sheets_marks_and_receipts(fr: Catalogue) -> None:
    pages = texts(outage_pack_pdf([sheet("0007", 5), sheet("0008", 3)], letterhead=HEAD, words=fr))
    titles = [next((t for t in ("ÉMARGEMENT", "NOTES À SAISIR", "REÇUS À SAISIR") if t in page), "") for page in pages]
    assert titles == ["ÉMARGEMENT"] * 2 + ["NOTES À SAISIR", "REÇUS À SAISIR"] * 2
    assert all("Awa3 KEÏTA" in page for page in pages)
    assert "Session 0008" in pages[-1]


def test_the_pack_repeats_identically(fr: Catalogue) -> None:
    first = outage_pack_pdf([sheet("0007", 40)], letterhead=HEAD, words=fr)
    assert first == outage_pack_pdf([sheet("0007", 40)], letterhead=HEAD, words=fr)


@pytest.mark.parametrize(("heads", "difference"), [(2, "+0"), (1, "-1"), (3, "+1"), (None, "____")])
def test_a_visit_counts_heads_against_the_roll(fr: Catalogue, heads: int | None, difference: str) -> None:
    lines = tuple(
        VisitLine(n, f"Awa{n}", mark)
        for n, mark in enumerate((MarkValue.PRESENT, MarkValue.LATE, MarkValue.ABSENT, MarkValue.EXCUSED), start=1)
    )
    facts = VisitFacts("Session", date(2019, 11, 18), HalfDay.MORNING, lines, "OIM", heads)
    assert facts.on_roll == 2
    assert difference in texts(visit_sheet_pdf(facts, letterhead=HEAD, words=fr))[0]
    assert VisitFacts("Session", date(2019, 11, 18), HalfDay.MORNING, (VisitLine(1, "Awa", None),)).on_roll is None
