"""The next step of a person, from what the rooms know of them, and the acts on whole people.

Source: declared skill -> test -> certify or offer training; training -> exam -> certificate -> kit -> follow-up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestKind, TestState, Verdict
from centre_desk.rules.assessment.letter import LetterTask, OutgoingState, letter_task
from centre_desk.rules.course import EndReason
from centre_desk.rules.exam import Decision
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.register import PersonState
from centre_desk.rules.register.birth import Birth


class NextStep(StrEnum):
    """What the centre does next for a person."""

    REGULARISE = "regularise"
    ACCEPT_REFERRAL = "accept_referral"
    PLAN_TEST = "plan_test"
    HOLD_TEST = "hold_test"
    DECIDE_TEST = "decide_test"
    MAKE_OFFER = "make_offer"
    AWAIT_ANSWER = "await_answer"
    WRITE_LETTER = "write_letter"
    SEND_LETTER = "send_letter"
    AWAIT_CENTRE = "await_centre"
    TELL_IOM = "tell_iom"
    ENROL = "enrol"
    FOLLOW_COURSE = "follow_course"
    SIT_EXAM = "sit_exam"
    SIT_RESIT = "sit_resit"
    ISSUE_CERTIFICATE = "issue_certificate"
    HAND_OVER_KIT = "hand_over_kit"
    VISIT = "visit"
    REFER_TO_JOB = "refer_to_job"
    NOTHING = "nothing"
    HAS_DIED = "has_died"


class EventKind(StrEnum):
    """A kind of line on a person's timeline."""

    REFERRAL = "referral"
    TEST = "test"
    OFFER = "offer"
    LETTER = "letter"
    ENROLMENT = "enrolment"
    COURSE_END = "course_end"
    RESULT = "result"
    CERTIFICATE = "certificate"
    PAYMENT = "payment"
    EXCUSE = "excuse"
    CORRECTION = "correction"
    KIT = "kit"
    VISIT = "visit"
    DEATH = "death"


class HeldKind(StrEnum):
    """A kind of fact that a person's place in the rooms holds, in the order of the path."""

    REFERRAL = "referral"
    CONSENT = "consent"
    DEPENDANT = "dependant"
    TEST = "test"
    ENROLMENT = "enrolment"
    ATTENDANCE = "attendance"
    MARK = "mark"
    RESULT = "result"
    CERTIFICATE = "certificate"
    CLAIM = "claim"
    PAYMENT = "payment"
    KIT = "kit"
    VISIT = "visit"


class PeopleActKind(StrEnum):
    """An act on whole people: two files made one, two exchanged, one made anonymous."""

    MERGE = "merge"
    EXCHANGE = "exchange"
    ANONYMISE = "anonymise"


class SeriesKind(StrEnum):
    """What carries a number that goes on where the paper stopped; the value begins the name of its series."""

    CERTIFICATE = "certificate"
    SKILLS_TEST = "skills_test"
    MINUTES = "minutes"
    KIT = "kit"
    ATTENDANCE_SHEET = "attendance-sheet"
    SESSION = "session"


def series_of(kind: SeriesKind, year: int, trade: str = "") -> str:
    """Return the name of a series: attendance sheets have one for ever, sessions one for each trade and year."""
    if kind is SeriesKind.ATTENDANCE_SHEET:
        return kind.value
    return "-".join(part for part in (kind.value, trade, str(year)) if part)


class Goes(StrEnum):
    """What is taken from a file that is made anonymous."""

    IDENTITY = "identity"
    CHILDREN = "children"
    CONSENTS = "consents"
    REFERRALS = "referrals"
    WORDS = "words"
    SCANS = "scans"
    JOURNAL = "journal"


class Stays(StrEnum):
    """What stays of a file that is made anonymous, each for a reason that the form says."""

    FIGURES = "figures"
    CERTIFICATES = "certificates"
    REPORTS = "reports"
    SHEETS = "sheets"
    SHARED_WORDS = "shared_words"
    OLD_REASONS = "old_reasons"
    COPIES = "copies"


