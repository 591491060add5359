"""The next step of a person, from what the rooms know of them; and when a desk is well.

Source: declared skill -> test -> certify or offer training; training -> exam -> certificate -> kit -> follow-up.
"""

from dataclasses import dataclass
from enum import StrEnum

from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestState, Verdict
from centre_desk.rules.course import EndReason
from centre_desk.rules.exam import Decision
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.register import PersonState


class NextStep(StrEnum):
    """What the centre does next for a person."""

    REGULARISE = "regularise"
    ACCEPT_REFERRAL = "accept_referral"
    PLAN_TEST = "plan_test"
    HOLD_TEST = "hold_test"
    DECIDE_TEST = "decide_test"
    MAKE_OFFER = "make_offer"
    AWAIT_ANSWER = "await_answer"
    ENROL = "enrol"
    FOLLOW_COURSE = "follow_course"
    SIT_EXAM = "sit_exam"
    SIT_RESIT = "sit_resit"
    ISSUE_CERTIFICATE = "issue_certificate"
    HAND_OVER_KIT = "hand_over_kit"
    VISIT = "visit"
    REFER_TO_JOB = "refer_to_job"
    NOTHING = "nothing"


class EventKind(StrEnum):
    """A kind of line on a person's timeline."""

    REFERRAL = "referral"
    TEST = "test"
    OFFER = "offer"
    ENROLMENT = "enrolment"
    COURSE_END = "course_end"
    RESULT = "result"
    CERTIFICATE = "certificate"
    PAYMENT = "payment"
    KIT = "kit"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands; the newest fact of each room, None where there is none.

    `ended` is why the last enrolment ended; `enrolled` whether one is running.
    """

    state: PersonState
    referral: ReferralState | None = None
    route: Route | None = None
    test: TestState | None = None
    verdict: Verdict | None = None
    offer: OfferKind | None = None
    answer: OfferAnswer | None = None
    enrolled: bool = False
    ended: EndReason | None = None
    result: Decision | None = None
    certified: bool = False
    kit: bool = False
    visit_due: bool = False


_CLOSED_BY = frozenset(
    {
        EndReason.DROP_OUT,
        EndReason.EXCLUSION,
        EndReason.TRANSFER,
        EndReason.DEATH,
        EndReason.NEW_DEPARTURE,
        EndReason.JOB_FOUND,
        EndReason.WITHDRAWN_BY_IOM,
    }
)


def compute_next_step(person: Standing) -> NextStep:
    """Return the one step that comes next, from the end of the chain back to its beginning."""
    if person.ended is EndReason.DEATH or person.state in (PersonState.MERGED, PersonState.ANONYMISED):
        return NextStep.NOTHING
    if person.state is PersonState.PROVISIONAL and not person.enrolled:
        return NextStep.REGULARISE
    if person.kit:
        return NextStep.VISIT if person.visit_due else NextStep.NOTHING
    if person.certified:
        return NextStep.HAND_OVER_KIT
    return _course_step(person) or _test_step(person) or _referral_step(person)


def _course_step(person: Standing) -> NextStep | None:
    if person.enrolled:
        return NextStep.FOLLOW_COURSE
    if person.result is Decision.PASSED:
        return NextStep.ISSUE_CERTIFICATE
    if person.result in (Decision.RESIT, Decision.ABSENT):
        return NextStep.SIT_RESIT
    if person.ended is EndReason.COMPLETED:
        return NextStep.SIT_EXAM
    if person.ended in _CLOSED_BY:
        return NextStep.NOTHING
    return NextStep.ENROL if person.ended is not None else None


def _test_step(person: Standing) -> NextStep | None:
    if person.offer is not None:
        return _offer_step(person)
    if person.test is TestState.PLANNED:
        return NextStep.HOLD_TEST
    if person.test is TestState.SCORED:
        return NextStep.DECIDE_TEST
    if person.test is TestState.DECIDED:
        if person.verdict is Verdict.ABLE and person.route is Route.SKILLS_TEST:
            return NextStep.ISSUE_CERTIFICATE
        return NextStep.PLAN_TEST if person.verdict is Verdict.NOT_ASSESSED else NextStep.MAKE_OFFER
    return None


def _offer_step(person: Standing) -> NextStep:
    if person.answer is OfferAnswer.PENDING:
        return NextStep.AWAIT_ANSWER
    if person.answer is OfferAnswer.DECLINED:
        return NextStep.NOTHING
    return NextStep.REFER_TO_JOB if person.offer is OfferKind.JOB else NextStep.ENROL


def _referral_step(person: Standing) -> NextStep:
    if person.referral is ReferralState.RECEIVED:
        return NextStep.ACCEPT_REFERRAL
    if person.referral in (None, ReferralState.REFUSED, ReferralState.WITHDRAWN):
        return NextStep.NOTHING
    return NextStep.ENROL if person.route is Route.TRAINING else NextStep.PLAN_TEST
