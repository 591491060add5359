"""Erasing a person leaves no word anywhere but what is named here, and takes nothing else."""

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Enum as SqlEnum
from sqlalchemy import String, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from centre_desk.actions.overview.people import anonymise_people, anonymise_person, set_retention
from centre_desk.actions.referral import import_referrals
from centre_desk.models import Base
from centre_desk.models.base import Instant
from centre_desk.models.desk import Correction, JournalEntry
from centre_desk.models.referral import ReferralLine
from centre_desk.models.register import Person
from centre_desk.papers.monthly_return.facts import ReturnSheet
from centre_desk.queries.certificate.queues import batch_sheets, certificate_rows
from centre_desk.queries.desk import journal_rows
from centre_desk.queries.monthly_return.sheet import return_sheet
from centre_desk.queries.overview import erasing
from centre_desk.queries.overview.erasing import BLANKS, erasure_sheet
from centre_desk.queries.overview.retention import over_rows, project_rows
from centre_desk.queries.referral import read_file
from centre_desk.rules.desk import Actor
from centre_desk.rules.overview import Goes, InTheWay, Stays, figure_year
from centre_desk.rules.refusal import Refused
from centre_desk.rules.register.birth import Birth, birth_of
from centre_desk.store.digest import data_digest, row_counts
from centre_desk.store.journal import find_breaks, hash_of
from centre_desk.store.opening import Store
from centre_desk.store.triggers import ERASABLE
from tests.builders import build_centre, build_person, build_session, enrol
from tests.builders_claim import build_month
from tests.builders_erasing import BORN, NOON, Planted, places_of

FILES = Path(__file__).resolve().parents[2] / "fixtures" / "referrals"
ACTIONS = Path(__file__).resolve().parents[3] / "centre_desk" / "actions"
AWA, FANTA = "palanka", "tumburu"

GONE = {
    *((blank.table.__tablename__, name) for blank in BLANKS for name in blank.values if name != "birth_date"),
    *(("person", name) for name in (
        "case_number", "individual_number", "given_names", "family_name", "married_name", "birth_place",
        "mother_name", "phone", "cercle", "quarter", "education", "id_number", "remarks", "search_text", "sound_text",
    )),
    ("attachment", "name"),
    ("attachment", "content"),
    ("claim_line", "basis"),
    ("journal_value", "value"),
}  # fmt: skip
LEFT = {
    ("certificate", "facts"): "the name alone: the register of certificates is the proof that one is genuine",
    ("certificate", "qr_text"): "what the holder shows, signed: it states the name and no birth",
    ("correction", "old"): "a mark by its code, which the figures of a closed month rest on",
    ("correction", "new"): "a mark by its code, which the figures of a closed month rest on",
}
NOT_OF_A_PERSON = {
    "agreement": "", "app_user": "staff", "backup_record": "", "centre": "", "classroom": "", "course_session": "",
    "criterion": "", "day_care_provider": "an enterprise", "delegation": "staff", "exam_part": "", "grid": "",
    "holiday": "", "jury_member": "staff", "kit_item": "", "kit_list": "", "late_opening": "of a session's week",
    "month": "", "month_event": "of the centre", "number_series": "", "number_taken_over": "",
    "monitoring_visit": "of a session: visitors and remarks", "moved_row": "a table's name", "rate": "",
    "referral_mapping": "headers", "return_event": "of the centre", "roll": "of a session's half-day",
    "session_pattern": "", "session_slot": "of a session", "setting": "", "signatory": "staff", "signing_key": "",
    "site": "", "taking_over": "of the centre", "trade": "", "trainer": "staff", "trainer_qualification": "staff",
    "death_stop": "states and marks of rows",
    "attendance_sheet": "of a session's week", "claim_run": "of a month", "exam": "of a session: incidents",
    "referral_file": "a file's name", "past_total": "",
}  # fmt: skip
NUMBERS = {
    ("assessment", "sheet_number"), ("attachment", "media_type"), ("attachment", "sha256"),
    ("attachment", "subject_kind"), ("certificate", "check_code"), ("certificate", "number"),
    ("claim_line", "arrears_of"), ("claim_line", "month"), ("consent", "language"), ("correction", "fact_kind"),
    ("correction", "month"), ("correction", "reported_in"), ("day_care_invoice", "month"),
    ("day_care_invoice", "number"), ("field_origin", "field"), ("follow_up_visit", "visitor"),
    ("kit_hand_over", "number"), ("outgoing_referral", "number"),
    ("person", "region_code"), ("person", "return_country"), ("referral_line", "sheet"),
    ("skills_test", "number"), ("skills_test", "place"),
}  # fmt: skip
"""Numbers, codes and what the reports count by; a visitor is one of the centre's staff, a test's place a workshop."""
CHAIN = {
    ("journal_entry", name)
    for name in ("act", "body", "computer", "hash", "previous_hash", "reason", "roles", "subject_kind")
} | {("journal_value", "path"), ("journal_value", "salt")}
REPORTS = {("monthly_return", name) for name in (
    "month", "previous_sha256", "canonical_sha256", "journal_head", "signed_by",
)}  # fmt: skip
SHARED = {
    "agreement", "attendance_sheet", "backup", "centre", "claim_run", "classroom", "course_session",
    "day_care_provider", "delegation", "exam", "grid", "holiday", "kit_list", "late_opening", "monitoring_visit",
    "referral_mapping",
    "month", "monthly_return", "rate", "referral_file", "roll", "session_slot", "setting", "signatory", "site",
    "taking_over", "trade", "trainer", "user",
}  # fmt: skip
"""Subjects of journal entries that are about no single person."""


