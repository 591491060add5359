"""The record of a kit's hand-over: what was given, checked item by item, to whom, before whom.

Facts: the kit follows the completed training or the certification; its list is versioned and was reviewed by
migrant representatives. The person may answer with a thumb print, before a witness.
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
from centre_desk.texts.catalogue import Catalogue
from centre_desk.texts.formats import long_date


@dataclass(frozen=True, slots=True)
class KitItemFacts:
    """A thing and how many."""

    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class HandOverFacts:
    """A hand-over, made or to be made (`number` and `handed_on` are empty then)."""

    name: str
    case_number: str
    trade: str
    certificate: str
    list_version: int
    items: tuple[KitItemFacts, ...]
    number: str = ""
    handed_on: date | None = None
    place: str = ""
    witness: str = ""
    remarks: str = ""
    second_key: str = ""
    identity: str = ""
    head_code: str = ""


def hand_over_pdf(facts: HandOverFacts, *, letterhead: Letterhead, words: Catalogue) -> bytes:
    """Return the record of a hand-over."""
    blocks: list[Block] = [
        _about(facts, words),
        Paragraph(words.t("The things below were counted and checked before both sides. Tick what was given.")),
        *_items(facts, words),
        Space(3 * MM),
        heading(words.t("Remarks")),
        Paragraph(facts.remarks) if facts.remarks else Lines(3),
        Paragraph(words.t("I have received this kit in good state for my own activity and know how to use it safely.")),
        Signatures((
            (words.t("Beneficiary (signature or thumb print)"), facts.name),
            (words.t("For the centre"), ""),
            (words.t("For IOM"), ""),
            (words.t("Witness"), facts.witness),
        ), high=26 * MM),
        note(words.t("One copy for the beneficiary, one for the centre, one for IOM.")),
    ]  # fmt: skip
    title = (
        words.t("KIT HAND-OVER RECORD no. {number}", number=facts.number)
        if facts.number
        else words.t("KIT HAND-OVER RECORD")
    )
    paper = Paper(
        title=title,
        letterhead=letterhead,
        blocks=tuple(blocks),
        reference=words.t("Kit of {trade}, list version {version}", trade=facts.trade, version=facts.list_version),
        number=words.t("Hand-over no. {number}", number=facts.number) if facts.number else title,
        head_code=facts.head_code,
    )
    return draw_paper(paper, words)


def _about(facts: HandOverFacts, words: Catalogue) -> Facts:
    who = f"{facts.name} ({facts.second_key})" if facts.second_key else facts.name
    day = long_date(facts.handed_on, words.language) if facts.handed_on else "____ /____ /________"
    return Facts((
        (words.t("Beneficiary"), who),
        (words.t("Case no."), facts.case_number or "–"),
        (words.t("Certificate no."), facts.certificate),
        (words.t("Identity paper or telephone"), facts.identity or "–"),
        (words.t("Date"), day),
        (words.t("Place"), facts.place or "______________________________"),
    ))  # fmt: skip


def _items(facts: HandOverFacts, words: Catalogue) -> list[Block]:
    columns = (
        Column(words.t("No."), 9, Align.RIGHT),
        Column(words.t("Thing"), 85, bold=True),
        Column(words.t("Quantity"), 20, Align.RIGHT),
        Column(words.t("Given"), 18, Align.CENTRE),
        Column(words.t("State, serial number"), 42),
    )
    rows = [(str(number), item.name, str(item.quantity), "", "") for number, item in enumerate(facts.items, 1)]
    return table(columns, rows, least=7.5 * MM)
