"""The worker: results and errors always come back, in the window's thread, in the order asked for."""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from centre_desk.views.runner import Cancelled, Report, Runner


def test_a_result_comes_back_in_the_window_s_thread(qtbot: QtBot, runner: Runner) -> None:
    told: list[tuple[int, bool, bool]] = []
    here = threading.get_ident()

    def done(ident: int) -> None:
        told.append((1, ident != here, threading.get_ident() == here))

    runner.run(lambda _report: threading.get_ident(), done=done)
    assert told == []
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(1, True, True)]


def test_jobs_run_in_the_order_asked_for(qtbot: QtBot, runner: Runner) -> None:
    order: list[int] = []
    for number in range(20):
        runner.run(lambda _report, number=number: number, done=order.append)
    qtbot.waitUntil(lambda: not runner.busy())
    assert order == list(range(20))


def test_an_error_comes_back_and_without_a_hearer_it_is_a_crash(qtbot: QtBot, runner: Runner) -> None:
    def broken(_report: Report) -> None:
        raise ZeroDivisionError

    failed: list[Exception] = []
    runner.run(broken, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], ZeroDivisionError)
    with qtbot.waitSignal(runner.crashed) as crashed:
        runner.run(broken)
    assert isinstance(crashed.args[0], ZeroDivisionError)


def test_a_cancel_raises_in_the_work_at_its_next_report(qtbot: QtBot, runner: Runner) -> None:
    go, ends = threading.Event(), []

    def long(report: Report) -> None:
        report(1, 3)
        go.wait(5)
        report(2, 3)
        ends.append("went on")

    steps: list[tuple[int, int]] = []
    failed: list[Exception] = []
    job = runner.run(long, failed=failed.append, progress=lambda done, total: steps.append((done, total)))
    qtbot.waitUntil(lambda: bool(steps))
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: bool(failed))
    assert (steps, ends) == ([(1, 3)], [])
    assert isinstance(failed[0], Cancelled)


def test_who_is_gone_is_not_told(qtbot: QtBot, runner: Runner) -> None:
    owner = QObject()
    told: list[int] = []
    go = threading.Event()
    runner.run(lambda _report: go.wait(5), done=lambda _result: told.append(1), owner=owner)
    owner.deleteLater()
    qtbot.wait(10)
    go.set()
    qtbot.waitUntil(lambda: not runner.busy())
    assert told == []


@pytest.mark.parametrize("waiting", [0, 3])
def test_stopping_waits_for_the_running_job(waiting: int, qtbot: QtBot) -> None:
    runner, done = Runner(), threading.Event()
    runner.run(lambda _report: done.set())
    for _ in range(waiting):
        runner.run(lambda _report: None)
    qtbot.waitUntil(done.is_set)
    runner.stop()


def test_what_is_forgotten_is_destroyed_in_the_window_s_thread(qtbot: QtBot, runner: Runner) -> None:
    here, where = threading.get_ident(), []

    class Forgotten:
        """Refers to itself, as a widget with a lambda does."""

        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            where.append(threading.get_ident())

    def allocating(_report: Report) -> None:
        for _ in range(20_000):
            Forgotten()

    runner.run(allocating)
    qtbot.waitUntil(lambda: not runner.busy())
    assert where == []
    qtbot.waitUntil(lambda: bool(where))
    assert set(where) == {here}
