"""A death recorded on the person stops all that is planned, in whatever room, and its undoing puts just that back."""

from datetime import date, datetime, timedelta
from importlib import import_module

import pytest
from sqlalchemy import select, text

from centre_desk.actions.assessment import move_letter, write_letter
from centre_desk.actions.course.death import take_back_death
from centre_desk.actions.course.people import end_enrolment, enrol_people, reopen_enrolment
from centre_desk.actions.follow_up import record_visit
from centre_desk.actions.overview.deaths import record_death, undo_death
from centre_desk.actions.overview.people import exchange_people, merge_people, undo_merge
from centre_desk.models.assessment import Offer, OutgoingReferral, SkillsTest
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.course import CourseSession, Enrolment
from centre_desk.models.desk import Month
from centre_desk.models.referral import Referral, ReferralEvent
from centre_desk.models.register import Death, DeathStop, Person
from centre_desk.queries.assessment import call_list, offer_to_make, people_to_test
from centre_desk.queries.attendance import alert_rows
from centre_desk.queries.attendance.reading import enrolled_by_session
from centre_desk.queries.certificate.queues import certificate_rows, to_issue_rows
from centre_desk.queries.course import candidate_rows, other_rows
from centre_desk.queries.exam.lists import to_examine
from centre_desk.queries.follow_up import due_visit_rows
from centre_desk.queries.kit import kit_rows
from centre_desk.queries.monthly_return.checklist import read_checklist
from centre_desk.queries.monthly_return.counts import hits_of
from centre_desk.queries.monthly_return.month import MonthData
from centre_desk.queries.overview.counts import count_certificates
from centre_desk.queries.overview.people import provisional_rows
from centre_desk.queries.overview.soundness import check_desk
from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestState, Verdict
from centre_desk.rules.assessment.letter import OutgoingState
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.certificate import CertificateState
from centre_desk.rules.course import EndReason, HalfDay, SessionState
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.kit import KitReason
from centre_desk.rules.monthly_return import Measure
from centre_desk.rules.overview import EventKind, NextStep
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import PersonState
from centre_desk.store.opening import Store
from tests.builders import AT, BuiltCentre, build_centre, build_person, build_session, enrol, take_roll
from tests.builders_attendance import build_five, refused_with
from tests.builders_path import (
    ELSEWHERE,
    Walk,
    answer,
    build_walk,
    certify_course,
    decide,
    finish,
    hand_over,
    move,
    offer,
    refer,
    sit,
)
from tests.builders_path import enrol as enrol_walker
from tests.builders_results import KADIA, build_referral, build_tests, key_sheets

revision = import_module("centre_desk.store.versions.0002_proofs")
DAY = date(2019, 11, 8)
A = MarkValue.ABSENT


@pytest.fixture
def centre(desk_store: Store) -> BuiltCentre:
    return build_centre(desk_store)


def die(store: Store, person: int, by: Actor, at: datetime, on: date = DAY) -> int:
    return record_death(
        store, person_id=person, died_on=on, told_by="Son frère", document="Acte n° 12", by=by, at=at
    ).count


def taken_back(store: Store, person: int, by: Actor, at: datetime) -> int:
    return undo_death(store, person_id=person, reason="Ce n’était pas lui", by=by, at=at).count


# --- what stands against it


def test_a_death_has_a_day_that_can_be(desk_store: Store, secretary: Actor, viewer: Actor, at: datetime) -> None:
    person = build_person(desk_store, 1, birth_year=1992)
    assert refused_with(lambda: die(desk_store, person, viewer, at)) == ["desk.no_right"]
    for day, code in ((date(2019, 11, 12), "register.death_after"), (date(1991, 1, 1), "register.death_before_birth")):
        assert refused_with(lambda day=day: die(desk_store, person, secretary, at, day)) == [code]  # type: ignore[misc]
    die(desk_store, person, secretary, at)
    assert refused_with(lambda: die(desk_store, person, secretary, at)) == ["register.death_recorded"]
    assert refused_with(lambda: undo_death(desk_store, person_id=person, reason=" ", by=secretary, at=at)) == [
        "desk.no_reason"
    ]
    taken_back(desk_store, person, secretary, at)
    assert refused_with(lambda: taken_back(desk_store, person, secretary, at)) == ["register.no_death"]
    die(desk_store, person, secretary, at)  # one in force at a time, and none is ever deleted
    with desk_store.read() as db:
        assert [row.undone_at is None for row in db.scalars(select(Death).order_by(Death.id))] == [False, True]
    for table in (Death, DeathStop):
        with desk_store.read() as db:
            number = db.scalars(select(table.id)).first()
        if number is not None:
            with pytest.raises(Refused), desk_store.begin() as db:
                db.delete(db.get_one(table, number))


