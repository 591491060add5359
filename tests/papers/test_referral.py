"""Where a list stands on a sheet and what its columns mean, over the layouts that offices send."""

import re
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from centre_desk.papers.guarded import Sheet, Table
from centre_desk.papers.phone import read_phone, show_phone
from centre_desk.papers.referral.headers import map_columns, read_header
from centre_desk.papers.referral.reading import ReferralList, UnreadSheet, Wanted, find_referrals
from centre_desk.rules.referral.fields import Field, LeftOut
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register.birth import Value
from centre_desk.texts.catalogue import catalogue

PEOPLE: list[list[Value]] = [
    [1.0, "COULIBALY Moussa", "M", "12.03.79", "ML1", "Soudure"],
    [2.0, "DIARRA Awa", "F", "vers 1990", "ML2", "Couture"],
    [3.0, "KONÉ Issa", "M", date(1988, 2, 3), "", "Couture"],
]
HEADER: list[Value] = ["N°", "NOM ET PRÉNOM", "Genre", "Né(e) le", "Dossier", "Filière demandée"]


def listed(*sheets: Sheet) -> ReferralList:
    return find_referrals(Table("liste.xlsx", "0" * 64, sheets))


def sheet(rows: Sequence[Sequence[Value]], name: str = "Feuil1", *, hidden: bool = False) -> Sheet:
    return Sheet(name, hidden, tuple(tuple(row) for row in rows))


def names(found: ReferralList) -> list[str]:
    return [line.text(Field.FULL_NAME) for line in found.lines]


def test_letterhead_blank_lines_totals_and_notes_are_no_people() -> None:
    found = listed(
        sheet(
            [
                ["OIM MALI — PROJET DE RÉINTÉGRATION"],
                ["Mois :", "Septembre 2019"],
                [],
                HEADER,
                PEOPLE[0],
                [],
                PEOPLE[1],
                HEADER,
                PEOPLE[2],
                [4.0],
                ["TOTAL", 66.0],
                [],
                ["Fait à Bamako, le 30/09/2019"],
                [None, "NB : les personnes sans numéro suivent"],
            ]
        )
    )
    assert names(found) == ["COULIBALY Moussa", "DIARRA Awa", "KONÉ Issa"]
    assert [line.place for line in found.lines] == ["5", "7", "9"]
    assert found.lines[1].address(Field.BIRTH) == "D7"
    assert [(row.place, row.why) for row in found.left] == [
        ("8", LeftOut.HEADER_AGAIN),
        ("10", LeftOut.NUMBER_ONLY),
        ("11", LeftOut.TOTAL),
        ("13", LeftOut.NOTE),
        ("14", LeftOut.NOTE),
    ]
    assert found.referred_on == date(2019, 9, 1)


def test_two_header_rows() -> None:
    found = listed(
        sheet(
            [
                ["Dossier", "Bénéficiaire", None, None, "Naissance", None, "Orientation"],
                [None, "Nom", "Prénoms", "Sexe", "Date", "Lieu", None],
                ["ML1", "Koné", "Awa", "F", "12.03.79", "Kayes", "formation"],
            ]
        )
    )
    assert [c.field for c in found.columns] == [
        Field.CASE_NUMBER,
        Field.FAMILY,
        Field.GIVEN,
        Field.SEX,
        Field.BIRTH,
        Field.BIRTH_PLACE,
        Field.ROUTE,
    ]
    assert [line.text(Field.GIVEN) for line in found.lines] == ["Awa"]


def test_several_sheets_and_hidden_ones() -> None:
    found = listed(
        sheet([["Lisez-moi"]], "Notes"),
        sheet([HEADER, PEOPLE[0]], "Bamako"),
        sheet([HEADER, PEOPLE[1]], "Kayes"),
        sheet([HEADER, PEOPLE[2]], "Vieux", hidden=True),
    )
    assert [line.place for line in found.lines] == ["Bamako!2", "Kayes!2"]
    assert found.lines[1].address(Field.SEX) == "Kayes!C2"
    assert found.unread == (UnreadSheet("Notes", False, 0, 1), UnreadSheet("Vieux", True, 1, 2))


