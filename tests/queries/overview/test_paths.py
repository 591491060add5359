"""From each of the three routes a person's path ends at its right next step: every case is walked by the real acts.

A case is a list of acts, each with the step that the timeline shows on top once it has happened.
"""

from dataclasses import replace

import pytest

from centre_desk.queries.overview.events import place_of_step
from centre_desk.queries.overview.standing import standing_of
from centre_desk.rules.assessment import OfferAnswer, OfferKind, Verdict
from centre_desk.rules.assessment.letter import OutgoingState
from centre_desk.rules.course import EndReason
from centre_desk.rules.overview import NextStep, compute_next_step
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.register.person import PersonFacts
from centre_desk.store.opening import Store
from tests.builders_path import (
    ADAMA,
    ELSEWHERE,
    Act,
    answer,
    build_walk,
    call_off,
    cancel_newest_certificate,
    certify_course,
    certify_skills,
    come_back,
    decide,
    die,
    end,
    enrol,
    finish,
    hand_over,
    iom_told,
    key,
    letter,
    letter_to,
    move,
    not_dead,
    offer,
    plan,
    refer,
    regularise,
    sit,
    visit,
    wait_four_months,
)

Step = tuple[Act, NextStep]
PASS, FALL_SHORT = 1400, 800

TRAINING: tuple[Step, ...] = (
    (refer(Route.TRAINING), NextStep.ACCEPT_REFERRAL),
    (move(ReferralState.ACCEPTED), NextStep.ENROL),
)
COURSE: tuple[Step, ...] = (
    (enrol(), NextStep.FOLLOW_COURSE),
    (finish, NextStep.SIT_EXAM),
)
SUCCESS: tuple[Step, ...] = (
    (sit(PASS), NextStep.ISSUE_CERTIFICATE),
    (certify_course, NextStep.HAND_OVER_KIT),
    (hand_over, NextStep.NOTHING),
    (wait_four_months, NextStep.VISIT),
    (visit, NextStep.NOTHING),
)
SKILLS: tuple[Step, ...] = (
    (refer(Route.SKILLS_TEST), NextStep.ACCEPT_REFERRAL),
    (move(ReferralState.ACCEPTED), NextStep.PLAN_TEST),
    (plan, NextStep.HOLD_TEST),
)
SKILLS_ABLE: tuple[Step, ...] = (
    *SKILLS,
    (key(4), NextStep.DECIDE_TEST),
    (decide(Verdict.ABLE), NextStep.ISSUE_CERTIFICATE),
)
SKILLS_NOT_YET: tuple[Step, ...] = (
    *SKILLS,
    (key(1), NextStep.DECIDE_TEST),
    (decide(Verdict.TRAINING_OFFERED), NextStep.MAKE_OFFER),
)
ELSEWHERE_ACCEPTED: tuple[Step, ...] = (
    *SKILLS_NOT_YET,
    (offer(OfferKind.TRAINING, ELSEWHERE), NextStep.AWAIT_ANSWER),
    (answer(OfferAnswer.ACCEPTED), NextStep.WRITE_LETTER),
    (letter, NextStep.SEND_LETTER),
    (letter_to(OutgoingState.SENT), NextStep.AWAIT_CENTRE),
)
TRAINING_OFFER: Step = (offer(OfferKind.TRAINING), NextStep.AWAIT_ANSWER)
EQUIPMENT: tuple[Step, ...] = (
    (refer(Route.EQUIPMENT_TEST), NextStep.ACCEPT_REFERRAL),
    (move(ReferralState.ACCEPTED), NextStep.PLAN_TEST),
    (plan, NextStep.HOLD_TEST),
)
EQUIPMENT_ABLE: tuple[Step, ...] = (
    *EQUIPMENT,
    (key(4), NextStep.DECIDE_TEST),
    (decide(Verdict.ABLE), NextStep.MAKE_OFFER),
)

