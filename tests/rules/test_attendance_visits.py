"""What a visit keeps of the roll: written and read again alike, and how heads compare with it."""

import pytest

from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.attendance.visits import SeenLine, freeze_lines, head_difference, present_on, read_lines

P, A, R, AJ = MarkValue.PRESENT, MarkValue.ABSENT, MarkValue.LATE, MarkValue.EXCUSED


def test_lines_are_canonical_and_come_back() -> None:
    lines = (SeenLine(31, 7, A), SeenLine(30, 2, P, True), SeenLine(33, 120, None))
    text = freeze_lines(lines)
    assert text == '[[30,2,"P",true],[31,7,"A",false],[33,120,null,false]]'
    assert text == freeze_lines(reversed(lines))
    assert read_lines(text) == (lines[1], lines[0], lines[2])


@pytest.mark.parametrize(
    ("marks", "present"),
    [((P, R, A, AJ), 2), ((A, A), 0), ((None, None), None), ((None, P), 1), ((), None)],
)
def test_who_the_roll_said_was_there(marks: tuple[MarkValue | None, ...], present: int | None) -> None:
    assert present_on(SeenLine(n, n, mark) for n, mark in enumerate(marks)) == present


@pytest.mark.parametrize(("heads", "on_roll", "difference"), [(22, 23, -1), (24, 23, 1), (23, 23, 0), (5, None, 0)])
def test_heads_against_the_roll(heads: int, on_roll: int | None, difference: int) -> None:
    assert head_difference(heads, on_roll) == difference
