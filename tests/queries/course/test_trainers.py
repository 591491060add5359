"""The hours of trainers: by month, shared by those who replace each other, what is booked twice."""

from datetime import date, datetime

from centre_desk.actions.course.planning import plan_session
from centre_desk.actions.course.running import assign_trainer
from centre_desk.queries.course import trainer_hours_rows
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from tests.builders import build_centre
from tests.builders_course import plan_of


def test_hours_follow_the_days_of_each_trainer(desk_store: Store, secretary: Actor, at: datetime) -> None:
    centre = build_centre(desk_store)
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    first, second = centre.trainers[:2]
    (row,) = trainer_hours_rows(desk_store, "2019-11")
    assert (row.name, row.half_days, row.quarters, row.twice) == ("Adama Samaké", 35, 35 * 16, 0)
    assign_trainer(
        desk_store,
        session_id=session,
        trainer_id=second,
        first_day=date(2019, 11, 11),
        last_day=date(2019, 11, 17),
        replaces=first,
        by=secretary,
        at=at,
    )
    rows = trainer_hours_rows(desk_store, "2019-11")
    assert [(r.name, r.half_days) for r in rows] == [("Adama Samaké", 27), ("Rokiatou Koné", 8)]
    plan_session(
        desk_store, plan=plan_of(centre, start=date(2019, 11, 25), end_on=date(2019, 12, 6)), by=secretary, at=at
    )
    adama = trainer_hours_rows(desk_store, "2019-11")[0]
    assert (adama.half_days, adama.twice, adama.sessions) == (36, 9, ("Maçonnerie 1", "Maçonnerie 2"))
    (december,) = trainer_hours_rows(desk_store, "2019-12")
    assert (december.half_days, december.twice) == (9, 0)
    assert trainer_hours_rows(desk_store, "2020-01") == []
