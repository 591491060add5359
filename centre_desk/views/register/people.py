"""How people are shown in tables and choices: columns, births, regions, the tone of a state.

Facts: rows of `queries/register`; the same columns serve the list and the questions about likely people.
"""

from dataclasses import fields
from datetime import date
from enum import Enum

from centre_desk.papers.phone import show_phone
from centre_desk.papers.reference import region_name, regions
from centre_desk.queries.register import PersonRow
from centre_desk.rules.register import ConsentState, IdKind, PersonState
from centre_desk.rules.register.birth import Birth
from centre_desk.rules.register.duplicates import Likeness
from centre_desk.rules.register.person import Missing, PersonFacts
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
FIELD_OF_MISSING = {Missing.CASE_NUMBER: "case_number", Missing.BIRTH: "birth"}
"""The field of the person's form that takes what is missing."""
CONSENT_TONES = {ConsentState.GIVEN: Tone.OK, ConsentState.REFUSED: Tone.BAD, ConsentState.WITHDRAWN: Tone.WARN}


def show_birth(day: date | None, year: int | None, words: Catalogue) -> str:
    """Write a birth: the day, or the year alone; a dash where nothing is known."""
    if day is not None:
        return short_date(day, words.language)
    return words.t("about {year}", year=year) if year else "—"


def paper_words(facts: PersonFacts, words: Catalogue) -> str:
    """Say the kind of identity paper and its number; nothing where there is none."""
    kind = "" if facts.id_kind is IdKind.NONE else words.word(facts.id_kind)
    return " ".join(part for part in (kind, facts.id_number) if part)


def person_words(row: PersonRow, words: Catalogue) -> str:
    """Say who a person is where several have one name: name, case number, birth, telephone."""
    born = show_birth(row.birth_date, row.birth_year, words)
    return " · ".join(part for part in (row.name, row.case_number or "—", born, show_phone(row.phone)) if part)


def likeness_words(likeness: Likeness, words: Catalogue) -> str:
    """Say how alike two people are, and why."""
    reasons = ", ".join(words.word(reason) for reason in likeness.reasons)
    return words.t("{score} %: {reasons}", score=likeness.score, reasons=reasons)


def changes_words(known: PersonFacts, new: PersonFacts, words: Catalogue) -> str:
    """Say what of a sheet would change, old → new; nothing where nothing would."""
    said = []
    for field in fields(PersonFacts):
        before, after = getattr(known, field.name), getattr(new, field.name)
        if before != after:
            old, now = _said(before, words), _said(after, words)
            said.append(f"{old} → {now}" if old != "—" else now)
    return words.t("Changes: {changes}", changes="; ".join(said)) if said else ""


def _said(value: object, words: Catalogue) -> str:
    if isinstance(value, Birth):
        return show_birth(value.day, value.year, words)
    if isinstance(value, date):
        return short_date(value, words.language)
    return words.word(value) if isinstance(value, Enum) else str(value or "—")


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
