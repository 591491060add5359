"""The month's claims on a real desk: established, submitted, sent back, approved, paid; hand-computed figures."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from centre_desk.actions.claim import (
    add_line,
    approve_claims,
    deduct_from_line,
    end_placement,
    place_child,
    prepare_claims,
    record_invoice,
    record_payments,
    release_line,
    send_back_line,
    submit_claims,
    undo_payment,
    withhold_line,
)
from centre_desk.actions.desk.users import set_roles
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.centre import Rate
from centre_desk.models.claim import ClaimLine
from centre_desk.models.desk import Correction, JournalEntry, Month
from centre_desk.models.register import Person
from centre_desk.queries.claim.sheet import LineRow, RunSheet, run_rows, run_sheet, unpaid_rows
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.claim import LineFlag, LineKind, LineState, PaymentMode, RunState
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor, MonthState, Role
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import PersonState
from centre_desk.store.opening import Store
from tests.builders import build_child
from tests.builders_claim import DECEMBER, MONTH, BuiltMonth, build_month

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
ABSENT, EXCUSED, LATE = MarkValue.ABSENT, MarkValue.EXCUSED, MarkValue.LATE


def codes(refused: pytest.ExceptionInfo[Refused]) -> set[str]:
    return {one.code for one in refused.value.refusals}


def of_kind(sheet: RunSheet, kind: LineKind) -> list[LineRow]:
    return sorted((line for line in sheet.lines if line.kind is kind), key=lambda line: line.person_id)


@pytest.fixture
def month(desk_store: Store) -> BuiltMonth:
    """Three people: 1 always there; 2 absent twice, late once; 3 excused twice."""
    exceptions = {
        (date(2019, 11, 4), AM): {2: ABSENT, 3: EXCUSED},
        (date(2019, 11, 4), PM): {2: ABSENT, 3: EXCUSED},
        (date(2019, 11, 5), AM): {2: LATE},
    }
    return build_month(desk_store, 3, exceptions=exceptions)


def prepared(store: Store, by: Actor) -> RunSheet:
    prepare_claims(store, month=MONTH, by=by, at=DECEMBER)
    return run_sheet(store, MONTH)


def approved(store: Store, secretary: Actor, director: Actor) -> RunSheet:
    run = prepared(store, secretary)
    submit_claims(store, run_id=run.run_id, by=secretary, at=DECEMBER)
    approve_claims(store, run_id=run.run_id, by=director, at=DECEMBER)
    return run_sheet(store, MONTH)


def test_allowances_and_fees_by_hand(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    sheet = prepared(desk_store, secretary)
    # 36 half-days: 45000; 45000 x 34/36 = 42500; excused count: 45000
    assert [(line.gross, line.units, line.units_planned) for line in of_kind(sheet, LineKind.ALLOWANCE)] == [
        (45_000, 36, 36),
        (42_500, 34, 36),
        (45_000, 36, 36),
    ]
    assert [line.gross for line in of_kind(sheet, LineKind.TRAINING_FEE)] == [150_000] * 3
    assert sheet.totals.due == 132_500 + 450_000
    assert sheet.state is RunState.DRAFT
    basis = of_kind(sheet, LineKind.ALLOWANCE)[1].basis
    assert basis["parts"][0] == {
        "session": "S-2019-001", "month_planned": 36, "planned": 36, "present": 33, "late": 1, "excused": 0,
        "absent": 2, "not_entered": 0, "not_held_paid": 0, "not_held_unpaid": 0,
    }  # fmt: skip


def test_establishing_again_changes_nothing(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    first = prepared(desk_store, secretary)
    again = prepare_claims(desk_store, month=MONTH, by=secretary, at=DECEMBER)
    assert again.count == 0
    assert run_sheet(desk_store, MONTH) == first
    with desk_store.read() as db:
        acts = list(db.scalars(select(JournalEntry.act).where(JournalEntry.act == "claim.prepare")))
    assert len(acts) == 1


def test_a_session_that_begins_in_the_month_is_paid_for_its_share(desk_store: Store, secretary: Actor) -> None:
    build_month(desk_store, 1, start=date(2019, 11, 18))
    line = of_kind(prepared(desk_store, secretary), LineKind.ALLOWANCE)[0]
    assert (line.units, line.units_planned, line.gross) == (18, 36, 22_500)  # two weeks of 9 out of 36


def test_marks_that_change_make_open_lines_follow(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    run = prepared(desk_store, secretary)
    change_mark(desk_store, 1, date(2019, 11, 6), AM, ABSENT)
    assert LineFlag.STALE in of_kind(run_sheet(desk_store, MONTH), LineKind.ALLOWANCE)[0].flags
    with pytest.raises(Refused) as refused:
        submit_claims(desk_store, run_id=run.run_id, by=secretary, at=DECEMBER)
    assert codes(refused) == {"claim.lines_stale"}
    assert prepare_claims(desk_store, month=MONTH, by=secretary, at=DECEMBER).count == 1
    assert of_kind(run_sheet(desk_store, MONTH), LineKind.ALLOWANCE)[0].gross == 43_750  # 35/36


def test_one_line_goes_back_and_the_others_go_on(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor
) -> None:
    run = prepared(desk_store, secretary)
    submit_claims(desk_store, run_id=run.run_id, by=secretary, at=DECEMBER)
    line = of_kind(run, LineKind.ALLOWANCE)[1]
    send_back_line(desk_store, line_id=line.id, reason="Absence à vérifier", by=director, at=DECEMBER)
    approve_claims(desk_store, run_id=run.run_id, by=director, at=DECEMBER)
    after = run_sheet(desk_store, MONTH)
    assert after.lines[0].id == line.id  # exceptions first
    assert (after.state, after.count(LineState.APPROVED)) == (RunState.DRAFT, 5)
    deduct_from_line(desk_store, line_id=line.id, amount=2_500, reason="Avance", by=secretary, at=DECEMBER)
    submit_claims(desk_store, run_id=run.run_id, by=secretary, at=DECEMBER)
    approve_claims(desk_store, run_id=run.run_id, by=director, at=DECEMBER)
    after = run_sheet(desk_store, MONTH)
    assert after.state is RunState.APPROVED
    assert after.totals.approved == 132_500 - 2_500 + 450_000


def test_who_touched_a_line_or_its_marks_does_not_approve_but_who_set_the_rates_may(
    desk_store: Store, month: BuiltMonth, admin: Actor, secretary: Actor, director: Actor
) -> None:
    run = prepared(desk_store, secretary)
    submit_claims(desk_store, run_id=run.run_id, by=secretary, at=DECEMBER)
    set_roles(desk_store, user_id=secretary.user_id, roles={Role.SECRETARY, Role.DIRECTOR}, by=admin, at=DECEMBER)
    with pytest.raises(Refused) as refused:  # Kadia prepared and keyed
        approve_claims(desk_store, run_id=run.run_id, by=secretary, at=DECEMBER)
    assert codes(refused) == {"claim.approver_touched"}
    with desk_store.begin() as db:
        db.execute(update(Rate).values(by_id=director.user_id))
    approve_claims(desk_store, run_id=run.run_id, by=director, at=DECEMBER)


def test_marks_keyed_by_the_director_keep_the_director_from_approving(
    desk_store: Store, secretary: Actor, director: Actor
) -> None:
    build_month(desk_store, 1, keyed_by=director.user_id)
    run = prepared(desk_store, secretary)
    submit_claims(desk_store, run_id=run.run_id, by=secretary, at=DECEMBER)
    with pytest.raises(Refused) as refused:
        approve_claims(desk_store, run_id=run.run_id, by=director, at=DECEMBER)
    assert codes(refused) == {"claim.approver_touched"}


def test_in_a_one_person_centre_the_claims_stay_unapproved(desk_store: Store, admin: Actor) -> None:
    build_month(desk_store, 1, keyed_by=admin.user_id)
    roles = {Role.ADMINISTRATOR, Role.SECRETARY, Role.DIRECTOR, Role.CASHIER}
    set_roles(desk_store, user_id=admin.user_id, roles=roles, by=admin, at=DECEMBER)
    run = prepared(desk_store, admin)
    submit_claims(desk_store, run_id=run.run_id, by=admin, at=DECEMBER)
    with pytest.raises(Refused):
        approve_claims(desk_store, run_id=run.run_id, by=admin, at=DECEMBER)
    assert run_sheet(desk_store, MONTH).state is RunState.SUBMITTED


def test_payments_are_of_approved_lines_once_and_not_by_the_approver(
    desk_store: Store, month: BuiltMonth, admin: Actor, secretary: Actor, director: Actor, cashier: Actor
) -> None:
    run = approved(desk_store, secretary, director)
    lines = [line.id for line in run.lines if line.kind is LineKind.ALLOWANCE]
    cash = {"mode": PaymentMode.CASH, "paid_on": DECEMBER.date(), "at": DECEMBER}
    assert record_payments(desk_store, line_ids=lines, by=cashier, **cash).count == 3
    after = run_sheet(desk_store, MONTH)
    assert (after.totals.paid, after.totals.left) == (132_500, 450_000)
    with pytest.raises(Refused) as refused:
        record_payments(desk_store, line_ids=lines[:1], by=cashier, **cash)
    assert codes(refused) == {"claim.already_paid"}
    set_roles(desk_store, user_id=director.user_id, roles={Role.DIRECTOR, Role.CASHIER}, by=admin, at=DECEMBER)
    rest = [line.id for line in run.lines if line.kind is LineKind.TRAINING_FEE]
    with pytest.raises(Refused) as refused:
        record_payments(desk_store, line_ids=rest, by=director, **cash)
    assert codes(refused) == {"claim.payer_approved"}
    payment = next(line.payment_id for line in after.lines if line.id == lines[0])
    undo_payment(desk_store, payment_id=payment or 0, reason="Absent à la caisse", by=cashier, at=DECEMBER)
    assert [row.id for row in unpaid_rows(desk_store) if row.kind is LineKind.ALLOWANCE] == [lines[0]]
    record_payments(desk_store, line_ids=lines[:1], by=cashier, **cash)
    assert run_sheet(desk_store, MONTH).totals.paid == 132_500


@pytest.mark.parametrize(
    ("mode", "reference", "day", "code"),
    [
        (PaymentMode.ORANGE_MONEY, "", 0, "claim.no_reference"),
        (PaymentMode.CASH, "", 1, "claim.paid_in_future"),
        (PaymentMode.CASH, "", -1, "claim.paid_before_approval"),
    ],
)
def test_payments_that_cannot_be(
    desk_store: Store,
    month: BuiltMonth,
    secretary: Actor,
    director: Actor,
    cashier: Actor,
    mode: PaymentMode,
    reference: str,
    day: int,
    code: str,
) -> None:
    run = approved(desk_store, secretary, director)
    paid_on = DECEMBER.date() + timedelta(days=day)
    with pytest.raises(Refused) as refused:
        record_payments(
            desk_store, line_ids=[run.lines[0].id], mode=mode, reference=reference, paid_on=paid_on, by=cashier,
            at=DECEMBER,
        )  # fmt: skip
    assert codes(refused) == {code}


def test_submitted_lines_are_not_paid(desk_store: Store, month: BuiltMonth, secretary: Actor, cashier: Actor) -> None:
    run = prepared(desk_store, secretary)
    submit_claims(desk_store, run_id=run.run_id, by=secretary, at=DECEMBER)
    with pytest.raises(Refused) as refused:
        record_payments(
            desk_store, line_ids=[run.lines[0].id], mode=PaymentMode.CASH, paid_on=DECEMBER.date(), by=cashier,
            at=DECEMBER,
        )  # fmt: skip
    assert codes(refused) == {"claim.not_approved"}


def test_a_provisional_person_is_withheld_until_regularised(
    desk_store: Store, month: BuiltMonth, secretary: Actor
) -> None:
    set_state(desk_store, 1, PersonState.PROVISIONAL)
    run = prepared(desk_store, secretary)
    withheld = [line for line in run.lines if line.state is LineState.WITHHELD]
    assert {(line.person_id, line.flags[0]) for line in withheld} == {(1, LineFlag.PROVISIONAL)}
    assert run.totals.withheld == 45_000 + 150_000
    with pytest.raises(Refused) as refused:
        release_line(desk_store, line_id=withheld[0].id, reason="Pièce vue", by=secretary, at=DECEMBER)
    assert codes(refused) == {"claim.withheld_by_facts"}
    set_state(desk_store, 1, PersonState.ACTIVE)
    assert all(line.state is LineState.DRAFT for line in prepared(desk_store, secretary).lines)


def test_a_line_withheld_by_hand_stays_withheld(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    run = prepared(desk_store, secretary)
    withhold_line(desk_store, line_id=run.lines[0].id, reason="Litige", by=secretary, at=DECEMBER)
    after = prepared(desk_store, secretary)
    assert after.lines[0].flags == (LineFlag.WITHHELD,)
    release_line(desk_store, line_id=run.lines[0].id, reason="Réglé", by=secretary, at=DECEMBER)
    assert prepared(desk_store, secretary).count(LineState.WITHHELD) == 0


def test_day_care_follows_the_days_of_the_parent(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    child = build_child(desk_store, 2, "Awa", 2016)
    old = build_child(desk_store, 2, "Issa", 2010)
    provider = month.centre.provider_id
    for number in (child, old):
        place_child(
            desk_store, dependant_id=number, provider_id=provider, start=date(2019, 11, 1), by=secretary, at=DECEMBER
        )
    lines = {line.child: line for line in of_kind(prepared(desk_store, secretary), LineKind.DAY_CARE)}
    # 20 days of course, absent the whole Monday 4: 19 x 500
    assert (lines["Awa"].units, lines["Awa"].gross, lines["Awa"].flags) == (19, 9_500, (LineFlag.NO_INVOICE,))
    assert lines["Issa"].flags[0] is LineFlag.OVER_AGE
    assert lines["Issa"].state is LineState.WITHHELD
    invoice = {"dependant_id": child, "provider_id": provider, "month": MONTH, "by": secretary, "at": DECEMBER}
    record_invoice(desk_store, days=25, number="F-31", **invoice)
    awa = next(line for line in prepared(desk_store, secretary).lines if line.child == "Awa")
    assert (awa.units, awa.flags) == (19, (LineFlag.INVOICE_ABOVE,))
    record_invoice(desk_store, days=12, number="F-31", **invoice)
    awa = next(line for line in prepared(desk_store, secretary).lines if line.child == "Awa")
    assert (awa.units, awa.gross, awa.flags) == (12, 6_000, ())


def test_a_child_is_at_one_day_care_centre_at_a_time(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    child, provider = build_child(desk_store, 2), month.centre.provider_id
    first = place_child(
        desk_store, dependant_id=child, provider_id=provider, start=date(2019, 11, 4), by=secretary, at=DECEMBER
    )
    again = {"dependant_id": child, "provider_id": provider, "by": secretary, "at": DECEMBER}
    with pytest.raises(Refused) as refused:
        place_child(desk_store, start=date(2019, 11, 18), **again)
    assert codes(refused) == {"claim.placed_twice"}
    end_placement(desk_store, placement_id=first.id, end=date(2019, 11, 15), by=secretary, at=DECEMBER)
    place_child(desk_store, start=date(2019, 11, 18), **again)
    awa = of_kind(prepared(desk_store, secretary), LineKind.DAY_CARE)[0]
    assert awa.units == 18  # from the Monday on, without the Monday when the parent was absent


def test_a_correction_of_a_closed_month_is_paid_as_arrears_once(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor
) -> None:
    approved(desk_store, secretary, director)
    close(desk_store, MONTH)
    mark = mark_of(desk_store, 2, date(2019, 11, 4), AM)
    correct(desk_store, mark, 2, "A", "P")
    january = DECEMBER + timedelta(days=35)
    prepare_claims(desk_store, month="2019-12", by=secretary, at=january)
    lines = run_sheet(desk_store, "2019-12").lines
    assert [(line.kind, line.person_id, line.net, line.arrears_of) for line in lines] == [
        (LineKind.ARREARS, 2, 1_250, MONTH)  # 45000 x 35/36 = 43750, claimed 42500
    ]
    assert prepare_claims(desk_store, month="2019-12", by=secretary, at=january).count == 0
    with pytest.raises(Refused):  # mended once
        prepare_claims(desk_store, month="2020-01", by=secretary, at=january)


def test_what_was_overpaid_is_named_for_the_deduction(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    prepared(desk_store, secretary)
    correct(desk_store, 1, 1, "", "", amount=-2_500, month="2019-10")
    line = next(line for line in prepared(desk_store, secretary).lines if line.person_id == 1)
    assert (line.basis["recover"], LineFlag.RECOVER in line.flags) == (2_500, True)
    deduct_from_line(desk_store, line_id=line.id, amount=2_500, reason="Trop perçu", by=secretary, at=DECEMBER)
    line = next(line for line in run_sheet(desk_store, MONTH).lines if line.id == line.id)
    assert (line.net, LineFlag.RECOVER in line.flags) == (42_500, False)


def test_lines_added_by_hand_keep_their_reason(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    run = prepared(desk_store, secretary)
    added = {"run_id": run.run_id, "person_id": 1, "reason": "Oubli d’octobre", "by": secretary, "at": DECEMBER}
    add_line(desk_store, kind=LineKind.ARREARS, amount=5_000, arrears_of="2019-10", **added)
    line = next(line for line in prepared(desk_store, secretary).lines if line.kind is LineKind.ARREARS)
    assert (line.net, line.flags, line.note) == (5_000, (LineFlag.MANUAL,), "Oubli d’octobre")
    for wrong, code in (
        ({"kind": LineKind.ARREARS, "amount": 5_000}, "claim.arrears_month"),
        ({"kind": LineKind.ALLOWANCE, "amount": 5_000}, "claim.line_exists"),
        ({"kind": LineKind.TRAINING_FEE, "amount": 0}, "claim.amount_missing"),
        ({"kind": LineKind.DAY_CARE, "amount": 10}, "claim.child_missing"),
    ):
        with pytest.raises(Refused) as refused:
            add_line(desk_store, **wrong, **added)  # type: ignore[arg-type]
        assert codes(refused) == {code}


def test_a_closed_month_is_not_established(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    close(desk_store, MONTH)
    with pytest.raises(Refused) as refused:
        prepare_claims(desk_store, month=MONTH, by=secretary, at=DECEMBER)
    assert codes(refused) == {"desk.month_closed"}
    with pytest.raises(Refused) as refused:
        prepare_claims(desk_store, month="2020-03", by=secretary, at=DECEMBER)
    assert codes(refused) == {"claim.month_to_come"}


def test_rights(desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor, viewer: Actor) -> None:
    with pytest.raises(Refused):
        prepare_claims(desk_store, month=MONTH, by=director, at=DECEMBER)
    run = prepared(desk_store, secretary)
    submit_claims(desk_store, run_id=run.run_id, by=secretary, at=DECEMBER)
    for actor in (secretary, viewer):
        with pytest.raises(Refused) as refused:
            approve_claims(desk_store, run_id=run.run_id, by=actor, at=DECEMBER)
        assert codes(refused) == {"desk.no_right"}


def test_the_list_of_months(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    prepared(desk_store, secretary)
    assert [(row.month, row.number, row.lines, row.net) for row in run_rows(desk_store)] == [
        (MONTH, "EP-2019-11", 6, 582_500)
    ]


def change_mark(store: Store, person: int, day: date, half: HalfDay, value: MarkValue) -> None:
    with store.begin() as db:
        db.execute(
            update(AttendanceMark)
            .where(AttendanceMark.person_id == person, AttendanceMark.day == day, AttendanceMark.half_day == half)
            .values(value=value)
        )


def mark_of(store: Store, person: int, day: date, half: HalfDay) -> int:
    query = select(AttendanceMark.id).where(
        AttendanceMark.person_id == person, AttendanceMark.day == day, AttendanceMark.half_day == half
    )
    with store.read() as db:
        return db.scalars(query).one()


def set_state(store: Store, person: int, state: PersonState) -> None:
    with store.begin() as db:
        db.execute(update(Person).where(Person.id == person).values(state=state))


def close(store: Store, month: str) -> None:
    with store.begin() as db:
        db.add(Month(month=month, state=MonthState.SEALED, version=1))


def correct(store: Store, fact: int, person: int, old: str, new: str, *, amount: int = 0, month: str = MONTH) -> None:
    moment = datetime(2019, 12, 10, tzinfo=DECEMBER.tzinfo)
    with store.begin() as db:
        db.add(
            Correction(
                month=month, fact_kind="attendance_mark", fact_id=fact, person_id=person, old=old, new=new,
                amount=amount, reason="Erreur de saisie", by_id=2, at=moment,
            )
        )  # fmt: skip


def test_stored_lines_are_exact(desk_store: Store, month: BuiltMonth, secretary: Actor) -> None:
    run = prepared(desk_store, secretary)
    with desk_store.read() as db:
        lines = list(db.scalars(select(ClaimLine)))
    assert sum(line.net for line in lines) == run.totals.due
    assert all(line.net == line.gross - line.deduction for line in lines)
