"""The calendar of the demonstration's year: what happens on which day, and the days lived one after the other.

Four sessions in three trades; two waves of tests; each month claimed, paid, closed and sent to IOM at the
beginning of the next. Nothing is dated after the day before the demonstration's today.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial

from centre_desk.actions.overview.demonstration import exams, money, results
from centre_desk.actions.overview.demonstration.cast import Wave, send_wave
from centre_desk.actions.overview.demonstration.course import Course, excuse_somebody, live_day, open_course
from centre_desk.actions.overview.demonstration.setting import Scene, moment
from centre_desk.rules.dates import month_of, previous_month
from centre_desk.store.backup import make_backup

Report = Callable[[int, int], None]

CLAIM_DAY, PAY_DAY, CLOSE_DAY = 2, 3, 4


@dataclass(frozen=True, slots=True)
class Plan:
    """A session of the story: it begins in month number `month` of the year (None: a few weeks before today)."""

    trade: str
    month: int | None
    weeks: int
    size: int
    women: int
    room: int


PLANS = (
    Plan("MACO", 0, 10, 22, 5, 0),
    Plan("COUT", 2, 12, 22, 80, 1),
    Plan("SOUD", 5, 12, 20, 10, 2),
    Plan("MACO", None, 12, 20, 8, 0),
)
RUNNING_WEEKS = 7  # how long the last session has been running
TESTS = ((3, "MACO", 5, 3), (7, "COUT", 4, 4))  # month, trade, skills tests, equipment tests


@dataclass
class Year:
    """The story as it runs: courses that are open, people who wait for the next one of their trade."""

    scene: Scene
    courses: list[Course] = field(default_factory=list)
    waiting: dict[str, list[int]] = field(default_factory=dict)


def live_year(scene: Scene, report: Report) -> None:
    """Live every day from the first to the day before today."""
    year, first = Year(scene), scene.first_day - timedelta(days=14)
    days = (scene.today - first).days
    for number in range(days):
        _live(year, first + timedelta(days=number))
        report(number + 1, days)


def _live(year: Year, day: date) -> None:
    for event in _events(year, day):
        event()
    for course in year.courses:
        # The last working day of a running course is still to be keyed: the office has something to do.
        live_day(year.scene, course, day, rolls=day < _last_working_day(year.scene) or course.end <= day)
    for course in year.courses:
        exams.live_exam(year.scene, course, day)


def _events(year: Year, day: date) -> Iterator[Callable[[], None]]:
    scene = year.scene
    if day >= scene.first_day + timedelta(days=28) and day.day in (CLAIM_DAY, PAY_DAY, CLOSE_DAY):
        yield from _month_end(scene, day)
    for plan in PLANS:
        yield from _course_events(year, plan, day)
    for month, trade, skills, equipment in TESTS:
        yield from _test_events(year, _start(scene, month), trade, (skills, equipment), day)
    if day == _last_working_day(scene):
        yield partial(_leave_work, scene, day)
    if day.weekday() == 3 and day.day <= 7:
        yield lambda: results.hand_over_all(scene, day)
        yield lambda: results.hand_over_kits(scene, day)
    if day.weekday() == 2 and 8 <= day.day <= 14:
        yield lambda: results.make_visits(scene, day)


def _month_end(scene: Scene, day: date) -> Iterator[Callable[[], None]]:
    month = previous_month(month_of(day))
    if day.day == CLAIM_DAY:
        yield lambda: money.claim_month(scene, month, day)
    elif day.day == PAY_DAY:
        yield lambda: money.pay_month(scene, month, day)
        yield lambda: money.print_month(scene, month)
    else:
        yield lambda: money.close_month_of(scene, month, day)


def _course_events(year: Year, plan: Plan, day: date) -> Iterator[Callable[[], None]]:
    start = _start(year.scene, plan.month)
    if day == start - timedelta(days=11):
        yield lambda: _receive(year, plan, day)
    if day == start:
        yield lambda: _open(year, plan, start)
    if day == start + timedelta(days=22):
        yield lambda: excuse_somebody(year.scene, year.courses[-1], day)


def _receive(year: Year, plan: Plan, day: date) -> None:
    wave = Wave("Formation", plan.trade, plan.size, plan.women)
    year.waiting.setdefault(plan.trade, []).extend(send_wave(year.scene, wave, day))


def _open(year: Year, plan: Plan, start: date) -> None:
    people = year.waiting.pop(plan.trade)[:28]
    year.courses.append(open_course(year.scene, plan.trade, plan.room, start, plan.weeks, people))


def _test_events(
    year: Year, monday: date, trade: str, sizes: tuple[int, int], day: date
) -> Iterator[Callable[[], None]]:
    if day != monday:
        return
    for route, size in zip(("Test de qualification", "Test d’équipement"), sizes, strict=True):
        yield partial(_hold_tests, year, Wave(route, trade, size, 30), day)
    yield lambda: results.certify_all(year.scene, day)


def _hold_tests(year: Year, wave: Wave, day: date) -> None:
    people = send_wave(year.scene, wave, day)
    year.waiting.setdefault(wave.trade, []).extend(results.hold_tests(year.scene, people, wave.trade, day))


def _leave_work(scene: Scene, day: date) -> None:
    """Leave something on every screen: tests that were decided, tests to hold, and a copy of the evening before."""
    tested = send_wave(scene, Wave("Test de qualification", "MACO", 4, 25), day)
    results.hold_tests(scene, tested, "MACO", day)
    results.plan_for_tomorrow(scene, send_wave(scene, Wave("Test de qualification", "SOUD", 3, 0), day), "SOUD", day)
    make_backup(scene.store, "exit", moment(day, 18))


def _last_working_day(scene: Scene) -> date:
    days_back = {0: 3, 6: 2}.get(scene.today.weekday(), 1)
    return scene.today - timedelta(days=days_back)


def _start(scene: Scene, month: int | None) -> date:
    """Return the first Monday after the 6th of a month of the year, or the one `RUNNING_WEEKS` before today."""
    if month is None:
        return scene.today - timedelta(days=scene.today.weekday(), weeks=RUNNING_WEEKS)
    count = scene.first_day.year * 12 + scene.first_day.month - 1 + month
    seventh = date(count // 12, count % 12 + 1, 7)
    return seventh + timedelta(days=-seventh.weekday() % 7)
