"""The receipt of a return: one page to sign, with the figures and the codes by which both sides know the same file.

Facts: it travels apart from the package; IOM keeps it as a witness of the data and of the centre's journal.
"""

from centre_desk.papers.monthly_return.canonical import canonical_bytes, canonical_hash
from centre_desk.papers.monthly_return.facts import ReturnSheet
from centre_desk.papers.monthly_return.package import package_name
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
from centre_desk.papers.pdf.pen import Align
from centre_desk.rules.encoding import check_code, short_head
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import grouped, month_name


def receipt_pdf(sheet: ReturnSheet, *, audit_head: str, kid: str, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the receipt of a sealed return."""
    data = canonical_bytes(sheet)
    month = month_name(sheet.month, words.language)
    blocks: list[Block] = [
        Facts((
            (words.t("Package"), package_name(sheet)),
            (words.t("Recipient"), sheet.recipient),
            (words.t("Check code of the data"), check_code(data)),
            (words.t("Signing key"), kid),
        )),
        Facts(((words.t("SHA-256 of the data"), canonical_hash(data)), (words.t("Head of the journal"), audit_head)),
              columns=1),
        heading(words.t("The figures that both sides compare")),
        *_figures(sheet, words),
        Space(12),
        heading(words.t("Answer of IOM")),
        Paragraph(words.t("[  ] received   [  ] accepted   [  ] questions   [  ] replacement asked")),
        Lines(2),
        Signatures((
            (words.t("For the centre (director)"), sheet.signed_by),
            (words.t("For IOM (name, date, stamp)"), ""),
        )),
        note(words.t("Send this receipt back by another way than the package: whoever changed one could change the "
                     "other.")),
    ]  # fmt: skip
    paper = Paper(
        title=words.t("MONTHLY RETURN – RECEIPT"),
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=words.t("Return of {month}, version {version}", month=month, version=sheet.version),
        number=words.t("Receipt of {name}", name=package_name(sheet)),
        head_code=short_head(audit_head),
    )
    return draw_paper(paper, words)


def _figures(sheet: ReturnSheet, words: Catalogue) -> list[Block]:
    columns = (
        Column(words.p("column", "Measure"), 96, bold=True),
        Column(words.p("column", "F"), 24, Align.RIGHT),
        Column(words.p("column", "M"), 24, Align.RIGHT),
        Column(words.t("Total"), 30, Align.RIGHT, bold=True),
    )
    rows = [
        (words.word(one.measure), *(grouped(figure, words.language) for figure in (one.female, one.male, one.total)))
        for one in sheet.counts
        if one.total
    ]
    return table(columns, rows)
