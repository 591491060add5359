"""return.xlsx: a sheet for each part of the return, in French or English, made again the same from the frozen data.

Facts: fourteen sheets named as IOM's officers know them; totals are values, not formulas; rows by case number.
"""

from collections.abc import Iterable, Sequence

from centre_desk.papers.monthly_return.facts import Breakdown, ReturnSheet
from centre_desk.papers.monthly_return.fields import Field, Kind, Names, Table
from centre_desk.papers.monthly_return.tables import (
    ALLOWANCES,
    ATTENDANCE,
    CERTIFICATES,
    CHECKS,
    CORRECTIONS,
    COUNTS,
    DAY_CARE,
    DROP_OUTS,
    EXAMS,
    FEES,
    FOLLOW_UP,
    KITS,
    REGIONS,
    SESSIONS,
    TESTS,
    TRADES,
)
from centre_desk.papers.workbook import BookColumn, BookSheet, BookTable, Cell, Form, workbook_bytes
from centre_desk.rules.monthly_return import Dimension, Measure
from centre_desk.texts.catalogue import NP_, Catalogue, Msg
from centre_desk.texts.formats import month_name, short_date

_PARTS: tuple[tuple[Msg, tuple[Table, ...]], ...] = (
    (NP_("sheet", "Sessions"), (SESSIONS,)),
    (NP_("sheet", "Attendance"), (ATTENDANCE,)),
    (NP_("sheet", "Skills tests"), (TESTS,)),
    (NP_("sheet", "Exams"), (EXAMS,)),
    (NP_("sheet", "Certificates"), (CERTIFICATES,)),
    (NP_("sheet", "Allowances"), (ALLOWANCES,)),
    (NP_("sheet", "Day care"), (DAY_CARE,)),
    (NP_("sheet", "Training fees"), (FEES,)),
    (NP_("sheet", "Kits"), (KITS,)),
    (NP_("sheet", "Follow-up"), (FOLLOW_UP,)),
    (NP_("sheet", "Drop-outs"), (DROP_OUTS,)),
    (NP_("sheet", "Checks"), (CHECKS, CORRECTIONS, TRADES, REGIONS)),
)

_SHORT: dict[Measure, Msg] = {
    Measure.REFERRED: NP_("column", "Referred"),
    Measure.ENROLLED: NP_("column", "Enrolled"),
    Measure.ATTENDED: NP_("column", "Attended"),
    Measure.COMPLETED: NP_("column", "Completed"),
    Measure.PASSED: NP_("column", "Passed"),
    Measure.TESTED: NP_("column", "Tested"),
    Measure.CERTIFIED: NP_("column", "Certified"),
    Measure.DROPPED_OUT: NP_("column", "Dropped out"),
    Measure.KIT_HANDED_OVER: NP_("column", "Kits"),
    Measure.ALLOWANCE_FRANCS_DUE: NP_("column", "Allowances due (F CFA)"),
}
"""Short titles where two columns a measure stand side by side."""


def return_workbook(sheet: ReturnSheet, words: Catalogue) -> bytes:
    """Return the workbook of a return in the language of the words."""
    names = Names(sheet, words)
    about = _about(sheet, words)
    sheets = [_summary(sheet, names, about)]
    for tab, tables in _PARTS:
        book_tables = tuple(_book_table(table, sheet, names, headed=len(tables) > 1) for table in tables)
        name = words.msg(tab)
        sheets.append(BookSheet(name, f"{name} – {about}", (_note(sheet, words),), book_tables))
    title = words.t("Monthly return to IOM, {month}", month=month_name(sheet.month, words.language))
    return workbook_bytes(sheets, title=title, author=sheet.centre.name, page=words.t("page"))


def _about(sheet: ReturnSheet, words: Catalogue) -> str:
    version = words.t("version {version}", version=sheet.version)
    return f"{month_name(sheet.month, words.language)} – {sheet.centre.name} – {version}"


def _note(sheet: ReturnSheet, words: Catalogue) -> str:
    agreement = words.t("Agreement no. {number}", number=sheet.agreement.number)
    said = [agreement, words.t("Ages at the start of the course. Rows by case number, without names.")]
    if sheet.centre.demonstration:
        said.insert(0, words.t("DEMONSTRATION"))
    return " – ".join(said)


