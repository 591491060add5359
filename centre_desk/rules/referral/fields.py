"""The facts that a line of a referral file may hold, whatever its headers say, and the cell of each.

A cell keeps its address (B41), so that every refusal names its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from centre_desk.rules.register.answers import text_of
from centre_desk.rules.register.birth import Value


class Field(StrEnum):
    """What a column of a referral file means. `SEQUENCE` and `OTHER_PERSON` are known and not used."""

    CASE_NUMBER = "case_number"
    INDIVIDUAL_NUMBER = "individual_number"
    FULL_NAME = "full_name"
    GIVEN = "given"
    FAMILY = "family"
    MARRIED = "married"
    SEX = "sex"
    BIRTH = "birth"
    AGE = "age"
    BIRTH_PLACE = "birth_place"
    PHONE = "phone"
    REGION = "region"
    CERCLE = "cercle"
    COMMUNE = "commune"
    QUARTER = "quarter"
    COUNTRY = "country"
    RETURNED_ON = "returned_on"
    EDUCATION = "education"
    DECLARED_TRADE = "declared_trade"
    EXPERIENCE = "experience"
    WISH = "wish"
    ROUTE = "route"
    TRAINING = "training"
    DEPENDANTS = "dependants"
    YOUNG_CHILDREN = "young_children"
    DAY_CARE = "day_care"
    CONSENT = "consent"
    REFERRED_ON = "referred_on"
    REMARKS = "remarks"
    MOTHER = "mother"
    FATHER = "father"
    ID_NUMBER = "id_number"
    SEQUENCE = "sequence"
    OTHER_PERSON = "other_person"


class LeftOut(StrEnum):
    """Why a row under the header is no person."""

    TOTAL = "total"
    NOTE = "note"
    HEADER_AGAIN = "header_again"
    NUMBER_ONLY = "number_only"


NAME_FIELDS = (Field.FULL_NAME, Field.FAMILY, Field.GIVEN)
UNUSED_FIELDS = frozenset({Field.SEQUENCE, Field.OTHER_PERSON})


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as the file holds it, and its address."""

    value: Value
    address: str


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line that holds a person: where it stands, and its cells by their meaning.

    `place` names the line in its file (`41`, or `Feuil2!41` when people stand on several sheets). `rest` are the
    cells of columns that are not used, by their header: a workbook of refused lines gives them back.
    """

    place: str
    row: int
    cells: Mapping[Field, RawCell]
    family_first: bool = True
    rest: Mapping[str, Value] = field(default_factory=dict)

    def value(self, field: Field) -> Value:
        """Return the value of a field; None when the file has no such column."""
        cell = self.cells.get(field)
        return None if cell is None else cell.value

    def text(self, field: Field) -> str:
        """Return a field as clean text."""
        return text_of(self.value(field))

    def address(self, *fields: Field) -> str:
        """Return the address of the first of these fields that the file has, else the line's own place."""
        return next((self.cells[f].address for f in fields if f in self.cells), self.place)
