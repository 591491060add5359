"""Regions of Mali by any usual name, and the cercle that tells the region.

The rows come from `resources/reference`, passed in as data; a region is known here by its code of 2023 ("01").
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from centre_desk.rules.register.names import fold


@dataclass(frozen=True, slots=True)
class Places:
    """Folded names of regions, and of cercles with the region that they belong to."""

    regions: Mapping[str, str] = field(default_factory=dict)
    cercles: Mapping[str, str] = field(default_factory=dict)

    def region(self, text: str) -> str | None:
        """Return the code of the region named (its name, its number, or nearly its name); None when unknown."""
        word = _bare(text)
        if word in self.regions:
            return self.regions[word]
        near = get_close_matches(word, self.regions, n=1, cutoff=0.84) if len(word) > 3 else []
        return self.regions[near[0]] if near else None

    def region_of_cercle(self, text: str) -> str | None:
        """Return the code of the region of a cercle; None when the cercle is unknown."""
        return self.cercles.get(_bare(text))


def _bare(text: str) -> str:
    word = fold(text)
    for lead in ("region de ", "region d ", "district de ", "cercle de ", "region "):
        word = word.removeprefix(lead)
    return word.removesuffix(" district").strip()


def make_places(regions: Iterable[tuple[str, str]], cercles: Iterable[tuple[str, str]]) -> Places:
    """Build the table from (code, name of the region) and (code of the region, name of the cercle)."""
    named: dict[str, str] = {}
    for code, name in regions:
        named[_bare(name)] = code
        named[code] = code
    return Places(named, {_bare(name): code for code, name in cercles})
