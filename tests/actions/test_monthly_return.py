"""Closing a month on a real desk: what blocks it, what is frozen, the package, reopening, sending, replacing."""

import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from centre_desk.actions.claim import approve_claims, prepare_claims, record_payments, submit_claims
from centre_desk.actions.monthly_return import (
    close_month,
    export_name_list,
    export_return,
    mark_sent,
    record_answer,
    reopen_month,
    replace_return,
    set_age_bands,
)
from centre_desk.models.desk import BackupRecord, Correction, Month
from centre_desk.models.monthly_return import MonthlyReturn
from centre_desk.models.register import Consent
from centre_desk.papers.monthly_return.canonical import canonical_bytes, read_canonical
from centre_desk.papers.monthly_return.facts import ReturnSheet
from centre_desk.queries.claim.sheet import run_sheet
from centre_desk.queries.monthly_return.checklist import checklist
from centre_desk.queries.monthly_return.history import closed_months, month_choices, month_to_close, preview
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.claim import LineKind, PaymentMode
from centre_desk.rules.course import HalfDay
from centre_desk.rules.desk import Actor, MonthState
from centre_desk.rules.monthly_return import Dimension, IomAnswer, Measure, Severity
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register import ConsentPurpose, ConsentState
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.store.sealing import decrypt_with, new_age_key
from tests.builders_claim import DECEMBER, MONTH, BuiltMonth, build_month, certify

AM = HalfDay.MORNING


@pytest.fixture
def month(desk_store: Store) -> BuiltMonth:
    return build_month(desk_store, 3, exceptions={(date(2019, 11, 4), AM): {2: MarkValue.ABSENT}})


def claim(store: Store, secretary: Actor, director: Actor) -> int:
    run = prepare_claims(store, month=MONTH, by=secretary, at=DECEMBER).id
    submit_claims(store, run_id=run, by=secretary, at=DECEMBER)
    approve_claims(store, run_id=run, by=director, at=DECEMBER)
    return run


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code.removeprefix("monthly_return.") for one in refused.value.refusals]


def canonical(store: Store, version: int = 1) -> bytes:
    query = select(MonthlyReturn.canonical).where(MonthlyReturn.month == MONTH, MonthlyReturn.version == version)
    with store.read() as db:
        return db.scalars(query).one()


def frozen(store: Store, version: int = 1) -> ReturnSheet:
    return read_canonical(canonical(store, version))


def count(sheet: ReturnSheet, measure: Measure) -> tuple[int, int, int, int | None]:
    row = next(row for row in sheet.counts if row.measure is measure)
    return row.female, row.male, row.total, row.cumulative


def test_what_blocks_is_named_with_its_place(desk_store: Store, director: Actor) -> None:
    built = build_month(desk_store, 2, skip=frozenset({(date(2019, 11, 5), AM)}))
    found = {item.finding.code: item for item in checklist(desk_store, MONTH)}
    rolls = found["monthly_return.rolls_missing"]
    assert (rolls.severity, rolls.count, rolls.room, rolls.target) == (
        Severity.BLOCKING,
        1,
        Room.ATTENDANCE,
        built.session_id,
    )
    assert found["monthly_return.claims_missing"].count == 4
    with pytest.raises(Refused) as refused:
        close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    assert codes(refused) == ["blocked", "rolls_missing", "claims_missing"]


def test_a_month_is_closed_from_the_next_one_on_by_the_director(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor
) -> None:
    claim(desk_store, secretary, director)
    with pytest.raises(Refused) as refused:
        close_month(desk_store, month=MONTH, by=director, at=datetime(2019, 11, 30, 18, tzinfo=UTC))
    assert codes(refused) == ["month_not_over"]
    with pytest.raises(Refused):
        close_month(desk_store, month=MONTH, by=secretary, at=DECEMBER)
    assert close_month(desk_store, month=MONTH, by=director, at=DECEMBER).count == 1
    with pytest.raises(Refused) as refused:
        close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    assert codes(refused) == ["already_closed"]
    with desk_store.read() as db:
        assert db.get_one(Month, MONTH).state is MonthState.SEALED
        assert [row.why for row in db.scalars(select(BackupRecord))] == ["closing"]


