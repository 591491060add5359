"""What the header of a column means: the words that offices use in French and English, and near misses of them.

A header is compared folded and without what stands in brackets: `Date de naissance (jj/mm/aaaa)`.
"""

import csv
import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

from centre_desk.places import resource
from centre_desk.rules.referral.fields import Field
from centre_desk.rules.register.names import clean, fold

_SURE = 100.0
_NEAR = 88
_PART = 80.0
_GIVEN_FIRST = re.compile(r"^(prenoms?|given|first)\b")


@cache
def _synonyms() -> dict[str, Field]:
    """The folded words of each field, from `resources/reference/referral_headers.csv`."""
    with resource("reference", "referral_headers.csv").open(encoding="utf-8", newline="") as source:
        return {word: Field(row["field"]) for row in csv.DictReader(source) for word in row["words"].split("|")}


def header_key(text: str) -> str:
    """Return a header for comparison: folded, its apostrophes as spaces, without brackets and units."""
    bare = re.sub(r"\(.*?\)|\[.*?\]", " ", text.replace("’", " ").replace("'", " ").replace("_", " "))
    return fold(bare) or fold(text)


@cache
def read_header(text: str) -> tuple[Field, float] | None:
    """Return what a header means and how sure that is (0 to 100); None when it is not known."""
    keys = dict.fromkeys((fold(text.replace("’", " ").replace("'", " ")), header_key(text)))
    known = _synonyms()
    for key in keys:
        if key in known:
            return known[key], _SURE
    key = header_key(text)
    if len(key) < 3 or len(key) > 80:
        return None
    part = _longest_part(key)
    near = process.extractOne(key, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR) if len(key) > 4 else None
    if near is not None and (part is None or near[1] >= part[1]):
        return known[near[0]], float(near[1]) - 1
    return part


def _longest_part(key: str) -> tuple[Field, float] | None:
    """Find the longest known words inside a longer header: `noms et prenoms des migrants de retour`."""
    padded = f" {key} "
    inside = [word for word in _synonyms() if len(word) > 3 and f" {word} " in padded]
    if not inside:
        return None
    longest = max(inside, key=len)
    return _synonyms()[longest], _PART + 15 * len(longest) / len(key)


def is_family_first(header: str) -> bool:
    """Tell whether a header of the whole name says the family name first ("NOM ET PRÉNOM")."""
    return _GIVEN_FIRST.match(header_key(header)) is None


def map_columns(headers: Sequence[str]) -> tuple[Field | None, ...]:
    """Return the meaning of each column; where two claim one meaning, the surer, then the first, has it."""
    read = [read_header(clean(h)) if h else None for h in headers]
    order = sorted((i for i, r in enumerate(read) if r), key=lambda i: (-_sure(read[i]), i))
    found: list[Field | None] = [None] * len(headers)
    taken: set[Field] = set()
    for index in order:
        meaning = read[index]
        if meaning is None or (meaning[0] in taken and meaning[0] not in (Field.SEQUENCE, Field.OTHER_PERSON)):
            continue
        taken.add(meaning[0])
        found[index] = meaning[0]
    return _lone_family(found)


def _sure(read: tuple[Field, float] | None) -> float:
    return read[1] if read else 0.0


def _lone_family(found: list[Field | None]) -> tuple[Field | None, ...]:
    """A column "Nom" without one of given names holds the whole name."""
    if Field.FAMILY in found and Field.GIVEN not in found and Field.FULL_NAME not in found:
        return tuple(Field.FULL_NAME if f is Field.FAMILY else f for f in found)
    return tuple(found)
