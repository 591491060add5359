"""Reads of tests: who waits for one, appointments, the grid of the assessors, offers, claims against findings."""

from centre_desk.queries.assessment.grids import CriterionRow, GridRow, criteria_rows, grid_criteria, grid_rows
from centre_desk.queries.assessment.lists import (
    CallRow,
    OfferRow,
    TestFilter,
    TestRow,
    TradeClaims,
    call_list,
    declared_against_tested,
    offer_to_make,
    offers_rows,
    people_to_test,
    skills_tests_rows,
)
from centre_desk.queries.assessment.papers import call_list_paper, grids_paper
from centre_desk.queries.assessment.sheet import AssessorSheet, TestSheet, next_to_key, skills_test_sheet

__all__ = [
    "AssessorSheet",
    "CallRow",
    "CriterionRow",
    "GridRow",
    "OfferRow",
    "TestFilter",
    "TestRow",
    "TestSheet",
    "TradeClaims",
    "call_list",
    "call_list_paper",
    "criteria_rows",
    "declared_against_tested",
    "grid_criteria",
    "grid_rows",
    "grids_paper",
    "next_to_key",
    "offer_to_make",
    "offers_rows",
    "people_to_test",
    "skills_test_sheet",
    "skills_tests_rows",
]
