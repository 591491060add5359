"""Which spellings are one name: Coulibaly, Koulibali and Kulubali, Traoré and Tarawele.

The variants come from `resources/reference`, passed in as data; what the table does not know is compared by sound.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from centre_desk.rules.register.names import sound, words


@dataclass(frozen=True, slots=True)
class Spelling:
    """The spellings known: for a folded word, the heads of the families of variants that it belongs to."""

    heads: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def same(self, one: str, other: str) -> bool:
        """Tell whether two folded words are usual spellings of one name."""
        return one == other or sound(one) == sound(other) or bool(self._of(one) & self._of(other))

    def sounds(self, word: str) -> frozenset[str]:
        """Return how a folded word and the heads of its variants sound: what it is stored and searched under."""
        return frozenset({sound(word)} | {sound(head) for head in self._of(word)})

    def _of(self, word: str) -> frozenset[str]:
        return self.heads.get(word, frozenset())


def make_spelling(rows: Iterable[tuple[str, Iterable[str]]]) -> Spelling:
    """Build the table from (name, its variants). Names of several words have no variants word by word."""
    heads: dict[str, set[str]] = {}
    for name, variants in rows:
        head = words(name)
        if len(head) != 1:
            continue
        for spelt in (head, *(words(v) for v in variants)):
            if len(spelt) == 1:
                heads.setdefault(spelt[0], set()).add(head[0])
    return Spelling({word: frozenset(found) for word, found in heads.items()})
