"""What an exchange of two people makes of each fact and of the money that was paid to one of them.

Two files stand under each other's person from then on; money stays with who received it, and arrears balance it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ExchangeEffect(StrEnum):
    """What becomes of a fact when two people are exchanged under what is held of them."""

    MOVES = "moves"
    FOLLOWS = "follows"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    STAYS = "stays"
    HAND_ON = "hand_on"


@dataclass(frozen=True, slots=True)
class PaidOut:
    """A payment in force: under which file it stands, where who received it stands, month and whole francs."""

    file_id: int
    received_by_id: int
    month: str
    amount: int


def balance_after_exchange(
    paid: Iterable[PaidOut], one_id: int, other_id: int, *, stays: bool
) -> dict[tuple[int, str], int]:
    """Return by file and month what an exchange makes due (+) or to be recovered (-), in francs; zeros left out.

    `stays`: the money stays with who received it, who now stands in the other file. Else it reached the one who
    stands there from now on. A file is balanced when its person received what was paid under it.
    """
    change: dict[tuple[int, str], int] = {}
    for one in paid:
        of_the_two = one.file_id in (one_id, other_id)
        receiver = one.file_id if of_the_two and not stays else swapped(one.received_by_id, one_id, other_id)
        before, after = (_owed(one, who) for who in (one.received_by_id, receiver))
        for file_id in before.keys() | after.keys():
            key = file_id, one.month
            change[key] = change.get(key, 0) + after.get(file_id, 0) - before.get(file_id, 0)
    return {key: amount for key, amount in sorted(change.items()) if amount}


def _owed(paid: PaidOut, receiver: int) -> dict[int, int]:
    """Return what a payment leaves owed: nothing where it reached the file's own person."""
    if receiver == paid.file_id:
        return {}
    return {paid.file_id: paid.amount, receiver: -paid.amount}


def swapped(number: int, one_id: int, other_id: int) -> int:
    """Return where somebody stands once two files were exchanged."""
    return {one_id: other_id, other_id: one_id}.get(number, number)