def test_a_hidden_sheet_is_read_where_the_user_wants_it() -> None:
    sheets = (sheet([HEADER, PEOPLE[0]], "Bamako"), sheet([HEADER, PEOPLE[2]], "Vieux", hidden=True))
    table = Table("l.xlsx", "0" * 64, sheets)
    assert [line.place for line in find_referrals(table).lines] == ["Bamako!2"]
    both = find_referrals(table, wanted=Wanted(sheets=frozenset({"Vieux"})))
    assert [line.place for line in both.lines] == ["Bamako!2", "Vieux!2"]
    assert both.unread == ()


def test_people_on_a_hidden_sheet_alone_are_said() -> None:
    sheets = (sheet([["Lisez-moi"]], "Notes"), sheet([HEADER, *PEOPLE], "Liste", hidden=True))
    table = Table("l.xlsx", "0" * 64, sheets)
    with pytest.raises(Refused) as caught:
        find_referrals(table)
    (told,) = caught.value.refusals
    assert (told.code, told.fact("sheet"), told.fact("count")) == ("referral.file_hidden_people", "Liste", 3)
    found = find_referrals(table, unmapped=True)
    assert (found.lines, [s.people for s in found.unread]) == ((), [0, 3])
    assert len(find_referrals(table, wanted=Wanted(sheets=frozenset({"Liste"}))).lines) == 3


def test_a_row_that_the_user_says_is_a_person_is_one() -> None:
    header: list[Value] = ["Nom et prénom", "Sexe", "Téléphone"]
    table = Table("l.xlsx", "0" * 64, (sheet([header, ["KONÉ Awa"], ["Le Chef Koné"], ["Total : 1"]]),))
    found = find_referrals(table)
    assert [row.place for row in found.left] == ["3", "4"]
    again = find_referrals(table, wanted=Wanted(rows=frozenset({"3"})))
    assert names(again) == ["KONÉ Awa", "Le Chef Koné"]
    assert [row.place for row in again.left] == ["4"]
    only = Table("l.xlsx", "0" * 64, (sheet([header, ["Le Chef Koné"]]),))
    assert [row.place for row in find_referrals(only, unmapped=True).left] == ["2"]


@pytest.mark.parametrize(
    ("rows", "mapping"),
    [
        ([["Nom", "Genre", "Truc"], ["Awa Koné", "F", "Soudure"]], {"Nom": "full_name", "Truc": "training"}),
        (
            [["Liste de septembre"], [], ["Personne", "Genre", "Date", "Lieu"], ["Awa Koné", "F", "12.03.79", "Kayes"]],
            {"Personne": "full_name", "Date": "birth", "Lieu": "region"},
        ),
    ],
)
def test_headers_that_are_not_known_are_mapped_by_the_user(
    rows: list[list[Value]], mapping: dict[str, str]
) -> None:
    table = Table("l.xlsx", "0" * 64, (sheet([["Lisez", "ceci"], ["et", "cela"]], "Notes"), sheet(rows)))
    with pytest.raises(Refused):
        find_referrals(table)
    headers = find_referrals(table, unmapped=True)
    assert headers.lines == ()
    assert set(mapping) <= {c.header for c in headers.columns}
    layout = headers.layouts[-1]
    found = find_referrals(table, lambda asked: mapping if asked == layout else None)
    assert names(found) == ["Awa Koné"]
    assert dict(found.mappings(mapping)) == {layout: mapping}


def test_each_table_has_its_own_layout_and_mapping() -> None:
    other: list[Value] = ["Nom", "Prénom", "Sexe", "Truc", "Numéro"]
    table = Table("l.xlsx", "0" * 64, (
        sheet([[*HEADER, "Truc"], [*PEOPLE[0], "66 00 00 00"]], "Bamako"),
        sheet([other, ["KONÉ", "Awa", "F", "66 00 00 01", 1.0]], "Kayes"),
    ))  # fmt: skip
    first = find_referrals(table)
    parts = dict(first.mappings({"Truc": "phone", "Numéro": ""}))
    assert list(parts.values()) == [{"Truc": "phone"}, {"Truc": "phone", "Numéro": ""}]
    again = find_referrals(table, parts.get)
    assert [line.text(Field.PHONE) for line in again.lines] == ["66 00 00 00", "66 00 00 01"]


