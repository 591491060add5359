"""The recovery sheet (fiche de secours): the one paper that opens a desk when every password is lost.

Facts: the code is 160 random bits in words of four characters and one check character (`rules/encoding.py`).
It is printed once and kept nowhere in the program.
"""

from dataclasses import dataclass
from datetime import date

from centre_desk.papers.pdf.blocks import Block, Paragraph, Signatures, heading, note
from centre_desk.papers.pdf.document import Letterhead, Paper, draw_paper
from centre_desk.papers.pdf.fonts import Font, Type
from centre_desk.papers.pdf.pen import MM, Align
from centre_desk.rules.encoding import key_words, read_crockford
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import long_date

SECRET_BYTES = 20
_CODE = Type(Font.SANS_BOLD, 16)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says: the centre, the desk's folder, the code as `found_desk` returned it, and the day."""

    centre: str
    town: str
    folder: str
    recovery_code: str
    made_on: date


def sheet_words(recovery_code: str) -> tuple[str, ...]:
    """Return the code as it is printed: words that each carry a check character."""
    return key_words(read_crockford(recovery_code, SECRET_BYTES))


def draw_recovery_sheet(sheet: RecoverySheet, words: Catalogue) -> bytes:
    """Draw the sheet as a PDF."""
    t = words.t
    parts = sheet_words(sheet.recovery_code)
    lines = [" ".join(parts[at : at + 4]) for at in range(0, len(parts), 4)]
    blocks: list[Block] = [
        Paragraph(t("This sheet opens the desk of the centre when every password is lost. Whoever holds it can "
                    "read everything in it.")),
        Paragraph(t("Lock it away from the computer: in the safe of the centre, in a closed envelope.")),
        heading(t("Code")),
        *(Paragraph(line, _CODE, Align.CENTRE, 4 * MM) for line in lines),
        note(t("The digits 0 and 1 are never the letters O and I. The last character of each word is a check.")),
        heading(t("How to use it")),
        Paragraph(t("In the window that opens the desk, choose “Password lost”, type the code, and give a new "
                    "password to a user. The journal keeps it.")),
        Paragraph(t("Folder of the desk: {folder}", folder=sheet.folder)),
        Paragraph(t("Made on {day}", day=long_date(sheet.made_on, words.language))),
        Signatures(((t("Received by the director"), ""),)),
    ]  # fmt: skip
    letterhead = Letterhead(sheet.centre, sheet.town)
    return draw_paper(Paper(t("Recovery sheet"), letterhead, tuple(blocks)), words)