def _book_table(table: Table, sheet: ReturnSheet, names: Names, *, headed: bool) -> BookTable:
    table, rows = table.shown(sheet), list(table.rows(sheet))
    words = names.words
    return BookTable(
        columns=tuple(BookColumn(words.msg(field.title), field.form) for field in table.fields),
        rows=tuple(tuple(names.cell(field, field.take(row)) for field in table.fields) for row in rows),
        totals=_total_cells(table, rows, names) if rows else (),
        heading=words.msg(table.title) if headed else "",
    )


def _total_cells(table: Table, rows: Iterable[object], names: Names) -> tuple[Cell, ...]:
    """Return the line of totals, empty for a table in which nothing is summed."""
    sums = table.totals(rows)
    if not sums:
        return ()
    cells = [names.cell(field, sums.get(field.name)) for field in table.fields]
    return (names.words.t("TOTAL"), *cells[1:])


# --- the summary


def _summary(sheet: ReturnSheet, names: Names, about: str) -> BookSheet:
    """Return the first sheet: who and what, the counts by sex, then the counts by age, region and trade."""
    words = names.words
    tables = [_book_table(COUNTS, sheet, names, headed=True)]
    for dimension in Dimension:
        found = [one for one in sheet.breakdowns if one.dimension is dimension]
        if found:
            tables.append(_breakdown_table(found, dimension, names))
    name = words.p("sheet", "Summary")
    return BookSheet(name, f"{name} – {about}", (_note(sheet, words), *_who_reports(sheet, words)), tuple(tables))


def _who_reports(sheet: ReturnSheet, words: Catalogue) -> tuple[str, ...]:
    """Return the lines that say under which agreement, by which rules and for whom, where they are known."""
    agreement = sheet.agreement
    project = " – ".join(part for part in (agreement.project, agreement.budget_line, agreement.donor) if part)
    lines = (
        words.t("Centre: {name} ({code})", name=sheet.centre.name, code=sheet.centre.code),
        words.t("Project: {project}", project=project) if project else "",
        words.t("Recipient: {name}", name=sheet.recipient),
        words.t("Signed by: {name}. Rules: {rules}.", name=sheet.signed_by, rules=sheet.rule_pack),
        words.t("Replaces an earlier version of this month.") if sheet.replaces else "",
        _taken_over(sheet, words),
        words.t("Note: {text}", text=sheet.note) if sheet.note else "",
    )
    return tuple(line for line in lines if line)


def _taken_over(sheet: ReturnSheet, words: Catalogue) -> str:
    if sheet.taken_over_on is None:
        return ""
    day = short_date(sheet.taken_over_on, words.language)
    return words.t(
        "The sums since the agreement began hold what was counted on paper before, taken over once on {day}.", day=day
    )


def _breakdown_table(found: Sequence[Breakdown], dimension: Dimension, names: Names) -> BookTable:
    """Return a table with a line a group and two columns a measure."""
    kind = {Dimension.AGE: Kind.BAND, Dimension.REGION: Kind.REGION, Dimension.TRADE: Kind.TRADE}[dimension]
    key_field = Field("key", NP_("column", "Group"), kind)
    words = names.words
    measures = [measure for measure in Measure if any(one.measure is measure for one in found)]
    columns = [BookColumn(words.word(dimension))]
    for measure in measures:
        said = words.msg(_SHORT[measure]) if measure in _SHORT else words.word(measure)
        columns += [BookColumn(f"{said} {sex}", Form.WHOLE) for sex in (words.p("column", "F"), words.p("column", "M"))]
    counts = {(one.key, one.measure): (one.female, one.male) for one in found}
    keys = tuple(dict.fromkeys(one.key for one in found))
    figures = [[count for measure in measures for count in counts.get((key, measure), (0, 0))] for key in keys]
    titles = [names.cell(key_field, key) or words.t("not known") for key in keys]
    rows = tuple((title, *line) for title, line in zip(titles, figures, strict=True))
    totals = (words.t("TOTAL"), *(sum(column) for column in zip(*figures, strict=True)))
    return BookTable(tuple(columns), rows, totals, words.word(dimension))
