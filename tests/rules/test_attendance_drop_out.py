"""Drop-out counted by hand: rates and reasons by session, trade, sex and month."""

from datetime import date

import pytest

from centre_desk.rules.attendance.drop_out import DropOutBy, Ending, compute_drop_out
from centre_desk.rules.course import EndReason

TODAY = date(2019, 12, 10)
ENDINGS = (
    Ending("Maçonnerie 2", "Maçonnerie", "M", date(2019, 11, 4)),
    Ending("Maçonnerie 2", "Maçonnerie", "F", date(2019, 11, 4), date(2019, 11, 20), EndReason.DROP_OUT),
    Ending("Maçonnerie 3", "Maçonnerie", "M", date(2019, 12, 2), date(2019, 12, 5), EndReason.EXCLUSION),
    Ending("Couture 1", "Couture", "F", date(2019, 11, 4), date(2019, 12, 2), EndReason.MATERNITY),
    Ending("Couture 1", "Couture", "F", date(2019, 11, 4), date(2019, 12, 6), EndReason.COMPLETED),
    Ending("Couture 2", "Couture", "F", date(2020, 1, 6)),  # to come: not counted yet
)


@pytest.mark.parametrize(
    ("by", "lines"),
    [
        (DropOutBy.SESSION, [("Couture 1", 2, 0), ("Maçonnerie 2", 2, 1), ("Maçonnerie 3", 1, 1)]),
        (DropOutBy.TRADE, [("Couture", 2, 0), ("Maçonnerie", 3, 2)]),
        (DropOutBy.SEX, [("F", 3, 1), ("M", 2, 1)]),
        (DropOutBy.MONTH, [("2019-11", 4, 1), ("2019-12", 4, 1)]),
    ],
)
def test_rates_of_drop_out(by: DropOutBy, lines: list[tuple[str, int, int]]) -> None:
    assert [(d.label, d.enrolled, d.dropped) for d in compute_drop_out(ENDINGS, by, TODAY)] == lines


def test_reasons_are_told_whether_they_count_or_not() -> None:
    found = {d.label: d.reasons for d in compute_drop_out(ENDINGS, DropOutBy.TRADE, TODAY)}
    assert found["Couture"] == ((EndReason.MATERNITY, 1),)
    assert found["Maçonnerie"] == ((EndReason.DROP_OUT, 1), (EndReason.EXCLUSION, 1))
    assert compute_drop_out([], DropOutBy.MONTH, TODAY) == ()
