"""Acts of assessment: grids, appointments and assessors, sheets keyed from paper, verdicts, offers and answers."""

from centre_desk.actions.assessment.grids import adopt_grid, adopt_reference_grids, revise_grid
from centre_desk.actions.assessment.offers import answer_offer, make_offer
from centre_desk.actions.assessment.outgoing import move_letter, tell_iom, write_letter
from centre_desk.actions.assessment.planning import assign_assessors, cancel_test, move_test, plan_tests
from centre_desk.actions.assessment.scoring import add_third_assessor, attach_sheet_scan, decide_test, record_assessment

__all__ = [
    "add_third_assessor",
    "adopt_grid",
    "adopt_reference_grids",
    "answer_offer",
    "assign_assessors",
    "attach_sheet_scan",
    "cancel_test",
    "decide_test",
    "make_offer",
    "move_letter",
    "move_test",
    "plan_tests",
    "record_assessment",
    "revise_grid",
    "tell_iom",
    "write_letter",
]
