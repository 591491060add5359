"""Échanger deux personnes on real desks: what the plan says beforehand is what happens, and nothing else is touched."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, text, update

from centre_desk.actions.certificate import issue_certificates
from centre_desk.actions.overview.people import exchange_people
from centre_desk.actions.register import correct_person, tell_apart
from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine, ClaimRun, ClaimTouch, Payment
from centre_desk.models.desk import Correction, Month
from centre_desk.models.register import Dependant, ToldApart
from centre_desk.queries.certificate.queues import to_issue_rows
from centre_desk.queries.claim.arrears import arrears_lines, recoveries
from centre_desk.queries.claim.sheet import person_lines
from centre_desk.queries.overview.exchange import ExchangePlan, exchange_plan
from centre_desk.queries.overview.fiche import fiche_of
from centre_desk.queries.overview.soundness import check_desk
from centre_desk.queries.overview.timeline import person_timeline
from centre_desk.queries.register import person_sheet
from centre_desk.rules.claim import LineKind, LineState, PaymentMode, RunState
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.overview import EventKind, HeldKind
from centre_desk.rules.overview.exchange import ExchangeEffect
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register.person import PersonFacts
from centre_desk.store.opening import Store
from centre_desk.store.series import next_number
from centre_desk.texts.catalogue import catalogue
from tests.builders import build_child
from tests.builders_claim import BuiltMonth, build_month, certify

AT = datetime(2019, 12, 9, 8, 0, tzinfo=UTC)
PAID_ON = date(2019, 12, 3)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.refusals]


def plan_of(store: Store, built: BuiltMonth, by: Actor, *, stays: bool = True) -> ExchangePlan:
    one, other = built.people[:2]
    return exchange_plan(store, one, other, stays=stays, by=by, today=AT.date())


def close(store: Store, *months: str) -> None:
    with store.begin() as db:
        db.add_all(Month(month=month, state=MonthState.SEALED, version=1) for month in months)


def pay(
    store: Store, built: BuiltMonth, *nets: int, kind: LineKind = LineKind.ALLOWANCE, child: int | None = None
) -> None:
    """Insert approved and paid lines of November, one for each person in turn."""
    with store.begin() as db:
        run = db.scalars(select(ClaimRun)).first()
        if run is None:
            run = ClaimRun(number="EP-2019-11", month="2019-11", state=RunState.APPROVED, by_id=2, at=AT)
            db.add(run)
            db.flush()
        for person, net in zip(built.people, nets, strict=False):
            line = ClaimLine(
                run_id=run.id, month="2019-11", kind=kind, person_id=person, dependant_id=child,
                session_id=built.session_id, units=36, units_planned=36, rate=net, gross=net, net=net, basis="{}",
                state=LineState.APPROVED, by_id=2, at=AT,
            )  # fmt: skip
            db.add(line)
            db.flush()
            db.add(Payment(line_id=line.id, amount=net, paid_on=PAID_ON, mode=PaymentMode.CASH, by_id=5, at=AT))


def paid_to(store: Store, person: int) -> list[tuple[str, int]]:
    events = person_timeline(store, person, AT.date()).events
    return [(event.detail, event.amount) for event in events if event.kind is EventKind.PAYMENT]


def exchange(store: Store, built: BuiltMonth, by: Actor, *, money_stays: bool = True) -> tuple[int, ...]:
    one, other = built.people[:2]
    done = exchange_people(
        store, one_id=one, other_id=other, reason="erreur de fiche", money_stays=money_stays, by=by, at=AT
    )
    return done.ids


def test_a_certificate_is_cancelled_and_waits_for_the_right_person(
    desk_store: Store, secretary: Actor, director: Actor
) -> None:
    built = build_month(desk_store)
    one, other = built.people[:2]
    certificate = certify(desk_store, built, one)
    with desk_store.begin() as db:
        next_number(db, "certificate-2019")
    (line,) = (x for x in plan_of(desk_store, built, director).lines if x.fact.kind is HeldKind.CERTIFICATE)
    assert (line.effect, line.name, line.fact.detail) == (ExchangeEffect.CANCELLED, "TRAORÉ Moussa2", "C-1")
    assert [one.code for one in plan_of(desk_store, built, secretary).obstacles] == ["overview.exchange_director"]
    with pytest.raises(Refused) as refused:
        exchange(desk_store, built, secretary)
    assert codes(refused) == ["overview.exchange_director"]
    assert exchange(desk_store, built, director) == (certificate,)
    (waiting,) = to_issue_rows(desk_store)
    assert (waiting.person_id, waiting.name) == (one, "TRAORÉ Moussa2")
    with desk_store.read() as db:
        assert db.get_one(Certificate, certificate).facts == "{}", "a certificate is never rewritten"
    new = issue_certificates(desk_store, results=[waiting.source_id], issued_on=AT.date(), by=director, at=AT).id
    with desk_store.read() as db:
        made = db.get_one(Certificate, new)
        assert "Moussa2" in made.facts
        assert (made.number, db.scalar(select(func.count(Certificate.id)))) == ("2019-0002", 2)
    kinds = [event.kind for event in person_timeline(desk_store, other, AT.date()).events]
    assert EventKind.CERTIFICATE not in kinds


def test_a_closed_month_stays_and_a_correction_beside_says_whose_it_is(desk_store: Store, secretary: Actor) -> None:
    built = build_month(desk_store)
    one, other = built.people[:2]
    close(desk_store, "2019-11")
    plan = plan_of(desk_store, built, secretary)
    assert plan.obstacles == ()
    assert {line.effect for line in plan.lines} == {ExchangeEffect.CORRECTED}
    assert plan.corrected == ((one, "2019-11"), (other, "2019-11"))
    with desk_store.read() as db:
        marks = db.execute(text("SELECT * FROM attendance_mark ORDER BY id")).all()
    exchange(desk_store, built, secretary)
    with desk_store.read() as db:
        assert db.execute(text("SELECT * FROM attendance_mark ORDER BY id")).all() == marks
        told = [(c.month, c.fact_kind, c.person_id, c.old, c.new, c.amount) for c in db.scalars(select(Correction))]
    first, second = "ML10-2019-000001", "ML10-2019-000002"
    assert told == [("2019-11", "person", one, first, second, 0), ("2019-11", "person", other, second, first, 0)]
    assert check_desk(desk_store).sound


def test_money_stays_with_who_received_it_and_arrears_balance_it(desk_store: Store, secretary: Actor) -> None:
    built = build_month(desk_store)
    one, other = built.people[:2]
    pay(desk_store, built, 45_000, 30_000)
    close(desk_store, "2019-11")
    plan = plan_of(desk_store, built, secretary)
    assert [(b.file_id, b.name, b.month, b.amount) for b in plan.balances] == [
        (one, "TRAORÉ Moussa2", "2019-11", 15_000),
        (other, "TRAORÉ Moussa1", "2019-11", -15_000),
    ]
    stays = [line.name for line in plan.lines if line.effect is ExchangeEffect.STAYS]
    assert stays == ["TRAORÉ Moussa1", "TRAORÉ Moussa2"]
    exchange(desk_store, built, secretary)
    assert paid_to(desk_store, other) == [("2019-11", 45_000)], "Moussa1 stands there now, and received it"
    assert paid_to(desk_store, one) == [("2019-11", 30_000)]
    with desk_store.read() as db:
        (due,) = arrears_lines(db, "2019-12")
        assert (due.person_id, due.gross, due.arrears_of) == (one, 15_000, "2019-11")
        assert recoveries(db, "2019-12") == {other: 15_000}
    exchange(desk_store, built, secretary)
    assert paid_to(desk_store, one) == [("2019-11", 45_000)]
    with desk_store.read() as db:
        assert list(arrears_lines(db, "2019-12")) == []
        assert recoveries(db, "2019-12") == {}
        assert db.scalar(select(func.count(Payment.received_by_id))) == 0


def test_money_that_reached_the_right_one_needs_no_arrears(desk_store: Store, secretary: Actor) -> None:
    built = build_month(desk_store)
    one, other = built.people[:2]
    pay(desk_store, built, 45_000, 30_000)
    assert plan_of(desk_store, built, secretary, stays=False).balances == ()
    exchange(desk_store, built, secretary, money_stays=False)
    assert paid_to(desk_store, one) == [("2019-11", 45_000)]
    assert paid_to(desk_store, other) == [("2019-11", 30_000)]
    with desk_store.read() as db:
        assert recoveries(db, "2019-12") == {}


def test_day_care_follows_the_parent_of_the_child(desk_store: Store, secretary: Actor) -> None:
    built = build_month(desk_store)
    one, other = built.people[:2]
    child = build_child(desk_store, one)
    pay(desk_store, built, 7_500, kind=LineKind.DAY_CARE, child=child)
    close(desk_store, "2019-11")
    day_care = [line for line in plan_of(desk_store, built, secretary).lines if LineKind.DAY_CARE in line.fact.words]
    assert {(line.effect, line.name) for line in day_care} == {(ExchangeEffect.FOLLOWS, "TRAORÉ Moussa1")}
    exchange(desk_store, built, secretary)
    with desk_store.read() as db:
        assert db.get_one(Dependant, child).person_id == other
    assert paid_to(desk_store, other) == [("2019-11", 7_500)]
    assert [line.name for line in person_lines(desk_store, one)] == ["TRAORÉ Moussa1"], "named after the child’s parent"


def test_pending_day_care_moves_with_the_child_and_is_touched(desk_store: Store, secretary: Actor) -> None:
    built = build_month(desk_store)
    one, other = built.people[:2]
    child = build_child(desk_store, one)
    pay(desk_store, built, 7_500, kind=LineKind.DAY_CARE, child=child)
    with desk_store.begin() as db:
        db.execute(update(ClaimLine).values(state=LineState.DRAFT))
    exchange(desk_store, built, secretary)
    with desk_store.read() as db:
        line = db.scalars(select(ClaimLine)).one()
        assert line.person_id == other
        assert list(db.scalars(select(ClaimTouch.user_id))) == [secretary.user_id]


def test_a_certificate_is_not_cancelled_in_a_closed_month(desk_store: Store, director: Actor) -> None:
    built = build_month(desk_store)
    certify(desk_store, built, built.people[0])
    close(desk_store, "2019-12")
    with pytest.raises(Refused) as refused:
        exchange(desk_store, built, director)
    assert codes(refused) == ["overview.exchange_today"]


def test_likely_people_and_the_journal_follow_the_person(desk_store: Store, secretary: Actor) -> None:
    built = build_month(desk_store)
    one, other, third = built.people
    tell_apart(desk_store, person_id=third, other_id=one, by=secretary, at=AT)
    facts = person_sheet(desk_store, one).facts
    correct_person(desk_store, person_id=one, facts=_called(facts, "Modibo"), by=secretary, at=AT)
    exchange(desk_store, built, secretary)
    with desk_store.read() as db:
        assert [(row.person_id, row.other_id) for row in db.scalars(select(ToldApart))] == [(other, third)]
    assert "Modibo" in _journal(desk_store, other)
    assert "Modibo" not in _journal(desk_store, one)
    correct_person(desk_store, person_id=one, facts=_called(person_sheet(desk_store, one).facts, "Kalifa"),
                   by=secretary, at=AT)  # fmt: skip
    assert "Kalifa" in _journal(desk_store, one)
    assert "Kalifa" not in _journal(desk_store, other)


def _called(facts: PersonFacts, given: str) -> PersonFacts:
    return replace(facts, given_names=given)


def _journal(store: Store, person: int) -> str:
    tables = fiche_of(store, person, AT.date(), catalogue("en"))[0].tables
    return " ".join(" ".join(row) for table in tables if table.title == "Journal of the file" for row in table.rows)
