"""The one-page catalogue: which sessions, in which words, and the page itself."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from centre_desk.actions.course.planning import change_session, plan_session
from centre_desk.papers.course import CatalogueFacts, OfferedSession, catalogue_page_pdf
from centre_desk.queries.course import catalogue_book, catalogue_paper, catalogue_sheet
from centre_desk.queries.course.catalogue import week_in_words
from centre_desk.rules.course import HalfDay, SessionState
from centre_desk.rules.course.timetable import WeekLine, WeekPattern, usual_week, week_of
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import build_centre, build_person, build_session, enrol
from tests.builders_course import plan_of
from tests.papers.reading import LETTERHEAD, texts


@pytest.mark.parametrize(
    ("week", "said"),
    [
        (usual_week(), "lundi–jeudi toute la journée, vendredi matin"),
        (week_of(range(5)), "lundi–vendredi matin"),
        (week_of([0, 2], [5]), "lundi matin, mercredi matin, samedi après-midi"),
        (week_of([0, 1], [0]), "lundi toute la journée, mardi matin"),
    ],
)
def test_a_week_in_words(week: WeekPattern, said: str, fr: Catalogue) -> None:
    assert week_in_words(week, fr) == said


def test_the_catalogue_names_what_can_still_be_joined(desk_store: Store, fr: Catalogue, en: Catalogue) -> None:
    centre = build_centre(desk_store)
    running = build_session(desk_store, centre)
    enrol(desk_store, running, [build_person(desk_store, n) for n in (1, 2)])
    build_session(
        desk_store,
        centre,
        code="OVER",
        start=date(2019, 9, 2),
        end=date(2019, 9, 27),
        state=SessionState.FINISHED,
    )
    build_session(desk_store, centre, code="GONE", state=SessionState.CANCELLED)
    sheet = catalogue_sheet(desk_store, date(2019, 11, 11), fr)
    (one,) = sheet.sessions
    assert (one.code, one.trade, one.hours, one.places, one.places_left) == ("S-2019-001", "Maçonnerie", 140, 30, 28)
    assert one.timetable == "lundi–jeudi toute la journée, vendredi matin"
    assert sheet.day_care == ("Crèche Les Poussins",)
    assert catalogue_sheet(desk_store, date(2019, 11, 30), fr).sessions == ()
    assert catalogue_sheet(desk_store, date(2019, 11, 11), en).sessions[0].trade == "Masonry"
    page = catalogue_paper(desk_store, date(2019, 11, 11), fr)
    assert page.startswith(b"%PDF")
    assert page == catalogue_paper(desk_store, date(2019, 11, 11), fr)


def test_a_session_that_begins_in_ramadan_says_both_weeks_and_their_hours(
    desk_store: Store, secretary: Actor, at: datetime, fr: Catalogue
) -> None:
    mornings = tuple(WeekLine(day, HalfDay.MORNING, "08:00", "10:00") for day in range(5))
    ramadan = WeekPattern(mornings, date(2019, 11, 4), date(2019, 11, 14))
    plan = plan_of(build_centre(desk_store), patterns=(usual_week(), ramadan))
    plan_session(desk_store, plan=plan, by=secretary, at=at)
    (one,) = catalogue_sheet(desk_store, date(2019, 10, 28), fr).sessions
    assert one.timetable == (
        "lundi–jeudi toute la journée, vendredi matin ; 04/11–14/11\u00a0: lundi–vendredi matin"
    )
    # Nine mornings of 2 h until the 14th, then (the 15th off) two weeks of nine half-days of 4 h: 18 + 72 h.
    assert (one.hours, one.week, one.weeks) == (90, 0, 4)
    assert catalogue_sheet(desk_store, date(2019, 11, 25), fr).sessions[0].week == 4


def test_twenty_sessions_with_conditions_are_one_page(fr: Catalogue) -> None:
    conditions = "18 ans révolus, savoir lire et compter, apporter ses chaussures fermées"
    sessions = tuple(
        OfferedSession(
            code=f"SOUD-2019-{number:02d}",
            trade=("Soudure / construction métallique", "Coupe et couture", "Maçonnerie")[number % 3],
            start=date(2019, 11, 4),
            end=date(2020, 1, 31),
            hours=420,
            site="Sénou",
            places=25,
            places_left=number % 4,
            timetable="lundi–jeudi toute la journée, vendredi matin",
            conditions=conditions,
            week=8 if number % 5 == 0 else 0,
        )
        for number in range(1, 21)
    )
    facts = CatalogueFacts(date(2019, 12, 27), sessions, ("Maçonnerie", "Soudure"), ("Crèche Les Poussins",))
    (page,) = texts(catalogue_page_pdf(facts, letterhead=LETTERHEAD, words=fr))
    words = " ".join(page.split())
    assert words.count("SOUD-2019-") == 20
    assert words.count("sem. 8 sur 13") == 4
    assert words.count("chaussures fermées") == 20


def test_the_catalogue_as_a_workbook(desk_store: Store, secretary: Actor, at: datetime, fr: Catalogue) -> None:
    session = build_session(desk_store, build_centre(desk_store))
    change_session(
        desk_store,
        session_id=session,
        name="",
        capacity=30,
        classroom_id=None,
        conditions="=18 ans révolus",
        by=secretary,
        at=at,
    )
    content = catalogue_book(desk_store, date(2019, 11, 11), fr)
    assert content == catalogue_book(desk_store, date(2019, 11, 11), fr)
    sheet = openpyxl.load_workbook(BytesIO(content))["Sessions"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heads = next(n for n, row in enumerate(rows) if row[0] == "Filière")
    assert len(rows) == heads + 2
    assert [rows[heads + 1][n] for n in (0, 1, 4, 5, 8, 9, 10)] == [
        "Maçonnerie",
        "S-2019-001",
        "en cours\u00a0: sem.\u00a02 sur 4",
        140,
        30,
        30,
        "=18 ans révolus",
    ]
    assert {cell.data_type for cell in sheet[heads + 2]} == {"s", "d", "n"}  # what somebody typed is no formula
