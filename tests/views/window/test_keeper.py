"""Backups make themselves: at the first write of a day, every half hour of work, at exit; failing ones are told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from centre_desk.actions.done import Done
from centre_desk.queries.desk import backup_rows
from centre_desk.rules.desk import Actor
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.rules.room import Room
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.views.parts.context import Context
from centre_desk.views.runner import Runner
from centre_desk.views.window import keeper as keeping
from centre_desk.views.window.keeper import BackupKeeper
from centre_desk.views.window.main import MainWindow

START = datetime(2019, 11, 11, 8, 0, tzinfo=UTC)


class _Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> _Clock:
    return _Clock()


@pytest.fixture
def keeper(
    qapp: QApplication, desk_store: Store, fr: Catalogue, runner: Runner, secretary: Actor, clock: _Clock
) -> BackupKeeper:
    context = Context(store=desk_store, words=fr, runner=runner, actor=secretary, clock=clock)
    made = BackupKeeper(context, runner)
    made.context = context  # type: ignore[attr-defined]
    return made


def _whys(store: Store) -> list[str]:
    return [row.why for row in reversed(backup_rows(store))]


def test_the_first_write_of_each_day_makes_a_copy(
    qtbot: QtBot, keeper: BackupKeeper, desk_store: Store, clock: _Clock
) -> None:
    for hours in (0, 1, 24):
        clock.now = START + timedelta(hours=hours)
        keeper.changed()
        qtbot.waitUntil(lambda: not keeper._running, timeout=20_000)
    assert _whys(desk_store) == ["day", "day"]


def test_half_an_hour_of_work_and_the_exit_make_one_each(qtbot: QtBot, keeper: BackupKeeper, desk_store: Store) -> None:
    left: list[int] = []
    keeper.changed()
    qtbot.waitUntil(lambda: not keeper._running, timeout=20_000)
    keeper._half_hour()
    keeper.before_exit(lambda: left.append(1))
    assert left == [1]
    keeper.changed()
    keeper._half_hour()
    qtbot.waitUntil(lambda: not keeper._running, timeout=20_000)
    keeper.changed()
    keeper.before_exit(lambda: left.append(2))
    qtbot.waitUntil(lambda: left == [1, 2], timeout=20_000)
    assert _whys(desk_store) == ["day", "half_hour", "exit"]


def test_a_copy_older_than_a_week_is_old(qtbot: QtBot, keeper: BackupKeeper, clock: _Clock) -> None:
    assert not keeper.is_old()
    keeper.changed()
    qtbot.waitUntil(lambda: not keeper._running, timeout=20_000)
    clock.now = START + timedelta(days=7)
    assert not keeper.is_old()
    clock.now = START + timedelta(days=7, seconds=1)
    assert keeper.is_old()


def test_a_failing_backup_is_a_banner_that_stays_and_the_exit_goes_on(
    qtbot: QtBot,
    make_window: Callable[[Actor], MainWindow],
    secretary: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_store: Store, _why: str, _at: datetime) -> None:
        raise Refused([refusal("desk.backup_not_written", folder="E:", error="disque plein")])

    monkeypatch.setattr(keeping, "back_up_before", full)
    window = make_window(secretary)
    window.acted(Done(frozenset({Room.DESK})))
    qtbot.waitUntil(window.backup_banner.isVisible, timeout=20_000)
    assert "disque plein" in window.backup_banner.text()
    left: list[QObject] = []
    window.keeper.before_exit(lambda: left.append(window))
    qtbot.waitUntil(lambda: bool(left), timeout=20_000)