class InTheWay(StrEnum):
    """What is still open in a file and stands against making it anonymous."""

    IN_SESSION = "in_session"
    UNPAID = "unpaid"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands on one path, from a referral on; the newest fact of each room, None where there is none.

    `ended` is why the last enrolment ended; `enrolled` whether one is running. `offer` is the newest one that no
    enrolment has followed; `elsewhere`: it is for another centre, whose letter is `letter` and `told_iom`.
    `certified`: what was passed last has its certificate. `kit_due`: a kit is to be handed over on it (another
    trade's, or one without an adopted list, is not).
    """

    state: PersonState
    deceased: bool = False
    referral: ReferralState | None = None
    route: Route | None = None
    test: TestState | None = None
    test_kind: TestKind | None = None
    verdict: Verdict | None = None
    offer: OfferKind | None = None
    answer: OfferAnswer | None = None
    elsewhere: bool = False
    letter: OutgoingState | None = None
    told_iom: bool = False
    enrolled: bool = False
    ended: EndReason | None = None
    result: Decision | None = None
    certified: bool = False
    kit: bool = False
    kit_due: bool = True
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
_UNDER_WAY = (
    NextStep.ISSUE_CERTIFICATE,
    NextStep.HAND_OVER_KIT,
    NextStep.FOLLOW_COURSE,
    NextStep.SIT_EXAM,
    NextStep.DECIDE_TEST,
    NextStep.HOLD_TEST,
    NextStep.AWAIT_ANSWER,
    NextStep.TELL_IOM,
    NextStep.AWAIT_CENTRE,
    NextStep.SEND_LETTER,
)
"""What is owed to a person or runs goes on whatever was referred since; the first of these comes first."""


def choose_path(paths: Sequence[Standing]) -> int:
    """Return which of a person's paths (the newest first, at least one) the next step belongs to.

    What is under way on any path comes first, then the newest path on which anything is to be done, then a visit.
    """
    steps = [compute_next_step(path) for path in paths]
    for step in _UNDER_WAY:
        if step in steps:
            return steps.index(step)
    idle = (NextStep.NOTHING, NextStep.VISIT)
    waiting = [number for number, step in enumerate(steps) if step not in idle]
    if waiting:
        return waiting[0]
    return steps.index(NextStep.VISIT) if NextStep.VISIT in steps else 0


def compute_next_step(person: Standing) -> NextStep:
    """Return the one step that comes next on a path, from the end of the chain back to its beginning."""
    if person.deceased:
        return NextStep.HAS_DIED
    if person.state in (PersonState.MERGED, PersonState.ANONYMISED):
        return NextStep.NOTHING
    if person.state is PersonState.PROVISIONAL and not person.enrolled:
        return NextStep.REGULARISE
    if person.certified and person.kit_due and not person.kit:
        return NextStep.HAND_OVER_KIT
    if person.certified or person.kit:
        return _later_step(person)
    step = _course_step(person) or _test_step(person) or _referral_step(person)
    gone = person.referral in (ReferralState.REFUSED, ReferralState.WITHDRAWN)
    return NextStep.NOTHING if gone and step not in _EARNED else step


_EARNED = (NextStep.FOLLOW_COURSE, NextStep.SIT_EXAM, NextStep.SIT_RESIT, NextStep.ISSUE_CERTIFICATE)
"""What a referral that is withdrawn does not take from a person any more."""


def _later_step(person: Standing) -> NextStep:
    """Return what follows a certificate: an offer still open, else a visit."""
    step = _offer_step(person) if person.offer is not None else NextStep.NOTHING
    if step in (NextStep.NOTHING, NextStep.REFER_TO_JOB) and person.visit_due:
        return NextStep.VISIT
    return step


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
        if person.verdict is Verdict.ABLE and person.test_kind is TestKind.SKILLS:
            return NextStep.ISSUE_CERTIFICATE
        return NextStep.PLAN_TEST if person.verdict is Verdict.NOT_ASSESSED else NextStep.MAKE_OFFER
    return None


_LETTER_STEPS = {
    LetterTask.WRITE: NextStep.WRITE_LETTER,
    LetterTask.SEND: NextStep.SEND_LETTER,
    LetterTask.AWAIT: NextStep.AWAIT_CENTRE,
    LetterTask.TELL_IOM: NextStep.TELL_IOM,
    LetterTask.OFFER_ANEW: NextStep.MAKE_OFFER,
    LetterTask.NOTHING: NextStep.NOTHING,
}


def _offer_step(person: Standing) -> NextStep:
    if person.answer is OfferAnswer.PENDING:
        return NextStep.AWAIT_ANSWER
    if person.answer is OfferAnswer.DECLINED:
        return NextStep.NOTHING
    if person.offer is OfferKind.JOB:
        return NextStep.REFER_TO_JOB
    if not person.elsewhere:
        return NextStep.ENROL
    return _LETTER_STEPS[letter_task(person.letter, told_iom=person.told_iom)]


def _referral_step(person: Standing) -> NextStep:
    if person.referral is ReferralState.RECEIVED:
        return NextStep.ACCEPT_REFERRAL
    if person.referral in (None, ReferralState.REFUSED, ReferralState.WITHDRAWN):
        return NextStep.NOTHING
    return NextStep.ENROL if person.route is Route.TRAINING else NextStep.PLAN_TEST


def figure_year(birth: Birth, start: date) -> int:
    """Return the year of birth that alone gives the age which the whole date gives on the first day of a course."""
    return start.year - birth.age_on(start)