# --- in the course


def test_it_ends_the_course_and_the_points_to_check_at_once(
    desk_store: Store, secretary: Actor, director: Actor, at: datetime
) -> None:
    five = build_five(desk_store)
    for day, half in ((6, HalfDay.AFTERNOON), (7, HalfDay.MORNING), (7, HalfDay.AFTERNOON)):
        take_roll(desk_store, five.session_id, date(2019, 11, day), half, {five.people[0]: A})
    today = at.date()
    assert {row.person_id for row in alert_rows(desk_store, today)} >= {five.people[0]}
    die(desk_store, five.people[0], secretary, at, today)  # this very day
    assert five.people[0] not in {row.person_id for row in alert_rows(desk_store, today)}
    with desk_store.read() as db:
        ended = db.get_one(Enrolment, five.enrolments[0])
    assert (ended.end_on, ended.end_reason) == (today, EndReason.DEATH)


def test_an_absence_after_the_death_is_taken_out_and_comes_back_with_the_undoing(
    desk_store: Store, secretary: Actor, at: datetime
) -> None:
    five = build_five(desk_store)
    for day in (4, 5, 6, 7):
        absent = {five.people[0]: A} if day > 5 else {}
        take_roll(desk_store, five.session_id, date(2019, 11, day), HalfDay.MORNING, absent)

    def marks() -> list[tuple[date, MarkValue]]:
        with desk_store.read() as db:
            rows = db.execute(
                select(AttendanceMark.day, AttendanceMark.value)
                .where(AttendanceMark.person_id == five.people[0])
                .order_by(AttendanceMark.day)
            )
            return [(row[0], row[1]) for row in rows]

    before = marks()
    assert len(before) == 4
    die(desk_store, five.people[0], secretary, at, date(2019, 11, 4))
    assert marks() == before[:2]  # signed on the 5th: the sheet has the last word on the enrolment
    with desk_store.read() as db:
        assert db.get_one(Enrolment, five.enrolments[0]).end_on == date(2019, 11, 5)
    assert check_desk(desk_store).sound
    taken_back(desk_store, five.people[0], secretary, at)
    assert marks() == before
    with desk_store.read() as db:
        assert db.get_one(Enrolment, five.enrolments[0]).end_on is None
    assert check_desk(desk_store).sound


