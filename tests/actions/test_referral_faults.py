"""Hostile and odd files through the real child and a real desk: twenty mutants, xls and ods, UTF-16, any layout."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from centre_desk.papers.guarded.limits import MOST_MEMORY
from centre_desk.queries.referral import plan_referrals, read_file
from centre_desk.store.opening import Store
from tests.faults import layouts, workbooks
from tests.faults.desk import add_trades

OFFICE = workbooks.FILES / "orientations_2019-09_office.xlsx"
TODAY = date(2019, 11, 11)


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


def test_fifty_layouts_lose_no_line(store: Store) -> None:
    for seed in range(50):
        layouts.check(store, layouts.layout(seed))
