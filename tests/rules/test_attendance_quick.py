"""The quick field: its grammar by tables of cases, its promises by properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.quick import (
    Expected,
    QuickText,
    Roster,
    Said,
    check_quick,
    compute_roll,
    number_width,
    read_quick,
)

P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED


def roster(
    size: int = 25, known: dict[int, MarkValue] | None = None, elsewhere: dict[int, str] | None = None
) -> Roster:
    people = tuple(Expected(100 + n, n, f"NOM{n:02d}", (known or {}).get(n)) for n in range(1, size + 1))
    return Roster(people, elsewhere or {})


def codes(text: str, people: Roster) -> list[str]:
    said = read_quick(text, people.width)
    return [r.code for r in check_quick(said, compute_roll(said, people), people.width)]


@pytest.mark.parametrize(
    ("text", "said", "count"),
    [
        ("", [], None),
        ("   ", [], None),
        ("0719", [(7, A), (19, A)], None),
        ("0719=23", [(7, A), (19, A)], 23),
        ("07 19 = 23", [(7, A), (19, A)], 23),
        ("07,19;03=22", [(7, A), (19, A), (3, A)], 22),
        ("07r19j=24", [(7, R), (19, AJ)], 24),
        ("07R, 19J", [(7, R), (19, AJ)], None),
        ("=25", [], 25),
        ("&ç=éè", [(19, A)], 27),  # an AZERTY row without Shift
        ('àè&ç=é"', [(7, A), (19, A)], 23),
        ("07\u202f19\u00a0=\u00a023", [(7, A), (19, A)], 23),
        ("07p", [(7, P)], None),
    ],
)
def test_what_a_text_says(text: str, said: list[tuple[int, MarkValue]], count: int | None) -> None:
    assert read_quick(text, 2) == QuickText(tuple(Said(*one) for one in said), count)


@pytest.mark.parametrize(
    ("text", "rest", "unfinished"),
    [
        ("071", "1", True),
        ("0719=", "=", True),
        ("7=24", "7=24", False),
        ("07x", "x", False),
        ("07 r", "r", False),
        ("=23=", "=23=", False),
        ("=23 07", "=23 07", False),
        ("07-19", "-19", False),  # a dash is no separator, nor a 6 beside true digits
        ("=1000", "=1000", False),
        ("٠٧", "٠٧", False),
    ],
)
def test_what_is_not_understood_stays_in_sight(text: str, rest: str, unfinished: bool) -> None:
    said = read_quick(text, 2)
    assert said.count is None
    assert (said.rest, said.unfinished) == (rest, unfinished)


def test_numbers_are_as_wide_as_the_longest_of_the_session() -> None:
    assert [number_width(n) for n in ([], [7], [99], [100], [150])] == [2, 2, 2, 3, 3]
    assert read_quick("007120", 3).said == (Said(7, A), Said(120, A))


def test_two_absent_of_twenty_five() -> None:
    people = roster()
    roll = compute_roll(read_quick("0719=23", 2), people)
    assert [(e.number, v) for e, v in roll.exceptions] == [(7, A), (19, A)]
    assert roll.signed == 23
    assert roll.agrees
    assert len(roll.marks) == 25


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=25", []),
        ("07r=25", []),  # who is late has signed
        ("07j=24", []),  # who is excused has not
        ("0719=24", ["attendance.count_differs"]),
        ("=24", ["attendance.count_differs_all"]),
        ("0719", ["attendance.no_count"]),
        ("0719=", ["attendance.no_count"]),
        ("071=24", ["attendance.not_understood"]),
        ("071", ["attendance.not_understood"]),
        ("26=24", ["attendance.unknown_number"]),
        ("00=24", ["attendance.unknown_number"]),
        ("0707=24", ["attendance.number_twice"]),
        ("0707r=24", ["attendance.number_twice"]),
        ("07x=24", ["attendance.not_understood"]),
        ("30=25", ["attendance.not_enrolled_then"]),
        ("3099=25", ["attendance.not_enrolled_then", "attendance.unknown_number"]),
    ],
)
def test_what_may_be_saved(text: str, expected: list[str]) -> None:
    assert codes(text, roster(elsewhere={30: "NOM30"})) == expected


def test_a_count_that_differs_is_refused_with_the_names() -> None:
    people = roster()
    said = read_quick("0719j=25", 2)
    (found,) = check_quick(said, compute_roll(said, people), 2)
    assert (found.fact("counted"), found.fact("expected")) == (25, 23)
    assert found.fact("names") == "07 NOM07, 19 NOM19"


def test_a_known_reason_is_proposed_and_not_overwritten() -> None:
    people = roster(known={7: AJ})
    assert codes("=24", people) == []
    assert codes("07=24", people) == []  # did not sign: stays excused
    assert compute_roll(read_quick("07=24", 2), people).marks[107] is AJ
    assert codes("07p=25", people) == []  # came after all
    assert compute_roll(read_quick("07r=25", 2), people).marks[107] is R


def test_no_single_character_is_a_roll() -> None:
    """No single key makes 25 presences: neither nothing nor any one character may be saved."""
    people = roster(9)
    for sign in "0123456789 =rjp,;&é\"'(-è_çàx":
        assert codes(sign, people), sign
    assert read_quick("", 2).empty


numbers = st.lists(st.integers(1, 25), unique=True, max_size=25)
suffixes = st.sampled_from(["", "r", "j"])
separators = st.sampled_from(["", " ", ",", ";", ", ", " ; "])


@given(data=st.data(), wanted=numbers)
def test_separators_never_matter(data: st.DataObject, wanted: list[int]) -> None:
    words = [(f"{n:02d}", data.draw(suffixes)) for n in wanted]
    plain = "".join(n + s for n, s in words)
    spread = "".join(data.draw(separators) + n + s for n, s in words) + data.draw(separators)
    assert read_quick(spread, 2) == read_quick(plain, 2)


@given(data=st.data(), wanted=numbers)
def test_everyone_has_one_mark_and_the_right_count_alone_is_taken(data: st.DataObject, wanted: list[int]) -> None:
    people = roster()
    words = {n: data.draw(suffixes) for n in wanted}
    text = "".join(f"{n:02d}{s}" for n, s in words.items())
    signed = 25 - sum(s in ("", "j") for s in words.values())
    count = data.draw(st.integers(0, 30))
    said = read_quick(f"{text}={count}", 2)
    roll = compute_roll(said, people)
    assert set(roll.marks) == {e.enrolment_id for e in people.expected}
    assert {e.number for e, _ in roll.exceptions} == set(wanted)
    assert (check_quick(said, roll, 2) == ()) is (count == signed)


@given(st.text(alphabet="0123456789 ,;=rjpRJPx&é\"'(-è_çà\u202f", max_size=30))
def test_any_text_is_read_or_refused_in_sight(text: str) -> None:
    people = roster()
    said = read_quick(text, 2)
    roll = compute_roll(said, people)
    found = check_quick(said, roll, 2)
    assert said.empty == (not text.strip(" ,;\u202f"))
    if not found:
        assert said.rest == ""
        assert roll.agrees
        assert len(roll.marks) == 25


@given(st.text(max_size=20), st.integers(1, 150))
def test_reading_never_fails(text: str, size: int) -> None:
    people = roster(size)
    said = read_quick(text, people.width)
    check_quick(said, compute_roll(said, people), people.width)
