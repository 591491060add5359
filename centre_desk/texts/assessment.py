"""Words of tests, verdicts and offers, and why an act is refused. No word here wounds who reads it."""

from enum import Enum

from centre_desk.rules.assessment import GridState, Lack, OfferAnswer, OfferKind, TestKind, TestState, Verdict
from centre_desk.rules.assessment.letter import LetterTask, OutgoingState
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: tuple[dict[Enum, Msg], ...] = (
    {
        TestKind.SKILLS: N_("Skills test"),
        TestKind.EQUIPMENT: N_("Equipment-use test"),
    },
    {
        TestState.PLANNED: NP_("test", "planned"),
        TestState.SCORED: NP_("test", "to decide"),
        TestState.DECIDED: NP_("test", "decided"),
        TestState.CANCELLED: NP_("test", "called off"),
    },
    {
        Verdict.ABLE: NP_("verdict", "skills shown"),
        Verdict.TRAINING_OFFERED: NP_("verdict", "training offered"),
        Verdict.NOT_ASSESSED: NP_("verdict", "not assessed"),
    },
    {
        Lack.DECLARED_TRADE: N_("no trade is stated: correct the referral"),
        Lack.EQUIPMENT: N_("no equipment in this trade: correct the referral"),
        Lack.GRID: N_("no grid for this trade: see the settings"),
    },
    {
        GridState.PROPOSAL: NP_("grid", "proposal"),
        GridState.ADOPTED: NP_("grid", "in force"),
        GridState.RETIRED: NP_("grid", "replaced"),
    },
    {
        OfferKind.TRAINING: NP_("offer", "training"),
        OfferKind.BUSINESS_MANAGEMENT: NP_("offer", "business management"),
        OfferKind.JOB: NP_("offer", "job"),
    },
    {
        OfferAnswer.PENDING: NP_("answer", "awaited"),
        OfferAnswer.ACCEPTED: NP_("answer", "accepted"),
        OfferAnswer.DECLINED: NP_("answer", "declined"),
    },
    {
        OutgoingState.WRITTEN: NP_("letter", "written"),
        OutgoingState.SENT: NP_("letter", "sent"),
        OutgoingState.RECEIVED: NP_("letter", "received there"),
        OutgoingState.ACCEPTED: NP_("letter", "accepted there"),
        OutgoingState.REFUSED: NP_("letter", "no place there"),
        OutgoingState.WITHDRAWN: NP_("letter", "taken back"),
    },
    {
        LetterTask.WRITE: N_("Write the letter to the other centre"),
        LetterTask.SEND: N_("Send the letter to the other centre"),
        LetterTask.AWAIT: N_("Record the other centre’s answer"),
        LetterTask.TELL_IOM: N_("Tell IOM the other centre’s answer"),
        LetterTask.OFFER_ANEW: N_("Make another offer"),
        LetterTask.NOTHING: NP_("letter", "nothing to do"),
    },
)

