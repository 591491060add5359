"""The events of a timeline in words, the room behind each, and the room that takes the next step.

Facts: `timeline`. The same words stand on the screen and on the fiche individuelle.
"""

from centre_desk.queries.overview.timeline import Timeline, TimelineEvent
from centre_desk.rules.claim import LineKind
from centre_desk.rules.overview import EventKind, NextStep
from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import decimal, francs, month_name

ROOM_OF_EVENT: dict[EventKind, Room] = {
    EventKind.REFERRAL: Room.REFERRAL,
    EventKind.TEST: Room.ASSESSMENT,
    EventKind.OFFER: Room.ASSESSMENT,
    EventKind.ENROLMENT: Room.COURSE,
    EventKind.COURSE_END: Room.COURSE,
    EventKind.RESULT: Room.EXAM,
    EventKind.CERTIFICATE: Room.CERTIFICATE,
    EventKind.PAYMENT: Room.CLAIM,
    EventKind.KIT: Room.KIT,
    EventKind.VISIT: Room.FOLLOW_UP,
}

_TESTED = (EventKind.TEST, EventKind.OFFER)
_STEPS: dict[NextStep, tuple[Room, tuple[EventKind, ...]]] = {
    NextStep.ACCEPT_REFERRAL: (Room.REFERRAL, (EventKind.REFERRAL,)),
    NextStep.PLAN_TEST: (Room.ASSESSMENT, ()),
    NextStep.HOLD_TEST: (Room.ASSESSMENT, _TESTED),
    NextStep.DECIDE_TEST: (Room.ASSESSMENT, _TESTED),
    NextStep.MAKE_OFFER: (Room.ASSESSMENT, _TESTED),
    NextStep.AWAIT_ANSWER: (Room.ASSESSMENT, _TESTED),
    NextStep.REFER_TO_JOB: (Room.ASSESSMENT, _TESTED),
    NextStep.ENROL: (Room.COURSE, ()),
    NextStep.FOLLOW_COURSE: (Room.COURSE, (EventKind.ENROLMENT,)),
    NextStep.SIT_EXAM: (Room.EXAM, ()),
    NextStep.SIT_RESIT: (Room.EXAM, ()),
    NextStep.ISSUE_CERTIFICATE: (Room.CERTIFICATE, ()),
}
_BY_PERSON = {
    NextStep.REGULARISE: Room.REGISTER,
    NextStep.HAND_OVER_KIT: Room.KIT,
    NextStep.VISIT: Room.FOLLOW_UP,
}


def place_of_step(timeline: Timeline) -> tuple[Room, int] | None:
    """Return the room and the item that take a person's next step; None where nothing is to be done."""
    step = timeline.next_step
    if step in _BY_PERSON:
        return _BY_PERSON[step], timeline.person_id
    if step not in _STEPS:
        return None
    room, kinds = _STEPS[step]
    return room, timeline.newest(*kinds)


def event_lines(event: TimelineEvent, words: Catalogue) -> tuple[str, str]:
    """Return what an event says: its kind with its subject, and what came of it."""
    kind = words.word(event.kind)
    if event.kind is EventKind.PAYMENT:
        of_line = " · ".join(words.word(one) for one in event.words if isinstance(one, LineKind))
        month = month_name(event.detail, words.language)
        return f"{kind} · {of_line} · {month}", francs(event.amount, words.language)
    if event.kind in (EventKind.OFFER, EventKind.VISIT):
        return f"{kind} · {words.word(event.words[0])}", " · ".join([*_rest(event, words), *_part(event.detail)])
    said = " · ".join(words.word(one) for one in event.words)
    if event.kind is EventKind.RESULT:
        mark = words.t("average {mark}/20", mark=decimal(event.amount, words.language))
        return f"{kind} · {said}", mark if event.amount else ""
    return " · ".join([kind, *_part(event.detail)]), said


def _rest(event: TimelineEvent, words: Catalogue) -> list[str]:
    return [words.word(one) for one in event.words[1:]]


def _part(text: str) -> list[str]:
    return [text] if text else []