@pytest.fixture
def rooms(desk_store: Store) -> Planted:
    """A desk with two people who have words everywhere, all months closed."""
    return Planted(desk_store)


def _texts() -> Iterator[tuple[str, str]]:
    for table in Base.metadata.tables.values():
        for column in table.columns:
            kept_as_text = isinstance(column.type, String) and not isinstance(column.type, SqlEnum | Instant)
            if kept_as_text:
                yield table.name, column.name


def test_every_column_of_words_is_thought_of() -> None:
    """A new column of words must be erased, or stand in this file with the reason why it may stay."""
    known = GONE | LEFT.keys() | NUMBERS | CHAIN | REPORTS
    assert [place for place in _texts() if place not in known and place[0] not in NOT_OF_A_PERSON] == []


def test_every_subject_of_the_journal_is_thought_of() -> None:
    kinds = {"person", "assessment", *erasing._PERSONAL}
    found = set()
    for path in ACTIONS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = node.value if isinstance(node, ast.keyword) and node.arg == "subject" else None
            named = node.value if isinstance(node, ast.Assign) and _is_subject(node.targets[0]) else named
            for part in ast.walk(named) if named is not None else ():
                if isinstance(part, ast.Tuple) and part.elts and isinstance(part.elts[0], ast.Constant):
                    found.add(str(part.elts[0].value))
    assert {"person", "offer", "claim_line", "roll"} <= found, "the search reads the acts"
    assert found - kinds - SHARED == set()


def _is_subject(target: ast.expr) -> bool:
    names = [target, *(target.elts if isinstance(target, ast.Tuple) else ())]
    return any(isinstance(one, ast.Name) and one.id == "subject" for one in names)


def test_no_word_of_an_erased_person_is_left_anywhere(rooms: Planted, director: Actor) -> None:
    store = rooms.store
    awa, fanta = rooms.plant(AWA), rooms.plant(FANTA)
    rooms.close_all()
    theirs = places_of(store, FANTA)
    assert places_of(store, AWA) == theirs == GONE | LEFT.keys(), "the search finds each word where it was put"
    before, rows = _figures(store), _rows(store)
    anonymise_person(store, person_id=awa, reason="demandé", asked_by_person=True, by=director, at=NOON)
    assert places_of(store, AWA) == LEFT.keys()
    assert places_of(store, FANTA) == theirs, "nothing is taken from anybody else"
    assert _figures(store) == before
    with store.read() as db:
        assert list(find_breaks(db)) == []
        erased = db.get_one(Person, awa)
        assert (erased.birth_date, erased.return_date, db.get_one(Person, fanta).birth_date) == (None, None, BORN.day)
        assert [child.birth_date for child in rooms.children(awa)] == [None]
        scans = db.execute(text("SELECT subject_kind, count(*) FROM attachment GROUP BY 1 ORDER BY 1")).all()
    assert [tuple(row) for row in scans] == [("assessment", 1), ("attendance_sheet", 1), ("person", 1)]
    changed = {name for name, count in _rows(store).items() if count != rows[name]}
    assert changed == {"attachment", "field_origin", "journal_entry", "journal_value", "people_act"}
    assert sum(row.erased for row in journal_rows(store, limit=1000)) > 10


