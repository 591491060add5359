"""What the roll said at a visit of IOM: frozen with the visit, so that its sheet is always the same.

Facts: enrolments with register number, mark and whether an identity was seen. No names: they are the register's,
and go with the person where one is made anonymous.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from centre_desk.rules.attendance import SIGNED, MarkValue


@dataclass(frozen=True, slots=True)
class SeenLine:
    """Somebody expected at a visit: the mark on the roll then (None: not entered), and whether an identity was seen."""

    enrolment_id: int
    number: int
    mark: MarkValue | None
    seen: bool = False


def present_on(lines: Iterable[SeenLine]) -> int | None:
    """Return how many the roll said were there; None where it had no mark yet."""
    marks = [line.mark for line in lines]
    return sum(mark in SIGNED for mark in marks) if any(marks) else None


def freeze_lines(lines: Iterable[SeenLine]) -> str:
    """Write lines as canonical JSON, in the order of the register."""
    rows = [
        [line.enrolment_id, line.number, line.mark.value if line.mark else None, line.seen]
        for line in sorted(lines, key=lambda line: (line.number, line.enrolment_id))
    ]
    return json.dumps(rows, separators=(",", ":"))


def read_lines(text: str) -> tuple[SeenLine, ...]:
    """Read what `freeze_lines` wrote."""
    return tuple(
        SeenLine(enrolment_id, number, MarkValue(mark) if mark else None, seen)
        for enrolment_id, number, mark, seen in json.loads(text)
    )


def head_difference(heads: int, on_roll: int | None) -> int:
    """Return heads counted less those present on the roll; 0 where the roll says nothing."""
    return heads - on_roll if on_roll is not None else 0
