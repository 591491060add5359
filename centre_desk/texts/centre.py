"""Words of the centre: kinds of rates, proration, rounding, holidays, signatories, and why an act is refused."""

from enum import Enum

from centre_desk.rules.centre import HolidayKind, HolidaySpan, ProrationMethod, RateKind, SignatoryKind
from centre_desk.rules.money import Rounding
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: tuple[dict[Enum, Msg], ...] = (
    {
        RateKind.ALLOWANCE: N_("Monthly allowance"),
        RateKind.SMIG: N_("Legal minimum wage (SMIG)"),
        RateKind.DAY_CARE: N_("Day care, a child a day"),
        RateKind.TRAINING_FEE: N_("Training fee, a trainee"),
    },
    {
        ProrationMethod.HALF_DAYS: N_("by half-days"),
        ProrationMethod.THRESHOLD: N_("full from the threshold"),
        ProrationMethod.DAILY: N_("fixed daily rate"),
    },
    {
        Rounding.NEAREST_5: N_("nearest 5 F"),
        Rounding.DOWN_5: N_("down to 5 F"),
        Rounding.UP_5: N_("up to 5 F"),
        Rounding.NEAREST_1: N_("nearest franc"),
    },
    {
        HolidayKind.FIXED: NP_("holiday", "fixed"),
        HolidayKind.MOVABLE: NP_("holiday", "movable"),
        HolidayKind.BRIDGE: NP_("holiday", "bridge day"),
        HolidayKind.OTHER: NP_("holiday", "by decision"),
    },
    {
        HolidaySpan.DAY: N_("whole day"),
        HolidaySpan.MORNING: N_("morning"),
        HolidaySpan.AFTERNOON: N_("afternoon"),
    },
    {
        SignatoryKind.DIRECTOR: NP_("signatory", "Director"),
        SignatoryKind.TRAINER: NP_("signatory", "Trainer"),
        SignatoryKind.JURY: NP_("signatory", "President of the jury"),
        SignatoryKind.IOM: NP_("signatory", "Representative of IOM"),
    },
)

REFUSALS: dict[str, Msg] = {
    "centre.negative_rate": N_("A rate cannot be negative ({amount}). Write the amount in whole francs."),
    "centre.allowance_under_smig": N_(
        "The allowance ({amount} F) is under the legal minimum wage in force ({smig} F). Set at least {smig} F."
    ),
    "centre.period_backwards": N_("The period ends ({end}) before it starts ({start}). Put the two days in order."),
    "centre.no_name": N_("Write the name of the centre."),
    "centre.no_site_name": N_("Write the name of the site."),
    "centre.site_code": N_("“{code}” is no code of a site: 1 to 20 capital letters, digits or hyphens."),
    "centre.site_code_taken": N_("There is already a site with the code {code}. Choose another code."),
    "centre.site_closed": N_("The site {name} is closed since {day}. Choose another site."),
    "centre.no_classroom_name": N_("Write the name of the classroom."),
    "centre.classroom_taken": N_("This site already has a classroom called {name}. Choose another name."),
    "centre.no_capacity": N_("Write how many people the classroom holds: at least 1."),
    "centre.no_agreement_number": N_("Write the number of the agreement."),
    "centre.agreement_number_taken": N_("There is already an agreement {number}. Write another number."),
    "centre.agreement_without_trade": N_("The agreement names no trade. Add at least one, with places and price."),
    "centre.trade_twice": N_("The agreement names a trade twice. Keep one line a trade."),
    "centre.negative_terms": N_("Places, prices and caps cannot be negative. Correct the figure."),
    "centre.threshold_out_of_range": N_("The threshold ({percent} %) is no share. Write 0 to 100."),
    "centre.trade_code": N_("“{code}” is no code of a trade: 2 to 8 capital letters or digits, e.g. MACO."),
    "centre.trade_code_taken": N_("There is already a trade with the code {code}. Choose another code."),
    "centre.no_trade_name": N_("Write the name of the trade in French."),
    "centre.no_holiday_name": N_("Write why the day is off."),
    "centre.holiday_known": N_("{name} is already a day off on {day}. Change that line instead."),
    "centre.holiday_cancelled": N_("This day off was already cancelled."),
    "centre.no_trainer_name": N_("Write the name of the trainer."),
    "centre.trainer_left": N_("This trainer left on {day}. Choose another trainer."),
    "centre.no_provider_name": N_("Write the name of the day-care centre."),
    "centre.provider_known": N_("There is already a day-care centre called {name}."),
    "centre.no_signatory_name": N_("Write the name and the function of the signatory."),
    "centre.not_found": N_("This line is no longer there. Read the page again (F5)."),
}
