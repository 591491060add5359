"""How people are shown in tables and choices: columns, births, regions, the tone of a state.

Facts: rows of `queries/register`; the same columns serve the list and the questions about likely people.
"""

from datetime import date

from centre_desk.papers.phone import show_phone
from centre_desk.papers.reference import region_name, regions
from centre_desk.queries.register import PersonRow
from centre_desk.rules.register import ConsentState, PersonState
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date
from centre_desk.views.parts.palette import Tone
from centre_desk.views.parts.table import Column

PERSON_TONES = {
    PersonState.ACTIVE: Tone.OK,
    PersonState.PROVISIONAL: Tone.WARN,
    PersonState.MERGED: Tone.IDLE,
    PersonState.ANONYMISED: Tone.IDLE,
}
CONSENT_TONES = {ConsentState.GIVEN: Tone.OK, ConsentState.REFUSED: Tone.BAD, ConsentState.WITHDRAWN: Tone.WARN}


def show_birth(day: date | None, year: int | None, words: Catalogue) -> str:
    """Write a birth: the day, or the year alone; a dash where nothing is known."""
    if day is not None:
        return short_date(day, words.language)
    return words.t("about {year}", year=year) if year else "—"


def region_choices(words: Catalogue) -> list[tuple[str, str]]:
    """Return the regions to choose from, none first."""
    return [("", words.p("region", "not stated")), *regions()]


def people_columns(words: Catalogue) -> list[Column[PersonRow]]:
    """Return the columns of a list of people; only a state other than active is worth a pill."""
    return [
        Column(words.t("Name"), lambda row: row.name, sort=lambda row: (row.family_name, row.given_names)),
        Column(words.t("Case number"), lambda row: row.case_number or "—", width=142),
        Column(words.t("Sex"), lambda row: row.sex.value, width=56, spare=True),
        Column(
            words.t("Born"),
            lambda row: show_birth(row.birth_date, row.birth_year, words),
            sort=lambda row: (row.birth_year or 0, row.birth_date.isoformat() if row.birth_date else ""),
            width=100,
        ),
        Column(words.t("Telephone"), lambda row: show_phone(row.phone), width=104, spare=True),
        Column(words.t("Region"), lambda row: region_name(row.region_code), width=96, spare=True),
        Column(
            words.t("State"),
            lambda row: "" if row.state is PersonState.ACTIVE else words.word(row.state),
            width=104,
            spare=True,
            tone=lambda row: PERSON_TONES[row.state],
        ),
    ]