REFUSALS: dict[str, Msg] = {
    "assessment.nobody_chosen": N_("Nobody is chosen. Choose the people in the list first."),
    "assessment.nobody_assesses": N_("No assessor is named for these tests. Name the two assessors, then print."),
    "assessment.nobody_called": N_("Nobody is called to a test on {day}. Choose another day."),
    "assessment.not_for_test": N_(
        "{name} is not referred for a test, or no trade is stated. Correct the referral first."
    ),
    "assessment.no_grid": N_(
        "{name}: there is no grid for this trade. Take in the proposed grids, or write one in the settings."
    ),
    "assessment.no_equipment": N_(
        "{name}: the declared trade has no equipment whose use could be tested. Write in the referral the trade that "
        "the equipment is for, or a test of skills."
    ),
    "assessment.already_planned": N_("{name} already has an appointment. Move it, or call it off first."),
    "assessment.not_planned": N_("Test {number} has been held. Its day and assessors no longer change."),
    "assessment.already_decided": N_("Test {number} is decided or called off. Plan another test."),
    "assessment.same_assessor": N_("Two different people assess each test. Choose another second assessor."),
    "assessment.assessor_gone": N_("{name} no longer works here on that day. Choose another assessor."),
    "assessment.assessor_not_certified": N_(
        "{name} is not certified to assess this trade. Choose another, or record the qualification in the settings."
    ),
    "assessment.sheet_keyed": N_(
        "A sheet of test {number} has been keyed: its assessors stay. Call the test off, or finish it."
    ),
    "assessment.no_assessor": N_("Test {number} has no assessor for this sheet. Name the two assessors first."),
    "assessment.not_own_sheet": N_("This sheet is that of {name}. They key it themselves, or the secretary does."),
    "assessment.criteria_missing": N_("No points for the criteria {numbers}. Key them, then save."),
    "assessment.foreign_criterion": N_("A criterion is not one of this grid. Read the sheet again (F5)."),
    "assessment.points_out_of_range": N_("Criterion {number}: the points go from 0 to {most}. Correct them."),
    "assessment.held_after": N_("The test cannot be held after today ({today}). Correct the day."),
    "assessment.held_differs": N_(
        "The other sheets say that the test was held on {before}, this one says {held}. A test is held on one day: "
        "correct the day here, or change it for the whole test."
    ),
    "assessment.sheets_missing": N_("Not all sheets are keyed. Key them, then decide."),
    "assessment.gap": N_(
        "The two assessors differ by {difference} points of a hundred: name a third assessor, or write their joint "
        "decision."
    ),
    "assessment.no_gap": N_("The sheets of test {number} agree well enough: no third assessor is needed."),
    "assessment.verdict_differs": N_(
        "This is not what the sheets say. Take the verdict that they give, or write a joint decision."
    ),
    "assessment.eliminated": N_(
        "An eliminating criterion is under its threshold: training is offered, whatever the total."
    ),
    "assessment.no_reason": N_("Write why the person was not assessed."),
    "assessment.not_decided": N_("The test is not decided yet. Decide it, then make the offer."),
    "assessment.no_result": N_("The test is not decided yet. Decide it, then print the result."),
    "assessment.nobody_declared": N_("Nobody was referred for a skills test in these days. Choose other days."),
    "assessment.offer_not_open": N_("This offer does not follow from the verdict. Choose another."),
    "assessment.offer_open": N_("An offer still waits for its answer. Record the answer first."),
    "assessment.employer_declined": N_(
        "{name} does not agree that the name goes to an employer. Record the consent first, if it is given."
    ),
    "assessment.no_employer": N_("Write the name of the employer."),
    "assessment.offer_before_verdict": N_("The offer cannot be older than the verdict ({decided}). Correct the day."),
    "assessment.already_answered": N_("This offer was already answered. Make a new one if the person changes mind."),
    "assessment.no_answer": N_("Choose accepted or declined."),
    "assessment.answer_day": N_("The answer lies between the offer ({made}) and today ({today}). Correct the day."),
    "assessment.no_decline_reason": N_("Write the reason that the person gives, in their own words."),
    "assessment.not_offered_elsewhere": N_(
        "A letter follows a training at another centre that the person accepted. Record the offer and its answer first."
    ),
    "assessment.letter_written": N_("This offer has its letter already. Print it again, or take it back first."),
    "assessment.no_other_centre": N_("Write the name of the other centre."),
    "assessment.letter_day": N_("The day lies between {since} and today ({today}). Correct it."),
    "assessment.no_such_letter_move": N_("This does not follow where the letter stands now. Read it again (F5)."),
    "assessment.no_letter_reason": N_("Write the reason that was given."),
    "assessment.centre_not_answered": N_("The other centre has not answered yet. Record its answer, then tell IOM."),
    "assessment.iom_told_already": N_("IOM has been told already."),
    "assessment.empty_grid": N_("A grid needs at least one criterion."),
    "assessment.no_threshold": N_(
        "Criterion {number} is eliminating: write the threshold under which the trade is not recognised yet."
    ),
    "assessment.bad_shares": N_("The shares of a grid go from 0 to 100 %. Correct them."),
    "assessment.bad_criterion": N_(
        "Criterion {number}: it needs a name, a weight, points up to 9 and a threshold within them."
    ),
}
