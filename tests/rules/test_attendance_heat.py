"""The heat map: a letter a day by hand, shares of rows and columns, runs of absences flagged."""

from datetime import date

import pytest

from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.attendance.figures import PlannedHalfDay, Stay, When
from centre_desk.rules.attendance.heat import HeatPerson, compute_heat, day_letter
from centre_desk.rules.course import HalfDay

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
MONDAY, TUESDAY, WEDNESDAY = date(2019, 11, 4), date(2019, 11, 5), date(2019, 11, 6)


@pytest.mark.parametrize(
    ("marks", "letter"),
    [
        (("P", "P"), "P"),
        (("P", "R"), "R"),
        (("P", "A"), "½"),
        (("AJ", "R"), "½"),
        (("A", "A"), "A"),
        (("A", "AJ"), "A"),
        (("AJ", "AJ"), "AJ"),
        (("P", ""), "P"),
        (("", ""), ""),
    ],
)
def test_the_letter_of_a_day(marks: tuple[str, str], letter: str) -> None:
    halves = [PlannedHalfDay(MONDAY, AM), PlannedHalfDay(MONDAY, PM)]
    known: dict[When, MarkValue] = {
        half.when: MarkValue(m) for half, m in zip(halves, marks, strict=True) if m
    }
    assert day_letter(halves, known) == letter


def test_a_day_not_held_has_its_own_letter() -> None:
    assert day_letter([PlannedHalfDay(MONDAY, AM, RollState.NOT_HELD)], {}) == "–"


def test_the_map_of_two_people_by_hand() -> None:
    halves = [PlannedHalfDay(day, half) for day in (MONDAY, TUESDAY) for half in (AM, PM)]
    halves += [PlannedHalfDay(WEDNESDAY, AM, RollState.NOT_HELD), PlannedHalfDay(WEDNESDAY, PM)]
    absent = {(MONDAY, PM): MarkValue.ABSENT, (TUESDAY, AM): MarkValue.ABSENT, (TUESDAY, PM): MarkValue.ABSENT}
    one = HeatPerson(1, 1, "Awa", Stay(MONDAY), {(MONDAY, AM): MarkValue.PRESENT, **absent})
    late = HeatPerson(2, 2, "Issa", Stay(TUESDAY), {(TUESDAY, AM): MarkValue.LATE, (TUESDAY, PM): MarkValue.PRESENT})
    heat = compute_heat([one, late], halves, WEDNESDAY, 3)
    assert [row.letters for row in heat.rows] == [("½", "A", ""), (" ", "R", "")]
    assert [row.share for row in heat.rows] == [(1, 4), (2, 2)]
    assert heat.shares == ((1, 2), (2, 4), (0, 0))  # Wednesday afternoon is still to come
    assert heat.share == (3, 6)
    assert [row.person.id for row in heat.flagged] == [1]
    assert heat.flagged[0].flagged == {MONDAY, TUESDAY}
    assert compute_heat([one, late], halves, WEDNESDAY, 4).flagged == ()
    assert [row.person.id for row in heat.only(2).rows] == [2]
