"""The heat map: a letter a day by hand, shares of rows and columns, runs of absences flagged."""

from dataclasses import replace
from datetime import date

import pytest

from centre_desk.rules.attendance import MarkValue, RollState
from centre_desk.rules.attendance.figures import PlannedHalfDay, Stay, When
from centre_desk.rules.attendance.heat import HeatPerson, compute_heat, day_letter
from centre_desk.rules.course import HalfDay
from centre_desk.texts.catalogue import catalogue
from centre_desk.views.attendance.heat_map import summary

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


def two() -> tuple[list[HeatPerson], list[PlannedHalfDay]]:
    """Two people on three days, of which Wednesday morning was not held and its afternoon is to come."""
    halves = [PlannedHalfDay(day, half) for day in (MONDAY, TUESDAY) for half in (AM, PM)]
    halves += [PlannedHalfDay(WEDNESDAY, AM, RollState.NOT_HELD), PlannedHalfDay(WEDNESDAY, PM)]
    absent = {(MONDAY, PM): MarkValue.ABSENT, (TUESDAY, AM): MarkValue.ABSENT, (TUESDAY, PM): MarkValue.ABSENT}
    one = HeatPerson(1, 1, "Awa", Stay(MONDAY), {(MONDAY, AM): MarkValue.PRESENT, **absent})
    late = HeatPerson(2, 2, "Issa", Stay(TUESDAY), {(TUESDAY, AM): MarkValue.LATE, (TUESDAY, PM): MarkValue.EXCUSED})
    return [one, late], halves


def test_the_map_of_two_people_by_hand() -> None:
    people, halves = two()
    heat = compute_heat(people, halves, WEDNESDAY, 3)
    assert [row.letters for row in heat.rows] == [("½", "A", ""), (" ", "½", "")]
    assert [row.figures.to_date for row in heat.rows] == [(1, 4), (2, 2)]  # what is excused counts
    assert [row.figures.of_planned for row in heat.rows] == [(1, 5), (2, 3)]
    assert heat.shares == ((1, 2), (1, 4), (0, 0))  # who was there; Wednesday afternoon is still to come
    assert heat.figures.to_date == (3, 6)
    assert [row.person.id for row in heat.flagged] == [1]
    assert heat.flagged[0].flagged == {MONDAY, TUESDAY}
    assert compute_heat(people, halves, WEDNESDAY, 4).flagged == ()
    assert [row.person.id for row in heat.only(2).rows] == [2]


def test_the_cap_of_excused_absences_holds_in_the_map_too() -> None:
    people, halves = two()
    heat = compute_heat(people, halves, WEDNESDAY, 3, excused_cap=0)
    assert [row.figures.to_date for row in heat.rows] == [(1, 4), (1, 2)]


def test_a_run_that_began_before_the_days_shown_is_flagged() -> None:
    people, halves = two()
    heat = compute_heat(people, halves, WEDNESDAY, 3, shown=(TUESDAY, WEDNESDAY))
    assert heat.days == (TUESDAY, WEDNESDAY)
    assert [sorted(row.flagged) for row in heat.rows] == [[TUESDAY], []]
    assert heat.rows[0].figures.to_date == (0, 2)  # the rates are those of the days shown


def test_a_day_shows_who_was_away() -> None:
    people, halves = two()
    heat = compute_heat(people, halves, WEDNESDAY, 3)
    assert [row.person.id for row in heat.away_on(MONDAY).rows] == [1]
    tuesday = heat.away_on(TUESDAY)
    assert ([row.person.id for row in tuesday.rows], tuesday.away) == ([1, 2], TUESDAY)
    assert heat.away_on(WEDNESDAY).rows == ()


def test_a_day_that_nobody_entered_has_no_share() -> None:
    halves = [PlannedHalfDay(day, half) for day in (MONDAY, TUESDAY) for half in (AM, PM)]
    person = HeatPerson(1, 1, "Awa", Stay(MONDAY), {(MONDAY, AM): MarkValue.PRESENT})
    heat = compute_heat([person], halves, WEDNESDAY, 3)
    assert heat.shares == ((1, 2), (0, 0))  # Monday afternoon was forgotten; of Tuesday nothing is known
    assert heat.figures.to_date == (1, 4)


@pytest.mark.parametrize(("longest", "width"), [(99, 2), (100, 3)])
def test_numbers_are_as_wide_as_the_session_s_longest(longest: int, width: int) -> None:
    people = [HeatPerson(n, n, f"P{n}", Stay(MONDAY), {}) for n in (1, longest)]
    assert compute_heat(people, [PlannedHalfDay(MONDAY, AM)], MONDAY, 3).width == width


def test_a_run_that_a_presence_ended_is_past() -> None:
    people, halves = two()
    assert [row.running for row in compute_heat(people, halves, WEDNESDAY, 3).flagged] == [True]
    back = {**people[0].marks, (WEDNESDAY, PM): MarkValue.PRESENT}
    heat = compute_heat([replace(people[0], marks=back)], halves, WEDNESDAY, 3)
    assert [(row.person.id, row.running) for row in heat.flagged] == [(1, False)]
    assert summary(heat, catalogue("fr")).endswith("toutes terminées depuis\N{NO-BREAK SPACE}: Awa.")
