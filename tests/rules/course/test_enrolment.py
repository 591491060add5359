"""Who may be enrolled, when an enrolment may end, and second keys: tables of cases."""

from dataclasses import replace
from datetime import date

import pytest

from centre_desk.rules.course import EndReason, SessionState
from centre_desk.rules.course.enrolment import (
    Enrollee,
    Named,
    Openings,
    check_end,
    check_enrolments,
    second_keys,
)
from centre_desk.rules.referral import ReferralState
from centre_desk.rules.register import PersonState

START, END = date(2019, 11, 4), date(2019, 11, 29)
SESSION = Openings(SessionState.PLANNED, START, END, 2)
AWA = Enrollee("COULIBALY Awa", PersonState.ACTIVE)


@pytest.mark.parametrize(
    ("session", "people", "start", "codes"),
    [
        (SESSION, [AWA], START, []),
        (SESSION, [AWA, AWA], START, []),
        (SESSION, [AWA, AWA, AWA], START, ["course.full"]),
        (SESSION, [], START, ["course.nobody_chosen"]),
        (replace(SESSION, state=SessionState.RUNNING), [AWA], END, []),
        (replace(SESSION, state=SessionState.FINISHED), [AWA], START, ["course.session_over"]),
        (replace(SESSION, state=SessionState.CANCELLED), [AWA], START, ["course.session_over"]),
        (SESSION, [AWA], date(2019, 11, 3), ["course.start_outside"]),
        (SESSION, [AWA], date(2019, 11, 30), ["course.start_outside"]),
        (SESSION, [replace(AWA, state=PersonState.PROVISIONAL)], START, []),
        (SESSION, [replace(AWA, state=PersonState.MERGED)], START, ["course.person_not_in_force"]),
        (SESSION, [replace(AWA, state=PersonState.ANONYMISED)], START, ["course.person_not_in_force"]),
        (SESSION, [replace(AWA, deceased=True, elsewhere="X")], START, ["course.person_deceased"]),
        (SESSION, [replace(AWA, elsewhere="Soudure 1")], START, ["course.already_in_session"]),
        (SESSION, [replace(AWA, referral=ReferralState.WAITING)], START, []),
        (SESSION, [replace(AWA, referral=ReferralState.ASSIGNED)], START, []),
        (SESSION, [replace(AWA, referral=ReferralState.REFUSED)], START, ["course.referral_closed"]),
        (SESSION, [replace(AWA, referral=ReferralState.WITHDRAWN)], START, ["course.referral_closed"]),
        (SESSION, [replace(AWA, referral_of_another=True)], START, ["course.referral_of_another"]),
    ],
)
def test_who_may_be_enrolled(session: Openings, people: list[Enrollee], start: date, codes: list[str]) -> None:
    assert [r.code for r in check_enrolments(session, people, start)] == codes


@pytest.mark.parametrize(
    ("ended", "end_on", "reason", "code"),
    [
        (False, START, EndReason.DROP_OUT, None),
        (False, END, EndReason.COMPLETED, None),
        (False, date(2019, 11, 28), EndReason.COMPLETED, "course.completed_early"),
        (True, START, EndReason.DROP_OUT, "course.already_ended"),
        (False, date(2019, 11, 3), EndReason.DROP_OUT, "course.end_outside"),
        (False, date(2019, 11, 30), EndReason.DROP_OUT, "course.end_outside"),
        (False, START, EndReason.SESSION_CANCELLED, "course.end_by_session"),
    ],
)
def test_when_an_enrolment_may_end(ended: bool, end_on: date, reason: EndReason, code: str | None) -> None:
    found = check_end(START, ended, END, end_on, reason, date(2019, 12, 1))
    assert [r.code for r in found] == ([code] if code else [])


def test_an_end_is_not_of_the_future() -> None:
    (found,) = check_end(START, False, END, END, EndReason.DROP_OUT, START)
    assert found.code == "course.end_in_future"


@pytest.mark.parametrize(
    ("people", "keys"),
    [
        ([Named(1, "TRAORÉ Moussa"), Named(2, "TRAORÉ Issa")], {}),
        ([Named(1, "TRAORÉ Moussa", "Fanta"), Named(1, "TRAORÉ Moussa", "Fanta")], {}),  # back in the course
        (
            [Named(1, "TRAORÉ Moussa", "Fanta", 1992), Named(2, "TRAORÉ Moussa", "Awa", 1992)],
            {1: "Fanta", 2: "Awa"},
        ),
        ([Named(1, "TRAORÉ Moussa", "Fanta", 1992), Named(2, "TRAORÉ Moussa", "", 1990)], {1: "1992", 2: "1990"}),
        (
            [Named(1, "TRAORÉ Moussa", "Awa", 1992, "ML-1"), Named(2, "Traoré Moussa", "Awa", 1992, "ML-2")],
            {1: "ML-1", 2: "ML-2"},
        ),
        (
            [Named(1, "TRAORÉ Moussa", "Awa", 1992), Named(2, "TRAORÉ Moussa", "Awa")],
            {1: "Awa · 1992", 2: "Awa"},
        ),
    ],
)
def test_two_people_of_one_name_are_told_apart(people: list[Named], keys: dict[int, str]) -> None:
    assert second_keys(people) == keys
