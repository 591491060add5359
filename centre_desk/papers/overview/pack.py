"""The pack for days without power: a week's sheets, mark sheets, and blank receipts, in one print.

Facts: those of the numbered sheets and of the exams that are open. What is written on the papers is keyed in
afterwards. Each bears the number of its sheet with a letter: 0042-N are marks, 0042-R07 the receipt of number 07.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from centre_desk.papers.attendance.sheet import AttendanceSheetFacts, SheetName, draw_sheets
from centre_desk.papers.exam import ExamFacts, marks_sheet_of
from centre_desk.papers.overview.receipts import draw_receipts
from centre_desk.papers.pdf.blocks import Block, Column, Facts, Signatures, Space, note, table
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_on
from centre_desk.papers.pdf.pen import A4_WIDE, MM, Align, Pen
from centre_desk.rules.attendance.quick import numbered
from centre_desk.texts.catalogue import Catalogue

_ROW = 7.5 * MM
_UNNAMED_PARTS = 4


@dataclass(frozen=True, slots=True)
class PackSession:
    """A session of the pack: its numbered sheet, and its exams that are open."""

    sheet: AttendanceSheetFacts
    exams: tuple[ExamFacts, ...] = ()


def outage_pack_pdf(sessions: Sequence[PackSession], *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheets of all sessions, then for each session its mark sheets and a blank receipt a person."""
    pen = Pen(A4_WIDE, words.t("Pack for power cuts"), letterhead.centre, words.language)
    draw_sheets(pen, [one.sheet for one in sessions], letterhead, words)
    for one in sessions:
        for paper in _mark_sheets(one, letterhead, words):
            draw_on(pen, paper, words)
        draw_receipts(pen, one.sheet, letterhead, words)
    return pen.finish()


def _mark_sheets(one: PackSession, letterhead: Letterhead, words: Catalogue) -> list[Paper]:
    """Return a mark sheet for each open exam, or a list with columns to name where none is."""
    if not one.exams:
        return [_unnamed_marks(one.sheet, letterhead, words)]
    papers = []
    for number, exam in enumerate(one.exams, 1):
        made = marks_sheet_of(exam, letterhead=letterhead, words=words)
        sheet = _marks_number(one.sheet, number, words)
        papers.append(replace(made, number=sheet, head_code=one.sheet.head_code))
    return papers


def _marks_number(sheet: AttendanceSheetFacts, number: int, words: Catalogue) -> str:
    series = words.p("letter of a mark sheet", "N")
    which = f"{sheet.number}-{series}" if number == 1 else f"{sheet.number}-{series}{number}"
    return words.t("Mark sheet no. {number}", number=which)


def _unnamed_marks(facts: AttendanceSheetFacts, letterhead: Letterhead, words: Catalogue) -> Paper:
    t = words.t
    columns = (
        Column(t("No."), 10, Align.RIGHT),
        Column(t("First names and NAME"), 70, bold=True),
        *(Column(f"{number} : ____________ /20", 34) for number in range(1, _UNNAMED_PARTS + 1)),
        Column(t("Remark"), 40),
    )
    blank = ("",) * (len(columns) - 2)
    rows = [(numbered(one.number, facts.width), _named(one), *blank) for one in facts.names]
    blocks: list[Block] = [
        *table(columns, rows, least=_ROW),
        Space(3 * MM, keep=True),
        Signatures(((t("Examiners"), ""), (t("For the centre"), "")), keep=True),
        note(t("Written by hand on a day without power; keyed in afterwards from this paper.")),
    ]
    head = Facts(
        ((t("Session"), facts.session), (t("Place"), facts.place), (t("Date"), "____ /____ /________")), columns=3
    )
    number = _marks_number(facts, 1, words)
    return Paper(
        t("MARKS, TO KEY IN LATER"), letterhead, tuple(blocks), number=number, head_code=facts.head_code, wide=True,
        top=(head,),
    )  # fmt: skip


def _named(one: SheetName) -> str:
    return f"{one.name} ({one.second_key})" if one.second_key else one.name
