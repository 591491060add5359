"""Each point to check on both sides of its threshold; when entry locks; what a visit may record."""

from datetime import date

import pytest

from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.alerts import days_to_enter, days_without_sheet, in_two_places, same_days
from centre_desk.rules.attendance.figures import When
from centre_desk.rules.attendance.locks import Opening, check_visit, is_locked, opening_for
from centre_desk.rules.course import HalfDay

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED


def sheet(*days: str) -> dict[When, dict[int, MarkValue]]:
    """Half-days of one week: `PPA` is a morning of three people, `PPA/PPP` a morning and an afternoon."""
    found: dict[When, dict[int, MarkValue]] = {}
    for number, text in enumerate(days, start=4):
        for half, letters in zip((AM, PM), text.split("/"), strict=False):
            found[date(2019, 11, number), half] = dict(enumerate(map(MarkValue, letters), start=1))
    return found


@pytest.mark.parametrize(
    ("days", "count"),
    [
        (("PAA", "PAA", "PAA", "PAA"), 4),
        (("PAA", "PAA", "PAA", "APA"), 3),
        (("PAA/PPA", "PAA/PPA", "PAA/PAA"), 2),
        (("PPP", "PPP", "PPP", "PPP"), 0),  # everyone was there: says nothing
        (("PPA", "PPA", "PPA", "PPA"), 0),  # one person ill all week: says nothing
        (("RAA", "PAA"), 1),
        ((), 0),
    ],
)
def test_days_of_a_sheet_that_are_the_same(days: tuple[str, ...], count: int) -> None:
    assert same_days(sheet(*days)) == count


@pytest.mark.parametrize(("received", "waited"), [(8, 3), (11, 0), (12, 0), (None, 0)])
def test_how_long_after_its_receipt_a_roll_was_entered(received: int | None, waited: int) -> None:
    day = date(2019, 11, received) if received else None
    assert days_to_enter(day, date(2019, 11, 11)) == waited


@pytest.mark.parametrize(("received", "waited"), [(None, 7), (4, 0), (11, 0)])
def test_how_long_a_roll_stands_without_its_sheet(received: int | None, waited: int) -> None:
    day = date(2019, 11, received) if received else None
    assert days_without_sheet(date(2019, 11, 4), day, date(2019, 11, 11)) == waited


def test_two_sessions_at_one_time() -> None:
    monday, noon = (date(2019, 11, 4), AM), (date(2019, 11, 4), PM)
    found = in_two_places([("Adama", monday, 1), ("Adama", monday, 2), ("Adama", noon, 2), ("Awa", monday, 1)])
    assert found == {"Adama": [monday]}
    assert in_two_places([("Adama", monday, 1), ("Adama", monday, 1), ("Adama", noon, 2)]) == {}


@pytest.mark.parametrize(
    ("received", "days", "today", "locked"),
    [
        (8, 7, 15, False),  # received on the 8th: open for seven days, the 15th included
        (8, 7, 16, True),
        (8, 0, 8, False),
        (8, 0, 9, True),
        (None, 7, 30, False),
    ],
)
def test_entry_locks_days_after_receipt(received: int | None, days: int, today: int, locked: bool) -> None:
    day = date(2019, 11, received) if received else None
    assert is_locked(day, days, date(2019, 11, today)) is locked


def test_a_second_person_opens_and_not_for_ever() -> None:
    mine, hers = Opening(2, date(2019, 11, 18), "moi"), Opening(4, date(2019, 11, 18), "elle")
    assert opening_for([mine], 7, 2, date(2019, 11, 18)) is None
    assert opening_for([mine, hers], 7, 2, date(2019, 11, 25)) is hers
    assert opening_for([mine, hers], 7, 2, date(2019, 11, 26)) is None
    assert opening_for([], 7, 2, date(2019, 11, 18)) is None


@pytest.mark.parametrize(
    ("day", "visitors", "heads", "seen", "codes"),
    [
        (11, "Mme Sidibé, OIM", 23, [1, 2], []),
        (12, "Mme Sidibé, OIM", 23, [], ["attendance.visit_to_come"]),
        (11, " ", 0, [], ["attendance.no_visitor"]),
        (11, "OIM", 1, [1, 2], ["attendance.heads_too_few"]),
        (11, "OIM", 2, [1, 9], ["attendance.not_of_session"]),
    ],
)
def test_what_a_visit_may_record(day: int, visitors: str, heads: int, seen: list[int], codes: list[str]) -> None:
    found = check_visit(date(2019, 11, day), date(2019, 11, 11), visitors, heads, seen, [1, 2, 3])
    assert [r.code for r in found] == codes
