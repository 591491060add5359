"""Words of the register: sex, papers, consents, origins, likeness; and why an act on a person is refused."""

from enum import Enum

from centre_desk.rules.register import (
    ConsentPurpose,
    ConsentState,
    IdKind,
    Kinship,
    Origin,
    PersonState,
    Sex,
)
from centre_desk.rules.register.duplicates import Reason
from centre_desk.rules.register.person import Missing, PaperDoubt
from centre_desk.texts.catalogue import N_, NP_, Msg

WORDS: tuple[dict[Enum, Msg], ...] = (
    {Sex.FEMALE: NP_("sex", "Female"), Sex.MALE: NP_("sex", "Male")},
    {
        IdKind.NONE: N_("no identity document"),
        IdKind.NINA: N_("NINA card"),
        IdKind.BIOMETRIC_CARD: N_("biometric identity card"),
        IdKind.PASSPORT: N_("passport"),
        IdKind.CONSULAR_CARD: N_("consular card"),
        IdKind.DRIVING_LICENCE: N_("driving licence"),
        IdKind.VOTER_CARD: N_("voter card"),
        IdKind.BIRTH_CERTIFICATE: N_("birth certificate"),
        IdKind.FAMILY_BOOK: N_("family book"),
        IdKind.TRAVEL_PASS: N_("travel pass"),
        IdKind.OTHER: NP_("identity document", "other"),
    },
    {
        ConsentPurpose.TRAINING_FILE: N_("training file"),
        ConsentPurpose.PHOTO: N_("photo"),
        ConsentPurpose.TRANSFER_IOM: N_("transfer to IOM"),
        ConsentPurpose.EMPLOYER: N_("transfer to an employer"),
        ConsentPurpose.DAY_CARE: N_("transfer to the day care"),
    },
    {
        ConsentState.GIVEN: NP_("consent", "given"),
        ConsentState.REFUSED: NP_("consent", "refused"),
        ConsentState.WITHDRAWN: NP_("consent", "withdrawn"),
    },
    {Origin.IOM: NP_("origin", "IOM"), Origin.CENTRE: NP_("origin", "centre")},
    {Kinship.CHILD: N_("child"), Kinship.OTHER: NP_("kinship", "other")},
    {
        PersonState.ACTIVE: NP_("person", "Active"),
        PersonState.PROVISIONAL: NP_("person", "Provisional"),
        PersonState.MERGED: NP_("person", "Merged"),
        PersonState.ANONYMISED: NP_("person", "Anonymised"),
    },
    {
        Reason.SAME_CASE_NUMBER: N_("same case number"),
        Reason.SAME_NAME: N_("same name"),
        Reason.NEAR_NAME: N_("nearly the same name"),
        Reason.SAME_BIRTH: N_("same birth"),
        Reason.NEAR_BIRTH: N_("nearly the same birth"),
        Reason.SAME_PHONE: N_("same telephone"),
        Reason.OTHER_CASE_NUMBER: N_("another case number"),
    },
    {
        PaperDoubt.NINA_SHAPE: N_("A NINA has 14 digits and a letter. Read it again."),
        PaperDoubt.NINA_YEAR: N_("The 3rd and 4th digits of a NINA are the year of birth. Read it again."),
        PaperDoubt.NINA_SEX: N_("The 2nd digit of a NINA is usually 1 for a man, 2 for a woman. Read it again."),
    },
    {Missing.CASE_NUMBER: N_("IOM case number"), Missing.BIRTH: N_("date or year of birth")},
)

REFUSALS: dict[str, Msg] = {
    "register.no_name": N_("The person has no name. Enter a family name or a given name."),
    "register.no_sex": N_("The sex is missing. Choose female or male: IOM’s report counts by sex."),
    "register.birth_unclear": N_("“{text}” is no date of birth. Write 12/03/1990, or the year alone."),
    "register.born_after": N_("The birth lies after today ({today}). Check the year."),
    "register.date_unclear": N_("“{text}” is no date. Write it as 12/03/2019."),
    "register.returned_after": N_("The return lies after today ({today}). Check the date."),
    "register.case_number_form": N_(
        "{number} does not have the form of IOM’s case numbers. Check it; the director sets the form in the settings."
    ),
    "register.case_number_long": N_("The case number has more than {most} characters. Enter IOM’s number alone."),
    "register.name_long": N_("A name has more than {most} characters. Shorten it as on the identity document."),
    "register.case_number_used": N_(
        "The case number {number} is already {name}’s. Open that file, or check the number with IOM."
    ),
    "register.not_in_force": N_("The file of {name} was merged or anonymised. Work in the file that took its place."),
    "register.death_elsewhere": N_("This file was merged or anonymised. Record it in the file that took its place."),
    "register.death_recorded": N_("This death is recorded already."),
    "register.death_after": N_("The day lies after today ({today}). Check it."),
    "register.death_before_birth": N_("The day lies before the birth. Check both."),
    "register.no_death": N_("No death is recorded for this person."),
    "register.has_died": N_("This person has died. Nothing more is planned."),
    "register.no_dependant_name": N_("The dependant has no name. Enter the child’s name."),
    "register.dependant_ended": N_("{name} was already taken off the list. Add the child again if this was wrong."),
    "register.consent_after": N_("The consent lies after today ({today}). Check its date."),
    "register.no_guardian": N_("A minor’s consent needs a guardian. Enter the name of who answers for the minor."),
    "register.no_consent_to_withdraw": N_("There is no consent to withdraw: none is given for this purpose."),
}
