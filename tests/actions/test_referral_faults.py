"""Hostile and odd files through the real child and a real desk: twenty mutants, xls and ods, UTF-16, any layout."""

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centre_desk.actions.referral.writing import LineWriter
from centre_desk.papers.guarded import Table
from centre_desk.papers.guarded.limits import MOST_MEMORY
from centre_desk.papers.referral.reading import ReferralList, find_referrals
from centre_desk.queries.referral import plan_referrals, read_file
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.plan import PlannedLine
from centre_desk.store.opening import Store
from tests.faults import layouts, list_files, workbooks
from tests.faults.desk import add_trades

OFFICE = workbooks.FILES / "orientations_2019-09_office.xlsx"
TODAY = date(2019, 11, 11)
NUMBERS = count(1000)
SECRETARY = 2
"""The user of the desk who may enter."""


@pytest.fixture
def store(desk_store: Store) -> Iterator[Store]:
    with desk_store.begin() as db:
        add_trades(db)
    return desk_store


def test_twenty_mutants_end_in_a_refusal_or_a_preview(store: Store, tmp_path: Path) -> None:
    before = workbooks.digest_of(store)
    numbers = [n for n in range(25) if n not in (10, 11, 14, 17, 19)]
    found = [workbooks.outcome(store, number, tmp_path)[0] for number in numbers]
    assert len(found) == 20
    assert sum(code.startswith("referral.file_") for code in found) >= 10
    assert workbooks.digest_of(store) == before
    assert workbooks.peak_memory() <= MOST_MEMORY


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_the_other_formats_hold_the_same_people(store: Store, suffix: str) -> None:
    def of(path: Path) -> list[object]:
        plan = plan_referrals(store, read_file(store, path), today=TODAY)
        # the planted formula has no cached value; LibreOffice gave it one when it saved the file again
        return [(line.fate, replace(line.facts, remarks=""), [f.code for f in line.findings]) for line in plan.lines]

    assert of(OFFICE.with_suffix(suffix)) == of(OFFICE)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-8", "cp1252"])
def test_a_list_saved_as_text_in_any_encoding(store: Store, tmp_path: Path, encoding: str) -> None:
    source = workbooks.FILES / "orientations_2019-10_excel_fr.csv"
    text = source.read_bytes().decode("cp1252")
    if encoding.startswith("utf-16"):
        rows = list(csv.reader(StringIO(text), delimiter=";"))
        out = StringIO()
        csv.writer(out, delimiter="\t").writerows(rows)
        text = out.getvalue()
    path = tmp_path / "liste.csv"
    path.write_bytes(text.encode(encoding))
    plan = plan_referrals(store, read_file(store, path), today=TODAY)
    same = plan_referrals(store, read_file(store, source), today=TODAY)
    assert [line.facts for line in plan.lines] == [line.facts for line in same.lines]


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(chance=st.randoms(use_true_random=False))
def test_fifty_layouts_lose_no_line(store: Store, quick: None, chance: random.Random) -> None:
    layouts.check(store, list_files.make_layout(chance, next(NUMBERS)), user=SECRETARY)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the backup before each import: it is proved elsewhere."""
    monkeypatch.setattr("centre_desk.actions.referral.importing.back_up_before", lambda *_: None)


def test_a_reader_that_drops_a_line_is_found_out(store: Store, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list_files.layout(1)
    layouts.check(store, made, user=SECRETARY)

    def careless(table: Table) -> ReferralList:
        found = find_referrals(table)
        first, *others = found.tables
        return replace(found, tables=(replace(first, lines=first.lines[:-1]), *others))

    monkeypatch.setattr(layouts, "find_referrals", careless)
    with pytest.raises(AssertionError, match="lines read"):
        layouts.check(store, made, user=SECRETARY)


def test_an_import_that_forgets_a_line_is_found_out(store: Store, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    write, forgotten = LineWriter.write, list[PlannedLine]()

    def forgetful(self: LineWriter, line: PlannedLine) -> tuple[int, int] | None:
        if line.fate is LineFate.NEW and not forgotten:
            forgotten.append(line)
            return None
        return write(self, line)

    monkeypatch.setattr(LineWriter, "write", forgetful)
    with pytest.raises(AssertionError, match="referrals added"):
        _check_many(store)


def _check_many(store: Store) -> None:
    for seed in range(20):
        layouts.check(store, list_files.layout(seed), user=SECRETARY)


def test_a_reader_that_hides_a_note_is_found_out(store: Store, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    made = next(one for seed in range(50) if (one := list_files.layout(seed)).noise)
    monkeypatch.setattr(layouts, "find_referrals", lambda table: _without_left(find_referrals(table)))
    with pytest.raises(AssertionError, match="rows left"):
        layouts.check(store, made, user=SECRETARY)


def _without_left(found: ReferralList) -> ReferralList:
    return replace(found, tables=tuple(replace(table, left=()) for table in found.tables))
