"""What the register knows of a person: the words (enums) that models, actions and screens share.

The decisions are in the modules beside: names, spelling, birth, answers, places, duplicates, person.
"""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as IOM's aggregates count it."""

    FEMALE = "F"
    MALE = "M"


class IdKind(StrEnum):
    """What paper proves who somebody is; many returnees have none."""

    NONE = "none"
    NINA = "nina"
    BIOMETRIC_CARD = "biometric_card"
    PASSPORT = "passport"
    CONSULAR_CARD = "consular_card"
    DRIVING_LICENCE = "driving_licence"
    VOTER_CARD = "voter_card"
    BIRTH_CERTIFICATE = "birth_certificate"
    FAMILY_BOOK = "family_book"
    TRAVEL_PASS = "travel_pass"
    OTHER = "other"


class ConsentPurpose(StrEnum):
    """What a person may agree to, each apart."""

    TRAINING_FILE = "training_file"
    PHOTO = "photo"
    TRANSFER_IOM = "transfer_iom"
    EMPLOYER = "employer"
    DAY_CARE = "day_care"


class ConsentState(StrEnum):
    """What the person last answered for one purpose; no row means never asked."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    """Who owns a value now in force: IOM transmitted it, or the centre wrote or corrected it."""

    IOM = "iom"
    CENTRE = "centre"


class Kinship(StrEnum):
    """What a dependant is to the person."""

    CHILD = "child"
    OTHER = "other"


class PersonState(StrEnum):
    """A provisional person may attend, but is not claimed or certified until regularised."""

    ACTIVE = "active"
    PROVISIONAL = "provisional"
    MERGED = "merged"
    ANONYMISED = "anonymised"
