"""The facts of the papers of tests: grids, those called, the result of a person, declared against tested."""

from collections.abc import Sequence
from datetime import date

from centre_desk.models.register import Person
from centre_desk.papers.assessment import (
    CalledFacts,
    ClaimFacts,
    CriterionFacts,
    GridSheetFacts,
    ResultFacts,
    StandingOffer,
    call_list_pdf,
    claims_pdf,
    grid_sheets_pdf,
    result_pdf,
)
from centre_desk.papers.pdf.document import Letterhead
from centre_desk.queries.assessment.claims import declared_against_tested
from centre_desk.queries.assessment.lists import call_list, offers_rows
from centre_desk.queries.assessment.sheet import TestSheet, skills_test_sheet
from centre_desk.queries.centre.letterhead import letterhead_of
from centre_desk.queries.centre.staff import signatory_in
from centre_desk.rules.assessment import OfferAnswer, answer_awaited_until
from centre_desk.rules.centre import SignatoryKind
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
    born = _born(store, sheet)
    return [
        GridSheetFacts(
            number=one.sheet_number,
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
            competence_percent=sheet.competence_percent,
            proposal=sheet.proposal,
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
            sex=one.sex,
            birth_year=one.birth_year,
            phone=one.phone,
            trade=one.trade,
            kind=one.kind,
            place=one.place,
            assessors=one.assessors,
        )
        for one in called
    ]
    return call_list_pdf(facts, day, letterhead=_letterhead(store, day), words=words)


def result_paper(store: Store, test_id: int, words: Catalogue) -> bytes:
    """Return the PDF of a result for the person; `Refused` before the verdict."""
    sheet = skills_test_sheet(store, test_id, words.language)
    if sheet.verdict is None or sheet.decided_on is None:
        raise Refused([refusal("assessment.no_result")])
    with store.read() as db:
        signs = signatory_in(db, SignatoryKind.DIRECTOR, sheet.decided_on, words.language)
    facts = ResultFacts(
        number=sheet.number,
        kind=sheet.kind,
        name=sheet.name,
        case_number=sheet.case_number,
        trade=sheet.trade,
        day=sheet.held_on or sheet.planned_on,
        place=sheet.place,
        assessors=tuple(one.name for one in sheet.sheets),
        verdict=sheet.verdict,
        decided_on=sheet.decided_on,
        strengthen=sheet.strengthen,
        offer=_standing_offer(store, test_id, words.language),
        second_key=_born(store, sheet),
        signatory=(signs.name, signs.function) if signs is not None else ("", ""),
    )
    return result_pdf(facts, letterhead=_letterhead(store, sheet.decided_on), words=words)


def _standing_offer(store: Store, test_id: int, language: str) -> StandingOffer | None:
    """Return the newest offer of a test that was not declined."""
    rows = [row for row in offers_rows(store, language=language) if row.test_id == test_id]
    standing = [row for row in rows if row.answer is not OfferAnswer.DECLINED]
    if not standing:
        return None
    row = standing[0]
    return StandingOffer(
        kind=row.kind,
        trade=row.trade,
        partner=row.partner,
        kit_conditional=row.kit_conditional,
        answer=row.answer,
        answer_by=answer_awaited_until(row.made_on),
    )


def claims_paper(store: Store, since: date | None, until: date | None, on: date, words: Catalogue) -> bytes:
    """Return the PDF of declared against tested; None leaves that end of the days of the referrals open."""
    rows = declared_against_tested(store, since or date.min, until or date.max, words.language)
    facts = [
        ClaimFacts(
            trade=row.trade,
            declared=row.declared,
            waiting=row.waiting,
            planned=row.planned,
            able=row.able,
            training_offered=row.training_offered,
            not_assessed=row.not_assessed,
        )
        for row in rows
    ]
    if not facts:
        raise Refused([refusal("assessment.nobody_declared")])
    return claims_pdf(facts, since, until, on, letterhead=_letterhead(store, on), words=words)


def _born(store: Store, sheet: TestSheet) -> str:
    """Return the second key of the person: the year of birth, where it is known."""
    with store.read() as db:
        return str(db.get_one(Person, sheet.person_id).birth_year or "")


def _letterhead(store: Store, day: date) -> Letterhead:
    with store.read() as db:
        return letterhead_of(db, day)
