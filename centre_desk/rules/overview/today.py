"""What waits for whoever opens the desk today: topics, cards, a new desk's first steps."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from centre_desk.rules.dates import first_day, last_day, month_of, next_month
from centre_desk.rules.desk import Actor, Right, Role


class Topic(StrEnum):
    """What the first screen may ask of somebody; the first that is open and theirs comes next."""

    APPROVE_CLAIMS = "approve_claims"
    PAY_CLAIMS = "pay_claims"
    TAKE_ROLL = "take_roll"
    CORRECT_CLAIMS = "correct_claims"
    ESTABLISH_CLAIMS = "establish_claims"
    SUBMIT_CLAIMS = "submit_claims"
    CLOSE_MONTH = "close_month"
    SEND_REPORT = "send_report"
    SETTLE_EXAM = "settle_exam"
    DECIDE_TESTS = "decide_tests"
    ISSUE_CERTIFICATES = "issue_certificates"
    PRINT_CERTIFICATES = "print_certificates"
    HAND_OVER_CERTIFICATES = "hand_over_certificates"
    ANSWER_REFERRALS = "answer_referrals"
    HAND_OVER_KITS = "hand_over_kits"
    VISIT = "visit"
    BACK_UP = "back_up"


TOPIC_RIGHTS: dict[Topic, Right] = {
    Topic.APPROVE_CLAIMS: Right.APPROVE_CLAIMS,
    Topic.PAY_CLAIMS: Right.PAY_CLAIMS,
    Topic.TAKE_ROLL: Right.TAKE_ROLL,
    Topic.CORRECT_CLAIMS: Right.PREPARE_CLAIMS,
    Topic.ESTABLISH_CLAIMS: Right.PREPARE_CLAIMS,
    Topic.SUBMIT_CLAIMS: Right.PREPARE_CLAIMS,
    Topic.CLOSE_MONTH: Right.CLOSE_MONTH,
    Topic.SEND_REPORT: Right.EXPORT_RETURN,
    Topic.SETTLE_EXAM: Right.SETTLE_RESULTS,
    Topic.DECIDE_TESTS: Right.ENTER,
    Topic.ISSUE_CERTIFICATES: Right.ISSUE_CERTIFICATES,
    Topic.PRINT_CERTIFICATES: Right.ISSUE_CERTIFICATES,
    Topic.HAND_OVER_CERTIFICATES: Right.ISSUE_CERTIFICATES,
    Topic.ANSWER_REFERRALS: Right.ENTER,
    Topic.HAND_OVER_KITS: Right.ENTER,
    Topic.VISIT: Right.ENTER,
    Topic.BACK_UP: Right.BACK_UP,
}


class Part(StrEnum):
    """A card of the first screen."""

    ROLLS = "rolls"
    CHECKS = "checks"
    MONTH = "month"
    DESK = "desk"


_PART_ROLES: dict[Part, frozenset[Role]] = {
    Part.ROLLS: frozenset({Role.SECRETARY, Role.TRAINER, Role.DIRECTOR, Role.VIEWER}),
    Part.CHECKS: frozenset({Role.SECRETARY, Role.TRAINER, Role.DIRECTOR, Role.VIEWER}),
    Part.MONTH: frozenset({Role.SECRETARY, Role.DIRECTOR, Role.VIEWER, Role.CASHIER, Role.ADMINISTRATOR}),
    Part.DESK: frozenset({Role.SECRETARY, Role.DIRECTOR, Role.VIEWER, Role.ADMINISTRATOR}),
}
SEES_ALL_SESSIONS = frozenset({Role.SECRETARY, Role.DIRECTOR, Role.VIEWER})
"""Who looks at every session; a trainer without one of these roles sees their own."""

REPORT_DAY_SETTING = "overview.report_day"
REPORT_DAY = 5
"""The day of the next month by which IOM wants the report (unconfirmed: a setting)."""

OLD_BACKUP_DAYS = 7


def next_topic(open_topics: Collection[Topic], actor: Actor) -> Topic | None:
    """Return the most pressing topic that the actor has the right to deal with."""
    return next((topic for topic in Topic if topic in open_topics and actor.may(TOPIC_RIGHTS[topic])), None)


def parts_for(roles: frozenset[Role]) -> tuple[Part, ...]:
    """Return the cards that somebody works with; who approves finds the month first."""
    mine = [part for part in Part if _PART_ROLES[part] & roles]
    if Role.DIRECTOR in roles:
        mine.sort(key=lambda part: part is not Part.MONTH)
    return tuple(mine)


def report_due_on(month: str, day: int) -> date:
    """Return the day by which the report of a month is due: `day` of the next month, or its last day."""
    after = next_month(month)
    return min(last_day(after), first_day(after) + timedelta(days=day - 1))


def month_to_report(first: str, today: date, sent: Collection[str]) -> str | None:
    """Return the oldest month from `first` on that was not sent, up to the current one; None before `first`."""
    month, current = first, month_of(today)
    while month <= current:
        if month not in sent:
            return month
        month = next_month(month)
    return None


class FirstStep(StrEnum):
    """What a new desk needs before its first session, in the order in which one thing asks for another."""

    SITE = "site"
    TRADES = "trades"
    AGREEMENT = "agreement"
    RATES = "rates"
    STAFF = "staff"
    REFERRALS = "referrals"
    SESSION = "session"
