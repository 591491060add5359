"""The first screen on a scene that can be counted by hand; its counts agree with the rooms' own queues."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from centre_desk.models.centre import Trainer
from centre_desk.models.claim import ClaimLine
from centre_desk.models.desk import Month
from centre_desk.queries.certificate.queues import certificate_rows, to_issue_rows
from centre_desk.queries.overview.checks import today_checks
from centre_desk.queries.overview.today import TodaySheet, today_sheet
from centre_desk.rules.attendance.alerts import AlertKind
from centre_desk.rules.attendance.due import DueState
from centre_desk.rules.certificate import CertificateState
from centre_desk.rules.claim import LineState, RunState
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.overview.today import Topic, next_topic
from centre_desk.store.opening import Store
from tests.builders import build_centre
from tests.builders_overview import MONDAY, build_day
from tests.builders_results import build_exam, settled_exam


def test_an_empty_desk_asks_for_a_backup_alone(desk_store: Store, secretary: Actor) -> None:
    sheet = today_sheet(desk_store, secretary, MONDAY)
    assert sheet.open_topics() == {Topic.BACK_UP}
    checks = today_checks(desk_store, sheet, secretary)
    assert (checks.alerts, checks.gaps, checks.blocking, checks.kits, checks.visits) == ((), (), None, 0, 0)


def test_the_secretary_sees_rolls_claims_report_and_referrals(desk_store: Store, secretary: Actor) -> None:
    built = build_day(desk_store)
    sheet = today_sheet(desk_store, secretary, MONDAY)
    states = [row.state for row in sheet.rolls]
    assert (states.count(DueState.LATE), states.count(DueState.DUE), states.count(DueState.DONE)) == (1, 3, 1)
    assert [(row.topic, row.run_id, row.lines, row.francs) for row in sheet.claims] == [
        (Topic.APPROVE_CLAIMS, built.run_id, 20, 900_000)
    ]
    assert sheet.report is not None
    assert (sheet.report.month, sheet.report.due_on, sheet.report.days_left) == ("2019-10", date(2019, 11, 5), -6)
    assert (sheet.referrals.received, sheet.referrals.waiting, sheet.referrals.questions) == (3, 5, 0)
    assert not sheet.backup_is_old
    assert next_topic(sheet.open_topics(), secretary) is Topic.TAKE_ROLL


def test_the_checks_find_absences_and_the_invoice(desk_store: Store, secretary: Actor) -> None:
    built = build_day(desk_store)
    sheet = today_sheet(desk_store, secretary, MONDAY)
    checks = today_checks(desk_store, sheet, secretary)
    assert [(a.kind, a.person_id, a.count) for a in checks.alerts] == [(AlertKind.ABSENCES, built.masons[4], 3)]
    assert [(gap.provider, gap.days, gap.children, gap.run_id) for gap in checks.gaps] == [
        ("Crèche Les Poussins", 2, 1, built.run_id)
    ]
    assert checks.blocking == 1  # the claims are not approved


@pytest.mark.parametrize(
    ("state", "topic"),
    [
        (LineState.DRAFT, Topic.SUBMIT_CLAIMS),
        (LineState.SENT_BACK, Topic.CORRECT_CLAIMS),
        (LineState.SUBMITTED, Topic.APPROVE_CLAIMS),
    ],
)
def test_lines_tell_what_the_claims_ask_for(
    desk_store: Store, secretary: Actor, state: LineState, topic: Topic
) -> None:
    build_day(desk_store, run_state=RunState.DRAFT)
    with desk_store.begin() as db:
        db.execute(update(ClaimLine).values(state=state))
    assert [row.topic for row in today_sheet(desk_store, secretary, MONDAY).claims] == [topic]


def test_the_cashier_sees_what_is_to_pay_and_nothing_else(desk_store: Store, cashier: Actor) -> None:
    build_day(desk_store, run_state=RunState.APPROVED)
    sheet = today_sheet(desk_store, cashier, MONDAY)
    assert (sheet.rolls, sheet.report, sheet.referrals.received) == ((), None, 0)
    assert [(row.topic, row.lines, row.francs) for row in sheet.claims] == [(Topic.PAY_CLAIMS, 20, 900_000)]
    assert next_topic(sheet.open_topics(), cashier) is Topic.PAY_CLAIMS


def test_a_trainer_sees_their_own_sessions(desk_store: Store, trainer: Actor) -> None:
    built = build_day(desk_store)
    assert today_sheet(desk_store, trainer, MONDAY).rolls == ()
    with desk_store.begin() as db:
        db.execute(update(Trainer).where(Trainer.id == built.centre.trainers[0]).values(user_id=trainer.user_id))
    sheet = today_sheet(desk_store, trainer, MONDAY)
    assert len(sheet.rolls) == 5
    assert sheet.claims == ()
    assert len(today_checks(desk_store, sheet, trainer).alerts) == 1


def test_a_month_without_claims_is_to_be_established(desk_store: Store, secretary: Actor) -> None:
    build_day(desk_store)
    december = today_sheet(desk_store, secretary, date(2019, 12, 2))
    assert [(row.topic, row.month, row.lines) for row in december.claims][-1] == (
        Topic.ESTABLISH_CLAIMS, "2019-11", 77
    )  # fmt: skip


def test_a_sealed_month_is_to_be_sent_and_a_sent_one_is_past(desk_store: Store, director: Actor) -> None:
    build_day(desk_store)
    with desk_store.begin() as db:
        db.add(Month(month="2019-10", state=MonthState.SEALED, version=1))
    assert Topic.SEND_REPORT in today_sheet(desk_store, director, MONDAY).open_topics()
    with desk_store.begin() as db:
        db.execute(update(Month).values(state=MonthState.SENT))
    report = today_sheet(desk_store, director, MONDAY).report
    assert report is not None
    assert (report.month, report.over) == ("2019-11", False)


def test_the_month_may_be_closed_once_nothing_blocks(desk_store: Store, director: Actor) -> None:
    build_day(desk_store)
    sheet = today_sheet(desk_store, director, MONDAY)
    checks = today_checks(desk_store, sheet, director)
    assert Topic.CLOSE_MONTH not in checks.open_topics(sheet)
    assert Topic.CLOSE_MONTH in replace(checks, blocking=0).open_topics(sheet)


def test_counts_of_certificates_agree_with_the_queues(desk_store: Store, secretary: Actor) -> None:
    centre = build_centre(desk_store)
    exam = build_exam(desk_store, centre)
    assert today_sheet(desk_store, secretary, MONDAY).exams[0].exam_id == exam.exam_id
    settled_exam(desk_store, exam, passed=3)
    _counts_agree(desk_store, today_sheet(desk_store, secretary, MONDAY))


def _counts_agree(store: Store, sheet: TodaySheet) -> None:
    counts = sheet.certificates
    assert counts.to_issue == len(to_issue_rows(store)) == 3
    assert counts.to_print == len(certificate_rows(store, CertificateState.TO_PRINT))
    assert counts.to_hand_over == len(certificate_rows(store, CertificateState.TO_HAND_OVER))
