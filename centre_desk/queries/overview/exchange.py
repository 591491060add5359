"""What an exchange of two people would do, fact by fact, before it happens; and what stands against it.

The two change places under the same facts: who was "number 7" is the other from then on. What a closed month said
stays and a correction beside it says whose it is; a certificate bears a name for ever, so that it is cancelled and
issued anew; money stays with who received it, and what that leaves owed is balanced by arrears.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from centre_desk.models.certificate import Certificate
from centre_desk.models.claim import ClaimLine, Payment
from centre_desk.models.register import Person
from centre_desk.queries.certificate.standing import in_force
from centre_desk.queries.desk import is_open, month_states
from centre_desk.queries.overview.people import HeldFact, closed_months, held_in, receiver_of_payment
from centre_desk.queries.register import IN_FORCE, deceased, list_name
from centre_desk.rules.claim import LineKind
from centre_desk.rules.dates import month_of
from centre_desk.rules.desk import Actor, MonthState, Right
from centre_desk.rules.overview import HeldKind
from centre_desk.rules.overview.exchange import ExchangeEffect, PaidOut, balance_after_exchange
from centre_desk.rules.refusal import Refusal, refusal
from centre_desk.store.opening import Store

PERSON_FACT, MONEY_FACT = "person", "money_received"
_OWN_MONEY = (LineKind.ALLOWANCE, LineKind.ARREARS)


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """A fact that stands under a file, what becomes of it, and the name that the effect is about."""

    file_id: int
    effect: ExchangeEffect
    name: str
    fact: HeldFact


@dataclass(frozen=True, slots=True)
class Balance:
    """What becomes due (+) or to be recovered (-) for who will stand in a file, for a month, in francs."""

    file_id: int
    name: str
    month: str
    amount: int


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    """The whole of an exchange. `corrected`: file and closed month of each correction; `certificates`: numbers by id.

    `names`: of the two files before the exchange. Nothing may be done while there are `obstacles`.
    """

    names: dict[int, str]
    obstacles: tuple[Refusal, ...]
    lines: tuple[ExchangeLine, ...] = ()
    balances: tuple[Balance, ...] = ()
    corrected: tuple[tuple[int, str], ...] = ()
    certificates: tuple[tuple[int, str], ...] = ()

    @property
    def right(self) -> Right:
        """Return the right that the exchange takes: certificates are cancelled by the director."""
        return Right.CANCEL_CERTIFICATES if self.certificates else Right.ENTER


def exchange_plan(
    store: Store, one_id: int, other_id: int, *, stays: bool, by: Actor, today: date
) -> ExchangePlan:
    """Return what an exchange would do today; see the head of this file."""
    with store.read() as db:
        return plan_exchange(db, one_id, other_id, stays=stays, by=by, today=today)


def plan_exchange(
    db: Session, one_id: int, other_id: int, *, stays: bool, by: Actor, today: date
) -> ExchangePlan:
    """Return the plan inside an act."""
    people = [db.get_one(Person, number) for number in (one_id, other_id)]
    names = {person.id: list_name(person.family_name, person.given_names) for person in people}
    if one_id == other_id:
        return ExchangePlan(names, (refusal("overview.same_person"),))
    gone = [person for person in people if person.state not in IN_FORCE]
    if gone:
        return ExchangePlan(names, tuple(refusal("register.not_in_force", name=names[one.id]) for one in gone))
    certificates = _certificates(db, one_id, other_id)
    balances = _balances(db, one_id, other_id, names, stays=stays)
    return ExchangePlan(
        names=names,
        obstacles=tuple(_obstacles(db, names, certificates, by, today)),
        lines=tuple(_lines(db, one_id, other_id, names, dict(certificates), stays=stays)),
        balances=balances,
        corrected=tuple((number, month) for number in (one_id, other_id) for month in closed_months(db, number)),
        certificates=certificates,
    )


def _obstacles(
    db: Session, names: dict[int, str], certificates: tuple[tuple[int, str], ...], by: Actor, today: date
) -> Iterator[Refusal]:
    for number in sorted(deceased(db, list(names))):
        yield refusal("overview.exchange_death", name=names[number])
    numbers = ", ".join(number for _, number in certificates)
    if certificates and not by.may(Right.CANCEL_CERTIFICATES):
        yield refusal("overview.exchange_director", numbers=numbers)
    if certificates and not is_open(db, today):
        yield refusal("overview.exchange_today", numbers=numbers, month=month_of(today))


def _certificates(db: Session, *people: int) -> tuple[tuple[int, str], ...]:
    query = select(Certificate.id, Certificate.number).where(Certificate.person_id.in_(people), in_force())
    return tuple((number, text) for number, text in db.execute(query.order_by(Certificate.id)))


def _lines(
    db: Session, one_id: int, other_id: int, names: dict[int, str], certificates: dict[int, str], *, stays: bool
) -> Iterator[ExchangeLine]:
    closed = {month for month, state in month_states(db) if state is not MonthState.OPEN}
    valid = frozenset(certificates.values())
    for file_id, own, other in ((one_id, names[one_id], names[other_id]), (other_id, names[other_id], names[one_id])):
        for fact in held_in(db, file_id):
            effect = _effect(fact, closed, valid, stays=stays)
            if effect is None:
                continue
            with_own = effect in (ExchangeEffect.FOLLOWS, ExchangeEffect.STAYS)
            yield ExchangeLine(file_id, effect, own if with_own else other, fact)


def _effect(fact: HeldFact, closed: set[str], valid: frozenset[str], *, stays: bool) -> ExchangeEffect | None:
    """Return what becomes of one fact; nothing becomes of a certificate that is cancelled already."""
    if LineKind.DAY_CARE in fact.words:
        return ExchangeEffect.FOLLOWS  # it is paid for the child, who stays with the parent
    if fact.kind is HeldKind.PAYMENT and stays and LineKind.TRAINING_FEE not in fact.words:
        return ExchangeEffect.STAYS
    if fact.kind is HeldKind.CERTIFICATE:
        return ExchangeEffect.CANCELLED if fact.detail in valid else None
    if fact.kind is HeldKind.KIT:
        return ExchangeEffect.HAND_ON
    return ExchangeEffect.CORRECTED if fact.when[:7] in closed else ExchangeEffect.MOVES


def _balances(
    db: Session, one_id: int, other_id: int, names: dict[int, str], *, stays: bool
) -> tuple[Balance, ...]:
    changes = balance_after_exchange(_paid(db, one_id, other_id), one_id, other_id, stays=stays)
    after = {one_id: names[other_id], other_id: names[one_id]}
    return tuple(
        Balance(file_id, after[file_id], month, amount)
        for (file_id, month), amount in changes.items()
        if file_id in after
    )


def _paid(db: Session, *people: int) -> list[PaidOut]:
    """Return what was paid to people for themselves; day care and the centre's fee are not theirs."""
    receiver = receiver_of_payment()
    query = (
        select(ClaimLine.person_id, receiver, ClaimLine.month, ClaimLine.arrears_of, Payment.amount)
        .join(ClaimLine, ClaimLine.id == Payment.line_id)
        .where(Payment.undone_at.is_(None), ClaimLine.kind.in_(_OWN_MONEY))
        .where(or_(ClaimLine.person_id.in_(people), receiver.in_(people)))
    )
    rows = db.execute(query)
    return [PaidOut(file, who, arrears_of or month, amount) for file, who, month, arrears_of, amount in rows]
