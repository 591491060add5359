"""The next step of a person, from each of the three routes, as a table of cases."""

from dataclasses import replace

import pytest

from centre_desk.rules.assessment import OfferAnswer, OfferKind, TestKind, TestState, Verdict
from centre_desk.rules.assessment.letter import OutgoingState
from centre_desk.rules.course import EndReason
from centre_desk.rules.exam import Decision
from centre_desk.rules.overview import NextStep, Standing, choose_path, compute_next_step
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.register import PersonState

NEW = Standing(PersonState.ACTIVE)
TRAINING = replace(NEW, referral=ReferralState.ACCEPTED, route=Route.TRAINING)
SKILLS = replace(TRAINING, route=Route.SKILLS_TEST)
EQUIPMENT = replace(TRAINING, route=Route.EQUIPMENT_TEST)
TESTED = replace(SKILLS, test=TestState.DECIDED, verdict=Verdict.TRAINING_OFFERED)
OFFERED = replace(TESTED, offer=OfferKind.TRAINING, answer=OfferAnswer.PENDING)
ELSEWHERE = replace(OFFERED, answer=OfferAnswer.ACCEPTED, elsewhere=True)
ENDED = replace(TRAINING, ended=EndReason.COMPLETED)

CASES = [
    (NEW, NextStep.NOTHING),
    (replace(NEW, state=PersonState.PROVISIONAL), NextStep.REGULARISE),
    (replace(TRAINING, state=PersonState.MERGED), NextStep.NOTHING),
    (replace(TRAINING, referral=ReferralState.RECEIVED), NextStep.ACCEPT_REFERRAL),
    (replace(TRAINING, referral=ReferralState.REFUSED), NextStep.NOTHING),
    (replace(TRAINING, referral=ReferralState.WAITING), NextStep.ENROL),
    (TRAINING, NextStep.ENROL),
    (replace(TRAINING, enrolled=True), NextStep.FOLLOW_COURSE),
    (replace(TRAINING, enrolled=True, state=PersonState.PROVISIONAL), NextStep.FOLLOW_COURSE),
    (ENDED, NextStep.SIT_EXAM),
    (replace(ENDED, result=Decision.RESIT), NextStep.SIT_RESIT),
    (replace(ENDED, result=Decision.ABSENT), NextStep.SIT_RESIT),
    (replace(ENDED, result=Decision.PASSED), NextStep.ISSUE_CERTIFICATE),
    (replace(ENDED, result=Decision.PASSED, certified=True), NextStep.HAND_OVER_KIT),
    (replace(ENDED, certified=True, kit_due=False), NextStep.NOTHING),
    (replace(ENDED, certified=True, kit_due=False, visit_due=True), NextStep.VISIT),
    (replace(ENDED, certified=True, kit=True), NextStep.NOTHING),
    (replace(ENDED, certified=True, kit=True, visit_due=True), NextStep.VISIT),
    (replace(TRAINING, ended=EndReason.DROP_OUT), NextStep.NOTHING),
    (replace(TRAINING, ended=EndReason.MATERNITY), NextStep.ENROL),
    (replace(TRAINING, deceased=True), NextStep.HAS_DIED),
    (replace(TRAINING, deceased=True, enrolled=True, certified=True), NextStep.HAS_DIED),
    (replace(TRAINING, ended=EndReason.DEATH), NextStep.NOTHING),
    (SKILLS, NextStep.PLAN_TEST),
    (replace(SKILLS, test=TestState.PLANNED), NextStep.HOLD_TEST),
    (replace(SKILLS, test=TestState.SCORED), NextStep.DECIDE_TEST),
    (replace(SKILLS, test=TestState.DECIDED, test_kind=TestKind.SKILLS, verdict=Verdict.ABLE),
     NextStep.ISSUE_CERTIFICATE),
    (replace(SKILLS, test=TestState.CANCELLED), NextStep.PLAN_TEST),
    (replace(SKILLS, test=TestState.PLANNED, referral=ReferralState.WITHDRAWN), NextStep.NOTHING),
    (replace(TRAINING, enrolled=True, referral=ReferralState.WITHDRAWN), NextStep.FOLLOW_COURSE),
    (replace(SKILLS, certified=True, kit_due=False, offer=OfferKind.JOB, answer=OfferAnswer.PENDING),
     NextStep.AWAIT_ANSWER),
    (replace(SKILLS, certified=True, kit_due=False, visit_due=True, offer=OfferKind.JOB,
             answer=OfferAnswer.ACCEPTED), NextStep.VISIT),
    (replace(SKILLS, test=TestState.DECIDED, verdict=Verdict.NOT_ASSESSED), NextStep.PLAN_TEST),
    (TESTED, NextStep.MAKE_OFFER),
    (OFFERED, NextStep.AWAIT_ANSWER),
    (replace(OFFERED, answer=OfferAnswer.DECLINED), NextStep.NOTHING),
    (replace(OFFERED, answer=OfferAnswer.ACCEPTED), NextStep.ENROL),
    (replace(OFFERED, answer=OfferAnswer.ACCEPTED, enrolled=True), NextStep.FOLLOW_COURSE),
    (ELSEWHERE, NextStep.WRITE_LETTER),
    (replace(ELSEWHERE, letter=OutgoingState.WRITTEN), NextStep.SEND_LETTER),
    (replace(ELSEWHERE, letter=OutgoingState.SENT), NextStep.AWAIT_CENTRE),
    (replace(ELSEWHERE, letter=OutgoingState.RECEIVED), NextStep.AWAIT_CENTRE),
    (replace(ELSEWHERE, letter=OutgoingState.ACCEPTED), NextStep.TELL_IOM),
    (replace(ELSEWHERE, letter=OutgoingState.ACCEPTED, told_iom=True), NextStep.NOTHING),
    (replace(ELSEWHERE, letter=OutgoingState.REFUSED), NextStep.TELL_IOM),
    (replace(ELSEWHERE, letter=OutgoingState.REFUSED, told_iom=True), NextStep.MAKE_OFFER),
    (replace(ELSEWHERE, letter=OutgoingState.WITHDRAWN), NextStep.WRITE_LETTER),
    (EQUIPMENT, NextStep.PLAN_TEST),
    (replace(EQUIPMENT, test=TestState.DECIDED, test_kind=TestKind.EQUIPMENT, verdict=Verdict.ABLE),
     NextStep.MAKE_OFFER),
    (replace(EQUIPMENT, offer=OfferKind.BUSINESS_MANAGEMENT, answer=OfferAnswer.ACCEPTED), NextStep.ENROL),
    (replace(EQUIPMENT, offer=OfferKind.JOB, answer=OfferAnswer.ACCEPTED), NextStep.REFER_TO_JOB),
]  # fmt: skip


