"""Plans, referrals and reads that the tests of the courses share."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from centre_desk.actions.attendance import change_timetable
from centre_desk.models.referral import Referral
from centre_desk.queries.course import EnrolledRow, SessionSheet, session_sheet
from centre_desk.rules.course.changes import Change
from centre_desk.rules.course.session import NewSession
from centre_desk.rules.course.timetable import usual_week
from centre_desk.rules.desk import Actor
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from tests.builders import BuiltCentre, build_person

START, END = date(2019, 11, 4), date(2019, 11, 29)


def plan_of(centre: BuiltCentre, **changes: object) -> NewSession:
    """A plan of 25 places from 4 to 29 November 2019, changed as asked."""
    plan = NewSession(
        trade_id=centre.trades["MACO"],
        site_id=centre.site_id,
        agreement_id=centre.agreement_id,
        capacity=25,
        start=START,
        end_on=END,
        patterns=(usual_week(),),
        classroom_id=centre.classroom_id,
        trainer_ids=(centre.trainers[0],),
    )
    return replace(plan, **changes)  # type: ignore[arg-type]


def refer(store: Store, person_id: int, trade_id: int | None, received: date = date(2019, 9, 2)) -> int:
    with store.begin() as db:
        row = Referral(
            person_id=person_id,
            received_on=received,
            route=Route.TRAINING,
            wished_trade_id=trade_id,
            state=ReferralState.ACCEPTED,
            by_id=1,
            at=datetime(2019, 9, 2, tzinfo=UTC),
        )
        db.add(row)
        db.flush()
        return row.id


def referral_state(store: Store, number: int) -> ReferralState:
    """Return how a referral stands."""
    with store.read() as db:
        return db.get_one(Referral, number).state


def sheet(store: Store, session_id: int) -> SessionSheet:
    """Return one session whole."""
    found = session_sheet(store, session_id)
    assert found is not None
    return found


def refused(act: Callable[[], object]) -> list[str]:
    """Return the codes with which an act is refused."""
    with pytest.raises(Refused) as found:
        act()
    return [r.code for r in found.value.refusals]


def people(store: Store, count: int) -> list[int]:
    """Insert people of different names."""
    return [build_person(store, n, family=f"Traoré {n}") for n in range(1, count + 1)]


def change(
    store: Store, session_id: int, wanted: Change, *, by: Actor, at: datetime, reason: str = "", agreed: int = 0
) -> int:
    """Change a timetable as the program does; return how many half-days it has afterwards."""
    change_timetable(store, session_id=session_id, change=wanted, reason=reason, agreed=agreed, by=by, at=at)
    return sheet(store, session_id).row.half_days


def by_person(rows: list[EnrolledRow]) -> dict[int, EnrolledRow]:
    """Return rows by person."""
    return {row.person_id: row for row in rows}
