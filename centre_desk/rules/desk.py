"""Who may do what on a desk: roles, rights, the state of a month, the separation of duties.

One table says each role's rights; actions check it, not screens. Source: the programme's separation rule
(who approves money neither touched nor pays it).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.rules.refusal import Refusal, refusal


class Role(StrEnum):
    """What a user is on this desk; a user may hold several."""

    ADMINISTRATOR = "administrator"
    SECRETARY = "secretary"
    TRAINER = "trainer"
    DIRECTOR = "director"
    CASHIER = "cashier"
    VIEWER = "viewer"


class Right(StrEnum):
    """A kind of act that roles allow."""

    MANAGE_USERS = "manage_users"
    MANAGE_SETTINGS = "manage_settings"
    SET_RATES = "set_rates"
    BACK_UP = "back_up"
    READ_JOURNAL = "read_journal"
    ENTER = "enter"
    TAKE_ROLL = "take_roll"
    OPEN_LATE_ENTRY = "open_late_entry"
    MARK = "mark"
    SETTLE_RESULTS = "settle_results"
    REOPEN_RESULTS = "reopen_results"
    ISSUE_CERTIFICATES = "issue_certificates"
    CANCEL_CERTIFICATES = "cancel_certificates"
    PREPARE_CLAIMS = "prepare_claims"
    APPROVE_CLAIMS = "approve_claims"
    PAY_CLAIMS = "pay_claims"
    CLOSE_MONTH = "close_month"
    EXPORT_RETURN = "export_return"


_STAFF = frozenset({Role.SECRETARY, Role.DIRECTOR})

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.MANAGE_USERS: frozenset({Role.ADMINISTRATOR}),
    Right.MANAGE_SETTINGS: frozenset({Role.ADMINISTRATOR, Role.DIRECTOR}),
    Right.SET_RATES: frozenset({Role.DIRECTOR}),
    Right.BACK_UP: frozenset({Role.ADMINISTRATOR, Role.SECRETARY, Role.DIRECTOR}),
    Right.READ_JOURNAL: frozenset({Role.ADMINISTRATOR, Role.DIRECTOR, Role.VIEWER}),
    Right.ENTER: frozenset({Role.SECRETARY}),
    Right.TAKE_ROLL: frozenset({Role.SECRETARY, Role.TRAINER}),
    Right.OPEN_LATE_ENTRY: _STAFF,
    Right.MARK: frozenset({Role.SECRETARY, Role.TRAINER}),
    Right.SETTLE_RESULTS: frozenset({Role.SECRETARY, Role.DIRECTOR}),
    Right.REOPEN_RESULTS: frozenset({Role.DIRECTOR}),
    Right.ISSUE_CERTIFICATES: _STAFF,
    Right.CANCEL_CERTIFICATES: frozenset({Role.DIRECTOR}),
    Right.PREPARE_CLAIMS: frozenset({Role.SECRETARY}),
    Right.APPROVE_CLAIMS: frozenset({Role.DIRECTOR}),
    Right.PAY_CLAIMS: frozenset({Role.CASHIER}),
    Right.CLOSE_MONTH: frozenset({Role.DIRECTOR}),
    Right.EXPORT_RETURN: frozenset({Role.ADMINISTRATOR, Role.SECRETARY, Role.DIRECTOR}),
}


class MonthState(StrEnum):
    """The two locks of a month: sealed can be reopened by the director with a reason, sent never."""

    OPEN = "open"
    SEALED = "sealed"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts: their user number, name and the roles in force, by delegation too."""

    user_id: int
    name: str
    roles: frozenset[Role]
    delegation_id: int | None = None

    def may(self, right: Right) -> bool:
        """Tell whether one of the roles gives the right."""
        return not self.roles.isdisjoint(RIGHTS[right])


def check_right(actor: Actor, right: Right) -> tuple[Refusal, ...]:
    """Refuse when none of the actor's roles gives the right."""
    if actor.may(right):
        return ()
    return (refusal("desk.no_right", name=actor.name, right=right.value),)


def check_reason(reason: str) -> tuple[Refusal, ...]:
    """Refuse an empty reason, where the journal needs one."""
    return () if reason.strip() else (refusal("desk.no_reason"),)


def check_password(password: str) -> tuple[Refusal, ...]:
    """Refuse a password under ten characters (length is what guards a stolen disk)."""
    return () if len(password) >= 10 else (refusal("desk.short_password", least=10),)


def check_month_open(states: Iterable[tuple[str, MonthState]], months: Iterable[str]) -> tuple[Refusal, ...]:
    """Refuse when a fact is dated in a month that is sealed or sent. Months without a row are open."""
    closed = {month: state for month, state in states if state is not MonthState.OPEN}
    hit = sorted({m for m in months if m in closed})
    return tuple(refusal("desk.month_closed", month=m, state=closed[m].value) for m in hit)


def roles_in_force(
    own: Iterable[Role], delegations: Iterable[tuple[int, Role, date, date]], today: date
) -> tuple[frozenset[Role], int | None]:
    """Join a user's own roles with those lent by dated delegations (id, role, first day, last day)."""
    lent = [(number, role) for number, role, start, end in delegations if start <= today <= end]
    roles = frozenset(own) | {role for _, role in lent}
    return roles, (lent[0][0] if lent else None)


_SCANS = ((b"%PDF", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG", "image/png"))
_LARGEST_SCAN = 8 * 1024 * 1024


def scan_type(head: bytes) -> str:
    """Return the media type of a scan by its first bytes; nothing when it is none of those that are kept."""
    return next((kind for start, kind in _SCANS if head.startswith(start)), "")


def check_scan(name: str, head: bytes, size: int) -> tuple[Refusal, ...]:
    """Refuse a file that is no PDF, JPEG or PNG, or too large (bytes) for the desk and its backups."""
    if not scan_type(head):
        return (refusal("desk.not_a_scan", name=name),)
    if size > _LARGEST_SCAN:
        return (refusal("desk.scan_too_large", name=name, size=size // 2**20, most=_LARGEST_SCAN // 2**20),)
    return ()