def _rows(store: Store) -> dict[str, int]:
    with store.read() as db:
        return row_counts(db)


def _figures(store: Store) -> list[tuple[object, ...]]:
    """Return what the reports of all months count and state, but for the number by which a person stands in a row."""
    with store.read() as db:
        return [_counted(return_sheet(db, month)) for month in ("2019-10", "2019-11", "2019-12")]


def _counted(sheet: ReturnSheet) -> tuple[object, ...]:
    tables = (sheet.attendance, sheet.tests, sheet.exams, sheet.certificates, sheet.allowances, sheet.kits)
    nameless = [[replace(row, who=replace(row.who, case_number="")) for row in table] for table in tables]
    shown = [sorted(str(replace(row, basis="") if hasattr(row, "basis") else row) for row in t) for t in nameless]
    return sheet.counts, sheet.breakdowns, sheet.sessions, tuple(map(tuple, shown))


def test_a_certificate_of_an_erased_person_is_still_in_the_register(rooms: Planted, director: Actor) -> None:
    awa = rooms.plant(AWA)
    rooms.close_all()
    anonymise_person(rooms.store, person_id=awa, reason="demandé", asked_by_person=True, by=director, at=NOON)
    (row,) = certificate_rows(rooms.store)
    assert (row.number, row.check_code, row.name) == ("2019-0001", "ABCD", AWA), "asked by its number, it answers"
    (page,) = batch_sheets(rooms.store, [row.id])
    assert (page.name, page.qr_text, page.code) == (AWA, AWA, "ABCD")
    assert (page.birth_date, page.birth_year, page.birth_place, page.second_key) == (None, None, "", "")


def test_lines_of_people_who_were_not_taken_hold_no_name(desk_store: Store, secretary: Actor, at: datetime) -> None:
    """Refused lines and questions belong to nobody, so nothing could erase them: they hold codes and a fingerprint."""
    build_centre(desk_store)
    name = next(iter(json.loads((FILES / "answers.json").read_text("utf-8"))))
    import_referrals(desk_store, referrals=read_file(desk_store, FILES / name), by=secretary, at=at)
    with desk_store.read() as db:
        rows = db.scalars(select(ReferralLine).where(ReferralLine.person_id.is_(None))).all()
        assert rows
        assert {row.raw for row in rows} == {"{}"}
        assert all(code.startswith("referral.") for row in rows for code in row.reasons.split())
        assert all(len(row.digest) == 64 for row in rows)


def test_the_form_is_told_what_goes_and_what_stays(rooms: Planted, director: Actor) -> None:
    awa = rooms.plant(AWA)
    rooms.close_all()
    sheet = erasure_sheet(rooms.store, [awa])
    assert (sheet.people, sheet.certificates) == (1, ("2019-0001",))
    assert (sheet.goes[Goes.IDENTITY], sheet.goes[Goes.CHILDREN], sheet.goes[Goes.SCANS]) == (1, 1, 2)
    assert all(sheet.goes[one] for one in Goes), sheet.goes
    assert (sheet.stays[Stays.REPORTS], sheet.stays[Stays.SHEETS], sheet.stays[Stays.OLD_REASONS]) == (3, 1, 0)
    anonymise_person(rooms.store, person_id=awa, reason="demandé", asked_by_person=True, by=director, at=NOON)
    left = erasure_sheet(rooms.store, [awa]).goes
    assert {one: left[one] for one in Goes if left[one]} == {Goes.IDENTITY: 1, Goes.JOURNAL: 1, Goes.WORDS: 1}, (
        "the act itself has its reason"
    )


