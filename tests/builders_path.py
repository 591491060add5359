"""One person walked along the rooms by the acts of the rooms themselves, a day an act, on a real desk."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from centre_desk.actions.assessment import (
    adopt_reference_grids,
    answer_offer,
    cancel_test,
    decide_test,
    make_offer,
    move_letter,
    plan_tests,
    record_assessment,
    tell_iom,
    write_letter,
)
from centre_desk.actions.certificate import cancel_certificate, issue_certificates
from centre_desk.actions.course.people import end_enrolment, enrol_people, return_to_course
from centre_desk.actions.course.running import finish_session
from centre_desk.actions.exam import plan_exam, record_marks, set_jury, settle_results
from centre_desk.actions.follow_up import record_visit
from centre_desk.actions.kit import adopt_kit_list, adopt_reference_kits, hand_over_kit
from centre_desk.actions.overview.deaths import record_death, undo_death
from centre_desk.actions.referral import move_referrals, register_referral
from centre_desk.actions.register import correct_person, register_person
from centre_desk.models.assessment import Offer, OutgoingReferral, SkillsTest
from centre_desk.models.certificate import Certificate
from centre_desk.models.course import Enrolment
from centre_desk.models.exam import Exam, ExamResult
from centre_desk.models.kit import KitList
from centre_desk.models.referral import Referral
from centre_desk.models.register import Person
from centre_desk.queries.exam import marks_sheet
from centre_desk.queries.overview.timeline import Timeline, person_timeline
from centre_desk.queries.register import facts_of
from centre_desk.rules.assessment import OfferAnswer, OfferKind, Verdict
from centre_desk.rules.assessment.letter import OutgoingState
from centre_desk.rules.course import EndReason
from centre_desk.rules.exam import score
from centre_desk.rules.follow_up import Outcome
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.referral.state import ReferralFacts
from centre_desk.rules.register import Sex
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.person import PersonFacts
from centre_desk.store.opening import Store
from tests.builders import BuiltCentre, build_centre, build_session
from tests.builders_results import ADMIN, FATOUMATA, JURY, KADIA, PARTS, points_for

Act = Callable[["Walk"], None]
ELSEWHERE = "CFP de Kati"
ADAMA = PersonFacts(given_names="Adama", family_name="Sangaré", sex=Sex.MALE, birth=Birth(1994),
                    case_number="ML10-2019-000777")  # fmt: skip


@dataclass
class Walk:
    """A person on the way, and the day that it is. Each act happens on the next day."""

    store: Store
    centre: BuiltCentre
    person: int
    today: date
    sessions: list[int] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """The moment of the act."""
        return datetime(self.today.year, self.today.month, self.today.day, 9, 0, tzinfo=UTC)

    def do(self, act: Act) -> None:
        """Let a day pass and do something."""
        self.today += timedelta(days=1)
        act(self)

    def timeline(self) -> Timeline:
        """The person's timeline as of now."""
        return person_timeline(self.store, self.person, self.today)

    def newest(self, table: type) -> int:  # type: ignore[type-arg]
        """The newest row of a table."""
        with self.store.read() as db:
            return db.scalars(select(table.id).order_by(table.id.desc())).first() or 0


def build_walk(store: Store, person: PersonFacts = ADAMA) -> Walk:
    """A centre with grids, and kits for masons, and one person of the register on 1 October 2019."""
    centre, at = build_centre(store), datetime(2019, 10, 1, 8, 0, tzinfo=UTC)
    adopt_reference_grids(store, by=ADMIN, at=at)
    adopt_reference_kits(store, by=ADMIN, at=at)
    with store.read() as db:
        masons = db.scalars(select(KitList.id).where(KitList.trade_id == centre.trades["MACO"])).one()
    adopt_kit_list(store, list_id=masons, by=ADMIN, at=at)
    number = register_person(store, facts=person, by=KADIA, at=at).id
    return Walk(store, centre, number, at.date())


# --- referrals


