"""The assessor's grid on paper: one sheet for each assessor of a test of skills or of the use of equipment.

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
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper, draw_papers
from centre_desk.papers.pdf.fonts import NOTE, SMALL
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.rules.assessment import TestKind
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import long_date


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
    """The sheet of one assessor for one test."""

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
    second_key: str = ""
    head_code: str = ""


@dataclass(frozen=True, slots=True)
class CalledFacts:
    """Somebody called to a test, with what the list is read and telephoned by."""

    number: str
    name: str
    case_number: str
    phone: str
    trade: str
    kind: TestKind
    place: str
    assessors: tuple[str, ...]


def grid_sheet_pdf(facts: GridSheetFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheet of one assessor."""
    return grid_sheets_pdf([facts], letterhead=letterhead, words=words)


def grid_sheets_pdf(sheets: Sequence[GridSheetFacts], *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheets of several assessors and tests in one PDF."""
    return draw_papers([_grid_paper(facts, letterhead, words) for facts in sheets], words)


def call_list_pdf(called: Sequence[CalledFacts], day: date, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the list of those called to a test on a day, with room to tick who came."""
    columns = (
        Column(words.t("Test no."), 24),
        Column(words.t("Person tested"), 44, bold=True),
        Column(words.t("Case no."), 30, shrink=True),
        Column(words.t("Telephone"), 30, shrink=True),
        Column(words.t("Test"), 48),
        Column(words.t("Place"), 30),
        Column(words.t("Assessors"), 44),
        Column(words.t("Came"), 16),
    )
    rows = [
        (
            one.number,
            one.name,
            one.case_number,
            one.phone,
            f"{one.trade}\n{words.word(one.kind)}",
            one.place,
            "\n".join(one.assessors),
            "",
        )
        for one in called
    ]
    paper = Paper(
        title=words.t("CALL LIST FOR THE TESTS"),
        letterhead=letterhead,
        blocks=tuple(table(columns, rows, least=9 * MM)),
        reference=long_date(day, words.language),
        wide=True,
    )
    return draw_paper(paper, words)


def _grid_paper(facts: GridSheetFacts, letterhead: Letterhead, words: Catalogue) -> Paper:
    skills = facts.kind is TestKind.SKILLS
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
        title=words.t("SKILLS TEST – ASSESSOR’S GRID") if skills else words.t("EQUIPMENT TEST – ASSESSOR’S GRID"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=words.t("Grid of {trade}, version {version}", trade=facts.trade, version=facts.grid_version),
        number=words.t("Test no. {number}, sheet {rank}", number=facts.number, rank=facts.rank),
        head_code=facts.head_code,
    )


def _about(facts: GridSheetFacts, words: Catalogue) -> Facts:
    who = f"{facts.name} ({facts.second_key})" if facts.second_key else facts.name
    return Facts((
        (words.t("Person tested"), who),
        (words.t("Case no."), facts.case_number or "–"),
        (words.t("Trade"), facts.trade),
        (words.t("Date"), long_date(facts.planned_on, words.language)),
        (words.t("Place"), facts.place or "–"),
        (words.t("Able from"), words.t("{percent} % of the weighted points", percent=facts.pass_percent)),
    ))  # fmt: skip


def _how_to(words: Catalogue) -> str:
    return words.t(
        "Circle one figure a line. E = eliminating: under the figure of the next column, the trade is not "
        "certified and training is offered. S = safety."
    )


def _criteria(criteria: Sequence[CriterionFacts], words: Catalogue) -> list[Block]:
    """Return the criteria of each competence in order; one head for all keeps ten criteria on one page."""
    columns = (
        Column(words.t("No."), 9, Align.RIGHT),
        Column(words.t("Criterion"), 70),
        Column("", 11, Align.CENTRE, bold=True),
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


def _cells(one: CriterionFacts, words: Catalogue) -> tuple[str, ...]:
    marks = [words.p("criterion", "E")] * one.eliminating + [words.p("criterion", "S")] * one.safety
    least = str(one.threshold) if one.threshold else "–"
    scale = "     ".join(f"[{n}]" if n == one.points else str(n) for n in range(one.max_points + 1))
    return (str(one.position), one.label, " ".join(marks), least, f"× {one.weight}", scale.replace(" ", "\u00a0"))
