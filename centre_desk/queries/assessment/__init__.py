"""Reads of tests: who waits for one, appointments, the grid of the assessors, offers, claims against findings."""

from centre_desk.queries.assessment.claims import TradeClaims, declared_against_tested
from centre_desk.queries.assessment.grids import (
    CriterionRow,
    GridDraft,
    GridRow,
    criteria_rows,
    grid_criteria,
    grid_draft,
    grid_rows,
)
from centre_desk.queries.assessment.lists import (
    CallRow,
    OfferRow,
    TestFilter,
    TestRow,
    call_list,
    offer_to_make,
    offers_rows,
    skills_tests_rows,
)
from centre_desk.queries.assessment.papers import call_list_paper, claims_paper, grids_paper, result_paper
from centre_desk.queries.assessment.sheet import AssessorSheet, TestSheet, next_to_key, skills_test_sheet
from centre_desk.queries.assessment.waiting import WaitingRow, people_to_test, who_waits_rows

__all__ = [
    "AssessorSheet",
    "CallRow",
    "CriterionRow",
    "GridDraft",
    "GridRow",
    "OfferRow",
    "TestFilter",
    "TestRow",
    "TestSheet",
    "TradeClaims",
    "WaitingRow",
    "call_list",
    "call_list_paper",
    "claims_paper",
    "criteria_rows",
    "declared_against_tested",
    "grid_criteria",
    "grid_draft",
    "grid_rows",
    "grids_paper",
    "next_to_key",
    "offer_to_make",
    "offers_rows",
    "people_to_test",
    "result_paper",
    "skills_test_sheet",
    "skills_tests_rows",
    "who_waits_rows",
]