@pytest.mark.parametrize(("person", "step"), CASES)
def test_each_standing_has_its_next_step(person: Standing, step: NextStep) -> None:
    assert compute_next_step(person) is step


def test_every_step_is_reached_by_a_case() -> None:
    assert {step for _, step in CASES} == set(NextStep)


WAITING_TO_ENROL = TRAINING
DROPPED_OUT = replace(TRAINING, ended=EndReason.DROP_OUT)
ABLE = replace(SKILLS, test=TestState.DECIDED, test_kind=TestKind.SKILLS, verdict=Verdict.ABLE)
FOLLOWED = replace(ENDED, certified=True, kit=True)

CHOICES = [
    ((NEW,), 0),
    ((DROPPED_OUT, FOLLOWED), 0),
    ((WAITING_TO_ENROL, DROPPED_OUT), 0),
    ((WAITING_TO_ENROL, ABLE), 1),  # a certificate is owed
    ((WAITING_TO_ENROL, replace(ENDED, result=Decision.RESIT)), 0),  # referred anew: not the resit of old
    ((WAITING_TO_ENROL, ENDED), 1),
    ((replace(TRAINING, referral=ReferralState.RECEIVED), replace(TRAINING, enrolled=True)), 1),
    ((WAITING_TO_ENROL, replace(FOLLOWED, visit_due=True)), 0),
    ((DROPPED_OUT, replace(FOLLOWED, visit_due=True)), 1),
    ((replace(TRAINING, enrolled=True), replace(ENDED, certified=True)), 1),  # a kit is owed
    ((TESTED, WAITING_TO_ENROL), 0),
]


@pytest.mark.parametrize(("paths", "chosen"), CHOICES)
def test_of_several_paths_the_step_is_that_of_one(paths: tuple[Standing, ...], chosen: int) -> None:
    assert choose_path(paths) == chosen
