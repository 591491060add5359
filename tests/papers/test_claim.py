"""The papers of money: every line whole, totals that are the sums, the sum in words, room for each hand."""

from dataclasses import replace
from datetime import date

import pytest

from centre_desk.papers.claim import (
    DayCareClaimFacts,
    DayCareLine,
    Hands,
    PaymentLine,
    PaymentSheetFacts,
    day_care_claim_pdf,
    payment_sheet_pdf,
    payment_slips_pdf,
)
from centre_desk.rules.claim import LineKind, PaymentMode
from centre_desk.texts.catalogue import catalogue
from tests.papers.reading import LETTERHEAD, texts

LONG = "Ŋolo Ɔumar Ɛli AG MOHAMED ELMOCTAR OULD-CHEICKNA KEÏTA"
HANDS = Hands("Mme Aïssata SIDIBÉ", "", "M. Drissa KONATÉ", "M. Sékou TOURÉ", delegated=True)
LINE = PaymentLine(
    1, "Mme Koné Rokiatou Ɲɛ TRAORÉ", "DEMO-00042", "+223 76 12 34 56", LineKind.ALLOWANCE, 41, 42, 45_000, 43_930,
    930, 43_000, PaymentMode.CASH, "MAC-2019-02", "45 000 × 41/42", "", None,
)  # fmt: skip


def sheet(count: int) -> PaymentSheetFacts:
    lines = tuple(
        replace(LINE, number=number, case_number=f"DEMO-{number:05d}", name=LONG if number == 2 else LINE.name)
        for number in range(1, count + 1)
    )
    return PaymentSheetFacts("EP-2019-11", "2019-11", lines, HANDS, ("0141", "0147"), "K7M2-9QXA")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_payment_sheet_holds_every_line_and_the_exact_sums(language: str) -> None:
    pages = texts(payment_sheet_pdf(sheet(27), letterhead=LETTERHEAD, words=catalogue(language)))
    whole = " ".join(pages)
    assert all(f"DEMO-{number:05d}" in whole for number in range(1, 28))
    assert all(part in whole for part in LONG.split())
    thousands = " " if language == "fr" else ","
    assert f"{27 * 43_930:,}".replace(",", thousands) in whole
    assert f"{27 * 43_000:,}".replace(",", thousands) in whole
    for said in ("EP-2019-11", "K7M2-9QXA", "0141, 0147", "Aïssata SIDIBÉ", "Sékou TOURÉ"):
        assert said in whole


def test_the_sum_stands_in_words_beside_the_signatures() -> None:
    pages = texts(payment_sheet_pdf(sheet(27), letterhead=LETTERHEAD, words=catalogue("fr")))
    words = "Arrêté le présent état à la somme de un million cent soixante et un mille francs CFA (1 161 000 F CFA)."
    assert words in pages[-1]
    assert "Établi par" in pages[-1]
    assert "Approuvé pour le directeur, par délégation" in pages[-1]
    assert "TOTAL" in pages[-1]


def test_a_slip_for_each_person() -> None:
    pages = texts(payment_slips_pdf(sheet(5), letterhead=LETTERHEAD, words=catalogue("fr")))
    assert len(pages) == 2
    assert sum(page.count("quarante-trois mille francs CFA") for page in pages) == 5
    assert "43 000 F CFA" in pages[0]


def day_care() -> DayCareClaimFacts:
    born = date(2016, 3, 1)
    line = DayCareLine("Awa DIARRA", "DEMO-1", "Fousseynou Ɲɛ", born, None, "Bɛnkan", 20, 19, 19, 1_500, 28_500)
    other = replace(line, provider="Les Tout-Petits", birth_date=None, birth_year=2017)
    return DayCareClaimFacts("G-2019-11", "2019-11", (line, replace(line, child="Lassana"), other), HANDS)


def test_the_day_care_claim_sums_by_provider() -> None:
    page = " ".join(texts(day_care_claim_pdf(day_care(), letterhead=LETTERHEAD, words=catalogue("fr"))))
    for said in ("57 000", "28 500", "Bɛnkan", "Les Tout-Petits", "Lassana", "2017"):
        assert said in page
    assert "quatre-vingt-cinq mille cinq cents francs CFA" in page


def test_the_same_facts_give_the_same_bytes() -> None:
    for make in (payment_sheet_pdf, payment_slips_pdf):
        first, second = (make(sheet(12), letterhead=LETTERHEAD, words=catalogue("en")) for _ in range(2))
        assert first == second
