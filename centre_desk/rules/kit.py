"""When a kit is due (source: it follows the completed training or the certification), and its lists."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.rules.refusal import Refusal, refusal


class KitListState(StrEnum):
    """A list is proposed, reviewed by migrant representatives, adopted; a newer version retires it."""

    PROPOSAL = "proposal"
    REVIEWED = "reviewed"
    ADOPTED = "adopted"
    RETIRED = "retired"


class KitReason(StrEnum):
    """Why somebody gets no kit now."""

    NO_CERTIFICATE = "no_certificate"
    CANCELLED = "cancelled"
    HANDED_OVER = "handed_over"
    OTHER_TRADE = "other_trade"
    NO_LIST = "no_list"
    DECEASED = "deceased"


@dataclass(frozen=True, slots=True)
class KitFacts:
    """What decides about one person's kit. Trades by number.

    `lists`: trades whose kit list is adopted. `conditional_trade`: the kit was promised on success in this
    trade (an offer after a test). `equipment_trade`: the trade of an equipment test that was passed.
    """

    certificate_trade: int | None
    cancelled: bool = False
    handed_over: bool = False
    lists: frozenset[int] = frozenset()
    conditional_trade: int | None = None
    equipment_trade: int | None = None
    deceased: bool = False


def kit_trade(facts: KitFacts) -> int | None:
    """Return whose trade's kit it is: that of the certificate, else of the equipment the person can use.

    A certificate in business management has no kit of its own: the equipment asked for is what starts the business.
    """
    if facts.certificate_trade in facts.lists:
        return facts.certificate_trade
    return facts.equipment_trade if facts.equipment_trade in facts.lists else facts.certificate_trade


def compute_kit(facts: KitFacts) -> KitReason | None:
    """Return why no kit is due, or None when one is."""
    if facts.handed_over:
        return KitReason.HANDED_OVER
    if facts.certificate_trade is None:
        return KitReason.NO_CERTIFICATE
    if facts.cancelled:
        return KitReason.CANCELLED
    if facts.conditional_trade not in (None, facts.certificate_trade):
        return KitReason.OTHER_TRADE
    if kit_trade(facts) not in facts.lists:
        return KitReason.NO_LIST
    return KitReason.DECEASED if facts.deceased else None


def check_hand_over(reason: KitReason | None, issued_on: date, handed_on: date, today: date) -> tuple[Refusal, ...]:
    """Refuse a hand-over that is not due, lies before the certificate, or is still to come."""
    if reason is not None:
        return (refusal(f"kit.{reason.value}"),)
    if handed_on > today:
        return (refusal("kit.in_future"),)
    if handed_on < issued_on:
        return (refusal("kit.before_certificate", issued=issued_on.isoformat()),)
    return ()
