"""Reads of tests: who keyed what, names in the language asked for, and what the papers say."""

from datetime import date, datetime

import pytest

from centre_desk.actions.assessment import decide_test, make_offer
from centre_desk.queries.assessment import (
    call_list_paper,
    claims_paper,
    grids_paper,
    result_paper,
    skills_test_sheet,
)
from centre_desk.rules.assessment import OfferKind, Verdict
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue, catalogue
from tests.builders import BuiltCentre, build_centre
from tests.builders_results import build_tests, key_sheets
from tests.papers.reading import texts

NAMES = (("Moussa", "Traoré"), ("Moussa", "Traoré"))
DAY = date(2019, 11, 11)


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


def test_a_sheet_has_an_author_and_a_typist(desk_store: Store, centre: BuiltCentre, at: datetime) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    before = skills_test_sheet(desk_store, test).sheets
    assert [(one.typist, one.keyed_at) for one in before] == [("", None)] * 2  # naming an assessor types nothing
    key_sheets(desk_store, test, 4, 4)
    after = skills_test_sheet(desk_store, test).sheets
    assert [(one.name, one.typist, one.keyed_at) for one in after] == [
        ("Adama Samaké", "Kadia", at),
        ("Rokiatou Koné", "Kadia", at),
    ]


def test_competences_are_named_in_the_language_asked_for(desk_store: Store, centre: BuiltCentre) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    key_sheets(desk_store, test, 1, 1)
    for language in ("fr", "en"):
        sheet = skills_test_sheet(desk_store, test, language)
        known = {one.competence for one in sheet.criteria}
        assert sheet.finding is not None
        assert sheet.strengthen
        assert known.issuperset(sheet.strengthen)
        assert known.issuperset(sheet.finding.weak_competences)


def test_the_result_follows_the_offer(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    key_sheets(desk_store, test, 1, 1)
    with pytest.raises(Refused, match="no_result"):
        result_paper(desk_store, test, fr)
    decide_test(desk_store, test_id=test, verdict=Verdict.TRAINING_OFFERED, by=secretary, at=at)
    assert skills_test_sheet(desk_store, test).awaits_offer
    make_offer(desk_store, test_id=test, kind=OfferKind.TRAINING, made_on=DAY, by=secretary, at=at)
    assert not skills_test_sheet(desk_store, test).awaits_offer
    [page] = texts(result_paper(desk_store, test, fr))
    assert "au plus tard le 11 décembre 2019" in page
    [page] = texts(result_paper(desk_store, test, catalogue("en")))
    assert "A training: Masonry, at our centre" in page


def test_namesakes_are_told_apart_when_called(desk_store: Store, centre: BuiltCentre, fr: Catalogue) -> None:
    tests = build_tests(desk_store, centre, NAMES)
    [page] = texts(call_list_paper(desk_store, DAY, fr))
    assert page.count("TRAORÉ Moussa") == 2
    assert page.count("Homme") + page.count("Femme") == 2
    years = {skills_test_sheet(desk_store, test).number for test in tests}
    assert all(number in page for number in years)
    assert "Né(e) en" in page


def test_the_printed_number_is_the_one_on_screen(desk_store: Store, centre: BuiltCentre, fr: Catalogue) -> None:
    [test] = build_tests(desk_store, centre, NAMES[:1])
    pages = texts(grids_paper(desk_store, [test], fr))
    for one, page in zip(skills_test_sheet(desk_store, test).sheets, pages, strict=True):
        assert f"FICHE N° {one.sheet_number}" in page
        assert "grille proposée" in page


def test_claims_without_anybody_are_refused(desk_store: Store, centre: BuiltCentre, fr: Catalogue) -> None:
    build_tests(desk_store, centre, NAMES[:1])
    [page] = texts(claims_paper(desk_store, None, date(2019, 12, 31), DAY, fr))
    assert "jusqu’au 31 décembre 2019" in page
    with pytest.raises(Refused, match="nobody_declared"):
        claims_paper(desk_store, date(2020, 1, 1), None, DAY, fr)
