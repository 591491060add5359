"""What an act leaves behind: which rooms changed, and the number of what it made."""

from dataclasses import dataclass

from centre_desk.rules.room import Room


@dataclass(frozen=True, slots=True)
class Done:
    """The result of an action: `touched` tells the window which panels to read again; `id` is what was made.

    `ids`: everything that one act made or printed, where the next step needs it.
    """

    touched: frozenset[Room] = frozenset()
    id: int = 0
    count: int = 0
    ids: tuple[int, ...] = ()
