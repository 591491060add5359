"""What the centre offers as of a day, for the one-page catalogue that IOM's counsellors are given."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.assessment import Grid
from centre_desk.models.centre import DayCareProvider, Trade
from centre_desk.models.course import CourseSession
from centre_desk.papers.course import CatalogueFacts, OfferedSession, catalogue_page_pdf, catalogue_workbook
from centre_desk.queries.centre import open_on, trade_name
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.course.reading import patterns_of
from centre_desk.queries.course.sessions import CURRENT, SessionFilter, SessionRow, read_sessions
from centre_desk.rules.assessment import GridState
from centre_desk.rules.course import HalfDay
from centre_desk.rules.course.timetable import WeekPattern, main_week
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import weekday_name

_MONDAY = date(2019, 11, 4).toordinal()


def catalogue_sheet(store: Store, on: date, words: Catalogue, remarks: str = "") -> CatalogueFacts:
    """Return the sessions that are planned or still run on a day, the tests and the day care of the centre."""
    name = trade_name(words.language)
    with store.read() as db:
        rows = read_sessions(db, SessionFilter(states=CURRENT), words.language)
        tests = select(name).join(Grid, Grid.trade_id == Trade.id).where(Grid.state == GridState.ADOPTED)
        day_care = select(DayCareProvider.name).where(open_on(DayCareProvider.closed_on, on))
        return CatalogueFacts(
            on=on,
            sessions=tuple(_offered(db, row, on, words) for row in rows if row.end_on >= on),
            tests=tuple(db.scalars(tests.distinct().order_by(name))),
            day_care=tuple(db.scalars(day_care.order_by(DayCareProvider.name))),
            remarks=remarks,
        )


def catalogue_paper(store: Store, on: date, words: Catalogue) -> bytes:
    """Return the one-page catalogue as of a day: it names nobody, so it is made anew each time."""
    with store.read() as db:
        letterhead = letterhead_of(db, on)
    return catalogue_page_pdf(catalogue_sheet(store, on, words), letterhead=letterhead, words=words)


def catalogue_book(store: Store, on: date, words: Catalogue) -> bytes:
    """Return the catalogue as of a day as a workbook."""
    with store.read() as db:
        centre = letterhead_of(db, on).centre
    return catalogue_workbook(catalogue_sheet(store, on, words), centre=centre, words=words)


def _offered(db: Session, row: SessionRow, on: date, words: Catalogue) -> OfferedSession:
    patterns = patterns_of(db, db.get_one(CourseSession, row.id))
    return OfferedSession(
        code=row.code,
        trade=row.trade,
        start=row.start,
        end=row.end_on,
        hours=row.quarters // 4,
        site=row.site,
        places=row.capacity,
        places_left=row.left,
        timetable=timetable_in_words(patterns, row.start, row.end_on, words),
        conditions=row.conditions,
        week=((on - row.start).days // 7 + 1) if row.start <= on else 0,
    )


def timetable_in_words(patterns: Sequence[WeekPattern], start: date, end: date, words: Catalogue) -> str:
    """Say the week of most of a session, and after it each other one with its days: the hours of Ramadan."""
    usual = main_week(patterns, start, end)
    if usual is None:
        return ""
    said = [week_in_words(usual, words)]
    for pattern in patterns:
        if pattern.lines != usual.lines:
            first, last = pattern.first_day or start, pattern.last_day or end
            said.append(f"{first:%d/%m}–{last:%d/%m}\N{NO-BREAK SPACE}: {week_in_words(pattern, words)}")
    return " ; ".join(said) if words.language == "fr" else "; ".join(said)


def week_in_words(pattern: WeekPattern, words: Catalogue) -> str:
    """Say a week: `lundi–jeudi toute la journée, vendredi matin`."""
    halves = {day: frozenset(x.half_day for x in pattern.lines if x.weekday == day) for day in range(7)}
    return ", ".join(f"{_days(run, words)} {_halves(halves[run[0]], words)}" for run in _runs(halves.items()))


def _runs(days: Iterable[tuple[int, frozenset[HalfDay]]]) -> list[list[int]]:
    """Group weekdays that follow each other and have the same half-days."""
    runs: list[list[int]] = []
    before: frozenset[HalfDay] = frozenset()
    for day, halves in days:
        if halves and halves == before:
            runs[-1].append(day)
        elif halves:
            runs.append([day])
        before = halves
    return runs


def _days(run: list[int], words: Catalogue) -> str:
    names = [weekday_name(date.fromordinal(_MONDAY + day), words.language) for day in run]
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


def _halves(halves: frozenset[HalfDay], words: Catalogue) -> str:
    if len(halves) == len(HalfDay):
        return words.t("all day")
    return words.word(next(iter(halves)))