def refer(route: Route, trade: str = "MACO") -> Act:
    """IOM sends the person."""

    def act(walk: Walk) -> None:
        trade_id = walk.centre.trades[trade]
        facts = ReferralFacts(walk.today, route, wished_trade_id=trade_id, declared_trade_id=trade_id)
        register_referral(walk.store, person=walk.person, referral=facts, by=KADIA, at=walk.at)

    return act


def move(state: ReferralState, reason: str = "") -> Act:
    """The newest referral is accepted, refused, withdrawn."""

    def act(walk: Walk) -> None:
        ids = [walk.newest(Referral)]
        move_referrals(
            walk.store, referral_ids=ids, state=state, on_date=walk.today, reason=reason, by=KADIA, at=walk.at
        )

    return act


def regularise(walk: Walk) -> None:
    """The case number has come."""
    with walk.store.read() as db:
        facts = facts_of(db.get_one(Person, walk.person))
    with_number = replace(facts, case_number="ML10-2019-000778")
    correct_person(walk.store, person_id=walk.person, facts=with_number, by=KADIA, at=walk.at)


# --- tests and offers


def plan(walk: Walk) -> None:
    """The newest referral gets an appointment, with two assessors."""
    plan_tests(
        walk.store,
        referral_ids=[walk.newest(Referral)],
        planned_on=walk.today,
        assessors=walk.centre.trainers[:2],
        by=KADIA,
        at=walk.at,
    )


def call_off(walk: Walk) -> None:
    """The test is called off."""
    cancel_test(walk.store, test_id=walk.newest(SkillsTest), reason="Pluie", by=KADIA, at=walk.at)


def key(given: int) -> Act:
    """Both assessors give these points everywhere."""

    def act(walk: Walk) -> None:
        test = walk.newest(SkillsTest)
        for rank in (1, 2):
            record_assessment(
                walk.store,
                test_id=test,
                rank=rank,
                points=points_for(walk.store, test, given),
                held_on=walk.today,
                by=KADIA,
                at=walk.at,
            )

    return act


def decide(verdict: Verdict) -> Act:
    """The newest test is decided."""

    def act(walk: Walk) -> None:
        why = "Malade" if verdict is Verdict.NOT_ASSESSED else ""
        decide_test(
            walk.store, test_id=walk.newest(SkillsTest), verdict=verdict, reason=why, by=FATOUMATA, at=walk.at
        )

    return act


def offer(kind: OfferKind, partner: str = "") -> Act:
    """Something is offered after the newest test."""

    def act(walk: Walk) -> None:
        make_offer(
            walk.store,
            test_id=walk.newest(SkillsTest),
            kind=kind,
            partner=partner,
            made_on=walk.today,
            by=KADIA,
            at=walk.at,
        )

    return act


def answer(said: OfferAnswer) -> Act:
    """The person answers the newest offer."""

    def act(walk: Walk) -> None:
        answer_offer(
            walk.store,
            offer_id=walk.newest(Offer),
            answer=said,
            answered_on=walk.today,
            reason="Part en stage" if said is OfferAnswer.DECLINED else "",
            by=KADIA,
            at=walk.at,
        )

    return act


def letter(walk: Walk) -> None:
    """The letter to the other centre is written."""
    write_letter(
        walk.store, offer_id=walk.newest(Offer), centre=ELSEWHERE, written_on=walk.today, by=KADIA, at=walk.at
    )


def letter_to(state: OutgoingState) -> Act:
    """The newest letter is sent, received there, answered, taken back."""

    def act(walk: Walk) -> None:
        number, why = walk.newest(OutgoingReferral), "Complet"
        move_letter(
            walk.store, letter_id=number, state=state, on_date=walk.today, reason=why, by=KADIA, at=walk.at
        )

    return act


def iom_told(walk: Walk) -> None:
    """IOM hears of the other centre's answer."""
    tell_iom(walk.store, letter_id=walk.newest(OutgoingReferral), on_date=walk.today, by=KADIA, at=walk.at)


# --- courses and exams


