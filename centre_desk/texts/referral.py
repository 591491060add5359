"""Words of the referrals: routes, states, fates and fields; and each doubt about a file or a line, with its remedy."""

from enum import Enum

from centre_desk.rules.referral import LineFate, ReferralState, Route
from centre_desk.rules.referral.fields import Field, LeftOut
from centre_desk.texts.catalogue import N_, NP_, Catalogue, Msg

WORDS: tuple[dict[Enum, Msg], ...] = (
    {
        Route.TRAINING: NP_("route", "Training"),
        Route.SKILLS_TEST: NP_("route", "Skills test"),
        Route.EQUIPMENT_TEST: NP_("route", "Equipment-use test"),
    },
    {
        ReferralState.RECEIVED: NP_("referral", "Received"),
        ReferralState.ACCEPTED: NP_("referral", "Accepted"),
        ReferralState.WAITING: NP_("referral", "Waiting"),
        ReferralState.ASSIGNED: NP_("referral", "Assigned"),
        ReferralState.REFUSED: NP_("referral", "Refused"),
        ReferralState.WITHDRAWN: NP_("referral", "Withdrawn"),
    },
    {
        LineFate.NEW: NP_("line", "To add"),
        LineFate.CHANGED: NP_("line", "To change"),
        LineFate.UNCHANGED: NP_("line", "Unchanged"),
        LineFate.REFUSED: NP_("line", "Refused"),
        LineFate.QUESTION: NP_("line", "To decide"),
        LineFate.SKIPPED: NP_("line", "Left out"),
    },
    {
        LeftOut.TOTAL: N_("total row"),
        LeftOut.NOTE: N_("note"),
        LeftOut.HEADER_AGAIN: N_("headers repeated"),
        LeftOut.NUMBER_ONLY: N_("a number alone"),
    },
    {
        Field.CASE_NUMBER: N_("Case number"),
        Field.INDIVIDUAL_NUMBER: N_("Individual number"),
        Field.FULL_NAME: N_("Name and given names"),
        Field.GIVEN: N_("Given names"),
        Field.FAMILY: N_("Family name"),
        Field.MARRIED: N_("Married name"),
        Field.SEX: N_("Sex"),
        Field.BIRTH: N_("Date of birth"),
        Field.AGE: N_("Age"),
        Field.BIRTH_PLACE: N_("Place of birth"),
        Field.PHONE: N_("Telephone"),
        Field.REGION: N_("Region"),
        Field.CERCLE: N_("Cercle"),
        Field.COMMUNE: N_("Commune"),
        Field.QUARTER: N_("Quarter or village"),
        Field.COUNTRY: N_("Country returned from"),
        Field.RETURNED_ON: N_("Date of return"),
        Field.EDUCATION: N_("Level of education"),
        Field.DECLARED_TRADE: N_("Declared trade"),
        Field.EXPERIENCE: N_("Years of experience"),
        Field.WISH: N_("Wish"),
        Field.ROUTE: N_("Type of referral"),
        Field.TRAINING: N_("Training wished"),
        Field.DEPENDANTS: N_("Dependent children"),
        Field.YOUNG_CHILDREN: N_("Young children"),
        Field.DAY_CARE: N_("Day care wished"),
        Field.CONSENT: N_("Consent"),
        Field.REFERRED_ON: N_("Date of referral"),
        Field.REMARKS: N_("Remarks"),
        Field.MOTHER: N_("Mother’s name"),
        Field.FATHER: N_("Father’s name"),
        Field.ID_NUMBER: N_("Identity document"),
        Field.SEQUENCE: N_("Row number (not used)"),
        Field.OTHER_PERSON: N_("Another person (not used)"),
    },
)