def test_the_frozen_report_by_hand(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor, cashier: Actor
) -> None:
    claim(desk_store, secretary, director)
    certify(desk_store, month, 1, issued_on=date(2019, 11, 30))
    pay = [line.id for line in run_sheet(desk_store, MONTH).lines if line.kind is LineKind.ALLOWANCE][:1]
    record_payments(desk_store, line_ids=pay, mode=PaymentMode.CASH, paid_on=DECEMBER.date(), by=cashier, at=DECEMBER)
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    sheet = frozen(desk_store)
    # three men of 27 at the course's start, Bamako, masonry; 36 half-days, one absence; 45000 + 43750 + 45000
    assert count(sheet, Measure.ENROLLED) == (0, 3, 3, 3)
    assert count(sheet, Measure.HALF_DAYS_ATTENDED) == (0, 107, 107, 107)
    assert count(sheet, Measure.HALF_DAYS_EXPECTED) == (0, 108, 108, 108)
    assert count(sheet, Measure.PASSED) == (0, 1, 1, 1)
    assert count(sheet, Measure.CERTIFIED) == (0, 1, 1, 1)
    assert count(sheet, Measure.ALLOWANCE_FRANCS_DUE) == (0, 133_750, 133_750, 133_750)
    assert count(sheet, Measure.TRAINING_FEE_FRANCS_DUE) == (0, 450_000, 450_000, 450_000)
    assert count(sheet, Measure.ALLOWANCE_FRANCS_PAID) == (0, 0, 0, 0)  # paid in December
    assert count(sheet, Measure.FRANCS_OUTSTANDING)[2] == 583_750 - sum(row.paid for row in sheet.allowances)
    assert sum(row.net for row in sheet.allowances) == 133_750
    assert sum(row.amount for row in sheet.fees) == 450_000
    assert {(row.dimension, row.key, row.male) for row in sheet.breakdowns if row.measure is Measure.ENROLLED} == {
        (Dimension.AGE, "18-29", 3),
        (Dimension.REGION, "00", 3),
        (Dimension.TRADE, "MACO", 3),
    }
    session = sheet.sessions[0]
    assert (session.half_days_planned, session.half_days_held, session.enrolled_male, session.passed) == (36, 36, 3, 1)
    assert (session.expected, session.attended) == (108, 107)
    assert sheet.attendance[1].absent == 1
    assert sheet.allowances[1].basis == "45000*35/36=43750 (P35 R0 AJ0 A1)"
    assert [region.name for region in sheet.regions] == ["Bamako"]
    assert [trade.code for trade in sheet.trades] == ["MACO"]
    assert sheet.signed_by == "Fatoumata"
    assert {row.code for row in sheet.checks} == {"monthly_return.claims_unpaid"}
    text = canonical(desk_store).decode()
    assert "Traoré" not in text
    assert "Moussa" not in text


def test_the_package_is_the_same_each_time_and_opens(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor, tmp_path: Path
) -> None:
    claim(desk_store, secretary, director)
    with pytest.raises(Refused) as refused:
        export_return(desk_store, month=MONTH, folder=tmp_path, by=secretary, at=DECEMBER)
    assert codes(refused) == ["not_closed"]
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    first = export_return(desk_store, month=MONTH, folder=tmp_path / "a", by=secretary, at=DECEMBER)
    later = DECEMBER + timedelta(days=9)
    again = export_return(desk_store, month=MONTH, folder=tmp_path / "b", by=secretary, at=later)
    assert first.path.name == "CFP-SENOU-2019-11-v1.zip"
    assert first.path.read_bytes() == again.path.read_bytes()
    english = export_return(desk_store, month=MONTH, folder=tmp_path / "c", language="en", by=secretary, at=later)
    with zipfile.ZipFile(first.path) as package, zipfile.ZipFile(english.path) as other:
        assert package.read("return.json") == other.read("return.json") == canonical(desk_store)
        assert json.loads(package.read("manifest.json"))["totals"]["allowances_net_francs"] == 133_750
        with package.open("return.xlsx") as book:
            assert "Allocations" in load_workbook(book, read_only=True).sheetnames
    assert closed_months(desk_store)[0].exported == 3


def test_reopening_makes_a_new_version(desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor) -> None:
    claim(desk_store, secretary, director)
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    with pytest.raises(Refused) as refused:
        reopen_month(desk_store, month=MONTH, reason=" ", by=director, at=DECEMBER)
    assert refused.value.refusals[0].code == "desk.no_reason"
    reopen_month(desk_store, month=MONTH, reason="Note oubliée", by=director, at=DECEMBER)
    assert preview(desk_store, MONTH).state is MonthState.OPEN
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER + timedelta(days=1))
    assert frozen(desk_store, 2).version == 2
    assert frozen(desk_store, 2).replaces == closed_months(desk_store)[1].sha256
    assert [(row.version, row.state) for row in closed_months(desk_store)] == [
        (2, MonthState.SEALED),
        (1, MonthState.OPEN),
    ]


