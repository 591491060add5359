"""The words of the monthly return: what the summary counts, how a check weighs, what IOM answers."""

from enum import Enum

from centre_desk.rules.monthly_return import Dimension, IomAnswer, Measure, Severity
from centre_desk.texts.catalogue import N_, NP_, Catalogue, Msg

WORDS: dict[Enum, Msg] = {
    Measure.REFERRED: N_("Referred by IOM in the month"),
    Measure.ENROLLED: N_("Enrolled in a session"),
    Measure.ATTENDED: N_("Attended at least one half-day"),
    Measure.COMPLETED: N_("Completed the training"),
    Measure.EXAMINED: N_("Sat the exam"),
    Measure.PASSED: N_("Passed the exam"),
    Measure.TESTED: N_("Took a skills or equipment test"),
    Measure.TESTED_ABLE: N_("Found able by the test"),
    Measure.TRAINING_OFFERED: N_("Were offered training after the test"),
    Measure.CERTIFIED: N_("Received a certificate"),
    Measure.CERTIFIED_TRAINING: N_("… of completed training"),
    Measure.CERTIFIED_SKILLS: N_("… of skills"),
    Measure.DROPPED_OUT: N_("Dropped out"),
    Measure.RETURNED: N_("Came back to the training"),
    Measure.KIT_ELIGIBLE: N_("Became eligible for a kit"),
    Measure.KIT_HANDED_OVER: N_("Received a kit"),
    Measure.FOLLOWED_UP: N_("Followed up after success"),
    Measure.DAY_CARE_PARENTS: N_("Parents with day care"),
    Measure.DAY_CARE_CHILDREN: N_("Children in day care"),
    Measure.HALF_DAYS_EXPECTED: N_("Half-days expected (people × half-days held)"),
    Measure.HALF_DAYS_ATTENDED: N_("Half-days attended"),
    Measure.ALLOWANCE_FRANCS_DUE: N_("Allowances due (F CFA)"),
    Measure.ALLOWANCE_FRANCS_PAID: N_("Allowances paid (F CFA)"),
    Measure.ARREARS_FRANCS_DUE: N_("Arrears of closed months (F CFA)"),
    Measure.DAY_CARE_FRANCS_DUE: N_("Day care due (F CFA)"),
    Measure.TRAINING_FEE_FRANCS_DUE: N_("Training fees due (F CFA)"),
    Measure.FRANCS_OUTSTANDING: N_("Approved and not yet paid (F CFA)"),
    Dimension.AGE: N_("By age band"),
    Dimension.REGION: N_("By region of return"),
    Dimension.TRADE: N_("By trade"),
    Severity.BLOCKING: NP_("check", "blocking"),
    Severity.WARNING: NP_("check", "warning"),
    IomAnswer.RECEIVED: N_("received"),
    IomAnswer.ACCEPTED: NP_("return", "accepted"),
    IomAnswer.QUESTIONS: N_("questions asked"),
    IomAnswer.REPLACEMENT_ASKED: N_("replacement asked"),
}

SINCE: dict[Measure, Msg] = {Measure.REFERRED: N_("Referred by IOM")}
"""What a sum over years is called where the word of the month would mislead."""


def since_word(measure: Measure, words: Catalogue) -> str:
    """Return the word of a measure for its sum since the agreement began."""
    return words.msg(SINCE[measure]) if measure in SINCE else words.word(measure)


