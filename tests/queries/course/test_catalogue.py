"""The one-page catalogue: which sessions, in which words, and the page itself."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from centre_desk.actions.course.planning import change_session
from centre_desk.queries.course import catalogue_book, catalogue_paper, catalogue_sheet
from centre_desk.queries.course.catalogue import week_in_words
from centre_desk.rules.course import SessionState
from centre_desk.rules.course.timetable import WeekPattern, usual_week, week_of
from centre_desk.rules.desk import Actor
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue
from tests.builders import build_centre, build_person, build_session, enrol


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
    assert [rows[heads + 1][n] for n in (0, 1, 4, 7, 8, 9)] == [
        "Maçonnerie",
        "S-2019-001",
        140,
        30,
        30,
        "=18 ans révolus",
    ]
    assert {cell.data_type for cell in sheet[heads + 2]} == {"s", "d", "n"}  # what somebody typed is no formula