def test_a_remembered_header_may_be_written_otherwise() -> None:
    table = Table("l.xlsx", "0" * 64, (sheet([[*HEADER, "TRUC  d’été"], [*PEOPLE[0], "66 00 00 00"]]),))
    found = find_referrals(table, lambda layout: {"truc d'ete": "phone"})
    assert found.lines[0].text(Field.PHONE) == "66 00 00 00"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_column_of_reasons_leaves_the_layout_as_it_was(language: str) -> None:
    reason = catalogue(language).t("Reason of the refusal")
    first, more = listed(sheet([HEADER, PEOPLE[0]])), listed(sheet([[*HEADER, reason], [*PEOPLE[0], "Sans nom."]]))
    assert first.layout == more.layout


def test_a_person_without_a_name_is_a_line_all_the_same() -> None:
    nameless: list[Value] = [35.0, "", "H", "27/05/1985", "ML3", "Soudure"]
    assert len(listed(sheet([HEADER, PEOPLE[0], nameless])).lines) == 2


def test_a_name_alone_is_a_line_and_a_note_is_not() -> None:
    header: list[Value] = ["Nom et prénom", "Sexe", "Téléphone"]
    found = listed(sheet([header, ["KONÉ Awa"], ["Le Chef de projet"], ["Total : 1"]]))
    assert names(found) == ["KONÉ Awa"]


def test_a_workbook_without_people_is_refused() -> None:
    for rows in ([["Budget", "Montant"], ["Loyer", 5.0]], [HEADER], [["bonjour"]]):
        with pytest.raises(Refused) as caught:
            listed(sheet(rows))
        assert [r.code for r in caught.value.refusals] == ["referral.file_no_people"]


def test_the_users_mapping_is_asked_for_by_layout() -> None:
    table = Table("l.xlsx", "0" * 64, (sheet([[*HEADER, "Truc"], [*PEOPLE[0], "66 00 00 00"]]),))
    first = find_referrals(table)
    assert first.lines[0].value(Field.PHONE) is None
    again = find_referrals(table, lambda layout: {"Truc": "phone"} if layout == first.layout else None)
    assert again.lines[0].text(Field.PHONE) == "66 00 00 00"
    moved = find_referrals(Table("m.xlsx", "1" * 64, (sheet([["Truc", *HEADER], ["66", *PEOPLE[0]]]),)))
    assert moved.layout == first.layout


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("N° dossier OIM", Field.CASE_NUMBER),
        ("numero_dossier", Field.CASE_NUMBER),
        ("Case No.", Field.CASE_NUMBER),
        ("Date de naissance (jj/mm/aaaa)", Field.BIRTH),
        ("DATE DE NAISSANSE", Field.BIRTH),
        ("Noms et prénoms des migrants de retour", Field.FULL_NAME),
        ("Prénom(s)", Field.GIVEN),
        ("Nom d’épouse", Field.MARRIED),
        ("Type d'orientation", Field.ROUTE),
        ("Téléphone de la personne à contacter", Field.OTHER_PERSON),
        ("N°", Field.SEQUENCE),
        ("Enfants -7 ans", Field.YOUNG_CHILDREN),
        ("Couleur préférée", None),
    ],
)
def test_headers(header: str, field: Field | None) -> None:
    read = read_header(header)
    assert (read[0] if read else None) is field


def test_a_column_of_names_alone_holds_the_whole_name() -> None:
    assert map_columns(["Nom", "Sexe"])[0] is Field.FULL_NAME
    assert map_columns(["Nom", "Prénom"])[0] is Field.FAMILY