REFUSALS: dict[str, Msg] = {
    "monthly_return.past_below": N_(
        "A total ({total}) is below women and men together ({sexes}). Put the three numbers right."
    ),
    "monthly_return.past_enrolled": N_(
        "{part} enrolled, but {whole} referred by IOM. Put one right, or tick that the totals are right."
    ),
    "monthly_return.past_completed": N_(
        "{part} completed the training, but {whole} enrolled. Put one right, or tick that the totals are right."
    ),
    "monthly_return.past_dropped_out": N_(
        "{part} dropped out, but {whole} enrolled. Put one right, or tick that the totals are right."
    ),
    "monthly_return.past_passed": N_(
        "{part} passed the exam, but {whole} sat it. Put one right, or tick that the totals are right."
    ),
    "monthly_return.past_certified_training": N_(
        "{part} certificates of training, but {whole} passed the exam. "
        "Put one right, or tick that the totals are right."
    ),
    "monthly_return.past_certified": N_(
        "{part} certificates of one kind, but {whole} received a certificate in all. "
        "Put one right, or tick that the totals are right."
    ),
    "monthly_return.past_able": N_(
        "{part} found able by the test, but {whole} took one. Put one right, or tick that the totals are right."
    ),
    "monthly_return.past_kits": N_(
        "{part} received a kit, but {whole} became eligible. Put one right, or tick that the totals are right."
    ),
    "monthly_return.past_half_days": N_(
        "{part} half-days attended, but {whole} expected. Put one right, or tick that the totals are right."
    ),
    "monthly_return.nobody_receives": N_("Write to whom the report goes."),
    "monthly_return.no_age_key": N_(
        "The list of names needs a valid age key of its reader (“age1…”): {key}. Ask the reader for it, or lock the "
        "list with a password."
    ),
    "monthly_return.not_decrypted": N_("This file was not encrypted for that key, or it is damaged."),
    "monthly_return.short_password": N_("The password of a list of names needs at least {least} characters."),
    "monthly_return.no_month": N_("“{month}” is no month. Write it as 2019-11."),
    "monthly_return.bands": N_("The age bands leave out or repeat the age {age}. Let each begin where one ends."),
    "monthly_return.already_closed": N_("The month {month} is already closed."),
    "monthly_return.month_not_over": N_("The month {month} is not over. Close it from the first day of the next one."),
    "monthly_return.blocked": N_(
        "Points that block the closing: {count}. Put them right with the links of the checklist."
    ),
    "monthly_return.not_closed": N_("The month {month} is not closed. The director closes it first."),
    "monthly_return.sent_for_good": N_(
        "The report of {month} was sent, so the month never opens again. "
        "Record a correction: the next report states it."
    ),
    "monthly_return.not_sent": N_("The report of {month} was not sent yet. Say first that it was."),
    "monthly_return.replacement_not_asked": N_(
        "A sent report is replaced only if IOM asks for it. Record IOM’s answer first."
    ),
    "monthly_return.no_purpose": N_("Write what the list of names is for: without a purpose none leaves the centre."),
    "monthly_return.no_recipient": N_("Write who receives the list of names."),
    "monthly_return.sent_in_future": N_("The day of sending is still to come. Check the date."),
    "monthly_return.answer_in_future": N_("The day of the answer is still to come. Check the date."),
    "monthly_return.rolls_missing": N_(
        "Half-days without a roll: {count}. Take the rolls, or say that they were not held."
    ),
    "monthly_return.marks_missing": N_("People with half-days without a mark: {count}. Complete the rolls."),
    "monthly_return.not_held_undecided": N_(
        "Half-days not held, paid or not: {count} undecided. Decide it on the roll."
    ),
    "monthly_return.exams_unsettled": N_("Exams without settled results: {count}. Settle them with the jury."),
    "monthly_return.tests_undecided": N_("Skills tests with scores and no verdict: {count}. Decide them."),
    "monthly_return.tests_not_held": N_("Planned skills tests not held: {count}. Hold, move or cancel them."),
    "monthly_return.without_certificate": N_("People who passed and have no certificate yet: {count}."),
    "monthly_return.claims_missing": N_("Claims not established: {count} lines are due. Establish them."),
    "monthly_return.claims_unapproved": N_("Claim lines not approved: {count}. Submit them, let the director approve."),
    "monthly_return.claims_stale": N_(
        "Approved lines that no longer fit the facts: {count}. Send them back, or record a correction if they are paid."
    ),
    "monthly_return.claims_withheld": N_("Claim lines withheld: {count} ({francs} F CFA)."),
    "monthly_return.claims_unpaid": N_("Approved lines not paid yet: {count} ({francs} F CFA)."),
    "monthly_return.no_invoice": N_("Day-care lines without an invoice: {count}."),
    "monthly_return.provisional": N_("Provisional people in the sessions: {count}. Complete their files."),
    "monthly_return.age_unknown": N_("People without an age band: {count}. Enter the year of birth."),
    "monthly_return.region_unknown": N_("People without a region of return: {count}. Enter it."),
    "monthly_return.open_questions": N_("Lines of referral files that wait for an answer: {count}."),
    "monthly_return.earlier_month_open": N_("An earlier month with rolls is still open. Close it first, if you can."),
    "monthly_return.kits_due": N_("Kits due and not handed over: {count}."),
    "monthly_return.visits_due": N_("Follow-up visits due: {count}."),
}