def test_words_that_the_first_version_wrote_into_the_chain_are_counted(rooms: Planted) -> None:
    awa = rooms.plant(AWA)
    with rooms.store.begin() as db:
        last = db.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc()).limit(1)).one()
        old = JournalEntry(
            seq=last.seq + 1, previous_hash=last.hash, act="register.end_dependant", subject_kind="person",
            subject_id=awa, actor_id=2, roles="secretary", computer="pc", at=NOON,
            body='{"after":{},"before":{}}', reason="motif en clair",
        )  # fmt: skip
        old.hash = hash_of(old)
        db.add(old)
    assert erasure_sheet(rooms.store, [awa]).stays[Stays.OLD_REASONS] == 1


FROZEN_WORDS = [(table, column) for table, columns in sorted(ERASABLE.items()) for column in columns]
FROZEN_WORDS.remove(("claim_line", "note"))  # who decides on a line may say why at any time


@pytest.mark.parametrize(("table", "column"), FROZEN_WORDS)
def test_a_frozen_row_may_lose_its_words_and_nothing_else(rooms: Planted, table: str, column: str) -> None:
    rooms.plant(AWA)
    rooms.close_all()
    other = {"claim_line": "gross", "certificate": "number", "certificate_event": "on_date"}.get(table, "at")
    with rooms.store.begin() as db:
        for change in (f"{column} = 'autre'", f"{other} = '2020'"):
            with pytest.raises(IntegrityError), db.begin_nested():
                db.execute(text(f"UPDATE {table} SET {change}"))
        db.execute(text(f"UPDATE {table} SET {column} = {ERASABLE[table][column].replace('OLD.', '')}"))
        with pytest.raises(IntegrityError), db.begin_nested():
            db.execute(text(f"UPDATE {table} SET {column} = 'autre'"))


@pytest.mark.parametrize(
    ("birth", "start", "year"),
    [
        (date(1994, 12, 24), date(2019, 11, 4), 1995),
        (date(1994, 3, 1), date(2019, 11, 4), 1994),
        (date(2001, 11, 4), date(2019, 11, 4), 2001),
        (date(2001, 11, 5), date(2019, 11, 4), 2002),
    ],
)
def test_the_year_that_stays_gives_the_same_age(birth: date, start: date, year: int) -> None:
    assert figure_year(birth_of(birth), start) == year
    assert Birth(year).age_on(start) == birth_of(birth).age_on(start)


# --- what stands against it


def _codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.code for one in refused.value.refusals]


def test_a_file_with_something_open_is_not_erased(desk_store: Store, director: Actor) -> None:
    built = build_month(desk_store)
    one, two, three = built.people
    later = datetime(2020, 6, 1, 8, 0, tzinfo=NOON.tzinfo)
    with desk_store.begin() as db:
        db.execute(text(
            "INSERT INTO claim_run (id, number, month, state, by_id, at)"
            " VALUES (1, 'A', '2019-11', 'approved', 1, :at)"
        ), {"at": NOON.isoformat()})  # fmt: skip
        db.execute(text(
            "INSERT INTO claim_line (run_id, month, kind, person_id, units, units_planned, rate, gross, deduction, net,"
            " basis, state, note, by_id, at)"
            " VALUES (1, '2019-11', 'allowance', :p, 1, 1, 9, 9, 0, 9, '{}', 'approved', '', 1, :at)"
        ), {"p": one, "at": NOON.isoformat()})  # fmt: skip
        db.add(
            Correction(
                month="2019-10", fact_kind="x", fact_id=1, person_id=two, old="a", new="b", reason="r", by_id=1, at=NOON
            )
        )
    with pytest.raises(Refused) as refused:
        anonymise_people(
            desk_store, people=[one, two, three], reason="fin", asked_by_person=True, by=director, at=later
        )
    assert _codes(refused) == ["overview.still_unpaid", "overview.still_unreported"]
    early = datetime(2019, 11, 18, 8, 0, tzinfo=NOON.tzinfo)
    with pytest.raises(Refused) as refused:
        anonymise_people(desk_store, people=[three], reason="fin", asked_by_person=True, by=director, at=early)
    assert _codes(refused) == ["overview.still_followed"]
    with pytest.raises(Refused) as refused:
        anonymise_people(desk_store, people=[], reason="fin", by=director, at=later)
    assert _codes(refused) == ["overview.nobody_chosen"]


# --- retention by project


