"""The month lived by the actions alone: every figure of its return is the one worked out by hand."""

import shutil
from pathlib import Path

import pytest

from centre_desk.store.opening import open_desk
from tests.month import PASSWORD, SECRETARY
from tests.month_desk import prepare_desk
from tests.month_package import check_workbook, workbook_of
from tests.month_without_window import Month


@pytest.fixture(scope="module")
def prepared_desk(desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed desk on which the month can begin."""
    folder = tmp_path_factory.mktemp("prepared") / "desk"
    shutil.copytree(desk_template, folder)
    prepare_desk(folder)
    return folder


def test_the_month_without_a_window_says_what_was_worked_out_by_hand(prepared_desk: Path, tmp_path: Path) -> None:
    with open_desk(prepared_desk, SECRETARY, PASSWORD) as store:
        package = Month(store).live(tmp_path, tmp_path / "outbox")
    check_workbook(workbook_of(package))
