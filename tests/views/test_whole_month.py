"""A whole month at a centre, lived through the window by keys and clicks alone, from IOM's file to IOM's package."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from centre_desk.app import Front
from centre_desk.models.monthly_return import MonthlyReturn
from centre_desk.store.digest import data_digest
from centre_desk.store.opening import Store, open_desk
from centre_desk.views.parts import print as printing
from tests import month
from tests.month_desk import prepare_desk
from tests.month_package import check_workbook, data_of, workbook_of
from tests.month_without_window import Month
from tests.views.desk_user import Clock, DeskUser
from tests.views.month_in_window import live_month, sign_in


@pytest.fixture(scope="module")
def prepared_desk(desk_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed desk on which the month can begin."""
    folder = tmp_path_factory.mktemp("prepared") / "desk"
    shutil.copytree(desk_template, folder)
    prepare_desk(folder)
    return folder


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The papers that were handed to the system's viewer; the viewer alone is not there."""
    opened: list[Path] = []
    monkeypatch.setattr(
        printing.QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())) is None
    )
    return opened


@pytest.fixture
def clock() -> Clock:
    """The clock of the story."""
    return Clock(month.IMPORTED)


@pytest.fixture
def front(
    qapp: QApplication,
    qtbot: QtBot,
    clock: Clock,
    papers: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Front]:
    """The program as it starts, with the clock of the story."""
    monkeypatch.setenv("CENTRE_DESK_HOME", str(tmp_path / "home"))
    qapp.setQuitOnLastWindowClosed(False)
    made = Front(qapp, clock=clock)
    yield made
    qtbot.waitUntil(lambda: not made.runner.busy(), timeout=20_000)
    if made.window is not None:
        made.window.retire()
    made.finish()


def test_the_month_in_the_window_is_the_month_by_hand_and_the_month_without_a_window(
    qtbot: QtBot, front: Front, clock: Clock, prepared_desk: Path, tmp_path: Path, papers: list[Path]
) -> None:
    desk, path, outbox = tmp_path / "desk", tmp_path / month.FILE, tmp_path / "outbox"
    shutil.copytree(prepared_desk, desk)
    path.write_bytes(month.referral_file())
    front.start(desk)
    user = DeskUser(qtbot, front, clock)
    sign_in(user, month.SECRETARY)
    user.wait(lambda: front.window is not None)
    user.settle()
    live_month(user, path, outbox)
    (package,) = outbox.glob("*.zip")
    check_workbook(workbook_of(package))
    opened = [paper.name.rpartition("-")[0] for paper in papers]
    assert opened == [
        "certificats-2019-11-07",
        "feuilles",
        "feuilles",
        "certificats-2019-11-21",
        "etat-de-paiement-2019-11",
    ]
    with open_desk(prepared_desk, month.SECRETARY, month.PASSWORD) as store:
        other = Month(store).live(tmp_path, tmp_path / "other")
        assert facts_of(store) == facts_of(user.window.context.store)
    assert data_of(other) == data_of(package)


def facts_of(store: Store) -> tuple[bytes, str]:
    """Return the frozen report of the month as a desk keeps it, and the digest of every fact of that desk."""
    with store.read() as db:
        query = select(MonthlyReturn.canonical).where(MonthlyReturn.month == month.MONTH)
        return db.scalars(query).one(), data_digest(db)