HEADERS = {
    Field.FULL_NAME: ["NOM ET PRÉNOM", "Nom et prénoms", "Full name", "Bénéficiaire"],
    Field.SEX: ["Sexe", "Genre", "SEX", "Sexe (M/F)"],
    Field.BIRTH: ["Né(e) le", "Date de naissance", "Date of birth", "DDN", "Date  de\u00a0naissance"],
    Field.CASE_NUMBER: ["Dossier", "N° dossier", "Case number", "N° Dossier OIM"],
    Field.PHONE: ["Contact", "Téléphone", "Tél.", "Phone"],
    Field.TRAINING: ["Filière demandée", "Formation souhaitée", "Training requested"],
    Field.ROUTE: ["Orientation", "Type d'orientation", "Referral type"],
}
CELLS: dict[Field, list[Value]] = {
    Field.SEX: ["M", "F", "Homme", "féminin"],
    Field.BIRTH: ["12.03.79", "vers 1990", date(1990, 1, 1), 1988.0, None],
    Field.CASE_NUMBER: ["ML10-2019-000001", "ml10-2019-000002", None],
    Field.PHONE: ["76 12 34 56", 66123456.0, None],
    Field.TRAINING: ["Soudure", "COUTURE", "Astronautique"],
    Field.ROUTE: ["formation", "Test qualif.", None],
}
FAMILY = ["COULIBALY", "AG MOHAMED", "N’DIAYE", "Koné", "TOURÉ"]
GIVEN = ["Moussa", "Awa", "N’Golo", "Mariam"]
NOISE: list[list[Value]] = [[], [None, None], ["TOTAL", 12.0], ["Sous-total", None, 3.0], ["NB : liste provisoire"]]
NOISE += [["Fait à Bamako, le 30/09/2019"], ["Le chef de projet"], ["", "Signature :"]]


@st.composite
def layouts(draw: st.DrawFn) -> tuple[list[list[Value]], int]:
    fields = draw(st.permutations(list(HEADERS)))
    header: list[Value] = [draw(st.sampled_from(HEADERS[f])) for f in fields]
    above = [["OIM MALI"], ["Liste des bénéficiaires orientés"], [], ["Mois :", "Septembre 2019"]]
    rows = [list(r) for r in above[: draw(st.integers(0, 4))]] + [header]
    people = draw(st.integers(1, 12))
    for _ in range(people):
        person: list[Value] = [
            f"{draw(st.sampled_from(FAMILY))} {draw(st.sampled_from(GIVEN))}"
            if f is Field.FULL_NAME
            else draw(st.sampled_from(CELLS[f]))
            for f in fields
        ]
        rows.append(person)
        if draw(st.integers(0, 5)) == 0:
            rows.append(list(draw(st.sampled_from(NOISE))))
    rows += [list(r) for r in draw(st.lists(st.sampled_from(NOISE), max_size=4))]
    return rows, people


@settings(max_examples=60, deadline=None)
@given(layouts())
def test_no_person_is_lost_in_any_layout(layout: tuple[list[list[Value]], int]) -> None:
    rows, people = layout
    found = listed(sheet(rows))
    assert len(found.lines) == people
    assert all(re.search(r"\w", line.text(Field.FULL_NAME)) for line in found.lines)
    filled = sum(any(v not in (None, "") for v in row) for row in rows)
    header = int(re.match(r"[A-Z]+(\d+)", found.lines[0].address(Field.FULL_NAME))[1]) - 1  # type: ignore[index]
    above = sum(any(v not in (None, "") for v in row) for row in rows[: header - 1])
    assert len(found.lines) + len(found.left) == filled - above - 1


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("76 12 34 56", "+22376123456", "76 12 34 56"),
        ("0022373 34 78 38", "+22373347838", "73 34 78 38"),
        ("+223 66.00.61.65 / 76000000", "+22366006165", "66 00 61 65"),
        ("0033 6 12 34 56 78", "+33612345678", "+33 6 12 34 56 78"),
        ("12", None, ""),
        ("chez sa sœur", None, ""),
    ],
)
def test_phones(typed: str, stored: str | None, shown: str) -> None:
    assert read_phone(typed) == stored
    assert stored is None or show_phone(stored) == shown


def test_columns_that_are_not_used_stay_with_their_line() -> None:
    found = listed(sheet([[*HEADER, "Couleur préférée", "Vide"], [*PEOPLE[0], "bleu"], [*PEOPLE[1], None, None]]))
    assert dict(found.lines[0].rest) == {"N°": 1.0, "Couleur préférée": "bleu"}
    assert dict(found.lines[1].rest) == {"N°": 2.0}