_FILES: dict[str, Msg] = {
    "referral.file_missing": N_("The file {name} cannot be opened. Check that it is still there and not in use."),
    "referral.file_too_big": N_("The file {name} is over {most} MB. Save the list alone in a new workbook."),
    "referral.file_empty": N_("The file {name} is empty. Ask for the list again."),
    "referral.file_damaged": N_("The file {name} is damaged or cut off. Ask for it again, or save it anew as .xlsx."),
    "referral.file_locked": N_(
        "The file {name} is locked by a password. Save it without the password, then import it."
    ),
    "referral.file_no_workbook": N_(
        "The file {name} is no workbook and no list in text. Save it as .xlsx or .csv, then import it."
    ),
    "referral.file_binary_workbook": N_(
        "The file {name} is a binary workbook (.xlsb). Save it as .xlsx, then import it."
    ),
    "referral.file_web_page": N_(
        "The file {name} is a web page under a workbook’s name. Save it as .xlsx, then import it."
    ),
    "referral.file_unsafe": N_(
        "The file {name} holds a part that no list needs and is not read. Save it anew as .xlsx."
    ),
    "referral.file_many_parts": N_(
        "The file {name} has {parts} parts (at most {most}). Save the list alone in a new workbook."
    ),
    "referral.file_many_sheets": N_(
        "The file {name} has {sheets} sheets (at most {most}). Save the list alone in a new workbook."
    ),
    "referral.file_unpacks_large": N_(
        "The file {name} unpacks to more than {most} MB. Save the list alone in a new workbook."
    ),
    "referral.file_many_rows": N_(
        "The file {name} claims {rows} rows (at most {most}). Save the list alone in a new workbook."
    ),
    "referral.file_many_columns": N_(
        "The file {name} has more than {most} columns. Save the list alone in a new workbook."
    ),
    "referral.file_long_cell": N_(
        "A cell of {name} has more than {most} characters. Shorten it, then import the file."
    ),
    "referral.file_too_slow": N_(
        "The file {name} could not be read within {seconds} seconds. Save the list alone in a new workbook."
    ),
    "referral.file_too_heavy": N_(
        "The file {name} asks for more memory than a list may. Save the list alone in a new workbook."
    ),
    "referral.file_not_guarded": N_(
        "The file {name} was not read: this computer does not let the program guard itself. Tell your technician."
    ),
    "referral.file_hidden_people": N_(
        "{count} people stand on the hidden sheet “{sheet}” of {name}. Show the sheet, or read it in the window."
    ),
    "referral.file_no_people": N_(
        "No list of people was found in {name}. The list needs a row of headers such as name, sex, date of birth."
    ),
}

_REFUSED: dict[str, Msg] = {
    "referral.no_name": N_("The name is missing. Enter it, or leave the line out."),
    "referral.birth_unclear": N_("“{text}” is no date of birth. Write 12/03/1990, or the year alone."),
    "referral.born_after": N_("Born on {born}, after the referral ({day}). Correct the date of birth."),
    "referral.case_number_long": N_("The case number has more than {most} characters. Enter IOM’s number alone."),
    "referral.case_number_twice": N_(
        "The case number {number} stands on line {line} already, for another person. Correct one of them with IOM."
    ),
    "referral.line_repeated": N_("Line {line} says the same of {number}. This line can be left out."),
}

