"""The events of a timeline in words, the room behind each, and the room that takes the next step.

Facts: `timeline`. The same words stand on the screen and on the fiche individuelle.
"""

from collections.abc import Callable

from centre_desk.queries.overview.timeline import Timeline, TimelineEvent
from centre_desk.rules.assessment.letter import LetterTask
from centre_desk.rules.claim import LineKind
from centre_desk.rules.overview import EventKind, NextStep
from centre_desk.rules.room import Room
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import decimal, francs, month_name

ROOM_OF_EVENT: dict[EventKind, Room] = {
    EventKind.REFERRAL: Room.REFERRAL,
    EventKind.TEST: Room.ASSESSMENT,
    EventKind.OFFER: Room.ASSESSMENT,
    EventKind.LETTER: Room.ASSESSMENT,
    EventKind.ENROLMENT: Room.COURSE,
    EventKind.COURSE_END: Room.COURSE,
    EventKind.RESULT: Room.EXAM,
    EventKind.CERTIFICATE: Room.CERTIFICATE,
    EventKind.PAYMENT: Room.CLAIM,
    EventKind.EXCUSE: Room.ATTENDANCE,
    EventKind.CORRECTION: Room.REGISTER,
    EventKind.KIT: Room.KIT,
    EventKind.VISIT: Room.FOLLOW_UP,
    EventKind.DEATH: Room.REGISTER,
}

_PLACES: dict[NextStep, tuple[Room, Callable[[Timeline], int]]] = {
    NextStep.REGULARISE: (Room.REGISTER, lambda one: one.person_id),
    NextStep.ACCEPT_REFERRAL: (Room.REFERRAL, lambda one: one.items.referral_id),
    NextStep.PLAN_TEST: (Room.ASSESSMENT, lambda one: 0),
    NextStep.HOLD_TEST: (Room.ASSESSMENT, lambda one: one.items.test_id),
    NextStep.DECIDE_TEST: (Room.ASSESSMENT, lambda one: one.items.test_id),
    **{
        step: (Room.ASSESSMENT, lambda one: -one.items.test_id)
        for step in (
            NextStep.MAKE_OFFER,
            NextStep.AWAIT_ANSWER,
            NextStep.REFER_TO_JOB,
            NextStep.WRITE_LETTER,
            NextStep.SEND_LETTER,
            NextStep.AWAIT_CENTRE,
            NextStep.TELL_IOM,
        )
    },
    NextStep.ENROL: (Room.COURSE, lambda one: one.items.to_join),
    NextStep.FOLLOW_COURSE: (Room.COURSE, lambda one: one.items.session_id),
    NextStep.SIT_EXAM: (Room.EXAM, lambda one: one.items.exam_id),
    NextStep.SIT_RESIT: (Room.EXAM, lambda one: one.items.exam_id),
    NextStep.ISSUE_CERTIFICATE: (Room.CERTIFICATE, lambda one: -one.person_id),
    NextStep.HAND_OVER_KIT: (Room.KIT, lambda one: one.person_id),
    NextStep.VISIT: (Room.FOLLOW_UP, lambda one: one.person_id),
}
"""Room and item of each step. Below 0 an item is of another kind: the offer after a test, who is to be certified."""


def place_of_step(timeline: Timeline) -> tuple[Room, int] | None:
    """Return the room and the item that take a person's next step; None where nothing is to be done."""
    if timeline.next_step not in _PLACES:
        return None
    room, item_of = _PLACES[timeline.next_step]
    return room, item_of(timeline)


def place_of_event(event: TimelineEvent) -> tuple[Room, int]:
    """Return the room and the item that an event is shown in."""
    offered = event.kind in (EventKind.OFFER, EventKind.LETTER)
    return ROOM_OF_EVENT[event.kind], -event.item_id if offered else event.item_id


def event_lines(event: TimelineEvent, words: Catalogue) -> tuple[str, str]:
    """Return what an event says: its kind with its subject, and what came of it."""
    kind = words.word(event.kind)
    if event.kind is EventKind.PAYMENT:
        of_line = " · ".join(words.word(one) for one in event.words if isinstance(one, LineKind))
        parts = [kind, of_line, *_part(event.about), month_name(event.detail, words.language)]
        return " · ".join(parts), francs(event.amount, words.language)
    if event.kind is EventKind.CORRECTION:
        money = [francs(event.amount, words.language)] if event.amount else []
        return f"{kind} · {month_name(event.detail, words.language)}", " · ".join([*money, *_part(event.about)])
    if event.kind is EventKind.LETTER and event.words[0] is LetterTask.TELL_IOM:
        return f"{kind} · {words.t('IOM was told')}", event.detail
    if event.kind in (EventKind.OFFER, EventKind.LETTER, EventKind.VISIT):
        return f"{kind} · {words.word(event.words[0])}", " · ".join([*_rest(event, words), *_part(event.detail)])
    if event.kind is EventKind.DEATH:
        return kind, event.detail
    said = " · ".join(words.word(one) for one in event.words)
    if event.kind is EventKind.RESULT:
        mark = words.t("average {mark}/20", mark=decimal(event.amount, words.language))
        return f"{kind} · {said}", mark if event.amount else ""
    return " · ".join([kind, *_part(event.detail)]), said


def _rest(event: TimelineEvent, words: Catalogue) -> list[str]:
    return [words.word(one) for one in event.words[1:]]


def _part(text: str) -> list[str]:
    return [text] if text else []
