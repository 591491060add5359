"""The pack for days without power: a week's sheets, lists to write marks on, and blank receipts, in one print.

Facts: those of the numbered sheets. What is written on the lists is keyed in afterwards, from the paper.
"""

from collections.abc import Sequence

from centre_desk.papers.attendance.sheet import AttendanceSheetFacts, SheetName, draw_sheets
from centre_desk.papers.pdf.blocks import Block, Column, Facts, Signatures, Space, note, table
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_on
from centre_desk.papers.pdf.pen import A4_WIDE, MM, Align, Pen
from centre_desk.texts.catalogue import Catalogue

_ROW = 7.5 * MM
_SHARES = (9, 70)


def outage_pack_pdf(sheets: Sequence[AttendanceSheetFacts], *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the sheets, then a list for marks and a list of receipts for each session."""
    pen = Pen(A4_WIDE, words.t("Pack for power cuts"), letterhead.centre, words.language)
    draw_sheets(pen, sheets, letterhead, words)
    for facts in sheets:
        draw_on(pen, _marks(facts, letterhead, words), words)
        draw_on(pen, _receipts(facts, letterhead, words), words)
    return pen.finish()


def _marks(facts: AttendanceSheetFacts, letterhead: Letterhead, words: Catalogue) -> Paper:
    t = words.t
    parts = tuple(Column(f"{number} : ____________ /20", 34) for number in range(1, 5))
    columns = (*_who(words), *parts, Column(t("Remark"), 40))
    return _paper(t("MARKS, TO KEY IN LATER"), facts, columns, t("Examiners"), letterhead, words)


def _receipts(facts: AttendanceSheetFacts, letterhead: Letterhead, words: Catalogue) -> Paper:
    t = words.t
    columns = (
        *_who(words),
        Column(t("What was received (amount, thing, paper)"), 62),
        Column(t("Received on"), 28),
        Column(t("Signature or thumb print"), 50),
    )
    return _paper(t("RECEIPTS, TO KEY IN LATER"), facts, columns, t("Handed over by"), letterhead, words)


def _who(words: Catalogue) -> tuple[Column, ...]:
    return (
        Column(words.t("No."), _SHARES[0], Align.RIGHT),
        Column(words.t("First names and NAME"), _SHARES[1], bold=True),
    )


def _paper(
    title: str,
    facts: AttendanceSheetFacts,
    columns: Sequence[Column],
    signs: str,
    letterhead: Letterhead,
    words: Catalogue,
) -> Paper:
    t = words.t
    blank = ("",) * (len(columns) - 2)
    rows = [(f"{one.number:02d}", _named(one), *blank) for one in facts.names]
    blocks: list[Block] = [
        Facts(((t("Session"), facts.session), (t("Place"), facts.place), (t("Date"), "____ /____ /________"))),
        *table(columns, rows, least=_ROW),
        Space(3 * MM),
        Signatures(((signs, ""), (t("For the centre"), ""))),
        note(t("Written by hand on a day without power; keyed in afterwards from this paper.")),
    ]
    number = t("Sheet no. {number}", number=facts.number)
    return Paper(title, letterhead, tuple(blocks), number=number, head_code=facts.head_code, wide=True)


def _named(one: SheetName) -> str:
    return f"{one.name} ({one.second_key})" if one.second_key else one.name
