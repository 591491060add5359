"""Words across rooms: next steps, kinds of events, checks of a desk, and the acts without a window."""

from enum import Enum

from centre_desk.rules.overview import (
    EventKind,
    Goes,
    HeldKind,
    InTheWay,
    NextStep,
    PeopleActKind,
    SeriesKind,
    Stays,
)
from centre_desk.rules.overview.exchange import ExchangeEffect
from centre_desk.rules.overview.settings import SettingField
from centre_desk.rules.overview.today import FirstStep, Part, Topic
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: tuple[dict[Enum, Msg], ...] = (
    {
        NextStep.REGULARISE: N_("Complete the file: provisional"),
        NextStep.ACCEPT_REFERRAL: N_("Answer the referral"),
        NextStep.PLAN_TEST: N_("Give an appointment for the test"),
        NextStep.HOLD_TEST: N_("Hold the test"),
        NextStep.DECIDE_TEST: N_("Decide on the test"),
        NextStep.MAKE_OFFER: N_("Make the offer"),
        NextStep.AWAIT_ANSWER: N_("Record the answer to the offer"),
        NextStep.WRITE_LETTER: N_("Write the letter to the other centre"),
        NextStep.SEND_LETTER: N_("Send the letter to the other centre"),
        NextStep.AWAIT_CENTRE: N_("Record the other centre’s answer"),
        NextStep.TELL_IOM: N_("Tell IOM the other centre’s answer"),
        NextStep.ENROL: N_("Enrol in a session"),
        NextStep.FOLLOW_COURSE: N_("Is following a course"),
        NextStep.SIT_EXAM: N_("Sit the exam"),
        NextStep.SIT_RESIT: N_("Sit the resit"),
        NextStep.ISSUE_CERTIFICATE: N_("Issue the certificate"),
        NextStep.HAND_OVER_KIT: N_("Hand over the kit"),
        NextStep.VISIT: N_("Make the follow-up visit"),
        NextStep.REFER_TO_JOB: N_("Refer to the job offer"),
        NextStep.NOTHING: N_("Nothing to do"),
        NextStep.HAS_DIED: N_("Has died: nothing more is planned"),
    },
    {
        EventKind.REFERRAL: NP_("event", "Referral"),
        EventKind.TEST: NP_("event", "Test"),
        EventKind.OFFER: NP_("event", "Offer"),
        EventKind.LETTER: NP_("event", "To another centre"),
        EventKind.ENROLMENT: NP_("event", "Enrolment"),
        EventKind.COURSE_END: NP_("event", "End of course"),
        EventKind.RESULT: NP_("event", "Exam"),
        EventKind.CERTIFICATE: NP_("event", "Certificate"),
        EventKind.PAYMENT: NP_("event", "Payment"),
        EventKind.EXCUSE: NP_("event", "Excused"),
        EventKind.CORRECTION: NP_("event", "Correction of a closed month"),
        EventKind.KIT: NP_("event", "Kit"),
        EventKind.VISIT: NP_("event", "Follow-up"),
        EventKind.DEATH: NP_("event", "Death"),
    },
    {
        FirstStep.SITE: N_("Say where courses are held"),
        FirstStep.TRADES: N_("Take in the list of trades"),
        FirstStep.AGREEMENT: N_("Enter the agreement with IOM"),
        FirstStep.RATES: N_("Enter the rates"),
        FirstStep.STAFF: N_("Enter the trainers"),
        FirstStep.REFERRALS: N_("Import IOM’s first list"),
        FirstStep.SESSION: N_("Plan the first session"),
    },
    {
        PeopleActKind.MERGE: NP_("act", "Two files made one"),
        PeopleActKind.EXCHANGE: NP_("act", "Two people exchanged"),
        PeopleActKind.ANONYMISE: NP_("act", "Made anonymous"),
    },
    {
        ExchangeEffect.MOVES: N_("Goes to {name}"),
        ExchangeEffect.FOLLOWS: N_("Stays with {name}, as the person’s own"),
        ExchangeEffect.CANCELLED: N_("Is cancelled with the reason, and waits to be issued for {name}"),
        ExchangeEffect.CORRECTED: N_("Closed month: stays as reported; a correction says that it is {name}’s"),
        ExchangeEffect.STAYS: N_("Money paid: stays with {name}, who received it"),
        ExchangeEffect.HAND_ON: N_("The kit was handed over: have it passed on to {name}, or take it back"),
    },
    {
        HeldKind.REFERRAL: NP_("event", "Referral"),
        HeldKind.CONSENT: NP_("event", "Consent"),
        HeldKind.DEPENDANT: NP_("event", "Dependant"),
        HeldKind.TEST: NP_("event", "Test"),
        HeldKind.ENROLMENT: NP_("event", "Enrolment"),
        HeldKind.ATTENDANCE: N_("Half-day"),
        HeldKind.MARK: N_("Mark"),
        HeldKind.RESULT: NP_("event", "Exam"),
        HeldKind.CERTIFICATE: NP_("event", "Certificate"),
        HeldKind.CLAIM: N_("Amount due"),
        HeldKind.PAYMENT: NP_("event", "Payment"),
        HeldKind.KIT: NP_("event", "Kit"),
        HeldKind.VISIT: NP_("event", "Follow-up"),
    },
    {
        SeriesKind.CERTIFICATE: N_("certificate"),
        SeriesKind.SKILLS_TEST: NP_("numbered", "skills test"),
        SeriesKind.MINUTES: N_("minutes of a jury"),
        SeriesKind.KIT: N_("record of a kit"),
        SeriesKind.ATTENDANCE_SHEET: N_("attendance sheet"),
        SeriesKind.SESSION: NP_("numbered", "session"),
    },
    {
        Goes.IDENTITY: N_("names, numbers, telephone, places, schooling, remarks, days of birth and return"),
        Goes.CHILDREN: N_("names and days of birth of children and other dependants"),
        Goes.CONSENTS: N_("witnesses and guardians of consents"),
        Goes.REFERRALS: N_("wishes, remarks and reasons of referrals, lines of IOM’s files"),
        Goes.WORDS: N_("reasons, notes and references of tests, offers, courses, payments, kits and visits"),
        Goes.SCANS: N_("scans that are about nobody else"),
        Goes.JOURNAL: N_("names and reasons that the journal shows; its chain stays whole"),
    },
    {
        Stays.FIGURES: N_("sex, year of birth, region, days, marks and amounts: the reports count them"),
        Stays.CERTIFICATES: N_(
            "certificates: name, number, trade and dates stay in their register, the proof that they are genuine"
        ),
        Stays.REPORTS: N_("closed months: the case number stays in the report that was signed for IOM"),
        Stays.SHEETS: N_("scans of attendance sheets: others signed them too"),
        Stays.SHARED_WORDS: N_(
            "what was written about a whole group (incidents of an exam, remarks of a visit, reasons of a roll)"
        ),
        Stays.OLD_REASONS: N_("reasons of the first version, written into the journal’s chain itself"),
        Stays.COPIES: N_(
            "backups and packages made before hold everything until they are replaced; delete copies on other disks"
            " by hand"
        ),
    },
    {
        InTheWay.IN_SESSION: N_("still in a session"),
        InTheWay.UNPAID: N_("an amount to be paid"),
        InTheWay.UNREPORTED: N_("a correction to be reported"),
    },
    {
        SettingField.LOCK_DAYS: N_("time to enter after receipt"),
        SettingField.CASE_PATTERN: N_("form of case numbers"),
        SettingField.MINIMUM_AGE: N_("least age in referrals"),
        SettingField.MENTIONS: N_("bounds of the mentions"),
        SettingField.PARTIAL_MONTH: N_("a part of a month counts against"),
        SettingField.DAYS_A_MONTH: N_("days of a whole month"),
        SettingField.VISIT_MONTHS: N_("months of the follow-up visits"),
        SettingField.REPORT_DAY: N_("day of the report"),
        SettingField.RECIPIENT: N_("recipient of the report"),
    },
    {
        Topic.TAKE_ROLL: N_("Enter the next roll"),
        Topic.APPROVE_CLAIMS: N_("Approve the allowances"),
        Topic.PAY_CLAIMS: N_("Record the payments"),
        Topic.CORRECT_CLAIMS: N_("Correct the lines sent back"),
        Topic.ESTABLISH_CLAIMS: N_("Establish the allowances"),
        Topic.SUBMIT_CLAIMS: N_("Submit the allowances"),
        Topic.CLOSE_MONTH: N_("Close the month and sign"),
        Topic.SEND_REPORT: N_("Send the report to IOM"),
        Topic.SETTLE_EXAM: N_("Settle the exam’s results"),
        Topic.DECIDE_TESTS: N_("Enter the tests"),
        Topic.ISSUE_CERTIFICATES: N_("Establish the certificates"),
        Topic.PRINT_CERTIFICATES: N_("Print the certificates"),
        Topic.HAND_OVER_CERTIFICATES: N_("Hand over the certificates"),
        Topic.ANSWER_REFERRALS: N_("Answer the referrals"),
        Topic.HAND_OVER_KITS: N_("Hand over the kits"),
        Topic.VISIT: N_("Record the visits due"),
        Topic.BACK_UP: N_("Back up now"),
    },
    {
        Part.ROLLS: N_("Rolls"),
        Part.CHECKS: N_("To check"),
        Part.MONTH: N_("End of the month"),
        Part.DESK: N_("The centre’s desk"),
    },
)

