"""Nobody approves money that they touched or pay, and money stays exact: random acts of users with every role.

The machine keeps its own account of who did what, from what each act returned, and compares it with the desk after
every step. The short form runs with the tests; `CENTRE_DESK_LONG=10000` asks for as many sequences.
"""

import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update

from centre_desk.actions.claim import (
    add_line,
    approval,
    approve_claims,
    deduct_from_line,
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
from centre_desk.actions.desk.rights import actor_of
from centre_desk.actions.desk.users import delegate, set_roles
from centre_desk.actions.done import Done
from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.register import Person
from centre_desk.papers.monthly_return.package import return_totals
from centre_desk.queries.claim.papers import day_care_facts, payment_sheet_facts
from centre_desk.queries.claim.sheet import read_run, run_sheet
from centre_desk.queries.monthly_return.sheet import return_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.claim import LineKind, LineState, PaymentMode
from centre_desk.rules.desk import Role
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import PersonState
from centre_desk.store.opening import open_desk
from centre_desk.texts.catalogue import catalogue
from tests.builders import build_child
from tests.builders_claim import DECEMBER, MONTH, build_month
from tests.conftest import PASSWORD

SEQUENCES = int(os.environ.get("CENTRE_DESK_LONG", "10"))
EVERYTHING = {Role.SECRETARY, Role.TRAINER, Role.DIRECTOR, Role.CASHIER}
USERS = {1: {Role.ADMINISTRATOR, Role.DIRECTOR}, 2: EVERYTHING, 3: EVERYTHING, 4: EVERYTHING, 5: {Role.CASHIER}}
users = st.sampled_from(sorted({*USERS, 6}))  # 6 acts for a director by a written delegation
lines = st.integers(0, 30)


class Money(RuleBasedStateMachine):
    """Acts on the money of one month by six users; `template` is a desk with a month of attendance."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        shutil.copytree(self.template, Path(self.folder.name) / "desk")
        self.store = open_desk(Path(self.folder.name) / "desk", "Awa", PASSWORD)
        self.touched: set[int] = set()
        self.keyed: dict[int, int] = {}
        self.approvers: set[int] = set()
        self.payers: set[int] = set()
        self.run = 0

    def teardown(self) -> None:
        """Compare the desk's figures with those of its papers and of its report, then close it."""
        if self.run:
            self._compare_papers()
        self.store.close()
        self.folder.cleanup()

    def try_act(self, user: int, act: Callable[..., Done], **facts: Any) -> Done | None:
        """Let a user act; a refusal changes nothing."""
        with self.store.read() as db:
            actor = actor_of(db, user, DECEMBER.date())
        try:
            return act(self.store, by=actor, at=DECEMBER, **facts)
        except Refused:
            return None

    @initialize(user=st.sampled_from([2, 3, 4]))
    def begin(self, user: int) -> None:
        self.prepare(user)

    @rule(user=st.sampled_from([2, 3, 4]), approver=users)
    def hand_in(self, user: int, approver: int) -> None:
        """Establish, submit and try to approve at once: else facts that change in between refuse what follows."""
        self.prepare(user)
        self.submit(user)
        self.approve(approver)

    @rule(user=users)
    def prepare(self, user: int) -> None:
        done = self.try_act(user, prepare_claims, month=MONTH)
        if done is not None:
            self.run = done.id
            self.touched |= {user} if done.count else set()

    @precondition(lambda self: self.run)
    @rule(user=users)
    def submit(self, user: int) -> None:
        self.try_act(user, submit_claims, run_id=self.run)

    @precondition(lambda self: self.run)
    @rule(user=users)
    def approve(self, user: int) -> None:
        with self.store.read() as db:
            behind = set(db.scalars(select(AttendanceMark.by_id).distinct()))
        if self.try_act(user, approve_claims, run_id=self.run) is not None:
            assert user not in self.touched | behind, "approved what they touched"
            assert user not in self.payers, "approved what they paid"
            self.approvers.add(user)

    @precondition(lambda self: self.run)
    @rule(user=users, line=lines)
    def send_back(self, user: int, line: int) -> None:
        self.try_act(user, send_back_line, line_id=self.line(line), reason="Vérifier")

    @precondition(lambda self: self.run)
    @rule(user=users, line=lines, amount=st.integers(-5, 60_000))
    def deduct(self, user: int, line: int, amount: int) -> None:
        self.note_touch(user, self.try_act(user, deduct_from_line, line_id=self.line(line), amount=amount, reason="A"))

    @precondition(lambda self: self.run)
    @rule(user=users, line=lines, act=st.sampled_from([withhold_line, release_line]))
    def set_aside(self, user: int, line: int, act: Callable[..., Done]) -> None:
        self.note_touch(user, self.try_act(user, act, line_id=self.line(line), reason="Litige"))

    @precondition(lambda self: self.run)
    @rule(user=users, person=st.integers(1, 3), amount=st.integers(0, 20_000))
    def add(self, user: int, person: int, amount: int) -> None:
        facts = {"kind": LineKind.ARREARS, "person_id": person, "amount": amount, "arrears_of": "2019-10"}
        self.note_touch(user, self.try_act(user, add_line, run_id=self.run, reason="Oubli", **facts))

    @rule(user=users, days=st.integers(0, 31))
    def invoice(self, user: int, days: int) -> None:
        facts = {"dependant_id": 1, "provider_id": 1, "month": MONTH, "days": days}
        done = self.try_act(user, record_invoice, **facts)
        if done is not None:
            self.keyed[-1] = user

    @rule(
        user=st.sampled_from([2, 3, 4]),
        person=st.integers(1, 3),
        day=st.integers(4, 8),
        value=st.sampled_from(MarkValue),
    )
    def key_mark(self, user: int, person: int, day: int, value: MarkValue) -> None:
        where = AttendanceMark.person_id == person, AttendanceMark.day == date(2019, 11, day)
        with self.store.begin() as db:
            db.execute(update(AttendanceMark).where(*where).values(value=value, by_id=user))

    @rule(person=st.integers(1, 3), state=st.sampled_from([PersonState.ACTIVE, PersonState.PROVISIONAL]))
    def regularise(self, person: int, state: PersonState) -> None:
        with self.store.begin() as db:
            db.execute(update(Person).where(Person.id == person).values(state=state))

    @precondition(lambda self: self.run)
    @rule(user=users, chosen=st.lists(lines, min_size=1, max_size=6))
    def pay(self, user: int, chosen: list[int]) -> None:
        wanted = [self.line(line) for line in chosen]
        done = self.try_act(user, record_payments, line_ids=wanted, mode=PaymentMode.CASH, paid_on=DECEMBER.date())
        if done is not None:
            assert user not in self.approvers, "paid what they approved"
            self.payers.add(user)

    @precondition(lambda self: self.payers)
    @rule(user=users, number=lines)
    def undo(self, user: int, number: int) -> None:
        with self.store.read() as db:
            payments = list(db.scalars(select(Payment.id).order_by(Payment.id)))
        self.try_act(user, undo_payment, payment_id=payments[number % len(payments)], reason="Absent")

    @invariant()
    def money_is_exact(self) -> None:
        with self.store.read() as db:
            sheet = read_run(db, MONTH)
            stored = list(db.scalars(select(ClaimLine)))
            paid = list(db.scalars(select(Payment).where(Payment.undone_at.is_(None))))
        assert all(line.net == line.gross - line.deduction >= 0 for line in stored)
        assert sheet.totals.due + sheet.totals.withheld == sum(line.net for line in stored)
        assert sheet.totals.paid == sum(payment.amount for payment in paid)
        assert sheet.totals.left == sum(line.open for line in sheet.lines) >= 0
        assert len({payment.line_id for payment in paid}) == len(paid)
        approved = {line.id: line for line in stored if line.state is LineState.APPROVED}
        assert all(approved[payment.line_id].net == payment.amount for payment in paid)
        assert {line.approved_by_id for line in approved.values()} <= self.approvers

    def line(self, number: int) -> int:
        """Return one of the lines of the run."""
        with self.store.read() as db:
            known = list(db.scalars(select(ClaimLine.id).order_by(ClaimLine.id)))
        return known[number % len(known)]

    def note_touch(self, user: int, done: Done | None) -> None:
        """Remember that a user changed a line."""
        if done is not None:
            self.touched.add(user)

    def _compare_papers(self) -> None:
        words = catalogue("fr")
        sheet = run_sheet(self.store, MONTH)
        shown = [line for line in sheet.lines if line.state is LineState.APPROVED] or [
            line for line in sheet.lines if line.state is not LineState.WITHHELD
        ]
        people = {LineKind.ALLOWANCE, LineKind.ARREARS}
        assert sum(line.net for line in payment_sheet_facts(self.store, MONTH, words).lines) == sum(
            line.net for line in shown if line.kind in people
        )
        assert sum(line.amount for line in day_care_facts(self.store, MONTH).lines) == sum(
            line.net for line in shown if line.kind is LineKind.DAY_CARE
        )
        with self.store.read() as db:
            totals = return_totals(return_sheet(db, MONTH))
        stated = ("allowances_net_francs", "day_care_amount_francs", "training_fees_amount_francs")
        assert sum(totals[name] for name in stated) == sheet.totals.due


@pytest.fixture(scope="module")
def month_template(desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk with three people's November, a child in day care, and users with as many roles as can be."""
    folder = tmp_path_factory.mktemp("money") / "desk"
    shutil.copytree(desk_template, folder)
    with open_desk(folder, "Awa", PASSWORD) as store:
        build_month(store, 3, keyed_by=2)
        build_child(store, 1)
        with store.read() as db:
            admin = actor_of(db, 1, DECEMBER.date())
        for user, roles in USERS.items():
            set_roles(store, user_id=user, roles=roles, by=admin, at=DECEMBER)
        with store.read() as db:
            secretary, director = actor_of(db, 2, DECEMBER.date()), actor_of(db, 4, DECEMBER.date())
        start = date(2019, 11, 1)
        place_child(store, dependant_id=1, provider_id=1, start=start, by=secretary, at=DECEMBER)
        lent = {"first_day": start, "last_day": start + timedelta(days=90), "document": "Note 12"}
        delegate(store, to_user_id=6, role=Role.DIRECTOR, by=director, at=DECEMBER, **lent)
    return folder


def test_nobody_approves_their_own_money(month_template: Path) -> None:
    Money.template = month_template
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_without_the_guard_the_machine_tells(month_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the same steps fail once the protection is taken away."""
    Money.template = month_template
    for guard, said in (("check_approver", "approved what they touched"), ("", "")):
        machine = Money()
        try:
            with monkeypatch.context() as patched:
                if guard:
                    patched.setattr(approval, guard, lambda *_: ())
                    with pytest.raises(AssertionError, match=said):
                        machine.hand_in(2, 2)
                else:
                    machine.hand_in(2, 2)
                    assert not machine.approvers
        finally:
            machine.teardown()
