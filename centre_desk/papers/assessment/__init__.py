"""Papers of the tests: the numbered grid of each assessor, the call list, the result, declared against tested."""

from centre_desk.papers.assessment.call_list import CalledFacts, call_list_pdf
from centre_desk.papers.assessment.claims import ClaimFacts, claims_pdf
from centre_desk.papers.assessment.grid import CriterionFacts, GridSheetFacts, grid_sheet_pdf, grid_sheets_pdf
from centre_desk.papers.assessment.result import ResultFacts, StandingOffer, result_pdf

__all__ = [
    "CalledFacts",
    "ClaimFacts",
    "CriterionFacts",
    "GridSheetFacts",
    "ResultFacts",
    "StandingOffer",
    "call_list_pdf",
    "claims_pdf",
    "grid_sheet_pdf",
    "grid_sheets_pdf",
    "result_pdf",
]
