"""A session of five people with its slots and acts, which the tests of attendance share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest

from centre_desk.models.attendance import Roll
from centre_desk.models.course import SessionSlot
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from tests.builders import BuiltCentre, build_centre, build_person, build_session, enrol


@dataclass
class Built:
    """A session of five people from 4 to 29 November 2019."""

    store: Store
    centre: BuiltCentre
    session_id: int
    people: list[int]
    enrolments: list[int]

    def slot(self, day: int, half: HalfDay = HalfDay.MORNING) -> int:
        """Return the slot of a day of November."""
        with self.store.read() as db:
            query = db.query(SessionSlot).filter_by(session_id=self.session_id, day=date(2019, 11, day), half_day=half)
            return query.one().id

    def marks(self, **exceptions: MarkValue) -> dict[int, MarkValue]:
        """Return everyone present but `n2=A`, by register number."""
        return {e: exceptions.get(f"n{n}", MarkValue.PRESENT) for n, e in enumerate(self.enrolments, 1)}

    def roll(self, slot_id: int) -> Roll:
        """Return the roll of a slot."""
        with self.store.read() as db:
            roll = db.query(Roll).filter_by(slot_id=slot_id).one()
            db.expunge(roll)
            return roll


def build_five(store: Store) -> Built:
    """Insert a centre and a session of five."""
    centre = build_centre(store)
    people = [build_person(store, n, given=f"P{n}", family="Keïta") for n in range(1, 6)]
    session_id = build_session(store, centre)
    enrolments = enrol(store, session_id, people)
    return Built(store, centre, session_id, people, [enrolments[p] for p in people])


def refused_with(act: Callable[[], object]) -> list[str]:
    """Do what is to be refused, and return the codes."""
    with pytest.raises(Refused) as info:
        act()
    return [refusal.code for refusal in info.value.refusals]
