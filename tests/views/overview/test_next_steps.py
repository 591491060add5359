"""The button beside the next step opens the room that takes it, at the very line: walked with one person."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from centre_desk.rules.assessment import OfferAnswer, OfferKind, Verdict
from centre_desk.rules.desk import Actor
from centre_desk.rules.overview import NextStep
from centre_desk.rules.referral import ReferralState, Route
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.views.assessment.offers_panel import OffersPanel
from centre_desk.views.assessment.panel import TestsPanel
from centre_desk.views.certificate.jury_panel import JuryPanel
from centre_desk.views.certificate.panel import CertificatesPanel
from centre_desk.views.course.panel import SessionsPanel
from centre_desk.views.kit.panel import KitsPanel
from centre_desk.views.overview.timeline_panel import TimelinePanel
from centre_desk.views.parts.panel import Panel
from centre_desk.views.referral.panel import ReferralsPanel
from centre_desk.views.register.panel import PeoplePanel
from centre_desk.views.window.main import MainWindow
from tests.builders import build_session
from tests.builders_path import (
    ADAMA,
    Act,
    answer,
    build_walk,
    certify_course,
    decide,
    enrol,
    finish,
    key,
    move,
    offer,
    plan,
    refer,
    sit,
)
from tests.views.path_hands import LEFT, Hands

MakeWindow = Callable[[Actor], MainWindow]
SKILLS = (refer(Route.SKILLS_TEST), move(ReferralState.ACCEPTED))
NOT_YET = (*SKILLS, plan, key(1), decide(Verdict.TRAINING_OFFERED))
COURSE = (refer(Route.TRAINING), move(ReferralState.ACCEPTED), enrol(), finish)

CASES: dict[str, tuple[NextStep, type[Panel], tuple[Act, ...]]] = {
    "answer the referral": (NextStep.ACCEPT_REFERRAL, ReferralsPanel, (refer(Route.TRAINING),)),
    "appointment": (NextStep.PLAN_TEST, TestsPanel, SKILLS),
    "test": (NextStep.HOLD_TEST, TestsPanel, (*SKILLS, plan)),
    "offer": (NextStep.MAKE_OFFER, OffersPanel, NOT_YET),
    "answer": (NextStep.AWAIT_ANSWER, OffersPanel, (*NOT_YET, offer(OfferKind.TRAINING))),
    "enrol": (NextStep.ENROL, SessionsPanel,
              (*NOT_YET, offer(OfferKind.TRAINING), answer(OfferAnswer.ACCEPTED))),
    "exam": (NextStep.SIT_EXAM, JuryPanel, COURSE),
    "resit": (NextStep.SIT_RESIT, JuryPanel, (*COURSE, sit(800))),
    "certificate": (NextStep.ISSUE_CERTIFICATE, CertificatesPanel, (*COURSE, sit(1400))),
    "kit": (NextStep.HAND_OVER_KIT, KitsPanel, (*COURSE, sit(1400), certify_course)),
}  # fmt: skip


@pytest.mark.parametrize(("step", "kind", "acts"), CASES.values(), ids=CASES.keys())
def test_the_step_leads_to_its_line(
    qtbot: QtBot,
    make_window: MakeWindow,
    desk_store: Store,
    secretary: Actor,
    step: NextStep,
    kind: type[Panel],
    acts: tuple[Act, ...],
) -> None:
    walk = build_walk(desk_store, ADAMA)
    build_session(desk_store, walk.centre, code="S-COUT", name="Couture", trade="COUT")
    masons = build_session(desk_store, walk.centre, code="S-MACO", name="Maçonnerie")
    for act in acts:
        walk.do(act)
    window = make_window(secretary)
    window.context._clock = lambda: walk.at
    hands = Hands(qtbot, window)
    window.go_to(Room.OVERVIEW, walk.person)
    path = hands.panel(TimelinePanel)
    assert path.step.text() == window.words.word(step)
    qtbot.mouseClick(path.next, LEFT)
    panel = hands.panel(kind)
    if isinstance(panel, SessionsPanel):
        row = panel.table.current_row()
        assert row is not None
        assert row.id == masons  # the next session of the trade that was offered, with a place
    elif isinstance(panel, TestsPanel):
        shown = panel.page.sheet.person_id if panel.page.sheet is not None else 0
        assert shown == (walk.person if step is NextStep.HOLD_TEST else 0)  # an appointment is given from the list
    elif isinstance(panel, JuryPanel):
        sheet = panel.sheet()
        assert (sheet.session_id if sheet is not None else 0) == (walk.sessions[0] if step is NextStep.SIT_RESIT else 0)
    else:
        line = panel.table.current_row()  # type: ignore[attr-defined]
        assert line is not None
        assert line.person_id == walk.person


def test_a_file_to_complete_is_opened(
    qtbot: QtBot, make_window: MakeWindow, desk_store: Store, secretary: Actor
) -> None:
    walk = build_walk(desk_store, replace(ADAMA, case_number=""))
    window = make_window(secretary)
    hands = Hands(qtbot, window)
    window.go_to(Room.OVERVIEW, walk.person)
    qtbot.mouseClick(hands.panel(TimelinePanel).next, LEFT)
    row = hands.panel(PeoplePanel).table.current_row()
    assert row is not None
    assert row.id == walk.person

