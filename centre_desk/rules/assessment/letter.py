"""The letter that refers somebody to another centre: where it stands, what comes next, which moves follow.

It comes after a training elsewhere that the person accepted; the other centre's answer is told to IOM.
"""

from datetime import date
from enum import StrEnum

from centre_desk.rules.assessment import OfferAnswer, OfferKind
from centre_desk.rules.refusal import Refusal, refusal


class OutgoingState(StrEnum):
    """Where a letter that refers a person to another centre stands: written here, sent, and what that centre says."""

    WRITTEN = "written"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class LetterTask(StrEnum):
    """What the centre does next about somebody who accepted a training at another centre."""

    WRITE = "write"
    SEND = "send"
    AWAIT = "await"
    TELL_IOM = "tell_iom"
    OFFER_ANEW = "offer_anew"
    NOTHING = "nothing"


OPEN_LETTERS = frozenset({OutgoingState.WRITTEN, OutgoingState.SENT, OutgoingState.RECEIVED})
"""The states in which the other centre has not said yes or no."""
ANSWERED_LETTERS = frozenset({OutgoingState.ACCEPTED, OutgoingState.REFUSED})

_LETTER_MOVES: dict[OutgoingState, tuple[OutgoingState, ...]] = {
    OutgoingState.WRITTEN: (OutgoingState.SENT, OutgoingState.WITHDRAWN),
    OutgoingState.SENT: (
        OutgoingState.ACCEPTED,
        OutgoingState.REFUSED,
        OutgoingState.RECEIVED,
        OutgoingState.WITHDRAWN,
    ),
    OutgoingState.RECEIVED: (OutgoingState.ACCEPTED, OutgoingState.REFUSED, OutgoingState.WITHDRAWN),
    OutgoingState.ACCEPTED: (OutgoingState.REFUSED,),
    OutgoingState.REFUSED: (OutgoingState.ACCEPTED,),
    OutgoingState.WITHDRAWN: (),
}


def letter_moves(state: OutgoingState) -> tuple[OutgoingState, ...]:
    """Return where a letter may move from a state, the usual move first; an answer may be set right once it is in."""
    return _LETTER_MOVES[state]


def letter_task(state: OutgoingState | None, *, told_iom: bool) -> LetterTask:
    """Return what comes next with a letter; None: none is written yet."""
    if state in (None, OutgoingState.WITHDRAWN):
        return LetterTask.WRITE
    if state is OutgoingState.WRITTEN:
        return LetterTask.SEND
    if state not in ANSWERED_LETTERS:
        return LetterTask.AWAIT
    if not told_iom:
        return LetterTask.TELL_IOM
    return LetterTask.NOTHING if state is OutgoingState.ACCEPTED else LetterTask.OFFER_ANEW


def check_letter(
    offer: OfferKind, answer: OfferAnswer, answered: date | None, centre: str, *, written: bool, on: date, today: date
) -> tuple[Refusal, ...]:
    """Refuse a letter without an accepted offer of training elsewhere, a second one, one to nobody or before its day.

    `written`: the offer has a letter in force already.
    """
    if offer is OfferKind.JOB or answer is not OfferAnswer.ACCEPTED:
        return (refusal("assessment.not_offered_elsewhere"),)
    if written:
        return (refusal("assessment.letter_written"),)
    found: list[Refusal] = []
    if not centre.strip():
        found.append(refusal("assessment.no_other_centre"))
    if not (answered or on) <= on <= today:
        found.append(refusal("assessment.letter_day", since=(answered or on).isoformat(), today=today.isoformat()))
    return tuple(found)


def check_letter_move(
    before: OutgoingState, after: OutgoingState, reason: str, since: date, on: date, today: date
) -> tuple[Refusal, ...]:
    """Refuse a move that does not follow, one before the last or of the future, a no or a taking back without why."""
    found: list[Refusal] = []
    if after not in letter_moves(before):
        found.append(refusal("assessment.no_such_letter_move", before=before.value, after=after.value))
    if not since <= on <= today:
        found.append(refusal("assessment.letter_day", since=since.isoformat(), today=today.isoformat()))
    if after in (OutgoingState.REFUSED, OutgoingState.WITHDRAWN) and not reason.strip():
        found.append(refusal("assessment.no_letter_reason"))
    return tuple(found)


def check_tell_iom(state: OutgoingState, told_on: date | None, on: date, today: date) -> tuple[Refusal, ...]:
    """Refuse to tell IOM before the other centre answered, twice, or on a day to come."""
    if state not in ANSWERED_LETTERS:
        return (refusal("assessment.centre_not_answered"),)
    if told_on is not None:
        return (refusal("assessment.iom_told_already"),)
    return (refusal("assessment.held_after", today=today.isoformat()),) if on > today else ()