CASES: dict[str, tuple[Step, ...]] = {
    # The route of a training
    "training to the visits": (*TRAINING, *COURSE, *SUCCESS),
    "training refused": ((refer(Route.TRAINING), NextStep.ACCEPT_REFERRAL),
                         (move(ReferralState.REFUSED, "Pas de métier"), NextStep.NOTHING)),
    "resit": (*TRAINING, *COURSE, (sit(FALL_SHORT), NextStep.SIT_RESIT), (sit(PASS), NextStep.ISSUE_CERTIFICATE)),
    "maternity and back": (*TRAINING, (enrol(), NextStep.FOLLOW_COURSE),
                           (end(EndReason.MATERNITY), NextStep.ENROL),
                           (come_back, NextStep.FOLLOW_COURSE), (finish, NextStep.SIT_EXAM)),
    "withdrawn by IOM in the course": (*TRAINING, (enrol(), NextStep.FOLLOW_COURSE),
                                       (end(EndReason.WITHDRAWN_BY_IOM), NextStep.NOTHING)),
    "certificate cancelled": (*TRAINING, *COURSE, *SUCCESS[:2],
                              (cancel_newest_certificate, NextStep.ISSUE_CERTIFICATE),
                              (certify_course, NextStep.HAND_OVER_KIT)),
    "new referral after a drop-out": (*TRAINING, (enrol(), NextStep.FOLLOW_COURSE),
                                      (end(EndReason.DROP_OUT), NextStep.NOTHING),
                                      *TRAINING, *COURSE, (sit(PASS), NextStep.ISSUE_CERTIFICATE)),
    "new referral for a test after a drop-out": (*TRAINING, (enrol(), NextStep.FOLLOW_COURSE),
                                                 (end(EndReason.DROP_OUT), NextStep.NOTHING), *SKILLS_ABLE),
    "new referral after the resit was never sat": (*TRAINING, *COURSE, (sit(FALL_SHORT), NextStep.SIT_RESIT),
                                                   *TRAINING, *COURSE, (sit(PASS), NextStep.ISSUE_CERTIFICATE)),
    "second trade after the first certificate": (*TRAINING, *COURSE, *SUCCESS, *TRAINING, *COURSE,
                                                 (sit(PASS), NextStep.ISSUE_CERTIFICATE),
                                                 (certify_course, NextStep.NOTHING)),
    "second referral while the first course runs": (*TRAINING, (enrol(), NextStep.FOLLOW_COURSE),
                                                    (refer(Route.TRAINING, "COUT"), NextStep.FOLLOW_COURSE),
                                                    (finish, NextStep.SIT_EXAM),
                                                    (sit(PASS), NextStep.ISSUE_CERTIFICATE),
                                                    (certify_course, NextStep.HAND_OVER_KIT),
                                                    (hand_over, NextStep.ACCEPT_REFERRAL)),
    "kit due while a second course runs": (*TRAINING, *COURSE, *SUCCESS[:2],
                                           (refer(Route.TRAINING, "COUT"), NextStep.HAND_OVER_KIT),
                                           (move(ReferralState.ACCEPTED), NextStep.HAND_OVER_KIT),
                                           (enrol("COUT"), NextStep.HAND_OVER_KIT),
                                           (hand_over, NextStep.FOLLOW_COURSE)),
    "death in the course": (*TRAINING, (enrol(), NextStep.FOLLOW_COURSE), (end(EndReason.DEATH), NextStep.HAS_DIED)),
    "death after the kit": (*TRAINING, *COURSE, *SUCCESS[:3], (die, NextStep.HAS_DIED),
                            (wait_four_months, NextStep.HAS_DIED), (not_dead, NextStep.VISIT)),
    "death in the course, of another": (*TRAINING, (enrol(), NextStep.FOLLOW_COURSE), (die, NextStep.HAS_DIED),
                                        (not_dead, NextStep.FOLLOW_COURSE)),
    # The route of a skills test
    "skills able": (*SKILLS_ABLE, (certify_skills, NextStep.HAND_OVER_KIT), *SUCCESS[2:]),
    "skills able, then management": (*SKILLS_ABLE, (certify_skills, NextStep.HAND_OVER_KIT),
                                     (hand_over, NextStep.NOTHING),
                                     (offer(OfferKind.BUSINESS_MANAGEMENT), NextStep.AWAIT_ANSWER),
                                     (answer(OfferAnswer.ACCEPTED), NextStep.ENROL),
                                     (enrol("GEST"), NextStep.FOLLOW_COURSE), (finish, NextStep.SIT_EXAM),
                                     (sit(PASS), NextStep.ISSUE_CERTIFICATE),
                                     (certify_course, NextStep.NOTHING)),
    "skills not yet, training": (*SKILLS_NOT_YET, TRAINING_OFFER, (answer(OfferAnswer.ACCEPTED), NextStep.ENROL),
                                 *COURSE, *SUCCESS),
    "test called off": (*SKILLS, (call_off, NextStep.PLAN_TEST), (plan, NextStep.HOLD_TEST)),
    "not assessed": (*SKILLS, (decide(Verdict.NOT_ASSESSED), NextStep.PLAN_TEST), (plan, NextStep.HOLD_TEST),
                     (key(4), NextStep.DECIDE_TEST), (decide(Verdict.ABLE), NextStep.ISSUE_CERTIFICATE)),
    "offer refused and a new one": (*SKILLS_NOT_YET, TRAINING_OFFER, (answer(OfferAnswer.DECLINED), NextStep.NOTHING),
                                    TRAINING_OFFER, (answer(OfferAnswer.ACCEPTED), NextStep.ENROL),
                                    (enrol(), NextStep.FOLLOW_COURSE)),
    "new referral after a refused offer": (*SKILLS_NOT_YET, TRAINING_OFFER,
                                           (answer(OfferAnswer.DECLINED), NextStep.NOTHING), *TRAINING, *COURSE),
    "skills able, then a referral for training": (*SKILLS_ABLE,
                                                  (refer(Route.TRAINING, "COUT"), NextStep.ISSUE_CERTIFICATE),
                                                  (move(ReferralState.ACCEPTED), NextStep.ISSUE_CERTIFICATE),
                                                  (certify_skills, NextStep.HAND_OVER_KIT),
                                                  (hand_over, NextStep.ENROL)),
    "withdrawn by IOM before the test": (*SKILLS, (move(ReferralState.WITHDRAWN, "Reparti"), NextStep.NOTHING)),
    "accepted at another centre": (*ELSEWHERE_ACCEPTED, (letter_to(OutgoingState.RECEIVED), NextStep.AWAIT_CENTRE),
                                   (letter_to(OutgoingState.ACCEPTED), NextStep.TELL_IOM),
                                   (iom_told, NextStep.NOTHING)),
    "no place at another centre, then here": (*ELSEWHERE_ACCEPTED,
                                              (letter_to(OutgoingState.REFUSED), NextStep.TELL_IOM),
                                              (iom_told, NextStep.MAKE_OFFER), TRAINING_OFFER,
                                              (answer(OfferAnswer.ACCEPTED), NextStep.ENROL),
                                              (enrol(), NextStep.FOLLOW_COURSE)),
    "letter taken back": (*ELSEWHERE_ACCEPTED, (letter_to(OutgoingState.WITHDRAWN), NextStep.WRITE_LETTER)),
    "death before the answer, of another": (*SKILLS_NOT_YET, TRAINING_OFFER, (die, NextStep.HAS_DIED),
                                            (not_dead, NextStep.AWAIT_ANSWER)),
    # The route of a test in the use of equipment
    "equipment able, management": (*EQUIPMENT_ABLE, (offer(OfferKind.BUSINESS_MANAGEMENT), NextStep.AWAIT_ANSWER),
                                   (answer(OfferAnswer.ACCEPTED), NextStep.ENROL),
                                   (enrol("GEST"), NextStep.FOLLOW_COURSE), (finish, NextStep.SIT_EXAM), *SUCCESS),
    "equipment able, job": (*EQUIPMENT_ABLE, (offer(OfferKind.JOB, "Somagep"), NextStep.AWAIT_ANSWER),
                            (answer(OfferAnswer.ACCEPTED), NextStep.REFER_TO_JOB)),
    "equipment able, job refused": (*EQUIPMENT_ABLE, (offer(OfferKind.JOB, "Somagep"), NextStep.AWAIT_ANSWER),
                                    (answer(OfferAnswer.DECLINED), NextStep.NOTHING)),
    "equipment not yet, training with the kit on success": (
        *EQUIPMENT, (key(1), NextStep.DECIDE_TEST), (decide(Verdict.TRAINING_OFFERED), NextStep.MAKE_OFFER),
        TRAINING_OFFER, (answer(OfferAnswer.ACCEPTED), NextStep.ENROL), *COURSE, *SUCCESS),
}  # fmt: skip


