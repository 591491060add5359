"""Enrolling and ending, starting, finishing and cancelling sessions."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from sqlalchemy import select

from centre_desk.actions.course.people import end_enrolment, enrol_people, reopen_enrolment, return_to_course
from centre_desk.actions.course.planning import plan_session
from centre_desk.actions.course.running import (
    assign_trainer,
    cancel_session,
    correct_trainer,
    finish_session,
    remove_trainer,
    start_session,
)
from centre_desk.models.assessment import Offer, SkillsTest
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import JournalEntry, Month
from centre_desk.models.referral import Referral
from centre_desk.queries.course import (
    SessionFilter,
    candidate_rows,
    enrolled_rows,
    other_rows,
    session_rows,
    session_sheet,
)
from centre_desk.queries.desk import journal_rows
from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestState
from centre_desk.rules.course import EndReason, SessionState
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.referral import ReferralState
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import Sex
from centre_desk.store.opening import Store
from tests.builders import BuiltCentre, build_centre, build_person
from tests.builders_course import END, START, by_person, people, plan_of, refer, referral_state, refused, sheet
from tests.builders_results import build_tests


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


def test_people_are_enrolled_in_order_and_their_referrals_assigned(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    one, two, three = people(desk_store, 3)
    referral = refer(desk_store, one, centre.trades["MACO"])
    done = enrol_people(desk_store, session_id=session, people=[two, one, two], start=START, by=secretary, at=at)
    assert done.count == 2
    enrol_people(desk_store, session_id=session, people=[three], start=START, by=secretary, at=at)
    rows = by_person(enrolled_rows(desk_store, session))
    assert [rows[p].register_number for p in (one, two, three)] == [2, 1, 3]
    assert referral_state(desk_store, referral) is ReferralState.ASSIGNED


def test_a_session_that_is_full_takes_nobody(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre, capacity=2), by=secretary, at=at).id
    one, two, three = people(desk_store, 3)

    def enrol(*who: int) -> None:
        enrol_people(desk_store, session_id=session, people=who, start=START, by=secretary, at=at)

    assert refused(lambda: enrol(one, two, three)) == ["course.full"]
    assert enrolled_rows(desk_store, session) == []
    enrol(one, two)
    assert refused(lambda: enrol(three)) == ["course.full"]
    end_enrolment(desk_store, enrolment_id=1, end_on=date(2019, 11, 8), reason=EndReason.JOB_FOUND, by=secretary, at=at)
    enrol(three)
    row = sheet(desk_store, session).row
    assert (row.enrolled, row.ended, row.left) == (2, 1, 0)
    assert refused(lambda: reopen_enrolment(desk_store, enrolment_id=1, reason="Erreur", by=secretary, at=at)) == [
        "course.full"
    ]


def test_nobody_is_in_two_sessions_at_one_time(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    first = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    second = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    (one,) = people(desk_store, 1)

    def enrol(session: int, start: date) -> None:
        enrol_people(desk_store, session_id=session, people=[one], start=start, by=secretary, at=at)

    enrol(first, START)
    assert refused(lambda: enrol(second, START)) == ["course.already_in_session"]
    end_enrolment(desk_store, enrolment_id=1, end_on=date(2019, 11, 8), reason=EndReason.TRANSFER, by=secretary, at=at)
    assert refused(lambda: enrol(second, date(2019, 11, 8))) == ["course.already_in_session"]
    enrol(second, date(2019, 11, 11))
    assert refused(lambda: reopen_enrolment(desk_store, enrolment_id=1, reason="Erreur", by=secretary, at=at)) == [
        "desk.two_sessions"
    ]  # held by the database


def test_an_enrolment_without_an_end_lasts_until_the_last_day_of_its_session(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    first = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    later = plan_of(centre, start=date(2019, 12, 2), end_on=date(2019, 12, 20))
    second = plan_session(desk_store, plan=later, by=secretary, at=at).id
    between = plan_of(centre, start=date(2019, 11, 25), end_on=date(2019, 12, 20))
    third = plan_session(desk_store, plan=between, by=secretary, at=at).id
    (one,) = people(desk_store, 1)
    refer(desk_store, one, centre.trades["MACO"])
    enrol_people(desk_store, session_id=first, people=[one], start=START, by=secretary, at=at)
    assert refused(
        lambda: enrol_people(desk_store, session_id=third, people=[one], start=date(2019, 11, 29), by=secretary, at=at)
    ) == ["course.already_in_session"]
    assert [r.id for r in other_rows(desk_store, "", later.start, later.end_on)] == [one]
    assert other_rows(desk_store, "", END, later.end_on) == []
    enrol_people(desk_store, session_id=second, people=[one], start=later.start, by=secretary, at=at)
    # The way back: somebody enrolled for a later session joins one that is over before it.
    earlier = plan_of(centre, start=date(2019, 10, 7), end_on=date(2019, 10, 25))
    before = plan_session(desk_store, plan=earlier, by=secretary, at=at).id
    enrol_people(desk_store, session_id=before, people=[one], start=earlier.start, by=secretary, at=at)


def test_a_session_finished_after_the_closing_leaves_the_next_one_alone(
    desk_store: Store, centre: BuiltCentre, secretary: Actor
) -> None:
    first = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=datetime(2019, 11, 1, tzinfo=UTC)).id
    later = plan_of(centre, start=date(2019, 12, 2), end_on=date(2019, 12, 20))
    second = plan_session(desk_store, plan=later, by=secretary, at=datetime(2019, 11, 1, tzinfo=UTC)).id
    (one,) = people(desk_store, 1)
    monday = datetime(2019, 11, 4, tzinfo=UTC)
    for session, start in ((first, START), (second, later.start)):
        enrol_people(desk_store, session_id=session, people=[one], start=start, by=secretary, at=monday)
    start_session(desk_store, session_id=first, by=secretary, at=monday)
    with desk_store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SEALED, version=1))
    finish_session(desk_store, session_id=first, by=secretary, at=datetime(2019, 12, 10, tzinfo=UTC))
    assert [row.end_on for row in enrolled_rows(desk_store, first)] == [date(2019, 12, 10)]


def test_back_in_the_course_is_a_new_number(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    (one,) = people(desk_store, 1)
    enrol_people(desk_store, session_id=session, people=[one], start=START, by=secretary, at=at)
    end_enrolment(desk_store, enrolment_id=1, end_on=date(2019, 11, 6), reason=EndReason.ILLNESS, by=secretary, at=at)
    enrol_people(desk_store, session_id=session, people=[one], start=date(2019, 11, 18), by=secretary, at=at)
    rows = enrolled_rows(desk_store, session)
    assert [(r.register_number, r.end_reason, r.second_key) for r in rows] == [
        (1, EndReason.ILLNESS, ""),
        (2, None, ""),
    ]


def test_a_return_follows_the_same_referral(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre, capacity=1), by=secretary, at=at).id
    one, two = people(desk_store, 2)
    refer(desk_store, one, centre.trades["MACO"])
    enrol_people(desk_store, session_id=session, people=[one], start=START, by=secretary, at=at)

    def back(start: date) -> None:
        return_to_course(desk_store, enrolment_id=1, start=start, by=secretary, at=at)

    assert refused(lambda: back(date(2019, 11, 7))) == ["course.not_ended"]
    end_enrolment(desk_store, enrolment_id=1, end_on=date(2019, 11, 6), reason=EndReason.ILLNESS, by=secretary, at=at)
    assert refused(lambda: back(date(2019, 11, 6))) == ["course.return_too_early"]
    enrol_people(desk_store, session_id=session, people=[two], start=date(2019, 11, 7), by=secretary, at=at)
    assert refused(lambda: back(date(2019, 11, 7))) == ["course.full"]
    end_enrolment(desk_store, enrolment_id=2, end_on=date(2019, 11, 8), reason=EndReason.DEATH, by=secretary, at=at)
    back(date(2019, 11, 8))
    with desk_store.read() as db:
        rows = db.scalars(select(Enrolment).order_by(Enrolment.id)).all()
        assert [(r.register_number, r.referral_id) for r in rows] == [(1, 1), (2, None), (3, 1)]
    assert refused(
        lambda: return_to_course(desk_store, enrolment_id=2, start=date(2019, 11, 9), by=secretary, at=at)
    ) == ["course.full", "course.person_deceased"]


def test_the_waiting_list_has_an_order_and_leaves_out_who_is_in_a_course(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre, capacity=1), by=secretary, at=at).id
    one, two, three, four = people(desk_store, 4)
    for person, day in ((one, 9), (two, 2), (three, 5)):
        refer(desk_store, person, centre.trades["MACO"], date(2019, 9, day))
    refer(desk_store, four, centre.trades["COUT"])
    listed = candidate_rows(desk_store, centre.trades["MACO"], START)
    assert [(r.place, r.id) for r in listed] == [(1, two), (2, three), (3, one)]
    assert sheet(desk_store, session).waiting == 3
    enrol_people(desk_store, session_id=session, people=[two], start=START, by=secretary, at=at)
    assert [(r.place, r.id) for r in candidate_rows(desk_store, centre.trades["MACO"], START)] == [(1, three), (2, one)]
    assert sheet(desk_store, session).waiting == 2
    assert [(r.place, r.id) for r in other_rows(desk_store, "", START)] == [(0, one), (0, three), (0, four)]


def test_a_group_of_150(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    village = plan_of(centre, capacity=150, classroom_id=None)
    session = plan_session(desk_store, plan=village, by=secretary, at=at).id
    everybody = people(desk_store, 151)
    enrol_people(desk_store, session_id=session, people=everybody[:150], start=START, by=secretary, at=at)
    assert sheet(desk_store, session).row.left == 0
    assert refused(
        lambda: enrol_people(desk_store, session_id=session, people=everybody[150:], start=START, by=secretary, at=at)
    ) == ["course.full"]
    assert refused(lambda: plan_session(desk_store, plan=replace(village, capacity=151), by=secretary, at=at)) == [
        "course.capacity_out_of_range"
    ]


def test_an_enrolled_name_is_never_deleted(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    enrol_people(desk_store, session_id=session, people=people(desk_store, 1), start=START, by=secretary, at=at)
    with pytest.raises(Refused), desk_store.begin() as db:
        db.delete(db.get_one(Enrolment, 1))
    assert len(enrolled_rows(desk_store, session)) == 1


def test_an_end_by_mistake_is_taken_back(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    enrol_people(desk_store, session_id=session, people=people(desk_store, 1), start=START, by=secretary, at=at)

    def reopen(reason: str = "Erreur de saisie") -> None:
        reopen_enrolment(desk_store, enrolment_id=1, reason=reason, by=secretary, at=at)

    assert refused(reopen) == ["course.not_ended"]
    end_enrolment(desk_store, enrolment_id=1, end_on=date(2019, 11, 8), reason=EndReason.DROP_OUT, by=secretary, at=at)
    assert refused(lambda: reopen(" ")) == ["desk.no_reason"]
    reopen()
    assert enrolled_rows(desk_store, session)[0].end_on is None


def test_a_death_ends_all_else(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    (one,) = people(desk_store, 1)
    followed = refer(desk_store, one, centre.trades["MACO"])
    enrol_people(desk_store, session_id=session, people=[one], start=START, by=secretary, at=at)
    waiting = refer(desk_store, one, centre.trades["COUT"], date(2019, 10, 1))
    end_enrolment(desk_store, enrolment_id=1, end_on=date(2019, 11, 8), reason=EndReason.DEATH, by=secretary, at=at)
    assert referral_state(desk_store, followed) is ReferralState.WITHDRAWN
    assert referral_state(desk_store, waiting) is ReferralState.WITHDRAWN
    second = plan_session(
        desk_store, plan=plan_of(centre, start=date(2019, 12, 2), end_on=date(2019, 12, 20)), by=secretary, at=at
    ).id
    assert refused(
        lambda: enrol_people(desk_store, session_id=second, people=[one], start=date(2019, 12, 2), by=secretary, at=at)
    ) == ["course.person_deceased"]


def test_a_death_stops_tests_and_offers(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    (test_id,) = build_tests(desk_store, centre, [("Awa", "Diarra")])
    with desk_store.begin() as db:
        one = db.get_one(SkillsTest, test_id).person_id
        offer = Offer(test_id=test_id, person_id=one, kind=OfferKind.TRAINING, by_id=1, at=at)
        offer.made_on = date(2019, 11, 5)
        db.add(offer)
    enrol_people(desk_store, session_id=session, people=[one], start=START, by=secretary, at=at)
    end_enrolment(desk_store, enrolment_id=1, end_on=date(2019, 11, 8), reason=EndReason.DEATH, by=secretary, at=at)
    with desk_store.read() as db:
        assert db.scalars(select(SkillsTest.state)).all() == [TestState.CANCELLED]
        assert db.scalars(select(Offer.answer)).all() == [OfferAnswer.DECLINED]
        assert db.scalars(select(Referral.state)).all() == [ReferralState.WITHDRAWN]


def test_an_end_in_a_sealed_month_is_refused(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre, start=date(2019, 10, 7)), by=secretary, at=at).id
    enrol_people(
        desk_store, session_id=session, people=people(desk_store, 1), start=date(2019, 10, 7), by=secretary, at=at
    )
    with desk_store.begin() as db:
        db.add(Month(month="2019-10", state=MonthState.SEALED, version=1))

    def end(day: date) -> None:
        end_enrolment(desk_store, enrolment_id=1, end_on=day, reason=EndReason.DROP_OUT, by=secretary, at=at)

    assert refused(lambda: end(date(2019, 10, 31))) == ["desk.sealed_month"]
    end(date(2019, 11, 4))


def test_who_may_be_enrolled_waits_longest_first(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    masonry, sewing = centre.trades["MACO"], centre.trades["COUT"]
    one, two, three, four = (build_person(desk_store, n, family="Keïta", birth_year=1980 + n) for n in range(4))
    refer(desk_store, one, masonry, date(2019, 9, 5))
    refer(desk_store, two, None, date(2019, 9, 4))
    refer(desk_store, three, sewing)
    refer(desk_store, four, masonry, date(2019, 9, 6))
    assert [(r.id, r.second_key) for r in candidate_rows(desk_store, masonry, START)] == [
        (two, "1981"),
        (one, "1980"),
        (four, "1983"),
    ]
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    enrol_people(desk_store, session_id=session, people=[two], start=START, by=secretary, at=at)
    assert [r.id for r in candidate_rows(desk_store, masonry, START)] == [one, four]


def test_a_session_starts_and_finishes(desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    one, two = people(desk_store, 2)
    enrol_people(desk_store, session_id=session, people=[one, two], start=START, by=secretary, at=at)
    end_enrolment(desk_store, enrolment_id=2, end_on=date(2019, 11, 8), reason=EndReason.DROP_OUT, by=secretary, at=at)
    start_session(desk_store, session_id=session, by=secretary, at=at)
    assert refused(lambda: finish_session(desk_store, session_id=session, by=secretary, at=at)) == ["course.not_over"]
    later = datetime(2019, 12, 2, 9, 0, tzinfo=UTC)
    assert finish_session(desk_store, session_id=session, by=secretary, at=later).count == 1
    rows = by_person(enrolled_rows(desk_store, session))
    assert (rows[one].end_on, rows[one].end_reason) == (END, EndReason.COMPLETED)
    assert rows[two].end_reason is EndReason.DROP_OUT
    assert sheet(desk_store, session).row.state is SessionState.FINISHED
    assert [r.name for r in session_rows(desk_store, SessionFilter(states=frozenset({SessionState.PLANNED})))] == []
    start_session(desk_store, session_id=session, by=secretary, at=later)  # finished too soon: it runs again


def test_a_session_finished_after_its_month_was_sealed_completes_on_the_day_of_entry(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    enrol_people(desk_store, session_id=session, people=people(desk_store, 1), start=START, by=secretary, at=at)
    start_session(desk_store, session_id=session, by=secretary, at=at)
    with desk_store.begin() as db:
        db.add(Month(month="2019-11", state=MonthState.SEALED, version=1))
    finish_session(desk_store, session_id=session, by=secretary, at=datetime(2019, 12, 5, 9, 0, tzinfo=UTC))
    assert enrolled_rows(desk_store, session)[0].end_on == date(2019, 12, 5)


def test_a_cancelled_session_sends_people_back_to_wait(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    later = plan_of(centre, start=date(2019, 12, 2), end_on=date(2019, 12, 20))
    session = plan_session(desk_store, plan=later, by=secretary, at=at).id
    (one,) = people(desk_store, 1)
    referral = refer(desk_store, one, centre.trades["MACO"])
    enrol_people(desk_store, session_id=session, people=[one], start=later.start, by=secretary, at=at)
    assert refused(lambda: cancel_session(desk_store, session_id=session, reason="", by=secretary, at=at)) == [
        "desk.no_reason"
    ]
    cancel_session(desk_store, session_id=session, reason="Pas de formateur", by=secretary, at=at)
    assert referral_state(desk_store, referral) is ReferralState.WAITING
    (row,) = enrolled_rows(desk_store, session)
    assert (row.start, row.end_on, row.end_reason) == (at.date(), at.date(), EndReason.SESSION_CANCELLED)
    assert [r.id for r in candidate_rows(desk_store, centre.trades["MACO"], later.start)] == [one]


def test_an_absent_trainer_is_replaced_for_some_days(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    samake, kone, diarra = centre.trainers
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id

    def assign(trainer: int, first: date, last: date | None = None, replaces: int | None = None) -> None:
        assign_trainer(
            desk_store,
            session_id=session,
            trainer_id=trainer,
            first_day=first,
            last_day=last,
            replaces=replaces,
            by=secretary,
            at=at,
        )

    assign(kone, date(2019, 11, 11), date(2019, 11, 15), samake)
    stays = [(s.trainer_id, s.first_day, s.last_day) for s in sheet(desk_store, session).trainers]
    assert stays == [
        (samake, START, date(2019, 11, 10)),
        (kone, date(2019, 11, 11), date(2019, 11, 15)),
        (samake, date(2019, 11, 16), None),
    ]
    assert refused(lambda: assign(kone, date(2019, 11, 15))) == ["course.trainer_known"]
    assert refused(lambda: assign(diarra, date(2019, 11, 20), None, kone)) == ["course.not_found"]
    assert refused(lambda: assign(99, START)) == ["course.not_found"]
    assign(diarra, date(2019, 11, 20))
    assert sheet(desk_store, session).row.trainer == "Adama Samaké"


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2019, 11, 3), None), (date(2019, 12, 2), None), (START, date(2019, 11, 30))],
    ids=["before", "after", "beyond"],
)
def test_a_trainer_is_given_days_of_the_session_alone(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime, first: date, last: date | None
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    act = partial(assign_trainer, desk_store, session_id=session, trainer_id=centre.trainers[1], by=secretary, at=at)
    assert set(refused(lambda: act(first_day=first, last_day=last))) <= {"course.days_outside", "course.days_backwards"}
    assert len(sheet(desk_store, session).trainers) == 1


def test_the_days_of_a_trainer_are_put_right_or_taken_out(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, viewer: Actor, at: datetime
) -> None:
    samake, kone = centre.trainers[:2]
    session = plan_session(desk_store, plan=plan_of(centre, trainer_ids=(samake, kone)), by=secretary, at=at).id
    stays = {stay.trainer_id: stay.id for stay in sheet(desk_store, session).trainers}
    correct = partial(correct_trainer, desk_store, stay_id=stays[kone], first_day=date(2019, 11, 11), at=at)
    assert refused(lambda: correct(last_day=None, reason="x", by=viewer)) == ["desk.no_right"]
    assert refused(lambda: correct(last_day=None, reason=" ", by=secretary)) == ["desk.no_reason"]
    assert refused(lambda: correct(last_day=date(2019, 12, 1), reason="x", by=secretary)) == ["course.days_outside"]
    correct(last_day=date(2019, 11, 15), reason="Erreur de saisie", by=secretary)
    found = {s.trainer_id: (s.first_day, s.last_day) for s in sheet(desk_store, session).trainers}
    assert found == {samake: (START, None), kone: (date(2019, 11, 11), date(2019, 11, 15))}
    remove_trainer(desk_store, stay_id=stays[kone], reason="Jamais venue", by=secretary, at=at)
    assert [s.trainer_id for s in sheet(desk_store, session).trainers] == [samake]
    with desk_store.read() as db:
        entry = db.query(JournalEntry).filter_by(act="course.remove_trainer").one()
        assert entry.subject_id == session
    assert journal_rows(desk_store, act="course.remove_trainer")[0].reason == "Jamais venue"


def test_the_list_is_filtered_and_counts_women(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    sewing = plan_of(centre, trade_id=centre.trades["COUT"], name="Couture du soir")
    plan_session(desk_store, plan=sewing, by=secretary, at=at)
    women = [build_person(desk_store, n, given="Awa", sex=Sex.FEMALE) for n in (1, 2)]
    man = build_person(desk_store, 3)
    enrol_people(desk_store, session_id=session, people=[*women, man], start=START, by=secretary, at=at)
    (row,) = session_rows(desk_store, SessionFilter(trade_id=centre.trades["MACO"]), "en")
    assert (row.trade, row.enrolled, row.women, row.left) == ("Masonry", 3, 2, 22)
    assert [r.name for r in session_rows(desk_store, SessionFilter(search="soir"))] == ["Couture du soir"]
    assert session_rows(desk_store, SessionFilter(search="%")) == []
    assert session_rows(desk_store, SessionFilter(trainer_user_id=3)) == []
    assert session_sheet(desk_store, 99) is None


def test_enrolled_names_are_never_deleted(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = plan_session(desk_store, plan=plan_of(centre), by=secretary, at=at).id
    enrol_people(desk_store, session_id=session, people=people(desk_store, 1), start=START, by=secretary, at=at)

    def delete() -> None:
        with desk_store.begin() as db:
            db.delete(db.scalars(select(Enrolment)).one())

    assert refused(delete) == ["desk.nothing_deleted"]
    with desk_store.read() as db:
        assert db.get_one(CourseSession, session).capacity == 25