def test_a_sent_month_never_opens_again_but_is_replaced_if_iom_asks(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor
) -> None:
    claim(desk_store, secretary, director)
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    mark_sent(desk_store, month=MONTH, sent_on=DECEMBER.date(), by=secretary, at=DECEMBER)
    with pytest.raises(Refused) as refused:
        reopen_month(desk_store, month=MONTH, reason="Trop tard", by=director, at=DECEMBER)
    assert codes(refused) == ["sent_for_good"]
    with pytest.raises(Refused) as refused:
        replace_return(desk_store, month=MONTH, reason="Erreur", by=director, at=DECEMBER)
    assert codes(refused) == ["replacement_not_asked"]
    asked = {"answer": IomAnswer.REPLACEMENT_ASKED, "on_date": DECEMBER.date(), "by": secretary, "at": DECEMBER}
    record_answer(desk_store, month=MONTH, note="Session S-2019-001", **asked)
    correct(desk_store, MONTH)
    replace_return(desk_store, month=MONTH, reason="Demande de l’OIM", by=director, at=DECEMBER)
    sheet = frozen(desk_store, 2)
    assert (sheet.version, len(sheet.corrections), sheet.note) == (2, 1, "Demande de l’OIM")
    newest = closed_months(desk_store)[0]
    assert (newest.state, newest.version, newest.answer) == (MonthState.SENT, 2, None)


def test_a_late_correction_is_stated_once(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor
) -> None:
    correct(desk_store, "2019-10")
    claim(desk_store, secretary, director)
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    row = frozen(desk_store).corrections[0]
    assert (row.month, row.old, row.new, row.case_number) == ("2019-10", "A", "P", "ML10-2019-000001")
    with desk_store.read() as db:
        assert db.scalars(select(Correction.reported_in)).one() == MONTH
    reopen_month(desk_store, month=MONTH, reason="Vérifier", by=director, at=DECEMBER)
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    assert len(frozen(desk_store, 2).corrections) == 1  # the new version states it again, for it replaces the first


def test_names_leave_only_closed_with_a_purpose_and_by_consent(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor, tmp_path: Path
) -> None:
    claim(desk_store, secretary, director)
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    with desk_store.begin() as db:
        db.add(
            Consent(
                person_id=2, purpose=ConsentPurpose.TRANSFER_IOM, state=ConsentState.WITHDRAWN,
                on_date=date(2019, 11, 20), by_id=2, at=DECEMBER,
            )
        )  # fmt: skip
    public, private = new_age_key()
    told = {"month": MONTH, "folder": tmp_path, "recipient": "OIM Bamako", "by": secretary, "at": DECEMBER}
    with pytest.raises(Refused) as refused:
        export_name_list(desk_store, purpose="", age_key=public, **told)
    assert codes(refused) == ["no_purpose"]
    made = export_name_list(desk_store, purpose="Suivi", age_key=public, **told)
    assert (made.count, made.path.suffix) == (2, ".age")
    assert b"Traor" not in made.path.read_bytes()
    assert decrypt_with(made.path.read_bytes(), private)[:2] == b"PK"
    with pytest.raises(Refused) as refused:
        export_name_list(desk_store, purpose="Suivi", password="court", **told)
    assert codes(refused) == ["short_password"]


def test_the_months_to_choose_from(desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor) -> None:
    assert month_to_close(desk_store, DECEMBER.date()) == MONTH
    claim(desk_store, secretary, director)
    close_month(desk_store, month=MONTH, by=director, at=DECEMBER)
    assert month_choices(desk_store, DECEMBER.date()) == [
        ("2019-12", MonthState.OPEN),
        (MONTH, MonthState.SEALED),
    ]
    assert preview(desk_store, MONTH).sealed


def test_the_same_facts_give_the_same_bytes(
    desk_store: Store, month: BuiltMonth, secretary: Actor, director: Actor
) -> None:
    claim(desk_store, secretary, director)
    one, two = preview(desk_store, MONTH).sheet, preview(desk_store, MONTH).sheet
    assert canonical_bytes(one) == canonical_bytes(two)
    assert read_canonical(canonical_bytes(one)) == one


def correct(store: Store, month: str) -> None:
    with store.begin() as db:
        db.add(
            Correction(
                month=month, fact_kind="attendance_mark", fact_id=1, person_id=1, old="A", new="P",
                reason="Erreur de saisie", by_id=2, at=DECEMBER,
            )
        )  # fmt: skip


def test_other_age_bands(desk_store: Store, month: BuiltMonth, director: Actor) -> None:
    set_age_bands(desk_store, last_ages=[17, 35], by=director, at=DECEMBER)
    sheet = preview(desk_store, MONTH).sheet
    assert [band.code for band in sheet.age_bands] == ["0-17", "18-35", "36+"]
    with pytest.raises(Refused) as refused:
        set_age_bands(desk_store, last_ages=[17, 12], by=director, at=DECEMBER)
    assert codes(refused) == ["bands"]
