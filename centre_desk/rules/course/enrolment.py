"""Who may be enrolled, when an enrolment may end, and how two people of one name are told apart.

Nobody is in two sessions at one time; an enrolled name is never deleted, it ends with a day and a reason.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from centre_desk.rules.course import EndReason, SessionState
from centre_desk.rules.dates import first_day, month_of, next_month
from centre_desk.rules.referral import ReferralState
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.rules.register import PersonState

_CLOSED_REFERRALS = frozenset({ReferralState.REFUSED, ReferralState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Openings:
    """What a session offers to those who are to be enrolled."""

    state: SessionState
    start: date
    end_on: date
    left: int


@dataclass(frozen=True, slots=True)
class Enrollee:
    """Somebody to be enrolled. `elsewhere`: the session whose enrolment covers the start or has no end."""

    name: str
    state: PersonState
    deceased: bool = False
    elsewhere: str = ""
    referral: ReferralState | None = None
    referral_of_another: bool = False


def check_enrolments(session: Openings, people: Sequence[Enrollee], start: date) -> tuple[Refusal, ...]:
    """Refuse for the session as a whole, then for each person by name."""
    found: list[Refusal] = []
    if session.state not in (SessionState.PLANNED, SessionState.RUNNING):
        found.append(refusal("course.session_over"))
    if not session.start <= start <= session.end_on:
        found.append(
            refusal("course.start_outside", start=f"{session.start:%d/%m/%Y}", end=f"{session.end_on:%d/%m/%Y}")
        )
    if not people:
        found.append(refusal("course.nobody_chosen"))
    if len(people) > session.left:
        found.append(refusal("course.full", left=session.left, wanted=len(people)))
    for person in people:
        found += _check_person(person)
    return tuple(found)


def _check_person(person: Enrollee) -> list[Refusal]:
    found: list[Refusal] = []
    if person.deceased:
        return [refusal("course.person_deceased", place=person.name)]
    if person.state not in (PersonState.ACTIVE, PersonState.PROVISIONAL):
        found.append(refusal("course.person_not_in_force", place=person.name))
    if person.elsewhere:
        found.append(refusal("course.already_in_session", place=person.name, session=person.elsewhere))
    if person.referral_of_another:
        found.append(refusal("course.referral_of_another", place=person.name))
    if person.referral in _CLOSED_REFERRALS:
        found.append(refusal("course.referral_closed", place=person.name))
    return found


def check_end(
    start: date, ended: bool, session_end: date, end_on: date, reason: EndReason, today: date
) -> tuple[Refusal, ...]:
    """Refuse a second end, an end outside the enrolment, one of the future, a completion before the last day."""
    if ended:
        return (refusal("course.already_ended"),)
    if not start <= end_on <= session_end:
        return (refusal("course.end_outside", start=f"{start:%d/%m/%Y}", end=f"{session_end:%d/%m/%Y}"),)
    if end_on > today:
        return (refusal("course.end_in_future"),)
    if reason is EndReason.COMPLETED and end_on < session_end:
        return (refusal("course.completed_early", end=f"{session_end:%d/%m/%Y}"),)
    if reason is EndReason.SESSION_CANCELLED:
        return (refusal("course.end_by_session"),)
    return ()


def last_day_of(start: date, died_on: date, closed: Collection[str]) -> date:
    """Return the last day of the enrolment of somebody who died: in no closed month, and not before its first day."""
    day = max(start, died_on)
    while month_of(day) in closed:
        day = first_day(next_month(month_of(day)))
    return day


@dataclass(frozen=True, slots=True)
class Named:
    """A person of a session, with what may tell one from another of the same name."""

    id: int
    name: str
    mother_name: str = ""
    birth_year: int | None = None
    case_number: str = ""


def second_keys(people: Iterable[Named]) -> dict[int, str]:
    """Return, for those who share a name, what tells them apart: the mother's name, the birth year or the number."""
    by_name: dict[str, list[Named]] = {}
    for person in people:
        by_name.setdefault(person.name.casefold(), []).append(person)
    found: dict[int, str] = {}
    for group in by_name.values():
        if len({p.id for p in group}) > 1:
            found.update(_keys_of(group))
    return found


def _keys_of(group: Sequence[Named]) -> dict[int, str]:
    for read in (_mother, _year, _case):
        keys = {p.id: read(p) for p in group}
        if all(keys.values()) and max(Counter(keys.values()).values()) == 1:
            return keys
    return {p.id: " · ".join(filter(None, (_mother(p), _year(p), _case(p)))) for p in group}


def _mother(person: Named) -> str:
    return person.mother_name


def _year(person: Named) -> str:
    return str(person.birth_year or "")


def _case(person: Named) -> str:
    return person.case_number
