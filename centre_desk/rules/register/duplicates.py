"""Whether two descriptions may be one person, with the reasons: nobody is merged by itself.

Names of Mali repeat (some thirty family names), phones are shared in a family, births are often a year;
twins share family name and birth, so two given names that differ are two people.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.names import words
from centre_desk.rules.register.spelling import Spelling

Alike = Callable[[str, str], float]
PROBABLE = 75
"""From this score on the user is asked."""


class Reason(StrEnum):
    """What speaks for (or against) two descriptions being one person."""

    SAME_CASE_NUMBER = "same_case_number"
    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"
    SAME_BIRTH = "same_birth"
    NEAR_BIRTH = "near_birth"
    SAME_PHONE = "same_phone"
    OTHER_CASE_NUMBER = "other_case_number"


@dataclass(frozen=True, slots=True)
class Described:
    """What a person is compared by."""

    given: str
    family: str
    married: str = ""
    sex: Sex | None = None
    birth: Birth | None = None
    phone: str = ""
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A score from 0 to 100 and its reasons, strongest first."""

    score: int
    reasons: tuple[Reason, ...] = ()

    @property
    def probable(self) -> bool:
        """Tell whether the user should be asked."""
        return self.score >= PROBABLE


def alike(one: str, other: str) -> float:
    """Return how alike two words are, 0 to 1, with the standard library alone."""
    return SequenceMatcher(None, one, other).ratio()


def compare_people(one: Described, other: Described, spelling: Spelling, alike: Alike = alike) -> Likeness:
    """Score two descriptions; 0 when sex, birth or given names speak against it."""
    if one.case_number and one.case_number == other.case_number:
        return Likeness(100, (Reason.SAME_CASE_NUMBER,))
    if one.sex and other.sex and one.sex is not other.sex:
        return Likeness(0)
    name = _name_points(one, other, spelling, alike)
    birth = _birth_points(one.birth, other.birth)
    if not name or birth < 0:
        return Likeness(0)
    phone = 25 if one.phone and one.phone == other.phone else 0
    if _may_be_twins(one, other, spelling) and birth >= 30:
        return Likeness(0)
    other_number = bool(one.case_number and other.case_number)
    return Likeness(min(99, name + birth + phone), _reasons(name, birth, phone, other_number))


def _reasons(name: int, birth: int, phone: int, other_number: bool) -> tuple[Reason, ...]:
    found = [Reason.SAME_NAME if name >= 50 else Reason.NEAR_NAME]
    if birth:
        found.append(Reason.SAME_BIRTH if birth >= 30 else Reason.NEAR_BIRTH)
    if phone:
        found.append(Reason.SAME_PHONE)
    if other_number:
        found.append(Reason.OTHER_CASE_NUMBER)
    return tuple(found)


def _name_points(one: Described, other: Described, spelling: Spelling, alike: Alike) -> int:
    """Return 50 for one name in two usual spellings (any order), 45 for a slip of the pen, 0 for another name."""
    ours, theirs = words(f"{one.given} {one.family}"), words(f"{other.given} {other.family}")
    if _match(ours, theirs, spelling, alike):
        return 50 if _match(ours, theirs, spelling, None) else 45
    married = [words(f"{d.given} {d.married}") if d.married else () for d in (one, other)]
    wives = (married[0] and _match(married[0], theirs, spelling, None)) or (
        married[1] and _match(ours, married[1], spelling, None)
    )
    return 45 if wives else 0


def _match(ours: Sequence[str], theirs: Sequence[str], spelling: Spelling, alike: Alike | None) -> bool:
    """Tell whether every word of the shorter name has its own word in the longer; a lone word needs a lone one."""
    short, long = sorted((ours, theirs), key=len)
    if not short or (len(short) == 1 and len(long) > 1):
        return False
    left = list(long)
    for word in short:
        found = next((w for w in left if spelling.same(word, w)), None)
        if found is None and alike is not None:
            found = max(left, key=lambda w: alike(word, w), default=None)
            found = found if found is not None and alike(word, found) >= 0.8 else None
        if found is None:
            return False
        left.remove(found)
    return len(left) <= 1


def differ_in_kind(one: Described, other: Described) -> bool:
    """Tell whether sex or birth are known of both and differ: hardly one person. A year alone fits its days."""
    sexes = one.sex is not None and other.sex is not None and one.sex is not other.sex
    if one.birth is None or other.birth is None:
        return sexes
    days = one.birth.day is not None and other.birth.day is not None and one.birth.day != other.birth.day
    return sexes or days or one.birth.year != other.birth.year


def _may_be_twins(one: Described, other: Described, spelling: Spelling) -> bool:
    """Tell whether the given names are two names, though one letter apart (Hassana, Houssana)."""
    ours, theirs = words(one.given), words(other.given)
    if not ours or not theirs or words(one.family) != words(other.family):
        return False
    return not any(spelling.same(a, b) for a in ours for b in theirs)


def _birth_points(one: Birth | None, other: Birth | None) -> int:
    """Return 30 same, 25 same year of which one is a year alone, 15 nearly, 0 unknown, -1 another birth."""
    if one is None or other is None:
        return 0
    if one.day and other.day:
        return 30 if one.day == other.day else (15 if _slip(one, other) else -1)
    apart = abs(one.year - other.year)
    if apart == 0:
        return 25
    return 10 if apart <= 2 and (one.about or other.about) else -1


def _slip(one: Birth, other: Birth) -> bool:
    """Tell whether two full dates differ by one slip: day and month exchanged, or one part wrong by a digit."""
    a, b = one.day, other.day
    if a is None or b is None:
        return False
    if (a.year, a.month, a.day) == (b.year, b.day, b.month):
        return True
    one_text, other_text = f"{a:%d%m%Y}", f"{b:%d%m%Y}"
    return sum(x != y for x, y in zip(one_text, other_text, strict=True)) == 1
