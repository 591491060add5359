"""The facts of the papers of tests: the numbered grid of each assessor, and the list of those called."""

from collections.abc import Sequence
from datetime import date

from centre_desk.models.register import Person
from centre_desk.papers.assessment import (
    CalledFacts,
    CriterionFacts,
    GridSheetFacts,
    call_list_pdf,
    grid_sheets_pdf,
)
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.assessment.lists import call_list
from centre_desk.queries.assessment.sheet import TestSheet, skills_test_sheet
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.rules.refusal import Refused, refusal
from centre_desk.store.opening import Store
from centre_desk.texts.catalogue import Catalogue


def grids_paper(store: Store, test_ids: Sequence[int], words: Catalogue) -> bytes:
    """Return one PDF with a sheet for each assessor of each test; `Refused` where nobody is named yet."""
    sheets = [skills_test_sheet(store, number, words.language) for number in test_ids]
    pages = [facts for sheet in sheets for facts in _sheets_of(store, sheet)]
    if not pages:
        raise Refused([refusal("assessment.nobody_assesses")])
    letterhead = _letterhead(store, sheets[0].planned_on)
    return grid_sheets_pdf(pages, letterhead=letterhead, words=words)


def _sheets_of(store: Store, sheet: TestSheet) -> list[GridSheetFacts]:
    with store.read() as db:
        person = db.get_one(Person, sheet.person_id)
        born = str(person.birth_year or "")
    return [
        GridSheetFacts(
            number=sheet.number,
            kind=sheet.kind,
            name=sheet.name,
            case_number=sheet.case_number,
            trade=sheet.trade,
            planned_on=sheet.planned_on,
            place=sheet.place,
            assessor=one.name,
            rank=one.rank,
            grid_version=sheet.grid_version,
            pass_percent=sheet.pass_percent,
            criteria=_criteria(sheet),
            second_key=born,
        )
        for one in sheet.sheets
    ]


def _criteria(sheet: TestSheet) -> tuple[CriterionFacts, ...]:
    return tuple(
        CriterionFacts(
            position=one.position,
            label=one.label,
            competence=one.competence,
            weight=one.weight,
            max_points=one.max_points,
            threshold=one.threshold_points,
            eliminating=one.eliminating,
            safety=one.safety,
        )
        for one in sheet.criteria
    )


def call_list_paper(store: Store, day: date, words: Catalogue) -> bytes:
    """Return the PDF of those called to a test on a day; `Refused` where nobody is."""
    called = call_list(store, day, words.language)
    if not called:
        raise Refused([refusal("assessment.nobody_called", day=day.isoformat())])
    facts = [
        CalledFacts(
            number=one.number,
            name=one.name,
            case_number=one.case_number,
            phone=one.phone,
            trade=one.trade,
            kind=one.kind,
            place=one.place,
            assessors=one.assessors,
        )
        for one in called
    ]
    return call_list_pdf(facts, day, letterhead=_letterhead(store, day), words=words)


def _letterhead(store: Store, day: date) -> Letterhead:
    with store.read() as db:
        return letterhead_of(db, day)