def _walk(store: Store, steps: tuple[Step, ...], person: PersonFacts = ADAMA) -> None:
    walk = build_walk(store, person)
    for number, (act, expected) in enumerate(steps, 1):
        walk.do(act)
        with store.read() as db:
            step = compute_next_step(standing_of(db, walk.person, walk.today))
        assert (number, step) == (number, expected)
        timeline = walk.timeline()
        assert timeline.next_step is expected
        assert (place_of_step(timeline) is None) == (expected in (NextStep.NOTHING, NextStep.HAS_DIED))


@pytest.mark.parametrize("steps", CASES.values(), ids=CASES.keys())
def test_a_path_shows_its_next_step_after_each_act(desk_store: Store, steps: tuple[Step, ...]) -> None:
    _walk(desk_store, steps)


def test_every_step_is_walked_through() -> None:
    assert {step for steps in CASES.values() for _, step in steps} == set(NextStep) - {NextStep.REGULARISE}


PROVISIONAL = replace(ADAMA, case_number="")


def test_a_provisional_person_is_certified_once_regularised(desk_store: Store) -> None:
    _walk(
        desk_store,
        (
            (refer(Route.TRAINING), NextStep.REGULARISE),
            (move(ReferralState.ACCEPTED), NextStep.REGULARISE),
            (enrol(), NextStep.FOLLOW_COURSE),
            (finish, NextStep.REGULARISE),
            (sit(PASS), NextStep.REGULARISE),
            (regularise, NextStep.ISSUE_CERTIFICATE),
            (certify_course, NextStep.HAND_OVER_KIT),
        ),
        PROVISIONAL,
    )
