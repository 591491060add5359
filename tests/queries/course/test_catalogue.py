"""The one-page catalogue: which sessions, in which words, and the page itself."""

from datetime import date

import pytest

from centre_desk.queries.course import catalogue_paper, catalogue_sheet
from centre_desk.queries.course.catalogue import week_in_words
from centre_desk.rules.course import SessionState
from centre_desk.rules.course.timetable import WeekPattern, usual_week, week_of
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
