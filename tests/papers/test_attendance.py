"""The attendance sheet: every name whole, 25 a page at most, days off with a letter, identity in the square."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from centre_desk.papers.attendance import (
    AttendanceSheetFacts,
    SheetDay,
    SheetName,
    SlotUse,
    attendance_sheets_pdf,
    sheet_identity,
)
from centre_desk.texts.catalogue import catalogue
from tests.papers.reading import LETTERHEAD, needs_readers, read_squares, texts

LONG = "Ŋolo Ɔumar Ɛli AG MOHAMED ELMOCTAR OULD-CHEICKNA KEÏTA"
NAMES = ("Moussa TRAORÉ", "Awa Ɲaɲa COULIBALY", LONG, "N’Golo", "Fanta DIARRA")
DAYS = tuple(
    SheetDay(
        date(2019, 11, day),
        SlotUse.HOLIDAY if day == 12 else SlotUse.COURSE,
        SlotUse.NO_COURSE if day == 15 else SlotUse.COURSE,
    )
    for day in range(11, 16)
)


def facts(count: int) -> AttendanceSheetFacts:
    names = tuple(
        SheetName(number, NAMES[number % 5], "née 1994" if number % 5 == 0 else "") for number in range(1, count + 1)
    )
    return AttendanceSheetFacts(
        "0147", "MAC-2019-02", "Maçonnerie", "Site de Sénou", "M. Bakary SAMAKÉ", DAYS, names,
        ("8 h – 12 h", "15 h – 17 h"), "CFP-SENOU", "K7M2-9QXA",
    )  # fmt: skip


def test_every_name_number_and_day_is_on_the_sheet() -> None:
    (page,) = texts(attendance_sheets_pdf([facts(25)], letterhead=LETTERHEAD, words=catalogue("fr")))
    assert page.count(LONG) == 5
    assert all(f" {number:02d} " in page for number in range(1, 26))
    for said in ("0147", "K7M2-9QXA", "MAC-2019-02", "lundi 11/11", "vendredi 15/11", "née 1994", "page 1 de 1"):
        assert said in page


def test_above_99_people_numbers_are_as_the_quick_field_wants_them() -> None:
    names = tuple(SheetName(number, NAMES[number % 5]) for number in range(1, 121))
    sheet = replace(facts(1), names=names, width=3)
    pages = texts(attendance_sheets_pdf([sheet], letterhead=LETTERHEAD, words=catalogue("fr")))
    assert len(pages) == 5
    assert all(f" {number:03d} " in pages[0] for number in range(1, 25))
    assert " 120 " in pages[-1]


def test_26_names_make_two_even_pages() -> None:
    pages = texts(attendance_sheets_pdf([facts(26)], letterhead=LETTERHEAD, words=catalogue("en")))
    assert len(pages) == 2
    assert " 13 " in pages[0]
    assert " 14 " not in pages[0]
    assert "page 2 of 2" in pages[1]


def test_nobody_left_on_a_sheet_without_names() -> None:
    assert len(texts(attendance_sheets_pdf([facts(0)], letterhead=LETTERHEAD, words=catalogue("fr")))) == 1


def test_half_days_after_the_end_of_an_enrolment_are_greyed() -> None:
    left = SheetName(1, "Awa", end=date(2019, 11, 12))
    assert [left.enrolled_on(day.day) for day in DAYS] == [True, True, False, False, False]


def test_the_same_facts_give_the_same_bytes() -> None:
    first, second = (attendance_sheets_pdf([facts(31)], letterhead=LETTERHEAD, words=catalogue("fr")) for _ in range(2))
    assert first == second


@needs_readers
def test_the_square_names_the_sheet_and_nobody(tmp_path: Path) -> None:
    pdf = attendance_sheets_pdf([facts(25)], letterhead=LETTERHEAD, words=catalogue("fr"))
    assert read_squares(pdf, tmp_path) == [sheet_identity(facts(25))]
    assert sheet_identity(facts(25)) == "CDF1/CFP-SENOU/0147/MAC-2019-02/2019-11-11"
