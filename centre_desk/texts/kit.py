"""Words of kits: states of a list, why no kit is due, and why an act is refused."""

from enum import Enum

from centre_desk.rules.kit import KitListState, KitReason
from centre_desk.texts.catalogue import N_, NP_, Msg

_STATES: dict[Enum, Msg] = {
    KitListState.PROPOSAL: NP_("kit list", "Proposal"),
    KitListState.REVIEWED: NP_("kit list", "Reviewed"),
    KitListState.ADOPTED: NP_("kit list", "Adopted"),
    KitListState.RETIRED: NP_("kit list", "Retired"),
}
_REASONS: dict[Enum, Msg] = {
    KitReason.NO_CERTIFICATE: N_("No certificate yet"),
    KitReason.CANCELLED: N_("Certificate cancelled"),
    KitReason.HANDED_OVER: N_("Handed over"),
    KitReason.OTHER_TRADE: N_("Promised on success in another trade"),
    KitReason.NO_LIST: N_("No kit list adopted for the trade"),
    KitReason.DECEASED: N_("Has died"),
}

WORDS: tuple[dict[Enum, Msg], ...] = (_STATES, _REASONS)

REFUSALS: dict[str, Msg] = {
    "kit.no_certificate": N_("This person has no certificate yet: the kit follows success."),
    "kit.cancelled": N_("The certificate was cancelled, so no kit is due. Check the certificate."),
    "kit.handed_over": N_("This person already received a kit."),
    "kit.other_trade": N_("The kit was promised on success in another trade. Check the offer and its answer."),
    "kit.no_list": N_("No kit list is adopted for this trade. The director adopts one first."),
    "kit.deceased": N_("This person has died. Nothing more is planned."),
    "kit.in_future": N_("The day of the hand-over is still to come. Check the date."),
    "kit.before_certificate": N_("The hand-over lies before the certificate ({issued}). Check the date."),
    "kit.empty_list": N_("Each thing in a list needs a name and a quantity of at least 1."),
    "kit.no_feedback": N_("Write what the representatives said."),
    "kit.list_retired": N_("This version of the list is retired. Choose the newest one."),
}
