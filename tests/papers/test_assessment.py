"""The papers of the tests read back: the number that the window asks for, and words that wound nobody."""

import re

import pytest

from centre_desk.papers.assessment import StandingOffer, grid_sheet_pdf, result_pdf
from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestKind, Verdict
from centre_desk.texts.catalogue import catalogue
from tests.papers import sample_papers
from tests.papers.reading import LETTERHEAD, texts

HARD_WORDS = re.compile(
    r"échec|échou|rat[ée]|refus|insuffisan|incapable|inapte|éliminat|pas certifié"
    r"|fail|unable|insufficient|weak|eliminat",
    re.IGNORECASE,
)
UNTIL = sample_papers.training_offer().answer_by
OFFERS = (
    None,
    sample_papers.training_offer(),
    sample_papers.training_offer(OfferAnswer.ACCEPTED),
    StandingOffer(OfferKind.JOB, "", "Entreprise Bɛnkan", False, OfferAnswer.PENDING, UNTIL),
    StandingOffer(OfferKind.BUSINESS_MANAGEMENT, "Gestion", "CFP de Kayes", False, OfferAnswer.PENDING, UNTIL),
)


def result(verdict: Verdict, kind: TestKind, offer: StandingOffer | None, language: str) -> str:
    facts = sample_papers.result(verdict, kind, offer)
    [page] = texts(result_pdf(facts, letterhead=LETTERHEAD, words=catalogue(language)))
    return page


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("kind", TestKind)
@pytest.mark.parametrize("verdict", Verdict)
def test_no_result_wounds(verdict: Verdict, kind: TestKind, offer: StandingOffer | None, language: str) -> None:
    page = result(verdict, kind, offer, language)
    assert HARD_WORDS.findall(page) == []
    assert not re.search(r"\d+ ?%", page)  # what the sheets count stays at the centre
    assert LETTERHEAD.phone in page


def test_the_signed_grid_wounds_nobody() -> None:
    for language in ("fr", "en"):
        page = " ".join(texts(grid_sheet_pdf(sample_papers.grid(), letterhead=LETTERHEAD, words=catalogue(language))))
        assert HARD_WORDS.findall(page) == []


@pytest.mark.parametrize(
    ("verdict", "kind", "offer", "said", "unsaid"),
    [
        (
            Verdict.TRAINING_OFFERED,
            TestKind.EQUIPMENT,
            OFFERS[1],
            ["Formation proposée", "Bâtir", "dans notre centre", "kit de démarrage", "au plus tard le 3 janvier 2020"],
            ["Compétences reconnues", "certificat"],
        ),
        (Verdict.TRAINING_OFFERED, TestKind.SKILLS, OFFERS[2], ["Vous avez accepté"], ["au plus tard"]),
        (Verdict.TRAINING_OFFERED, TestKind.SKILLS, None, ["Le centre vous dira bientôt"], ["au plus tard"]),
        (Verdict.ABLE, TestKind.SKILLS, OFFERS[3], ["certificat de compétences", "Un emploi chez"], ["Bâtir"]),
        (Verdict.ABLE, TestKind.EQUIPMENT, OFFERS[4], ["gestion d’entreprise, à CFP de Kayes"], ["certificat"]),
        (Verdict.ABLE, TestKind.SKILLS, None, ["Compétences reconnues"], ["bientôt"]),
        (Verdict.NOT_ASSESSED, TestKind.SKILLS, None, ["Un autre rendez-vous est proposé"], ["bientôt"]),
    ],
)
def test_what_the_person_reads(
    verdict: Verdict, kind: TestKind, offer: StandingOffer | None, said: list[str], unsaid: list[str]
) -> None:
    page = result(verdict, kind, offer, "fr")
    assert [words for words in said if words not in page] == []
    assert [words for words in unsaid if words in page] == []


def test_the_sheet_carries_the_number_that_the_window_asks_for() -> None:
    [page] = texts(grid_sheet_pdf(sample_papers.grid(), letterhead=LETTERHEAD, words=catalogue("fr")))
    top, foot = page[:300], page[-200:]
    assert "FICHE N° T-2019-0031/1" in top
    assert "Fiche n° T-2019-0031/1" in foot
    assert "grille proposée" in top
    assert "50 % par compétence" in page
