"""What a person is found under while one types: the words of names and numbers, and how the names sound.

Both texts are stored beside the person, each word after one space; a typed word matches the start of a word.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from centre_desk.rules.register.names import words
from centre_desk.rules.register.spelling import Spelling

_NOT_DIGIT = re.compile(r"\D+")
_PHONE = re.compile(r"(?:\+223|00223)?[ ]?((?:\d{2}[ .\-\u00a0\u202f]){1,3}\d{1,2})")


def make_search_text(names: Iterable[str], numbers: Iterable[str]) -> str:
    """Return the folded words of names and numbers: ` koulibali moussa ml10 2019 003000 76123456`."""
    found: dict[str, None] = {}
    for name in names:
        found.update(dict.fromkeys(words(name)))
    for number in numbers:
        digits = _NOT_DIGIT.sub("", number)
        found.update(dict.fromkeys((*words(number), digits[-8:] if number.startswith("+") else digits)))
    return "".join(f" {word}" for word in found if word)


def make_sound_text(names: Iterable[str], spelling: Spelling) -> str:
    """Return how the words of the names sound, in every spelling they stand for: ` kulibali musa`."""
    found: dict[str, None] = {}
    for name in names:
        for word in words(name):
            found.update(dict.fromkeys(sorted(spelling.sounds(word))))
    return "".join(f" {sound}" for sound in found)


@dataclass(frozen=True, slots=True)
class Term:
    """A typed word, and the sounds that stand for it; a number has none."""

    word: str
    sounds: frozenset[str]


def search_terms(typed: str, spelling: Spelling) -> tuple[Term, ...]:
    """Return the terms of which a person must match every one."""
    phone = _PHONE.fullmatch(typed.strip())
    text = _NOT_DIGIT.sub("", phone[1]) if phone else typed
    return tuple(Term(w, frozenset() if w.isdigit() else spelling.sounds(w)) for w in words(text))
