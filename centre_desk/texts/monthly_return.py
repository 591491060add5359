"""The words of the monthly return: what the summary counts, how a check weighs, what IOM answers."""

from enum import Enum

from centre_desk.rules.monthly_return import Dimension, IomAnswer, Measure, Severity
from centre_desk.texts.catalogue import N_, NP_, Msg

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

REFUSALS: dict[str, Msg] = {
    "monthly_return.no_age_key": N_(
        "The list of names needs a valid age key of its reader (“age1…”): {key}. Ask the reader for it, or lock the "
        "list with a password."
    ),
    "monthly_return.not_decrypted": N_("This file was not encrypted for that key, or it is damaged."),
    "monthly_return.short_password": N_("The password of a list of names needs at least {least} characters."),
}