def enrol(trade: str = "MACO") -> Act:
    """A session of three weeks begins with the person."""

    def act(walk: Walk) -> None:
        number = len(walk.sessions) + 1
        session = build_session(
            walk.store,
            walk.centre,
            code=f"S-2019-{number:03d}",
            name=f"Session {number}",
            trade=trade,
            start=walk.today,
            end=walk.today + timedelta(days=20),
        )
        walk.sessions.append(session)
        enrol_people(walk.store, session_id=session, people=[walk.person], start=walk.today, by=KADIA, at=walk.at)

    return act


def end(reason: EndReason) -> Act:
    """The enrolment ends today."""

    def act(walk: Walk) -> None:
        number = walk.newest(Enrolment)
        end_enrolment(walk.store, enrolment_id=number, end_on=walk.today, reason=reason, by=KADIA, at=walk.at)

    return act


def come_back(walk: Walk) -> None:
    """The person comes back to the course."""
    return_to_course(walk.store, enrolment_id=walk.newest(Enrolment), start=walk.today, by=KADIA, at=walk.at)


def finish(walk: Walk) -> None:
    """The session is over."""
    walk.today += timedelta(days=21)
    finish_session(walk.store, session_id=walk.sessions[-1], by=KADIA, at=walk.at)


def sit(points: int) -> Act:
    """An exam, or the resit, is held and settled with this mark (hundredths) in each part."""

    def act(walk: Walk) -> None:
        session = walk.sessions[-1]
        with walk.store.read() as db:
            before = db.scalars(select(Exam.id).where(Exam.session_id == session)).first()
        parts = () if before else PARTS
        done = plan_exam(walk.store, session_id=session, held_on=walk.today, parts=parts, by=KADIA, at=walk.at)
        set_jury(walk.store, exam_id=done.id, jury=JURY, by=KADIA, at=walk.at)
        sheet = marks_sheet(walk.store, done.id, walk.today)
        marks = {(one.enrolment_id, part.id): score(points) for one in sheet.candidates for part in sheet.parts}
        record_marks(walk.store, exam_id=done.id, marks=marks, by=KADIA, at=walk.at)
        settle_results(walk.store, exam_id=done.id, by=FATOUMATA, at=walk.at)

    return act


# --- certificates, kits, visits


def certify_course(walk: Walk) -> None:
    """A certificate is issued on the newest result."""
    results = [walk.newest(ExamResult)]
    issue_certificates(walk.store, results=results, issued_on=walk.today, by=FATOUMATA, at=walk.at)


def certify_skills(walk: Walk) -> None:
    """A certificate is issued on the newest test."""
    tests = [walk.newest(SkillsTest)]
    issue_certificates(walk.store, tests=tests, issued_on=walk.today, by=FATOUMATA, at=walk.at)


def cancel_newest_certificate(walk: Walk) -> None:
    """The newest certificate is cancelled."""
    number = walk.newest(Certificate)
    cancel_certificate(walk.store, certificate_id=number, reason="Nom mal écrit", by=FATOUMATA, at=walk.at)


def hand_over(walk: Walk) -> None:
    """The kit is handed over."""
    hand_over_kit(walk.store, person_id=walk.person, handed_on=walk.today, by=KADIA, at=walk.at)


def wait_four_months(walk: Walk) -> None:
    """Time passes."""
    walk.today += timedelta(days=122)


def visit(walk: Walk) -> None:
    """The person is visited at home."""
    record_visit(
        walk.store,
        person_id=walk.person,
        visited_on=walk.today,
        outcome=Outcome.OWN_BUSINESS,
        by=KADIA,
        at=walk.at,
    )


def die(walk: Walk) -> None:
    """The family tells of a death."""
    record_death(walk.store, person_id=walk.person, died_on=walk.today, told_by="Son frère", by=KADIA, at=walk.at)


def not_dead(walk: Walk) -> None:
    """It was somebody else of that name."""
    undo_death(walk.store, person_id=walk.person, reason="Un homonyme", by=KADIA, at=walk.at)
