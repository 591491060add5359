"""Acts on the month's money: established, completed, submitted, approved line by line, paid once."""

from centre_desk.actions.claim.approval import approve_claims, send_back_line, submit_claims
from centre_desk.actions.claim.day_care import end_placement, place_child, record_invoice
from centre_desk.actions.claim.lines import add_line, deduct_from_line, release_line, withhold_line
from centre_desk.actions.claim.payments import record_payments, undo_payment
from centre_desk.actions.claim.prepare import prepare_claims
from centre_desk.actions.claim.terms import set_days_a_month, set_partial_month

__all__ = [
    "add_line",
    "approve_claims",
    "deduct_from_line",
    "end_placement",
    "place_child",
    "prepare_claims",
    "record_invoice",
    "record_payments",
    "release_line",
    "send_back_line",
    "set_days_a_month",
    "set_partial_month",
    "submit_claims",
    "undo_payment",
    "withhold_line",
]
