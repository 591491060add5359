"""The hours of trainers in a month: planned ones from the timetables, held and not held ones from the rolls.

Facts: a half-day that was not held because its trainer was ill is no hour taught, though it was planned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from centre_desk.models.attendance import Roll
from centre_desk.queries.course.trainers import Taught, taught_in
from centre_desk.rules.attendance import RollState
from centre_desk.rules.course.timetable import Half
from centre_desk.rules.dates import first_day, last_day
from centre_desk.store.opening import Store


@dataclass(frozen=True, slots=True)
class TrainerHoursRow:
    """A trainer's month: half-days and quarters of an hour planned and held, half-days not held.

    `twice`: half-days booked twice at one time. What is neither held nor called off is still to come or to enter.
    """

    id: int
    name: str
    sessions: tuple[str, ...]
    half_days: int
    quarters: int
    held: int
    held_quarters: int
    not_held: int
    twice: int


def trainer_hours_rows(store: Store, month: str) -> list[TrainerHoursRow]:
    """Return who has half-days in a month, by name; those who teach together have the same half-days each."""
    with store.read() as db:
        taught = taught_in(db, month)
        query = select(Roll.session_id, Roll.day, Roll.half_day, Roll.state)
        rolls = {
            (session_id, Half(day, half_day)): state
            for session_id, day, half_day, state in db.execute(
                query.where(Roll.day.between(first_day(month), last_day(month)))
            )
        }
    by_trainer: dict[int, list[Taught]] = {}
    for one in taught:
        by_trainer.setdefault(one.trainer_id, []).append(one)
    rows = [_row(found, rolls) for found in by_trainer.values()]
    return sorted(rows, key=lambda row: (row.name, row.id))


def _row(taught: Sequence[Taught], rolls: dict[tuple[int, Half], RollState]) -> TrainerHoursRow:
    held = [one for one in taught if rolls.get((one.session_id, one.half)) is RollState.VALIDATED]
    return TrainerHoursRow(
        id=taught[0].trainer_id,
        name=taught[0].name,
        sessions=tuple(dict.fromkeys(one.session for one in taught)),
        half_days=len(taught),
        quarters=_quarters(taught),
        held=len(held),
        held_quarters=_quarters(held),
        not_held=sum(rolls.get((one.session_id, one.half)) is RollState.NOT_HELD for one in taught),
        twice=len(taught) - len({one.half for one in taught}),
    )


def _quarters(taught: Sequence[Taught]) -> int:
    return sum(one.minutes for one in taught) // 15
