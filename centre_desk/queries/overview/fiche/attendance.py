"""The half-days of a person: in figures, and one by one, a line a week as on the sheets that were signed."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from centre_desk.models.attendance import AttendanceMark
from centre_desk.models.course import Enrolment, SessionTakenOver
from centre_desk.papers.register import FicheTable
from centre_desk.queries.attendance.figures import person_figures
from centre_desk.queries.overview.fiche.held import whose
from centre_desk.queries.overview.fiche.saying import NOTHING, Say
from centre_desk.rules.attendance import MarkValue
from centre_desk.rules.course import HalfDay
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import percent, short_date, weekday_name

MARK_COLUMNS = tuple(
    (AttendanceMark.__tablename__, name) for name in ("enrolment_id", "day", "half_day", "value", "reason")
)
_DAYS = 7


def figures_table(store: Store, people: Collection[int], on: date, words: Catalogue) -> FicheTable:
    """Return the half-days of each enrolment in figures."""
    t, p = words.t, words.p
    heads = (t("Session"), p("half-days", "Held"), p("half-days", "Present"), p("half-days", "Late"),
             p("half-days", "Excused"), p("half-days", "Absent"), t("To date"), t("Of planned"))  # fmt: skip
    rows, taken = [], _taken_over(store)
    for one in (row for person in people for row in person_figures(store, person, on)):
        figures = one.figures
        counts = (figures.held, figures.present, figures.late, figures.excused, figures.absent)
        day, session = short_date(taken.get(one.session_id), words.language), one.session
        if day:
            session = t("{session} (taken over on {day}: earlier half-days on paper)", session=session, day=day)
        rates = (percent(*share, words.language) for share in (figures.to_date, figures.of_planned))
        rows.append((session, *map(str, counts), *rates))
    return FicheTable(t("Attendance (half-days)"), heads, tuple(rows))


def _taken_over(store: Store) -> dict[int, date]:
    with store.read() as db:
        return {row[0]: row[1] for row in db.execute(select(SessionTakenOver.session_id, SessionTakenOver.from_day))}


def half_days_table(db: Session, people: Collection[int], say: Say) -> FicheTable:
    """Return every mark: a line a week and enrolment, morning / afternoon by day, and the reasons."""
    query = select(AttendanceMark).where(whose(AttendanceMark, people)).order_by(AttendanceMark.day)
    weeks: dict[tuple[int, date], list[AttendanceMark]] = defaultdict(list)
    for mark in db.scalars(query):
        weeks[mark.enrolment_id, mark.day - timedelta(days=mark.day.weekday())].append(mark)
    shown = [day for day in range(_DAYS) if day < 5 or any(m.day.weekday() == day for ms in weeks.values() for m in ms)]
    monday = date(2019, 11, 4)
    days = [weekday_name(monday + timedelta(days=day), say.words.language)[:3] for day in shown]
    heads = (say.words.t("Week of"), say.words.t("Session"), *days, say.words.t("Reasons"))
    rows = tuple(_week(say, enrolment, week, marks, shown) for (enrolment, week), marks in weeks.items())
    title = say.words.t("Half-days, morning / afternoon")
    return FicheTable(f"{title} ({', '.join(_letters(say))})", heads, rows)


def _week(say: Say, enrolment: int, week: date, marks: list[AttendanceMark], shown: list[int]) -> tuple[str, ...]:
    by_half = {(mark.day.weekday(), mark.half_day): mark.value.value for mark in marks}
    days = [_day(by_half, day) for day in shown]
    reasons = dict.fromkeys(f"{short_date(m.day)}: {m.reason}" for m in marks if m.reason)
    return short_date(week), say.name(Enrolment, enrolment), *days, "; ".join(reasons) or NOTHING


def _day(by_half: dict[tuple[int, HalfDay], Any], day: int) -> str:
    halves = [by_half.get((day, half), "") for half in (HalfDay.MORNING, HalfDay.AFTERNOON)]
    return " / ".join(one or NOTHING for one in halves) if any(halves) else ""


def _letters(say: Say) -> Iterator[str]:
    """Say what the letters of the half-days mean."""
    yield from (f"{mark.value} {say.words.word(mark)}" for mark in MarkValue)
