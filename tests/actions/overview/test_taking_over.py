"""A centre that starts in mid-year: numbers go on, totals are added, past half-days are on paper; once, and first."""

from datetime import date, datetime

import pytest
from sqlalchemy import func, select, text

from centre_desk.actions.overview.taking_over import MARK, take_over
from centre_desk.models.course import SessionSlot
from centre_desk.models.overview import SessionTakenOver
from centre_desk.queries.monthly_return.counts import count_rows
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.queries.overview.soundness import check_desk
from centre_desk.rules.course import SlotState
from centre_desk.rules.desk import Actor
from centre_desk.rules.monthly_return import Measure
from centre_desk.rules.refusal import Refused
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number
from tests.builders import build_centre, build_session
from tests.builders_claim import build_month, certify

NUMBERS, TOTALS = {"certificate-2019": 147}, {Measure.CERTIFIED: 120, Measure.REFERRED: 300}


def bring_in(store: Store, by: Actor, at: datetime) -> int:
    return take_over(store, numbers=NUMBERS, totals=TOTALS, running_sessions=True, by=by, at=at).count


def test_what_went_before_comes_in_once(desk_store: Store, director: Actor, at: datetime) -> None:
    session = build_session(desk_store, build_centre(desk_store))
    assert bring_in(desk_store, director, at) == 1
    with desk_store.read() as db:
        assert db.scalars(select(SessionTakenOver.from_day)).one() == at.date()
        slots = select(func.count(SessionSlot.id)).where(SessionSlot.session_id == session)
        removed = slots.where(SessionSlot.state == SlotState.REMOVED, SessionSlot.reason == MARK)
        early = slots.where(SessionSlot.day < at.date())
        assert db.scalar(removed) == db.scalar(early) > 0
        counts = {row.measure: row for row in count_rows(MonthData(db, "2019-11"), date(2019, 1, 1))}
    assert (counts[Measure.CERTIFIED].total, counts[Measure.CERTIFIED].cumulative) == (0, 120)
    assert counts[Measure.REFERRED].cumulative == 300
    with desk_store.begin() as db:
        assert next_number(db, "certificate-2019") == 148
    with pytest.raises(Refused) as again:
        bring_in(desk_store, director, at)
    assert [one.code for one in again.value.refusals] == ["overview.taken_over_already"]


def test_nothing_comes_in_after_the_first_closing(desk_store: Store, director: Actor, at: datetime) -> None:
    with desk_store.begin() as db:
        db.execute(text("INSERT INTO month (month, state, version) VALUES ('2019-10', 'sealed', 1)"))
    with pytest.raises(Refused) as refused:
        bring_in(desk_store, director, at)
    assert [one.code for one in refused.value.refusals] == ["overview.closed_already"]


def test_a_number_never_goes_back(desk_store: Store, director: Actor, secretary: Actor, at: datetime) -> None:
    with pytest.raises(Refused):
        bring_in(desk_store, secretary, at)
    with desk_store.begin() as db:
        for _ in range(148):
            next_number(db, "certificate-2019")
    with pytest.raises(Refused) as refused:
        bring_in(desk_store, director, at)
    assert [one.code for one in refused.value.refusals] == ["overview.number_behind"]


def test_numbers_on_paper_are_no_gap(desk_store: Store, director: Actor, at: datetime) -> None:
    built = build_month(desk_store)
    one, other = list(built.enrolments)[:2]
    certify(desk_store, built, one)
    certify(desk_store, built, other, issued_on=date(2020, 1, 6))

    def gaps() -> int:
        return {found.check: found.offending for found in check_desk(desk_store).findings}["number_gaps"]

    assert gaps() == 1, "the first of 2020 that the desk knows is number 2"
    numbers = {"certificate-2020": 1}
    take_over(desk_store, numbers=numbers, totals={}, running_sessions=False, by=director, at=at)
    assert gaps() == 0
