"""Why an act is refused: a code, the facts that the sentence names, and the place (cell, field, line).

The sentence itself, with its remedy, is in `texts/<room>.py`; rules only say which one applies.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Fact = str | int
Facts = tuple[tuple[str, Fact], ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason. `code` is `<room>.<what>`; `place` is a cell (`C12`), a field or a name, or empty."""

    code: str
    facts: Facts = ()
    place: str = ""

    def fact(self, name: str) -> Fact:
        """Return the fact called `name`; KeyError when the refusal does not carry it."""
        return dict(self.facts)[name]


def refusal(code: str, /, *, place: str = "", **facts: Fact) -> Refusal:
    """Make a refusal with its facts in a fixed order, so that equal refusals compare equal."""
    return Refusal(code, tuple(sorted(facts.items())), place)


class Refused(Exception):
    """An act was refused; nothing was written. `refusals` is never empty."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(", ".join(r.code for r in self.refusals))


def refuse_if(*found: Refusal | Iterable[Refusal] | None) -> None:
    """Raise `Refused` with all of `found` (single refusals, iterables of them, or None) when there is any."""
    refusals: list[Refusal] = []
    for item in found:
        if isinstance(item, Refusal):
            refusals.append(item)
        elif item is not None:
            refusals.extend(item)
    if refusals:
        raise Refused(refusals)
