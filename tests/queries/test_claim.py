"""The papers' facts of a month: payment sheet and day-care claim say what was approved, and print."""

from datetime import date

from centre_desk.actions.claim import (
    approve_claims,
    place_child,
    prepare_claims,
    record_payments,
    submit_claims,
    withhold_line,
)
from centre_desk.papers.claim import Hands, day_care_claim_pdf, payment_sheet_pdf, payment_slips_pdf
from centre_desk.queries.claim.papers import claim_letterhead, day_care_facts, payment_sheet_facts
from centre_desk.queries.claim.sheet import run_sheet
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.claim import LineKind, PaymentMode
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.claim.basis import say_basis, say_computation
from tests.builders import build_child
from tests.builders_claim import DECEMBER, MONTH, build_month


def test_the_papers_of_a_paid_month(
    desk_store: Store, secretary: Actor, director: Actor, cashier: Actor, fr: Catalogue
) -> None:
    built = build_month(desk_store, 3, exceptions={(date(2019, 11, 4), HalfDay.MORNING): {2: MarkValue.ABSENT}})
    child = build_child(desk_store, 1, "Awa")
    place = {"dependant_id": child, "provider_id": built.centre.provider_id, "start": date(2019, 11, 1)}
    place_child(desk_store, **place, by=secretary, at=DECEMBER)  # type: ignore[arg-type]
    run_id = prepare_claims(desk_store, month=MONTH, by=secretary, at=DECEMBER).id
    lines = run_sheet(desk_store, MONTH).lines
    third = next(line for line in lines if line.person_id == 3)
    withhold_line(desk_store, line_id=third.id, reason="Litige", by=secretary, at=DECEMBER)
    submit_claims(desk_store, run_id=run_id, by=secretary, at=DECEMBER)
    approve_claims(desk_store, run_id=run_id, by=director, at=DECEMBER)
    pay = [line.id for line in lines if (line.person_id, line.kind) == (1, LineKind.ALLOWANCE)]
    record_payments(
        desk_store, line_ids=pay, mode=PaymentMode.ORANGE_MONEY, reference="OM-77", paid_on=DECEMBER.date(),
        by=cashier, at=DECEMBER,
    )  # fmt: skip

    facts = payment_sheet_facts(desk_store, MONTH, fr)
    assert [(line.number, line.name, line.net, line.reference) for line in facts.lines] == [
        (1, "TRAORÉ Moussa1", 45_000, "OM-77"),
        (2, "TRAORÉ Moussa2", 43_750, ""),
    ]
    assert facts.hands == Hands("Kadia", "", "Fatoumata", "Seydou", False)
    assert len(facts.head_code) == 9
    letterhead = claim_letterhead(desk_store, MONTH)
    sheet = payment_sheet_pdf(facts, letterhead=letterhead, words=fr)
    assert sheet == payment_sheet_pdf(payment_sheet_facts(desk_store, MONTH, fr), letterhead=letterhead, words=fr)
    assert payment_slips_pdf(facts, letterhead=letterhead, words=fr).startswith(b"%PDF")

    care = day_care_facts(desk_store, MONTH)
    assert [(line.child, line.days_kept, line.amount) for line in care.lines] == [("Awa", 20, 10_000)]
    assert day_care_claim_pdf(care, letterhead=letterhead, words=fr).startswith(b"%PDF")


def test_the_basis_in_words(desk_store: Store, secretary: Actor, fr: Catalogue, en: Catalogue) -> None:
    build_month(desk_store, 1, exceptions={(date(2019, 11, 4), HalfDay.MORNING): {1: MarkValue.ABSENT}})
    prepare_claims(desk_store, month=MONTH, by=secretary, at=DECEMBER)
    line = next(line for line in run_sheet(desk_store, MONTH).lines if line.kind is LineKind.ALLOWANCE)
    said = say_computation(line.kind, line.units, line.units_planned, line.rate, line.gross, line.basis, fr)
    assert said == "45\u202f000 × 35 / 36 demi-journées = 43\u202f750\u00a0F\u202fCFA"
    assert ("Present", "35") in say_basis(line.basis, en)
    assert ("Absent", "1") in say_basis(line.basis, en)
