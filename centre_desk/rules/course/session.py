"""Whether a session can be held as planned, what clashes with it, and how its state moves.

Facts: the agreement with IOM (trades, days), the places of a classroom, the qualifications of trainers. Somebody
or something booked twice at one time is a point to check, no refusal: a trainer may be replaced, a room shared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from centre_desk.rules.course import SessionState
from centre_desk.rules.course.timetable import Half, WeekPattern
from centre_desk.rules.refusal import Refusal, refusal

LARGEST = 150
CONDITIONS = 160
"""How many letters the conditions to be admitted may have."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """What is asked for when a session is planned; without a name it is called by its trade and a number.

    `half_days`: it stops with so many, where the last day has one too many (None: all of its days).
    """

    trade_id: int
    site_id: int
    agreement_id: int
    capacity: int
    start: date
    end_on: date
    patterns: tuple[WeekPattern, ...]
    classroom_id: int | None = None
    trainer_ids: tuple[int, ...] = ()
    name: str = ""
    quarters_per_half_day: int = 16
    conditions: str = ""
    half_days: int | None = None


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What an agreement says of sessions."""

    number: str
    start: date
    end_on: date
    trade_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Where the session is to be held; a site without a classroom (a village) has no limit of places."""

    site_name: str
    site_closed_on: date | None = None
    classroom_name: str = ""
    classroom_of_site: bool = True
    classroom_capacity: int | None = None


@dataclass(frozen=True, slots=True)
class TrainerFacts:
    """A trainer as the plan needs one."""

    name: str
    qualified: bool
    left_on: date | None = None


def check_session(
    plan: NewSession,
    agreement: AgreementFacts,
    place: PlaceFacts,
    trainers: Iterable[TrainerFacts],
    half_days: int,
) -> tuple[Refusal, ...]:
    """Refuse a session that the agreement, the place or the trainers do not allow, or that has no half-day."""
    found: list[Refusal] = []
    if plan.end_on < plan.start:
        found.append(refusal("course.days_backwards"))
    elif half_days == 0:
        found.append(refusal("course.no_half_day"))
    if not 1 <= plan.capacity <= LARGEST:
        found.append(refusal("course.capacity_out_of_range", capacity=plan.capacity, most=LARGEST))
    if plan.quarters_per_half_day < 1:
        found.append(refusal("course.no_length"))
    if plan.trade_id not in agreement.trade_ids:
        found.append(refusal("course.trade_not_agreed", number=agreement.number))
    found += check_agreed_days(agreement, plan.start, plan.end_on)
    found += _check_place(plan, place)
    found += check_trainers(trainers, plan.end_on)
    return tuple(found)


def check_agreed_days(agreement: AgreementFacts, start: date, end: date) -> tuple[Refusal, ...]:
    """Refuse days outside the agreement."""
    if agreement.start <= start and end <= agreement.end_on:
        return ()
    return (
        refusal(
            "course.outside_agreement",
            number=agreement.number,
            start=f"{agreement.start:%d/%m/%Y}",
            end=f"{agreement.end_on:%d/%m/%Y}",
        ),
    )


def _check_place(plan: NewSession, place: PlaceFacts) -> list[Refusal]:
    found: list[Refusal] = []
    if place.site_closed_on is not None and place.site_closed_on <= plan.end_on:
        found.append(refusal("centre.site_closed", name=place.site_name, day=f"{place.site_closed_on:%d/%m/%Y}"))
    if not place.classroom_of_site:
        found.append(refusal("course.room_elsewhere", name=place.classroom_name))
    if place.classroom_capacity is not None and place.classroom_capacity < plan.capacity:
        found.append(
            refusal(
                "course.room_too_small",
                name=place.classroom_name,
                places=place.classroom_capacity,
                capacity=plan.capacity,
            )
        )
    return found


def check_trainers(trainers: Iterable[TrainerFacts], until: date) -> tuple[Refusal, ...]:
    """Refuse a trainer who is not qualified for the trade, or who leaves before the end."""
    found: list[Refusal] = []
    for trainer in trainers:
        if not trainer.qualified:
            found.append(refusal("course.trainer_not_qualified", name=trainer.name))
        if trainer.left_on is not None and trainer.left_on <= until:
            found.append(refusal("course.trainer_leaves", name=trainer.name, day=f"{trainer.left_on:%d/%m/%Y}"))
    return tuple(found)


def check_stay(start: date, end: date, first: date, last: date) -> tuple[Refusal, ...]:
    """Refuse days of a trainer that are out of order, or outside the session."""
    if last < first:
        return (refusal("course.days_backwards"),)
    if not start <= first <= last <= end:
        return (refusal("course.days_outside", start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}"),)
    return ()


class Booked(StrEnum):
    """What can be booked twice."""

    TRAINER = "trainer"
    CLASSROOM = "classroom"


@dataclass(frozen=True, slots=True)
class TrainerStay:
    """A trainer of a session from a day to a day (None: to its end); `id` is that of the stay."""

    trainer_id: int
    name: str
    first_day: date
    last_day: date | None = None
    id: int = 0

    def holds(self, day: date) -> bool:
        """Tell whether the trainer has the session on a day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Booking:
    """The half-days, trainers and classroom of a session."""

    session: str
    halves: frozenset[Half]
    trainers: tuple[TrainerStay, ...] = ()
    classroom_id: int | None = None
    classroom_name: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A trainer or classroom wanted by two sessions: by which other one, from when, for how many half-days."""

    booked: Booked
    name: str
    session: str
    first_day: date
    half_days: int


def find_clashes(mine: Booking, others: Iterable[Booking]) -> tuple[Clash, ...]:
    """Return what this session and others want at one time."""
    found: list[Clash] = []
    for other in others:
        shared = sorted(mine.halves & other.halves)
        for stay in mine.trainers:
            twice = [h for h in shared if stay.holds(h.day) and _teaches(other, stay.trainer_id, h.day)]
            if twice:
                found.append(Clash(Booked.TRAINER, stay.name, other.session, twice[0].day, len(twice)))
        if shared and mine.classroom_id is not None and mine.classroom_id == other.classroom_id:
            found.append(Clash(Booked.CLASSROOM, mine.classroom_name, other.session, shared[0].day, len(shared)))
    return tuple(found)


def _teaches(booking: Booking, trainer_id: int, day: date) -> bool:
    return any(stay.trainer_id == trainer_id and stay.holds(day) for stay in booking.trainers)


_MOVES: dict[SessionState, frozenset[SessionState]] = {
    SessionState.PLANNED: frozenset({SessionState.RUNNING, SessionState.CANCELLED}),
    SessionState.RUNNING: frozenset({SessionState.FINISHED, SessionState.CANCELLED}),
    SessionState.FINISHED: frozenset({SessionState.RUNNING}),
    SessionState.CANCELLED: frozenset(),
}


def check_move(before: SessionState, after: SessionState, end_on: date, today: date) -> tuple[Refusal, ...]:
    """Refuse a move that the state does not allow, and a finish before the last day."""
    if after not in _MOVES[before]:
        return (refusal("course.no_such_move", before=before.value, after=after.value),)
    if after is SessionState.FINISHED and today < end_on:
        return (refusal("course.not_over", day=f"{end_on:%d/%m/%Y}"),)
    return ()


def check_can_change(state: SessionState) -> tuple[Refusal, ...]:
    """Refuse a change of a session that is over or cancelled."""
    if state in (SessionState.PLANNED, SessionState.RUNNING):
        return ()
    return (refusal("course.session_over"),)
