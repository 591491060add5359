"""The number of a sheet, typed or read from its code."""

import pytest

from centre_desk.rules.attendance.week import read_sheet_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "0012"),
        ("0012", "0012"),
        (" n°\u00a012 ", "0012"),
        ("12345", "12345"),
        ("CDF1/CFP-2/0012/MAÇONNERIE 2 (S-2019-001)/KEÏTA", "0012"),
        ("", ""),
        ("feuille", ""),
        ("CDF1/CFP-2/", ""),
    ],
)
def test_a_sheet_is_found_by_its_number_or_its_code(text: str, number: str) -> None:
    assert read_sheet_number(text) == number
