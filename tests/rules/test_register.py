"""Names, births, short answers, search and likeness: tables of cases, and what must hold for any text."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.rules.register import ConsentPurpose, ConsentState, IdKind, PersonState, Sex
from centre_desk.rules.register.answers import read_count, read_sex, read_yes, text_of
from centre_desk.rules.register.birth import Birth, Value, find_month, is_month_first, read_birth, read_date, read_month
from centre_desk.rules.register.duplicates import Described, Reason, compare_people, differ_in_kind
from centre_desk.rules.register.names import Name, fold, normal_case_number, read_name, sound, split_name, title_case
from centre_desk.rules.register.person import (
    ConsentAnswer,
    PaperDoubt,
    PersonFacts,
    check_consent,
    check_person,
    lay_over,
    paper_doubts,
    state_of,
    tidy_person,
)
from centre_desk.rules.register.places import make_places
from centre_desk.rules.register.search import make_search_text, make_sound_text, search_terms
from centre_desk.rules.register.spelling import Spelling, make_spelling

REFERRED = date(2019, 9, 1)
REFERENCE = Path(__file__).parent.parent.parent / "resources" / "reference"


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    with (REFERENCE / "names.csv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    return make_spelling((row["name"], row["variants_seen_or_plausible"].split("|")) for row in rows)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Traoré", "traore"),
        ("  KEÏTA ", "keita"),
        ("N’Diaye", "ndiaye"),
        ("N'Diaye", "ndiaye"),
        ("Sɔrɔ Ɲama Fɛ Ŋɔmi", "soro nyama fe nomi"),
        ("Gourma-Rharous", "gourma rharous"),
        ("Œuvre\u00a0\u202fd’art", "oeuvre dart"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14))
def test_a_sound_is_never_empty(word: str) -> None:
    assert sound(word)


@pytest.mark.parametrize(
    ("text", "family_first", "name"),
    [
        ("COULIBALY Moussa", True, Name("Coulibaly", "Moussa")),
        ("Moussa COULIBALY", True, Name("Coulibaly", "Moussa")),
        ("AG MOHAMED Abdoulaye", True, Name("Ag Mohamed", "Abdoulaye")),
        ("N’DIAYE Hawa", True, Name("N’Diaye", "Hawa")),
        ("Mme Koné Rokiatou Dia", True, Name("Dia", "Rokiatou", "Koné")),
        ("Mme DOUMBIA Kadia COULIBALY", True, Name("Coulibaly", "Kadia", "Doumbia")),
        ("Koné Rokiatou", True, Name("Koné", "Rokiatou")),
        ("Rokiatou Koné", False, Name("Koné", "Rokiatou")),
        ("KEITA MOUSSA", True, Name("Keita", "Moussa")),
        ("DIALLO, Binta", True, Name("Diallo", "Binta")),
        ("M. Traoré Issa", True, Name("Traoré", "Issa")),
        ("Fanta", True, Name("Fanta")),
        ("COULIBALY\u00a0 Moussa  ", True, Name("Coulibaly", "Moussa")),
    ],
)
def test_splitting_a_name(text: str, family_first: bool, name: Name) -> None:
    assert split_name(text, family_first=family_first) == name


@given(st.text(alphabet=st.characters(categories=["L", "Zs", "Pd"]), max_size=40))
def test_no_word_of_a_name_is_lost(text: str) -> None:
    name = split_name(text)
    kept = sorted(fold(f"{name.family} {name.given} {name.married}").split())
    titles = {"m", "mr", "mme", "mlle", "madame", "monsieur", "mademoiselle", "dr", "mrs", "elhadj", "el", "hadj"}
    assert [w for w in kept if w not in titles] == [w for w in sorted(fold(text).split()) if w not in titles]


def test_names_in_two_cells() -> None:
    assert read_name("Bintou", "TRAORÉ", "Mme Maïga") == Name("Traoré", "Bintou", "Maïga")
    assert read_name("", "COULIBALY Moussa") == Name("Coulibaly", "Moussa")
    assert title_case("dit Papa") == "dit Papa"


@pytest.mark.parametrize(
    ("text", "number"),
    [(" ml10-2019-002005 ", "ML10-2019-002005"), ("ML10 – 2019 – 1", "ML10-2019-1"), ("a\u00a0b", "A B")],
)
def test_case_numbers_have_one_form(text: str, number: str) -> None:
    assert normal_case_number(text) == number


def test_usual_spellings_are_one_name(spelling: Spelling) -> None:
    for one, other in (
        ("coulibaly", "koulibali"),
        ("coulibaly", "kulubali"),
        ("diarra", "djarra"),
        ("sissoko", "cissokho"),
        ("traore", "tarawele"),
        ("djitteye", "guitteye"),
        ("sow", "so"),
    ):
        assert spelling.same(one, other), (one, other)
    assert not spelling.same("traore", "toure")
    assert not spelling.same("hawa", "adama")


@pytest.mark.parametrize("typed", ["Koulibali", "coul", "kuli mou", "003000", "76 12 34", "+223 76 12", "Musa"])
def test_search_finds_coulibaly_however_it_is_typed(spelling: Spelling, typed: str) -> None:
    words = make_search_text(("Coulibaly", "Moussa"), ("ML10-2019-003000", "+22376123456"))
    sounds = make_sound_text(("Coulibaly", "Moussa"), spelling)
    for term in search_terms(typed, spelling):
        assert f" {term.word}" in words or any(f" {s}" in sounds for s in term.sounds), term


@pytest.mark.parametrize("typed", ["Traoré", "ouli", "76 99"])
def test_search_does_not_find_everybody(spelling: Spelling, typed: str) -> None:
    words = make_search_text(("Coulibaly", "Moussa"), ("ML10-2019-003000", "+22376123456"))
    sounds = make_sound_text(("Coulibaly", "Moussa"), spelling)
    terms = search_terms(typed, spelling)
    assert not all(f" {t.word}" in words or any(f" {s}" in sounds for s in t.sounds) for t in terms)


@pytest.mark.parametrize(
    ("value", "birth"),
    [
        (date(1998, 1, 3), Birth(1998, date(1998, 1, 3))),
        (1990.0, Birth(1990)),
        ("1990", Birth(1990)),
        (33000.0, Birth(1990, date(1990, 5, 7))),
        ("33000", Birth(1990, date(1990, 5, 7))),
        ("12.03.79", Birth(1979, date(1979, 3, 12))),
        ("24.07.00", Birth(2000, date(2000, 7, 24))),
        ("01.06.09", Birth(2009, date(2009, 6, 1))),
        ("02.09.19", Birth(1919, date(1919, 9, 2))),
        ("03-02-2031", Birth(2031, date(2031, 2, 3))),
        ("21/05/1998", Birth(1998, date(1998, 5, 21))),
        ("1998-05-21", Birth(1998, date(1998, 5, 21))),
        ("1998-05-21 00:00:00", Birth(1998, date(1998, 5, 21))),
        ("21051998", Birth(1998, date(1998, 5, 21))),
        ("12 mars 1979", Birth(1979, date(1979, 3, 12))),
        ("1er août 90", Birth(1990, date(1990, 8, 1))),
        ("March 12, 1979", Birth(1979, date(1979, 3, 12))),
        ("12-déc-79", Birth(1979, date(1979, 12, 12))),
        ("vers 1992", Birth(1992, None, about=True)),
        ("Né vers 1992", Birth(1992, None, about=True)),
        ("27 ans", Birth(1992, None, about=True)),
        ("27ans", Birth(1992, None, about=True)),
        ("âgée de 30 ans environ", Birth(1989, None, about=True)),
        ("27 years old", Birth(1992, None, about=True)),
        ("127 ans", None),
        ("1992-05", Birth(1992)),
        ("1992-05-00", Birth(1992)),
        ("05/1992", Birth(1992)),
        ("00/00/1992", Birth(1992)),
        ("0/5/1992", Birth(1992)),
        ("1992-13", None),
        ("00/00/0000", None),
        ("vers 92", Birth(1992, None, about=True)),
        ("N.V. 1985", Birth(1985, None, about=True)),
        ("1985 env.", Birth(1985, None, about=True)),
        ("mars 1979", Birth(1979)),
        ("03/25/1990", Birth(1990, date(1990, 3, 25))),
        ("31/02/1990", None),
        ("abc", None),
        ("13/13/1990", None),
        (True, None),
        (None, None),
    ],
)
def test_births_in_any_usual_form(value: Value, birth: Birth | None) -> None:
    assert read_birth(value, REFERRED) == birth


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("sept 2019", date(2019, 9, 1)),
        ("Sept. 2019", date(2019, 9, 1)),
        ("septembre 2019", date(2019, 9, 1)),
        ("09/2019", date(2019, 9, 1)),
        ("2019-09", date(2019, 9, 1)),
        ("13/2019", None),
        ("bientôt 2019", None),
        ("2019", None),
        ("", None),
    ],
)
def test_a_month_may_stand_for_a_day(text: str, day: date | None) -> None:
    assert read_month(text) == day


@given(
    st.dates(date(1930, 1, 1), REFERRED), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d%m%Y"])
)
def test_a_written_date_is_read_back(day: date, form: str) -> None:
    assert read_date(day.strftime(form), REFERRED) == day


@given(st.dates(date(1919, 9, 2), REFERRED))
def test_a_two_digit_year_is_the_latest_not_after_the_referral(day: date) -> None:
    assert read_date(day.strftime("%d.%m.%y"), REFERRED) == day


@given(st.one_of(st.text(), st.floats(allow_nan=False, allow_infinity=False), st.integers(-10, 10**9)))
def test_reading_a_birth_never_fails(value: str | float) -> None:
    birth = read_birth(value, REFERRED)
    assert birth is None or 1800 <= birth.year < 2200


def test_a_column_written_month_first_is_told_by_its_dates() -> None:
    assert is_month_first(["03/25/1990", "04/05/1991", None])
    assert not is_month_first(["25/03/1990", "04/13/1991"])
    assert not is_month_first(["04/05/1991"])
    assert read_date("04/05/1991", REFERRED, month_first=True) == date(1991, 4, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Mois : Septembre 2019", date(2019, 9, 1)),
        ("SEPT. 2019", date(2019, 9, 1)),
        ("09/2019", date(2019, 9, 1)),
        ("2019-09", date(2019, 9, 1)),
        ("Bamako, le 12 septembre 2019", date(2019, 9, 12)),
        ("le 30/09/2019", date(2019, 9, 30)),
        ("Période du 01/09/2019 au 30/09/2019", date(2019, 9, 1)),
        ("du 01/08/2019 au 30/09/2019", None),
        ("OIM MALI", None),
    ],
)
def test_the_month_of_a_letterhead(text: str, day: date | None) -> None:
    assert find_month(text) == day


def test_ages_of_a_day_and_of_a_year_alone() -> None:
    assert Birth(2004, date(2004, 9, 2)).age_on(REFERRED) == 14
    assert Birth(2004, date(2004, 9, 1)).age_on(REFERRED) == 15
    assert (Birth(2004).age_on(REFERRED), Birth(2004).youngest_on(REFERRED)) == (15, 14)
    assert Birth(2019, date(2019, 9, 2)).is_after(REFERRED)
    assert not Birth(2019).is_after(REFERRED)


@pytest.mark.parametrize(
    ("text", "sex"),
    [("M", Sex.MALE), ("H", Sex.MALE), ("Homme", Sex.MALE), ("féminin", Sex.FEMALE), ("F.", Sex.FEMALE), ("?", None)],
)
def test_sex_words(text: str, sex: Sex | None) -> None:
    assert read_sex(text) is sex


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        ("Oui", True),
        ("NON", False),
        ("x", True),
        ("✓", True),
        (True, True),
        (0.0, False),
        ("d’accord", True),
        ("", None),
    ],
)
def test_yes_and_no(value: Value, answer: bool | None) -> None:
    assert read_yes(value) is answer


def test_counts_and_cells_that_say_nothing() -> None:
    assert [read_count(v) for v in (2.0, "2 enfants", "", "aucun", "deux")] == [2, 2, 0, 0, None]
    assert [text_of(v) for v in ("néant", "N/A", "So", " a\u202fb ", 76123456.0)] == ["", "", "So", "a b", "76123456"]


def test_regions_by_any_name() -> None:
    places = make_places([("01", "Kayes"), ("04", "Ségou"), ("00", "Bamako (district)")], [("01", "Yelimane")])
    assert [places.region(t) for t in ("KAYES", "Région de Segou", "District de Bamako", "Kayess", "Paris", "01")] == [
        "01", "04", "00", "01", None, "01",
    ]  # fmt: skip
    assert places.region_of_cercle("Yélimané") == "01"


MOUSSA = Described("Moussa", "Coulibaly", "", Sex.MALE, Birth(1988, date(1988, 8, 15)), "+22376723654", "A1")


@pytest.mark.parametrize(
    ("other", "probable"),
    [
        (Described("Musa", "Koulibali", "", Sex.MALE, Birth(1988, date(1988, 8, 15)), "", "B2"), True),
        (Described("Coulibaly", "Moussa", "", Sex.MALE, Birth(1988)), True),
        (Described("Moussa", "Coulibaly", "", Sex.MALE, Birth(1988, date(1988, 8, 16)), "+22376723654"), True),
        (Described("Moussa", "Coulibaly", "", Sex.MALE, None, "+22376723654"), True),
        (Described("Moussa Papa", "Coulibaly", "", Sex.MALE, Birth(1988, date(1988, 8, 15))), True),
        (Described("Moussa", "Coulibaly", "", Sex.FEMALE, Birth(1988, date(1988, 8, 15))), False),
        (Described("Moussa", "Coulibaly", "", Sex.MALE, Birth(1979, date(1979, 3, 12)), "+22376723654"), False),
        (Described("Lassana", "Coulibaly", "", Sex.MALE, Birth(1988, date(1988, 8, 15)), "+22376723654"), False),
        (Described("Moussa", "Coulibaly", "", Sex.MALE), False),
        (Described("", "Coulibaly", "", Sex.MALE, Birth(1988, date(1988, 8, 15))), False),
    ],
)
def test_who_may_be_the_same(spelling: Spelling, other: Described, probable: bool) -> None:
    assert compare_people(MOUSSA, other, spelling).probable is probable
    assert compare_people(other, MOUSSA, spelling).probable is probable


def test_twins_are_not_accused(spelling: Spelling) -> None:
    born = Birth(1990, date(1990, 1, 1))
    for one, other in (("Lassana", "Fousseyni"), ("Hawa", "Adama"), ("Hassana", "Houssana")):
        a, b = (Described(g, "Koné", "", None, born, "+22376000000") for g in (one, other))
        assert compare_people(a, b, spelling).score == 0


def test_a_likeness_says_why(spelling: Spelling) -> None:
    other = Described("Musa", "Koulibali", "", Sex.MALE, Birth(1988, date(1988, 8, 15)), "+22376723654", "B2")
    assert compare_people(MOUSSA, other, spelling).reasons == (
        Reason.SAME_NAME,
        Reason.SAME_BIRTH,
        Reason.SAME_PHONE,
        Reason.OTHER_CASE_NUMBER,
    )


def test_what_a_person_needs() -> None:
    today = date(2019, 11, 11)
    assert [r.code for r in check_person(PersonFacts(), today)] == ["register.no_name", "register.no_sex"]
    born = Birth(2031, date(2031, 2, 3))
    late = PersonFacts("Koné", sex=Sex.MALE, birth=born, return_date=date(2020, 1, 1), case_number="X" * 31)
    assert [r.code for r in check_person(late, today)] == [
        "register.born_after",
        "register.returned_after",
        "register.case_number_long",
    ]
    known = PersonFacts("Koné", "Awa", sex=Sex.FEMALE, birth=Birth(1990), case_number="ML10")
    assert state_of(known) is PersonState.ACTIVE
    assert state_of(PersonFacts("Koné", sex=Sex.FEMALE)) is PersonState.PROVISIONAL
    assert tidy_person(PersonFacts(" Koné\u00a0", case_number=" ml-1 ")) == PersonFacts("Koné", case_number="ML-1")


def test_a_minor_consents_with_a_guardian() -> None:
    today = date(2019, 11, 11)
    answer = ConsentAnswer(ConsentPurpose.PHOTO, ConsentState.GIVEN, today)
    assert [r.code for r in check_consent(answer, Birth(2003), today)] == ["register.no_guardian"]
    assert check_consent(answer, Birth(1990), today) == ()
    assert check_consent(ConsentAnswer(ConsentPurpose.PHOTO, ConsentState.REFUSED, today), Birth(2003), today) == ()


@pytest.mark.parametrize(
    ("kind", "number", "stored", "kept"),
    [
        (IdKind.NONE, "", "", IdKind.NONE),
        (IdKind.NONE, "1195 1234567 001 k", "11951234567001K", IdKind.NINA),
        (IdKind.NONE, "A 123-45", "A 123-45", IdKind.OTHER),
        (IdKind.PASSPORT, "11951234567001K", "11951234567001K", IdKind.PASSPORT),
        (IdKind.VOTER_CARD, "", "", IdKind.VOTER_CARD),
    ],
)
def test_a_number_always_has_a_kind_of_paper(kind: IdKind, number: str, stored: str, kept: IdKind) -> None:
    tidy = tidy_person(PersonFacts(family_name="Diarra", id_kind=kind, id_number=number))
    assert (tidy.id_number, tidy.id_kind) == (stored, kept)


@pytest.mark.parametrize(
    ("number", "sex", "year", "doubts"),
    [
        ("11951234567001K", Sex.MALE, 1995, ()),
        ("1195 1234567 001 k", Sex.MALE, 1995, ()),
        ("12951234567001K", Sex.MALE, 1995, (PaperDoubt.NINA_SEX,)),
        ("13951234567001K", Sex.MALE, 1995, ()),
        ("11951234567001K", Sex.MALE, 1996, (PaperDoubt.NINA_YEAR,)),
        ("12951234567001K", None, None, ()),
        ("1195123456700K", Sex.MALE, 1995, (PaperDoubt.NINA_SHAPE,)),
        ("119512345670012", Sex.MALE, 1995, (PaperDoubt.NINA_SHAPE,)),
        ("", Sex.MALE, 1995, ()),
    ],
)
def test_a_nina_is_questioned_softly(
    number: str, sex: Sex | None, year: int | None, doubts: tuple[PaperDoubt, ...]
) -> None:
    assert paper_doubts(IdKind.NINA, number, sex, year) == doubts
    assert paper_doubts(IdKind.PASSPORT, number, sex, year) == ()


def test_what_was_told_since_is_laid_over_what_is_known() -> None:
    known = PersonFacts(family_name="Diarra", given_names="Awa", phone="1", birth=Birth(1995, date(1995, 3, 2)),
                        id_kind=IdKind.NINA, id_number="7")  # fmt: skip
    told = PersonFacts(family_name="Diarra", given_names="", phone="2", birth=Birth(1995), case_number="ML1")
    assert lay_over(known, told) == replace(known, phone="2", case_number="ML1")
    assert lay_over(known, PersonFacts(birth=Birth(1990))).birth == Birth(1990)
    assert lay_over(known, PersonFacts()) == known


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ((Sex.FEMALE, Birth(1995)), (Sex.FEMALE, Birth(1995, date(1995, 3, 4))), False),
        ((Sex.FEMALE, Birth(1995)), (Sex.MALE, Birth(1995)), True),
        ((Sex.FEMALE, Birth(1999)), (Sex.FEMALE, Birth(2001)), True),
        ((Sex.FEMALE, Birth(1995, date(1995, 3, 4))), (Sex.FEMALE, Birth(1995, date(1995, 4, 3))), True),
        ((None, None), (Sex.MALE, Birth(1995)), False),
        ((Sex.FEMALE, None), (Sex.MALE, Birth(1995)), True),
    ],
)
def test_two_differ_in_kind_where_both_are_known(
    one: tuple[Sex | None, Birth | None], other: tuple[Sex | None, Birth | None], differ: bool
) -> None:
    ours, theirs = (Described("Awa", "Diarra", sex=sex, birth=birth) for sex, birth in (one, other))
    assert differ_in_kind(ours, theirs) is differ_in_kind(theirs, ours) is differ
