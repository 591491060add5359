"""Words of the follow-up: outcomes of a visit, and why one is refused."""

from enum import Enum

from centre_desk.rules.follow_up import Outcome
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: dict[Enum, Msg] = {
    Outcome.OWN_BUSINESS: N_("Own business"),
    Outcome.EMPLOYED: N_("Employed"),
    Outcome.INTERNSHIP: N_("Internship"),
    Outcome.SEEKING: N_("Looking for work"),
    Outcome.NOT_REACHED: N_("Not reached"),
    Outcome.MOVED: N_("Moved away"),
    Outcome.OTHER: NP_("outcome", "Other"),
}

REFUSALS: dict[str, Msg] = {
    "follow_up.months_wrong": N_(
        "Write the months after the kit in rising order, from 1 to {most}, such as 3, 6, 12."
    ),
    "follow_up.in_future": N_("The day of the visit is still to come. Check the date."),
    "follow_up.before_start": N_("The visit lies before the kit or the certificate ({start}). Check the date."),
    "follow_up.not_followed": N_("This person has no certificate in force, and so is not followed up."),
}
