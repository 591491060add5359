"""The page under every paper: nothing is cut, heads are repeated, what belongs together stays together."""

import subprocess
import sys

import pytest

from centre_desk.papers.pdf.blocks import Column, Facts, Paragraph, Signatures, Space, heading, table
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.fonts import BODY, Font, Type, fitted, shortened, width, wrapped
from centre_desk.papers.pdf.pen import Align
from centre_desk.texts.catalogue import catalogue
from centre_desk.texts.formats import francs
from tests.papers.reading import texts

HEAD = Letterhead("CFP Sénou", "Bamako", "+223 20 00 00 00", "OIM", "2019-07", ("RÉPUBLIQUE DU MALI",))
COLUMNS = (Column("Nom", 60, bold=True), Column("Montant", 30, Align.RIGHT, shrink=True))


def drawn(*blocks: object, **more: object) -> list[str]:
    paper = Paper("ESSAI", HEAD, tuple(blocks), **more)  # type: ignore[arg-type]
    return texts(draw_paper(paper, catalogue("fr")))


@pytest.mark.parametrize("font", list(Font))
def test_every_font_has_the_letters_of_mali_and_the_narrow_space(font: Font) -> None:
    from reportlab.pdfbase import pdfmetrics

    width("x", Type(font))
    face = pdfmetrics.getFont(font.value).face
    assert all(face.charToGlyph.get(ord(char), 0) for char in "ɛɔɲŋƐƆƝŊéèêïçœÉÀ’–·×\u202f\xa0…½")


def test_a_no_break_space_holds_and_a_plain_one_breaks() -> None:
    text = f"Somme {francs(1_234_567)}"
    assert wrapped(text, BODY, width(francs(1_234_567), BODY) + 1) == ["Somme", francs(1_234_567)]
    assert "1\u202f234\u202f567\xa0F\u202fCFA" in text


def test_a_word_too_long_is_broken_and_loses_nothing() -> None:
    word = "OULD-CHEICKNA" * 9
    lines = wrapped(f"a {word} b", BODY, 100)
    assert "".join(lines).replace(" ", "") == f"a{word}b"
    assert all(width(line, BODY) <= 100 for line in lines)


def test_letters_shrink_to_the_room_and_stop_at_the_least() -> None:
    assert fitted("court", BODY, 500, 5) == BODY
    assert width("M" * 30, fitted("M" * 30, BODY, 200, 3)) <= 200
    assert fitted("M" * 300, BODY, 100, 6).size == 6
    assert shortened("M" * 300, BODY, 100).endswith("…")


def test_a_table_goes_on_under_its_head_and_keeps_every_row() -> None:
    rows = [(f"Nom {number:03d}", francs(number)) for number in range(120)]
    pages = drawn(*table(COLUMNS, rows, totals=("TOTAL", "1")), Signatures((("Établi par", "Awa"),)))
    assert len(pages) > 2
    assert all("Montant" in page for page in pages)
    assert all(f"Nom {number:03d}" in " ".join(pages) for number in range(120))
    assert "TOTAL" in pages[-1]
    assert "Établi par" in pages[-1]
    assert f"page {len(pages)} de {len(pages)}" in pages[-1]


@pytest.mark.parametrize("filled", range(520, 640, 12))
def test_a_heading_never_ends_a_page_alone(filled: int) -> None:
    pages = drawn(Space(filled), heading("Résultats"), *table(COLUMNS, [("Awa", "1")]))
    assert "Awa" in next(page for page in pages if "Résultats" in page)


def test_the_letterhead_and_the_footer_are_on_every_page() -> None:
    pages = drawn(Paragraph("mot " * 3_000), number="N-1", head_code="K7M2-9QXA", reference="réf.")
    assert all("CFP Sénou" in page and "RÉPUBLIQUE DU MALI" in page for page in pages[:1])
    for page in pages:
        assert "N-1 · journal K7M2-9QXA" in page
        assert "Convention n° 2019-07" in page
    assert "réf." in pages[0]


def test_facts_stand_in_columns() -> None:
    (page,) = drawn(Facts((("Date", "3 décembre 2019"), ("Lieu", "Sénou"), ("Jury", "deux"))))
    for said in ("Date", "3 décembre 2019", "Lieu", "Sénou", "deux"):
        assert said in page


def test_fact_sheets_cost_no_drawing_library() -> None:
    """Queries use the fact sheets when the window starts: reportlab, segno and openpyxl wait for a paper."""
    code = (
        "import sys\n"
        "from centre_desk.papers import attendance, certificate, claim, exam, register\n"
        "from centre_desk.papers.monthly_return import package\n"
        "print([name for name in ('reportlab', 'segno', 'openpyxl', 'cryptography', 'PIL') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
