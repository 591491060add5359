"""Words of the month's money: states of runs and lines, kinds, ways of paying, exceptions, why an act is refused."""

from enum import Enum

from centre_desk.rules.claim import LineFlag, LineKind, LineState, PartialMonth, PaymentMode, RunState
from centre_desk.texts.catalogue import N_, NP_, Msg

_RUN: dict[Enum, Msg] = {
    RunState.DRAFT: NP_("claims run", "Draft"),
    RunState.SUBMITTED: NP_("claims run", "Submitted"),
    RunState.APPROVED: NP_("claims run", "Approved"),
}
_LINES: dict[Enum, Msg] = {
    LineState.DRAFT: NP_("claim line", "Draft"),
    LineState.SUBMITTED: NP_("claim line", "Submitted"),
    LineState.SENT_BACK: NP_("claim line", "Sent back"),
    LineState.APPROVED: NP_("claim line", "Approved"),
    LineState.WITHHELD: NP_("claim line", "Withheld"),
}
_KINDS: dict[Enum, Msg] = {
    LineKind.ALLOWANCE: N_("Allowance"),
    LineKind.DAY_CARE: N_("Day care"),
    LineKind.TRAINING_FEE: N_("Training fee"),
    LineKind.ARREARS: N_("Arrears"),
}
_MODES: dict[Enum, Msg] = {
    PaymentMode.CASH: N_("Cash"),
    PaymentMode.ORANGE_MONEY: N_("Orange Money"),
    PaymentMode.MOOV_MONEY: N_("Moov Money"),
    PaymentMode.BANK: N_("Bank transfer"),
}
_FLAGS: dict[Enum, Msg] = {
    LineFlag.SENT_BACK: N_("sent back"),
    LineFlag.PROVISIONAL: N_("provisional person"),
    LineFlag.WITHHELD: N_("withheld"),
    LineFlag.STALE: N_("facts have changed"),
    LineFlag.NOT_ENTERED: N_("rolls not entered"),
    LineFlag.NO_UNITS: N_("never attended"),
    LineFlag.BELOW_THRESHOLD: N_("below the threshold"),
    LineFlag.UNDECIDED: N_("not held, paid or not?"),
    LineFlag.OVER_AGE: N_("child over the age limit"),
    LineFlag.INVOICE_ABOVE: N_("invoiced more than attended"),
    LineFlag.NO_INVOICE: N_("no invoice"),
    LineFlag.DEDUCTED: N_("deduction"),
    LineFlag.MANUAL: N_("added by hand"),
    LineFlag.RECOVER: N_("overpaid before"),
}
_PARTIAL: dict[Enum, Msg] = {
    PartialMonth.MONTH: N_("half-days of the whole month"),
    PartialMonth.SESSION: N_("half-days of the session in the month"),
}

WORDS: tuple[dict[Enum, Msg], ...] = (_RUN, _LINES, _KINDS, _MODES, _FLAGS, _PARTIAL)

REFUSALS: dict[str, Msg] = {
    "claim.month_out_of_range": N_("A month has from 1 to {most} days. Correct the number."),
    "claim.day_care_declined": N_(
        "{name} does not agree that a child’s name goes to the day care. Record the consent first, if it is given."
    ),
    "claim.month_to_come": N_("The month {month} has not begun. Choose a month that has."),
    "claim.nothing_due": N_("Nothing is due for {month}: nobody was enrolled. Check the sessions and their dates."),
    "claim.no_allowance_rate": N_("No allowance rate is in force on {day}. The director sets one under Settings."),
    "claim.no_day_care_rate": N_("No day-care rate is in force on {day}. The director sets one under Settings."),
    "claim.no_run": N_("The claims of this month are not established yet. Establish them first."),
    "claim.nothing_to_submit": N_("No line is open: there is nothing to submit. Establish the claims again."),
    "claim.nothing_submitted": N_("No line is waiting for approval. The secretary submits the run first."),
    "claim.lines_stale": N_(
        "The facts behind {count} lines have changed (marks, rates, dates). "
        "Send them back if they were submitted, establish the claims again, then go on."
    ),
    "claim.approver_touched": N_(
        "{name} entered or changed values behind {count} lines (the line or its marks), and so cannot approve. "
        "Another director or a delegate approves."
    ),
    "claim.approver_pays": N_(
        "{name} recorded payments of this run, and so cannot approve. Another director approves."
    ),
    "claim.payer_approved": N_("{name} approved lines of this run, and so cannot pay them. Another cashier pays."),
    "claim.line_not_open": N_("This line was submitted or approved. The director sends it back first."),
    "claim.not_submitted": N_("Only a line that was submitted or approved can be sent back."),
    "claim.withheld_by_facts": N_(
        "The facts withhold this line (provisional person, or child over the age limit). "
        "Complete the person’s file, then establish the claims again."
    ),
    "claim.deduction_too_high": N_("A deduction goes from 0 to the gross amount ({gross} F CFA)."),
    "claim.amount_missing": N_("Write an amount above 0."),
    "claim.arrears_month": N_("Arrears, and they alone, name the month that they mend."),
    "claim.child_missing": N_("Day care, and it alone, names a child."),
    "claim.not_their_child": N_("This child is not a child of that person. Check the person’s file."),
    "claim.line_exists": N_("This person or child already has such a line this month. Change that line."),
    "claim.not_approved": N_("Only approved lines are paid. Wait for the director’s approval."),
    "claim.already_paid": N_("A line is already paid. Take the other payment back first, with its reason."),
    "claim.nothing_to_pay": N_("A line of 0 F CFA is not paid. Leave it out."),
    "claim.paid_before_approval": N_("The payment lies before the approval ({approved}). Check the date."),
    "claim.paid_in_future": N_("The day of payment is still to come. Check the date."),
    "claim.no_reference": N_("Write the reference of the transfer: it is the proof of payment."),
    "claim.nothing_chosen": N_("Choose at least one line to pay."),
    "claim.payment_undone": N_("This payment was already taken back."),
    "claim.placement_backwards": N_("The placement ends before it starts ({start}). Check the dates."),
    "claim.placed_twice": N_(
        "The child is already placed at a day-care centre on these days (from {start}). End that placement first."
    ),
    "claim.placement_ended": N_("The placement ended earlier. Place the child anew from the next day."),
    "claim.no_child": N_("Only children who are still in the person’s charge are placed. Check the person’s file."),
    "claim.days_out_of_range": N_("A month has 0 to 31 invoiced days. Check the number."),
}
