"""The list of names: apart from the return, only of people who agreed to its transfer to IOM, never kept in clear.

Facts: explicit consent and a stated purpose (IOM's data protection principles 2, 4, 5). It is encrypted by who calls
this; the same facts give the same bytes before that.
"""

from dataclasses import dataclass
from datetime import date

from centre_desk.papers.workbook import BookColumn, BookSheet, BookTable, Form, workbook_bytes
from centre_desk.rules.register import Sex
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import month_name


@dataclass(frozen=True, slots=True)
class NameRow:
    """A person who agreed, and when; there is no row without that day."""

    case_number: str
    given_names: str
    family_name: str
    sex: Sex
    consented_on: date
    birth_year: int | None = None
    phone: str = ""
    sessions: str = ""


@dataclass(frozen=True, slots=True)
class NameListFacts:
    """Whose list, for which month, for whom and what for. `withheld` counts those who did not agree."""

    centre: str
    centre_code: str
    month: str
    version: int
    recipient: str
    purpose: str
    rows: tuple[NameRow, ...]
    withheld: int = 0


def name_list_name(facts: NameListFacts) -> str:
    """Return the file's name before encryption; it names nobody."""
    return f"{facts.centre_code}-{facts.month}-v{facts.version}-names.xlsx"


def name_list_workbook(facts: NameListFacts, words: Catalogue) -> bytes:
    """Return the workbook of the names."""
    columns = (
        BookColumn(words.t("Case no.")),
        BookColumn(words.t("First names")),
        BookColumn(words.t("Family name")),
        BookColumn(words.t("Sex")),
        BookColumn(words.t("Year of birth")),
        BookColumn(words.t("Telephone")),
        BookColumn(words.t("Sessions")),
        BookColumn(words.t("Agreed on"), Form.DATE),
    )
    table = BookTable(columns, tuple(_cells(row, words) for row in sorted(facts.rows, key=_order)))
    about = words.t(
        "For {recipient}. Purpose: {purpose}. Not listed for want of consent: {count}.",
        recipient=facts.recipient,
        purpose=facts.purpose,
        count=facts.withheld,
    )
    title = words.t("List of names, {month}", month=month_name(facts.month, words.language))
    sheet = BookSheet(words.p("sheet", "Names"), f"{title} – {facts.centre}", (about,), (table,))
    return workbook_bytes([sheet], title=title, author=facts.centre, page=words.t("page"))


def _order(row: NameRow) -> tuple[str, str, str]:
    return (row.case_number, row.family_name, row.given_names)


def _cells(row: NameRow, words: Catalogue) -> tuple[str | date | None, ...]:
    year = str(row.birth_year) if row.birth_year else None
    return (
        row.case_number,
        row.given_names,
        row.family_name,
        words.word(row.sex),
        year,
        row.phone or None,
        row.sessions or None,
        row.consented_on,
    )
