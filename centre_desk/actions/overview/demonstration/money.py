"""The end of each month: claims established, approved by another, paid by a third; the month closed and sent."""

from datetime import date

from centre_desk.actions.claim.approval import approve_claims, submit_claims
from centre_desk.actions.claim.payments import record_payments
from centre_desk.actions.claim.prepare import prepare_claims
from centre_desk.actions.monthly_return import close_month, export_return, mark_sent
from centre_desk.actions.overview.demonstration.setting import Scene, moment
from centre_desk.papers.claim import day_care_claim_pdf, payment_sheet_pdf
from centre_desk.queries.claim.month import due_of_month
from centre_desk.queries.claim.papers import claim_letterhead, day_care_facts, payment_sheet_facts
from centre_desk.queries.claim.sheet import run_sheet
from centre_desk.rules.claim import LineKind, LineState, PaymentMode
from centre_desk.rules.desk import Role
from centre_desk.texts.catalogue import catalogue


def claim_month(scene: Scene, month: str, day: date) -> None:
    """Establish and submit the month's claims; the director approves them the same day. Some months owe nothing."""
    office = scene.by(Role.SECRETARY)
    with scene.store.read() as db:
        if not due_of_month(db, month).lines:
            return
    run = prepare_claims(scene.store, month=month, by=office, at=moment(day, 9)).id
    if run_sheet(scene.store, month).count(LineState.DRAFT):
        submit_claims(scene.store, run_id=run, by=office, at=moment(day, 10))
        approve_claims(scene.store, run_id=run, by=scene.by(Role.DIRECTOR), at=moment(day, 15))


def pay_month(scene: Scene, month: str, day: date) -> None:
    """Pay what was approved: allowances in cash, what goes to providers and the centre by transfer."""
    sheet = run_sheet(scene.store, month)
    payable = [line for line in sheet.lines if line.open > 0]
    cash = [line.id for line in payable if line.kind in (LineKind.ALLOWANCE, LineKind.ARREARS)]
    bank = [line.id for line in payable if line.kind not in (LineKind.ALLOWANCE, LineKind.ARREARS)]
    for lines, mode, reference in ((cash, PaymentMode.CASH, ""), (bank, PaymentMode.BANK, f"VIR-{month}")):
        if lines:
            record_payments(
                scene.store,
                line_ids=lines,
                mode=mode,
                reference=reference,
                paid_on=day,
                by=scene.by(Role.CASHIER),
                at=moment(day, 11),
            )


def print_month(scene: Scene, month: str) -> None:
    """Keep the month's payment sheet and day-care claim in the outbox, as the demonstration alone does."""
    if not run_sheet(scene.store, month).run_id:
        return
    words = catalogue("fr")
    head = claim_letterhead(scene.store, month)
    facts = payment_sheet_facts(scene.store, month, words)
    if facts.lines:
        pdf = payment_sheet_pdf(facts, letterhead=head, words=words)
        (scene.outbox / f"etat-de-paiement-{month}.pdf").write_bytes(pdf)
    care = day_care_facts(scene.store, month)
    if care.lines:
        pdf = day_care_claim_pdf(care, letterhead=head, words=words)
        (scene.outbox / f"garderie-{month}.pdf").write_bytes(pdf)


def close_month_of(scene: Scene, month: str, day: date) -> None:
    """Close the month and keep its package in the outbox; the newest one is still to be sent."""
    director = scene.by(Role.DIRECTOR)
    close_month(scene.store, month=month, by=director, at=moment(day, 9))
    export_return(scene.store, month=month, folder=scene.outbox, by=director, at=moment(day, 10))
    if (scene.today - day).days > 20:
        mark_sent(scene.store, month=month, sent_on=day, recipient="OIM Mali", by=director, at=moment(day, 11))
