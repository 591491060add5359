"""The quick field of the roll: what `0719=23` says, and what it makes of a half-day's roll.

Facts: the grammar of the roll. Register numbers of a fixed width, separators never needed, `r` late, `j`
excused, `p` present after all (for somebody with a known reason), then `=` and the signatures counted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from centre_desk.rules.attendance import SIGNED, MarkValue
from centre_desk.rules.refusal import Refusal, refusal

SUFFIXES = {"": MarkValue.ABSENT, "r": MarkValue.LATE, "j": MarkValue.EXCUSED, "p": MarkValue.PRESENT}

_UNSHIFTED = str.maketrans("&é\"'(-è_çà", "1234567890")
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
_SEPARATORS = re.compile(r"[ ,;]+")
_COUNT = re.compile(r"[0-9]{1,3}")
_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Said:
    """One register number as it was typed, and the mark that its suffix means."""

    number: int
    value: MarkValue


@dataclass(frozen=True, slots=True)
class QuickText:
    """What a text says. `rest` begins where nothing more is understood.

    `unfinished`: the rest is the beginning of something (a digit of a number, `=` without its count), so
    that a preview can wait for more; to save is refused all the same.
    """

    said: tuple[Said, ...] = ()
    count: int | None = None
    rest: str = ""
    unfinished: bool = False

    @property
    def empty(self) -> bool:
        """Tell whether nothing at all was said."""
        return not self.said and self.count is None and not self.rest


@dataclass(frozen=True, slots=True)
class Expected:
    """A person on the roll of a half-day. `known`: a mark or a reason that stands already."""

    enrolment_id: int
    number: int
    name: str
    known: MarkValue | None = None

    @property
    def proposed(self) -> MarkValue:
        """Everyone is proposed present but who has a mark or a known reason."""
        return self.known or MarkValue.PRESENT


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is expected at a half-day, and who of the session is not (number -> name)."""

    expected: tuple[Expected, ...]
    elsewhere: Mapping[int, str]

    @property
    def width(self) -> int:
        """Return how many digits a register number has: those of the session's longest, at least two."""
        return number_width([*self.elsewhere, *(e.number for e in self.expected)])


@dataclass(frozen=True, slots=True)
class QuickRoll:
    """The roll that a text would make: one mark a person, the exceptions, and what stands in the way."""

    marks: Mapping[int, MarkValue]
    exceptions: tuple[tuple[Expected, MarkValue], ...]
    count: int | None
    refusals: tuple[Refusal, ...]

    @property
    def signed(self) -> int:
        """Return how many signatures the roll goes with."""
        return sum(value in SIGNED for value in self.marks.values())

    @property
    def agrees(self) -> bool:
        """Tell whether the signatures were counted and are those of the roll."""
        return self.count == self.signed


def number_width(numbers: Iterable[int]) -> int:
    """Return the fixed width of register numbers: 2, or 3 above 99."""
    return 3 if max(numbers, default=0) > 99 else 2


def numbered(number: int, width: int) -> str:
    """Write a register number as it is typed: 7 -> `07`."""
    return f"{number:0{width}d}"


def read_quick(text: str, width: int) -> QuickText:
    """Read the text of the quick field. Nothing is refused here: what is not understood is the `rest`."""
    plain = _SPACES.sub(" ", _with_digits(text)).strip().casefold()
    body, sign, tail = plain.partition("=")
    said, at = _read_numbers(body, width)
    rest = body[at:]
    if rest:
        return QuickText(said, None, rest + sign + tail, unfinished=not sign and _DIGITS.fullmatch(rest) is not None)
    if not sign:
        return QuickText(said)
    tail = tail.strip()
    if _COUNT.fullmatch(tail):
        return QuickText(said, int(tail))
    return QuickText(said, None, sign + tail, unfinished=not tail)


def _with_digits(text: str) -> str:
    """Take the unshifted row of an AZERTY keyboard for digits, unless a true digit stands there (`07-19`)."""
    return text if _DIGITS.search(text) else text.translate(_UNSHIFTED)


def _read_numbers(body: str, width: int) -> tuple[tuple[Said, ...], int]:
    """Return the numbers, and the place of the first character that is none of them."""
    number = re.compile(rf"([0-9]{{{width}}})([rjp]?)")
    said: list[Said] = []
    at = 0
    while at < len(body):
        if separator := _SEPARATORS.match(body, at):
            at = separator.end()
        elif found := number.match(body, at):
            said.append(Said(int(found[1]), SUFFIXES[found[2]]))
            at = found.end()
        else:
            break
    return tuple(said), at


def compute_roll(text: QuickText, roster: Roster) -> QuickRoll:
    """Return the roll that a text would make of a half-day, with all that is wrong with it but the count."""
    by_number = {e.number: e for e in roster.expected}
    marks = {e.enrolment_id: e.proposed for e in roster.expected}
    for one in text.said:
        if one.number in by_number:
            person = by_number[one.number]
            marks[person.enrolment_id] = _decided(person, one.value)
    exceptions = tuple(
        (e, marks[e.enrolment_id]) for e in roster.expected if marks[e.enrolment_id] is not MarkValue.PRESENT
    )
    return QuickRoll(marks, exceptions, text.count, tuple(_faults(text, roster, by_number)))


def _decided(person: Expected, said: MarkValue) -> MarkValue:
    """A number without a suffix says *did not sign*: who has a known reason stays excused."""
    if said is MarkValue.ABSENT and person.known is MarkValue.EXCUSED:
        return MarkValue.EXCUSED
    return said


def _faults(text: QuickText, roster: Roster, by_number: Mapping[int, Expected]) -> Iterator[Refusal]:
    width = roster.width
    seen: set[int] = set()
    for one in text.said:
        shown = numbered(one.number, width)
        if one.number in seen:
            yield refusal("attendance.number_twice", number=shown)
        elif one.number in by_number:
            seen.add(one.number)
        elif one.number in roster.elsewhere:
            yield refusal("attendance.not_enrolled_then", number=shown, name=roster.elsewhere[one.number])
        else:
            yield refusal("attendance.unknown_number", number=shown)
    if text.rest and not text.unfinished:
        yield refusal("attendance.not_understood", text=text.rest)


def check_quick(text: QuickText, roll: QuickRoll, width: int) -> tuple[Refusal, ...]:
    """Refuse to save a roll that is not whole: unfinished, without a count, or with another count."""
    if roll.refusals:
        return roll.refusals
    if text.count is None:
        if text.rest and text.rest != "=":
            return (refusal("attendance.not_understood", text=text.rest),)
        return (refusal("attendance.no_count"),)
    without = [(e.number, e.name) for e, value in roll.exceptions if value not in SIGNED]
    return check_count(roll.signed, text.count, without, width)


def check_count(
    signed: int, counted: int | None, without: Sequence[tuple[int, str]], width: int
) -> tuple[Refusal, ...]:
    """Refuse a count of signatures that differs from the roll, with the names of who is said not to have signed."""
    if counted is None:
        return (refusal("attendance.no_count"),)
    if counted == signed:
        return ()
    names = ", ".join(f"{numbered(number, width)} {name}" for number, name in without)
    code = "attendance.count_differs" if without else "attendance.count_differs_all"
    facts = {"names": names} if without else {}
    return (refusal(code, counted=counted, expected=signed, **facts),)
