"""The pack for power cuts: sheets, mark sheets and receipts of each session in one PDF, no two with one number."""

import re
from datetime import date

import pypdfium2
import pytest

from centre_desk.papers.attendance.sheet import AttendanceSheetFacts, SheetDay, SheetName
from centre_desk.papers.exam import CandidateFacts, ExamFacts, ExamPartFacts
from centre_desk.papers.overview.pack import PackSession, outage_pack_pdf
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.papers.pdf.pen import A4, A4_WIDE
from centre_desk.rules.exam import PartKind
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import Catalogue

HEAD = Letterhead(centre="CFP Sénou", address="Sénou")
EXAM = ExamFacts(
    session="MACO-2019-02", trade="Maçonnerie", attempt=1, held_on=date(2019, 11, 22), place="Atelier 1",
    pass_mark=1000,
    parts=(
        ExamPartFacts("Élévation de murs", PartKind.PRACTICAL, 3),
        ExamPartFacts("Lecture de plan", PartKind.WRITTEN, 1),
    ),
    candidates=tuple(CandidateFacts(n, f"Awa{n} KEÏTA", Sex.FEMALE) for n in range(1, 31)),
)  # fmt: skip


def sheet(number: str, people: int, width: int = 2) -> AttendanceSheetFacts:
    days = tuple(SheetDay(date(2019, 11, day)) for day in range(18, 23))
    names = tuple(SheetName(n, f"Awa{n} KEÏTA", "Mère Fanta" if n == 2 else "") for n in range(1, people + 1))
    return AttendanceSheetFacts(
        number, f"Session {number}", "Maçonnerie", "Sénou", "A. Samaké", days, names, head_code="K7M2-9QXA", width=width
    )


def pages(sessions: list[PackSession], words: Catalogue) -> list[str]:
    pdf = outage_pack_pdf(sessions, letterhead=HEAD, words=words)
    return [p.get_textpage().get_text_range().replace("\u00a0", " ") for p in pypdfium2.PdfDocument(pdf)]


def test_one_print_holds_sheets_marks_and_receipts(fr: Catalogue) -> None:
    found = pages([PackSession(sheet("0007", 5)), PackSession(sheet("0008", 3))], fr)
    titles = [next((t for t in ("ÉMARGEMENT", "NOTES À SAISIR", "REÇU n°") if t in page), "") for page in found]
    assert titles == ["ÉMARGEMENT"] * 2 + ["NOTES À SAISIR", "REÇU n°", "REÇU n°"] + ["NOTES À SAISIR", "REÇU n°"]
    assert "Session 0008" in found[-1]


def test_sheet_marks_and_each_receipt_have_numbers_of_their_own(fr: Catalogue) -> None:
    found = pages([PackSession(sheet("0042", 4))], fr)
    assert "Feuille n° 0042 ·" in found[0]
    assert "Feuille de notes n° 0042-N ·" in found[1]
    receipts = [number for page in found for number in re.findall(r"REÇU n° (0042-R\d+)", page)]
    assert receipts == [f"0042-R0{n}" for n in (1, 1, 2, 2, 3, 3, 4, 4)]  # both parts of each bear it
    assert all("K7M2-9QXA" in page for page in found)


def test_a_receipt_holds_what_makes_it_one(fr: Catalogue) -> None:
    receipt = pages([PackSession(sheet("0042", 2))], fr)[-1]
    for said in (
        "Awa2 KEÏTA", "Mère Fanta", "Montant en chiffres", "En lettres", "Objet", "Signature ou empreinte digitale",
        "Témoin (nom, signature)", "Reçu le", "partie gardée par le centre", "partie remise à la personne",
        "Remis par (nom, signature)",
    ):  # fmt: skip
        assert said in receipt
    assert "Reçue le" not in receipt


@pytest.mark.parametrize("people", [25, 26, 60])
def test_every_page_of_a_list_says_what_it_is(fr: Catalogue, people: int) -> None:
    lists = [page for page in pages([PackSession(sheet("0007", people))], fr) if "NOTES À SAISIR" in page]
    assert len(lists) > 1
    assert all("Session 0007" in page and "____ /____" in page and "N°" in page for page in lists)
    named = [int(n) for page in lists for n in re.findall(r"Awa(\d+) KEÏTA", page)]
    assert named == list(range(1, people + 1))
    assert "Examinateurs" in lists[-1]


def test_an_open_exam_prints_its_own_parts_with_their_weights(fr: Catalogue) -> None:
    pdf = pypdfium2.PdfDocument(
        outage_pack_pdf([PackSession(sheet("0042", 2), (EXAM, EXAM))], letterhead=HEAD, words=fr)
    )
    found = [page.get_textpage().get_text_range().replace("\u00a0", " ") for page in pdf]
    marks = [page for page in found if "FEUILLE DE NOTES" in page]
    assert len(marks) == 4  # thirty candidates: two pages an exam
    for page in marks:
        assert all(said in page for said in ("Élévation", "Lecture de plan", "22 novembre 2019", "MACO-2019-02"))
    assert ["0042-N2" in page for page in marks] == [False, False, True, True]
    assert not any("NOTES À SAISIR" in page for page in found)
    sizes = [tuple(round(side) for side in page.get_size()) for page in pdf]
    wide, upright = tuple(round(side) for side in A4_WIDE), tuple(round(side) for side in A4)
    assert sizes == [wide, *[upright] * 4, wide]


def test_above_99_people_every_paper_has_three_digits(fr: Catalogue) -> None:
    found = pages([PackSession(sheet("0042", 120, width=3))], fr)
    assert "0042-R007" in "".join(found)
    assert "0042-R120" in found[-1]
    assert next(p for p in found if "NOTES À SAISIR" in p).count("007") == 1


def test_the_pack_repeats_identically(fr: Catalogue) -> None:
    first, again = (
        outage_pack_pdf([PackSession(sheet("0007", 40), (EXAM,))], letterhead=HEAD, words=fr) for _ in range(2)
    )
    assert first == again
