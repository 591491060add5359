"""The sheet of a visit of IOM: heads counted against the roll, identities ticked, remarks, signatures.

Facts: people expected at the half-day with their mark, if the roll was taken. Blank ones are filled in by hand.
"""

from dataclasses import dataclass
from datetime import date

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
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.rules.attendance import SIGNED, MarkValue
from centre_desk.rules.attendance.quick import numbered
from centre_desk.rules.course import HalfDay
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import long_date

_BLANK = "__________"


@dataclass(frozen=True, slots=True)
class VisitLine:
    """Somebody expected: register number, name, mark, and whether the visitors saw an identity paper.

    `second_key` tells people of one name apart.
    """

    number: int
    name: str
    mark: MarkValue | None
    seen: bool = False
    second_key: str = ""


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """A visit to a half-day of a session. `heads` none: to be filled in by hand.

    `width`: how many digits a register number has. `as_it_stands`: the roll of the day of the visit was not kept.
    """

    session: str
    day: date
    half_day: HalfDay
    lines: tuple[VisitLine, ...]
    visitors: str = ""
    heads: int | None = None
    remarks: str = ""
    number: str = ""
    head_code: str = ""
    width: int = 2
    as_it_stands: bool = False

    @property
    def on_roll(self) -> int | None:
        """Return how many the roll says were there; none before it was taken."""
        marks = [line.mark for line in self.lines]
        return sum(mark in SIGNED for mark in marks) if any(marks) else None


def visit_sheet_pdf(facts: VisitFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheet of a visit."""
    t = words.t
    blocks: list[Block] = [
        _about(facts, words),
        note(t("Count heads first, then look at identity papers. A difference is a point to check, with its reason.")),
        *_roll_of_today(facts, words),
        *_people(facts, words),
        Space(3 * MM),
        heading(t("Remarks")),
        Paragraph(facts.remarks) if facts.remarks else Lines(2),
        Signatures(((t("Visitors"), facts.visitors), (t("Trainer"), ""), (t("For the centre"), ""))),
    ]
    when = f"{long_date(facts.day, words.language)}, {words.word(facts.half_day)}"
    number = facts.number
    paper = Paper(
        title=t("VISIT TO A COURSE no. {number}", number=number) if number else t("VISIT TO A COURSE"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=when,
        number=t("Visit sheet no. {number}", number=number) if number else t("Visit sheet, to fill in by hand"),
        head_code=facts.head_code,
    )
    return draw_paper(paper, words)


def _roll_of_today(facts: VisitFacts, words: Catalogue) -> list[Block]:
    if not facts.as_it_stands:
        return []
    return [note(words.t("The roll of the day of this visit was not kept: the marks are those that stand now."))]


def _about(facts: VisitFacts, words: Catalogue) -> Facts:
    t = words.t
    roll = _BLANK if facts.on_roll is None else str(facts.on_roll)
    heads = _BLANK if facts.heads is None else str(facts.heads)
    known = facts.heads is not None and facts.on_roll is not None
    difference = f"{(facts.heads or 0) - (facts.on_roll or 0):+d}" if known else _BLANK
    return Facts((
        (t("Session"), facts.session),
        (t("Visitors and their office"), facts.visitors or "______________________________"),
        (t("Expected"), str(len(facts.lines))),
        (t("Heads counted"), heads),
        (t("Present on the roll"), roll),
        (t("Difference"), difference),
    ))  # fmt: skip


def _people(facts: VisitFacts, words: Catalogue) -> list[Block]:
    t = words.t
    columns = (
        Column(t("No."), 10, Align.RIGHT),
        Column(t("NAME and first names"), 80, bold=True),
        Column(t("Roll"), 18, Align.CENTRE),
        Column(t("Identity seen"), 26, Align.CENTRE),
        Column(t("Remark"), 50),
    )
    rows = [
        (
            numbered(one.number, facts.width),
            f"{one.name}\n{one.second_key}" if one.second_key else one.name,
            one.mark.value if one.mark else "",
            "X" if one.seen else "",
            "",
        )
        for one in facts.lines
    ]
    return table(columns, rows, least=5 * MM)
