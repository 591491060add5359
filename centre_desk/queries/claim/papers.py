"""The facts of the money's papers: payment sheet and slips (allowances, arrears), day-care claim.

Facts: a paper shows the lines that are approved, or, before that, those that wait; nothing withheld. Its head
code is the journal's at the last act on the run, so that a second print is the same.
"""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.claim import ClaimLine, ClaimRun, DayCareInvoice, Payment
from centre_desk.models.desk import JournalEntry, User
from centre_desk.models.register import Dependant, Person
from centre_desk.papers.claim import DayCareClaimFacts, DayCareLine, Hands, PaymentLine, PaymentSheetFacts
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.claim.presence import sheets_of
from centre_desk.queries.claim.sheet import LineRow, lines_of_month
from centre_desk.queries.register import people_who_decline
from centre_desk.rules.claim import LineKind, LineState, PaymentMode
from centre_desk.rules.dates import last_day
from centre_desk.rules.encoding import short_head
from centre_desk.rules.register import ConsentPurpose, IdKind
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.claim.basis import say_computation

_TO_PEOPLE = frozenset({LineKind.ALLOWANCE, LineKind.ARREARS})


def claim_letterhead(store: Store, month: str) -> Letterhead:
    """Return the letterhead of a month's papers."""
    with store.read() as db:
        return letterhead_of(db, last_day(month))


def payment_sheet_facts(store: Store, month: str, words: Catalogue) -> PaymentSheetFacts:
    """Return the payment sheet of a month, for the sheet and the slips."""
    with store.read() as db:
        run = db.scalars(select(ClaimRun).where(ClaimRun.month == month)).one()
        lines = [line for line in _shown(db, run) if line.kind in _TO_PEOPLE and line.net]
        identities = _identities(db, lines, words)
        proofs = sheets_of(db, month)
        sessions = _sessions(db, run.id)
        return PaymentSheetFacts(
            number=run.number,
            month=month,
            lines=tuple(_payment_line(n, line, identities, words) for n, line in enumerate(lines, 1)),
            hands=_hands(db, run),
            proofs=tuple(sorted(number for session in sessions for number in proofs.get(session, []))),
            head_code=_head_code(db, run.id),
            approved_on=run.approved_at.date() if run.approved_at else None,
        )


def day_care_facts(store: Store, month: str) -> DayCareClaimFacts:
    """Return the day-care claim of a month; who wants no name to go to the day care stands there by number alone."""
    with store.read() as db:
        run = db.scalars(select(ClaimRun).where(ClaimRun.month == month)).one()
        lines = [line for line in _shown(db, run) if line.kind is LineKind.DAY_CARE]
        unnamed = people_who_decline(db, ConsentPurpose.DAY_CARE)
        return DayCareClaimFacts(
            number=f"{run.number}-G",
            month=month,
            lines=tuple(_day_care_line(db, line, named=line.person_id not in unnamed) for line in lines),
            hands=_hands(db, run),
            head_code=_head_code(db, run.id),
        )


def _shown(db: Session, run: ClaimRun) -> list[LineRow]:
    """Return the approved lines; while there is none, those that wait."""
    lines = [line for line in lines_of_month(db, run.month) if line.state is not LineState.WITHHELD]
    return [line for line in lines if line.state is LineState.APPROVED] or lines


def _payment_line(number: int, line: LineRow, identities: dict[int, str], words: Catalogue) -> PaymentLine:
    said = say_computation(line.kind, line.units, line.units_planned, line.rate, line.gross, line.basis, words)
    return PaymentLine(
        number=number,
        name=line.name,
        case_number=line.case_number,
        identity=identities[line.person_id],
        kind=line.kind,
        units=line.units,
        units_planned=line.units_planned,
        rate=line.rate,
        gross=line.gross,
        deduction=line.deduction,
        net=line.net,
        mode=line.mode or PaymentMode.CASH,
        session=line.session,
        basis=said,
        reference=line.reference,
        paid_on=line.paid_on,
    )


def _identities(db: Session, lines: Iterable[LineRow], words: Catalogue) -> dict[int, str]:
    people = select(Person.id, Person.id_kind, Person.id_number, Person.phone).where(
        Person.id.in_([line.person_id for line in lines])
    )
    return {
        person: phone if kind is IdKind.NONE or not number else f"{words.word(kind)} {number}"
        for person, kind, number, phone in db.execute(people)
    }


def _day_care_line(db: Session, line: LineRow, *, named: bool) -> DayCareLine:
    stored = db.get_one(ClaimLine, line.id)
    child = db.get_one(Dependant, stored.dependant_id)
    invoice = db.scalars(
        select(DayCareInvoice.number).where(
            DayCareInvoice.dependant_id == stored.dependant_id, DayCareInvoice.month == line.month
        )
    ).first()
    return DayCareLine(
        parent=line.name if named else "",
        case_number=line.case_number,
        child=line.child if named else "",
        birth_date=child.birth_date if named else None,
        birth_year=child.birth_year if named else None,
        provider=line.provider,
        days_invoiced=line.basis.get("invoiced") or 0,
        days_attended=line.units_planned,
        days_kept=line.units,
        tariff=line.rate,
        amount=line.net,
        invoice=invoice or "",
    )


def _hands(db: Session, run: ClaimRun) -> Hands:
    payers = select(Payment.by_id).join(ClaimLine, ClaimLine.id == Payment.line_id)
    paid = set(db.scalars(payers.where(ClaimLine.run_id == run.id, Payment.undone_at.is_(None))))
    return Hands(
        prepared_by=_name(db, run.by_id),
        checked_by=_name(db, run.submitted_by_id) if run.submitted_by_id != run.by_id else "",
        approved_by=_name(db, run.approved_by_id),
        paid_by=", ".join(sorted(_name(db, user) for user in paid)),
        delegated=run.delegation_id is not None,
    )


def _name(db: Session, user_id: int | None) -> str:
    user = db.get(User, user_id) if user_id else None
    return (user.full_name or user.name) if user else ""


def _sessions(db: Session, run_id: int) -> list[int]:
    query = select(ClaimLine.session_id).where(ClaimLine.run_id == run_id, ClaimLine.session_id.is_not(None))
    return sorted({session for session in db.scalars(query) if session is not None})


def _head_code(db: Session, run_id: int) -> str:
    last = select(JournalEntry.hash).where(JournalEntry.subject_kind == "claim_run", JournalEntry.subject_id == run_id)
    head = db.scalars(last.order_by(JournalEntry.seq.desc())).first()
    return short_head(head or "")
