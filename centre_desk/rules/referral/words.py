"""The words of an orientation: which of the three routes, and which trade.

Trades come from the centre's list and `resources/reference/trade_words.csv`, passed in as data; a word that
is not nearly one of theirs is asked, never guessed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from centre_desk.rules.referral import Route
from centre_desk.rules.register.names import fold

_SMALL = frozenset({
    "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "of", "the", "and", "in", "for",
    "pour",
})  # fmt: skip
_ROUTES = (
    (Route.EQUIPMENT_TEST, ("equip", "materiel", "outillage")),
    (Route.SKILLS_TEST, ("qualif", "competence", "skill", "certif", "evaluation", "assessment", "trade test")),
    (Route.TRAINING, ("formation", "training", "apprenti", "cours", "stage", "recyclage", "gestion", "business")),
)
MANAGEMENT = "GEST"
"""The trade that the route word "gestion" stands for: business management is a training."""


def read_route(text: str) -> Route | None:
    """Read the route ("Test qualif.", "test équipement", "formation"); None when it is not clear."""
    word = fold(text)
    if word in ("training", "skills test", "equipment test"):
        return Route(word.replace(" ", "_"))
    found = [route for route, marks in _ROUTES if any(mark in word for mark in marks)]
    return found[0] if found else None


def is_management(text: str) -> bool:
    """Tell whether a route word itself names the business management course."""
    word = fold(text)
    return "gestion" in word or "business" in word


@dataclass(frozen=True, slots=True)
class Trades:
    """The codes of trades by every word that names them."""

    by_word: Mapping[str, str] = field(default_factory=dict)

    def code(self, text: str) -> str | None:
        """Return the code of the trade named, allowing a slip of the pen; None when unknown or unclear."""
        key = _key(text)
        if not key:
            return None
        if key in self.by_word:
            return self.by_word[key]
        near = get_close_matches(key, self.by_word, n=3, cutoff=0.85) if len(key) > 4 else []
        codes = {self.by_word[word] for word in near}
        return codes.pop() if len(codes) == 1 else None


def _key(text: str) -> str:
    return " ".join(word for word in fold(re.sub(r"\(.*?\)", " ", text)).split() if word not in _SMALL)


def make_trades(rows: Iterable[tuple[str, Iterable[str]]]) -> Trades:
    """Build the table from (code, its names and words); "a / b" names both a and b.

    A word that two trades claim ("mécanique") is nobody's.
    """
    owners: dict[str, set[str]] = {}
    for code, names in rows:
        for name in (code, *names):
            for part in (name, *name.split("/")):
                if key := _key(part):
                    owners.setdefault(key, set()).add(code)
    return Trades({word: next(iter(codes)) for word, codes in owners.items() if len(codes) == 1})
