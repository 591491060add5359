"""One gettext catalogue for screens, PDFs and workbooks alike; English is the message id itself.

The words of each room (enum members, sentences of refusals) are declared in `texts/<room>.py`.
"""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module

from centre_desk.places import resource
from centre_desk.rules.refusal import Fact, Refusal
from centre_desk.rules.room import Room
from centre_desk.texts.formats import grouped, short_date

LANGUAGES = ("fr", "en")
DOMAIN = "centre_desk"
_MONEY = frozenset({"amount", "francs", "smig"})
_ISO_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Msg:
    """A text to be translated later: an English msgid and, where English has one word for two, a context."""

    text: str
    context: str = ""


def N_(text: str) -> Msg:
    """Mark a msgid that a catalogue will translate later."""
    return Msg(text)


def NP_(context: str, text: str) -> Msg:
    """Mark a msgid with a context, for an English word that has two French ones."""
    return Msg(text, context)


class Catalogue:
    """The words of one language. Facts are filled into `{placeholders}` after the translation."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def t(self, text: str, /, **facts: object) -> str:
        """Translate a msgid."""
        return _fill(self._translations.gettext(text), facts)

    def p(self, context: str, text: str, /, **facts: object) -> str:
        """Translate a msgid in a context."""
        return _fill(self._translations.pgettext(context, text), facts)

    def n(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """Translate a countable msgid; `{count}` is filled with the count."""
        return _fill(self._translations.ngettext(one, many, count), {"count": count, **facts})

    def msg(self, message: Msg, /, **facts: object) -> str:
        """Translate a marked text."""
        if message.context:
            return self.p(message.context, message.text, **facts)
        return self.t(message.text, **facts)

    def word(self, member: Enum) -> str:
        """Return the word of an enum member; KeyError when no room declares one."""
        return self.msg(_message_of(member))

    def refusal(self, found: Refusal) -> str:
        """Return the sentence of a refusal, its place in front; KeyError for a code that no room declares."""
        facts = {name: self._shown(name, fact) for name, fact in found.facts}
        sentence = self.msg(_refusals()[found.code], **facts)
        return f"{found.place}\N{NO-BREAK SPACE}: {sentence}" if found.place else sentence

    def _shown(self, name: str, fact: Fact) -> Fact:
        """Write a fact that is a date or a sum of money as this language does."""
        if name in _MONEY and str(fact).isdecimal():
            return grouped(int(fact), self.language)
        if isinstance(fact, str) and _ISO_DATE.fullmatch(fact):
            return short_date(date.fromisoformat(fact), self.language)
        return fact


def _fill(text: str, facts: Mapping[str, object]) -> str:
    return text.format_map(facts) if facts else text


def _message_of(member: Enum) -> Msg:
    """Look in the room that declares the enum, then in all: a start needs the words of few rooms."""
    kind = type(member)
    own = _words(kind.__module__.removeprefix("centre_desk.rules.").partition(".")[0])
    found = own.get((kind, member.value))
    if found is not None:
        return found
    for words in map(_words, Room):
        if (kind, member.value) in words:
            return words[kind, member.value]
    raise KeyError(member)


def _room_texts() -> list[object]:
    return [module for module in map(_texts_of, Room) if module is not None]


def _texts_of(room: str) -> object | None:
    name = f"centre_desk.texts.{room}"
    try:
        return import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
    return None


@cache
def _words(room: str) -> dict[tuple[type[Enum], object], Msg]:
    """The words of a room by enum and value: members of two enums with the same text are equal, so the class counts.

    A room whose enums share a value gives `WORDS` as a tuple of dicts, one an enum.
    """
    words: dict[tuple[type[Enum], object], Msg] = {}
    module = _texts_of(room)
    declared: Mapping[Enum, Msg] | tuple[Mapping[Enum, Msg], ...] = getattr(module, "WORDS", ())
    for mapping in (declared,) if isinstance(declared, Mapping) else declared:
        words.update({(type(member), member.value): msg for member, msg in mapping.items()})
    return words


@cache
def _refusals() -> dict[str, Msg]:
    refusals: dict[str, Msg] = {}
    for module in _room_texts():
        refusals.update(getattr(module, "REFUSALS", {}))
    return refusals


def refusal_codes() -> frozenset[str]:
    """Return every refusal code that has a sentence."""
    return frozenset(_refusals())


@cache
def catalogue(language: str = "fr") -> Catalogue:
    """Return the catalogue of `fr` or `en`; ValueError for another language."""
    if language not in LANGUAGES:
        raise ValueError(language)
    folder = resource("locale")
    fallback = language == "en"
    translations = gettext.translation(DOMAIN, folder, [language], fallback=fallback)
    return Catalogue(language, translations)