CHECKS: dict[str, Msg] = {
    "pages": N_("every page is as it was written"),
    "structure": N_("the database is whole"),
    "references": N_("every reference leads somewhere"),
    "journal": N_("the chain of the journal is whole"),
    "marks_in_enrolment": N_("marks lie within an enrolment"),
    "marks_on_rolls": N_("marks belong to a validated roll"),
    "certificates_of_passed": N_("certificates have a passed exam or test"),
    "kits_of_certified": N_("kits went to certified people"),
    "payments_of_approved": N_("payments are of approved lines"),
    "payments_are_exact": N_("payments are exact"),
    "approver_did_not_touch": N_("nobody approved what they entered"),
    "approver_did_not_pay": N_("nobody paid what they approved"),
    "number_gaps": N_("certificate numbers have no gap"),
    "returns_unchanged": N_("sealed reports are unchanged"),
}
REFUSALS: dict[str, Msg] = {
    "overview.report_day_out_of_range": N_("The report is due on a day from 1 to {most}. Correct it."),
    "overview.same_person": N_("Both files are the same. Choose two different people."),
    "overview.merge_other_way": N_(
        "The file of {name} ({number}) has the case number or settled facts. Keep that one: exchange the two places."
    ),
    "overview.both_were_there": N_(
        "Both were there at the same time ({day}): these are two people. Check the names on the sheet of that day."
    ),
    "overview.both_claimed": N_(
        "Both have an amount of the same kind for {month}. Send one of the two lines back, then try again."
    ),
    "overview.nothing_to_undo": N_("This act can no longer be undone. Choose two files made one, not undone yet."),
    "overview.exchange_director": N_(
        "This cancels certificates ({numbers}): only the director does that. Let the director exchange the two."
    ),
    "overview.exchange_today": N_(
        "To be cancelled today: {numbers}. But {month} is closed: let the director reopen it first."
    ),
    "overview.undo_merged_on": N_("{name} was made one with another file since. Part those two again first."),
    "overview.undo_exchanged": N_("{name} was exchanged with somebody since. Exchange the two back first."),
    "overview.undo_settled": N_(
        "Since the files were made one, {what} was settled for what came from {name}: it cannot change its person."
    ),
    "overview.undo_closed": N_(
        "{month} was closed since, with facts that came from {name}. Let the director reopen it, or record corrections."
    ),
    "overview.undo_approved": N_(
        "The amounts of {month} that came from {name} were approved since. They can no longer change their person."
    ),
    "overview.taken_over_already": N_("What went before was brought in already: it is done once."),
    "overview.merge_differs": N_(
        "Sex or birth of the two files differ. Look at both again; if they are one person all the same, tick it."
    ),
    "overview.no_running_session": N_(
        "No session that began before today runs here. Plan the running ones first (Sessions), or untick the box."
    ),
    "overview.nothing_taken_over": N_(
        "Nothing is brought in: no number, no total, no running session. Enter what there was before."
    ),
    "overview.exchange_death": N_(
        "A death is recorded for {name}. Take it back first, and record it anew after the exchange."
    ),
    "overview.closed_already": N_("A month is closed already. What went before comes in before the first closing."),
    "overview.number_behind": N_("Series {series} already reached {used} here. Enter that number or a higher one."),
    "overview.anonymised_already": N_("This file is anonymous already. Choose another."),
    "overview.still_followed": N_("{name} is still in a session. Wait for its end, or end the enrolment."),
    "overview.still_unpaid": N_("{name} still has an amount to be paid. Pay it or withhold it first."),
    "overview.still_unreported": N_(
        "A correction about {name} waits for the next monthly report. Close that month first."
    ),
    "overview.nobody_chosen": N_("Nobody is chosen. Choose the files in the list first."),
    "overview.no_retention": N_("No date of retention is set for the project. Set until when its files are kept."),
    "overview.kept_until": N_(
        "The file of {name} is kept until {day}. Wait until then, or say that the person asks to be erased."
    ),
    "overview.no_password": N_(
        "A password is needed: set CENTRE_DESK_PASSWORD, give --password-file, or run this at a terminal."
    ),
    "overview.password_file": N_("The password file {file} cannot be read. Check its name."),
    "overview.not_a_month": N_("“{text}” is no month. Write it as YYYY-MM, such as 2019-10."),
    "overview.file_unreadable": N_(
        "{file} cannot be read ({error}). Check its name and that it is not open elsewhere."
    ),
}
