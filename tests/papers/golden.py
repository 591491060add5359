"""Every paper from made-up facts, in both languages, as the text that people read: what the golden files hold.

`python -m tests.papers.golden` writes them anew, after a change that is meant.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from centre_desk.papers.assessment import claims_pdf, grid_sheet_pdf, result_pdf
from centre_desk.papers.attendance import attendance_sheets_pdf
from centre_desk.papers.claim import day_care_claim_pdf, payment_sheet_pdf, payment_slips_pdf
from centre_desk.papers.course import catalogue_page_pdf
from centre_desk.papers.exam import marks_sheet_pdf, minutes_pdf
from centre_desk.papers.kit import hand_over_pdf
from centre_desk.papers.monthly_return.receipt import receipt_pdf
from centre_desk.papers.register import consent_form_pdf, fiche_pdf
from centre_desk.rules.assessment import TestKind, Verdict
from centre_desk.texts.catalogue import Catalogue, catalogue
from tests.papers import sample_papers, test_attendance, test_certificate, test_claim
from tests.papers.reading import LETTERHEAD, texts
from tests.papers.sample_return import sample_return

FOLDER = Path(__file__).resolve().parent.parent / "golden"
LANGUAGES = ("fr", "en")

PAPERS: dict[str, Callable[[Catalogue], bytes]] = {
    "certificates": lambda words: test_certificate.draw(test_certificate.BOTH, words),
    "attendance": lambda words: attendance_sheets_pdf([test_attendance.facts(27)], letterhead=LETTERHEAD, words=words),
    "payment": lambda words: payment_sheet_pdf(test_claim.sheet(12), letterhead=LETTERHEAD, words=words),
    "slips": lambda words: payment_slips_pdf(test_claim.sheet(3), letterhead=LETTERHEAD, words=words),
    "day_care": lambda words: day_care_claim_pdf(test_claim.day_care(), letterhead=LETTERHEAD, words=words),
    "minutes": lambda words: minutes_pdf(sample_papers.exam(), letterhead=LETTERHEAD, words=words),
    "marks": lambda words: marks_sheet_pdf(sample_papers.exam(5), letterhead=LETTERHEAD, words=words),
    "grid": lambda words: grid_sheet_pdf(sample_papers.grid(), letterhead=LETTERHEAD, words=words),
    "result": lambda words: result_pdf(
        sample_papers.result(offer=sample_papers.training_offer()), letterhead=LETTERHEAD, words=words
    ),
    "result_able": lambda words: result_pdf(
        sample_papers.result(Verdict.ABLE, TestKind.SKILLS), letterhead=LETTERHEAD, words=words
    ),
    "claims": lambda words: claims_pdf(
        sample_papers.claims(), date(2019, 7, 1), None, sample_papers.DAY, letterhead=LETTERHEAD, words=words
    ),
    "hand_over": lambda words: hand_over_pdf(sample_papers.hand_over(), letterhead=LETTERHEAD, words=words),
    "catalogue": lambda words: catalogue_page_pdf(sample_papers.catalogue_page(), letterhead=LETTERHEAD, words=words),
    "fiche": lambda words: fiche_pdf(sample_papers.fiche(), letterhead=LETTERHEAD, words=words),
    "consent": lambda words: consent_form_pdf(sample_papers.consent(), letterhead=LETTERHEAD, words=words),
    "receipt": lambda words: receipt_pdf(
        sample_return(), audit_head="cd" * 32, kid="0123456789abcdef", letterhead=LETTERHEAD, words=words
    ),
}


def golden_file(name: str, language: str) -> Path:
    """Return where the text of a paper is kept."""
    return FOLDER / f"{name}.{language}.txt"


def golden_text(name: str, language: str) -> str:
    """Return the text of a paper as it is now, pages apart."""
    return "\n\f\n".join(texts(PAPERS[name](catalogue(language)))) + "\n"


def write_all() -> None:
    """Write every golden file anew."""
    FOLDER.mkdir(exist_ok=True)
    for name in PAPERS:
        for language in LANGUAGES:
            golden_file(name, language).write_text(golden_text(name, language), "utf-8", newline="\n")


if __name__ == "__main__":
    write_all()
