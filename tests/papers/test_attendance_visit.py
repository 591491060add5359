"""The sheet of a visit: heads counted against the roll, with the difference."""

from datetime import date

import pypdfium2
import pytest

from centre_desk.papers.attendance.visit import VisitFacts, VisitLine, visit_sheet_pdf
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.texts.catalogue import Catalogue

HEAD = Letterhead(centre="CFP Sénou", address="Sénou")


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


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
