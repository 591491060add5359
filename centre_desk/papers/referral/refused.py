"""The lines that were not taken, as a workbook: every column that had a header, the reasons in the last one.

Put right there, it is imported like any other list; its first rows say the date of the letterhead, or the one
that the user gave for the whole file, again.
"""

from datetime import date

from centre_desk.papers.referral.reading import ReferralList
from centre_desk.papers.referral.table import Column
from centre_desk.papers.workbook import BookColumn, BookSheet, BookTable, Cell, workbook_bytes
from centre_desk.rules.referral import LineFate
from centre_desk.rules.referral.fields import RawLine
from centre_desk.rules.referral.plan import ImportPlan, PlannedLine
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import short_date


def refused_workbook(
    referrals: ReferralList, plan: ImportPlan, words: Catalogue, *, author: str, referred_on: date | None = None
) -> bytes:
    """Return a workbook of the refused and undecided lines, a sheet for each sheet of the file.

    `referred_on` stands for the whole file where its letterhead gives no date.
    """
    reasons = {line.place: line for line in plan.of(LineFate.REFUSED, LineFate.QUESTION)}
    title = words.t("Lines to put right")
    notes: tuple[str, ...] = ()
    day = referrals.referred_on or referred_on
    if day is not None:
        notes = (words.t("Date of referral: {day}", day=short_date(day)),)
    sheets = []
    for number, table in enumerate(referrals.tables, start=1):
        own = words.t("Reason of the refusal")
        named = [c for c in table.columns if c.header and c.header != own]
        columns = (*(BookColumn(c.header) for c in named), BookColumn(own))
        rows = tuple(
            (*(_cell(line, c) for c in named), _reasons(reasons[line.place], words))
            for line in table.lines
            if line.place in reasons
        )
        if rows:
            name = table.sheet or f"{words.t('Lines')} {number}"
            sheets.append(BookSheet(name[:31], title, notes, (BookTable(columns, rows),)))
    return workbook_bytes(sheets, title=title, author=author, page=words.t("Page"))


def _cell(line: RawLine, column: Column) -> Cell:
    """Return a cell as it was read; a column that the import does not use is kept too."""
    cell = line.cells.get(column.field) if column.field is not None else None
    value = cell.value if cell else line.rest.get(column.header)
    if isinstance(value, bool):
        return int(value)
    return value if isinstance(value, str | int | float | date) else None


def _reasons(line: PlannedLine, words: Catalogue) -> str:
    return " ".join(words.refusal(finding) for finding in line.findings)
