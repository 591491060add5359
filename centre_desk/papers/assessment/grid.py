"""The papers of tests: the assessor's grid (one sheet an assessor), the call list, the letter to another centre.

Facts: criteria with weight and points, eliminating and safety ones marked; two assessors note apart. The wording is
neutral: people feared to lose their help by admitting what they do not know, so nothing here says failure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from centre_desk.papers.pdf.blocks import (
    Block,
    Column,
    Facts,
    Lines,
    Paragraph,
    Signatures,
    Space,
    heading,
    note,
    table,
)
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_papers
from centre_desk.papers.pdf.fonts import NOTE, SMALL
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.rules.assessment import TestKind
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import HARD, long_date


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """A criterion in the language of the sheet; `points` where it was keyed already."""

    position: int
    label: str
    competence: str = ""
    weight: int = 1
    max_points: int = 4
    threshold: int = 0
    eliminating: bool = False
    safety: bool = False
    points: int | None = None


@dataclass(frozen=True, slots=True)
class GridSheetFacts:
    """The sheet of one assessor for one test. `number` is that of the sheet, as the window asks for it."""

    number: str
    kind: TestKind
    name: str
    case_number: str
    trade: str
    planned_on: date
    place: str
    assessor: str
    rank: int
    grid_version: int
    pass_percent: int
    criteria: tuple[CriterionFacts, ...]
    competence_percent: int = 0
    proposal: bool = False
    second_key: str = ""
    head_code: str = ""


def grid_sheet_pdf(facts: GridSheetFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheet of one assessor."""
    return grid_sheets_pdf([facts], letterhead=letterhead, words=words)


def grid_sheets_pdf(sheets: Sequence[GridSheetFacts], *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheets of several assessors and tests in one PDF."""
    return draw_papers([_grid_paper(facts, letterhead, words) for facts in sheets], words)


def _grid_paper(facts: GridSheetFacts, letterhead: Letterhead, words: Catalogue) -> Paper:
    skills, number = facts.kind is TestKind.SKILLS, facts.number
    title = (
        words.t("SKILLS TEST – SHEET NO. {number}", number=number)
        if skills
        else words.t("EQUIPMENT TEST – SHEET NO. {number}", number=number)
    )
    blocks: list[Block] = [
        _about(facts, words),
        Paragraph(_how_to(words), NOTE),
        *_criteria(facts.criteria, words),
        Space(3 * MM),
        heading(words.t("What the assessor saw")),
        Lines(3),
        Signatures(
            (
                (words.t("Assessor {rank}", rank=facts.rank), facts.assessor),
                (words.t("Person tested (signature or thumb print)"), facts.name),
            )
        ),
        note(words.t("The two assessors note apart. The finding is made from both sheets, at the centre.")),
    ]
    return Paper(
        title=title,
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=_version(facts, words),
        number=words.t("Assessor’s sheet no. {number}", number=number),
        head_code=facts.head_code,
    )


def _version(facts: GridSheetFacts, words: Catalogue) -> str:
    version = words.t("Assessor’s grid of {trade}, version {version}", trade=facts.trade, version=facts.grid_version)
    return f"{version} ({words.t('proposed grid')})" if facts.proposal else version


def _about(facts: GridSheetFacts, words: Catalogue) -> Facts:
    who = f"{facts.name} ({facts.second_key})" if facts.second_key else facts.name
    return Facts((
        (words.t("Person tested"), who),
        (words.t("Case no."), facts.case_number or "–"),
        (words.t("Trade"), facts.trade),
        (words.t("Date"), long_date(facts.planned_on, words.language)),
        (words.t("Place"), facts.place or "–"),
        (words.t("Able from"), _asked(facts, words)),
    ))  # fmt: skip


def _asked(facts: GridSheetFacts, words: Catalogue) -> str:
    whole, each = facts.pass_percent, facts.competence_percent
    if not each:
        return words.t("{percent} % of the weighted points", percent=whole)
    return words.t("{percent} % of the weighted points, {each} % in each competence", percent=whole, each=each)


def _how_to(words: Catalogue) -> str:
    return words.t(
        "Circle one figure a line. E = essential: from the figure of the next column on, the trade can be recognised; "
        "below it, training is offered first. S = safety."
    )


def _criteria(criteria: Sequence[CriterionFacts], words: Catalogue) -> list[Block]:
    """Return the criteria of each competence in order; one head for all keeps ten criteria on one page."""
    columns = (
        Column(words.t("No."), 9, Align.RIGHT),
        Column(words.t("Criterion"), 68),
        Column(_marks_head(words), 13, Align.CENTRE, bold=True),
        Column(words.t("At least"), 13, Align.CENTRE),
        Column(words.t("Weight"), 19, Align.CENTRE),
        Column(words.t("Points"), 52, Align.CENTRE, bold=True),
    )
    blocks: list[Block] = []
    first = True
    ordered = sorted(criteria, key=lambda one: one.position)
    for competence, listed in groupby(ordered, key=lambda one: one.competence):
        if competence:
            blocks.append(heading(competence))
        rows = table(columns, [_cells(one, words) for one in listed], least=7.5 * MM, letters=SMALL.sized(8))
        blocks.extend(rows if first else rows[1:])
        blocks.append(Space(2 * MM))
        first = False
    return blocks


def _marks_head(words: Catalogue) -> str:
    return f"{words.p('criterion', 'E')}{HARD}/{HARD}{words.p('criterion', 'S')}"


def _cells(one: CriterionFacts, words: Catalogue) -> tuple[str, ...]:
    marks = [words.p("criterion", "E")] * one.eliminating + [words.p("criterion", "S")] * one.safety
    least = str(one.threshold) if one.threshold else "–"
    scale = "     ".join(f"[{n}]" if n == one.points else str(n) for n in range(one.max_points + 1))
    return (str(one.position), one.label, " ".join(marks), least, f"× {one.weight}", scale.replace(" ", HARD))