def test_whose_time_is_over_is_listed_and_erased_together(desk_store: Store, director: Actor) -> None:
    centre = build_centre(desk_store)
    session = build_session(desk_store, centre)
    people = [build_person(desk_store, n, given=f"Moussa{n}") for n in (1, 2, 3)]
    enrol(desk_store, session, people[:2])
    at = datetime(2025, 1, 15, 8, 0, tzinfo=NOON.tzinfo)
    assert [(row.keep_until, row.people, row.over) for row in project_rows(desk_store, at.date())] == [(None, 3, 0)]
    assert over_rows(desk_store, at.date()) == []
    set_retention(desk_store, agreement_id=centre.agreement_id, until=date(2024, 12, 31), by=director, at=at)
    assert [(row.keep_until, row.people, row.over) for row in project_rows(desk_store, at.date())] == [
        (date(2024, 12, 31), 3, 3)
    ]
    assert over_rows(desk_store, date(2024, 12, 31)) == [], "the last day is still kept"
    rows = over_rows(desk_store, at.date())
    assert [row.name for row in rows] == [f"TRAORÉ Moussa{n}" for n in (1, 2, 3)]
    done = anonymise_people(
        desk_store, people=[row.id for row in rows[:2]], reason="fin de la conservation", by=director, at=at
    )
    assert done.count == 2
    assert [row.id for row in over_rows(desk_store, at.date())] == people[2:]
    with desk_store.read() as db:
        acts = db.scalars(select(JournalEntry.subject_id).where(JournalEntry.act == "overview.anonymise_person"))
        assert sorted(acts) == people[:2], "the journal says it for each"


def test_several_are_erased_or_none(desk_store: Store, director: Actor) -> None:
    centre = build_centre(desk_store)
    one, two = (build_person(desk_store, n, given=f"Moussa{n}") for n in (1, 2))
    enrol(desk_store, build_session(desk_store, centre), [two])
    at = datetime(2019, 11, 11, 8, 0, tzinfo=NOON.tzinfo)
    set_retention(desk_store, agreement_id=centre.agreement_id, until=date(2019, 11, 1), by=director, at=at)
    assert [row.in_the_way for row in over_rows(desk_store, at.date())] == [None, InTheWay.IN_SESSION]
    with desk_store.read() as db:
        before = data_digest(db)
    with pytest.raises(Refused) as refused:
        anonymise_people(desk_store, people=[one, two], reason="fin", by=director, at=at)
    assert _codes(refused) == ["overview.still_followed"]
    with desk_store.read() as db:
        assert data_digest(db) == before


def test_a_merged_file_is_kept_as_long_as_its_own_project_says(desk_store: Store, director: Actor) -> None:
    centre = build_centre(desk_store)
    session = build_session(desk_store, centre, end=date(2019, 11, 8))
    kept, part = build_person(desk_store, 1), build_person(desk_store, 2, given="Modibo")
    enrol(desk_store, session, [part])
    with desk_store.begin() as db:
        _merge(db, kept, part)
        db.execute(text(
            "INSERT INTO agreement (number, signed_on, start, end_on, project, budget_line, donor, proration, rounding,"
            " threshold_percent, child_age_limit, by_id, at)"
            " SELECT 'neuve', signed_on, start, '2022-12-31', '', '', '', proration, rounding, 80, 7, 1, at"
            " FROM agreement"
        ))  # fmt: skip
        newest = db.execute(text("SELECT max(id) FROM agreement")).scalar_one()
    at = datetime(2021, 1, 15, 8, 0, tzinfo=NOON.tzinfo)
    set_retention(desk_store, agreement_id=newest, until=date(2020, 1, 1), by=director, at=at)
    assert over_rows(desk_store, at.date()) == [], "the project of the part says nothing yet"
    set_retention(desk_store, agreement_id=centre.agreement_id, until=date(2020, 12, 31), by=director, at=at)
    assert [(row.id, row.keep_until) for row in over_rows(desk_store, at.date())] == [(kept, date(2020, 12, 31))]


def _merge(db: Session, kept: int, part: int) -> None:
    row = db.get_one(Person, part)
    row.merged_into_id = kept
    db.execute(text("UPDATE person SET state = 'merged' WHERE id = :part"), {"part": part})
    db.flush()