def test_the_end_of_an_enrolment_by_death_goes_the_same_way(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = build_session(desk_store, centre)
    person = build_person(desk_store, 1)
    waiting = build_referral(desk_store, person, centre, route=Route.TRAINING, trade="COUT")
    number = enrol(desk_store, session, [person])[person]
    end_enrolment(
        desk_store, enrolment_id=number, end_on=DAY, reason=EndReason.DEATH, note="Paludisme", by=secretary, at=at
    )
    with desk_store.read() as db:
        death = db.scalars(select(Death)).one()
        assert (death.person_id, death.died_on, death.note) == (person, DAY, "Paludisme")
        assert db.get_one(Referral, waiting).state is ReferralState.WITHDRAWN
    reopen_enrolment(desk_store, enrolment_id=number, reason="C’était un autre", by=secretary, at=at)
    with desk_store.read() as db:
        assert db.scalars(select(Death)).one().undone_reason == "C’était un autre"
        assert db.get_one(Referral, waiting).state is ReferralState.ACCEPTED
        assert db.get_one(Enrolment, number).end_on is None
    assert [row.id for row in candidate_rows(desk_store, centre.trades["COUT"], date(2019, 12, 2))] == [person]
    end_enrolment(desk_store, enrolment_id=number, end_on=DAY, reason=EndReason.DROP_OUT, by=secretary, at=at)
    assert [row.id for row in candidate_rows(desk_store, centre.trades["COUT"], date(2019, 12, 2))] == [person]


def test_a_course_that_had_not_begun_counts_nobody(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = build_session(
        desk_store, centre, start=date(2019, 12, 2), end=date(2019, 12, 20), state=SessionState.PLANNED
    )
    person = build_person(desk_store, 1)
    enrol_people(desk_store, session_id=session, people=[person], start=date(2019, 12, 2), by=secretary, at=at)
    die(desk_store, person, secretary, at)
    with desk_store.read() as db:
        assert enrolled_by_session(db) == {}
        month = MonthData(db, "2019-12")
        assert hits_of(month, Measure.ENROLLED, month.first, month.last) == []


def test_a_closed_month_stays_and_the_death_is_recorded_all_the_same(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = build_session(desk_store, centre, start=date(2019, 10, 7))
    person = build_person(desk_store, 1)
    number = enrol(desk_store, session, [person], start=date(2019, 10, 7))[person]
    with desk_store.begin() as db:
        db.add(Month(month="2019-10", state=MonthState.SEALED, version=1))
    die(desk_store, person, secretary, at, date(2019, 10, 28))
    with desk_store.read() as db:
        assert db.get_one(Enrolment, number).end_on == date(2019, 11, 1)
        assert db.scalars(select(Death.died_on)).one() == date(2019, 10, 28)
    taken_back(desk_store, person, secretary, at)
    with desk_store.read() as db:
        assert db.get_one(Enrolment, number).end_on is None


def test_what_cannot_go_on_stays_ended(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    session = build_session(desk_store, centre, capacity=1)
    one, two = build_person(desk_store, 1), build_person(desk_store, 2, family="Koné")
    number = enrol(desk_store, session, [one])[one]
    die(desk_store, one, secretary, at)
    enrol_people(desk_store, session_id=session, people=[two], start=at.date(), by=secretary, at=at)
    assert refused_with(lambda: taken_back(desk_store, one, secretary, at)) == ["course.full"]
    with desk_store.begin() as db:
        db.get_one(CourseSession, session).state = SessionState.FINISHED
    assert taken_back(desk_store, one, secretary, at) == 0
    with desk_store.read() as db:
        assert db.get_one(Enrolment, number).end_reason is EndReason.DEATH
    assert one in [row.id for row in other_rows(desk_store, "", date(2020, 1, 6))]  # who may be enrolled again


# --- before the course


def test_it_stops_tests_offers_letters_and_referrals_and_puts_just_those_back(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    planned, called_off, offered, undecided = build_tests(
        desk_store, centre, [("A", "Un"), ("B", "Deux"), ("C", "Trois"), ("D", "Quatre")]
    )
    with desk_store.begin() as db:
        for test in (called_off, offered, undecided):
            db.get_one(SkillsTest, test).person_id = 1
        db.get_one(SkillsTest, called_off).state = TestState.CANCELLED
        for test in (offered, undecided):
            row = db.get_one(SkillsTest, test)
            row.state, row.verdict, row.decided_on = TestState.DECIDED, Verdict.TRAINING_OFFERED, date(2019, 11, 5)
        pending, declined = (
            Offer(test_id=offered, person_id=1, kind=OfferKind.TRAINING, made_on=date(2019, 11, day), by_id=2, at=at)
            for day in (6, 5)
        )
        declined.answer, declined.answered_on = OfferAnswer.DECLINED, date(2019, 11, 6)
        db.add_all([pending, declined])
        db.get_one(Referral, 2).person_id = 1
        db.get_one(Referral, 2).state = ReferralState.REFUSED
    assert [row.id for row in offer_to_make(desk_store)] == [undecided]
    assert len(call_list(desk_store, date(2019, 11, 11))) == 1
    assert die(desk_store, 1, secretary, at) == 3  # the test, the offer, the referral
    assert call_list(desk_store, date(2019, 11, 11)) == offer_to_make(desk_store) == people_to_test(desk_store) == []

    def states() -> tuple[object, ...]:
        with desk_store.read() as db:
            return (
                list(db.scalars(select(SkillsTest.state).order_by(SkillsTest.id))),
                list(db.scalars(select(Offer.answer).order_by(Offer.id))),
                list(db.scalars(select(Referral.state).where(Referral.person_id == 1).order_by(Referral.id))),
            )

    rest = [TestState.CANCELLED, TestState.DECIDED, TestState.DECIDED]
    assert states() == (
        [TestState.CANCELLED, *rest],
        [OfferAnswer.DECLINED] * 2,
        [ReferralState.WITHDRAWN, ReferralState.REFUSED],
    )
    assert taken_back(desk_store, 1, secretary, at) == 3
    assert states() == (
        [TestState.PLANNED, *rest],
        [OfferAnswer.PENDING, OfferAnswer.DECLINED],
        [ReferralState.ASSIGNED, ReferralState.REFUSED],
    )
    with desk_store.read() as db:
        moves = list(db.scalars(select(ReferralEvent.state).where(ReferralEvent.referral_id == 1)))
    assert moves[-2:] == [ReferralState.WITHDRAWN, ReferralState.ASSIGNED]
    assert [row.id for row in offer_to_make(desk_store)] == [undecided]
    assert planned == 1


def test_nothing_is_offered_to_somebody_who_has_died(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    walk = build_walk_to_elsewhere(desk_store, centre)
    die(desk_store, walk.person, secretary, walk.at, walk.today)
    with desk_store.read() as db:
        assert db.scalars(select(OutgoingReferral.state)).one() is OutgoingState.WITHDRAWN
    undo_death(desk_store, person_id=walk.person, reason="Erreur", by=secretary, at=walk.at)
    with desk_store.read() as db:
        assert db.scalars(select(OutgoingReferral.state)).one() is OutgoingState.SENT


def build_walk_to_elsewhere(store: Store, centre: BuiltCentre) -> Walk:
    walk = Walk(store, centre, 0, date(2019, 10, 1))
    [test] = build_tests(store, centre, [("Awa", "Diarra")])
    key_sheets(store, test, 1, 1)
    walk.person, walk.today = 1, date(2019, 11, 11)
    for act in (decide(Verdict.TRAINING_OFFERED), offer(OfferKind.TRAINING, ELSEWHERE), answer(OfferAnswer.ACCEPTED)):
        walk.do(act)
    letter = write_letter(
        store, offer_id=1, centre=ELSEWHERE, written_on=walk.today, by=KADIA, at=walk.at
    ).id
    move_letter(store, letter_id=letter, state=OutgoingState.SENT, on_date=walk.today, by=KADIA, at=walk.at)
    return walk


# --- after the course


def walked(store: Store, *acts: object) -> Walk:
    """Somebody trained, on the day after the last of some more acts."""
    walk = build_walk(store)
    for act in (refer(Route.TRAINING), move(ReferralState.ACCEPTED), enrol_walker(), finish, *acts):
        walk.do(act)  # type: ignore[arg-type]
    walk.today += timedelta(days=1)
    return walk


def test_no_exam_waits_for_somebody_who_has_died(desk_store: Store, secretary: Actor) -> None:
    walk = walked(desk_store)
    assert [row.candidates for row in to_examine(desk_store)] == [1]
    die(desk_store, walk.person, secretary, walk.at, walk.today)
    assert to_examine(desk_store) == []


def test_no_resit_is_proposed(desk_store: Store, secretary: Actor) -> None:
    walk = walked(desk_store, sit(800))
    assert [row.attempt for row in to_examine(desk_store)] == [2]
    die(desk_store, walk.person, secretary, walk.at, walk.today)
    assert to_examine(desk_store) == []


def test_no_certificate_waits(desk_store: Store, secretary: Actor) -> None:
    walk = walked(desk_store, sit(1400))
    assert len(to_issue_rows(desk_store)) == 1
    die(desk_store, walk.person, secretary, walk.at, walk.today)
    assert to_issue_rows(desk_store) == []
    with desk_store.read() as db:
        assert count_certificates(db).to_issue == 0


def test_no_kit_and_no_visit_are_due_after_the_certificate(desk_store: Store, secretary: Actor) -> None:
    walk = walked(desk_store, sit(1400), certify_course)
    die(desk_store, walk.person, secretary, walk.at, walk.today)
    assert [row.reason for row in kit_rows(desk_store)] == [KitReason.DECEASED]
    assert refused_with(lambda: hand_over(walk)) == ["kit.deceased"]
    assert certificate_rows(desk_store, CertificateState.TO_PRINT) == []
    assert len(certificate_rows(desk_store)) == 1  # the register keeps it
    with desk_store.read() as db:
        counts = count_certificates(db)
        assert (counts.to_print, counts.to_hand_over) == (0, 0)
        month = MonthData(db, f"{walk.today:%Y-%m}")
        assert "monthly_return.kits_due" not in {item.finding.code for item in read_checklist(month)}
        counted = hits_of(month, Measure.KIT_ELIGIBLE, date(2019, 1, 1), month.last)
        assert [hit[0] for hit in counted] == [walk.person]  # the kit was due once, and is counted so


def test_no_family_is_called_after_the_kit(desk_store: Store, secretary: Actor) -> None:
    walk = walked(desk_store, sit(1400), certify_course, hand_over)
    later = walk.today + timedelta(days=400)
    assert len(due_visit_rows(desk_store, later)) == 1
    die(desk_store, walk.person, secretary, walk.at, walk.today)
    assert due_visit_rows(desk_store, later) == []
    walk.today += timedelta(days=1)

    def visit(on: date) -> None:
        record_visit(
            desk_store, person_id=walk.person, visited_on=on, outcome=Outcome.OTHER, by=secretary, at=walk.at
        )

    assert refused_with(lambda: visit(walk.today)) == ["register.has_died"]
    visit(walk.today - timedelta(days=1))  # somebody was there that day
    timeline = walk.timeline()
    assert timeline.next_step is NextStep.HAS_DIED
    assert [event.kind for event in timeline.events if event.kind is EventKind.DEATH] == [EventKind.DEATH]
    undo_death(desk_store, person_id=walk.person, reason="Erreur", by=secretary, at=walk.at)
    assert len(due_visit_rows(desk_store, later)) == 1
    assert EventKind.DEATH not in {event.kind for event in walk.timeline().events}


def test_no_file_is_to_be_completed(desk_store: Store, secretary: Actor, at: datetime) -> None:
    person = build_person(desk_store, 1)
    with desk_store.begin() as db:
        row = db.get_one(Person, person)
        row.case_number, row.state = None, PersonState.PROVISIONAL
    assert [row.id for row in provisional_rows(desk_store)] == [person]
    die(desk_store, person, secretary, at)
    assert provisional_rows(desk_store) == []


def test_a_later_referral_asks_for_no_test(
    desk_store: Store, centre: BuiltCentre, secretary: Actor, at: datetime
) -> None:
    person = build_person(desk_store, 1)
    die(desk_store, person, secretary, at)
    build_referral(desk_store, person, centre, received_on=date(2019, 11, 10))
    assert people_to_test(desk_store) == []




# --- acts on whole people


def test_a_death_goes_with_the_file_that_is_made_one(
    desk_store: Store, secretary: Actor, at: datetime
) -> None:
    kept, other, third = build_person(desk_store, 1), build_person(desk_store, 2), build_person(desk_store, 3)
    with desk_store.begin() as db:
        for number in (other, third):
            db.get_one(Person, number).case_number = None
    die(desk_store, other, secretary, at)
    merged = merge_people(desk_store, keep_id=kept, other_id=other, reason="Deux fiches", by=secretary, at=at).id
    assert refused_with(lambda: die(desk_store, kept, secretary, at)) == ["register.death_recorded"]
    die(desk_store, third, secretary, at)
    merge_people(desk_store, keep_id=kept, other_id=third, reason="Trois fiches", by=secretary, at=at)
    undo_merge(desk_store, act_id=merged, reason="Deux personnes", by=secretary, at=at)
    assert refused_with(lambda: die(desk_store, other, secretary, at)) == ["register.death_recorded"]


def test_two_people_are_not_exchanged_over_a_death(desk_store: Store, secretary: Actor, at: datetime) -> None:
    one, other = build_person(desk_store, 1), build_person(desk_store, 2)
    die(desk_store, other, secretary, at)
    assert refused_with(
        lambda: exchange_people(desk_store, one_id=one, other_id=other, reason="Erreur", by=secretary, at=at)
    ) == ["overview.exchange_death"]


# --- an older desk


def test_an_older_desk_knows_its_deaths(desk_store: Store) -> None:
    """The upgrade makes of each enrolment that ended so a death of the person, which can be taken back."""
    five = build_five(desk_store)
    with desk_store.begin() as db:
        row = db.get_one(Enrolment, five.enrolments[0])
        row.end_on, row.end_reason, row.end_note = DAY, EndReason.DEATH, "Paludisme"
        db.flush()
        for line in revision.DEATHS_OF_ENROLMENTS:
            db.execute(text(line))
        death = db.scalars(select(Death)).one()
        assert (death.person_id, death.died_on) == (five.people[0], DAY)
        assert take_back_death(db, five.people[0], "Erreur", by=KADIA, at=AT) == 1
        assert row.end_on is None