_ASKED: dict[str, Msg] = {
    "referral.probable_duplicate": N_("May be {name} ({number}), already in the register. Say whether it is."),
    "referral.repeats_person": N_("May be {name} of line {line}. Say whether it is, or leave this line out."),
    "referral.line_waits": N_("Line {line}, of the same person, is still to be settled. Settle that line first."),
    "referral.no_consent": N_("No consent to the transfer. Record the person without it, or leave the line out."),
    "referral.under_age": N_("Aged {age}, under {least} on the day of the referral. Confirm, or leave the line out."),
    "referral.unknown_trade": N_("“{text}” is none of the centre’s trades. Choose a trade."),
    "referral.no_trade": N_("No trade is stated. Choose one, or record the referral without."),
    "referral.no_case_number": N_(
        "No case number. Record the person as provisional until IOM gives one, or leave the line out."
    ),
    "referral.case_number_form": N_("{number} does not have the form of IOM’s case numbers. Correct or confirm it."),
    "referral.birth_missing": N_("No date of birth. Enter it or the year, or record the person without."),
    "referral.number_of_another": N_(
        "The case number {number} is {name}’s in the register. Correct the number, or say that it is this person."
    ),
    "referral.second_referral": N_(
        "This person’s referral of {day} is still open. Say whether this line corrects it, or add a second referral."
    ),
    "referral.confirms_by_hand": N_(
        "The referral of {day} was entered by hand and IOM has not sent it yet. Say whether this line confirms it."
    ),
    "referral.would_overwrite": N_(
        "IOM says otherwise than the centre has entered or corrected. Take IOM’s value, or keep the centre’s."
    ),
    "referral.number_changes": N_(
        "The person has another case number already. Take the new number, or keep the old one."
    ),
    "referral.date_missing": N_("The date of referral stands nowhere. Enter it for the whole file."),
    "referral.route_unclear": N_(
        "“{text}” is no type of referral. Choose training, skills test or equipment-use test."
    ),
    "referral.sex_unclear": N_("“{text}” does not say the sex. Choose female or male."),
}

_NOTED: dict[str, Msg] = {
    "referral.minor": N_("Aged {age}: the guardian’s consent is to be recorded at the centre."),
    "referral.phone_unclear": N_("“{text}” cannot be dialled; it is kept as it stands."),
    "referral.region_unknown": N_("“{text}” is no known region; the person is recorded without."),
    "referral.date_unclear": N_("“{text}” is no date; it is left empty."),
    "referral.returned_after": N_("The return ({day}) lies after the referral; it is left empty."),
    "referral.referred_unclear": N_("“{text}” is no date of referral; {day}, that of the whole file, is taken."),
    "referral.referred_in_future": N_("The referral is dated {day}, after today."),
    "referral.count_unclear": N_("“{text}” is no number; it is left empty."),
    "referral.day_care_unclear": N_("“{text}” says neither yes nor no to day care; no is taken."),
}

_ACTS: dict[str, Msg] = {
    "referral.received_after": N_("The day lies after today ({today}). Check the date."),
    "referral.test_without_trade": N_("A test needs the trade to be tested. Choose the declared trade."),
    "referral.settled": N_("This referral no longer waits: what it says stays. Reopen it or call the test off first."),
    "referral.more_young_than_children": N_("There are more young children than children. Check the two numbers."),
    "referral.no_such_move": N_("This referral has already been settled otherwise. Read the list again."),
    "referral.pattern_endless": N_("“{text}” repeats what is repeated already. Write each repetition once."),
    "referral.no_reason": N_("The reason is missing. Enter why, for the answer to IOM."),
}

_SAID: dict[str, Msg] = {
    "death": NP_("reason", "death"),
    "withdrawn_by_iom": NP_("reason", "withdrawn by IOM"),
}
"""Reasons that an act of a later room wrote as a code; all others are somebody's own words."""


def said_reason(reason: str, words: Catalogue) -> str:
    """Return the reason of a move in words."""
    return words.msg(_SAID[reason]) if reason in _SAID else reason


_TERMS: dict[str, Msg] = {
    "referral.pattern_long": N_("The form is longer than {most} characters. Shorten it."),
    "referral.pattern_wrong": N_(
        "This is no regular expression: it goes wrong at character {sign}. Example: ML10-[0-9]+-[0-9]+."
    ),
    "referral.pattern_without_example": N_("Write at least one true case number, to see that the form takes it."),
    "referral.pattern_misses": N_("{number} does not have this form. Correct the form, or the example."),
    "referral.age_out_of_range": N_("The least age is between {least} and {most}. Correct it."),
}

REFUSALS: dict[str, Msg] = {**_FILES, **_REFUSED, **_ASKED, **_NOTED, **_ACTS, **_TERMS}
